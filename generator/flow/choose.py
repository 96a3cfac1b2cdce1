"""Choose one way for each link, so that together they are short, calm and never ambiguous.

Every link first takes the way that costs least given those chosen before it; then those that pay more than they would
alone choose again, over a few passes, until nobody wants to move. Pairs that still cross are then tried together. The
board keeps what lies where, so that one way is priced in microseconds: crossings from counters, shared lines from bit
masks.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.flow import patterns
from generator.flow.grid import Jalan, Kisi, Titik

#: Costs on top of a way's static cost: crossing another link, sharing a gutter or channel with it (each needs a
#: track of its own there), entering a symbol where another one does, and what must not be.
SILANG, SEJAJAR, GABUNG, LARANGAN = 8.0, 0.6, 1.5, 1000.0
#: Leaving a symbol beside the middle of its side.
GESER = 30.0
PASSES, TRIES = 5, 5


class Hubungan(NamedTuple):
    """One link on the grid: the points of its two symbols, and which links it may join before its end.

    Links of one ``tujuan`` may share their last segment (a merge); a joint line has a tujuan of its own.
    """

    s: Titik
    t: Titik
    tujuan: str
    bersama: bool


class _Ruas(NamedTuple):
    """One segment on the board: its stretch of the line, where its link goes on from both ends (-1 = up or left,
    1 = down or right), its link, and its target if it is the last one."""

    lo: int
    hi: int
    at_lo: int
    at_hi: int
    link: int
    target: str


class _Papan:
    """What the chosen ways occupy. ``lines[0]`` are horizontal (by y), ``lines[1]`` vertical (by x)."""

    def __init__(self, kisi: Kisi) -> None:
        wide, high = 2 * kisi.kolom + 1, 2 * len(kisi.tingkat) + 1
        self.lines: tuple[list[list[_Ruas]], ...] = ([[] for _ in range(high)], [[] for _ in range(wide)])
        self.used: tuple[list[int], ...] = ([0] * high, [0] * wide)
        # passing[0][y][x] counts the vertical segments that run through (x, y); passing[1][x][y] the horizontal.
        self.passing = ([[0] * wide for _ in range(high)], [[0] * high for _ in range(wide)])
        self.corners: dict[Titik, list[tuple[int, str]]] = {}

    def put(self, link: int, target: str, way: Jalan, sign: int, geser: int) -> None:
        """Lay a way on the board (sign +1) or take it off (-1); one with a shifted exit without its first step."""
        for axis, line, lo, hi, at_lo, at_hi, last in _segments(way)[1 if geser else 0 :]:
            ruas = _Ruas(lo, hi, at_lo, at_hi, link, target if last else "")
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
        for corner in way[1:-1]:
            if corner[0] & corner[1] & 1:
                if sign > 0:
                    self.corners.setdefault(corner, []).append((link, target))
                else:
                    self.corners[corner].remove((link, target))

    def price(self, target: str, way: Jalan, geser: int = 0) -> float:
        """What the ways on the board add to the cost of this one."""
        total = GESER if geser else 0.0
        for axis, line, lo, hi, at_lo, at_hi, last in _segments(way)[1 if geser else 0 :]:
            total += SILANG * sum(self.passing[axis][line][lo + 1 : hi])
            if self.used[axis][line] & ((1 << hi) - (1 << lo)):
                for other in self.lines[axis][line]:
                    if other.lo < hi and lo < other.hi:
                        if line & 1:
                            total += GABUNG if last and other.target == target else LARANGAN
                        else:
                            total += SEJAJAR + SILANG * _tangled(lo, hi, at_lo, at_hi, other)
        if self.corners:
            for corner in way[1:-1]:
                for _, other_target in self.corners.get(corner, ()):
                    total += GABUNG if other_target == target else LARANGAN
        return total

    def met(self, link: int, way: Jalan) -> list[int]:
        """The other links that this one crosses or overlaps."""
        found = set()
        for axis, line, lo, hi, *_ in _segments(way):
            found |= {o.link for o in self.lines[axis][line] if o.lo < hi and lo < o.hi}
            for place in range(lo + 1, hi):
                if self.passing[axis][line][place]:
                    found |= {o.link for o in self.lines[1 - axis][place] if o.lo < line < o.hi}
        return sorted(found - {link})


def _tangled(lo: int, hi: int, at_lo: int, at_hi: int, other: _Ruas) -> int:
    """How often two segments in one gutter or channel must cross, whichever of them runs first."""
    inside_lo, inside_hi = other.lo < lo < other.hi, other.lo < hi < other.hi
    around_lo, around_hi = lo < other.lo < hi, lo < other.hi < hi
    first = (inside_lo and at_lo > 0) + (inside_hi and at_hi > 0)
    first += (around_lo and other.at_lo < 0) + (around_hi and other.at_hi < 0)
    second = (inside_lo and at_lo < 0) + (inside_hi and at_hi < 0)
    second += (around_lo and other.at_lo > 0) + (around_hi and other.at_hi > 0)
    return min(first, second)


@lru_cache(maxsize=65_536)
def _segments(way: Jalan) -> list[tuple[int, int, int, int, int, int, bool]]:
    """The segments of a way: axis (0 = horizontal), line, stretch from lo to hi, where the way goes on from lo and
    from hi (0 = it ends there), whether it is the last."""
    found = []
    last = len(way) - 2
    for n in range(last + 1):
        a, b = way[n], way[n + 1]
        axis = 0 if a[1] == b[1] else 1
        line = a[1 - axis]
        before = _sign(way[n - 1][1 - axis] - line) if n else 0
        after = _sign(way[n + 2][1 - axis] - line) if n < last else 0
        lo, hi = a[axis], b[axis]
        if lo < hi:
            found.append((axis, line, lo, hi, before, after, n == last))
        else:
            found.append((axis, line, hi, lo, after, before, n == last))
    return found


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


class Pemilih:
    """Chooses the ways of one chart, and again when a later stage finds that one of them will not do.

    A symbol has four ports. Where its links need more, ``geser`` moves an exit off the middle of the lower side
    (-1 = to the left, 1 = to the right); such a link has its first segment for itself.
    """

    def __init__(self, kisi: Kisi, links: Sequence[Hubungan]) -> None:
        self.kisi, self.links = kisi, links
        self.papan = _Papan(kisi)
        self.ways: list[Jalan] = [()] * len(links)
        self.geser = [0] * len(links)
        self._banned: list[set[Jalan]] = [set() for _ in links]
        self._short = [sorted(patterns.short(kisi, link.s, link.t)) for link in links]
        self._long: list[list[tuple[float, Jalan]] | None] = [None] * len(links)
        self._order = sorted(range(len(links)), key=self._urgency)
        self._at: dict[Titik, list[int]] = {}
        for n, link in enumerate(links):
            for point in {link.s, link.t}:
                self._at.setdefault(point, []).append(n)

    def _urgency(self, n: int) -> tuple[bool, bool, int, int]:
        """Joint lines first, then straight ones, then the short before the long."""
        link = self.links[n]
        (xs, ys), (xt, yt) = link.s, link.t
        straight = bool(self._short[n]) and len(self._short[n][0][1]) == 2
        return (not link.bersama, not straight, abs(xs - xt) + abs(ys - yt), n)

    def run(self) -> list[Jalan]:
        """Choose a way for every link."""
        for n in self._order:
            self._choose(n)
        self._settle()
        return self.ways

    def ban(self, n: int) -> None:
        """Take the way of link ``n`` away from it and choose another, and let the others follow."""
        self._banned[n].add(self.ways[n])
        self._take(n)
        self._choose(n)
        self._settle()

    def conflicts(self) -> list[int]:
        """The links that still pay for something that must not be."""
        return [n for n in self._order if self._extra(n) >= LARANGAN]

    def _settle(self) -> None:
        """Let the links choose again until nobody moves; then untangle pairs, and what is still forbidden."""
        for _ in range(PASSES):
            if not any(self._again(n) for n in self._order):
                break
        for n in self._order:
            if self._extra(n) >= SILANG:
                self._untangle(n)
        for n in self.conflicts():
            if self._extra(n) >= LARANGAN:
                self._rearrange(n)
        for n in self.conflicts():
            if self._extra(n) >= LARANGAN:
                self._shift(n)

    def _take(self, n: int) -> float:
        """Take link ``n`` off the board; what it paid."""
        way, tujuan = self.ways[n], self.links[n].tujuan
        self.papan.put(n, tujuan, way, -1, self.geser[n])
        return patterns.cost(way) + self.papan.price(tujuan, way, self.geser[n])

    def _put(self, n: int, way: Jalan) -> float:
        """Lay link ``n`` along ``way``; what it pays."""
        self.ways[n] = way
        total = patterns.cost(way) + self.papan.price(self.links[n].tujuan, way, self.geser[n])
        self.papan.put(n, self.links[n].tujuan, way, +1, self.geser[n])
        return total

    def _extra(self, n: int) -> float:
        """What link ``n`` pays because of the others."""
        way = self.ways[n]
        total = self._take(n)
        self._put(n, way)
        return total - patterns.cost(way)

    def _again(self, n: int) -> bool:
        """Let link ``n`` choose again unless it has what would be best on an empty chart; whether it moved."""
        before = self.ways[n]
        ideal = self._short[n][0][0] if self._short[n] else patterns.LONG_FROM
        if self._take(n) <= ideal + SEJAJAR:
            self._put(n, before)
            return False
        self._choose(n)
        return self.ways[n] != before

    def _choose(self, n: int) -> float:
        """Put link ``n``, which is not on the board, on its cheapest way; what it pays."""
        best = self._cheapest(n, 1)
        return self._put(n, best[0][1])

    def _cheapest(self, n: int, count: int) -> list[tuple[float, Jalan]]:
        """The ``count`` cheapest ways of link ``n`` as things lie, each with its price."""
        found: list[tuple[float, Jalan]] = []
        self._consider(n, self._short[n], count, found)
        if len(found) < count or found[-1][0] > patterns.LONG_FROM:
            self._consider(n, self._long_ways(n), count, found)
        return found or [(float("inf"), self.ways[n])]

    def _consider(self, n: int, ways: list[tuple[float, Jalan]], count: int, found: list[tuple[float, Jalan]]) -> None:
        """Keep in ``found`` the ``count`` cheapest of what is there and ``ways``, which are sorted by static cost."""
        tujuan, banned, geser = self.links[n].tujuan, self._banned[n], self.geser[n]
        for static, way in ways:
            if len(found) == count and static >= found[-1][0]:
                break
            if way in banned or (geser and not _leaves_downwards(way)):
                continue
            insort(found, (static + self.papan.price(tujuan, way, geser), way))
            del found[count:]

    def _long_ways(self, n: int) -> list[tuple[float, Jalan]]:
        """The long ways of link ``n``, made when first needed."""
        ways = self._long[n]
        if ways is None:
            ways = self._long[n] = sorted(patterns.long(self.kisi, self.links[n].s, self.links[n].t))
        return ways

    def _untangle(self, n: int) -> None:
        """Try the best ways of link ``n`` together with the best answer of each link that it meets."""
        for m in self.papan.met(n, self.ways[n]):
            before = self.ways[n], self.ways[m]
            paid = self._take(n) + self._take(m)
            best, answer = paid, before
            for _, way in self._cheapest(n, TRIES):
                total = self._put(n, way) + self._choose(m)
                if total < best - 0.01:
                    best, answer = total, (self.ways[n], self.ways[m])
                self._take(m)
                self._take(n)
            self._put(n, answer[0])
            self._put(m, answer[1])

    def _rearrange(self, n: int) -> None:
        """Take all links of a symbol away and lay them again: the exits first, as arrows that come in may merge."""
        for point in (self.links[n].s, self.links[n].t):
            group = self._at[point]
            before = [self.ways[m] for m in group]
            paid = sum(self._take(m) for m in group)
            order = sorted(group, key=lambda m: (not self.links[m].bersama, self.links[m].s != point, self._urgency(m)))
            if sum(self._choose(m) for m in order) >= paid:
                for m in group:
                    self._take(m)
                for m, way in zip(group, before, strict=True):
                    self._put(m, way)

    def _shift(self, n: int) -> None:
        """Move the exit of link ``n`` off the middle of the side, if that helps."""
        before = self.ways[n]
        paid = self._take(n)
        taken = {self.geser[m] for m in self._at[self.links[n].s] if m != n}
        for self.geser[n] in [side for side in (1, -1) if side not in taken]:
            total, way = self._cheapest(n, 1)[0]
            if total < paid:
                self._put(n, way)
                return
        self.geser[n] = 0
        self._put(n, before)


def _leaves_downwards(way: Jalan) -> bool:
    """Whether a way starts with a step down into the gutter."""
    return way[1] == (way[0][0], way[0][1] + 1)
