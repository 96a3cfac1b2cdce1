"""The few words that every output forms the same way: dates and lists in a sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from generator.data.base import BULAN


def format_date(nilai: datetime.date | str) -> str:
    """A date in Indonesian: 5 Mei 2025; what is no day ("Mei 2025", "-") as it is written."""
    if not isinstance(nilai, datetime.date):
        return nilai
    return f"{nilai.day} {BULAN[nilai.month - 1]} {nilai.year}"


def join_words(kata: Iterable[str], penghubung: str = "dan") -> str:
    """Words as a list in a sentence: "a", "a dan b", "a, b, dan c"."""
    words = list(kata)
    if len(words) < 3:
        return f" {penghubung} ".join(words)
    return f"{', '.join(words[:-1])}, {penghubung} {words[-1]}"


def place_in_list(teks: str) -> tuple[tuple[int, int, str], ...]:
    """Where a text stands in a list for readers: by its letters, large or small, and by the size of its numbers."""
    pieces = re.split(r"(\d{1,18})", teks.casefold())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)


def capital(teks: str) -> str:
    """The text with a capital at its start; the rest as written (``capitalize`` would lower it)."""
    return teks[:1].upper() + teks[1:]
