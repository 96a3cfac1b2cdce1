"""Checklists, read back: one page a step whatever it says, few pages for the whole SOP, everything to tick."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from generator.data.library import Library
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.paper.checklist_paper import document_steps
from generator.paper.typesetting import compile_document
from tests.support import made_up
from tests.support.pdf import bookmarks, kinds, letters, plumb, read, sizes, text_of
from tests.support.sheet_measures import measured
from tests.support.tools import apart, tries
from tests.support.whole import make_checklist, make_langkah, make_lembar_kerja

pytestmark = pytest.mark.slow

SLUG = "pengukuran-kinerja"


def test_whole_checklist_has_every_step_in_order(seed: Library) -> None:
    pdf = make_checklist(seed, SLUG)
    assert sizes(pdf) == [(210, 297)] * 2
    text = letters(text_of(pdf))
    places = [text.index(letters(step.uraian)) for step in seed.sop[SLUG].langkah]
    assert places == sorted(places)
    for item in (*seed.sop[SLUG].peralatan, *seed.sop[SLUG].peringatan, "Paraf", "Mulai", "Selesai", "Catatan"):
        assert letters(item) in text
    assert {"/H1", "/Table", "/TH", "/TD"} <= kinds(pdf)


@pytest.mark.parametrize("count", [1, 8, 30, 70])
def test_pages_are_few_even_and_signed_at_the_end(count: int) -> None:
    step = {
        "uraian": "Memeriksa berkas",
        "pelaksana": "petugas",
        "mutu_baku": {"kelengkapan": "Berkas", "output": "Hasil"},
    }
    proyek = made_up.proyek({"a": made_up.sop(langkah=[step] * count)})
    pages = [page.extract_text() for page in read(make_checklist(proyek, "a")).pages]
    rows = [page.count("Memeriksa berkas") for page in pages]
    assert sum(rows) == count
    assert all(rows), "no page without a row, so no signatures alone"
    assert all("Tanggal, paraf" in " ".join(page.split()) for page in pages), "the head is repeated"
    assert "Mengetahui" in pages[-1]
    if len(rows) > 2:
        assert max(rows[1:-1]) - min(rows[1:-1]) <= 1
        assert rows[0] <= max(rows[1:-1])
    assert len(pages) == {1: 1, 8: 2, 30: 4, 70: 7}[count] or len(pages) <= 1 + count // 12


def sheets_of_each(proyek: Library, slugs: list[str]) -> list[bytes]:
    return [make_langkah(proyek, slug) for slug in slugs]


def test_every_step_is_one_page(contoh: Library) -> None:
    slugs = list(contoh.sop)[: tries(len(contoh.sop))]
    for slug, pdf in zip(slugs, apart(sheets_of_each, contoh, slugs), strict=True):
        sop = contoh.sop[slug]
        steps = sop.langkah or [step for prosedur in sop.prosedur for step in prosedur.langkah]
        assert sizes(pdf) == [(210, 297)] * len(steps), slug
        assert [number for _, number in bookmarks(pdf)] == list(range(1, len(steps) + 1)), slug


def test_sheet_of_a_step(seed: Library) -> None:
    pdf = make_langkah(seed, SLUG, "7")
    assert sizes(pdf) == [(210, 297)]
    text = text_of(pdf)
    for words in (
        "Langkah 7 dari 14", "Sekretaris menghimpun dan memvalidasi data kinerja", "Pelaksana: Sekretaris",
        "Diterima dari: langkah 6, Anggota Tim SAKIP (perlu konfirmasi)", "Draft Dokumen Pengukuran Kinerja",
        "240 menit", "Peringatan dibaca:", "Langkah 8, Sek. Tim SAKIP (perlu konfirmasi)", "Catatan", "Paraf pemeriksa",
        "Nama:", "Tanggal:", "Mulai (jam)", "Selesai (jam)", "Salinan cetak tidak terkendali.", "Lembar 7 dari 14",
        *seed.sop[SLUG].peralatan,
    ):  # fmt: skip
        assert words in text, words


def test_returns_and_exits_are_named(contoh: Library) -> None:
    text = text_of(make_langkah(contoh, "perjalanan-dinas", "2"))
    assert "Ya: langkah 3, PPTK" in text
    assert "Tidak: kembali ke langkah 1, Pegawai" in text


@pytest.mark.parametrize(("count", "pages"), [(1, 2), (4, 2), (12, 4), (40, 8), (200, 30)])
def test_a_sheet_goes_on_where_type_that_can_be_read_has_no_room(count: int, pages: int) -> None:
    items = [f"Berkas nomor {n} yang harus disiapkan dengan keterangannya" for n in range(count)]
    step = {
        "uraian": "Memeriksa berkas " * min(count, 60), "pelaksana": "petugas", "peringatan": items[: count // 3],
        "mutu_baku": {"kelengkapan": items, "waktu": "1 jam", "output": items[: count // 2]},
    }  # fmt: skip
    proyek = made_up.proyek({"a": made_up.sop(langkah=[step, step], peralatan=items[: count // 2])})
    pdf = apart(make_langkah, proyek, "a")
    found = measured(pdf)
    assert 2 <= len(found) <= pages
    assert (len(found) > 2) == (pages > 2)
    text = text_of(pdf)
    assert text.count(f"Berkas nomor {count - 1} yang") >= 2
    assert text.count("Paraf pemeriksa") == 2
    for page in found:
        assert "Langkah 1 dari 2" in page.text or "Langkah 2 dari 2" in page.text, page.nomor
        assert min(word.size for word in page.words) >= 7.45


def test_what_is_called_sure_to_fit_is_what_the_engine_would_find(seed: Library, contoh: Library) -> None:
    for proyek, slug in ((seed, SLUG), (contoh, "pengaduan-warga")):
        assert_same_sheets(proyek, slug, {True} if proyek is seed else {True, False})


def test_near_the_edge_of_the_sheet_too() -> None:
    steps = [
        {"uraian": "Memeriksa", "pelaksana": "petugas", "mutu_baku": {"kelengkapan": [f"Berkas {n}" for n in range(k)]}}
        for k in range(6, 26)
    ]
    assert_same_sheets(made_up.proyek({"a": made_up.sop(langkah=steps)}), "a", {True, False})


def assert_same_sheets(proyek: Library, slug: str, said: set[bool]) -> None:
    """The sheets are the same where the engine has to find the type size of each; ``said``: what was called sure."""
    called, asked, sure = apart(both_ways, proyek, slug)
    assert called == said
    assert plain(asked) == plain(sure)


def both_ways(proyek: Library, slug: str) -> tuple[set[bool], bytes, bytes]:
    """What the sheets are called, and the PDFs without and with it."""
    situs = SiteFacts(proyek, BuildContext())
    naskah = document_steps(situs, situs.sop[slug])
    data = json.loads(naskah.data)
    sheets = [{**sheet, "pasti_muat": False} for sheet in data["langkah"]]
    asked = replace(naskah, data=json.dumps({**data, "langkah": sheets}))
    return {sheet["pasti_muat"] for sheet in data["langkah"]}, compile_document(asked), compile_document(naskah)


def plain(pdf: bytes) -> list[bytes]:
    """What is drawn on each page, without the numbers that tie it to the structure."""
    return [re.sub(rb"/MCID \d+", b"", page.get_contents().get_data()) for page in read(pdf).pages]


def test_boxes_are_big_enough_for_a_pen(seed: Library) -> None:
    for pdf in (make_checklist(seed, SLUG), make_langkah(seed, SLUG, "2")):
        shapes = [shape for page in plumb(pdf) for shape in (*page.curves, *page.rects)]
        boxes = [s for s in shapes if abs(s["width"] - s["height"]) < 0.5 and 8 < s["width"] < 20]
        assert len(boxes) >= 6
        assert min(box["width"] for box in boxes) / 72 * 25.4 >= 4.5


def test_worksheets(seed: Library) -> None:
    pdf = make_lembar_kerja(seed, SLUG)
    assert [title for title, _ in bookmarks(pdf)] == [
        "A. Data kegiatan", "B. Identifikasi kegiatan", "C. Identifikasi langkah",
    ]  # fmt: skip
    found = seed.sop[SLUG].identifikasi
    assert found is not None
    text = letters(text_of(pdf))
    places = [
        text.index(letters(words), text.index("C.Identifikasi"))
        for words in (*found.langkah.awal, *found.langkah.akhir)
    ]
    assert places == sorted(places)
    assert "belumdiisi" in text, "Langkah Utama is empty in the seed"


def test_a_step_higher_than_a_page_loses_nothing() -> None:
    items = [f"Berkas nomor {n} dengan keterangannya" for n in range(90)]
    step = {"uraian": "Memeriksa", "pelaksana": "petugas", "mutu_baku": {"kelengkapan": items}}
    proyek = made_up.proyek({"a": made_up.sop(langkah=[step, {"uraian": "Menyimpan", "pelaksana": "petugas"}])})
    text = letters(text_of(make_checklist(proyek, "a")))
    assert all(letters(item) in text for item in items)
    assert "Menyimpan" in text


@pytest.mark.parametrize(("lines", "heeded"), [(3, 3), (6, 1), (4, 0)])
def test_every_page_begins_with_the_head_however_tightly_it_is_filled(lines: int, heeded: int) -> None:
    """What stands above the table is as high as it was measured: else a row that has no room begins a page alone."""
    words = "Memeriksa berkas menurut daftar "
    peringatan = [(words * 7 * heeded).strip()] if heeded else []
    for count in range(11, 23):
        steps = [{"uraian": (words * lines).strip(), "pelaksana": "petugas"} for _ in range(count)]
        proyek = made_up.proyek({"a": made_up.sop(langkah=steps, peringatan=peringatan)})
        pages = measured(make_checklist(proyek, "a"))
        for page in pages:
            assert "Daftar Periksa Pelaksanaan SOP" in " ".join(page.text.split()), (count, page.nomor)
        assert " ".join(pages[-1].text.split()).count("Mengetahui") == 1
