"""SVG elements of the drawing: symbols, arrows and labels, for the picture file and for the page's overlay.

They follow the project's SVG contract: class node / edge / joint / edge-label, data-id, data-jenis, data-row,
data-lane, data-from, data-to, data-for. Shapes carry presentation attributes and are drawn round (0, 0).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape

from generator.chart.router.labels import LEADING
from generator.chart.router.place import TablePoint
from generator.chart.router.route import ArrowLabel, Route
from generator.chart.spoken import symbol_name
from generator.chart.style import ChartStyle
from generator.data.italics import closed, rich, tagged
from generator.steps.graph import ChartArrow, ChartSymbol, JenisSimbol
from generator.text.measure import text_width, wrap

FONT = "'Liberation Sans', Arial, sans-serif"
#: Ink and amber of a picture on white paper.
TINTA, KUNING, KUNING_LATAR = "#17211f", "#7a4a00", "#fff5dd"
ISI: Mapping[JenisSimbol, str] = {"terminator": "#d2d2d2", "proses": "#ebebeb", "keputusan": "#dedede"}
"""What fills symbols: greys, so that every printer prints them alike; ink has a contrast above 10 on each."""
PUTUS, PUTUS_PANJANG = "4 3", "9 4"
"""Dashes of what is assumed, or done by one of several; of a way that may be left out."""
#: The point where links part, and the part of it that their lines meet in (px).
FORK, FORK_BOX = 2.2, "-0.5 -0.5 1 1"
#: The type of a text inside a symbol (px): as large as fits, down to the smallest, on a screen never below READABLE.
LARGEST, READABLE, SMALLEST = 11, 11.0, 4.5
#: The share of a symbol's width and height that its text may take; on a screen nearly all of the width.
_SHARE = {"terminator": (0.78, 0.9), "proses": (0.88, 0.9), "keputusan": (0.55, 0.5)}
_SHARE_ON_SCREEN = {"terminator": (0.97, 0.9), "proses": (0.97, 0.95), "keputusan": (0.7, 0.5)}
SPECIAL = re.compile(r"[&<>\"']")


@lru_cache(maxsize=4_096)
def number(value: float) -> str:
    """A coordinate, short and the same everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(pairs: Mapping[str, object]) -> str:
    """' a="1" b="x"', escaped; an empty value leaves the attribute out."""
    texts = [(name, str(value)) for name, value in pairs.items() if value is not None]
    return "".join([f' {name}="{quoted(text)}"' for name, text in texts if text])


def quoted(text: str) -> str:
    """``text`` safe in an attribute. Nearly all are numbers and names, for which looking is quicker than replacing."""
    return escape(text) if SPECIAL.search(text) else text


def words_of_line(line: str) -> str:
    """A line of a rich text as the content of an SVG text."""
    return tagged(escape(line), '<tspan font-style="italic">', "</tspan>")


def symbol(
    simbol: ChartSymbol, gaya: ChartStyle, at: tuple[float, float], extra: str = "", baris: str = "",
    least: float = SMALLEST,
) -> str:  # fmt: skip
    """A capsule, box or diamond with its middle ``at``; dashed amber with "?" where the pelaksana is assumed.

    ``extra``: further attributes as ``attributes`` writes them; ``baris``: the name of its row, if not its number;
    ``least``: the smallest type of the text inside (px).
    """
    width, height = gaya.symbol_size(simbol.jenis)
    name = attributes({"data-id": simbol.id})
    group = (
        f'class="node{" perkiraan" * simbol.perkiraan}"{name} data-jenis="{simbol.jenis}" '
        f'data-row="{quoted(baris) or simbol.baris}" data-lane="{simbol.kolom}" '
        f'transform="translate({number(at[0])} {number(at[1])})"'
    )
    inner = _inner_text(_words_inside(simbol), simbol, width, height, least)
    return (
        f"<g {group}{extra}><title>{escape(symbol_name(simbol))}</title>"
        f"{_outline(simbol.jenis, width, height, simbol.perkiraan, gaya.isi)}{inner}</g>"
    )


