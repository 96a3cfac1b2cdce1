"""A picture of what belongs together: boxes with their names, lines between them, placed by Graphviz.

Graphviz gets sizes and numbers only, so no text of the data ever reaches it, and what it answers is rounded; the SVG is
written here. It stands within a page: colours come from the page's style sheet, every box with a page of its own is a
link. The picture says nothing that the list beside it does not say, so screen readers and the tab key pass it by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal, NamedTuple

import pygraphviz

from generator.chart.box_text import clean, shorten
from generator.facts.page import Url
from generator.text.measure import text_width, wrap

JenisKotak = Literal["pusat", "sop", "luar", "belum", "formulir", "peraturan", "unit"]
"""This SOP; an SOP; an SOP of another unit; one that is only named; a form; a regulation; a unit."""
HURUF, BARIS, HURUF_KET, BARIS_KET = 15, 19, 13, 16
"""Font size and line height of a box's name, and of the words below it, in px."""
SEMPIT, LEBAR = 210, 380
"""A box is at least and at most so wide, px: as wide as the page has room for in so many layers."""
_SELA, _SISIP = 12, 22
"""Room before the text in a box, and beside it in all, px."""
_SPARE = 0.9
"""Of a picture's width so much grows with its boxes; the rest is between them."""
TEPI = 8
LEBAR_HALAMAN = 1320
"""So wide may a picture be on a usual screen; a wider one is moved sideways."""
_ANTARA, _ANTARA_SEMPIT, _LAPIS = 96, 58, 4
"""Between two layers from left to right, px; and where there are more of them than ``_LAPIS``."""
_BARIS_TERBANYAK = 3
_PANAH = 7.0
_TITIK_PER_INCI = 72
_INGAT = 256
"""So many layouts are kept, of some 10 KB each."""


