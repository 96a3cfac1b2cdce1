"""The logical grid that routes are found on, before anything has a size.

A row that holds several symbols in one cell is divided into *tingkat* (levels), so that each (level, column) holds
at most one symbol. Lines are numbered so that symbols and the gaps between them alternate:

    x   even = channel between two columns (0 = left of the first)     odd = middle of a column
    y   even = gutter between two levels (0 = above the first)         odd = middle of a level

A symbol in column c and level t stands at (2c+1, 2t+1). Channels and gutters never contain a symbol, so a way
along them always exists; the middle lines are free only where no symbol stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from generator.steps.graph import Chart, ChartArrow, ChartSymbol

GridPoint = tuple[int, int]
#: The corners of a route on the grid, both ends included; neighbours share x or y.
GridWay = tuple[GridPoint, ...]


@dataclass(frozen=True, slots=True)
class GridLevel:
    """One level: the ``ke``-th of ``dari`` levels of table row ``baris``, all counted from 0."""

    baris: int
    ke: int
    dari: int


class Grid:
    """The grid of one chart: where its symbols stand and which stretches of the middle lines are free.

    Grids are equal where they say the same, whatever the words and sizes of their charts.
    """

    def __init__(self, bagan: Chart) -> None:
        self.kolom = len(bagan.kolom)
        self.tempat: dict[str, GridPoint] = {}
        self.tingkat: list[GridLevel] = []
        self._place(bagan)
        self._in_column = [0] * self.kolom
        self._in_row = [0] * len(self.tingkat)
        for x, y in self.tempat.values():
            self._in_column[x >> 1] |= 1 << (y >> 1)
            self._in_row[y >> 1] |= 1 << (x >> 1)
        self._whole = self.kolom, tuple(self.tempat.items()), tuple(self.tingkat)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Grid) and self._whole == other._whole

    def __hash__(self) -> int:
        return hash(self._whole)

    def _place(self, bagan: Chart) -> None:
        """Divide the rows into levels and give each symbol its point."""
        rows: dict[int, list[ChartSymbol]] = defaultdict(list)
        for simbol in bagan.simbol:
            rows[simbol.baris].append(simbol)
        for baris in range(len(bagan.baris)):
            level = _levels(rows[baris], bagan.alur)
            first, count = len(self.tingkat), max(level.values(), default=0) + 1
            self.tingkat += [GridLevel(baris, ke, count) for ke in range(count)]
            for simbol in rows[baris]:
                self.tempat[simbol.id] = (2 * simbol.kolom + 1, 2 * (first + level[simbol.id]) + 1)

    def empty(self, x: int, y: int) -> bool:
        """Whether no symbol stands at the point (odd, odd)."""
        return not self._in_column[x >> 1] >> (y >> 1) & 1

    def column_free(self, x: int, y1: int, y2: int) -> bool:
        """Whether line ``x`` meets no symbol strictly between y1 and y2."""
        return x % 2 == 0 or not self._in_column[x >> 1] & _between(y1, y2)

    def row_free(self, y: int, x1: int, x2: int) -> bool:
        """Whether line ``y`` meets no symbol strictly between x1 and x2."""
        return y % 2 == 0 or not self._in_row[y >> 1] & _between(x1, x2)


def _between(a: int, b: int) -> int:
    """The bits of the odd numbers strictly between a and b; bit n stands for 2n+1."""
    if a > b:
        a, b = b, a
    first, last = (a + 1) >> 1, (b >> 1) - 1
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0


def _levels(symbols: list[ChartSymbol], links: tuple[ChartArrow, ...]) -> dict[str, int]:
    """The level of each symbol of one row.

    Symbols that share a cell are stacked in their order; one that has its cell to itself stands level with the
    stacked one it is linked to, so that the line between them is straight.
    """
    cell: dict[int, list[str]] = defaultdict(list)
    for simbol in symbols:
        cell[simbol.kolom].append(simbol.id)
    stacked = {id: n for ids in cell.values() if len(ids) > 1 for n, id in enumerate(ids)}
    if not stacked:
        return {simbol.id: 0 for simbol in symbols}
    level = dict(stacked)
    for ids in cell.values():
        if len(ids) == 1:
            level[ids[0]] = next((stacked[b] for a, b in _pairs(links) if a == ids[0] and b in stacked), 0)
    return level


def _pairs(links: tuple[ChartArrow, ...]) -> list[tuple[str, str]]:
    """Each link seen from its end first, then from its start."""
    return [(link.ke, link.dari) for link in links] + [(link.dari, link.ke) for link in links]
