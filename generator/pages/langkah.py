"""One step: its page on screen, and its checklist sheet (the same page, printed)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.halaman import Halaman, asset_from, path_of
from generator.pages.lembar_html import LembarHtml
from generator.pages.metadata import berkas_sumber
from generator.pages.print_words import JUDUL_LEMBAR
from generator.pages.situs import Situs
from generator.pages.tampilan import alamat_langkah, kapital, make_modul


def pages_of_langkah(situs: Situs, sop: SopTersusun, lembar: LembarHtml) -> list[Halaman]:
    """The pages of all steps of an SOP, sop/<slug>/checklist/<kode>/. What they have in common is made once."""
    folder = situs.kunci(f"sop/{sop.slug}/checklist")
    makro = _template(situs, sop, lembar, folder)
    actors = {step.kode: makro.baris_siapa(step) for step in sop.langkah}
    others = {step.kode: makro.butir_lain(step) for step in sop.langkah}
    neighbours = [None, *(sheet.langkah for sheet in lembar.lembar), None]
    pages = []
    for place, sheet in enumerate(lembar.lembar):
        step = sheet.langkah
        lines = {**others, step.kode: makro.butir_ini(step)}
        lists = [_list([lines[other.kode] for other in prosedur.langkah]) for prosedur in sop.prosedur]
        before, after = neighbours[place], neighbours[place + 2]
        body = makro.halaman(sheet, before, after, actors, lists, lembar.isi[step.kode])
        meta = {"description": f"{kapital(step.sebutan)} SOP {sop.data.judul}"}
        pages.append(Halaman(path_of(f"{folder}/{step.kode}"), _title(step), str(body), meta))
    return pages


def _template(situs: Situs, sop: SopTersusun, lembar: LembarHtml, folder: str) -> Any:
    """``langkah.html``, filled for this SOP."""
    beside = path_of(f"{folder}/-")  # a place beside the pages of all steps; no step has this kode
    url = situs.url_from(beside)
    logo = situs.konteks.logo
    return make_modul(
        situs,
        "langkah.html",
        sop=sop,
        url=url,
        logo=asset_from(beside)(logo) if logo else "",
        berkas_sumber=berkas_sumber(situs.asal, folder),
        lb=lembar.makro,
        alamat=alamat_langkah(sop, url),
        judul_lembar=JUDUL_LEMBAR,
    )


def _list(items: Sequence[Markup]) -> Markup:
    """Finished items, one a line."""
    return Markup("\n".join(items))


def _title(step: LangkahTersusun) -> str:
    return f"{kapital(step.sebutan)}: {step.ringkas}"
