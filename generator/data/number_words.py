"""Numbers that people write in words or as fractions, as digits: "lima belas" -> 15, "1½" -> 1,5."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONES = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_ALONE: dict[str, float] = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
_WORD = "|".join((*_ONES, *_ALONE, "belas", "puluh", "setengah"))
_RUN = re.compile(rf"\b(?:{_WORD})(?:[ ](?:{_WORD}))*\b")
_ONE_OF = re.compile(r"\bse(detik|menit|jam|hari|minggu|pekan|bulan|tahun)\b")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FRACTION = re.compile(r"(?:(?<![\d.,/])(\d+)\s*)?(½|¼|¾)|(?:(?<![\d.,/])(\d+)\s+)?(?<![\d.,/])(1/2|1/4|3/4)(?![\d/])")
_IN_BRACKETS = re.compile(r"(?<![\d.,])(\d+(?:,\d+)?)\s*\(\s*(\d+(?:,\d+)?)\s*\)")


def numbers_as_digits(text: str) -> str:
    """``text``, in small letters, with digits for the numbers in it; "5 (lima)" is 5, other pairs stay."""
    text = _FRACTION.sub(lambda m: _written(float(m[1] or m[3] or 0) + _FRACTIONS[m[2] or m[4]]), text)
    text = _ONE_OF.sub(r"1 \1", text)
    text = _RUN.sub(lambda m: _as_digits(m[0]), text)
    return _IN_BRACKETS.sub(lambda m: m[1] if m[1] == m[2] else m[0], text)


def _as_digits(run: str) -> str:
    value = _value(run.split())
    return run if value is None else _written(value)


def _value(words: Sequence[str]) -> float | None:
    """The number that the words say; None where they are none."""
    if words and words[-1] == "setengah":
        whole = _value(words[:-1]) if len(words) > 1 else 0.0
        return None if whole is None else whole + 0.5
    match list(words):
        case [one] if one in _ONES:
            return float(_ONES[one])
        case [one] if one in _ALONE:
            return _ALONE[one]
        case [one, "belas"] if one in _ONES:
            return 10.0 + _ONES[one]
        case [ten, "puluh"] if ten in _ONES:
            return 10.0 * _ONES[ten]
        case [ten, "puluh", one] if ten in _ONES and one in _ONES:
            return 10.0 * _ONES[ten] + _ONES[one]
        case ["seratus", *rest]:
            below = _value(rest)
            return None if below is None else 100 + below
    return None


def _written(value: float) -> str:
    return f"{value:g}".replace(".", ",")
