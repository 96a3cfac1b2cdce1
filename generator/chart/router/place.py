"""From the grid to places on the table, still without sizes.

A ``Position`` is (index, fraction, shift): the row or column, the fraction of its height or width, and a shift in px.
Any renderer turns it into its own coordinate as ``start[index] + fraction * size[index] + shift``, so that the same
route fits the heights computed here, those a browser makes of them, and those of a printed page. All places keep
their order and their distances as long as no row or column is smaller than ``Gutters`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.chart.router.grid import Grid
from generator.chart.router.tracks import Bundle, TrackPlan
from generator.chart.style import ChartStyle

#: A column whose sides differ by more than this (px) has its symbols off its middle.
UNEVEN = 12.0


class Position(NamedTuple):
    """A place along one axis of the table."""

    indeks: int
    fraksi: float
    geser: float

    def at(self, start: Sequence[float], size: Sequence[float]) -> float:
        """The coordinate, given where the rows (columns) start and how large they are."""
        return start[self.indeks] + self.fraksi * size[self.indeks] + self.geser

    def moved(self, by: float) -> Position:
        """The place ``by`` px further down or right."""
        return Position(self.indeks, self.fraksi, self.geser + by)


TablePoint = tuple[Position, Position]
"""A place on the table, as (x, y)."""


class Gutters:
    """How much room the drawing needs: the least width of each column and height of each row.

    ``bebas`` is the room kept free on each side of the symbols of a column (axis 1) or level (axis 0); labels
    may ask for more of it with ``reserve``.
    """

    def __init__(self, kisi: Grid, gaya: ChartStyle, jejak: TrackPlan) -> None:
        self.kisi, self.gaya = kisi, gaya
        counts = len(kisi.tingkat), kisi.kolom
        normal = gaya.bebas_y, gaya.bebas_x
        self.bebas = [[[normal[axis]] * 2 for _ in range(counts[axis])] for axis in (0, 1)]
        self._room = [[[0.0, 0.0] for _ in range(counts[axis])] for axis in (0, 1)]
        self._known: dict[tuple[int, int], tuple[tuple[float, float], Position]] = {}
        self._tracks = [[[0, 0] for _ in range(counts[axis])] for axis in (0, 1)]
        for berkas in dict.fromkeys(b for row in jejak for b in row if b is not None):
            index, side = _half(berkas)
            # bagian of the k-th of n tracks is k/(n+1), so the nearest to the symbol tells n.
            needed = round(1 / (1 - berkas.bagian)) - 1
            tracks = self._tracks[berkas.axis][index]
            tracks[side] = max(tracks[side], needed)

    def reserve(self, axis: int, index: int, side: int, room: float) -> bool:
        """Keep ``room`` px beside the largest symbol free of tracks (side 0 = above or left, 1 = below or right).
        Whether the layout changes by that."""
        bebas = self.bebas[axis][index]
        moved = room > bebas[side] + 0.01 and self._tracks[axis][index][side] > 0
        if room > bebas[side]:
            bebas[side] = room
            self._known.pop((axis, index), None)
        return self.widen(axis, index, side, room) or moved

    def widen(self, axis: int, index: int, side: int, room: float) -> bool:
        """Keep ``room`` px beside the largest symbol within its column or level. Whether the layout changes by that."""
        before, rooms = self._size(axis, index), self._room[axis][index]
        if room > rooms[side]:
            rooms[side] = room
            self._known.pop((axis, index), None)
        return self._size(axis, index) > before + 0.01

    def free(self, axis: int, index: int, side: int) -> float:
        """How many px beside the largest symbol are free of tracks: to the nearest, or to the edge."""
        if self._tracks[axis][index][side]:
            return self.bebas[axis][index][side]
        return self._sides(axis, index)[side] - self.gaya.largest[1 - axis] / 2

    def _sides(self, axis: int, index: int) -> tuple[float, float]:
        """What a level or column needs on both sides of its middle. The sides are alike, so that symbols stand in the
        middle; only where labels make one side of a column much wider, it alone is."""
        return self._measured(axis, index)[0]

    def _measured(self, axis: int, index: int) -> tuple[tuple[float, float], Position]:
        """The sides of a level or column and the place of its middle, as room is kept so far."""
        known = self._known.get((axis, index))
        if known is None:
            sides = self._count_sides(axis, index)
            middle = self._position(axis, index, sides[0] / (sides[0] + sides[1]), 0)
            known = self._known[axis, index] = sides, middle
        return known

    def _count_sides(self, axis: int, index: int) -> tuple[float, float]:
        pitch = (self.gaya.jejak_y, self.gaya.jejak_x)[axis]
        base = (self.gaya.jarak_y, self.gaya.jarak_x)[axis]
        symbol = self.gaya.largest[1 - axis]
        sides = []
        for side in (0, 1):
            tracks = self._tracks[axis][index][side]
            with_tracks = self.bebas[axis][index][side] + (tracks + 1) * pitch if tracks else 0
            sides.append(symbol / 2 + max(base, with_tracks, self._room[axis][index][side]))
        if axis == 1 and any(self._room[axis][index]) and abs(sides[0] - sides[1]) > UNEVEN:
            return sides[0], sides[1]
        return max(sides), max(sides)

    def _size(self, axis: int, index: int) -> float:
        """The least size of a level or column."""
        return sum(self._sides(axis, index))

    def _middle(self, axis: int, index: int) -> float:
        """Where in a level or column the middle of its symbols is, as a fraction."""
        before, after = self._sides(axis, index)
        return before / (before + after)

    def least_widths(self) -> list[float]:
        """The least width of each column."""
        return [self._size(1, c) for c in range(self.kisi.kolom)]

    def least_heights(self) -> list[float]:
        """The least height of each table row."""
        heights: dict[int, float] = {}
        for t, tingkat in enumerate(self.kisi.tingkat):
            heights[tingkat.baris] = max(heights.get(tingkat.baris, 0), self._size(0, t) * tingkat.dari)
        return [heights[baris] for baris in sorted(heights)]

    def middle(self, axis: int, line: int) -> Position:
        """The middle line of a column or level (odd line)."""
        return self._measured(axis, line >> 1)[1]

    def track(self, berkas: Bundle) -> Position:
        """The place of a bundle: between the rule and the clearance of the symbols beside it."""
        index, side = _half(berkas)
        symbol = self.gaya.largest[1 - berkas.axis] / 2 + self.bebas[berkas.axis][index][side]
        middle = self._middle(berkas.axis, index)
        if side:
            return self._position(berkas.axis, index, 1 - berkas.bagian * (1 - middle), berkas.bagian * symbol)
        return self._position(berkas.axis, index, berkas.bagian * middle, -berkas.bagian * symbol)

    def _position(self, axis: int, index: int, fraction: float, shift: float) -> Position:
        """A place in a column, or in a level as a place in its row."""
        if axis == 1:
            return Position(index, fraction, shift)
        tingkat = self.kisi.tingkat[index]
        return Position(tingkat.baris, (tingkat.ke + fraction) / tingkat.dari, shift)


def _half(berkas: Bundle) -> tuple[int, int]:
    """Which column or level a bundle lies in, and on which side of its symbols (0 = above or left)."""
    return (berkas.garis // 2 - 1, 1) if berkas.sisi < 0 else (berkas.garis // 2, 0)
