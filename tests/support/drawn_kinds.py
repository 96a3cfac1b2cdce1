"""Ways in which office programs draw the same chart: one path of one of them is five of another, or a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from tests.support.drawn_sop import DrawnSop, Pen, Place, Point, symbol_points, ways

Chart = Callable[[Pen, list[Place]], None]


def frames_in_one_path(sop: DrawnSop) -> Chart:
    """All outlines are one path, each a band drawn in one go: around its outside, across, around its inside, back."""

    def draw(pen: Pen, places: list[Place]) -> None:
        pen.polygon(*(_frame(symbol_points(row.kind, place)) for row, place in zip(sop.rows, places, strict=True)))
        _arrows(sop, pen, places)

    return draw


def strips(sop: DrawnSop) -> Chart:
    """Each box is a path of four strips and two slivers, as a program leaves that draws its pen's corners."""

    def draw(pen: Pen, places: list[Place]) -> None:
        for row, (x, y, w, h) in zip(sop.rows, places, strict=True):
            if row.kind != "proses":
                pen.symbol(row.kind, x, y, w, h)
                continue
            a, b, c, d, t = x - w / 2, y - h / 2, x + w / 2, y + h / 2, 0.7
            pen.polygon(
                [(a, b), (c, b), (c, b + t), (a, b + t)], [(a, b + t), (a + t, b + t), (a + t, d - t), (a, d - t)],
                [(c - t, b + t), (c, b + t), (c, d - t), (c - t, d - t)], [(a, d - t), (c, d - t), (c, d), (a, d)],
                [(a, b), (a + t, b), (a, b + t)], [(c, d), (c - t, d), (c, d - t)],
            )  # fmt: skip
        _arrows(sop, pen, places)

    return draw


def side_by_side(sop: DrawnSop, filled: bool = False) -> Chart:
    """Each side of a box and of a decision is a path of its own, a stroke or a thin filled box."""

    def draw(pen: Pen, places: list[Place]) -> None:
        for row, place in zip(sop.rows, places, strict=True):
            points = symbol_points(row.kind, place)
            if len(points) > 4:
                pen.symbol(row.kind, *place)
                continue
            for a, b in pairwise([*points, points[0]]):
                if filled and row.kind == "proses":
                    pen.polygon(_thin(a, b))
                else:
                    pen.stroke([a, b])
        _arrows(sop, pen, places)

    return draw


def four_bars(sop: DrawnSop) -> Chart:
    """Each side of a box is a thin filled box of its own."""
    return side_by_side(sop, filled=True)


def coloured(sop: DrawnSop) -> Chart:
    """Symbols are blue shapes without an edge; so are the grounds of labels, and a part of a cell."""

    def draw(pen: Pen, places: list[Place]) -> None:
        pen.raw("0.6 0.75 0.9 rg")
        for row, place in zip(sop.rows, places, strict=True):
            pen.polygon(symbol_points(row.kind, place))
        x, y, w, _ = places[-1]
        pen.polygon([(x + w, y - 8), (x + w + 20, y - 8), (x + w + 20, y + 2), (x + w, y + 2)])
        for _, label, (x, y) in ways(sop, places):
            if label:
                pen.polygon([(x - 1, y - 6), (x + 14, y - 6), (x + 14, y + 1), (x - 1, y + 1)])
        pen.raw("0 g")
        _arrows(sop, pen, places)

    return draw


def heads_of_strokes(sop: DrawnSop) -> Chart:
    """An arrow is a line and two strokes of its head, each a path of its own."""

    def arrow(pen: Pen, way: list[Point]) -> None:
        pen.stroke(way)
        for barb in _barbs(way):
            pen.stroke([way[-1], barb])

    return _with_arrows(sop, arrow)


def filled_open_heads(sop: DrawnSop) -> Chart:
    """An arrow is one filled path: a band along its line, and one along each stroke of its head."""

    def arrow(pen: Pen, way: list[Point]) -> None:
        lines = [way, *([way[-1], barb] for barb in _barbs(way))]
        pen.polygon(*(_thin(a, b) for line in lines for a, b in pairwise(line)))

    return _with_arrows(sop, arrow)


