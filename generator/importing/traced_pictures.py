"""Symbols, lines and arrowheads by their dots: in a picture that a program drew, and in paths that merge several.

What is traced is never sure: whoever uses it marks it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from PIL import Image, ImageDraw, ImageFilter

from generator.importing.arrow_heads import LARGE_HEAD, ArrowHead
from generator.importing.flow_lines import grouped
from generator.importing.outline_shapes import Outline, large_enough, outline_of
from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.path_shapes import THIN, PageShapes, Piece
from generator.importing.picture_mask import PictureMask, Run, Strip
from generator.importing.polygons import area, turning
from generator.importing.printed_pictures import ENOUGH, PictureDots
from generator.importing.table_rows import PageTable
from generator.importing.vector_page import DrawnPath, VectorPage

MAX_DOTS = 4_000_000
"""Dots of a picture; all columns of a sheet of A4 have less, with as many as are enough."""
_DARK = 237
"""Dots lighter than this (255 = white) are ground: as light as what is no drawn line either."""
_FULL = 0.45
"""A picture with more dark dots is no drawing of lines."""
_BUSY = 60
"""So many lines are not side by side in a chart; in a grained picture they are."""
_LARGEST = 20_000.0
"""No symbol is larger (pt², 200 by 100)."""
_HATCHED = 3.5
"""With so many dots to the pt (250 to the inch) a line has some to its width, and some printers hatch it."""
_SHORTEST = 4.0
"""No line is shorter (pt)."""
_CLEAR = frozenset({"box", "rounded", "capsule", "ellipse", "diamond", "pentagon"})


def under_words(page: VectorPage, box: Box) -> bool:
    """Whether a picture is no more than the ground or the shadow of a text."""
    words = [word for word in page.words if word.box.shared(box) > 0.3 * word.box.width * word.box.height]
    return bool(words) and box.width * box.height < 12 * sum(word.box.width * word.box.height for word in words)


def trace_pictures(page: VectorPage, table: PageTable, shapes: PageShapes) -> None:
    """Add to the shapes of a page what the pictures in its chart and its merged paths show;
    ``shapes.traced`` then names it."""
    chart = _chart(table)
    for picture in page.pictures:
        if picture.dots is None or picture.count > MAX_DOTS or not chart.around(picture.box.middle):
            continue
        if max(picture.box.width, picture.box.height) < _SHORTEST or under_words(page, picture.box):
            continue
        found = picture.dots()
        if found is not None:
            _Tracer(found, picture.box, shapes, smooth=True).trace()
    for path in shapes.merged:
        box = box_of([point for part in path.parts for point in part])
        if chart.around((box.x0, box.y0)) and chart.around((box.x1, box.y1)):
            _Tracer(_printed(path, box), box, shapes).trace()


def join_strips(table: PageTable, shapes: PageShapes) -> None:
    """Put outlines in place of the strips of which they are drawn, where these enclose the shape of a symbol."""
    chart = _chart(table)
    for path in shapes.strips:
        box = box_of([point for part in path.parts for point in part])
        within = chart.around((box.x0, box.y0)) and chart.around((box.x1, box.y1))
        if not within or box.width * box.height > _LARGEST:
            continue
        alone = PageShapes([], [], {}, [])
        _Tracer(_printed(path, box), box, alone).trace()
        if len(alone.outlines) == 1 and max(abs(p - q) for p, q in zip(alone.outlines[0].box, box, strict=True)) < THIN:
            shapes.outlines.append(replace(alone.outlines[0], order=path.order))
            shapes.lines.pop(path.order, None)


def _chart(table: PageTable) -> Box:
    return Box(table.actors[0].x0 - 6, table.top - 3, table.actors[-1].x1 + 6, table.bottom + 3)


def _printed(path: DrawnPath, box: Box) -> PictureDots:
    """The dots of a filled path, with a margin of one around: parts that go round the other way are holes."""
    size = (round(box.width * ENOUGH) + 3, round(box.height * ENOUGH) + 3)
    grey = Image.new("L", size, 255)
    pen = ImageDraw.Draw(grey)
    parts = sorted(path.parts, key=lambda part: -area(part))
    for part in parts:
        hole = turning(part) != turning(parts[0])
        pen.polygon([((x - box.x0) * ENOUGH + 1, (y - box.y0) * ENOUGH + 1) for x, y in part], fill=255 if hole else 0)
    return PictureDots(grey, lambda x, y: (box.x0 + (x - 1) / ENOUGH, box.y0 + (y - 1) / ENOUGH))


class _Tracer:
    """Traces one picture."""

    def __init__(self, dots: PictureDots, box: Box, shapes: PageShapes, smooth: bool = False) -> None:
        grey = dots.grey
        if smooth and max(grey.width, grey.height) > _HATCHED * max(box.width, box.height):
            grey = grey.filter(ImageFilter.BoxBlur(1))  # a hatched line becomes a grey one
        self.mask = PictureMask.of(grey, _DARK)
        self.place = dots.placed
        self.shapes = shapes
        self.bar = min(box.width, box.height) <= THIN  # a line and nothing else, however much of it is dark
        self.dot = max(box.width, box.height) / max(grey.width, grey.height)

    def trace(self) -> None:
        """All that it shows; nothing where it is no drawing of lines."""
        drawing = self.mask.share() < _FULL and self.mask.runs() < _BUSY
        if not drawing and not self.bar:
            return
        for region in self.mask.regions():
            self._outline(region)
        self._lines()

    def _order(self) -> int:
        order = -2 - len(self.shapes.traced)
        self.shapes.traced.add(order)
        return order

    def _outline(self, region: list[Run]) -> None:
        """A closed region of the shape of a symbol; its edge is taken out of the picture."""
        spans = _spans(region)
        edge = _boundary(spans)
        points = [self.place(x, y) for x, y in edge]
        box = box_of(points)
        if not large_enough(box):
            return
        outline = self._shape(edge, points)
        if outline.kind not in _CLEAR:
            return
        self.shapes.outlines.append(outline)
        self._erase(spans)

    def _shape(self, edge: Sequence[Point], points: Sequence[Point]) -> Outline:
        """By its few corners where it has them, by its whole edge where it is round."""
        order = self._order()
        box = box_of(edge)
        whole = outline_of(tuple(points), order)
        slack = max(1.5, 0.06 * min(box.width, box.height))
        for turn in (lambda p: p[0] + p[1], lambda p: p[0], lambda p: p[1]):
            few = _simpler(edge, slack, turn)
            if len(few) in (4, 5):
                sharp = outline_of(tuple(self.place(x, y) for x, y in few), order)
                if sharp.kind in ("diamond", "pentagon") or (sharp.kind == "box" and not _bent(edge)):
                    return Outline(sharp.kind, whole.box, sharp.points, order)
        return whole

    def _thickness(self, spans: dict[int, tuple[int, int]]) -> tuple[int, int]:
        """How thick the line around a region is from side to side, and from top to bottom (dots): the usual run of dark
        dots beside it."""
        rows = sorted(spans)
        across = [
            self._run(x, y, way, 0) for y in rows[:: max(1, len(rows) // 12)]
            for x, way in ((spans[y][1], 1), (spans[y][0] - 1, -1))
        ]  # fmt: skip
        left, right = min(x0 for x0, _ in spans.values()), max(x1 for _, x1 in spans.values())
        down = []
        for x in range(left, right, max(1, (right - left) // 12)):
            own = [y for y in rows if spans[y][0] <= x < spans[y][1]]
            if own:
                down += [self._run(x, own[0] - 1, 0, -1), self._run(x, own[-1] + 1, 0, 1)]
        return sorted(across)[len(across) // 2], sorted(down)[len(down) // 2]

    def _run(self, x: int, y: int, across: int, down: int) -> int:
        run = 0
        while run * self.dot < 2 * THIN and self.mask.dark(x + across * run, y + down * run):
            run += 1
        return run

    def _erase(self, spans: dict[int, tuple[int, int]]) -> None:
        """Take out a region with the line around it, and no more: what touches the line may be the tip of a head."""
        across, down = self._thickness(spans)
        top, foot = min(spans), max(spans)
        for y in range(top - down - 1, foot + down + 2):
            near = [spans[row] for row in range(max(y - down - 1, top), min(y + down + 1, foot) + 1) if row in spans]
            x0, x1 = spans.get(y, (self.mask.width, 0))
            self.mask.erase(y, min([x0 - across - 1, *(a - 1 for a, _ in near)]),
                            max([x1 + across + 1, *(b + 1 for _, b in near)]))  # fmt: skip

    def _lines(self) -> None:
        """The straight lines that are left, each with the heads at its ends."""
        shortest = max(4, round(_SHORTEST / self.dot))
        thickest = max(2, round(THIN / self.dot))
        strips = list(self.mask.strips(shortest, thickest))
        heads: list[tuple[ArrowHead, Piece]] = []
        inner: list[Box] = []
        pieces: list[Piece] = []
        kept: list[Strip] = []
        for strip in sorted(strips, key=lambda one: one.start - one.end):
            piece = self._piece(strip)
            if any(strip.beside(other, thickest) for other in kept):
                continue  # the edge of a line that is not quite straight
            if any(box.around(piece.a, 1.0) and box.around(piece.b, 1.0) for box in inner):
                continue  # a row of dots of a head is no line
            pieces.append(piece)
            kept.append(strip)
            both = [found for from_end in (False, True) if (found := self._head(strip, from_end)) is not None]
            if len(both) == 2 and piece.length < 2 * sum(head.length for head, _ in both):
                continue  # so short a line is seen as the other end of its own head
            for head, box in both:
                heads.append((head, piece))
                inner.append(box)
        for group in grouped(pieces):
            order = self._order()
            members = [Piece(piece.a, piece.b, order) for piece in group]
            self.shapes.lines[order] = members
            for head, piece in heads:
                if piece in group:
                    self.shapes.heads.append(ArrowHead(head.tip, head.back, order))

    def _piece(self, strip: Strip) -> Piece:
        if strip.upright:
            return Piece(self.place(strip.at, strip.start), self.place(strip.at, strip.end), -1)
        return Piece(self.place(strip.start, strip.at), self.place(strip.end, strip.at), -1)

    def _head(self, strip: Strip, from_end: bool) -> tuple[ArrowHead, Box] | None:
        """A head at an end of a strip: evenly to both sides it grows from the tip, and stops."""
        reach, window = round(LARGE_HEAD / self.dot), round(0.6 * LARGE_HEAD / self.dot)
        sides = self.mask.widths(strip, from_end, reach, window)
        wide = [min(pair) for pair in sides]
        if not wide:
            return None
        most = max(wide)
        back = wide.index(most)
        while back + 1 < len(wide) and wide[back + 1] == most:
            back += 1
        uneven = abs(sides[back][0] - sides[back][1]) > 0.35 * most + 1.5
        long, half = back * self.dot, strip.thick / 2
        if uneven or most < half + max(1.0, 0.8 / self.dot) or not 1.2 <= long <= LARGE_HEAD:
            return None
        # its tip may have gone with the edge of the symbol that it touches
        narrow = wide[0] <= 0.6 * most and max(wide[: back // 3 + 1]) <= 0.75 * most
        grows = narrow and wide[(2 * back) // 3] >= 0.35 * most
        behind = wide[back + max(2, round(1.2 / self.dot)) :][:4]
        if not grows or not behind or max(behind) > 0.6 * most + 1:
            return None
        tip, foot = (strip.end, strip.end - back) if from_end else (strip.start, strip.start + back)
        spots = [(tip, strip.at), (foot, strip.at), (foot, strip.at - most), (foot, strip.at + most)]
        seen = [self.place(b, a) if strip.upright else self.place(a, b) for a, b in spots]
        return ArrowHead(seen[0], seen[1], -1), box_of(seen)


def _spans(region: Sequence[Run]) -> dict[int, tuple[int, int]]:
    """How far a region reaches in each row, whatever words stand in it."""
    found: dict[int, tuple[int, int]] = {}
    for run in region:
        x0, x1 = found.get(run.y, (run.x0, run.x1))
        found[run.y] = (min(x0, run.x0), max(x1, run.x1))
    return found


def _boundary(spans: dict[int, tuple[int, int]]) -> list[Point]:
    """The edge of a region: down its right side, and up its left one."""
    rows = sorted(spans)
    right = [(float(spans[rows[0]][1]), float(rows[0]))]
    left = [(float(spans[rows[0]][0]), float(rows[0]))]
    for y in rows:
        right.append((float(spans[y][1]), y + 0.5))
        left.append((float(spans[y][0]), y + 0.5))
    right.append((float(spans[rows[-1]][1]), rows[-1] + 1.0))
    left.append((float(spans[rows[-1]][0]), rows[-1] + 1.0))
    return [*right, *left[::-1]]


def _bent(edge: Sequence[Point]) -> bool:
    """Whether all four corners of the box around an edge are cut off by more than two dots."""
    box = box_of(edge)
    return all(min(math.dist(point, corner) for point in edge) > 2.0 for corner in box.corners)


def _simpler(edge: Sequence[Point], slack: float, turn: Callable[[Point], float]) -> list[Point]:
    """The corners of an edge, from the points that lie farthest out in one direction."""
    first = min(range(len(edge)), key=lambda i: turn(edge[i]))
    ring = [*edge[first:], *edge[:first]]
    second = max(range(len(ring)), key=lambda i: turn(ring[i]))
    return [*_corners(ring[: second + 1], slack)[:-1], *_corners([*ring[second:], ring[0]], slack)[:-1]]


def _corners(points: Sequence[Point], slack: float) -> list[Point]:
    """The points of a line from which it cannot be left out by more than a slack."""
    if len(points) < 3:
        return list(points)
    (ax, ay), (bx, by) = points[0], points[-1]
    size = math.dist(points[0], points[-1]) or 1.0
    away = [abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / size for x, y in points]
    far = max(range(len(points)), key=lambda i: away[i])
    if away[far] <= slack:
        return [points[0], points[-1]]
    return [*_corners(points[: far + 1], slack)[:-1], *_corners(points[far:], slack)]
