"""A strict judge of a drawn chart: reads an SVG and tells everything that is geometrically wrong with it.

It knows nothing of the router. What it reads is the drawing's contract: class node / edge / joint / edge-label / row /
lane / grid, with data-id, data-jenis, data-row, data-lane, data-from, data-to, data-link, data-for; class cabang is
where links of one answer part.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import hypot
from typing import NamedTuple

from generator.text.measure import text_width

Titik = tuple[float, float]
#: Lines nearer than this count as lying on each other.
DEKAT = 1.0


class Kotak(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Kotak, slack: float = 0.0) -> bool:
        return (
            self.x0 < other.x1 - slack
            and other.x0 < self.x1 - slack
            and self.y0 < other.y1 - slack
            and other.y0 < self.y1 - slack
        )

    def within(self, other: Kotak, axis: int) -> bool:
        return self[axis] >= other[axis] - 0.5 and self[axis + 2] <= other[axis + 2] + 0.5


@dataclass
class Garis:
    """One link as drawn."""

    dari: str
    ke: str
    point: list[Titik]
    nama: str  # of the whole link, where this is a half of it
    bersama: bool = False
    kepala: tuple[tuple[Titik, int], ...] = ()  # arrowheads: tip, and the angle to which it points

    @property
    def ruas(self) -> list[tuple[Titik, Titik]]:
        return list(pairwise(self.point))


@dataclass
class Gambar:
    """What an SVG shows."""

    simbol: dict[str, tuple[Kotak, str, str, str]]  # outline, jenis, row, lane
    garis: list[Garis]
    label: list[tuple[str, str, Kotak]]
    pita: dict[tuple[str, str], Kotak]
    grid: list[tuple[Titik, Titik]]
    cabang: dict[str, Titik] = field(default_factory=dict)


def read(svg: str) -> Gambar:
    """Read the drawing of an SVG document or of a page's overlay."""
    gambar = Gambar({}, [], [], {}, [])
    for element in ET.fromstring(svg).iter():
        kind = element.get("class", "").split()
        if "cabang" in kind:
            gambar.cabang[element.attrib["data-id"]] = _moved_to(element)
        elif "node" in kind:
            gambar.simbol[element.attrib["data-id"]] = (
                _outline(element),
                element.get("data-jenis", "konektor"),
                element.attrib["data-row"],
                element.attrib["data-lane"],
            )
        elif "edge" in kind:
            path = next(e for e in element if "garis" in e.get("class", ""))
            dari, ke = element.attrib["data-from"], element.attrib["data-to"]
            nama = element.get("data-link", f"{dari}->{ke}")
            heads = tuple(_arrowhead(e) for e in element if "kepala" in e.get("class", ""))
            gambar.garis.append(Garis(dari, ke, _corners(path.attrib["d"])[0], nama, "joint" in kind, heads))
        elif "edge-label" in kind:
            gambar.label += [(element.attrib["data-for"], *line) for line in _label_lines(element)]
        elif "row" in kind or "lane" in kind:
            gambar.pita[kind[0], element.attrib[f"data-{kind[0]}"]] = _rect(element)
        elif "grid" in kind:
            gambar.grid += [pair for line in _corners(element.attrib["d"]) for pair in pairwise(line)]
    return gambar


def _number(element: ET.Element, name: str) -> float:
    return float(element.get(name, "0"))


def _rect(element: ET.Element) -> Kotak:
    x, y = _number(element, "x"), _number(element, "y")
    return Kotak(x, y, x + _number(element, "width"), y + _number(element, "height"))


def _moved_to(node: ET.Element) -> Titik:
    found = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", node.attrib["transform"])
    assert found, "a symbol stands where its transform says"
    return float(found[1]), float(found[2])


def _outline(node: ET.Element) -> Kotak:
    x, y = _moved_to(node)
    shape = next(e for e in node if e.tag.endswith(("rect", "polygon")))
    if shape.tag.endswith("rect"):
        box = _rect(shape)
    else:
        numbers = [float(n) for n in re.findall(r"[-\d.]+", shape.attrib["points"])]
        box = Kotak(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))
    return Kotak(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)


def _corners(path: str) -> list[list[Titik]]:
    """Only M, H and V exist in our paths, so every line is horizontal or vertical."""
    assert re.fullmatch(r"(M[-\d.]+ [-\d.]+([HV][-\d.]+)+)+", path), path
    lines: list[list[Titik]] = []
    for letter, a, b in re.findall(r"([MHV])([-\d.]+)(?: ([-\d.]+))?", path):
        if letter == "M":
            lines.append([(float(a), float(b))])
        else:
            x, y = lines[-1][-1]
            lines[-1].append((float(a), y) if letter == "H" else (x, float(a)))
    return lines


