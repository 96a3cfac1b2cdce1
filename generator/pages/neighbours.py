"""What an SOP is connected with: the SOPs, forms and regulations that it names, and the SOPs that name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.data.library import Library
from generator.facts.page import path_of, url_from
from generator.facts.site_facts import SiteFacts
from generator.pages.map_svg import MapBox, MapLine, draw_map
from generator.steps.chart_table import title_of
from generator.steps.rows import diagrams, references_of

BANYAK_TETANGGA = 8
"""So many neighbours of each kind stand around an SOP on its page; its lists have all."""
_SALING = "SOP, saling merujuk"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All that an SOP names: SOPs by slug, titles of SOPs that are not in the library, forms, regulations; and the
    SOPs that name it (``dirujuk``)."""

    sop: tuple[str, ...]
    belum: tuple[str, ...]
    formulir: tuple[str, ...]
    peraturan: tuple[str, ...]
    referred_by: tuple[str, ...]


def neighbours_of(situs: SiteFacts, slug: str) -> Neighbours:
    """The neighbours of an SOP, each once, in the order in which it names them."""
    proyek = situs.proyek
    sop = proyek.sop[slug]
    named = references_of(sop)
    steps = [row.data for diagram in diagrams(sop) for row in diagram.baris]
    return Neighbours(
        _once(r.sop for r in named if r.sop in proyek.sop and r.sop != slug),
        _once(title_of(proyek, r) for r in named if r.sop not in proyek.sop),
        _once(id for step in steps for id in step.formulir if id in proyek.formulir),
        _once(id for id in sop.dasar_hukum if id in proyek.peraturan),
        tuple(other for other in situs.referred_by.get(slug, ()) if other != slug),
    )


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def ket_peraturan(proyek: Library, id: str) -> str:
    """What stands below a regulation's name in a picture."""
    return "Peraturan, dicabut" if proyek.peraturan[id].status == "dicabut" else "Peraturan"


def draw_neighbours(situs: SiteFacts, slug: str) -> str:
    """An SOP with its neighbours around it: left what it rests on and who names it, right what it names and uses."""
    proyek, near = situs.proyek, neighbours_of(situs, slug)
    left = [
        *(MapBox(f"peraturan/{id}", "peraturan", proyek.peraturan[id].short_name, f"peraturan/{id}",
                ket_peraturan(proyek, id)) for id in near.peraturan[:BANYAK_TETANGGA]),
        *(MapBox(f"dari/{other}", "sop", proyek.sop[other].judul, f"sop/{other}", "SOP, merujuk ke sini")
          for other in near.referred_by[:BANYAK_TETANGGA] if other not in near.sop),
    ]  # fmt: skip
    right = [
        *(MapBox(f"sop/{other}", "sop", proyek.sop[other].judul, f"sop/{other}",
                _SALING if other in near.referred_by else "SOP") for other in near.sop[:BANYAK_TETANGGA]),
        *(MapBox(f"belum/{title}", "belum", title, "", "belum ada di pustaka")
          for title in near.belum[:BANYAK_TETANGGA]),
        *(MapBox(f"formulir/{id}", "formulir", proyek.formulir[id].judul, f"formulir/{id}", "Formulir")
          for id in near.formulir[:BANYAK_TETANGGA]),
    ]  # fmt: skip
    if not left and not right:
        return ""
    middle = MapBox("ini", "pusat", proyek.sop[slug].judul)
    lines = [
        *(MapLine(box.id, "ini", box.jenis == "sop") for box in left),
        *(MapLine("ini", box.id, box.jenis in ("sop", "belum"), box.ket == _SALING) for box in right),
    ]
    columns = [[box.id for box in left], ["ini"], [box.id for box in right]]
    return draw_map([*left, middle, *right], lines, url_from(path_of(f"sop/{slug}")), columns)
