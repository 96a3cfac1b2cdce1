"""The checklist of a whole SOP, and all its step sheets in one print run."""

from __future__ import annotations

from generator.flow.susunan import SopTersusun
from generator.pages.cetakan import cetakan_of
from generator.pages.halaman import Halaman
from generator.pages.lembar_html import LembarHtml
from generator.pages.situs import Situs, columns_of
from generator.pages.tampilan import make_halaman


def render_checklist(situs: Situs, sop: SopTersusun, lembar: LembarHtml) -> Halaman:
    """The page sop/<slug>/checklist/ with the sheets of all steps."""
    return make_halaman(
        situs,
        "checklist.html",
        f"sop/{sop.slug}/checklist",
        f"Daftar periksa {sop.data.judul}",
        {"search": {"exclude": True}},
        sop=sop,
        cetakan=cetakan_of(situs.proyek.instansi, sop.slug, sop.data),
        lembar=lembar.lembar,
        isi_lembar=lembar.isi,
        lb=lembar.makro,
        pelaksana=columns_of(sop),
    )
