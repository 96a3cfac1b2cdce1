"""The swimlane picture: the steps with their texts in boxes, a lane for each pelaksana, arrows by Graphviz.

Graphviz comes with the wheel of pygraphviz. It gets names, sizes and places only (``swimlane_layout.py``) and finds the
ways of the arrows at right angles; the SVG is written here, so that it is the same on every machine and no text of the
data ever reaches the program.
"""

from __future__ import annotations

import math
from html import escape
from itertools import pairwise

import pygraphviz

from generator.chart.box_text import clean, shorten, unmarked_text
from generator.chart.draw import FONT, KUNING, KUNING_LATAR, PUTUS, TINTA, attributes, dashes_of, number
from generator.chart.router.labels import LabelBox as Bidang
from generator.chart.spoken import summary, symbol_name
from generator.outputs import swimlane_layout as ukuran
from generator.outputs.swimlane_forks import LaneLink
from generator.outputs.swimlane_layout import (
    BARIS,
    HURUF,
    LAJUR,
    PANAH,
    LaneBox,
    LanePlan,
    Titik,
    arrange,
    skeleton,
    source,
)
from generator.steps.footnotes import without_marks
from generator.steps.graph import Chart, ChartSymbol, JenisSimbol
from generator.text.measure import text_width, wrap

#: White room round the picture, half the width of an arrowhead, rounding of capsules.
TEPI, PANAH_TENGAH, BULAT = 8.0, 3.4, 20.0
#: Labels of arrows: font size, line height, width at which they wrap, distance from their line.
HURUF_LABEL, BARIS_LABEL, LEBAR_LABEL, SELA = 11.0, 13.0, 112.0, 4.0


def dot(bagan: Chart) -> str:
    """The picture as DOT source, for Graphviz (``dot -Tsvg``, ``dot -Tpng``) and tools that read it."""
    denah = arrange(bagan)
    ways = find_ways(bagan, denah)
    return source(bagan, denah, ways, place_labels(bagan, denah, ways))


