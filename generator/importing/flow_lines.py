"""The lines of a chart as connectors: where each begins, where it ends, and where it has a head."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.path_shapes import Piece

JOIN = 2.6
"""Ends so near to each other (pt) meet."""
DASH = 9.0
"""The longest gap in a dashed line."""


@dataclass(slots=True)
class LineEnd:
    """An end of a connector. ``away``: the direction in which it leaves the line (unit)."""

    at: Point
    away: Point
    head: bool = False


@dataclass(slots=True)
class FlowLine:
    """Pieces that hang together, and the ends at which no other piece goes on."""

    pieces: list[Piece]
    ends: list[LineEnd] = field(default_factory=list)

    @property
    def heads(self) -> list[LineEnd]:
        """Its ends with a head."""
        return [end for end in self.ends if end.head]

    @property
    def tails(self) -> list[LineEnd]:
        """Its ends without one."""
        return [end for end in self.ends if not end.head]

    @property
    def box(self) -> Box:
        """The box around it."""
        return box_of(whole_way(self.pieces))

    def distance(self, point: Point) -> float:
        """From a point to the line."""
        return min(to_piece(piece, point) for piece in self.pieces)


def to_piece(piece: Piece, point: Point) -> float:
    """From a point to a straight piece."""
    (ax, ay), (bx, by) = piece.a, piece.b
    dx, dy = bx - ax, by - ay
    size = dx * dx + dy * dy
    along = 0.0 if size == 0 else max(0.0, min(1.0, ((point[0] - ax) * dx + (point[1] - ay) * dy) / size))
    return math.dist(point, (ax + along * dx, ay + along * dy))


def grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces whose ends meet, or that continue each other as dashes do."""
    parent = list(range(len(pieces)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(pieces):
        for j in range(i):
            if root(i) == root(j):
                continue
            other = pieces[j]
            near = min(math.dist(p, q) for p in (one.a, one.b) for q in (other.a, other.b))
            if near <= JOIN or (near <= DASH and _dash(one, other)):
                parent[root(i)] = root(j)
    groups: dict[int, list[Piece]] = defaultdict(list)
    for i, one in enumerate(pieces):
        groups[root(i)].append(one)
    return list(groups.values())


def _dash(one: Piece, other: Piece) -> bool:
    """Whether two short pieces of one path lie on one line."""
    if one.path != other.path or max(one.length, other.length) > 4 * DASH:
        return False
    return (one.upright and other.upright and abs(one.a[0] - other.a[0]) < 1.0) or (
        one.level and other.level and abs(one.a[1] - other.a[1]) < 1.0
    )


def free_ends(pieces: Sequence[Piece]) -> list[LineEnd]:
    """The ends at which no other piece goes on."""
    found = []
    for index, piece in enumerate(pieces):
        for end, start in ((piece.a, piece.b), (piece.b, piece.a)):
            others = (other for place, other in enumerate(pieces) if place != index)
            if any(to_piece(other, end) <= JOIN or _continues(piece, end, other) for other in others):
                continue
            size = math.dist(end, start) or 1.0
            found.append(LineEnd(end, ((end[0] - start[0]) / size, (end[1] - start[1]) / size)))
    return found


def _continues(piece: Piece, end: Point, other: Piece) -> bool:
    """Whether the next dash lies ahead of an end."""
    near = min((math.dist(end, q), q) for q in (other.a, other.b))
    if near[0] > DASH or piece.path != other.path or max(piece.length, other.length) > 4 * DASH:
        return False
    start = piece.b if end == piece.a else piece.a
    ahead = (near[1][0] - end[0]) * (end[0] - start[0]) + (near[1][1] - end[1]) * (end[1] - start[1])
    return ahead >= 0 and to_piece(Piece(start, near[1], 0), end) < 1.0


def whole_way(pieces: Iterable[Piece]) -> tuple[Point, ...]:
    """The corners of a connector, for drawing it again."""
    return tuple(point for piece in pieces for point in (piece.a, piece.b))
