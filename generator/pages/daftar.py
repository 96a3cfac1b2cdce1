"""The list of SOPs: readable as it stands, sorted and filtered by a script (daftar.js)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import get_args

from generator.data.jadwal import next_review
from generator.data.sop import Status
from generator.flow.susunan import SopTersusun
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs, columns_of
from generator.pages.tampilan import make_halaman

_ACTORS = 3
"""So many actors of an SOP are named in its row; the filter knows all of them."""


@dataclass(frozen=True, slots=True)
class _Baris:
    """A row. ``pelaksana``: ids of all who act, ``nama_pelaksana``: what is said of them; ``tinjauan``: when the next
    review is due, as far as the data say."""

    sop: SopTersusun
    unit: str
    nama_unit: str
    pelaksana: list[str]
    nama_pelaksana: str
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
    )


def _row(situs: Situs, sop: SopTersusun) -> _Baris:
    data, actors = sop.data, columns_of(sop)
    return _Baris(
        sop=sop,
        unit=data.unit or "",
        nama_unit=situs.nama_unit(data.unit),
        pelaksana=actors,
        nama_pelaksana=_names(situs, actors),
        konfirmasi=len(data.konfirmasi),
        tinjauan=next_review(data),
    )


def _names(situs: Situs, ids: list[str]) -> str:
    """Some actors by name, the others by number."""
    named, more = ", ".join(map(situs.nama_jabatan, ids[:_ACTORS])), len(ids) - _ACTORS
    return f"{named}, dan {more} lainnya" if more > 0 else named
