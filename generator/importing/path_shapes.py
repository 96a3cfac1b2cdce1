"""What drawn paths are: rules of a table, outlines of symbols, lines with or without arrowheads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from generator.importing.vector_page import Box, DrawnPath, Point, box_of

OutlineKind: TypeAlias = Literal["capsule", "rounded", "box", "diamond", "pentagon", "ellipse", "other"]
THIN = 2.6
"""A filled shape of no more width (pt) is a line."""
_DARK = 0.93
"""Lighter ones (0 = black) are not seen as a line."""
_SMALL_HEAD, _LARGE_HEAD = 1.6, 16.0


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


class ArrowHead(NamedTuple):
    """A triangle or an open head. ``tip``: its point; ``back``: the middle of its other end."""

    tip: Point
    back: Point
    path: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape that may be a symbol. ``points``: its corners."""

    kind: OutlineKind
    box: Box
    points: tuple[Point, ...]
    order: int


@dataclass(slots=True)
class PageShapes:
    """All that is drawn on a page, sorted."""

    rules: list[Piece]
    outlines: list[Outline]
    lines: dict[int, list[Piece]]
    heads: list[ArrowHead]


def sort_shapes(paths: Iterable[DrawnPath]) -> PageShapes:
    """What each path is. A thin straight one may be a rule or a line of the flow, and stands in both lists."""
    shapes = PageShapes([], [], {}, [])
    for path in paths:
        dark = path.fill is not None and path.fill <= _DARK
        if path.stroke is not None and path.stroke <= _DARK:
            _sort_stroked(path, shapes)
        if dark or (path.fill is not None and path.stroke is not None):
            _sort_filled(path, shapes, dark)
    shapes.outlines = _once(shapes.outlines)
    return shapes


def _sort_stroked(path: DrawnPath, shapes: PageShapes) -> None:
    for part, shut in zip(path.parts, path.closed, strict=True):
        points = _corners(part)
        closed = len(points) > 2 and (shut or math.dist(part[0], part[-1]) < 0.6)
        box = box_of(list(points))
        if closed and max(box.width, box.height) < _LARGE_HEAD and (head := _head(points, path.order)):
            shapes.heads.append(head)
            continue
        if closed and box.width >= 7 and box.height >= 4:
            shapes.outlines.append(_outline(points, path))
            if _is_rectangle(points, box):
                shapes.rules.extend(_edges(box, path.order))
            continue
        pieces = [Piece(a, b, path.order) for a, b in pairwise(points) if math.dist(a, b) > 0.3]
        if not closed and len(points) == 3 and (head := _open_head(points, path.order)):
            shapes.heads.append(head)
            continue
        shapes.lines.setdefault(path.order, []).extend(pieces)
        shapes.rules.extend(piece for piece in pieces if piece.upright or piece.level)


def _edges(box: Box, order: int) -> list[Piece]:
    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
    return [Piece(a, b, order) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)]


def _sort_filled(path: DrawnPath, shapes: PageShapes, dark: bool) -> None:
    rest: list[tuple[Point, ...]] = []
    heads: list[ArrowHead] = []
    for part in path.parts:
        points = _corners(part)
        box = box_of(list(points))
        several = len(path.parts) > 1
        small = max(box.width, box.height) <= _LARGE_HEAD and min(box.width, box.height) >= _SMALL_HEAD
        head = (_head(points, path.order) or (several and _chevron(points, path.order))) if small and dark else None
        if head:
            heads.append(head)
        else:
            rest.append(points)
    shapes.heads.extend(heads)
    ring = _ring(rest)
    if ring is not None:
        shapes.outlines.append(_outline(ring, path))
        return
    for points in rest:
        box = box_of(list(points))
        if min(box.width, box.height) <= THIN:
            if dark:
                piece = _thin(box, path.order)
                shapes.lines.setdefault(path.order, []).append(piece)
                if not heads:
                    shapes.rules.append(piece)
        elif dark and (middle := _middle_lines(points, path.order)):
            shapes.lines.setdefault(path.order, []).extend(middle)
        elif path.stroke is not None and len(path.parts) == 1 and box.height >= 4:
            pass  # the stroke is kept already
    return


