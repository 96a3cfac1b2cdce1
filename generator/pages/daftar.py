"""The list of SOPs: readable as it stands, sorted and filtered by a script (daftar.js)."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import get_args

from generator.data.sop import Sop, Status
from generator.flow.susunan import SopTersusun
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs, columns_of
from generator.pages.tampilan import make_halaman

_ACTORS = 3
"""So many actors of an SOP are named in its row; the filter knows all of them."""
_REVIEW_MONTHS = 6
"""Monitoring is due every six months (every second time with the yearly evaluation), PermenPAN-RB 35/2012."""


@dataclass(frozen=True, slots=True)
class _Baris:
    """A row. ``pelaksana``: ids of all who act; ``tinjauan``: when the next review is due, as far as the data say."""

    sop: SopTersusun
    unit: str
    nama_unit: str
    pelaksana: list[str]
    konfirmasi: int
    tinjauan: datetime.date | None


def render_daftar(situs: Situs) -> Halaman:
    """The page of all SOPs (sop/index.md)."""
    rows = [_row(situs, sop) for sop in situs.sop.values()]
    used = {row.sop.data.status for row in rows}
    return make_halaman(
        situs,
        "daftar.html",
        "sop",
        "Daftar SOP",
        baris=rows,
        perlu=sum(1 for row in rows if row.konfirmasi),
        unit=[(id, unit.nama) for id, unit in situs.proyek.instansi.unit.items()],
        status=[status for status in get_args(Status) if status in used],
        urutan_status=get_args(Status),
        pelaksana=[id for id, uses in situs.pelaksana.items() if uses],
        disebut=_ACTORS,
    )


def _row(situs: Situs, sop: SopTersusun) -> _Baris:
    data = sop.data
    return _Baris(
        sop=sop,
        unit=data.unit or "",
        nama_unit=situs.nama_unit(data.unit),
        pelaksana=columns_of(sop),
        konfirmasi=len(data.konfirmasi),
        tinjauan=next_review(data),
    )


def next_review(sop: Sop) -> datetime.date | None:
    """When the next review of an SOP is due: six months after it took effect, was revised or was last evaluated.

    From the data alone, whatever day it is: a date that has passed says that the review is still to be recorded. None
    where the SOP holds not yet or no more, or has none of these dates.
    """
    days = [day for day in (sop.tanggal.efektif, sop.tanggal.revisi, sop.tanggal.evaluasi) if day]
    if sop.status not in ("berlaku", "ditinjau") or not days:
        return None
    return months_after(max(days), _REVIEW_MONTHS)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
