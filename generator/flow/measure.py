"""Text metrics: how wide a text is and where its lines break, the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from math import inf

from generator.flow import letters

_SPACE = letters.REGULAR[" "]
"""The same in bold."""
TERLEBAR = max(letters.UNKNOWN, *letters.REGULAR.values(), *letters.BOLD.values())
"""No character is wider (em)."""


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


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width``; never empty. See ``Teks``."""
    return Teks(text, bold).lines(width / size)


class Teks:
    """A text whose words are measured once, to be broken into lines for any width. ``lead``: a word in front of it,
    such as a bullet.

    ``length`` is the width of the text on one line, ``widest`` that of its widest word, both without ``lead``.

    Lines break at spaces; a word wider than the line breaks after "/", "-", "_" or ".", and only if that is
    not enough between any two characters.

    All widths are in em. Those of texts are whole numbers of 1/2048 em, so their sums are exact.
    """

    __slots__ = ("_below", "_bold", "_from", "_lines", "_widths", "_words", "length", "widest")

    def __init__(self, text: str, bold: bool = False, lead: str = "") -> None:
        self._bold = bold
        self._words = words = text.split()
        self._widths = widths = list(map(_bold if bold else _regular, words))
        self.length = sum(widths) + (len(widths) - 1) * _SPACE if widths else 0.0
        self.widest = max(widths) if widths else 0.0
        if lead:
            words.insert(0, lead)
            widths.insert(0, em_width(lead, bold))
        # The lines of last time, and between which widths they stay the same.
        self._lines: list[list[str]] = []
        self._from, self._below = inf, inf

    def lines(self, width: float) -> list[str]:
        """The lines no wider than ``width``; never empty."""
        self.count(width)
        return [" ".join(line) for line in self._lines]

    def count(self, width: float) -> int:
        """How many lines there are."""
        if not self._from <= width < self._below:
            self._break(width)
        return len(self._lines)

    def _break(self, room: float) -> None:
        """Find the words of each line, and how narrow and how wide the room may be for the same ones."""
        whole = sum(self._widths) + (len(self._words) - 1) * _SPACE
        if whole <= room:
            self._lines, self._from, self._below = [self._words], whole, inf
            return
        line: list[str] = []
        lines = [line]
        used, widest, wider = 0.0, 0.0, inf  # the line so far, the widest line, the least width that changes a line
        for word, width in zip(self._words, self._widths, strict=True):
            longer = used + _SPACE + width
            if line and longer <= room:
                line.append(word)
                used = longer
                continue
            if line:
                widest, wider = max(widest, used), min(wider, longer)
                line = []
                lines.append(line)
            line.append(word)
            used = width
            if width > room:  # pieces of a word are other ones at any other width
                *full, rest = _split_word(word, room, self._bold)
                line = [rest]
                lines[-1:] = [*([piece] for piece in full), line]
                used, widest = em_width(rest, self._bold), inf
        self._lines = lines
        self._from, self._below = max(widest, used), wider


def _split_word(word: str, room: float, bold: bool) -> list[str]:
    """Cut one word into pieces no wider than ``room`` (one character at least)."""
    pieces: list[str] = []
    while em_width(word, bold) > room and len(word) > 1:
        end = max((i for i in range(1, len(word)) if em_width(word[:i], bold) <= room), default=1)
        soft = max((i for i in range(1, end + 1) if word[i - 1] in "/-_."), default=end)
        pieces.append(word[:soft])
        word = word[soft:]
    return [*pieces, word]
