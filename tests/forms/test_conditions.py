"""``bila``, days and defaults: a workbook, a phone and paper show, ask and calculate the same."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from generator.data.formulir import Formulir
from generator.forms import form_schema, xlsform, xlsx
from generator.forms.field_help import field_help
from generator.forms.xlsform_rows import codes
from tests.forms.test_xlsform import XF, calculator, model, survey
from tests.forms.test_xlsx import cells, read
from tests.support.sample_forms import agency, form, make
from tests.support.tools import need_program
from tests.support.whole import make_formulir
from tests.support.workbooks import saved_by_office

TRIGGERS = [
    {"id": "keadaan", "label": "1. Keadaan", "jenis": "pilihan", "pilihan": ["baik", "rusak ringan", "rusak berat"]},
    {"id": "setuju", "label": "Setuju", "jenis": "centang"},
    {"id": "bukti", "label": "Bukti", "jenis": "centang", "pilihan": ["foto", "surat"]},
    {"id": "jumlah_barang", "label": "Jumlah", "jenis": "angka"},
    {"id": "mulai", "label": "Mulai", "jenis": "tanggal"},
    {"id": "selesai", "label": "Selesai", "jenis": "tanggal"},
]
D = datetime.date
CASES: list[tuple[str, dict[str, Any], bool]] = [
    ('keadaan == "rusak ringan"', {"keadaan": "rusak ringan"}, True),
    ('keadaan == "rusak ringan"', {"keadaan": "rusak berat"}, False),
    ('keadaan == "rusak ringan"', {}, False),
    ('keadaan != "baik"', {"keadaan": "rusak berat"}, True),
    ('keadaan != "baik"', {"keadaan": "baik"}, False),
    ('keadaan != "baik"', {}, False),
    ('setuju == "ya"', {"setuju": True}, True),
    ('setuju == "ya"', {}, False),
    ('bukti == "surat"', {"bukti": ["surat"]}, True),
    ('bukti == "surat"', {"bukti": ["foto", "surat"]}, True),
    ('bukti == "surat"', {"bukti": ["foto"]}, False),
    ('bukti == "surat"', {}, False),
    ("jumlah_barang > 10", {"jumlah_barang": 11}, True),
    ("jumlah_barang > 10", {"jumlah_barang": 10}, False),
    ("jumlah_barang > 10", {}, False),
    ("jumlah_barang >= 0", {"jumlah_barang": 0}, True),
    ("selesai > mulai", {"mulai": D(2026, 1, 31), "selesai": D(2026, 2, 1)}, True),
    ("selesai > mulai", {"mulai": D(2026, 2, 1), "selesai": D(2026, 2, 1)}, False),
    ("selesai > mulai", {"mulai": D(2026, 2, 1)}, False),
    ("selesai - mulai > 7", {"mulai": D(2026, 1, 1), "selesai": D(2026, 1, 9)}, True),
    ("selesai - mulai > 7", {"mulai": D(2026, 1, 1), "selesai": D(2026, 1, 8)}, False),
    ('keadaan == "baik" dan jumlah_barang > 1', {"keadaan": "baik", "jumlah_barang": 2}, True),
    ('keadaan == "baik" dan jumlah_barang > 1', {"keadaan": "baik"}, False),
    ('keadaan == "baik" atau jumlah_barang > 1', {"jumlah_barang": 2}, True),
    ('keadaan == "baik" atau jumlah_barang > 1', {"keadaan": "rusak berat"}, False),
    ('keadaan == "baik" dan jumlah_barang > 1 atau setuju == "ya"', {"setuju": True}, True),
]  # fmt: skip


def conditional(condition: str) -> Formulir:
    """A form whose last field and last section are filled in under a condition."""
    return make(
        {"isian": [*TRIGGERS, {"id": "uraian", "label": "2. Uraian", "wajib": "ya", "bila": condition}]},
        {"judul": "Lanjutan", "bila": condition, "isian": [{"id": "lanjutan", "label": "Isi", "wajib": "ya"}]},
    )


# A phone -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("condition", "answers", "holds"), CASES)
def test_a_phone_asks_then(condition: str, answers: dict[str, Any], holds: bool) -> None:
    formulir = conditional(condition)
    relevant = [str(b.get("relevant")) for b in model(formulir).iter(f"{XF}bind") if b.get("relevant")]
    assert len(relevant) == 2 and relevant[0] == relevant[1], "the field, and the group of the section"
    # The condition as the calculation of a field that the form has.
    xform = xlsform.to_xform(formulir, "uji")
    assert survey(formulir)["uraian"]["required"] == "yes"
    ask = calculator(formulir, [], on_a_phone(formulir, answers), extra={"uraian": f"boolean({relevant[0]})"})
    assert (ask("uraian", 0) == "True") is holds, xform


def on_a_phone(formulir: Formulir, answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers as a phone keeps them."""
    fields = {field.id: field for _, field in formulir.isian()}

    def kept(id: str, value: Any) -> str:
        if value is True:
            return "ya"
        words = codes(fields[id])
        return " ".join(words[w] for w in value) if isinstance(value, list) else words.get(str(value), str(value))

    return {id: kept(id, value) for id, value in answers.items()}


