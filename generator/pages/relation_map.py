"""The map: what belongs together. Units and the references between them; in each unit its SOPs, forms, regulations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from generator.declared import Menu, page
from generator.facts.feeds import named_for_unit
from generator.facts.page import Page, path_of, url_from
from generator.facts.site_facts import SiteFacts
from generator.pages.map_svg import MapBox, MapLine, draw_map
from generator.pages.neighbours import ket_peraturan, neighbours_of
from generator.pages.render import make_page

TANPA_UNIT = "tanpa-unit"
BANYAK_KOTAK = 30
"""So many boxes with lines among them can still be read in one picture."""
BANYAK_KOLOM = 8
"""So many forms, and so many regulations, stand beside the SOPs of a unit: those that most of them share."""
BANYAK_GARIS_UNIT = 40
"""So many links between units are drawn, the strongest first."""


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit with its SOPs; ``kunci``: the last part of its page's address."""

    kunci: str
    nama: str
    sop: tuple[str, ...]


class RelationMap:
    """What is known about the neighbours of all SOPs."""

    def __init__(self, situs: SiteFacts) -> None:
        self.situs = situs
        self.tetangga = {slug: neighbours_of(situs, slug) for slug in situs.proyek.sop}
        self.judul = {slug: sop.judul for slug, sop in situs.proyek.sop.items()}
        self.judul_formulir = {id: form.judul for id, form in situs.proyek.formulir.items()}
        self.judul_peraturan = {id: law.short_name for id, law in situs.proyek.peraturan.items()}

    @cached_property
    def by_unit(self) -> tuple[UnitGroup, ...]:
        """The units that have SOPs, in the order of instansi.yml; what has no unit comes last."""
        proyek = self.situs.proyek
        members: dict[str | None, list[str]] = {id: [] for id in proyek.instansi.unit}
        for slug, sop in proyek.sop.items():
            members.setdefault(sop.unit, []).append(slug)
        free = TANPA_UNIT + "-" * (TANPA_UNIT in members)  # no id ends like this
        units = [(id or free, id, slugs) for id, slugs in members.items() if slugs]
        units.sort(key=lambda unit: unit[1] is None)
        return tuple(UnitGroup(key, self.situs.unit_name(id) or "Tanpa unit", tuple(slugs)) for key, id, slugs in units)

    @cached_property
    def unit_of(self) -> dict[str, UnitGroup]:
        """The unit of each SOP."""
        return {slug: group for group in self.by_unit for slug in group.sop}

    @cached_property
    def between_units(self) -> dict[tuple[str, str], int]:
        """How often SOPs of one unit name SOPs of another, both by key."""
        found: Counter[tuple[str, str]] = Counter()
        for slug, near in self.tetangga.items():
            for other in near.sop:
                ends = self.unit_of[slug].kunci, self.unit_of[other].kunci
                if ends[0] != ends[1]:
                    found[ends] += 1
        return dict(found)

    @cached_property
    def only_named(self) -> dict[str, list[str]]:
        """SOPs that are only named: title -> the SOPs that name them, by title in alphabetical order."""
        found: dict[str, list[str]] = {}
        for slug, near in self.tetangga.items():
            for title in near.belum:
                found.setdefault(title, []).append(slug)
        return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


@page("pustaka", Menu("Peta SOP", 20, below="Daftar SOP"), "peta")
def render_map(situs: SiteFacts) -> list[Page]:
    """The page peta/, and where there are several units one for each of them."""
    peta = RelationMap(situs)
    several = len(peta.by_unit) > 1
    pages = [_render_units(peta) if several else _render_unit(peta, peta.by_unit[0] if peta.by_unit else None, "peta")]
    return pages + [_render_unit(peta, group, f"peta/{group.kunci}") for group in peta.by_unit if several]


def _render_units(peta: RelationMap) -> Page:
    key = "peta"
    both_ways: Counter[tuple[str, ...]] = Counter()
    for ends, count in peta.between_units.items():
        both_ways[tuple(sorted(ends))] += count
    links = sorted(both_ways.items(), key=lambda item: -item[1])
    drawn = links[:BANYAK_GARIS_UNIT]
    picture = draw_map(
        [MapBox(g.kunci, "unit", g.nama, f"peta/{g.kunci}", f"{len(g.sop)} SOP") for g in peta.by_unit],
        [MapLine(dari, ke, jumlah=count) for (dari, ke), count in drawn],
        url_from(path_of(key)),
    )
    return make_page(
        peta.situs,
        "peta.html",
        key,
        "Peta SOP",
        peta=peta,
        gambar=picture,
        hubungan={
            g.kunci: [
                (o, peta.between_units[ends])
                for o in peta.by_unit
                if (ends := (g.kunci, o.kunci)) in peta.between_units
            ]
            for g in peta.by_unit
        },
        digambar=len(drawn),
        semua=len(links),
    )


