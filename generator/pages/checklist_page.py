"""The checklist of a whole SOP, and all its step sheets in one print run."""

from __future__ import annotations

from generator.declared import page
from generator.facts.checklist_columns import checklist_columns
from generator.facts.fit_sheet import sheets_of
from generator.facts.page import Page, path_of
from generator.facts.print_words import JUDUL_DAFTAR, JUDUL_LEMBAR, checklist_of
from generator.facts.site_facts import SiteFacts, columns_of
from generator.pages.langkah_page import pages_of_langkah
from generator.pages.render import make_page, step_addresses, ticks_key
from generator.pages.step_sheet_html import StepSheetHtml, step_sheet_html
from generator.revisions.spoken_time import shown_period
from generator.steps.resolve import ResolvedSop

_TYPE = 0.9 * 9.6 * 25.4 / 72
"""Type size of the table (mm), as lembar.css sets it; its boxes and edges are set in it too."""
_WIDTH = 181.6
"""Width of the table on paper (mm)."""


@page("edisi")
def pages_of_checklists(situs: SiteFacts, slug: str) -> list[Page]:
    """The checklist of a whole SOP, and the page of each step: their sheets are made once."""
    sop = situs.sop[slug]
    sheets = step_sheet_html(situs, sop, sheets_of(situs, slug))
    return [render_checklist(situs, sop, sheets), *pages_of_langkah(situs, sop, sheets)]


def render_checklist(situs: SiteFacts, sop: ResolvedSop, lembar: StepSheetHtml) -> Page:
    """The page sop/<slug>/checklist/ with the sheets of all steps."""
    key = f"sop/{sop.slug}/checklist"
    words = checklist_of(situs, sop, lembar.lembar)
    return make_page(
        situs,
        "checklist.html",
        key,
        f"Daftar periksa {sop.data.judul}",
        {"search": {"exclude": True}},
        sop=sop,
        masa=shown_period(situs.proyek, sop.slug),
        centang=ticks_key(sop),
        alamat=step_addresses(sop, situs.url_from(path_of(situs.page_key(key)))),
        daftar=words,
        kolom=checklist_columns(words, _TYPE, 2.1 * _TYPE, _TYPE + 0.4, _WIDTH),
        judul_daftar=JUDUL_DAFTAR,
        judul_lembar=JUDUL_LEMBAR,
        lembar=lembar.lembar,
        isi_lembar=lembar.isi,
        lb=lembar.makro,
        pelaksana=columns_of(sop),
    )
