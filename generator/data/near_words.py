"""Words that people wrote and the known ones that they may have meant."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable

_SHORT = 3
_LIKE = (0.6, 0.7)
"""How like a word must be to be meant (0 to 1), a short one and a longer one: others only share an ending."""
LONGEST = 60
"""Longer words are neither compared nor shown."""


def comma_items(text: str) -> list[str]:
    """The items that people wrote into one text: parted by commas, semicolons, slashes, "dan", "&", or line breaks."""
    bare = text.strip().strip("[]")
    return [item.strip() for item in re.split(r"[,;/&\n]|\s+dan\s+|\s+serta\s+", bare) if item.strip()]


def suggest(word: str, known: Iterable[str]) -> str:
    """A "did you mean" for ``word``, or the known words where none is near."""
    words = list(known)
    near = nearest(word, words)
    if near:
        return f"maksud Anda '{near}'?"
    shown = [one for one in words if len(one) <= LONGEST]
    return (
        "yang ada: " + ", ".join(shown[:12]) + (", ..." if len(shown) > 12 else "") if shown else "belum ada satu pun"
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, "" where none is. Only words of like length and edge are compared, because
    a file may hold thousands of wrong ones."""
    if len(word) > LONGEST:
        return ""
    slack = 1 + len(word) // 2
    like = (
        one for one in known if abs(len(one) - len(word)) <= slack and (one[:1] == word[:1] or one[-1:] == word[-1:])
    )
    near = difflib.get_close_matches(word, list(itertools.islice(like, 100)), n=1, cutoff=_LIKE[len(word) > _SHORT])
    return near[0] if near else ""


def advise(word: str, known: Iterable[str], otherwise: str) -> str:
    """A "did you mean", then what to do if it was meant as written (a sentence that starts with a capital)."""
    hint = suggest(word, known)
    return f"{hint}{'' if hint.endswith('?') else '.'} {otherwise}"
