"""The checklists have one name and one content: what a browser prints and what the PDF says are the same words.

Every SOP of both data folders, the checklist of the whole SOP and the sheet of each step, printed by Chromium from the
built site and compared with the PDF beside it. What stands on every page (head, foot, number of the page) must be on
every page of both; the rest is compared letter by letter, since lines and long words break at other places.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from generator.data.loader import load
from generator.facts.print_marks import print_marks
from generator.facts.print_words import PrintHead, checklist_of, head_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.step_sheet import step_needs
from tests.support.printed import texts_of
from tests.support.tools import ROOT, SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDERS = {"seed_site": ROOT / "sop_data", "example_site": ROOT / "examples" / "dinas-contoh"}


def letters(text: str) -> str:
    """A text without white space and without places where words may break."""
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def pages_of(pdf: bytes | Path) -> list[str]:
    """The letters of each page."""
    return [letters(text) for text in texts_of(pdf)]


def foot_of(head: PrintHead) -> tuple[str, ...]:
    """What stands at the foot of every page."""
    assumed = f"{head.perkiraan}." if head.perkiraan else ""
    said = f"{head.tanda} Salinan cetak tidak terkendali. Versi yang berlaku ada di {head.nama_situs}. {assumed}"
    return tuple(map(letters, (said, f"{head.age} · {head.sop}", *filter(None, [head.cap, head.cap_ket]))))


def bodies(pages: list[str], everywhere: tuple[str, ...], sometimes: tuple[str, ...]) -> str:
    """All that the pages say without what stands on each (it must be there) and what stands on some."""
    found = []
    for number, page in enumerate(pages, start=1):
        for words in sometimes:
            page = page.replace(words, "", 1)
        for words in everywhere:
            assert words in page, (number, words, page)
            page = page.replace(words, "", 1)
        found.append(page)
    return "".join(found)


def assert_same(web: str, paper: str, where: str) -> None:
    only_web, only_paper = Counter(web) - Counter(paper), Counter(paper) - Counter(web)
    assert not only_web and not only_paper, (where, only_web, only_paper, web, paper)


def prints_of(browser: Browser, site: Path, slugs: list[str]) -> Iterator[tuple[str, bytes, bytes]]:
    """Each SOP's checklist and its step sheets, as Chromium prints them."""
    page = browser.new_page()
    for slug in slugs:
        page.goto((site / f"sop/{slug}/checklist/index.html").as_uri())
        whole = page.pdf(prefer_css_page_size=True)
        page.evaluate("document.body.classList.add('cetak-lembar')")
        yield slug, whole, page.pdf(prefer_css_page_size=True)
    page.close()


@pytest.mark.parametrize("site", SITES)
def test_web_and_paper_say_the_same(request: pytest.FixtureRequest, browser: Browser, site: str) -> None:
    proyek, _ = load(FOLDERS[site])
    assert proyek is not None
    built: Path = request.getfixturevalue(site)
    situs = SiteFacts(proyek, BuildContext())
    for slug, whole, sheets in prints_of(browser, built, list(proyek.sop)):
        sop = situs.sop[slug]
        head = head_of(proyek, slug, sop.data, print_marks(proyek.instansi, slug, sop.data))
        words = checklist_of(situs, sop, step_needs(situs, sop))
        heads = tuple(map(letters, words.kepala))
        web, paper = pages_of(whole), pages_of(built / f"sop/{slug}/daftar-periksa.pdf")
        for pages in (web, paper):
            assert [f"Halaman{n}dari{len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
        said = [
            bodies(
                [page.replace(f"Halaman{n}dari{len(pages)}", "") for n, page in enumerate(pages, 1)],
                (*foot_of(head), *heads),
                (letters(head.lanjutan),),
            ).replace("·", "")
            for pages in (web, paper)
        ]
        assert_same(*said, f"{slug}, seluruh SOP")
        # Further pages name the SOP on both.
        assert all(letters(head.lanjutan) in page for page in (*web, *paper[1:])), slug
        web, paper = pages_of(sheets), pages_of(built / f"sop/{slug}/lembar-langkah.pdf")
        assert len(web) == len(paper) == len(sop.langkah), slug
        for number, (one, other) in enumerate(zip(web, paper, strict=True), start=1):
            assert ("dari" in one and f"Lembar{number}dari" in one) or len(sop.prosedur) > 1
            assert_same(one, other, f"{slug}, lembar {number}")


@pytest.mark.xdist_group("example")
def test_the_print_does_not_depend_on_the_screen(example_site: Path, browser: Browser) -> None:
    """The same print from a phone and a wide screen, in dark mode, and with a role chosen."""

    def dark(page: Page) -> None:
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")

    def with_role(page: Page) -> None:
        page.locator("[data-pilih-peran] button").nth(2).click()

    found = []
    for width, prepare in ((390, None), (1280, None), (1280, dark), (768, with_role)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((example_site / "sop/pengaduan-warga/checklist/index.html").as_uri())
        if prepare:
            prepare(page)
        found.append(page.pdf(prefer_css_page_size=True))
        page.close()
    drawn = [[sorted(set(colours(page))) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages] for pdf in found]
    said = [pages_of(pdf) for pdf in found]
    assert all(one == said[0] for one in said)
    assert all(one == drawn[0] for one in drawn)


def colours(page: pypdf.PageObject) -> Iterator[str]:
    """The colours that a page is drawn with."""
    contents = page.get_contents()
    assert contents is not None
    for line in contents.get_data().decode("latin-1").splitlines():
        if line.rstrip().endswith((" rg", " RG", " scn", " SCN")):
            yield line.strip()
