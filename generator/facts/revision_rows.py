"""The revisions of an SOP as its official document lists them: those from before the library, then those it keeps."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from generator.data.base import TANPA_TANGGAL
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.print_words import BELUM_DITETAPKAN

FIRST, UNSAID = "Revisi pertama", "ringkasan tidak ditulis"


class RevisionRow(NamedTuple):
    """A revision: its number, its day in words, what it changed."""

    number: str
    day: str
    changes: tuple[str, ...]


def revision_rows(proyek: Library, slug: str, sop: Sop) -> tuple[RevisionRow, ...]:
    """The revisions up to this one, oldest first; ``sop``: a version of the SOP ``slug``. One that was cancelled before
    it held is left out."""
    rows = [_row(one.revisi, one.tanggal, one.perubahan) for one in sop.riwayat]
    kept = proyek.arsip.get(slug, {})
    for number in sorted(kept):
        ended = kept[number].pencabutan
        if number < (sop.revisi or 0) and not (ended and ended.hanya_revisi):
            rows.append(_of_version(number, kept[number]))
    return (*rows, _of_version(sop.revisi if rows else sop.revisi or 0, sop))


def _of_version(number: int | None, sop: Sop) -> RevisionRow:
    revised = sop.tanggal.revisi if sop.tanggal.revisi != TANPA_TANGGAL else None
    day = sop.tanggal.pembuatan if number == 0 else revised
    row = _row(number, day, sop.perubahan.ringkasan if sop.perubahan else ())
    return row if sop.revisi is not None else row._replace(number=BELUM_DITETAPKAN)


def _row(number: int | None, day: datetime.date | str | None, changes: Sequence[str]) -> RevisionRow:
    """``number`` 0: there was none before it; None: it has none yet."""
    return RevisionRow(
        str(number),
        format_date(day) if day else BELUM_DITETAPKAN,
        tuple(changes) or (FIRST if number == 0 else UNSAID,),
    )
