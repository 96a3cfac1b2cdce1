"""Words between two stars are set in italics: in every document, on every page and in every picture of a chart."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from generator.chart.layout import lay_out
from generator.chart.long_rows import split_rows
from generator.chart.router.route import plan
from generator.chart.sheets import draw_pages
from generator.chart.svg import draw
from generator.data.library import Library
from generator.facts.site_facts import BuildContext
from generator.steps.resolve import resolve
from tests.support import made_up
from tests.support.charts import A4
from tests.support.geometry import faults, read
from tests.support.pdf import letters
from tests.support.whole import make_checklist, make_langkah, make_official, render_pages

pytestmark = pytest.mark.slow

LONG = " ".join(["kata"] * 12)
ROWS: list[dict[str, Any]] = [
    {"uraian": f"Mengisi *form daring* {LONG} *yang sangat panjang {LONG}* lalu menyimpan", "pelaksana": "petugas",
     "keterangan": ["*Online*", "Tetap"], "peringatan": "Jangan *offline*",
     "mutu_baku": {"kelengkapan": ["*Softcopy*", "Berkas"], "waktu": "*Real time*", "output": ["*Print out*¹"]}},
    {"uraian": "Memeriksa", "pelaksana": "kepala", "teks": "*Check*?", "keputusan": {"ya": "3", "tidak": "1"},
     "mutu_baku": {"gabung": ["waktu", "keterangan"]}},
    {"uraian": "a. Menyimpan *file*\nb. Menutup", "pelaksana": "petugas"},
]  # fmt: skip
CELL_WORDS = ("formdaring", "Online", "Softcopy", "Realtime", "Printout")
STEP_WORDS = ("formdaring", "Online", "offline", "Softcopy", "Realtime", "Printout", "softcopy", "file")


@pytest.fixture(scope="module")
def proyek() -> Library:
    boxes = {key: ["*Item* lain"] for key in ("maksud_tujuan", "kualifikasi", "pencatatan")}
    sop = made_up.sop(
        langkah=ROWS,
        catatan_kaki={"¹": "Berupa *softcopy*."},
        peralatan=["*Scanner*"],
        peringatan=["*Default*"],
        **boxes,
    )
    return made_up.proyek({"a": sop})


def in_italics(pdf: bytes) -> str:
    """The letters that are set in italics."""
    found: list[str] = []

    def take(text: str, _cm: Any, _tm: Any, font: Any, _size: float) -> None:
        if font and "Italic" in str(font.get("/BaseFont")):
            found.append(text)

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=take)
    return letters("".join(found))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_official, (*CELL_WORDS, "softcopy", "file", "Item", "Scanner", "Default")),
        (make_checklist, (*STEP_WORDS, "Scanner", "Default")),
        (make_langkah, (*STEP_WORDS, "Scanner", "Default")),
    ],
)  # fmt: skip
def test_every_document_sets_them(make: Any, words: tuple[str, ...], proyek: Library) -> None:
    pdf = make(proyek, "a")
    italic = in_italics(pdf)
    assert [word for word in words if word not in italic] == []
    assert "Berkas" not in italic
    assert "menyimpan" not in italic
    whole = letters("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    assert "*" not in whole
    assert "□" not in whole


def test_every_picture_of_the_chart_sets_them(proyek: Library) -> None:
    bagan = resolve(proyek, "a").prosedur[0].bagan
    # On sheets the words inside the diamond have a key, which the document explains below the table.
    for svg, more in ((draw(bagan), ("Check", "softcopy")), *((sheet, ()) for sheet in draw_pages(bagan, A4))):
        italic = letters("".join(re.findall(r'<tspan font-style="italic">([^<]*)</tspan>', svg)))
        assert [word for word in (*CELL_WORDS, "file", *more) if word not in italic] == []
        assert letters(f"yang sangat panjang {LONG}") in italic
        assert "menyimpan" not in italic
        assert "*" not in re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
        assert faults(read(svg)) == []


def test_every_page_sets_them(proyek: Library) -> None:
    pages = {page.path: page.body for page in render_pages(proyek, BuildContext())}
    for path in ("sop/a/index.md", "sop/a/checklist/index.md", "sop/a/checklist/1/index.md",
                 "pelaksana/petugas/index.md", "pelaksana/petugas/saku/index.md"):  # fmt: skip
        body = pages[path]
        italic = letters("".join(re.findall(r"<i>([^<]*)</i>", body)))
        assert [word for word in (*CELL_WORDS, "offline") if word not in italic] == []
        assert "*" not in re.sub(r"<(style|script).*?</\1>", "", body, flags=re.DOTALL), path
    told = re.sub(r"<[^>]*>", "", pages["sop/a/monitoring/index.md"])
    assert "form daring" in told


def test_italics_go_on_in_the_next_piece_of_a_row_that_no_sheet_holds() -> None:
    words = " ".join(f"kata{n}" for n in range(900))
    rows = [{"uraian": f"Memeriksa *{words}* berkas", "pelaksana": "petugas"}, {"uraian": "B", "pelaksana": "kepala"}]
    bagan = resolve(made_up.proyek({"a": made_up.sop(langkah=rows)}), "a").prosedur[0].bagan
    split = split_rows(lay_out(bagan, plan(bagan), lebar=800), 300).bagan
    assert len(split.baris) > 3
    svg = draw(split)
    italic = " ".join(re.findall(r'<tspan font-style="italic">([^<]*)</tspan>', svg)).split()
    assert [word for word in italic if word.startswith("kata")] == words.split()
    assert not {"Memeriksa", "berkas"} & set(italic)