@lru_cache(maxsize=64)
def _outline(jenis: JenisSimbol, width: float, height: float, perkiraan: bool, isi: bool) -> str:
    """The shape of a symbol round (0, 0)."""
    paint = {
        "fill": KUNING_LATAR if perkiraan else ISI[jenis] if isi else "#fff",
        "stroke": KUNING if perkiraan else TINTA, "stroke-width": "1.4",
        "stroke-dasharray": PUTUS if perkiraan else "",
    }  # fmt: skip
    if jenis == "keputusan":
        w, h = number(width / 2), number(height / 2)
        return f'<polygon points="0,-{h} {w},0 0,{h} -{w},0"{attributes(paint)}/>'
    box = {"x": number(-width / 2), "y": number(-height / 2), "width": number(width), "height": number(height)}
    if jenis == "terminator":
        box["rx"] = number(height / 2)
    return f"<rect{attributes({**box, **paint})}/>"


def _words_inside(simbol: ChartSymbol) -> str:
    """What stands in a symbol, with the mark of an assumption."""
    return " ".join(part for part in (rich(simbol.teks), "?" if simbol.perkiraan else "") if part)


def _inner_text(text: str, simbol: ChartSymbol, width: float, height: float, least: float) -> str:
    """The text inside a symbol, as large as fits; cut at the smallest size (its name has all of it)."""
    if not text:
        return ""
    share = (_SHARE if least < READABLE else _SHARE_ON_SCREEN)[simbol.jenis]
    lines, size = _fit(text, width * share[0], height * share[1], least)
    if simbol.perkiraan and "?" not in "".join(lines):  # the mark of an assumption is never what is cut off
        text, lines = "?", ["?"]
    top = -len(lines) * size * 1.1 / 2 + size * 0.86
    weight = "bold" if text == "?" else ""
    colour = KUNING if simbol.perkiraan else TINTA
    style = {"text-anchor": "middle", "font-size": number(size), "fill": colour, "font-weight": weight}
    return "".join(
        f'<text x="0" y="{number(top + n * size * 1.1)}"{attributes(style)}>{words_of_line(line)}</text>'
        for n, line in enumerate(closed(lines))
    )


def _fit(text: str, width: float, height: float, least: float) -> tuple[list[str], float]:
    """Break a text into lines at the largest size from 11 down to ``least`` at which it fits."""
    for half in range(2 * LARGEST, int(2 * least) - 1, -1):
        size = half / 2
        lines = wrap(text, width, size)
        if (size <= 6 or _whole(text, width, size)) and _room_for(lines, height, size):
            return lines, size
    lines = lines[: max(1, int(height / (size * 1.1)))]
    last = lines[-1]
    while last and text_width(last + "…", size) > width:
        last = last[:-1]
    return [*lines[:-1], last + "…"], size


def fits_inside(simbol: ChartSymbol, gaya: ChartStyle) -> bool:
    """Whether the words of a symbol fit in it in type that can be read."""
    width, height = gaya.symbol_size(simbol.jenis)
    share = _SHARE_ON_SCREEN[simbol.jenis]
    text, room = _words_inside(simbol), width * share[0]
    return _whole(text, room, READABLE) and _room_for(wrap(text, room, READABLE), height * share[1], READABLE)


def _whole(text: str, width: float, size: float) -> bool:
    """Whether no word breaks."""
    return all(text_width(word, size) <= width for word in text.split())


def _room_for(lines: list[str], height: float, size: float) -> bool:
    return len(lines) * size * 1.1 <= height


def edges(
    rute: Route, place: Callable[[TablePoint], tuple[float, float]], gaya: ChartStyle, nama: str = "",
    extra: Callable[[Sequence[TablePoint]], str] = lambda _: "",
) -> list[str]:  # fmt: skip
    """A link: one arrow, or its parts from fork to fork. ``nama``: its name, if not its own; ``extra``: further
    attributes of a part with these corners."""
    found, alur = [], rute.alur
    for part in rute.parts:
        own = replace(alur, dari=part.dari, ke=part.ke)
        link = attributes({"data-link": nama or alur.nama}) if own.nama != (nama or alur.nama) else ""
        corners = [place(point) for point in part.point]
        found.append(edge(own, corners, gaya, link + extra(part.point), tip=part.ke == alur.ke))
    return found


def fork(id: str, alur: ChartArrow, at: tuple[float, float], extra: str = "") -> str:
    """The point in which links of one answer part; ``alur`` is one of them."""
    group = {
        "class": f"node connector cabang{' perkiraan' * alur.perkiraan}", "data-id": id, "data-bbox": FORK_BOX,
        "transform": f"translate({number(at[0])} {number(at[1])})",
    }  # fmt: skip
    colour = KUNING if alur.perkiraan else TINTA
    return f'<g{attributes(group)}{extra}><circle r="{FORK}" fill="{colour}"/></g>'


