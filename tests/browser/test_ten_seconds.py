"""The reader's ten seconds: what the pages of an SOP and an actor show at once, and how many taps a task takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.server import server_of
from tests.support.tools import SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.xdist_group("sepuluh-detik")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SEED = "sop/pengukuran-kinerja/index.html"
FIRST_STEP = 700
"""The first step of an SOP on a phone, and of an actor everywhere, begins at most so far down, px."""
LONGEST = {1440: 3500, 390: 4500}
"""So long is the page of the seed's SOP at most, px, at each width."""


MEASURE_MAP = """(all) => all.map((svg) => {
  const sizes = Array.from(svg.querySelectorAll("text"), (text) => parseFloat(getComputedStyle(text).fontSize));
  return [Math.min(...sizes) * svg.getScreenCTM().a, svg.getBoundingClientRect().width, svg.parentElement.clientWidth,
          svg.viewBox.baseVal.width];
})"""
"""The least type of a map, its width and that of its frame as they are seen, all px, and its width as it was drawn."""


TOP = """(all) => {
  const box = (e) => (e.checkVisibility({ visibilityProperty: true }) ? e.getBoundingClientRect() : new DOMRect());
  const seen = all.map(box).find(({ width, height }) => width > 0 && height > 0);
  return seen.top + scrollY;
}"""


@pytest.fixture(scope="module", params=["file", "http"])
def seed_address(request: pytest.FixtureRequest, seed_site: Path) -> Iterator[str]:
    """Where the seed's site begins, opened as a folder and from a server."""
    if request.param == "file":
        yield f"{seed_site.as_uri()}/"
        return
    with server_of(seed_site) as address:
        yield address


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def top(place: Locator) -> float:
    """How far down the page the first of these that is seen begins, px."""
    return float(place.evaluate_all(TOP))


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def sops(site: Path) -> list[str]:
    found = [path.as_uri() for path in sorted(site.glob("sop/*/index.html"))]
    assert found
    return found


# The page of an SOP


def test_the_page_of_the_seed_is_short_opened_either_way(wide: Page, phone: Page, seed_address: str) -> None:
    for page in (wide, phone):
        page.goto(seed_address + SEED)
        page.wait_for_load_state("networkidle")
        viewport = page.viewport_size
        assert viewport is not None
        assert height(page) <= LONGEST[viewport["width"]]


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_the_first_step_is_there_at_once_and_the_order_is_the_readers(wide: Page, phone: Page, site: Path) -> None:
    """On a wide screen the first row of the chart with the heads of the columns, on a phone its place in the list. What
    it is, who am I, the steps, what to take, the proof; folded what few want, the maintainers' files last."""
    order = ["h1", "[data-pilih-peran]", ".bagan tbody tr, .langkah__butir", "#cetak-formulir", "#identitas", ".lipat",
             "#untuk-pengelola"]  # fmt: skip
    for page in (wide, phone):
        for address in sops(site):
            page.goto(address)
            if page is wide:
                row = wide.locator(".bagan tbody tr").first.bounding_box()
                assert row is not None
                assert row["y"] + min(row["height"], 100) <= WIDE["height"], address
            else:
                assert top(phone.locator(".langkah__butir")) <= FIRST_STEP, address
            places = [top(page.locator(place)) for place in order]
            assert places == sorted(places), address
            folded = page.locator(".lipat")
            assert folded.last.get_attribute("id") == "untuk-pengelola"
            assert page.locator(".lipat[open]").count() == 0
            programs = page.locator("a[download]").filter(has_text=re.compile(r"SVG|PNG|DOT|JSON|BPMN"))
            assert programs.filter(visible=True).count() == 0


def test_however_many_act_the_steps_stay_where_they_are(phone: Page, seed_site: Path) -> None:
    """The actors stand in one line that is moved sideways; the one that was chosen is in view."""
    phone.goto((seed_site / SEED).as_uri())
    before = top(phone.locator(".langkah__butir"))
    phone.evaluate("""() => {
      const group = document.querySelector("[data-pilih-peran]");
      const last = group.querySelector("button:last-of-type");
      for (let n = 0; n < 12; n += 1) last.after(last.cloneNode(true));
    }""")
    assert top(phone.locator(".langkah__butir")) == before
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.goto((seed_site / SEED).as_uri() + "?pelaksana=anggota-tim-sakip")
    chosen = phone.locator("[data-peran=anggota-tim-sakip]").bounding_box()
    assert chosen is not None
    assert chosen["x"] >= 0 and chosen["x"] + chosen["width"] <= PHONE["width"]


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_what_is_folded_opens_by_key_by_link_and_without_a_script(browser: Browser, phone: Page, site: Path) -> None:
    still = browser.new_page(java_script_enabled=False, viewport=PHONE)
    address = sops(site)[0]
    for page in (phone, still):
        page.goto(address)
        for box in page.locator(".lipat").all():
            summary = box.locator("> summary")
            assert summary.evaluate("box => box.getBoundingClientRect().height") >= 24
            summary.focus()
            page.keyboard.press("Enter")
            assert box.locator("> .lipat__isi").is_visible()
    phone.goto(address + "#sop-terkait")
    assert phone.locator("#sop-terkait > .lipat__isi").is_visible()
    still.close()


