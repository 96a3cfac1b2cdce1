"""How small the type of a checklist sheet must be so that one step always fits one A4 sheet.

The browser lays the sheet out, so this is an estimate, made on the safe side with the mean width of Arial's letters;
the notes give way first. The sizes are the classes ``lembar--<percent>`` of lembar.css.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from generator.flow.susunan import LangkahTersusun, SopTersusun

SCALES = (100, 94, 88, 82, 76, 70, 64, 58, 52, 46, 40, 34, 28)
"""Type sizes in percent of the normal 9.6 pt."""

_ROOM = 262.0
"""Height of the printable sheet, mm, less a little."""
_FIXED = 128.0
"""Head, step frame's own lines, section heads, time boxes, least notes, signatures and foot at 100 %, mm."""
_LINE = 4.9
"""One line of text at 100 %, mm."""
_GAP = 2.6
"""Space below an item of a list, mm."""
_LETTER = 1.85
"""Mean width of a letter at 100 %, mm, a little more than Arial's."""
_FULL, _HALF = 176.0, 74.0
"""Width of a line across the sheet and in one of its two columns (less the box to tick), mm."""


def scale_of(sop: SopTersusun, step: LangkahTersusun, exits: int) -> int:
    """The largest of ``SCALES`` at which the step's sheet stays on one page; the smallest where none does."""
    return next((scale for scale in SCALES if _height(sop, step, exits, scale / 100) <= _ROOM), SCALES[-1])


def _height(sop: SopTersusun, step: LangkahTersusun, exits: int, scale: float) -> float:
    quality = step.data.mutu_baku
    tools = _items(sop.data.peralatan, _HALF, scale)
    prepare = _items(quality.kelengkapan, _HALF, scale) + 9 * scale
    produce = _items(quality.output, _HALF, scale)
    hand_over = _items(["x" * 160] * exits, _HALF, scale)
    title = _lines(step.data.uraian, 140.0, 1.5 * scale) * _LINE * 1.5
    warnings = sum(_lines(text, _FULL, scale) for text in (*step.data.peringatan, *sop.data.peringatan)) * _LINE
    head = _lines(sop.data.judul, 100.0, scale) * _LINE
    return scale * (_FIXED + title + warnings + head) + max(tools, prepare) + max(produce, hand_over)


def _items(texts: Iterable[str], width: float, scale: float) -> float:
    return sum((_lines(text, width, scale) * _LINE + _GAP) * scale for text in texts)


def _lines(text: str, width: float, scale: float) -> int:
    return sum(max(1, ceil(len(line) * _LETTER * scale / width)) for line in text.split("\n"))
