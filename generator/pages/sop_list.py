"""The list of SOPs: readable as it stands, sorted and filtered by a script (daftar.js)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.data.reviews import HARI_JATUH_TEMPO
from generator.data.wording import place_in_list
from generator.declared import Menu, page
from generator.facts.moments import SopMoment, badge, moment_of, moments_of_sop
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts, columns_of
from generator.pages.home_page import by_title
from generator.pages.render import make_page
from generator.revisions.history import actors_of_sop
from generator.revisions.review_times import reviews_of

_STATUS = ("draf", "ditinjau", "belum", "berlaku", "dicabut")
"""How an SOP can stand, in the order of the column."""
_ACTORS = 3
"""So many actors of an SOP are named in its row; the filter knows all of them."""


@dataclass(frozen=True, slots=True)
class _ListRow:
    """A row: an SOP in a stretch of its time.

    status              how it stands then
    pelaksana           ids of all who act; ``pelaksana_name``: what is said of them
    tinjauan            when the next review is due, as far as the data say
    terlewat, tempo     the attributes of the words that it is missed, or due soon
    """

    saat: SopMoment
    status: str
    unit: str
    unit_name: str
    pelaksana: list[str]
    pelaksana_name: str
    konfirmasi: int
    tinjauan: datetime.date | None
    terlewat: Markup
    tempo: Markup

    @property
    def badge(self) -> Markup:
        """The badge of how it stands."""
        return badge("draf", "BELUM BERLAKU") if self.status == "belum" else badge(self.status)


@page("pustaka", Menu("Daftar SOP", 10), "sop")
def render_sop_list(situs: SiteFacts) -> Page:
    """The page of all SOPs (sop/index.md)."""
    proyek = situs.proyek
    rows = [row for slug in by_title(proyek) for row in _rows(situs, moments_of_sop(proyek, slug))]
    ended = {slug for slug in proyek.sop if not moments_of_sop(proyek, slug)[-1].sah}
    used = {row.status for row in rows}
    return make_page(
        situs,
        "daftar.html",
        "sop",
        "Daftar SOP",
        baris=[row for row in rows if row.saat.sah],
        dicabut=[row for row in rows if not row.saat.sah],
        jumlah=len(proyek.sop) - len(ended),
        ada_dicabut=len(ended),
        perlu=sum(1 for slug, sop in proyek.sop.items() if sop.konfirmasi and slug not in ended),
        unit=[(id, unit.nama) for id, unit in proyek.instansi.unit.items()],
        status=[status for status in _STATUS if status in used],
        urutan_status=_STATUS,
        pelaksana=sorted(
            (id for id, uses in situs.pelaksana.items() if uses), key=lambda id: place_in_list(situs.jabatan_name(id))
        ),
    )


def _rows(situs: SiteFacts, periods: Sequence[SopMoment]) -> Iterator[_ListRow]:
    """The rows of an SOP; the next review is that of the version that holds, or else of a later one."""
    for place, one in enumerate(periods):
        coming = reviews_of((later.sop, later.masa) for later in periods[place:])
        yield _row(situs, one, next((event.tinjauan.hari for event in coming), None))


def _row(situs: SiteFacts, one: SopMoment, tinjauan: datetime.date | None) -> _ListRow:
    data = one.sop
    own = data is situs.proyek.sop[one.slug]
    actors = columns_of(situs.sop[one.slug]) if own else list(actors_of_sop(data))
    state = one.masa.keadaan
    missed, due = _review_marks(situs.proyek.hari, tinjauan)
    return _ListRow(
        saat=one,
        status=data.status if state == "draf" else state,
        unit=data.unit or "",
        unit_name=situs.unit_name(data.unit),
        pelaksana=actors,
        pelaksana_name=_names(situs, actors),
        konfirmasi=len(data.konfirmasi),
        tinjauan=tinjauan,
        terlewat=missed,
        tempo=due,
    )


def _review_marks(hari: datetime.date | None, tinjauan: datetime.date | None) -> tuple[Markup, Markup]:
    """On which days a review is missed, and on which it is due (``reviews.review_state``)."""
    if tinjauan is None or tinjauan == datetime.date.max:
        return Markup(" hidden"), Markup(" hidden")
    saat, after = moment_of(hari), tinjauan + datetime.timedelta(days=1)
    soon = datetime.date.fromordinal(max(tinjauan.toordinal() - HARI_JATUH_TEMPO, 1))
    return saat(after, None), saat(soon, after)


def _names(situs: SiteFacts, ids: list[str]) -> str:
    """Some actors by name, the others by number."""
    named, more = ", ".join(map(situs.actor_label, ids[:_ACTORS])), len(ids) - _ACTORS
    return f"{named}, dan {more} lainnya" if more > 0 else named
