"""What a data file may hold: how much of it, and which characters; and words of it that fit one line."""

from __future__ import annotations

import re
from typing import TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a file says, before the model decides what its fields are."""

MAX_BYTES = 500_000
"""A data file larger than this is refused: a real SOP has some 20 kB, and reading this much takes about a second."""
MAX_DEPTH = 30
MAX_ITEMS = 500
"""Items of one list: the longest real procedures have some 50 steps. It bounds what the checks have to compare."""
MAX_ENTRIES = 3000
"""Names in one mapping: jabatan.yml and peraturan.yml of a large agency."""
MAX_WORDS = 500
"""Longer words of a finding are cut."""
SHOWN = 60
"""Characters of a text of the data that a finding shows, where it says no other number."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that say nothing."""
_NOT_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NOT_CHARACTERS}]")
"""Control characters, halves of characters, non-characters: no text has them, and XML cannot say them."""

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no YAML file may hold: all of these but the next-line character, which YAML takes for a line break."""


def one_line(words: str) -> str:
    """``words`` fit for one line of a console or a log, however hostile the data or the file name in it."""
    text = FORBIDDEN.sub("\ufffd", " ".join(words.split()))
    return cut(text, MAX_WORDS)


def cut(words: str, most: int = SHOWN) -> str:
    """``words``, or their beginning with "…" where they have more than ``most`` characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
