"""The history of the library for its readers: the editions of each SOP, and everything that ever changed, by day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.data.ingatan import per_object
from generator.data.proyek import Proyek
from generator.data.sidik import DI_LUAR_ISI, sidik
from generator.data.sop import Sop
from generator.flow.baris import diagrams
from generator.revisi.beda import Beda, bandingkan
from generator.revisi.berlaku import TERBIT, Versi, semua_slug, versi_kini, versi_terbit
from generator.revisi.laporan import IDENTITAS, Butir, laporan
from generator.revisi.nama import Nama, nama_dari

Jenis = Literal["terbit", "revisi", "cabut"]
"""What happened: an SOP was published for the first time, was revised, was withdrawn."""
TATA_USAHA = DI_LUAR_ISI | {"tanggal", "revisi"}
"""Fields that every revision changes; a comparison shows them in its head and not as changes."""
UNTUK_SEMUA = frozenset({"judul", "kualifikasi", "peralatan", "peringatan", "pencatatan"})
"""Fields of the identity page that all who act in the SOP work by."""


@dataclass(frozen=True, slots=True)
class Edisi:
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
    versi: Versi | None = None

    @property
    def nama(self) -> str:
        """The revision in a sentence."""
        return f"revisi {self.revisi}"


@dataclass(frozen=True, slots=True)
class BedaEdisi:
    """Two neighbours compared; ``butir`` without what every revision changes."""

    lama: Edisi
    baru: Edisi
    beda: Beda
    butir: tuple[Butir, ...]

    @property
    def identitas(self) -> tuple[Butir, ...]:
        """The changes of the identity page."""
        return tuple(satu for satu in self.butir if satu.tempat == IDENTITAS)

    @property
    def umum(self) -> tuple[Butir, ...]:
        """The changes that concern all who act in the SOP."""
        return tuple(satu for satu in self.identitas if satu.bidang.split(".")[0] in UNTUK_SEMUA)


@dataclass(frozen=True, slots=True)
class Catatan:
    """Something that happened to an SOP. ``hari``: from when it holds (None = the data do not say); ``pasti``: the
    data say that day, it is not reckoned from another; ``pelaksana``: whom it concerns; ``beda``: what a revision
    changed."""

    jenis: Jenis
    edisi: Edisi
    hari: datetime.date | None
    pelaksana: tuple[str, ...]
    beda: BedaEdisi | None = None
    pasti: bool = True

    @property
    def sidik(self) -> str:
        """The same for the same event, however often the site is made."""
        return f"{self.edisi.slug}/{self.edisi.revisi}/{self.jenis}/{sidik(self.edisi.sop)}"

    @property
    def kejadian(self) -> str:
        """What happened, in a few words that every page uses: "SOP baru", "revisi 2", "dicabut"."""
        if self.jenis == "cabut":
            return "dicabut"
        if self.jenis == "terbit" and self.edisi.revisi:
            return f"terbit pertama kali di pustaka ini sebagai revisi {self.edisi.revisi}"
        return "SOP baru" if self.jenis == "terbit" else self.edisi.nama

    @property
    def catatan_masa(self) -> str:
        """What is to be said of a revision that never held by itself; "" of all others."""
        versi = self.edisi.versi
        if self.jenis == "cabut" or versi is None or versi.pernah:
            return ""
        named = f"Revisi {versi.revisi} tidak pernah berlaku sendiri"
        return f"{named}; isinya berlaku sebagai bagian revisi {versi.pengganti}."

    def butir_bagi(self, id: str) -> tuple[Butir, ...]:
        """The changes of steps that name this actor, before or now."""
        return tuple(satu for satu in self.beda.butir if id in satu.pelaksana) if self.beda else ()


class Riwayat:
    """The history of a project, each part found out when it is first asked for."""

    def __init__(self, proyek: Proyek) -> None:
        self.proyek = proyek
        self._editions: dict[str, tuple[Edisi, ...]] = {}
        self._compared: dict[tuple[str, int], BedaEdisi | None] = {}

    @cached_property
    def _nama(self) -> Nama:
        return nama_dari(self.proyek)

    def edisi(self, slug: str) -> tuple[Edisi, ...]:
        """The editions of an SOP, oldest first, the draft of the next one last."""
        if slug not in self._editions:
            self._editions[slug] = _editions(self.proyek, slug)
        return self._editions[slug]

    def beda(self, slug: str, revisi: int) -> BedaEdisi | None:
        """What this edition changed against the one before it; None for the first."""
        if (slug, revisi) not in self._compared:
            self._compared[slug, revisi] = self._compare(slug, revisi)
        return self._compared[slug, revisi]

    def _compare(self, slug: str, revisi: int) -> BedaEdisi | None:
        known = self.edisi(slug)
        place = next(n for n, edisi in enumerate(known) if edisi.revisi == revisi)
        if place == 0:
            return None
        old, new = known[place - 1], known[place]
        beda = bandingkan(old.sop, new.sop)
        told = laporan(old.sop, new.sop, self._nama, beda)
        content = (b for b in told if b.tempat != IDENTITAS or b.bidang.split(".")[0] not in TATA_USAHA)
        return BedaEdisi(old, new, beda, tuple(content))

    def catatan(self, slug: str) -> tuple[Catatan, ...]:
        """What happened to an SOP, in the order of its revisions. A revision that a higher one overtook changed the SOP
        together with that one; what a withdrawal stopped before its day changed nothing, nor did a withdrawal that a
        higher revision forestalled."""
        found = []
        for edisi in self.edisi(slug):
            versi = edisi.versi
            if versi is None:
                continue
            if versi.pernah or versi.pengganti is not None:
                beda = self.beda(slug, edisi.revisi)
                concerned = _concerned(beda) if beda else pelaku_sop(edisi.sop)
                day = edisi.mulai if versi.pernah else versi.sampai
                sure = edisi.sop.tanggal.efektif is not None if versi.pernah else versi.pasti
                found.append(Catatan("revisi" if beda else "terbit", edisi, day, concerned, beda, sure))
            ended = edisi.sop.pencabutan.tanggal if edisi.sop.pencabutan else None
            if versi.pengganti is None and (ended == versi.sampai if ended else edisi.sop.status == "dicabut"):
                found.append(Catatan("cabut", edisi, ended, pelaku_sop(edisi.sop)))
        return tuple(found)

    @cached_property
    def semua(self) -> tuple[Catatan, ...]:
        """What happened to all SOPs, newest first; what has no day comes last. Of one day, what changed for people who
        already worked by an SOP comes first: revisions and withdrawals."""
        found = [(place, satu) for slug in semua_slug(self.proyek) for place, satu in enumerate(self.catatan(slug))]
        never = datetime.date.min
        found.sort(key=lambda item: (item[1].jenis == "terbit", item[1].edisi.slug, -item[0]))
        found.sort(key=lambda item: item[1].hari or never, reverse=True)
        return tuple(satu for _, satu in found)


def _editions(proyek: Proyek, slug: str) -> tuple[Edisi, ...]:
    shown = proyek.sop.get(slug)
    found = {versi.revisi: _edition(slug, versi, versi.sop) for versi in versi_terbit(proyek, slug)}
    if shown is not None and shown.status in TERBIT:  # the file itself: remarks may be newer than its copy
        versi = versi_kini(proyek, slug)
        assert versi is not None
        found[versi.revisi] = _edition(slug, versi, shown, kini=True)
        shown = proyek.draf.get(slug)
    if shown is not None:
        number = shown.revisi if shown.revisi is not None else max(found, default=-1) + 1
        found.setdefault(number, Edisi(slug, number, shown, kini=shown is proyek.sop.get(slug), draf=True))
    return tuple(found[number] for number in sorted(found))


def _edition(slug: str, versi: Versi, sop: Sop, *, kini: bool = False) -> Edisi:
    start = versi.mulai if versi.mulai > datetime.date.min else None
    return Edisi(slug, versi.revisi, sop, kini, False, start, versi.sampai, versi)


@per_object
def pelaku_sop(sop: Sop) -> tuple[str, ...]:
    """The ids of all who act in an SOP, in the order of the steps."""
    rows = (row for diagram in diagrams(sop) for row in diagram.baris)
    return tuple(dict.fromkeys(simbol.pelaksana for row in rows for simbol in row.simbol))


def _concerned(beda: BedaEdisi) -> tuple[str, ...]:
    """Whom a revision concerns: those named by a changed step; everybody where all work by what changed."""
    named = [id for satu in beda.butir for id in satu.pelaksana]
    everybody = pelaku_sop(beda.baru.sop) if beda.umum else ()
    return tuple(dict.fromkeys([*named, *everybody]))
