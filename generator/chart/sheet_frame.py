"""What stands round the chart on a sheet of paper: title, facts, the sheet's number, legend, footnotes.

All of it is drawn at places computed with the embedded font metrics, so nothing on a sheet can move or lie on something
else, whatever browser prints it and whatever fonts that has. Unit: mm, from the upper left corner of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.chart.draw import attributes, number, words_of_line
from generator.chart.legend import SIGN_SIZE, Sign, signs_of
from generator.steps.graph import Chart
from generator.text.hanging_text import note_lines
from generator.text.measure import text_width, wrap

#: Type sizes (mm; 12 pt and 8 pt) and distances of lines.
TITLE, SMALL = 4.2, 2.85
_TITLE_LINE, _SMALL_LINE, _LEGEND_LINE, _GAP = 5.2, 3.8, 5.0, 1.6
_SIGN = 0.2
"""A sign of the legend, mm a unit."""
_SIGN_ROOM = SIGN_SIZE[0] * _SIGN + 1.4
_BETWEEN = 4.5
"""Between two signs of the legend, and between the title and the number of the sheet."""


@dataclass(frozen=True, slots=True)
class SheetText:
    """What each sheet of a chart says of the document that it belongs to.

    ``title``: which SOP it is, "" = a sheet without a head; ``facts``: number, revision, status, fingerprint, each a
    few words; ``part``: what the sheets are called, such as "Bagan" or "Bagan 2 dari 3"; ``code``: the QR code by which
    a print is checked (an SVG), "" = none; ``code_side``: its side (mm).
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    part: str = "Bagan"
    code: str = ""
    code_side: float = 0.0


class SheetFrame:
    """The frame of a chart's sheets, all alike but for their number. ``width``: of the sheet."""

    def __init__(self, bagan: Chart, text: SheetText, width: float) -> None:
        self._text = text
        self.width = width if text.title else 0.0
        self._beside = width - (text.code_side + _BETWEEN if text.code else 0.0)
        room = self._beside - text_width(f"{text.part}, lembar 88 dari 88", SMALL, bold=True) - _BETWEEN
        self._titles = wrap(text.title, room, TITLE, bold=True) if text.title else []
        self._facts = _in_lines(text.facts, self._beside) if text.title else []
        self._legend = _legend_lines(signs_of(bagan), self._beside) if text.title else []
        notes = bagan.catatan_kaki if text.title else ()
        self._notes = [line for mark, note in notes for line in note_lines(mark, note, width / SMALL)]

    @property
    def top(self) -> float:
        """The height above the chart."""
        lines = len(self._titles) * _TITLE_LINE + len(self._facts) * _SMALL_LINE + len(self._legend) * _LEGEND_LINE
        return max(lines, self._text.code_side) + _GAP if lines else 0.0

    @property
    def bottom(self) -> float:
        """The height below it."""
        return _GAP + len(self._notes) * _SMALL_LINE if self._notes else 0.0

    def draw(self, sheet: int, count: int, height: float) -> list[str]:
        """The words round the chart of this sheet, which is ``height`` high."""
        if not self._titles:
            return []
        bold = {"font-weight": "bold"}
        parts = []
        y = 0.0
        for line in self._titles:
            parts.append(_text(0, y + TITLE, line, TITLE, bold))
            y += _TITLE_LINE
        place = f"{self._text.part}, lembar {sheet} dari {count}"
        parts.append(_text(self._beside, TITLE, place, SMALL, {**bold, "text-anchor": "end"}))
        if self._text.code:
            side = self._text.code_side
            box = f'x="{number(self.width - side)}" y="0" width="{number(side)}" height="{number(side)}" '
            parts.append(self._text.code.replace("<svg ", f"<svg {box}", 1))
        for line in self._facts:
            parts.append(_text(0, y + SMALL, line, SMALL))
            y += _SMALL_LINE
        for signs in self._legend:
            parts.append(_legend_line(signs, y + _LEGEND_LINE / 2))
            y += _LEGEND_LINE
        y = self.top + height + _GAP
        for start, line in self._notes:
            parts.append(_text(start * SMALL, y + SMALL, line, SMALL))
            y += _SMALL_LINE
        return parts


def _in_lines(facts: tuple[str, ...], width: float) -> list[str]:
    """The facts with dots between them; none is broken that has room on a line."""
    lines = [""]
    for fact in facts:
        longer = f"{lines[-1]} · {fact}" if lines[-1] else fact
        if lines[-1] and text_width(longer, SMALL) > width:
            lines.append(fact)
        else:
            lines[-1] = longer
    return [piece for line in lines if line for piece in wrap(line, width, SMALL)]


def _legend_lines(signs: list[Sign], width: float) -> list[list[Sign]]:
    """The signs in lines."""
    lines: list[list[Sign]] = []
    end = 0.0
    for sign in signs:
        needed = _SIGN_ROOM + text_width(sign.text, SMALL) + _BETWEEN
        if not lines or end + needed - _BETWEEN > width:
            lines.append([])
            end = 0.0
        lines[-1].append(sign)
        end += needed
    return lines


def _legend_line(signs: list[Sign], middle: float) -> str:
    """A line of the legend."""
    parts, x = [], 0.0
    for sign in signs:
        move = f"translate({number(x)} {number(middle - SIGN_SIZE[1] / 2 * _SIGN)}) scale({_SIGN})"
        parts.append(f'<g transform="{move}" fill="none" stroke="#000" stroke-width="1.4">{sign.shape}</g>')
        parts.append(_text(x + _SIGN_ROOM, middle + SMALL * 0.36, sign.text, SMALL))
        x += _SIGN_ROOM + text_width(sign.text, SMALL) + _BETWEEN
    return f'<g class="legend">{"".join(parts)}</g>'


def _text(x: float, y: float, words: str, size: float, more: dict[str, str] | None = None) -> str:
    """A line of words with its baseline at ``y``."""
    place = {"x": number(x), "y": number(y), "font-size": number(size), **(more or {})}
    return f"<text{attributes(place)}>{words_of_line(words)}</text>"
