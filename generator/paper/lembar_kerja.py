"""The worksheets (lembar kerja identifikasi) A, B and C of an SOP, in the worksheet's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.data.blocks import list_numbers
from generator.data.library import Library
from generator.data.sop import Sop, Worksheets
from generator.declared import paper
from generator.facts.print_marks import print_marks
from generator.facts.site_facts import SiteFacts
from generator.paper.common import PT, base_data, fold, jabatan_title
from generator.paper.official import document_date
from generator.paper.sheet_margins import upright_sheet
from generator.paper.typesetting import Document, Paper, make_document
from generator.steps.resolve import ResolvedSop

_HURUF = 10 * PT
_KEPALA = 52.0
"""Width of the column of names (mm)."""


@paper("edisi", 20)
def worksheets(situs: SiteFacts, slug: str) -> Iterator[Paper]:
    """The worksheets of a revision that has any."""
    folder, sop = situs.page_key(f"sop/{slug}"), situs.sop[slug]
    if sop.data.identifikasi is not None:
        kind = f"PDF {situs.proyek.instansi.kertas}"
        document = document_lembar_kerja(situs.proyek, sop)
        yield Paper(f"{folder}/lembar-kerja.pdf", document, folder, "Lembar kerja identifikasi", kind)


def document_lembar_kerja(proyek: Library, sop: ResolvedSop) -> Document:
    """All that the worksheets say."""
    lembar = upright_sheet(proyek.instansi, print_marks(proyek.instansi, sop.slug, sop.data).qr_side)
    width = lembar.room[0] - _KEPALA - 10
    found = sop.data.identifikasi or Worksheets()
    everything = {
        **base_data(proyek, sop, f"Lembar kerja identifikasi {sop.data.judul}"),
        "lembar": lembar.to_data(),
        "lembar_kerja": [
            {"judul": f"A. Data kegiatan{_doubt(sop.data)}", "isian": _data(proyek, sop.data, found, width)},
            {"judul": "B. Identifikasi kegiatan", "isian": _activity(found, width)},
            {"judul": "C. Identifikasi langkah", "isian": _steps(found, width)},
        ],
    }
    return make_document("lembar_kerja", everything, document_date(sop.data))


def _doubt(sop: Sop) -> str:
    return " (?)" if any(k.perkiraan and k.bagian == "identifikasi" for k in sop.konfirmasi) else ""


def _data(proyek: Library, sop: Sop, found: Worksheets, width: float) -> list[dict[str, Any]]:
    answerable = found.penanggung_jawab
    return [
        _field("Judul SOP", [sop.judul], width),
        _field("Jenis kegiatan", [found.jenis.capitalize()] if found.jenis else [], width),
        _field("Penanggung jawab produk", _one(jabatan_title(proyek, answerable.produk)), width),
        _field("Penanggung jawab kegiatan", _one(jabatan_title(proyek, answerable.kegiatan)), width),
        _field("Ruang lingkup", _one(found.ruang_lingkup), width),
    ]


def _activity(found: Worksheets, width: float) -> list[dict[str, Any]]:
    return [
        _field("Judul kegiatan", _one(found.judul_kegiatan), width),
        _field("Langkah awal", found.kegiatan.awal, width),
        _field("Langkah utama", found.kegiatan.utama, width),
        _field("Langkah akhir", found.kegiatan.akhir, width),
    ]


def _steps(found: Worksheets, width: float) -> list[dict[str, Any]]:
    """The steps, counted through from the first to the last."""
    parts = (
        ("Langkah awal", found.langkah.awal), ("Langkah utama", found.langkah.utama),
        ("Langkah akhir", found.langkah.akhir),
    )  # fmt: skip
    fields, count = [], 1
    for nama, items in parts:
        fields.append(_field(nama, items, width, count))
        count = max([count - 1, *fields[-1]["nomor"]]) + 1
    return fields


def _one(text: str | None) -> list[str]:
    return [text] if text else []


def _field(nama: str, items: Sequence[str], width: float, start: int = 0) -> dict[str, Any]:
    """A row; ``start``: the number of its first item where items are counted, 0 = a single one has no number."""
    return {
        "nama": nama,
        "butir": [fold(item, width, _HURUF) for item in items],
        "mulai": start,
        "nomor": list_numbers(items, max(start, 1)),
    }
