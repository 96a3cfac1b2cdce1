"""The blank form as PDF: to print, and the same sheets to fill in on a computer.

Both come from one layout, in which every place to fill in is a link that names its field. ``acroform.py`` takes these
links away or turns them into fields, so a field stands exactly where the print has room for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.chart.box_text import shorten
from generator.data.formulir import FormSection, Formulir
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.paper_size import Lembar
from generator.declared import paper
from generator.facts.print_marks import PrintMarks, form_print_marks
from generator.facts.site_forms import SiteForm
from generator.forms.field_help import field_help
from generator.forms.form_sheet import FormSheet, form_sheet
from generator.paper.common import PT, break_words, code_data, letterhead
from generator.paper.form_fields import GARIS, HURUF, KECIL, FieldPlacer
from generator.paper.form_tables import matrix_data, signatures, table_data
from generator.paper.pdf_fields import PdfFields
from generator.paper.typesetting import KOSONG, Document, Paper, make_document

_BESIDE = 62.0
"""Width of a signature that stands beside fields (mm)."""
_BINGKAI, _DUA = 4.0, 8.0
"""Between a frame and what it holds, and between two columns of fields (mm)."""


@paper("formulir", 10)
def blank_forms(proyek: Library, form: SiteForm) -> Iterator[Paper]:
    """A form to print, and the same to fill in."""
    printed, fillable = document_form(proyek, form.data, form_print_marks(proyek, form))
    size = proyek.instansi.kertas
    yield Paper(f"{form.path_stem}.pdf", printed, form.kunci, "Untuk dicetak", f"PDF {size}")
    yield Paper(f"{form.path_stem}-isian.pdf", fillable, form.kunci, "Untuk diisi di komputer", f"PDF isian {size}")


def document_form(proyek: Library, formulir: Formulir, cetakan: PrintMarks) -> tuple[Document, Document]:
    """All that the form says, to print and to fill in: both say the same, the second has fields as well. ``cetakan``:
    what tells an old print of it from a new one."""
    lembar = form_sheet(proyek.instansi, formulir)
    fields = PdfFields(formulir)
    sheets = _FormBuilder(formulir, proyek.instansi, lembar, fields).sheets()
    everything = {
        "judul_pdf": formulir.judul,
        "kop": _head(proyek, formulir, lembar),
        "cap": "",
        "cap_ket": "",
        "lembar": lembar.to_data(),
        "surat": formulir.kop,
        "lembaran": sheets,
        "petunjuk": [break_words(text, lembar.room[0] - 6, KECIL) for text in formulir.petunjuk],
        "kaki": _foot(proyek, formulir, cetakan, lembar),
    }
    naskah = make_document("formulir", everything, None)
    return replace(naskah, bidang=KOSONG), replace(naskah, bidang=fields.to_json())


def _head(proyek: Library, formulir: Formulir, lembar: Lembar) -> dict[str, Any]:
    instansi = proyek.instansi
    room = lembar.room[0] - 46
    size = 14 * PT if formulir.kop else 11 * PT
    return {
        **letterhead(proyek),
        "pemerintah": break_words(instansi.pemerintah, room, size),
        "nama": break_words(instansi.nama, room, size, tebal=True),
        "alamat": [break_words(line, room, 9 * PT) for line in instansi.alamat] if formulir.kop else [],
        "judul": break_words(formulir.judul, room, 15 * PT, tebal=True),
        "nama_biasa": break_words(shorten(instansi.plain_name, 60), room / 2, HURUF),
    }


def _foot(proyek: Library, formulir: Formulir, cetakan: PrintMarks, lembar: FormSheet) -> dict[str, Any]:
    third = lembar.room[0] / 3
    required = [field.wajib for _, field in formulir.isian()]
    required += [c.wajib for _, tabel in formulir.tabel() for c in tabel.kolom]
    words = (shorten(formulir.kaki or "", 100), shorten(formulir.judul, 60), cetakan.age)
    return {
        **code_data(cetakan),
        "sisi_di_kaki": lembar.code_in_foot(cetakan.qr_side),
        "situs": break_words(shorten(proyek.instansi.nama_situs, 60), third, 7.5 * PT),
        "kanan": [break_words(text, third, 7.5 * PT) for text in words if text],
        "wajib": any(required),
    }


class _FormBuilder:
    """Turns the sections into data of the template."""

    def __init__(self, formulir: Formulir, instansi: Instansi, lembar: Lembar, fields: PdfFields) -> None:
        self._formulir = formulir
        self._kota = instansi.tempat or ""
        self._fields = fields
        self._lebar, tinggi = lembar.room
        lines = int((tinggi - 45) // GARIS)
        self._helps = helps = field_help(formulir)
        self._isian = FieldPlacer(fields, instansi, helps.isian, lines)

    def sheets(self) -> list[dict[str, Any]]:
        """The sheets that the form itself asks for; each can fill several pages."""
        sheets: list[dict[str, Any]] = []
        for bagian, blocks in _joined(self._formulir):
            if bagian.lembar_baru or not sheets:
                sheets.append({"bagian": [], "bersambung": False})
            sheets[-1]["bagian"].append(self._section(bagian, blocks))
            sheets[-1]["bersambung"] |= bool(bagian.tabel and bagian.tabel.sambungan and bagian.tabel.nomor)
        return sheets

    def _section(self, bagian: FormSection, blocks: FormSection) -> dict[str, Any]:
        width = self._lebar - 2 * _BINGKAI if bagian.bingkai else self._lebar
        half = (width - _DUA) / 2 if bagian.kanan else width
        where = [bagian.judul or ""]
        sides = [bagian.isian, bagian.kanan] if bagian.kanan else [bagian.isian]
        tanda = blocks.tanda_tangan
        beside = _BESIDE if bagian.samping else 0.0
        if beside:
            half = width - beside - _DUA
        when = self._helps.bagian.get(self._formulir.bagian.index(bagian), "")
        table = bagian.tabel and table_data(
            self._formulir, bagian, bagian.tabel, width, self._fields, self._helps.isian
        )  # fmt: skip
        return {
            "judul": break_words(bagian.judul or "", width, 11 * PT, tebal=True),
            "syarat": break_words(when, width, KECIL),
            "teks": [break_words(text, width, HURUF) for text in bagian.teks],
            "bingkai": bagian.bingkai,
            "kolom": [self._isian.rows(fields, half, where) for fields in sides],
            "matriks": matrix_data(bagian.matriks, width, where, self._fields) if bagian.matriks else None,
            "tabel": table,
            "samping": beside,
            "tanda_tangan": signatures(tanda, beside or width, self._kota, self._fields),
        }


def _joined(formulir: Formulir) -> Iterator[tuple[FormSection, FormSection]]:
    """Each section with the one whose signatures close it: itself, or the next if that has signatures only."""
    sections = list(formulir.bagian)
    while sections:
        bagian = sections.pop(0)
        after = sections[0] if sections else None
        if not bagian.tanda_tangan and not bagian.bingkai and after is not None and _only_signatures(after):
            yield bagian, sections.pop(0)
        else:
            yield bagian, bagian


def _only_signatures(bagian: FormSection) -> bool:
    content = (bagian.judul, bagian.bila, bagian.teks, bagian.fields, bagian.tabel, bagian.bingkai, bagian.lembar_baru)
    return bool(bagian.tanda_tangan) and not any(content)
