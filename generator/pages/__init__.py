"""The pages of the site: Python that gathers facts, Jinja2 templates beside it that say them."""

from __future__ import annotations

from generator.data.proyek import Proyek
from generator.pages.beranda import render_beranda
from generator.pages.checklist import render_checklist
from generator.pages.daftar import render_daftar
from generator.pages.formulir import render_formulir
from generator.pages.halaman import Halaman
from generator.pages.langkah import render_langkah
from generator.pages.lembar import lembar_of
from generator.pages.muat import fit
from generator.pages.pelaksana import render_pelaksana
from generator.pages.peraturan import render_peraturan
from generator.pages.perhatian import render_perhatian
from generator.pages.situs import Konteks, make_situs
from generator.pages.sop import render_sop

__all__ = ["Halaman", "Konteks", "render_pages"]


def render_pages(proyek: Proyek, konteks: Konteks) -> tuple[Halaman, ...]:
    """All generated pages of a checked project, in a fixed order. Pure: nothing is read or written."""
    situs = make_situs(proyek, konteks)
    sheets = {
        slug: tuple(fit(sheet, proyek, konteks.data_per) for sheet in lembar_of(situs, sop))
        for slug, sop in situs.sop.items()
    }
    pages = [render_beranda(situs), render_daftar(situs)]
    for slug, sop in situs.sop.items():
        pages.append(render_sop(situs, slug))
        pages.append(render_checklist(situs, sop, sheets[slug]))
        pages.extend(render_langkah(situs, sheet) for sheet in sheets[slug])
    pages += render_pelaksana(situs, dict(sheets))
    pages += render_peraturan(situs)
    pages += render_formulir(situs)
    pages.append(render_perhatian(situs))
    return tuple(pages)