def _arrowhead(head: ET.Element) -> tuple[Titik, int]:
    found = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)(?: rotate\((\d+)\))?", head.attrib["transform"])
    assert found, "an arrowhead stands where its transform says"
    assert head.attrib["d"].startswith("M0 0L-"), "its tip is its own 0, and it points to the right"
    return (float(found[1]), float(found[2])), int(found[3] or 0)


def _label_lines(label: ET.Element) -> list[tuple[str, Kotak]]:
    """The lines of a label, each with its rectangle."""
    size, found = _number(label, "font-size"), []
    for line in list(label) or [label]:
        if line.get("display") == "none":  # for programs: of a label in lines, of one at a shared exit
            continue
        words, x, y = line.text or "", _number(line, "x"), _number(line, "y")
        width = text_width(words, size)
        left = x - width if label.get("text-anchor") == "end" else x
        found.append((words, Kotak(left, y - 0.72 * size, left + width, y + 0.2 * size)))
    return found


def faults(gambar: Gambar) -> list[str]:
    """Everything that is wrong, in words; [] for a flawless drawing."""
    return [
        *_placement(gambar),
        *_ends(gambar),
        *_heads(gambar),
        *_through(gambar),
        *_pairs(gambar),
        *_on_rules(gambar),
        *_labels(gambar),
    ]


def _heads(gambar: Gambar) -> list[str]:
    """Every arrow has one head, at its end and along its last stretch; a line between partners, and one that only leads
    to a fork, has none."""
    wrong = []
    for garis in gambar.garis:
        (x1, y1), tip = garis.point[-2:]
        angle = (0 if tip[0] > x1 else 180) if tip[0] != x1 else 90 if tip[1] > y1 else 270
        wanted = () if garis.bersama or garis.ke in gambar.cabang else ((tip, angle),)
        if garis.kepala != wanted:
            wrong.append(f"{garis.nama} has the arrowheads {garis.kepala}, not {wanted}")
    return wrong


def _placement(gambar: Gambar) -> list[str]:
    """Symbols in their row and column, on nobody else."""
    wrong = []
    for id, (box, _, row, lane) in gambar.simbol.items():
        if not box.within(gambar.pita["row", row], 1) or not box.within(gambar.pita["lane", lane], 0):
            wrong.append(f"{id} is outside its cell")
    for (a, first), (b, second) in combinations(gambar.simbol.items(), 2):
        if first[0].meets(second[0]):
            wrong.append(f"{a} lies on {b}")
    return wrong


def _on_outline(box: Kotak, jenis: str, at: Titik) -> bool:
    """Whether a point lies on the outline: of a diamond its slopes, else a side (not its corners)."""
    dx = abs(at[0] - (box.x0 + box.x1) / 2) / ((box.x1 - box.x0) / 2)
    dy = abs(at[1] - (box.y0 + box.y1) / 2) / ((box.y1 - box.y0) / 2)
    if jenis == "keputusan":
        return abs(dx + dy - 1) < 0.05
    return (abs(dx - 1) < 0.05 and dy < 0.05) or (abs(dy - 1) < 0.05 and dx < 0.55)


def _ends(gambar: Gambar) -> list[str]:
    """Both tips on the outline, and the last stretch long enough for an arrowhead to be seen."""
    wrong = []
    for garis in gambar.garis:
        for id, at in ((garis.dari, garis.point[0]), (garis.ke, garis.point[-1])):
            if id in gambar.cabang:
                if max(abs(a - b) for a, b in zip(gambar.cabang[id], at, strict=True)) > 0.02:
                    wrong.append(f"{garis.dari}->{garis.ke} misses the fork {id}")
                continue
            box, jenis, _, _ = gambar.simbol[id]
            if not _on_outline(box, jenis, at):
                wrong.append(f"{garis.dari}->{garis.ke} dangles at {id}")
        if any(abs(a[0] - b[0]) + abs(a[1] - b[1]) < 2 for a, b in garis.ruas):
            wrong.append(f"{garis.dari}->{garis.ke} has a stretch of no length")
    return wrong


def _as_box(ruas: tuple[Titik, Titik], grow: float = 0.0) -> Kotak:
    (x1, y1), (x2, y2) = ruas
    return Kotak(min(x1, x2) - grow, min(y1, y2) - grow, max(x1, x2) + grow, max(y1, y2) + grow)


def _through(gambar: Gambar) -> list[str]:
    """No line runs through a symbol, its own or another."""
    wrong = []
    for garis in gambar.garis:
        for ruas in garis.ruas:
            line = _as_box(ruas, 0.1)
            for id, (box, jenis, _, _) in gambar.simbol.items():
                own = id in (garis.dari, garis.ke)
                inner = Kotak(box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1)
                if own and jenis == "keputusan":  # an exit beside the vertex starts inside the bounding box
                    w, h = (box.x1 - box.x0) / 4 + 1, (box.y1 - box.y0) / 4 + 1
                    inner = Kotak(box.x0 + w, box.y0 + h, box.x1 - w, box.y1 - h)
                if line.meets(inner):
                    wrong.append(f"{garis.dari}->{garis.ke} runs through {id}")
    return wrong