def merged(sop: DrawnSop) -> Chart:
    """A box and the arrow that leaves it are one filled shape with a hole."""

    def draw(pen: Pen, places: list[Place]) -> None:
        for number, (row, (x, y, w, h)) in enumerate(zip(sop.rows, places, strict=True)):
            if row.kind != "proses" or number + 1 == len(sop.rows):
                pen.symbol(row.kind, x, y, w, h)
        for points, label, at in ways(sop, places):
            start = next(n for n, (x, y, w, h) in enumerate(places) if points[0] in ((x, y + h / 2), (x - w / 2, y)))
            if sop.rows[start].kind == "proses":
                _box_with_arrow(pen, places[start], points)
            else:
                pen.line(points, head=True)
            if label:
                pen.text(*at, label, 6)

    return draw


def hidden(sop: DrawnSop) -> Chart:
    """Under each capsule lies the box that stood there before, and under a white sheet an arrow nobody shall see."""

    def draw(pen: Pen, places: list[Place]) -> None:
        for row, (x, y, w, h) in zip(sop.rows, places, strict=True):
            if row.kind == "terminator":
                pen.symbol("proses", x, y, w - 4, h - 3)
                pen.raw("1 g")
                pen.polygon(symbol_points("terminator", (x, y, w, h)))
                pen.raw("0 g")
        (x, y, w, _), (u, _, uw, _) = places[1], places[2]
        pen.line([(x + w / 2 + 2, y + 4), (u - uw / 2 - 4, y + 4)], head=True)
        pen.raw("1 g")
        pen.polygon([(x + w / 2 + 0.5, y), (u, y), (u, y + 8), (x + w / 2 + 0.5, y + 8)])
        pen.raw("0 g")
        draw_symbols(sop, pen, places)
        _arrows(sop, pen, places)

    return draw


