"""The lines of a chart as connectors: where each begins, where it ends, and where it has a head."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importing.arrow_heads import LARGE_HEAD, ArrowHead, stroked_heads
from generator.importing.inner_record import SymbolRead
from generator.importing.page_boxes import Box, Point, box_of
from generator.importing.path_shapes import PageShapes, Piece
from generator.importing.table_rows import PageTable

JOIN = 2.6
"""Ends so near to each other (pt) meet."""
_DASH = 9.0
"""The longest gap in a dashed line."""
_SAME = 0.3
"""Corners of one line meet so exactly (pt)."""
_BIT = 1.2
"""A shorter piece (pt) has no direction: what a head left of a dash, or the hook that a program draws at a corner."""


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


def find_connectors(shapes: PageShapes, table: PageTable, symbols: Sequence[SymbolRead]) -> list[FlowLine]:
    """The connectors in the columns of the actors."""
    actors = table.actors
    area = Box(actors[0].x0 - 4, table.top - 62, actors[-1].x1 + 4, table.bottom + 62)
    heads = [head for head in shapes.heads if area.around(head.tip)]
    by_path: dict[int, list[ArrowHead]] = defaultdict(list)
    for head in heads:
        by_path[head.path].append(head)
    found: list[FlowLine] = []
    loose: list[Piece] = []
    drawn = {
        path: own for path, pieces in shapes.lines.items()
        if (own := [piece for piece in pieces if area.around(piece.a) and area.around(piece.b)])
    }  # fmt: skip
    for head in _stroked_heads(drawn):
        by_path[head.path].append(head)
    for path, own in drawn.items():
        if not own:
            continue
        if by_path.get(path):
            found.extend(_of_path(own, by_path.pop(path)))
        else:
            loose.extend(piece for piece in _flowing(own, shapes.lines[path], table) if not _on_edge(piece, symbols))
    lost = [head for rest in by_path.values() for head in rest]
    found.extend(_of_loose(loose, lost))
    return _continued([one for one in found if one.pieces], symbols)


def _stroked_heads(drawn: dict[int, list[Piece]]) -> list[ArrowHead]:
    """The heads whose strokes are pieces of their own, each as of the path of its line; these pieces are taken out."""
    whole = [piece for own in drawn.values() for piece in own]
    slanted = [piece for piece in whole if not (piece.upright or piece.level) and 1.5 < piece.length < LARGE_HEAD]
    if len(slanted) < 2:
        return []
    straight = [piece for piece in whole if piece.upright or piece.level]
    ends = [
        (at, ((at[0] - start[0]) / piece.length, (at[1] - start[1]) / piece.length), piece.path)
        for piece in straight for at, start in ((piece.a, piece.b), (piece.b, piece.a))
    ]  # fmt: skip
    found = []
    for head, strokes in stroked_heads([(p.a, p.b) for p in slanted], [(at, away) for at, away, _ in ends]):
        path = next(path for at, _, path in ends if at == head.tip)
        found.append(ArrowHead(head.tip, head.back, path))
        for place in strokes:
            drawn[slanted[place].path] = [piece for piece in drawn[slanted[place].path] if piece is not slanted[place]]
    return found


def _continued(connectors: list[FlowLine], symbols: Sequence[SymbolRead]) -> list[FlowLine]:
    """Join lines that are drawn piece by piece: one without a head and the only one whose free end meets its own, away
    from any symbol."""
    result = list(connectors)
    joined = True
    while joined:
        joined = False
        for line in result:
            found = None if line.heads else _next_piece(line, result, symbols)
            if found is not None:
                other, tail, end = found
                other.pieces = [*line.pieces, *other.pieces]
                other.ends = [one for one in other.ends if one is not tail] + [x for x in line.ends if x is not end]
                result = [one for one in result if one is not line]
                joined = True
                break
    return result


def _next_piece(
    line: FlowLine, others: Sequence[FlowLine], symbols: Sequence[SymbolRead]
) -> tuple[FlowLine, LineEnd, LineEnd] | None:
    for end in line.ends:
        if any(symbol.box.distance(end.at) < 3 for symbol in symbols):
            continue
        meets = [
            (other, tail) for other in others if other is not line
            for tail in other.tails if math.dist(tail.at, end.at) <= JOIN
        ]  # fmt: skip
        if len(meets) == 1:
            return *meets[0], end
    return None


def _flowing(own: Sequence[Piece], whole: Sequence[Piece], table: PageTable) -> list[Piece]:
    """The pieces of a path that are no rules. A line of the flow may run along a rule for a while: a piece there is of
    it if the path leaves the chart nowhere, as a table does, and goes on from that piece beside the rules."""
    found = [piece for piece in own if not _is_rule(piece, table)]
    left = [piece for piece in own if _is_rule(piece, table)]
    if not found or len(own) < len(whole):
        return found
    grown = True
    while grown and left:
        more = [piece for piece in left if any(_share_end(piece, other) for other in found)]
        found += more
        left = [piece for piece in left if piece not in more]
        grown = bool(more)
    return found


def _share_end(one: Piece, other: Piece) -> bool:
    return min(math.dist(p, q) for p in (one.a, one.b) for q in (other.a, other.b)) < _SAME


def _is_rule(piece: Piece, table: PageTable) -> bool:
    """Whether a loose piece is a rule of the table: it lies on one, and ends at a crossing or goes over one."""
    columns = [column.x0 for column in table.columns] + [table.columns[-1].x1]
    if piece.upright:
        ends = sorted((piece.a[1], piece.b[1]))
        return _on_any(piece.a[0], columns) and _meets_any(*ends, table.row_edges)
    if piece.level:
        ends = sorted((piece.a[0], piece.b[0]))
        return _on_any(piece.a[1], table.row_edges) and _meets_any(*ends, columns)
    return piece.length < 1.0


def _on_any(at: float, edges: Iterable[float]) -> bool:
    return any(abs(at - edge) < 1.7 for edge in edges)


def _meets_any(start: float, end: float, edges: Iterable[float]) -> bool:
    return any(start - 1.7 <= edge <= end + 1.7 for edge in edges)


def _on_edge(piece: Piece, symbols: Sequence[SymbolRead]) -> bool:
    """Whether a loose piece is a part of an outline."""
    for symbol in symbols:
        box = symbol.box
        if not (box.around(piece.a, 1.5) and box.around(piece.b, 1.5)):
            continue
        if piece.upright and any(abs(piece.a[0] - x) < 1.2 for x in (box.x0, box.x1)):
            return True
        if piece.level and any(abs(piece.a[1] - y) < 1.2 for y in (box.y0, box.y1)):
            return True
    return False


def _of_path(pieces: list[Piece], heads: list[ArrowHead]) -> list[FlowLine]:
    """The connectors of one path with heads of its own: usually one, sometimes all arrows of a page."""
    pieces = _without_bits(pieces)
    groups = grouped(pieces, JOIN, dashes=True)
    if len(groups) > 1 and len(heads) == 1 and max(piece.length for piece in pieces) < 4 * _DASH:
        return [_dashed(pieces, heads[0])]
    found = [FlowLine(group) for group in groups]
    for connector in found:
        connector.ends = _free_ends(connector.pieces)
    for head in heads:
        _put_head(head, found, slack=6.0)
    return found


def _without_bits(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.length >= _BIT] or pieces


def _dashed(pieces: list[Piece], head: ArrowHead) -> FlowLine:
    """A dashed line around corners: from its head from dash to dash to the last one."""
    left = list(pieces)
    at = head.back
    ordered: list[Piece] = []
    while left:
        nearest = min(left, key=lambda piece: min(math.dist(at, piece.a), math.dist(at, piece.b)))
        left.remove(nearest)
        forward = math.dist(at, nearest.a) <= math.dist(at, nearest.b)
        ordered.append(nearest if forward else Piece(nearest.b, nearest.a, nearest.path))
        at = ordered[-1].b
    last = ordered[-1]
    size = last.length or 1.0
    reach = math.dist(head.tip, head.back) or 1.0
    ends = [
        LineEnd(last.b, ((last.b[0] - last.a[0]) / size, (last.b[1] - last.a[1]) / size)),
        LineEnd(head.tip, ((head.tip[0] - head.back[0]) / reach, (head.tip[1] - head.back[1]) / reach), True),
    ]
    whole = [*ordered, *(Piece(a.b, b.a, a.path) for a, b in itertools.pairwise(ordered))]
    return FlowLine(whole, ends)


def _of_loose(pieces: list[Piece], heads: list[ArrowHead]) -> list[FlowLine]:
    """Connectors of lines and heads that are drawn one by one."""
    by_path: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_path[piece.path].append(piece)
    found = [
        FlowLine(group)
        for own in by_path.values()
        for group in grouped(_without_bits(own), JOIN, dashes=True)
    ]  # fmt: skip
    for connector in found:
        connector.ends = _free_ends(connector.pieces)
    for head in heads:
        _put_head(head, found, slack=4.0)
    return found


def _put_head(head: ArrowHead, connectors: Sequence[FlowLine], slack: float) -> bool:
    """Give a head to the end that it sits on. False: there is none."""
    best: tuple[float, LineEnd] | None = None
    for connector in connectors:
        for end in connector.ends:
            near = min(math.dist(end.at, head.back), math.dist(end.at, head.tip)) + end.head  # two lines, two heads
            if best is None or near < best[0]:
                best = (near, end)
    if best is None or best[0] > slack + math.dist(head.tip, head.back):
        return False
    end = best[1]
    size = math.dist(head.tip, head.back) or 1.0
    end.head = True
    end.at = head.tip
    end.away = ((head.tip[0] - head.back[0]) / size, (head.tip[1] - head.back[1]) / size)
    return True


def grouped(pieces: Sequence[Piece], slack: float, dashes: bool = False) -> list[list[Piece]]:
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
            if near <= slack or (dashes and near <= _DASH and _dash(one, other)):
                parent[root(i)] = root(j)
    groups: dict[int, list[Piece]] = defaultdict(list)
    for i, one in enumerate(pieces):
        groups[root(i)].append(one)
    return list(groups.values())


def _dash(one: Piece, other: Piece) -> bool:
    """Whether two short pieces of one path lie on one line."""
    if one.path != other.path or max(one.length, other.length) > 4 * _DASH:
        return False
    return (one.upright and other.upright and abs(one.a[0] - other.a[0]) < 1.0) or (
        one.level and other.level and abs(one.a[1] - other.a[1]) < 1.0
    )


def _free_ends(pieces: Sequence[Piece]) -> list[LineEnd]:
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
    if near[0] > _DASH or piece.path != other.path or max(piece.length, other.length) > 4 * _DASH:
        return False
    start = piece.b if end == piece.a else piece.a
    ahead = (near[1][0] - end[0]) * (end[0] - start[0]) + (near[1][1] - end[1]) * (end[1] - start[1])
    return ahead >= 0 and to_piece(Piece(start, near[1], 0), end) < 1.0


def whole_way(pieces: Iterable[Piece]) -> tuple[Point, ...]:
    """The corners of a connector, for drawing it again."""
    return tuple(point for piece in pieces for point in (piece.a, piece.b))
