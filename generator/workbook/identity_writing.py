"""The sheet Identitas as it is written: what is said of the SOP, and how each field is filled in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from generator.workbook.identity_fields import IDENTITY, IdentityField
from generator.workbook.list_writing import source_of
from generator.workbook.sheet_maker import SheetMaker, cell_height, put_cell
from generator.workbook.sheet_marks import CELL_MAX, IDENTITAS
from generator.workbook.sop_cells import SopCells

_MORE: Final = 2
"""Empty rows behind the items of a list."""


def write_identity(maker: SheetMaker, cells: SopCells) -> None:
    """The sheet Identitas, a row for each field or item of it."""
    sheet = maker.sheet(
        IDENTITAS, (30, 74, 44), "Identitas", "Isi kolom tengah. Yang belum ditetapkan dibiarkan kosong."
    )
    sheet.write_string(0, 2, "isi")
    row = 4
    for head, fields in IDENTITY:
        for column, words in enumerate((head, "", "")):
            sheet.write_string(row, 1 + column, words, maker.look("part"))
        row += 1
        for one in fields:
            row = _field(sheet, row, one, cells.identity[one.key], maker)
        row += 1
    sheet.freeze_panes(4, 0)


def _field(sheet: Worksheet, row: int, one: IdentityField, texts: Sequence[str], maker: SheetMaker) -> int:
    """The rows of a field; the row after them."""
    count = max(len(texts) + _MORE, 3) if one.many else 1
    label = maker.names.label.get(one.label, one.label)
    for number in range(count):
        text = texts[number] if number < len(texts) else ""
        sheet.write_string(row, 0, one.key)
        sheet.write_string(row, 1, "" if number else label, maker.look("label_more" if number else "label"))
        _value(sheet, row, one, text, maker)
        sheet.write_string(row, 3, "" if number else one.help, maker.look("help"))
        sheet.set_row(row, cell_height(text, 70))
        rule = _rule_of(one, maker)
        if rule:
            sheet.data_validation(row, 2, row, 2, rule)
        row += 1
    return row


def _value(sheet: Worksheet, row: int, one: IdentityField, text: str, maker: SheetMaker) -> None:
    if one.kind in ("day", "day_or_month", "day_or_dash"):
        day = _day(text)
        if day is not None:
            sheet.write_datetime(row, 2, day, maker.look("day"))
        elif text:
            sheet.write_string(row, 2, text, maker.look("day"))
        else:
            sheet.write_blank(row, 2, None, maker.look("day"))
        return
    look = "fixed" if one.kind == "fixed" or len(text) > CELL_MAX else "text"
    put_cell(sheet, row, 2, text, maker.look(look))


def _rule_of(one: IdentityField, maker: SheetMaker) -> dict[str, Any] | None:
    if one.kind == "choice":
        return {"validate": "list", "source": list(one.choices), "error_message": "Pilih dari daftar."}
    if one.kind in ("name", "names", "references"):
        rule = {"validate": "list", "source": source_of(maker.names, one.names), "error_title": "Tidak ada pada daftar"}
        if one.kind == "references":
            return rule | {"show_error": False}
        return rule | {
            "error_message": "Pilih dari daftar. Yang baru ditambahkan pada lembar Daftar.",
            "error_type": "warning",
        }
    if one.kind == "day":
        return {"validate": "any", "input_title": "Tanggal", "input_message": "Misalnya 31/01/2026."}
    return None


def _day(text: str) -> datetime.datetime | None:
    """A day that a spreadsheet can hold as one."""
    try:
        day = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= datetime.datetime(1900, 3, 1) else None
