"""A workbook of ours read back: what a person changed in it, as new texts of the data files; nothing is written."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from generator.check import check
from generator.commands.changes import FileChange
from generator.commands.new_sop import slug_of
from generator.commands.yaml_edit import CannotEditError
from generator.data.causes import causes
from generator.data.editor_schema import schema_comment
from generator.data.fingerprint import fingerprint
from generator.data.former_names import under_todays_names
from generator.data.instansi import Jabatan, Peraturan
from generator.data.library import Library, file_of
from generator.data.read_cache import ReadCache
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.limits import Value
from generator.reading.source import is_signed, parse_source, source_of
from generator.steps.rows import diagrams
from generator.workbook.cell_faults import CellFault, Loc, WorkbookNotes
from generator.workbook.hidden_base import MARK, SHEET, BrokenBaseError, HiddenBase
from generator.workbook.identity_reading import put_identity
from generator.workbook.list_reading import NewNames, new_names
from generator.workbook.remark_reading import StepWords, move_acceptances, put_konfirmasi
from generator.workbook.safe_cells import SheetTexts, UnsafeWorkbookError, sheets_of
from generator.workbook.sheet_marks import DAFTAR, IDENTITAS, KONFIRMASI
from generator.workbook.sop_cells import SopCells, cells_of
from generator.workbook.table_reading import read_table
from generator.workbook.table_values import TableResult, put_columns, put_heads, steps_of
from generator.workbook.text_merge import Pairs, alike_items, equal, with_value
from generator.workbook.three_way import BothChanged, ThreeWay
from generator.workbook.value_parts import Plain, listed, put
from generator.workbook.value_text import block_text

_LISTS = ("jabatan", "peraturan")


class NotOurWorkbookError(Exception):
    """The file is a workbook, but none that `sop excel` made."""


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What came of reading a workbook.

    slug        name of the SOP
    new         the SOP is not there yet
    changes     data files (names in the data folder) with their bytes before and after; empty = nothing changed
    old, sop    the SOP before and after; None = there is none, or faults stand in the way
    faults      what has to be mended in the workbook first; with any of them, ``changes`` is empty
    conflicts   parts that were changed both in the workbook and in the file since; then ``changes`` is empty too
    told        what a person should know before it is written
    """

    slug: str
    new: bool
    changes: tuple[FileChange, ...] = ()
    old: Sop | None = None
    sop: Sop | None = None
    faults: tuple[CellFault, ...] = ()
    conflicts: tuple[BothChanged, ...] = ()
    told: tuple[str, ...] = ()


def is_our_workbook(path: Path) -> bool:
    """Whether `sop excel` made this workbook, whoever saved it since; what cannot be read is none of ours."""
    try:
        return path.suffix.casefold() == ".xlsx" and _is_ours(sheets_of(path))
    except (UnsafeWorkbookError, OSError):
        return False


def read_workbook(path: Path, library: Library) -> WorkbookReading:
    """Read a workbook that `sop excel` made as an edit of the SOP's file in ``library.folder``.

    The workbook carries the file as it was when it was made. Each cell is compared with what that file says, so only
    what a person changed is taken up, and every other letter of the file of today stays. What both changed is told as
    ``conflicts``. An empty workbook that was filled in becomes a new SOP, named after its title.

    library     as ``generator.data.loader.load`` gives it: names of today, and the folder in which the file stands

    All faults are found at once, by sheet and cell. Nothing is written: who calls shows ``old`` and ``sop`` beside each
    other, asks, and writes ``changes`` (``workbook_acts.write_back``).
    UnsafeWorkbookError: the file is broken, too large, encrypted, or holds macros or entities. NotOurWorkbookError: it
    is no workbook of ours. OSError: it cannot be read.
    """
    sheets = sheets_of(path)
    if not _is_ours(sheets):
        raise NotOurWorkbookError
    hidden = sheets[SHEET]
    try:
        base = HiddenBase.parsed({hidden.text(row, 1): hidden.text(row, 2) for row in sorted(hidden.cells)})
        sop = Sop.model_validate(parse_source(base.raw.decode("utf-8-sig"), "")[0].value) if base.slug else None
    except (BrokenBaseError, ValidationError, UnicodeDecodeError):
        broken = CellFault("", "bagian tersembunyi buku kerja ini rusak", "mulai lagi dari buku kerja yang baru")
        return WorkbookReading("", False, faults=(broken,))
    return _WorkbookReader(sheets, base, sop, library).read()


def _is_ours(sheets: Mapping[str, SheetTexts]) -> bool:
    return SHEET in sheets and sheets[SHEET].text(1, 1) == MARK


@dataclass(slots=True)
class _Read:
    """The value that a workbook says, and how its lists belong to those of its base."""

    value: Plain
    tables: list[TableResult]
    konfirmasi: dict[int, int]


