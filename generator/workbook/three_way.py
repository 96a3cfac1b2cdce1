"""Two edits of the same data brought together; where both changed the same part, nobody is preferred."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.reading.limits import Value
from generator.workbook.text_merge import equal
from generator.workbook.value_parts import listed


@dataclass(frozen=True, slots=True)
class BothChanged:
    """A part that both changed: where it stands, and what each says."""

    path: tuple[str | int, ...]
    theirs: Value
    ours: Value


@dataclass(slots=True)
class ThreeWay:
    """The merge of two edits; ``conflicts``: the parts that it could not bring together."""

    conflicts: list[BothChanged] = field(default_factory=list)

    def merged(self, base: Value, ours: Value, theirs: Value, path: tuple[str | int, ...] = ()) -> Value:
        """``theirs`` with what ``ours`` changed against ``base``."""
        if equal(ours, base) or equal(ours, theirs):
            return theirs
        if equal(theirs, base):
            return ours
        if isinstance(base, dict) and isinstance(ours, dict) and isinstance(theirs, dict):
            return self._parts(base, ours, theirs, path)
        if isinstance(base, list) and isinstance(ours, list) and isinstance(theirs, list):
            alike = len(base) == len(ours) == len(theirs)
            if alike and _same_items(base, ours) and _same_items(base, theirs):
                parts = zip(base, ours, theirs, strict=True)
                return [self.merged(*three, (*path, place)) for place, three in enumerate(parts)]
        self.conflicts.append(BothChanged(path, theirs, ours))
        return theirs

    def _parts(
        self, base: dict[str, Value], ours: dict[str, Value], theirs: dict[str, Value], path: tuple[str | int, ...]
    ) -> Value:
        gone = object()
        found: dict[str, Value] = {}
        for key in _order(ours, theirs):
            three = (base.get(key, gone), ours.get(key, gone), theirs.get(key, gone))
            if all(one is not gone for one in three):
                found[key] = self.merged(*three, (*path, key))  # type: ignore[arg-type]
                continue
            before, mine, other = (None if one is gone else one for one in three)
            if (three[1] is gone) == (three[0] is gone) and equal(mine, before):  # type: ignore[arg-type]
                kept = three[2]
            elif (three[2] is gone) == (three[0] is gone) and equal(other, before):  # type: ignore[arg-type]
                kept = three[1]
            elif equal(mine, other):  # type: ignore[arg-type]
                kept = three[1] if three[2] is gone else three[2]
            else:
                self.conflicts.append(BothChanged((*path, key), other, mine))  # type: ignore[arg-type]
                kept = three[2]
            if kept is not gone:
                found[key] = kept  # type: ignore[assignment]
        return found


def _order(ours: dict[str, Value], theirs: dict[str, Value]) -> list[str]:
    """The keys of both, in the order of the file; those that only we have behind the ones that stand before them."""
    found = list(theirs)
    for place, key in enumerate(ours):
        if key not in found:
            before = [one for one in list(ours)[:place] if one in found]
            found.insert(found.index(before[-1]) + 1 if before else 0, key)
    return found


def _same_items(one: list[Value], other: list[Value]) -> bool:
    """Whether two lists have the same things in the same places: perhaps reworded, none of them moved."""
    names = [_name(item) for item in one]
    return all(a == b or b not in names for a, b in zip(names, map(_name, other), strict=True))


def _name(item: Value) -> Value:
    """What a thing of a list is known by."""
    if isinstance(item, dict):
        keys = ("uraian", "id", "no", "judul", "sop", "kode")
        return [part for key in keys for part in listed(item.get(key))]
    return item
