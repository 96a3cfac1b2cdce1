"""The built seed site in a real browser: nothing is asked from outside, under a sub-path and from a folder alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.server import server_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture(scope="module")
def served_below(seed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site where it is served under a sub-path of a server."""
    root = tmp_path_factory.mktemp("server")
    (root / "intranet").mkdir()
    (root / "intranet" / "pustaka").symlink_to(seed_site, target_is_directory=True)
    with server_of(root) as address:
        yield f"{address}intranet/pustaka/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def listen(page: Page, base: str) -> dict[str, list[str]]:
    """What a page asks for outside ``base``, what fails, and what its scripts complain about; it grows."""
    seen: dict[str, list[str]] = {"outside": [], "failed": [], "errors": []}

    def ours(url: str) -> bool:
        return url.startswith((base, "data:", "blob:"))

    page.on("request", lambda request: None if ours(request.url) else seen["outside"].append(request.url))
    page.on("requestfailed", lambda request: seen["failed"].append(request.url))
    page.on("response", lambda response: seen["failed"].append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("console", lambda message: seen["errors"].append(message.text) if message.type == "error" else None)
    return seen


def visit(context: BrowserContext, base: str) -> dict[str, tuple[Page, dict[str, list[str]]]]:
    """Each page in a tab of its own, and what was heard of it until nothing more is asked for."""
    opened = {}
    for name in PAGES:
        page = context.new_page()
        seen = listen(page, base)
        page.goto(base + name)
        opened[name] = page, seen
    for page, _ in opened.values():
        page.wait_for_load_state("networkidle")
    return opened


QUIET: dict[str, list[str]] = {"outside": [], "failed": [], "errors": []}


def test_no_request_leaves_the_site(context: BrowserContext, served_below: str) -> None:
    opened = visit(context, served_below)
    assert {name: seen for name, (_, seen) in opened.items() if seen != QUIET} == {}
    assert [name for name, (page, _) in opened.items() if not page.locator("main").inner_text().strip()] == []


def test_the_site_works_from_a_folder(context: BrowserContext, seed_site: Path) -> None:
    opened = visit(context, seed_site.as_uri() + "/")
    assert {name: seen for name, (_, seen) in opened.items() if seen != QUIET} == {}
    accent = "getComputedStyle(document.body).getPropertyValue('--sop-accent').trim()"
    assert [name for name, (page, _) in opened.items() if not page.evaluate(accent)] == [], "no style sheets"


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
def test_no_page_is_wider_than_its_window(context: BrowserContext, seed_site: Path, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for name in PAGES:
        page.goto((seed_site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
