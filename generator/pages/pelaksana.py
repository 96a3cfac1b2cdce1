"""What one actor does: the index of all actors, a page for each, and each one's pocket list (daftar saku)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.data.instansi import Jabatan
from generator.data.sidik import sidik_pendek
from generator.data.sop import Sop
from generator.declared import Menu, page
from generator.flow.bagan import form_links
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.cetakan import Cetakan, data_per
from generator.pages.halaman import Halaman, Url, path_of, url_from
from generator.pages.perubahan import TERBARU, perubahan_bagi
from generator.pages.saat import saat_of
from generator.pages.situs import Pemakaian, Situs, Waktu, exits_of, waktu_of
from generator.pages.tampilan import kapital, make_halaman, rangkai

_JENIS = {"jabatan": "Jabatan", "tim": "Tim", "luar": "Pihak luar", "sistem": "Sistem"}
_FEW = 3
"""Up to so many SOPs stand open on the page of an actor; of more there is a list on top, and each opens by itself."""


@dataclass(frozen=True, slots=True)
class Pihak:
    """Who hands over to the actor, or to whom the actor hands over: "Langkah 3, Kepala". ``alamat``: the page of that
    step, as seen from the actor's ("" where the flow begins or ends); ``syarat``: when the way is taken ("Ya");
    ``ket``: what is to be said behind it."""

    sebutan: str
    alamat: str = ""
    syarat: str = ""
    ket: str = ""


@dataclass(frozen=True, slots=True)
class LangkahSaya:
    """A step as its actor sees it. ``alamat``: its page, as seen from the actor's; ``prosedur``: the title of its
    procedure, "" where the SOP has but one; ``bersama``: who does it with the actor, or instead; ``formulir``: the
    address of each kelengkapan that is a blank form."""

    langkah: LangkahTersusun
    alamat: str
    prosedur: str
    bersama: str
    dari: tuple[Pihak, ...]
    ke: tuple[Pihak, ...]
    formulir: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bagian:
    """The steps of one actor in one SOP, at least one; ``waktu``: their standard times together; ``umur``: age and
    fingerprint of the data, as every print says them; ``saat``: the attributes that say on which days it is work."""

    sop: SopTersusun
    langkah: tuple[LangkahSaya, ...]
    waktu: Waktu
    umur: str
    saat: Markup


@dataclass(frozen=True, slots=True)
class Tugas:
    """All that one actor does; ``langkah``: the steps of all SOPs, ``waktu``: their standard times together.
    ``dicabut``: SOPs that hold no more in the end; their steps are not counted, and are work until that day."""

    id: str
    bagian: tuple[Bagian, ...]
    langkah: tuple[LangkahTersusun, ...]
    waktu: Waktu
    dicabut: tuple[SopTersusun, ...]


def tugas_of(situs: Situs, id: str) -> Tugas:
    """What the actor ``id`` does, in the order of the SOPs and their steps."""
    sops = {use.sop.slug: use.sop for use in situs.pelaksana[id]}
    teller = _Pencerita(situs, id)
    withdrawn = tuple(sop for sop in sops.values() if sop.data.status == "dicabut")
    parts = tuple(teller.bagian(sop) for sop in sops.values() if sop not in withdrawn or _ends(situs, sop))
    steps = tuple(own.langkah for part in parts if part.sop not in withdrawn for own in part.langkah)
    total = sum((part.waktu for part in parts if part.sop not in withdrawn), Waktu(0, 0, 0, 0))
    return Tugas(id, parts, steps, total, withdrawn)


class _Pencerita:
    """Says of each step what its actor needs to know: the words and the addresses, ready for the page."""

    def __init__(self, situs: Situs, id: str) -> None:
        self._situs, self._id = situs, id
        self._url: Url = url_from(path_of(f"pelaksana/{id}"))

    def bagian(self, sop: SopTersusun) -> Bagian:
        """The actor's steps in an SOP."""
        titled = len(sop.prosedur) > 1
        steps = [
            self._langkah(sop, step, prosedur.judul if titled else "")
            for prosedur in sop.prosedur
            for step in prosedur.langkah
            if self._id in step.pelaksana
        ]
        time = waktu_of(tuple(own.langkah for own in steps))
        saat = saat_of(self._situs.proyek.hari)(None, _ends(self._situs, sop))
        return Bagian(sop, tuple(steps), time, _umur(sop.data), saat)

    def _langkah(self, sop: SopTersusun, step: LangkahTersusun, prosedur: str) -> LangkahSaya:
        others = [self._situs.nama_jabatan(id) for id in step.pelaksana if id != self._id]
        forms = form_links(self._situs.proyek, step.data, step.mutu.kelengkapan.butir)
        return LangkahSaya(
            langkah=step,
            alamat=self._alamat(sop, step),
            prosedur=prosedur,
            bersama=rangkai(others, "atau" if step.data.atau else "dan"),
            dari=self._dari(sop, step),
            ke=self._ke(sop, step),
            formulir={item: self._url(key) for item, key in forms},
        )

    def _alamat(self, sop: SopTersusun, step: LangkahTersusun) -> str:
        return self._url(f"sop/{sop.slug}/checklist/{step.kode}")

    def _dari(self, sop: SopTersusun, step: LangkahTersusun) -> tuple[Pihak, ...]:
        """Who hands over to me; the flow can begin where no step before this one leads down to it."""
        found = [
            self._pihak(sop, sop.cari(s.kode), s.label, " (dikembalikan)" if s.kembali else "") for s in step.sebelum
        ]
        return tuple(found) if any(not s.kembali for s in step.sebelum) else (*found, Pihak("Awal prosedur"))

    def _ke(self, sop: SopTersusun, step: LangkahTersusun) -> tuple[Pihak, ...]:
        """To whom I hand over."""
        return tuple(
            self._pihak(sop, exit.langkah, exit.label, " (kembali)" if exit.kembali else "")
            if exit.langkah
            else Pihak("Selesai", syarat=exit.label)
            for exit in exits_of(sop, step)
        )

    def _pihak(self, sop: SopTersusun, step: LangkahTersusun, syarat: str = "", ket: str = "") -> Pihak:
        who = "langkah Anda" if self._id in step.pelaksana else self._situs.nama_pelaksana(step)
        return Pihak(f"{kapital(step.sebutan)}, {who}", self._alamat(sop, step), syarat, ket)


