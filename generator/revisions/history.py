"""The history of the library for its readers: the editions of each SOP, and everything that ever changed, by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from generator.data.fingerprint import NOT_CONTENT, fingerprint
from generator.data.library import Library
from generator.data.memo import per_object
from generator.data.sop import Sop
from generator.revisions.change_report import IDENTITAS, ChangeLine, report_changes
from generator.revisions.in_force import TERBIT, Version, current_version, every_slug, published_versions
from generator.revisions.names import Names, library_names
from generator.revisions.public_words import public_words
from generator.revisions.sop_diff import SopDiff, compare
from generator.steps.rows import diagrams

Jenis = Literal["terbit", "revisi", "cabut", "batal", "nama"]
"""What happened: an SOP was published for the first time, was revised, was withdrawn; a revision was cancelled before
its day; the SOP got another name in addresses."""
TATA_USAHA = NOT_CONTENT | {"tanggal", "revisi"}
"""Fields that every revision changes; a comparison shows them in its head and not as changes."""
UNTUK_SEMUA = frozenset({"judul", "bagian_lain", "kualifikasi", "peralatan", "peringatan", "pencatatan"})
"""Fields of the identity page that all who act in the SOP work by."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A published revision, or the draft of the next one (``draf``). ``mulai``, ``sampai``: first day on which it
    holds, and on which it holds no more (None = not known, or open). ``kini``: the one on the page of the SOP;
    ``versi``: its time, None for a draft."""

    slug: str
    revisi: int
    sop: Sop
    kini: bool = False
    draf: bool = False
    mulai: datetime.date | None = None
    sampai: datetime.date | None = None
    versi: Version | None = None

    @property
    def nama(self) -> str:
        """The revision in a sentence."""
        return f"revisi {self.revisi}"


@dataclass(frozen=True, slots=True)
class EditionDiff:
    """Two neighbours compared; ``butir`` without what every revision changes."""

    lama: Edition
    baru: Edition
    diff: SopDiff
    butir: tuple[ChangeLine, ...]

    @property
    def identitas(self) -> tuple[ChangeLine, ...]:
        """The changes of the identity page."""
        return tuple(satu for satu in self.butir if satu.tempat == IDENTITAS)

    @property
    def for_all(self) -> tuple[ChangeLine, ...]:
        """The changes that concern all who act in the SOP."""
        return tuple(satu for satu in self.identitas if satu.bidang.split(".")[0] in UNTUK_SEMUA)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that happened to an SOP. ``hari``: from when it holds (None = the data do not say); ``pasti``: the
    data say that day, it is not reckoned from another; ``pelaksana``: whom it concerns; ``diff``: what a revision
    changed; ``nama``: the former name and the one after it, where it was renamed; ``first_name``: its first name."""

    jenis: Jenis
    editions: Edition
    hari: datetime.date | None
    pelaksana: tuple[str, ...]
    diff: EditionDiff | None = None
    pasti: bool = True
    nama: tuple[str, str] = ("", "")
    first_name: str = ""

    @property
    def digest(self) -> str:
        """The same for the same event, however often the site is made and whatever the SOP is called by now."""
        slug = self.first_name or self.editions.slug
        if self.jenis == "nama":
            return f"{slug}/nama/{self.hari}/{'/'.join(self.nama)}"
        return f"{slug}/{self.editions.revisi}/{self.jenis}/{fingerprint(self.editions.sop)}"

    @property
    def event(self) -> str:
        """What happened, in a few words that every page uses: "SOP baru", "revisi 2", "dicabut"."""
        if self.jenis == "cabut":
            return "dicabut"
        if self.jenis == "nama":
            return "berganti nama"
        if self.jenis == "batal":
            return f"revisi {self.editions.revisi} dibatalkan sebelum berlaku"
        if self.jenis == "terbit" and self.editions.revisi:
            return f"terbit pertama kali di pustaka ini sebagai revisi {self.editions.revisi}"
        return "SOP baru" if self.jenis == "terbit" else self.editions.nama

    @property
    def period_note(self) -> str:
        """What is to be said beside the event: of a revision that never held by itself, of a new name; else ""."""
        versi = self.editions.versi
        if self.jenis == "nama":
            return (
                f"Alamatnya berganti dari sop/{self.nama[0]}/ menjadi sop/{self.nama[1]}/; alamat lama tetap mengantar."
            )
        if self.jenis in ("cabut", "batal") or versi is None or versi.ever:
            return ""
        named = f"Revisi {versi.revisi} tidak pernah berlaku sendiri"
        return f"{named}; isinya berlaku sebagai bagian revisi {versi.pengganti}."

    def lines_for(self, id: str) -> tuple[ChangeLine, ...]:
        """The changes of steps that name this actor, before or now."""
        return tuple(satu for satu in self.diff.butir if id in satu.pelaksana) if self.diff else ()


