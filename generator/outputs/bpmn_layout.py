"""The picture of a BPMN process: lanes one below the other, steps from left to right, all lines at right angles.

The ways are those of the official chart's router, turned by a quarter: a lane is a column of its table, a step a row.
Here its logical places get the sizes of BPMN shapes, and the labels theirs. Unit: px, as everywhere in BPMN diagrams.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from generator.chart.box_text import clean
from generator.chart.router.labels import LabelBox
from generator.chart.router.place import Position
from generator.chart.router.route import plan
from generator.chart.style import ROOMY
from generator.outputs.bpmn_order import Graf
from generator.outputs.bpmn_process import BpmnNode, BpmnProcess, SequenceFlow
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol, JenisSimbol
from generator.text.measure import text_width, wrap

Titik = tuple[float, float]

#: Text sizes and line heights of the usual BPMN tools.
HURUF, BARIS, HURUF_LABEL, BARIS_LABEL = 12.0, 14.4, 11.0, 13.2
LEBAR_TUGAS, TINGGI_TUGAS, TEPI_TUGAS = 150.0, 84.0, 27.0
GERBANG, PERISTIWA = 50.0, 36.0
LEBAR_NAMA, LEBAR_LABEL = 130.0, 92.0
#: Strips with the names of the pool and of a lane; distance between two parallel lines; room round a symbol.
STRIP, JEJAK, BEBAS, JARAK_X, JARAK_Y = 30.0, 12.0, 12.0, 22.0, 18.0
#: The router knows one symbol size; all places relative to a symbol are scaled from it.
_SATUAN = 40.0
_BENTUK = (_SATUAN, _SATUAN)
_GAYA = replace(ROOMY, terminator=_BENTUK, proses=_BENTUK, keputusan=_BENTUK)


@dataclass(frozen=True, slots=True)
class LaneStrip:
    """The strip of a lane, or of a group of lanes (``kolom`` = -1) with ``anak`` inside."""

    nama: str
    kolom: int
    kotak: LabelBox
    anak: tuple[LaneStrip, ...] = ()


@dataclass(frozen=True, slots=True)
class BpmnPlan:
    """Where everything stands: pool, lanes, nodes by id, flows and labels in the order of the process."""

    kolam: LabelBox
    lajur: tuple[LaneStrip, ...]
    unsur: dict[str, LabelBox]
    nama: dict[str, LabelBox]
    aliran: tuple[tuple[Titik, ...], ...]
    label: tuple[LabelBox | None, ...]


@dataclass(slots=True)
class _Axis:
    """One axis: the room that the symbols of each strip need before and after their middle, and where it starts."""

    jarak: float
    isi: list[list[float]]
    jejak: list[list[int]]
    paling_sedikit: list[float] = field(default_factory=list)
    mulai: list[float] = field(default_factory=list)
    tengah: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Give each strip its place, once all that needs room has said so."""
        self.mulai, self.tengah = [0.0], []
        for room, tracks, least in zip(self.isi, self.jejak, self.paling_sedikit, strict=True):
            halves = [r + (BEBAS + t * JEJAK if t else self.jarak) for r, t in zip(room, tracks, strict=True)]
            spare = max(0.0, least - sum(halves)) / 2
            self.tengah.append(self.mulai[-1] + halves[0] + spare)
            self.mulai.append(self.mulai[-1] + sum(halves) + 2 * spare)

    def at(self, posisi: Position, half: float) -> float:
        """The coordinate of a logical place; ``half`` is half the size of the symbol whose middle it may refer to."""
        n, middle = posisi.indeks, self.tengah[posisi.indeks]
        if posisi.fraksi == 0.5:
            return middle + posisi.geser / (_SATUAN / 2) * half
        side = posisi.fraksi > 0.5
        share = 2 * (1 - posisi.fraksi if side else posisi.fraksi)
        rule = self.mulai[n + 1] if side else self.mulai[n]
        symbol = middle + (self.isi[n][1] + 4 if side else -self.isi[n][0] - 4)
        return rule + share * (symbol - rule)


def lay_out(proses: BpmnProcess, kolom: Sequence[ChartColumn]) -> BpmnPlan:
    """Place the nodes, flows and labels of a process whose lanes are ``kolom``."""
    return _BpmnLayouter(proses, kolom).plan()


class _BpmnLayouter:
    """Ranks and rows, ways, labels, sizes; in this order, each from what is before it."""

    def __init__(self, proses: BpmnProcess, kolom: Sequence[ChartColumn]) -> None:
        self.proses, self.kolom = proses, kolom
        self.unsur = {u.id: u for u in proses.unsur}
        graf = Graf(list(self.unsur), [(a.dari, a.ke) for a in proses.aliran])
        self.rank = graf.ranks()
        self.baris, self.lajur_baris = self._rows()
        self.ukuran = {u.id: size(u) for u in proses.unsur}
        self.rute = [r.point for r in plan(self._turned(), _GAYA).rute]

    def _rows(self) -> tuple[dict[str, int], list[int]]:
        """The row of each node, counted over all lanes, and the lane of each row: one node in a place."""
        before: dict[str, list[str]] = defaultdict(list)
        for flow in self.proses.aliran:
            before[flow.ke].append(flow.dari)
        taken: dict[tuple[int, int], set[int]] = defaultdict(set)
        inner: dict[str, int] = {}
        for id in sorted(self.unsur, key=self.rank.__getitem__):
            here = taken[self.rank[id], self.unsur[id].lajur]
            wished = [inner[b] for b in before[id] if b in inner and self.unsur[b].lajur == self.unsur[id].lajur]
            row = next((r for r in [*wished, 0] if r not in here), max(here, default=-1) + 1)
            here.add(row)
            inner[id] = row
        count = [1] * len(self.kolom)
        for id, row in inner.items():
            lane = self.unsur[id].lajur
            count[lane] = max(count[lane], row + 1)
        first = [0, *accumulate(count)]
        lanes = [lane for lane, rows in enumerate(count) for _ in range(rows)]
        return {id: first[self.unsur[id].lajur] + row for id, row in inner.items()}, lanes

    def _turned(self) -> Chart:
        """The process as the router wants it: a table whose columns are our rows and whose rows are our ranks."""
        count = max(self.rank.values(), default=0) + 1
        return Chart(
            id="", judul="",
            kolom=tuple(ChartColumn(str(n), "") for n in range(len(self.lajur_baris))),
            baris=tuple(ChartRow(str(n), "", ChartCell()) for n in range(count)),
            simbol=tuple(
                ChartSymbol(u.id, _symbol(u), self.rank[u.id], self.baris[u.id], "")
                for u in self.proses.unsur
            ),
            alur=tuple(ChartArrow(a.dari, a.ke) for a in self.proses.aliran),
        )  # fmt: skip

    def plan(self) -> BpmnPlan:
        """Sizes and coordinates of everything."""
        names, labels = self._labels()
        x, y = self._axes(names, labels)
        middle = {id: (x.tengah[self.rank[id]], y.tengah[self.baris[id]]) for id in self.unsur}
        flows = tuple(self._points(n, x, y) for n in range(len(self.rute)))
        return self._framed(
            x, y, flows,
            {id: LabelBox.around(*self.ukuran[id]).shifted(*at) for id, at in middle.items()},
            {id: box.shifted(*middle[id]) for id, box in names.items()},
            tuple(box and box.shifted(*middle[a.dari]) for a, box in zip(self.proses.aliran, labels, strict=True)),
        )  # fmt: skip

    def _points(self, n: int, x: _Axis, y: _Axis) -> tuple[Titik, ...]:
        """The corners of flow ``n``."""
        flow, way = self.proses.aliran[n], self.rute[n]
        points = []
        for k, (across, along) in enumerate(way):
            width, height = self.ukuran[flow.ke if k == len(way) - 1 else flow.dari]
            points.append((x.at(along, width / 2), y.at(across, height / 2)))
        return tuple(points)

    def _axes(self, names: dict[str, LabelBox], labels: Sequence[LabelBox | None]) -> tuple[_Axis, _Axis]:
        """How much room each rank and each row needs."""
        ranks, rows = max(self.rank.values(), default=0) + 1, len(self.lajur_baris)
        x = _Axis(JARAK_X, [[0.0, 0.0] for _ in range(ranks)], [[0, 0] for _ in range(ranks)], [0.0] * ranks)
        y = _Axis(JARAK_Y, [[0.0, 0.0] for _ in range(rows)], [[0, 0] for _ in range(rows)])
        boxes = [(id, LabelBox.around(*size)) for id, size in self.ukuran.items()] + list(names.items())
        boxes += [(a.dari, box) for a, box in zip(self.proses.aliran, labels, strict=True) if box]
        for id, box in boxes:
            for axis, n, reach in ((x, self.rank[id], (-box.x0, box.x1)), (y, self.baris[id], (-box.y0, box.y1))):
                axis.isi[n] = [max(old, new) for old, new in zip(axis.isi[n], reach, strict=True)]
        for way in self.rute:
            for point in way:
                for axis, place in ((y, point[0]), (x, point[1])):
                    if place.fraksi != 0.5:
                        side = int(place.fraksi > 0.5)
                        share = 2 * (1 - place.fraksi if side else place.fraksi)
                        tracks = axis.jejak[place.indeks]
                        tracks[side] = max(tracks[side], round(1 / (1 - share)) - 1)
        rows_of = [self.lajur_baris.count(lane) for lane in self.lajur_baris]
        y.paling_sedikit = [
            _strip_length(self.kolom[lane].nama) / count for lane, count in zip(self.lajur_baris, rows_of, strict=True)
        ]
        x.measure()
        y.measure()
        return x, y

    def _labels(self) -> tuple[dict[str, LabelBox], list[LabelBox | None]]:
        """The boxes of names outside their symbol and of flow labels, relative to the middle of the symbol."""
        names: dict[str, LabelBox] = {}
        labels: list[LabelBox | None] = [None] * len(self.rute)
        ports: dict[str, set[Titik]] = defaultdict(set)
        for flow, way in zip(self.proses.aliran, self.rute, strict=True):
            ports[flow.dari].add(_direction(way[0]))
            ports[flow.ke].add(_direction(way[-1]))
        taken: dict[str, list[LabelBox]] = defaultdict(list)
        # Labels of level lines first: they must stay beside their line, the others only below or above the symbol.
        labelled = [n for n, flow in enumerate(self.proses.aliran) if flow.label]
        for n in sorted(labelled, key=lambda n: not self.rute[n][0][1].geser):
            flow, port = self.proses.aliran[n], self.rute[n][0]
            shifted = port[0].geser if port[1].geser else 0.0
            box = _flow_label(flow, _direction(port), shifted, self.ukuran[flow.dari], taken[flow.dari])
            labels[n] = box
            taken[flow.dari].append(box)
        for unsur in self.proses.unsur:
            if unsur.nama and unsur.jenis != "userTask":
                names[unsur.id] = _name(unsur, ports[unsur.id], taken[unsur.id], self.ukuran[unsur.id])
        return names, labels

    def _framed(
        self, x: _Axis, y: _Axis, flows: tuple[tuple[Titik, ...], ...], unsur: dict[str, LabelBox],
        nama: dict[str, LabelBox], label: tuple[LabelBox | None, ...],
    ) -> BpmnPlan:  # fmt: skip
        """The pool and its lanes round what was drawn. Its inner edge is x = 0, its upper edge y = 0."""
        nested = any(k.kelompok for k in self.kolom)
        left, right, height = -STRIP * (2 if nested else 1), x.mulai[-1], y.mulai[-1]
        lanes: list[LaneStrip] = []
        rows = [[n for n, lane in enumerate(self.lajur_baris) if lane == c] for c in range(len(self.kolom))]
        for c, kolom in enumerate(self.kolom):
            top, bottom = y.mulai[rows[c][0]], y.mulai[rows[c][-1] + 1]
            if not kolom.kelompok:
                lanes.append(LaneStrip(clean(kolom.nama), c, LabelBox(left, top, right, bottom)))
                continue
            leaf = LaneStrip(clean(kolom.nama), c, LabelBox(left + STRIP, top, right, bottom))
            if c and self.kolom[c - 1].kelompok == kolom.kelompok:
                group = lanes.pop()
                top, leaves = group.kotak.y0, (*group.anak, leaf)
            else:
                leaves = (leaf,)
            lanes.append(LaneStrip(clean(kolom.kelompok), -1, LabelBox(left, top, right, bottom), leaves))
        return BpmnPlan(LabelBox(left - STRIP, 0, right, height), tuple(lanes), unsur, nama, flows, label)


def size(unsur: BpmnNode) -> Titik:
    """Width and height of a node; a task is as high as its text."""
    if unsur.jenis == "userTask":
        lines = len(wrap(unsur.nama, LEBAR_TUGAS - 18, HURUF))
        return LEBAR_TUGAS, max(TINGGI_TUGAS, math.ceil(lines * BARIS + 2 * TEPI_TUGAS))
    side = GERBANG if unsur.jenis.endswith("Gateway") else PERISTIWA
    return side, side


def _symbol(unsur: BpmnNode) -> JenisSimbol:
    """What a node is for the router: only gateways are diamonds."""
    return "keputusan" if unsur.jenis.endswith("Gateway") else "proses"


def _direction(port: tuple[Position, Position]) -> Titik:
    """To which side of a symbol a port lies; one moved off the middle of a side lies to the right."""
    across, along = port
    return (math.copysign(1, along.geser), 0) if along.geser else (0, math.copysign(1, across.geser))


def _text_box(text: str, limit: float) -> Titik:
    """Width and height of a label, with a little to spare for other fonts."""
    lines = wrap(text, limit, HURUF_LABEL)
    width = max(text_width(line, HURUF_LABEL) for line in lines)
    return math.ceil(width) + 8, math.ceil(len(lines) * BARIS_LABEL)


