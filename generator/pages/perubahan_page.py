"""What changed: the page of all changes with its feed, and what an actor finds on the own page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.data.wording import format_date, place_in_list
from generator.declared import Menu, page
from generator.facts.feeds import unit_feed
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_page
from generator.revisions.history import HistoryEntry, actors_of_sop

DISEBUT = 6
"""So many changes of a revision stand in its entry; the comparison has them all."""
TERBARU = 5
"""So many changes an actor's page shows at once; the rest folds."""


@dataclass(frozen=True, slots=True)
class ChangeForActor:
    """A change as one actor sees it. ``keterlibatan``: "mulai terlibat", "tidak terlibat lagi" or "";
    ``kalimat``: the changes of own steps, then those that all who act in the SOP work by."""

    catatan: HistoryEntry
    keterlibatan: str
    kalimat: tuple[str, ...]


def changes_for(situs: SiteFacts, id: str) -> tuple[ChangeForActor, ...]:
    """What changed for an actor in the SOPs that name it, newest first. A first publication is no change."""
    found = []
    for satu in situs.history.everything:
        if satu.jenis == "terbit" or id not in satu.pelaksana:
            continue
        before, after = _acts(satu, id)
        told = [butir.kalimat for butir in satu.lines_for(id)]
        told += [butir.kalimat for butir in satu.diff.for_all] if satu.diff and after else []
        joined = {(False, True): "Anda mulai terlibat", (True, False): "Anda tidak terlibat lagi"}
        found.append(ChangeForActor(satu, joined.get((before, after), ""), tuple(dict.fromkeys(told))))
    return tuple(found)


def _acts(satu: HistoryEntry, id: str) -> tuple[bool, bool]:
    """Whether the actor acted before, and acts now."""
    now = id in actors_of_sop(satu.editions.sop)
    return id in actors_of_sop(satu.diff.lama.sop) if satu.diff else now, now


@dataclass(frozen=True, slots=True)
class _ChangeMonth:
    """The changes of a month: "2025-02", "Februari 2025"; of those without a day, both are ""."""

    kunci: str
    nama: str
    catatan: tuple[HistoryEntry, ...]


def _month(found: list[HistoryEntry]) -> _ChangeMonth:
    day = found[0].hari
    if day is None:
        return _ChangeMonth("", "", tuple(found))
    return _ChangeMonth(day.isoformat()[:7], format_date(day).partition(" ")[2], tuple(found))


@page("pustaka", Menu("Perubahan", 60), "perubahan")
def render_perubahan(situs: SiteFacts) -> Page:
    """The page perubahan/: everything that happened to all SOPs, newest first."""
    entries = situs.history.everything
    by_month = groupby(entries, key=lambda satu: satu.hari and (satu.hari.year, satu.hari.month))
    months = [_month(list(found)) for _, found in by_month]
    units = {satu.editions.sop.unit for satu in entries}
    acting = {id for satu in entries for id in satu.pelaksana}
    return make_page(
        situs,
        "perubahan.html",
        "perubahan",
        "Perubahan",
        {"search": {"exclude": True}},
        catatan=entries,
        bulan=months,
        hari=situs.proyek.hari,
        umpan=bool(entries) and any(satu.hari for satu in entries),
        umpan_unit=[
            (unit.nama, unit_feed(id))
            for id, unit in situs.proyek.instansi.unit.items()
            if any(satu.hari and satu.editions.sop.unit == id for satu in entries)
        ],
        unit=[(id, unit.nama) for id, unit in situs.proyek.instansi.unit.items() if id in units],
        pelaksana=sorted(acting, key=lambda id: place_in_list(situs.jabatan_name(id))),
        disebut=DISEBUT,
    )
