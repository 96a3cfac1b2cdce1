"""The review calendar: when each SOP is to be monitored and evaluated, by month.

The dates follow from the data. Which of them are due or missed depends on the day: of a site built as of a day
(``Proyek.hari``) the page says it itself, else kalender.js says it by the reader's day.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.data.bahasa import tanggal
from generator.data.jadwal import HARI_JATUH_TEMPO, Keadaan, Tinjauan, jadwal, keadaan
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman


@dataclass(frozen=True, slots=True)
class Acara:
    """A review of an SOP; ``keadaan`` is None where no day is known."""

    slug: str
    sop: Sop
    tinjauan: Tinjauan
    keadaan: Keadaan | None


@dataclass(frozen=True, slots=True)
class Bulan:
    """The reviews of a month: "2025-02", "Februari 2025"."""

    kunci: str
    nama: str
    acara: tuple[Acara, ...]


def render_kalender(situs: Situs) -> Halaman:
    """The page kalender/."""
    proyek = situs.proyek
    events = sorted(_events(proyek), key=lambda event: event.tinjauan.hari)
    months = [
        Bulan(key, tanggal(found[0].tinjauan.hari).partition(" ")[2], tuple(found))
        for key, group in groupby(events, key=lambda event: event.tinjauan.hari.isoformat()[:7])
        if (found := list(group))
    ]
    used = {event.sop.unit for event in events}
    return make_halaman(
        situs,
        "kalender.html",
        "kalender",
        "Kalender tinjauan",
        bulan=months,
        jumlah=len(events),
        unit=[(id, unit.nama) for id, unit in proyek.instansi.unit.items() if id in used],
        hari=proyek.hari,
        hitung=Counter(event.keadaan for event in events),
        tempo=HARI_JATUH_TEMPO,
        tanpa_tanggal=[
            (slug, sop) for slug, sop in proyek.sop.items() if sop.status in ("berlaku", "ditinjau") and not jadwal(sop)
        ],
    )


def _events(proyek: Proyek) -> Iterator[Acara]:
    day: datetime.date | None = proyek.hari
    for slug, sop in proyek.sop.items():
        for review in jadwal(sop):
            yield Acara(slug, sop, review, keadaan(review.hari, day) if day else None)
