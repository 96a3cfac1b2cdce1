"""The regulations: an index, and a page for each that says who cites it and what is known of its status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import get_args

from generator.data.citation import rank_of, year_of
from generator.data.instansi import Peraturan, StatusPeraturan
from generator.data.sop import Sop
from generator.declared import page
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_page


@page("pustaka")
def render_index_peraturan(situs: SiteFacts) -> Page:
    """The page peraturan/: the highest regulation first, of one kind the older first."""
    known = situs.proyek.peraturan
    counts = Counter(peraturan.status for peraturan in known.values())
    return make_page(
        situs,
        "peraturan_index.html",
        "peraturan",
        "Peraturan",
        peraturan=sorted(known.items(), key=lambda item: _place(item[1])),
        penerus=_successors(known),
        jumlah={status: counts[status] for status in get_args(StatusPeraturan) if counts[status]},
    )


@page("peraturan")
def render_peraturan(situs: SiteFacts, id: str) -> Page:
    """The page of one regulation."""
    peraturan = situs.proyek.peraturan[id]
    return make_page(
        situs,
        "peraturan.html",
        f"peraturan/{id}",
        peraturan.short_name,
        peraturan=peraturan,
        dahulu=situs.former_name("peraturan", id),
        pemakai=[situs.proyek.sop[slug] for slug in situs.peraturan[id]],
        slug=situs.peraturan[id],
        masih=sum(1 for slug in situs.peraturan[id] if situs.proyek.sop[slug].status != "dicabut"),
    )


def outdated_of(situs: SiteFacts, sop: Sop) -> list[tuple[str, Peraturan]]:
    """(id, regulation) of the dasar hukum of an SOP that were revoked or amended; none where the SOP is revoked too."""
    if sop.status == "dicabut":
        return []
    cited = ((id, situs.proyek.peraturan.get(id)) for id in sop.dasar_hukum)
    return [(id, peraturan) for id, peraturan in cited if peraturan and peraturan.status in ("dicabut", "diubah")]


def _place(peraturan: Peraturan) -> tuple[bool, int, int]:
    """Where a regulation stands among all; of an unknown kind or year: after the others."""
    rank, year = rank_of(peraturan.judul), year_of(peraturan.judul)
    return rank is None, rank or 0, year or 9999


def _successors(known: Mapping[str, Peraturan]) -> dict[str, str]:
    """For each regulation whose ``pengganti`` is itself among the known ones: its id -> that one's id."""
    names = {name: id for id, peraturan in known.items() for name in (id, peraturan.judul, peraturan.short_name)}
    return {
        id: names[peraturan.pengganti]
        for id, peraturan in known.items()
        if peraturan.pengganti and names.get(peraturan.pengganti, id) != id
    }
