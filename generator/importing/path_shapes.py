"""What drawn paths are: rules of a table, outlines of symbols, lines with or without arrowheads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from generator.importing.arrow_heads import LARGE_HEAD, ArrowHead, chevron, filled_head, open_head
from generator.importing.covered_shapes import Covers
from generator.importing.outline_shapes import (
    Outline,
    each_once,
    is_rectangle,
    large_enough,
    outline_of,
    ring_outline,
    rings,
)
from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.polygons import area, corners, edges, loops
from generator.importing.vector_page import DrawnPath

THIN = 2.6
"""A filled shape of no more width (pt) is a line."""
_DARK = 0.93
"""Lighter ones (0 = black) are not seen as a line."""
_SMALL_HEAD = 1.6
_FEW = 8
"""A polygon of fewer corners is one thing: a line with a head has seven, and ends where it began."""


class Piece(NamedTuple):
    """A straight line from a to b. ``path``: the number of the path that it is of."""

    a: Point
    b: Point
    path: int

    @property
    def length(self) -> float:
        """Its length."""
        return math.dist(self.a, self.b)

    @property
    def upright(self) -> bool:
        """Whether it runs up and down."""
        return abs(self.a[0] - self.b[0]) < 0.8 and abs(self.a[1] - self.b[1]) > 0.8

    @property
    def level(self) -> bool:
        """Whether it runs from side to side."""
        return abs(self.a[1] - self.b[1]) < 0.8 and abs(self.a[0] - self.b[0]) > 0.8


@dataclass(slots=True)
class PageShapes:
    """All that is drawn on a page, sorted.

    merged      paths in which lines, heads and symbols are one shape, so that their corners say little
    fills       coloured shapes without an edge: symbols, or grounds of cells and labels
    strips      paths of several parts that may together be one outline
    traced      the numbers of what is read from dots, of merged paths or of pictures
    """

    rules: list[Piece]
    outlines: list[Outline]
    lines: dict[int, list[Piece]]
    heads: list[ArrowHead]
    fills: list[Outline] = field(default_factory=list)
    merged: list[DrawnPath] = field(default_factory=list)
    strips: list[DrawnPath] = field(default_factory=list)
    traced: set[int] = field(default_factory=set)


def sort_shapes(paths: Iterable[DrawnPath]) -> PageShapes:
    """What each path is. A thin straight one may be a rule or a line of the flow, and stands in both lists."""
    shapes = PageShapes([], [], {}, [])
    paths = list(paths)
    for path in paths:
        dark = path.fill is not None and path.fill <= _DARK
        if path.stroke is not None and path.stroke <= _DARK:
            _sort_stroked(path, shapes)
        if dark or (path.fill is not None and path.stroke is not None):
            _sort_filled(path, shapes, dark)
    _drop_covered(shapes, Covers(paths))
    shapes.outlines = each_once(shapes.outlines)
    return shapes


def _drop_covered(shapes: PageShapes, covers: Covers) -> None:
    """Take out what is not to be seen."""
    shapes.outlines = [one for one in shapes.outlines if not covers.hide_shape(one.points, one.order)]
    shapes.fills = [one for one in shapes.fills if not covers.hide_shape(one.points, one.order)]
    shapes.heads = [one for one in shapes.heads if not covers.hide((one.tip, one.back), one.path)]
    for order, pieces in shapes.lines.items():
        shapes.lines[order] = [one for one in pieces if not covers.hide((one.a, one.b), order)]
    shapes.merged = [
        replace(path, parts=parts, closed=(True,) * len(parts)) for path in shapes.merged
        if (parts := tuple(part for part in path.parts if not covers.hide_shape(corners(part), path.order)))
    ]  # fmt: skip


def _sort_stroked(path: DrawnPath, shapes: PageShapes) -> None:
    for part, shut in zip(path.parts, path.closed, strict=True):
        points = corners(part)
        closed = len(points) > 2 and (shut or math.dist(part[0], part[-1]) < 0.6)
        box = box_of(points)
        if closed and max(box.width, box.height) < LARGE_HEAD and (head := filled_head(points, path.order)):
            shapes.heads.append(head)
            continue
        if closed and box.width >= 7 and box.height >= 4:
            shapes.outlines.append(outline_of(points, path.order))
            if is_rectangle(points, box):
                shapes.rules.extend(Piece(a, b, path.order) for a, b in edges(box.corners))
            continue
        pieces = [Piece(a, b, path.order) for a, b in pairwise(points) if math.dist(a, b) > 0.3]
        if closed and min(box.width, box.height) < 0.8:  # as flat as a line, there and back
            pieces = [_thin(box, path.order)]
        if not closed and len(points) == 3 and (head := open_head(points, path.order)):
            shapes.heads.append(head)
            continue
        shapes.lines.setdefault(path.order, []).extend(pieces)
        shapes.rules.extend(piece for piece in pieces if piece.upright or piece.level)


def _sort_filled(path: DrawnPath, shapes: PageShapes, dark: bool) -> None:
    rest: list[tuple[Point, ...]] = []
    heads: list[ArrowHead] = []
    drawn = _without_merged(path, shapes) if dark else path.parts
    parts = [corners(loop) for part in drawn for loop in loops(part)]
    several = len(path.parts) > 1
    for points in parts:
        box = box_of(points)
        small = max(box.width, box.height) <= LARGE_HEAD and min(box.width, box.height) >= _SMALL_HEAD
        head = (
            (filled_head(points, path.order) or (several and chevron(points, path.order))) if small and dark else None
        )
        if head:
            heads.append(head)
        else:
            rest.append(points)
    shapes.heads.extend(heads)
    framed, rest = rings(rest)
    if dark and not framed and len(drawn) > 2 and _may_frame(path):
        shapes.strips.append(path)
    shapes.outlines.extend(ring_outline(edges, path.order) for edges in framed)
    for points in rest:
        box = box_of(points)
        if min(box.width, box.height) <= THIN:
            if dark:
                piece = _thin(box, path.order)
                shapes.lines.setdefault(path.order, []).append(piece)
                if not heads:
                    shapes.rules.append(piece)
        elif dark and (middle := _middle_lines(points, path.order)):
            shapes.lines.setdefault(path.order, []).extend(middle)
        elif dark and path.stroke is None and len(drawn) == 1:
            shapes.fills.append(outline_of(points, path.order))


def _may_frame(path: DrawnPath) -> bool:
    """Whether the parts of a path together are as large as a symbol, and cover little of it."""
    box = box_of([point for part in path.parts for point in part])
    covered = sum(area(part) for part in path.parts)
    return large_enough(box) and covered < 0.5 * box.width * box.height


def _without_merged(path: DrawnPath, shapes: PageShapes) -> Sequence[tuple[Point, ...]]:
    """The parts of a path but for those in which several things are one shape, and what lies in these."""
    if all(len(part) < _FEW for part in path.parts):
        return path.parts
    _, unframed = rings([corners(loop) for part in path.parts for loop in loops(part)])
    boxes = [box_of(points) for points in unframed if _merged(points, path.order)]
    if not boxes:
        return path.parts
    inner = [any(box.shared(box_of(part)) > 0 for box in boxes) for part in path.parts]
    merged = tuple(part for part, within in zip(path.parts, inner, strict=True) if within)
    shapes.merged.append(DrawnPath(merged, (True,) * len(merged), path.fill, None, path.order))
    return [part for part, within in zip(path.parts, inner, strict=True) if not within]


def _merged(points: Sequence[Point], order: int) -> bool:
    """Whether a polygon is more than a narrow line: what is not beside its middle is longer than both its ends."""
    box = box_of(points)
    if len(points) < 8 or min(box.width, box.height) <= THIN or area(points) > 0.5 * box.width * box.height:
        return False
    around = sum(math.dist(a, b) for a, b in edges(points))
    return around - 2 * sum(piece.length for piece in _middle_lines(points, order)) > 4 * THIN


def _thin(box: Box, order: int) -> Piece:
    x, y = box.middle
    if box.width >= box.height:
        return Piece((box.x0, y), (box.x1, y), order)
    return Piece((x, box.y0), (x, box.y1), order)


def _middle_lines(points: Sequence[Point], order: int) -> list[Piece]:
    """The middle of a line that is drawn as a narrow polygon: halfway between edges that run beside each other."""
    sides = edges(points)
    found: list[Piece] = []
    used: set[int] = set()
    for i, (a, b) in enumerate(sides):
        long = math.dist(a, b)
        if i in used or long < THIN + 0.2:
            continue
        best: tuple[float, int] | None = None
        for j in range(i + 1, len(sides)):
            c, d = sides[j]
            if j in used or math.dist(c, d) < THIN:
                continue
            gap = _beside(a, b, c, d)
            if gap is not None and (best is None or gap < best[0]):
                best = (gap, j)
        if best is None:
            continue
        c, d = sides[best[1]]
        used |= {i, best[1]}
        found.append(Piece(_halfway(a, d), _halfway(b, c), order))
    covered = sum(piece.length for piece in found)
    around = sum(math.dist(a, b) for a, b in sides)
    return found if covered > 0.38 * around else []


def _halfway(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _beside(a: Point, b: Point, c: Point, d: Point) -> float | None:
    """How far apart two edges run that go opposite ways; None = they do not run beside each other."""
    ux, uy = b[0] - a[0], b[1] - a[1]
    vx, vy = d[0] - c[0], d[1] - c[1]
    first, second = math.hypot(ux, uy), math.hypot(vx, vy)
    if (ux * vx + uy * vy) > -0.97 * first * second:
        return None
    away = abs(ux * (c[1] - a[1]) - uy * (c[0] - a[0])) / first
    if away > THIN:
        return None
    at_c = ((c[0] - a[0]) * ux + (c[1] - a[1]) * uy) / first
    at_d = ((d[0] - a[0]) * ux + (d[1] - a[1]) * uy) / first
    shared = min(max(at_c, at_d), first) - max(min(at_c, at_d), 0.0)
    return away if shared > 0.6 * min(first, second) else None
