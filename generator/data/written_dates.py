"""Dates as people write them: which day is meant, so that a finding can say how to write it."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from generator.data.base import BULAN

_BULAN = tuple(name[:3].casefold() for name in BULAN)
_OTHER = {"may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2, "pebruari": 2}
_WORDS = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})[-\s.]*([a-z]{3,})\.?[-\s,']*(\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,2})(?:[t\s].*)?")
_EXCEL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
"""The days that Excel counts from the end of 1899: 1954 to 2119."""


class WrittenDate(NamedTuple):
    """The day that is meant, and the other one where day and month may be exchanged."""

    day: datetime.date
    other: datetime.date | None = None


def written_date(text: str) -> WrittenDate | None:
    """The day that a text means: "01-02-2026", "2 Januari 2025", "45689"; None where that is not clear."""
    words = " ".join(text.casefold().split())
    if found := _YEAR_FIRST.fullmatch(words):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return WrittenDate(day) if day else None
    if found := _DAY_FIRST.fullmatch(words):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        day, other = _day(year, second, first), _day(year, first, second)
        meant = day or other
        return WrittenDate(meant, other if day and other != day else None) if meant else None
    if found := _WORDS.fullmatch(words):
        month = _month(found[2])
        day = _day(_year(found[3]), month, int(found[1])) if month else None
        return WrittenDate(day) if day else None
    if _EXCEL.fullmatch(words):
        return WrittenDate(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(words[:5])))
    return None


def written_month(text: str) -> str:
    """The month that a text names without a day, as the data write it: "jan. 2023", "01-2023", "2023/1"; "" = none."""
    words = " ".join(text.casefold().split())
    if found := re.fullmatch(r"([a-z]{3,})\.?[-\s,']*(\d{4})", words):
        number, year = _month(found[1]), found[2]
    elif found := re.fullmatch(r"(\d{1,2})\s*[-/.]\s*(\d{4})", words):
        number, year = int(found[1]), found[2]
    elif found := re.fullmatch(r"(\d{4})\s*[-/.]\s*(\d{1,2})", words):
        number, year = int(found[2]), found[1]
    else:
        return ""
    return f"{BULAN[number - 1]} {year}" if 1 <= number <= 12 else ""


def _month(word: str) -> int:
    """The number of a month, 0 = it is none."""
    for number, short in enumerate(_BULAN, 1):
        if word.startswith(short):
            return number
    return _OTHER.get(word) or _OTHER.get(word[:3], 0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
