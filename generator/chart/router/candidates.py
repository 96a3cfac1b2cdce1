"""The ways that a link may take, as the board takes them: with what each costs, cut into stretches.

A way is cut only when it is first priced, as most are never looked at: they cost too much even on an empty chart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from generator.chart.router import patterns
from generator.chart.router.grid import Grid, GridPoint, GridWay

#: Leaving a symbol by another side than in the other drawing of the chart.
OTHER_SIDE = 25.0
#: The sides of a symbol as directions: down first.
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


#: Of a link of a fork: the fork, and the way up to a place, which others of the same fork may share. () = of no fork.
_Begun = tuple[str, GridWay] | tuple[()]


class Stretch(NamedTuple):
    """One segment of a way.

    line            its line on the board
    mask            what it covers of the line, a bit for each unit
    lo, hi          its ends along the line
    at_lo, at_hi    where its way goes on from them: -1 = up or left, 1 = down or right, 0 = it ends there
    link            its link
    target          what the link leads to, if it is the last segment of the way, else ""
    awal            how it is begun (``_begun``)
    """

    line: int
    mask: int
    lo: int
    hi: int
    at_lo: int
    at_hi: int
    link: int
    target: str
    awal: _Begun


class Bend(NamedTuple):
    """A bend of a way in the middle of a cell: the cell, the link, what it leads to and how it is begun."""

    point: GridPoint
    link: int
    target: str
    awal: _Begun


class Candidate:
    """A way that a link may take, ready to be laid on the board.

    Links of one ``cabang`` may lie on each other from their begin to where they part.

    cost        what it costs on an empty chart
    ends        the sides where it leaves and enters, as numbers of ``LinkWays.ports``
    bends       its bends in the middle of a cell, once it has been cut into stretches
    """

    __slots__ = ("_cabang", "_link", "_stretches", "_target", "bends", "cost", "ends", "way")

    def __init__(self, way: GridWay, cost: float, link: int, target: str, cabang: str) -> None:
        self.way, self.cost = way, cost
        self.ends = _side(way[0], way[1]), 4 + _side(way[-1], way[-2])
        self._link, self._target, self._cabang = link, target, cabang
        self._stretches: list[Stretch] = []
        self.bends: list[Bend] = []

    @property
    def rank(self) -> tuple[bool, float, GridWay]:
        """Of ways that cost the same as things lie the lowest is taken: the short before the long, then the cheaper."""
        return len(self.way) > 4, self.cost, self.way

    @property
    def leaves_downwards(self) -> bool:
        """Whether it starts with a step down into the gutter."""
        return self.way[1] == (self.way[0][0], self.way[0][1] + 1)

    def stretches(self, geser: int) -> list[Stretch]:
        """Its segments; with a shifted exit without its first step."""
        if not self._stretches:
            self._cut()
        return self._stretches[1:] if geser else self._stretches

    def _cut(self) -> None:
        """Make the segments and bends. Segments are level and upright in turn, so that each corner adds one number: the
        n-th segment runs from ``u[n]`` to ``u[n + 2]`` along the line ``u[n + 1]``."""
        way, last = self.way, len(self.way) - 2
        axis = 0 if way[0][1] == way[1][1] else 1
        u = [way[0][axis], way[0][1 - axis], *[point[axis ^ (n & 1)] for n, point in enumerate(way[1:])]]
        for n in range(last + 1):
            lo, at, hi = u[n], u[n + 1], u[n + 2]
            at_lo = (1 if u[n - 1] > at else -1) if n else 0
            at_hi = (1 if u[n + 3] > at else -1) if n < last else 0
            if lo > hi:
                lo, hi, at_lo, at_hi = hi, lo, at_hi, at_lo
            line, mask = 2 * at + (axis ^ (n & 1)), (1 << hi) - (1 << lo)
            target, awal = self._target if n == last else "", self._begun(n)
            self._stretches.append(Stretch(line, mask, lo, hi, at_lo, at_hi, self._link, target, awal))
            if n and way[n][0] & way[n][1] & 1:
                self.bends.append(Bend(way[n], self._link, self._target, awal))

    def _begun(self, corner: int) -> _Begun:
        """How a link of a fork came to a corner of its way."""
        return (self._cabang, self.way[: corner + 1]) if self._cabang else ()


class LinkWays:
    """The ways that link ``n`` may take, each with what it costs on an empty chart, cheapest first.

    short       those of up to three segments
    ideal       what the link would pay on an empty chart
    least       it never pays less
    long_from   no long way costs less
    """

    def __init__(self, kisi: Grid, n: int, link: GridLink) -> None:
        self._kisi, self._n, self._link = kisi, n, link
        self.short = self._candidates(patterns.short(kisi, link.s, link.t))
        self.long_from = patterns.long_from(link.s, link.t)
        self.ideal = self.short[0].cost if self.short else self.long_from
        self.least = min(self.ideal, self.long_from)

    @cached_property
    def long(self) -> list[Candidate]:
        """Those of four and five segments, made when first needed."""
        return self._candidates(patterns.long(self._kisi, self._link.s, self._link.t))

    @cached_property
    def ports(self) -> list[Candidate]:
        """The steps out of the symbol on its four sides, then those into the symbol that the link leads to."""
        (xs, ys), (xt, yt) = self._link.s, self._link.t
        out = [self._candidate(((xs, ys), (xs + x, ys + y)), 0.0, "") for x, y in SIDES]
        return out + [self._candidate(((xt + x, yt + y), (xt, yt)), 0.0, self._link.tujuan) for x, y in SIDES]

    def ban(self, way: Candidate) -> None:
        """Never offer a way again. A link that no other way was open to may have kept one that was banned before."""
        for ways in (self.short, self.long):
            if way in ways:
                ways.remove(way)

    def _candidates(self, ways: Iterable[GridWay]) -> list[Candidate]:
        wanted, found = self._link.keluar, []
        for way in ways:
            aside = wanted is not None and leaves(way) != wanted
            found.append((patterns.cost(way) + OTHER_SIDE * aside, way))
        return [self._candidate(way, cost, self._link.tujuan) for cost, way in sorted(found)]

    def _candidate(self, way: GridWay, cost: float, target: str) -> Candidate:
        return Candidate(way, cost, self._n, target, self._link.cabang)


def leaves(way: GridWay) -> GridPoint:
    """The direction (x, y) in which a way leaves its symbol."""
    (x0, y0), (x1, y1) = way[0], way[1]
    return (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)


def _side(at: GridPoint, towards: GridPoint) -> int:
    """The number in ``SIDES`` of the side of a symbol that faces a point."""
    if at[0] == towards[0]:
        return 0 if at[1] < towards[1] else 3
    return 1 if at[0] < towards[0] else 2
