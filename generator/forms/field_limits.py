"""What may be written into a field: the one reading of its limits, from which every output makes its own rule.

An entry that one output takes every other takes too, and all say the same words about one that they do not.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.data.field_kinds import ANGKA_MAX, FIELD_KINDS, TANGGAL_AKHIR, TANGGAL_AWAL, ValueOf
from generator.data.formulir import HARI_INI, FormField, number_limit, text_lengths
from generator.data.wording import format_date


@dataclass(frozen=True, slots=True)
class FieldLimits:
    """The limits of a field.

    value        how an entry is compared
    least, most  the first and last value that it can be: a number in digits, a day (2026-01-31, or ``HARI_INI``),
                 a time (08:30); "" = none of its own
    places       most digits behind the comma; 0 = whole numbers, None = any
    shortest     least letters
    longest      most letters; 0 = any
    pattern      what the text must look like, "" = anything; ``excel``: the same as a condition over the cell ``{x}``
    message      what a person is told whose entry does not fit
    own          whether the form states some of it, so that paper says it too
    """

    value: ValueOf
    least: str = ""
    most: str = ""
    places: int | None = None
    shortest: int = 0
    longest: int = 0
    pattern: str = ""
    excel: str = ""
    message: str = ""
    own: bool = False


_GROUPED_FROM = 5
"""Numbers of so many digits have full stops between their thousands."""
NIP_LIMITS = FieldLimits("teks", pattern=r"^([0-9] ?){18}$", message="NIP terdiri atas 18 angka.")
"""The number of a civil servant at a signature: 18 digits, with or without spaces between its parts."""


def kind_limits(jenis: str) -> FieldLimits:
    """The limits that every field of a kind has."""
    kind = FIELD_KINDS[jenis]
    if kind.calculated:
        return FieldLimits("")
    return FieldLimits(
        kind.value, longest=kind.longest, pattern=kind.pattern, excel=kind.excel, message=kind.message
    )  # fmt: skip


def limits_of(isian: FormField) -> FieldLimits:
    """The limits of a field. The form must have passed ``check_formulir``."""
    kind, base = isian.kind, kind_limits(isian.jenis)
    if not isian.has_limits:
        return base
    if kind.value == "teks":
        shortest, longest = text_lengths(isian.panjang or "") or (0, kind.longest)
        words = " ".join(filter(None, (kind.message if kind.pattern else "", _letters(shortest, longest))))
        return replace(base, shortest=shortest, longest=longest, message=words, own=True)
    least, most = isian.min or "", isian.maks or ""
    places = 0 if isian.bulat else isian.desimal
    if kind.value == "angka":
        least, most = number_limit(least) or "", number_limit(most) or ""
        return FieldLimits("angka", least, most, places, message=_number(least, most, places), own=True)
    said = _between(_moment(least), _moment(most), ("paling awal", "paling akhir"))
    return FieldLimits(kind.value, least, most, message=f"Isi dengan {isian.jenis}{said}.", own=True)


def bounds(batas: FieldLimits) -> tuple[str, str]:
    """The first and last value: those of the field, else those of its kind (numbers: the last that still fit)."""
    first, last = {
        "angka": (str(1 - ANGKA_MAX), str(ANGKA_MAX - 1)),
        "tanggal": (TANGGAL_AWAL, TANGGAL_AKHIR),
        "jam": ("00:00", "23:59"),
    }.get(batas.value, ("", ""))
    return batas.least or first, batas.most or last


def minutes(jam: str) -> int:
    """Minutes since midnight of a time."""
    hour, minute = jam.split(":")
    return int(hour) * 60 + int(minute)


def accepts(batas: FieldLimits, text: str) -> bool:
    """Whether an entry fits; a number in digits, a day as 2026-01-31, a time as 08:30. ``HARI_INI`` as a limit is not
    asked: nobody knows yet when the form will be filled in."""
    first, last = bounds(batas)
    match batas.value:
        case "angka":
            digits = number_limit(text)
            if digits is None or not Decimal(first) <= Decimal(digits) <= Decimal(last):
                return False
            return batas.places is None or len(digits.partition(".")[2]) <= batas.places
        case "tanggal":
            return _is_day(text) and (first == HARI_INI or text >= first) and (last == HARI_INI or text <= last)
        case "jam":
            return _is_time(text) and first <= text <= last
    fits = batas.shortest <= len(text) and (not batas.longest or len(text) <= batas.longest)
    return fits and re.fullmatch(batas.pattern or ".*", text, re.DOTALL) is not None


def _is_time(text: str) -> bool:
    return re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text) is not None


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def is_limit(value: ValueOf, text: str) -> bool:
    """Whether a text can be the first or last value of fields that are compared so."""
    match value:
        case "angka":
            return number_limit(text) is not None
        case "tanggal":
            return text == HARI_INI or _is_day(text)
        case "jam":
            return _is_time(text)
    return False


def _letters(shortest: int, longest: int) -> str:
    if shortest == longest:
        return f"Tepat {longest} huruf."
    return f"{shortest} sampai {longest} huruf." if shortest else f"Paling banyak {longest} huruf."


def _number(least: str, most: str, places: int | None) -> str:
    kind = "angka" if places is None else "bilangan bulat"
    if places:
        kind = f"angka dengan paling banyak {places} angka di belakang koma"
    said = _between(_digits(least), _digits(most), ("paling sedikit", "paling banyak"))
    said = f",{said}" if places and said and not said.startswith(",") else said
    return f"Isi dengan {kind}{said}, tanpa satuan."


def _between(least: str, most: str, alone: tuple[str, str]) -> str:
    if least and most:
        return f" {least} sampai {most}"
    return f", {alone[0]} {least}" if least else f", {alone[1]} {most}" if most else ""


def _moment(text: str) -> str:
    """A day or a time in words."""
    return format_date(datetime.date.fromisoformat(text)) if text[4:5] == "-" else text


def _digits(text: str) -> str:
    """A number as it is written here: 1500000.5 is 1.500.000,5; four digits may be a year and stand together."""
    if not text or len(text.lstrip("-").partition(".")[0]) < _GROUPED_FROM:
        return text.replace(".", ",")
    whole, _, rest = format(Decimal(text), ",f").partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
