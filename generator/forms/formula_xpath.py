"""The tree of a formula as an XPath expression of a phone form: blank where a field is empty or it divides by zero."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.data.rumus import (
    Angka,
    Banding,
    Calculation,
    ColumnSum,
    Conditional,
    FieldName,
    JoinedConditions,
    Negative,
    Pohon,
    QuotedWord,
    Syarat,
    WorkingDays,
    named_answer,
)
from generator.forms.form_limits import number, plain

_SIGNS = {"*": "*", "/": "div", "+": "+", "-": "-", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


PLACES = 6
"""Decimal places of a result: a phone shows all of them, and 114.99999999999999 is no number for people."""

Rujukan: TypeAlias = Callable[[str], str]
"""Turns an id into a reference."""


@dataclass(frozen=True, slots=True)
class XPathNames:
    """How a phone form calls what formulas name.

    field    the reference to a field, from its id
    total    the reference to the sum of a column, from its id
    code     the code of a word of a field, from the field's id and the word
    days     ids of fields that hold a day
    several  ids of fields of which several choices can be ticked
    """

    field: Rujukan
    total: Rujukan
    code: Callable[[str, str], str]
    days: Collection[str] = ()
    several: Collection[str] = ()


def xpath(pohon: Pohon, called: XPathNames) -> str:
    """The expression of a formula.

    XPath has no error that could be turned into a blank, so the expression first asks whether all it needs is there.
    """
    writer = _XPathWriter(called)
    conditions = writer.known(pohon)
    value = f"round({writer.value(pohon)}, {PLACES})"
    return f"if({' and '.join(conditions)}, {value}, '')" if conditions else value


def xpath_condition(syarat: Syarat, called: XPathNames) -> str:
    """The expression of a condition: false where a field that it needs is empty."""
    return _XPathWriter(called).whole_condition(syarat)


def nth(texts: Sequence[str]) -> str:
    """The expression for the text that belongs to the row of a repeat in which it stands."""
    cases = (f"if(position(..) = {row}, {literal(text)}, '')" for row, text in enumerate(texts, 1) if text)
    return f"concat({', '.join([*cases, chr(39) * 2])})"


def literal(text: str) -> str:
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
    def __init__(self, called: XPathNames) -> None:
        self._called = called

    def value(self, pohon: Pohon) -> str:
        match pohon:
            case Angka(nilai=value):
                return number(value)
            case FieldName(id=id):
                reference = self._called.field(id)
                # Days since 1970 there; the part of a day is the zone of the phone.
                return f"round(decimal-date-time({reference}), 0)" if id in self._called.days else reference
            case ColumnSum(kolom=column):
                return self._called.total(column)
            case WorkingDays(mulai=first, selesai=last):
                return f"({_worked(self.value(last))} - {_worked(f'{self.value(first)} - 1')})"
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
            case FieldName(id=id):
                return [f"{self._called.field(id)} != ''"]
            case ColumnSum(kolom=column):
                return [f"{self._called.total(column)} != ''"]
            case WorkingDays(mulai=first, selesai=last):
                forward = f"{self.value(last)} >= {self.value(first)}"
                return _once([*self.known(first), *self.known(last), forward])
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

    def whole_condition(self, syarat: Syarat) -> str:
        """A condition with what must be known first."""
        if isinstance(syarat, JoinedConditions):
            sides = [self.whole_condition(side) for side in (syarat.kiri, syarat.kanan)]
            return f"({sides[0]}) {'and' if syarat.kata == 'dan' else 'or'} ({sides[1]})"
        field, word = named_answer(syarat)
        if field in self._called.several:
            return f"selected({self._called.field(field)}, '{self._called.code(field, word)}')"
        return " and ".join([*self.known(syarat), self._condition(syarat)])

    def _condition(self, banding: Banding) -> str:
        sides = (banding.kiri, banding.kanan)
        field = next((side.id for side in sides if isinstance(side, FieldName)), "")
        words = [f"'{self._called.code(field, s.teks)}'" if isinstance(s, QuotedWord) else self.value(s) for s in sides]
        return f"{words[0]} {_SIGNS[banding.operator]} {words[1]}"


def _worked(day: str) -> str:
    """The days from Monday to Friday up to a day, counted from a Monday in 1893: from no day that a form takes is the
    rest of a division negative. ``day``: the days since 1970."""
    since = f"({day} + {4000 * 7 + 3})"
    return f"(5 * ({since} - {since} mod 7) div 7 + min(5, {since} mod 7 + 1))"


def _once(conditions: list[str]) -> list[str]:
    return list(dict.fromkeys(conditions))
