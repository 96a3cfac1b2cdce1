"""The foot of every page: of which day its data are, and the way to tell the agency that something in it is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.data.fingerprint import form_fingerprint, short_fingerprint
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import capital, format_date
from generator.facts.page import path_of
from generator.facts.print_marks import data_age, revision_key
from generator.facts.site_facts import SiteFacts
from generator.steps.resolve import Step

_LINES = "\r\n"
"""How lines of an e-mail end (RFC 6068)."""


@dataclass(frozen=True, slots=True)
class PageFoot:
    """``hari``: of which day the data are, in words, "" where the page is about no SOP; ``laporan``: the address behind
    "Laporkan kekeliruan", "" where the agency names none; ``sop``: on the page of an SOP, which text of it stands there
    (``current_text``), else ""."""

    hari: str
    laporan: str
    sop: str = ""


def foot_of(situs: SiteFacts, key: str, title: str, langkah: Step | None = None) -> PageFoot:
    """The foot of the page ``key``; ``langkah``: the step that it is about."""
    place = situs.page_key(key)
    about = dict(_about(situs, place, title, langkah))
    slug = key.removeprefix("sop/")
    sop = situs.proyek.sop.get(slug) if key.startswith("sop/") and not situs.editions else None
    which = f"{slug}/{current_text(sop)}" if sop else ""
    return PageFoot(_day(situs, key), report_address(situs.proyek.instansi.laporan, title, about), which)


def current_text(sop: Sop) -> str:
    """Which text of an SOP this is, for a browser that remembers what it saw: revision and fingerprint."""
    return f"{revision_key(sop)}/{short_fingerprint(sop)}"


def report_address(laporan: str | None, title: str, about: dict[str, str]) -> str:
    """The address of a report about a page: an e-mail with what is known already, or the agency's own page with the
    same as a query."""
    if not laporan:
        return ""
    if "@" in laporan.partition("?")[0] and "://" not in laporan:
        body = _LINES.join([*(f"{capital(name)}: {value}" for name, value in about.items()), "", "Yang keliru: "])
        return f"mailto:{quote(laporan, safe='@')}?subject={quote(f'Kekeliruan: {title}')}&body={quote(body)}"
    return f"{laporan}{'&' if '?' in laporan else '?'}{urlencode(about, quote_via=quote)}"


def library_day(proyek: Library) -> str:
    """Of which day the library is. It is known from the data alone, and so the same on every day of building: the last
    one on which an SOP was made, revised or reviewed; where the site shows a day, that one."""
    if proyek.hari:
        return f"Keadaan per {format_date(proyek.hari)}"
    days = [day for sop in proyek.sop.values() for day in _days(sop)]
    return f"Data per {format_date(max(days))}" if days else "Data tanpa tanggal"


def _days(sop: Sop) -> Iterator[datetime.date]:
    tanggal = sop.tanggal
    made = tanggal.day_of_making or tanggal.day_of_revision
    days = (tanggal.day_of_making, tanggal.day_of_revision, tanggal.evaluasi, tanggal.monitoring)
    return (day for day in (*days, None if made else tanggal.day_of_effect) if day)


def _day(situs: SiteFacts, key: str) -> str:
    top, *rest = key.split("/")
    if top == "sop" and rest:
        sop = situs.proyek.sop.get(rest[0])
        return data_age(sop) if sop else ""
    # The page of one form, actor or regulation is made from a part of the library.
    return "" if rest else library_day(situs.proyek)


def _about(situs: SiteFacts, place: str, title: str, langkah: Step | None) -> Iterator[tuple[str, str]]:
    instansi = situs.proyek.instansi
    top, *rest = place.split("/")
    yield "judul", title
    yield "halaman", f"{instansi.alamat_situs or ''}{path_of(place).removesuffix('.md')}.html"
    sop = situs.proyek.sop.get(rest[0]) if top == "sop" and rest else None
    form = situs.proyek.formulir.get(rest[0]) if top == "formulir" and rest else None
    if sop:
        yield "revisi", "-" if sop.revisi is None else str(sop.revisi)
        yield "kode isi", short_fingerprint(sop)
    if form:
        yield "kode isi", form_fingerprint(form)
    if langkah:
        yield "langkah", langkah.no or langkah.kode
