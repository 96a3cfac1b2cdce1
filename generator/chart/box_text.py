"""Texts for views that show the words of a step in its box: clean, on one line, short enough to fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from generator.data.blocks import blocks, one_line, plain_items
from generator.steps.footnotes import without_marks
from generator.steps.graph import Chart, ChartSymbol

#: Categories of characters that no text needs and that XML or a reader's eye cannot take: control, surrogate,
#: unassigned; and the marks that reverse the reading direction of what follows.
_BUANG = {"Cc", "Cs", "Cn"}
_ARAH = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """``text`` on one line, without control characters; any run of white space becomes one space."""
    if not text.isprintable():  # whoever is told to go, or is white space other than a space, is not printable
        text = "".join(" " if c.isspace() else c for c in text if c.isspace() or _allowed(c))
    return " ".join(text.split())


def _allowed(char: str) -> bool:
    return unicodedata.category(char) not in _BUANG and char not in _ARAH


def shorten(text: str, limit: int) -> str:
    """``text``, cut between two words with "…" if it has more than ``limit`` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:.") + " …"


def told(head: str, butir: Sequence[str]) -> list[str]:
    """A text cell in words, with the head of its column: on one line, or each of its lines on one of its own where an
    item has several or brings its own number. Nothing for a cell that is not filled in, or is blank."""
    butir = [item for item in butir if item]
    if plain_items(butir):
        return [f"{head}: {clean('; '.join(butir))}"] if butir else []
    return [f"{head}:", *(clean(line.whole) for item in butir for line in blocks(item))]


def unmarked_text(bagan: Chart, simbol: ChartSymbol) -> str:
    """The same without marks of footnotes: for pictures that have no place for the notes."""
    return without_marks(symbol_words(bagan, simbol), dict(bagan.catatan_kaki))


def symbol_words(bagan: Chart, simbol: ChartSymbol) -> str:
    """What a symbol stands for: "3. Memeriksa berkas (Lengkap?)", with number and own text where there are any."""
    baris = bagan.baris[simbol.baris]
    text = clean(one_line("\n".join(baris.uraian.butir)))
    own = clean(one_line(simbol.teks))
    if own:
        text = f"{text} ({own})" if text else own
    number = clean(baris.no)
    return f"{number}. {text}" if number else text
