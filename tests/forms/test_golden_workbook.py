"""One form with everything, and all that its files for filling in say, in words that a person can read and compare.

The golden files hold layout and looks, which no rule says in a sentence; the rules have tests of their own.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from generator.forms import csv_heads, form_html, form_schema, xlsform, xlsx
from tests.support.sample_forms import agency, make
from tests.support.tools import assert_golden

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
NUMBERS = [
    {"id": "banyak", "label": "Banyak", "jenis": "angka", "kelompok": "Barang", "wajib": "ya"},
    {"id": "harga", "label": "Harga", "jenis": "angka", "kelompok": "Barang", "satuan": "Rp", "lebar": 35},
    {"id": "nilai", "label": "Nilai", "jenis": "rumus", "rumus": "banyak * harga", "satuan": "Rp"},
    {
        "id": "bagian", "label": "Bagian", "jenis": "rumus", "satuan": "%",
        "rumus": "jika(jumlah(nilai) > 0, nilai / jumlah(nilai) * 100, 0)",
    },
]  # fmt: skip
EVERYTHING = make(
    {
        "judul": "Keterangan umum",
        "teks": ["Isi dengan huruf cetak.", "Yang bertanda bintang " + "harus diisi dengan lengkap dan benar " * 6],
        "isian": [
            {"id": "nama", "label": "Nama", "wajib": "ya", "petunjuk": "Tanpa gelar."},
            {"id": "pagu", "label": "Pagu", "jenis": "angka", "satuan": "Rp"},
            {"id": "hari", "label": "Hari", "jenis": "tanggal", "wajib": "ya"},
            {"id": "pukul", "label": "Pukul", "jenis": "jam"},
            {"id": "sifat", "label": "Sifat", "jenis": "pilihan", "pilihan": ["biasa", "segera"], "wajib": "ya"},
            {"id": "asal", "label": "Asal", "jenis": "pilihan", "pilihan": ["dinas"], "lainnya": "ya"},
            {"id": "setuju", "label": "Setuju", "jenis": "centang"},
            {"id": "syarat", "label": "Syarat", "jenis": "centang", "pilihan": ["KTP", "KK"], "lainnya": "ya"},
            {"id": "catatan", "label": "Catatan", "jenis": "paragraf", "baris": 3},
            {"id": "sisa", "label": "Sisa", "jenis": "rumus", "rumus": "pagu - jumlah(nilai)", "satuan": "Rp"},
            {"id": "paraf", "label": "Paraf", "jenis": "tanda tangan"},
        ],
    },
    {
        "isian": [{"id": "kiri", "label": "Kiri"}, {"id": "kiri2", "label": "Kiri bawah", "jenis": "paragraf"}],
        "kanan": [{"id": "kanan", "label": "Kanan", "petunjuk": "Di sebelahnya."}],
    },
    {"tabel": {"id": "barang", "baris": 3, "kolom": [{"id": "apa", "label": "Nama barang"}, *NUMBERS]}},
    {
        "lembar_baru": "ya",
        "tabel": {
            "id": "lanjutan", "sambungan": "barang", "tinggi": 12,
            "kolom": [
                {"id": "kondisi", "label": "Kondisi", "jenis": "pilihan", "pilihan": ["baik", "rusak"]},
                {"id": "ada", "label": "Ada", "jenis": "centang"},
                {"id": "macam", "label": "Macam", "jenis": "centang", "pilihan": ["a", "b"], "petunjuk": "Boleh dua."},
                {"id": "tanda", "label": "Tanda tangan", "jenis": "tanda tangan"},
            ],
        },
    },
    {
        "tabel": {
            "id": "tercetak", "nomor": "tidak", "isi": [{"ruang": "Loket"}, {"ruang": "Gudang"}],
            "kolom": [{"id": "ruang", "label": "Ruang"}, {"id": "lihat", "label": "Dilihat", "jenis": "tanggal"}],
        },
        "tanda_tangan": [
            {"id": "penerima", "sebutan": "Penerima,", "tanggal": "Diterima tanggal"},
            {"id": "pejabat", "sebutan": "Kepala,", "jabatan": "ya", "pangkat": "ya", "tempat_tanggal": "ya"},
            {"id": "saksi", "nip": "tidak"},
            {"id": "saksi2", "sebutan": "Saksi kedua,"},
        ],
    },
    judul="Formulir Segala Isian", keterangan="Untuk uji.", kop="ya", kaki="Lampiran SOP Uji",
    petunjuk=["Baca dahulu.", "Kirim kembali."],
)  # fmt: skip
OFFICE = agency(alamat=["Jalan Contoh 1", "Telepon 123"], tempat="Contohan")


def test_the_workbook() -> None:
    book = load_workbook(io.BytesIO(xlsx.write(EVERYTHING, OFFICE)))
    lines = [f"{name}: {defined.attr_text}" for name, defined in sorted(book.defined_names.items())]
    for sheet in book.worksheets:
        lines += ["", f"== {sheet.title} ({sheet.sheet_state})", *sheet_lines(sheet)]
    assert_golden(GOLDEN / "segala.xlsx.txt", "\n".join(lines) + "\n")


def sheet_lines(sheet: Worksheet) -> Iterator[str]:
    """All that stands on a worksheet and how it looks, a line each."""
    setup, margins = sheet.page_setup, sheet.page_margins
    yield f"paper {setup.paperSize} {setup.orientation} {setup.fitToWidth}x{setup.fitToHeight} {sheet.print_area}"
    sides = ("left", "right", "top", "bottom", "footer")
    inches = [round(getattr(margins, side), 3) for side in sides]
    yield f"margins {inches} centred {sheet.print_options.horizontalCentered}"
    yield f"head {sheet.print_title_rows} foot {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}"
    view = sheet.sheet_view
    yield f"view {view.showGridLines} {view.zoomScale} {sheet.freeze_panes} at {selected(sheet)}"
    locked = sheet.protection
    yield f"protection {locked.sheet} {locked.selectLockedCells} {locked.formatRows} {locked.formatColumns}"
    yield f"columns {column_widths(sheet)}"
    heights = ((row, value.height) for row, value in sorted(sheet.row_dimensions.items()) if value.height)
    yield f"rows {' '.join(f'{row}:{height:.2f}' for row, height in heights)}"
    yield f"merged {' '.join(sorted(str(area) for area in sheet.merged_cells.ranges))}"
    for rule in sheet.data_validations.dataValidation:
        limits = [
            rule.type,
            rule.operator,
            rule.formula1,
            rule.formula2,
            "blank" if rule.allow_blank else "never blank",
        ]
        words = [
            rule.promptTitle,
            rule.prompt,
            rule.errorTitle,
            rule.error,
            rule.showErrorMessage,
            rule.showInputMessage,
        ]
        yield f"rule {rule.sqref} {limits} {words}"
    for area in sheet.conditional_formatting:
        yield f"colour {area.sqref} {[(r.type, r.formula, r.dxf.fill.bgColor.rgb) for r in area.rules]}"
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and (cell.value is not None or cell.has_style):
                yield f"{cell.coordinate} {cell.value!r} {look(cell)}"


def column_widths(sheet: Worksheet) -> str:
    widths = sorted((value.min, value.max, round(value.width, 2)) for value in sheet.column_dimensions.values())
    return " ".join(f"{first}-{last}:{width}" for first, last, width in widths)


def selected(sheet: Worksheet) -> str:
    """The cell that is chosen when the worksheet is opened."""
    return " ".join(str(place.activeCell) for place in sheet.sheet_view.selection)


def look(cell: Any) -> str:
    """How a cell looks, where it differs from plain letters."""
    font, edges, align = cell.font, cell.border, cell.alignment
    parts = [f"{font.name} {font.size:g}", "bold" * font.bold, "italic" * font.italic]
    parts += [str(font.color.rgb)] if font.color and font.color.rgb else []
    parts += [f"fill {cell.fill.fgColor.rgb}"] if cell.fill.fill_type else []
    parts += [f"{side[0]}:{getattr(edges, side).style}" for side in ("left", "right", "top", "bottom")
              if getattr(edges, side) and getattr(edges, side).style]  # fmt: skip
    parts += [align.horizontal or "", align.vertical or "", "wrap" * bool(align.wrap_text)]
    parts += [f"indent {align.indent:g}" * bool(align.indent), cell.number_format.replace("General", "")]
    return " ".join(part for part in [*parts, "" if cell.protection.locked else "open"] if part)


def test_the_questions_of_a_phone() -> None:
    book = load_workbook(io.BytesIO(xlsform.write(EVERYTHING, "segala")))
    lines: list[str] = []
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        lines += ["", f"== {sheet.title}", f"columns {column_widths(sheet)} frozen {sheet.freeze_panes}"]
        lines += [f"heads {sorted({look(cell) for cell in sheet[1]})}"]
        lines += [
            " | ".join(f"{head}={value}" for head, value in zip(heads, row, strict=True) if value is not None)
            for row in rows
        ]
    assert_golden(GOLDEN / "segala.xlsform.txt", "\n".join(lines) + "\n")


def test_the_blank_form_on_a_page() -> None:
    marks = {"logo": "logo.svg", "tanda": "kode isi 1a2b3c4d", "qr": "<svg></svg>"}
    assert_golden(GOLDEN / "segala.html", form_html.render(EVERYTHING, OFFICE, **marks))


def test_what_a_phone_loads() -> None:
    formulir = make(
        {"isian": [{"id": "nama", "label": "Nama", "wajib": "ya"}]},
        {"tabel": {"id": "t", "kolom": [{"id": "b", "label": "B", "jenis": "angka"}]}},
        {"isian": [{"id": "c", "label": "C", "jenis": "rumus", "rumus": "jumlah(b) / 2"}]},
    )
    assert_golden(GOLDEN / "kecil.xform.xml", xlsform.to_xform(formulir, "kecil"))


def test_the_schema_and_the_list_of_fields() -> None:
    assert json.loads(form_schema.write(EVERYTHING)) == form_schema.schema(EVERYTHING)
    assert_golden(GOLDEN / "segala.schema.json", form_schema.write(EVERYTHING))
    parts = {"isian": csv_heads.fields(EVERYTHING), **csv_heads.heads(EVERYTHING)}
    text = "".join(f"== {name}\n{text}" for name, text in parts.items())
    assert_golden(GOLDEN / "segala.csv.txt", text.replace("\r\n", " CRLF\n"))
