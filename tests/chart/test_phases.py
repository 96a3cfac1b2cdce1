"""Phases within one flow: bands across the table, which the flow crosses and no sheet leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.chart.chart_html import render
from generator.chart.layout import lay_out
from generator.chart.long_rows import split_rows
from generator.chart.router.route import plan
from generator.chart.sheets import draw_pages, fit_sheets
from generator.chart.spoken import summary
from generator.chart.svg import draw
from generator.steps.graph import Chart, ChartCell
from tests.chart.test_chart_html import page_of
from tests.chart.test_picture import KECIL
from tests.support.charts import A4, F4, random_chart
from tests.support.geometry import faults, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = "Tahap persetujuan dan pemesanan kepada penyedia yang sudah terdaftar pada katalog elektronik"


def phased(bagan: Chart, every: int = 3) -> Chart:
    """The chart with a band before the first row and before each so-many-th after it; no cell reaches over one."""
    rows = [
        replace(row, fase=f"Fase {r} {LONG if r % 2 else ''}".strip()) if r % every == 0 else row
        for r, row in enumerate(bagan.baris)
    ]
    return replace(bagan, baris=tuple(rows))


@pytest.mark.parametrize("seed", range(12))
def test_the_flow_crosses_the_bands_without_fault(seed: int) -> None:
    svg = draw(phased(random_chart(seed)))
    assert faults(read(svg)) == []
    assert svg.count("Fase ") >= 1


def test_a_band_is_as_wide_as_the_table_and_right_above_its_row() -> None:
    bagan = phased(random_chart(3, size=(10, 4)))
    tata = lay_out(bagan, plan(bagan))
    assert [band.baris for band in tata.bands] == list(range(0, len(bagan.baris), 3))
    for band in tata.bands:
        left, top, width, height = band.kotak
        assert (left, width) == (0, tata.x[-1])
        assert top + height == tata.y[band.baris]
        above = tata.y[band.baris - 1] + tata.tinggi[band.baris - 1] if band.baris else sum(tata.tinggi_kepala)
        assert top == above
    rules = re.search(r'class="grid" d="([^"]*)"', draw(bagan))
    assert rules
    for x, start, end in re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)", rules[1]):
        crossed = [b for b in tata.bands if float(start) < b.kotak[1] + 1 < float(end)]
        assert crossed == [], f"the rule at {x} runs through a band"


def test_the_words_of_a_band_stand_where_no_arrow_runs() -> None:
    bagan = phased(random_chart(5, size=(8, 3)))
    tata = lay_out(bagan, plan(bagan))
    texts = re.findall(r'<text x="([\d.]+)" y="[\d.]+" font-weight="bold"[^>]*>(.*?)</text>', draw(bagan))
    assert any(LONG.split()[-1] in words for _, words in texts)
    assert tata.bands[1].teks != (bagan.baris[3].fase,), "it breaks before the columns of the pelaksana begin"


@pytest.mark.slow
@pytest.mark.parametrize("kertas", [A4, F4], ids=["A4", "F4"])
@pytest.mark.parametrize("seed", range(6))
def test_no_band_stands_alone_at_the_foot_of_a_sheet_and_none_is_repeated(seed: int, kertas) -> None:  # type: ignore[no-untyped-def]
    bagan = phased(random_chart(seed, size=(20, 5)), 2)
    printed = fit_sheets(bagan, kertas.lebar, lambda _: kertas.tinggi)
    assert len(printed.sheets) > 1
    said = [baris.fase for sheet in printed.sheets for baris in sheet.page.bagan.baris if baris.fase]
    assert said == [baris.fase for baris in bagan.baris if baris.fase]
    for sheet in printed.sheets:
        assert sheet.tata.y[-1] * sheet.unit <= kertas.tinggi + 0.01
        for band in sheet.tata.bands:
            assert sheet.tata.tinggi[band.baris] > 0
    for svg in draw_pages(bagan, kertas):
        assert faults(read(svg)) == []


def test_a_row_that_goes_on_on_the_next_sheet_does_not_begin_its_phase_again() -> None:
    rows = [replace(KECIL.baris[0], fase="Awal", uraian=ChartCell(("Memeriksa berkas permohonan " * 200,)))]
    bagan = replace(KECIL, baris=(*rows, *KECIL.baris[1:]))
    split = split_rows(lay_out(bagan, plan(bagan)), 300).bagan
    assert len(split.baris) > 3
    assert [baris.fase for baris in split.baris if baris.fase] == ["Awal"]


def test_a_band_heads_the_rows_of_the_table_on_the_page() -> None:
    html = render(phased(KECIL, 2), lambda key: "")
    assert re.findall(r'<th colspan="2" scope="rowgroup" class="bagan__fase">(.*?)</th>', html) == ["Fase 0", "Fase 2"]
    assert html.count("<tbody>") == html.count("</tbody>") == 2
    assert "<tbody>\n</tbody>" not in html


def test_the_picture_says_the_phases_in_words() -> None:
    words = summary(phased(KECIL, 2))
    assert words.index("Fase: Fase 0.") < words.index("Langkah 1.") < words.index("Fase: Fase 2.")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [1440, 768])
def test_the_drawing_follows_the_table_round_the_bands(page: Page, width: int, script: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(page_of(phased(random_chart(4, size=(12, 5))), script))
    drift = page.evaluate("""() => Math.max(...Array.from(document.querySelectorAll('.bagan__alur .row'), (band) => {
        const row = document.querySelector(`tr[data-row="${band.dataset.row}"]`).getBoundingClientRect();
        const box = band.getBoundingClientRect();
        return Math.max(Math.abs(box.top - row.top), Math.abs(box.bottom - row.bottom));
    }))""")
    assert drift <= 1
    assert faults(read(page.locator(".bagan__alur").evaluate("svg => svg.outerHTML"))) == []
