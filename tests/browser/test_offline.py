"""The built seed site in a real browser: nothing is asked from outside, under a sub-path and from a folder alike."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    "index.html",
    "sop/index.html",
    "sop/pengukuran-kinerja/index.html",
    "sop/pengukuran-kinerja/checklist/index.html",
    "sop/pengukuran-kinerja/checklist/7/index.html",
    "pelaksana/index.html",
    "pelaksana/sekretaris/index.html",
    "peraturan/permenpan-rb-12-2015/index.html",
    "formulir/index.html",
    "formulir/form-pengukuran-kinerja/index.html",
    "perhatian/index.html",
    "panduan/index.html",
    "panduan/format-data.html",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are counted in the browser."""


@pytest.fixture(scope="module")
def served_below(seed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site where it is served under a sub-path of a server."""
    root = tmp_path_factory.mktemp("server")
    shutil.copytree(seed_site, root / "intranet" / "pustaka")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/intranet/pustaka/"
    server.shutdown()
    server.server_close()


def visit(page: Page, base: str, name: str) -> dict[str, list[str]]:
    """Open a page; what it asked for outside ``base``, what failed, and what its scripts complained about."""
    seen: dict[str, list[str]] = {"outside": [], "failed": [], "errors": []}

    def ours(url: str) -> bool:
        return url.startswith((base, "data:", "blob:"))

    page.on("request", lambda request: None if ours(request.url) else seen["outside"].append(request.url))
    page.on("requestfailed", lambda request: seen["failed"].append(request.url))
    page.on("response", lambda response: seen["failed"].append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("console", lambda message: seen["errors"].append(message.text) if message.type == "error" else None)
    page.goto(base + name)
    page.wait_for_load_state("networkidle")
    return seen


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_site(browser: Browser, served_below: str, name: str) -> None:
    page = browser.new_page()
    seen = visit(page, served_below, name)
    assert seen == {"outside": [], "failed": [], "errors": []}
    assert page.locator("main").inner_text().strip()
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_site_works_from_a_folder(browser: Browser, seed_site: Path, name: str) -> None:
    page = browser.new_page()
    seen = visit(page, seed_site.as_uri() + "/", name)
    assert seen["outside"] == []
    assert seen["errors"] == []
    assert seen["failed"] == []
    colour = page.evaluate("getComputedStyle(document.body).getPropertyValue('--sop-accent').trim()")
    assert colour, "the style sheets did not load"
    page.close()


def test_a_click_path_from_home_to_a_step_sheet(browser: Browser, seed_site: Path) -> None:
    """As staff would go: home, list, SOP, step 7, its neighbour; every page from the folder."""
    page = browser.new_page()
    page.goto((seed_site / "index.html").as_uri())
    page.get_by_role("link", name="Daftar SOP").first.click()
    page.locator("main").get_by_role("link", name="Pengukuran Kinerja").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Pengukuran Kinerja"
    page.goto((seed_site / "sop/pengukuran-kinerja/checklist/7/index.html").as_uri())
    page.locator("main").get_by_role("link", name="Langkah 8").first.click()
    assert page.url.endswith("sop/pengukuran-kinerja/checklist/8/index.html")
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, seed_site: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((seed_site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
