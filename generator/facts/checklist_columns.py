"""The columns of the checklist of a whole SOP, as wide as its words need them on the web and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts.print_words import Checklist, ChecklistRow, Items, StepSheet
from generator.text.column_fit import ColumnNeed, FittedColumns, fit_columns, longest_piece

WISHES = tuple(
    (11.0, *texts, 23.0, 28.0)
    for texts in ((62.0, 29.0, 29.0), (50.0, 35.0, 35.0), (40.0, 50.0, 30.0), (40.0, 30.0, 50.0))
)
"""Number, step, kelengkapan, output, time, date and paraf (mm): the shares from which the lowest table is chosen."""
_ITEM = 20
"""What beginning an item costs a column, as letters."""
_WRITTEN = "Selesai"
"""The word before a line to write a time on."""
_DATE = 25.0
"""The least room to write a date or to sign (mm)."""
_TICK = 5.5
"""The box of a whole step (mm)."""
_LINE = 7.0
"""The least room for such a line (mm)."""
SHEET = 182.0
"""Width of a step's sheet (mm)."""
_TIME_WISH, _TIME_TYPE, _TIME_EDGE = 39.2, 1.3 * 9.6 * 25.4 / 72, 4.0
"""The cell of the standard time: its width where nothing asks for more, its type, what it leaves free (mm)."""


def checklist_columns(words: Checklist, size: float, box: float, edge: float, room: float) -> FittedColumns:
    """Columns for a table of ``room`` mm with type of ``size`` mm; ``box``: a box to tick with the space beside it,
    ``edge``: what a cell leaves free on both sides together (mm)."""
    rows = [list(_texts(row)) for _, part in words.bagian for row in part]
    texts = [[text for row in rows for text in row[column]] for column in range(len(words.kepala))]
    extra = (0.0, 0.0, box, box, 0.0, 0.0)
    # In bold, as the rows of the reader's own role are on the screen.
    pieces = [longest_piece([head, *column], bold=True) for head, column in zip(words.kepala, texts, strict=True)]
    written = [_TICK, 0.0, 0.0, 0.0, longest_piece([_WRITTEN]) * size * 0.85 + _LINE, _DATE]
    needs = [
        ColumnNeed(wish, max(piece * size, line), edge + beside)
        for wish, piece, line, beside in zip(_lowest(rows), pieces, written, extra, strict=True)
    ]
    return fit_columns(needs, room)


def _lowest(rows: list[list[list[str]]]) -> tuple[float, ...]:
    """The shares with which the rows together take the fewest lines."""
    letters = [[sum(_ITEM + len(text) for text in cell) for cell in row] for row in rows]
    return min(
        WISHES,
        key=lambda wishes: sum(max(n / wish for n, wish in zip(row, wishes, strict=True)) for row in letters),
    )


def time_width(sheet: StepSheet) -> float:
    """How wide the cell of the standard time is on a step's sheet (mm)."""
    shared = longest_piece([f"({sheet.waktu_ket})"]) if sheet.waktu_ket else 0.0
    words = max(longest_piece([sheet.waktu], bold=True) * _TIME_TYPE, shared * _TIME_TYPE / 1.3)
    return max(_TIME_WISH, words * 1.04 + _TIME_EDGE)


def _texts(row: ChecklistRow) -> Iterator[list[str]]:
    """What stands in each cell of a row."""
    facts = [text for fact in row.fakta for text in (fact.nama, fact.isi)]
    notes = [str(note) for note in row.catatan]
    yield [row.no]
    yield [row.uraian, "Pelaksana:", row.pelaksana, "Peringatan:", *row.peringatan, *facts, *row.serahkan, *notes]
    yield _listed(row.kelengkapan)
    yield _listed(row.output)
    yield [row.waktu, *([f"({row.waktu_ket})"] if row.waktu_ket else [])]
    yield []


def _listed(items: Items) -> list[str]:
    shared = [f"({items.ket})"] if items.ket else []
    return [
        *(text for item in items.butir for text in (item.teks, item.ket)),
        *shared,
        *([] if items.butir else [items.kosong]),
    ]
