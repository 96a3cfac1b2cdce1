"""Writing generated files into a docs folder: only bytes that changed, and nothing that is not ours.

A ledger (``daftar.json``, kept outside docs/) holds the hash of every file as it was written. A file is ours while it
is as we wrote it: so the pages of a removed SOP disappear, and a hand-written or hand-changed file is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, declare
from generator.io.atomic import remove_tree, write_whole
from generator.site.frames import Head, head_of, is_page

declare("D014", "galat")

ASIDE = ".pustaka-sop.baru"
"""The file that is being written, in the folder where it will stand: a disk finds room for a new file there sooner than
where ten thousand were made before. MkDocs does not read names that begin with a dot."""
GENERATED = (
    "index.md", "sop", "pelaksana", "peraturan", "formulir", "perhatian", "perubahan", "peta", "kalender", "data",
    "instansi", "sitemap.xml", ASIDE,
)  # fmt: skip
"""The names at the top of docs/ that belong to generated pages."""

ORIGIN = "asal.txt"
"""In the working folder of another data folder: where that one lies."""

_Ledger = dict[str, list[str]]
"""Path inside docs/ -> hashes of what may stand there: the last build's, and of an unfinished one also the new."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where one build does its work: ``docs`` is what MkDocs reads, ``ledger`` lists the generated files in it."""

    docs: Path
    ledger: Path

    @property
    def home(self) -> Path:
        """The folder of what is kept between builds; its lock is held by the build that works here."""
        return self.ledger.parent

    @property
    def papers(self) -> Path:
        """Where finished PDF documents are kept between builds."""
        return self.home / "pdf"

    def forget_papers(self, used: set[str]) -> None:
        """Delete the kept documents that nothing needs any more; ``used``: their hashes."""
        for old in self.papers.glob("*") if self.papers.is_dir() else ():
            if old.name.removesuffix(".pdf") not in used:
                old.unlink()

    def renew(self) -> Renewal:
        """Begin to bring the generated files up to date."""
        return Renewal(self)

    def copy_hand_written(self, source: Path) -> None:
        """Make this docs folder carry the hand-written pages of another one, for data kept elsewhere."""
        wanted = dict(_hand_written(source))
        for name, path in wanted.items():
            content = path.read_bytes()
            if _read(self.docs / name) != content:
                self._write(name, content)
        for name, path in _hand_written(self.docs):
            if name not in wanted:
                path.unlink()

    def _state(self, name: str, content: bytes, ledger: _Ledger) -> str:
        """What has to be done for a file: nothing ("same"), writing ("stale"), or asking its author ("foreign")."""
        path = f"{self.docs}/{name}"
        if not os.path.lexists(path):
            return "stale"
        found = _read(Path(path))
        if found == content:
            return "same"
        return "stale" if _is_ours(found, ledger.get(name, ())) else "foreign"

    def _write(self, name: str, content: bytes) -> None:
        path = f"{self.docs}/{name}"
        write_whole(path, content, posixpath.join(posixpath.dirname(path), ASIDE))

    def _remove(self, name: str, ledger: _Ledger) -> bool:
        path = self.docs / name
        if not _is_ours(_read(path), ledger[name]):
            return False
        path.unlink()
        for folder in path.parents:
            if folder == self.docs or any(folder.iterdir()):
                break
            folder.rmdir()
        return True

    @property
    def _journal(self) -> Path:
        """What a build is about to write, a line for each file: the ledger of one that was killed goes on here."""
        return self.ledger.with_suffix(".catatan")

    def _read_ledger(self) -> _Ledger:
        try:
            found = json.loads(self.ledger.read_text("utf-8"))
        except (OSError, ValueError):
            found = {}
        if isinstance(found, list):  # names only, as versions up to 0.1 wrote it
            found = {name: [_hash(_read(self.docs / name) or b"")] for name in found}
        ledger: _Ledger = found if isinstance(found, dict) else {}
        lines = self._journal.read_text("utf-8").splitlines() if self._journal.is_file() else []
        for digest, _, name in (line.partition(" ") for line in lines):
            if len(digest) == 64 and name:  # the last line of a killed build may be cut
                ledger[name] = [*ledger.get(name, ()), digest]
                with suppress(OSError):
                    (self.docs / name).with_name(ASIDE).unlink()
        return ledger

    def _write_ledger(self, ledger: _Ledger) -> None:
        content = json.dumps(ledger, sort_keys=True, separators=(",", ":")).encode()
        if _read(self.ledger) != content:
            write_whole(self.ledger, content)
        self._journal.unlink(missing_ok=True)


