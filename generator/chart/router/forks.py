"""One answer that starts several steps: its links leave their symbol together, and part on the way.

They take the same port and run on one line up to where the first of them turns off (a fork), so that the answer is one
exit with one label. Where there is no such way for all of them, each keeps an exit of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from generator.chart.router.candidates import GridLink
from generator.chart.router.grid import GridWay
from generator.chart.router.place import TablePoint
from generator.chart.router.tracks import Bundle, TrackPlan
from generator.steps.graph import ChartArrow

PointsOf = Callable[[int], Sequence[TablePoint]]
"""The corners of a link, both tips included."""
_ROUNDING = 1e-6
_FINE = 1000
"""So many lines of the finer grid lie between two of the grid: more than a gutter has tracks."""


class Parting(NamedTuple):
    """Where a link leaves another one that it began together with.

    induk       the link that it leaves
    titik       the corner where that is, as (link, number of the corner): of this link or of the other
    mulai       how far along this link that is: the number of the segment, and the share of it that is behind
    letak       the same along the other link
    """

    induk: int
    titik: tuple[int, int]
    mulai: float
    letak: float


class RoutePart(NamedTuple):
    """A part of a link between its ends and its forks: their ids, and its corners as (x, y) places."""

    dari: str
    ke: str
    point: tuple[TablePoint, ...]


class Forks:
    """The forks of one drawing: where the links of ``alur`` part, and what is left of each to draw."""

    def __init__(self, alur: Sequence[ChartArrow], partings: Mapping[int, Parting]) -> None:
        self.alur, self.partings = alur, partings
        self._cuts: dict[int, dict[float, str]] = {}
        self._corner: dict[str, tuple[int, tuple[int, int]]] = {}
        for parting in partings.values():
            cuts = self._cuts.setdefault(parting.induk, {})
            if parting.letak not in cuts:
                cuts[parting.letak] = id = f"cabang {len(self._corner) + 1}"
                self._corner[id] = parting.induk, parting.titik

    def places(self, points: PointsOf) -> tuple[tuple[str, ChartArrow, TablePoint], ...]:
        """Each fork with its id, one of its links and its place."""
        return tuple((id, self.alur[n], points(m)[corner]) for id, (n, (m, corner)) in self._corner.items())

    def line(self, n: int, points: PointsOf) -> list[TablePoint]:
        """The corners of what link ``n`` draws, from its fork or from its symbol on."""
        parting = self.partings.get(n)
        if parting is None:
            return list(points(n))
        link, corner = parting.titik
        return [points(link)[corner], *points(n)[self.first(n) + 1 :]]

    def first(self, n: int) -> int:
        """The first segment of which link ``n`` draws anything."""
        return floor(self.partings[n].mulai + _ROUNDING) if n in self.partings else 0

    def parts(self, n: int, points: PointsOf) -> tuple[RoutePart, ...]:
        """The parts of link ``n`` from fork to fork; () = it has none."""
        parting, cuts = self.partings.get(n), self._cuts.get(n, {})
        if parting is None and not cuts:
            return ()
        own = points(n)
        begin = (0.0, self.alur[n].dari)
        if parting:
            begin = parting.mulai, self._cuts[parting.induk][parting.letak]
        stops = [begin, *sorted(cuts.items()), (len(own) - 1.0, self.alur[n].ke)]
        places = [self.line(n, points)[0], *(self._at(id, points) for _, id in stops[1:-1]), own[-1]]
        found = []
        for (start, end), (dari, ke) in zip(pairwise(stops), pairwise(places), strict=True):
            between = own[floor(start[0] + _ROUNDING) + 1 : ceil(end[0] - _ROUNDING)]
            found.append(RoutePart(start[1], end[1], (dari, *between, ke)))
        return tuple(found)

    def _at(self, id: str, points: PointsOf) -> TablePoint:
        _, (link, corner) = self._corner[id]
        return points(link)[corner]


def answers(alur: Sequence[ChartArrow]) -> dict[int, int]:
    """For each link that shares its answer with others: the first link of that answer."""
    found: dict[tuple[str, str, bool, bool], list[int]] = {}
    for n, one in enumerate(alur):
        if one.label and not one.bersama:
            found.setdefault((one.dari, one.label, one.perkiraan, one.opsional), []).append(n)
    return {n: links[0] for links in found.values() for n in links if len(links) > 1}


def partings(
    links: Sequence[GridLink], ways: Sequence[GridWay], jejak: TrackPlan, geser: Sequence[int]
) -> tuple[dict[int, Parting], list[int]]:
    """Where each link of a fork parts from the one that it shares most with; those that do not begin together are not
    in it. Also the links that must go another way, as an arrow of somebody else runs through the point where they part.
    """
    if not any(link.cabang for link in links):
        return {}, []
    corners = [_ranks(way, row, shift) for way, row, shift in zip(ways, jejak, geser, strict=True)]
    found: dict[int, Parting] = {}
    before: dict[str, list[int]] = {}
    for n, link in enumerate(links):
        if link.cabang:
            mates = before.setdefault(link.cabang, [])
            options = [_part(n, m, _shared(n, m, ways, jejak), corners) for m in mates]
            best = max((option for option in options if option), key=lambda option: option[0], default=None)
            if best:
                found[n] = best[1]
            mates.append(n)
    return found, [wrong for n in found for wrong in _mixed(n, found[n], links, corners)]


def _mixed(
    n: int, parting: Parting, links: Sequence[GridLink], corners: Sequence[Sequence[tuple[int, int]]]
) -> list[int]:
    """Of two links that part in an arrow of somebody else, the one to send another way: it is the one that joins it."""
    link, corner = parting.titik
    at, own = corners[link][corner], links[n].cabang
    ends = {
        other.tujuan for other, line in zip(links, corners, strict=True) if other.cabang != own and _meets(line, at)
    }
    return [next((m for m in (n, parting.induk) if links[m].tujuan in ends), n)] if ends else []


def _ranks(way: GridWay, row: Sequence[Bundle | None], geser: int) -> list[tuple[int, int]]:
    """The corners of a way on a finer grid, in which every track is a line of its own: what comes first at any size."""
    found = []
    for i, point in enumerate(way):
        at = [_FINE * point[0], _FINE * point[1]]
        for k in range(max(0, i - 1), min(i + 1, len(row))):
            berkas = row[k]
            across = 0 if way[k][0] == way[k + 1][0] else 1
            at[across] += berkas.jejak + 1 if berkas else geser * _FINE // 4 if k == 0 else 0
        found.append((at[0], at[1]))
    return found


def _meets(line: Sequence[tuple[int, int]], at: tuple[int, int]) -> bool:
    """Whether a line with these corners runs through a point."""
    return any(
        min(x, x_next) <= at[0] <= max(x, x_next) and min(y, y_next) <= at[1] <= max(y, y_next)
        for (x, y), (x_next, y_next) in pairwise(line)
    )


def _shared(a: int, b: int, ways: Sequence[GridWay], jejak: TrackPlan) -> int:
    """The last segment up to which two links run on the same lines, -1 = none."""
    last = -1
    for k, (one, other) in enumerate(zip(jejak[a], jejak[b], strict=False)):
        (x, y), (x_next, y_next) = ways[a][k], ways[b][k + 1]
        if ways[b][k] != (x, y) or one is not other or (ways[a][k + 1][1] == y) != (y_next == y):
            break
        if k == 0 and (ways[a][1][0] - x) * (x_next - x) + (ways[a][1][1] - y) * (y_next - y) <= 0:
            break
        last = k
    return last


def _part(n: int, other: int, last: int, corners: Sequence[Sequence[tuple[int, int]]]) -> tuple[float, Parting] | None:
    """How far link ``n`` runs with another one whose last common segment is ``last``, and where it leaves it."""
    if last < 0:
        return None
    own, its = corners[n], corners[other]
    behind = sum(_length(own[k], own[k + 1]) for k in range(last))
    (mine, theirs), start = (own[last + 1], its[last + 1]), own[last]
    if (mine[0] - start[0]) * (theirs[0] - start[0]) + (mine[1] - start[1]) * (theirs[1] - start[1]) < 0:
        return behind, Parting(other, (n, last), float(last), float(last))
    near, far = _length(start, mine), _length(start, theirs)
    if near <= far:
        return behind + near, Parting(other, (n, last + 1), last + 1.0, last + near / far)
    return behind + far, Parting(other, (other, last + 1), last + far / near, last + 1.0)


def _length(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
