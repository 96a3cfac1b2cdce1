"""Put each label beside the exit of its arrow, on nothing else.

A label is tied to the symbol it leaves, so it stays where it is when rows and columns stretch. A few places round
the exit are tried; where all are taken, the column is widened until the narrowest one is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.steps.graph import JenisSimbol
from generator.text.measure import text_width

#: Distance of a label from its line, and how far letters reach above and below the baseline (in font sizes).
GAP, ASCENT, DESCENT = 2.5, 0.74, 0.22


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
    """A place for a label, relative to the middle of its symbol; ``rata`` is the end that its text is tied to."""

    kotak: LabelBox
    rata: str

    def within(self, column: float) -> bool:
        """Whether it stays in a column of this width, so that no table rule runs through it."""
        return self.reach < column / 2

    @property
    def reach(self) -> float:
        """How far it reaches to the side from the middle of its symbol."""
        return max(-self.kotak.x0, self.kotak.x1)


def candidates(
    text: str,
    simbol: tuple[JenisSimbol, tuple[float, float]],
    keluar: tuple[int, int],
    huruf: float,
    geser: int = 0,
    lain: int = 0,
) -> list[LabelSpot]:
    """The places for a label, best first.

    ``simbol`` is the kind and size of the symbol it leaves, ``keluar`` the direction (x, y) in which the arrow
    leaves, ``geser`` the side to which its exit is moved off the middle, ``lain`` that of another exit beside it.
    """
    jenis, (symbol_width, symbol_height) = simbol
    half_w, half_h = symbol_width / 2, symbol_height / 2
    width, height = text_width(text, huruf), (ASCENT + DESCENT) * huruf
    dx, dy = keluar
    if dy:
        top = half_h + 1 if dy > 0 else -half_h - 1 - height
        if geser:
            return [_place(geser, half_w / 2 + GAP, top, width, height)]
        return [_place(side, GAP, top, width, height) for side in (1, -1) if side != lain or dy < 0]
    slope = half_h if jenis == "keputusan" else 0
    start = half_w * (1 - GAP / slope) + 1 if slope else half_w + 1
    beside = [_place(dx, start, top, width, height) for top in (-GAP - height, GAP)]
    # Over the shoulder of the symbol: clear of the table rule, and of a line that runs close by.
    near = max(GAP + 1, half_w + 8 - width)
    rise = slope * (1 - near / half_w) + 1.5 if slope else half_h + 1
    return beside + [_place(dx, near, top, width, height) for top in (-rise - height, rise)]


def _place(side: int, gap: float, top: float, width: float, height: float) -> LabelSpot:
    """A label that starts ``gap`` to the left (side -1) or right (1) of the symbol's middle."""
    if side > 0:
        return LabelSpot(LabelBox(gap, top, gap + width, top + height), "start")
    return LabelSpot(LabelBox(-gap - width, top, -gap, top + height), "end")


def is_free(box: LabelBox, taken: Sequence[LabelBox], width: float) -> bool:
    """Whether a label would meet nothing and stay within the drawing, which is ``width`` wide."""
    return box.x0 >= 1 and box.x1 <= width - 1 and not any(box.meets(other) for other in taken)