def test_without_a_script_a_phone_shows_the_list_first(browser: Browser, seed_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    page.goto((seed_site / SEED).as_uri())
    assert top(page.locator(".langkah__butir")) <= FIRST_STEP
    assert top(page.locator(".langkah__butir").last) < top(page.locator(".bagan"))
    page.close()


# An actor


STEPS_OF_AN_ACTOR = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 0;
  const top = (e) => e.getBoundingClientRect().top + scrollY;
  const said = (part, place) => [...part.querySelectorAll(place)].map((e) => e.innerText.trim());
  const steps = [...document.querySelectorAll(".tugas__langkah > li")];
  return {
    count: steps.length,
    folded: document.querySelectorAll("details.tugas").length,
    tops: steps.filter(seen).map(top),
    figures: [...document.querySelectorAll(".angka")].filter(seen).map(top),
    beside: steps.map((step) => [
      said(step.closest("section"), "h2 a"), said(step, ".tugas__sisi a"), said(step, ".tugas__waktu"),
    ]),
  };
}"""
"""The steps of an actor, how far down they and the figures begin, and of each its SOP, the link beside it, its time."""


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_up_to_fifteen_steps_of_an_actor_stand_first_and_open(phone: Page, site: Path) -> None:
    """Each with its SOP, its time, its forms and its checklist; figures come after them."""
    seen = set()
    for path in sorted(site.glob("pelaksana/*/index.html")):
        phone.set_viewport_size(PHONE)
        phone.goto(path.as_uri())
        for size in (PHONE, WIDE):
            phone.set_viewport_size(size)
            steps = phone.evaluate(STEPS_OF_AN_ACTOR)
            if not steps["count"]:
                continue
            few = steps["folded"] == 0
            assert few == (steps["count"] <= 15), path
            seen.add(few)
            if few:
                assert len(steps["tops"]) == steps["count"], path
                assert steps["tops"][0] <= FIRST_STEP, path
                assert steps["figures"][0] > steps["tops"][-1], path
                for (sop,), (link,), (time,) in steps["beside"]:
                    assert sop and link.endswith(sop), path
                    assert time, path
    assert True in seen


def test_actors_of_like_name_are_told_apart_wherever_one_is_named(wide: Page, example_site: Path) -> None:
    """Ketua (of one team) and Ketua Tim (of another): by their full titles. Charts keep what was signed."""
    full = {"Ketua Tim Penanganan Pengaduan", "Ketua Tim Penilai Barang"}
    short = re.compile(r"^Ketua( Tim)?( \d+)?$")
    for name in ("pelaksana", "sop/pengaduan-warga", "sop/penghapusan-barang-rusak", "pelaksana/ketua-tim-pengaduan",
                 "sop/pengaduan-warga/checklist", "perubahan", "sop"):  # fmt: skip
        wide.goto((example_site / name / "index.html").as_uri())
        said = wide.locator("#isi :is(a, b, button, option, h1, .langkah__siapa, .alur__siapa b)").evaluate_all(
            "all => all.filter((e) => !e.closest('.bagan, .lembar, .periksa, .hanya-cetak, [aria-hidden]'))"
            ".map((e) => e.textContent.replace(/\\s+/g, ' ').trim())"
        )
        assert [text for text in said if short.match(text)] == [], name
        assert any(title in text for text in said for title in full), name
    wide.goto((example_site / "sop/pengaduan-warga/index.html").as_uri())
    assert wide.locator(".bagan thead").get_by_text("Ketua", exact=True).count() == 1


# Tasks on a phone, from the home page


def test_my_steps_in_one_tap(phone: Page, seed_address: str) -> None:
    phone.goto(seed_address + "index.html")
    phone.get_by_role("link", name=re.compile("^Sekretaris")).filter(visible=True).first.tap()
    phone.wait_for_url("**/pelaksana/sekretaris/index.html")
    assert top(phone.locator(".tugas__langkah > li").last) <= 900 + PHONE["height"]
    assert top(phone.locator(".tugas__langkah > li").first) <= PHONE["height"]


def test_print_step_seven_in_three_taps(phone: Page, seed_address: str) -> None:
    phone.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    phone.goto(seed_address + "index.html")
    phone.locator("a[href*='sop/pengukuran-kinerja/index.html']").filter(visible=True).first.tap()
    phone.wait_for_url("**/sop/pengukuran-kinerja/index.html*")
    phone.locator("[data-langkah='7'] .langkah__apa a").tap()
    phone.wait_for_url("**/checklist/7/index.html")
    button = phone.get_by_role("button", name=re.compile("^Cetak")).filter(visible=True).first
    assert top(phone.locator("button[data-cetak]")) <= PHONE["height"]
    button.tap()
    assert phone.evaluate("window.prints") == 1


def test_the_form_of_step_two_in_two_taps(phone: Page, seed_address: str) -> None:
    phone.goto(seed_address + "index.html")
    phone.locator("a[href*='sop/pengukuran-kinerja/index.html']").filter(visible=True).first.tap()
    phone.locator("[data-langkah='2']").get_by_role("link", name="Form Pengukuran Kinerja").tap()
    phone.wait_for_url("**/formulir/*/index.html")
    assert "Form Pengukuran Kinerja" in phone.locator("h1").inner_text()


def test_every_form_of_a_step_is_linked_from_it(phone: Page, seed_site: Path) -> None:
    """Also one that no kelengkapan names."""
    phone.goto((seed_site / SEED).as_uri())
    step = phone.locator("[data-langkah='5']")
    for form in ("Daftar Hadir", "Notula Rapat"):
        assert "/formulir/" in (step.get_by_role("link", name=form).get_attribute("href") or "")


def test_is_my_print_current_in_two_taps(phone: Page, seed_address: str) -> None:
    phone.goto(seed_address + "index.html")
    phone.locator("a[href*='sop/pengukuran-kinerja/index.html']").filter(visible=True).first.tap()
    phone.wait_for_url("**/sop/pengukuran-kinerja/index.html*")
    phone.get_by_role("link", name="Cek cetakan saya").tap()
    phone.wait_for_url("**/cek/index.html")
    field = phone.get_by_label("Revisi")
    assert top(field) <= PHONE["height"] / 2
    field.fill("-")
    phone.get_by_role("button", name="Periksa").tap()
    phone.locator(".jawab").filter(visible=True).wait_for()
    assert phone.get_by_role("heading", name="Periksa cetakan lain").is_visible()


# Frame, map


def test_what_is_reached_through_an_sop_has_a_way_home_instead_of_a_menu(phone: Page, example_site: Path) -> None:
    for name in ("sop/surat-masuk/checklist/1", "sop/surat-masuk/checklist", "sop/surat-masuk/cek",
                 "pelaksana/sekretaris/saku"):  # fmt: skip
        phone.goto((example_site / name / "index.html").as_uri())
        assert phone.locator(".md-sidebar, label.tombol-menu").count() == 0
        phone.locator("header").get_by_role("link", name="Beranda", exact=True).tap()
        phone.wait_for_url(f"{example_site.as_uri()}/index.html")
        assert phone.locator("label.tombol-menu").is_visible()


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_maps_are_large_enough_to_read_and_fit_the_page(wide: Page, phone: Page, site: Path) -> None:
    """Type of 11 px or more at every width at which they are shown; a phone gets the list."""
    for path in (*site.glob("peta/**/index.html"), *site.glob("sop/*/index.html")):
        wide.goto(path.as_uri() + "#sop-terkait")
        for width in (1440, 1024, 760):
            wide.set_viewport_size({"width": width, "height": 900})
            for type_size, shown, room, whole in wide.locator(".peta-svg").evaluate_all(MEASURE_MAP):
                assert type_size >= 11, (path, width)
                if width == 1440:
                    assert shown >= min(800, whole) and shown <= room, path
        phone.goto(path.as_uri() + "#sop-terkait")
        assert phone.locator(".peta-svg").filter(visible=True).count() == 0
        assert phone.locator(".peta-daftar li, .terkait li").filter(visible=True).count() > 0
