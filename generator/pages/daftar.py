"""The list of SOPs: readable as it stands, sorted and filtered by a script."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import get_args

from generator.data.sop import Status
from generator.flow.susunan import SopTersusun
from generator.pages.beranda import last_change
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs, Waktu, waktu_of
from generator.pages.tampilan import make_halaman


@dataclass(frozen=True, slots=True)
class _Baris:
    """A row. ``cari``: the words that the filter looks through; ``pelaksana``: ids, spaced."""

    sop: SopTersusun
    unit: str
    nama_unit: str
    cari: str
    pelaksana: str
    waktu: Waktu
    konfirmasi: int
    diubah: datetime.date | None


def render_daftar(situs: Situs) -> Halaman:
    """The page of all SOPs (sop/index.md)."""
    rows = [_row(situs, sop) for sop in situs.sop.values()]
    used = {row.sop.data.status for row in rows}
    return make_halaman(
        situs,
        "daftar.html",
        "sop",
        "Daftar SOP",
        {"search": {"exclude": True}},
        baris=rows,
        perlu=sum(1 for row in rows if row.konfirmasi),
        unit=[(id, unit.nama) for id, unit in situs.proyek.instansi.unit.items()],
        status=[status for status in get_args(Status) if status in used],
        pelaksana=[id for id, uses in situs.pelaksana.items() if uses],
        ada_tanggal=any(row.diubah for row in rows),
    )


def _row(situs: Situs, sop: SopTersusun) -> _Baris:
    data = sop.data
    change = last_change(data.tanggal)
    words = [data.judul, data.nomor or "", data.tabel.judul or "", *(step.data.uraian for step in sop.langkah)]
    return _Baris(
        sop=sop,
        unit=data.unit or "",
        nama_unit=situs.nama_unit(data.unit),
        cari=" ".join(" ".join(words).casefold().split()),
        pelaksana=" ".join(dict.fromkeys(id for step in sop.langkah for id in step.pelaksana)),
        waktu=waktu_of(sop.langkah),
        konfirmasi=len(data.konfirmasi),
        diubah=change[0] if change else None,
    )
