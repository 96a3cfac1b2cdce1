"""The tree of a formula as a spreadsheet formula: blank where a field is empty, is no number, or divides by zero."""

from __future__ import annotations

from collections.abc import Callable

from generator.data.rumus import Angka, Banding, Hitung, Jika, Jumlah, Kata, Nama, Negatif, Pohon
from generator.forms.batas import number

MAX_LENGTH = 8192
"""Characters of the longest formula that Excel opens."""
MAX_NESTING = 64
"""Brackets inside brackets that Excel opens."""
MAX_WORD = 255
"""Letters of the longest word in a formula that Excel opens."""

_BANDING = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def excel(pohon: Pohon, sel: Callable[[str], str]) -> str:
    """The formula with its equals sign. ``sel`` gives the cell of a field, or the cells of a summed column.

    ``ValueError`` where Excel could not open it.
    """
    formula = f'=IFERROR({_value(pohon, sel, 0)},"")'
    if len(formula) > MAX_LENGTH or _nesting(formula) > MAX_NESTING:
        raise ValueError("rumus terlalu panjang atau terlalu banyak tanda kurung bertingkat untuk Excel")
    return formula


def _value(pohon: Pohon, sel: Callable[[str], str], outside: int) -> str:
    """A number, or an error that the formula turns into a blank. ``outside``: how strongly the surroundings bind."""
    match pohon:
        case Angka(nilai=value):
            return number(value)
        case Nama(id=id):
            return f"IF(ISNUMBER({sel(id)}),{sel(id)},NA())"
        case Jumlah(kolom=column):
            return f"IF(COUNT({sel(column)})=0,NA(),SUM({sel(column)}))"
        case Negatif(isi=inside):
            return f"(-{_value(inside, sel, 3)})"
        case Hitung(operator=operator, kiri=left, kanan=right):
            strength = _STRENGTH[operator]
            text = f"{_value(left, sel, strength)}{operator}{_value(right, sel, strength + 1)}"
            return f"({text})" if strength < outside else text
        case Jika(syarat=condition, ya=yes, tidak=no):
            return f"IF({_condition(condition, sel)},{_value(yes, sel, 0)},{_value(no, sel, 0)})"
    raise TypeError(f"no value: {pohon}")


def _condition(banding: Banding, sel: Callable[[str], str]) -> str:
    sides = (banding.kiri, banding.kanan)
    if any(isinstance(side, Kata) for side in sides):
        # "=" would not tell capitals from small letters
        same = f"EXACT({','.join(_word(side, sel) for side in sides)})"
        return same if banding.operator == "==" else f"NOT({same})"
    return _BANDING[banding.operator].join(_value(side, sel, 1) for side in sides)


def _word(side: Pohon, sel: Callable[[str], str]) -> str:
    match side:
        case Kata(teks=text):
            if len(text) > MAX_WORD:
                raise ValueError(f"kata dalam rumus lebih panjang dari {MAX_WORD} huruf, batas Excel")
            return '"' + text.replace('"', '""') + '"'
        case Nama(id=id):
            return f'IF({sel(id)}="",NA(),{sel(id)})'
    raise TypeError(f"no word: {side}")


def _nesting(formula: str) -> int:
    depth = deepest = 0
    for char in formula:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest
