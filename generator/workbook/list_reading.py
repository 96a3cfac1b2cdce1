"""The sheet Daftar as it comes back: jabatan and peraturan that were written below those that were there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from generator.data.instansi import JenisJabatan
from generator.data.library import Library
from generator.data.slugs import numbered, proposed_id, short_slug
from generator.reading.limits import Value
from generator.workbook.cell_faults import WorkbookNotes, keyed_row
from generator.workbook.safe_cells import SheetTexts
from generator.workbook.sheet_marks import ACTOR_LISTS, DAFTAR, HEAD, KEYS, LAW_LISTS
from generator.workbook.shown_names import ShownKind, ShownNames, plain_words

_KINDS = frozenset(get_args(JenisJabatan))


@dataclass(slots=True)
class NewNames:
    """Entries of jabatan.yml and peraturan.yml that are to be added, by id; ``names``: the names with theirs."""

    names: ShownNames
    jabatan: dict[str, dict[str, Value]] = field(default_factory=dict)
    peraturan: dict[str, dict[str, Value]] = field(default_factory=dict)


def new_names(sheet: SheetTexts | None, names: ShownNames, library: Library, notes: WorkbookNotes) -> NewNames:
    """What a person wrote below the lists."""
    found = NewNames(names)
    if sheet is None or not (keys := keyed_row(sheet, KEYS)) or not (head := keyed_row(sheet, HEAD)):
        notes.fault(DAFTAR, f"lembar '{DAFTAR}' tidak ada atau rusak", "kembalikan lembar itu seperti semula")
        return found
    columns = {sheet.text(keys, column): column for column in sheet.cells[keys] if column > 1}
    for kind, parts in (("jabatan", ACTOR_LISTS), ("peraturan", LAW_LISTS)):
        if any(part not in columns for part in parts):
            notes.fault(DAFTAR, f"kolom daftar {kind} dihapus", "kembalikan kolom itu")
            continue
        _kind(kind, [columns[part] for part in parts], sheet, head, found, set(getattr(library, kind)), notes)  # type: ignore[arg-type]
    return found


def _kind(
    kind: ShownKind, columns: list[int], sheet: SheetTexts, head: int, found: NewNames, taken: set[str],
    notes: WorkbookNotes,
) -> None:  # fmt: skip
    known = found.names.of(kind)
    more: dict[str, str] = {}
    for row in sorted(number for number in sheet.cells if number > head):
        id, name, *rest = (notes.checked(sheet, row, column) for column in columns)
        at = sheet.at(row, columns[1])
        if id in known:
            if " ".join(name.split()) != known[id]:
                notes.fault(
                    at, f"nama yang sudah ada tidak diubah di sini; semula '{known[id]}'", f"ubah di {kind}.yml"
                )
            continue
        if not name:
            if id or any(rest):
                notes.fault(at, f"nama {kind} kosong", "tulis namanya, atau kosongkan barisnya")
            continue
        same = next((one for one in (*known.values(), *more.values()) if plain_words(one) == plain_words(name)), None)
        if same is not None:
            notes.fault(at, f"'{name}' sudah ada pada daftar", "hapus baris ini")
            continue
        new = numbered(proposed_id(name) or short_slug(name) or kind, {*taken, *known, *more}.__contains__)
        more[new] = " ".join(name.split())
        if kind == "jabatan":
            lengkap, jenis = rest
            if jenis and jenis not in _KINDS:
                notes.fault(
                    sheet.at(row, columns[3]), f"jenis '{jenis}' tidak dikenal", f"pilih {', '.join(sorted(_KINDS))}"
                )
            entry: dict[str, Value] = {"nama": name, "lengkap": lengkap or None, "jenis": jenis or None}
            found.jabatan[new] = {key: value for key, value in entry.items() if value}
        else:
            found.peraturan[new] = {"judul": name, **({"singkat": rest[0]} if rest[0] else {})}
    found.names = found.names.with_more(kind, more)