class History:
    """The history of a project, each part found out when it is first asked for."""

    def __init__(self, proyek: Library) -> None:
        self.proyek = proyek
        self._editions: dict[str, tuple[Edition, ...]] = {}
        self._compared: dict[tuple[str, int], EditionDiff | None] = {}

    @cached_property
    def _names(self) -> Names:
        return library_names(self.proyek)

    def editions(self, slug: str) -> tuple[Edition, ...]:
        """The editions of an SOP, oldest first, the draft of the next one last."""
        if slug not in self._editions:
            self._editions[slug] = _editions(self.proyek, slug)
        return self._editions[slug]

    def diff(self, slug: str, revisi: int) -> EditionDiff | None:
        """What this edition changed against the one before it; None for the first."""
        if (slug, revisi) not in self._compared:
            self._compared[slug, revisi] = self._compare(slug, revisi)
        return self._compared[slug, revisi]

    def _compare(self, slug: str, revisi: int) -> EditionDiff | None:
        known = self.editions(slug)
        new = next(edisi for edisi in known if edisi.revisi == revisi)
        old = predecessor(known, new)
        if old is None:
            return None
        before, after = (public_words(edition.sop, self.proyek.instansi) for edition in (old, new))
        beda = compare(before, after)
        told = report_changes(before, after, self._names, beda)
        content = (b for b in told if b.tempat != IDENTITAS or b.bidang.split(".")[0] not in TATA_USAHA)
        return EditionDiff(old, new, beda, tuple(content))

    def catatan(self, slug: str) -> tuple[HistoryEntry, ...]:
        """What happened to an SOP, in the order of its revisions. A revision that a higher one overtook changed the SOP
        together with that one; what a withdrawal stopped before its day changed nothing, nor did a withdrawal that a
        higher revision forestalled."""
        found = []
        for edisi in self.editions(slug):
            versi = edisi.versi
            if versi is None:
                continue
            if versi.cancelled and edisi.sop.pencabutan:
                found.append(HistoryEntry("batal", edisi, edisi.sop.pencabutan.tanggal, actors_of_sop(edisi.sop)))
                continue
            if versi.ever or versi.pengganti is not None:
                beda = self.diff(slug, edisi.revisi)
                concerned = _concerned(beda) if beda else actors_of_sop(edisi.sop)
                day = edisi.mulai if versi.ever else versi.sampai
                sure = edisi.sop.tanggal.day_of_effect is not None if versi.ever else versi.pasti
                found.append(HistoryEntry("revisi" if beda else "terbit", edisi, day, concerned, beda, sure))
            ended = edisi.sop.pencabutan.tanggal if edisi.sop.pencabutan else None
            if versi.pengganti is None and (ended == versi.sampai if ended else edisi.sop.status == "dicabut"):
                found.append(HistoryEntry("cabut", edisi, ended, actors_of_sop(edisi.sop)))
        found += self._new_names(slug)
        first = next(iter(self.proyek.nama_lama.get(slug, ())), "")
        return tuple(replace(satu, first_name=first) for satu in found) if first else tuple(found)

    def _new_names(self, slug: str) -> Iterator[HistoryEntry]:
        """When the SOP got another name, as far as the data say the day; of a draft nobody needs to hear."""
        former = self.proyek.nama_lama.get(slug, {})
        known = [edisi for edisi in self.editions(slug) if edisi.versi is not None]
        dated = sorted(((day, name) for name, day in former.items() if day), key=lambda one: one[0])
        names = [*(name for _, name in dated), slug]
        for place, (day, name) in enumerate(dated):
            if known and name != names[place + 1] and (self.proyek.hari is None or day <= self.proyek.hari):
                yield HistoryEntry("nama", known[-1], day, (), nama=(name, names[place + 1]))

    @cached_property
    def everything(self) -> tuple[HistoryEntry, ...]:
        """What happened to all SOPs, newest first; what has no day comes last. Of one day, what changed for people who
        already worked by an SOP comes first: revisions and withdrawals."""
        found = [(place, satu) for slug in every_slug(self.proyek) for place, satu in enumerate(self.catatan(slug))]
        never = datetime.date.min
        found.sort(key=lambda item: (item[1].jenis == "terbit", item[1].editions.slug, -item[0]))
        found.sort(key=lambda item: item[1].hari or never, reverse=True)
        return tuple(satu for _, satu in found)


def predecessor(known: Sequence[Edition], edisi: Edition) -> Edition | None:
    """The edition that another one was made from: the one before it that was not cancelled."""
    earlier = [one for one in known if one.revisi < edisi.revisi]
    return next((one for one in reversed(earlier) if not (one.versi and one.versi.cancelled)), None)


def _editions(proyek: Library, slug: str) -> tuple[Edition, ...]:
    shown = proyek.sop.get(slug)
    found = {versi.revisi: _edition(slug, versi, versi.sop) for versi in published_versions(proyek, slug)}
    if shown is not None and shown.status in TERBIT:  # the file itself: remarks may be newer than its copy
        versi = current_version(proyek, slug)
        assert versi is not None
        found[versi.revisi] = _edition(slug, versi, shown, kini=True)
        shown = proyek.draf.get(slug)
    if shown is not None:
        number = shown.revisi if shown.revisi is not None else max(found, default=-1) + 1
        found.setdefault(number, Edition(slug, number, shown, kini=shown is proyek.sop.get(slug), draf=True))
    return tuple(found[number] for number in sorted(found))


def _edition(slug: str, versi: Version, sop: Sop, *, kini: bool = False) -> Edition:
    start = versi.mulai if versi.mulai > datetime.date.min else None
    return Edition(slug, versi.revisi, sop, kini, False, start, versi.sampai, versi)


@per_object
def actors_of_sop(sop: Sop) -> tuple[str, ...]:
    """The ids of all who act in an SOP, in the order of the steps."""
    rows = (row for diagram in diagrams(sop) for row in diagram.baris)
    return tuple(dict.fromkeys(id for row in rows for id in row.pelaksana))


def _concerned(beda: EditionDiff) -> tuple[str, ...]:
    """Whom a revision concerns: those named by a changed step; everybody where all work by what changed."""
    named = [id for satu in beda.butir for id in satu.pelaksana]
    everybody = actors_of_sop(beda.baru.sop) if beda.for_all else ()
    return tuple(dict.fromkeys([*named, *everybody]))
