"""What every output for computers and phones allows in a field, and the same words about it."""

from __future__ import annotations

import re
from decimal import Decimal

NIP = r"^([0-9] ?){18}$"
"""A civil servant's number: 18 digits, with or without spaces between its parts."""

PESAN_NIP = "NIP terdiri atas 18 angka."
PESAN_WAJIB = "Isian ini wajib diisi."

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without characters that no XML can hold."""
    return _CONTROL.sub(" ", text)


def number(value: int | float) -> str:
    """A number in digits, without an exponent, which XPath cannot read: "0.5", "12"."""
    return format(Decimal(repr(value)), "f")


def clip(text: str, most: int) -> str:
    """The beginning of a text, at most so many letters as Excel counts them (UTF-16), without half a character."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
