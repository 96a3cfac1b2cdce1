"""The feeds of changes: of all SOPs, of each unit, of each actor; where they stand, and what they tell.

A feed is there once something in it has a day. Its address depends on its unit or actor alone, so that a page made from
a slice of the library can name the feed that the whole library makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.instansi import Unit
from generator.data.library import Library
from generator.facts.page import asset_from, path_of
from generator.facts.site_facts import SiteFacts
from generator.revisions.history import History, HistoryEntry
from generator.revisions.in_force import every_slug

WHOLE = "perubahan/perubahan.atom"
"""The path in the site of the feed of everything."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``path``, ``page``: where it stands in the site, and the page that says the same; ``name``: what tells it
    from the agency's others, "" = it is the whole; ``entries``: what happened, newest first, each on a day."""

    path: str
    title: str
    page: str
    name: str
    entries: tuple[HistoryEntry, ...]


def feeds_of(history: History) -> Iterator[Feed]:
    """Every feed that has something to tell, that of everything first."""
    proyek, everything = history.proyek, tuple(entry for entry in history.everything if entry.hari)
    by_unit: dict[str | None, list[HistoryEntry]] = {}
    by_actor: dict[str, list[HistoryEntry]] = {}
    for entry in everything:
        by_unit.setdefault(entry.editions.sop.unit, []).append(entry)
        for id in entry.pelaksana:
            by_actor.setdefault(id, []).append(entry)
    found = [Feed(WHOLE, title_of_all(proyek), "perubahan/index.html", "", everything)]
    for id, unit in proyek.instansi.unit.items():
        page = f"perubahan/index.html?unit={id}"
        found.append(Feed(unit_feed(id), title_of_unit(unit), page, f"unit/{id}", tuple(by_unit.get(id, ()))))
    for id, jabatan in proyek.jabatan.items():
        page, title = f"pelaksana/{id}/index.html", f"Perubahan bagi {jabatan.nama}"
        found.append(Feed(actor_feed(id), title, page, f"pelaksana/{id}", tuple(by_actor.get(id, ()))))
    yield from (feed for feed in found if feed.entries)


def feeds_of_every_page(proyek: Library, top: str = "") -> list[dict[str, str]]:
    """What the frame of every page says of the feed of everything, as mkdocs.yml has it; empty without that feed.
    ``top``: the folder of the agency's site."""
    history = History(proyek)
    if not any(entry.hari for slug in every_slug(proyek) for entry in history.catatan(slug)):
        return []
    return [{"alamat": f"{top}{WHOLE}", "judul": title_of_all(proyek)}]


def unit_feed(id: str) -> str:
    """The path of the feed of a unit."""
    return f"perubahan/unit/{id}.atom"


def actor_feed(id: str) -> str:
    """The path of the feed of an actor."""
    return f"pelaksana/{id}/perubahan.atom"


def title_of_all(proyek: Library) -> str:
    """The title of the feed of everything."""
    return f"Perubahan SOP {proyek.instansi.plain_name}"


def title_of_unit(unit: Unit) -> str:
    """The title of the feed of a unit."""
    return f"Perubahan SOP {unit.nama}"


def named_for_unit(situs: SiteFacts, id: str | None, key: str, entries: Iterable[HistoryEntry]) -> dict[str, str]:
    """What the head of the page ``key`` says of the feed of a unit; empty where none of ``entries``, which the page
    knows, stands in it."""
    unit = situs.today.instansi.unit.get(id or "")
    if id is None or unit is None or not any(e.hari and e.editions.sop.unit == id for e in entries):
        return {}
    return {"umpan": asset_from(path_of(key))(unit_feed(id)), "judul_umpan": title_of_unit(unit)}


def named_for_actor(situs: SiteFacts, id: str) -> dict[str, str]:
    """The same for the page of an actor. Its title is that of the page, so that all of them share a frame."""
    if id not in situs.proyek.jabatan or not any(e.hari and id in e.pelaksana for e in situs.history.everything):
        return {}
    return {"umpan": asset_from(path_of(f"pelaksana/{id}"))(actor_feed(id))}
