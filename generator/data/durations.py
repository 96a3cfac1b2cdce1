"""Standard times as people write them, and what of them a program can add up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.data.number_words import numbers_as_digits

SATUAN = ("tahun", "semester", "triwulan", "bulan", "minggu", "hari kerja", "hari", "menit", "detik")
"""The units that times are added in, the largest first. None is converted into another: nobody said how."""
UNIT_WORDS = {
    "detik": "detik", "dtk": "detik", "menit": "menit", "mnt": "menit", "min": "menit", "menit kerja": "menit",
    "jam": "jam", "jam kerja": "jam", "hari": "hari", "hr": "hari", "hari kalender": "hari", "hari takwim": "hari",
    "hari kerja": "hari kerja", "hr kerja": "hari kerja", "hk": "hari kerja", "minggu": "minggu", "mgg": "minggu",
    "pekan": "minggu", "bulan": "bulan", "bln": "bulan", "triwulan": "triwulan", "semester": "semester",
    "tahun": "tahun", "thn": "tahun", "th": "tahun",
}  # fmt: skip
"""A unit as written -> the unit that is meant; an hour is 60 minutes, so a sum has no hours."""
_UNIT = r"(?:" + "|".join(sorted((re.escape(word).replace(r"\ ", r"\s*") for word in UNIT_WORDS), reverse=True)) + r")"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?![\d.,])|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?(?![a-z])\.?")
_TO = r"(?:-|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga)"
_RANGE = re.compile(rf"(?:antara\s+)?(?P<low>.+?)\s*(?:{_TO})\s*(?P<high>.+)")
_EITHER = re.compile(r"(?:antara\s+)?(?P<low>.+?)\s+(?:atau|dan)\s+(?P<high>.+)")
_TIMES = re.compile(rf"({_NUMBER})\s*(?:x|kali)\s*({_NUMBER})\s*({_UNIT})\.?")
_TWICE = re.compile(r"(.+?)\s*[(=/]\s*(.+?)\s*\)?")
_APART = re.compile(r"\s*(?:,|\bdan\b)?\s*")
_ABOUT = (
    r"(?:±|\+\s?/?\s?-|-\s?/\s?\+|~|≈|kurang lebih|lebih kurang|kira[- ]kira|sekitar|rata[- ]rata|estimasi|"
    r"selama|dalam)"
)
_MOST = (
    r"(?:ma(?:ks|x)(?:imal|imum)?\b\.?|paling (?:lama|lambat|banyak|akhir)|se(?:lama|lambat)[- ](?:lama|lambat)nya|"
    r"≤|<=|<|(?:tidak|tak) (?:lebih dari|melebihi)|kurang dari)"
)
_LEAST = (
    r"(?:min(?:imal|imum)?\b\.?(?=\s*\d)|paling (?:sedikit|cepat|singkat)|"
    r"se(?:kurang|tidak)[- ](?:kurang|tidak)nya|≥|>=|>|lebih dari)"
)
_BEFORE = re.compile(rf"(?:(?:{_ABOUT}|{_MOST})\s*)+")
_AFTER = re.compile(rf"\s*(?:\(\s*(?:{_ABOUT}|{_MOST})\s*\)|{_MOST})$")
_SAID = re.compile(rf"(?:{_NUMBER})\s*(?:{_UNIT})(?![a-z])")
_OTHER_WORD = re.compile(rf"\d+(?:,\d+)?\s*\(\d+(?:,\d+)?\)\s*{_UNIT}")
"""Digits, and another number in words: "5 (enam) menit"."""
_INCHES = re.compile(r"\d\s*[\"”″]|\d\s*''")
"""A sign that may mean seconds, or minutes."""
_OFTEN = re.compile(r"\b(?:setiap|tiap)\b|\bsekali\b|\bh\s*[+-]\s*\d")
"""How often something is done, or on which day: no duration."""
_EXCEL_DATE = re.compile(r"\d{1,2}[-/ ](?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)\w*")
_CLOCK = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?(?:\s*jam)?|\d{1,2}\.\d{2}\s*jam")

Unsummed = Literal[
    "", "kata", "satuan", "nol", "dua", "beda", "bawah", "kepala", "terbalik", "tanggal", "jarum jam", "lain"
]
"""Why a time cannot be added: "" = it can; it says no duration at all (``kata``), has no unit, is zero, says two times
that cannot be compared (``dua``) or contradict each other (``beda``), only a least time, another unit than its column,
a range from more to less, a day as Excel makes it of "2-3", hours as a clock shows them, or says a duration in a way
that is not known (``lain``)."""


class Duration(NamedTuple):
    """A time that can be added to others of its unit, one of ``SATUAN``. ``nilai``: at the most; ``least``: at the
    least, None = no range."""

    nilai: float
    satuan: str
    least: float | None = None

    @property
    def spoken(self) -> str:
        """In words: "95 menit", "3-5 hari"."""
        return f"{self.number} {self.satuan}"

    @property
    def in_hours(self) -> str:
        """The same, but minutes that make an hour or more with their hours: "1 jam 35 menit"."""
        if self.satuan != "menit" or self.least is not None or self.nilai < 60:
            return self.spoken
        hours, rest = divmod(self.nilai, 60)
        return f"{write_minutes(hours)} jam" + (f" {write_minutes(rest)} menit" if rest else "")

    @property
    def number(self) -> str:
        """Without the unit: "95", "3-5"."""
        return f"{'' if self.least is None else write_minutes(self.least) + '-'}{write_minutes(self.nilai)}"

    @property
    def shortest(self) -> float:
        """What it takes at the least."""
        return self.nilai if self.least is None else self.least


def add_durations(times: Iterable[Duration]) -> tuple[Duration, ...]:
    """The sums of these times, one for each unit, the largest unit first; a range where one of its times is one."""
    sums: dict[str, Duration] = {}
    for time in times:
        so_far = sums.get(time.satuan, Duration(0.0, time.satuan))
        ranged = so_far.least is not None or time.least is not None
        least = so_far.shortest + time.shortest if ranged else None
        sums[time.satuan] = Duration(so_far.nilai + time.nilai, time.satuan, least)
    return tuple(sums[unit] for unit in SATUAN if unit in sums)


class TimeReading(NamedTuple):
    """What a time says: a duration, or why it says none that can be added."""

    lama: Duration | None
    why: Unsummed


def parse_duration(teks: str | None, kepala: str = "") -> Duration | None:
    """The duration that a time says: "1 jam 30 menit" -> 90 menit; None where none can be added (``read_time``)."""
    return read_time(teks, kepala).lama


def minutes(teks: str | None) -> float | None:
    """The minutes of "15 menit" or "1,5 jam"; None where unknown, a range, in days, or in words.

    Days are not converted: nobody said how long a working day is.
    """
    lama = parse_duration(teks)
    return lama.nilai if lama and lama.satuan == "menit" and lama.least is None else None


@lru_cache(maxsize=10_000)
def read_time(teks: str | None, kepala: str = "") -> TimeReading:
    """What a time says. ``kepala``: the head of its column. The unit of "Waktu (Menit)" holds for a number without one;
    a time that names another unit contradicts its head, so what it means is not known either.

    "1 x 24 jam" is a day of the calendar. "Maks. 2 hari" and "± 2 hari" are counted as 2 hari.
    """
    text = _normal(teks or "")
    headed = unit_of_head(kepala)
    if _EXCEL_DATE.fullmatch(text):
        return TimeReading(None, "tanggal")
    if _CLOCK.fullmatch(text):
        return TimeReading(None, "jarum jam")
    bare, at_least = _unqualified(text)
    found = _whole(bare, headed)
    if at_least and isinstance(found, Duration):
        found = "bawah"
    if found == "kata" and (_SAID.search(text) or _INCHES.search(text)) and not _OFTEN.search(text):
        found = "lain"
    return TimeReading(None, found) if isinstance(found, str) else TimeReading(found, "")


def unit_of_head(kepala: str) -> str:
    """The unit in the head of a column: "Waktu (Menit)" -> "menit"; "" where it names none."""
    said = re.search(r"\(\s*(?:dalam\s+)?([a-z]+(?: [a-z]+)?)", kepala.casefold())
    return UNIT_WORDS.get(said[1], "") if said else ""


def _normal(teks: str) -> str:
    """In small letters, with digits for numbers in words, one dash, and words for the sign of minutes."""
    text = " ".join(re.sub("[–—−‐‑]", "-", teks.casefold().replace("×", "x")).split())
    text = re.sub(r"(?<=\d)\s*(?:['′’]|menit['’])(?!['′’\"])", " menit", text)
    text = re.sub(r"\bhari \(kerja\)", "hari kerja", text)
    return numbers_as_digits(text).rstrip(" .;")


def _unqualified(text: str) -> tuple[str, bool]:
    """Without "kurang lebih" or "paling lama"; whether it says a least time only."""
    bare = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
    bare = _AFTER.sub("", bare)
    low = re.match(rf"{_LEAST}\s*", bare)
    return (bare[low.end() :], True) if low else (bare, False)


def _whole(text: str, headed: str) -> Duration | Unsummed:
    """One time, a range, or one time said twice."""
    if _OTHER_WORD.match(text):
        return "beda"
    product = _TIMES.fullmatch(text)
    if product:
        return _product(float(_number(product[1])), _number(product[2]), product[3], headed)
    alone = _amounts(text, headed)
    if alone != "kata":
        return alone
    for form, either in ((_RANGE, False), (_EITHER, True)):
        match = form.fullmatch(text)
        found = _between(match["low"], match["high"], headed, either=either) if match else "kata"
        if found != "kata":
            return found
    twice = _TWICE.fullmatch(text)
    return _same(twice[1], twice[2], headed) if twice else "kata"


def _same(first: str, second: str, headed: str) -> Duration | Unsummed:
    """One time said in two ways: "1 jam (60 menit)"; one of them in the unit of the column."""
    times = [_amounts(part, "") for part in (first, second)]
    one, two = times
    if not isinstance(one, Duration) or not isinstance(two, Duration):
        return "kata" if "kata" in times else "dua"
    if one != two:
        return "beda" if one.satuan == two.satuan else "dua"
    ways = [_amounts(part, headed) for part in (first, second)]
    return next((way for way in ways if isinstance(way, Duration)), "kepala")


def _product(times: float, number: float, unit: str, headed: str) -> Duration | Unsummed:
    """ "1 x 24 jam" is a day; "2 x 30 menit" are 60 minutes."""
    meant = _meant(unit)
    return _headed(times, "hari", headed) if (number, meant) == (24, "jam") else _headed(times * number, meant, headed)


def _between(low: str, high: str, headed: str, *, either: bool) -> Duration | Unsummed:
    """A range, or two times of which either may be ("2 atau 3 hari"); the unit of the second holds for the first."""
    alone = _AMOUNT.fullmatch(low)
    unit = next((match["unit"] for match in _AMOUNT.finditer(high) if match["unit"]), "") if alone else ""
    start = _amounts(f"{low} {unit}" if alone and not alone["unit"] else low, headed)
    end = _amounts(_BEFORE.sub("", high), headed)
    if not isinstance(start, Duration) or not isinstance(end, Duration):
        return "kata" if "kata" in (start, end) else end if isinstance(start, Duration) else start
    if start.satuan != end.satuan:
        return "dua"
    if start.nilai > end.nilai:
        return "dua" if either else "terbalik"
    return Duration(end.nilai, end.satuan, start.nilai) if start.nilai < end.nilai else end


def _amounts(text: str, headed: str) -> Duration | Unsummed:
    """ "15 menit", or "1 jam 30 menit": from hours to minutes."""
    found: list[tuple[float, str]] = []
    at = 0
    while at < len(text) and (match := _AMOUNT.match(text, at)):
        found.append((_number(match["number"]), match["unit"] or ""))
        at = _APART.match(text, match.end()).end()  # type: ignore[union-attr]
    if not found or at < len(text):
        return "kata"
    if len(found) == 1:
        return _headed(found[0][0], _meant(found[0][1]), headed)
    if [_meant(unit) for _, unit in found] != ["jam", "menit"]:
        return "dua"
    (hours, _), (rest, _) = found
    return _headed(hours * 60 + rest, "menit", headed)


def _headed(number: float, unit: str, headed: str) -> Duration | Unsummed:
    """A number with its unit, or that of its column."""
    if not unit and not headed:
        return "satuan"
    if unit and headed and unit != headed:
        return "kepala"
    if not number:
        return "nol"
    unit = unit or headed
    return Duration(number * 60, "menit") if unit == "jam" else Duration(number, unit)


def _meant(unit: str) -> str:
    words = " ".join(unit.split())
    return UNIT_WORDS.get(words) or UNIT_WORDS.get(words.replace("kerja", " kerja").replace("  ", " "), "")


def _number(text: str) -> float:
    """ "1,5" and "1.5"; a dot before three digits parts thousands."""
    thousands = re.fullmatch(r"\d{1,3}(\.\d{3})+", text)
    return float(text.replace(".", "") if thousands else text.replace(",", "."))


def total_minutes(waktu: Iterable[str | None]) -> tuple[float, int, int]:
    """(sum of minutes, how many times could be added, how many there are in all)."""
    values = [minutes(teks) for teks in waktu]
    known = [value for value in values if value is not None]
    return sum(known), len(known), len(values)


def write_minutes(nilai: float) -> str:
    """Minutes as an Indonesian number: 650, 22,5 or 1.250."""
    whole = f"{nilai:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return whole.removesuffix(",0")
