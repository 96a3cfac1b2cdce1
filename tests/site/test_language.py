"""Every word that the site shows or reads aloud is Indonesian, Material's own too."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.data.colour import KONTRAS, contrast, on_dark, on_light
from tests.browser.test_accessibility import kinds
from tests.support.tools import SITES

ENGLISH = (
    "Skip to content", "Search", "Table of contents", "Previous", "Next", "Back to top", "Copy to clipboard", "Copied",
    "Home", "Footer", "Header", "Navigation", "Tabs", "Close", "Open", "Edit this page", "Last update", "Toggle",
    "Switch to", "Dark mode", "Light mode", "Share", "Clear", "Initializing", "Type to start", "No matching", "Page",
    "Menu bar", "Made with", "Loading", "Print", "Download", "Step", "Steps", "Sort", "Filter", "Not found",
    "Permanent link",
)  # fmt: skip
_WORDS = re.compile(r"\b(?:" + "|".join(map(re.escape, ENGLISH)) + r")\b", re.IGNORECASE)
_SPOKEN = {"title", "alt", "aria-label", "placeholder", "content", "aria-description"}


class _Texts(HTMLParser):
    """All that a reader sees or hears: texts, and the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "code", "pre")
        if tag != "meta" or ("name", "description") in attrs:
            self.texts += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_no_english_words_on_any_page(site: Path) -> None:
    found = []
    for path in sorted(site.rglob("*.html")):
        reader = _Texts()
        reader.feed(path.read_text("utf-8"))
        found += [(path.relative_to(site).as_posix(), text[:100]) for text in reader.texts if _WORDS.search(text)]
    assert found == []


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_the_page_says_its_language(site: Path) -> None:
    assert all('<html lang="id"' in path.read_text("utf-8") for path in site.rglob("*.html"))


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_what_scripts_say_is_indonesian_too(site: Path) -> None:
    """Material's script takes its words from the page; they are all translated there."""
    text = (site / "index.html").read_text("utf-8")
    settings = re.search(r'<script id="__config" type="application/json">(.*?)</script>', text)
    assert settings
    assert _WORDS.findall(" ".join(re.findall(r'": "([^"]*)"', settings[1].partition('"translations"')[2]))) == []


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_every_kind_of_page_has_its_place(site: Path) -> None:
    """A breadcrumb below home, with home first and the page itself last."""
    for name in kinds(site):
        if name in ("index.html", "404.html") or name.startswith("panduan/"):
            continue
        text = (site / name).read_text("utf-8")
        trail = re.search(r'<nav class="remah"[^>]*>(.*?)</nav>', text, re.DOTALL)
        assert trail, name
        assert ">Beranda</a>" in trail[1] and 'aria-current="page"' in trail[1], name


PRINTED = ("sop/*/index", "checklist/index", "checklist/*/index", "formulir/*/index", "saku/index")


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_what_people_print_has_a_button_for_it(site: Path) -> None:
    for pattern in PRINTED:
        pages = sorted(site.glob(f"**/{pattern}.html"))
        assert pages, pattern
        assert [page for page in pages if "data-cetak" not in page.read_text("utf-8")] == []


def _frame(path: Path) -> str:
    """A page without its content: the head and the shell."""
    before, _, rest = path.read_text("utf-8").partition('<div class="pg')
    return before + rest.partition("</article>")[2]


def test_the_frame_does_not_grow_with_the_number_of_sops(seed_site: Path, example_site: Path) -> None:
    """1 SOP here, 11 there: around the content of a page stands the same, but for names and the agency's own files."""
    few, many = (len(list(site.glob("sop/*/checklist"))) for site in (seed_site, example_site))
    assert few * 5 < many
    names = ("sop/index.html", "pelaksana/index.html", "perhatian/index.html")
    small, large = (
        [re.findall(r"<(?!link)(\w+)", _frame(site / name)) for name in names] for site in (seed_site, example_site)
    )
    for one, other in zip(small, large, strict=True):
        # The logo is a picture instead of a word, in the header and in the drawer.
        assert [tag for tag in one if tag not in ("span", "img")] == [
            tag for tag in other if tag not in ("span", "img")
        ]
    for name in names:
        assert not re.search(r'href="[^"]*sop/(?!index\.html)', _frame(example_site / name).partition("<body")[2])


@pytest.mark.parametrize(
    "colour", ["#1f5a8a", "#8fc1e8", "#ffff00", "#000000", "#ffffff", "#c8102e", "#7f7f7f", "#0b5e57"]
)
def test_an_accent_can_be_read_in_light_and_dark(colour: str) -> None:
    for shades, grounds in (
        (on_light(colour), ("#ffffff", "#f4f7f6")),
        (on_dark(colour), ("#111817", "#18211f", "#0c1c1a")),
    ):
        assert min(contrast(shades.warna, ground) for ground in (*grounds, shades.latar)) >= KONTRAS


@pytest.mark.slow
def test_contrast_is_counted_as_wcag_does() -> None:
    """The ratios of known pairs: black and white, and the two of the definition's usual example."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert on_light("#1f5a8a").warna == "#1f5a8a"


def test_the_agency_has_its_colour(example_site: Path, seed_site: Path) -> None:
    assert "--sop-accent: #1f4e8c" in (example_site / "instansi/warna.css").read_text("utf-8")
    page = (example_site / "sop/surat-masuk/index.html").read_text("utf-8")
    assert page.index("css/situs.css") < page.index('href="../../instansi/warna.css"')
    assert not (seed_site / "instansi/warna.css").exists()
    assert "warna.css" not in (seed_site / "index.html").read_text("utf-8")