class _WorkbookReader:
    """Reads one workbook."""

    def __init__(self, sheets: Mapping[str, SheetTexts], base: HiddenBase, sop: Sop | None, library: Library) -> None:
        self._sheets, self._base, self._sop, self._library = sheets, base, sop, library
        self._notes = WorkbookNotes()
        self._cells: SopCells = cells_of(sop, base.names)

    def read(self) -> WorkbookReading:
        """All of it."""
        notes, library = self._notes, self._library
        added = new_names(self._sheets.get(DAFTAR), self._base.names, library, notes)
        read = self._value(added)
        if notes.faults:
            return self._reading(self._base.slug)
        if self._sop is None:
            return self._new_sop(read.value, added)
        slug = library.todays_names.get(self._base.slug, self._base.slug)
        name = file_of("sop", slug)
        try:
            now = (library.folder / name).read_bytes()
            text = now.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            notes.fault("", f"{name} tidak ada lagi di folder data atau tidak terbaca", "periksa dengan 'sop check'")
            return self._reading(slug)
        return self._edited(slug, now, text, read, added)

    def _reading(self, slug: str, *, new: bool = False) -> WorkbookReading:
        notes = self._notes
        return WorkbookReading(slug, new, faults=tuple(notes.faults), told=tuple(notes.told))

    def _value(self, added: NewNames) -> _Read:
        """What the sheets say."""
        notes, names, cells = self._notes, added.names, self._cells
        raw = _plain(self._base.raw)
        put_identity(self._sheets.get(IDENTITAS), cells, raw, names, notes, new=self._sop is None)
        drawn = diagrams(self._sop) if self._sop is not None else (None,)
        tables: list[TableResult] = []
        for base, diagram in zip(cells.tables, drawn, strict=True):
            table = read_table(self._sheets.get(base.sheet), base, names, notes)
            if table is None:
                continue
            holder = _holder(raw, base.place)
            result = steps_of(table, base, diagram, listed(holder.get("langkah")), names, notes)
            tables.append(result)
            if not result.steps:
                notes.fault(base.sheet, "tabel ini tidak memuat langkah", "tulis paling sedikit satu langkah")
                continue
            if not equal(listed(holder.get("langkah")), result.steps):
                put(holder, "langkah", result.steps, ("prosedur",) if holder is not raw else ())
            put_heads(result, holder, names)
            title = base.title or (self._sop.judul if self._sop else "Langkah")
            if table.title != " ".join(title.split()):
                notes.fault(
                    table.sheet.at(2, 2),
                    "judul di atas tabel tidak diubah di sini",
                    "ubah pada lembar Identitas atau di berkasnya",
                )
        if len(tables) < len(cells.tables):
            return _Read(raw, tables, {})
        put_columns(tables, raw, self._sop, notes)
        words = StepWords(tables)
        konfirmasi = put_konfirmasi(self._sheets.get(KONFIRMASI), cells, raw, words, notes)
        move_acceptances(raw, tables, words, notes)
        return _Read(raw, tables, konfirmasi)

    def _edited(self, slug: str, now: bytes, text: str, read: _Read, added: NewNames) -> WorkbookReading:
        """The reading of an SOP that is there."""
        notes, before, theirs = self._notes, _plain(self._base.raw), _plain(now)
        merge = ThreeWay()
        value: Value = read.value
        same = now == self._base.raw
        if not same:
            if not all(one.in_place for one in read.tables) and any(
                not equal(before.get(key), theirs.get(key)) for key in ("konfirmasi", "abaikan")
            ):
                merge.conflicts.append(
                    BothChanged(("konfirmasi",), theirs.get("konfirmasi"), read.value.get("konfirmasi"))
                )
            value = merge.merged(before, read.value, theirs)
        if merge.conflicts:
            return replace(self._reading(slug), conflicts=tuple(merge.conflicts))
        pairing = _pairing(read) if same or equal(before.get("langkah"), theirs.get("langkah")) else alike_items
        try:
            new = with_value(text, value, pairing).encode("utf-8")
        except CannotEditError:
            notes.fault(
                "", f"susunan {file_of('sop', slug)} tidak dapat diubah dengan aman", "ubah bagian ini di berkasnya"
            )
            return self._reading(slug)
        new = (b"\xef\xbb\xbf" if now.startswith(b"\xef\xbb\xbf") else b"") + new
        old, meant = self._model(theirs), self._model(value)
        if old is not None and meant is not None and is_signed(text) and fingerprint(meant) != fingerprint(old):
            notes.fault(
                "",
                f"SOP '{slug}' sudah ditetapkan, jadi isinya tidak diubah",
                f"jalankan 'sop revise {slug}', lalu baca buku kerja ini lagi",
            )
            return self._reading(slug)
        sop = self._checked(slug, new, added)
        if sop is None or notes.faults:
            return self._reading(slug)
        changes = [FileChange(file_of("sop", slug), now, new)] if new != now else []
        return replace(self._reading(slug), old=old, sop=sop, changes=(*self._list_changes(added), *changes))

    def _new_sop(self, value: Plain, added: NewNames) -> WorkbookReading:
        """The reading of a workbook that began empty."""
        notes, library = self._notes, self._library
        slug = slug_of(str(value.get("judul") or "")) or "sop"
        name = file_of("sop", slug)
        if (library.folder / name).exists() or slug in library.arsip or slug in library.todays_names:
            place = notes.place_of(("judul",))
            notes.fault(
                place, f"SOP '{slug}' sudah ada", f"pakai nama lain, atau ubah yang ada dari 'sop excel {slug}'"
            )
            return self._reading(slug, new=True)
        put(value, "status", "draf")
        comment = schema_comment(library.folder, library.folder / name)
        text = f"{comment}\n{_laid_out(value)}"
        sop = self._checked(slug, text.encode("utf-8"), added)
        if sop is None or notes.faults:
            return self._reading(slug, new=True)
        change = FileChange(name, None, text.encode("utf-8"))
        return replace(self._reading(slug, new=True), sop=sop, changes=(*self._list_changes(added), change))

    def _model(self, value: Value) -> Sop | None:
        try:
            sop = Sop.model_validate(value)
        except ValidationError:
            return None
        return under_todays_names(sop, self._library.todays_names)

    def _checked(self, slug: str, raw: bytes, added: NewNames) -> Sop | None:
        """The SOP that a new text says; what the format or the check has against it is said by cell."""
        notes, library, name = self._notes, self._library, file_of("sop", slug)
        source, findings = source_of(raw, name)
        try:
            sop = under_todays_names(Sop.model_validate(source.value), library.todays_names)
        except ValidationError as error:
            for cause in causes(error.errors(include_url=False), Sop):
                notes.fault(notes.place_of(cause.loc), cause.message, cause.remedy)
            return None
        with_it = replace(
            library,
            sop=dict(sorted({**library.sop, slug: sop}.items())),
            jabatan={**library.jabatan, **{id: Jabatan.model_validate(one) for id, one in added.jabatan.items()}},
            peraturan={
                **library.peraturan,
                **{id: Peraturan.model_validate(one) for id, one in added.peraturan.items()},
            },
            sumber={**library.sumber, name: source},
        )
        asked = ReadCache()  # what holds for the other files is asked once
        known = {_gist(one) for one in check(library, simpanan=asked) if one.file == name}
        for found in [*findings, *(one for one in check(with_it, simpanan=asked) if one.file == name)]:
            if found.severity == "galat" and _gist(found) not in known:
                notes.fault(notes.place_of(_path_of(found.field)), found.message, found.remedy)
        return sop

    def _list_changes(self, added: NewNames) -> list[FileChange]:
        """jabatan.yml and peraturan.yml with the new entries at their ends."""
        found = []
        for kind, entries in zip(_LISTS, (added.jabatan, added.peraturan), strict=True):
            if entries:
                name = f"{kind}.yml"
                path = self._library.folder / name
                old = path.read_bytes() if path.is_file() else None
                text = (old or b"").decode("utf-8-sig")
                gap = "" if not text or text.endswith("\n") else "\n"
                more = "".join(
                    block_text(id, dict(entry), 0, "\r\n" if "\r\n" in text else "\n") for id, entry in entries.items()
                )
                bom = b"\xef\xbb\xbf" if (old or b"").startswith(b"\xef\xbb\xbf") else b""
                found.append(FileChange(name, old, bom + f"{text}{gap}{more}".encode()))
        return found


