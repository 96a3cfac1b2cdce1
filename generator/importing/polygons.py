"""Polygons: their corners, their area, and whether they have dents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from generator.importing.page_boxes import Point

_SAME = 0.05
"""Points nearer to each other (pt) are one."""


def corners(part: Sequence[Point]) -> tuple[Point, ...]:
    """The points without those that repeat or lie on a straight line."""
    points: list[Point] = []
    for point in part:
        if points and math.dist(points[-1], point) < _SAME:
            continue
        while len(points) > 1 and _straight(points[-2], points[-1], point):
            points.pop()
        points.append(point)
    if len(points) > 3 and math.dist(points[0], points[-1]) < 0.3:
        points.pop()
    return tuple(points)


def loops(part: Sequence[Point]) -> list[tuple[Point, ...]]:
    """The closed lines of which a polygon is made that goes through a point twice, such as a frame drawn in one go:
    around its outside, across to its inside, around that, and back the same way."""
    if len(part) < 8:  # two triangles and the way between them have eight
        return [tuple(part)]
    found: list[tuple[Point, ...]] = []
    way: list[Point] = []
    at: dict[tuple[int, int], int] = {}
    for point in part[:-1] if len(part) > 1 and math.dist(part[0], part[-1]) < _SAME else part:
        key = (round(point[0] / _SAME), round(point[1] / _SAME))
        if key in at and len(way) - at[key] > 1:
            start = at[key]
            loop = way[start:]
            del way[start + 1 :]
            at = {one: place for one, place in at.items() if place <= start}
            if len(loop) > 2:
                found.append(tuple(loop))
            continue
        at[key] = len(way)
        way.append(point)
    return [*found, tuple(way)] if len(way) > 2 else found


def _straight(a: Point, b: Point, c: Point) -> bool:
    along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return along > 0 and abs(_turn(a, b, c)) < 0.02 * math.dist(a, b) * math.dist(b, c)


def edges(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """The sides of a polygon, each from a corner to the next."""
    return list(zip(points, [*points[1:], points[0]], strict=True))


def area(points: Sequence[Point]) -> float:
    """The area of a polygon."""
    return abs(_signed(points))


def turning(points: Sequence[Point]) -> bool:
    """Which way round a polygon goes."""
    return _signed(points) > 0


def _signed(points: Sequence[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges(points)) / 2


def surrounds(points: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a polygon."""
    x, y = point
    crossed = (
        (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay) for (ax, ay), (bx, by) in edges(points)
    )
    return sum(crossed) % 2 == 1


def dented(points: Sequence[Point]) -> bool:
    """Whether a polygon turns left at some corners and right at others."""
    ways = {_turn(a, b, c) > 0 for (a, b), (_, c) in pairwise([(points[-1], points[0]), *edges(points)])}
    return len(ways) == 2


def convex(points: Sequence[Point]) -> bool:
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
    """Which way and how much a line bends at b: above 0 on one side, below on the other, 0 = straight on."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
