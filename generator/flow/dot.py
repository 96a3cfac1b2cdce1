"""A chart as a Graphviz graph (DOT): a lane for each pelaksana, the steps with their texts from top to bottom.

Lanes and boxes are placed here, because no layout program keeps lanes in the order of the columns and boxes in line;
Graphviz then finds the ways of the arrows between them (``layout=nop``: all positions are given). Every box has the
size of its own text, measured with our own letters, so that no font of the machine has a say in the picture.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.flow.bpmn_graf import Graf
from generator.flow.draw import KUNING, KUNING_LATAR, TINTA
from generator.flow.graph import Bagan, Simbol
from generator.flow.measure import text_width, wrap
from generator.flow.teks import clean, shorten, uraian

#: Font size of boxes and heads, and the height of a line (px = Graphviz point).
HURUF, BARIS = 12.0, 15.0
#: A line of about 28 letters; the room between text and outline.
LEBAR_TEKS, LEBAR_KEPUTUSAN, TEPI_X, TEPI_Y = 166.0, 118.0, 11.0, 9.0
#: Longer texts are cut in the box; its title has all of them.
PANJANG = {"terminator": 200, "proses": 200, "keputusan": 130}
#: Room for arrows: beside the boxes of a lane, between two of them, between two ranks, and where labels stand too.
TEPI_LAJUR, ANTARA, JARAK, JARAK_LABEL = 26.0, 40.0, 42.0, 58.0
LAJUR, GARIS_LAJUR, LATAR_KEPALA = "#f4f7f6", "#c9d2cf", "#e2f0ed"


@dataclass(frozen=True, slots=True)
class Kotak:
    """A box: its name in the graph, its middle (y downwards), its size in px and its lines of text."""

    nama: str
    x: float
    y: float
    lebar: float
    tinggi: float
    teks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denah:
    """Where everything stands: heads of lanes, heads of groups, boxes by the id of their symbol, and the whole size."""

    kepala: tuple[Kotak, ...]
    kelompok: tuple[Kotak, ...]
    simbol: dict[str, Kotak]
    lebar: float
    tinggi: float


def arrange(bagan: Bagan) -> Denah:
    """Place lanes and boxes."""
    rank = _ranks(bagan)
    size = {s.id: _size(bagan, s) for s in bagan.simbol}
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for s in bagan.simbol:
        cells[rank[s.id], s.kolom].append(s.id)
    row_width = {cell: sum(size[id][0] for id in ids) + (len(ids) - 1) * ANTARA for cell, ids in cells.items()}
    widths = [
        max([LEBAR_TEKS, *(w for (_, lane), w in row_width.items() if lane == n)]) + 2 * TEPI_LAJUR
        for n in range(len(bagan.kolom))
    ]
    left = [0.0, *accumulate(widths)]
    groups, heads = _heads(bagan, left)
    count = max(rank.values(), default=-1) + 1
    heights = [max(size[id][1] for id in rank if rank[id] == n) for n in range(count)]
    labelled = {r for a in bagan.alur if a.label and not a.bersama for r in (rank.get(a.dari),)}
    y = max((head.y + head.tinggi / 2 for head in heads), default=0.0) + JARAK * 0.7
    placed: dict[str, Kotak] = {}
    number = {s.id: n for n, s in enumerate(bagan.simbol)}
    for r, height in enumerate(heights):
        for lane, width in enumerate(widths):
            x = left[lane] + (width - row_width.get((r, lane), 0.0)) / 2
            for id in cells.get((r, lane), ()):
                w, h, lines = size[id]
                placed[id] = Kotak(f"s{number[id]}", x + w / 2, y + height / 2, w, h, lines)
                x += w + ANTARA
        y += height + (JARAK_LABEL if r in labelled else JARAK)
    return Denah(heads, groups, placed, left[-1], y)


def _ranks(bagan: Bagan) -> dict[str, int]:
    """How far down each symbol stands: below all that lead to it; the symbols of a joint step level."""
    head = {s.id: s.id for s in bagan.simbol}
    links = [a for a in bagan.alur if a.dari in head and a.ke in head]
    for alur in links:
        if alur.bersama:
            old, new = head[alur.ke], head[alur.dari]
            head = {id: new if h == old else h for id, h in head.items()}
    order = sorted(bagan.simbol, key=lambda s: s.baris)
    steps = dict.fromkeys(head[s.id] for s in order)
    arrows = {(head[a.dari], head[a.ke]): None for a in links if head[a.dari] != head[a.ke]}
    ranks = Graf(list(steps), list(arrows)).ranks()
    return {id: ranks[h] for id, h in head.items()}


def _size(bagan: Bagan, simbol: Simbol) -> tuple[float, float, tuple[str, ...]]:
    """Width, height and lines of a symbol. Boxes are all of one width; a diamond is as large as its text asks for."""
    text = shorten(uraian(bagan, simbol), PANJANG[simbol.jenis]) + (" (?)" if simbol.perkiraan else "")
    if simbol.jenis != "keputusan":
        lines = wrap(text, LEBAR_TEKS, HURUF)
        return LEBAR_TEKS + 2 * TEPI_X, max(34.0, len(lines) * BARIS + 2 * TEPI_Y), tuple(lines)
    lines = wrap(text, LEBAR_KEPUTUSAN, HURUF)
    width, height = max(text_width(line, HURUF) for line in lines), len(lines) * BARIS
    # A rectangle w x h fits into a diamond W x H if w/W + h/H = 1. The corners of a text are seldom full.
    width, height = width + math.sqrt(width * height * 1.8), height + math.sqrt(width * height / 1.8)
    return max(70.0, width * 0.94 + TEPI_X), max(44.0, height * 0.94 + TEPI_Y), tuple(lines)


def _heads(bagan: Bagan, left: list[float]) -> tuple[tuple[Kotak, ...], tuple[Kotak, ...]]:
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


def _row(name: str, cells: list[tuple[str, float, float]], top: float) -> tuple[Kotak, ...]:
    """Heads side by side, as (text, left, right), all as high as the highest."""
    texts = [tuple(wrap(clean(text), right - left - 16, HURUF, bold=True)) for text, left, right in cells]
    height = max((len(lines) for lines in texts), default=0) * BARIS + 14
    return tuple(
        Kotak(f"{name}{n}", (left + right) / 2, top + height / 2, right - left, height, lines)
        for n, ((_, left, right), lines) in enumerate(zip(cells, texts, strict=True))
    )


def source(bagan: Bagan, denah: Denah, teks: bool = True) -> str:
    """The DOT text. Without ``teks`` it holds names, sizes and places only: all that finding the ways needs."""
    font = f' fontname="Liberation Sans,Arial,Helvetica" fontsize={HURUF:g}' if teks else ""
    title = f" label={quote(clean(bagan.judul))} labelloc=t" if teks else ""
    return "".join([
        "digraph bagan {\n",
        f"  graph [layout=nop splines=ortho{font}{title}]\n",
        f'  node [shape=box fixedsize=true label="" color="{TINTA}"{font}]\n',
        f'  edge [color="{TINTA}" arrowsize=0.8{font}]\n',
        *(_lanes(bagan, denah) if teks else ()),
        *(_node(denah, denah.simbol[s.id], teks, _look(s, teks)) for s in bagan.simbol),
        *_edges(bagan, denah, teks),
        "}\n",
    ])  # fmt: skip


def _lanes(bagan: Bagan, denah: Denah) -> Iterator[str]:
    """The lanes as clusters with their heads, and the heads of groups."""
    for n, head in enumerate(denah.kepala):
        left, right = head.x - head.lebar / 2, head.x + head.lebar / 2
        names = " ".join(f"{denah.simbol[s.id].nama};" for s in bagan.simbol if s.kolom == n)
        box = f"{left:.1f},0,{right:.1f},{denah.tinggi - head.y + head.tinggi / 2:.1f}"
        yield f'  subgraph cluster_{n} {{\n    bb="{box}" style=filled color="{GARIS_LAJUR}" fillcolor="{LAJUR}"\n'
        yield _node(denah, head, True, f'style=filled fillcolor="{LATAR_KEPALA}" color="{GARIS_LAJUR}"')
        yield f"    {names}\n  }}\n"
    for group in denah.kelompok:
        yield _node(denah, group, True, f'style=filled fillcolor="{LATAR_KEPALA}" color="{GARIS_LAJUR}"')


def _look(simbol: Simbol, teks: bool) -> str:
    """The outline and fill of a symbol; the outline also says where arrows end."""
    shape = "shape=diamond" if simbol.jenis == "keputusan" else "shape=box"
    if not teks:
        return shape
    styles = ["filled", *(["rounded"] if simbol.jenis == "terminator" else [])]
    if not simbol.perkiraan:
        return f'{shape} style="{",".join(styles)}" fillcolor="#ffffff"'
    return f'{shape} style="{",".join([*styles, "dashed"])}" fillcolor="{KUNING_LATAR}" color="{KUNING}" fontcolor="{KUNING}"'


def _node(denah: Denah, kotak: Kotak, teks: bool, look: str) -> str:
    """A node at its place (px, y upwards) with its size (inches)."""
    place = f'pos="{kotak.x:.1f},{denah.tinggi - kotak.y:.1f}" width={kotak.lebar / 72:.4f} height={kotak.tinggi / 72:.4f}'
    return f"  {kotak.nama} [{place} {look}{f' label={quote(*kotak.teks)}' if teks else ''}]\n"


def _edges(bagan: Bagan, denah: Denah, teks: bool) -> Iterator[str]:
    """The arrows; ``id`` is the number of the link."""
    for n, alur in enumerate(bagan.alur):
        if alur.dari not in denah.simbol or alur.ke not in denah.simbol:
            continue
        parts = [f"id=a{n}", *(["dir=none"] if alur.bersama else [])]
        if teks:
            parts += ["style=dashed"] if alur.atau or alur.perkiraan else []
            parts += [f'color="{KUNING}" fontcolor="{KUNING}"'] if alur.perkiraan else []
            parts += [f"xlabel={quote(clean(alur.label))}"] if alur.label else []
        yield f"  {denah.simbol[alur.dari].nama} -> {denah.simbol[alur.ke].nama} [{' '.join(parts)}]\n"


def quote(*lines: str) -> str:
    """A DOT string of these lines: quotes, escapes and entities stay the letters they are."""
    plain = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(plain) + '"'
