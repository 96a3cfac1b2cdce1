"""The grid of a worksheet: where columns end, which of them a field takes, how high texts are. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from generator.data.formulir import FormTable
from generator.forms.table_columns import NUMBER_WIDTH

_FREE_PARTS = 24
"""Columns of a worksheet without a table."""
_LABEL_ROOM = (28.0, 0.5)
"""A label needs an edge between so many mm and this share of the width."""
_SAME = 0.3
"""Edges of two tables that are so near to each other are one: no pixel shows the difference."""
_EM = 25.4 / 72
"""Width of the letter M per point of its size."""


def table_edges(tabel: FormTable, width: float) -> list[float]:
    """Where the columns of a table end, from 0 to ``width``; they are stretched to fill it."""
    first = NUMBER_WIDTH if tabel.nomor else 0.0
    widths = [float(column.lebar or column.kind.width) for column in tabel.kolom]
    scale = (width - first) / sum(widths)
    edges = [first + scale * reached for reached in accumulate(widths)]
    return [0.0, *([first] if first else []), *edges[:-1], width]


def grid(tables: Sequence[FormTable], width: float) -> list[float]:
    """The edges of a worksheet's columns: those of its tables, so that a table has one column for each of its own."""
    if not tables:
        return [width * part / _FREE_PARTS for part in range(_FREE_PARTS + 1)]
    edges = [edge for tabel in tables for edge in table_edges(tabel, width)]
    lowest, share = _LABEL_ROOM
    if not any(lowest <= edge <= share * width for edge in edges):
        edges.append(width / 4)
    found: list[float] = []
    apart = _SAME if len(tables) > 1 else 0.0
    for edge in sorted(edges):
        if not found or edge - found[-1] > apart:
            found.append(edge)
    return found


def with_room(edges: list[float], wanted: Sequence[tuple[float, float]]) -> list[float]:
    """The edges, and where parts (as in ``fit``) find no room between them, the edges that these parts want."""
    if fit(edges, 0, len(edges) - 1, wanted) is not None:
        return edges
    extra = [edge for edge in accumulate(wish for wish, _ in wanted) if all(abs(edge - other) > 1 for other in edges)]
    return sorted([*edges, *(edge for edge in extra if edge < edges[-1])])


def nearest(edges: Sequence[float], position: float) -> int:
    """The index of the edge that lies nearest."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))


def fit(edges: Sequence[float], start: int, end: int, wanted: Sequence[tuple[float, float]]) -> list[int] | None:
    """Edges for parts that lie side by side from edge ``start`` to edge ``end``, both included in the answer.

    ``wanted``: (width that it should have, width that it must have) of each part. Of all ways to cut that give every
    part what it must have, the one that moves the cuts least; None where there is none.
    """
    reached: dict[int, tuple[float, list[int]]] = {start: (0.0, [start])}
    position = edges[start]
    for number, (wish, least) in enumerate(wanted):
        position += wish
        last = number == len(wanted) - 1
        following: dict[int, tuple[float, list[int]]] = {}
        for index, (cost, cuts) in reached.items():
            for other in [end] if last else range(index + 1, end):
                if other > index and edges[other] - edges[index] >= least:
                    new = cost + abs(edges[other] - position)
                    if other not in following or new < following[other][0]:
                        following[other] = (new, [*cuts, other])
        reached = following
    return reached[end][1] if end in reached else None


def text_width(text: str, points: float) -> float:
    """How wide a text is in Arial of this size, about, and rather too wide."""
    return sum(_em(char) for char in text) * _EM * points


def _em(char: str) -> float:
    if char in "ijltfrI.,:;'|!()[]/ -":
        return 0.36
    if char.isupper() or char in "mw%":
        return 0.78
    return 0.58 if ord(char) < 0x2000 else 1.1


def line_count(text: str, width: float, points: float) -> int:
    """How many lines a text takes in a cell of this width; a word that is too long is broken."""
    room = max(width - 2.0, 2.0)
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            size = text_width(word + " ", points)
            if used and used + size > room:
                lines += 1
                used = 0.0
            if size > room:
                broken = ceil(size / room)
                lines += broken - 1
                size -= (broken - 1) * room
            used += size
    return lines


def text_height(text: str, width: float, points: float) -> float:
    """How high a row must be for a text, mm."""
    return line_count(text, width, points) * points * 1.22 * _EM + 1.4
