"""The columns of a form's table, on the web and on paper: as wide as the form says, wider where a word asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.data.formulir import FormField, FormTable
from generator.forms.numbered_columns import column_head, groups
from generator.text.column_fit import ColumnNeed, FittedColumns, fit_columns, longest_piece

TYPE, NUMBERS_TYPE = 9 * 25.4 / 72, 7.5 * 25.4 / 72
"""Type sizes of heads and words in cells, and of the row of column numbers (mm)."""
EDGE = 1.2
"""Between a cell's border and its words (mm)."""
_RULE = 0.3
NUMBER_WIDTH = 9.0
"""The column of row numbers (mm)."""
_TICK = 7.0
"""A box to tick and the space beside it (mm)."""


def head_of_column(kolom: FormField) -> str:
    """The head of a column; "*" where it must be filled in."""
    return column_head(kolom) + ("*" if kolom.wajib else "")


def table_columns(tabel: FormTable, numbers: Mapping[str, str], room: float) -> FittedColumns:
    """The columns of a table of ``room`` mm, that of row numbers among them if there is one; ``numbers``: what stands
    in the row of column numbers, by the column's id."""
    printed = {column.id for column in tabel.printed_columns}
    words = {
        column.id: max(_pieces(tabel, column, numbers.get(column.id, ""), column.id in printed))
        for column in tabel.kolom
    }
    for title, run in groups(tabel):
        _widen(words, [column.id for column in run], title or "")
    needs = [
        ColumnNeed(column.lebar or column.kind.width, words[column.id], 2 * EDGE + _RULE) for column in tabel.kolom
    ]
    number = NUMBER_WIDTH if tabel.nomor else 0.0
    fitted = fit_columns(needs, room - number)
    return FittedColumns([number, *fitted.widths], fitted.scale) if number else fitted


def _pieces(tabel: FormTable, column: FormField, number: str, printed: bool) -> Iterator[float]:
    """The longest pieces of what stands in a column (mm)."""
    yield longest_piece([head_of_column(column)], bold=True) * TYPE
    yield longest_piece([number]) * NUMBERS_TYPE
    if printed:
        yield longest_piece([row.get(column.id, "") for row in tabel.isi]) * TYPE
    elif column.kind.way == "kotak" and column.pilihan:
        yield longest_piece(column.pilihan) * TYPE + _TICK


def _widen(words: dict[str, float], run: Sequence[str], title: str) -> None:
    """Give the columns under one head what its longest piece lacks."""
    lacking = longest_piece([title], bold=True) * TYPE - sum(words[id] for id in run)
    for id in run:
        words[id] += max(lacking, 0.0) / len(run)