def draw(bagan: Chart) -> str:
    """The picture as a stand-alone SVG document; needs no font, style sheet or script."""
    denah = arrange(bagan)
    ways = find_ways(bagan, denah)
    labels = place_labels(bagan, denah, ways)
    width, height = denah.lebar + 2 * TEPI, denah.tinggi + 2 * TEPI
    id = "".join(c if c.isalnum() else "-" for c in bagan.id)
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "class": "lajur-svg", "width": number(width), "height": number(height),
        "viewBox": f"{number(-TEPI)} {number(-TEPI)} {number(width)} {number(height)}",
        "style": "max-width:100%;height:auto", "role": "img", "lang": "id",
        "aria-labelledby": f"lajur-judul-{id} lajur-uraian-{id}", "font-family": FONT, "font-size": number(HURUF),
    }  # fmt: skip
    parts = [
        f"<svg{attributes(root)}>",
        f'<title id="lajur-judul-{id}">{escape(clean(f"Bagan lajur {bagan.judul}"))}</title>',
        f'<desc id="lajur-uraian-{id}">{escape(clean(summary(bagan)))}</desc>',
        _rect((-TEPI, -TEPI, width - TEPI, height - TEPI), fill="#fff"),
        *_lanes(bagan, denah, ways),
        *(_edge(denah.alur[n], way) for n, way in ways.items()),
        *(_parting(link, denah.cabang[link.ke]) for link in denah.alur if link.ke in denah.cabang),
        *(_symbol(bagan, s, denah.simbol[s.id]) for s in bagan.simbol),
        *(_label(denah.alur[n], label) for n, label in labels.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def find_ways(bagan: Chart, denah: LanePlan) -> dict[int, list[Titik]]:
    """The corners of each link by its number, both ends on the outline of their symbol."""
    graph = pygraphviz.AGraph(string=skeleton(denah))
    try:
        graph.layout("nop")
        found = {int(edge.attr["id"][1:]): _corners(edge.attr["pos"], denah.tinggi) for edge in graph.edges()}
    finally:
        graph.close()
    # Round as a capsule is what is no symbol: the point at which links part.
    boxes, kinds = denah.boxes, {s.id: s.jenis for s in bagan.simbol}
    for n, way in found.items():
        link = denah.alur[n]
        way[0] = _to_outline(way[1], way[0], kinds.get(link.dari, "terminator"), boxes[link.dari])
        way[-1] = _to_outline(way[-2], way[-1], kinds.get(link.ke, "terminator"), boxes[link.ke])
    return dict(sorted(found.items()))


def _corners(pos: str, height: float) -> list[Titik]:
    """Graphviz's curve as the corners of a line: its control points lie on the line, those of no use are left out."""
    words = [word.split(",") for word in pos.split()]
    points = [(float(w[0]), height - float(w[1])) for w in words if len(w) == 2][::3]
    points += [(float(w[1]), height - float(w[2])) for w in words if w[0] == "e"]
    corners = points[:1]
    for before, after in pairwise(points[1:]):
        at = corners[-1]
        straight = any(abs(at[k] - before[k]) < 0.05 and abs(before[k] - after[k]) < 0.05 for k in (0, 1))
        if not straight:
            corners.append(before)
    return [*corners, points[-1]]


def _to_outline(before: Titik, end: Titik, jenis: JenisSimbol, kotak: LaneBox) -> Titik:
    """The end of a line on the box round a symbol, moved on to the outline of the symbol itself."""
    half = kotak.lebar / 2, kotak.tinggi / 2
    axis = 1 if abs(before[0] - end[0]) < 0.05 else 0
    middle = (kotak.x, kotak.y)
    off = abs(end[1 - axis] - middle[1 - axis])
    if jenis == "keputusan":
        reach = half[axis] * max(0.0, 1 - off / half[1 - axis])
    else:
        rounding = min(BULAT, half[1]) if jenis == "terminator" else 0.0
        beyond = max(0.0, min(rounding, off - half[1 - axis] + rounding))
        reach = half[axis] - rounding + math.sqrt(rounding**2 - beyond**2)
    moved = middle[axis] + math.copysign(reach, end[axis] - middle[axis])
    return (moved, end[1]) if axis == 0 else (end[0], moved)


def place_labels(bagan: Chart, denah: LanePlan, ways: dict[int, list[Titik]]) -> dict[int, LaneBox]:
    """A place for each label beside its line, on nothing else; as near to its start as possible."""
    taken = [kotak.area for kotak in (*denah.simbol.values(), *denah.kepala, *denah.kelompok)]
    taken += [_stretch(a, b) for way in ways.values() for a, b in pairwise(way)]
    found: dict[int, LaneBox] = {}
    for n, way in ways.items():
        link = denah.alur[n]
        text = shorten(clean(without_marks(link.alur.label_in_words, dict(bagan.catatan_kaki))), 80)
        if not text or link.alur.bersama or not link.starts:
            continue
        lines = tuple(wrap(text, LEBAR_LABEL, HURUF_LABEL))
        width, height = max(text_width(line, HURUF_LABEL) for line in lines) + 2, len(lines) * BARIS_LABEL
        tries = _beside(way, (width, height))
        inside = [box for box in tries if box.x0 >= 0 and box.x1 <= denah.lebar]
        free = (box for box in inside if not any(box.meets(other) for other in taken))
        # Where nothing is free, the least covered place; its halo keeps it readable.
        best = next(free, None) or min(inside or tries, key=lambda box: sum(box.meets(other) for other in taken))
        taken.append(best)
        found[n] = LaneBox(f"t{n}", (best.x0 + best.x1) / 2, (best.y0 + best.y1) / 2, width, height, lines)
    return found


def _beside(way: list[Titik], size: Titik) -> list[Bidang]:
    """Places for a label of this size along a line, best first."""
    places = []
    for (x1, y1), (x2, y2) in pairwise(way):
        length = abs(x2 - x1) + abs(y2 - y1)
        upright = abs(x2 - x1) < 0.05
        room = size[1] if upright else size[0]
        for start in range(3, max(4, int(length - room)), 12):
            if upright:
                top = y1 + start if y2 > y1 else y1 - start - size[1]
                places += [Bidang(x, top, x + size[0], top + size[1]) for x in (x1 + SELA, x1 - SELA - size[0])]
            else:
                left = x1 + start if x2 > x1 else x1 - start - size[0]
                places += [Bidang(left, y, left + size[0], y + size[1]) for y in (y1 - 2 - size[1], y1 + 2)]
    return places


def _stretch(a: Titik, b: Titik) -> Bidang:
    """A piece of a line with room for half an arrowhead."""
    return Bidang(min(a[0], b[0]) - 1.5, min(a[1], b[1]) - 1.5, max(a[0], b[0]) + 1.5, max(a[1], b[1]) + 1.5)


def _lanes(bagan: Chart, denah: LanePlan, ways: dict[int, list[Titik]]) -> list[str]:
    """The strips of the lanes with their heads, and the heads of groups above them."""
    edges = _lane_edges(denah, ways)
    parts = []
    for n, (kolom, head) in enumerate(zip(bagan.kolom, denah.kepala, strict=True)):
        left, right = edges[head.x - head.lebar / 2], edges[head.x + head.lebar / 2]
        strip = _rect((left, head.y - head.tinggi / 2, right, denah.tinggi), fill=LAJUR, stroke=ukuran.GARIS_LAJUR)
        data = attributes({"class": "lane", "data-lane": n, "data-pelaksana": clean(kolom.id)})
        parts.append(f"<g{data}>{strip}{_head(head, left, right)}</g>")
    for head in denah.kelompok:
        left, right = edges[head.x - head.lebar / 2], edges[head.x + head.lebar / 2]
        parts.append(f'<g class="group">{_head(head, left, right)}</g>')
    return parts


def _lane_edges(denah: LanePlan, ways: dict[int, list[Titik]]) -> dict[float, float]:
    """Where the rule between two lanes is drawn: in the channel between them, as far from upright lines as possible."""
    upright = sorted({a[0] for way in ways.values() for a, b in pairwise(way) if abs(a[0] - b[0]) < 0.05})
    planned = {head.x + side * head.lebar / 2 for head in (*denah.kepala, *denah.kelompok) for side in (-1, 1)}
    edges = {}
    for x in sorted(planned):
        near = [line for line in upright if abs(line - x) < ukuran.TEPI_LAJUR]
        shifts = range(-16, 17) if 0 < x < denah.lebar and near else (0,)
        # The farthest from the lines; of those, the nearest to the middle.
        places = [(min((abs(x + by - line) for line in near), default=0.0), -abs(by), x + by) for by in shifts]
        edges[x] = max(places)[2]
    return edges


def _head(kotak: LaneBox, left: float, right: float) -> str:
    top, bottom = kotak.y - kotak.tinggi / 2, kotak.y + kotak.tinggi / 2
    bar = _rect((left, top, right, bottom), fill=ukuran.LATAR_KEPALA, stroke=ukuran.GARIS_LAJUR)
    return bar + _text(kotak.teks, ((left + right) / 2, kotak.y), {"font-weight": "bold"})


def _rect(box: tuple[float, float, float, float], **paint: str) -> str:
    x0, y0, x1, y1 = box
    sides = {"x": number(x0), "y": number(y0), "width": number(x1 - x0), "height": number(y1 - y0)}
    return f"<rect{attributes({**sides, **paint})}/>"


def _text(lines: tuple[str, ...], middle: Titik, style: dict[str, str], step: float = BARIS) -> str:
    """Lines of text round their middle."""
    first = middle[1] - (len(lines) - 1) * step / 2 + step * 0.28
    paint = attributes({"text-anchor": "middle", "fill": TINTA, **style})
    return "".join(
        f'<text x="{number(middle[0])}" y="{number(first + n * step)}"{paint}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _symbol(bagan: Chart, simbol: ChartSymbol, kotak: LaneBox) -> str:
    """A capsule, box or diamond with its text; dashed amber where the pelaksana is assumed."""
    colour = KUNING if simbol.perkiraan else TINTA
    paint = {
        "fill": KUNING_LATAR if simbol.perkiraan else "#fff", "stroke": colour, "stroke-width": "1.3",
        "stroke-dasharray": PUTUS if simbol.perkiraan else "",
    }  # fmt: skip
    box = kotak.area
    if simbol.jenis == "keputusan":
        corners = ((kotak.x, box.y0), (box.x1, kotak.y), (kotak.x, box.y1), (box.x0, kotak.y))
        shape = f'<polygon points="{_points(*corners)}"{attributes(paint)}/>'
    else:
        rounding = {"rx": number(min(kotak.tinggi / 2, BULAT))} if simbol.jenis == "terminator" else {}
        shape = _rect(box, **rounding, **paint)
    data = {
        "class": "node perkiraan" if simbol.perkiraan else "node", "data-id": clean(simbol.id),
        "data-jenis": simbol.jenis, "data-row": simbol.baris, "data-lane": simbol.kolom,
    }  # fmt: skip
    title = escape(clean(f"{symbol_name(simbol)}: {unmarked_text(bagan, simbol)}"))
    text = _text(kotak.teks, (kotak.x, kotak.y), {"fill": colour})
    return f"<g{attributes(data)}><title>{title}</title>{shape}{text}</g>"


def _edge(link: LaneLink, way: list[Titik]) -> str:
    """An arrow along its corners up to its tip, or a plain line: between the partners of a joint step, or to where
    arrows part."""
    alur = link.alur
    colour = KUNING if alur.perkiraan else TINTA
    data = {
        "class": " ".join(["edge", *(["joint"] if alur.bersama else []), *(["perkiraan"] if alur.perkiraan else [])]),
        "data-from": clean(link.dari), "data-to": clean(link.ke),
        "data-link": clean(alur.nama) if link.nama != alur.nama else "", "fill": "none", "stroke": colour,
        "stroke-width": "1.3", "stroke-dasharray": dashes_of(alur),
    }  # fmt: skip
    line = " ".join(f"{number(x)} {number(y)}" for x, y in way)
    head = "" if alur.bersama or not link.arrives else _arrowhead(way[-2], way[-1], colour)
    return f'<g{attributes(data)}><path d="M{line}"/>{head}</g>'


def _parting(link: LaneLink, kotak: LaneBox) -> str:
    """The point to which a link leads, at which the arrows of its answer part."""
    data = {"class": f"node connector cabang{' perkiraan' * link.alur.perkiraan}", "data-id": link.ke}
    place = {"cx": number(kotak.x), "cy": number(kotak.y), "r": number(kotak.tinggi / 2)}
    paint = {"fill": KUNING if link.alur.perkiraan else TINTA}
    return f"<g{attributes(data)}><circle{attributes({**place, **paint})}/></g>"


def _arrowhead(before: Titik, tip: Titik, colour: str) -> str:
    """A filled triangle with its point at ``tip``."""
    along = [math.copysign(1, t - b) if abs(t - b) > 0.05 else 0.0 for b, t in zip(before, tip, strict=True)]
    base = tip[0] - PANAH * along[0], tip[1] - PANAH * along[1]
    sides = [(base[0] + k * along[1], base[1] + k * along[0]) for k in (PANAH_TENGAH, -PANAH_TENGAH)]
    return f'<polygon points="{_points(tip, *sides)}" fill="{colour}" stroke="none"/>'


def _points(*corners: Titik) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _label(link: LaneLink, label: LaneBox) -> str:
    """The label of an arrow, with a halo in the colour of the lane."""
    alur = link.alur
    style = {
        "font-size": number(HURUF_LABEL), "fill": KUNING if alur.perkiraan else TINTA, "stroke": LAJUR,
        "stroke-width": "3", "paint-order": "stroke",
    }  # fmt: skip
    text = _text(label.teks, (label.x, label.y), style, BARIS_LABEL)
    return f'<g class="edge-label"{attributes({"data-for": clean(alur.nama)})}>{text}</g>'
