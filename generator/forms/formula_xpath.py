"""The tree of a formula as an XPath expression of a phone form: blank where a field is empty or it divides by zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from generator.data.rumus import (
    Angka,
    Banding,
    Calculation,
    ColumnSum,
    Conditional,
    FieldName,
    Negative,
    Pohon,
    QuotedWord,
)
from generator.forms.form_limits import number, plain

_SIGNS = {"*": "*", "/": "div", "+": "+", "-": "-", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


PLACES = 6
"""Decimal places of a result: a phone shows all of them, and 114.99999999999999 is no number for people."""

Rujukan: TypeAlias = Callable[[str], str]
"""Turns an id into a reference."""


def xpath(pohon: Pohon, isian: Rujukan, jumlah: Rujukan, kode: Callable[[str, str], str]) -> str:
    """The expression. ``isian`` gives the reference to a field, ``jumlah`` to the sum of a column; ``kode`` gives the
    code of a word of a field, from the field's id and the word.

    XPath has no error that could be turned into a blank, so the expression first asks whether all it needs is there.
    """
    writer = _XPathWriter(isian, jumlah, kode)
    conditions = writer.known(pohon)
    value = f"round({writer.value(pohon)}, {PLACES})"
    return f"if({' and '.join(conditions)}, {value}, '')" if conditions else value


def nth(texts: Sequence[str]) -> str:
    """The expression for the text that belongs to the row of a repeat in which it stands."""
    cases = (f"if(position(..) = {row}, {_literal(text)}, '')" for row, text in enumerate(texts, 1) if text)
    return f"concat({', '.join([*cases, chr(39) * 2])})"


def _literal(text: str) -> str:
    """A text in quotes. XPath knows no escape, so a text with both kinds of quotes is put together."""
    safe = plain(text).replace("${", "$\u2060{")
    if "'" not in safe:
        return f"'{safe}'"
    if '"' not in safe:
        return f'"{safe}"'
    parts = (f"'{part}'" for part in safe.split("'"))
    joined = ', "\'", '.join(parts)
    return f"concat({joined})"


class _XPathWriter:
    def __init__(self, isian: Rujukan, jumlah: Rujukan, kode: Callable[[str, str], str]) -> None:
        self._isian = isian
        self._jumlah = jumlah
        self._kode = kode

    def value(self, pohon: Pohon) -> str:
        match pohon:
            case Angka(nilai=value):
                return number(value)
            case FieldName(id=id):
                return self._isian(id)
            case ColumnSum(kolom=column):
                return self._jumlah(column)
            case Negative(isi=inside):
                return f"(0 - {self.value(inside)})"
            case Calculation(operator=operator, kiri=left, kanan=right):
                return f"({self.value(left)} {_SIGNS[operator]} {self.value(right)})"
            case Conditional(syarat=condition, ya=yes, tidak=no):
                return f"if({self._condition(condition)}, {self.value(yes)}, {self.value(no)})"
        raise TypeError(f"no value: {pohon}")

    def known(self, pohon: Pohon) -> list[str]:
        """What must hold for the value to be one, each condition once."""
        match pohon:
            case FieldName() | ColumnSum():
                return [f"{self.value(pohon)} != ''"]
            case Negative(isi=inside):
                return self.known(inside)
            case Calculation(operator=operator, kiri=left, kanan=right):
                zero = [f"{self.value(right)} != 0"] if operator == "/" else []
                return _once(self.known(left) + self.known(right) + zero)
            case Banding(kiri=left, kanan=right):
                return _once(self.known(left) + self.known(right))
            case Conditional(syarat=condition, ya=yes, tidak=no):
                branches = [" and ".join(self.known(branch)) or "true()" for branch in (yes, no)]
                rest = [f"if({self._condition(condition)}, {branches[0]}, {branches[1]})"]
                return _once(self.known(condition) + (rest if branches != ["true()"] * 2 else []))
        return []

    def _condition(self, banding: Banding) -> str:
        sides = (banding.kiri, banding.kanan)
        field = next((side.id for side in sides if isinstance(side, FieldName)), "")
        words = [f"'{self._kode(field, s.teks)}'" if isinstance(s, QuotedWord) else self.value(s) for s in sides]
        return f"{words[0]} {_SIGNS[banding.operator]} {words[1]}"


def _once(conditions: list[str]) -> list[str]:
    return list(dict.fromkeys(conditions))