def _thin(box: Box, order: int) -> Piece:
    x, y = box.middle
    if box.width >= box.height:
        return Piece((box.x0, y), (box.x1, y), order)
    return Piece((x, box.y0), (x, box.y1), order)


def _corners(part: Sequence[Point]) -> tuple[Point, ...]:
    """The points without those that repeat or lie on a straight line."""
    points: list[Point] = []
    for point in part:
        if points and math.dist(points[-1], point) < 0.05:
            continue
        while len(points) > 1 and _straight(points[-2], points[-1], point):
            points.pop()
        points.append(point)
    if len(points) > 3 and math.dist(points[0], points[-1]) < 0.3:
        points.pop()
    return tuple(points)


def _straight(a: Point, b: Point, c: Point) -> bool:
    cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return along > 0 and abs(cross) < 0.02 * math.dist(a, b) * math.dist(b, c)


def area(points: Sequence[Point]) -> float:
    """The area of a polygon."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        total += ax * by - bx * ay
    return abs(total) / 2


def _head(points: Sequence[Point], order: int) -> ArrowHead | None:
    """A filled triangle, or an arrow tail cut into it: the tip is the corner with the smallest angle that lies farthest
    from the middle of the others."""
    if len(points) not in (3, 4):
        return None
    size = area(points)
    box = box_of(list(points))
    if size < 1.2 or (len(points) == 4 and size > 0.62 * box.width * box.height):
        return None
    if len(points) == 4 and not _dented(points):
        return None
    best: tuple[float, Point, Point] | None = None
    for index, tip in enumerate(points):
        left, right = points[index - 1], points[(index + 1) % len(points)]
        legs = math.dist(tip, left), math.dist(tip, right)
        base = math.dist(left, right)
        uneven = abs(legs[0] - legs[1]) / max(*legs, 0.1)
        if uneven < 0.25 and (best is None or uneven + base / sum(legs) < best[0]):
            best = (uneven + base / sum(legs), tip, ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2))
    if best is None or math.dist(best[1], best[2]) < 1.2:
        return None
    return ArrowHead(best[1], best[2], order)


def _dented(points: Sequence[Point]) -> bool:
    signs = set()
    count = len(points)
    for index, b in enumerate(points):
        a, c = points[index - 1], points[(index + 1) % count]
        cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        signs.add(cross > 0)
    return len(signs) == 2


def _open_head(points: Sequence[Point], order: int) -> ArrowHead | None:
    """Two short strokes that meet in a point."""
    left, tip, right = points
    legs = math.dist(left, tip), math.dist(tip, right)
    if not (min(legs) > 1.5 and max(legs) < _LARGE_HEAD and abs(legs[0] - legs[1]) < 0.3 * max(legs)):
        return None
    back = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    away = math.dist(tip, back)
    if away < 1.0 or math.dist(left, right) > 2.6 * away or math.dist(left, right) < 0.3 * away:
        return None
    return ArrowHead(tip, back, order)


def _chevron(points: Sequence[Point], order: int) -> ArrowHead | None:
    """An open head that is drawn as a filled shape: a thick letter V."""
    box = box_of(list(points))
    if len(points) < 6 or area(points) > 0.5 * box.width * box.height:
        return None
    middle = box.middle
    heavy = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    sides = (
        ((box.x1, middle[1]), (box.x0, middle[1])), ((box.x0, middle[1]), (box.x1, middle[1])),
        ((middle[0], box.y1), (middle[0], box.y0)), ((middle[0], box.y0), (middle[0], box.y1)),
    )  # fmt: skip
    found = []
    for tip, back in sides:
        near = min(math.dist(point, tip) for point in points)
        hollow = min(math.dist(point, back) for point in points)
        found.append((near - hollow, tip, back))
    found.sort(key=lambda one: one[0])
    best, next_best = found[0], found[1]
    if best[0] > -0.8 or next_best[0] - best[0] < 0.5 or math.dist(heavy, middle) > max(box.width, box.height):
        return None
    return ArrowHead(best[1], best[2], order)


def _ring(parts: Sequence[tuple[Point, ...]]) -> tuple[Point, ...] | None:
    """The outer edge of an outline that is drawn as a filled band."""
    if len(parts) != 2:
        return None
    outer, inner = sorted(parts, key=lambda part: -area(part))
    a, b = box_of(list(outer)), box_of(list(inner))
    inside = a.x0 <= b.x0 and a.y0 <= b.y0 and a.x1 >= b.x1 and a.y1 >= b.y1
    band = max(b.x0 - a.x0, a.x1 - b.x1, b.y0 - a.y0, a.y1 - b.y1)
    return outer if inside and band < 3.5 and b.width > 4 and b.height > 3 else None


def _outline(points: tuple[Point, ...], path: DrawnPath) -> Outline:
    box = box_of(list(points))
    return Outline(_kind(points, box), box, points, path.order)


def _is_rectangle(points: Sequence[Point], box: Box) -> bool:
    return len(points) == 4 and area(points) > 0.985 * box.width * box.height


def _kind(points: Sequence[Point], box: Box) -> OutlineKind:
    """What a closed shape is, by the corners of its box that it reaches and by how much of it it fills."""
    share = area(points) / max(box.width * box.height, 0.1)
    slack = 0.06 * min(box.width, box.height) + 0.4
    corners = [(x, y) for y in (box.y0, box.y1) for x in (box.x0, box.x1)]
    reached = [min(math.dist(point, corner) for point in points) < slack for corner in corners]
    if all(reached):
        return "box" if share > 0.96 else "other"
    if len(points) == 4 and share < 0.56 and not any(reached):
        return "diamond"
    if sum(reached) == 2 and len(points) == 5 and share > 0.6:
        return "pentagon"
    if any(reached):
        return "other"
    if share < 0.7 or not _convex(points):
        return "other"
    if len(points) in (5, 6, 8) and share < 0.95 and not _round(points):
        return "other"
    return _round_kind(points, box, share)


def _round(points: Sequence[Point]) -> bool:
    """Whether several short edges make a bend."""
    return len(points) >= 10


def _round_kind(points: Sequence[Point], box: Box, share: float) -> OutlineKind:
    if share < 0.80 and box.width < 1.6 * box.height:
        return "ellipse"
    tops = [x for x, y in points if abs(y - box.y0) < 0.35]
    flat = (max(tops) - min(tops)) if tops else 0.0
    bend = (box.width - flat) / 2
    sides = [y for x, y in points if abs(x - box.x0) < 0.35]
    straight = (max(sides) - min(sides)) if sides else 0.0
    if share < 0.80:
        return "ellipse"
    if bend < 0.34 * box.height and straight > 0.3 * box.height:
        return "rounded"
    return "capsule"


def _convex(points: Sequence[Point]) -> bool:
    """Whether a shape has no dents worth the name."""
    ordered = sorted(set(points))
    hull: list[Point] = []
    for run in (ordered, ordered[::-1]):
        base = len(hull)
        for point in run:
            while len(hull) - base > 1 and _turn(hull[-2], hull[-1], point) <= 0:
                hull.pop()
            hull.append(point)
        hull.pop()
    return area(points) > 0.96 * area(hull)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _middle_lines(points: Sequence[Point], order: int) -> list[Piece]:
    """The middle of a line that is drawn as a narrow polygon: halfway between edges that run beside each other."""
    edges = list(zip(points, [*points[1:], points[0]], strict=True))
    found: list[Piece] = []
    used: set[int] = set()
    for i, (a, b) in enumerate(edges):
        long = math.dist(a, b)
        if i in used or long < THIN + 0.2:
            continue
        best: tuple[float, int] | None = None
        for j in range(i + 1, len(edges)):
            c, d = edges[j]
            if j in used or math.dist(c, d) < THIN:
                continue
            gap = _beside(a, b, c, d)
            if gap is not None and (best is None or gap < best[0]):
                best = (gap, j)
        if best is None:
            continue
        c, d = edges[best[1]]
        used |= {i, best[1]}
        found.append(Piece(_halfway(a, d), _halfway(b, c), order))
    covered = sum(piece.length for piece in found)
    around = sum(math.dist(a, b) for a, b in edges)
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


def _once(outlines: Sequence[Outline]) -> list[Outline]:
    """Each shape once: many are drawn twice, filled and then stroked."""
    kept: list[Outline] = []
    for one in outlines:
        double = any(
            other.kind == one.kind and max(abs(p - q) for p, q in zip(other.box, one.box, strict=True)) < 1.6
            for other in kept
        )
        if not double:
            kept.append(one)
    return kept
