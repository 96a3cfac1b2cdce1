"""The limits of a field as the rule of a spreadsheet's cell, in xlsxwriter's words."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from generator.data.formulir import HARI_INI
from generator.forms.field_limits import FieldLimits, bounds


def cell_rule(batas: FieldLimits, cell: str) -> dict[str, Any]:
    """The rule, without its messages; ``cell``: the address of the cell, or of the first of a column."""
    first, last = bounds(batas)
    match batas.value:
        case "angka" if batas.places:
            exact = f"AND(ISNUMBER({cell}),{cell}>={first},{cell}<={last},ROUND({cell},{batas.places})={cell})"
            return {"validate": "custom", "value": f"={exact}"}
        case "angka":
            kind = "decimal" if batas.places is None else "integer"
            return {"validate": kind, "criteria": "between", "minimum": _number(first), "maximum": _number(last)}
        case "tanggal":
            moving = HARI_INI in (first, last)
            ends = [_moving_day(text) if moving else date.fromisoformat(text) for text in (first, last)]
            return {"validate": "date", "criteria": "between", "minimum": ends[0], "maximum": ends[1]}
        case "jam":
            # To the last second of the last minute.
            end = time.fromisoformat(f"{last}:59")
            return {
                "validate": "time", "criteria": "between", "minimum": time.fromisoformat(first), "maximum": end,
            }  # fmt: skip
    if batas.excel:
        lengths = f"LEN({cell})>={batas.shortest},LEN({cell})<={batas.longest}"
        return {"validate": "custom", "value": f"=AND({lengths},{batas.excel.format(x=cell)})"}
    if batas.shortest:
        return {"validate": "length", "criteria": "between", "minimum": batas.shortest, "maximum": batas.longest}
    return {"validate": "length", "criteria": "<=", "value": batas.longest}


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


def _moving_day(text: str) -> str:
    """A day as a formula: xlsxwriter takes two days or two formulas."""
    return "=TODAY()" if text == HARI_INI else f"=DATE({','.join(str(int(part)) for part in text.split('-'))})"
