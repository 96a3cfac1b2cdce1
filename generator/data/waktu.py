"""Standard times as people write them, and what of them a program can add up."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MENIT = {"menit": 1, "mnt": 1, "jam": 60}
_FORM = re.compile(r"(\d+(?:[.,]\d+)?)\s*(menit|mnt|jam)", re.IGNORECASE)


def menit(teks: str | None) -> float | None:
    """The minutes of "15 menit" or "1,5 jam"; None where unknown, a range, in days, or in words.

    Days are not converted: nobody said how long a working day is.
    """
    match = _FORM.fullmatch((teks or "").strip())
    return float(match[1].replace(",", ".")) * _MENIT[match[2].lower()] if match else None


def jumlah_menit(waktu: Iterable[str | None]) -> tuple[float, int, int]:
    """(sum of minutes, how many times could be added, how many there are in all)."""
    values = [menit(teks) for teks in waktu]
    known = [value for value in values if value is not None]
    return sum(known), len(known), len(values)


def tulis_menit(nilai: float) -> str:
    """Minutes as an Indonesian number: 650, 22,5 or 1.250."""
    whole = f"{nilai:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return whole.removesuffix(",0")
