"""The printed sheets of an SOP's steps as HTML: made once, for the checklist page and for the page of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.flow.susunan import SopTersusun
from generator.pages.cetakan import cetakan_of
from generator.pages.lembar import LembarLangkah
from generator.pages.situs import Situs
from generator.pages.tampilan import make_modul


@dataclass(frozen=True, slots=True)
class LembarHtml:
    """The sheets of an SOP. ``makro``: what ``_lembar.html`` has, filled for this SOP; ``isi``: what stands on the
    sheet of each step below the agency's head, by the step's kode."""

    lembar: Sequence[LembarLangkah]
    makro: Any
    isi: Mapping[str, Markup]


def lembar_html(situs: Situs, sop: SopTersusun, lembar: Sequence[LembarLangkah]) -> LembarHtml:
    """The HTML of these sheets, those of all steps of ``sop`` in order (``muat.sheets_of``)."""
    marks = cetakan_of(situs.proyek.instansi, sop.slug, sop.data)
    makro: Any = make_modul(situs, "_lembar.html", sop=sop, cetakan=marks)
    return LembarHtml(lembar, makro, {sheet.langkah.kode: makro.isi(sheet) for sheet in lembar})
