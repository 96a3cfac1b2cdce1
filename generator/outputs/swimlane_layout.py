"""A chart as a Graphviz graph (DOT): a lane for each pelaksana, the steps with their texts from top to bottom.

Lanes and boxes are placed here, because no layout program keeps lanes in the order of the columns and boxes in line;
Graphviz finds the ways of the arrows between them (see ``swimlane.py``). Sizes come from texts measured with our own
letters, so that no font of the machine has a say in the picture. The DOT source with all ways (``layout=nop2``) gives
the same picture in every Graphviz: ``dot -Tsvg``, ``dot -Tpng``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.chart.box_text import clean, shorten, unmarked_text
from generator.chart.draw import KUNING, KUNING_LATAR, TINTA
from generator.chart.router.labels import LabelBox
from generator.outputs.bpmn_order import Graf
from generator.outputs.swimlane_forks import LaneLink, links_of
from generator.steps.graph import Chart, ChartSymbol
from generator.text.measure import text_width, wrap

#: Font size of boxes and heads, and the height of a line (px = Graphviz point).
HURUF, BARIS = 12.0, 15.0
#: Width of all symbols, room between text and outline: a line has about 28 letters.
LEBAR, TEPI_X, TEPI_Y = 192.0, 11.0, 9.0
#: How wide the text of a diamond may be; the one that makes it lowest is taken.
LEBAR_KEPUTUSAN = (92.0, 104.0, 116.0, 128.0)
#: Longer texts are cut in the box; its title has all of them.
PANJANG = {"terminator": 200, "proses": 200, "keputusan": 130}
#: Room for arrows beside each symbol of a lane, and between two ranks, more where labels stand.
TEPI_LAJUR, JARAK, JARAK_LABEL = 24.0, 44.0, 60.0
#: Graphviz goes at most 36 px round the outermost symbols: so much more room do the outer lanes and the top have.
TEPI_LUAR, JARAK_ATAS = 14.0, 40.0
_SLOT = LEBAR + 2 * TEPI_LAJUR
PANAH = 8.0
"""Length of an arrowhead."""
POINT = 10.0
"""How wide and high the point is at which links part."""
_FONT = f'fontname="Liberation Sans,Arial,Helvetica" fontsize={HURUF:g}'
_NODE = f'  node [shape=box fixedsize=true label="" color="{TINTA}"]\n'
LAJUR, GARIS_LAJUR, LATAR_KEPALA = "#f4f7f6", "#c9d2cf", "#e2f0ed"


Titik = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LaneBox:
    """A box: its name in the graph, its middle (y downwards), its size in px and its lines of text."""

    nama: str
    x: float
    y: float
    lebar: float
    tinggi: float
    teks: tuple[str, ...]

    @property
    def area(self) -> LabelBox:
        """The rectangle that it takes."""
        return LabelBox.around(self.lebar, self.tinggi).shifted(self.x, self.y)


@dataclass(frozen=True, slots=True)
class LanePlan:
    """Where everything stands: heads of lanes, heads of groups, boxes by the id of their symbol, or of the point at
    which links part, the links between them, and the whole size."""

    kepala: tuple[LaneBox, ...]
    kelompok: tuple[LaneBox, ...]
    simbol: dict[str, LaneBox]
    cabang: dict[str, LaneBox]
    alur: tuple[LaneLink, ...]
    lebar: float
    tinggi: float

    @property
    def boxes(self) -> dict[str, LaneBox]:
        """All that links lead from and to."""
        return self.simbol | self.cabang


def arrange(bagan: Chart) -> LanePlan:
    """Place lanes and boxes on a grid: all of one width, those of a rank of one height.

    On such a grid the ways between the boxes are straight from end to end, and Graphviz finds no wrong ones.
    """
    links, rank = links_of(bagan), _ranks(bagan)
    size = {s.id: _size(bagan, s) for s in bagan.simbol}
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for s in bagan.simbol:
        cells[rank[s.id], s.kolom].append(s.id)
    slots = [max([1, *(len(ids) for (_, lane), ids in cells.items() if lane == n)]) for n in range(len(bagan.kolom))]
    left = [TEPI_LUAR + x for x in (0.0, *accumulate(slot * _SLOT for slot in slots))]
    right = left[-1] + TEPI_LUAR
    groups, heads = _heads(bagan, [0.0, *left[1:-1], right])
    labelled = {rank[a.dari] for a in bagan.alur if a.label_in_words and not a.bersama}
    y = max((head.y + head.tinggi / 2 for head in heads), default=0.0) + JARAK_ATAS
    placed: dict[str, LaneBox] = {}
    points: dict[str, LaneBox] = {}
    number = {s.id: n for n, s in enumerate(bagan.simbol)}
    for r in range(max(rank.values(), default=-1) + 1):
        height = max(size[id][0] for id in rank if rank[id] == r)
        for lane in range(len(bagan.kolom)):
            for slot, id in enumerate(cells.get((r, lane), ())):
                x = left[lane] + (slot + 0.5) * _SLOT
                placed[id] = LaneBox(f"s{number[id]}", x, y + height / 2, LEBAR, height, size[id][1])
        y += height + (JARAK_LABEL if r in labelled else JARAK)
        for row in _points_below([id for id in rank if rank[id] == r], links):
            for point, id in row.items():
                points[point] = LaneBox(f"c{len(points)}", placed[id].x, y + POINT / 2, POINT, POINT, ())
            y += POINT + JARAK
    return LanePlan(heads, groups, placed, points, links, right, y)


def _points_below(symbols: Sequence[str], links: Sequence[LaneLink]) -> list[dict[str, str]]:
    """The points of a rank in rows below it, each with the symbol that it belongs to; a row has one point of each."""
    rows: list[dict[str, str]] = []
    for id in symbols:
        for n, link in enumerate(link for link in links if link.dari == id and not link.arrives):
            rows += [{}] if n == len(rows) else []
            rows[n][link.ke] = id
    return rows


def _ranks(bagan: Chart) -> dict[str, int]:
    """How far down each symbol stands: below all that lead to it; the symbols of a joint step level."""
    head = bagan.joint_heads
    order = sorted(bagan.simbol, key=lambda s: s.baris)
    steps = dict.fromkeys(head[s.id] for s in order)
    arrows = {(head[a.dari], head[a.ke]): None for a in bagan.alur if head[a.dari] != head[a.ke]}
    ranks = Graf(list(steps), list(arrows)).ranks()
    return {id: ranks[h] for id, h in head.items()}


def _size(bagan: Chart, simbol: ChartSymbol) -> tuple[float, tuple[str, ...]]:
    """The height that a symbol needs, and its lines."""
    text = shorten(unmarked_text(bagan, simbol), PANJANG[simbol.jenis]) + (" (?)" if simbol.perkiraan else "")
    if simbol.jenis != "keputusan":
        lines = wrap(text, LEBAR - 2 * TEPI_X, HURUF)
        return max(36.0, len(lines) * BARIS + 2 * TEPI_Y), tuple(lines)
    tries = []
    for limit in LEBAR_KEPUTUSAN:
        lines = wrap(text, limit, HURUF)
        width = max(text_width(line, HURUF) for line in lines) + TEPI_X
        # A rectangle w x h fits into a diamond W x H if w/W + h/H = 1.
        tries.append((max(56.0, (len(lines) * BARIS + 4) / (1 - width / LEBAR)), tuple(lines)))
    return min(tries)


def _heads(bagan: Chart, left: list[float]) -> tuple[tuple[LaneBox, ...], tuple[LaneBox, ...]]:
    """The heads of groups of lanes, if there are any, and the heads of the lanes below them."""
    spans: list[tuple[int, int]] = []
    for n, kolom in enumerate(bagan.kolom):
        joins = n and kolom.kelompok and bagan.kolom[n - 1].kelompok == kolom.kelompok
        spans.append((spans.pop()[0] if joins else n, n + 1))
    named = [(a, b) for a, b in spans if bagan.kolom[a].kelompok]
    groups = _row("q", [(bagan.kolom[a].kelompok, left[a], left[b]) for a, b in named], 0.0)
    top = max((g.tinggi for g in groups), default=0.0)
    lanes = [(k.nama, left[n], left[n + 1]) for n, k in enumerate(bagan.kolom)]
    return groups, _row("p", lanes, top)


def _row(name: str, cells: list[tuple[str, float, float]], top: float) -> tuple[LaneBox, ...]:
    """Heads side by side, as (text, left, right), all as high as the highest."""
    texts = [tuple(wrap(clean(text), right - left - 16, HURUF, bold=True)) for text, left, right in cells]
    height = max((len(lines) for lines in texts), default=0) * BARIS + 14
    return tuple(
        LaneBox(f"{name}{n}", (left + right) / 2, top + height / 2, right - left, height, lines)
        for n, ((_, left, right), lines) in enumerate(zip(cells, texts, strict=True))
    )


def skeleton(denah: LanePlan) -> str:
    """The DOT text with names, sizes and places only: all that finding the ways needs. ``id`` is the link's number."""
    edges = "".join(f"  {dari} -> {ke} [id=a{n}]\n" for n, _, dari, ke in _links(denah))
    nodes = "".join(f"  {kotak.nama} [{_place(denah, kotak)}]\n" for kotak in denah.boxes.values())
    return f"digraph bagan {{\n  graph [layout=nop splines=ortho notranslate=true]\n{_NODE}{nodes}{edges}}}\n"