# A workbook ----------------------------------------------------------------------------------------------------------


def answered(formulir: Formulir, answers: Mapping[str, Any]) -> Workbook:
    book = load_workbook(io.BytesIO(xlsx.write(formulir, agency())))
    fields = {field.id: field for _, field in formulir.isian()}
    for id, value in answers.items():
        if isinstance(value, list):
            for word in value:
                cells(book, f"isian_{id}.{fields[id].pilihan.index(word) + 1}")[0].value = "✓"
        else:
            cells(book, f"isian_{id}")[0].value = "✓" if value is True else value
    return book


def hiding(book: Workbook, name: str) -> str:
    """The formula that hides a cell."""
    cell = cells(book, name)[0]
    for area, rules in cell.parent.conditional_formatting._cf_rules.items():
        if cell.coordinate in area.sqref and rules[0].stopIfTrue:
            return str(rules[0].formula[0])
    return ""


def recalculated(folder: Path, books: list[Workbook]) -> list[Workbook]:
    """The books as LibreOffice calculates them, by one call of it."""
    files = [folder / f"{number}.xlsx" for number in range(len(books))]
    for book, path in zip(books, files, strict=True):
        book.save(path)
    return [load_workbook(path, data_only=True) for path in saved_by_office(files, folder)]


def test_a_workbook_shows_it_then(tmp_path: Path) -> None:
    books = []
    for condition, answers, _ in CASES:
        book = answered(conditional(condition), answers)
        formula = hiding(book, "isian_uraian")
        assert formula == hiding(book, "isian_lanjutan") != ""
        sheet = cells(book, "isian_uraian")[0].parent
        sheet["AZ1"] = f"=IF({formula},1,0)"
        books.append(book)
    found = [book.worksheets[0]["AZ1"].value for book in recalculated(tmp_path, books)]
    assert [not value for value in found] == [holds for *_, holds in CASES]


@pytest.mark.slow
def test_a_column_of_a_table_asks_the_same_row() -> None:
    table = {
        "id": "t", "baris": 3,
        "kolom": [
            {"id": "k", "label": "K", "jenis": "pilihan", "pilihan": ["a", "b"]},
            {"id": "x", "label": "X", "wajib": "ya", "bila": 'k == "a"'},
        ],
    }  # fmt: skip
    formulir = make({"tabel": table})
    first, own = cells(read(formulir), "kolom_k")[0].coordinate, cells(read(formulir), "kolom_x")[0].coordinate
    cell = cells(read(formulir), "kolom_x")[0]
    areas = {str(area.sqref): rules for area, rules in cell.parent.conditional_formatting._cf_rules.items()}
    rules = next(rules for area, rules in areas.items() if area.startswith(f"{own}:"))
    assert f'EXACT(IF({first}="",NA(),{first}),"a")' in rules[0].formula[0], "row for row"
    assert "../k" in str(
        next(b for b in model(formulir).iter(f"{XF}bind") if str(b.get("nodeset")).endswith("/x")).get("relevant")
    )


# On paper ------------------------------------------------------------------------------------------------------------


def test_what_is_printed_at_the_fields() -> None:
    helps = field_help(conditional('keadaan == "rusak berat"'))
    assert helps.isian["uraian"] == ("Diisi bila nomor 1 dijawab “rusak berat”.",)
    assert helps.isian["keadaan"] == ("Bila “rusak berat”, isi nomor 2 dan bagian “Lanjutan”.",)
    assert helps.bagian == {1: "Diisi bila nomor 1 dijawab “rusak berat”."}
    both = field_help(conditional('keadaan == "baik" dan setuju == "ya"'))
    assert both.isian["uraian"] == ("Diisi bila nomor 1 dijawab “baik” dan “Setuju” dicentang.",)
    assert "keadaan" not in both.isian, "neither decides alone"
    assert field_help(conditional("jumlah_barang > 3")).isian["jumlah_barang"] == (
        "Bila lebih dari 3, isi nomor 2 dan bagian “Lanjutan”.",
    )