def _plain(raw: bytes) -> Plain:
    """What a data file says, as plain values of its own."""
    value = parse_source(raw.decode("utf-8-sig"), "")[0].value
    return copy.deepcopy(value) if isinstance(value, dict) else {}


def _holder(raw: Plain, place: Loc) -> Plain:
    """The part of an SOP that has the steps of a table."""
    if place[0] == "langkah":
        return raw
    holder = listed(raw["prosedur"])[int(place[1])]
    assert isinstance(holder, dict)
    return holder


def _pairing(read: _Read) -> Callable[[Loc, list[Value], list[Value]], Pairs]:
    """Which items of lists are the same, as the workbook knows it."""
    known: dict[Loc, Pairs] = {one.base.place: one.pairs for one in read.tables}
    known["konfirmasi",] = read.konfirmasi

    def pairs(path: Loc, old: list[Value], new: list[Value]) -> Pairs:
        return known.get(path) or alike_items(path, old, new)

    return pairs


def _laid_out(value: Plain) -> str:
    """A new file: the parts of the identity, the steps and the konfirmasi with room between them."""
    apart = {"dasar_hukum", "identifikasi", "pelaksana", "konfirmasi"}
    parts = []
    for key, one in value.items():
        block = block_text(key, one, 0, "\n")
        if key == "langkah":
            block = "\nlangkah:\n" + "\n".join(
                block_text("langkah", [step], 0, "\n").partition("\n")[2] for step in listed(one)
            )
        parts.append(f"\n{block}" if key in apart else block)
    return "".join(parts)


def _gist(found: Finding) -> tuple[str, str]:
    """By what a fault that was there before is known again, wherever it stands now."""
    return found.code, re.sub(r"\d+(?:, )?|\(yang serupa[^)]*\)", "", found.message)


def _path_of(field: str) -> Loc:
    """The path of a finding's field."""
    return tuple(int(part) - 1 if part.isdecimal() else part for part in field.split("."))
