"""Text metrics: how wide a text is and where its lines break, the same on every machine."""

from __future__ import annotations

from functools import lru_cache

from generator.flow import letters


@lru_cache(maxsize=20_000)
def em_width(text: str, bold: bool = False) -> float:
    """The width of ``text`` on one line, in em of its font size."""
    widths = letters.BOLD if bold else letters.REGULAR
    return sum(widths.get(char, letters.UNKNOWN) for char in text)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of ``text`` on one line, in the unit of ``size``."""
    return em_width(text, bold) * size


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width``; never empty.

    Lines break at spaces; a word wider than the line breaks after "/", "-", "_" or ".", and only if that is
    not enough between any two characters.
    """
    lines: list[str] = []
    line, room = "", 0.0  # room = what is left on the line, in em
    space = em_width(" ", bold)
    for word in text.split():
        needed = em_width(word, bold) + (space if line else 0)
        if needed <= room:
            line, room = f"{line} {word}" if line else word, room - needed
            continue
        if line:
            lines.append(line)
        *full, line = _split_word(word, width, size, bold)
        lines.extend(full)
        room = width / size - em_width(line, bold)
    return [*lines, line]


def _split_word(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Cut one word into pieces no wider than ``width`` (one character at least)."""
    pieces: list[str] = []
    while text_width(word, size, bold) > width and len(word) > 1:
        end = max((i for i in range(1, len(word)) if text_width(word[:i], size, bold) <= width), default=1)
        soft = max((i for i in range(1, end + 1) if word[i - 1] in "/-_."), default=end)
        pieces.append(word[:soft])
        word = word[soft:]
    return [*pieces, word]
