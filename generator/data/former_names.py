"""SOPs that changed their name: which slug of today is meant where a file says a former one.

What was signed keeps its words, so a reference in it keeps the slug that the SOP had then; only its meaning moves on.
Such a slug is read as a ``TodaysName``: today's name for all who follow it, the written one for the fingerprint.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from generator.data.base import StrictModel
from generator.data.references import fields_leading_to, keys_naming
from generator.data.sop import Sop
from generator.data.written_text import ReadOtherwise, as_written

FormerNames = Mapping[str, datetime.date | None]
"""The names that an SOP had, in the order in which it had them, each with the day on which it was left."""
M = TypeVar("M", bound=StrictModel)


class TodaysName(ReadOtherwise):
    """The slug that an SOP has today; ``written``: the former one that stands in the file."""


def former_names_of(versions: Iterable[Sop]) -> FormerNames:
    """The former names of an SOP, from all its versions that are known, the file in sop/ last."""
    found: dict[str, datetime.date | None] = {}
    for version in versions:
        for name, day in version.nama_lama.items():
            found[name] = day or found.get(name)
    return found


def todays_names(former: Mapping[str, FormerNames], taken: Iterable[str]) -> dict[str, str]:
    """Former name -> slug of today. ``taken``: names that are an SOP's today; these mean that one."""
    own = {*taken}
    return {name: slug for slug, names in former.items() for name in names if name not in own and name != slug}


def under_todays_names(model: M, today: Mapping[str, str]) -> M:
    """A model with every former slug in it read as that of today; the same object where it has none."""
    read: M = _read(model, False, today) if today else model
    return read


def _read(value: Any, names_sop: bool, today: Mapping[str, str]) -> Any:
    """``names_sop``: whether the texts of ``value`` are slugs of SOPs."""
    if isinstance(value, str):
        return TodaysName(today[value], as_written(value)) if names_sop and value in today else value
    if isinstance(value, tuple):
        items = tuple(_read(item, names_sop, today) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):  # a mapping by slug
        known = names_sop and not today.keys().isdisjoint(value)
        return {_read(key, True, today): inner for key, inner in value.items()} if known else value
    if not isinstance(value, StrictModel):
        return value
    marked = keys_naming(type(value))
    parts = {name: getattr(value, name) for name in fields_leading_to(type(value), "sop")}
    read = {name: _read(part, marked.get(name) == "sop", today) for name, part in parts.items()}
    changed = {name: part for name, part in read.items() if part is not parts[name]}
    return value.model_copy(update=changed) if changed else value
