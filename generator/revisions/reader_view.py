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

from generator.data.instansi import Instansi, Jabatan, Label, Peraturan, Unit
from generator.data.library import Library
from generator.data.signed_names import SignedNames
from generator.data.sop import Sop
from generator.revisions.in_force import (
    TERBIT,
    Version,
    every_slug,
    last_published,
    period_on,
    published_versions,
    standing_versions,
)
from generator.revisions.names import KATA_INSTANSI


def for_reader(proyek: Library, hari: datetime.date | None = None) -> Library:
    """What readers see; ``hari``: on that day, else what was published last."""
    if hari is not None:
        return library_on(proyek, hari)
    shown = dict(proyek.sop)
    drafts, archive, published = {}, dict(proyek.arsip), dict(proyek.terbit)
    for slug, sop in proyek.sop.items():
        last = last_published(proyek, slug) if sop.status in ("draf", "ditinjau") else None
        if last is None:
            continue
        drafts[slug], shown[slug], published[slug] = sop, last.sop, last.sop
        archive[slug] = {revisi: old for revisi, old in proyek.arsip[slug].items() if revisi != last.revisi}
    return replace(proyek, sop=shown, arsip=_filled(archive), terbit=published, draf=drafts)


def library_on(proyek: Library, hari: datetime.date) -> Library:
    """The library as it stood on ``hari``: of every SOP the version in force, or the last one if it was withdrawn.

    An SOP that was not in force yet is left out, and so is every later revision. Of an SOP that is in the archive only,
    the last version is left out too: nobody knows until when it held. Positions, regulations and forms have no
    revisions; they are those of today.
    """
    shown: dict[str, Sop] = {}
    archive = {}
    for slug in every_slug(proyek):
        versi = _known_on(proyek, slug, hari)
        if versi is None:
            continue
        shown[slug] = _as_on(proyek, slug, versi, hari)
        archive[slug] = {n: old for n, old in proyek.arsip.get(slug, {}).items() if n < versi.revisi}
    return replace(proyek, sop=shown, arsip=_filled(archive), terbit={}, draf={}, hari=hari)


def with_edition(proyek: Library, slug: str, sop: Sop) -> Library:
    """The project with this version of one SOP in its place, and under the names that it was signed with.

    Whatever prints an SOP from such a project prints these names without knowing: of positions, regulations, units,
    the agency, its forms, the SOPs that it refers to. A version that keeps no names gets today's. What has a page of
    its own today only ``Proyek.kini`` tells: a view also has what was removed since, by its name. All other versions
    that were published are in the archive, so that the time of each stays what it is.
    """
    today = proyek.kini or proyek
    published = {versi.revisi: versi.sop for versi in published_versions(today, slug)}
    if sop.status in TERBIT:
        published.pop(sop.revisi or 0, None)
    shown = replace(
        today,
        sop={**today.sop, slug: sop},
        arsip=_filled({**today.arsip, slug: published}),
        terbit={other: copy for other, copy in today.terbit.items() if other != slug},
    )
    return shown if sop.nama_terbit is None else replace(_under(shown, sop.nama_terbit), kini=shown)


def _under(proyek: Library, nama: SignedNames) -> Library:
    """The project with these names in the place of today's."""
    jabatan = dict(proyek.jabatan)
    for id, name in nama.jabatan.items():
        title = {"nama": name, "lengkap": nama.jabatan_lengkap.get(id)}
        jabatan[id] = jabatan[id].model_copy(update=title) if id in jabatan else Jabatan.model_validate(title)
    laws = dict(proyek.peraturan)
    for id, name in nama.peraturan.items():
        cited = {"judul": name, "singkat": nama.peraturan_singkat.get(id)}
        laws[id] = laws[id].model_copy(update=cited) if id in laws else Peraturan.model_validate(cited)
    sops, forms = dict(proyek.sop), dict(proyek.formulir)
    sops |= {id: sops[id].model_copy(update={"judul": name}) for id, name in nama.sop.items() if id in sops}
    forms |= {id: forms[id].model_copy(update={"judul": name}) for id, name in nama.formulir.items() if id in forms}
    return replace(
        proyek, instansi=_agency(proyek, nama), jabatan=jabatan, peraturan=laws, sop=sops, formulir=forms
    )  # fmt: skip


def _agency(proyek: Library, nama: SignedNames) -> Instansi:
    """The agency under its names of then. Its paper, its site and its emblem stay today's."""
    words: dict[str, object] = {key: nama.instansi.get(key) for key in KATA_INSTANSI}
    words["tanda_tangan"] = words["tanda_tangan"] or Instansi.model_fields["tanda_tangan"].default
    words["alamat"] = tuple(filter(None, nama.instansi.get("alamat", "").split("\n")))
    words["label"] = Label.model_validate({key: nama.label[key] for key in Label.model_fields if key in nama.label})
    known = proyek.instansi.unit
    words["unit"] = {**known, **{id: _named(known.get(id), name) for id, name in nama.unit.items()}}
    return proyek.instansi.model_copy(update=words)


def _named(unit: Unit | None, name: str) -> Unit:
    return unit.model_copy(update={"nama": name}) if unit else Unit(nama=name)


def _known_on(proyek: Library, slug: str, hari: datetime.date) -> Version | None:
    """The version that held on the day, else the last one that had held before it."""
    begun = [versi for versi in standing_versions(proyek, slug) if versi.mulai <= hari]
    holding = [versi for versi in begun if versi.holds_on(hari)]
    found = holding or begun
    if not found or (slug not in proyek.sop and found[-1].sampai is None):
        return None
    return found[-1]


def _as_on(proyek: Library, slug: str, versi: Version, hari: datetime.date) -> Sop:
    """The version without what was only known later, its withdrawal and its last evaluation; and with the withdrawal of
    a later one that ended the SOP before it took effect itself."""
    current = proyek.sop.get(slug)
    stands = current is not None and current.status in TERBIT and (current.revisi or 0) == versi.revisi
    sop = current if current is not None and stands else versi.sop
    later = [key for key in ("evaluasi", "monitoring") if (day := getattr(sop.tanggal, key)) and day > hari]
    if later:
        sop = sop.model_copy(update={"tanggal": sop.tanggal.model_copy(update=dict.fromkeys(later))})
    if versi.holds_on(hari):
        return sop.model_copy(update={"status": "berlaku", "pencabutan": None})
    ended = period_on(proyek, slug, hari).pencabut if current is not None else None
    return sop.model_copy(update={"status": "dicabut", "pencabutan": (ended or versi).sop.pencabutan})


def _filled(arsip: Mapping[str, Mapping[int, Sop]]) -> dict[str, Mapping[int, Sop]]:
    return {slug: revisions for slug, revisions in arsip.items() if revisions}