def test_a_pdf_and_a_program_do_not_require_what_may_stay_empty() -> None:
    formulir = conditional('keadaan == "baik"')
    with pikepdf.open(io.BytesIO(make_formulir(agency(), formulir, isian=True))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        for id in ("uraian", "lanjutan"):
            assert not int(fields[id].get("/Ff", 0)) & 2
            assert "diisi bila nomor 1 dijawab “baik”" in str(fields[id].TU)
    assert "required" not in form_schema.schema(formulir)


# Days ----------------------------------------------------------------------------------------------------------------


def span(first: D, last: D) -> dict[str, int | None]:
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    return {"lama": (last - first).days + 1, "kerja": sum(day.weekday() < 5 for day in days) if days else None}


RANDOM = Random(18)
SPANS = [(D(2026, 1, 3), D(2026, 1, 4)), (D(2026, 1, 5), D(2026, 1, 5)), (D(2024, 2, 28), D(2024, 3, 1)),
         (D(2026, 1, 9), D(2026, 1, 5)), (D(1969, 12, 25), D(1970, 1, 12))]  # fmt: skip
SPANS += [
    (day, day + datetime.timedelta(RANDOM.randint(0, 40)))
    for day in (D(2000, 1, 1) + datetime.timedelta(RANDOM.randint(0, 15000)) for _ in range(12))
]
LENGTHS = make(
    {
        "isian": [
            *TRIGGERS[-2:],
            {"id": "lama", "label": "Lama", "jenis": "rumus", "rumus": "selesai - mulai + 1"},
            {"id": "kerja", "label": "Kerja", "jenis": "rumus", "rumus": "hari_kerja(mulai, selesai)"},
        ]
    }
)


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_a_phone_counts_days(first: D, last: D) -> None:
    ask = calculator(LENGTHS, [], {"mulai": first.isoformat(), "selesai": last.isoformat()})
    found = {id: ask(id, 0) for id in ("lama", "kerja")}
    assert {id: float(text) if text else None for id, text in found.items()} == span(first, last)


def test_a_workbook_counts_days(tmp_path: Path) -> None:
    books = [answered(LENGTHS, {"mulai": first, "selesai": last}) for first, last in SPANS]
    for book, (first, last) in zip(recalculated(tmp_path, books), SPANS, strict=True):
        found = {id: cells(book, f"isian_{id}")[0].value for id in ("lama", "kerja")}
        assert {id: None if value == "" else value for id, value in found.items()} == span(first, last), (first, last)


def test_no_days_without_both() -> None:
    ask = calculator(LENGTHS, [], {"mulai": "2026-01-01", "selesai": ""})
    assert [ask(id, 0) for id in ("lama", "kerja")] == ["", ""]


# Before anybody fills it in ------------------------------------------------------------------------------------------

DEFAULTS: dict[str, tuple[dict[str, Any], Any, str, str]] = {
    "teks": ({"bawaan": "Kab. (Contoh) \\ é"}, "Kab. (Contoh) \\ é", "Kab. (Contoh) \\ é", "Kab. (Contoh) \\ é"),
    "angka": ({"jenis": "angka", "bawaan": "1,5"}, 1.5, "1.5", "1,5"),
    "hari": ({"jenis": "tanggal", "bawaan": "2026-01-31"}, datetime.datetime(2026, 1, 31), "2026-01-31", "31/01/2026"),
    "jam": ({"jenis": "jam", "bawaan": "08:30"}, datetime.time(8, 30), "08:30:00.000", "08:30"),
    "pilihan": ({"jenis": "pilihan", "pilihan": ["a b", "c"], "bawaan": "a b"}, "a b", "a_b", "/a_b"),
    "centang": ({"jenis": "centang", "bawaan": "ya"}, "✓", "ya", "/ya"),
    "kini": ({"jenis": "tanggal", "bawaan": "hari ini"}, None, "", ""),
}  # fmt: skip
"""Name -> the field, its value in a workbook, on a phone, in a PDF."""
FILLED = make({"isian": [{"id": id, "label": id, **given[0]} for id, given in DEFAULTS.items()]})


@pytest.mark.slow
def test_defaults_in_every_output() -> None:
    book, rows = read(FILLED), survey(FILLED)
    (instance,) = model(FILLED).iter(f"{XF}data")
    said = {etree.QName(e).localname: e.text or "" for e in instance.iter() if isinstance(e.tag, str)}
    with pikepdf.open(io.BytesIO(make_formulir(agency(), FILLED, isian=True))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        for id, (_, cell, phone, written) in DEFAULTS.items():
            assert cells(book, f"isian_{id}")[0].value == cell, id
            assert said[id] == phone, id
            assert str(fields[id].get("/V", "")) == written, id
        script = str(pdf.Root.Names.JavaScript.Names[1].JS)
    assert rows["kini"]["default"] == "today()"
    assert '["kini"]' in script and "f.value=s" in script


def test_a_workbook_never_says_that_today_is_the_day() -> None:
    """=TODAY() would say another day when somebody opens the filled workbook again."""
    book = read(FILLED)
    assert not [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if "TODAY" in str(c.value)]


# The rest of what forms say ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["laporan-perjalanan", "pendataan-barang-rusak"])
def test_odk_itself_takes_the_forms(slug: str, tmp_path: Path) -> None:
    """ODK Validate, which comes with pyxform, reads the form as the program on a phone does."""
    need_program("java")
    from pyxform.validators.odk_validate import check_xform

    path = tmp_path / "formulir.xml"
    path.write_text(xlsform.to_xform(form("examples/dinas-contoh", slug), slug), "utf-8")
    assert check_xform(str(path)) == []


@pytest.mark.slow
def test_a_matrix_is_one_list_of_answers() -> None:
    matrix = {"jawaban": ["setuju", "tidak"], "wajib": "ya",
              "pernyataan": [{"id": "satu", "label": "Satu"}, {"id": "dua", "label": "Dua"}]}  # fmt: skip
    formulir = make({"matriks": matrix}, {"isian": [{"id": "mengapa", "label": "Mengapa", "bila": 'dua == "tidak"'}]})
    rows = survey(formulir)
    assert rows["bagian-1-matriks"]["appearance"] == "table-list"
    assert {rows[id]["type"] for id in ("satu", "dua")} == {"select_one jawaban-1"}
    assert xlsform.convert_with_warnings(formulir, "uji")[1] == []
    assert form_schema.schema(formulir)["required"] == ["satu", "dua"]
    with pikepdf.open(io.BytesIO(make_formulir(agency(), formulir, isian=True))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert [len(fields[id].Kids) for id in ("satu", "dua")] == [2, 2]
        assert {key for kid in fields["dua"].Kids for key in dict(kid.AP.N)} == {"/setuju", "/tidak", "/Off"}
    book = read(formulir)
    assert cells(book, "isian_satu")[0].row + 1 == cells(book, "isian_dua")[0].row


def test_a_printed_officer_is_no_field() -> None:
    officer = {"nama": "(nama pejabat)", "jabatan": "Sekretaris", "nip": "000"}
    formulir = make(
        {"isian": [{"id": "a", "label": "A"}], "samping": "ya",
         "tanda_tangan": [{"id": "s", "sebutan": "Mengetahui,", "tempat_tanggal": "ya", "pejabat": officer}]}
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(make_formulir(agency(tempat="Contoh"), formulir, isian=True))) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == ["a", "s"]
        assert [str(kid.T) for kid in pdf.Root.AcroForm.Fields[1].Kids] == ["tanggal"]
    book = read(formulir, agency(tempat="Contoh"))
    assert sorted(name for name in book.defined_names if name.startswith("isian_")) == ["isian_a", "isian_s.tanggal"]
    words = {cell.value: cell.row for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert words["Mengetahui,"] - cells(book, "isian_a")[0].row <= 1, "beside the field"
    assert "(nama pejabat)" in words and "NIP. 000" in words
    assert "(nama pejabat)\nNIP. 000" in survey(formulir)["s-pejabat"]["label::Indonesia (id)"]
    assert set(form_schema.schema(formulir)["properties"]["s"]["properties"]) == {"tempat", "tanggal", "tanda_tangan"}


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Seksi A + B", "uuid()", "${x}", "1 - 2", "Kab. Contoh"])
def test_a_default_is_never_a_formula(text: str) -> None:
    xform = xlsform.to_xform(make({"isian": [{"id": "a", "label": "A", "bawaan": text}]}), "uji")
    root = etree.fromstring(xform.encode())
    (instance,) = root.iter(f"{XF}data")
    (plain,) = [e.text or "" for e in instance.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "a"]
    values = [str(root.xpath(str(e.get("value")))) for e in root.iter(f"{XF}setvalue")]
    assert (values or [plain])[0].replace("\u2060", "") == text
