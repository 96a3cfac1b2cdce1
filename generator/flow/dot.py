"""A chart as a Graphviz graph (DOT): lanes as clusters side by side, steps from top to bottom.

Every box has the size of its own text, measured here, so that no font of the machine has a say in the layout. Labels
of arrows are small nodes on the arrow. An arrow that leads back is written from its target to its start
(``dir=back``), so that Graphviz keeps the order of the rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.flow.draw import KUNING, KUNING_LATAR, TINTA
from generator.flow.graph import Alur, Bagan, JenisSimbol
from generator.flow.measure import text_width, wrap
from generator.flow.teks import clean, shorten, uraian

#: Font sizes of boxes, labels and lane heads, and the height of a line (px = Graphviz point).
HURUF, HURUF_LABEL, HURUF_KEPALA, BARIS = 12.0, 11.0, 12.0, 15.0
#: A line of about 28 letters; the room between text and outline.
LEBAR_TEKS, LEBAR_KEPUTUSAN, LEBAR_LABEL, TEPI_X, TEPI_Y = 172.0, 120.0, 110.0, 10.0, 8.0
#: Longer texts are cut in the box; its title has all of them.
PANJANG = {"terminator": 200, "proses": 200, "keputusan": 130}
LEBAR_LAJUR = 150.0


@dataclass(frozen=True, slots=True)
class Kotak:
    """A node: its name in the graph, lane, size in px and lines of text."""

    nama: str
    lajur: int
    lebar: float
    tinggi: float
    teks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Garis:
    """An edge between two nodes; ``panah`` = with an arrowhead at ``ke``. ``alur`` is the link that it shows."""

    dari: str
    ke: str
    alur: Alur
    panah: bool


@dataclass(frozen=True, slots=True)
class Graf:
    """What is laid out: a head for each lane, a node for each symbol (by its id) and for each label, and the edges."""

    kepala: tuple[Kotak, ...]
    simbol: dict[str, Kotak]
    label: dict[int, Kotak]
    garis: tuple[Garis, ...]

    @property
    def kotak(self) -> tuple[Kotak, ...]:
        """Symbols and labels."""
        return *self.simbol.values(), *self.label.values()


def make_graf(bagan: Bagan) -> Graf:
    """The nodes and edges of a chart, with sizes and texts; names are numbers, whatever the ids are."""
    heads = tuple(_head(n, kolom.nama) for n, kolom in enumerate(bagan.kolom))
    simbol = {s.id: _symbol(n, s.jenis, uraian(bagan, s), s.kolom, s.perkiraan) for n, s in enumerate(bagan.simbol)}
    label: dict[int, Kotak] = {}
    garis: list[Garis] = []
    for n, alur in enumerate(bagan.alur):
        if alur.dari not in simbol or alur.ke not in simbol:
            continue
        dari, ke = simbol[alur.dari], simbol[alur.ke]
        text = clean(alur.label)
        if text and not alur.bersama:
            label[n] = _label(n, text, dari.lajur)
            garis += [Garis(dari.nama, f"t{n}", alur, False), Garis(f"t{n}", ke.nama, alur, True)]
        else:
            garis.append(Garis(dari.nama, ke.nama, alur, not alur.bersama))
    return Graf(heads, simbol, label, tuple(garis))


def _head(n: int, nama: str) -> Kotak:
    lines = wrap(clean(nama), LEBAR_TEKS, HURUF_KEPALA, bold=True)
    width = max(text_width(line, HURUF_KEPALA, bold=True) for line in lines)
    return Kotak(f"p{n}", n, max(LEBAR_LAJUR, width + 2 * TEPI_X), len(lines) * BARIS + 2 * TEPI_Y, tuple(lines))


def _symbol(n: int, jenis: JenisSimbol, text: str, lajur: int, perkiraan: bool) -> Kotak:
    """A box round its text; a diamond is as large as the box inside it asks for."""
    text = shorten(text, PANJANG[jenis]) + (" (?)" if perkiraan else "")
    limit = LEBAR_KEPUTUSAN if jenis == "keputusan" else LEBAR_TEKS
    lines = wrap(text, limit, HURUF)
    width, height = max(text_width(line, HURUF) for line in lines), len(lines) * BARIS
    if jenis == "keputusan":
        # A rectangle w x h fits into a diamond W x H if w/W + h/H = 1; this W : H keeps the diamond flat.
        width, height = width + math.sqrt(width * height * 1.8), height + math.sqrt(width * height / 1.8)
    extra = 2 * TEPI_X + (10 if jenis == "terminator" else 0)
    return Kotak(f"s{n}", lajur, max(70.0, width + extra), max(34.0, height + 2 * TEPI_Y), tuple(lines))


def _label(n: int, text: str, lajur: int) -> Kotak:
    lines = wrap(shorten(text, 80), LEBAR_LABEL, HURUF_LABEL)
    width = max(text_width(line, HURUF_LABEL) for line in lines)
    return Kotak(f"t{n}", lajur, width + 8, len(lines) * (BARIS - 2) + 4, tuple(lines))


def source(bagan: Bagan, graf: Graf, teks: bool = True) -> str:
    """The DOT text. Without ``teks`` it holds nothing but names and sizes: all that the layout needs."""
    title = f"  label={quote(clean(bagan.judul))} labelloc=t\n" if teks and clean(bagan.judul) else ""
    font = f' fontname="Liberation Sans,Arial,Helvetica" fontsize={HURUF:g}' if teks else ""
    return (
        "digraph bagan {\n"
        f"  graph [rankdir=TB newrank=true nodesep=0.28 ranksep=0.32{font}]\n"
        f'  node [shape=box fixedsize=true label="" color="{TINTA}"{font}]\n'
        f'  edge [color="{TINTA}" arrowsize=0.8]\n'
        f"{title}{''.join(_lanes(bagan, graf, teks))}{''.join(_ranks(bagan, graf))}{''.join(_edges(bagan, graf))}}}\n"
    )


def _lanes(bagan: Bagan, graf: Graf, teks: bool) -> Iterator[str]:
    """A cluster for each lane, from its head to its foot."""
    jenis = {graf.simbol[s.id].nama: s for s in bagan.simbol}
    for n, head in enumerate(graf.kepala):
        yield f"  subgraph cluster_{n} {{\n    margin=10 style=filled color=\"#dbe2e0\" fillcolor=\"#f4f7f6\"\n"
        yield _node(head, teks, ' shape=plain fontsize=12') if teks else _node(head, teks)
        yield f"    k{n} [width=0.1 height=0.02 style=invis]\n"
        for kotak in graf.kotak:
            if kotak.lajur != n:
                continue
            simbol = jenis.get(kotak.nama)
            look = ' shape=plain fontsize=11' if simbol is None else _look(simbol.jenis, simbol.perkiraan)
            yield _node(kotak, teks, look if teks or simbol is None else "")
        yield "  }\n"


def _look(jenis: JenisSimbol, perkiraan: bool) -> str:
    """The outline and fill of a symbol."""
    shape = {"terminator": "", "proses": "", "keputusan": " shape=diamond"}[jenis]
    styles = ["filled", *(["rounded"] if jenis == "terminator" else []), *(["dashed"] if perkiraan else [])]
    fill = f'fillcolor="{KUNING_LATAR}" color="{KUNING}" fontcolor="{KUNING}"' if perkiraan else 'fillcolor="#ffffff"'
    return f'{shape} style="{",".join(styles)}" {fill}'


def _node(kotak: Kotak, teks: bool, look: str = "") -> str:
    """A node with its size in inches."""
    label = f" label={quote(*kotak.teks)}" if teks else ""
    return f"    {kotak.nama} [width={kotak.lebar / 72:.4f} height={kotak.tinggi / 72:.4f}{label}{look}]\n"


def _ranks(bagan: Bagan, graf: Graf) -> Iterator[str]:
    """Heads in a row at the top in the order of the columns, feet at the bottom, joint steps level."""
    n = len(graf.kepala)
    yield f"  {{rank=min; {' '.join(f'p{c};' for c in range(n))}}}\n"
    yield f"  {{rank=max; {' '.join(f'k{c};' for c in range(n))}}}\n"
    for row in "pk":
        yield f"  {' -> '.join(f'{row}{c}' for c in range(n))} [style=invis weight=100]\n" if n > 1 else ""
    for alur in bagan.alur:
        if alur.bersama and alur.dari in graf.simbol and alur.ke in graf.simbol:
            yield f"  {{rank=same; {graf.simbol[alur.dari].nama}; {graf.simbol[alur.ke].nama};}}\n"


def _edges(bagan: Bagan, graf: Graf) -> Iterator[str]:
    """The arrows, each from the upper row to the lower one."""
    order = {graf.simbol[s.id].nama: (s.baris, n) for n, s in enumerate(bagan.simbol)}
    yield from (f"  p{kotak.lajur} -> {kotak.nama} [style=invis]\n" for kotak in graf.kotak)
    yield from (f"  {kotak.nama} -> k{kotak.lajur} [style=invis]\n" for kotak in graf.kotak)
    for n, garis in enumerate(graf.garis):
        alur = garis.alur
        back = order[graf.simbol[alur.ke].nama] < order[graf.simbol[alur.dari].nama]
        attributes = [f"id=g{n}", f"dir={('back' if back else 'forward') if garis.panah else 'none'}"]
        attributes += ["style=dashed"] if alur.atau or alur.perkiraan else []
        attributes += [f'color="{KUNING}"'] if alur.perkiraan else []
        attributes += ["constraint=false"] if alur.bersama else []
        ends = (garis.ke, garis.dari) if back else (garis.dari, garis.ke)
        yield f"  {ends[0]} -> {ends[1]} [{' '.join(attributes)}]\n"


def quote(*lines: str) -> str:
    """A DOT string of these lines: quotes, escapes and entities stay the letters they are."""
    plain = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(plain) + '"'
