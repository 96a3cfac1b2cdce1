"""A text as people write it in a cell: its lines, and the number or dash that a line brings of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_ROMAN = r"(?:[ivx]{2,6}|[IVX]{2,6})"
_PART = rf"(?:\d{{1,3}}|[A-Za-z]|{_ROMAN})"
_MARK = re.compile(
    r"(?:"
    # a bullet, or a dash before anything that is not a number
    r"[•‣◦▪▫●○■□◆◇►▶➢➤✓✔·∙⁃\u2460-\u2473\ue000-\uf8ff](?= ?\S)|[-–—−*+](?= \S|[^\W\d])"
    # 1. 1) (1) 1.2. 1.a. 1a) with or without a space behind; a. a) (a) A. iv. (iv) a.1. with one
    rf"|\({_PART}\)(?= ?\w)|\({_PART}\)(?= \S)"
    r"|\d{1,3}(?:\.\d{1,2})*(?:\.?[a-z])?(?:\.\)|[.)])(?= \S|[^\W\d]{2})"
    rf"|(?:[A-Za-z]|{_ROMAN})(?:\.\d{{1,2}})*(?:\.\)|[.)])(?= \S)"
    r"|[A-Za-z]\)(?=\w)|[a-z]\.(?=[A-Z][a-z])"
    # 1.2 without a point at its end, before a capital
    r"|\d{1,2}(?:\.[1-9])+(?= [A-Z])"
    r")"
)


class Block(NamedTuple):
    """A line of a text: what it brings of its own before its words ("a.", "(1)", "-"; "" = nothing), with the space
    behind that if there is one, and its words."""

    mark: str
    text: str

    @property
    def whole(self) -> str:
        """The line as written."""
        return self.mark + self.text


@lru_cache(maxsize=20_000)
def blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text, each a paragraph; empty ones are left out."""
    return tuple([_block(line) for line in map(str.strip, text.splitlines()) if line])


def _block(line: str) -> Block:
    found = _MARK.match(line)
    end = found.end() if found else 0
    if end and line[end] == " ":
        end += 1
    return Block(line[:end], line[end:])


def numbered(text: str) -> bool:
    """Whether a text brings a number, letter or dash of its own, so that a list must not put another before it."""
    lines = blocks(text)
    return bool(lines) and bool(lines[0].mark)


def listed(items: Sequence[str]) -> list[bool]:
    """Which items of a list get a bullet or number: not those that bring their own, and not an item that introduces
    such ones ("Surat memuat", "a. data", "b. nilai")."""
    own = [numbered(item) for item in items]
    introduced = len(own) > 1 and all(own[1:])
    return [not one and not introduced for one in own]


def list_numbers(items: Sequence[str], start: int = 1) -> list[int]:
    """The number of each item of a numbered list; 0 = it gets none."""
    count, found = start - 1, []
    for counted in listed(items):
        count += counted
        found.append(count if counted else 0)
    return found


def plain(text: str) -> bool:
    """Whether a text is one line that brings no number of its own."""
    return "\n" not in text and not numbered(text)
