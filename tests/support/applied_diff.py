"""A difference applied to the old version of an SOP: what shows that it is whole."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from generator.data.sop import Sop
from generator.revisions.content import FieldChange, Nilai, badan, content, head_fields
from generator.revisions.sop_diff import ProcedureDiff, SopDiff


def apply(lama: Sop, beda: SopDiff) -> Sop:
    """``lama`` with the difference applied: the SOP that it was compared with."""
    old = content(lama)
    bodies = badan(old)
    result = pasang(head_fields(old), beda.bidang)
    made = [_apply_body(bodies, satu) for satu in beda.prosedur if satu.ke is not None]
    result |= {"prosedur": made} if beda.bentuk[1] == "prosedur" else made[0]
    return Sop.model_validate(result)


def _apply_body(bodies: Sequence[Mapping[str, Nilai]], satu: ProcedureDiff) -> dict[str, Nilai]:
    if satu.dari is None:
        return copy.deepcopy(dict(satu.isi or {}))
    old = bodies[satu.dari]
    steps = [
        copy.deepcopy(dict(step.isi or {})) if step.dari is None else pasang(old["langkah"][step.dari], step.bidang)
        for step in satu.langkah
        if step.ke is not None
    ]
    return {**pasang(old, satu.bidang), "langkah": steps}


def pasang(nilai: Mapping[str, Nilai], ubah: Sequence[FieldChange]) -> dict[str, Nilai]:
    """A copy of ``nilai`` with these fields changed."""
    result = copy.deepcopy(dict(nilai))
    for satu in ubah:
        place = result
        for key in satu.bidang[:-1]:
            place = place.setdefault(key, {})
        if satu.baru is None:
            place.pop(satu.bidang[-1], None)
        else:
            place[satu.bidang[-1]] = copy.deepcopy(satu.baru)
    return result
