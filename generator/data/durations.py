"""Standard times as people write them, and what of them a program can add up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_MENIT = {"menit": 1, "mnt": 1, "jam": 60}
_FORM = re.compile(r"(\d+(?:[.,]\d+)?)\s*(menit|mnt|jam)", re.IGNORECASE)


def minutes(teks: str | None) -> float | None:
    """The minutes of "15 menit" or "1,5 jam"; None where unknown, a range, in days, or in words.

    Days are not converted: nobody said how long a working day is.
    """
    match = _FORM.fullmatch((teks or "").strip())
    return float(match[1].replace(",", ".")) * _MENIT[match[2].lower()] if match else None


def total_minutes(waktu: Iterable[str | None]) -> tuple[float, int, int]:
    """(sum of minutes, how many times could be added, how many there are in all)."""
    values = [minutes(teks) for teks in waktu]
    known = [value for value in values if value is not None]
    return sum(known), len(known), len(values)


SATUAN = ("bulan", "minggu", "hari kerja", "hari", "menit")
"""The units that times are added in, the largest first. None is converted into another: nobody said how."""
_LAMA = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*(menit|mnt|jam|hari\s+kerja|hk|hari|minggu|bulan))?", re.IGNORECASE)
_SATUAN_LAIN = {"mnt": "menit", "hk": "hari kerja"}


class Duration(NamedTuple):
    """A time that can be added to others of its unit, one of ``SATUAN``."""

    nilai: float
    satuan: str


def parse_duration(teks: str | None, kepala: str = "") -> Duration | None:
    """A time with its unit: "1,5 jam" -> 90 menit; None where it is unknown, a range, or in words.

    ``kepala`` is the head of its column. The unit of "Waktu (Menit)" holds for a number without one; a time that names
    another unit contradicts its head, so what it means is not known either.
    """
    match = _LAMA.fullmatch((teks or "").strip())
    named = _unit((match[2] or "") if match else "")
    said = re.search(r"\((menit|mnt|jam|hari\s+kerja|hk|hari|minggu|bulan)\)\s*$", kepala, re.IGNORECASE)
    headed = _unit(said[1] if said else "")
    unit = named or headed
    if match is None or not unit or (named and headed and named != headed):
        return None
    value = float(match[1].replace(",", "."))
    return Duration(value * 60, "menit") if unit == "jam" else Duration(value, unit)


def _unit(word: str) -> str:
    word = " ".join(word.casefold().split())
    return _SATUAN_LAIN.get(word, word)


def write_minutes(nilai: float) -> str:
    """Minutes as an Indonesian number: 650, 22,5 or 1.250."""
    whole = f"{nilai:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return whole.removesuffix(",0")
