"""The files of a form: their names, formulas as each program writes them, and what Excel and phones can open."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.data.formulir import FormField
from generator.data.rumus import QuotedWord, parse_rumus
from generator.declared import SiteFile
from generator.examine import examine
from generator.facts.site_forms import SiteForm
from generator.forms import csv_heads, form_schema, xlsform, xlsx
from generator.forms.form_html import render
from generator.forms.formula_excel import MAX_LENGTH, MAX_NESTING, MAX_WORD, excel
from generator.forms.formula_xpath import XPathNames, nth, xpath
from generator.forms.numbered_columns import columns, formulas, notes_below, on_sheets
from generator.forms.xlsform_rows import codes
from tests.forms.test_xlsx import cells, read, visible
from tests.support.sample_forms import agency, make

NUMBER = {"id": "a", "label": "A", "jenis": "angka"}


# --- the files


def test_each_output_names_its_files() -> None:
    formulir = make({"isian": [NUMBER], "tabel": {"id": "t", "kolom": [{"id": "b", "label": "B"}]}})
    one = SiteForm("formulir/uji", "uji", "uji", formulir)
    files: list[SiteFile] = []
    for made in (xlsx.workbook, xlsform.phone_forms, form_schema.schema_file, csv_heads.csv_files):
        files += made(agency(), one)
    names = {
        "uji.xlsx": ("Untuk diisi di komputer", "Excel"),
        "uji.xlsform.xlsx": ("Untuk KoboToolbox dan ODK", "XLSForm"),
        "uji.xform.xml": ("Untuk KoboToolbox dan ODK", "XForm"),
        "uji.schema.json": ("Untuk program", "JSON Schema"),
        "uji.isian.csv": ("Untuk program", "CSV daftar isian"),
        "uji.isian-formulir.csv": ("Untuk program", "CSV isian-formulir"),
        "uji.t.csv": ("Untuk program", "CSV t"),
    }
    assert [file.path for file in files] == [f"formulir/uji/{name}" for name in names]
    assert [(file.title, file.kind) for file in files] == list(names.values())
    assert all(file.content for file in files)


def test_a_workbook_needs_no_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server may have no folder for passing files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tidak-ada"))
    formulir = make({"isian": [NUMBER]})
    assert xlsx.write(formulir, agency())
    assert xlsform.write(formulir, "uji")


def test_properties_are_no_longer_than_excel_takes() -> None:
    long = "x" * 300
    book = read(make({"isian": [NUMBER]}, judul=long, keterangan=long), agency(nama=long))
    said = book.properties
    assert [len(str(text)) for text in (said.title, said.subject, said.creator)] == [255, 255, 255]
    phone = load_workbook(io.BytesIO(xlsform.write(make({"isian": [NUMBER]}, judul=long), "uji")))
    assert len(str(phone.properties.title)) == 255
    assert str(said.created) == str(phone.properties.created) == "2000-01-01 00:00:00"


def test_the_version_of_a_phone_form_that_is_not_touched_stays() -> None:
    """Whoever has collected answers with it would see another form."""
    formulir = make({"isian": [{"id": "a", "label": "Café ꦲ"}]}, judul="Uji é")
    settings = load_workbook(io.BytesIO(xlsform.write(formulir, "uji")))["settings"]
    assert settings["C2"].value == "c4bfc3348b88"


@pytest.mark.parametrize("letters", [255, 256])
def test_a_message_in_excel_has_255_letters_and_its_title_32(letters: int) -> None:
    field = {"id": "a", "label": "L" * letters, "petunjuk": "p" * letters}
    book = read(make({"isian": [field]}))
    (rule,) = visible(book)[0].data_validations.dataValidation
    assert (len(rule.promptTitle), len(rule.prompt)) == (32, 255)


@pytest.mark.slow
def test_the_first_place_to_fill_in_is_chosen_and_no_formula() -> None:
    formula = {"id": "r", "label": "R", "jenis": "rumus", "rumus": "a * 2"}
    for fields, id in (([NUMBER, formula], "a"), ([formula, NUMBER], "a")):
        book = read(make({"isian": fields}))
        (place,) = visible(book)[0].sheet_view.selection
        assert place.activeCell == cells(book, f"isian_{id}")[0].coordinate


def test_a_required_formula_is_not_coloured() -> None:
    formula = {"id": "r", "label": "R", "jenis": "rumus", "rumus": "a * 2", "wajib": "ya"}
    column = {"id": "k", "label": "K", "jenis": "rumus", "rumus": "a * 3", "wajib": "ya"}
    book = read(make({"isian": [NUMBER, formula], "tabel": {"id": "t", "kolom": [column]}}))
    assert not list(visible(book)[0].conditional_formatting)


def test_a_sheet_begins_only_where_one_is_before_it() -> None:
    one, new = {"teks": "x"}, {"teks": "y", "lembar_baru": "ya"}
    assert [len(sheet) for sheet in on_sheets(make(new, one))] == [2]
    assert [len(sheet) for sheet in on_sheets(make(one, new, one, new))] == [1, 2, 1]


def test_labels_in_words_of_a_formula() -> None:
    """The number of a column is said where another column has the same label, and not under one head."""

    def said(*kelompok: str | None) -> list[str]:
        pairs = [
            {"id": f"{id}{n}", "label": label, "jenis": "angka", **({"kelompok": head} if head else {})}
            for n, head in enumerate(kelompok)
            for id, label in (("t", "Target"), ("r", "Realisasi"))
        ]
        first = {"kelompok": kelompok[0]} if kelompok[0] else {}
        result = {"id": "h", "label": "Hasil", "jenis": "rumus", "rumus": "(r0 - t0) / (t0 + r0 + 1000) * 100", **first}
        formulir = make({"tabel": {"id": "t", "kolom": [*pairs, result]}})
        (tabel,) = (tabel for _, tabel in formulir.tabel())
        return notes_below(tabel, columns(formulir), formulas(formulir), {})

    assert "Target" in said(None)[0] and "(kolom" not in said(None)[0]
    assert "Target (kolom 2)" in said("I", "II")[0] or "Target (kolom" not in said("I", "II")[0]
    assert "Target (kolom 2)" in said(None, None)[0]
    assert "(kolom" not in said("I")[0]


# --- formulas in Excel


def in_excel(formula: str) -> str:
    found = excel(parse_rumus(formula), lambda id: id, lambda id: f"{id}:{id}")
    return found.removeprefix("=IFERROR(").removesuffix(',"")')


def there(id: str) -> str:
    return f"IF(ISNUMBER({id}),{id},NA())"


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("a + b * c", "{a}+{b}*{c}"), ("(a + b) * c", "({a}+{b})*{c}"), ("a * (b + c)", "{a}*({b}+{c})"),
        ("a * b + c", "{a}*{b}+{c}"), ("a - (b - c)", "{a}-({b}-{c})"), ("a - b - c", "{a}-{b}-{c}"),
        ("a + (b + c)", "{a}+({b}+{c})"), ("a / (b / c)", "{a}/({b}/{c})"), ("a * b / c", "{a}*{b}/{c}"),
        ("a / b * c", "{a}/{b}*{c}"), ("a * (b * c)", "{a}*({b}*{c})"), ("(a - b) / c", "({a}-{b})/{c}"),
        ("a - b * c", "{a}-{b}*{c}"), ("-a", "(-{a})"), ("-(a + b)", "(-({a}+{b}))"), ("-(a * b)", "(-({a}*{b}))"),
        ("jika(a > b, 1, 2)", "IF({a}>{b},1,2)"), ("jika(a != b, 1, 2)", "IF({a}<>{b},1,2)"),
        ("jika(a + b >= c, 1, 2)", "IF({a}+{b}>={c},1,2)"), ("jika(a == b, a + b, c) * 2", "IF({a}={b},{a}+{b},{c})*2"),
        ("jumlah(a)", "IF(COUNT(a:a)=0,NA(),SUM(a:a))"),
        ('jika(a == "x", 1, 2)', 'IF(EXACT(IF(a="",NA(),a),"x"),1,2)'),
        ('jika("x" == a, 1, 2)', 'IF(EXACT("x",IF(a="",NA(),a)),1,2)'),
        ('jika(a != "x", 1, 2)', 'IF(NOT(EXACT(IF(a="",NA(),a),"x")),1,2)'),
    ],
)  # fmt: skip
def test_a_formula_has_the_brackets_that_it_needs(formula: str, written: str) -> None:
    assert in_excel(formula) == written.format(**{id: there(id) for id in "abc"})


def test_excel_opens_so_many_brackets_and_letters() -> None:
    """Each sign is a bracket; three more are around a field."""

    def signs(count: int) -> str:
        return excel(parse_rumus("-" * count + "a"), lambda id: id, lambda id: id)

    assert signs(MAX_NESTING - 3)
    with pytest.raises(ValueError, match="untuk Excel"):
        signs(MAX_NESTING - 2)
    tree = parse_rumus("a")
    bare = len(excel(tree, lambda _: "", lambda _: ""))
    # A field stands twice in its formula.
    room = MAX_LENGTH - bare
    assert len(excel(tree, lambda _: "x" * (room // 2), lambda _: "")) in (MAX_LENGTH, MAX_LENGTH - 1)
    with pytest.raises(ValueError, match="untuk Excel"):
        excel(tree, lambda _: "x" * (room // 2 + 1), lambda _: "")
    names = iter(["x" * (room - room // 2), "x" * (room // 2)])
    assert len(excel(tree, lambda _: next(names), lambda _: "")) == MAX_LENGTH


@pytest.mark.parametrize("more", [0, 1])
def test_excel_opens_so_long_a_word(more: int) -> None:
    word = "x" * (MAX_WORD + more)
    tree = parse_rumus(f'jika(a == "{word}", 1, 2)')
    if not more:
        assert word in excel(tree, lambda id: id, lambda id: id)
        return
    with pytest.raises(ValueError, match="255 huruf"):
        excel(tree, lambda id: id, lambda id: id)


def test_a_word_is_no_number_and_a_number_no_word() -> None:
    for write in (
        lambda tree: excel(tree, str, str),
        lambda tree: xpath(tree, XPathNames(str, str, lambda _, word: word)),
    ):
        with pytest.raises(TypeError):
            write(QuotedWord("x"))
    with pytest.raises(TypeError):
        excel(parse_rumus('jika(a + 1 == "x", 1, 2)'), str, str)


# --- formulas and words on phones


def on_phone(formula: str) -> str:
    called = XPathNames(lambda id: f"${{{id}}}", lambda id: f"${{jumlah-{id}}}", lambda field, word: f"{field}_{word}")
    return xpath(parse_rumus(formula), called)


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("1 + 2", "round((1 + 2), 6)"),
        ("a", "if(${a} != '', round(${a}, 6), '')"),
        ("a + a", "if(${a} != '', round((${a} + ${a}), 6), '')"),
        ("a / b", "if(${a} != '' and ${b} != '' and ${b} != 0, round((${a} div ${b}), 6), '')"),
        ("a * b", "if(${a} != '' and ${b} != '', round((${a} * ${b}), 6), '')"),
        ("-jumlah(a)", "if(${jumlah-a} != '', round((0 - ${jumlah-a}), 6), '')"),
        # Only the branch that is taken must be known; where neither needs anything, nothing is asked.
        ("jika(a > 1, 2, 3)", "if(${a} != '', round(if(${a} > 1, 2, 3), 6), '')"),
        ("jika(a > 1, b, 3)",
         "if(${a} != '' and if(${a} > 1, ${b} != '', true()), round(if(${a} > 1, ${b}, 3), 6), '')"),
        ("jika(a > 1, 2, b)",
         "if(${a} != '' and if(${a} > 1, true(), ${b} != ''), round(if(${a} > 1, 2, ${b}), 6), '')"),
        ("jika(1 > 2, b, c)",
         "if(if(1 > 2, ${b} != '', ${c} != ''), round(if(1 > 2, ${b}, ${c}), 6), '')"),
        ('jika(a == "x", 2, 3)', "if(${a} != '', round(if(${a} = 'a_x', 2, 3), 6), '')"),
        ('jika("x" != a, 2, 3)', "if(${a} != '', round(if('a_x' != ${a}, 2, 3), 6), '')"),
    ],
)  # fmt: skip
def test_a_formula_on_a_phone(formula: str, written: str) -> None:
    assert on_phone(formula) == written


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["a"], "concat(if(position(..) = 1, 'a', ''), '')"),
        (["a", "", "b"], "concat(if(position(..) = 1, 'a', ''), if(position(..) = 3, 'b', ''), '')"),
        (["it's"], "concat(if(position(..) = 1, \"it's\", ''), '')"),
        (['"x"'], "concat(if(position(..) = 1, '\"x\"', ''), '')"),
        (["'\"'"], "concat(if(position(..) = 1, concat('', \"'\", '\"', \"'\", ''), ''), '')"),
        (["${a}"], "concat(if(position(..) = 1, '$\u2060{a}', ''), '')"),
    ],
)
def test_words_that_are_printed_already(texts: list[str], written: str) -> None:
    assert nth(texts) == written


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["Sangat segera", "biasa"], ["sangat_segera", "biasa"]),
        (["a" * 40, "b" * 41], ["a" * 40, "b" * 40]),
        (["!", "?"], ["pilihan_1", "pilihan_2"]),
        (["Ya", "ya!"], ["ya", "pilihan_2"]),
        (["pilihan 2", "!"], ["pilihan_2", "pilihan_2_"]),
        (["pilihan 2", "pilihan 2_", "!", "?"], ["pilihan_2", "pilihan_2_", "pilihan_3", "pilihan_4"]),
    ],
)
def test_codes_of_choices(words: list[str], found: list[str]) -> None:
    field = FormField.model_validate({"id": "p", "label": "P", "jenis": "pilihan", "pilihan": words})
    assert list(codes(field).values()) == found
    other = FormField.model_validate(
        {"id": "p", "label": "P", "jenis": "pilihan", "pilihan": ["Lainnya"], "lainnya": "ya"}
    )
    assert list(codes(other).values()) == ["pilihan_1"]


# --- what programs must take


@pytest.mark.parametrize(("choices", "least"), [(["KTP", "KK"], {"minItems": 1}), ([], {"const": True})])
@pytest.mark.parametrize("required", [True, False])
def test_a_box_that_must_be_ticked(choices: list[str], least: dict[str, object], required: bool) -> None:
    field = {"id": "c", "label": "C", "jenis": "centang", "pilihan": choices, "wajib": required}
    said = form_schema.schema(make({"isian": [field]}))["properties"]["c"]
    assert {key: said[key] for key in ("minItems", "const") if key in said} == (least if required else {})


# --- the blank form as a page


@pytest.mark.slow
def test_the_marks_of_a_page() -> None:
    formulir = make({"isian": [NUMBER]})
    text = render(formulir, agency(), tanda="kode isi 1a2b3c4d", qr="<svg></svg>")
    assert "kode isi 1a2b3c4d" in text
    assert "kode isi" not in render(formulir, agency())
    assert not [line for line in text.splitlines() if not line.strip()]
    assert text.endswith("\n")


@pytest.mark.slow
def test_no_finding_about_a_form_of_the_longest_formula(tmp_path: Path) -> None:
    (tmp_path / "instansi.yml").write_text("pemerintah: P\nnama: N\nlogo: l.svg\n", "utf-8")
    (tmp_path / "l.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", "utf-8")
    (tmp_path / "jabatan.yml").write_text("a: {nama: A}\n", "utf-8")
    (tmp_path / "formulir").mkdir()
    for signs, told in ((MAX_NESTING - 3, []), (MAX_NESTING - 2, ["F110"])):
        formula = "-" * signs + "a"
        fields = f"{{id: a, label: A, jenis: angka}}, {{id: r, label: R, jenis: rumus, rumus: '{formula}'}}"
        (tmp_path / "formulir/uji.yml").write_text(f"judul: Uji\nbagian: [{{isian: [{fields}]}}]\n", "utf-8")
        assert [f.code for f in examine(tmp_path)[1] if f.code == "F110"] == told
