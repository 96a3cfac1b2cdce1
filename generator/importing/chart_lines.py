"""Finds the connectors in the columns of the actors among all lines and heads that a page has."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence

from generator.importing.arrow_heads import LARGE_HEAD, ArrowHead, stroked_heads
from generator.importing.flow_lines import DASH, JOIN, FlowLine, LineEnd, free_ends, grouped
from generator.importing.inner_record import SymbolRead
from generator.importing.line_frames import frames_of_lines
from generator.importing.page_boxes import Box
from generator.importing.path_shapes import PageShapes, Piece
from generator.importing.table_rows import PageTable

_SAME = 0.3
"""Corners of one line meet so exactly (pt)."""
_BIT = 1.2
"""A shorter piece (pt) has no direction: what a head left of a dash, or the hook that a program draws at a corner."""


def find_connectors(
    shapes: PageShapes, table: PageTable, symbols: Sequence[SymbolRead], alone: list[ArrowHead]
) -> list[FlowLine]:
    """The connectors in the columns of the actors. ``alone``: takes the heads that are at the end of no line."""
    area = _chart(table)
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
    beside = [piece for own in drawn.values() for piece in own if not _is_rule(piece, table)]
    for path, own in drawn.items():
        if not own:
            continue
        if by_path.get(path):
            found.extend(_of_path(own, by_path.pop(path), alone))
        else:
            flowing = _flowing(own, shapes.lines[path], table) or _from_cell_to_cell(own, table, beside)
            loose.extend(piece for piece in flowing if not _on_edge(piece, symbols))
    lost = [head for rest in by_path.values() for head in rest]
    found.extend(_of_loose(loose, lost, alone))
    return _continued([one for one in found if one.pieces], symbols)


def join_lines(shapes: PageShapes, table: PageTable) -> None:
    """Put outlines in place of the lines that are their sides."""
    rules = [piece for pieces in shapes.lines.values() for piece in pieces if _is_rule(piece, table)]
    shapes.outlines.extend(frames_of_lines(shapes, _chart(table), rules))


def _chart(table: PageTable) -> Box:
    """The columns of the actors, with the connectors to other pages above and below them."""
    return Box(table.actors[0].x0 - 4, table.top - 62, table.actors[-1].x1 + 4, table.bottom + 62)


def _stroked_heads(drawn: dict[int, list[Piece]]) -> list[ArrowHead]:
    """The heads whose strokes are pieces of their own, each as of the path of its line; these pieces are taken out."""
    whole = [piece for own in drawn.values() for piece in own]
    slanted = [piece for piece in whole if not (piece.upright or piece.level) and 1.5 < piece.length < LARGE_HEAD]
    if len(slanted) < 2:
        return []
    straight = [piece for piece in whole if piece.upright or piece.level or piece.length >= LARGE_HEAD]
    ends = [
        (at, ((at[0] - start[0]) / piece.length, (at[1] - start[1]) / piece.length), piece.path)
        for piece in straight for at, start in ((piece.a, piece.b), (piece.b, piece.a))
    ]  # fmt: skip
    found = []
    for head, strokes in stroked_heads([(piece.a, piece.b, piece.path) for piece in slanted], ends):
        found.append(head)
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
            if not line.heads and _forked(line, result, symbols):
                result = [one for one in result if one is not line]
                joined = True
                break
    return result


def _forked(line: FlowLine, others: Sequence[FlowLine], symbols: Sequence[SymbolRead]) -> bool:
    """Whether a line without a head ends, away from any symbol, where several arrows begin: it is then put before each
    of them."""
    for end in line.ends if len(line.ends) == 2 else ():
        if any(symbol.box.distance(end.at) < 3 for symbol in symbols):
            continue
        branches = [
            (other, tail) for other in others if other is not line and other.heads
            for tail in other.tails if math.dist(tail.at, end.at) <= JOIN
        ]  # fmt: skip
        if len(branches) > 1:
            rest = [one for one in line.ends if one is not end]
            for other, tail in branches:
                other.pieces = [*line.pieces, *other.pieces]
                other.ends = [*(one for one in other.ends if one is not tail), *rest]
            return True
    return False


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
        more = [piece for piece in left if any(_end_gap(piece, other) < _SAME for other in found)]
        found += more
        left = [piece for piece in left if piece not in more]
        grown = bool(more)
    return found


def _from_cell_to_cell(own: Sequence[Piece], table: PageTable, beside: Sequence[Piece]) -> Sequence[Piece]:
    """A path that is one piece along a rule of the table is of the flow where both its ends lie within cells, as those
    of no rule do, and where another line goes on from it."""
    if len(own) != 1 or not (own[0].level or own[0].upright):
        return ()
    piece = own[0]
    edges = table.row_edges if piece.upright else [column.x0 for column in table.columns] + [table.columns[-1].x1]
    ends = (piece.a[piece.upright], piece.b[piece.upright])
    within = all(abs(end - edge) > JOIN for end in ends for edge in edges)
    return own if within and any(_end_gap(piece, other) < JOIN for other in beside) else ()


def _end_gap(one: Piece, other: Piece) -> float:
    return min(math.dist(p, q) for p in (one.a, one.b) for q in (other.a, other.b))


def _is_rule(piece: Piece, table: PageTable) -> bool:
    """Whether a loose piece lies on a rule of the table."""
    if piece.upright:
        edges = [column.x0 for column in table.columns] + [table.columns[-1].x1]
        return any(abs(piece.a[0] - x) < 1.7 for x in edges)
    if piece.level:
        return any(abs(piece.a[1] - y) < 1.7 for y in table.row_edges)
    return piece.length < 1.0


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


def _of_path(pieces: list[Piece], heads: list[ArrowHead], alone: list[ArrowHead]) -> list[FlowLine]:
    """The connectors of one path with heads of its own: usually one, sometimes all arrows of a page."""
    pieces = _without_bits(pieces)
    groups = grouped(pieces)
    if len(groups) > 1 and len(heads) == 1 and max(piece.length for piece in pieces) < 4 * DASH:
        return [_dashed(pieces, heads[0])]
    found = [FlowLine(group) for group in groups]
    for connector in found:
        connector.ends = free_ends(connector.pieces)
    alone.extend(head for head in heads if not _put_head(head, found, slack=6.0))
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
    ends = [
        LineEnd(last.b, ((last.b[0] - last.a[0]) / size, (last.b[1] - last.a[1]) / size)),
        LineEnd(head.tip, head.ahead, True),
    ]
    whole = [*ordered, *(Piece(a.b, b.a, a.path) for a, b in itertools.pairwise(ordered))]
    return FlowLine(whole, ends)


def _of_loose(pieces: list[Piece], heads: list[ArrowHead], alone: list[ArrowHead]) -> list[FlowLine]:
    """Connectors of lines and heads that are drawn one by one."""
    by_path: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_path[piece.path].append(piece)
    found = [
        FlowLine(group)
        for own in by_path.values()
        for group in grouped(_without_bits(own))
    ]  # fmt: skip
    for connector in found:
        connector.ends = free_ends(connector.pieces)
    alone.extend(head for head in heads if not _put_head(head, found, slack=4.0))
    return found


def _put_head(head: ArrowHead, connectors: Sequence[FlowLine], slack: float) -> bool:
    """Give a head to the end that it sits on; where several lines end there, to the one that was drawn next to it.
    False: there is none."""
    ends = [(_gap(head, end), connector, end) for connector in connectors for end in connector.ends]
    nearest = min((gap for gap, _, _ in ends), default=math.inf)
    if nearest > slack + head.length:
        return False
    here = [(connector, end) for gap, connector, end in ends if gap <= nearest + _SAME]
    _, end = min(here, key=lambda one: abs(one[0].pieces[0].path - head.path))
    end.head = True
    end.at, end.away = head.tip, head.ahead
    return True


def _gap(head: ArrowHead, end: LineEnd) -> float:
    """From a head to the end of a line; an end that has one is a little further, as two lines have two heads."""
    return min(math.dist(end.at, head.back), math.dist(end.at, head.tip)) + end.head
