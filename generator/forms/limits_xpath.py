"""The limits of a field as a constraint of a phone form (XPath of ODK)."""

from __future__ import annotations

from generator.data.field_kinds import ANGKA_MAX
from generator.data.formulir import HARI_INI
from generator.forms.field_limits import FieldLimits, bounds, minutes


def constraint(batas: FieldLimits) -> str:
    """The condition over what was written (``.``); "" = anything is taken."""
    return " and ".join(_conditions(batas))


def _conditions(batas: FieldLimits) -> list[str]:
    match batas.value:
        case "angka":
            least = f". >= {batas.least}" if batas.least else f". > -{ANGKA_MAX}"
            most = f". <= {batas.most}" if batas.most else f". < {ANGKA_MAX}"
            exact = {None: (), 0: ("int(.) = .",)}.get(batas.places, (f"round(., {batas.places}) = .",))
            return [least, most, *exact]
        case "tanggal":
            first, last = bounds(batas)
            return [f". >= {_day(first)}", f". <= {_day(last)}"]
        case "jam":
            # A phone keeps a time with its zone; as a part of a day it can be compared.
            limits = ((">=", batas.least), ("<=", batas.most))
            return [f"round(decimal-time(.) * 1440, 0) {sign} {minutes(time)}" for sign, time in limits if time]
        case "teks":
            shortest = [f"string-length(.) >= {batas.shortest}"] if batas.shortest else []
            longest = [f"string-length(.) <= {batas.longest}"] if batas.longest else []
            return [*shortest, *longest, *([f"regex(., '{batas.pattern}')"] if batas.pattern else [])]
    return []


def _day(text: str) -> str:
    return "today()" if text == HARI_INI else f"date('{text}')"