def source(bagan: Chart, denah: LanePlan, jalan: Mapping[int, Sequence[Titik]], label: Mapping[int, LaneBox]) -> str:
    """The DOT text of the whole picture: texts, and the way and label of each link by its number."""
    title = f" label={quote(clean(bagan.judul))} labelloc=t" if clean(bagan.judul) else ""
    return "".join([
        f"digraph bagan {{\n  graph [layout=nop2 {_FONT}{title}]\n{_NODE}  node [{_FONT}]\n",
        f'  edge [color="{TINTA}" arrowsize=0.8 {_FONT}]\n',
        *_lanes(bagan, denah),
        *(_node(denah, denah.simbol[s.id], _look(s)) for s in bagan.simbol),
        *(_node(denah, denah.cabang[link.ke], _look_of_point(link)) for link in denah.alur if link.ke in denah.cabang),
        *(_edge(denah, *link, jalan[link[0]], label.get(link[0])) for link in _links(denah)),
        "}\n",
    ])  # fmt: skip


def _links(denah: LanePlan) -> Iterator[tuple[int, LaneLink, str, str]]:
    """The links with their numbers and the names of their nodes."""
    boxes = denah.boxes
    for n, link in enumerate(denah.alur):
        yield n, link, boxes[link.dari].nama, boxes[link.ke].nama


