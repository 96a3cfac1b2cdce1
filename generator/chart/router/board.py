"""The board: which ways lie where, and what they cost each other.

It keeps the chosen ways so that another one is priced in microseconds: crossings from counters, shared lines from bit
masks.
"""

from __future__ import annotations

from generator.chart.router.candidates import Bend, Candidate, Stretch
from generator.chart.router.grid import Grid, GridPoint

#: Costs on top of a way's static cost: crossing another link, sharing a gutter or channel with it (each needs a
#: track of its own there), entering a symbol where another one does, and what must not be.
SILANG, SEJAJAR, GABUNG, LARANGAN = 12.0, 0.6, 1.5, 1000.0
#: Leaving a symbol beside the middle of its side.
GESER = 30.0
INFINITE = float("inf")


class Board:
    """What the chosen ways occupy. Line 2y is the level one at y, line 2x + 1 the upright one at x."""

    def __init__(self, kisi: Grid) -> None:
        size = 2 * max(kisi.kolom, len(kisi.tingkat)) + 1
        self.lines: list[list[Stretch]] = [[] for _ in range(2 * size)]
        self.used = [0] * (2 * size)
        #: passing[line][place] counts the segments that run across the line at the place.
        self.passing = [[0] * size for _ in range(2 * size)]
        self.bends: dict[GridPoint, list[Bend]] = {}

    def put(self, way: Candidate, geser: int) -> None:
        """Lay a way on the board; one with a shifted exit without its first step."""
        for part in way.stretches(geser):
            self.lines[part.line].append(part)
            self.used[part.line] |= part.mask
            self._pass(part, 1)
        for bend in way.bends:
            self.bends.setdefault(bend.point, []).append(bend)

    def lift(self, way: Candidate, geser: int) -> None:
        """Take a way off the board, as it was put there."""
        for part in way.stretches(geser):
            on_line, mask = self.lines[part.line], 0
            on_line.remove(part)
            for other in on_line:
                mask |= other.mask
            self.used[part.line] = mask
            self._pass(part, -1)
        for bend in way.bends:
            self.bends[bend.point].remove(bend)

    def _pass(self, part: Stretch, sign: int) -> None:
        """Count a segment on all lines that it runs across, or no longer."""
        across, at = 1 - (part.line & 1), part.line >> 1
        for place in range(part.lo + 1, part.hi):
            self.passing[2 * place + across][at] += sign

    def price(self, way: Candidate, geser: int = 0, limit: float = INFINITE, own: int | None = None) -> float:
        """What the ways on the board add to the cost of this one; any number above ``limit`` if it is above that.

        ``own`` is the link of this way if it lies on the board itself.
        """
        total = GESER if geser else 0.0
        for line, mask, lo, hi, at_lo, at_hi, _, target, awal in way.stretches(geser):
            if hi - lo > 1:
                total += SILANG * sum(self.passing[line][lo + 1 : hi])
            if self.used[line] & mask:
                for other in self.lines[line]:
                    if not other.mask & mask or other.link == own or (awal and other.awal == awal):
                        continue
                    if line & 2:
                        total += GABUNG if target and other.target == target else LARANGAN
                    else:
                        total += SEJAJAR + SILANG * _tangled(lo, hi, at_lo, at_hi, other)
            if total > limit:
                return total
        for bend in way.bends:
            for met in self.bends.get(bend.point, ()):
                if met.link != own and not (bend.awal and met.awal == bend.awal):
                    total += GABUNG if met.target == bend.target else LARANGAN
        return total

    def met(self, way: Candidate, link: int) -> list[int]:
        """The other links that this one crosses or overlaps."""
        found = set()
        for part in way.stretches(0):
            found |= {o.link for o in self.lines[part.line] if o.mask & part.mask}
            across, at = 1 - (part.line & 1), part.line >> 1
            for place in range(part.lo + 1, part.hi):
                if self.passing[part.line][place]:
                    found |= {o.link for o in self.lines[2 * place + across] if o.lo < at < o.hi}
        return sorted(found - {link})


def _tangled(lo: int, hi: int, at_lo: int, at_hi: int, other: Stretch) -> int:
    """How often two segments in one gutter or channel must cross, whichever of them runs first."""
    inside_lo, inside_hi = other.lo < lo < other.hi, other.lo < hi < other.hi
    around_lo, around_hi = lo < other.lo < hi, lo < other.hi < hi
    first = (inside_lo and at_lo > 0) + (inside_hi and at_hi > 0)
    first += (around_lo and other.at_lo < 0) + (around_hi and other.at_hi < 0)
    second = (inside_lo and at_lo < 0) + (inside_hi and at_hi < 0)
    second += (around_lo and other.at_lo > 0) + (around_hi and other.at_hi > 0)
    return min(first, second)