def _render_unit(peta: RelationMap, group: UnitGroup | None, key: str) -> Page:
    members = group.sop if group else ()
    references, left_out = _reference_picture(peta, members, key)
    shared, more = _shared_picture(peta, members, key)
    feed = named_for_unit(peta.situs, group.kunci if group else None, key, peta.situs.history.everything)
    return make_page(
        peta.situs,
        "peta_unit.html",
        key,
        f"Peta SOP: {group.nama}" if group and key != "peta" else "Peta SOP",
        feed,
        umpan=feed.get("umpan"),
        peta=peta,
        kelompok=group,
        anggota=members,
        sendiri=key == "peta",
        gambar_rujukan=references,
        ket_rujukan=left_out,
        gambar_bersama=shared,
        ket_bersama=more,
    )


def _reference_picture(peta: RelationMap, members: tuple[str, ...], key: str) -> tuple[str, str]:
    """Which SOPs name which, and what had to be left out so that the picture can be read.

    SOPs of other units stand there one by one; where that makes too many boxes, as their units; then not at all.
    """
    words = {
        "sop": "",
        "unit": "SOP unit lain digambar sebagai unitnya.",
        "dalam": f"Gambar memuat rujukan di dalam unit ini, paling banyak {BANYAK_KOTAK} SOP; semua ada pada daftar.",
    }
    tries = ((said, *_references_at(peta, members, level)) for level, said in words.items())
    said, boxes, lines = next(found for found in tries if len(found[1]) <= BANYAK_KOTAK or found[0] == words["dalam"])
    ends = Counter(end for line in lines for end in (line.dari, line.ke))
    boxes = sorted(boxes, key=lambda box: -ends[box.id])[:BANYAK_KOTAK]
    return draw_map(boxes, lines, url_from(path_of(key))), said


def _references_at(peta: RelationMap, members: tuple[str, ...], level: str) -> tuple[list[MapBox], list[MapLine]]:
    boxes: dict[str, MapBox] = {}
    lines: Counter[tuple[str, str]] = Counter()
    inside = set(members)

    @cache
    def box_of(slug: str) -> str:
        group = peta.unit_of[slug]
        if slug in inside or level == "sop":
            title = peta.situs.proyek.sop[slug].judul
            own = slug in inside
            box = MapBox(f"sop/{slug}", "sop" if own else "luar", title, f"sop/{slug}", "" if own else group.nama)
        else:
            box = MapBox(f"unit/{group.kunci}", "luar", group.nama, f"peta/{group.kunci}", "unit lain")
        boxes.setdefault(box.id, box)
        return box.id

    for slug in members:
        near = peta.tetangga[slug]
        pairs = [(slug, other) for other in near.sop] + [
            (other, slug) for other in near.referred_by if other not in inside
        ]
        for dari, ke in pairs:
            if level != "dalam" or (dari in inside and ke in inside):
                lines[box_of(dari), box_of(ke)] += 1
        for title in near.belum if level != "dalam" else ():
            boxes.setdefault(f"belum/{title}", MapBox(f"belum/{title}", "belum", title, "", "belum ada di pustaka"))
            lines[box_of(slug), f"belum/{title}"] += 1
    return list(boxes.values()), [
        MapLine(dari, ke, True, (ke, dari) in lines, count + lines.get((ke, dari), 0) if level == "unit" else 1)
        for (dari, ke), count in lines.items()
        if (ke, dari) not in lines or dari < ke
    ]


def _shared_picture(peta: RelationMap, members: tuple[str, ...], key: str) -> tuple[str, str]:
    """Forms and regulations that several SOPs of a unit share, beside these SOPs; and what was left out."""
    proyek = peta.situs.proyek
    laws = Counter(id for slug in members for id in peta.tetangga[slug].peraturan)
    forms = Counter(id for slug in members for id in peta.tetangga[slug].formulir)
    law_ids, form_ids = _shared(laws), _shared(forms)
    shown = law_ids[:BANYAK_KOLOM], form_ids[:BANYAK_KOLOM]
    lines = [
        MapLine(f"peraturan/{id}", f"sop/{s}") for s in members for id in peta.tetangga[s].peraturan if id in shown[0]
    ]
    lines += [
        MapLine(f"sop/{s}", f"formulir/{id}") for s in members for id in peta.tetangga[s].formulir if id in shown[1]
    ]
    touched = {end for line in lines for end in (line.dari, line.ke)}
    sops = [slug for slug in members if f"sop/{slug}" in touched]
    boxes = [
        *(MapBox(f"peraturan/{id}", "peraturan", proyek.peraturan[id].short_name, f"peraturan/{id}",
                ket_peraturan(proyek, id)) for id in shown[0]),
        *(MapBox(f"sop/{slug}", "sop", proyek.sop[slug].judul, f"sop/{slug}") for slug in sops),
        *(MapBox(f"formulir/{id}", "formulir", proyek.formulir[id].judul, f"formulir/{id}", "Formulir")
          for id in shown[1]),
    ]  # fmt: skip
    columns = [[box.id for box in boxes if box.id.startswith(kind)] for kind in ("peraturan/", "sop/", "formulir/")]
    hidden = len(law_ids) + len(form_ids) - len(shown[0]) - len(shown[1])
    said = f"Gambar memuat yang dipakai paling banyak SOP; {hidden} lainnya ada pada daftar." if hidden else ""
    return draw_map(boxes, lines, url_from(path_of(key)), columns), said


def _shared(uses: Counter[str]) -> list[str]:
    """What at least two use, most used first."""
    return [id for id, count in sorted(uses.items(), key=lambda item: -item[1]) if count > 1]
