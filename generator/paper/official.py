"""The official document of an SOP: the identity page as the standard lays it out, then the charts."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from generator.chart.paper_type import LEAST_TYPE, PT
from generator.data.library import Library
from generator.data.paper_size import Lembar
from generator.data.sop import Sop
from generator.declared import paper
from generator.facts.print_marks import print_marks
from generator.facts.site_facts import SiteFacts
from generator.paper.carried_data import carried_data
from generator.paper.chart_paper import bagan_data
from generator.paper.common import base_data
from generator.paper.identity_block import identitas_data
from generator.paper.sheet_margins import lying_sheet, upright_sheet
from generator.paper.typesetting import Document, Paper, make_document
from generator.steps.resolve import ResolvedSop

_SIZES_OF_ONE = (9.5, 9, 8.5, 8)
"""Type sizes of the identity tried where it shares its sheet with the chart (pt)."""
_BETWEEN, _LEAST_CHART = 6.0, 45.0
"""Between the identity and the chart, and the least height that a chart takes (mm)."""
_DIGAMBAR = {"langkah.pelaksana", "langkah.alur"}
"""Assumptions that the drawing itself shows."""


@paper("edisi", 10)
def official(situs: SiteFacts, slug: str) -> Iterator[Paper]:
    """The official document of a revision."""
    folder = situs.page_key(f"sop/{slug}")
    document = document_official(situs.proyek, situs.sop[slug])
    yield Paper(f"{folder}/{slug}.pdf", document, folder, "Dokumen resmi", f"PDF {situs.proyek.instansi.kertas}")


def document_date(sop: Sop) -> datetime.date | None:
    """The date that stands for the document: when it took effect, else was revised, else made."""
    return sop.tanggal.day_of_effect or sop.tanggal.day_of_revision or sop.tanggal.day_of_making


def document_official(proyek: Library, sop: ResolvedSop) -> Document:
    """All that the official document says, with the geometry of its charts."""
    data, instansi = sop.data, proyek.instansi
    code = print_marks(instansi, sop.slug, data).qr_side
    upright, lying = upright_sheet(instansi, code), lying_sheet(instansi, code)
    notes = {k.kode: [n.bagian for n in k.konfirmasi if n.perkiraan] for k in sop.langkah}
    ragu = {kode for kode, parts in notes.items() if set(parts) - _DIGAMBAR}
    signed = data.status in ("berlaku", "dicabut")
    everything = {
        **base_data(proyek, sop, f"SOP {data.judul}"),
        "tegak": upright.to_data(),
        "mendatar": lying.to_data(),
        "elektronik": instansi.tanda_tangan == "elektronik",
        # A draft is not signed yet: the words would be untrue.
        "kaki_elektronik": _sentence(instansi.kaki_elektronik)
        if signed and instansi.tanda_tangan == "elektronik"
        else "",
        "tempat_logo": instansi.logo_place.replace(" ", "\n"),
        "satu": _one_sheet(proyek, sop, (lying, upright), ragu),
        "identitas": identitas_data(proyek, sop.slug, data, upright),
        "prosedur": [
            bagan_data(prosedur.bagan, _title(sop, index), lying.room, ragu)
            for index, prosedur in enumerate(sop.prosedur)
        ],
    }
    document = make_document("dokumen", everything, document_date(data))
    return replace(document, lampiran=carried_data(proyek, sop.slug, data))


def _one_sheet(
    proyek: Library, sop: ResolvedSop, sheets: tuple[Lembar, Lembar], ragu: Collection[str]
) -> dict[str, Any] | None:
    """The sheet of an agency whose short SOPs are one: identity above, chart below, both in type that can be read; the
    first of these that has room for them. None where neither has, or nobody asked for it."""
    if proyek.instansi.halaman != "satu" or len(sop.prosedur) != 1:
        return None
    for sheet in sheets:
        width, height = sheet.room
        for points in _SIZES_OF_ONE:
            identity = identitas_data(proyek, sop.slug, sop.data, sheet, points)
            room = height - identity["tinggi"] - _BETWEEN
            if room < _LEAST_CHART:
                continue
            chart = bagan_data(sop.prosedur[0].bagan, _title(sop, 0), (width, room), ragu)
            if len(chart["lembar"]) == 1 and chart["lembar"][0]["huruf"] >= LEAST_TYPE * PT - 0.001:
                return {"lembar": sheet.to_data(), "identitas": identity, "prosedur": chart}
    return None


def _sentence(text: str | None) -> str:
    """A text that ends as a sentence does."""
    text = (text or "").rstrip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _title(sop: ResolvedSop, index: int) -> str:
    """The title above a chart, in capitals; one that says that it is an SOP needs no other word, nor does one of an
    agency that sets none before it."""
    judul = sop.prosedur[index].judul.upper()
    own = sop.data.prosedur[index].tabel if sop.data.prosedur else None
    if sop.data.tabel.tanpa_kata_prosedur or (own and own.tanpa_kata_prosedur):
        return judul
    if len(sop.prosedur) > 1:
        return f"PROSEDUR {index + 1}: {judul}"
    return judul if judul.startswith(("SOP ", "PROSEDUR ")) else f"PROSEDUR: {judul}"
