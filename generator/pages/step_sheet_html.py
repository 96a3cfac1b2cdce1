"""The printed sheets of an SOP's steps as HTML: made once, for the checklist page and for the page of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.facts.checklist_columns import SHEET, time_width
from generator.facts.print_marks import print_marks
from generator.facts.print_words import head_of, sheet_of
from generator.facts.site_facts import SiteFacts
from generator.facts.step_sheet import StepNeeds
from generator.pages.render import make_module
from generator.steps.resolve import ResolvedSop

_KOP = Markup("\0")
"""Stands in the place of the head while a sheet is made; no data hold such a character."""


@dataclass(frozen=True, slots=True)
class StepSheetHtml:
    """The sheets of an SOP. ``makro``: what ``_lembar.html`` has, filled for this SOP; ``isi``: what stands on the
    sheet of each step before and after the agency's head, by the step's kode. The head, with the address of its logo,
    is each page's own."""

    lembar: Sequence[StepNeeds]
    makro: Any
    isi: Mapping[str, tuple[Markup, Markup]]


def step_sheet_html(situs: SiteFacts, sop: ResolvedSop, lembar: Sequence[StepNeeds]) -> StepSheetHtml:
    """The HTML of these sheets, those of all steps of ``sop`` in order (``fit_sheet.sheets_of``)."""
    marks = print_marks(situs.proyek.instansi, sop.slug, sop.data)
    makro: Any = make_module(
        situs,
        "_lembar.html",
        sop=sop,
        cetakan=marks,
        kepala=head_of(situs.proyek, sop.slug, sop.data, marks),
        time_width=time_width,
        sheet_width=SHEET,
    )
    made = ((sheet, makro.lembar(sheet_of(situs, sheet), sheet.langkah, sheet.skala, _KOP)) for sheet in lembar)
    return StepSheetHtml(lembar, makro, {sheet.langkah.kode: _around_head(html) for sheet, html in made})


def _around_head(sheet: Markup) -> tuple[Markup, Markup]:
    before, _, after = sheet.partition(_KOP)
    return before, after
