"""The shell around pages: the drawer, the name of the site, the missing page, and forced colours."""

from __future__ import annotations

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WHERE = """() => { const e = document.activeElement, r = e.getBoundingClientRect();
  return e === document.body ? null : {inside: r.right > 0 && r.left < innerWidth,
    seen: e.checkVisibility({visibilityProperty: true}),
    drawer: Boolean(e.closest('.md-sidebar--primary')),
    name: e.outerHTML.slice(0, 90)}; }"""


def tab_stops(page: Page, most: int = 400) -> list[dict[str, Any]]:
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("width", [390, 1024])
@pytest.mark.parametrize("name", ["index.html", "sop/index.html", "panduan/membaca.html"])
def test_a_closed_drawer_takes_no_tab_stop(browser: Browser, example_site: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((example_site / name).as_uri())
    stops = tab_stops(page)
    assert len(stops) > 5
    assert [stop for stop in stops if stop["drawer"] or not stop["seen"] or not stop["inside"]] == []
    page.close()


def test_a_closed_drawer_is_hidden_without_a_script_too(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    for name in ("index.html", "sop/index.html", "panduan/membaca.html"):
        page.goto((example_site / name).as_uri())
        for width in (390, 1024):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator(".md-sidebar--primary a:visible").count() == 0, (name, width)
    page.close()


def test_an_open_drawer_holds_the_keys_until_escape(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((example_site / "sop/index.html").as_uri())
    button = page.get_by_role("button", name="Buka menu")
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate(WHERE)["drawer"]
    stops = tab_stops(page)
    assert stops and all(stop["drawer"] and stop["seen"] for stop in stops)
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.classList.contains('tombol-menu')")
    page.close()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_name_of_the_site_is_not_cut(browser: Browser, example_site: Path, seed_site: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for site in (example_site, seed_site):
        page.goto((site / "index.html").as_uri())
        for words in ("Pustaka SOP Dinas Contoh yang namanya panjang sekali di Kabupaten Contoh Utara", ""):
            if words:
                page.evaluate("words => { document.querySelector('.merek__situs').textContent = words; }", words)
            cut = page.evaluate(
                "[...document.querySelectorAll('.merek__situs, .merek__instansi')]"
                ".filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1).length"
            )
            assert cut == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.fixture
def folder_server(example_site: Path, tmp_path: Path) -> Any:
    """The example site below /situs/pustaka/, with its own page for what is missing."""
    (tmp_path / "situs").mkdir()
    (tmp_path / "situs" / "pustaka").symlink_to(example_site, target_is_directory=True)

    class Handler(SimpleHTTPRequestHandler):
        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            body = (example_site / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_missing_page_leads_on(browser: Browser, example_site: Path, folder_server: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for address in ((example_site / "404.html").as_uri(), f"{folder_server}/situs/pustaka/hilang.html"):
        page.goto(address)
        menu = page.get_by_role("navigation", name="Menu utama")
        page.wait_for_function(
            "document.querySelector('nav a').getAttribute('href').slice(0, 1) !== '/' || "
            "document.querySelector('nav a').getAttribute('href').startsWith('/situs/pustaka/')"
        )
        assert menu.get_by_role("link").count() >= 6
        button = page.get_by_role("button", name="Cari")
        assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(31, 78, 140)", "the agency's colour"
        page.get_by_label("Cari SOP").fill("surat masuk")
        button.click()
        page.wait_for_url("**/sop/index.html?q=surat+masuk")
        page.locator(".daftar tbody tr:visible .daftar__nama").first.wait_for()
    page.close()


CHOSEN = """() => {
  const plain = function (e) {
    const s = getComputedStyle(e);
    return [s.backgroundColor, s.outlineStyle, s.borderBottomWidth].join();
  };
  const pairs = [['.peran button[aria-pressed=true]', '.peran button[aria-pressed=false]'],
                 ['.md-tabs__item--active', '.md-tabs__item:not(.md-tabs__item--active)']];
  return pairs.map(([one, other]) => {
    const [a, b] = [one, other].map((s) => [...document.querySelectorAll(s)].find((e) => e.checkVisibility()));
    return a && b ? plain(a) !== plain(b) : null;
  });
}"""


def test_forced_colours_show_what_is_chosen(browser: Browser, seed_site: Path) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto((seed_site / "sop/pengukuran-kinerja/index.html").as_uri())
    page.locator("[data-peran]:not([data-peran=''])").first.click()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert False not in page.evaluate(CHOSEN)
    own, other = (
        page.locator(f".bagan__tabel tbody tr{kind} > :first-child").first.evaluate(
            "e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
        )
        for kind in (".milik", ":not(.milik)")
    )
    assert own != other
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lines = page.locator(".bagan__alur .edge .garis").first.evaluate("e => getComputedStyle(e).stroke")
    assert lines != ground
    context.close()


UNREADABLE = """() => {
  const ground = (e) => {
    const { backgroundColor } = getComputedStyle(e);
    return backgroundColor === "rgba(0, 0, 0, 0)" && e.parentElement ? ground(e.parentElement) : backgroundColor;
  };
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility();
  const all = [...document.querySelectorAll('#isi :is(.ringkas, .form-lembar) *')].filter(says);
  return [all.length, all.filter((e) => getComputedStyle(e).color === ground(e)).map((e) => e.textContent)];
}"""


def test_forced_colours_leave_sheets_to_be_read(browser: Browser, example_site: Path) -> None:
    """A sheet on a screen is of the system's colours as all else; the black of paper cannot be read on theirs."""
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    for name in ("sop/perjalanan-dinas/checklist", "formulir/peminjaman-kendaraan"):
        page.goto((example_site / name / "index.html").as_uri())
        count, unreadable = page.evaluate(UNREADABLE)
        assert count > 20 and unreadable == [], name
    page.close()


SMALL_TYPE = """() => {
  document.querySelectorAll('[data-tampil=bagan]').forEach((button) => button.click());
  const sizes = [...document.querySelectorAll('.bagan__alur text')].filter((e) => e.checkVisibility()).map((e) => [
    parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a, e.textContent,
    e.matches('.edge-label:has(tspan)') ? 9 : 11, // one that broke to stay beside its own arrow may be a little smaller
  ]);
  return { count: sizes.length, small: sizes.filter(([size, , least]) => size < least - 0.01) };
}"""


def test_type_in_charts_is_at_least_11_px(browser: Browser, seed_site: Path, example_site: Path) -> None:
    page = browser.new_page()
    count = 0
    for site in (seed_site, example_site):
        for path in sorted(site.glob("sop/*/index.html")):
            page.set_viewport_size({"width": 390, "height": 900})
            page.goto(path.as_uri())
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                said = page.evaluate(SMALL_TYPE)
                assert said["small"] == [], (path, width)
                count += said["count"]
    assert count > 20
    page.close()


def test_a_row_of_the_chart_is_named_by_its_step(browser: Browser, seed_site: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((seed_site / "sop/pengukuran-kinerja/index.html").as_uri())
    heads = page.locator(".bagan__tabel tbody tr > th[scope=row]")
    assert heads.count() == 14
    assert heads.first.inner_text().startswith("Memerintahkan penyusunan")
    page.close()


def test_light_or_dark_is_there_before_anything_is_drawn(browser: Browser, example_site: Path) -> None:
    """As the system has it, then as the reader chose: by the one script that runs before the page is whole."""
    context = browser.new_context(color_scheme="dark")
    page, later = context.new_page(), re.compile(r"/(bundle\.\w+\.min|situs)\.js$")

    def first_seen(path: str) -> str | None:
        page.route(later, lambda route: route.abort())
        page.goto((example_site / path).as_uri())
        shown = page.locator("body").get_attribute("data-md-color-scheme")
        page.unroute_all()
        return shown

    assert first_seen("index.html") == "slate"
    page.reload()
    page.get_by_role("button", name="Ganti ke tampilan terang").press("Enter")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    assert first_seen("sop/surat-masuk/checklist/1/index.html") == "default"
    page.get_by_role("button", name="Ganti ke tampilan gelap").click()
    assert first_seen("index.html") == "slate"
    for kept, shown in (
        ({"index": 0, "color": {"scheme": "default"}}, "default"),
        ({"color": {"scheme": "valueOf"}}, "slate"),
        (7, "slate"),
    ):
        page.evaluate("kept => __md_set('__palette', kept)", kept)
        assert first_seen("index.html") == shown, kept
    context.close()


def test_without_scripts_nothing_is_offered_that_needs_them(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / "sop/surat-masuk/checklist/1/index.html").as_uri())
    assert page.locator("header :is(button, input, label, form)").count() == 0
    context.close()


def test_the_picture_of_a_comparison_is_dark_in_the_dark(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto((example_site / "sop/surat-masuk/revisi/1/banding/index.html").as_uri())
    picture = page.locator(".banding__gambar").first
    picture.scroll_into_view_if_needed()
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(picture.screenshot())) as image:
        grey = image.convert("L")
        bright = sum(grey.histogram()[200:]) / (grey.width * grey.height)
    assert bright < 0.3
    context.close()