@dataclass(frozen=True, slots=True)
class MapBox:
    """A box: its id in this picture, its kind, its name, the key of its page ("" = none), and words below its name."""

    id: str
    jenis: JenisKotak
    judul: str
    kunci: str = ""
    ket: str = ""


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line between two boxes; ``panah`` = with an arrowhead at its end, ``balik`` = one at its start; ``jumlah`` > 1
    is written on it and makes it thicker."""

    dari: str
    ke: str
    panah: bool = False
    balik: bool = False
    jumlah: int = 1


@dataclass(frozen=True, slots=True)
class _BoxSize:
    teks: tuple[str, ...]
    lebar: int
    tinggi: int


Titik = tuple[float, float]


def draw_map(kotak: Sequence[MapBox], garis: Sequence[MapLine], url: Url, kolom: Sequence[Sequence[str]] = ()) -> str:
    """The picture as an SVG element; "" where there is nothing to show.

    With ``kolom`` the boxes stand in these columns (lists of ids), from left to right; else Graphviz finds layers.
    """
    if not kotak:
        return ""
    number = {box.id: n for n, box in enumerate(kotak)}
    drawn = [line for line in garis if line.dari in number and line.ke in number and line.dari != line.ke]

    def plan(lebar: int, antara: int = _ANTARA, arah: str = "LR") -> tuple[dict[str, _BoxSize], _MapPlan]:
        sizes = {box.id: _size(box, lebar) for box in kotak}
        return sizes, _layout(_source(kotak, drawn, kolom, sizes, number, antara, arah))

    layers = sum(1 for column in kolom if column) if kolom else plan(SEMPIT)[1].layers
    antara = _ANTARA if layers <= _LAPIS else _ANTARA_SEMPIT
    sizes, layout = plan(_box_width(layers, antara), antara)
    if layout.lebar > LEBAR_HALAMAN and not kolom:  # what is too wide from left to right may fit from top to bottom
        narrow = plan(SEMPIT, _ANTARA_SEMPIT, "TB")[1].lebar
        if narrow < layout.lebar:
            room = int(SEMPIT * LEBAR_HALAMAN / narrow * _SPARE)
            sizes, layout = plan(max(SEMPIT, min(LEBAR, room)), _ANTARA_SEMPIT, "TB")
    places, ways, width, height = layout
    w, h = round(width) + 2 * TEPI, round(height) + 2 * TEPI
    return "\n".join([
        f'<svg class="peta-svg" style="--lebar:{w}px" xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
        f'viewBox="{-TEPI} {-TEPI} {w} {h}" aria-hidden="true" focusable="false">',
        *(_line(line, ways[n]) for n, line in enumerate(drawn)),
        *(_box(box, places[number[box.id]], sizes[box.id], url) for box in kotak),
        *(_count(line, ways[n]) for n, line in enumerate(drawn) if line.jumlah > 1),
        "</svg>",
    ])  # fmt: skip


def _box_width(layers: int, antara: int) -> int:
    """So wide are the boxes of a picture with so many layers from left to right."""
    return max(SEMPIT, min(LEBAR, (LEBAR_HALAMAN - 2 * TEPI - (layers - 1) * antara) // max(layers, 1)))


def _size(box: MapBox, lebar: int) -> _BoxSize:
    """The lines of a name, at most three, and the height of its box."""
    text = clean(box.judul)
    lines = wrap(text, lebar - _SISIP, HURUF, bold=box.jenis in ("pusat", "unit"))
    limit = len(text)
    while len(lines) > _BARIS_TERBANYAK:
        limit -= 4
        lines = wrap(shorten(text, limit), lebar - _SISIP, HURUF, bold=True)
    return _BoxSize(tuple(lines), lebar, len(lines) * BARIS + (BARIS_KET if box.ket else 0) + 12)


def _one_line(text: str, lebar: int) -> str:
    """The words below a name, cut to the width of the box."""
    text, limit = clean(text), len(text)
    while text_width(shorten(text, limit), HURUF_KET) > lebar - _SISIP:
        limit -= 2
    return shorten(text, limit)


def _source(
    kotak: Sequence[MapBox],
    garis: Sequence[MapLine],
    kolom: Sequence[Sequence[str]],
    sizes: dict[str, _BoxSize],
    number: dict[str, int],
    antara: int,
    arah: str,
) -> str:
    """The DOT text: boxes and lines by number; ``antara``: px between two layers; ``arah``: LR or TB."""
    nodes = [f"n{number[box.id]} [height={sizes[box.id].tinggi / _TITIK_PER_INCI:.4f}]" for box in kotak]
    edges = [f"n{number[line.dari]} -> n{number[line.ke]} [id=e{n}]" for n, line in enumerate(garis)]
    filled = [column for column in kolom if column]
    ranks = [f"{{rank=same; {' '.join(f'n{number[id]};' for id in column)}}}" for column in filled]
    # An unseen chain through the columns keeps them apart where no line does.
    chain = " -> ".join(f"n{number[column[0]]}" for column in filled)
    unseen = [f"{chain} [style=invis]"] if len(filled) > 1 else []
    return "\n".join([
        "digraph peta {",
        f"graph [rankdir={arah} nodesep=0.16 ranksep={antara / _TITIK_PER_INCI:.4f} splines=true]",
        f'node [shape=box fixedsize=true label="" width={sizes[kotak[0].id].lebar / _TITIK_PER_INCI:.4f}]',
        f"edge [arrowhead=none{' tailport=e headport=w' if kolom else ''}]",
        *nodes, *edges, *ranks, *unseen,
        "}",
    ])  # fmt: skip


class _MapPlan(NamedTuple):
    """Where the middles of the boxes are, the curves of the lines by number, and the whole size; y downwards."""

    kotak: list[Titik]
    garis: dict[int, list[Titik]]
    lebar: float
    tinggi: float

    @property
    def layers(self) -> int:
        """So many stand beside each other."""
        return len({round(x) for x, _ in self.kotak})


@lru_cache(maxsize=_INGAT)
def _layout(source: str) -> _MapPlan:
    """What Graphviz makes of a DOT text; the same for many SOPs, whose boxes differ in their words alone."""
    graph = pygraphviz.AGraph(string=source)
    try:
        graph.layout("dot")
        left, bottom, right, top = (float(value) for value in graph.graph_attr["bb"].split(","))

        def point(text: str) -> Titik:
            x, y = text.split(",")
            return float(x) - left, top - float(y)

        nodes = {int(node[1:]): point(node.attr["pos"]) for node in graph.nodes()}
        ways = {}
        for edge in graph.edges():
            if edge.attr["id"]:
                ways[int(edge.attr["id"][1:])] = [
                    point(word) for word in edge.attr["pos"].split() if word[0] not in "es"
                ]
    finally:
        graph.close()
    return _MapPlan([nodes[n] for n in sorted(nodes)], ways, right - left, top - bottom)


def _line(line: MapLine, way: list[Titik]) -> str:
    start, *curve = (f"{x:.0f} {y:.0f}" for x, y in way)
    width = f' style="stroke-width:{min(1 + line.jumlah / 10, 4):g}"' if line.jumlah > 1 else ""
    path = f'<path class="garis"{width} d="M{start}C{" ".join(curve)}"/>'
    return path + line.panah * _head(way[-2], way[-1]) + line.balik * _head(way[1], way[0])


def _head(before: Titik, tip: Titik) -> str:
    (bx, by), (x, y) = before, tip
    far = max(((x - bx) ** 2 + (y - by) ** 2) ** 0.5, 0.1)
    ux, uy = (x - bx) / far * _PANAH, (y - by) / far * _PANAH
    corners = ((x, y), (x - ux - uy / 2, y - uy + ux / 2), (x - ux + uy / 2, y - uy - ux / 2))
    return f'<path class="panah" d="M{"L".join(f"{a:.1f} {b:.1f}" for a, b in corners)}Z"/>'


def _count(line: MapLine, way: list[Titik]) -> str:
    """The number on a line, in the middle of its curve."""
    middle = len(way) // 6 * 3
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = way[middle : middle + 4] if len(way) >= middle + 4 else way[-4:]
    x, y = (ax + 3 * bx + 3 * cx + dx) / 8, (ay + 3 * by + 3 * cy + dy) / 8
    return f'<text class="jumlah" x="{x:.0f}" y="{y + 4:.0f}">{line.jumlah}</text>'


def _box(box: MapBox, at: Titik, size: _BoxSize, url: Url) -> str:
    x, y = round(at[0] - size.lebar / 2), round(at[1] - size.tinggi / 2)
    first = y + 5 + HURUF
    texts = "".join(
        f'<text x="{x + _SELA}" y="{first + n * BARIS}">{escape(line)}</text>' for n, line in enumerate(size.teks)
    )
    if box.ket:
        words = escape(_one_line(box.ket, size.lebar))
        texts += f'<text class="ket" x="{x + _SELA}" y="{y + size.tinggi - 9}">{words}</text>'
    shape = f'<rect x="{x}" y="{y}" width="{size.lebar}" height="{size.tinggi}" rx="3"/>'
    if box.jenis in ("sop", "unit"):
        shape += f'<path class="tepi" d="M{x + 2} {y + 1}v{size.tinggi - 2}"/>'
    title = f"<title>{escape(clean(box.judul))}</title>"
    inside = f'<g class="kotak-peta kotak-peta--{box.jenis}">{title}{shape}{texts}</g>'
    return f'<a href="{escape(url(box.kunci))}" tabindex="-1">{inside}</a>' if box.kunci else inside
