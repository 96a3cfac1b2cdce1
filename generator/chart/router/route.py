"""The way from a ``Chart`` to its drawing in logical coordinates: grid, ways, tracks, places, labels.

    grid -> patterns -> candidates -> choose -> tracks -> place -> labels

``plan`` is all that renderers call. Its result knows no sizes but the least ones it needs: see ``place``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, zip_longest
from typing import NamedTuple

from generator.chart.router import forks, label_places, labels
from generator.chart.router.candidates import GridLink, leaves
from generator.chart.router.choose import Chooser
from generator.chart.router.forks import Forks, Parting, RoutePart
from generator.chart.router.grid import Grid, GridPoint, GridWay
from generator.chart.router.label_places import RULE, Push, WantedLabel
from generator.chart.router.labels import LabelBox, LabelExit, LabelSpot
from generator.chart.router.place import Gutters, Position, TablePoint
from generator.chart.router.tracks import Bundle, TrackPlan, assign
from generator.chart.style import ChartStyle, style_for
from generator.steps.graph import Chart, ChartArrow, ChartSymbol

#: How often ways that contradict each other are replaced before the best result so far is taken.
RETRIES = 12
#: How far from a fork a link names its answer, for programs (px).
BESIDE_FORK = 2.5


@dataclass(frozen=True, slots=True)
class ArrowLabel:
    """The label of an arrow; one without lines is said by the label of another arrow, with which it leaves its symbol.

    point       where the baseline of its first line starts or ends, as (x, y)
    rata        which of the two: "start" or "end"
    lines       its words as they break
    nearest     which of the lines is the nearest to the exit
    size        its type (px)
    far         it found no place near its exit
    """

    teks: str
    point: TablePoint
    rata: str
    lines: tuple[str, ...]
    nearest: int
    size: float
    far: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One drawn link: its corners as (x, y) places, both tips included, the direction in which it leaves, its label;
    ``cabang``: its parts, if it begins together with others."""

    alur: ChartArrow
    point: tuple[TablePoint, ...]
    keluar: GridPoint
    label: ArrowLabel | None = None
    cabang: tuple[RoutePart, ...] = ()

    @property
    def parts(self) -> tuple[RoutePart, ...]:
        """What is to be drawn of it: all, or what the links that it begins together with do not draw."""
        return self.cabang or (RoutePart(self.alur.dari, self.alur.ke, self.point),)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing of a chart, for any sizes from the least ones up.

    simbol          each symbol with the place of its middle
    rute            each link with its corners and label
    lebar_min       least width of each pelaksana column (px)
    tinggi_min      least height of each row (px)
    cabang          each fork, where links that begin together part: its id, its link, its place
    """

    gaya: ChartStyle
    simbol: tuple[tuple[ChartSymbol, TablePoint], ...]
    rute: tuple[Route, ...]
    lebar_min: tuple[float, ...]
    tinggi_min: tuple[float, ...]
    cabang: tuple[tuple[str, ChartArrow, TablePoint], ...] = ()

    @property
    def layered(self) -> list[tuple[int, Route]]:
        """The links with their numbers from the lowest to the topmost: where a way that may be left out joins another,
        the other one's head is seen."""
        return sorted(enumerate(self.rute), key=lambda one: not one[1].alur.opsional)


def plan(
    bagan: Chart,
    gaya: ChartStyle | None = None,
    konektor: frozenset[str] = frozenset(),
    sides: Sequence[GridPoint | None] = (),
) -> Drawing:
    """Find a way for every link of the chart and a place for every symbol and label.

    ``konektor`` are the symbols that will be drawn as off-page connectors; ``sides`` the directions in which the links
    should leave, as they do in the drawing of the whole chart (``Route.keluar``).
    """
    gaya = gaya or style_for(bagan)
    kisi, together = Grid(bagan), forks.answers(bagan.alur)
    links = [
        GridLink(
            kisi.tempat[a.dari], kisi.tempat[a.ke], f"bersama {n}" if a.bersama else a.ke, a.bersama, side,
            f"jawaban {together[n]}" if n in together else "",
        )
        for n, (a, side) in enumerate(zip_longest(bagan.alur, sides))
    ]  # fmt: skip
    return _Drawer(bagan, gaya, kisi, _route(kisi, tuple(links)), konektor).drawing()


class _Attempt(NamedTuple):
    """Chosen ways, their exits beside the middle of a side, their tracks, and where links that begin together part."""

    ways: tuple[GridWay, ...]
    geser: tuple[int, ...]
    jejak: TrackPlan
    pisah: dict[int, Parting]