def work_of_all(situs: Situs) -> Mapping[str, tuple[Pemakaian, ...]]:
    """The steps of every known actor, without those of SOPs that hold no more."""
    return {id: tuple(use for use in uses if use.sop.data.status != "dicabut") for id, uses in situs.pelaksana.items()}


@page("pustaka", Menu("Pelaksana", 40), "pelaksana")
def render_index_pelaksana(situs: Situs) -> Halaman:
    """The page pelaksana/."""
    groups: dict[str, list[tuple[str, Jabatan | None, int, int]]] = {}
    for id, uses in work_of_all(situs).items():
        known = situs.proyek.jabatan.get(id)
        groups.setdefault(_kind(situs, id), []).append((id, known, len(uses), len({use.sop.slug for use in uses})))
    return make_halaman(situs, "pelaksana_index.html", "pelaksana", "Pelaksana", kelompok=groups)


@page("pelaksana")
def pages_of_actor(situs: Situs, id: str) -> list[Halaman]:
    """The page of one actor, and the pocket list of one who does anything."""
    tugas = tugas_of(situs, id)
    return [render_pelaksana(situs, tugas), *([render_saku(situs, tugas)] if tugas.bagian else [])]


def render_pelaksana(situs: Situs, tugas: Tugas) -> Halaman:
    """The page of one actor."""
    return make_halaman(
        situs,
        "pelaksana.html",
        f"pelaksana/{tugas.id}",
        situs.nama_jabatan(tugas.id),
        tugas=tugas,
        jabatan=situs.proyek.jabatan.get(tugas.id),
        jenis=_kind(situs, tugas.id),
        perlu=sum(1 for step in tugas.langkah if step.konfirmasi),
        formulir=_forms(situs, tugas),
        sedikit=len(tugas.bagian) <= _FEW,
        perubahan_saya=perubahan_bagi(situs, tugas.id),
        terbaru=TERBARU,
    )


def render_saku(situs: Situs, tugas: Tugas) -> Halaman:
    """The pocket list of one actor: all steps to tick, on A4 sheets to be folded in three."""
    return make_halaman(
        situs,
        "saku.html",
        f"pelaksana/{tugas.id}/saku",
        f"Daftar saku {situs.nama_jabatan(tugas.id)}",
        {"search": {"exclude": True}},
        tugas=tugas,
    )


def _ends(situs: Situs, sop: SopTersusun) -> datetime.date | None:
    """The day from which an SOP is withdrawn, where that may still be to come for the reader."""
    ended = sop.data.pencabutan if sop.data.status == "dicabut" and situs.proyek.hari is None else None
    return ended.tanggal if ended else None


def _umur(sop: Sop) -> str:
    return Cetakan(data_per(sop), sidik_pendek(sop), "", "").umur  # a pocket list has no room for a QR code


def _kind(situs: Situs, id: str) -> str:
    known = situs.proyek.jabatan.get(id)
    return _JENIS[known.jenis if known else "jabatan"]


def _forms(situs: Situs, tugas: Tugas) -> dict[str, list[Pemakaian]]:
    """The forms that this actor needs, and at which of the actor's steps: id -> steps."""
    found: dict[str, list[Pemakaian]] = {}
    for part in tugas.bagian:
        for own in part.langkah:
            for id in own.langkah.data.formulir:
                if id in situs.proyek.formulir:
                    found.setdefault(id, []).append(Pemakaian(part.sop, own.langkah))
    return found
