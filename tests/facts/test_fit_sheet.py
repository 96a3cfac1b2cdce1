"""A step's sheet fits one A4 page, or says that it needs several: what is chosen beforehand, and what the browser makes
of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from generator.facts.fit_sheet import SCALES, SEVERAL, sheets_of
from generator.facts.site_facts import SiteFacts
from generator.pages import BuildContext, pages_of_sop
from tests.support.made_up import proyek, sop
from tests.support.sheet_measures import measured
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PANJANG = (
    "Menyusun laporan hasil pemeriksaan yang memuat pokok pengaduan, waktu, dan tempat kejadian beserta buktinya. "
)


def scale(uraian: str, **isian: Any) -> int:
    """The type size of a sheet whose step has this text."""
    steps = [{"uraian": uraian, "pelaksana": "petugas"}, {"uraian": "Menyimpan", "pelaksana": "kepala"}]
    situs = SiteFacts(proyek({"a": sop(langkah=steps, **isian)}), BuildContext())
    return sheets_of(situs, "a")[0].skala


def test_a_common_step_has_the_full_size() -> None:
    assert scale("Menerima surat") == SCALES[0] == 100


def test_more_text_never_makes_larger_type() -> None:
    sizes = [scale(PANJANG * times) or 1 for times in (1, 5, 10, 20, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]
    assert scale("Menerima surat", peralatan=[PANJANG] * 25) < 100


def test_every_size_is_in_the_style_sheet() -> None:
    sheet = (ROOT / "overrides/assets/css/lembar.css").read_text("utf-8")
    rules = re.findall(r"lembar--(\d+) \{.*? font-size: ([\d.]+)pt", sheet)
    sizes = {int(percent): float(points) for percent, points in rules}
    assert sizes == {percent or SEVERAL: pytest.approx(9.02, abs=0.01) for percent in (*SCALES[1:], SEVERAL)}


@pytest.mark.slow
def test_a_sheet_is_the_same_on_both_pages_but_for_the_address_of_the_logo() -> None:
    steps = [{"uraian": f"Langkah <{n}>", "pelaksana": "petugas"} for n in (1, 2)]
    situs = SiteFacts(proyek({"a": sop(langkah=steps)}), BuildContext(logo="instansi/logo.png"))
    pages = {page.path: page.body for page in pages_of_sop(situs, "a")}
    together = sheets(pages["sop/a/checklist/index.md"])
    alone = [sheet for kode in "12" for sheet in sheets(pages[f"sop/a/checklist/{kode}/index.md"])]
    assert len(together) == len(alone) == 2
    assert together[0] != together[1]
    assert all('src="../../../instansi/logo.png"' in sheet for sheet in together)
    assert [sheet.replace('src="../', 'src="') for sheet in alone] == together


def sheets(body: str) -> list[str]:
    """The printed sheets on a page."""
    return re.findall(r'<article class="lembar .*?</article>', body, re.DOTALL)


def test_every_sheet_prints_on_one_page(browser: Browser, example_site: Path, tmp_path: Path) -> None:
    """All sheets of the example in one print run a SOP: as many pages as steps; one alone is one page too."""
    page = browser.new_page()
    for path in sorted(example_site.glob("sop/*/checklist/index.html")):
        page.goto(path.as_uri())
        page.evaluate("document.body.classList.add('cetak-lembar')")
        pdf = tmp_path / "lembar.pdf"
        page.pdf(path=pdf, prefer_css_page_size=True)
        steps = [folder for folder in path.parent.iterdir() if folder.is_dir()]
        assert len(PdfReader(pdf).pages) == len(steps), path.parent.parent.name
    longest = max(example_site.glob("sop/*/checklist/*/index.html"), key=lambda p: len(p.read_text("utf-8")))
    page.goto(longest.as_uri())
    page.pdf(path=tmp_path / "satu.pdf", prefer_css_page_size=True)
    printed = PdfReader(tmp_path / "satu.pdf").pages
    assert len(printed) == 1
    assert "Salinan cetak tidak terkendali" in printed[0].extract_text()
    page.close()


@pytest.mark.parametrize(("times", "count"), [(1, 1), (12, 2), (30, 3)])
def test_a_sheet_with_long_texts_goes_on_under_the_same_head(
    browser: Browser, example_site: Path, tmp_path: Path, times: int, count: int
) -> None:
    """The sheet of a step with very long texts, put into a page of the example's site."""
    from tests.support.whole import render_pages

    steps = [
        {"uraian": PANJANG * times, "pelaksana": ["petugas", "kepala"], "peringatan": [PANJANG * 2],
         "keputusan": [{"ke": "2", "label": "Ya"}, {"ke": "selesai", "label": "Tidak"}],
         "mutu_baku": {"kelengkapan": [PANJANG] * (times // 3), "waktu": "1 - 20 hari kerja", "output": [PANJANG] * 2}},
        {"uraian": "Menyimpan", "pelaksana": "kepala"},
    ]  # fmt: skip
    pages = render_pages(proyek({"a": sop(langkah=steps, peralatan=[PANJANG] * min(times, 3))}), BuildContext())
    body = next(page.body for page in pages if page.path == "sop/a/checklist/1/index.md")
    page = browser.new_page()
    page.goto(next(iter(sorted(example_site.glob("sop/*/checklist/1/index.html")))).as_uri())
    page.evaluate("html => { document.querySelector('#isi').outerHTML = html; }", body)
    page.pdf(path=tmp_path / "panjang.pdf", prefer_css_page_size=True)
    sheets = measured((tmp_path / "panjang.pdf").read_bytes())
    assert (len(sheets) > 1) == (count > 1)
    assert len(sheets) <= count
    assert all("Daftar Periksa Langkah Kerja" in sheet.text for sheet in sheets)
    assert min(word.size for sheet in sheets for word in sheet.words) >= 7.4
    assert "Salinan cetak tidak terkendali" in sheets[-1].text
    page.close()
