"""Where the label of an arrow may stand beside its exit: nearest to its own line, on nothing, on no table rule.

A place is tied to the symbol that the arrow leaves, so it stays what it is when rows and columns stretch. Long labels
break into lines. Which place is taken says ``label_places.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.steps.graph import JenisSimbol
from generator.text.measure import MeasuredText, text_width, wrap

#: Distance of a label from its line, and how far letters reach above and below the baseline (in font sizes).
GAP, ASCENT, DESCENT = 2.0, 0.74, 0.22
#: Distance of two baselines of one label (font sizes), its most lines, and room between letters and an outline (px).
LEADING, MOST_LINES, CLEAR = 1.08, 4, 2.5
#: The middle of a label is no farther than this from its exit (px).
REACH = 34.6
#: Where that leaves no place free, it is set in smaller type (shares of the usual).
SMALLER = (0.91, 0.82)
#: Distances from a line that leaves sideways, nearest first: the farther, the more of a diamond's slope is free.
_RISES = (2.5, 4.5, 6.5, 8.5, 10.5)


class LabelBox(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, width: float, height: float) -> LabelBox:
        """The rectangle of this size whose middle is (0, 0)."""
        return cls(-width / 2, -height / 2, width / 2, height / 2)

    def meets(self, other: LabelBox) -> bool:
        """Whether the two overlap."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def shifted(self, x: float, y: float) -> LabelBox:
        """The same rectangle elsewhere."""
        return LabelBox(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)


class LabelSpot(NamedTuple):
    """A place for a label, relative to the middle of its symbol: ``lines`` of words from the top of ``kotak`` down, all
    tied to its left ("start") or right ("end") edge, in type of ``size`` px; ``boxes``: the rectangle of each."""

    kotak: LabelBox
    rata: str
    lines: tuple[str, ...]
    boxes: tuple[LabelBox, ...]
    size: float


class LabelExit(NamedTuple):
    """How an arrow leaves its symbol.

    jenis, size     kind and size (px) of the symbol
    keluar          direction (x, y) of the first segment
    belok           direction of the second along the other axis: -1, 1, 0 = there is none
    geser           side to which the exit is moved off the middle
    lain            side to which another exit beside it is moved
    """

    jenis: JenisSimbol
    size: tuple[float, float]
    keluar: tuple[int, int]
    belok: int
    geser: int
    lain: int


@lru_cache(maxsize=512)
def candidates(text: str, exit: LabelExit, huruf: float) -> tuple[LabelSpot, ...]:
    """The places for a label in type of size ``huruf`` that are near its exit, best first; () where it is too long."""
    return tuple(spot for far, spot in _spots(text, exit, huruf) if far <= REACH)


@lru_cache(maxsize=512)
def far_places(text: str, exit: LabelExit, huruf: float) -> tuple[LabelSpot, ...]:
    """The places for a label that finds none near its exit, the nearest first."""
    return tuple(spot for _, spot in sorted(_spots(text, exit, huruf), key=lambda one: one[0]))


def _spots(text: str, exit: LabelExit, huruf: float) -> Iterator[tuple[float, LabelSpot]]:
    """All places, each with the distance of its farthest line from the exit."""
    for lines in broken(text, huruf):
        for spot in _upright(lines, exit, huruf) if exit.keluar[1] else _level(lines, exit, huruf):
            yield distance_of(spot, exit), spot


def distance_of(spot: LabelSpot, exit: LabelExit) -> float:
    """How far the farthest line of a label is from where its arrow leaves (px)."""
    x, y = start_of(exit)
    return max(_distance(box, x, y) for box in spot.boxes)


def start_of(exit: LabelExit) -> tuple[float, float]:
    """Where the arrow leaves, relative to the middle of its symbol."""
    width, height = exit.size
    x, y = exit.keluar[0] * width / 2, exit.keluar[1] * height / 2
    if exit.geser:
        return exit.geser * width / 4, height / 4 if exit.jenis == "keputusan" else y
    return x, y


