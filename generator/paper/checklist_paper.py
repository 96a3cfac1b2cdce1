"""Checklists on paper: the whole SOP on as few A4 pages as it needs, and one sheet for each step.

What they say comes from ``facts/print_words.py``, as it does for the pages; here it is only told where words may break.

The whole checklist fills its pages evenly and repeats its head. A step's sheet is one page: the room for notes takes
what is left; where the content needs more, the type becomes a little smaller, down to what can be read with the sheet
in one's hand. What has no room even so goes on on further pages, which say which step they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.data.library import Library
from generator.data.wording import capital
from generator.declared import paper
from generator.facts.checklist_columns import checklist_columns, time_width
from generator.facts.print_marks import print_marks
from generator.facts.print_words import (
    JUDUL_DAFTAR,
    JUDUL_LEMBAR,
    Checklist,
    ChecklistRow,
    Items,
    PrintHead,
    StepSheet,
    checklist_of,
    head_of,
    sheet_of,
)
from generator.facts.site_facts import SiteFacts
from generator.facts.step_sheet import step_needs
from generator.paper.common import PT, base_data, break_words, fold
from generator.paper.official import document_date
from generator.paper.sheet_margins import A4_PERIKSA
from generator.paper.sure_fit import surely_fits
from generator.paper.typesetting import Document, Paper, make_document
from generator.steps.resolve import ResolvedSop
from generator.text.column_fit import FittedColumns

_HURUF = 8.5 * PT
_HURUF_LEMBAR = 9.6 * PT
_KOTAK, _TEPI = 6.0, 3.0
"""A box to tick and the space beside it; what a cell leaves free on both sides together (mm)."""


@paper("edisi", 30)
def checklists(situs: SiteFacts, slug: str) -> Iterator[Paper]:
    """The checklist of a revision, and the sheets of its steps."""
    folder, sop = situs.page_key(f"sop/{slug}"), situs.sop[slug]
    whole, steps = document_checklist(situs, sop), document_steps(situs, sop)
    yield Paper(f"{folder}/daftar-periksa.pdf", whole, folder, "Daftar periksa seluruh SOP", "PDF A4")
    yield Paper(f"{folder}/lembar-langkah.pdf", steps, folder, "Lembar periksa setiap langkah", "PDF A4")


def document_checklist(situs: SiteFacts, sop: ResolvedSop) -> Document:
    """The checklist of a whole SOP, ready to be set."""
    data, label = sop.data, situs.proyek.instansi.label
    words = checklist_of(situs, sop, step_needs(situs, sop))
    columns = checklist_columns(words, _HURUF, _KOTAK, _TEPI, A4_PERIKSA.room[0])
    rows: list[dict[str, Any]] = []
    for judul, baris in words.bagian:
        rows += [{"judul": judul}] if judul else []
        rows += [_row(row, columns) for row in baris]
    third, full = A4_PERIKSA.room[0] / 3 - 4 - _KOTAK, A4_PERIKSA.room[0] - _KOTAK
    everything = {
        **_base(situs.proyek, sop, f"Daftar periksa {data.judul}"),
        "judul_daftar": JUDUL_DAFTAR,
        "kolom": columns.widths,
        "huruf": columns.scale,
        "kepala": _heads(words, columns),
        "judul_peralatan": label.peralatan,
        "peralatan": _folded(words.peralatan, third),
        "judul_peringatan": label.peringatan,
        "peringatan": _folded(words.peringatan, full),
        "catatan": _folded(words.catatan, full),
        "baris": rows,
    }
    return make_document("periksa", everything, document_date(data))


def document_steps(situs: SiteFacts, sop: ResolvedSop) -> Document:
    """The sheets of all steps, ready to be set."""
    base = _base(situs.proyek, sop, f"Lembar langkah {sop.data.judul}")
    rows = [
        {"bookmark": f"{capital(one.langkah.spoken_name)}: {one.langkah.ringkas}", **_sheet(sheet_of(situs, one))}
        for one in step_needs(situs, sop)
    ]
    everything = {
        **base,
        "judul_lembar": JUDUL_LEMBAR,
        "label": {"kelengkapan": situs.proyek.instansi.label.kelengkapan, "output": situs.proyek.instansi.label.output},
        "langkah": [{**row, "pasti_muat": surely_fits(row, base)} for row in rows],
    }
    return make_document("langkah", everything, document_date(sop.data))


def _base(proyek: Library, sop: ResolvedSop, title: str) -> dict[str, Any]:
    """What both kinds of checklists need."""
    base = base_data(proyek, sop, title)
    head = head_of(proyek, sop.slug, sop.data, print_marks(proyek.instansi, sop.slug, sop.data))
    base["cap"] = head.cap
    base["kaki"] |= {
        "tanda": head.tanda,
        "perkiraan": head.perkiraan,
        "data_per": head.age,
        "kanan": [break_words(head.sop, 60, 7.5 * PT)],
    }
    return {**base, "judul": title, "lembar": A4_PERIKSA.to_data(), "sop": _about(head)}


def _about(head: PrintHead) -> dict[str, str]:
    return {
        "judul": break_words(head.judul, 90, _HURUF, tebal=True),
        "status": head.status,
        "nomor": break_words(head.nomor, 40, _HURUF),
        "revisi": head.revisi,
        "efektif": head.efektif,
        "lanjutan": break_words(head.lanjutan, 60, _HURUF),
        "lanjutan_langkah": break_words(head.lanjutan_langkah, 60, _HURUF),
    }


def _heads(words: Checklist, columns: FittedColumns) -> list[str]:
    size = _HURUF * columns.scale
    return [
        break_words(head, width - 2, size, tebal=True) for head, width in zip(words.kepala, columns.widths, strict=True)
    ]


def _row(row: ChecklistRow, columns: FittedColumns) -> dict[str, Any]:
    """A step as a row of the whole checklist."""
    size = _HURUF * columns.scale
    number, text, prepare, produce, time, sign = (width - _TEPI for width in columns.widths)
    return {
        "judul": "",
        "no": break_words(row.no, number, size, tebal=True),
        "uraian": fold(row.uraian, text, size),
        "pelaksana": break_words(row.pelaksana, text, size, tebal=True),
        "peringatan": _folded(row.peringatan, text, size),
        "fakta": [[break_words(fact.nama, text, size, tebal=True), fold(fact.isi, text, size)] for fact in row.fakta],
        "serahkan": _folded(row.serahkan, text, size),
        "catatan": _folded(row.catatan, text, size),
        "kelengkapan": _items(row.kelengkapan, prepare - _KOTAK, size),
        "output": _items(row.output, produce - _KOTAK, size),
        "waktu": fold(row.waktu, time, size, tebal=True),
        "waktu_ket": _shared(row.waktu_ket, time, size),
        "paraf": break_words(row.paraf, sign, size),
    }


def _sheet(sheet: StepSheet) -> dict[str, Any]:
    """A step as a sheet of its own."""
    full = A4_PERIKSA.room[0]
    half = full / 2 - 4 - _KOTAK
    size, time = _HURUF_LEMBAR, time_width(sheet)
    return {
        "no": break_words(sheet.no, 22, 3.2 * size, tebal=True),
        "letak": sheet.letak,
        "uraian": fold(sheet.uraian, full - 35, 1.5 * size, tebal=True),
        "pelaksana": break_words(sheet.pelaksana, full - 40, size),
        "dari": break_words(sheet.dari, full - 40, size),
        "kelengkapan": _items(sheet.kelengkapan, half, size),
        "peralatan": _items(sheet.peralatan, half, size),
        "lebar_waktu": time,
        "waktu": fold(sheet.waktu, time - 3.6, 1.3 * size, tebal=True),
        "waktu_ket": _shared(sheet.waktu_ket, time - 3.6, size),
        "peringatan": [fold(item, full - _KOTAK, size) for item in sheet.peringatan],
        "fakta": [[fact.nama, fold(fact.isi, full - _KOTAK, size)] for fact in sheet.fakta],
        "catatan": [fold(str(note), full - _KOTAK, size) for note in sheet.catatan],
        "output": _items(sheet.output, half, size),
        "serahkan": _items(sheet.serahkan, half, size),
        "dikerjakan": break_words(sheet.dikerjakan, 66, size),
        "diterima": break_words(sheet.diterima, 66, size),
        "ke": sheet.ke,
    }


def _items(items: Items, width: float, size: float) -> dict[str, Any]:
    return {
        "butir": [{"teks": fold(b.teks, width, size), "ket": break_words(b.ket, width, size)} for b in items.butir],
        "ket": _shared(items.ket, width, size),
        "kosong": items.kosong,
    }


def _shared(ket: str, width: float, size: float) -> str:
    """With whom a value is shared, as it is printed below it."""
    return break_words(f"({ket})", width, size) if ket else ""


def _folded(texts: Iterable[object], width: float, size: float = _HURUF) -> list[Any]:
    return [fold(text if isinstance(text, str) else str(text), width, size) for text in texts]
