"""What files for computers and phones can hold: characters that XML knows, plain digits, so many letters."""

from __future__ import annotations

import re
from decimal import Decimal

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
