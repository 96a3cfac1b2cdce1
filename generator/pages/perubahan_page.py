"""What changed: the page of all changes with its feed, and what an actor finds on the own page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from generator.data.base import BULAN, is_month, month_of
from generator.data.sop import EarlierRevision, Sop
from generator.data.wording import place_in_list
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
class _EarlierChange:
    """A revision from before the library, of which the SOP only says what it was. ``hari``: where that is known."""

    slug: str
    sop: Sop
    was: EarlierRevision
    hari: datetime.date | None
    jenis: str = "dahulu"


_Change: TypeAlias = HistoryEntry | _EarlierChange


def _earlier(situs: SiteFacts) -> Iterator[_EarlierChange]:
    """The revisions from before the library, of each SOP the last one first."""
    for slug, sop in situs.proyek.sop.items():
        for was in reversed(sop.riwayat):
            day = was.tanggal
            yield _EarlierChange(slug, sop, was, day if isinstance(day, datetime.date) else None)


def _when(change: _Change) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not known, which stands last."""
    if change.hari:
        return change.hari.year, change.hari.month, change.hari.day
    if isinstance(change, _EarlierChange) and is_month(change.was.tanggal):
        return *month_of(str(change.was.tanggal)), 0
    return 0, 0, 0


@dataclass(frozen=True, slots=True)
class _ChangeMonth:
    """The changes of a month: "2025-02", "Februari 2025"; of those without one, both are ""."""

    kunci: str
    nama: str
    catatan: tuple[_Change, ...]


def _month(year: int, month: int, found: Iterable[_Change]) -> _ChangeMonth:
    return _ChangeMonth(
        f"{year:04}-{month:02}" if month else "", f"{BULAN[month - 1]} {year}" if month else "", tuple(found)
    )


@page("pustaka", Menu("Perubahan", 60), "perubahan")
def render_perubahan(situs: SiteFacts) -> Page:
    """The page perubahan/: everything that happened to all SOPs, newest first, also what did before the library."""
    entries = situs.history.everything
    earlier = [*_earlier(situs)]
    changes: list[_Change] = sorted([*entries, *earlier], key=_when, reverse=True)
    months = [_month(*month, found) for month, found in groupby(changes, key=lambda change: _when(change)[:2])]
    units = {satu.editions.sop.unit for satu in entries} | {satu.sop.unit for satu in earlier}
    acting = {id for satu in entries for id in satu.pelaksana}
    return make_page(
        situs,
        "perubahan.html",
        "perubahan",
        "Perubahan",
        {"search": {"exclude": True}},
        jumlah=len(changes),
        dahulu=bool(earlier),
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