def along_the_rules(sop: DrawnSop) -> Chart:
    """An arrow is a stroke that begins with a small hook and runs on the border between two rows, and a head."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(sop, pen, places)
        for points, label, at in ways(sop, places, beside=0.6):
            x, y = points[0]
            hook = (x + 0.7, y) if x == points[1][0] else (x, y + 0.7)
            pen.stroke([hook, *points])
            pen.polygon([points[-1], *_barbs(points)])
            if label:
                pen.text(*at, label, 6)

    return draw


def dashed(sop: DrawnSop) -> Chart:
    """An arrow is one filled path: dashes, of which the head left the last one as a dot, and the head."""

    def arrow(pen: Pen, way: list[Point]) -> None:
        dashes = []
        for a, b in pairwise(way):
            size = math.dist(a, b)
            end = size - 5.0 if b == way[-1] else size
            for n in range(int(end // 5) + 1):
                start, stop = (min(at, end) / size for at in (5.0 * n, 5.0 * n + 3.0))
                if (stop - start) * size > 0.3:
                    dashes.append(_thin(_between(a, b, start), _between(a, b, stop)))
        last = _between(way[-1], way[-2], 5.0 / math.dist(way[-1], way[-2]))
        dashes.append(_thin(last, (last[0] + 0.5, last[1] + 0.5)))
        pen.polygon(*dashes, [way[-1], *_barbs(way)])

    return _with_arrows(sop, arrow)


def small_bends(sop: DrawnSop) -> Chart:
    """The ends of the flow are boxes with corners that are bent a little."""

    def draw(pen: Pen, places: list[Place]) -> None:
        for row, (x, y, w, h) in zip(sop.rows, places, strict=True):
            if row.kind != "terminator":
                pen.symbol(row.kind, x, y, w, h)
                continue
            r, corners = 2.8, ((1, -1, 0.0), (1, 1, 90.0), (-1, 1, 180.0), (-1, -1, 270.0))
            bend = [
                (x + sx * (w / 2 - r) + r * math.sin(math.radians(turn + step)),
                 y + sy * (h / 2 - r) - r * math.cos(math.radians(turn + step)))
                for sx, sy, turn in corners for step in (0, 22.5, 45, 67.5, 90)
            ]  # fmt: skip
            pen.polygon(bend, fill=False)
        _arrows(sop, pen, places)

    return draw


def one_picture(sop: DrawnSop, dots: float = 200 / 72, open_heads: bool = False) -> Chart:
    """All symbols and arrows are one picture, the labels text over it; beyond its place on the page the picture shows
    one box more, which is cut off there."""

    def draw(pen: Pen, places: list[Place]) -> None:
        found = ways(sop, places)
        points = [p for way, _, _ in found for p in way] + [(x + a * w / 2, y + b * h / 2) for x, y, w, h in places
                                                            for a in (-1, 1) for b in (-1, 1)]  # fmt: skip
        a, b = min(p[0] for p in points) - 2, min(p[1] for p in points) - 2
        c, d = max(p[0] for p in points) + 44, max(p[1] for p in points) + 2
        sheet = DotSheet((a, b, c, d), dots)
        for row, place in zip(sop.rows, places, strict=True):
            sheet.outline(symbol_points(row.kind, place))
        for way, _, _ in found:
            sheet.arrow(way, open_heads)
        sheet.outline([(c - 36, b + 4), (c - 6, b + 4), (c - 6, b + 18), (c - 36, b + 18)])
        pen.raw(f"q {a:.2f} {pen.height - d:.2f} {c - 42 - a:.2f} {d - b:.2f} re W n")
        pen.picture(sheet.image(), (a, b, c, d))
        pen.raw("Q")
        for _, label, at in found:
            if label:
                pen.text(*at, label, 6)

    return draw


def picture_an_arrow(sop: DrawnSop) -> Chart:
    """The symbols are drawn; each arrow is a picture of its own, its line grey and thin, its head black."""

    def arrow(pen: Pen, way: list[Point]) -> None:
        box = (min(p[0] for p in way) - 5, min(p[1] for p in way) - 5, max(p[0] for p in way) + 5,
               max(p[1] for p in way) + 5)  # fmt: skip
        sheet = DotSheet(box, 200 / 72)
        sheet.arrow(way, grey=190)
        pen.picture(sheet.image(), box)

    return _with_arrows(sop, arrow)


class DotSheet:
    """A picture that is drawn fine and then made coarse, as programs smooth their lines. ``dots``: to the pt."""

    FINE = 4

    def __init__(self, box: tuple[float, float, float, float], dots: float) -> None:
        self.left, self.top, self.scale = box[0], box[1], dots * self.FINE
        size = (math.ceil((box[2] - box[0]) * self.scale), math.ceil((box[3] - box[1]) * self.scale))
        self.grey = Image.new("L", size, 255)
        self.pen = ImageDraw.Draw(self.grey)

    def at(self, points: Sequence[Point]) -> list[Point]:
        """Where places of the page are in it."""
        return [((x - self.left) * self.scale, (y - self.top) * self.scale) for x, y in points]

    def outline(self, points: Sequence[Point]) -> None:
        """A white shape with a black edge."""
        seen = self.at(points)
        self.pen.polygon(seen, fill=255)
        self.pen.line([*seen, seen[0], seen[1]], fill=0, width=round(0.8 * self.scale))

    def arrow(self, way: Sequence[Point], open_heads: bool = False, grey: int = 0) -> None:
        """A line with a head."""
        self.pen.line(self.at(way), fill=grey, width=round((0.4 if grey else 0.8) * self.scale))
        left, right = _barbs(way)
        if open_heads:
            self.pen.line(self.at([left, way[-1], right]), fill=0, width=round(0.8 * self.scale))
        else:
            self.pen.polygon(self.at([left, way[-1], right]), fill=0)

    def image(self) -> Image.Image:
        """Black dots, the darker the less to be seen through."""
        grey = self.grey.reduce(self.FINE)
        found = Image.new("RGBA", grey.size, (0, 0, 0, 0))
        found.putalpha(grey.point([255 - value for value in range(256)]))
        return found


def draw_symbols(sop: DrawnSop, pen: Pen, places: Sequence[Place]) -> None:
    """All symbols, each as one path."""
    for row, place in zip(sop.rows, places, strict=True):
        pen.symbol(row.kind, *place)


def _line_with_head(pen: Pen, way: list[Point]) -> None:
    pen.line(way, head=True)


def _with_arrows(sop: DrawnSop, arrow: Callable[[Pen, list[Point]], None]) -> Chart:
    """All symbols, and each arrow as ``arrow`` draws it."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(sop, pen, places)
        _arrows(sop, pen, places, arrow)

    return draw


