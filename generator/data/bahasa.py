"""The few words that every output forms the same way: dates and lists in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def tanggal(nilai: datetime.date) -> str:
    """A date in Indonesian: 5 Mei 2025."""
    return f"{nilai.day} {_BULAN[nilai.month - 1]} {nilai.year}"


def rangkai(kata: Iterable[str], penghubung: str = "dan") -> str:
    """Words as a list in a sentence: "a", "a dan b", "a, b, dan c"."""
    words = list(kata)
    if len(words) < 3:
        return f" {penghubung} ".join(words)
    return f"{', '.join(words[:-1])}, {penghubung} {words[-1]}"
