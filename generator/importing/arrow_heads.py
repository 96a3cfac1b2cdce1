"""Arrowheads: filled triangles, open heads of two strokes, and thick letters V."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from generator.importing.page_boxes import Point, box_of
from generator.importing.polygons import area, dented

_MEET = 2.0
"""The strokes of a head come so near to the end of its line (pt): a thick pen rounds them off."""
LARGE_HEAD = 16.0
"""The longest side of a head (pt)."""


class ArrowHead(NamedTuple):
    """A triangle or an open head. ``tip``: its point; ``back``: the middle of its other end."""

    tip: Point
    back: Point
    path: int

    @property
    def length(self) -> float:
        """From its tip to its other end (pt)."""
        return math.dist(self.tip, self.back)

    @property
    def ahead(self) -> Point:
        """The direction in which it points, as a step of 1 pt."""
        size = self.length or 1.0
        return (self.tip[0] - self.back[0]) / size, (self.tip[1] - self.back[1]) / size


class StrokedHead(NamedTuple):
    """A head of two strokes. ``strokes``: their places in what was looked through."""

    head: ArrowHead
    strokes: tuple[int, int]


def filled_head(points: Sequence[Point], order: int) -> ArrowHead | None:
    """A filled triangle, or an arrow tail cut into it: the tip is the corner with the smallest angle that lies farthest
    from the middle of the others."""
    if len(points) not in (3, 4):
        return None
    size = area(points)
    box = box_of(points)
    if size < 1.2 or (len(points) == 4 and size > 0.62 * box.width * box.height):
        return None
    if len(points) == 4 and not dented(points):
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


def open_head(points: Sequence[Point], order: int) -> ArrowHead | None:
    """Two short strokes that meet in a point."""
    left, tip, right = points
    legs = math.dist(left, tip), math.dist(tip, right)
    if not (min(legs) > 1.5 and max(legs) < LARGE_HEAD and abs(legs[0] - legs[1]) < 0.3 * max(legs)):
        return None
    back = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    away = math.dist(tip, back)
    if away < 1.0 or math.dist(left, right) > 2.6 * away or math.dist(left, right) < 0.3 * away:
        return None
    return ArrowHead(tip, back, order)


def stroked_heads(
    slanted: Sequence[tuple[Point, Point, int]], ends: Sequence[tuple[Point, Point, int]]
) -> list[StrokedHead]:
    """Open heads of two strokes that are drawn one by one. ``ends``: of lines, each with the direction in which it
    leaves its line (unit): the strokes meet there, and the line runs between them. Strokes and ends are given with the
    numbers of their paths: where several lines end, a head is of the one that was drawn next to it."""
    fitting: list[tuple[int, int, StrokedHead]] = []
    for end, (tip, (dx, dy), path) in enumerate(ends):
        near = [
            (index, far) for index, (a, b, _) in enumerate(slanted)
            for close, far in ((a, b), (b, a)) if math.dist(close, tip) < _MEET
        ]  # fmt: skip
        for (i, left), (j, right) in combinations(near, 2):
            head = open_head((left, tip, right), path) if i != j else None
            if head is not None and head.ahead[0] * dx + head.ahead[1] * dy > 0.95:
                apart = abs(slanted[i][2] - path) + abs(slanted[j][2] - path)
                fitting.append((apart, end, StrokedHead(head, (i, j))))
    found: list[StrokedHead] = []
    headed: set[int] = set()
    used: set[int] = set()
    for _, end, one in sorted(fitting, key=lambda fit: fit[0]):
        if end not in headed and used.isdisjoint(one.strokes):
            found.append(one)
            headed.add(end)
            used.update(one.strokes)
    return found


def chevron(points: Sequence[Point], order: int) -> ArrowHead | None:
    """An open head that is drawn as a filled shape: a thick letter V."""
    box = box_of(points)
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
