"""Checklists on paper: the whole SOP on as few A4 pages as it needs, and one sheet for each step.

What they say comes from ``pages/print_words.py``, as it does for the pages; here it is only told where words may break.

The whole checklist fills its pages evenly and repeats its head. A step's sheet is always one page: the room for notes
takes what is left; where the content needs more, the type shrinks in steps down to half its size while the boxes keep
their size; and where even that is not enough, the sheet is reduced as a whole, as a copier does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.data.proyek import Proyek
from generator.declared import paper
from generator.flow.column_fit import FittedColumns
from generator.flow.susunan import SopTersusun
from generator.pages.cetakan import cetakan_of
from generator.pages.checklist_columns import checklist_columns, time_width
from generator.pages.lembar import lembar_of
from generator.pages.print_words import (
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
from generator.pages.situs import Konteks, Situs, make_situs
from generator.pages.tampilan import kapital
from generator.paper.dokumen import tanggal_naskah
from generator.paper.isi import PT, dasar, fold, lipat
from generator.paper.kertas import A4_PERIKSA
from generator.paper.mesin import Naskah, Paper, compile_naskah, make_naskah
from generator.paper.muat_langkah import pasti_muat

_HURUF = 8.5 * PT
_HURUF_LEMBAR = 9.6 * PT
_KOTAK, _TEPI = 6.0, 3.0
"""A box to tick and the space beside it; what a cell leaves free on both sides together (mm)."""


@paper("edisi", 30)
def checklists(situs: Situs, slug: str) -> Iterator[Paper]:
    """The checklist of a revision, and the sheets of its steps."""
    folder, sop = situs.kunci(f"sop/{slug}"), situs.sop[slug]
    whole, steps = naskah_periksa(situs, sop), naskah_langkah(situs, sop)
    yield Paper(f"{folder}/daftar-periksa.pdf", whole, folder, "Daftar periksa seluruh SOP", "PDF A4")
    yield Paper(f"{folder}/lembar-langkah.pdf", steps, folder, "Lembar periksa setiap langkah", "PDF A4")


def make_periksa(proyek: Proyek, slug: str) -> bytes:
    """The checklist of the whole SOP as PDF."""
    situs = make_situs(proyek, Konteks())
    return compile_naskah(naskah_periksa(situs, situs.sop[slug]))


def make_langkah(proyek: Proyek, slug: str, kode: str = "") -> bytes:
    """The sheet of the step ``kode`` as PDF, or the sheets of all steps in one file."""
    situs = make_situs(proyek, Konteks())
    return compile_naskah(naskah_langkah(situs, situs.sop[slug], kode))


def naskah_periksa(situs: Situs, sop: SopTersusun) -> Naskah:
    """The checklist of a whole SOP, ready to be set."""
    data, label = sop.data, situs.proyek.instansi.label
    words = checklist_of(situs, sop, lembar_of(situs, sop))
    columns = checklist_columns(words, _HURUF, _KOTAK, _TEPI, A4_PERIKSA.ruang[0])
    rows: list[dict[str, Any]] = []
    for judul, baris in words.bagian:
        rows += [{"judul": judul}] if judul else []
        rows += [_row(row, columns) for row in baris]
    third, full = A4_PERIKSA.ruang[0] / 3 - 4 - _KOTAK, A4_PERIKSA.ruang[0] - _KOTAK
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
    return make_naskah("periksa", everything, tanggal_naskah(data))


def naskah_langkah(situs: Situs, sop: SopTersusun, kode: str = "") -> Naskah:
    """The sheet of one step, or the sheets of all steps, ready to be set."""
    found = [one for one in lembar_of(situs, sop) if kode in ("", one.langkah.kode)]
    call = [kapital(one.langkah.sebutan) for one in found]
    title = f"{call[0]}, {sop.data.judul}" if kode else f"Lembar langkah {sop.data.judul}"
    base = _base(situs.proyek, sop, title)
    rows = [
        {"bookmark": f"{called}: {one.langkah.ringkas}", **_sheet(sheet_of(situs, one))}
        for called, one in zip(call, found, strict=True)
    ]
    everything = {
        **base,
        "judul_lembar": JUDUL_LEMBAR,
        "label": {"kelengkapan": situs.proyek.instansi.label.kelengkapan, "output": situs.proyek.instansi.label.output},
        "langkah": [{**row, "pasti_muat": pasti_muat(row, base)} for row in rows],
    }
    return make_naskah("langkah", everything, tanggal_naskah(sop.data))


def _base(proyek: Proyek, sop: SopTersusun, title: str) -> dict[str, Any]:
    """What both kinds of checklists need."""
    base = dasar(proyek, sop, title)
    head = head_of(proyek, sop.slug, sop.data, cetakan_of(proyek.instansi, sop.slug, sop.data))
    base["cap"] = head.cap
    base["kaki"] |= {
        "tanda": head.tanda,
        "perkiraan": head.perkiraan,
        "data_per": head.umur,
        "kanan": [lipat(head.sop, 60, 7.5 * PT)],
    }
    return {**base, "judul": title, "lembar": A4_PERIKSA.to_data(), "sop": _about(head)}


def _about(head: PrintHead) -> dict[str, str]:
    return {
        "judul": lipat(head.judul, 90, _HURUF, tebal=True),
        "status": head.status,
        "nomor": lipat(head.nomor, 40, _HURUF),
        "revisi": head.revisi,
        "efektif": head.efektif,
        "lanjutan": lipat(head.lanjutan, 60, _HURUF),
    }


def _heads(words: Checklist, columns: FittedColumns) -> list[str]:
    size = _HURUF * columns.scale
    return [lipat(head, width - 2, size, tebal=True) for head, width in zip(words.kepala, columns.widths, strict=True)]


def _row(row: ChecklistRow, columns: FittedColumns) -> dict[str, Any]:
    """A step as a row of the whole checklist."""
    size = _HURUF * columns.scale
    number, text, prepare, produce, time, sign = (width - _TEPI for width in columns.widths)
    return {
        "judul": "",
        "no": lipat(row.no, number, size, tebal=True),
        "uraian": fold(row.uraian, text, size),
        "pelaksana": lipat(row.pelaksana, text, size, tebal=True),
        "peringatan": _folded(row.peringatan, text, size),
        "fakta": [[lipat(fact.nama, text, size, tebal=True), fold(fact.isi, text, size)] for fact in row.fakta],
        "serahkan": _folded(row.serahkan, text, size),
        "catatan": _folded(row.catatan, text, size),
        "kelengkapan": _items(row.kelengkapan, prepare - _KOTAK, size),
        "output": _items(row.output, produce - _KOTAK, size),
        "waktu": fold(row.waktu, time, size, tebal=True),
        "waktu_ket": _shared(row.waktu_ket, time, size),
        "paraf": lipat(row.paraf, sign, size),
    }


def _sheet(sheet: StepSheet) -> dict[str, Any]:
    """A step as a sheet of its own."""
    full = A4_PERIKSA.ruang[0]
    half = full / 2 - 4 - _KOTAK
    size, time = _HURUF_LEMBAR, time_width(sheet)
    return {
        "no": lipat(sheet.no, 22, 3.2 * size, tebal=True),
        "letak": sheet.letak,
        "uraian": fold(sheet.uraian, full - 35, 1.5 * size, tebal=True),
        "pelaksana": lipat(sheet.pelaksana, full - 40, size),
        "dari": lipat(sheet.dari, full - 40, size),
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
        "dikerjakan": lipat(sheet.dikerjakan, 66, size),
        "diterima": lipat(sheet.diterima, 66, size),
        "ke": sheet.ke,
    }


def _items(items: Items, width: float, size: float) -> dict[str, Any]:
    return {
        "butir": [{"teks": fold(b.teks, width, size), "ket": lipat(b.ket, width, size)} for b in items.butir],
        "ket": _shared(items.ket, width, size),
        "kosong": items.kosong,
    }


def _shared(ket: str, width: float, size: float) -> str:
    """With whom a value is shared, as it is printed below it."""
    return lipat(f"({ket})", width, size) if ket else ""


def _folded(texts: Iterable[object], width: float, size: float = _HURUF) -> list[Any]:
    return [fold(str(text), width, size) for text in texts]
