"""The checklist of a whole SOP, and all its step sheets in one print run."""

from __future__ import annotations

from generator.declared import page
from generator.flow.susunan import SopTersusun
from generator.pages.checklist_columns import checklist_columns
from generator.pages.halaman import Halaman, path_of
from generator.pages.langkah import pages_of_langkah
from generator.pages.lembar_html import LembarHtml, lembar_html
from generator.pages.muat import sheets_of
from generator.pages.print_words import JUDUL_DAFTAR, JUDUL_LEMBAR, checklist_of
from generator.pages.situs import Situs, columns_of
from generator.pages.tampilan import alamat_langkah, make_halaman

_TYPE = 0.9 * 9.6 * 25.4 / 72
"""Type size of the table (mm), as lembar.css sets it; its boxes and edges are set in it too."""
_WIDTH = 181.6
"""Width of the table on paper (mm)."""


@page("edisi")
def pages_of_checklists(situs: Situs, slug: str) -> list[Halaman]:
    """The checklist of a whole SOP, and the page of each step: their sheets are made once."""
    sop = situs.sop[slug]
    sheets = lembar_html(situs, sop, sheets_of(situs, slug))
    return [render_checklist(situs, sop, sheets), *pages_of_langkah(situs, sop, sheets)]


def render_checklist(situs: Situs, sop: SopTersusun, lembar: LembarHtml) -> Halaman:
    """The page sop/<slug>/checklist/ with the sheets of all steps."""
    key = f"sop/{sop.slug}/checklist"
    words = checklist_of(situs, sop, lembar.lembar)
    return make_halaman(
        situs,
        "checklist.html",
        key,
        f"Daftar periksa {sop.data.judul}",
        {"search": {"exclude": True}},
        sop=sop,
        alamat=alamat_langkah(sop, situs.url_from(path_of(situs.kunci(key)))),
        daftar=words,
        kolom=checklist_columns(words, _TYPE, 2.1 * _TYPE, _TYPE + 0.4, _WIDTH),
        judul_daftar=JUDUL_DAFTAR,
        judul_lembar=JUDUL_LEMBAR,
        lembar=lembar.lembar,
        isi_lembar=lembar.isi,
        lb=lembar.makro,
        pelaksana=columns_of(sop),
    )
