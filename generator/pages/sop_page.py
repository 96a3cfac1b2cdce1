"""The page of one SOP: what it is, what to take, what to do, the identity block, what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.chart.chart_html import render as render_bagan
from generator.data.langkah import SopReference
from generator.data.wording import capital, join_words
from generator.declared import page
from generator.facts.feeds import named_for_unit
from generator.facts.metadata import how_to
from generator.facts.moments import moment_of
from generator.facts.page import Page, Url, path_of, url_from
from generator.facts.print_marks import print_marks
from generator.facts.printed_chart import printed_sop
from generator.facts.review_words import review_lines
from generator.facts.site_facts import SiteFacts, by_answer, columns_of, exits_of
from generator.facts.time_details import time_details
from generator.pages.neighbours import draw_neighbours
from generator.pages.peraturan_page import outdated_of
from generator.pages.render import make_page, step_addresses
from generator.pages.revisi_page import approved_by, past_of
from generator.revisions.spoken_time import printed_period
from generator.steps.chart_table import form_links, title_of
from generator.steps.resolve import ResolvedSop, Step, name_steps


@dataclass(frozen=True, slots=True)
class _Role:
    """An actor of this SOP, the steps, and whose steps come before the first of them."""

    id: str
    langkah: tuple[Step, ...]
    menunggu: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _RelatedSop:
    slug: str
    judul: str
    ket: str


@dataclass(frozen=True, slots=True)
class _StepForms:
    """The blank forms of a step, as its row in the list links them. ``bernama``: kelengkapan that is a form -> address;
    ``lain``: title and address of those that no kelengkapan names."""

    bernama: Mapping[str, str]
    lain: tuple[tuple[str, str], ...]


@page("sop")
def render_sop(situs: SiteFacts, slug: str) -> Page:
    """The page sop/<slug>/, under the names that the SOP was signed with."""
    situs = situs.at_names_of(slug)
    sop = situs.sop[slug]
    key = f"sop/{slug}"
    rincian, form_steps = time_details(sop), _form_steps(sop)
    url = url_from(path_of(key))
    alamat = step_addresses(sop, url)
    cetakan = print_marks(situs.proyek.instansi, slug, sop.data)
    return make_page(
        situs,
        "sop.html",
        key,
        sop.data.judul,
        {
            "description": f"SOP {sop.data.judul}, {situs.proyek.instansi.plain_name}",
            **named_for_unit(situs, sop.data.unit, key, situs.history.catatan(slug)),
        },
        sop=sop,
        alamat=alamat,
        cetakan=cetakan,
        printed=printed_sop(situs.proyek.instansi, sop, cetakan, printed_period(situs.proyek, slug)),
        rincian=rincian,
        peran=_roles(sop),
        bagan=[render_bagan(prosedur.bagan, _chart_links(url, alamat)) for prosedur in sop.prosedur],
        keluar={step.kode: by_answer(exits_of(sop, step)) for step in sop.langkah},
        keterkaitan=[(r.sop if r.sop in situs.sop else None, title_of(situs.proyek, r)) for r in sop.data.keterkaitan],
        hukum_lama=outdated_of(situs, sop.data),
        terkait=_related(situs, sop),
        peta=draw_neighbours(situs, slug),
        formulir=[(id, situs.proyek.formulir[id]) for id in form_steps if id in situs.proyek.formulir],
        langkah_formulir=form_steps,
        formulir_langkah={step.kode: _forms_of(situs, step, url) for step in sop.langkah},
        perkiraan=any(step.perkiraan for step in sop.langkah),
        riwayat=past_of(situs, slug),
        disahkan_oleh=approved_by,
        saat=moment_of(situs.proyek.hari),
        how_to=how_to(situs, sop),
        tinjauan=review_lines(situs.proyek.instansi, sop.data, situs.jabatan_name),
    )


def _chart_links(url: Url, alamat: Mapping[str, str]) -> Url:
    """The addresses behind the keys of a chart, among them "langkah/<kode>" for a step of this SOP."""

    def link(key: str) -> str:
        kind, _, name = key.partition("/")
        return alamat[name] if kind == "langkah" else url(key)

    return link


def _roles(sop: ResolvedSop) -> list[_Role]:
    """The actors in the order of the columns, only those who act."""
    roles = []
    for id in columns_of(sop):
        own = tuple(step for step in sop.langkah if id in step.pelaksana)
        before = (sop.find(s.kode) for s in own[0].sebelum if not s.kembali)
        roles.append(_Role(id, own, tuple(step for step in before if id not in step.pelaksana)))
    return roles


def _form_steps(sop: ResolvedSop) -> Mapping[str, list[Step]]:
    """The steps of each form, in the order in which the steps need them."""
    steps: dict[str, list[Step]] = {}
    for step in sop.langkah:
        for id in step.data.formulir:
            steps.setdefault(id, []).append(step)
    return steps


def _forms_of(situs: SiteFacts, step: Step, url: Url) -> _StepForms:
    named = form_links(situs.proyek, step.data, step.mutu.kelengkapan.butir)
    linked = {key for _, key in named}
    others = (
        (situs.proyek.formulir[id].judul, url(f"formulir/{id}"))
        for id in step.data.formulir
        if id in situs.proyek.formulir and f"formulir/{id}" not in linked
    )
    return _StepForms({item: url(key) for item, key in named}, tuple(others))


def _related(situs: SiteFacts, sop: ResolvedSop) -> list[_RelatedSop]:
    """Every SOP that this one names, and where; then those that name this one."""

    def named(reference: SopReference) -> tuple[str, str]:
        return reference.sop or "", title_of(situs.proyek, reference)

    places: dict[tuple[str, str], list[str]] = {}
    for reference in sop.data.keterkaitan:
        places.setdefault(named(reference), []).append(f"disebut pada {situs.proyek.instansi.label.keterkaitan}")
    steps: dict[tuple[str, str], list[Step]] = {}
    for step in sop.langkah:
        for reference in step.data.sop_terkait:
            steps.setdefault(named(reference), []).append(step)
    for other, by in steps.items():
        places.setdefault(other, []).append(f"dirujuk pada {name_steps(by, sop)}")
    found = [
        _RelatedSop(
            slug if slug in situs.sop else "",
            title,
            f"{capital(join_words(where))}.{'' if slug in situs.sop else ' Belum ada di pustaka ini.'}",
        )
        for (slug, title), where in places.items()
    ]
    known = {item.slug for item in found}
    back = (slug for slug in situs.referred_by.get(sop.slug, ()) if slug not in known and slug != sop.slug)
    return [*found, *(_RelatedSop(slug, f"SOP {situs.proyek.sop[slug].judul}", "Merujuk SOP ini.") for slug in back)]
