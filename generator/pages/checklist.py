"""The checklist of a whole SOP, and all its step sheets in one print run."""

from __future__ import annotations

from generator.flow.susunan import SopTersusun
from generator.pages.halaman import Halaman, path_of
from generator.pages.lembar_html import LembarHtml
from generator.pages.print_words import JUDUL_DAFTAR, JUDUL_LEMBAR, checklist_of
from generator.pages.situs import Situs, columns_of
from generator.pages.tampilan import alamat_langkah, make_halaman


def render_checklist(situs: Situs, sop: SopTersusun, lembar: LembarHtml) -> Halaman:
    """The page sop/<slug>/checklist/ with the sheets of all steps."""
    key = f"sop/{sop.slug}/checklist"
    return make_halaman(
        situs,
        "checklist.html",
        key,
        f"Daftar periksa {sop.data.judul}",
        {"search": {"exclude": True}},
        sop=sop,
        alamat=alamat_langkah(sop, situs.url_from(path_of(situs.kunci(key)))),
        daftar=checklist_of(situs, sop, lembar.lembar),
        judul_daftar=JUDUL_DAFTAR,
        judul_lembar=JUDUL_LEMBAR,
        lembar=lembar.lembar,
        isi_lembar=lembar.isi,
        lb=lembar.makro,
        pelaksana=columns_of(sop),
    )
