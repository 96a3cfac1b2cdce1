"""The HTML of a blank form: one that was read and accepted, its structure, and hostile texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.loader import load
from generator.forms.form_html import render
from tests.support.tools import ROOT, assert_golden

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = """<script>alert('x')</script>" onload="x & {{ 7 * 7 }} <b>"""
VOID = ("img", "col", "br")
PROYEK = Library(Path(), Instansi.model_validate({"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH"}))


class Reader(HTMLParser):
    """Collects elements and text, and fails on elements that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def make(**parts: object) -> Formulir:
    return Formulir.model_validate({"judul": "Uji", "bagian": [parts]})


def table(**more: object) -> dict[str, object]:
    return {"id": "tabel", "baris": 12, "kolom": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}], **more}


def test_golden() -> None:
    proyek, _ = load(ROOT / "sop_data")
    assert proyek is not None
    page = render(proyek.formulir["lembar-disposisi"], proyek)
    assert_golden(GOLDEN / "lembar-disposisi.html", page)


def test_every_form_is_well_formed_and_one_element() -> None:
    proyek, _ = load(ROOT / "sop_data")
    assert proyek is not None
    for formulir in proyek.formulir.values():
        page = render(formulir, proyek)
        Reader(page)
        assert page.startswith('<div class="form ')
        assert "\n\n" not in page, "a blank line would end the block for Markdown"


def test_hostile_texts_stay_text() -> None:
    formulir = Formulir.model_validate(
        {
            "judul": HOSTILE,
            "petunjuk": [HOSTILE],
            "bagian": [
                {
                    "judul": HOSTILE,
                    "teks": [HOSTILE],
                    "isian": [
                        {"id": "a", "label": HOSTILE, "satuan": HOSTILE, "petunjuk": HOSTILE},
                        {"id": "b", "label": HOSTILE, "jenis": "pilihan", "pilihan": [HOSTILE]},
                        {"id": "c", "label": "C", "jenis": "rumus", "rumus": "jumlah(d) / a"},
                    ],
                    "tabel": table(
                        kolom=[
                            {"id": "d", "label": HOSTILE, "kelompok": HOSTILE, "petunjuk": HOSTILE, "jenis": "angka"},
                            {"id": "e", "label": "E", "jenis": "rumus", "rumus": "d / a * 100 + d / a * 100"},
                        ]
                    ),
                    "tanda_tangan": [{"id": "t", "sebutan": HOSTILE, "tanggal": HOSTILE}],
                }
            ],
        }
    )
    instansi = Instansi.model_validate(dict.fromkeys(("pemerintah", "nama", "tempat", "nama_situs"), HOSTILE))
    page = render(formulir, Library(Path(), instansi), logo=HOSTILE)
    read = Reader(page)
    assert "script" not in {tag for tag, _ in read.elements}
    assert not any("onload" in attributes for _, attributes in read.elements)
    assert [tag for tag, _ in read.elements].count("b") == 1, "only the foot's own"
    assert read.text.count(HOSTILE) >= 15


def test_required_mark_is_explained_only_where_it_is_used() -> None:
    explained = "wajib diisi"
    assert explained in render(make(isian=[{"id": "a", "label": "A", "wajib": "ya"}]), PROYEK)
    assert explained not in render(make(isian=[{"id": "a", "label": "A"}]), PROYEK)


def test_heads_of_a_table_have_their_scope() -> None:
    columns = [{"id": "a", "label": "A"}, *({"id": i, "label": i, "kelompok": "K"} for i in ("b", "c"))]
    read = Reader(render(make(tabel=table(kolom=columns, baris=3)), PROYEK))
    heads = [attributes for tag, attributes in read.elements if tag == "th"]
    assert [head.get("scope") for head in heads] == ["col", "col", "colgroup", "col", "col", "row", "row", "row"]
    assert heads[2]["colspan"] == "2"
    assert all(attributes.get("class") for tag, attributes in read.elements if tag == "table")


@pytest.mark.parametrize("rows", [1, 2, 3, 30])
def test_signatures_belong_to_the_end_of_the_table(rows: int) -> None:
    page = render(make(tabel=table(baris=rows), tanda_tangan=[{"id": "t", "sebutan": "Pembuat,"}]), PROYEK)
    numbers = [int(number) for number in re.findall(r'<th scope="row">(\d+)</th>', page)]
    assert numbers == list(range(1, rows + 1))
    end = page[page.index('class="form-akhir"') :]
    assert f'<th scope="row">{rows}</th>' in end
    assert "Pembuat," in end


def test_continued_table_has_the_rows_of_the_first() -> None:
    first = {"tabel": table(baris=7)}
    second = {"lembar_baru": "ya", "tabel": {"id": "kedua", "sambungan": "tabel", "kolom": [{"id": "c", "label": "C"}]}}
    page = render(Formulir.model_validate({"judul": "Uji", "bagian": [first, second]}), PROYEK)
    assert page.count('<th scope="row">7</th>') == 2
    assert page.count('<th scope="row">8</th>') == 0
    assert '<tr class="form-angka"><td>1</td><td>4</td></tr>' in page
    assert "Uji, bagian 2 dari 2" in page


def test_column_widths_fill_the_table() -> None:
    page = render(make(tabel=table()), PROYEK)
    widths = [float(width) for width in re.findall(r'<col style="width:([0-9.]+)%">', page)]
    assert sum(widths) == pytest.approx(100, abs=0.05)


@pytest.mark.slow
def test_letter_head() -> None:
    instansi = Instansi.model_validate({"pemerintah": "P", "nama": "N", "alamat": ["Jalan Contoh 1"]})
    formulir = Formulir.model_validate({"judul": "Uji", "kop": "ya", "bagian": [{"teks": "x"}]})
    page = render(formulir, Library(Path(), instansi), logo="../../logo.png")
    assert "Jalan Contoh 1" in page
    assert '<img class="form-logo" src="../../logo.png" alt="">' in page
    assert "form-logo--kosong" not in page
