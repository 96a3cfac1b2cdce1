"""What the program makes in parts, asked for as a whole: all pages, all forms, one document as a PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.declared import pages_of
from generator.facts.feeds import WHOLE, feeds_of
from generator.facts.page import Page
from generator.facts.print_marks import PrintMarks
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.site_forms import SiteForm, form_of, forms_of
from generator.outputs.feed import atom_text
from generator.pages import pages_of_sop
from generator.paper.checklist_paper import document_checklist, document_steps
from generator.paper.form_paper import document_form
from generator.paper.lembar_kerja import document_lembar_kerja
from generator.paper.official import document_official
from generator.paper.typesetting import compile_document
from generator.revisions.history import History
from generator.revisions.in_force import every_slug
from generator.steps.resolve import resolve

TANPA_TANDA = PrintMarks("", "", "")
"""Of a form that belongs to no library."""


def render_pages(proyek: Library, konteks: BuildContext) -> tuple[Page, ...]:
    """All generated pages of a checked project, in a fixed order."""
    situs = SiteFacts(proyek, konteks)
    parts = [
        *(pages_of_sop(situs, slug) for slug in every_slug(proyek)),
        *(pages_of("formulir", situs, id) for id in proyek.formulir),
        *(pages_of("pelaksana", situs, id) for id in situs.pelaksana),
        *(pages_of("peraturan", situs, id) for id in proyek.peraturan),
        pages_of("pustaka", situs),
    ]
    return tuple(page for part in parts for page in part)


def atom_feed(history: History) -> str:
    """The feed of everything; "" while nothing in the library has a date."""
    return next((atom_text(history.proyek, feed) for feed in feeds_of(history) if feed.path == WHOLE), "")


def all_forms(proyek: Library) -> Iterator[SiteForm]:
    """The agency's forms by slug, then two for each SOP."""
    yield from (form_of(proyek, slug) for slug in proyek.formulir)
    for slug in proyek.sop:
        yield from forms_of(proyek, resolve(proyek, slug))


def make_official(proyek: Library, slug: str) -> bytes:
    return compile_document(document_official(proyek, resolve(proyek, slug)))


def make_checklist(proyek: Library, slug: str) -> bytes:
    situs = SiteFacts(proyek, BuildContext())
    return compile_document(document_checklist(situs, situs.sop[slug]))


def make_langkah(proyek: Library, slug: str, kode: str = "") -> bytes:
    """The sheets of all steps, or of one alone."""
    situs = SiteFacts(proyek, BuildContext())
    document = document_steps(situs, situs.sop[slug])
    if not kode:
        return compile_document(document)
    place = [step.kode for step in situs.sop[slug].langkah].index(kode)
    said = json.loads(document.data)
    alone = json.dumps({**said, "langkah": [said["langkah"][place]]})
    return compile_document(replace(document, data=alone))


def make_lembar_kerja(proyek: Library, slug: str) -> bytes:
    return compile_document(document_lembar_kerja(proyek, resolve(proyek, slug)))


def make_formulir(
    proyek: Library, formulir: Formulir, cetakan: PrintMarks = TANPA_TANDA, *, isian: bool = False
) -> bytes:  # fmt: skip
    """``isian``: to fill in on a computer."""
    return compile_document(document_form(proyek, formulir, cetakan)[isian])