@lru_cache(maxsize=16)
def _route(kisi: Grid, links: tuple[GridLink, ...]) -> _Attempt:
    """Choose ways and tracks; replace ways whose tracks contradict each other. The page, the pictures and every size
    tried on paper ask for the same ways, which no size and no label changes."""
    pemilih = Chooser(kisi, links)
    pemilih.run()
    last_line = 2 * len(kisi.tingkat), 2 * kisi.kolom
    best: tuple[int, _Attempt] | None = None
    for _ in range(RETRIES):
        jejak, wrong = assign(links, pemilih.ways, pemilih.geser, last_line)
        pisah, mixed = forks.partings(links, pemilih.ways, jejak, pemilih.geser)
        wrong += mixed + pemilih.conflicts()
        if best is None or len(wrong) < best[0]:
            best = len(wrong), _Attempt(tuple(pemilih.ways), tuple(pemilih.geser), jejak, pisah)
        if not wrong:
            break
        pemilih.ban(wrong[0])
    assert best is not None
    return best[1]


class _Drawer:
    """Turns ways and tracks into places. Labels come last: they may ask for room."""

    def __init__(self, bagan: Chart, gaya: ChartStyle, kisi: Grid, hasil: _Attempt, konektor: frozenset[str]) -> None:
        self.bagan, self.gaya, self.kisi = bagan, gaya, kisi
        self.ways, self.geser, self.jejak = hasil.ways, hasil.geser, hasil.jejak
        self.room = Gutters(kisi, gaya, hasil.jejak)
        self.jenis = {s.id: s.jenis for s in bagan.simbol}
        self.size = {id: gaya.symbol_size(jenis) for id, jenis in self.jenis.items()}
        self.size.update(dict.fromkeys(konektor, gaya.konektor))
        self.forks = Forks(bagan.alur, hasil.pisah)

    @property
    def middle(self) -> dict[str, TablePoint]:
        """The middle of each symbol, as room is kept so far."""
        return {id: (self.room.middle(1, x), self.room.middle(0, y)) for id, (x, y) in self.kisi.tempat.items()}

    def drawing(self) -> Drawing:
        """Put everything together."""
        label = self._labels()
        rute = tuple(
            Route(alur, self._points(n), leaves(self.ways[n]), label.get(n), self.forks.parts(n, self._points))
            for n, alur in enumerate(self.bagan.alur)
        )
        middle = self.middle
        simbol = tuple((s, middle[s.id]) for s in self.bagan.simbol)
        sizes = tuple(self.room.least_widths()), tuple(self.room.least_heights())
        return Drawing(self.gaya, simbol, rute, *sizes, self.forks.places(self._points))

    def _points(self, n: int) -> tuple[TablePoint, ...]:
        """The corners of link ``n``."""
        way, alur = self.ways[n], self.bagan.alur[n]
        lines = [self._line(way[k], way[k + 1], berkas) for k, berkas in enumerate(self.jejak[n])]
        corners = [(p, q) if axis else (q, p) for (axis, p), (_, q) in pairwise(lines)]
        start, end = self._port(alur.dari, way[0], way[1]), self._port(alur.ke, way[-1], way[-2])
        if self.geser[n]:
            start, corners[0] = self._shifted(alur.dari, self.geser[n], start, corners[0])
        return (start, *corners, end)

    def _shifted(self, id: str, side: int, start: TablePoint, corner: TablePoint) -> tuple[TablePoint, TablePoint]:
        """An exit downwards moved halfway to the side of its symbol, on its outline."""
        width, height = self.size[id]
        rise = height / 4 if self.jenis[id] == "keputusan" else 0
        by = side * width / 4
        return (start[0].moved(by), start[1].moved(-rise)), (corner[0].moved(by), corner[1])

    def _line(self, a: tuple[int, int], b: tuple[int, int], berkas: Bundle | None) -> tuple[int, Position]:
        """The axis of a segment (0 = horizontal) and the place of its line."""
        axis = 0 if a[1] == b[1] else 1
        return axis, self.room.track(berkas) if berkas else self.room.middle(axis, a[1 - axis])

    def _port(self, id: str, at: tuple[int, int], towards: tuple[int, int]) -> TablePoint:
        """The middle of the side of a symbol that faces ``towards``."""
        at_x, at_y = self.kisi.tempat[id]
        x, y = self.room.middle(1, at_x), self.room.middle(0, at_y)
        width, height = self.size[id]
        dx, dy = _sign(towards[0] - at[0]), _sign(towards[1] - at[1])
        return x.moved(dx * width / 2), y.moved(dy * height / 2)

    def _labels(self) -> dict[int, ArrowLabel]:
        """A place for every label, in the smallest layout; asks for the room it needs."""
        parted = self.forks.partings
        wanted = [self._wanted(n) for n, alur in enumerate(self.bagan.alur) if alur.label and n not in parted]
        if not wanted:
            return {}
        smaller = [share * self.gaya.huruf_label for share in labels.SMALLER]
        sizes = [self.gaya.huruf_label, *(size for size in smaller if size >= self.gaya.least_label)]
        places = label_places.place_labels(wanted, sizes, self._layout, self._reserve)
        middle = self.middle
        found = {label.link: self._label(label, places[label.link], middle[label.simbol]) for label in wanted}
        return found | {n: self._said_before(n) for n in parted}

    def _said_before(self, n: int) -> ArrowLabel:
        """The label of a link whose answer stands at the exit that it shares: on its own line, right after the fork."""
        k = self.forks.first(n)
        (x0, y0), (x1, y1) = self.ways[n][k : k + 2]
        x, y = self.forks.line(n, self._points)[0]
        at = x.moved(BESIDE_FORK * _sign(x1 - x0)), y.moved(BESIDE_FORK * _sign(y1 - y0))
        return ArrowLabel(self.bagan.alur[n].label, at, "start", (), 0, 0.0, far=False)

    def _wanted(self, n: int) -> WantedLabel:
        """The label of link ``n`` and how the link leaves."""
        alur, way = self.bagan.alur[n], self.ways[n]
        keluar = leaves(way)
        axis = 0 if keluar[1] else 1
        belok = _sign(way[2][axis] - way[1][axis]) if len(way) > 2 else 0
        lain = next((g for m, g in enumerate(self.geser) if g and m != n and self.ways[m][0] == way[0]), 0)
        exit = LabelExit(self.jenis[alur.dari], self.size[alur.dari], keluar, belok, self.geser[n], lain)
        return WantedLabel(n, alur.label, exit, alur.dari, way[0][0] >> 1, way[0][1] >> 1)

    def _layout(self) -> label_places.Layout:
        """Everything in px, where no row and no column is larger than it must be."""
        width, height = self.room.least_widths(), self.room.least_heights()
        left, top = [0, *accumulate(width)], [0, *accumulate(height)]
        symbols = {}
        for id, (x, y) in self.middle.items():
            w, h = self.size[id]
            symbols[id] = (x.at(left, width), y.at(top, height), w / 2, h / 2, self.jenis[id] == "keputusan")
        lines: list[label_places.LineSegment] = []
        for n, bundles in enumerate(self.jejak):
            corners = [(x.at(left, width), y.at(top, height)) for x, y in self.forks.line(n, self._points)]
            lines += label_places.segments_of(corners, n, [b is not None for b in bundles[self.forks.first(n) :]])
        return label_places.Layout(symbols, left, lines)

    def _reserve(self, label: WantedLabel, box: LabelBox, push: Push) -> bool:
        """Keep tracks off a label: always above and below it, beside it as far as ``push`` says. Whether that changed
        the layout."""
        largest, changed = self.gaya.largest, False
        reaches = ((-box.x0, box.x1), (-box.y0, box.y1))
        needs = ((push.left, push.right), (push.up, push.down))
        for axis, index in ((0, label.level), (1, label.column)):
            for side in (0, 1):
                beyond, more = reaches[1 - axis][side] - largest[1 - axis] / 2, needs[1 - axis][side]
                if axis and beyond > 0:
                    changed |= self.room.widen(axis, index, side, beyond + RULE)
                elif beyond > 0:
                    changed |= self.room.reserve(axis, index, side, beyond + 2)
                if more:
                    changed |= self.room.reserve(axis, index, side, self.room.free(axis, index, side) + more)
        return changed

    def _label(self, label: WantedLabel, place: LabelSpot, tied_to: TablePoint) -> ArrowLabel:
        """A placed label as text with an anchor."""
        x, y = tied_to
        start = place.kotak.x0 if place.rata == "start" else place.kotak.x1
        baseline = place.kotak.y0 + labels.ASCENT * place.size
        nearest = len(place.lines) - 1 if place.kotak.y0 + place.kotak.y1 < 0 else 0
        point, far = (x.moved(start), y.moved(baseline)), labels.distance_of(place, label.exit) > labels.REACH
        return ArrowLabel(label.text, point, place.rata, place.lines, nearest, place.size, far)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