def _lanes(bagan: Chart, denah: LanePlan) -> Iterator[str]:
    """The lanes as clusters with their heads, and the heads of groups."""
    for n, head in enumerate(denah.kepala):
        left, right = head.x - head.lebar / 2, head.x + head.lebar / 2
        points = [kotak for kotak in denah.cabang.values() if left < kotak.x < right]
        inside = [*(denah.simbol[s.id] for s in bagan.simbol if s.kolom == n), *points]
        names = " ".join(f"{kotak.nama};" for kotak in inside)
        box = f"{left:.1f},0,{right:.1f},{denah.tinggi - head.y + head.tinggi / 2:.1f}"
        yield f'  subgraph cluster_{n} {{\n    bb="{box}" style=filled color="{GARIS_LAJUR}" fillcolor="{LAJUR}"\n'
        yield f"  {_head_node(denah, head)}    {names}\n  }}\n"
    yield from (_head_node(denah, group) for group in denah.kelompok)


def _head_node(denah: LanePlan, kotak: LaneBox) -> str:
    return _node(denah, kotak, f'style=filled fillcolor="{LATAR_KEPALA}" color="{GARIS_LAJUR}"')


def _look(simbol: ChartSymbol) -> str:
    """The outline and fill of a symbol."""
    shape = "shape=diamond" if simbol.jenis == "keputusan" else "shape=box"
    styles = ["filled", *(["rounded"] if simbol.jenis == "terminator" else [])]
    if not simbol.perkiraan:
        return f'{shape} style="{",".join(styles)}" fillcolor="#ffffff"'
    style = ",".join([*styles, "dashed"])
    return f'{shape} style="{style}" fillcolor="{KUNING_LATAR}" color="{KUNING}" fontcolor="{KUNING}"'


def _look_of_point(link: LaneLink) -> str:
    """The look of the point to which a link leads."""
    colour = KUNING if link.alur.perkiraan else TINTA
    return f'shape=circle style=filled fillcolor="{colour}" color="{colour}"'


def _node(denah: LanePlan, kotak: LaneBox, look: str) -> str:
    return f"  {kotak.nama} [{_place(denah, kotak)} {look} label={quote(*kotak.teks)}]\n"


def _place(denah: LanePlan, kotak: LaneBox) -> str:
    """Place (px, y upwards) and size (inches) of a node."""
    size = f"width={kotak.lebar / 72:.4f} height={kotak.tinggi / 72:.4f}"
    return f'pos="{_point(denah, (kotak.x, kotak.y))}" {size}'


def _point(denah: LanePlan, at: Titik) -> str:
    return f"{at[0]:.1f},{denah.tinggi - at[1]:.1f}"


def _edge(
    denah: LanePlan, n: int, link: LaneLink, dari: str, ke: str, way: Sequence[Titik], label: LaneBox | None
) -> str:  # fmt: skip
    """A link along its way; Graphviz writes a line as curves whose control points lie on it."""
    alur, tip, before = link.alur, way[-1], way[-2]
    length, plain = math.dist(tip, before), alur.bersama or not link.arrives
    short = 0.0 if plain else min(PANAH, length / 2) / length
    base = (tip[0] + short * (before[0] - tip[0]), tip[1] + short * (before[1] - tip[1]))
    corners = [_point(denah, at) for at in (*way[:-1], base)]
    curve = " ".join([corners[0], *(f"{a} {b} {b}" for a, b in pairwise(corners))])
    arrow = "" if plain else f"e,{_point(denah, tip)} "
    parts = [f'id=a{n} pos="{arrow}{curve}"', *(["dir=none"] if plain else [])]
    parts += ["style=dashed"] if alur.atau or alur.perkiraan or alur.opsional else []
    parts += [f'color="{KUNING}" fontcolor="{KUNING}"'] if alur.perkiraan else []
    parts += [f'label={quote(*label.teks)} lp="{_point(denah, (label.x, label.y))}" fontsize=11'] if label else []
    return f"  {dari} -> {ke} [{' '.join(parts)}]\n"


def quote(*lines: str) -> str:
    """A DOT string of these lines: quotes, escapes and entities stay the letters they are."""
    plain = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(plain) + '"'