def _flow_label(flow: SequenceFlow, out: Titik, shifted: float, size: Titik, taken: Sequence[LabelBox]) -> LabelBox:
    """Beside the exit: below a level line (above it if its exit lies higher), right of an upright one."""
    width, height = _text_box(flow.label, LEBAR_LABEL)
    half_w, half_h = size[0] / 2, size[1] / 2
    if out[0]:
        left = half_w + 3 if out[0] > 0 else -half_w - 3 - width
        y = shifted / (_SATUAN / 2) * half_h
        top = y - 3 - height if shifted < 0 else y + 3
        return _clear(LabelBox(left, top, left + width, top + height), taken, -1 if shifted < 0 else 1)
    top = half_h + 4 if out[1] > 0 else -half_h - 4 - height
    return _clear(LabelBox(3, top, 3 + width, top + height), taken, 1 if out[1] > 0 else -1)


def _name(unsur: BpmnNode, ports: set[Titik], taken: Sequence[LabelBox], size: Titik) -> LabelBox:
    """Above the symbol, below it, or beside the line that leaves there; moved away from its other labels."""
    width, height = _text_box(unsur.nama, LEBAR_NAMA)
    half_h = size[1] / 2
    sides = (-1, 1) if unsur.jenis.endswith("Gateway") else (1, -1)
    free = [side for side in sides if (0, side) not in ports]
    side = free[0] if free else -1
    left = -width / 2 if free else -width - 4
    top = half_h + 3 if side > 0 else -half_h - 3 - height
    return _clear(LabelBox(left, top, left + width, top + height), taken, side)


def _clear(box: LabelBox, taken: Sequence[LabelBox], side: int) -> LabelBox:
    """``box`` moved down (side 1) or up until it meets none of the others."""
    while other := next((o for o in taken if box.meets(o)), None):
        box = box.shifted(0, other.y1 + 2 - box.y0 if side > 0 else other.y0 - 2 - box.y1)
    return box


def _strip_length(nama: str) -> float:
    """How long the strip of a lane must be, so that its name takes two lines at most (up to 400 px)."""
    name = clean(nama)
    length = 90.0
    while length < 400 and len(wrap(name, length - 12, HURUF)) > 2:
        length += 10
    return length
