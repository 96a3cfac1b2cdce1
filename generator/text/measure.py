"""Text metrics: how wide a text is, where it may break and where its lines break, the same on every machine."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import inf

from generator.text import letters

_SPACE = letters.REGULAR[" "]
"""The same in bold."""
TERLEBAR = max(letters.UNKNOWN, *letters.REGULAR.values(), *letters.BOLD.values())
"""No character is wider (em)."""
LONGEST = 20.0
"""A piece of a text up to this width (em) is never cut: every column is made wide enough for it. The longest words of
Indonesian have some 15 em in bold."""
_JOINT = re.compile(r"(?<=[^\W\d_]{2})([-/])(?=[^\W\d_]{2})")
_ADDRESS = re.compile(r"(?<=[/?&=#_@-])(?<!:/)(?<!://)(?=\w)")
_SOFT = re.compile(r"(?<=[/_.,:;+&=)\]-])(?=.)")


def em_width(text: str, bold: bool = False) -> float:
    """The width of ``text`` on one line, in em of its font size."""
    return _bold(text) if bold else _regular(text)


@lru_cache(maxsize=10_000)
def _regular(text: str) -> float:
    return sum(map(letters.REGULAR.__getitem__, text))


@lru_cache(maxsize=10_000)
def _bold(text: str) -> float:
    return sum(map(letters.BOLD.__getitem__, text))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of ``text`` on one line, in the unit of ``size``."""
    return em_width(text, bold) * size


@lru_cache(maxsize=20_000)
def pieces(word: str, bold: bool = False) -> tuple[str, ...]:
    """The parts of a word between which a line may end: what is measured, drawn and printed breaks there and at spaces.

    A word breaks after "/" and "-" between two letters on each side ("Kabupaten/|Kota"), an address on the web or of
    mail after its signs, a piece wider than ``LONGEST`` after any sign. What is still wider breaks between any two
    letters, where the line is full.
    """
    address = "://" in word or "@" in word or word.startswith("www.")
    parts = _ADDRESS.split(word) if address else _JOINT.sub(r"\1 ", word).split(" ")
    if len(word) * TERLEBAR > LONGEST:
        parts = [p for part in parts for p in (_SOFT.split(part) if em_width(part, bold) > LONGEST else [part])]
    return tuple(parts)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width``; never empty. See ``MeasuredText``."""
    return MeasuredText(text, bold).lines(width / size)


class MeasuredText:
    """A text whose words are measured once, to be broken into lines for any width.

    The first line starts at ``indent``, all others ``hang`` further in. ``length`` is the width of the text on one
    line, ``widest`` the least room in which none of its pieces is cut, but for those wider than ``LONGEST``.

    Lines break at spaces and as ``pieces`` says.

    All widths are in em. Those of texts are whole numbers of 1/2048 em, so their sums are exact.
    """

    __slots__ = (
        "_below",
        "_bold",
        "_from",
        "_gaps",
        "_lines",
        "_widths",
        "_words",
        "hang",
        "indent",
        "length",
        "widest",
    )

    def __init__(self, text: str, bold: bool = False, indent: float = 0.0, hang: float = 0.0) -> None:
        self._bold, self.indent, self.hang = bold, indent, hang
        self._words: list[str] = []
        self._gaps: list[float] = []
        for word in text.split():
            parts = pieces(word, bold)
            self._words += parts
            self._gaps += [_SPACE, *([0.0] * (len(parts) - 1))]
        self._widths = widths = list(map(_bold if bold else _regular, self._words))
        self.length = sum(widths) + sum(self._gaps[1:]) if widths else 0.0
        self.widest = indent + hang + min(max(widths), LONGEST) if widths else 0.0
        # The lines of last time, and between which widths they stay the same.
        self._lines: list[str] = []
        self._from, self._below = inf, inf

    def indents(self, count: int) -> list[float]:
        """Where each of ``count`` lines starts."""
        return [self.indent, *([self.indent + self.hang] * (count - 1))]

    def lines(self, width: float) -> list[str]:
        """The lines that end within ``width``; never empty."""
        self.count(width)
        return list(self._lines)

    def count(self, width: float) -> int:
        """How many lines there are."""
        if not self._from <= width < self._below:
            self._break(width - self.indent)
        return len(self._lines)

    def _break(self, room: float) -> None:
        """Find the words of each line, and how narrow and how wide the room may be for the same ones."""
        line, lines = "", []
        used, widest, wider = 0.0, 0.0, inf  # the line so far, the widest line, the least width that changes a line
        shift = 0.0  # of the line at hand against the first
        for word, width, gap in zip(self._words, self._widths, self._gaps, strict=True):
            longer = used + gap + width
            if line and longer + shift <= room:
                line += f" {word}" if gap else word
                used = longer
                continue
            if line:
                widest, wider = max(widest, used + shift), min(wider, longer + shift)
                lines.append(line)
                shift = self.hang
            line, used = word, width
            if width + shift > room:  # what is cut anywhere is other pieces at any other width
                *full, line = _cut(word, room - shift, room - self.hang, self._bold)
                lines += full
                shift = self.hang if lines else 0.0
                used, widest = em_width(line, self._bold), inf
        self._lines = [*lines, line]
        self._from, self._below = max(widest, used + shift) + self.indent, wider + self.indent


def _cut(word: str, first: float, room: float, bold: bool) -> list[str]:
    """Cut one word into pieces no wider than ``first`` and then ``room`` (one character at least)."""
    widths = letters.BOLD if bold else letters.REGULAR
    upto = [0.0, *accumulate(map(widths.__getitem__, word))]
    parts: list[str] = []
    start, last = 0, len(word) - 1
    while start < last and upto[-1] - upto[start] > first:
        end = max(start + 1, bisect_right(upto, upto[start] + first, start + 1, last + 1) - 1)
        soft = max(word.rfind(sign, start, end) for sign in "/-_.") + 1
        parts.append(word[start : soft or end])
        start, first = soft or end, room
    return [*parts, word[start:]]
