"""The errors of one data file, each cause told once: what is misspelt is not missing too, and one slip is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.data.instansi import Label
from generator.data.messages import explain, fields_at, fields_of
from generator.data.near_words import nearest, suggest
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.findings import Finding

_MOST_UNKNOWN = 3
"""So many unknown fields of one object are told one by one."""
_MOST_ALIKE = 3
"""So many values that are wrong in the same way are told one by one."""
_VALUES = re.compile(r"'[^']*'|\d[\d-]*")
"""What differs between remedies of one kind: the words to write."""
_LABELS = {default.default: key for key, default in Label.model_fields.items()} | {"Nama SOP": "judul"}
"""What a part is called on paper -> the field that holds it."""


Loc: TypeAlias = tuple[str | int, ...]


class Cause(NamedTuple):
    """One error in words."""

    code: str
    loc: Loc
    message: str
    remedy: str


def causes(errors: Sequence[ErrorDetails], model: type[BaseModel]) -> list[Cause]:
    """What is wrong in one file of the kind ``model``: every cause, and nothing that only follows from one."""
    unknown: dict[Loc, list[str]] = {}
    missing: dict[Loc, dict[str, None]] = {}
    for error in errors:
        loc = error["loc"]
        if error["type"] == "extra_forbidden":
            unknown.setdefault(loc[:-1], []).append(str(loc[-1]))
        elif error["type"] == "missing":
            missing.setdefault(loc[:-1], {})[str(loc[-1])] = None
    told: dict[Loc, Cause] = {}
    for place, keys in unknown.items():
        told |= _unknown(place, keys, missing.get(place, {}), model)
    found: list[Cause] = []
    for error in errors:
        loc = error["loc"]
        if error["type"] == "extra_forbidden":
            found += [told[loc]] if loc in told else []
        elif error["type"] != "missing":
            found.append(Cause(*explain(error, model)))
        elif names := missing.pop(loc[:-1], None):
            found.append(_missing(error, model, list(names)))
    return found


def _missing(error: ErrorDetails, model: type[BaseModel], names: Sequence[str]) -> Cause:
    """The fields that one object lacks, told at the first of them."""
    first = Cause(*explain(error, model))
    if len(names) < 2:
        return first
    all_names = join_words(f"'{name}'" for name in names)
    return first._replace(
        message=f"isian wajib {all_names} belum ada", remedy="tambahkan semuanya, masing-masing beserta isinya"
    )


def _unknown(place: Loc, keys: Sequence[str], missing: dict[str, None], model: type[BaseModel]) -> dict[Loc, Cause]:
    """The unknown fields of one object by their place; each that stands for a missing one takes it from ``missing``."""
    fields = fields_at(model, place)
    if len(keys) > _MOST_UNKNOWN:
        if not place and model is not Sop and set(keys) <= set(Sop.model_fields):
            missing.clear()
            remedy = "berkas ini tampaknya SOP; pindahkan ke folder sop/"
        else:
            remedy = suggest("", fields)
        names = ", ".join(f"'{key}'" for key in keys[:_MOST_UNKNOWN])
        message = f"{len(keys)} isian tidak dikenal di sini: {names}, dan {len(keys) - _MOST_UNKNOWN} lagi"
        return {(*place, keys[0]): Cause("D100", (*place, keys[0]), message, remedy)}
    told: dict[Loc, Cause] = {}
    for key in keys:
        remedy = _meant(key, fields, missing, alone=len(keys) == 1)
        told[(*place, key)] = Cause("D100", (*place, key), f"isian '{key}' tidak dikenal di sini", remedy)
    return told


def _meant(key: str, fields: dict[str, Any], missing: dict[str, None], *, alone: bool) -> str:
    """What an unknown field probably is: one that is missing, one by its name on paper, one that belongs in another."""
    plain = _plain(key)
    known = next(
        (field for words, field in _LABELS.items() if _plain(words) == plain and field in fields),
        next((field for field in fields if _plain(field) == plain), ""),
    )
    inside = "" if known else _inside(plain, fields)
    lacking = nearest(plain, missing) or (min(missing) if alone and len(missing) == 1 and not inside else "")
    meant = known or lacking
    if meant:
        missing.pop(meant, None)
        return f"maksud Anda '{meant}'?"
    return f"tulis di dalam '{inside}'" if inside else suggest(key, fields)


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


def _inside(plain: str, fields: dict[str, Any]) -> str:
    """The field in which ``plain`` is a field, or which it names with its own ("tanggal_efektif" in "tanggal")."""
    for field, annotation in fields.items():
        for own in fields_of(annotation):
            if plain in (own, f"{field}_{own}"):
                return f"{field}' sebagai '{own}" if plain != own else field
    return ""


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one file: the same one on several lines is one that names them; so are many that are alike."""
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.code, finding.message, finding.remedy), []).append(finding)
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for first, *others in same.values():
        kind = re.split("[;:(]", _VALUES.sub("", first.remedy))[0].strip()
        alike.setdefault((first.code, kind), []).append(_with_places(first, others, "juga"))
    told: list[Finding] = []
    for first, *others in alike.values():
        told += [first, *others] if len(others) < _MOST_ALIKE else [_with_places(first, others, "yang serupa")]
    return told


def _with_places(first: Finding, others: Sequence[Finding], how: str) -> Finding:
    """The first of several findings, with the places of the others: their lines, on its own line their fields."""
    lines = ", ".join(dict.fromkeys(str(other.line) for other in others if other.line != first.line))
    beside = (other.field.rpartition(".")[2] for other in others if other.line == first.line)
    fields = ", ".join(dict.fromkeys(f"'{field}'" for field in beside if field and not field.isdigit()))
    places = " dan ".join(filter(None, (fields, lines and f"baris {lines}")))
    edits = tuple(edit for finding in (first, *others) for edit in finding.edits)
    return replace(first, message=f"{first.message} ({how} pada {places})", edits=edits) if places else first
