"""What pages and the official document say of the reviews of an SOP before it was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.data.fingerprint import PANJANG_PENDEK
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.revisions.in_force import TERBIT
from generator.revisions.reviewers import ReviewerState, reviewer_states, waiting_for

READY, WRITER = "Siap diterbitkan", "Penyusun, untuk memperbaiki"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """What is said of one reviewer.

    who     the jabatan, and the person where the data name one
    said    what came of it: "setuju, 12 Januari 2026"
    remark  of the reviewer, "" = none
    """

    who: str
    said: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class WaitingSop:
    """An SOP that waits. ``key``: of the page of its draft; ``said``: why it waits there."""

    key: str
    judul: str
    revisi: int
    said: str


def review_lines(instansi: Instansi, sop: Sop, name_of: Callable[[str], str]) -> tuple[ReviewLine, ...]:
    """How everybody stands who must review a draft or did; () of what was published."""
    if sop.status in TERBIT:
        return ()
    return tuple(_line(state, name_of) for state in reviewer_states(instansi, sop))


def recorded_reviews(instansi: Instansi, sop: Sop, name_of: Callable[[str], str]) -> tuple[ReviewLine, ...]:
    """What everybody said last who reviewed the SOP; nothing of those who did not."""
    return tuple(_line(state, name_of) for state in reviewer_states(instansi, sop) if state.record)


def waiting_by_whom(proyek: Library, name_of: Callable[[str], str]) -> dict[str, list[WaitingSop]]:
    """What waits before it can be published, by whom it waits for: reviewers, then those who write, then what waits for
    nobody any more."""
    found: dict[str, list[WaitingSop]] = {}
    for slug, sop, key in _drafts(proyek):
        states = [one for one in reviewer_states(proyek.instansi, sop) if one.required]
        waiting = waiting_for(proyek.instansi, sop)
        for state in waiting:
            whom = WRITER if state.standing == "perbaiki" else name_of(state.jabatan)
            line = _line(state, name_of)
            said = f"{line.who}: {line.said}" if whom == WRITER else line.said
            more = f": {line.remark}" if whom == WRITER and line.remark else ""
            found.setdefault(whom, []).append(WaitingSop(key, sop.judul, sop.revisi or 0, said + more))
        if states and not waiting:
            found.setdefault(READY, []).append(WaitingSop(key, sop.judul, sop.revisi or 0, f"'sop publish {slug}'"))
    last = (WRITER, READY)
    return {whom: found[whom] for whom in [*(w for w in found if w not in last), *(w for w in last if w in found)]}


def _drafts(proyek: Library) -> Iterator[tuple[str, Sop, str]]:
    """Every draft with the key of its page."""
    for slug, sop in proyek.sop.items():
        draft = proyek.draf.get(slug)
        if draft is not None:
            yield slug, draft, f"sop/{slug}/revisi/{draft.revisi or 0}"
        elif sop.status not in TERBIT:
            yield slug, sop, f"sop/{slug}"


def _line(state: ReviewerState, name_of: Callable[[str], str]) -> ReviewLine:
    name, record = name_of(state.jabatan), state.record
    if record is None:
        return ReviewLine(name, "belum meninjau")
    who = f"{name}, {record.nama}" if record.nama else name
    day = format_date(record.tanggal)
    if state.standing == "isi lain":
        words = f"meninjau isi lain (kode isi {record.sidik[:PANJANG_PENDEK]}), {day}"
    elif state.standing == "perbaiki":
        words = f"meminta perbaikan, {day}"
    else:
        words = f"setuju, {day}"
    return ReviewLine(who, words, record.catatan or "")
