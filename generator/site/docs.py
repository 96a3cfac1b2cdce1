"""Writing generated files into a docs folder: only bytes that changed, and nothing that is not ours.

A list of what was written (``daftar.json``, kept outside docs/) tells at the next build which files are ours, so that
the pages of a removed SOP disappear and a hand-written page is never touched.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding

GENERATED = ("index.md", "sop", "pelaksana", "peraturan", "formulir", "perhatian", "data", "instansi")
"""The names at the top of docs/ that belong to generated pages."""

ORIGIN = "asal.txt"
"""In the working folder of another data folder: where that one lies."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where one build does its work: ``docs`` is what MkDocs reads, ``ledger`` lists the generated files in it."""

    docs: Path
    ledger: Path

    def write(self, files: Mapping[str, bytes]) -> tuple[int, list[Finding]]:
        """Bring the generated files to exactly ``files`` (path inside docs -> content).

        Returns how many files changed, and a finding for each hand-written file that stands in the way; then
        nothing is written at all.
        """
        ours = set(self._read_ledger())
        blocked = [name for name in files if name not in ours and self._foreign(name, files[name])]
        if blocked:
            return 0, [_in_the_way(self.docs.name, name) for name in blocked]
        # The ledger grows before files appear and shrinks after they are gone: a killed build leaves nothing unlisted.
        self._write_ledger(ours | set(files))
        changed = sum(_write_if_changed(self.docs / name, content) for name, content in files.items())
        for name in sorted(ours - set(files)):
            _remove(self.docs, name)
            changed += 1
        self._write_ledger(set(files))
        return changed, []

    def copy_hand_written(self, source: Path) -> None:
        """Make this docs folder carry the hand-written pages of another one, for data kept elsewhere."""
        wanted = {
            path.relative_to(source).as_posix(): path
            for path in sorted(source.rglob("*"))
            if path.is_file() and path.relative_to(source).parts[0] not in GENERATED
        }
        for name, path in wanted.items():
            _write_if_changed(self.docs / name, path.read_bytes())
        for path in sorted(self.docs.rglob("*")):
            name = path.relative_to(self.docs).as_posix()
            if path.is_file() and name.split("/")[0] not in GENERATED and name not in wanted:
                path.unlink()

    def _foreign(self, name: str, content: bytes) -> bool:
        path = self.docs / name
        return path.exists() and (not path.is_file() or path.read_bytes() != content)

    def _read_ledger(self) -> list[str]:
        try:
            names = json.loads(self.ledger.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def _write_ledger(self, names: set[str]) -> None:
        _write_if_changed(self.ledger, (json.dumps(sorted(names), indent=0) + "\n").encode())


def _in_the_way(folder: str, name: str) -> Finding:
    return Finding(
        "D014",
        "galat",
        f"{folder}/{name}",
        0,
        0,
        "",
        "berkas ini bukan buatan program, tetapi menempati alamat halaman",
        "pindahkan atau ganti nama berkas itu, lalu ulangi",
    )


def _write_if_changed(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _remove(docs: Path, name: str) -> None:
    path = docs / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def forget_lost(work: Path) -> None:
    """Delete the working folders in ``work`` whose data folder is no longer there."""
    for note in sorted(work.glob(f"*/{ORIGIN}")):
        if not Path(note.read_text("utf-8")).is_dir():
            remove_tree(note.parent)


def remove_tree(path: Path) -> None:
    """Delete a folder of ours, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
