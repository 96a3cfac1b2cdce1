"""The time of a revision in words that are true on every day: a print, or a site, is read long after it was made."""

from __future__ import annotations

import datetime

from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.revisions.in_force import Version, current_version

_SEHARI = datetime.timedelta(days=1)


def written_start(sop: Sop) -> datetime.date | None:
    """From when a revision says that it holds. Where it does not say so, the day reckoned for it is not to be told."""
    return sop.tanggal.day_of_effect


def last_day(sampai: datetime.date) -> datetime.date:
    """The last day before ``sampai``."""
    return max(sampai, datetime.date.min + _SEHARI) - _SEHARI


def spoken_period(versi: Version) -> str:
    """From when, and until when as far as that is known: "berlaku mulai 2 Januari 2026 sampai 9 Desember 2026"."""
    start, end = written_start(versi.sop), versi.sampai
    if versi.undated:
        return "dicabut"
    if not versi.ever:
        return spoken_end(versi)
    since = f" mulai {format_date(start)}" if start else ""
    ended = f", dicabut mulai {format_date(end)}" if end and versi.pengganti is None else ""
    until = f" sampai {format_date(last_day(end))}" if end and versi.pengganti is not None and versi.pasti else ""
    if end and not versi.pasti:
        return spoken_end(versi)
    return f"berlaku{since}{until}{ended}"


def spoken_end(versi: Version) -> str:
    """What ends a version: "diganti revisi 2 mulai 1 Maret 2026"; of one without an end, from when it holds."""
    end = versi.sampai
    if end is None:
        start = written_start(versi.sop)
        return f"berlaku mulai {format_date(start)}" if start else "berlaku"
    if versi.undated:
        return "dicabut"
    if versi.cancelled and versi.sop.pencabutan:
        return f"tidak pernah berlaku, dibatalkan pada {format_date(versi.sop.pencabutan.tanggal)}"
    never = "" if versi.ever else "tidak pernah berlaku, "
    if versi.pengganti is not None:
        return f"{never}diganti revisi {versi.pengganti}{f' mulai {format_date(end)}' if versi.pasti else ''}"
    return f"{never}dicabut mulai {format_date(end)}"


def shown_period(proyek: Library, slug: str) -> str:
    """From when, and until when, the SOP that ``proyek`` shows holds: "berlaku mulai ..."; "" for a draft, which has no
    such time."""
    versi = current_version(proyek, slug)
    return spoken_period(versi) if versi else ""


def printed_period(proyek: Library, slug: str) -> str:
    """The same as prints say it, in capitals: "BERLAKU MULAI ..."."""
    return shown_period(proyek, slug).upper()


def spoken_status(proyek: Library, slug: str) -> str:
    """The same, or the status of a draft: "DRAF", "DITINJAU"."""
    return printed_period(proyek, slug) or proyek.sop[slug].status.upper()
