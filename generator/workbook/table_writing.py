"""The sheet of a procedure as it is written: the table as on paper, and beside it what a cell of it cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from generator.workbook.cell_words import KEPUTUSAN, SYMBOLS
from generator.workbook.list_writing import source_of
from generator.workbook.sheet_maker import SheetMaker, cell_height, put_cell
from generator.workbook.sheet_marks import GROUP, HEAD, ROW
from generator.workbook.shown_names import ShownNames
from generator.workbook.sop_cells import ACTOR, EXTRA, RowCells, TableCells

_SPARE_ROWS, _SPARE_COLUMNS = 15, 2
"""Empty rows below the steps, and columns for more actors."""
_EMPTY_ROWS, _EMPTY_COLUMNS = 40, 8
"""The same in an empty workbook."""
_FIRST: Final = 6
"""The first row of steps, from 0."""
_WIDTHS: Final = {
    "no": 6, "uraian": 46, "m:kelengkapan": 24, "m:waktu": 13, "m:output": 24, "keterangan": 24, "lanjut": 20,
    "formulir": 26, "peringatan": 26, "sop_terkait": 24, "teks": 16, "fase": 20,
}  # fmt: skip
_ACTOR_WIDTH: Final = 14


def write_table(maker: SheetMaker, table: TableCells, title: str, *, empty: bool) -> None:
    """The sheet of a procedure. ``title``: above it, where the table has none; ``empty``: the workbook has no SOP."""
    spare = _EMPTY_COLUMNS if empty else _SPARE_COLUMNS
    columns = [key for key in table.columns for _ in range(spare if key == ACTOR else 1)]
    widths = [_WIDTHS.get(key, _ACTOR_WIDTH) for key in columns]
    hint = "Satu baris satu langkah. Pilih simbol pada kolom pelaksana; isi Lanjut ke bila bukan ke baris berikut."
    sheet = maker.sheet(table.sheet, widths, table.title or title, hint)
    for column, key in enumerate(columns, 1):
        sheet.write_string(0, column, key)
    _heads(maker, sheet, table, columns)
    count = len(table.rows) + _SPARE_ROWS if table.rows else _EMPTY_ROWS
    for number in range(count):
        row = table.rows[number] if number < len(table.rows) else None
        _row(maker, sheet, _FIRST + number, columns, row, f"{ROW}{number}" if row else "")
    _rules(maker, sheet, columns, _FIRST, _FIRST + count - 1)
    sheet.freeze_panes(_FIRST, 3)
    sheet.repeat_rows(3, 5)
    paper = max(column for column, key in enumerate(columns, 1) if key not in EXTRA)
    sheet.print_area(1, 1, _FIRST + max(len(table.rows), 1) - 1, paper)


def _heads(maker: SheetMaker, sheet: Worksheet, table: TableCells, columns: Sequence[str]) -> None:
    look = maker.look
    sheet.write_string(4, 0, GROUP)
    sheet.write_string(5, 0, HEAD)
    sheet.set_row(5, 44)
    for start, end, words in _spans(columns, maker.names):
        if start == end:
            sheet.write_string(3, start, words, look("head"))
        else:
            sheet.merge_range(3, start, 3, end, words, look("head"))
    for column, key in enumerate(columns, 1):
        actor = key.startswith(ACTOR)
        own = actor or key.startswith("m:") or key in ("uraian", "keterangan")
        put_cell(sheet, 4, column, table.groups.get(key, ""), look("group" if actor else "head"))
        put_cell(
            sheet, 5, column, table.heads.get(key, "") if key != ACTOR else "", look("head_open" if own else "head")
        )
        if actor:
            sheet.data_validation(5, column, 5, column, {
                "validate": "list", "source": source_of(maker.names, "jabatan"), "error_type": "warning",
                "error_title": "Tidak ada pada daftar",
                "error_message": "Pilih jabatan dari daftar. Jabatan baru ditambahkan pada lembar Daftar.",
                "input_title": "Pelaksana", "input_message": "Pilih jabatan dari daftar.",
            })  # fmt: skip
    sheet.write_comment(4, 2, "Kepala di atas beberapa pelaksana yang berdekatan; boleh kosong.")


def _row(maker: SheetMaker, sheet: Worksheet, at: int, columns: Sequence[str], row: RowCells | None, key: str) -> None:
    if key:
        sheet.write_string(at, 0, key)
    height = 30.0
    for column, name in enumerate(columns, 1):
        text = row.cells.get(name, "") if row else ""
        look = "fixed" if row and name in row.fixed else "text"
        if look == "text" and (name.startswith(ACTOR) or name in ("no", "m:waktu", "lanjut")):
            look = "spare" if name == ACTOR else "centre"
        put_cell(sheet, at, column, text, maker.look(look))
        height = max(height, cell_height(text, _WIDTHS.get(name, _ACTOR_WIDTH)))
    sheet.set_row(at, height)


def _rules(maker: SheetMaker, sheet: Worksheet, columns: Sequence[str], first: int, last: int) -> None:
    for column, key in enumerate(columns, 1):
        if key.startswith(ACTOR):
            sheet.data_validation(first, column, last, column, {
                "validate": "list", "source": list(SYMBOLS), "error_title": "Bukan simbol",
                "error_message": "Pilih simbol dari daftar, atau kosongkan.",
            })  # fmt: skip
            cells = (first, column, last, column)
            sheet.conditional_format(*cells, {
                "type": "cell", "criteria": "==", "value": f'"{KEPUTUSAN}"', "format": maker.look.plain("decision"),
            })  # fmt: skip
            sheet.conditional_format(*cells, {"type": "no_blanks", "format": maker.look.plain("symbol")})
        elif key == "lanjut":
            sheet.data_validation(first, column, last, column, {
                "validate": "any", "input_title": "Lanjut ke",
                "input_message": "Kosong: ke baris berikutnya. Keputusan: Ya: 4; Tidak: 1. Akhir: selesai.",
            })  # fmt: skip
        elif key in ("formulir", "sop_terkait"):
            kind = "formulir" if key == "formulir" else "sop"
            sheet.data_validation(first, column, last, column, {
                "validate": "list", "source": source_of(maker.names, kind), "show_error": False,
            })  # fmt: skip


def _spans(columns: Sequence[str], names: ShownNames) -> Iterator[tuple[int, int, str]]:
    """First and last column, from 1, and words of the heads above those of the columns."""
    kinds = ["pelaksana" if key.startswith(ACTOR) else "mutu_baku" if key.startswith("m:") else "" for key in columns]
    extra = [key in EXTRA for key in columns]
    start = 0
    for end in range(1, len(columns) + 1):
        same = (
            end < len(columns)
            and (kinds[end], extra[end]) == (kinds[start], extra[start])
            and (kinds[start] or extra[start])
        )
        if not same:
            words = names.label.get(kinds[start], "") if kinds[start] else "Pelengkap" if extra[start] else ""
            yield start + 1, end, words
            start = end
