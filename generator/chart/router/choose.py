"""Choose one way for each link, so that together they are short, calm and never ambiguous.

Every link first takes the way that costs least given those chosen before it; then those that pay more than they would
alone choose again, over a few passes, until nobody wants to move. Pairs that still cross are then tried together, and
so are links that leave or meet at one symbol, where one of them pays for the other.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

from generator.chart.router import patterns
from generator.chart.router.board import LARANGAN, SEJAJAR, SILANG, Board
from generator.chart.router.grid import Grid, GridPoint, GridWay

PASSES, TRIES = 5, 5
#: Leaving a symbol by another side than in the other drawing of the chart.
OTHER_SIDE = 25.0
#: How often links that share a symbol are tried together, and from which regret on.
SIBLING_PASSES, REGRET = 2, 4.0
#: The directions in which a fork may leave: down first.
DOWN = (0, 1)
SIDES = (DOWN, (1, 0), (-1, 0), (0, -1))


class GridLink(NamedTuple):
    """One link on the grid: the points of its two symbols, and which links it may join before its end.

    Links of one ``tujuan`` may share their last segment (a merge); a joint line has a tujuan of its own. ``keluar`` is
    the direction (x, y) in which it leaves in another drawing of the same chart, None = there is none. Links of one
    ``cabang`` are one answer: they leave together (a fork); "" = it is alone.
    """

    s: GridPoint
    t: GridPoint
    tujuan: str
    bersama: bool
    keluar: GridPoint | None = None
    cabang: str = ""


class Chooser:
    """Chooses the ways of one chart, and again when a later stage finds that one of them will not do.

    A symbol has four ports. Where its links need more, ``geser`` moves an exit off the middle of the lower side
    (-1 = to the left, 1 = to the right); such a link has its first segment for itself.
    """

    def __init__(self, kisi: Grid, links: Sequence[GridLink]) -> None:
        self.kisi, self.links = kisi, links
        self.papan = Board(kisi)
        self.ways: list[GridWay] = [()] * len(links)
        self.geser = [0] * len(links)
        self._banned: list[set[GridWay]] = [set() for _ in links]
        self._short = [self._priced(n, patterns.short(kisi, link.s, link.t)) for n, link in enumerate(links)]
        self._long_from = [patterns.long_from(link.s, link.t) for link in links]
        self._long: list[list[tuple[float, GridWay]] | None] = [None] * len(links)
        self._order = sorted(range(len(links)), key=self._urgency)
        forks: dict[str, list[int]] = {}
        for n, link in enumerate(links):
            if link.cabang:
                forks.setdefault(link.cabang, []).append(n)
        self._forks = list(forks.values())
        self._exit: list[GridPoint | None] = [None] * len(links)
        self._at: dict[GridPoint, list[int]] = {}
        for n, link in enumerate(links):
            for point in {link.s, link.t}:
                self._at.setdefault(point, []).append(n)

    def _urgency(self, n: int) -> tuple[bool, bool, int, int]:
        """Joint lines first, then straight ones, then the short before the long."""
        link = self.links[n]
        (xs, ys), (xt, yt) = link.s, link.t
        straight = bool(self._short[n]) and len(self._short[n][0][1]) == 2
        return (not link.bersama, not straight, abs(xs - xt) + abs(ys - yt), n)

    def _priced(self, n: int, ways: list[tuple[float, GridWay]]) -> list[tuple[float, GridWay]]:
        """The ways of link ``n`` with what they cost it, cheapest first."""
        if self.links[n].keluar is None:
            return sorted(ways)
        return sorted((self._static(n, way), way) for _, way in ways)

    def _static(self, n: int, way: GridWay) -> float:
        """What a way costs link ``n`` on an empty chart."""
        wanted = self.links[n].keluar
        if wanted is None or leaves(way) == wanted:
            return patterns.cost(way)
        return patterns.cost(way) + OTHER_SIDE

    def run(self) -> list[GridWay]:
        """Choose a way for every link."""
        for n in self._order:
            self._choose(n)
        if self._forks:
            self._share_exits()
            self._settle()
            self._share_exits()
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
        calm = True
        for n in self._order:
            if self._extra(n) >= SILANG:
                self._together(n, self.papan.met(n, self.ways[n]))
                calm = False
        for _ in range(SIBLING_PASSES):
            moved = False
            for n in self._order:
                if self._regret(n) > REGRET:
                    moved |= self._together(n, self._neighbours(n))
            if not moved:
                break
        if calm:
            return
        for n in self.conflicts():
            if self._extra(n) >= LARANGAN:
                self._rearrange(n)
        for n in self.conflicts():
            if self._extra(n) >= LARANGAN:
                self._shift(n)

    def _take(self, n: int) -> float:
        """Take link ``n`` off the board; what it paid."""
        way, link = self.ways[n], self.links[n]
        self.papan.put(n, link.tujuan, way, -1, self.geser[n], link.cabang)
        return self._static(n, way) + self.papan.price(link.tujuan, way, self.geser[n], cabang=link.cabang)

    def _put(self, n: int, way: GridWay) -> float:
        """Lay link ``n`` along ``way``; what it pays."""
        self.ways[n], link = way, self.links[n]
        total = self._static(n, way) + self.papan.price(link.tujuan, way, self.geser[n], cabang=link.cabang)
        self.papan.put(n, link.tujuan, way, +1, self.geser[n], link.cabang)
        return total

    def _extra(self, n: int) -> float:
        """What link ``n`` pays because of the others."""
        link = self.links[n]
        return self.papan.price(link.tujuan, self.ways[n], self.geser[n], own=n, cabang=link.cabang)

    def _again(self, n: int) -> bool:
        """Let link ``n`` choose again unless it has what would be best on an empty chart; whether it moved."""
        before = self.ways[n]
        if self._regret(n) <= SEJAJAR:
            return False
        self._take(n)
        self._choose(n)
        return self.ways[n] != before

    def _choose(self, n: int) -> float:
        """Put link ``n``, which is not on the board, on its cheapest way; what it pays."""
        best = self._cheapest(n, 1)
        return self._put(n, best[0][1])

    def _cheapest(self, n: int, count: int) -> list[tuple[float, GridWay]]:
        """The ``count`` cheapest ways of link ``n`` as things lie, each with its price."""
        found: list[tuple[float, GridWay]] = []
        self._consider(n, self._short[n], count, found)
        if len(found) < count or found[-1][0] > self._long_from[n]:
            self._consider(n, self._long_ways(n), count, found)
        return found or [(float("inf"), self.ways[n])]

    def _consider(
        self, n: int, ways: list[tuple[float, GridWay]], count: int, found: list[tuple[float, GridWay]]
    ) -> None:
        """Keep in ``found`` the ``count`` cheapest of what is there and ``ways``, which are sorted by static cost."""
        (_, _, tujuan, _, _, cabang), banned, geser, exit = self.links[n], self._banned[n], self.geser[n], self._exit[n]
        limit = found[-1][0] if len(found) == count else float("inf")
        for static, way in ways:
            if static >= limit:
                break
            if (banned and way in banned) or (geser and not _leaves_downwards(way)):
                continue
            if exit and leaves(way) != exit:
                continue
            total = static + self.papan.price(tujuan, way, geser, limit - static, cabang=cabang)
            if total < limit:
                insort(found, (total, way))
                del found[count:]
                limit = found[-1][0] if len(found) == count else limit

    def _long_ways(self, n: int) -> list[tuple[float, GridWay]]:
        """The long ways of link ``n``, made when first needed."""
        ways = self._long[n]
        if ways is None:
            ways = self._long[n] = self._priced(n, patterns.long(self.kisi, self.links[n].s, self.links[n].t))
        return ways

    def _regret(self, n: int) -> float:
        """How much more link ``n`` pays than it would on an empty chart."""
        ideal = self._short[n][0][0] if self._short[n] else self._long_from[n]
        return self._static(n, self.ways[n]) + self._extra(n) - ideal

    def _neighbours(self, n: int) -> list[int]:
        """The other links of the symbol that link ``n`` leaves, joint lines and arrows that come in too."""
        return [m for m in self._at[self.links[n].s] if m != n]

    def _together(self, n: int, others: Sequence[int]) -> bool:
        """Try the best ways of link ``n`` together with the best answer of each of ``others``; whether that gained."""
        gained = False
        for m in others:
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
            gained |= best < paid
        return gained

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
        """Move the exit of link ``n``, and of those that leave with it, off the middle of the side, if that helps."""
        exit = self._exit[n]
        together = [m for fork in self._forks if n in fork for m in fork] if exit else [n]
        ways = [self.ways[m] for m in together]
        paid = sum(self._take(m) for m in together)
        taken = {self.geser[m] for m in self._at[self.links[n].s] if m not in together}
        for side in [side for side in (1, -1) if side not in taken]:
            total, found = self._tried(together, exit and DOWN, side)
            if total < paid:
                self._lay(together, found)
                return
        self._set_exits(together, exit, 0)
        self._lay(together, ways)

    def _share_exits(self) -> None:
        """Let the links of each fork leave by one side: where all of them have a way, by that which costs least."""
        for fork in self._forks:
            exit, geser, ways = self._exit[fork[0]], self.geser[fork[0]], [self.ways[m] for m in fork]
            paid = sum(self._take(m) for m in fork)
            best = paid if exit else float("inf")
            for side in SIDES:
                total, found = self._tried(fork, side, geser)
                if total < best - 0.01:
                    best, exit, ways = total, side, found
            self._set_exits(fork, exit, geser)
            self._lay(fork, ways)

    def _tried(self, links: Sequence[int], exit: GridPoint | None, geser: int) -> tuple[float, list[GridWay]]:
        """What links that are not on the board pay if they leave so, and their ways; inf where one of them has none."""
        self._set_exits(links, exit, geser)
        total, found = 0.0, []
        for m in links:
            price, way = self._cheapest(m, 1)[0]
            if price == float("inf"):
                total = price
                break
            total += self._put(m, way)
            found.append(way)
        for m in links[: len(found)]:
            self._take(m)
        return total, found

    def _set_exits(self, links: Sequence[int], exit: GridPoint | None, geser: int) -> None:
        for m in links:
            self._exit[m], self.geser[m] = exit, geser

    def _lay(self, links: Sequence[int], ways: Sequence[GridWay]) -> None:
        for m, way in zip(links, ways, strict=True):
            self._put(m, way)


def leaves(way: GridWay) -> GridPoint:
    """The direction (x, y) in which a way leaves its symbol."""
    (x0, y0), (x1, y1) = way[0], way[1]
    return (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)


def _leaves_downwards(way: GridWay) -> bool:
    """Whether a way starts with a step down into the gutter."""
    return way[1] == (way[0][0], way[0][1] + 1)
