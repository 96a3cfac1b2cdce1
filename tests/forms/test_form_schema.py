"""JSON Schema of a filled form: a good document passes, every bad one is refused; CSV heads."""

from __future__ import annotations

import copy
import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.forms import csv_heads, form_schema
from tests.support.sample_forms import HOSTILE, form, hostile, make, shipped

FORM = make(
    {
        "isian": [
            {"id": "nama", "label": "Nama", "wajib": "ya"},
            {"id": "umur", "label": "Umur", "jenis": "angka", "satuan": "tahun"},
            {"id": "tanggal", "label": "Tanggal", "jenis": "tanggal"},
            {"id": "jam", "label": "Jam", "jenis": "jam"},
            {"id": "sifat", "label": "Sifat", "jenis": "pilihan", "pilihan": ["biasa", "sangat segera"]},
            {"id": "bebas", "label": "Bebas", "jenis": "pilihan", "pilihan": ["a"], "lainnya": "ya"},
            {"id": "setuju", "label": "Setuju", "jenis": "centang", "wajib": "ya"},
            {"id": "kotak", "label": "Kotak", "jenis": "centang", "pilihan": ["satu", "dua"]},
            {"id": "hasil", "label": "Hasil", "jenis": "rumus", "rumus": "umur * 2 / jumlah(k)"},
        ],
        "tabel": {"id": "t", "kolom": [{"id": "k", "label": "K", "jenis": "angka", "kelompok": "G", "wajib": "ya"}]},
        "tanda_tangan": [{"id": "pejabat", "sebutan": "Penerima,", "tempat_tanggal": "ya"}],
    },
    {"tabel": {"id": "u", "sambungan": "t", "kolom": [{"id": "m", "label": "M"}]}},
)
GOOD: dict[str, Any] = {
    "nama": "Contoh",
    "umur": 40.5,
    "tanggal": "2025-12-31",
    "jam": "08:30",
    "sifat": "sangat segera",
    "bebas": "kata lain",
    "setuju": True,
    "kotak": ["dua"],
    "hasil": None,
    "t": [{"k": 1, "m": "x"}, {"k": -2}],
    "pejabat": {"nama": "Contoh", "tanggal": "2025-01-01", "nip": "19800101 200501 1 001"},
}


def valid(document: Any) -> bool:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(form_schema.schema(FORM), format_checker=checker).is_valid(document)


def test_good_document() -> None:
    assert valid(GOOD)
    assert valid({"nama": "Contoh", "setuju": True}), "only what is required"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("nama",), ""),
        (("nama",), None),
        (("nama",), "x" * 501),
        (("umur",), "40"),
        (("umur",), 1e15),
        (("tanggal",), "31/12/2025"),
        (("tanggal",), "2025-02-30"),
        (("jam",), "24:00"),
        (("jam",), "8.30"),
        (("sifat",), "sangat_segera"),
        (("setuju",), False),
        (("setuju",), "ya"),
        (("kotak",), ["dua", "dua"]),
        (("kotak",), ["tiga"]),
        (("hasil",), "x"),
        (("t",), {}),
        (("t", 0, "k"), "1"),
        (("t", 0, "lain"), 1),
        (("pejabat", "nip"), "123"),
        (("pejabat", "tanggal"), "besok"),
        (("tidak_ada",), 1),
    ],
)
def test_bad_document(path: tuple[Any, ...], value: Any) -> None:
    document = copy.deepcopy(GOOD)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not valid(document)


@pytest.mark.parametrize("path", [("nama",), ("setuju",), ("t", 1, "k")])
def test_missing_required(path: tuple[Any, ...]) -> None:
    document = copy.deepcopy(GOOD)
    place = document
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    assert not valid(document)


@pytest.mark.parametrize(("folder", "slug"), shipped())
def test_schema_of_every_form(folder: str, slug: str) -> None:
    formulir = form(folder, slug)
    found = json.loads(form_schema.write(formulir))
    Draft202012Validator.check_schema(found)
    assert found["$schema"].endswith("2020-12/schema")
    assert (found["title"], found["description"]) == (formulir.judul, formulir.keterangan)
    assert all(part["title"] for part in found["properties"].values())
    assert form_schema.write(formulir) == form_schema.write(formulir.model_copy(deep=True))


@pytest.mark.slow
def test_words_of_the_form() -> None:
    parts = form_schema.schema(FORM)["properties"]
    assert parts["umur"]["description"] == "Satuan: tahun."
    assert parts["hasil"]["description"] == "Dihitung: Umur x 2 : jumlah K."
    assert parts["t"]["items"]["properties"]["k"]["title"] == "G: K"
    assert list(parts["t"]["items"]["properties"]) == ["k", "m"]
    assert parts["pejabat"]["title"] == "Penerima"


@pytest.mark.slow
def test_hostile_texts_stay_text() -> None:
    formulir, _ = hostile()
    found = json.loads(form_schema.write(formulir))
    Draft202012Validator.check_schema(found)
    assert found["title"] == HOSTILE
    assert found["properties"]["q"]["items"]["anyOf"][0] == {"enum": [HOSTILE, "+1"]}


def test_csv_heads_hold_ids() -> None:
    assert csv_heads.heads(FORM) == {
        "isian-formulir": "nama,umur,tanggal,jam,sifat,bebas,setuju,kotak,hasil\r\n",
        "t": "k,m\r\n",
    }
    properties = form_schema.schema(FORM)["properties"]
    assert set(csv_heads.heads(FORM)["t"].strip().split(",")) == set(properties["t"]["items"]["properties"])


@pytest.mark.parametrize("text", ["=1+1", "+62", "-", "@x", "\tx", "\r=x"])
def test_csv_cells_are_no_formulas(text: str) -> None:
    assert csv_heads.protect(text) == f"'{text}"
    assert csv_heads.protect(f"x{text}") == f"x{text}"


def test_csv_list_of_fields() -> None:
    formulir, _ = hostile()
    text = csv_heads.fields(formulir)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == [*"apqhfrmz", *"bcd"], "a sentence is nothing to fill in"
    assert rows[0]["label"] == "'" + HOSTILE
    assert [row["bagian"] for row in rows] == ["isian-formulir"] * 8 + ["t"] * 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
