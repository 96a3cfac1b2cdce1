"""Give every segment that runs in a gutter or channel a track of its own.

Several links may run in one gutter or channel. Here each gets its place among the others: the order that causes
the fewest crossings, packed so that stretches that do not meet share a track, then split over the two sides of the
table rule that runs along the middle. Links that end in the same way run together from there on (a merge), so
they are one *berkas* (bundle) on one track. So are the links of one fork up to where they part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.chart.router.candidates import GridLink
from generator.chart.router.grid import GridWay

#: Price of an order in which two links would lie on each other at the middle line of a row or column.
TERLARANG = 1000
ROUNDS = 2


@dataclass(slots=True, eq=False)
class BundleEnd:
    """Where a bundle turns off its line: onto which crossing line, to which side (-1 = up or left).

    ``geser`` tells an exit beside the middle line (-1, 1) from one on it.
    """

    garis: int
    sisi: int
    berkas: Bundle | None = None
    geser: int = 0

    @property
    def along(self) -> tuple[int, int]:
        """The place along the bundle's line, for comparing."""
        return self.garis, self.berkas.jejak if self.berkas else self.geser


@dataclass(slots=True, eq=False)
class Bundle:
    """The segments that share one track: their line (axis 0 = horizontal), stretch, ends and links.

    Result: ``sisi`` is the side of the table rule (-1 = above or left of it), ``bagian`` the distance from the
    rule to the nearest symbol's clearance as a fraction.
    """

    axis: int
    garis: int
    lo: int
    hi: int
    urut: int
    ujung: list[BundleEnd] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    jejak: int = 0
    sisi: int = -1
    bagian: float = 0.5

    def span(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first and last place where something turns off."""
        places = [ujung.along for ujung in self.ujung]
        return min(places), max(places)


#: For each link, the bundle of each of its segments (None on a middle line).
TrackPlan = list[list[Bundle | None]]


def assign(
    links: Sequence[GridLink], ways: Sequence[GridWay], geser: Sequence[int], last_line: tuple[int, int]
) -> tuple[TrackPlan, list[int]]:
    """Place all segments. ``last_line`` is the number of the outermost gutter and channel.

    Also returns the links whose places contradict each other: they need another way.
    """
    jejak, lines, wrong = _bundle(links, ways, geser)
    for _ in range(ROUNDS):
        for axis in (1, 0):
            for (line_axis, _line), bundles in lines.items():
                if line_axis == axis:
                    _order(bundles)
    for (axis, line), bundles in lines.items():
        wrong += _violations(bundles)
        _split(bundles, first=line == 0, last=line == last_line[axis])
    return jejak, wrong


def _bundle(
    links: Sequence[GridLink], ways: Sequence[GridWay], geser: Sequence[int]
) -> tuple[TrackPlan, dict[tuple[int, int], list[Bundle]], list[int]]:
    """Collect the segments in gutters and channels into bundles, by line; also the links of forks that do not fit."""
    known: dict[tuple[object, ...], Bundle] = {}
    lines: dict[tuple[int, int], list[Bundle]] = {}
    jejak: TrackPlan = []
    for n, (link, way) in enumerate(zip(links, ways, strict=True)):
        row: list[Bundle | None] = []
        for k in range(len(way) - 1):
            axis = 0 if way[k][1] == way[k + 1][1] else 1
            line = way[k][1 - axis]
            if line & 1:
                row.append(None)
                continue
            lo, hi = sorted((way[k][axis], way[k + 1][axis]))
            key = (axis, line, link.tujuan, way[k + 1 :])
            berkas = known.get(key)
            if berkas is None:
                berkas = known[key] = Bundle(axis, line, lo, hi, len(known))
                lines.setdefault((axis, line), []).append(berkas)
            berkas.lo, berkas.hi = min(berkas.lo, lo), max(berkas.hi, hi)
            berkas.links.append(n)
            row.append(berkas)
        jejak.append(row)
    wrong = _bundle_forks(links, ways, jejak, lines)
    for way, row, shift in zip(ways, jejak, geser, strict=True):
        for k, found in enumerate(row):
            if found is not None:
                across = 1 - found.axis
                for corner, beyond, neighbour in ((k, k - 1, k - 1), (k + 1, k + 2, k + 1)):
                    side = 1 if way[beyond][across] > way[corner][across] else -1
                    geser_here = shift if neighbour == 0 else 0
                    found.ujung.append(BundleEnd(way[corner][found.axis], side, row[neighbour], geser_here))
    return jejak, lines, wrong


def _bundle_forks(
    links: Sequence[GridLink], ways: Sequence[GridWay], jejak: TrackPlan, lines: dict[tuple[int, int], list[Bundle]]
) -> list[int]:
    """Put the links of a fork on one track as far as they run together. Where one of them has joined another link, they
    cannot; then they must part there: the links that do not."""
    shared: dict[tuple[object, bool, GridWay], list[int]] = {}
    for n, (link, way) in enumerate(zip(links, ways, strict=True)):
        for k in range(len(way) - 1) if link.cabang else ():
            if jejak[n][k] is not None:
                shared.setdefault((link.cabang, way[k][1] == way[k + 1][1], way[: k + 1]), []).append(n)
    wrong = []
    for (_, _, begin), group in shared.items():
        k = len(begin) - 1
        bundles = list(dict.fromkeys(b for n in group if (b := jejak[n][k]) is not None))
        first = bundles[0]
        if {n for b in bundles for n in b.links} <= {*group}:
            for berkas in bundles[1:]:
                first.lo, first.hi = min(first.lo, berkas.lo), max(first.hi, berkas.hi)
                first.links += berkas.links
                lines[first.axis, first.garis].remove(berkas)
            for n in group:
                jejak[n][k] = first
        elif len(bundles) > 1:
            ends = [ways[n][k + 1] for n in group]
            wrong += [n for n, end in zip(group, ends, strict=True) if ends.count(end) > 1]
    return wrong


def _price(a: Bundle, b: Bundle) -> int:
    """Crossings between two bundles of one line if ``a`` lies before (above, left of) ``b``."""
    (a_lo, a_hi), (b_lo, b_hi) = a.span(), b.span()
    total = sum(1 for end in a.ujung if end.sisi > 0 and b_lo < end.along < b_hi)
    total += sum(1 for end in b.ujung if end.sisi < 0 and a_lo < end.along < a_hi)
    for end in a.ujung:
        if end.sisi > 0 and end.garis & 1 and any(o.along == end.along and o.sisi < 0 for o in b.ujung):
            total += TERLARANG
    return total


def _order(bundles: list[Bundle]) -> None:
    """Sort the bundles of one line in place and number their tracks."""
    if len(bundles) > 1:
        price = {(a.urut, b.urut): _price(a, b) for a in bundles for b in bundles if a is not b}

        def lean(a: Bundle) -> tuple[int, int]:
            return sum(price[a.urut, b.urut] - price[b.urut, a.urut] for b in bundles if b is not a), a.urut

        bundles.sort(key=lean)
        moved, rounds = True, 0
        while moved and rounds < len(bundles):
            moved, rounds = False, rounds + 1
            for berkas in list(bundles):
                moved |= _improve(bundles, berkas, price)
    for n, berkas in enumerate(bundles):
        before = [o.jejak + 1 for o in bundles[:n] if o.lo <= berkas.hi and berkas.lo <= o.hi]
        berkas.jejak = max(before, default=0)


def _improve(bundles: list[Bundle], berkas: Bundle, price: dict[tuple[int, int], int]) -> bool:
    """Move one bundle to its best place among the others; whether that gained anything."""
    at = bundles.index(berkas)
    others = bundles[:at] + bundles[at + 1 :]
    total = sum(price[berkas.urut, o.urut] for o in others)
    costs = [total]
    for other in others:
        total += price[other.urut, berkas.urut] - price[berkas.urut, other.urut]
        costs.append(total)
    best = min(costs)
    if costs[at] <= best:
        return False
    bundles[:] = others
    bundles.insert(costs.index(best), berkas)
    return True


def _violations(bundles: list[Bundle]) -> list[int]:
    """The links of bundles that lie on each other whatever the order, or in the order that was found."""
    return [
        max(a.links + b.links) for n, a in enumerate(bundles) for b in bundles[n + 1 :] if _price(a, b) >= TERLARANG
    ]


def _split(bundles: list[Bundle], first: bool, last: bool) -> None:
    """Share the tracks out over the two sides of the rule: near what they lead to, else evenly."""
    count = max(berkas.jejak for berkas in bundles) + 1
    lean = [0] * count
    for berkas in bundles:
        lean[berkas.jejak] += sum(end.sisi for end in berkas.ujung)

    def price(before: int) -> tuple[int, int]:
        against = sum(max(0, side) for side in lean[:before]) + sum(max(0, -side) for side in lean[before:])
        return against + abs(2 * before - count), -before

    before = 0 if first else count if last else min(range(count + 1), key=price)
    for berkas in bundles:
        if berkas.jejak < before:
            berkas.sisi, berkas.bagian = -1, (before - berkas.jejak) / (before + 1)
        else:
            berkas.sisi, berkas.bagian = 1, (berkas.jejak - before + 1) / (count - before + 1)
