"""Places on a page: points, boxes, and how drawings inside drawings are moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]


class Box(NamedTuple):
    """A rectangle, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Its corners, from the first one around."""
        return ((self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1))

    def around(self, point: Point, slack: float = 0.0) -> bool:
        """Whether a point lies in it."""
        return self.x0 - slack <= point[0] <= self.x1 + slack and self.y0 - slack <= point[1] <= self.y1 + slack

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(width, 0.0) * max(height, 0.0)

    def distance(self, point: Point) -> float:
        """From a point to its edge; 0 = inside."""
        dx = max(self.x0 - point[0], 0.0, point[0] - self.x1)
        dy = max(self.y0 - point[1], 0.0, point[1] - self.y1)
        return float((dx * dx + dy * dy) ** 0.5)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes."""
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(feet))


def box_of(points: Sequence[Point]) -> Box:
    """The smallest box around points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