def _distance(box: LabelBox, x: float, y: float) -> float:
    """From the middle of a label to a point."""
    return float((((box.x0 + box.x1) / 2 - x) ** 2 + ((box.y0 + box.y1) / 2 - y) ** 2) ** 0.5)


@lru_cache(maxsize=512)
def broken(text: str, huruf: float) -> tuple[tuple[str, ...], ...]:
    """The label on one line, on two, and so on, each as narrow as it can be."""
    found: list[tuple[str, ...]] = [(text,)]
    whole, words = text_width(text, huruf), MeasuredText(text).widest * huruf + 0.01
    for count in range(2, min(MOST_LINES, len(text.split()) + text.count("/")) + 1):
        width = max(whole / count, words)
        while len(wrap(text, width, huruf)) > count:
            width += huruf / 4
        lines = tuple(wrap(text, width, huruf))
        if len(lines) > len(found[-1]):
            found.append(lines)
    return tuple(found)


def _upright(lines: tuple[str, ...], exit: LabelExit, huruf: float) -> Iterator[LabelSpot]:
    """Beside a line that leaves up or down: on the side to which it does not turn."""
    (half_w, half_h), dy = (exit.size[0] / 2, exit.size[1] / 2), exit.keluar[1]
    clear = 1.0 if exit.jenis == "keputusan" else CLEAR
    height = _height(lines, huruf)
    top = half_h + clear if dy > 0 else -half_h - clear - height
    if exit.geser:
        yield _spot(lines, exit.geser, half_w / 2 + GAP, top, huruf)
        return
    sides = (-exit.lain,) if exit.lain and dy > 0 else (-1, 1) if exit.belok > 0 else (1, -1)
    for side in sides:
        yield _spot(lines, side, GAP, top, huruf)


def _level(lines: tuple[str, ...], exit: LabelExit, huruf: float) -> Iterator[LabelSpot]:
    """Over or under a line that leaves sideways: inside its bend where it has one; last, over the shoulder."""
    (half_w, half_h), side = (exit.size[0] / 2, exit.size[1] / 2), exit.keluar[0]
    height = _height(lines, huruf)
    for rise in _RISES if exit.jenis == "keputusan" else (GAP, half_h + CLEAR):
        if exit.jenis == "keputusan":
            start = half_w * max(0.0, 1 - rise / half_h) + 1
        else:
            start = half_w + CLEAR if rise < half_h else rise
        farthest = rise + (len(lines) - 1) * LEADING * huruf - 0.5
        starts = sorted({max(start, farthest), max(start, rise - 0.5), start})
        for way in (exit.belok or -1, -(exit.belok or -1)):
            for at in starts:
                yield _spot(lines, side, at, rise if way > 0 else -rise - height, huruf)


def _height(lines: tuple[str, ...], huruf: float) -> float:
    return (ASCENT + DESCENT + (len(lines) - 1) * LEADING) * huruf


def _spot(lines: tuple[str, ...], side: int, gap: float, top: float, huruf: float) -> LabelSpot:
    """A label that starts ``gap`` to the left (side -1) or right (1) of the symbol's middle."""
    widths, height = [text_width(line, huruf) for line in lines], _height(lines, huruf)
    tops = [top + n * LEADING * huruf for n in range(len(lines))]
    letters = (ASCENT + DESCENT) * huruf
    if side > 0:
        boxes = tuple(LabelBox(gap, t, gap + w, t + letters) for t, w in zip(tops, widths, strict=True))
        return LabelSpot(LabelBox(gap, top, gap + max(widths), top + height), "start", lines, boxes, huruf)
    boxes = tuple(LabelBox(-gap - w, t, -gap, t + letters) for t, w in zip(tops, widths, strict=True))
    return LabelSpot(LabelBox(-gap - max(widths), top, -gap, top + height), "end", lines, boxes, huruf)
