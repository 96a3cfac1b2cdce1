"""`sop check --perbaiki`: what is certain among the findings is mended in the files' own text, after it was shown.

Each rule states its own mend where it stands (``Finding.edits``); here they are made in a copy of the data, which is
checked again after each round. What would bring an error is left out. Files of the archive and SOPs that were signed
are never touched: of these it is only said.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from generator.commands.console import show_diff
from generator.commands.findings_view import names_of
from generator.data.folder import ARSIP, FOLDERS, SINGLE_FILES
from generator.data.read_cache import ReadCache
from generator.examine import examine
from generator.findings import Finding, TextEdit
from generator.io.atomic import write_durable
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason
from generator.reading.source import is_signed

_ROUNDS = 6
"""Some mends come to light only where others are made: a list behind invisible letters."""
_BEFORE_VALUE = re.compile(r"""(?:(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*:\s*)?(?:-[ \t]+)?["']?""")
"""What may stand between the place of a finding and the text that it is about."""
_IN_FORCE = re.compile(r"^status:[ \t]*(?:berlaku|dicabut)\b", re.MULTILINE)
_YES = frozenset({"y", "ya"})
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mend:
    """What is to become of one data file: its name in the folder, its bytes, the new ones, and the codes mended."""

    file: str
    old: bytes
    new: bytes
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mends:
    """All mends of a data folder; ``signed``: published SOPs that have something to mend and are left as they are."""

    files: tuple[Mend, ...]
    signed: tuple[str, ...]


def mends_of(data: Path, nama: str = "") -> Mends:
    """What can be mended for certain in the data folder. ``nama``: only in this file (name, or SOP); empty = in all."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "data"
        _copy(data, copy)
        known = ReadCache()
        first = _to_mend(examine(copy, simpanan=known)[1], nama)
        signed = tuple(file for file in first if is_signed(_text(copy / file)))
        codes: dict[str, set[str]] = defaultdict(set)
        for _ in range(_ROUNDS):
            if not _mend_once(copy, nama, codes, known):
                break
        changed = [file for file in codes if (copy / file).read_bytes() != (data / file).read_bytes()]
        return Mends(
            tuple(
                Mend(file, (data / file).read_bytes(), (copy / file).read_bytes(), tuple(sorted(codes[file])))
                for file in sorted(changed)
            ),
            signed,
        )


def run(out: Console, data: Path, nama: str = "", *, agreed: bool = False) -> bool:
    """Show what would be mended, ask unless ``agreed``, write it. False: something could not be written."""
    found = mends_of(data, nama)
    for file in found.signed:
        words = (
            f"[bold]{escape(file)}[/] sudah terbit dan tidak diubah: sidik isinya akan berubah. "
            f"Buat revisinya dengan 'sop revise {escape(Path(file).stem)}', lalu ulangi."
        )
        out.print(words, soft_wrap=True, highlight=False)
    if not found.files:
        out.print("Tidak ada yang dapat diperbaiki dengan pasti.", highlight=False)
        return True
    for mend in found.files:
        _show(out, data, mend)
        if _IN_FORCE.search(mend.old.decode("utf-8-sig")):
            out.print("  SOP ini berlaku: kode isi pada cetakan yang sudah beredar tidak cocok lagi.", style="yellow")
    if not agreed and not _asked(len(found.files)):
        out.print("Tidak ada berkas yang diubah.", highlight=False)
        return True
    return _write(out, data, found.files)


def apply(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with those of the changes made that still find what they change, none upon another."""
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    places = sorted({place for edit in edits if (place := _found(text, starts, edit))}, reverse=True)
    limit = len(text) + 1
    for start, end, new in places:
        if end <= limit:
            text, limit = text[:start] + new + text[end:], start
    return text


def _found(text: str, starts: Sequence[int], edit: TextEdit) -> tuple[int, int, str] | None:
    if not 0 < edit.line <= len(starts):
        return None
    at = starts[edit.line - 1] + edit.column - 1
    if not text.startswith(edit.old, at):
        found = _BEFORE_VALUE.match(text, at)
        at = found.end() if found else at
    return (at, at + len(edit.old), edit.new) if text.startswith(edit.old, at) else None


def _copy(data: Path, copy: Path) -> None:
    """The data files alone: nothing else is asked for when they are checked again."""
    for path in [data / name for name in SINGLE_FILES] + [
        path for folder in (*FOLDERS, ARSIP) for path in sorted((data / folder).rglob("*.yml"))
    ]:
        if path.is_file():
            target = copy / path.relative_to(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _to_mend(findings: Iterable[Finding], nama: str) -> dict[str, list[Finding]]:
    """The findings that can be mended, by file."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        changeable = not finding.diterima and not finding.file.startswith(f"{ARSIP}/")
        if finding.edits and changeable and (not nama or nama in names_of(finding.file)):
            by_file[finding.file].append(finding)
    return by_file


def _mend_once(copy: Path, nama: str, codes: dict[str, set[str]], known: ReadCache) -> bool:
    """Mend what is to be mended now, file by file; whether anything changed."""
    _, findings = examine(copy, simpanan=known)
    wrong = _errors(findings)
    any_changed = False
    for file, told in _to_mend(findings, nama).items():
        path = copy / file
        if is_signed(_text(path)):
            continue
        before = path.read_bytes()
        # All at once, which is quick; where that brings an error, each by itself.
        done = told if _mended_well(copy, path, told, wrong, known) else []
        done = done or [one for one in told if _mended_well(copy, path, [one], wrong, known)]
        if done:
            codes[file] |= {one.code for one in done}
        any_changed = any_changed or path.read_bytes() != before
    return any_changed


def _mended_well(
    copy: Path, path: Path, told: Sequence[Finding], wrong: Collection[tuple[str, str]], known: ReadCache
) -> bool:
    """Make these mends in the copy; undone where they bring an error that was not there."""
    before = path.read_bytes()
    new = apply(_text(path), [edit for finding in told for edit in finding.edits])
    after = (_BOM if before.startswith(_BOM) else b"") + new.encode("utf-8")
    if after == before:
        return False
    path.write_bytes(after)
    if _errors(examine(copy, simpanan=known)[1]) - set(wrong):
        path.write_bytes(before)
        return False
    return True


def _errors(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.file, finding.code) for finding in findings if finding.severity == "galat"}


def _text(path: Path) -> str:
    """The text of a data file without its BOM; "" where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _show(out: Console, data: Path, mend: Mend) -> None:
    """The change as a diff."""
    out.print(f"[bold]{escape((data / mend.file).as_posix())}[/] ({', '.join(mend.codes)})", highlight=False)
    show_diff(out, mend.old, mend.new)


def _asked(count: int) -> bool:
    question = f"Tulis perubahan ini pada {count} berkas? (ya/tidak) "
    try:
        return input(question).strip().casefold() in _YES
    except EOFError:
        return False


def _write(out: Console, data: Path, mends: Sequence[Mend]) -> bool:
    for mend in mends:
        path = data / mend.file
        try:
            with locked(path, patience_s=0):
                if path.read_bytes() != mend.old:
                    raise BusyError(path)
                write_durable(path, mend.new)
        except (OSError, BusyError) as error:
            why = "sedang diubah program lain; ulangi sesudah selesai"
            if isinstance(error, OSError):
                why = f"{place_of(error, path)}: {reason(error)}"
            out.print(f"[bold red]{escape(mend.file)} tidak ditulis[/]: {escape(why)}.", soft_wrap=True)
            return False
        out.print(f"Diperbaiki: {escape(path.as_posix())}", soft_wrap=True, highlight=False)
    return True
