"""The page of one SOP: what it is, what to take, what to do, the identity block, what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.formulir import Formulir
from generator.data.sop import Rujukan
from generator.declared import page
from generator.flow.bagan import title_of
from generator.flow.html import render as render_bagan
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.cetakan import cetakan_of
from generator.pages.halaman import Halaman, Url, path_of, url_from
from generator.pages.metadata import how_to
from generator.pages.peraturan import outdated_of
from generator.pages.printed_chart import printed_sop
from generator.pages.riwayat import disahkan_oleh, riwayat_of
from generator.pages.saat import saat_of
from generator.pages.situs import Situs, columns_of, exits_of
from generator.pages.tampilan import alamat_langkah, kapital, make_halaman, rangkai, sebut_langkah
from generator.pages.tetangga import gambar_tetangga
from generator.pages.waktu import rincian_waktu
from generator.revisi.sebutan import masa_cetak


@dataclass(frozen=True, slots=True)
class _Peran:
    """An actor of this SOP, the steps, and whose steps come before the first of them."""

    id: str
    langkah: tuple[LangkahTersusun, ...]
    menunggu: tuple[LangkahTersusun, ...]


@dataclass(frozen=True, slots=True)
class _Terkait:
    slug: str
    judul: str
    ket: str


@page("sop")
def render_sop(situs: Situs, slug: str) -> Halaman:
    """The page sop/<slug>/, under the names that the SOP was signed with."""
    situs = situs.pada(slug)
    sop = situs.sop[slug]
    key = f"sop/{slug}"
    rincian = rincian_waktu(sop)
    url = url_from(path_of(key))
    alamat = alamat_langkah(sop, url)
    cetakan = cetakan_of(situs.proyek.instansi, slug, sop.data)
    return make_halaman(
        situs,
        "sop.html",
        key,
        sop.data.judul,
        {"description": f"SOP {sop.data.judul}, {situs.proyek.instansi.nama_biasa}"},
        sop=sop,
        alamat=alamat,
        cetakan=cetakan,
        printed=printed_sop(situs.proyek.instansi, sop, cetakan, masa_cetak(situs.proyek, slug)),
        waktu=rincian.ringkas,
        rincian=rincian,
        peran=_roles(sop),
        bagan=[render_bagan(prosedur.bagan, _chart_links(url, alamat)) for prosedur in sop.prosedur],
        keluar={step.kode: exits_of(sop, step) for step in sop.langkah},
        keterkaitan=[(r.sop if r.sop in situs.sop else None, title_of(situs.proyek, r)) for r in sop.data.keterkaitan],
        hukum_lama=outdated_of(situs, sop.data),
        terkait=_related(situs, sop),
        peta=gambar_tetangga(situs, slug),
        formulir=_forms(situs, sop),
        langkah_formulir=_form_steps(sop),
        perkiraan=any(step.perkiraan for step in sop.langkah),
        riwayat=riwayat_of(situs, slug),
        disahkan_oleh=disahkan_oleh,
        saat=saat_of(situs.proyek.hari),
        how_to=how_to(situs, sop),
    )


def _chart_links(url: Url, alamat: Mapping[str, str]) -> Url:
    """The addresses behind the keys of a chart, among them "langkah/<kode>" for a step of this SOP."""

    def link(key: str) -> str:
        kind, _, name = key.partition("/")
        return alamat[name] if kind == "langkah" else url(key)

    return link


def _roles(sop: SopTersusun) -> list[_Peran]:
    """The actors in the order of the columns, only those who act."""
    roles = []
    for id in columns_of(sop):
        own = tuple(step for step in sop.langkah if id in step.pelaksana)
        before = (sop.cari(s.kode) for s in own[0].sebelum if not s.kembali)
        roles.append(_Peran(id, own, tuple(step for step in before if id not in step.pelaksana)))
    return roles


def _form_steps(sop: SopTersusun) -> Mapping[str, list[LangkahTersusun]]:
    steps: dict[str, list[LangkahTersusun]] = {}
    for step in sop.langkah:
        for id in step.data.formulir:
            steps.setdefault(id, []).append(step)
    return steps


def _forms(situs: Situs, sop: SopTersusun) -> list[tuple[str, Formulir]]:
    """The forms of this SOP in the order in which the steps need them."""
    return [(id, situs.proyek.formulir[id]) for id in _form_steps(sop) if id in situs.proyek.formulir]


def _related(situs: Situs, sop: SopTersusun) -> list[_Terkait]:
    """Every SOP that this one names, and where; then those that name this one."""

    def named(reference: Rujukan) -> tuple[str, str]:
        return reference.sop or "", title_of(situs.proyek, reference)

    places: dict[tuple[str, str], list[str]] = {}
    for reference in sop.data.keterkaitan:
        places.setdefault(named(reference), []).append(f"disebut pada {situs.proyek.instansi.label.keterkaitan}")
    steps: dict[tuple[str, str], list[LangkahTersusun]] = {}
    for step in sop.langkah:
        for reference in step.data.sop_terkait:
            steps.setdefault(named(reference), []).append(step)
    for other, by in steps.items():
        places.setdefault(other, []).append(f"dirujuk pada {sebut_langkah(by, sop)}")
    found = [
        _Terkait(
            slug if slug in situs.sop else "",
            title,
            f"{kapital(rangkai(where))}.{'' if slug in situs.sop else ' Belum ada di pustaka ini.'}",
        )
        for (slug, title), where in places.items()
    ]
    known = {item.slug for item in found}
    back = (slug for slug in situs.dirujuk.get(sop.slug, ()) if slug not in known and slug != sop.slug)
    return [*found, *(_Terkait(slug, f"SOP {situs.proyek.sop[slug].judul}", "Merujuk SOP ini.") for slug in back)]
