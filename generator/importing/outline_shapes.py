"""Outlines of symbols: closed shapes, told apart by their corners."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.polygons import area, convex

OutlineKind: TypeAlias = Literal["capsule", "rounded", "box", "diamond", "pentagon", "ellipse", "other"]
Ring: TypeAlias = tuple[tuple[Point, ...], tuple[Point, ...]]
"""A filled band: its outer and its inner edge."""
_BEND = 0.35
"""So far (pt) a bend of 0.9 pt stays from its corner; a smaller one is not seen."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed shape that may be a symbol. ``points``: its corners."""

    kind: OutlineKind
    box: Box
    points: tuple[Point, ...]
    order: int


def outline_of(points: tuple[Point, ...], order: int) -> Outline:
    """The outline with these corners."""
    box = box_of(points)
    return Outline(_kind(points, box), box, points, order)


def large_enough(box: Box) -> bool:
    """Whether a shape has the size of a symbol: no symbol is smaller (pt)."""
    return box.width >= 9 and box.height >= 5


def is_rectangle(points: Sequence[Point], box: Box) -> bool:
    """Whether the corners are those of their box."""
    return len(points) == 4 and area(points) > 0.985 * box.width * box.height


def ring_outline(edges: Ring, order: int) -> Outline:
    """The outline that a band is, from its outer and its inner edge: a thick pen rounds the outer corners only."""
    outer, inner = outline_of(edges[0], order), outline_of(edges[1], order)
    return replace(outer, kind="box") if outer.kind == "rounded" and inner.kind == "box" else outer


def rings(parts: Sequence[tuple[Point, ...]]) -> tuple[list[Ring], list[tuple[Point, ...]]]:
    """The outlines of a path that are drawn as filled bands, and what of it is none."""
    left = sorted(parts, key=lambda part: -area(part))
    found: list[Ring] = []
    rest: list[tuple[Point, ...]] = []
    while left:
        outer = left.pop(0)
        inner = next((part for part in left if _band(box_of(outer), box_of(part))), None)
        if inner is None:
            rest.append(outer)
        else:
            left.remove(inner)
            found.append((outer, inner))
    return found, rest


def _band(a: Box, b: Box) -> bool:
    """Whether the second box lies in the first with a narrow band all around."""
    inside = a.x0 <= b.x0 and a.y0 <= b.y0 and a.x1 >= b.x1 and a.y1 >= b.y1
    wide = max(b.x0 - a.x0, a.x1 - b.x1, b.y0 - a.y0, a.y1 - b.y1)
    return inside and wide < 3.5 and b.width > 4 and b.height > 3


def each_once(outlines: Sequence[Outline]) -> list[Outline]:
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


def _kind(points: Sequence[Point], box: Box) -> OutlineKind:
    """What a closed shape is, by the corners of its box that it reaches and by how much of it it fills."""
    share = area(points) / max(box.width * box.height, 0.1)
    slack = 0.06 * min(box.width, box.height) + 0.4
    corners = [(x, y) for y in (box.y0, box.y1) for x in (box.x0, box.x1)]
    reached = [min(math.dist(point, corner) for point in points) < slack for corner in corners]
    if all(reached):
        return _sharp_kind(points, corners) if share > 0.96 else "other"
    if len(points) == 4 and share < 0.56 and not any(reached):
        return "diamond"
    if sum(reached) == 2 and len(points) == 5 and share > 0.6:
        return "pentagon"
    if any(reached):
        return "other"
    if share < 0.7 or not convex(points):
        return "other"
    if len(points) in (5, 6, 8) and share < 0.95:
        return "other"
    return _round_kind(points, box, share)


def _sharp_kind(points: Sequence[Point], corners: Sequence[Point]) -> OutlineKind:
    """Whether a box has corners, or small bends in their place: three points and more each, none of them outermost."""
    missed = all(min(math.dist(point, corner) for point in points) > _BEND for corner in corners)
    return "rounded" if missed and len(points) >= 12 else "box"


def _round_kind(points: Sequence[Point], box: Box, share: float) -> OutlineKind:
    if share < 0.80:
        return "ellipse"
    tops = [x for x, y in points if abs(y - box.y0) < 0.35]
    flat = (max(tops) - min(tops)) if tops else 0.0
    bend = (box.width - flat) / 2
    sides = [y for x, y in points if abs(x - box.x0) < 0.35]
    straight = (max(sides) - min(sides)) if sides else 0.0
    if bend < 0.34 * box.height and straight > 0.3 * box.height:
        return "rounded"
    return "capsule"
