"""The whole difference between two versions of an SOP, as data: applied to the one, it gives the other.

What a reader is told about it is made in ``change_report.py``. Pure: nothing is read or written.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.data.sop import Sop
from generator.revisions.alignment import Pasangan, align_steps, moved_items, pair_alike, split_origins
from generator.revisions.content import FieldChange, Nilai, badan, compare_fields, content, equal, head_fields
from generator.steps.rows import WrittenDiagram, diagrams, targets

Bentuk = Literal["langkah", "prosedur"]
_TERTAUT = ("keputusan", "lanjut", "simbol")
"""Fields of a step that name other steps."""
_AMBANG = 0.3
"""How alike two procedures must be to be one."""


@dataclass(frozen=True, slots=True)
class StepDiff:
    """One step: ``dari`` its place in the old version (None = new), ``ke`` in the new one (None = removed).

    ``isi``: a new step as a whole. ``pindah``: it left its order. ``pecahan``: place of the old step that it was a part
    of; ``gabungan``: place of the new step that took this removed one in.
    """

    dari: int | None
    ke: int | None
    bidang: tuple[FieldChange, ...] = ()
    isi: Mapping[str, Nilai] | None = None
    pindah: bool = False
    pecahan: int | None = None
    gabungan: int | None = None

    @property
    def unchanged(self) -> bool:
        """Whether it says what it said, at the same place in the order."""
        return self.dari is not None and self.ke is not None and not self.bidang and not self.pindah


@dataclass(frozen=True, slots=True)
class ProcedureDiff:
    """One procedure (table with chart): ``dari`` and ``ke`` as for a step; ``isi``: a new one as a whole."""

    dari: int | None
    ke: int | None
    bidang: tuple[FieldChange, ...] = ()
    langkah: tuple[StepDiff, ...] = ()
    isi: Mapping[str, Nilai] | None = None

    @property
    def unchanged(self) -> bool:
        return self.dari == self.ke and not self.bidang and all(step.unchanged for step in self.langkah)


@dataclass(frozen=True, slots=True)
class SopDiff:
    """The difference of two versions: fields of the SOP, and its procedures in the new order, removed ones last."""

    bentuk: tuple[Bentuk, Bentuk]
    bidang: tuple[FieldChange, ...]
    prosedur: tuple[ProcedureDiff, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        return self.bentuk[0] == self.bentuk[1] and not self.bidang and all(p.unchanged for p in self.prosedur)


def compare(lama: Sop, baru: Sop) -> SopDiff:
    """What ``baru`` says otherwise than ``lama``."""
    old, new = content(lama), content(baru)
    old_bodies, new_bodies = badan(old), badan(new)
    pairs = _pair_bodies(old_bodies, new_bodies)
    drawn = diagrams(lama), diagrams(baru)
    changes = []
    for j, body in enumerate(new_bodies):
        if j in pairs:
            changes.append(_prosedur(old_bodies, body, pairs[j], j, drawn))
        else:
            changes.append(ProcedureDiff(None, j, isi=body))
    gone = (i for i in range(len(old_bodies)) if i not in pairs.values())
    changes += [ProcedureDiff(i, None) for i in gone]
    fields = tuple(compare_fields(head_fields(old), head_fields(new)))
    return SopDiff((_shape(old), _shape(new)), fields, tuple(changes))


def _shape(nilai: Mapping[str, Nilai]) -> Bentuk:
    return "prosedur" if "prosedur" in nilai else "langkah"


def _pair_bodies(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Pasangan:
    """The procedures that belong together by title and steps."""
    if len(old) == len(new) == 1:
        return {0: 0}
    alike = {(i, j): _alike(a, b) for i, a in enumerate(old) for j, b in enumerate(new)}
    return pair_alike(alike, _AMBANG)


def _alike(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """The share of steps in common; the same title counts half as much as all of them."""
    texts = [[step["uraian"] for step in body["langkah"]] for body in (a, b)]
    steps = difflib.SequenceMatcher(None, texts[0], texts[1], autojunk=False).ratio()
    return steps + ("judul" in a and a["judul"] == b.get("judul")) / 2


def _prosedur(
    old_bodies: Sequence[Mapping[str, Any]], new: Mapping[str, Any], i: int, j: int,
    drawn: tuple[tuple[WrittenDiagram, ...], tuple[WrittenDiagram, ...]],
) -> ProcedureDiff:  # fmt: skip
    """The difference of two procedures that belong together."""
    old = old_bodies[i]
    before, after = old["langkah"], new["langkah"]
    pairs = align_steps(before, after)
    moved = moved_items(pairs)
    parts = split_origins(before, after, pairs)
    back = {old_place: new_place for new_place, old_place in pairs.items()}
    merged = split_origins(after, before, back)
    links = _TargetNames(drawn[0][i], back), _TargetNames(drawn[1][j], None)
    steps = []
    for ke, step in enumerate(after):
        if ke in pairs:
            changed = [_real(c, links) for c in compare_fields(before[pairs[ke]], step)]
            changed += _led_elsewhere(before[pairs[ke]], step, links)
            steps.append(StepDiff(pairs[ke], ke, tuple(changed), pindah=ke in moved))
        else:
            steps.append(StepDiff(None, ke, isi=step, pecahan=parts.get(ke)))
    gone = (dari for dari in range(len(before)) if dari not in back)
    steps += [StepDiff(dari, None, gabungan=merged.get(dari)) for dari in gone]
    return ProcedureDiff(i, j, tuple(compare_fields(old, new, ("langkah",))), tuple(steps))


class _TargetNames:
    """What the targets of a procedure's steps mean: the place of the step, in terms of the new version."""

    def __init__(self, diagram: WrittenDiagram, pasangan: Pasangan | None) -> None:
        rows = {simbol.id: (row.urut, nth) for row in diagram.baris for nth, simbol in enumerate(row.simbol)}
        self._place: dict[str, tuple[int | str, int]] = {}
        for word, symbol in targets(diagram.baris).items():
            urut, nth = rows[symbol]
            gone = pasangan is not None and urut not in pasangan
            self._place[word] = (f"-{urut}" if gone else pasangan[urut] if pasangan is not None else urut, nth)

    def __call__(self, nilai: Nilai) -> Nilai:
        """``nilai`` with every target replaced by what it means."""
        if isinstance(nilai, list):
            return [self(item) for item in nilai]
        if isinstance(nilai, dict):
            return {key: self._target(item) if key == "ke" else self(item) for key, item in nilai.items()}
        return nilai

    def _target(self, word: str) -> Nilai:
        return self._place.get(word, word)


def _real(ubah: FieldChange, links: tuple[_TargetNames, _TargetNames]) -> FieldChange:
    """The change, marked where only the numbers of the targets are others."""
    if ubah.bidang[0] not in _TERTAUT or not equal(links[0](ubah.lama), links[1](ubah.baru)):
        return ubah
    return replace(ubah, nyata=False)


def _led_elsewhere(
    old: Mapping[str, Nilai], new: Mapping[str, Nilai], links: tuple[_TargetNames, _TargetNames]
) -> list[FieldChange]:
    """Targets whose numbers stayed while the steps that had them moved on: they mean other steps now."""
    same = [(key, old[key]) for key in _TERTAUT if key in old and key in new and equal(old[key], new[key])]
    return [FieldChange((key,), value, value) for key, value in same if not equal(links[0](value), links[1](value))]
