"""The time of a revision in words that are true on every day: a print, or a site, is read long after it was made."""

from __future__ import annotations

import datetime

from generator.data.bahasa import tanggal
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.revisi.berlaku import Versi, versi_kini

_SEHARI = datetime.timedelta(days=1)


def mulai_tertulis(sop: Sop) -> datetime.date | None:
    """From when a revision says that it holds. Where it does not say so, the day reckoned for it is not to be told."""
    return sop.tanggal.efektif


def hari_terakhir(sampai: datetime.date) -> datetime.date:
    """The last day before ``sampai``."""
    return sampai if sampai == datetime.date.min else sampai - _SEHARI


def sebut_masa(versi: Versi) -> str:
    """From when, and until when as far as that is known: "berlaku mulai 2 Januari 2026 sampai 9 Desember 2026"."""
    start, end = mulai_tertulis(versi.sop), versi.sampai
    if end == datetime.date.min:
        return "dicabut"
    if not versi.pernah:
        return sebut_akhir(versi)
    since = f" mulai {tanggal(start)}" if start else ""
    ended = f", dicabut mulai {tanggal(end)}" if end and versi.pengganti is None else ""
    until = f" sampai {tanggal(hari_terakhir(end))}" if end and versi.pengganti is not None and versi.pasti else ""
    if end and not versi.pasti:
        return sebut_akhir(versi)
    return f"berlaku{since}{until}{ended}"


def sebut_akhir(versi: Versi) -> str:
    """What ends a version: "diganti revisi 2 mulai 1 Maret 2026"; of one without an end, from when it holds."""
    end = versi.sampai
    if end is None:
        start = mulai_tertulis(versi.sop)
        return f"berlaku mulai {tanggal(start)}" if start else "berlaku"
    if end == datetime.date.min:
        return "dicabut"
    never = "" if versi.pernah else "tidak pernah berlaku, "
    if versi.pengganti is not None:
        return f"{never}diganti revisi {versi.pengganti}{f' mulai {tanggal(end)}' if versi.pasti else ''}"
    return f"{never}dicabut mulai {tanggal(end)}"


def masa_cetak(proyek: Proyek, slug: str) -> str:
    """What the prints of the SOP that ``proyek`` shows say of its time, in capitals: "BERLAKU MULAI ..."; "" for a
    draft, which has none."""
    versi = versi_kini(proyek, slug)
    return sebut_masa(versi).upper() if versi else ""


def sebut_status(proyek: Proyek, slug: str) -> str:
    """The same, or the status of a draft: "DRAF", "DITINJAU"."""
    return masa_cetak(proyek, slug) or proyek.sop[slug].status.upper()
