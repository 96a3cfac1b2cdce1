"""Ticks on checklists: kept in the browser for one text of one SOP, from a folder too; never printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.printed import assert_same, print_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WHOLE = "sop/pengukuran-kinerja/checklist/index.html"
STEP = "sop/pengukuran-kinerja/checklist/2/index.html"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def ticked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('#isi input[type=checkbox]')].filter(b => b.checked)"
        ".map(b => b.ariaLabel || b.closest('label').textContent.trim())"
    )
    return found


def test_the_checklist_is_a_list_on_a_phone(phone: BrowserContext, seed_site: Path) -> None:
    page = phone.new_page()
    page.goto((seed_site / WHOLE).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = (
        "[...document.querySelectorAll('#isi .kertas, #isi .kertas *')].filter(e => e.scrollWidth > e.clientWidth + 1"
    )
    assert page.evaluate(f"{wide} && getComputedStyle(e).overflowX !== 'visible').length") == 0
    boxes = page.locator(".periksa tr[data-pelaksana]")
    assert boxes.count() == 14
    for row in (boxes.first, boxes.last):
        box = row.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    small = page.evaluate(
        "[...document.querySelectorAll('.ringkas :is(p, li, b, td)')]"
        ".filter(e => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 14).length"
    )
    assert small == 0, "text on screens is at least 14 px"
    assert page.get_by_text("Paraf", exact=True).first.is_hidden(), "what only a pen fills is on paper"


def test_ticks_survive_a_reload_and_can_be_deleted(phone: BrowserContext, seed_site: Path) -> None:
    page = phone.new_page()
    page.goto((seed_site / WHOLE).as_uri())
    assert ticked(page) == []
    clear = page.get_by_role("button", name="Hapus centang")
    assert clear.is_hidden()
    page.get_by_role("checkbox", name="Langkah 2 selesai").check()
    page.locator("tr:has([data-butir='3.o']) .kotak-centang li").first.click()  # the words tick too
    before = ticked(page)
    assert len(before) == 2
    assert "hanya tersimpan di peramban ini" in page.locator(".centang-ket").inner_text()
    page.reload()
    assert ticked(page) == before
    assert "2 dari" in page.locator(".centang-ket").inner_text()
    clear.click()
    assert ticked(page) == [] and clear.is_hidden()
    page.reload()
    assert ticked(page) == []


def test_a_step_and_the_whole_checklist_share_their_ticks(phone: BrowserContext, seed_site: Path) -> None:
    step = phone.new_page()
    step.goto((seed_site / STEP).as_uri())
    step.locator("[data-butir=o] input").first.check()
    step.locator("[data-butir=p] input").first.check()  # tools are had anew at each step
    whole = phone.new_page()
    whole.goto((seed_site / WHOLE).as_uri())
    assert whole.locator("[data-butir='2.o'] input").first.is_checked()
    assert len(ticked(whole)) == 1
    whole.locator("[data-butir='2.o'] input").first.uncheck()
    step.reload()
    assert not step.locator("[data-butir=o] input").first.is_checked()
    assert step.locator("[data-butir=p] input").first.is_checked()


def test_another_text_of_the_sop_starts_empty(phone: BrowserContext, seed_site: Path) -> None:
    page = phone.new_page()
    page.goto((seed_site / STEP).as_uri())
    page.locator("[data-butir=p] input").first.check()
    page.add_init_script(  # before any script of the page runs
        "new MutationObserver(() => { const e = document.querySelector('[data-centang]');"
        " if (e) e.dataset.centang = 'pengukuran-kinerja/1/00000000'; })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.reload()
    assert ticked(page) == []


def test_without_storage_the_page_says_so(browser: Browser, seed_site: Path) -> None:
    context = browser.new_context()
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    for name in (STEP, WHOLE):
        page.goto((seed_site / name).as_uri())
        page.locator("#isi input[type=checkbox]").first.check()
        assert "tidak dapat menyimpan centang" in page.locator(".centang-ket").inner_text()
    context.close()


def test_without_a_script_no_tick_is_offered(browser: Browser, seed_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for name in (STEP, WHOLE):
        page.goto((seed_site / name).as_uri())
        assert page.locator("#isi input[type=checkbox]:visible").count() == 0, name
    context.close()


@pytest.mark.parametrize("name", [WHOLE, STEP])
def test_what_is_ticked_is_not_printed(phone: BrowserContext, seed_site: Path, name: str) -> None:
    page = phone.new_page()
    page.goto((seed_site / name).as_uri())
    blank = print_of(page)
    for box in page.locator("#isi input[type=checkbox]").all()[:6]:
        box.check()
    assert_same(blank, print_of(page), name)


def test_a_long_step_has_a_short_title(phone: BrowserContext, seed_site: Path) -> None:
    page = phone.new_page()
    for path in sorted(seed_site.glob("sop/*/checklist/*/index.html")):
        page.goto(path.as_uri())
        box = page.locator("h1").bounding_box()
        assert box and box["height"] < 260, path
