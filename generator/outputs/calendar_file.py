"""The review calendar as an iCalendar file (RFC 5545), to be opened or subscribed to in any calendar program.

An event for the next monitoring and one for the next evaluation of each SOP, all-day, coming again every year until
the file says otherwise: a review that was not done is not forgotten. Those of a version that another one takes the
place of, or that is withdrawn, end before that day. Same data, same bytes: the time stamp of an event
is the day from which its date was counted, and its UID stays the same for as long as the SOP keeps its slug, so a
newer file moves the event instead of adding another.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator

from generator.data.library import Library
from generator.data.memo import per_object
from generator.data.reviews import Review
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.declared import SiteFile, output
from generator.facts.moments import moments_of_sop
from generator.facts.site_facts import SiteFacts
from generator.revisions.review_times import reviews_of

_OKTET = 75
"""A line has at most so many octets; longer ones go on behind a line end and a space."""
_SETIAP = {"monitoring": "setiap enam bulan", "evaluasi": "setiap tahun"}


@output("pustaka", 40)
def calendars(situs: SiteFacts) -> Iterator[SiteFile]:
    """The review calendar, of all SOPs and of each unit; none without an event."""
    proyek = situs.proyek
    kalender = Kalender(proyek)
    files = {"kalender/kalender.ics": kalender.write(f"Tinjauan SOP {proyek.instansi.plain_name}", proyek.sop)}
    for id, unit in proyek.instansi.unit.items():
        own = [slug for slug, sop in proyek.sop.items() if sop.unit == id]
        files[f"kalender/unit/{id}.ics"] = kalender.write(f"Tinjauan SOP {unit.nama}", own)
    yield from (SiteFile(path, content) for path, content in files.items() if content)


class Kalender:
    """The review calendars of a project. An SOP stands in several; its events are written once."""

    def __init__(self, proyek: Library) -> None:
        instansi = proyek.instansi
        agency = hashlib.sha256(f"{instansi.pemerintah}\n{instansi.nama}".encode()).hexdigest()[:12]
        names = {id: unit.nama for id, unit in instansi.unit.items()}
        place = instansi.alamat_situs or ""
        self._events = dict.fromkeys(proyek.sop, "")
        for slug, shown in proyek.sop.items():
            for event in reviews_of((one.sop, one.masa) for one in moments_of_sop(proyek, slug)):
                sop, end = event.sop, event.sampai
                # Earlier versions have names of their own, so that the newest keeps that of the SOP.
                name = slug if sop is shown else f"{slug}.revisi-{sop.revisi or 0}"
                self._events[slug] += _event_of(
                    sop, slug, name, event.tinjauan, names.get(sop.unit or "", ""), agency, place, end
                )

    def write(self, nama: str, slugs: Iterable[str]) -> bytes:
        """The calendar with this name of these SOPs; b"" where none of them has a review to come, as an empty calendar
        is none."""
        events = "".join(self._events[slug] for slug in slugs)
        if not events:
            return b""
        head = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Pustaka SOP//Kalender tinjauan//ID",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"NAME:{escape(nama)}",
            f"X-WR-CALNAME:{escape(nama)}",
        ]
        return f"{_folded(head)}{events}{_folded(['END:VCALENDAR'])}".encode()


def _folded(lines: Iterable[str]) -> str:
    return "".join(f"{fold(line)}\r\n" for line in lines)


@per_object
def _event_of(
    sop: Sop, slug: str, nama: str, review: Review, unit: str, agency: str, alamat: str, sampai: datetime.date | None
) -> str:
    """An event; ``nama``: its own among those of the agency; ``unit``: the unit's name; ``agency``: what tells its
    events from those of other agencies; ``alamat``: where the site is; ``sampai``: it is no more from that day on."""
    return _folded(_event(sop, slug, nama, review, unit, agency, alamat, sampai))


def _event(
    sop: Sop, slug: str, nama: str, review: Review, unit: str, agency: str, alamat: str, sampai: datetime.date | None
) -> Iterator[str]:
    words = [
        f"{review.jenis.capitalize()} SOP {_SETIAP[review.jenis]}, dihitung sejak {format_date(review.sejak)}.",
        f"Nomor: {sop.nomor or 'belum ditetapkan'}",
        *([f"Unit: {unit}"] if unit else []),
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{nama}.{review.jenis}@{agency}.pustaka-sop"
    yield f"DTSTAMP:{review.sejak:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{review.sejak.toordinal()}"
    yield f"DTSTART;VALUE=DATE:{_day(review.hari)}"
    yield f"DTEND;VALUE=DATE:{_day(_next_day(review.hari))}"
    until = f";UNTIL={_day(sampai - datetime.timedelta(days=1))}" if sampai else ""
    yield f"RRULE:{_rule(review.hari)}{until}"
    yield f"SUMMARY:{escape(f'{review.jenis.capitalize()} SOP {sop.judul}')}"
    description = "\n".join(words)
    yield f"DESCRIPTION:{escape(description)}"
    yield f"CATEGORIES:{review.jenis.capitalize()}"
    if alamat:
        yield f"URL:{alamat}sop/{slug}/index.html"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: datetime.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _next_day(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def _rule(day: datetime.date) -> str:
    """Every year on this day; from the last of February, on the last of February: the 29th would skip three years."""
    if day.month == 2 and day.day == calendar.monthrange(day.year, 2)[1]:
        return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    return "FREQ=YEARLY"


def escape(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line ends escaped; no other control characters."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def fold(line: str) -> str:
    """A content line folded so that no part has more than 75 octets, and no character is torn apart."""
    if len(line.encode()) <= _OKTET:
        return line
    parts: list[str] = []
    part, room = "", _OKTET
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append(part)
            part, room = "", _OKTET - 1  # the space counts
        part += char
        room -= size
    return "\r\n ".join([*parts, part])
