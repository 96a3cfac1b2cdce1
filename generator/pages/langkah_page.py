"""One step: its page on screen, and its checklist sheet (the same page, printed)."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from generator.data.wording import capital
from generator.facts.metadata import source_file
from generator.facts.page import Page, asset_from, path_of
from generator.facts.page_foot import foot_of
from generator.facts.print_words import JUDUL_LEMBAR
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_module, step_addresses, ticks_key
from generator.pages.step_sheet_html import StepSheetHtml
from generator.steps.resolve import ResolvedSop
from generator.text.first_sentence import first_sentence


def pages_of_langkah(situs: SiteFacts, sop: ResolvedSop, lembar: StepSheetHtml) -> list[Page]:
    """The pages of all steps of an SOP, sop/<slug>/checklist/<kode>/. What they have in common is made once."""
    folder = situs.page_key(f"sop/{sop.slug}/checklist")
    makro = _template(situs, sop, lembar, folder)
    actors = {step.kode: makro.baris_siapa(step) for step in sop.langkah}
    others = {step.kode: makro.butir_lain(step) for step in sop.langkah}
    neighbours = [None, *(sheet.langkah for sheet in lembar.lembar), None]
    pages = []
    for place, sheet in enumerate(lembar.lembar):
        step = sheet.langkah
        lines = {**others, step.kode: makro.butir_ini(step)}
        lists = [Markup("\n").join(lines[other.kode] for other in prosedur.langkah) for prosedur in sop.prosedur]
        before, after = neighbours[place], neighbours[place + 2]
        body = makro.halaman(sheet, before, after, actors, lists, lembar.isi[step.kode])
        name = capital(step.spoken_name)
        meta = {"description": f"{name} SOP {sop.data.judul}"}
        pages.append(Page(path_of(f"{folder}/{step.kode}"), f"{name}: {first_sentence(step.ringkas)}", str(body), meta))
    return pages


def _template(situs: SiteFacts, sop: ResolvedSop, lembar: StepSheetHtml, folder: str) -> Any:
    """``langkah.html``, filled for this SOP."""
    beside = path_of(f"{folder}/-")  # a place beside the pages of all steps; no step has this kode
    url = situs.url_from(beside)
    logo = situs.konteks.logo
    return make_module(
        situs,
        "langkah.html",
        sop=sop,
        centang=ticks_key(sop),
        url=url,
        logo=asset_from(beside)(logo) if logo else "",
        berkas_sumber=source_file(situs.asal, folder),
        kaki=lambda step: foot_of(situs, f"sop/{sop.slug}/checklist/{step.kode}", sop.data.judul, step),
        lb=lembar.makro,
        alamat=step_addresses(sop, url),
        judul_lembar=JUDUL_LEMBAR,
    )
