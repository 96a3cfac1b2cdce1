"""One's own work in a browser: "Saya adalah" and what it remembers, the page of an actor, the pocket list on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("peran")
SOP = "sop/pengukuran-kinerja/index.html"
SEKRETARIS = "pelaksana/sekretaris/index.html"
OWN = ["langkah-4", "langkah-5", "langkah-7", "langkah-10"]
REFUSED = """for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("sop:")) throw new Error("tidak boleh");
    return own.call(this, key, ...rest);
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has chosen nothing yet; no script may fail on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def visit(page: Page, site: Path, name: str) -> None:
    address, mark, rest = name.partition("?")
    page.goto((site / address).as_uri() + mark + rest)


def lit(page: Page) -> list[str]:
    """The rows of the chart that are lit."""
    return page.locator(".bagan tbody tr.milik").evaluate_all("rows => rows.map((row) => row.id)")


def pressed(page: Page) -> list[str]:
    return page.locator("[data-peran][aria-pressed=true]").evaluate_all("all => all.map((b) => b.dataset.peran)")


def test_own_steps_are_lit_and_said_by_keyboard_alone(page: Page, seed_site: Path) -> None:
    visit(page, seed_site, SOP)
    assert lit(page) == []
    page.locator("[data-peran='']").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert pressed(page) == ["sekretaris"]
    assert lit(page) == OWN
    assert page.locator(".peran [role=status]").inner_text() == "4 langkah Anda ditandai."
    rows = page.locator(".bagan tbody .bagan__no").all_text_contents()
    assert [row.endswith(" langkah Anda") for row in rows] == [f"langkah-{n}" in OWN for n in range(1, 15)]
    page.get_by_role("button", name="Daftar langkah").click()
    assert page.get_by_text("Langkah Anda", exact=True).filter(visible=True).count() == 4
    page.locator("[data-peran='']").press(" ")
    assert lit(page) == []
    assert page.locator(".langkah-anda").count() == 0


def test_the_choice_is_remembered_on_every_page_and_leads_home_to_own_steps(page: Page, seed_site: Path) -> None:
    visit(page, seed_site, "index.html")
    assert page.locator("[data-langkah-anda]").is_hidden()
    visit(page, seed_site, SOP)
    page.locator("[data-peran=sekretaris]").click()
    page.reload()
    assert lit(page) == OWN
    visit(page, seed_site, "sop/pengukuran-kinerja/checklist/index.html")
    assert pressed(page) == ["sekretaris"]
    assert page.locator(".periksa tr.milik").count() == 4
    visit(page, seed_site, "index.html")
    page.get_by_role("link", name="Langkah Anda: Sekretaris").click()
    assert page.url.endswith(SEKRETARIS)
    assert page.context.cookies() == []


def test_an_address_shows_another_actor_without_forgetting_ones_own(page: Page, seed_site: Path) -> None:
    visit(page, seed_site, SOP)
    page.locator("[data-peran=sekretaris]").click()
    visit(page, seed_site, f"{SOP}?pelaksana=sek-tim-sakip")
    assert pressed(page) == ["sek-tim-sakip"]
    visit(page, seed_site, SOP)
    assert pressed(page) == ["sekretaris"]


def test_an_actor_of_other_sops_is_told_so(page: Page, seed_site: Path) -> None:
    visit(page, seed_site, SOP)
    page.evaluate("localStorage.setItem('sop:peran', 'pengemudi')")
    page.reload()
    assert lit(page) == []
    assert "tidak mengerjakan langkah pada SOP ini" in page.locator(".peran [role=status]").inner_text()
    visit(page, seed_site, "index.html")
    assert page.locator("[data-langkah-anda]").is_hidden()


def test_ones_own_page_can_be_chosen_and_left_again(page: Page, seed_site: Path) -> None:
    visit(page, seed_site, SEKRETARIS)
    button = page.get_by_role("button", name="Ini jabatan saya")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    visit(page, seed_site, SOP)
    assert pressed(page) == ["sekretaris"]
    visit(page, seed_site, SEKRETARIS)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    visit(page, seed_site, SOP)
    assert pressed(page) == [""]


def test_where_storage_is_refused_the_choice_holds_on_the_page(page: Page, seed_site: Path) -> None:
    page.add_init_script(REFUSED)
    visit(page, seed_site, SOP)
    page.locator("[data-peran=sekretaris]").click()
    assert lit(page) == OWN
    visit(page, seed_site, SEKRETARIS)
    assert page.locator("[data-jadi-saya]").is_hidden()


def test_without_a_script_nothing_is_lost(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    visit(page, example_site, SEKRETARIS)
    assert page.locator(".tugas__apa").first.is_visible()
    assert page.locator(".empat").first.is_visible()
    box = page.locator(".tugas__rinci").first
    box.locator("summary").click()
    assert page.locator(".empat").first.is_hidden()
    visit(page, example_site, "peraturan/index.html")
    page.get_by_label("Dicabut").check()
    assert page.locator("tr[data-status]:visible").evaluate_all("rows => rows.map((r) => r.dataset.status)") == [
        "dicabut"
    ]
    page.close()


def test_a_link_into_closed_boxes_opens_them_all(page: Page, seed_site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, seed_site, "sop/pengukuran-kinerja/index.html")
    doubt = page.locator("#konfirmasi-2")
    assert doubt.is_hidden()
    page.locator(".langkah .tanda").first.click()
    assert page.locator(".konf li:target").is_visible()
    page.evaluate("location.hash = 'dasar-hukum'")
    page.locator("#dasar-hukum details[open], #dasar-hukum summary").first.wait_for()
    page.evaluate("location.hash = 'konfirmasi-2'")
    doubt.wait_for(state="visible")


def printed(page: Page, folder: Path) -> PdfReader:
    page.pdf(path=folder / "cetak.pdf", prefer_css_page_size=True)
    return PdfReader(folder / "cetak.pdf")


def test_the_pocket_list_on_paper(page: Page, seed_site: Path, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, seed_site, "pelaksana/sekretaris/saku/index.html")
    (sheet,) = printed(page, tmp_path).pages
    assert round(float(sheet.mediabox.width) / 72 * 25.4) == 297
    words = " ".join(sheet.extract_text().split())
    for part in (
        "Daftar saku Sekretaris",
        "Salinan cetak tidak terkendali.",
        "kode isi",
        "240 menit",
        "Langkah 8, Sek.",
    ):
        assert part in words
    assert "Cetak daftar saku" not in words
    page.emulate_media(media="print")
    assert page.locator(".saku__kotak:visible").count() == 4


def test_the_pocket_list_of_one_sop_alone(page: Page, example_site: Path) -> None:
    visit(page, example_site, SEKRETARIS)
    page.get_by_role("link", name="Daftar saku SOP ini saja").filter(visible=True).first.click()
    page.wait_for_selector(".saku__sop:target")
    assert page.locator(".saku__sop:visible").count() == 1
    page.get_by_role("link", name="Tampilkan semua SOP").click()
    page.wait_for_selector(".saku:target")
    assert page.locator(".saku__sop:visible").count() == page.locator(".saku__sop").count() > 3


def test_the_page_of_an_actor_prints_what_is_folded(page: Page, example_site: Path, tmp_path: Path) -> None:
    visit(page, example_site, SEKRETARIS)
    acts = page.locator(".tugas__apa").all_text_contents()
    words = "".join("".join(sheet.extract_text().split()) for sheet in printed(page, tmp_path).pages)
    assert len(acts) > 3
    assert all("".join(act.split()) in words for act in acts)
