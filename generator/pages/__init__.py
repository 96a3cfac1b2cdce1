"""The pages of the site: Python that gathers facts, Jinja2 templates beside it that say them."""

from __future__ import annotations

from generator.data.proyek import Proyek
from generator.forms.semua import form_of
from generator.pages.beranda import render_beranda
from generator.pages.cek import render_cek, slugs_of
from generator.pages.cek_formulir import gone_forms, render_cek_formulir
from generator.pages.checklist import render_checklist
from generator.pages.daftar import render_daftar
from generator.pages.formulir import render_formulir, render_index_formulir
from generator.pages.halaman import Halaman
from generator.pages.kalender import render_kalender
from generator.pages.langkah import pages_of_langkah
from generator.pages.lembar_html import lembar_html
from generator.pages.muat import sheets_of
from generator.pages.pelaksana import render_index_pelaksana, render_pelaksana, render_saku, tugas_of
from generator.pages.peraturan import render_index_peraturan, render_peraturan
from generator.pages.perhatian import render_perhatian
from generator.pages.perubahan import render_perubahan
from generator.pages.peta import render_peta
from generator.pages.riwayat import forms_of_edition, pages_of_riwayat, situs_edisi
from generator.pages.situs import Konteks, Situs, make_situs
from generator.pages.sop import render_sop

__all__ = [
    "Halaman",
    "Konteks",
    "pages_of_all",
    "pages_of_formulir",
    "pages_of_pelaksana",
    "pages_of_peraturan",
    "pages_of_sop",
    "render_pages",
]


def render_pages(proyek: Proyek, konteks: Konteks) -> tuple[Halaman, ...]:
    """All generated pages of a checked project, in a fixed order. Pure: nothing is read or written."""
    situs = make_situs(proyek, konteks)
    parts = [
        *(pages_of_sop(situs, slug) for slug in slugs_of(proyek)),
        *(pages_of_formulir(situs, id) for id in proyek.formulir),
        *(pages_of_pelaksana(situs, id) for id in situs.pelaksana),
        *(pages_of_peraturan(situs, id) for id in proyek.peraturan),
        pages_of_all(situs),
    ]
    return tuple(page for part in parts for page in part)


def pages_of_sop(situs: Situs, slug: str) -> list[Halaman]:
    """The pages of one SOP; of one that is only in the archive, what its prints need."""
    if slug not in situs.sop:
        return [render_cek(situs, slug), *pages_of_riwayat(situs, slug)]
    signed = situs.pada(slug)
    return [
        render_sop(signed, slug),
        *_pages_of_edition(signed, slug),
        render_cek(signed, slug),
        *pages_of_riwayat(situs, slug),
        *(page for _, other in situs_edisi(situs, slug) for page in _pages_of_edition(other, slug)),
    ]


def _pages_of_edition(situs: Situs, slug: str) -> list[Halaman]:
    """What every revision has for itself: the checklists, and the forms that watch it."""
    sop = situs.sop[slug]
    sheets = lembar_html(situs, sop, sheets_of(situs, slug))
    return [
        render_checklist(situs, sop, sheets),
        *pages_of_langkah(situs, sop, sheets),
        *(render_formulir(situs, form) for form in forms_of_edition(situs, slug)),
    ]


def pages_of_formulir(situs: Situs, id: str) -> list[Halaman]:
    """The page of one of the agency's forms, and the one that its prints lead to."""
    return [render_formulir(situs, form_of(situs.proyek, id)), render_cek_formulir(situs, id)]


def pages_of_pelaksana(situs: Situs, id: str) -> list[Halaman]:
    """The page of one actor, and the pocket list of one who does anything."""
    tugas = tugas_of(situs, id)
    return [render_pelaksana(situs, tugas), *([render_saku(situs, tugas)] if tugas.bagian else [])]


def pages_of_peraturan(situs: Situs, id: str) -> list[Halaman]:
    """The page of one regulation."""
    return [render_peraturan(situs, id)]


def pages_of_all(situs: Situs) -> list[Halaman]:
    """The pages about everything: home, lists, what needs attention."""
    return [
        render_beranda(situs),
        render_daftar(situs),
        *render_peta(situs),
        render_kalender(situs),
        render_index_pelaksana(situs),
        render_index_peraturan(situs),
        render_index_formulir(situs),
        *(render_cek_formulir(situs, id) for id in gone_forms(situs.proyek)),
        render_perubahan(situs),
        render_perhatian(situs),
    ]
