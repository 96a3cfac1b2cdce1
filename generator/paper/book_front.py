"""A book of official documents: its cover, its contents with page numbers, and the numbers laid over its pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.print_words import BELUM_DITETAPKAN, revision_of
from generator.paper.common import PT, break_words, letterhead
from generator.paper.sheet_margins import upright_sheet
from generator.paper.typesetting import Document, make_document

TUJUAN = "buku:"
"""How the address of a link in the contents begins; behind it stands the place of the document in the book."""
NOMOR_MM = (60.0, 4.0)
"""Width and height of the mark that bears a page number."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A document in a book: whose it is, the name of its unit ("" = the agency), and how many pages it has."""

    sop: Sop
    unit: str
    pages: int


def document_front(proyek: Library, entries: Sequence[BookEntry], scope: str, day: datetime.date) -> Document:
    """Cover and contents of the book of ``entries``, in the order given: those of a unit stand together. ``scope``:
    whose SOPs they are; ``day``: on which they are in force."""
    sheet, agency = upright_sheet(proyek.instansi, 0), proyek.instansi
    width = sheet.room[0] - 28
    starts = [1, *accumulate((entry.pages for entry in entries), initial=1)][1:]
    rows = [
        (entry.unit, {
            "no": str(place + 1),
            "judul": break_words(entry.sop.judul, width, 10 * PT, tebal=True),
            "ket": break_words(_about(entry.sop), width, 8 * PT),
            "halaman": str(starts[place]),
            "tujuan": f"{TUJUAN}{place}",
        })
        for place, entry in enumerate(entries)
    ]  # fmt: skip
    groups = [(unit, [row for _, row in its]) for unit, its in groupby(rows, key=lambda row: row[0])]
    total, state = sum(entry.pages for entry in entries), f"Berlaku pada {format_date(day)}"
    everything = {
        "judul_pdf": f"Buku SOP {scope}, {state[0].lower()}{state[1:]}",
        "kop": letterhead(proyek)
        | {
            "pemerintah": break_words(agency.pemerintah, 130, 14 * PT),
            "nama": break_words(agency.nama, 130, 16 * PT, tebal=True),
        },
        "cap": "",
        "cap_ket": "",
        "lembar": sheet.to_data(),
        "cakupan": break_words(scope, sheet.room[0], 14 * PT),
        "keadaan": state,
        "jumlah": f"{len(entries)} SOP, {total} halaman dokumen",
        "peringatan": _warning(proyek),
        "kaki": {"qr": b"", "sisi_qr": 0, "tanpa_qr": ""},
        "kaki_buku": break_words(f"Buku SOP {scope} · {state}", width, 7.5 * PT),
        "bagian": [{"judul": unit if len(groups) > 1 else "", "butir": its} for unit, its in groups],
    }
    return make_document("buku", everything, day)


def document_numbers(pages: int, day: datetime.date) -> Document:
    """The numbers of all pages, one on each page of the document."""
    width, height = NOMOR_MM
    numbers = [f"Halaman buku {number} dari {pages}" for number in range(1, pages + 1)]
    return make_document("nomor_buku", {"lebar": width, "tinggi": height, "nomor": numbers}, day)


def _about(sop: Sop) -> str:
    since = f"berlaku mulai {format_date(sop.tanggal.efektif)}" if sop.tanggal.efektif else ""
    ends = f"dicabut mulai {format_date(sop.pencabutan.tanggal)}" if sop.pencabutan else ""
    words = (f"Nomor {sop.nomor or BELUM_DITETAPKAN}", f"revisi {revision_of(sop)}", since, ends)
    return " · ".join(filter(None, words))


def _warning(proyek: Library) -> str:
    """What the book is worth later."""
    words = "Salinan cetak tidak terkendali. Buku ini memuat SOP yang berlaku pada hari itu; sesudahnya dapat berubah."
    check = " Pindai kode QR pada lembarnya untuk memeriksa apakah SOP itu masih berlaku."
    return words + (check if proyek.instansi.alamat_situs else "")
