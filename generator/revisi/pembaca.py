"""The library as its readers see it: what is in force, never what is still being written.

Staff who ask what to do next must not work from a draft. So where sop/ holds the draft of a next revision, the revision
published last takes its place at the very start of the way, before anything is made: pages, documents, checklists,
forms and search then all say the same. The draft is kept beside it (``Proyek.draf``) for a page of its own. An SOP of
which nothing was ever published stays as it is, marked as a draft: it replaces nothing. Pure: nothing is read.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.revisi.berlaku import TERBIT, Versi, masa_pada, semua_slug, terakhir_terbit, versi_terbit


def untuk_pembaca(proyek: Proyek, hari: datetime.date | None = None) -> Proyek:
    """What readers see; ``hari``: on that day, else what was published last."""
    if hari is not None:
        return proyek_pada(proyek, hari)
    shown = dict(proyek.sop)
    drafts, archive, published = {}, dict(proyek.arsip), dict(proyek.terbit)
    for slug, sop in proyek.sop.items():
        last = terakhir_terbit(proyek, slug) if sop.status in ("draf", "ditinjau") else None
        if last is None:
            continue
        drafts[slug], shown[slug], published[slug] = sop, last.sop, last.sop
        archive[slug] = {revisi: old for revisi, old in proyek.arsip[slug].items() if revisi != last.revisi}
    return replace(proyek, sop=shown, arsip=_filled(archive), terbit=published, draf=drafts)


def proyek_pada(proyek: Proyek, hari: datetime.date) -> Proyek:
    """The library as it stood on ``hari``: of every SOP the version in force, or the last one if it was withdrawn.

    An SOP that was not in force yet is left out, and so is every later revision. Of an SOP that is in the archive only,
    the last version is left out too: nobody knows until when it held. Positions, regulations and forms have no
    revisions; they are those of today.
    """
    shown: dict[str, Sop] = {}
    archive = {}
    for slug in semua_slug(proyek):
        versi = _known_on(proyek, slug, hari)
        if versi is None:
            continue
        shown[slug] = _as_on(proyek, slug, versi, hari)
        archive[slug] = {n: old for n, old in proyek.arsip.get(slug, {}).items() if n < versi.revisi}
    return replace(proyek, sop=shown, arsip=_filled(archive), terbit={}, draf={}, hari=hari)


def dengan(proyek: Proyek, slug: str, sop: Sop) -> Proyek:
    """The project with another version of one SOP in its place; all others that were published are in the archive, so
    that the time of each stays what it is."""
    published = {versi.revisi: versi.sop for versi in versi_terbit(proyek, slug)}
    if sop.status in TERBIT:
        published.pop(sop.revisi or 0, None)
    return replace(
        proyek,
        sop={**proyek.sop, slug: sop},
        arsip=_filled({**proyek.arsip, slug: published}),
        terbit={other: copy for other, copy in proyek.terbit.items() if other != slug},
    )


def _known_on(proyek: Proyek, slug: str, hari: datetime.date) -> Versi | None:
    """The version that held on the day, else the last one that had held before it."""
    begun = [versi for versi in versi_terbit(proyek, slug) if versi.mulai <= hari]
    holding = [versi for versi in begun if versi.memuat(hari)]
    found = holding or begun
    if not found or (slug not in proyek.sop and found[-1].sampai is None):
        return None
    return found[-1]


def _as_on(proyek: Proyek, slug: str, versi: Versi, hari: datetime.date) -> Sop:
    """The version without what was only known later, its withdrawal and its last evaluation; and with the withdrawal of
    a later one that ended the SOP before it took effect itself."""
    current = proyek.sop.get(slug)
    stands = current is not None and current.status in TERBIT and (current.revisi or 0) == versi.revisi
    sop = current if current is not None and stands else versi.sop
    later = [key for key in ("evaluasi", "monitoring") if (day := getattr(sop.tanggal, key)) and day > hari]
    if later:
        sop = sop.model_copy(update={"tanggal": sop.tanggal.model_copy(update=dict.fromkeys(later))})
    if versi.memuat(hari):
        return sop.model_copy(update={"status": "berlaku", "pencabutan": None})
    ended = masa_pada(proyek, slug, hari).pencabut if current is not None else None
    return sop.model_copy(update={"status": "dicabut", "pencabutan": (ended or versi).sop.pencabutan})


def _filled(arsip: Mapping[str, Mapping[int, Sop]]) -> dict[str, Mapping[int, Sop]]:
    return {slug: revisions for slug, revisions in arsip.items() if revisions}
