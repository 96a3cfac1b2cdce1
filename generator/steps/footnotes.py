"""Footnotes of a procedure: which marks stand in a text, and the same text without them.

A mark is what the data call it ("*", "**", "1"). Where an output shows a text with its marks, it shows their notes too;
where it only mentions a step, it says the text without marks. So no mark is ever without its note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.data.italics import glued


class Footnote(NamedTuple):
    """A note: its mark as it stands in the texts, and its words."""

    tanda: str
    teks: str

    def __str__(self) -> str:
        return glued(f"{self.tanda} ", self.teks)


def notes_of(texts: Iterable[str], notes: Mapping[str, str]) -> tuple[Footnote, ...]:
    """The notes whose marks stand in any of these texts, in the order in which the data list them."""
    pattern = _pattern(tuple(notes))
    if pattern is None:
        return ()
    found: set[str] = set()
    todo = list(texts)
    while todo:
        fresh = {match.group() for match in pattern.finditer(todo.pop())} - found
        found |= fresh
        todo += (notes[mark] for mark in fresh)  # a note may have a note
    return tuple(Footnote(mark, text) for mark, text in notes.items() if mark in found)


def without_marks(text: str, notes: Mapping[str, str]) -> str:
    """The text without marks, nor the spaces before them."""
    pattern = _pattern(tuple(notes))
    return re.sub(rf"[ \t]*(?:{pattern.pattern})", "", text) if pattern else text


@lru_cache(maxsize=512)
def _pattern(marks: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the marks, the longest first; None where there is none.

    A mark of signs does not touch the same signs: "*" is not half of "**". One that begins with a letter or a digit
    must hang on the word before it: "barang1" has the mark, "langkah 1" and "F4" have not.
    """
    known = sorted((mark for mark in marks if mark.strip()), key=len, reverse=True)
    return re.compile("|".join(map(_one, known))) if known else None


def _one(mark: str) -> str:
    before = r"(?<=[a-z).,;:%\"'”’\]])" if mark[0].isalnum() else f"(?<!{re.escape(mark[0])})"
    after = r"(?![0-9A-Za-z])" if mark[-1].isalnum() else f"(?!{re.escape(mark[-1])})"
    return before + re.escape(mark) + after
