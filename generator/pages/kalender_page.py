"""The review calendar: when each SOP is to be monitored and evaluated, by month.

The dates follow from the data. Which of them are due or missed depends on the day: of a site built as of a day
(``Library.hari``) the page says it itself, else kalender.js says it by the reader's day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.data.library import Library
from generator.data.reviews import HARI_JATUH_TEMPO, Keadaan, Review, review_state
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.declared import Menu, page
from generator.facts.moments import moment_of, moments_of_sop
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_page
from generator.revisions.review_times import reviews_of


@dataclass(frozen=True, slots=True)
class Acara:
    """A review of an SOP; ``keadaan`` is None where no day is known; ``saat``: the attributes that say on which days it
    counts, ``tampak``: whether it does in the end."""

    slug: str
    sop: Sop
    tinjauan: Review
    keadaan: Keadaan | None
    saat: Markup
    visible: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The reviews of a month: "2025-02", "Februari 2025"."""

    kunci: str
    nama: str
    acara: tuple[Acara, ...]

    @property
    def visible(self) -> bool:
        """Whether it has any in the end."""
        return any(event.visible for event in self.acara)


@page("pustaka", Menu("Kalender tinjauan", 30, below="Daftar SOP"), "kalender")
def render_kalender(situs: SiteFacts) -> Page:
    """The page kalender/."""
    proyek = situs.proyek
    events = sorted(_events(proyek), key=lambda event: event.tinjauan.hari)
    months = [
        Month(key, format_date(found[0].tinjauan.hari).partition(" ")[2], tuple(found))
        for key, group in groupby(events, key=lambda event: event.tinjauan.hari.isoformat()[:7])
        if (found := list(group))
    ]
    used = {event.sop.unit for event in events}
    return make_page(
        situs,
        "kalender.html",
        "kalender",
        "Kalender tinjauan",
        bulan=months,
        jumlah=sum(event.visible for event in events),
        unit=[(id, unit.nama) for id, unit in proyek.instansi.unit.items() if id in used],
        hari=proyek.hari,
        hitung=Counter(event.keadaan for event in events),
        tempo=HARI_JATUH_TEMPO,
        tanpa_tanggal=[(slug, sop) for slug, sop in proyek.sop.items() if _undated(proyek, slug)],
    )


def _events(proyek: Library) -> Iterator[Acara]:
    day, saat = proyek.hari, moment_of(proyek.hari)
    for slug in proyek.sop:
        for event in reviews_of((one.sop, one.masa) for one in moments_of_sop(proyek, slug)):
            stays = event.sampai is None or day is not None
            state = review_state(event.tinjauan.hari, day) if day else None
            yield Acara(slug, event.sop, event.tinjauan, state, saat(None, event.sampai, stays), stays)


def _undated(proyek: Library, slug: str) -> bool:
    """Whether an SOP holds in the end, and nobody knows from when its reviews are counted."""
    last = moments_of_sop(proyek, slug)[-1]
    holds = last.masa.keadaan == "berlaku" or last.sop.status == "ditinjau"
    return holds and not any(reviews_of([(last.sop, last.masa)]))
