"""The forms of the built site, printed by a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.printed import sizes_of, texts_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

F4 = (215, 330)
"""The paper of the seed's agency (mm)."""
PAGES = {
    "form-pengukuran-kinerja": 3,
    "lembar-disposisi": 1,
    "undangan-rapat": 1,
    "daftar-hadir": 1,
    "notula-rapat": 1,
    "surat-pengantar": 1,
    "buku-ekspedisi": 1,
}
LANDSCAPE = {"form-pengukuran-kinerja", "buku-ekspedisi"}
PEN = 4.5
"""The least side of a box that a pen ticks, mm."""


def open_form(browser: Browser, site: Path, slug: str, width: int = 1440) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "formulir" / slug / "index.html").as_uri())
    return page


def print_page(page: Page) -> list[tuple[tuple[int, int], str]]:
    """Size in mm and text of each printed page."""
    pdf = page.pdf(prefer_css_page_size=True)
    return [((round(wide), round(high)), text) for (wide, high), text in zip(sizes_of(pdf), texts_of(pdf), strict=True)]


@pytest.mark.parametrize("slug", PAGES)
def test_printed_pages(browser: Browser, seed_site: Path, slug: str) -> None:
    page = open_form(browser, seed_site, slug)
    printed = print_page(page)
    page.close()
    size = F4[::-1] if slug in LANDSCAPE else F4
    assert [found for found, _ in printed] == [size] * PAGES[slug]
    for number, (_, text) in enumerate(printed, 1):
        assert f"Halaman {number} dari {PAGES[slug]}" in text
        assert "Salinan cetak tidak terkendali" in text
        assert "Perlu konfirmasi" not in text, "what belongs to the page on screen stays there"


@pytest.mark.parametrize("slug", PAGES)
def test_room_for_a_pen(browser: Browser, seed_site: Path, slug: str) -> None:
    page = open_form(browser, seed_site, slug)
    page.emulate_media(media="print")
    heights = "css => [...document.querySelectorAll(css)].map(e => e.getBoundingClientRect().height / 96 * 25.4)"
    rows = page.evaluate(heights, ".form tbody th")
    boxes = page.evaluate(heights, ".form-kotak")
    page.close()
    assert all(row >= 8 for row in rows)
    assert all(box >= PEN for box in boxes)


def test_page_never_scrolls_sideways(browser: Browser, seed_site: Path) -> None:
    for slug in PAGES:
        page = open_form(browser, seed_site, slug, 390)
        for width in (390, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (slug, width)
        page.close()


def test_a_screen_of_1024_shows_whole_tables(browser: Browser, seed_site: Path, example_site: Path) -> None:
    """Of every form, sheets across included; narrower screens scroll a table in its frame."""
    page = browser.new_page(viewport={"width": 1024, "height": 900})
    paths = [
        path
        for site in (seed_site, example_site)
        for kind in ("formulir/*", "sop/*/monitoring", "sop/*/evaluasi")
        for path in sorted(site.glob(f"{kind}/index.html"))
    ]
    assert len(paths) > 30
    for path in paths:
        page.goto(path.as_uri())
        wide = "css => [...document.querySelectorAll(css)].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert page.evaluate(wide, ".form-gulir, .form-tabel :is(th, td)") == 0, path
    page.close()


def test_signatures_stay_with_the_last_rows(browser: Browser, seed_site: Path) -> None:
    """However long the table: its last row stands on the page of the signatures, under a repeated head."""
    page = open_form(browser, seed_site, "surat-pengantar")
    added = 0
    for rows in (14, 17, 30, 44, 45, 46, 47, 90):
        page.evaluate(
            """more => {
                const body = document.querySelector(".form-tabel tbody");
                const row = body.rows[0];
                for (let n = 0; n < more; n++) body.append(row.cloneNode(true));
                document.querySelectorAll(".form-tabel tbody th").forEach((head, n) => { head.textContent = "n" + n });
            }""",
            rows - added,
        )
        added = rows
        last = page.evaluate("[...document.querySelectorAll('.form-tabel tbody th')].at(-1).textContent")
        signed = [text for _, text in print_page(page) if "Pengirim" in text]
        assert len(signed) == 1, rows
        assert last in signed[0].split(), rows
        assert "Jenis yang dikirim" in signed[0], rows
        assert signed[0].count("NIP.") == 2, rows
    page.close()
