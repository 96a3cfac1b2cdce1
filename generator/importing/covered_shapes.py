"""What lies under white paper: shapes that were drawn first and then hidden by a white one are not to be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.polygons import corners, edges, surrounds
from generator.importing.vector_page import DrawnPath

_LIGHT = 0.93
"""Lighter fillings (0 = black) are as white as the paper."""
_RIM = 0.6
"""What lies at the rim of a white shape (pt) is its own outline, not under it."""
_MOST = 0.6
"""With so much of its outline hidden a shape is no longer to be seen as what it is: two of four sides, and more."""


class Cover(NamedTuple):
    """A white shape. ``order``: the number of its path; what has a smaller one lies under it."""

    order: int
    box: Box
    points: tuple[Point, ...]


class Covers:
    """The white shapes of a page."""

    def __init__(self, paths: Iterable[DrawnPath]) -> None:
        self.all: list[Cover] = []
        for path in paths:
            if path.fill is None or path.fill <= _LIGHT or len(path.parts) != 1:
                continue
            points = _shrunk(corners(path.parts[0]))
            box = box_of(points)
            if len(points) > 2 and box.width > 6 and box.height > 4:
                self.all.append(Cover(path.order, box, points))

    def hide(self, points: Sequence[Point], order: int) -> bool:
        """Whether a line through these points is hidden all along."""
        return self._hidden(points, order, 1.0)

    def hide_shape(self, points: Sequence[Point], order: int) -> bool:
        """Whether most of an outline is hidden."""
        return any(cover.order > order for cover in self.all) and self._hidden(_along(points), order, _MOST)

    def _hidden(self, points: Sequence[Point], order: int, share: float) -> bool:
        box = box_of(points)
        for cover in self.all:
            if (
                cover.order <= order
                or cover.box.shared(Box(box.x0 - 0.1, box.y0 - 0.1, box.x1 + 0.1, box.y1 + 0.1)) <= 0
            ):
                continue
            within = sum(cover.box.around(point) and surrounds(cover.points, point) for point in points)
            if within >= share * len(points):
                return True
        return False


def _along(points: Sequence[Point]) -> list[Point]:
    """Points at even distances around an outline."""
    sides = edges(points)
    step = max(sum(math.dist(a, b) for a, b in sides) / 40, 0.1)
    found = []
    for (ax, ay), (bx, by) in sides:
        count = math.dist((ax, ay), (bx, by)) / step
        found += [(ax + (bx - ax) * n / count, ay + (by - ay) * n / count) for n in range(int(count))]
    return found or list(points)


def _shrunk(points: Sequence[Point]) -> tuple[Point, ...]:
    """A shape without its rim."""
    box = box_of(points)
    x, y = box.middle
    across, down = (max(size - 2 * _RIM, 0.0) / max(size, 0.1) for size in (box.width, box.height))
    return tuple((x + (px - x) * across, y + (py - y) * down) for px, py in points)
