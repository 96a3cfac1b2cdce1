"""The sheet Identitas as it comes back."""

from __future__ import annotations

from generator.reading.limits import Value, cut
from generator.workbook.cell_faults import WorkbookNotes
from generator.workbook.cell_words import CellError, day_of
from generator.workbook.identity_fields import FIELDS, IdentityField
from generator.workbook.safe_cells import CellAt, SheetTexts
from generator.workbook.sheet_marks import CELL_MAX, IDENTITAS, KEYS
from generator.workbook.shown_names import ShownNames, plain_words
from generator.workbook.sop_cells import SopCells
from generator.workbook.step_values import reference
from generator.workbook.value_parts import Plain, put_at, relisted

_BY_KEY = {one.key: one for one in FIELDS}
_VALUE = 3
"""The column of what is filled in, from 1."""


def put_identity(
    sheet: SheetTexts | None, base: SopCells, raw: Plain, names: ShownNames, notes: WorkbookNotes, *, new: bool
) -> None:
    """Set in ``raw`` what a person changed on the sheet. ``new``: of a workbook that began empty."""
    if sheet is None:
        notes.fault(IDENTITAS, f"lembar '{IDENTITAS}' tidak ada", "kembalikan lembar itu dengan namanya semula")
        return
    written = _rows(sheet, notes)
    for one in FIELDS:
        places = written.get(one.key)
        if places is None:
            notes.fault(IDENTITAS, f"baris '{names.label.get(one.label, one.label)}' dihapus", "kembalikan baris itu")
            continue
        notes.places[one.path] = places[0][0]
        texts = [(at, text) for at, text in places if text]
        if not one.many and len(places) > 1 and len(texts) > 1:
            notes.fault(texts[1][0], "isian ini hanya satu baris", "hapus baris yang kedua")
            continue
        before = base.identity[one.key]
        if [text for _, text in texts] == [cut(text, CELL_MAX) for text in before]:
            continue
        if one.kind == "fixed":
            if not new:
                was = before[0] if before else ""
                notes.fault(
                    places[0][0],
                    "isian ini tidak diubah di buku kerja",
                    f"kembalikan menjadi '{was}'; {one.help.lower()}",
                )
            continue
        for nth, (at, _) in enumerate(texts if one.many else ()):
            notes.places[*one.path, nth] = at
        value = _value(one, texts, before, _part(raw, one.path), names, notes)
        if one.path == ("judul",) and value is None:
            notes.fault(places[0][0], "nama SOP kosong", "tulis nama SOP")
        else:
            put_at(raw, one.path, value)


def _rows(sheet: SheetTexts, notes: WorkbookNotes) -> dict[str, list[tuple[CellAt, str]]]:
    """The cells of each field; a row that was inserted below one of a list belongs to it."""
    found: dict[str, list[tuple[CellAt, str]]] = {}
    last = ""
    for row in sorted(sheet.cells):
        key = sheet.text(row, 1)
        if key == KEYS:
            continue
        if key in _BY_KEY:
            last = key
        elif not sheet.text(row, _VALUE):
            last = "" if sheet.text(row, _VALUE - 1) else last  # the title of a part
            continue
        elif last not in _BY_KEY or not _BY_KEY[last].many:
            notes.fault(sheet.at(row, _VALUE), "baris ini bukan bagian tabel", "pindahkan isinya ke baris yang ada")
            continue
        found.setdefault(last, []).append((sheet.at(row, _VALUE), notes.checked(sheet, row, _VALUE)))
    return found


def _part(raw: Plain, path: tuple[str, ...]) -> Value:
    value: Value = raw
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _value(
    one: IdentityField, texts: list[tuple[CellAt, str]], before: list[str], old: Value, names: ShownNames,
    notes: WorkbookNotes,
) -> Value:  # fmt: skip
    """What a field says now, as the data write it; None = nothing."""
    if one.many:
        at_of = {text: at for at, text in texts}
        return relisted(
            old, before, [text for _, text in texts], lambda text: _item(one, text, at_of[text], names, notes)
        )
    if not texts:
        return None
    at, text = texts[0]
    if one.kind in ("day", "day_or_month", "day_or_dash"):
        try:
            return day_of(text, month=one.kind != "day", dash=one.kind == "day_or_dash")
        except CellError as error:
            notes.fault(at, error.message, error.remedy)
            return old
    if one.kind == "name":
        return _id(one, text, at, names, notes)
    if one.kind == "choice":
        meant = {plain_words(word): word for word in one.choices}.get(plain_words(text))
        if meant is None:
            notes.fault(at, f"'{text}' tidak dikenal", f"pilih {', '.join(one.choices)}")
        return meant
    return text


def _item(one: IdentityField, text: str, at: CellAt, names: ShownNames, notes: WorkbookNotes) -> Value:
    if one.kind == "references":
        return reference(names, text)
    return _id(one, text, at, names, notes) if one.kind == "names" else text


def _id(one: IdentityField, text: str, at: CellAt, names: ShownNames, notes: WorkbookNotes) -> Value:
    id = names.id(one.names, text)
    if id is None:
        near = names.nearest(one.names, text)
        more = (
            "Yang baru ditulis dulu pada lembar Daftar"
            if one.names in ("jabatan", "peraturan")
            else "pilih dari daftar"
        )
        notes.fault(at, f"{one.names} '{text}' tidak ada", f"maksud Anda '{near}'? {more}" if near else more)
    return id
