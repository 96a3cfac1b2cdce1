"""Monitoring and evaluation of an SOP: what they ask, and the tables with printed rows in every output."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.data.formulir import Formulir
from generator.data.loader import load
from generator.facts.monev import KRITERIA, evaluasi, monitoring
from generator.facts.site_forms import forms_of
from generator.forms import csv_heads, form_html, form_schema, xlsform, xlsx
from generator.pages import BuildContext
from generator.steps.resolve import ResolvedSop, resolve
from tests.support.read_page import baca, rapat
from tests.support.sample_forms import FOLDERS, agency, form, make, project
from tests.support.whole import all_forms, render_pages

XF = "{http://www.w3.org/2002/xforms}"
SOPS = [(folder, slug) for folder in FOLDERS for slug in project(folder).sop]
QUOTES = "a'b\"c ${x} 'd"
TABLE = make(
    {
        "tabel": {
            "id": "t",
            "isi": [{"nama": "=1+1", "ket": QUOTES}, {"nama": "Kursi"}],
            "kolom": [
                {"id": "nama", "label": "Nama"},
                {"id": "ket", "label": "Ket", "jenis": "paragraf"},
                {"id": "banyak", "label": "Banyak", "jenis": "angka", "wajib": "ya"},
            ],
        }
    },
    kaki="Lampiran SOP Uji",
)


def laid_out(folder: str, slug: str) -> ResolvedSop:
    return resolve(project(folder), slug)


@pytest.mark.parametrize(("folder", "slug"), SOPS)
def test_every_step_is_judged_beside_its_standard_time(folder: str, slug: str) -> None:
    sop = laid_out(folder, slug)
    tables = [tabel for _, tabel in monitoring(project(folder), sop).tabel()]
    assert len(tables) == len(sop.prosedur)
    for number, (tabel, prosedur) in enumerate(zip(tables, sop.prosedur, strict=True), 1):
        rows = [(row[f"no_{number}"], row[f"prosedur_{number}"]) for row in tabel.isi]
        acts = [[step.data.uraian, *map(str, step.notes_in(step.data.uraian))] for step in prosedur.langkah]
        assert rows == [(step.no, "\n".join(act)) for step, act in zip(prosedur.langkah, acts, strict=True)]
        for row, step in zip(tabel.isi, prosedur.langkah, strict=True):
            time = step.mutu.waktu
            assert row[f"waktu_baku_{number}"] == ("belum diisi" if time.missing else str(time))
        heads = [column.label for column in tabel.filled_columns]
        assert heads == ["Waktu nyata", "Penilaian", "Catatan hasil", "Tindakan", "Paraf penilai"]


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "slug"), SOPS)
def test_both_forms_name_the_sop_and_go_through_every_output(folder: str, slug: str) -> None:
    proyek, sop = project(folder), laid_out(folder, slug)
    for entry in forms_of(proyek, sop):
        formulir = entry.data
        xform, warnings = xlsform.convert_with_warnings(formulir, entry.id)
        assert warnings == []
        book = load_workbook(io.BytesIO(xlsx.write(formulir, proyek)))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
        jsonschema.Draft202012Validator.check_schema(form_schema.schema(formulir))
        csv_heads.fields(formulir)
        page = rapat(baca(form_html.render(formulir, proyek)).teks)
        number = sop.data.nomor or "belum ditetapkan"
        for text in (page, rapat("\n".join(cells)), rapat("".join(etree.fromstring(xform.encode()).itertext()))):
            assert rapat(f"Nama SOP: {sop.data.judul}") in text
            assert rapat(f"Nomor SOP: {number}") in text
            assert rapat("Revisi: ") in text
        assert all(number in str(sheet.oddFooter.right.text) for sheet in book if sheet.sheet_state == "visible")


def test_the_evaluation_asks_seven_criteria() -> None:
    for folder, slug in SOPS:
        ((_, tabel),) = evaluasi(project(folder), laid_out(folder, slug)).tabel()
        assert [row["kriteria"] for row in tabel.isi] == list(KRITERIA)
    assert len(KRITERIA) == len(set(KRITERIA)) == 7


def test_no_name_can_be_that_of_another_form() -> None:
    """Whatever slugs there are: a slug has no two hyphens in a row, and its page is not below sop/."""
    for folder in FOLDERS:
        proyek = project(folder)
        forms = list(all_forms(proyek))
        assert len(forms) == len(proyek.formulir) + 2 * len(proyek.sop)
        for names in ([f.kunci for f in forms], [f.id for f in forms], [f.path_stem for f in forms]):
            assert len(names) == len(set(names))
        assert {f.id for f in forms if "--" in f.id} == {f.id for f in forms if f.sop}


@pytest.mark.slow
def test_the_pages_are_offered_by_their_sop_and_not_in_the_list_of_forms() -> None:
    pages = {page.path: page for page in render_pages(project(FOLDERS[0]), BuildContext())}
    index = set(baca(pages["formulir/index.md"].body).tautan)
    own = set(baca(pages["sop/pengukuran-kinerja/index.md"].body).tautan)
    for kind in ("monitoring", "evaluasi"):
        assert f"sop/pengukuran-kinerja/{kind}/index.md" in pages
        assert f"{kind}/index.html" in own
        assert not [link for link in index if kind in link]


def test_printed_rows_are_locked_text_in_excel() -> None:
    sheet = load_workbook(io.BytesIO(xlsx.write(TABLE, agency())))["Formulir"]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    for text in ("=1+1", "Kursi", QUOTES):
        assert cells[text].data_type == "s"
        assert cells[text].protection.locked
    assert "Lampiran SOP Uji" in str(sheet.oddFooter.right.text)


def test_printed_rows_stand_on_the_page_once_and_only_they() -> None:
    tree = etree.fromstring(form_html.render(TABLE, agency()), etree.HTMLParser())
    rows = [[rapat("".join(cell.itertext())) for cell in row.iter("td")] for row in tree.iter("tr")][3:]
    assert rows == [["=1+1", rapat(QUOTES), ""], ["Kursi", "", ""]]


@pytest.mark.slow
def test_a_phone_asks_each_printed_row_once_and_shows_its_words() -> None:
    root = etree.fromstring(xlsform.to_xform(TABLE, "uji").encode())
    binds = {str(b.get("nodeset")).split("/")[-1]: dict(b.attrib) for b in root.iter(f"{XF}bind")}
    assert binds["t_count"]["calculate"] == "2"
    (repeat,) = root.iter(f"{XF}repeat")
    counted = {value for key, value in repeat.attrib.items() if key.endswith("count")}
    assert [path.strip() for path in counted] == ["/data/t_count"]
    assert evaluate(binds["nama"]["calculate"], 1) == "=1+1"
    assert evaluate(binds["nama"]["calculate"], 2) == "Kursi"
    assert evaluate(binds["ket"]["calculate"], 1) == QUOTES.replace("${", "$\u2060{")
    assert evaluate(binds["ket"]["calculate"], 2) == ""
    shown = [dict(o.attrib)["value"].split("/")[-1].strip() for o in root.iter(f"{XF}output")]
    assert shown == ["nama", "ket"]


def evaluate(expression: str, row: int) -> str:
    """What an expression of ``nth`` gives in this row; XPath 1.0 has no ``if``, so lxml is lent one."""
    words = expression.replace("position(..)", str(row))
    words = re.sub(r"\bif\(", "f:if(", words)
    extension = {("urn:f", "if"): lambda _, condition, yes, no: yes if condition else no}
    return str(etree.XPath(words, namespaces={"f": "urn:f"}, extensions=extension)(etree.Element("x")))


@pytest.mark.slow
def test_programs_know_the_printed_rows() -> None:
    check = jsonschema.Draft202012Validator(form_schema.schema(TABLE))
    first, second = {"nama": "=1+1", "ket": QUOTES, "banyak": 3}, {"nama": "Kursi", "ket": "", "banyak": 4}
    assert check.is_valid({"t": [first, second]})
    for rows in ([first], [second, first], [first, second, first], [first, {**second, "banyak": "4"}]):
        assert not check.is_valid({"t": rows})
    assert list(csv.reader(io.StringIO(csv_heads.heads(TABLE)["t"]))) == [
        ["nama", "ket", "banyak"],
        ["'=1+1", QUOTES, ""],
        ["Kursi", "", ""],
    ]


def test_a_form_of_the_example_has_printed_rows() -> None:
    formulir: Formulir = form(FOLDERS[1], "peminjaman-kendaraan")
    assert [len(tabel.isi) for _, tabel in formulir.tabel()] == [3]
    assert formulir.kaki


@pytest.mark.slow
@pytest.mark.parametrize("beside", ["baris: 3", "sambungan: u"])
def test_printed_rows_are_counted_by_themselves(tmp_path: Path, beside: str) -> None:
    (tmp_path / "formulir").mkdir()
    (tmp_path / "instansi.yml").write_text("pemerintah: P\nnama: N\n", "utf-8")
    (tmp_path / "jabatan.yml").write_text("a: {nama: A}\n", "utf-8")
    text = f"judul: Uji\nbagian:\n  - tabel: {{id: t, {beside}, isi: [{{a: x}}], kolom: [{{id: a, label: A}}]}}\n"
    (tmp_path / "formulir" / "uji.yml").write_text(text, "utf-8")
    _, findings = load(tmp_path)
    assert [(finding.code, finding.line) for finding in findings] == [("F111", 3)]