def edge(
    alur: ChartArrow, points: Iterable[tuple[float, float]], gaya: ChartStyle, extra: str = "", tip: bool = True
) -> str:
    """An arrow along ``points`` up to its tip, or a plain line for a joint step; ``extra``: further attributes,
    ``tip``: it ends here."""
    corners = list(points)
    kind = f"edge{' joint' * alur.bersama}{' perkiraan' * alur.perkiraan}{' opsional' * alur.opsional}"
    colour = KUNING if alur.perkiraan else TINTA
    dashes = attributes({"stroke-dasharray": dashes_of(alur)})
    plain = alur.bersama or not tip
    head = "" if plain else arrowhead(corners[-2], corners[-1], gaya, colour, alur.opsional)
    return (
        f'<g class="{kind}"{attributes({"data-from": alur.dari, "data-to": alur.ke})} fill="none" '
        f'stroke="{colour}" stroke-width="1.3"{dashes}{extra}><path class="garis" d="{path(corners)}"/>{head}</g>'
    )


def dashes_of(alur: ChartArrow) -> str:
    """The dashes of a link, "" = it is whole."""
    return PUTUS if alur.atau or alur.perkiraan else PUTUS_PANJANG if alur.opsional else ""


def path(corners: list[tuple[float, float]]) -> str:
    """Path data of a line through right angles."""
    parts = [f"M{number(corners[0][0])} {number(corners[0][1])}"]
    for (x1, _), (x2, y2) in itertools.pairwise(corners):
        parts.append(f"V{number(y2)}" if abs(x1 - x2) < 0.005 else f"H{number(x2)}")
    return "".join(parts)


def arrowhead(
    before: tuple[float, float], tip: tuple[float, float], gaya: ChartStyle, colour: str, open: bool = False
) -> str:
    """An arrowhead whose tip is the end of the line: filled, or ``open``."""
    angle = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}[_direction(before, tip)]
    length, half = gaya.panah, gaya.panah * 0.42
    shape = f"M0 0L{number(-length)} {number(-half)}V{number(half)}Z"
    turn = f" rotate({angle})" if angle else ""
    move = f"translate({number(tip[0])} {number(tip[1])}){turn}"
    paint = 'fill="#fff" stroke-dasharray="none"' if open else f'fill="{colour}" stroke="none"'
    return f'<path class="kepala" d="{shape}" transform="{move}" {paint}/>'


def _direction(a: tuple[float, float], b: tuple[float, float]) -> tuple[int, int]:
    """The unit step from a to b along an axis."""
    if abs(a[0] - b[0]) > abs(a[1] - b[1]):
        return (1 if b[0] > a[0] else -1), 0
    return 0, (1 if b[1] > a[1] else -1)


def edge_label(alur: ChartArrow, label: ArrowLabel, at: tuple[float, float], extra: str = "", nama: str = "") -> str:
    """The label of an arrow, its first baseline starting or ending ``at``; ``nama``: the arrow's name, if not its own.

    Where it breaks into lines, its whole text stands behind them for programs that read the picture; nothing shows it.
    So it is with a label that stands at an exit which the arrow shares.
    """
    size, colour = label.size, KUNING if alur.perkiraan else TINTA
    name, x = quoted(nama or alur.nama), number(at[0])
    begin = (
        f'<text class="edge-label" data-for="{name}" x="{x}" y="{number(at[1])}" text-anchor="{label.rata}" '
        f'font-size="{number(size)}" fill="{colour}"{extra}>'
    )
    if not label.lines:
        place = f'x="{x}" y="{number(at[1])}" font-size="0" display="none"{extra}'
        return f'<text class="edge-label" data-for="{name}" {place}>{escape(label.teks)}</text>'
    if len(label.lines) == 1:
        return f"{begin}{escape(label.teks)}</text>"
    lines = "".join(
        f'<tspan x="{x}" y="{number(at[1] + n * LEADING * size)}">{escape(line)}</tspan>'
        for n, line in enumerate(label.lines)
    )
    near = number(at[1] + label.nearest * LEADING * size)
    whole = f'<tspan display="none" font-size="0" x="{x}" y="{near}">{escape(label.teks)}</tspan>'
    return f"{begin}{lines}{whole}</text>"
