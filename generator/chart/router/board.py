"""The board: which ways lie where, and what they cost each other.

It keeps the chosen ways so that another one is priced in microseconds: crossings from counters, shared lines from bit
masks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from generator.chart.router.grid import Grid, GridPoint, GridWay

#: Costs on top of a way's static cost: crossing another link, sharing a gutter or channel with it (each needs a
#: track of its own there), entering a symbol where another one does, and what must not be.
SILANG, SEJAJAR, GABUNG, LARANGAN = 12.0, 0.6, 1.5, 1000.0
#: Leaving a symbol beside the middle of its side.
GESER = 30.0


#: Of a link of a fork: the fork, and the way up to a place, which others of the same fork may share. () = of no fork.
_Begun = tuple[str, GridWay] | tuple[()]


class _Stretch(NamedTuple):
    """One segment on the board: its stretch of the line, where its link goes on from both ends (-1 = up or left,
    1 = down or right), its link, its target if it is the last one, and how it is begun (``_begun``)."""

    lo: int
    hi: int
    at_lo: int
    at_hi: int
    link: int
    target: str
    awal: _Begun


#: A segment of a way: its number, axis (0 = horizontal), line, stretch from lo to hi, where the way goes on from lo and
#: from hi (0 = it ends there), whether it is the last.
_Segment = tuple[int, int, int, int, int, int, int, bool]


class Board:
    """What the chosen ways occupy. ``lines[0]`` are horizontal (by y), ``lines[1]`` vertical (by x)."""

    def __init__(self, kisi: Grid) -> None:
        wide, high = 2 * kisi.kolom + 1, 2 * len(kisi.tingkat) + 1
        self.lines: tuple[list[list[_Stretch]], ...] = ([[] for _ in range(high)], [[] for _ in range(wide)])
        self.used: tuple[list[int], ...] = ([0] * high, [0] * wide)
        # passing[0][y][x] counts the vertical segments that run through (x, y); passing[1][x][y] the horizontal.
        self.passing = ([[0] * wide for _ in range(high)], [[0] * high for _ in range(wide)])
        self.corners: dict[GridPoint, list[tuple[int, str, _Begun]]] = {}

    def put(self, link: int, target: str, way: GridWay, sign: int, geser: int, cabang: str = "") -> None:
        """Lay a way on the board (sign +1) or take it off (-1); one with a shifted exit without its first step.

        Ways of one ``cabang`` may lie on each other from their begin to where they part.
        """
        parts, bends = segments(way)
        for k, axis, line, lo, hi, at_lo, at_hi, last in parts[1:] if geser else parts:
            ruas = _Stretch(lo, hi, at_lo, at_hi, link, target if last else "", _begun(cabang, way, k))
            on_line = self.lines[axis][line]
            if sign > 0:
                on_line.append(ruas)
                self.used[axis][line] |= (1 << hi) - (1 << lo)
            else:
                on_line.remove(ruas)
                mask = 0
                for other in on_line:
                    mask |= (1 << other.hi) - (1 << other.lo)
                self.used[axis][line] = mask
            across = self.passing[1 - axis]
            for place in range(lo + 1, hi):
                across[place][line] += sign
        for corner in bends:
            bend = link, target, _begun(cabang, way, way.index(corner) if cabang else 0)
            if sign > 0:
                self.corners.setdefault(corner, []).append(bend)
            else:
                self.corners[corner].remove(bend)

    def price(
        self, target: str, way: GridWay, geser: int = 0, limit: float = float("inf"), own: int | None = None,
        cabang: str = "",
    ) -> float:  # fmt: skip
        """What the ways on the board add to the cost of this one; any number above ``limit`` if it is above that.

        ``own`` is the link of this way if it lies on the board itself.
        """
        total = GESER if geser else 0.0
        parts, bends = segments(way)
        for k, axis, line, lo, hi, at_lo, at_hi, last in parts[1:] if geser else parts:
            if hi - lo > 1:
                total += SILANG * sum(self.passing[axis][line][lo + 1 : hi])
            if self.used[axis][line] & ((1 << hi) - (1 << lo)):
                for other in self.lines[axis][line]:
                    if other.lo < hi and lo < other.hi and other.link != own:
                        if cabang and other.awal == _begun(cabang, way, k):
                            continue
                        if line & 1:
                            total += GABUNG if last and other.target == target else LARANGAN
                        else:
                            total += SEJAJAR + SILANG * _tangled(lo, hi, at_lo, at_hi, other)
            if total > limit:
                return total
        for corner in bends:
            for other_link, other_target, begun in self.corners.get(corner, ()):
                if other_link != own and not (cabang and begun == _begun(cabang, way, way.index(corner))):
                    total += GABUNG if other_target == target else LARANGAN
        return total

    def met(self, link: int, way: GridWay) -> list[int]:
        """The other links that this one crosses or overlaps."""
        found = set()
        for _, axis, line, lo, hi, *_ in segments(way)[0]:
            found |= {o.link for o in self.lines[axis][line] if o.lo < hi and lo < o.hi}
            for place in range(lo + 1, hi):
                if self.passing[axis][line][place]:
                    found |= {o.link for o in self.lines[1 - axis][place] if o.lo < line < o.hi}
        return sorted(found - {link})


def _begun(cabang: str, way: GridWay, corner: int) -> _Begun:
    """How a link of a fork came to a corner of its way."""
    return (cabang, way[: corner + 1]) if cabang else ()


def _tangled(lo: int, hi: int, at_lo: int, at_hi: int, other: _Stretch) -> int:
    """How often two segments in one gutter or channel must cross, whichever of them runs first."""
    inside_lo, inside_hi = other.lo < lo < other.hi, other.lo < hi < other.hi
    around_lo, around_hi = lo < other.lo < hi, lo < other.hi < hi
    first = (inside_lo and at_lo > 0) + (inside_hi and at_hi > 0)
    first += (around_lo and other.at_lo < 0) + (around_hi and other.at_hi < 0)
    second = (inside_lo and at_lo < 0) + (inside_hi and at_hi < 0)
    second += (around_lo and other.at_lo > 0) + (around_hi and other.at_hi > 0)
    return min(first, second)


@lru_cache(maxsize=4_096)
def segments(way: GridWay) -> tuple[list[_Segment], list[GridPoint]]:
    """The segments of a way, and its bends in the middle of a cell.

    Segments are level and upright in turn, so each corner adds one number: the n-th segment runs from ``u[n]`` to
    ``u[n + 2]`` along the line ``u[n + 1]``.
    """
    axis = 0 if way[0][1] == way[1][1] else 1
    u = [way[0][axis], way[0][1 - axis], *[point[axis ^ (n & 1)] for n, point in enumerate(way[1:])]]
    found, last = [], len(way) - 2
    for n in range(last + 1):
        lo, line, hi = u[n], u[n + 1], u[n + 2]
        before = (1 if u[n - 1] > line else -1) if n else 0
        after = (1 if u[n + 3] > line else -1) if n < last else 0
        if lo < hi:
            found.append((n, axis ^ (n & 1), line, lo, hi, before, after, n == last))
        else:
            found.append((n, axis ^ (n & 1), line, hi, lo, after, before, n == last))
    return found, [point for point in way[1:-1] if point[0] & point[1] & 1]
