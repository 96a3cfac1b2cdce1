"""The sheet "Telah membaca": who works by an SOP signs that the revision was read.

Names stand on it only where the data have them (``pegawai`` of the unit that owns the SOP); all other rows are blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.library import Library
from generator.data.wording import format_date, join_words
from generator.declared import paper
from generator.facts.print_marks import print_marks
from generator.facts.print_words import BELUM_DITETAPKAN, revision_of
from generator.facts.site_facts import SiteFacts, columns_of
from generator.paper.common import PT, base_data, break_words
from generator.paper.official import document_date
from generator.paper.sheet_margins import upright_sheet
from generator.paper.typesetting import Document, Paper, make_document
from generator.steps.resolve import ResolvedSop

_HURUF = 10 * PT
_KEPALA = 30.0
"""Width of the names in the head (mm)."""
_KOSONG = 5
"""So many blank rows stand behind the names at least: for who joins later, or is missing in the data."""
_TANPA_REVISI = "SOP ini"
KOLOM = ("No", "Nama", "Jabatan", "Tanggal", "Tanda tangan")


@paper("edisi", 40)
def read_sheets(situs: SiteFacts, slug: str) -> Iterator[Paper]:
    """The sheet of a revision."""
    folder = situs.page_key(f"sop/{slug}")
    document = document_read_sheet(situs, situs.sop[slug])
    yield Paper(f"{folder}/telah-membaca-{slug}.pdf", document, folder, "Lembar telah membaca",
                f"PDF {situs.proyek.instansi.kertas}")  # fmt: skip


def document_read_sheet(situs: SiteFacts, sop: ResolvedSop) -> Document:
    """All that the sheet says."""
    proyek, data = situs.proyek, sop.data
    sheet = upright_sheet(proyek.instansi, print_marks(proyek.instansi, sop.slug, data).qr_side)
    width = sheet.room[0] - _KEPALA - 8
    revision = f"revisi {revision_of(data)}" if data.revisi is not None or data.tanggal.revisi else _TANPA_REVISI
    who = _actors(situs, sop)
    since = format_date(data.tanggal.efektif) if data.tanggal.efektif else BELUM_DITETAPKAN
    fields = [
        ("Nama SOP", data.judul), ("Nomor", data.nomor or BELUM_DITETAPKAN),
        ("Revisi", revision_of(data)), ("Mulai berlaku", since),
        ("Unit", situs.unit_name(data.unit)), *([("Pelaksana", who)] if columns_of(sop) else []),
    ]  # fmt: skip
    everything = {
        **base_data(proyek, sop, f"Lembar telah membaca SOP {data.judul}"),
        "judul_lembar": f"Telah membaca {revision}",
        "lembar": sheet.to_data(),
        "isian": [[name, break_words(text, width, _HURUF)] for name, text in fields],
        "pernyataan": "Yang bertanda tangan di bawah ini menyatakan telah membaca SOP di atas"
        f"{'' if revision == _TANPA_REVISI else f', {revision}'}.",
        "kolom": KOLOM,
        "nama": [break_words(name, 45, _HURUF) for name in staff_of(proyek, data.unit)],
        "kosong": _KOSONG,
    }
    return make_document("telah_membaca", everything, document_date(data))


def staff_of(proyek: Library, unit: str | None) -> tuple[str, ...]:
    """The people of a unit, as far as the data name them."""
    known = proyek.instansi.unit.get(unit or "")
    return known.pegawai if known else ()


def _actors(situs: SiteFacts, sop: ResolvedSop) -> str:
    """The positions that work by the SOP: outsiders and programs sign nothing."""
    known = situs.proyek.jabatan
    ours = (id for id in columns_of(sop) if id not in known or known[id].jenis in ("jabatan", "tim"))
    return join_words(map(situs.jabatan_name, ours))
