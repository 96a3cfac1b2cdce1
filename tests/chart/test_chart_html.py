"""The chart on a page: its table, and that the drawing follows the rows and columns a browser makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.chart.chart_html import LAYAR, LEBAR, TERLEBAR, render
from generator.chart.layout import MeasuredTable
from generator.chart.router.route import plan
from generator.steps.graph import Chart
from tests.bench.random_charts import usual_chart
from tests.chart.test_forks import THREE_IN_A_ROW
from tests.chart.test_picture import KECIL
from tests.support.charts import random_chart
from tests.support.geometry import faults, read
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CSS = "".join((ROOT / "overrides/assets/css" / name).read_text("utf-8") for name in ("token.css", "bagan.css"))
SCRIPT = (ROOT / "overrides/assets/js/bagan.js").read_text("utf-8")

#: How far the drawing's rows and columns are from the table's, at most (px of the screen).
DRIFT = """() => {
  const rows = document.querySelectorAll('tbody tr'), svg = document.querySelector('.bagan__alur');
  let most = 0;
  const far = (a, b, sides) => sides.forEach((s) => { most = Math.max(most, Math.abs(a[s] - b[s])); });
  svg.querySelectorAll('.row').forEach((band) => far(
    band.getBoundingClientRect(), rows[band.dataset.row].getBoundingClientRect(), ['top', 'bottom']));
  svg.querySelectorAll('.lane').forEach((band) => far(
    band.getBoundingClientRect(),
    document.querySelector(`th[data-lane="${band.dataset.lane}"]`).getBoundingClientRect(), ['left', 'right']));
  return most;
}"""


def page_of(bagan: Chart, script: bool = True) -> str:
    """A page with the chart, its style sheet and its script."""
    chips = '<button data-peran="">Semua</button>' + "".join(
        f'<button data-peran="{kolom.id}" aria-pressed="false">{kolom.nama}</button>' for kolom in bagan.kolom
    )
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8">'
        f"<style>* {{ box-sizing: border-box }} {CSS} body {{ font-family: var(--md-text-font) }}</style>"
        f'<body data-md-color-scheme="default"><div class="pg" id="isi">{chips}{render(bagan, lambda key: f"#{key}")}'
        f"</div>{f'<script>{SCRIPT}</script>' if script else ''}"
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_table_says_what_the_drawing_shows() -> None:
    html = render(KECIL, lambda key: f"/{key}")
    assert '<tr id="langkah-b2" data-row="1"' in html
    assert '<a href="/langkah/b1" aria-label="Langkah 1: buka lembar periksa">1</a>' in html
    assert "Tidak: kembali ke langkah 1 (Pemohon), alur perkiraan." in html
    assert 'scope="colgroup" colspan="2">Dinas</th>' in html
    assert html.count("belum diisi</i>") == 2
    assert "<ul><li>Formulir</li><li>KTP</li></ul>" in html
    assert "&lt;contoh&gt; &amp; lainnya" in html
    assert "<contoh>" not in html


def test_legend_names_only_the_signs_in_use() -> None:
    html = render(KECIL, lambda key: "")
    legend = re.sub(r"<[^>]+>", " ", html[html.index("bagan__legenda") :])
    assert "Keputusan" in legend
    assert "Alur perkiraan" in legend
    assert "Kegiatan" not in legend
    assert 'href="' not in html, "no address, no link"


def test_items_lead_to_the_pages_behind_them() -> None:
    rows = list(KECIL.baris)
    sel = rows[0].mutu[0]
    linked = type(sel)(sel.butir, sel.rentang, (("Formulir", "formulir/formulir-permohonan"),))
    row = type(rows[0])("b1", "1", rows[0].uraian, (linked, *rows[0].mutu[1:]))
    bagan = Chart("x", "X", KECIL.kolom, (row, *rows[1:]), KECIL.simbol, KECIL.alur)
    assert '<a href="../formulir/formulir-permohonan">Formulir</a>' in render(bagan, lambda key: f"../{key}")


@pytest.mark.parametrize("width", [1440, 1280, 1024, 768])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_drawing_follows_the_table(page: Page, width: int, script: bool) -> None:
    for bagan in (KECIL, random_chart(4, 20, 6)):
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(page_of(bagan, script))
        assert page.evaluate(DRIFT) <= 1
        drawn = page.locator(".bagan__alur").evaluate("svg => svg.outerHTML")
        assert faults(read(drawn)) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "the page itself never scrolls"
        )


def test_drawing_follows_when_texts_and_windows_grow(page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    page.set_content(page_of(KECIL))
    page.evaluate("document.querySelectorAll('.bagan td').forEach((td) => { td.style.fontSize = '21px'; })")
    page.wait_for_function(f"({DRIFT})() <= 1")
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_function(f"innerWidth === 900 && ({DRIFT})() <= 1")
    assert faults(read(page.locator(".bagan__alur").evaluate("svg => svg.outerHTML"))) == []


def test_row_pointed_at_lights_its_arrows(page: Page) -> None:
    page.set_content(page_of(KECIL))
    page.hover("#langkah-b2 .bagan__uraian")
    lit = page.locator(".edge.sorot").evaluate_all("edges => edges.map((e) => e.dataset.from + e.dataset.to).sort()")
    assert lit == ["21", "23"]
    page.focus("#langkah-b1 a")
    assert page.locator(".edge.sorot").evaluate_all("edges => edges.map((e) => e.dataset.to)") == ["2"]


def test_chosen_actor_is_lit(page: Page) -> None:
    page.set_content(page_of(KECIL))
    page.evaluate("document.dispatchEvent(new CustomEvent('sop:peran', {detail: 'loket'}))")
    assert page.locator("tr.milik").evaluate_all("rows => rows.map((r) => r.id)") == ["langkah-b2"]
    assert page.locator("th.milik").inner_text() == "Petugas Loket"
    assert page.locator(".edge.masuk").evaluate_all("edges => edges.map((e) => e.dataset.from)") == ["1"]
    page.evaluate("document.dispatchEvent(new CustomEvent('sop:peran', {detail: ''}))")
    assert page.locator(".milik, .masuk, .bagan--peran").count() == 0


def test_what_is_lit_goes_on_through_a_fork(page: Page) -> None:
    page.set_content(page_of(THREE_IN_A_ROW))
    page.focus("#langkah-b1 a")
    lit = page.locator(".edge.sorot").evaluate_all("edges => edges.map((e) => e.dataset.to).sort()")
    assert lit == ["a", "c", "cabang 1", "d", "f"]
    assert page.locator(".node.sorot").count() == 6
    page.evaluate("document.dispatchEvent(new CustomEvent('sop:peran', {detail: 'p2'}))")
    lit = page.locator(".edge.masuk").evaluate_all("edges => edges.map((e) => e.dataset.from + e.dataset.to).sort()")
    assert lit == ["bcabang 1", "cabang 1f"]
    assert page.locator(".edge-label.masuk").first.inner_html() == "Ya"
    assert faults(read(page.locator(".bagan__alur").evaluate("svg => svg.outerHTML"))) == []


def test_symbols_are_reached_in_step_order_and_light_their_arrows(page: Page) -> None:
    page.set_content(page_of(KECIL))
    page.focus("#langkah-b3 a")
    names = []
    for _ in KECIL.simbol:
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names[:2] == ["Langkah 1, mulai, Pemohon", "Langkah 2, keputusan, Petugas Loket"]
    assert names[2].startswith("Langkah tanpa nomor, selesai, Kepala Seksi (pelaksana perkiraan")
    page.locator(".node").nth(0).focus()
    page.keyboard.press("Tab")
    lit = page.locator(".edge.sorot").evaluate_all("edges => edges.map((e) => e.dataset.from + e.dataset.to).sort()")
    assert lit == ["21", "23"]
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    assert page.get_by_role("img", name="Langkah 2, keputusan, Petugas Loket").count() == 1


@pytest.mark.parametrize("width", [1100, 768, 600, 390])
def test_number_and_kegiatan_stay_when_the_table_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(page_of(random_chart(4, size=(20, 12))))
    far = page.locator(".bagan__bingkai").evaluate("frame => (frame.scrollLeft = 9999, frame.scrollLeft)")
    assert far > 0
    left = page.locator(".bagan__bingkai").evaluate("frame => frame.getBoundingClientRect().left")
    no = page.locator("tbody .bagan__no").first.bounding_box()
    uraian = page.locator("tbody .bagan__uraian").first.bounding_box()
    assert no and uraian
    assert abs(no["x"] - left) < 1
    assert abs(uraian["x"] - no["x"] - no["width"]) < 1
    assert uraian["x"] + uraian["width"] - left < width / 2, "and leave room for what they are about"
    assert page.evaluate(DRIFT) <= 1


def test_four_actors_fit_a_tablet(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 900})
    page.set_content(page_of(usual_chart(2, (12, 4))))
    assert page.locator(".bagan__bingkai").evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    sizes = page.locator(".bagan th, .bagan td").evaluate_all("cells => cells.map((c) => getComputedStyle(c).fontSize)")
    assert min(float(size.removesuffix("px")) for size in sizes) >= 12
    assert page.evaluate(DRIFT) <= 1


def test_columns_are_shared_out_for_the_widest_page() -> None:
    """A table as low as can be there; on the usual page each column has the same share of what it gains."""
    bagan = random_chart(5, size=(8, 3))
    col = r'<col style="width:([\d.]+)px" data-lebar="([\d.]+)" .*?data-bagian="([\d.]+)"'
    cols = [[float(value) for value in found] for found in re.findall(col, render(bagan, str))]
    tabel, rencana = MeasuredTable(bagan), plan(bagan)
    widest = tabel.lowest(rencana, LAYAR, TERLEBAR, natural=True)
    least = sum(least for _, least, _ in cols)
    assert least < LEBAR
    assert sum(share for *_, share in cols) == pytest.approx(1, abs=0.01)
    assert [least_ + share * (TERLEBAR - least) for _, least_, share in cols] == pytest.approx(widest, abs=1)
    assert [width for width, *_ in cols] == pytest.approx([n + share * (LEBAR - least) for _, n, share in cols], abs=1)
