"""What a page says by the day: the site is made on one day and read on others.

Where the site speaks of one day (`sop build --tanggal`) only what is true on it is written. Else every piece stands in
the page with the days between which it is true, and the script (saat.js) takes out those that are not true on the
reader's day. Without the script stands what is true on every day, with its dates, or else what is true in the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.page import Url
from generator.facts.site_facts import SiteFacts
from generator.revisions.in_force import Period, current_version, period_on, periods_of
from generator.revisions.spoken_time import spoken_end, spoken_period, written_start

Saat = Callable[..., Markup]
"""Makes the attributes of an element that is true only between two days."""
_PINDAH = Markup(
    '<p class="awas awas--garis layar"{}><span>Revisi {} {}.'
    ' Hari ini yang berlaku <a href="{}">revisi {}</a>.</span></p>'
)
TANPA_SKRIP = Markup(" data-tanpa-skrip")
"""The attribute of an element that stands in the place of those that depend on the day where no script runs."""
_LENCANA = {"belum": ("draf", "BELUM BERLAKU"), "lewat": ("dicabut", "TIDAK BERLAKU LAGI")}
_Potong = tuple[datetime.date | None, datetime.date | None, str]
"""From when, until when, and which badge."""


@dataclass(frozen=True, slots=True)
class SopMoment:
    """An SOP as it is in a stretch of its time: ``sop``, the version that holds then, or where none does, the one that
    will or did. ``mulai``: from when ``atribut`` shows it. ``sah``: whether work may go by it, now or soon; a draft
    counts, for it is shown as one."""

    slug: str
    sop: Sop
    masa: Period
    mulai: datetime.date | None
    atribut: Markup

    @property
    def langkah(self) -> int:
        """How many steps it has."""
        return len(self.sop.langkah) + sum(len(prosedur.langkah) for prosedur in self.sop.prosedur)

    @property
    def sah(self) -> bool:
        """Whether it is no withdrawn one."""
        return self.masa.keadaan != "dicabut"


@dataclass(frozen=True, slots=True)
class ValidOn:
    """How many SOPs are valid (``sah``) and how many are withdrawn, on the days that ``atribut`` says."""

    sah: int
    dicabut: int
    atribut: Markup


def moment_of(hari: datetime.date | None) -> Saat:
    """Attributes for what is true from ``mulai`` until before ``sampai`` (None = always). ``tampak``: shown where no
    script runs."""

    def moment(mulai: datetime.date | None, sampai: datetime.date | None, tampak: bool = False) -> Markup:
        if hari is not None:
            return Markup("" if Period(mulai, sampai, "berlaku").holds_on(hari) else " hidden")
        if mulai is None and sampai is None:
            return Markup("")
        start, end = (day.isoformat() if day else "" for day in (mulai, sampai))
        hidden = Markup("" if tampak else " hidden")
        return Markup(' data-saat data-mulai="{}" data-sampai="{}"{}').format(start, end, hidden)

    return moment


def period_of(proyek: Library, slug: str) -> tuple[Period, ...]:
    """The stretches of time that the site can be asked about: all, or on a site of one day the one of that day."""
    if proyek.hari is None:
        return periods_of(proyek, slug)
    return (replace(period_on(proyek, slug, proyek.hari), mulai=None, sampai=None),)


def moments_of_sop(proyek: Library, slug: str, *, rinci: bool = True) -> tuple[SopMoment, ...]:
    """The SOP as lists show it, once for each stretch of its time; the last one is what no script shows. ``rinci``:
    False = whether it is valid and in which version is all that counts, so that fewer are needed."""
    saat, shown = moment_of(proyek.hari), proyek.sop[slug]
    periods = period_of(proyek, slug)
    found: list[SopMoment] = []
    for place, masa in enumerate(periods):
        later = (other.versi for other in periods[place:] if other.versi)
        versi = masa.versi or masa.pencabut or next(later, None)
        own = versi is None or versi.revisi == (shown.revisi or 0)
        sop = shown if own or versi is None else versi.sop
        start = masa.mulai
        if found and not rinci and found[-1].sop is sop and found[-1].sah == (masa.keadaan != "dicabut"):
            start = found.pop().mulai
        marks = saat(start, masa.sampai, place == len(periods) - 1)
        found.append(SopMoment(slug, sop, masa, start, marks))
    return tuple(found)


def badge(status: str, kata: str = "", atribut: str = "") -> Markup:
    """The badge of a status, with other words than its name where it is given some."""
    return Markup('<span class="lencana lencana--{}"{}>{}</span>').format(
        status, Markup(atribut), kata or status.upper()
    )


def edition_badge(proyek: Library, slug: str) -> Markup:
    """The badge of the version that ``proyek`` shows: whether this very version holds."""
    versi = current_version(proyek, slug)
    if versi is None:
        return badge(proyek.sop[slug].status)
    begin = versi.mulai if versi.mulai > datetime.date.min else None
    after = "lewat" if versi.pengganti is not None else "dicabut"
    if versi.undated:
        return badge("dicabut")
    if versi.sampai and begin and not versi.ever:
        pieces: list[_Potong] = [(None, versi.sampai, "belum"), (versi.sampai, None, after)]
    else:
        pieces = [(None, begin, "belum")] if begin else []
        pieces.append((begin, versi.sampai, "berlaku"))
        pieces += [(versi.sampai, None, after)] if versi.sampai else []
    return _badges(proyek.hari, pieces, spoken_period(versi))


def sop_badge(proyek: Library, slug: str) -> Markup:
    """The badge of an SOP in a list: whether any version of it holds."""
    pieces: list[_Potong] = []
    for masa in period_of(proyek, slug):
        if masa.keadaan in ("draf", "hilang"):
            return badge(proyek.sop[slug].status)
        if pieces and pieces[-1][2] == masa.keadaan:
            pieces[-1] = (pieces[-1][0], masa.sampai, masa.keadaan)
        else:
            pieces.append((masa.mulai, masa.sampai, masa.keadaan))
    return _badges(proyek.hari, pieces, _in_the_end(proyek, slug, pieces[-1]))


def _in_the_end(proyek: Library, slug: str, last: _Potong) -> str:
    """The last badge in words with its date, where the data say that."""
    start, _, state = last
    starts = {written_start(masa.versi.sop) for masa in periods_of(proyek, slug) if masa.versi}
    ends = [spoken_end(masa.pencabut) for masa in periods_of(proyek, slug) if masa.pencabut]
    if state == "dicabut":
        return f"dicabut mulai {format_date(start)}" if start and ends else "dicabut"
    return f"{state} mulai {format_date(start)}" if start in starts and start else state


def _badges(hari: datetime.date | None, pieces: Iterable[_Potong], always: str) -> Markup:
    """One badge for each stretch of days, and one that is true on every day for where no script runs."""
    known = list(pieces)
    saat = moment_of(hari)
    made = []
    for start, end, state in known:
        if hari is None or Period(start, end, "berlaku").holds_on(hari):
            status, words = _LENCANA.get(state, (state, state.upper()))
            made.append(badge(status, words, saat(start, end)))
    if hari is None and len(known) > 1:
        status = _LENCANA.get(known[-1][2], (known[-1][2], ""))[0]
        made.insert(0, badge(status, always.upper(), TANPA_SKRIP))
    return Markup("").join(made)


def valid_on(proyek: Library, slugs: Iterable[str]) -> list[ValidOn]:
    """How many of these SOPs are withdrawn and how many are not, for each stretch of days on which that is the same."""
    known = [period_of(proyek, slug) for slug in slugs]
    days: list[datetime.date | None] = [None, *sorted({day for masa in known for one in masa if (day := one.mulai)})]
    found: list[tuple[datetime.date | None, int]] = []
    for day in days:
        count = sum(_on(masa, day).keadaan != "dicabut" for masa in known)
        if not found or found[-1][1] != count:
            found.append((day, count))
    saat = moment_of(proyek.hari)
    ends = [*(day for day, _ in found[1:]), None]
    return [
        ValidOn(count, len(known) - count, saat(start, end, end is None))
        for (start, count), end in zip(found, ends, strict=True)
    ]


def _on(masa: tuple[Period, ...], hari: datetime.date | None) -> Period:
    return masa[0] if hari is None else next(one for one in masa if one.holds_on(hari))


def edition_news(situs: SiteFacts, slug: str, url: Url) -> Markup:
    """On the checklists of a version: where to go on the days on which another one holds."""
    versi = current_version(situs.proyek, slug)
    saat = moment_of(situs.proyek.hari)
    found = []
    for masa in period_of(situs.proyek, slug) if versi else ():
        other = masa.versi
        if versi is None or other is None or other.revisi == versi.revisi:
            continue
        early = masa.sampai is not None and masa.sampai <= versi.mulai
        why = "belum berlaku" if early else "tidak berlaku lagi"
        link = url(f"{situs.main_key(slug, other.revisi)}/checklist")
        marks = saat(masa.mulai, masa.sampai)
        found.append(_PINDAH.format(marks, versi.revisi, why, link, other.revisi))
    return Markup("").join(found)
