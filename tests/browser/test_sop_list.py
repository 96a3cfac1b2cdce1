"""The list of SOPs: what its rows say, and in a browser its order, filters and address; from a folder too."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.data.reviews import months_after, next_reviews
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.sop_list import render_sop_list
from tests.support.made_up import proyek, sop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("daftar")


@pytest.mark.parametrize(
    ("status", "tanggal", "expected"),
    [
        ("berlaku", {"efektif": "2024-02-01"}, datetime.date(2024, 8, 1)),
        ("ditinjau", {"efektif": "2024-02-01"}, datetime.date(2024, 8, 1)),
        ("berlaku", {"efektif": "2024-02-01", "revisi": "2024-09-30"}, datetime.date(2025, 3, 30)),
        ("berlaku", {"efektif": "2023-02-01", "evaluasi": "2024-01-20"}, datetime.date(2024, 7, 20)),
        ("berlaku", {}, None),
        ("draf", {"efektif": "2024-02-01"}, None),
        ("dicabut", {"efektif": "2024-02-01"}, None),
    ],
)
def test_the_next_review_comes_from_the_data_alone(
    status: str, tanggal: dict[str, str], expected: datetime.date | None
) -> None:
    data: Any = sop(status=status, tanggal={key: datetime.date.fromisoformat(day) for key, day in tanggal.items()})
    assert next((review.hari for review in next_reviews(data)), None) == expected


def test_months_end_where_the_month_is_shorter() -> None:
    assert months_after(datetime.date(2023, 8, 31), 6) == datetime.date(2024, 2, 29)
    assert months_after(datetime.date(2024, 12, 1), 6) == datetime.date(2025, 6, 1)
    assert months_after(datetime.date(2024, 6, 15), 6) == datetime.date(2024, 12, 15)


def test_a_row_names_three_actors_and_knows_all() -> None:
    steps = [{"uraian": f"Kerja {n}", "pelaksana": id} for n, id in enumerate("abcde")]
    page = render_sop_list(
        SiteFacts(proyek({"satu": sop(pelaksana=list("abcde"), langkah=steps)}), BuildContext())
    ).body
    assert "a, b, c, dan 2 lainnya" in page
    assert 'data-pelaksana="a b c d e"' in page


def names(page: Page, which: str = "") -> list[str]:
    """The SOPs shown; ``which``: only those of a group, ":first-of-type" = valid, ".daftar__dicabut" = withdrawn."""
    return page.locator(f"table.daftar tbody{which} tr:visible .daftar__nama b").all_inner_texts()


def in_order(page: Page, *, down: bool = False) -> bool:
    """Whether each group is in the order of the names, the withdrawn ones after the others."""
    groups = [names(page, which) for which in (":first-of-type", ".daftar__dicabut")]
    sorted_groups = [sorted(group, key=str.casefold, reverse=down) for group in groups]
    return all(groups) and names(page) == [*sorted_groups[0], *sorted_groups[1]]


@pytest.fixture
def daftar(browser: Browser, example_site: Path) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((example_site / "sop" / "index.html").as_uri())
    return page


def test_columns_sort_up_and_down_by_keyboard(daftar: Page) -> None:
    head = daftar.locator("th[data-kolom=nama]")
    head.get_by_role("button").focus()
    daftar.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert in_order(daftar)
    daftar.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert in_order(daftar, down=True)
    assert daftar.locator("th[aria-sort=none]").count() == 7
    daftar.close()


def test_what_has_no_date_comes_last_in_both_directions(daftar: Page) -> None:
    for _ in range(2):
        daftar.locator("th[data-kolom=efektif] button").click()
        days = daftar.locator("tbody:first-of-type td.daftar__efektif").evaluate_all(
            "cells => cells.map(c => c.dataset.nilai)"
        )
        known = [day for day in days if day]
        assert days == known + [""] * (len(days) - len(known))
        assert len(known) not in (0, len(days))
    assert known == sorted(known, reverse=True)
    daftar.close()


def test_filters_and_their_address(daftar: Page) -> None:
    daftar.locator("#s-status").select_option("berlaku")
    daftar.locator("#s-pelaksana").select_option("petugas-surat")
    daftar.get_by_label("Saring menurut nama atau nomor").fill("surat masuk")
    daftar.locator("th[data-kolom=nomor] button").click()
    assert names(daftar) == ["Pengelolaan Surat Masuk"]
    assert daftar.locator("[data-jumlah]").inner_text() == "1"
    address = daftar.url
    assert address.endswith("?q=surat+masuk&pelaksana=petugas-surat&status=berlaku&urut=nomor")
    daftar.goto(address)
    assert names(daftar) == ["Pengelolaan Surat Masuk"]
    assert daftar.locator("#s-status").input_value() == "berlaku"
    assert daftar.locator("th[data-kolom=nomor]").get_attribute("aria-sort") == "ascending"
    daftar.get_by_label("Saring menurut nama atau nomor").fill("tidak ada yang begini")
    assert daftar.get_by_text("Tidak ada SOP yang cocok").is_visible()
    daftar.close()


def test_on_a_phone_rows_are_entries_and_can_be_sorted(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((example_site / "sop" / "index.html").as_uri())
    page.get_by_label("Urutkan").select_option("nama-turun")
    assert in_order(page, down=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.url.endswith("?urut=nama&arah=turun")
    page.close()
