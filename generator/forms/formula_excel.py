"""The tree of a formula as a spreadsheet formula: blank where a field is empty, is no number, or divides by zero."""

from __future__ import annotations

from collections.abc import Callable

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
from generator.forms.form_limits import number

MAX_LENGTH = 8192
"""Characters of the longest formula that Excel opens."""
MAX_NESTING = 64
"""Brackets inside brackets that Excel opens."""
MAX_WORD = 255
"""Letters of the longest word in a formula that Excel opens."""

_BANDING = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def excel(pohon: Pohon, sel: Callable[[str], str], deret: Callable[[str], str]) -> str:
    """The formula with its equals sign. ``sel`` gives the cell of a field, ``deret`` all cells of a column.

    ``ValueError`` where Excel could not open it.
    """
    formula = f'=IFERROR({_ExcelWriter(sel, deret).value(pohon)},"")'
    if len(formula) > MAX_LENGTH or _nesting(formula) > MAX_NESTING:
        raise ValueError("rumus terlalu panjang atau terlalu banyak tanda kurung bertingkat untuk Excel")
    return formula


def excel_condition(
    syarat: Syarat, sel: Callable[[str], str], deret: Callable[[str], str], box: Callable[[str, str], str | None]
) -> str:
    """A condition without its equals sign: FALSE where a field that it needs is empty. ``box`` gives the cell that is
    ticked for a word of a field, None where the field has its words in one cell."""
    return f"IFERROR({_ExcelWriter(sel, deret, box).condition(syarat)},FALSE)"


class _ExcelWriter:
    """Writes values that are numbers, or errors that the formula turns into a blank."""

    def __init__(
        self,
        sel: Callable[[str], str],
        deret: Callable[[str], str],
        box: Callable[[str, str], str | None] = lambda _, __: None,
    ) -> None:
        self._sel = sel
        self._deret = deret
        self._box = box

    def value(self, pohon: Pohon, outside: int = 0) -> str:
        """``outside``: how strongly the surroundings bind; what binds less stands in brackets."""
        match pohon:
            case Angka(nilai=value):
                return number(value)
            case FieldName(id=id):
                return f"IF(ISNUMBER({self._sel(id)}),{self._sel(id)},NA())"
            case ColumnSum(kolom=column):
                return f"IF(COUNT({self._deret(column)})=0,NA(),SUM({self._deret(column)}))"
            case WorkingDays(mulai=first, selesai=last):
                days = [self.value(first, 0), self.value(last, 0)]
                return f"IF({days[1]}<{days[0]},NA(),NETWORKDAYS({days[0]},{days[1]}))"
            case Negative(isi=inside):
                return f"(-{self.value(inside, 3)})"
            case Calculation(operator=operator, kiri=left, kanan=right):
                strength = _STRENGTH[operator]
                text = f"{self.value(left, strength)}{operator}{self.value(right, strength + 1)}"
                return f"({text})" if strength < outside else text
            case Conditional(syarat=condition, ya=yes, tidak=no):
                return f"IF({self.condition(condition)},{self.value(yes)},{self.value(no)})"
        raise TypeError(f"no value: {pohon}")

    def condition(self, syarat: Syarat) -> str:
        if isinstance(syarat, JoinedConditions):
            sides = (f"IFERROR({self.condition(side)},FALSE)" for side in (syarat.kiri, syarat.kanan))
            return f"{'AND' if syarat.kata == 'dan' else 'OR'}({','.join(sides)})"
        return self._compared(syarat)

    def _compared(self, banding: Banding) -> str:
        sides = (banding.kiri, banding.kanan)
        field, word = named_answer(banding)
        if field and (cell := self._box(field, word)):
            return f'{cell}<>""'
        if any(isinstance(side, QuotedWord) for side in sides):
            # "=" would not tell capitals from small letters
            same = f"EXACT({','.join(self._word(side) for side in sides)})"
            return same if banding.operator == "==" else f"NOT({same})"
        return _BANDING[banding.operator].join(self.value(side) for side in sides)

    def _word(self, side: Pohon) -> str:
        match side:
            case QuotedWord(teks=text):
                if len(text) > MAX_WORD:
                    raise ValueError(f"kata dalam rumus lebih panjang dari {MAX_WORD} huruf, batas Excel")
                return '"' + text.replace('"', '""') + '"'
            case FieldName(id=id):
                return f'IF({self._sel(id)}="",NA(),{self._sel(id)})'
        raise TypeError(f"no word: {side}")


def _nesting(formula: str) -> int:
    depth = deepest = 0
    for char in formula:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest
