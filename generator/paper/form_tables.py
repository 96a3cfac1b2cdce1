"""The tables and the signatures of a printed form as data of the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.data.field_kinds import TEKS_MAX
from generator.data.formulir import (
    AnswerMatrix,
    FormField,
    FormSection,
    FormTable,
    Formulir,
    SignatureBlock,
    SigningOfficer,
)
from generator.forms.numbered_columns import columns, formulas, groups, notes_below, numbers_of, row_count
from generator.forms.table_columns import EDGE, NUMBERS_TYPE, TYPE, head_of_column, table_columns
from generator.paper.common import break_words
from generator.paper.form_fields import HURUF, KECIL, boxes
from generator.paper.pdf_fields import NIP_MAX, PdfField, PdfFields
from generator.text.column_fit import longest_piece
from generator.text.measure import text_width

_PENANDA = 80.0
"""Width of a signature (mm), less where several stand side by side."""
_PENANDA_MIN, _SELA = 54.0, 8.0

Data = dict[str, Any]


def table_data(
    formulir: Formulir,
    bagian: FormSection,
    tabel: FormTable,
    width: float,
    daftar: PdfFields,
    helps: Mapping[str, Sequence[str]],
) -> Data:
    """A table: heads, row of column numbers, and every cell of every row; ``helps``: the small print by id."""
    by_id, words = columns(formulir), formulas(formulir)
    numbers = numbers_of(tabel, by_id, words)
    fitted = table_columns(tabel, numbers, width)
    widths = fitted.widths[1:] if tabel.nomor else fitted.widths
    count = row_count(formulir, tabel)
    return {
        "kolom": fitted.widths,
        "huruf": fitted.scale,
        "nomor": tabel.nomor,
        "kepala": _heads(tabel, widths, fitted.scale * TYPE),
        "angka": [
            break_words(numbers[c.id], w - 1, fitted.scale * NUMBERS_TYPE)
            for c, w in zip(tabel.kolom, widths, strict=True)
        ],
        "tinggi": tabel.tinggi,
        "baris": [_row(daftar, bagian, tabel, row, widths, fitted.scale * TYPE) for row in range(1, count + 1)],
        "catatan": [break_words(note, width, KECIL) for note in notes_below(tabel, by_id, words, helps)],
    }


def matrix_data(matriks: AnswerMatrix, width: float, where: Sequence[str], daftar: PdfFields) -> Data:
    """Statements by answers: each answer has a column as wide as the others."""
    count = len(matriks.jawaban)
    words = max(longest_piece([word], bold=True) for word in matriks.jawaban) * TYPE + 2 * EDGE + 0.4
    own = min(max(width * 0.11, words), width * 0.7 / count)
    widths = [width - own * count, *[own] * count]
    head = f"{matriks.kepala}{' *' if matriks.wajib else ''}"
    return {
        "kolom": widths,
        "kepala": [
            break_words(text, w - 2 * EDGE, TYPE, tebal=True)
            for text, w in zip((head, *matriks.jawaban), widths, strict=True)
        ],
        "baris": [
            {
                "teks": break_words(isian.label, widths[0] - 2 * EDGE, TYPE),
                "kotak": daftar.tick(isian, isian.id, where).boxes,
            }
            for isian in matriks.fields
        ],
    }


def _heads(tabel: FormTable, widths: Sequence[float], size: float) -> list[Data]:
    """Runs of columns: the head above them ("" = none) and the heads of each."""
    heads: list[Data] = []
    start = 0
    for title, run in groups(tabel):
        own = widths[start : start + len(run)]
        start += len(run)
        heads.append(
            {
                "judul": break_words(title or "", sum(own) - 2 * EDGE, size, tebal=True),
                "kolom": [
                    break_words(head_of_column(c), w - 2 * EDGE, size, tebal=True)
                    for c, w in zip(run, own, strict=True)
                ],
            }
        )
    return heads


def _row(
    daftar: PdfFields, bagian: FormSection, tabel: FormTable, row: int, widths: Sequence[float], size: float
) -> list[Data]:
    stated = tabel.isi[row - 1] if tabel.isi else {}
    printed = {c.id for c in tabel.printed_columns}
    where = [bagian.judul or "Tabel", f"baris {row}"]
    return [
        {"jenis": "teks", "ukuran": size, "teks": break_words(stated.get(c.id, ""), w - 2 * EDGE, size)}
        if c.id in printed
        else _cell(daftar, c, row, [*where, c.kelompok or ""], w)
        for c, w in zip(tabel.kolom, widths, strict=True)
    ]


def _cell(daftar: PdfFields, kolom: FormField, row: int, where: Sequence[str], width: float) -> Data:
    # What is required holds for rows that are used, so no single cell is.
    kolom = kolom.model_copy(update={"wajib": False})
    name = f"{kolom.id}.{row}"
    if not kolom.kind.value and kolom.kind.way != "kotak":
        return {"jenis": "kosong"}
    if kolom.kind.way == "kotak":
        return {"jenis": "kotak", **boxes(daftar, kolom, name, where, width - 2 * EDGE, ukuran=TYPE)}
    many = kolom.kind.value == "teks"
    return {"jenis": "isi", "banyak": many, "bidang": daftar.write(kolom, name, where, many=many)}


def signatures(blocks: Sequence[SignatureBlock], width: float, kota: str, daftar: PdfFields) -> list[Data]:
    """Rows of signatures that stand side by side, each with its lines from top to bottom."""
    most = max(1, int((width + _SELA) // (_PENANDA_MIN + _SELA)))
    rows = [blocks[start : start + most] for start in range(0, len(blocks), most)]
    size = {len(row): min(_PENANDA, (width - _SELA * (len(row) - 1)) / len(row)) for row in rows}
    return [
        {"lebar": size[len(row)], "blok": [_signature(block, size[len(row)], kota, daftar) for block in row]}
        for row in rows
    ]


def _signature(block: SignatureBlock, width: float, kota: str, daftar: PdfFields) -> list[Data]:
    """The lines of one; ``urut`` says which lines of neighbours stand on one height."""
    who = (block.sebutan or "Tanda tangan").rstrip(" ,:")

    def line(urut: str, label: str, nama: str, words: str, maks: int = TEKS_MAX) -> Data:
        own = min(text_width(label, HURUF) + 1.0, width * 0.6)
        return {
            "urut": urut,
            "label": break_words(label, width * 0.6, HURUF),
            # The lines below the signature begin below each other.
            "lebar_label": own if urut in ("tempat", "diterima") else max(17.0, own),
            "bidang": daftar.add(PdfField(f"{block.id}.{nama}", "baris", f"{who}, {words}", maks=maks)),
        }

    lines = _dates(block, kota, line)
    if block.sebutan:
        lines.append({"urut": "sebutan", "teks": break_words(block.sebutan, width, HURUF)})
    if block.pejabat:
        return lines + _officer(block.pejabat, width)
    if block.jabatan:
        lines.append(line("jabatan", "Jabatan", "jabatan", "jabatan"))
    lines.append({"urut": "ruang"})
    lines.append(line("nama", "Nama", "nama", "nama"))
    if block.pangkat:
        lines.append(line("pangkat", "Pangkat", "pangkat", "pangkat"))
    if block.nip:
        lines.append(line("nip", "NIP.", "nip", "NIP, 18 angka", NIP_MAX))
    return lines


def _dates(block: SignatureBlock, kota: str, line: Callable[[str, str, str, str], Data]) -> list[Data]:
    date = "tanggal, misalnya 31/12/2025"
    lines: list[Data] = []
    if block.tempat_tanggal and not kota:
        lines.append(line("kota", "Tempat", "tempat", "tempat"))
    if block.tempat_tanggal:
        lines.append(line("tempat", f"{kota}," if kota else "Tanggal", "tanggal", date))
    if block.tanggal:
        lines.append(line("diterima" if block.tempat_tanggal else "tempat", block.tanggal, "diterima", date))
    return lines


def _officer(pejabat: SigningOfficer, width: float) -> list[Data]:
    """Who signs, printed already: nothing of it is a field."""
    printed = (
        ("jabatan", pejabat.jabatan or ""), ("nama", pejabat.nama), ("pangkat", pejabat.pangkat or ""),
        ("nip", f"NIP. {pejabat.nip}" if pejabat.nip else ""),
    )  # fmt: skip
    lines = [
        {"urut": key, "teks": break_words(text, width, HURUF, tebal=key == "nama"), "tebal": key == "nama"}
        for key, text in printed
        if text
    ]
    return [*lines, {"urut": "ruang"}]
