"""An independent calculator over the tree of a formula, to prove that formulas mean what they should."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from generator.data.rumus import Angka, Banding, Hitung, Jika, Jumlah, Kata, Nama, Negatif, Pohon

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def calculate(pohon: Pohon, values: Mapping[str, Any]) -> Any:
    """The result; ``values``: id -> number or word, for a summed column a list of numbers."""
    match pohon:
        case Angka(nilai=number):
            return number
        case Kata(teks=text):
            return text
        case Nama(id=id):
            return values[id]
        case Jumlah(kolom=column):
            return sum(values[column])
        case Negatif(isi=inside):
            return -calculate(inside, values)
        case Hitung(operator=sign, kiri=left, kanan=right) | Banding(operator=sign, kiri=left, kanan=right):
            return OPERATORS[sign](calculate(left, values), calculate(right, values))
        case Jika(syarat=condition, ya=yes, tidak=no):
            return calculate(yes if calculate(condition, values) else no, values)
