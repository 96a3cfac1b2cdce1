"""An independent calculator over the tree of a formula, to prove that formulas mean what they should."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

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

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def calculate(pohon: Pohon, values: Mapping[str, Any]) -> Any:
    """The result; ``values``: id -> number or word, for a summed column a list of numbers."""
    match pohon:
        case Angka(nilai=number):
            return number
        case QuotedWord(teks=text):
            return text
        case FieldName(id=id):
            return values[id]
        case ColumnSum(kolom=column):
            return sum(values[column])
        case Negative(isi=inside):
            return -calculate(inside, values)
        case Calculation(operator=sign, kiri=left, kanan=right) | Banding(operator=sign, kiri=left, kanan=right):
            return OPERATORS[sign](calculate(left, values), calculate(right, values))
        case Conditional(syarat=condition, ya=yes, tidak=no):
            return calculate(yes if calculate(condition, values) else no, values)
