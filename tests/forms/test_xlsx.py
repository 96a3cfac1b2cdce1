"""The workbook of a blank form, read back: cells, types, lists, locks, print set-up, hostile texts, stable bytes."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.forms import xlsx
from generator.forms.numbered_columns import row_count
from generator.forms.xlsx_plan import plan
from tests.support.sample_forms import HOSTILE, agency, form, hostile, make, project, shipped


def read(formulir: Formulir, proyek: Library | None = None) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.write(formulir, proyek or agency())))


def cells(book: Workbook, name: str) -> list[Any]:
    """The cells that have this name, from top to bottom."""
    (place,) = book.defined_names[name].destinations
    found = book[place[0]][place[1].replace("$", "")]
    return [row[0] for row in found] if isinstance(found, tuple) else [found]


def rule(book: Workbook, name: str) -> Any:
    cell = cells(book, name)[0]
    rules = [r for r in cell.parent.data_validations.dataValidation if cell.coordinate in r.sqref]
    assert len(rules) == 1, name
    return rules[0]


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


@pytest.mark.parametrize(("folder", "slug"), shipped())
def test_every_field_can_be_typed_into_and_nothing_else(folder: str, slug: str) -> None:
    formulir = form(folder, slug)
    book = read(formulir, project(folder))
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in visible(book)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and type(cell).__name__ != "MergedCell"
    }
    inputs = [name for name in book.defined_names if name.startswith(("isian_", "kolom_"))]
    named = {(cell.parent.title, cell.coordinate) for name in inputs for cell in cells(book, name)}
    everything = [cell for sheet in visible(book) for row in sheet.iter_rows() for cell in row]
    formulas = {(cell.parent.title, cell.coordinate) for cell in everything if cell.data_type == "f"}
    assert open_cells == named - formulas
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    for _, field in formulir.isian():
        boxes = field.jenis == "centang" and field.pilihan
        written = field.kind.value or field.kind.way == "kotak"
        assert not written or f"isian_{field.id}{'.1' if boxes else ''}" in book.defined_names
    for _, tabel in formulir.tabel():
        for column in tabel.filled_columns:
            if column.kind.value or column.kind.way == "kotak":
                assert len(cells(book, f"kolom_{column.id}")) == row_count(formulir, tabel)


@pytest.mark.parametrize(("folder", "slug"), shipped())
def test_print_set_up(folder: str, slug: str) -> None:
    formulir = form(folder, slug)
    for sheet in visible(read(formulir, project(folder))):
        assert sheet.page_setup.paperSize == 14, "Folio, Excel's F4"
        assert sheet.page_setup.orientation == ("landscape" if formulir.arah == "mendatar" else "portrait")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert "Salinan cetak tidak terkendali." in sheet.oddFooter.left.text
        assert "Halaman &P dari &N" in sheet.oddFooter.right.text
        assert sheet.print_area
        assert sheet.max_column < 40
        widths = [sheet.column_dimensions[letter].width for letter in sheet.column_dimensions]
        assert min(widths) > 0.5


def test_head_of_a_table_is_repeated_and_nested() -> None:
    book = read(form("sop_data", "form-pengukuran-kinerja"), project("sop_data"))
    sheet = book["Lembar 2"]
    first, last = (int(row) for row in re.findall(r"\d+", sheet.print_title_rows))
    heads = [[sheet.cell(row, column).value for column in (1, 2, 3)] for row in range(first, last + 1)]
    assert heads == [["No", "Triwulan I", None], [None, "Target", "Realisasi"], ["1", "8", "9"]]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{first}:A{first + 1}", f"B{first}:E{first}"} <= merged
    numbers = [sheet.cell(last + row, 1).value for row in range(1, 11)]
    assert numbers == [str(number) for number in range(1, 11)], "the rows of the first sheet"


FIELDS = make(
    {
        "isian": [
            {"id": "teks", "label": "Teks", "wajib": "ya", "petunjuk": "Tulis dengan huruf cetak."},
            {"id": "angka", "label": "Angka", "jenis": "angka", "satuan": "Rp"},
            {"id": "tanggal", "label": "Tanggal", "jenis": "tanggal"},
            {"id": "jam", "label": "Jam", "jenis": "jam"},
            {"id": "pilihan", "label": "Pilihan", "jenis": "pilihan", "pilihan": ["baik", "rusak ringan"]},
            {"id": "bebas", "label": "Bebas", "jenis": "pilihan", "pilihan": ["baik"], "lainnya": "ya"},
            {"id": "centang", "label": "Centang", "jenis": "centang"},
            {"id": "kotak", "label": "Kotak", "jenis": "centang", "pilihan": ["satu", "dua"], "lainnya": "ya"},
            {"id": "paragraf", "label": "Paragraf", "jenis": "paragraf", "baris": 4},
            {"id": "ttd", "label": "Tanda tangan", "jenis": "tanda tangan"},
        ],
        "tanda_tangan": [{"id": "pejabat", "jabatan": "ya", "pangkat": "ya", "tempat_tanggal": "ya"}],
    }
)


@pytest.mark.parametrize(
    ("name", "kind", "form_code"),
    [
        ("isian_teks", "textLength", "@"),
        ("isian_angka", "decimal", "#,##0"),
        ("isian_tanggal", "date", "[$-421]d mmm yyyy"),
        ("isian_jam", "time", "hh:mm"),
        ("isian_pilihan", "list", "@"),
        ("isian_bebas", "list", "@"),
        ("isian_centang", "list", "@"),
        ("isian_kotak.2", "list", "@"),
        ("isian_kotak.lainnya", "textLength", "@"),
        ("isian_paragraf", "textLength", "@"),
        ("isian_pejabat.tempat", "textLength", "@"),
        ("isian_pejabat.tanggal", "date", "[$-421]d mmm yyyy"),
        ("isian_pejabat.nip", "textLength", "@"),
    ],
)
def test_types(name: str, kind: str, form_code: str) -> None:
    book = read(FIELDS)
    (cell,) = cells(book, name)
    found = rule(book, name)
    assert (found.type, cell.number_format) == (kind, form_code)
    assert found.error and found.errorTitle == "Periksa isian"
    assert bool(found.showErrorMessage) is (name != "isian_bebas")


@pytest.mark.slow
def test_lists_are_names_on_a_hidden_sheet() -> None:
    book = read(FIELDS)
    assert rule(book, "isian_pilihan").formula1 == "daftar_pilihan"
    assert [cell.value for cell in cells(book, "daftar_pilihan")] == ["baik", "rusak ringan"]
    assert [cell.value for cell in cells(book, "daftar.centang")] == ["✓"]
    assert book[xlsx.DAFTAR].sheet_state == "hidden"


def test_required_cells_are_marked_and_coloured_while_empty() -> None:
    book = read(FIELDS)
    (cell,) = cells(book, "isian_teks")
    sheet = cell.parent
    assert any(cell.coordinate in str(area.sqref).split(":")[0] for area in sheet.conditional_formatting)
    texts = [c.value for row in sheet.iter_rows() for c in row if c.value]
    assert "Teks *" in texts
    assert any("wajib diisi" in text for text in texts)
    assert "Tulis dengan huruf cetak." in rule(book, "isian_teks").prompt
    plain = read(make({"isian": [{"id": "a", "label": "A"}]}))
    assert not any("wajib" in str(c.value) for row in visible(plain)[0].iter_rows() for c in row if c.value)


@pytest.mark.slow
def test_paragraph_is_one_high_cell_that_wraps() -> None:
    book = read(FIELDS)
    (cell,) = cells(book, "isian_paragraf")
    area = next(a for a in cell.parent.merged_cells.ranges if cell.coordinate in a)
    assert area.max_row - area.min_row + 1 == 4
    assert cell.alignment.wrap_text and cell.alignment.vertical == "top"


@pytest.mark.slow
def test_cells_of_a_table_are_single_cells() -> None:
    """Values can be pasted into a column: not where cells are merged."""
    for slug in ("form-pengukuran-kinerja", "buku-ekspedisi", "daftar-hadir"):
        book = read(form("sop_data", slug), project("sop_data"))
        for name in (name for name in book.defined_names if name.startswith("kolom_")):
            for cell in cells(book, name):
                assert not any(cell.coordinate in area for area in cell.parent.merged_cells.ranges), name


def test_hostile_texts_stay_text() -> None:
    formulir, proyek = hostile()
    book = read(formulir, proyek)
    formulas = [c.value for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert all(formula.startswith("=IFERROR(") for formula in formulas)
    assert len(formulas) == 10
    texts = [c.value for s in book.worksheets for row in s.iter_rows() for c in row if isinstance(c.value, str)]
    assert sum(HOSTILE in text for text in texts) >= 15
    assert "=1+1" in texts and "-1" in texts, "choices"
    assert not any(c.hyperlink for s in book.worksheets for row in s.iter_rows() for c in row)
    packed = zipfile.ZipFile(io.BytesIO(xlsx.write(formulir, proyek)))
    assert "hyperlink" not in "".join(packed.read(name).decode().replace("HYPERLINK", "") for name in packed.namelist())


@pytest.mark.parametrize("title", ["2024 & 2025", "&8 &P", "R&D" * 200, "😀" * 300])
def test_foot_shows_the_title_as_it_is(title: str) -> None:
    book = read(make({"teks": "x"}, judul=title))
    foot = xlsx._foot(title, title, "Data per 31 September 2026 · kode isi 1a2b3c4d")
    assert len(foot.encode("utf-16-le")) <= 2 * 255
    without = foot.replace("&&", "").replace('&"Arial,Regular"', "")
    assert sorted(re.findall(r"&(8 |.)", without)) == sorted(["L", "R", "8 ", "8 ", "P", "N"])
    shown = foot.split("&R")[-1].split("\n")[0].removeprefix('&"Arial,Regular"&8 ').replace("&&", "&")
    assert title.startswith(shown.removesuffix("…"))
    assert visible(book)[0].oddFooter.right.text


@pytest.mark.slow
def test_same_bytes_in_another_second() -> None:
    formulir, proyek = hostile()
    first = xlsx.write(formulir, proyek)
    time.sleep(2.1)  # file times in a ZIP count in steps of two seconds
    assert xlsx.write(formulir, proyek) == first


def test_properties() -> None:
    book = read(form("sop_data", "daftar-hadir"), project("sop_data"))
    assert book.properties.title == "Daftar Hadir"
    assert book.properties.creator == "Dinas Sosial Kabupaten Sumedang"
    assert book.properties.created == xlsx.CREATED
    assert {p.name: p.value for p in book.custom_doc_props.props} == {"Language": "id-ID"}


@pytest.mark.slow
def test_sheets_name_what_they_continue() -> None:
    book = read(form("sop_data", "form-pengukuran-kinerja"), project("sop_data"))
    assert [sheet.title for sheet in visible(book)] == ["Lembar 1", "Lembar 2", "Lembar 3"]
    assert book["Lembar 1"]["A3"].value == "Form Pengukuran Kinerja"
    assert book["Lembar 2"]["A1"].value == "Form Pengukuran Kinerja · Dinas Sosial Kabupaten Sumedang"


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    ["+".join(["angka_yang_panjang"] * 26), "/".join(["(1"] * 70) + ")" * 70],
    ids=["long", "deep"],
)
def test_formula_is_one_that_excel_opens_or_an_error(formula: str) -> None:
    field = {"id": "angka_yang_panjang", "label": "A", "jenis": "angka"}
    formulir = make({"isian": [field, {"id": "r", "label": "R", "jenis": "rumus", "rumus": formula}]})
    call: Callable[[], bytes] = lambda: xlsx.write(formulir, agency())  # noqa: E731
    if "(1" in formula:
        with pytest.raises(ValueError, match="untuk Excel"):
            call()
    else:
        assert call()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("columns", [1, 2, 4])
def test_signatures_have_room_beside_every_table(count: int, columns: int) -> None:
    table = {"id": "t", "kolom": [{"id": f"k{n}", "label": "K"} for n in range(columns)]}
    book = read(make({"tabel": table, "tanda_tangan": [{"id": f"s{n}"} for n in range(count)]}))
    rows = {cells(book, f"isian_s{n}.nama")[0].row for n in range(count)}
    assert len(rows) == (1 if count <= 3 else 2), "three fit side by side on upright paper"


@pytest.mark.parametrize(("kertas", "number", "width"), [("F4", 14, 181.0), ("A4", 9, 176.0), ("Letter", 1, 181.9)])
def test_the_paper_is_the_agencys(kertas: str, number: int, width: float) -> None:
    """Its number, and columns that fill the room between the margins."""
    book = read(make({"isian": [{"id": "nama", "label": "Nama"}]}), agency(kertas=kertas))
    (sheet,) = visible(book)
    assert sheet.page_setup.paperSize == number
    assert plan(make({"teks": "x"}), agency(kertas=kertas).instansi)[0].tepi[-1] == pytest.approx(width)
