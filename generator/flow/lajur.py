"""The swimlane picture: the steps with their texts in boxes, a lane for each pelaksana, laid out by Graphviz.

Graphviz comes with the wheel of pygraphviz and gets names and sizes only (see ``dot.py``); the SVG is written here, so
that it is the same on every machine and no text ever reaches the layout program.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

import pygraphviz

from generator.flow import dot as sumber
from generator.flow.dot import BARIS, HURUF, HURUF_KEPALA, HURUF_LABEL, Garis, Graf, Kotak
from generator.flow.draw import FONT, KUNING, KUNING_LATAR, PUTUS, TINTA, attributes, number
from generator.flow.graph import Bagan, Simbol
from generator.flow.measure import wrap
from generator.flow.teks import clean, uraian
from generator.flow.words import nama_simbol, ringkasan

LAJUR, GARIS_LAJUR, LATAR_KEPALA = "#f4f7f6", "#dbe2e0", "#e2f0ed"
#: White room round the picture, height of a group's head, length and half width of an arrowhead.
TEPI, PITA, PANAH, PANAH_TENGAH = 12.0, 28.0, 8.0, 3.4

Titik = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Denah:
    """Where Graphviz put things, y downwards: size, middles by node name, lanes as (left, right), curves by edge."""

    lebar: float
    tinggi: float
    tengah: dict[str, Titik]
    lajur: list[Titik]
    kurva: list[tuple[list[Titik], Titik | None]]


def dot(bagan: Bagan) -> str:
    """The picture's DOT source with the texts, for Graphviz and tools that read it."""
    return sumber.source(bagan, sumber.make_graf(bagan))


def draw(bagan: Bagan) -> str:
    """The picture as a stand-alone SVG document; needs no font, style sheet or script."""
    graf = sumber.make_graf(bagan)
    denah = _lay_out(bagan, graf)
    grouped = any(kolom.kelompok for kolom in bagan.kolom)
    top = PITA if grouped else 0.0
    width, height = denah.lebar + 2 * TEPI, denah.tinggi + 2 * TEPI + top
    names = {"title": f"lajur-judul-{bagan.id}", "desc": f"lajur-uraian-{bagan.id}"}
    names = {tag: "".join(c if c.isalnum() else "-" for c in name) for tag, name in names.items()}
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "class": "lajur-svg",
        "viewBox": f"{number(-TEPI)} {number(-TEPI - top)} {number(width)} {number(height)}",
        "style": f"max-width:{number(width)}px", "role": "img", "lang": "id",
        "aria-labelledby": f"{names['title']} {names['desc']}", "font-family": FONT, "font-size": number(HURUF),
    }  # fmt: skip
    parts = [
        f"<svg{attributes(root)}>",
        f'<title id="{names["title"]}">{escape(f"Bagan lajur {clean(bagan.judul)}")}</title>',
        f'<desc id="{names["desc"]}">{escape(clean(ringkasan(bagan)))}</desc>',
        *_lanes(bagan, graf, denah),
        *(_edge(garis, *kurva) for garis, kurva in zip(graf.garis, denah.kurva, strict=True)),
        *(_symbol(bagan, s, graf.simbol[s.id], denah.tengah) for s in bagan.simbol),
        *(_label(bagan, n, kotak, denah.tengah) for n, kotak in graf.label.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _lay_out(bagan: Bagan, graf: Graf) -> _Denah:
    """Let Graphviz place everything."""
    graph = pygraphviz.AGraph(string=sumber.source(bagan, graf, teks=False))
    graph.layout("dot")
    left, bottom, right, top = _numbers(graph.graph_attr["bb"])

    def place(text: str) -> Titik:
        x, y = _numbers(text)
        return x - left, top - y

    middle = {kotak.nama: place(graph.get_node(kotak.nama).attr["pos"]) for kotak in (*graf.kepala, *graf.kotak)}
    boxes = [_numbers(graph.get_subgraph(f"cluster_{n}").graph_attr["bb"]) for n in range(len(graf.kepala))]
    lanes = [(box[0] - left, box[2] - left) for box in boxes]
    found = {edge.attr["id"]: edge.attr["pos"] for edge in graph.edges() if edge.attr["id"]}
    curves = []
    for n in range(len(graf.garis)):
        points = [word.split(",") for word in found[f"g{n}"].split()]
        tips = [place(f"{p[1]},{p[2]}") for p in points if len(p) == 3]
        curve = [place(f"{p[0]},{p[1]}") for p in points if len(p) == 2]
        if any(p[0] == "s" for p in points):  # written from its target to its start
            curve.reverse()
        curves.append((curve, tips[0] if tips else None))
    graph.close()
    return _Denah(right - left, top - bottom, middle, lanes, curves)


def _numbers(text: str) -> list[float]:
    return [float(word) for word in text.split(",")]


def _lanes(bagan: Bagan, graf: Graf, denah: _Denah) -> list[str]:
    """The strips of the lanes with their heads, and the heads of groups above them."""
    parts = []
    for n, (kolom, head) in enumerate(zip(bagan.kolom, graf.kepala, strict=True)):
        left, right = denah.lajur[n]
        x, y = denah.tengah[head.nama]
        strip = _rect(left, 0, right - left, denah.tinggi, fill=LAJUR, stroke=GARIS_LAJUR)
        bar = _rect(left, 0, right - left, y + head.tinggi / 2, fill=LATAR_KEPALA, stroke=GARIS_LAJUR)
        text = _text(head.teks, (left + right) / 2, y, {"font-weight": "bold", "font-size": number(HURUF_KEPALA)})
        parts.append(f'<g class="lane"{attributes({"data-lane": n, "data-pelaksana": kolom.id})}>{strip}{bar}{text}</g>')
        if kolom.kelompok and (n == 0 or bagan.kolom[n - 1].kelompok != kolom.kelompok):
            last = n
            while last + 1 < len(bagan.kolom) and bagan.kolom[last + 1].kelompok == kolom.kelompok:
                last += 1
            end = denah.lajur[last][1]
            lines = wrap(clean(kolom.kelompok), end - left - 12, HURUF_KEPALA, bold=True)[:1]
            bar = _rect(left, -PITA, end - left, PITA - 3, fill=LATAR_KEPALA, stroke=GARIS_LAJUR)
            name = _text(lines, (left + end) / 2, -PITA / 2 - 1.5, {"font-weight": "bold"})
            parts.append(f'<g class="group">{bar}{name}</g>')
    return parts


def _rect(x: float, y: float, width: float, height: float, **paint: str) -> str:
    box = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
    return f"<rect{attributes({**box, **paint})}/>"


def _text(lines: tuple[str, ...] | list[str], x: float, y: float, style: dict[str, str], step: float = BARIS) -> str:
    """Lines of text round the middle (x, y)."""
    first = y - (len(lines) - 1) * step / 2 + 4.2
    paint = attributes({"text-anchor": "middle", "fill": TINTA, **style})
    return "".join(
        f'<text x="{number(x)}" y="{number(first + n * step)}"{paint}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _symbol(bagan: Bagan, simbol: Simbol, kotak: Kotak, tengah: dict[str, Titik]) -> str:
    """A capsule, box or diamond with its text; dashed amber where the pelaksana is assumed."""
    x, y = tengah[kotak.nama]
    w, h = kotak.lebar / 2, kotak.tinggi / 2
    colour = KUNING if simbol.perkiraan else TINTA
    paint = {
        "fill": KUNING_LATAR if simbol.perkiraan else "#fff", "stroke": colour, "stroke-width": "1.3",
        "stroke-dasharray": PUTUS if simbol.perkiraan else "",
    }  # fmt: skip
    if simbol.jenis == "keputusan":
        corners = " ".join(f"{number(a)},{number(b)}" for a, b in ((x, y - h), (x + w, y), (x, y + h), (x - w, y)))
        shape = f'<polygon points="{corners}"{attributes(paint)}/>'
    else:
        round_by = {"rx": number(min(h, 20.0))} if simbol.jenis == "terminator" else {}
        shape = _rect(x - w, y - h, 2 * w, 2 * h, **paint, **round_by)
    data = {
        "class": "node perkiraan" if simbol.perkiraan else "node", "data-id": simbol.id, "data-jenis": simbol.jenis,
        "data-row": simbol.baris, "data-lane": simbol.kolom,
    }  # fmt: skip
    title = escape(clean(f"{nama_simbol(simbol)}: {uraian(bagan, simbol)}"))
    return f"<g{attributes(data)}><title>{title}</title>{shape}{_text(kotak.teks, x, y, {'fill': colour})}</g>"


def _edge(garis: Garis, curve: list[Titik], tip: Titik | None) -> str:
    """A curve from its start to its tip; without arrowhead up to a label or between partners of a joint step."""
    alur = garis.alur
    colour = KUNING if alur.perkiraan else TINTA
    data = {
        "class": " ".join(["edge", *(["joint"] if alur.bersama else []), *(["perkiraan"] if alur.perkiraan else [])]),
        "data-from": alur.dari, "data-to": alur.ke, "fill": "none", "stroke": colour, "stroke-width": "1.2",
        "stroke-dasharray": PUTUS if alur.atau or alur.perkiraan else "",
    }  # fmt: skip
    start, *rest = (f"{number(x)} {number(y)}" for x, y in curve)
    head = _arrowhead(curve[-1], tip, colour) if tip else ""
    return f'<g{attributes(data)}><path d="M{start}C{" ".join(rest)}"/>{head}</g>'


def _arrowhead(base: Titik, tip: Titik, colour: str) -> str:
    """A filled triangle with its point at ``tip``."""
    angle = math.atan2(tip[1] - base[1], tip[0] - base[0])
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [
        (tip[0] - PANAH * cos - side * sin, tip[1] - PANAH * sin + side * cos) for side in (PANAH_TENGAH, -PANAH_TENGAH)
    ]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in (tip, *corners))
    return f'<polygon points="{points}" fill="{colour}" stroke="none"/>'


def _label(bagan: Bagan, n: int, kotak: Kotak, tengah: dict[str, Titik]) -> str:
    """The label of an arrow, on a gap in its line."""
    alur = bagan.alur[n]
    x, y = tengah[kotak.nama]
    colour = KUNING if alur.perkiraan else TINTA
    text = _text(kotak.teks, x, y, {"font-size": number(HURUF_LABEL), "fill": colour}, BARIS - 2)
    return f'<g class="edge-label"{attributes({"data-for": alur.nama})}>{text}</g>'
