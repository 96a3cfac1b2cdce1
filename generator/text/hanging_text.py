"""The paragraphs of a text: measured, and as a piece of HTML. Each line that people wrote starts a new one; one that
brings its own number, letter or dash hangs behind it, and a list puts no bullet before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from generator.data.blocks import Block, blocks, plain
from generator.data.italics import MarkedText, closed, rich, tagged
from generator.text.measure import LONGEST, MeasuredText, em_width, pieces

BULLET = "•"
"""What a list puts before an item that brings no number of its own."""
BULLET_HANG = em_width(f"{BULLET} ")
KEPT = 3_000
"""So many texts are remembered as they come out: those of an SOP stand on ten pages and more. Each type of text for
itself, for a finished piece of HTML may equal a text of the data and is not to be escaped."""
_BULLET = re.compile(r"[^\w\s(). ]+ ")
"""The mark of a line that is neither number nor letter, and its space."""
_QUIET = re.compile(r"[\"'“‘(\[]*[\w.,/:'’@]*[)\]\"'”’.,;:!?%…-]*")
"""Words that no browser breaks by itself."""


@lru_cache(maxsize=KEPT, typed=True)
def measured(text: str, bullet: bool = False, bold: bool = False) -> tuple[MeasuredText, ...]:
    """The paragraphs of an item, measured; ``bullet``: the list puts one before it."""
    lines = blocks(rich(text))
    indent = BULLET_HANG if bullet else 0.0
    found = []
    for n, line in enumerate(lines):
        if indent and not n:
            found.append(MeasuredText(f"{BULLET} {line.whole}", bold, hang=indent))
        else:
            found.append(MeasuredText(line.whole, bold, indent, em_width(line.mark)))
    return tuple(found)


def placed(teks: MeasuredText, room: float) -> list[tuple[float, str]]:
    """The lines of a measured text and where each starts (em)."""
    lines = teks.lines(room)
    return list(zip(teks.indents(len(lines)), closed(lines), strict=True))


def note_lines(mark: str, text: str, room: float) -> list[tuple[float, str]]:
    """The lines of a footnote with its mark, and where each starts (em)."""
    first, *rest = blocks(rich(text)) or (Block("", ""),)
    indent = em_width(f"{mark} ")
    parts = [MeasuredText(f"{mark} {first.whole}", hang=indent if rest else 0.0)]
    parts += [MeasuredText(line.whole, indent=indent, hang=em_width(line.mark)) for line in rest]
    return [line for teks in parts for line in placed(teks, room)]


@lru_cache(maxsize=KEPT, typed=True)
def paragraphs(text: str, words: Callable[[str], str] = escape) -> str:
    """A text as a piece of HTML, each line that people wrote on one of its own; ``words`` makes HTML of its words."""
    if not isinstance(text, MarkedText) and plain(text):
        return words(text)
    return tagged("<br>".join([_paragraph(line, words) for line in blocks(rich(text))]), "<i>", "</i>")


def _paragraph(line: Block, words: Callable[[str], str]) -> str:
    if not line.mark:
        return words(line.text)
    said = words(line.whole)
    if _BULLET.fullmatch(line.mark) and said.startswith(line.mark):  # a sign for the eye, which nobody wants to hear
        said = f'<span aria-hidden="true">{line.mark}</span>{said.removeprefix(line.mark)}'
    return f'<span class="hanging" style="--hang:{em_width(line.mark):.2f}em">{said}</span>'


@lru_cache(maxsize=KEPT, typed=True)
def breakable(text: str, bold: bool = False) -> str:
    """A text as HTML that breaks where it is measured to break, and nowhere else."""
    if _QUIET.fullmatch(text) and "/" not in text and len(text) < LONGEST:
        return escape(text)
    return " ".join([_word(word, bold) for word in closed(text.split(" "))])


def _word(word: str, bold: bool) -> str:
    parts = closed(pieces(word, bold))
    shown = [
        escape(part) if _QUIET.fullmatch(part) or len(part) < 2 or em_width(part, bold) > LONGEST
        else f'<span class="whole">{escape(part)}</span>'
        for part in parts
    ]  # fmt: skip
    # Behind a hyphen between letters every browser breaks by itself.
    return "".join([f"{one}<wbr>" if not one.endswith("-") else one for one in shown[:-1]]) + shown[-1]
