"""Column widths for the lowest table: what is left of its width goes where it takes the most height away.

Text columns begin as narrow as their words allow. Then the width is given out in steps, each to the column that gains
the most for it; a row is as high as its highest cell, so one long cell in a row that is high anyway gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.chart.style import ChartType
from generator.chart.widths import MeasuredCell, lines_of

#: Into how many steps the width is cut, and how many a column may take at once.
STEPS, AT_ONCE = 16, (1, 2, 4)
#: What a cell counts that is not the highest of its row: two such columns must both grow before the row is lower.
LOWER = 0.08


def lowest_widths(
    least: Sequence[float], lebar: float, rows: Sequence[float], cells: Sequence[MeasuredCell], huruf: ChartType
) -> list[float]:
    """``least`` with up to ``lebar`` px in all given to the columns of ``cells``; ``rows``: the least heights.

    What no column gains from is not given out.
    """
    widths, spare = list(least), lebar - sum(least)
    columns: dict[int, list[MeasuredCell]] = {}
    for cell in cells:
        if cell.peran != "no":
            columns.setdefault(cell.kolom, []).append(cell)
    if spare <= 0 or not columns:
        return widths
    step = spare / STEPS
    need = {column: _needs(own, widths[column], len(rows), huruf) for column, own in columns.items()}
    left = STEPS
    while left:
        total, best, taken = _height(rows, list(need.values())), 0.01, None
        for column, own in columns.items():
            others = [heights for name, heights in need.items() if name != column]
            for count in [n for n in AT_ONCE if n <= left]:
                wider = _needs(own, widths[column] + count * step, len(rows), huruf)
                gain = (total - _height(rows, [*others, wider])) / count
                if gain > best:
                    best, taken = gain, (column, count, wider)
        if taken is None:
            break
        column, count, need[column] = taken
        widths[column] += count * step
        left -= count
    return widths


def _needs(cells: Sequence[MeasuredCell], width: float, rows: int, huruf: ChartType) -> list[float]:
    """The height that each row needs for the cells of one column; a merged cell asks the same of all its rows."""
    heights, room = [0.0] * rows, huruf.room(width)
    for cell in cells:
        needed = (lines_of(cell, room) * huruf.baris + 2 * huruf.isi_y) / cell.rentang
        for row in range(cell.baris, min(rows, cell.baris + cell.rentang)):
            heights[row] = needed
    return heights


def _height(rows: Sequence[float], needs: Sequence[Sequence[float]]) -> float:
    """The height of the body, and a little for cells that would be next."""
    total = 0.0
    for base, *cells in zip(rows, *needs, strict=True):
        highest = max(base, *cells)
        total += highest + LOWER * sum(cell - base for cell in cells if cell > base)
    return total
