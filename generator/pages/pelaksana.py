"""What one actor does: the index of all actors, a page for each, and each one's pocket list (daftar saku)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.instansi import Jabatan
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.halaman import Halaman
from generator.pages.lembar import LembarLangkah, lembar_of
from generator.pages.perubahan import TERBARU, perubahan_bagi
from generator.pages.situs import Pemakaian, Situs, Waktu, waktu_of
from generator.pages.tampilan import make_halaman

_JENIS = {"jabatan": "Jabatan", "tim": "Tim", "luar": "Pihak luar", "sistem": "Sistem"}
_FEW = 3
"""Up to so many SOPs stand open on the page of an actor; of more there is a list on top, and each opens by itself."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """The steps of one actor in one SOP, at least one."""

    sop: SopTersusun
    lembar: tuple[LembarLangkah, ...]

    @property
    def langkah(self) -> tuple[LangkahTersusun, ...]:
        """The steps themselves."""
        return tuple(sheet.langkah for sheet in self.lembar)

    @property
    def waktu(self) -> Waktu:
        """Their standard times together."""
        return waktu_of(self.langkah)


@dataclass(frozen=True, slots=True)
class Tugas:
    """All that one actor does. ``dicabut``: SOPs that hold no more; their steps are no work and are not counted."""

    id: str
    bagian: tuple[Bagian, ...]
    dicabut: tuple[SopTersusun, ...]

    @property
    def langkah(self) -> tuple[LangkahTersusun, ...]:
        """The steps of all SOPs."""
        return tuple(step for part in self.bagian for step in part.langkah)


def tugas_of(situs: Situs, id: str) -> Tugas:
    """What the actor ``id`` does, in the order of the SOPs and their steps."""
    sops = {use.sop.slug: use.sop for use in situs.pelaksana[id]}
    live = [sop for sop in sops.values() if sop.data.status != "dicabut"]
    parts = tuple(Bagian(sop, tuple(s for s in lembar_of(situs, sop) if id in s.langkah.pelaksana)) for sop in live)
    return Tugas(id, parts, tuple(sop for sop in sops.values() if sop.data.status == "dicabut"))


def work_of_all(situs: Situs) -> Mapping[str, tuple[Pemakaian, ...]]:
    """The steps of every known actor, without those of SOPs that hold no more."""
    return {id: tuple(use for use in uses if use.sop.data.status != "dicabut") for id, uses in situs.pelaksana.items()}


def render_index_pelaksana(situs: Situs) -> Halaman:
    """The page pelaksana/."""
    groups: dict[str, list[tuple[str, Jabatan | None, int, int]]] = {}
    for id, uses in work_of_all(situs).items():
        known = situs.proyek.jabatan.get(id)
        groups.setdefault(_kind(situs, id), []).append((id, known, len(uses), len({use.sop.slug for use in uses})))
    return make_halaman(situs, "pelaksana_index.html", "pelaksana", "Pelaksana", kelompok=groups)


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
        waktu=waktu_of(tugas.langkah),
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
        waktu=waktu_of(tugas.langkah),
    )


def _kind(situs: Situs, id: str) -> str:
    known = situs.proyek.jabatan.get(id)
    return _JENIS[known.jenis if known else "jabatan"]


def _forms(situs: Situs, tugas: Tugas) -> dict[str, list[Pemakaian]]:
    """The forms that this actor needs, and at which of the actor's steps: id -> steps."""
    found: dict[str, list[Pemakaian]] = {}
    for part in tugas.bagian:
        for step in part.langkah:
            for id in step.data.formulir:
                if id in situs.proyek.formulir:
                    found.setdefault(id, []).append(Pemakaian(part.sop, step))
    return found
