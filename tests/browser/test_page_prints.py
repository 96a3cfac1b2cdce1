"""The prints of the pages that are not an SOP's own: one of each kind, derived from the addresses of both sites.

A print is the same from a phone at night with everything folded, from a wide screen by day, and without JavaScript; and
every sheet of it says what it is and which of how many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.printed import Print, assert_same, print_of
from tests.support.tools import SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ITEM = re.compile(r"(?<=^)(sop|formulir|pelaksana|peraturan|peta)/[^/]+")
ANOTHER_STATE = """() => {
  document.querySelectorAll('details').forEach((box, place) => { box.open = place % 2 === 1; });
  const role = document.querySelector('[data-peran]:not([data-peran=""])');
  if (role) role.click();
}"""


def kind_of(address: str) -> str:
    """The kind of a page: its address without what names one SOP, form, actor, step or revision."""
    address = _ITEM.sub(r"\1/*", address)
    address = re.sub(r"checklist/[^/]+", "checklist/*", address)
    return re.sub(r"revisi/[^/]+", "revisi/*", address)


def kinds_of(site: Path) -> dict[str, Path]:
    """The longest page of each kind, which most likely takes several sheets; SOPs have tests of their own."""
    found: dict[str, Path] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html").rstrip("/")
        kind = kind_of(address)
        if kind in ("sop/*", "404.html") or (kind.startswith("panduan/") and kind != "panduan/membaca.html"):
            continue
        if kind not in found or path.stat().st_size > found[kind].stat().st_size:
            found[kind] = path
    return found


@dataclass
class Screens:
    """The same page on three screens. ``quiet``: a wide one by day; ``odd``: a phone at night; ``still``: a phone
    without JavaScript."""

    quiet: Page
    odd: Page
    still: Page


@pytest.fixture
def screens(browser: Browser) -> Iterator[Screens]:
    phone = {"width": 390, "height": 800}
    contexts = [
        browser.new_context(viewport={"width": 1440, "height": 900}),
        browser.new_context(viewport=phone, color_scheme="dark", device_scale_factor=2),
        browser.new_context(viewport=phone, java_script_enabled=False),
    ]
    yield Screens(*[context.new_page() for context in contexts])
    for context in contexts:
        context.close()


OF_THE_DAY = "[data-saat], [data-hari]"
"""What depends on the reader's day: a script hides or says it."""


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_a_print_does_not_depend_on_the_screen(screens: Screens, site: Path) -> None:
    """The seed's pages are of the same kinds as the example's: they are printed from the two that differ most."""
    kinds = kinds_of(site)
    assert len(kinds) > 15
    seed = not (site / "sitemap.xml").exists()
    wrong = []
    for kind, path in kinds.items():
        prints = []
        for page in (screens.quiet, screens.odd, *([] if seed else [screens.still])):
            page.goto(path.as_uri())
            if page is screens.odd:
                page.evaluate(ANOTHER_STATE)
            prints.append(print_of(page))
        first, other, still = prints[0], prints[1], prints[-1]
        try:
            assert_same(first, other, (kind, "phone at night, folded, an actor"), least=1)
            if kind.startswith("panduan"):  # the theme's own scripts frame its tables, which moves them a little
                assert words_of(first) == words_of(still), (kind, "no script")
            elif not screens.quiet.locator(OF_THE_DAY).count():
                assert_same(first, still, (kind, "no script"), least=1)
            assert_says_what_it_is(screens.quiet, first, kind)
        except AssertionError as error:
            wrong.append(f"{kind}: {str(error)[:600]}")
    assert wrong == []


def words_of(printed: Print) -> list[str]:
    """All words but those of heads and feet, which depend on where sheets end."""
    return sorted(set(re.sub(r"Halaman \d+ dari \d+", "", " ".join(printed.pages)).split()))


def assert_says_what_it_is(page: Page, printed: Print, kind: str) -> None:
    """The title on every sheet, and which of how many it is."""
    title = page.title().rpartition(" - ")[0] if kind else page.title().partition(" - ")[0]
    about = re.sub(r"\W+", " ", title.lower()).split()
    count = len(printed.pages)
    for place, words in enumerate(printed.pages, start=1):
        assert set(re.sub(r"\W+", " ", words.lower()).split()) >= set(about), (kind, place, title)
        assert re.search(r"(Halaman|Lembar|lembar) (\d+) dari \d+", words), (kind, place)
        body = re.sub(rf"(Halaman|Lembar) {place} dari {count}", "", words)
        assert len(body) > len(title) + 60, (kind, place, "an empty sheet")


# A filtered list says so

FILTERED = {
    "sop/index.html": ("form[data-saring] [name=status]", "Status: "),
    "kalender/index.html": ("form[data-saring-kalender] [name=keadaan]", "Keadaan: "),
    "perubahan/index.html": ("form[data-saring-perubahan] [name=pelaksana]", "Pelaksana: "),
}


@pytest.mark.xdist_group("example")
@pytest.mark.parametrize("address", FILTERED)
def test_a_filtered_list_says_so_on_paper(browser: Browser, example_site: Path, address: str) -> None:
    page = browser.new_page()
    page.goto((example_site / address).as_uri())
    field, said = FILTERED[address]
    assert "disaring" not in " ".join(print_of(page).pages)
    chosen = page.locator(f"{field} option").nth(1).text_content() or ""
    page.select_option(field, index=1)
    words = " ".join(print_of(page).pages)
    assert f"Daftar ini disaring. {said}{chosen.strip()}." in words
    page.select_option(field, index=0)
    assert "disaring" not in " ".join(print_of(page).pages)
    page.close()
