"""Outlines that are drawn line by line: four lines or more that meet end to end and enclose the shape of a symbol."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.importing.outline_shapes import Outline, large_enough, outline_of
from generator.importing.page_boxes import Box, Point
from generator.importing.path_shapes import THIN, PageShapes, Piece

_MOST_SIDES = 5
"""A box and a decision have four sides, a connector to another page five."""
_SHORTEST = 4.0
"""No side of a symbol is shorter (pt); the strokes of a head are."""


def frames_of_lines(shapes: PageShapes, chart: Box, rules: Sequence[Piece]) -> list[Outline]:
    """The outlines in a chart of which each side is a line of its own, whatever paths these are of. The lines that
    make one are taken out. ``rules``: pieces of the table, which are no sides."""
    with_heads = {head.path for head in shapes.heads}
    known = set(rules)
    free = [
        piece for path, pieces in shapes.lines.items() if path not in with_heads
        for piece in pieces
        if piece.length >= _SHORTEST and piece not in known and chart.around(piece.a) and chart.around(piece.b)
    ]  # fmt: skip
    found: list[Outline] = []
    used: set[int] = set()
    for first in range(len(free)):
        if first in used:
            continue
        ring = _ring(free, first, used)
        if ring is None:
            continue
        outline = outline_of(tuple(_meeting(free[a], free[b]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)),
                             free[first].path)  # fmt: skip
        if outline.kind in ("box", "diamond", "pentagon") and large_enough(outline.box):
            found.append(outline)
            used |= set(ring)
    gone = [free[place] for place in used]
    for path in {piece.path for piece in gone}:
        shapes.lines[path] = [piece for piece in shapes.lines[path] if piece not in gone]
    return found


def _ring(pieces: Sequence[Piece], first: int, used: set[int]) -> list[int] | None:
    """The lines that lead from one around and back to it; None = they do not, or not in one way only."""
    ring = [first]
    at = pieces[first].b
    while len(ring) <= _MOST_SIDES:
        here = pieces[ring[-1]]
        following = [
            (place, far) for place, piece in enumerate(pieces) if place not in used and piece != here
            for near, far in ((piece.a, piece.b), (piece.b, piece.a)) if math.dist(at, near) <= THIN / 2
        ]  # fmt: skip
        if len({place for place, _ in following}) != 1:
            return None
        place, at = following[0]
        if place == first:
            return ring if len(ring) >= 4 else None
        if place in ring:
            return None
        ring.append(place)
    return None


def _meeting(one: Piece, other: Piece) -> Point:
    """The corner of two sides: the middle of their nearest ends."""
    (ax, ay), (bx, by) = min(
        ((p, q) for p in (one.a, one.b) for q in (other.a, other.b)), key=lambda pair: math.dist(*pair)
    )
    return ((ax + bx) / 2, (ay + by) / 2)