class Renewal:
    """One build's writing into docs/: files come part by part, what did not come is removed at the end.

    Whenever a build is killed, each file is one that the ledger or the journal lists with its hash, and what they do
    not list is not ours.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._before = place._read_ledger()
        self.ledger: dict[str, str] = {}
        """Path inside docs -> hash, of all that stands there now by this build's will."""
        self.heads: dict[str, Head] = {}
        """Path inside docs -> head, of the pages that came in this build."""
        self.changed = 0

    def keep(self, names: Iterable[str]) -> bool:
        """These files of the last build stay as they are; False where the ledger does not know them all."""
        known = {name: self._before.get(name) for name in names}
        if not all(known.values()):
            return False
        self.ledger |= {name: hashes[-1] for name, hashes in known.items() if hashes}
        return True

    def put(self, files: Mapping[str, bytes]) -> list[Finding]:
        """Write those of ``files`` (path inside docs -> content) that differ.

        A finding for each hand-written file that stands in the way; then none of these files is written.
        """
        place = self._place
        states = {name: place._state(name, content, self._before) for name, content in files.items()}
        blocked = [name for name, state in states.items() if state == "foreign"]
        if blocked:
            return [_in_the_way(place.docs.name, name) for name in blocked]
        hashes = {name: _hash(content) for name, content in files.items()}
        stale = [name for name, state in states.items() if state == "stale"]
        if stale:
            place._journal.parent.mkdir(parents=True, exist_ok=True)
            with place._journal.open("a", encoding="utf-8", newline="\n") as journal:
                journal.writelines(f"{hashes[name]} {name}\n" for name in stale)
        for name in stale:
            place._write(name, files[name])
        self.ledger |= hashes
        self.heads |= {name: head_of(content) for name, content in files.items() if is_page(name, content)}
        self.changed += len(stale)
        return []

    def finish(self) -> None:
        """Remove what no longer belongs there, and keep the ledger for the next build."""
        for name in sorted(set(self._before) - set(self.ledger)):
            self.changed += self._place._remove(name, self._before)
        self._place._write_ledger({name: [digest] for name, digest in self.ledger.items()})


def _hand_written(docs: Path) -> list[tuple[str, Path]]:
    """(path inside docs, file) of all that is not generated."""
    tops = sorted(path for path in docs.glob("*") if path.name not in GENERATED)
    files = [path for top in tops for path in ([top] if top.is_file() else sorted(top.rglob("*"))) if path.is_file()]
    return [(path.relative_to(docs).as_posix(), path) for path in files]


def _read(path: Path) -> bytes | None:
    """The content of a plain file; None for anything else. A link is never ours: it may lead to a foreign file."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _is_ours(content: bytes | None, hashes: Iterable[str]) -> bool:
    return content is not None and _hash(content) in hashes


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _in_the_way(folder: str, name: str) -> Finding:
    return Finding(
        "D014",
        "galat",
        f"{folder}/{name}",
        0,
        0,
        "",
        "berkas ini bukan buatan program, atau sudah diubah dengan tangan, tetapi menempati alamat halaman",
        "pindahkan atau hapus berkas itu, lalu ulangi",
    )


def forget_lost(work: Path) -> None:
    """Delete the working folders in ``work`` whose data folder is no longer there."""
    for note in sorted(work.glob(f"*/{ORIGIN}")):
        if not Path(note.read_text("utf-8")).is_dir():
            remove_tree(note.parent)
