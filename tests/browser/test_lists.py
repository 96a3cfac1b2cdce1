"""The lists as readers use them: what changed last month, what I opened last, their order, and overdue reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_page_prints import kind_of
from tests.support.read_page import baca

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def shown(page: Page) -> list[str]:
    entries = page.locator(".catatan__butir")
    return [entry.locator("b").first.inner_text() for entry in entries.all() if entry.is_visible()]


def test_what_changed_last_month_in_two_taps(phone: BrowserContext, example_site: Path) -> None:
    page = phone.new_page()
    page.clock.set_fixed_time("2024-03-10T09:00:00")
    page.goto((example_site / "index.html").as_uri())
    page.get_by_role("link", name="Baru diubah").click()  # 1
    assert page.url.endswith("perubahan/index.html")
    page.get_by_role("button", name="Bulan lalu").click()  # 2
    box = page.locator(".bulan:visible h2").first.bounding_box()
    assert box and box["y"] < 844, "the answer begins on the first screen"
    assert page.locator(".bulan:visible h2").all_inner_texts() == ["Februari 2024"]
    assert len(shown(page)) == 8
    assert page.url.endswith("?dari=2024-02-01&sampai=2024-02-29")
    page.reload()
    assert len(shown(page)) == 8
    assert page.get_by_role("button", name="Bulan lalu").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Bulan ini").click()
    assert shown(page) == [] and page.get_by_text("Tidak ada perubahan yang cocok").is_visible()


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2023-11-13", "2023-11-13", ["November 2023"]),
        ("2023-11-14", "2024-01-31", []),
        ("", "2023-11-12", ["Januari 2021", "April 2019", "Februari 2018"]),
        ("2024-02-01", "", ["Februari 2024"]),
    ],
)
def test_both_days_of_the_filter_count(
    phone: BrowserContext, example_site: Path, since: str, until: str, months: list[str]
) -> None:
    page = phone.new_page()
    page.goto((example_site / "perubahan/index.html").as_uri())
    page.get_by_label("Sejak").fill(since)
    page.get_by_label("Sampai").fill(until)
    assert page.locator(".bulan:visible h2").all_inner_texts() == months


def test_months_are_headings_without_a_script(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((example_site / "perubahan/index.html").as_uri())
    months = ["Februari 2024", "November 2023", "Januari 2021", "April 2019", "Februari 2018"]
    assert page.locator("main h2:visible").all_inner_texts() == months
    assert page.locator("main form:visible").count() == 0
    page.close()


def test_home_remembers_what_was_opened_and_what_changed_since(phone: BrowserContext, example_site: Path) -> None:
    page = phone.new_page()
    page.clock.set_fixed_time("2026-01-20T09:00:00")
    home = (example_site / "index.html").as_uri()
    page.goto(home)
    section = page.locator("[data-kunjungan]")
    assert section.is_hidden()
    for slug in ("surat-keluar", "pelayanan-tamu", "surat-keluar"):
        page.goto((example_site / f"sop/{slug}/index.html").as_uri())
    page.goto(home)
    section.locator("li").first.wait_for()
    assert section.locator("b").all_inner_texts() == ["Pengelolaan Surat Keluar", "Pelayanan Tamu"]
    assert "dibuka 20 Januari 2026" in section.inner_text()
    assert "Berubah sejak" not in section.inner_text()
    page.evaluate(  # as if the SOP had said something else then
        "() => { const key = Object.keys(localStorage).find(k => k.startsWith('sop:kunjungan:'));"
        " const all = JSON.parse(localStorage[key]); all[1].isi = '0/00000000';"
        " localStorage[key] = JSON.stringify(all); }"
    )
    page.reload()
    section.locator("li").first.wait_for()
    told = section.locator("li").all_inner_texts()
    assert ["Berubah sejak kunjungan terakhir Anda" in text for text in told] == [False, True]
    section.locator("a").last.click()
    page.wait_for_url("**/sop/pelayanan-tamu/index.html")
    page.wait_for_load_state()
    page.goto(home)
    section.locator("li").first.wait_for()
    assert "Berubah sejak" not in section.inner_text()
    page.get_by_role("button", name="Hapus daftar ini").click()
    assert section.is_hidden()
    page.reload()
    assert section.is_hidden()


def test_without_storage_home_is_whole(browser: Browser, example_site: Path) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((example_site / "sop/surat-keluar/index.html").as_uri())
    page.goto((example_site / "index.html").as_uri())
    assert page.locator("[data-kunjungan]").is_hidden()
    assert [fault for fault in faults if "kunjungan" in fault or "centang" in fault] == []
    context.close()


def test_lists_are_in_the_order_of_what_they_show(phone: BrowserContext, example_site: Path) -> None:
    page = phone.new_page()
    page.goto((example_site / "sop/index.html").as_uri())
    names = page.locator("tbody:first-of-type .daftar__nama b").all_inner_texts()
    assert names == sorted(names, key=str.casefold) and len(names) > 5
    page.goto((example_site / "formulir/index.html").as_uri())
    forms = page.locator("tbody tr td:first-child b").all_inner_texts()
    assert forms == sorted(forms, key=str.casefold) and len(forms) > 5
    page.goto((example_site / "index.html").as_uri())
    said = page.locator("section:has(> #formulir) li span").all_inner_texts()
    assert said and all("langkah " in words and not words.startswith("Dipakai") for words in said), "each names its SOP"


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-07-01", ""), ("2024-07-02", "Jatuh tempo"), ("2024-08-01", "Jatuh tempo"), ("2024-08-02", "Terlewat")],
)
def test_overdue_reviews_are_marked(phone: BrowserContext, example_site: Path, day: str, words: str) -> None:
    """The review of this SOP is due on 1 August 2024."""
    page = phone.new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto((example_site / "sop/index.html").as_uri())
    row = page.locator("tr:visible", has_text="Pengelolaan Surat Keluar")
    marks = [mark.inner_text() for mark in row.locator("td.daftar__tinjauan b").all() if mark.is_visible()]
    assert marks == ([words] if words else [])


def test_a_form_offers_print_and_excel_first(phone: BrowserContext, example_site: Path) -> None:
    page = phone.new_page()
    for name in ("formulir/lembar-disposisi", "sop/surat-masuk/monitoring"):
        page.goto((example_site / name / "index.html").as_uri())
        assert page.locator(".ambil .tombol:visible").all_inner_texts() == ["Cetak", "Isi di Excel"]
        assert page.locator(".ambil a[href$='-isian.pdf']").is_visible()
        kept = page.locator(".pengelola")
        assert kept.get_by_text("XForm").first.is_hidden()
        kept.locator("summary").click()
        assert kept.get_by_text("XForm", exact=True).is_visible()


def test_selects_are_as_wide_as_their_choices(phone: BrowserContext, example_site: Path) -> None:
    page = phone.new_page()
    for name in ("sop", "perubahan", "kalender"):
        page.goto((example_site / name / "index.html").as_uri())
        cut = page.evaluate(
            """() => { const pen = document.createElement('canvas').getContext('2d');
              return [...document.querySelectorAll('.saring select')].filter((s) => s.checkVisibility()).filter((s) => {
                pen.font = getComputedStyle(s).font;
                return Math.max(...[...s.options].map((o) => pen.measureText(o.text).width)) > s.clientWidth - 10;
              }).map((s) => s.name + ' ' + s.clientWidth); }"""
        )
        assert cut == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


CODE = r"[\w/-]+\.ya?ml|X(LS)?Form|JSON Schema|\b(tanggal|langkah)\.[a-z]+"


def test_readers_are_not_shown_how_data_are_written(phone: BrowserContext, example_site: Path) -> None:
    """All pages but those for who keeps the data, with everything folded as it comes. A browser opens those in whose
    text such words stand somewhere, and one of each kind for what scripts add."""
    page = phone.new_page()
    found = []
    kinds = set()
    for path in sorted(example_site.rglob("index.html")):
        name = path.relative_to(example_site).as_posix()
        if name.startswith(("panduan/", "perhatian/")):
            continue
        kind, text = kind_of(name), path.read_text("utf-8")
        if kind in kinds and not (re.search(CODE, text) and re.search(CODE, baca(text).teks)):
            continue
        kinds.add(kind)
        page.goto(path.as_uri())
        said = page.evaluate("code => (document.body.innerText.match(new RegExp(code, 'g')) || []).slice(0, 2)", CODE)
        found += [(name, word) for word in said]
    assert found == []
    assert len(kinds) > 20
