"""Column widths for the lowest table: what is left of its width goes where it takes the most height away.

Text columns begin as narrow as their words allow. Then the width is given out in steps, each to the column that gains
the most for it; a row is as high as its highest cell, so one long cell in a row that is high anyway gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.chart.style import ChartType
from generator.chart.widths import MeasuredCell, lines_of

#: Into how many steps the width is cut, and how many a column may take at once.
STEPS, AT_ONCE = 16, (1, 2, 4)
#: What a cell counts that is not the highest of its row: two such columns must both grow before the row is lower. A
#: binary fraction, so that equal gains are equal.
LOWER = 5 / 64


def lowest_widths(
    least: Sequence[float], lebar: float, rows: Sequence[float], cells: Sequence[MeasuredCell], huruf: ChartType
) -> list[float]:
    """``least`` with up to ``lebar`` px in all given to the columns of ``cells``; ``rows``: the least heights.

    What no column gains from is not given out.
    """
    widths, spare = list(least), lebar - sum(least)
    own: dict[int, list[MeasuredCell]] = {}
    for cell in cells:
        if cell.peran != "no":
            own.setdefault(cell.kolom, []).append(cell)
    if spare <= 0 or not own:
        return widths
    columns = [_Column(its, widths[column], spare / STEPS, rows, huruf) for column, its in own.items()]
    left = STEPS
    while left:
        best, taken = 0.01, None
        for column in columns:
            others = [other.now for other in columns if other is not column]
            highest = list(map(max, rows, *(other.rows for other in others)))
            below = LOWER * sum(other.above for other in others)
            heights = [below + need.height(highest) for need in (column.now, *column.wider(left))]
            for count, height in zip(AT_ONCE, heights[1:], strict=False):
                gain = (heights[0] - height) / count
                if gain > best:
                    best, taken = gain, (column, count)
        if taken is None:
            break
        column, count = taken
        column.steps += count
        left -= count
    for index, column in zip(own, columns, strict=True):
        widths[index] = column.width(column.steps)
    return widths


class _Need(NamedTuple):
    """The height that each row needs for the cells of one column, and in all how far that is above the rows' least."""

    rows: list[float]
    above: float

    def height(self, highest: Sequence[float]) -> float:
        """The height of the body, and a little for cells that would be next, where the other columns ask so much."""
        return sum(map(max, highest, self.rows)) + LOWER * self.above


class _Column:
    """A column on its way: ``steps`` of width it has been given. What it needs is found once for each width."""

    def __init__(
        self, cells: Sequence[MeasuredCell], least: float, step: float, rows: Sequence[float], huruf: ChartType
    ) -> None:
        self._cells, self._least, self._step, self._rows, self._huruf = cells, least, step, rows, huruf
        self._known: dict[int, _Need] = {}
        self.steps = 0

    def width(self, steps: int) -> float:
        """The width (px) with so many steps."""
        return self._least + steps * self._step

    @property
    def now(self) -> _Need:
        """What it needs as wide as it is."""
        return self._need(self.steps)

    def wider(self, left: int) -> list[_Need]:
        """What it would need with more steps at once, as many as are left."""
        return [self._need(self.steps + count) for count in AT_ONCE if count <= left]

    def _need(self, steps: int) -> _Need:
        if steps not in self._known:
            self._known[steps] = self._measured(self._huruf.room(self.width(steps)))
        return self._known[steps]

    def _measured(self, room: float) -> _Need:
        """A merged cell asks the same of all its rows."""
        heights = [0.0] * len(self._rows)
        for cell in self._cells:
            needed = (lines_of(cell, room) * self._huruf.baris + 2 * self._huruf.isi_y) / cell.rentang
            for row in range(cell.baris, min(len(heights), cell.baris + cell.rentang)):
                heights[row] = needed
        above = sum([need - base for need, base in zip(heights, self._rows, strict=True) if need > base])
        return _Need(heights, above)
