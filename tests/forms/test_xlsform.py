"""XLSForm and XForm of a blank form: what a phone asks, calculations, hostile texts, stable bytes."""

from __future__ import annotations

import copy
import datetime
import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.data.formulir import Formulir
from generator.forms import xlsform
from generator.forms.xlsform_parts import LABEL, PESAN_SYARAT, PESAN_WAJIB, label_words, words
from tests.forms.test_xlsx_calculated import random_case
from tests.support.sample_forms import HOSTILE, form, hostile, make, shipped
from tests.support.tools import ROOT

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"


def sheet(formulir: Formulir, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the XLSForm, without empty cells."""
    rows = list(load_workbook(io.BytesIO(xlsform.write(formulir, "uji")))[name].iter_rows(values_only=True))
    return [{str(k): v for k, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


def survey(formulir: Formulir) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in sheet(formulir, "survey") if "name" in row}


def model(formulir: Formulir) -> etree._Element:
    return etree.fromstring(xlsform.to_xform(formulir, "uji").encode())


def binds(formulir: Formulir) -> dict[str, dict[str, str]]:
    """Last name of its path -> the attributes of each bind."""
    return {str(b.get("nodeset")).split("/")[-1]: dict(b.attrib) for b in model(formulir).iter(f"{XF}bind")}


@pytest.mark.slow
def test_who_only_asks_for_the_codes_of_choices_waits_for_no_converter() -> None:
    source = "import sys, generator.forms.xlsform_rows; print('pyxform' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"]


@pytest.mark.parametrize(("folder", "slug"), shipped())
def test_every_form_converts_without_a_warning(folder: str, slug: str) -> None:
    formulir = form(folder, slug)
    xform, warnings = xlsform.convert_with_warnings(formulir, slug)
    assert warnings == []
    root = etree.fromstring(xform.encode())
    (primary,) = (e for e in root.iter(f"{XF}data"))
    assert primary.get("id") == slug
    (translation,) = root.iter(f"{XF}translation")
    assert (translation.get("lang"), translation.get("default")) == ("Indonesia (id)", "true()")
    nodes = {str(b.get("nodeset")).split("/")[-1] for b in root.iter(f"{XF}bind")}
    fields = [field for _, field in formulir.isian()] + [c for _, t in formulir.tabel() for c in t.kolom]
    assert {field.id for field in fields} <= nodes
    assert len(list(root.iter(f"{XF}repeat"))) == len([t for _, t in formulir.tabel() if not t.sambungan])


FIELDS = make(
    {
        "judul": "Bagian",
        "teks": ["Kalimat tetap."],
        "isian": [
            {"id": "teks", "label": "Teks", "wajib": "ya", "petunjuk": "Huruf cetak."},
            {"id": "angka", "label": "Angka", "jenis": "angka", "satuan": "Rp"},
            {"id": "tanggal", "label": "Tanggal", "jenis": "tanggal"},
            {"id": "jam", "label": "Jam", "jenis": "jam"},
            {"id": "pilihan", "label": "Pilihan", "jenis": "pilihan", "pilihan": ["baik", "rusak ringan"]},
            {"id": "bebas", "label": "Bebas", "jenis": "pilihan", "pilihan": ["A", "a", "lainnya"], "lainnya": "ya"},
            {"id": "centang", "label": "Centang", "jenis": "centang"},
            {"id": "kotak", "label": "Kotak", "jenis": "centang", "pilihan": ["satu", "dua"]},
            {"id": "paragraf", "label": "Paragraf", "jenis": "paragraf", "baris": 4},
            {"id": "ttd", "label": "Paraf", "jenis": "tanda tangan"},
        ],
        "tanda_tangan": [{"id": "pejabat", "sebutan": "Penerima,", "jabatan": "ya", "tempat_tanggal": "ya"}],
    },
    petunjuk=["Isi semua."],
)


@pytest.mark.parametrize(
    ("name", "kind", "appearance"),
    [
        ("teks", "text", None),
        ("angka", "decimal", None),
        ("tanggal", "date", None),
        ("jam", "time", None),
        ("pilihan", "select_one pilihan", None),
        ("bebas-lainnya", "text", None),
        ("centang", "select_one ya-tidak", None),
        ("kotak", "select_multiple kotak", None),
        ("paragraf", "text", "multiline"),
        ("ttd", "image", "signature"),
        ("pejabat-tanda-tangan", "image", "signature"),
        ("pejabat-tanggal", "date", None),
        ("bagian-1-teks-1", "note", None),
        ("petunjuk-1", "note", None),
    ],
)
def test_types(name: str, kind: str, appearance: str | None) -> None:
    row = survey(FIELDS)[name]
    assert (row["type"], row.get("appearance")) == (kind, appearance)


def test_words_are_indonesian() -> None:
    rows = survey(FIELDS)
    assert rows["teks"]["required"] == "yes"
    assert rows["teks"][PESAN_WAJIB] == "Isian ini wajib diisi."
    assert rows["teks"]["hint::Indonesia (id)"] == "Huruf cetak."
    assert rows["angka"][LABEL] == "Angka (Rp)"
    assert rows["pejabat-nip"][PESAN_SYARAT] == "NIP terdiri atas 18 angka."
    assert rows["bebas-lainnya"]["relevant"] == "selected(${bebas}, 'lainnya')"
    assert all(PESAN_SYARAT in row for row in rows.values() if "constraint" in row)


def test_codes_of_choices_are_valid_and_stand_once() -> None:
    lists: dict[str, list[tuple[str, str]]] = {}
    for row in sheet(FIELDS, "choices"):
        lists.setdefault(row["list_name"], []).append((row["name"], row[LABEL]))
    assert lists["pilihan"] == [("baik", "baik"), ("rusak_ringan", "rusak ringan")]
    assert [label for _, label in lists["bebas"]] == ["A", "a", "lainnya", "Lainnya"]
    for found in lists.values():
        codes = [code for code, _ in found]
        assert len({code.lower() for code in codes}) == len(codes)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes)


@pytest.mark.parametrize("id", ["data", "meta", "instanceid", "name", "div", "mod", "text"])
def test_words_of_xforms_as_ids(id: str) -> None:
    fields = [
        {"id": id, "label": "A", "jenis": "angka"},
        {"id": "r", "label": "R", "jenis": "rumus", "rumus": f"{id} * 2"},
    ]
    assert xlsform.convert_with_warnings(make({"isian": fields}), "uji")[1] == []


def test_continued_tables_are_one_repeat() -> None:
    rows = sheet(form("sop_data", "form-pengukuran-kinerja"), "survey")
    assert [row["name"] for row in rows if row["type"] == "begin_repeat"] == ["rencana"]
    groups = [row["name"] for row in rows if row["type"] == "begin_group"]
    assert {"rencana-kolom", "capaian-kolom", "capaian-kelompok-1", "anggaran-kolom"} <= set(groups)


def test_hostile_texts_stay_text() -> None:
    formulir, _ = hostile()
    xform, warnings = xlsform.convert_with_warnings(formulir, "uji")
    assert warnings == []
    root = etree.fromstring(xform.encode())
    assert not [e for e in root.iter() if etree.QName(e).localname in ("script", "output")]
    texts = ["".join(value.itertext()) for value in root.iter(f"{XF}value")]
    assert sum(label_words(HOSTILE) in text for text in texts) >= 10
    assert next(root.iter(f"{H}title")).text == words(HOSTILE).strip()
    assert words(HOSTILE).replace("\u2060", "") == HOSTILE


@pytest.mark.slow
def test_same_bytes_in_another_second() -> None:
    formulir = form("sop_data", "form-pengukuran-kinerja")
    first = xlsform.write(formulir, "uji"), xlsform.to_xform(formulir, "uji")
    time.sleep(2.1)  # file times in a ZIP count in steps of two seconds
    assert (xlsform.write(formulir, "uji"), xlsform.to_xform(formulir, "uji")) == first


def test_version_changes_with_the_questions_only() -> None:
    def version(**more: object) -> Any:
        return sheet(make({"isian": [{"id": "a", "label": "A", **more}]}), "settings")[0]["version"]

    assert version() == version(lebar="6")
    assert len({version(), version(label="B"), version(wajib="ya"), version(jenis="angka")}) == 4


def evaluate(formulir: Formulir, id: str, rows: list[dict[str, str]], fields: dict[str, str], row: int = 0) -> str:
    """The calculation of a field on filled data; ``row``: in which row of the table."""
    return calculator(formulir, rows, fields)(id, row)


def calculator(
    formulir: Formulir, rows: list[dict[str, str]], fields: dict[str, str], extra: dict[str, str] | None = None
) -> Callable[[str, int], str]:
    """Calculates fields on filled data as a phone would, but with another XPath program."""
    root = model(formulir)
    (data,) = root.iter(f"{XF}data")
    for element in data.iter():
        element.tag = etree.QName(element).localname
    for repeat in (str(r.get("nodeset")).split("/")[-1] for r in root.iter(f"{XF}repeat")):
        blank, *others = data.findall(repeat)
        for other in others:
            data.remove(other)
        for values in rows[::-1]:
            blank.addnext(_filled(copy.deepcopy(blank), values))
        data.remove(blank)
    tree = _filled(copy.deepcopy(data), fields)
    functions = etree.FunctionNamespace(None)
    functions["if"] = lambda _, condition, yes, no: yes if condition else no
    functions["decimal-date-time"] = lambda _, value: _days(value)
    functions["min"] = lambda _, *values: min(map(_number, values))
    functions["selected"] = lambda _, value, code: code in (value[0].text or "").split()
    functions["bulat"] = lambda _, value, places: round(_number(value), int(places))
    # XPath's own round() takes one number, the phone's also the places
    asked = {name: bind.get("calculate", "") for name, bind in binds(formulir).items()} | (extra or {})
    calculations = {name: text.replace("round(", "bulat(") for name, text in asked.items() if text}
    for name in (name for name in calculations if name.startswith("jumlah-")):
        _filled(tree, {name: str(tree.xpath(calculations[name]))})
    return lambda id, row: str(list(tree.iter(id))[row].xpath(calculations[id]))


def _number(value: Any) -> float:
    """A number, or the number in the first of these elements; none where it is empty."""
    return float(value[0].text or "nan") if isinstance(value, list) else float(value)


def _days(value: Any) -> float:
    """Days since 1970, as a phone in Jakarta counts them: its midnight is seven hours before that of Greenwich."""
    day = datetime.date.fromisoformat(value[0].text or "1970-01-01")
    return (day - datetime.date(1970, 1, 1)).days - 7 / 24


def _filled(tree: etree._Element, values: dict[str, str]) -> etree._Element:
    for name, value in values.items():
        next(tree.iter(name)).text = value
    return tree


ROWS = [
    {"arah": "tinggi", "target_1": "100", "realisasi_1": "85", "pagu": "0", "realisasi_anggaran": "5"},
    {"arah": "rendah", "target_1": "100", "realisasi_1": "85", "pagu": "8", "realisasi_anggaran": "6"},
    {"arah": "tinggi", "target_1": "0", "realisasi_1": "5"},
    {"target_1": "10", "realisasi_1": "5"},
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "capaian", "serapan"), [(0, "85.0", ""), (1, "115.0", "75.0"), (2, "", ""), (3, "", "")]
)
def test_calculations_of_rows(row: int, capaian: str, serapan: str) -> None:
    formulir = form("sop_data", "form-pengukuran-kinerja")
    assert evaluate(formulir, "capaian_1", ROWS, {}, row) == capaian
    assert evaluate(formulir, "serapan", ROWS, {}, row) == serapan


@pytest.mark.slow
def test_sums() -> None:
    table = {
        "id": "t",
        "kolom": [
            {"id": "k", "label": "K", "jenis": "angka"},
            {"id": "bagi", "label": "B", "jenis": "rumus", "rumus": "k / jumlah(k) * 100"},
        ],
    }
    result = {"id": "r", "label": "R", "jenis": "rumus", "rumus": "-(a - 3) + jumlah(k)"}
    fields = [{"id": "a", "label": "A", "jenis": "angka"}, result]
    formulir = make({"isian": fields, "tabel": table})
    rows = [{"k": "1"}, {"k": ""}, {"k": "3"}]
    assert evaluate(formulir, "r", rows, {"a": "0.5"}) == "6.5"
    assert evaluate(formulir, "r", rows, {"a": ""}) == ""
    assert evaluate(formulir, "r", [{"k": ""}], {"a": "1"}) == ""
    assert evaluate(formulir, "bagi", rows, {}, 2) == "75.0"


@pytest.mark.slow
def test_many_formulas_agree_with_the_tree() -> None:
    formulir, values, expected = random_case()
    calculate = calculator(formulir, [], {id: str(value) for id, value in values.items()})
    for id, value in expected.items():
        found = calculate(id, 0)
        assert (float(found) if found else None) == (None if value is None else pytest.approx(value, abs=1e-6)), id
