"""Choose one way for each link, so that together they are short, calm and never ambiguous.

Every link first takes the way that costs least given those chosen before it; then those that pay more than they would
alone choose again, over a few passes, until nobody wants to move. Pairs that still cross are then tried together, and
so are links that leave or meet at one symbol, where one of them pays for the other.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

from generator.chart.router.board import INFINITE, LARANGAN, SEJAJAR, SILANG, Board
from generator.chart.router.candidates import DOWN, SIDES, Candidate, GridLink, LinkWays, leaves
from generator.chart.router.grid import Grid, GridPoint, GridWay

#: How often all links choose again; how many ways of a link are tried together with those of another: the best, all.
PASSES, TRIES, EVERY = 5, 5, 1_000_000
#: What two links must gain together to move.
LEAST_GAIN = 0.01
#: How often links that share a symbol are tried together, and from which regret on.
SIBLING_PASSES, REGRET = 2, 4.0


class _Offer(NamedTuple):
    """What a way costs a link as things lie."""

    price: float
    way: GridWay
    candidate: Candidate


class Chooser:
    """Chooses the ways of one chart, and again when a later stage finds that one of them will not do.

    A symbol has four ports. Where its links need more, ``geser`` moves an exit off the middle of the lower side
    (-1 = to the left, 1 = to the right); such a link has its first segment for itself.
    """

    def __init__(self, kisi: Grid, links: Sequence[GridLink]) -> None:
        self.kisi, self.links = kisi, links
        self.papan = Board(kisi)
        self.geser = [0] * len(links)
        self._chosen: dict[int, Candidate] = {}
        self._ways = [LinkWays(kisi, n, link) for n, link in enumerate(links)]
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

    @property
    def ways(self) -> list[GridWay]:
        """The way of each link."""
        return [self._chosen[n].way for n in range(len(self.links))]

    def _urgency(self, n: int) -> tuple[bool, bool, int, int]:
        """Joint lines first, then straight ones, then the short before the long."""
        link = self.links[n]
        (xs, ys), (xt, yt) = link.s, link.t
        straight = any(len(way.way) == 2 for way in self._ways[n].short[:1])
        return (not link.bersama, not straight, abs(xs - xt) + abs(ys - yt), n)

    def run(self) -> None:
        """Choose a way for every link."""
        for n in self._order:
            self._choose(n)
        if self._forks:
            self._share_exits()
            self._settle()
            self._share_exits()
        self._settle()

    def ban(self, n: int) -> None:
        """Take the way of link ``n`` away from it and choose another, and let the others follow."""
        self._lift(n)
        self._ways[n].ban(self._chosen[n])
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
                self._together(n, self.papan.met(self._chosen[n], n))
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

    def _lay(self, n: int, way: Candidate) -> None:
        """Lay link ``n`` along ``way``."""
        self._chosen[n] = way
        self.papan.put(way, self.geser[n])

    def _lift(self, n: int) -> None:
        """Take link ``n`` off the board."""
        self.papan.lift(self._chosen[n], self.geser[n])

    def _take(self, n: int) -> float:
        """Take link ``n`` off the board; what it paid."""
        self._lift(n)
        return self._price(n, self._chosen[n])

    def _price(self, n: int, way: Candidate, limit: float = INFINITE) -> float:
        """What link ``n`` would pay for ``way``, while it is not on the board; ``limit`` or more if it is that much."""
        return way.cost + self.papan.price(way, self.geser[n], limit - way.cost)

    def _extra(self, n: int) -> float:
        """What link ``n`` pays because of the others."""
        return self.papan.price(self._chosen[n], self.geser[n], own=n)

    def _regret(self, n: int) -> float:
        """How much more link ``n`` pays than it would on an empty chart."""
        return self._chosen[n].cost + self._extra(n) - self._ways[n].ideal

    def _again(self, n: int) -> bool:
        """Let link ``n`` choose again unless it has what would be best on an empty chart; whether it moved."""
        before = self._chosen[n]
        if self._regret(n) <= SEJAJAR:
            return False
        self._lift(n)
        self._choose(n)
        return self._chosen[n] is not before

    def _choose(self, n: int) -> float:
        """Put link ``n`` on its cheapest way, or back where it was if it has none; what it pays."""
        found = self._cheapest(n)
        way = found[0].candidate if found else self._chosen[n]
        price = found[0].price if found else self._price(n, way)
        self._lay(n, way)
        return price

    def _cheapest(self, n: int, count: int = 1, limit: float = INFINITE) -> list[_Offer]:
        """The ``count`` cheapest of the ways of link ``n`` that cost less than ``limit`` as things lie."""
        found: list[_Offer] = []
        own = self._ways[n]
        limit = self._consider(n, own.short, count, limit, found)
        if limit > own.long_from:
            tolls = [self.papan.price(port) for port in own.ports]
            if self.geser[n]:
                tolls[:4] = [0.0] * 4  # it has its exit for itself
            ways = [way for way in own.long if way.cost + tolls[way.ends[0]] + tolls[way.ends[1]] < limit]
            self._consider(n, ways, count, limit, found)
        return found

    def _consider(self, n: int, ways: list[Candidate], count: int, limit: float, found: list[_Offer]) -> float:
        """Keep in ``found`` the ``count`` cheapest of what is there and ``ways``, which are sorted by static cost; the
        price from which on none is wanted any more."""
        geser, exit = self.geser[n], self._exit[n]
        for way in ways:
            if way.cost >= limit:
                break
            if (geser and not way.leaves_downwards) or (exit and leaves(way.way) != exit):
                continue
            total = way.cost + self.papan.price(way, geser, limit - way.cost)
            if total < limit:
                insort(found, _Offer(total, way.way, way))
                del found[count:]
                limit = found[-1].price if len(found) == count else limit
        return limit

    def _neighbours(self, n: int) -> list[int]:
        """The other links of the symbol that link ``n`` leaves, joint lines and arrows that come in too."""
        return [m for m in self._at[self.links[n].s] if m != n]

    def _together(self, n: int, others: Sequence[int]) -> bool:
        """Try the best ways of link ``n`` together with the best reply of each of ``others``; whether that gained.

        Only what can still gain is looked at: no pair pays less than the sum of what each would pay without the other.
        """
        gained = False
        for m in others:
            answer = before = self._chosen[n], self._chosen[m]
            limit = self._take(n) + self._take(m) - LEAST_GAIN
            tries = self._cheapest(n, TRIES, limit - self._ways[m].least)
            replies = self._cheapest(m, EVERY, limit - tries[0].price) if tries else []
            replies.sort(key=lambda one: one.candidate.rank)
            for price, _, way in tries if replies else ():
                self._lay(n, way)
                for alone, _, reply in replies:
                    if price + alone < limit:
                        total = price + self._price(m, reply, limit - price)
                        if total < limit:
                            limit, answer = total - LEAST_GAIN, (way, reply)
                self._lift(n)
            self._lay(n, answer[0])
            self._lay(m, answer[1])
            gained |= answer is not before
        return gained

    def _rearrange(self, n: int) -> None:
        """Take all links of a symbol away and lay them again: the exits first, as arrows that come in may merge."""
        for point in (self.links[n].s, self.links[n].t):
            group = self._at[point]
            before = [self._chosen[m] for m in group]
            paid = sum(self._take(m) for m in group)
            order = sorted(group, key=lambda m: (not self.links[m].bersama, self.links[m].s != point, self._urgency(m)))
            if sum(self._choose(m) for m in order) >= paid:
                for m in group:
                    self._lift(m)
                self._lay_all(group, before)

    def _shift(self, n: int) -> None:
        """Move the exit of link ``n``, and of those that leave with it, off the middle of the side, if that helps."""
        exit = self._exit[n]
        together = [m for fork in self._forks if n in fork for m in fork] if exit else [n]
        ways = [self._chosen[m] for m in together]
        paid = sum(self._take(m) for m in together)
        taken = {self.geser[m] for m in self._at[self.links[n].s] if m not in together}
        for side in [side for side in (1, -1) if side not in taken]:
            total, found = self._tried(together, exit and DOWN, side)
            if total < paid:
                self._lay_all(together, found)
                return
        self._set_exits(together, exit, 0)
        self._lay_all(together, ways)

    def _share_exits(self) -> None:
        """Let the links of each fork leave by one side: where all of them have a way, by that which costs least."""
        for fork in self._forks:
            exit, geser, ways = self._exit[fork[0]], self.geser[fork[0]], [self._chosen[m] for m in fork]
            paid = sum(self._take(m) for m in fork)
            best = paid if exit else INFINITE
            for side in SIDES:
                total, found = self._tried(fork, side, geser)
                if total < best - 0.01:
                    best, exit, ways = total, side, found
            self._set_exits(fork, exit, geser)
            self._lay_all(fork, ways)

    def _tried(self, links: Sequence[int], exit: GridPoint | None, geser: int) -> tuple[float, list[Candidate]]:
        """What links that are not on the board pay if they leave so, and their ways; inf where one of them has none."""
        self._set_exits(links, exit, geser)
        total, ways = 0.0, []
        for m in links:
            found = self._cheapest(m)
            if not found:
                total = INFINITE
                break
            total += found[0].price
            ways.append(found[0].candidate)
            self._lay(m, ways[-1])
        for m in links[: len(ways)]:
            self._lift(m)
        return total, ways

    def _set_exits(self, links: Sequence[int], exit: GridPoint | None, geser: int) -> None:
        for m in links:
            self._exit[m], self.geser[m] = exit, geser

    def _lay_all(self, links: Sequence[int], ways: Sequence[Candidate]) -> None:
        for m, way in zip(links, ways, strict=True):
            self._lay(m, way)
