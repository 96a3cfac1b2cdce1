"""The home page: search, who I am, what there is, what needs attention."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.data.wording import join_words, place_in_list
from generator.declared import Menu, page
from generator.facts.moments import SopMoment, ValidOn, moments_of_sop, valid_on
from generator.facts.page import Page
from generator.facts.site_facts import FormUse, SiteFacts
from generator.pages.pelaksana_page import work_of_all
from generator.pages.render import make_page
from generator.steps.resolve import name_steps

_FEW = 12
"""Up to so many SOPs stand on the home page each with a line of its own."""
_NEWEST = 5
"""So many of the newest changes stand there; the page "Perubahan" has all."""
_FORMS = 5
"""So many forms stand there; the page "Formulir" has all."""
_NAMED = 2
"""So many SOPs are named where a form is used in several."""
_CARDS = 4
"""As many actors as stand in one row beside the card for all others."""


@dataclass(frozen=True, slots=True)
class _Pelaksana:
    id: str
    langkah: int
    sop: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit with its SOPs that are not withdrawn, each once for every stretch of its time; ``cacah``: how many."""

    id: str
    nama: str
    sop: tuple[SopMoment, ...]
    cacah: list[ValidOn]


@dataclass(frozen=True, slots=True)
class _Formulir:
    id: str
    data: Formulir
    ket: str


@page("pustaka", Menu("Beranda", 0))
def render_home(situs: SiteFacts) -> Page:
    """The home page (index.md)."""
    actors = _pelaksana(situs)
    shown = actors if len(actors) == _CARDS + 1 else actors[:_CARDS]
    open_notes = _konfirmasi(situs)
    return make_page(
        situs,
        "beranda.html",
        "",
        situs.proyek.instansi.nama_situs,
        {"template": "home.html"},
        pelaksana=shown,
        pelaksana_lain=len(actors) - len(shown),
        nama_pelaksana={actor.id: situs.actor_label(actor.id) for actor in actors},
        unit=_units(situs),
        dicabut=[
            one
            for slug in by_title(situs.proyek)
            for one in moments_of_sop(situs.proyek, slug, rinci=False)
            if not one.sah
        ],
        cacah=valid_on(situs.proyek, situs.proyek.sop),
        berubah=situs.history.everything[:_NEWEST],
        konfirmasi=open_notes,
        jumlah_konfirmasi=sum(count for _, _, count in open_notes),
        berkas_konfirmasi=_where(open_notes),
        sedikit=len(situs.sop) <= _FEW,
        formulir=_formulir(situs),
        jumlah_formulir=len(situs.proyek.formulir),
    )


def by_title(proyek: Library) -> list[str]:
    """The slugs of all SOPs, in the order of their titles."""
    return sorted(proyek.sop, key=lambda slug: place_in_list(proyek.sop[slug].judul))


def _pelaksana(situs: SiteFacts) -> list[_Pelaksana]:
    """Who acts somewhere, most steps first; few of them in the order of jabatan.yml."""
    work = work_of_all(situs)
    found = [_Pelaksana(id, len(uses), len({use.sop.slug for use in uses})) for id, uses in work.items() if uses]
    return found if len(found) <= _CARDS + 1 else sorted(found, key=lambda p: -p.langkah)


def _units(situs: SiteFacts) -> list[_Unit]:
    proyek = situs.proyek
    ids = [*proyek.instansi.unit, *(sop.unit for sop in proyek.sop.values())]
    groups = []
    for id in dict.fromkeys(ids):
        own = [slug for slug in by_title(proyek) if proyek.sop[slug].unit == id]
        members = tuple(one for slug in own for one in moments_of_sop(proyek, slug, rinci=False) if one.sah)
        if members:
            groups.append(_Unit(id or "", situs.unit_name(id), members, valid_on(proyek, own)))
    return groups


def _konfirmasi(situs: SiteFacts) -> list[tuple[str, str, int]]:
    """(title, page key, open confirmations) of SOPs and forms, most first."""
    counts = Counter((kind, slug) for kind, slug, _ in situs.proyek.open_konfirmasi())
    rows = [
        (situs.proyek.sop[slug].judul, f"sop/{slug}#perlu-konfirmasi", count)
        if kind == "sop"
        else (situs.proyek.formulir[slug].judul, f"formulir/{slug}", count)
        for (kind, slug), count in counts.items()
    ]
    return sorted(rows, key=lambda row: -row[2])


def _where(notes: list[tuple[str, str, int]]) -> str:
    """How many SOPs and forms have open confirmations: "1 SOP dan 7 formulir"."""
    sops = sum(1 for _, key, _ in notes if key.startswith("sop/"))
    words = [f"{sops} SOP"] if sops else []
    return join_words([*words, f"{len(notes) - sops} formulir"] if len(notes) > sops else words)


def _formulir(situs: SiteFacts) -> list[_Formulir]:
    """The forms that most steps use, by their titles; ``_FORMS`` of them."""
    forms = situs.proyek.formulir
    most = sorted(forms, key=lambda id: (-_steps_in_force(situs, id), place_in_list(forms[id].judul)))[:_FORMS]
    rows = [_Formulir(id, forms[id], say_uses(situs.formulir[id])) for id in most]
    return sorted(rows, key=lambda form: place_in_list(form.data.judul))


def _steps_in_force(situs: SiteFacts, id: str) -> int:
    return sum(use.sop.data.status != "dicabut" for use in situs.formulir[id])


def say_uses(uses: tuple[FormUse, ...]) -> str:
    """Where a form is used, in a line: the SOP with its steps, or the SOPs where there are several."""
    sops = {use.sop.slug: use.sop for use in uses}
    if not uses:
        return "Belum dipakai pada SOP mana pun"
    if len(sops) == 1:
        sop = uses[0].sop
        past = " (tidak berlaku lagi)" if sop.data.status == "dicabut" else ""
        return f"{sop.data.judul}, {name_steps([use.langkah for use in uses], sop)}{past}"
    titles = sorted((sop.data.judul for sop in sops.values()), key=place_in_list)
    named, more = titles[:_NAMED], len(titles) - _NAMED
    return join_words([*named, f"{more} SOP lain"] if more > 0 else named)