def _pairs(gambar: Gambar) -> list[str]:
    """No two links on one line unless they end in the same symbol; none touches a link it has nothing to do with."""
    wrong = []
    for a, b in combinations(gambar.garis, 2):
        if a.ke == b.ke:
            continue
        related = {a.dari, a.ke} & {b.dari, b.ke}
        for first in a.ruas:
            for second in b.ruas:
                problem = _contact(first, second, bool(related))
                if problem:
                    wrong.append(f"{a.dari}->{a.ke} {problem} {b.dari}->{b.ke}")
    return wrong


def _contact(first: tuple[Titik, Titik], second: tuple[Titik, Titik], related: bool) -> str:
    """How two stretches lie on each other or touch; "" if they are apart or cross properly."""
    one, two = _as_box(first), _as_box(second)
    if not _as_box(first, DEKAT / 2).meets(_as_box(second, DEKAT / 2)):
        return ""
    level_one, level_two = first[0][1] == first[1][1], second[0][1] == second[1][1]
    if level_one == level_two:
        axis = 0 if level_one else 1
        shared = min(one[axis + 2], two[axis + 2]) - max(one[axis], two[axis])
        return "lies on" if shared > 1.5 else "" if related else "touches"
    flat, tall = (one, two) if level_one else (two, one)
    proper = flat.x0 + DEKAT < tall.x0 < flat.x1 - DEKAT and tall.y0 + DEKAT < flat.y0 < tall.y1 - DEKAT
    return "" if proper or related else "touches"


def _on_rules(gambar: Gambar) -> list[str]:
    """No line on a table rule."""
    wrong = []
    for garis in gambar.garis:
        for ruas in garis.ruas:
            for rule in gambar.grid:
                same = (ruas[0][1] == ruas[1][1]) == (rule[0][1] == rule[1][1])
                if same and _contact(ruas, rule, related=True):
                    wrong.append(f"{garis.dari}->{garis.ke} lies on a table rule")
    return wrong


def _labels(gambar: Gambar) -> list[str]:
    """Labels near their exit, on nothing."""
    wrong = []
    exits = {g.nama: g.point[0] for g in reversed(gambar.garis)}
    lines = [_as_box(ruas) for garis in gambar.garis for ruas in garis.ruas]
    lanes = [box for (kind, _), box in gambar.pita.items() if kind == "lane"]
    for name, text, box in gambar.label:
        if any(box.x0 - 1 < rule < box.x1 + 1 for lane in lanes for rule in (lane.x0, lane.x1)):
            wrong.append(f"label {text} of {name} lies on a rule between two columns")
        if any(
            box.y0 < rule < box.y1
            for (kind, _), row in gambar.pita.items()
            if kind == "row"
            for rule in (row.y0, row.y1)
        ):
            wrong.append(f"label {text} of {name} lies on a rule between two rows")
        own = min(_distance(box, _as_box(ruas)) for garis in gambar.garis if garis.nama == name for ruas in garis.ruas)
        for garis in gambar.garis:
            if garis.nama != name and any(_distance(box, _as_box(ruas)) < own - 1 for ruas in garis.ruas):
                wrong.append(f"label {text} of {name} is nearer to {garis.nama}")
        x, y = exits[name]
        if ((box.x0 + box.x1) / 2 - x) ** 2 + ((box.y0 + box.y1) / 2 - y) ** 2 > 35**2:
            wrong.append(f"label {text} of {name} is far from its exit")
        if any(box.meets(line, 0.6) for line in lines):
            wrong.append(f"label {text} of {name} lies on a line")
        for id, (outline, jenis, _, _) in gambar.simbol.items():
            slack = (outline.x1 - outline.x0) / 4 if jenis == "keputusan" else 0.5
            if box.meets(outline, slack):
                wrong.append(f"label {text} of {name} lies on {id}")
    for (a, _, first), (b, _, second) in combinations(gambar.label, 2):
        if first.meets(second, 0.5):
            wrong.append(f"labels of {a} and {b} overlap")
    return wrong


def _distance(a: Kotak, b: Kotak) -> float:
    """How far apart two rectangles are."""
    return float(hypot(max(a.x0 - b.x1, b.x0 - a.x1, 0.0), max(a.y0 - b.y1, b.y0 - a.y1, 0.0)))


def crossings(gambar: Gambar) -> int:
    """How often links cross."""
    count = 0
    for a, b in combinations(gambar.garis, 2):
        for first in a.ruas:
            for second in b.ruas:
                one, two = (first, second) if first[0][1] == first[1][1] else (second, first)
                flat, tall = _as_box(one), _as_box(two)
                level = one[0][1] == one[1][1] and two[0][0] == two[1][0]
                count += level and flat.x0 + 1 < tall.x0 < flat.x1 - 1 and tall.y0 + 1 < flat.y0 < tall.y1 - 1
    return count
