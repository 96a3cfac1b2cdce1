"""The lists that people choose from: the sheet Daftar, where jabatan and peraturan are added, and hidden ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from generator.data.instansi import JenisJabatan
from generator.data.library import Library
from generator.data.sop import BAGIAN_KONFIRMASI
from generator.reading.limits import cut
from generator.workbook.sheet_maker import SheetMaker, cell_height, put_cell
from generator.workbook.sheet_marks import ACTOR_LISTS, CELL_MAX, DAFTAR, HEAD, LAW_LISTS
from generator.workbook.shown_names import ShownNames

_LISTS: Final = "_daftar"
_NEW: Final = 15
"""Rows for new jabatan and peraturan."""


def source_of(names: ShownNames, kind: str) -> str:
    """Where a list of names stands."""
    if kind == "jabatan":
        return f"={DAFTAR}!{xl_range_abs(4, 2, 4 + len(names.jabatan) + _NEW - 1, 2)}"
    if kind == "peraturan":
        return f"={DAFTAR}!{xl_range_abs(4, 7, 4 + len(names.peraturan) + _NEW - 1, 7)}"
    column = ("unit", "formulir", "sop", "bagian").index(kind)
    count = len(BAGIAN_KONFIRMASI) if kind == "bagian" else len(names.of(kind))  # type: ignore[arg-type]
    return f"={_LISTS}!{xl_range_abs(0, column, max(count - 1, 0), column)}"


def write_lists(maker: SheetMaker, library: Library) -> None:
    """The sheet Daftar, and a hidden one of the lists that nobody adds to."""
    hint = "Jabatan atau peraturan baru ditulis di bawah yang sudah ada, lalu dapat dipilih pada lembar lain."
    sheet = maker.sheet(DAFTAR, (24, 34, 44, 12, 3, 28, 70, 28), "Daftar", hint)
    heads = ("Kode", "Jabatan", "Nama lengkap", "Jenis", "", "Kode", "Peraturan", "Sebutan pendek")
    for column, (key, head) in enumerate(zip((*ACTOR_LISTS, "", *LAW_LISTS), heads, strict=True), 1):
        sheet.write_string(0, column, key)
        if head:
            sheet.write_string(3, column, head, maker.look("head"))
    sheet.write_string(3, 0, HEAD)
    jabatan, laws = library.jabatan, library.peraturan
    _list_rows(maker, sheet, 1, [
        (id, maker.names.name("jabatan", id), one.lengkap or "", one.jenis) for id, one in jabatan.items()
    ])  # fmt: skip
    _list_rows(maker, sheet, 6, [
        (id, maker.names.name("peraturan", id), one.singkat or "") for id, one in laws.items()
    ])  # fmt: skip
    for number, name in enumerate(maker.names.peraturan.values(), 4):
        sheet.set_row(number, cell_height(name, 66))
    kinds = list(get_args(JenisJabatan))
    sheet.data_validation(4, 4, 4 + len(jabatan) + _NEW - 1, 4, {"validate": "list", "source": kinds})
    sheet.freeze_panes(4, 0)
    lists = maker.book.add_worksheet(_LISTS)
    sources = (maker.names.unit, maker.names.formulir, maker.names.sop, BAGIAN_KONFIRMASI)
    for column, named in enumerate(sources):
        for row, name in enumerate(named.values()):
            lists.write_string(row, column, cut(name, CELL_MAX))
    lists.hide()


def _list_rows(maker: SheetMaker, sheet: Worksheet, first: int, rows: Sequence[tuple[str, ...]]) -> None:
    width = 4 if first == 1 else 3
    for number in range(len(rows) + _NEW):
        known = number < len(rows)
        for column in range(width):
            text = rows[number][column] if known else ""
            look = "fixed" if known or column == 0 else "text"
            put_cell(sheet, 4 + number, first + column, text, maker.look(look))
