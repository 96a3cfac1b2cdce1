"""The blank forms: an index, a page around each form's printable body, and how that prints."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.chart.box_text import shorten
from generator.data.library import Library
from generator.data.wording import place_in_list
from generator.declared import Menu, SiteFile, output, page
from generator.facts.page import Page, asset_from, path_of
from generator.facts.print_marks import form_print_marks
from generator.facts.qr_code import qr_of_size
from generator.facts.site_facts import SiteFacts
from generator.facts.site_forms import SiteForm, form_of
from generator.forms.form_html import render as render_body
from generator.forms.form_sheet import form_sheet
from generator.pages.cek_form_page import changed_since
from generator.pages.render import make_page
from generator.pages.revisi_page import forms_of_edition

_CODE_FILE = "cetak-qr.svg"


@page("pustaka", Menu("Formulir", 50), "formulir")
def render_index_formulir(situs: SiteFacts) -> Page:
    """The page formulir/."""
    forms = situs.proyek.formulir
    return make_page(
        situs,
        "formulir_index.html",
        "formulir",
        "Formulir",
        kelompok=list(_groups(situs)),
        kertas={id: form_sheet(situs.proyek.instansi, form).spoken for id, form in forms.items()},
    )


def _groups(situs: SiteFacts) -> Iterator[tuple[str, list[str]]]:
    """The forms by their titles: those that steps use (no heading), those of withdrawn SOPs only, those of none."""
    groups: dict[str, list[str]] = {"": [], "Hanya pada SOP yang tidak berlaku lagi": [], "Belum dipakai": []}
    used, past, unused = groups
    for id in sorted(situs.proyek.formulir, key=lambda id: place_in_list(situs.proyek.formulir[id].judul)):
        uses = situs.formulir[id]
        holds = any(use.sop.data.status != "dicabut" for use in uses)
        groups[used if holds else past if uses else unused].append(id)
    return ((heading, ids) for heading, ids in groups.items() if ids)


def render_formulir(situs: SiteFacts, form: SiteForm) -> Page:
    """The page of a form, of the agency or of an SOP's monitoring."""
    marks = form_print_marks(situs.proyek, form)
    return make_page(
        situs,
        "formulir.html",
        form.kunci,
        form.data.judul,
        # The steps that stand in it are found on the page of their SOP.
        {"search": {"exclude": True}} if form.sop else None,
        form=form,
        pdf={file.jenis for file in situs.konteks.unduhan.get(form.kunci, ()) if file.jenis.startswith("PDF")},
        formulir=form.data,
        kertas=form_sheet(situs.proyek.instansi, form.data),
        cetakan=marks,
        berubah=() if form.sop else changed_since(situs.proyek, form.id),
        badan=render_body(form.data, situs.proyek, logo=_logo(situs, form.kunci), tanda=marks.age, qr=marks.qr),
        pemakaian=() if form.sop else situs.formulir[form.id],
        sop=situs.sop[form.sop] if form.sop else None,
    )


@page("formulir")
def render_agency_form(situs: SiteFacts, id: str) -> Page:
    """The page of one of the agency's forms."""
    return render_formulir(situs, form_of(situs.proyek, id))


@page("edisi")
def render_watching_forms(situs: SiteFacts, slug: str) -> list[Page]:
    """The pages of the forms that watch a revision of an SOP."""
    return [render_formulir(situs, form) for form in forms_of_edition(situs, slug)]


@output("gaya", 10)
def style_of_form(proyek: Library, form: SiteForm) -> Iterator[SiteFile]:
    """The style sheet beside the page of a form, and the code that it puts into the foot of each printed page."""
    yield SiteFile(f"{form.kunci}/cetak.css", print_style(proyek, form).encode())
    marks = form_print_marks(proyek, form)
    if marks.alamat:
        side = form_sheet(proyek.instansi, form.data).code_in_foot(marks.qr_side)
        yield SiteFile(f"{form.kunci}/{_CODE_FILE}", qr_of_size(marks.alamat, side).encode())


def print_style(proyek: Library, form: SiteForm) -> str:
    """The style sheet beside the page of a form: the paper on which it is printed, and the foot of each page.

    A file of its own, because only there CSS takes a title into the margin of a page, and a policy for a thousand
    styles written into pages would be too long for a web server.
    """
    sheet = form_sheet(proyek.instansi, form.data)
    marks = form_print_marks(proyek, form)
    words = f"{shorten(form.data.judul, 60)} · {marks.age}"
    look = 'font: 8pt Arial, "Liberation Sans", Helvetica, sans-serif; vertical-align: top; padding-top: 2mm'
    code = f'  @bottom-center {{ content: url("{_CODE_FILE}"); vertical-align: top; padding-top: .7mm }}\n'
    return (
        "@page {\n"
        f"  size: {sheet.lebar:g}mm {sheet.tinggi:g}mm;\n"
        f"  margin: {sheet.atas:g}mm {sheet.kanan:g}mm {sheet.bawah:g}mm {sheet.kiri:g}mm;\n"
        f"  @bottom-left {{ content: {_css_text(words)}; text-align: left; {look} }}\n"
        f'  @bottom-right {{ content: "Halaman " counter(page) " dari " counter(pages); text-align: right; {look} }}\n'
        f"{code if marks.qr else ''}"
        "}\n"
    )


def _css_text(words: str) -> str:
    """A text as a string of CSS, in which no character can end it."""
    return json.dumps(words, ensure_ascii=False).replace("\\n", "\\a ").replace("<", "\\3c ")


def _logo(situs: SiteFacts, key: str) -> str:
    logo = situs.konteks.logo
    return asset_from(path_of(key))(logo) if logo else ""
