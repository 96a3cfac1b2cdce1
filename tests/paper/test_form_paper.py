"""The printed form: its paper, its words in order, its title and language, and what it does with odd texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from generator.data.formulir import Formulir
from generator.data.library import Library
from tests.support import sample_forms
from tests.support.pdf import dengan, flat, letters, plumb, read, sizes, text_of
from tests.support.whole import make_formulir

pytestmark = pytest.mark.slow

SHIPPED = sample_forms.shipped()
PAPER = {"F4": (215, 330), "A4": (210, 297), "Letter": (216, 279)}
SHEETS = {
    "form-pengukuran-kinerja": 3,
    "rincian-biaya-perjalanan": 2,
    "laporan-perjalanan": 2,
    "pendataan-barang-rusak": 2,
}
"""Forms of several sheets; all others fit on one."""
SHEETS_ON = {("rincian-biaya-perjalanan", "A4"): 3}
"""Where a smaller paper needs more."""


@cache
def pdf_of(folder: str, slug: str, kertas: str, isian: bool = False) -> bytes:
    proyek = dengan(sample_forms.project(folder), kertas=kertas)
    return make_formulir(proyek, proyek.formulir[slug], isian=isian)


def outline(items: Any) -> Iterator[str]:
    """The titles of all bookmarks, nested ones too."""
    for item in items:
        if isinstance(item, list):
            yield from outline(item)
        else:
            yield flat(str(item.title))


def words_of(formulir: Formulir) -> list[str]:
    """Every text of a form that a person reads on paper, in the order of the sheet."""
    words = [formulir.judul]
    for bagian in formulir.bagian:
        words += [bagian.judul or "", *bagian.teks]
        for field in (*bagian.isian, *bagian.kanan):
            words += [] if field.tempat else [field.label]
            words += [*field.pilihan, field.satuan or "", field.petunjuk or ""]
        if bagian.tabel:
            columns = bagian.tabel.kolom
            words += list(dict.fromkeys(c.kelompok or "" for c in columns))
            words += [c.label for c in columns if not c.kelompok] + [c.label for c in columns if c.kelompok]
        words += [b.sebutan or "" for b in bagian.tanda_tangan]
    return [word for word in [*words, *formulir.petunjuk] if word]


@pytest.mark.parametrize("kertas", ["F4", "A4"])
@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_paper_and_pages(folder: str, slug: str, kertas: str) -> None:
    formulir = sample_forms.form(folder, slug)
    size = PAPER[kertas][::-1] if formulir.arah == "mendatar" else PAPER[kertas]
    pdf = pdf_of(folder, slug, kertas)
    count = SHEETS_ON.get((slug, kertas), SHEETS.get(slug, 1))
    assert sizes(pdf) == [size] * count
    assert sizes(pdf_of(folder, slug, kertas, True)) == [size] * count
    for number, page in enumerate(read(pdf).pages, 1):
        text = flat(page.extract_text())
        assert f"{formulir.judul} · Halaman {number} dari {count}" in text
        assert "Salinan cetak tidak terkendali." in text


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_words_title_language_bookmarks(folder: str, slug: str) -> None:
    formulir, pdf = sample_forms.form(folder, slug), pdf_of(folder, slug, "F4")
    reader = read(pdf)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None and reader.metadata.title == formulir.judul
    assert root["/Lang"] == "id-ID"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfuaid:part>1</pdfuaid:part>" in xmp
    titles = [formulir.judul, *(b.judul for b in formulir.bagian if b.judul)]
    assert list(outline(reader.outline)) == titles
    found, place = letters(text_of(pdf)), 0
    for word in words_of(formulir):
        at = found.find(letters(word), place)
        assert at >= 0 or letters(word) in found, word
        place = max(place, at)


@pytest.mark.parametrize(("folder", "slug"), SHIPPED)
def test_nothing_leaves_the_margins_and_room_for_a_pen(folder: str, slug: str) -> None:
    formulir = sample_forms.form(folder, slug)
    for page in plumb(pdf_of(folder, slug, "F4")):
        left, right = (page.width * 0.025, page.width * 0.975)
        assert all(left <= c["x0"] and c["x1"] <= right for c in page.chars)
        assert all(c["top"] >= 0 and c["bottom"] <= page.height - 15 for c in page.chars)
        boxes = [r for r in page.rects if r["width"] < 20 and r["height"] < 20 and not r["fill"]]
        assert all(min(r["width"], r["height"]) >= 4.5 * 72 / 25.4 for r in boxes)
    rows = [tabel for _, tabel in formulir.tabel() if tabel.nomor]
    assert all(str(n) in text_of(pdf_of(folder, slug, "F4")) for tabel in rows for n in range(1, 3))


def test_same_bytes_each_time() -> None:
    proyek = sample_forms.project("examples/dinas-contoh")
    for isian in (False, True):
        formulir = proyek.formulir["rincian-biaya-perjalanan"]
        assert make_formulir(proyek, formulir, isian=isian) == make_formulir(proyek, formulir, isian=isian)


def table_form(rows: int, **more: Any) -> Formulir:
    column = {"id": "a", "label": "Uraian"}
    return sample_forms.make(
        {"tabel": {"id": "t", "baris": rows, "tinggi": 12, "kolom": [column]},
         "tanda_tangan": [{"id": "s", "sebutan": "Pengirim,"}], **more}
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2, 15, 18, 19, 20, 21, 39, 40, 41, 42, 100])
def test_signatures_stay_with_the_last_rows(rows: int) -> None:
    """However long the table: the signatures stand on one page with its last row, under a repeated head."""
    pages = [
        flat(p.extract_text()) for p in read(make_formulir(sample_forms.agency(kertas="A4"), table_form(rows))).pages
    ]
    signed = [text for text in pages if "Pengirim" in text]
    assert len(signed) == 1
    assert str(rows) in signed[0].split() and "Uraian" in signed[0] and "NIP." in signed[0]
    numbers = [n for text in pages for n in map(int, filter(str.isdigit, text.split("Salinan")[0].split()))]
    # The row of column numbers, 1 and 2, stands on every page too.
    assert sorted(numbers) == sorted([*range(1, rows + 1), *[1, 2] * len([t for t in pages if "Uraian" in t])])


def test_signatures_in_a_section_of_their_own_stay_too() -> None:
    column = {"id": "a", "label": "Uraian"}
    formulir = sample_forms.make(
        {"tabel": {"id": "t", "baris": 21, "tinggi": 12, "kolom": [column]}}, {"tanda_tangan": [{"id": "s"}]}
    )
    last = read(make_formulir(sample_forms.agency(kertas="A4"), formulir)).pages[-1].extract_text()
    assert "21" in last.split() and "NIP." in last


def test_high_rows_words_already_printed_and_more_lines_than_a_page_has() -> None:
    many = [f"pilihan nomor {n}" for n in range(60)]
    formulir = sample_forms.make(
        {"isian": [{"id": "p", "label": "Panjang", "jenis": "paragraf", "baris": 40}]},
        {"bingkai": "ya", "isian": [{"id": f"f{n}", "label": f"Isian {n}"} for n in range(45)]},
        {"tabel": {"id": "t", "isi": [{"a": "Kalimat yang sudah tercetak. " * 20}, {"a": "x"}], "kolom": [
            {"id": "a", "label": "Tercetak", "lebar": 30}, {"id": "b", "label": "Nilai", "lebar": 30}]}},
        {"tabel": {"id": "u", "baris": 2, "kolom": [
            {"id": "c", "label": "C", "jenis": "centang", "pilihan": many, "lebar": 20}, {"id": "d", "label": "D"}]}},
    )  # fmt: skip
    for isian in (False, True):
        pdf = make_formulir(sample_forms.agency(kertas="A4"), formulir, isian=isian)
        found = flat(text_of(pdf))
        assert all(word in found for word in ("Kalimat yang sudah tercetak.", "pilihan nomor 59", "Isian 44"))
        for page in plumb(pdf):
            assert all(c["bottom"] <= page.height - 15 for c in page.chars)


@pytest.mark.parametrize("isian", [False, True])
def test_hostile_texts_stay_texts(isian: bool) -> None:
    formulir, proyek = sample_forms.hostile()
    found = letters(text_of(make_formulir(proyek, formulir, isian=isian)))
    for word in ('=HYPERLINK("http://contoh.invalid","x")', "#import</text><script>alert(1)</script>", "${x}${a}"):
        assert letters(word) in found
    # What the font lacks (finding S404) is a box.
    assert "□" in found and not set(found) & set("😀ꦲꦤꦕꦫꦏ")


def test_agency_without_town_logo_or_address() -> None:
    formulir = sample_forms.form("sop_data", "undangan-rapat")
    text = text_of(make_formulir(sample_forms.agency(), formulir))
    assert "DINAS CONTOH" in text and "Logo" not in text  # no empty frame on a sheet that people carry
    proyek: Library = replace(sample_forms.agency(tempat="Kotabaru"), formulir={})
    assert "Kotabaru," in text_of(make_formulir(proyek, formulir))


def test_words_of_the_foot() -> None:
    formulir = sample_forms.make({"teks": ["Isi"]}, kaki="Nomor SOP: 1/2/3")
    assert "Nomor SOP: 1/2/3 · Uji · Halaman 1 dari 1" in text_of(make_formulir(sample_forms.agency(), formulir))