def _arrows(
    sop: DrawnSop, pen: Pen, places: Sequence[Place], arrow: Callable[[Pen, list[Point]], None] = _line_with_head
) -> None:
    for points, label, at in ways(sop, places):
        arrow(pen, points)
        if label:
            pen.text(*at, label, 6)


def _frame(points: Sequence[Point]) -> list[Point]:
    x, y = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    wide, high = max(abs(p[0] - x) for p in points), max(abs(p[1] - y) for p in points)
    inner = [(x + (px - x) * (1 - 0.7 / wide), y + (py - y) * (1 - 0.7 / high)) for px, py in points]
    return [*points, points[0], inner[0], *inner[:0:-1], inner[0]]


def _barbs(way: Sequence[Point]) -> tuple[Point, Point]:
    """Where the strokes of an arrow's head end."""
    (ax, ay), (bx, by) = way[-2:]
    size = math.dist((ax, ay), (bx, by))
    ux, uy = (bx - ax) / size, (by - ay) / size
    return (bx - 4.5 * ux - 2.6 * uy, by - 4.5 * uy + 2.6 * ux), (bx - 4.5 * ux + 2.6 * uy, by - 4.5 * uy - 2.6 * ux)


def _between(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _thin(a: Point, b: Point, half: float = 0.35) -> list[Point]:
    size = math.dist(a, b)
    nx, ny = -(b[1] - a[1]) / size * half, (b[0] - a[0]) / size * half
    return [(a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny), (b[0] - nx, b[1] - ny), (a[0] - nx, a[1] - ny)]


def _box_with_arrow(pen: Pen, place: Place, way: Sequence[Point]) -> None:
    """One shape of a box, of a line down from it and of an open head, and the hole in the box as its second part."""
    x, y, w, h = place
    a, b, c, d, t, e = x - w / 2, y - h / 2, x + w / 2, y + h / 2, 0.7, 0.4
    assert way[0] == (x, d) and len(way) in (2, 4)
    left, right = [(px - e, py) for px, py in way], [(px + e, py) for px, py in way]
    if len(way) == 4:  # down, across, down
        (_, gutter), (u, _) = way[1], way[2]
        up, down = (gutter - e, gutter + e) if u > x else (gutter + e, gutter - e)
        left = [(x - e, d), (x - e, down), (u - e, down), (u - e, way[-1][1])]
        right = [(x + e, d), (x + e, up), (u + e, up), (u + e, way[-1][1])]
    tip = way[-1]
    barb = [(tip[0] + 0.4, tip[1] - 1.2), (tip[0] + 2.6, tip[1] - 4.9), (tip[0] + 3.0, tip[1] - 4.5), tip,
            (tip[0] - 3.0, tip[1] - 4.5), (tip[0] - 2.6, tip[1] - 4.9), (tip[0] - 0.4, tip[1] - 1.2)]  # fmt: skip
    outside = [(a, b), (c, b), (c, d), *right[:-1], *barb, *left[-2::-1], (a, d)]
    pen.polygon(outside, [(a + t, b + t), (a + t, d - t), (c - t, d - t), (c - t, b + t)])
