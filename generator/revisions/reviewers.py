"""Who must have reviewed an SOP before it is published, and how each of them stands to what it says now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from generator.data.fingerprint import fingerprint
from generator.data.instansi import SEMUA_UNIT, Instansi
from generator.data.sop import ReviewRecord, Sop

Standing = Literal["belum", "isi lain", "perbaiki", "setuju"]
"""Has not reviewed it; reviewed another content; sent this content back; agreed to it."""


@dataclass(frozen=True, slots=True)
class ReviewerState:
    """How one reviewer stands to an SOP.

    required    the agency asks for this review
    record      what the reviewer said last, None = nothing yet
    place       of that record in the file
    """

    jabatan: str
    standing: Standing
    required: bool
    record: ReviewRecord | None = None
    place: int = 0


def required_reviewers(instansi: Instansi, sop: Sop) -> tuple[str, ...]:
    """The jabatan that must have reviewed an SOP of this unit: those of the unit, then those of every SOP."""
    by_unit = instansi.peninjau
    own = by_unit.get(sop.unit, ()) if sop.unit else ()
    return tuple(dict.fromkeys((*own, *by_unit.get(SEMUA_UNIT, ()))))


def reviewer_states(instansi: Instansi, sop: Sop) -> tuple[ReviewerState, ...]:
    """Everybody who must review the SOP, in the agency's order, then everybody else who did."""
    last = {record.jabatan: (place, record) for place, record in enumerate(sop.tinjauan)}
    required = required_reviewers(instansi, sop)
    found = []
    for jabatan in dict.fromkeys((*required, *last)):
        place, record = last.get(jabatan, (0, None))
        found.append(ReviewerState(jabatan, _standing(sop, record), jabatan in required, record, place))
    return tuple(found)


def waiting_for(instansi: Instansi, sop: Sop) -> tuple[ReviewerState, ...]:
    """The required reviewers without whose agreement the SOP cannot be published."""
    return tuple(one for one in reviewer_states(instansi, sop) if one.required and one.standing != "setuju")


def is_about(record: ReviewRecord, sop: Sop) -> bool:
    """Whether a review is of what the SOP says now.

    What is empty until the SOP is published, and is filled in then, makes it no other content: the number of the first
    revision (0), the date of revision and the date of effect. A date that was there and is another now does.
    """
    return any(mark.startswith(record.sidik) for mark in _marks(sop))


def _standing(sop: Sop, record: ReviewRecord | None) -> Standing:
    if record is None:
        return "belum"
    return record.hasil if is_about(record, sop) else "isi lain"


def _marks(sop: Sop) -> Iterator[str]:
    """The fingerprints of the SOP with and without each of what publishing fills in; as it is first."""
    dates = sop.tanggal
    for number, revised, effective in product((True, False), repeat=3):
        day = dates.model_copy(
            update={"revisi": dates.revisi if revised else None, "efektif": dates.efektif if effective else None}
        )
        if (number or sop.revisi == 0) and (revised or dates.revisi) and (effective or dates.efektif):
            yield fingerprint(sop.model_copy(update={"revisi": sop.revisi if number else None, "tanggal": day}))
