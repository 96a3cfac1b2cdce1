"""Which place each label takes: the cheapest that is nearest to its own line, and on nothing.

What cannot give way is the symbols, the lines on the middle of a row or column, and other labels. Tracks and table
rules can: where a label needs it, the row is made higher or the column wider until they are off it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.chart.router.labels import GAP, LabelBox, LabelExit, LabelSpot, candidates, far_places

#: Room between a label and a rule or the outer edge, and by how much its own line must be nearer than others (px).
RULE, NEARER = 1.5, 0.5
#: How often labels are placed anew after rows and columns grew.
ROUNDS = 4
#: Segments and labels farther from a symbol than this (px, x and y) have nothing to do with its labels.
_WINDOW = (110.0, 75.0)
#: A place on a thing that cannot give way costs this much; a px of a row's height and of a column's width.
_BLOCKED, _HIGHER, _WIDER = 1000.0, 0.7, 1.5
#: So much costs a place whose own line is the nearest only as long as its tracks lie where they do.
_NEAR_NOW = 40.0
#: So many px of room are worth smaller type.
_SMALLER = 14.0


class LineSegment(NamedTuple):
    """A segment of link ``link``; ``track``: it runs in a gutter or channel, and gives way."""

    x0: float
    y0: float
    x1: float
    y1: float
    link: int
    track: bool


class WantedLabel(NamedTuple):
    """A label of link ``link``: its words, how it leaves symbol ``simbol``, and that symbol's column and level."""

    link: int
    text: str
    exit: LabelExit
    simbol: str
    column: int
    level: int


class Push(NamedTuple):
    """The room that a place still needs to the left, above, to the right and below (px)."""

    left: float = 0.0
    up: float = 0.0
    right: float = 0.0
    down: float = 0.0

    @property
    def price(self) -> float:
        """What it costs the table."""
        return _WIDER * (self.left + self.right) + _HIGHER * (self.up + self.down)


class Layout(NamedTuple):
    """The smallest layout as it lies (px): the middle of each symbol, its half size and whether it is a diamond, the
    edges of the columns, and all segments."""

    symbols: Mapping[str, tuple[float, float, float, float, bool]]
    columns: Sequence[float]
    segments: Sequence[LineSegment]


def place_labels(
    wanted: Sequence[WantedLabel],
    sizes: Sequence[float],
    lay_out: Callable[[], Layout],
    reserve: Callable[[WantedLabel, LabelBox, Push], bool],
) -> dict[int, LabelSpot]:
    """A place for each label, by its link. ``sizes``: of its type (px), the usual one first. ``reserve`` keeps room
    round a label, and tells whether that changed anything: then the layout is another one, and all are looked at again.
    """
    found: dict[int, LabelSpot] = {}
    for _ in range(ROUNDS):
        layout, changed = lay_out(), False
        found = {}
        boxes: list[LabelBox] = []
        for label in wanted:
            spot, push = _best(label, sizes, layout, boxes)
            found[label.link] = spot
            boxes.append(spot.kotak.shifted(*layout.symbols[label.simbol][:2]))
            changed |= reserve(label, spot.kotak, push)
        if not changed:
            break
    return found


def _best(
    label: WantedLabel, sizes: Sequence[float], layout: Layout, boxes: Sequence[LabelBox]
) -> tuple[LabelSpot, Push]:  # fmt: skip
    """The cheapest place of a label as things lie, the first of equals."""
    x, y = layout.symbols[label.simbol][:2]
    west, north, east, south = x - _WINDOW[0], y - _WINDOW[1], x + _WINDOW[0], y + _WINDOW[1]
    near = [s for s in layout.segments if s.x0 < east and s.x1 > west and s.y0 < south and s.y1 > north]
    others = [
        s for id, s in layout.symbols.items()
        if west < s[0] < east and north < s[1] < south and id != label.simbol
    ]  # fmt: skip
    edges = layout.columns[label.column], layout.columns[label.column + 1]
    best: tuple[float, LabelSpot | None, Push] = float("inf"), None, Push()
    for n, (size, spots) in enumerate((*((size, candidates) for size in sizes), (sizes[0], far_places))):
        for spot in spots(label.text, label.exit, size):
            limit = best[0] - 0.01 - _SMALLER * n
            price, push = _judge(spot, (x, y), label.link, near, others, edges, boxes, limit)
            if price < limit:
                price += _SMALLER * n
                best = price, spot, push
                if not price:
                    break
        if best[0] < (_SMALLER * (n + 1) if n + 1 < len(sizes) else _BLOCKED):
            break
    _, place, needs = best
    assert place is not None, "there is always a place somewhere"
    return place, needs


def _judge(
    spot: LabelSpot, middle: tuple[float, float], link: int, near: Sequence[LineSegment],
    symbols: Sequence[tuple[float, float, float, float, bool]], edges: tuple[float, float], boxes: Sequence[LabelBox],
    limit: float,
) -> tuple[float, Push]:  # fmt: skip
    """What a place costs, or any number from ``limit`` on if it is that, and the room it needs."""
    x0, y0, x1, y1 = whole = spot.kotak.shifted(*middle)
    price = _BLOCKED * sum([whole.meets(other) for other in boxes])
    for x, y, half_w, half_h, diamond in symbols:
        slack = half_w / 2 if diamond else -1.0
        if x0 < x + half_w - slack and x1 > x - half_w + slack and y0 < y + half_h + 1 and y1 > y - half_h - 1:
            price += _BLOCKED
    if price >= limit:
        return price, Push()
    own = [s for s in near if s.link == link]
    left = right = up = down = 0.0
    for line in spot.boxes:
        west, north, east, south = box = line.shifted(*middle)
        gaps = [(_gap(box, s), s.track) for s in own]
        now = min(gaps, default=(GAP, True))[0]
        keep = max(GAP, min([gap for gap, track in gaps if not track], default=GAP) - NEARER)
        for s in near:
            s_x0, s_y0, s_x1, s_y1, its_link, track = s
            if s_x0 - east >= keep or west - s_x1 >= keep or s_y0 - south >= keep or north - s_y1 >= keep:
                continue
            gap = _gap(box, s)
            if gap >= (GAP - NEARER if its_link == link else keep):
                continue
            if not track:
                price += _BLOCKED if its_link == link or gap < now - NEARER else _NEAR_NOW
            elif s_x0 == s_x1:
                if s_x0 > middle[0]:
                    right = max(right, east + keep - s_x0)
                else:
                    left = max(left, s_x0 - (west - keep))
            elif s_y0 > middle[1]:
                down = max(down, south + keep - s_y0)
            else:
                up = max(up, s_y0 - (north - keep))
    push = Push(left, up, right, down)
    narrow = max(0.0, edges[0] + RULE - x0 - left) + max(0.0, x1 + RULE - edges[1] - right)
    return price + push.price + _WIDER * narrow, push


def _gap(box: LabelBox, s: LineSegment) -> float:
    """The distance of a segment from a rectangle."""
    dx = max(s.x0 - box.x1, box.x0 - s.x1, 0.0)
    dy = max(s.y0 - box.y1, box.y0 - s.y1, 0.0)
    return dx if not dy else dy if not dx else float((dx * dx + dy * dy) ** 0.5)


def segments_of(corners: Sequence[tuple[float, float]], link: int, tracks: Sequence[bool]) -> list[LineSegment]:
    """The segments of a link with these corners."""
    return [
        LineSegment(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), link, track)
        for (a, b), track in zip(pairwise(corners), tracks, strict=True)
    ]
