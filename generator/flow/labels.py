"""Put each label beside the exit of its arrow, on nothing else.

A label is tied to the symbol it leaves, so it stays where it is when rows and columns stretch. A few places round
the exit are tried; where all are taken, the column is widened until the first one is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.flow.measure import text_width
from generator.flow.style import Gaya

#: Distance of a label from its line, and how far letters reach above and below the baseline (in font sizes).
SELA, NAIK, TURUN = 2.5, 0.74, 0.22


class Kotak(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Kotak) -> bool:
        """Whether the two overlap."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def shifted(self, x: float, y: float) -> Kotak:
        """The same rectangle elsewhere."""
        return Kotak(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)


class Tempat(NamedTuple):
    """A place for a label, relative to the middle of its symbol; ``rata`` is the end that its text is tied to."""

    kotak: Kotak
    rata: str


def candidates(
    text: str, size: tuple[float, float], keluar: tuple[int, int], gaya: Gaya, geser: int = 0, lain: int = 0
) -> list[Tempat]:
    """The places for a label, best first. ``keluar`` is the direction (x, y) in which the arrow leaves.

    ``geser`` is the side to which its exit is moved off the middle, ``lain`` that of another exit beside it.
    """
    half_w, half_h = size[0] / 2, size[1] / 2
    width = text_width(text, gaya.huruf_label)
    height = (NAIK + TURUN) * gaya.huruf_label
    dx, dy = keluar
    if dy:
        top = half_h + 1 if dy > 0 else -half_h - 1 - height
        if geser:
            return [_place(geser, half_w / 2 + SELA, top, width, height)]
        return [_place(side, SELA, top, width, height) for side in (1, -1) if side != lain or dy < 0]
    beside = [_place(dx, half_w + 1, top, width, height) for top in (-SELA - height, SELA)]
    # Over the shoulder of the symbol: clear of a line that runs close by.
    near = max(SELA + 1, half_w + 8 - width)
    rise = half_h * (1 - near / half_w) + 1 if near < half_w else SELA
    return beside + [_place(dx, near, top, width, height) for top in (-rise - height, rise)]


def _place(side: int, gap: float, top: float, width: float, height: float) -> Tempat:
    """A label that starts ``gap`` to the left (side -1) or right (1) of the symbol's middle."""
    if side > 0:
        return Tempat(Kotak(gap, top, gap + width, top + height), "start")
    return Tempat(Kotak(-gap - width, top, -gap, top + height), "end")


def first_free(
    places: Sequence[Tempat], at: tuple[float, float], taken: Sequence[Kotak], width: float
) -> Tempat | None:
    """The first place that meets nothing, for a symbol whose middle is ``at``; labels stay within ``width``."""
    for place in places:
        box = place.kotak.shifted(*at)
        if box.x0 >= 1 and box.x1 <= width - 1 and not any(box.meets(other) for other in taken):
            return place
    return None
