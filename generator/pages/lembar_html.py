"""The printed sheets of an SOP's steps as HTML: made once, for the checklist page and for the page of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.flow.susunan import SopTersusun
from generator.pages.cetakan import cetakan_of
from generator.pages.checklist_columns import SHEET, time_width
from generator.pages.lembar import LembarLangkah
from generator.pages.print_words import head_of, sheet_of
from generator.pages.situs import Situs
from generator.pages.tampilan import make_modul

_KOP = Markup("\0")
"""Stands in the place of the head while a sheet is made; no data hold such a character."""


@dataclass(frozen=True, slots=True)
class LembarHtml:
    """The sheets of an SOP. ``makro``: what ``_lembar.html`` has, filled for this SOP; ``isi``: what stands on the
    sheet of each step before and after the agency's head, by the step's kode. The head, with the address of its logo,
    is each page's own."""

    lembar: Sequence[LembarLangkah]
    makro: Any
    isi: Mapping[str, tuple[Markup, Markup]]


def lembar_html(situs: Situs, sop: SopTersusun, lembar: Sequence[LembarLangkah]) -> LembarHtml:
    """The HTML of these sheets, those of all steps of ``sop`` in order (``muat.sheets_of``)."""
    marks = cetakan_of(situs.proyek.instansi, sop.slug, sop.data)
    makro: Any = make_modul(
        situs,
        "_lembar.html",
        sop=sop,
        cetakan=marks,
        kepala=head_of(situs.proyek, sop.slug, sop.data, marks),
        time_width=time_width,
        sheet_width=SHEET,
    )
    made = ((sheet, makro.lembar(sheet_of(situs, sheet), sheet.langkah, sheet.skala, _KOP)) for sheet in lembar)
    return LembarHtml(lembar, makro, {sheet.langkah.kode: _around_head(html) for sheet, html in made})


def _around_head(sheet: Markup) -> tuple[Markup, Markup]:
    before, _, after = sheet.partition(_KOP)
    return before, after
