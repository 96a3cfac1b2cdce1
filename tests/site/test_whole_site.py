"""The built sites, as files: what must be there, links that lead somewhere, charts that hold, a clean log."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.pipeline import Result
from tests.support.tools import ROOT, need_shared

SITES = ["seed_build", "example_build"]
SEED_FORMS = ("buku-ekspedisi", "daftar-hadir", "form-pengukuran-kinerja", "lembar-disposisi", "notula-rapat",
              "surat-pengantar", "undangan-rapat")  # fmt: skip


@pytest.fixture
def built(request: pytest.FixtureRequest) -> tuple[Path, Result]:
    built: tuple[Path, Result] = request.getfixturevalue(request.param)
    return built


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("rel", "canonical") in attrs:
            return  # the whole address of the page itself, for others
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value is not None and tag != "base":
                self.links.append(value)


def read_links(page: Path) -> _Links:
    parser = _Links()
    parser.feed(page.read_text("utf-8"))
    return parser


def test_the_seed_site_is_whole(seed_site: Path) -> None:
    sop = seed_site / "sop" / "pengukuran-kinerja"
    assert (sop / "index.html").is_file()
    assert (sop / "checklist" / "index.html").is_file()
    for no in range(1, 15):
        assert (sop / "checklist" / str(no) / "index.html").is_file()
    for form in SEED_FORMS:
        assert (seed_site / "formulir" / form / "index.html").is_file()


def test_the_chart_of_the_seed(seed_site: Path) -> None:
    """14 symbols in 14 rows, 13 arrows, first and last are capsules; the same on the page and in the download."""
    page = (seed_site / "sop/pengukuran-kinerja/index.html").read_text("utf-8")
    shown = page[page.index('class="bagan__alur"') :].partition("</svg>")[0]
    download = (seed_site / "sop/pengukuran-kinerja/pengukuran-kinerja.svg").read_text("utf-8")
    for text in (shown, download):
        nodes = re.findall(r'<g class="node[^>]*>', text)
        rows = [int(re.search(r'data-row="(\d+)"', node)[1]) for node in nodes]  # type: ignore[index]
        kinds = [re.search(r'data-jenis="(\w+)"', node)[1] for node in nodes]  # type: ignore[index]
        assert rows == list(range(rows[0], rows[0] + 14))
        assert kinds == ["terminator", *["proses"] * 12, "terminator"]
        assert len(re.findall(r'class="edge[ "]', text)) == 13


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_the_build_says_nothing_is_wrong(built: tuple[Path, Result]) -> None:
    _, result = built
    assert result.built
    assert [f for f in result.findings if f.severity == "galat" or f.code == "D015"] == []


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_every_link_leads_somewhere(built: tuple[Path, Result]) -> None:
    """Relative links to files that are there, anchors included: so the site works under any path and from file://."""
    site, _ = built
    pages = {page: read_links(page) for page in sorted(site.rglob("*.html")) if page.name != "404.html"}
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme in ("mailto", "data"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            lost = parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids
            if parts.scheme or parts.netloc or link.startswith("/") or not target.is_file() or lost:
                broken.append((page.relative_to(site).as_posix(), link))
    assert not broken


@pytest.mark.parametrize("built", SITES, indirect=True)
def test_every_chart_is_clean(built: tuple[Path, Result], tmp_path: Path) -> None:
    """The judge of charts passes every SVG file, and every overlay taken out of its page."""
    judge = need_shared("tools/check_svg.py")
    site, _ = built
    charts = sorted(path for path in site.rglob("*.svg") if 'class="node' in path.read_text("utf-8"))
    for page in sorted(site.glob("sop/*/index.html")):
        overlays = re.findall(r"<svg\b(?:(?!</svg>).)*?class=\"node.*?</svg>", page.read_text("utf-8"), re.S)
        for number, svg in enumerate(overlays):
            path = tmp_path / f"{page.parent.name}-{number}.svg"
            namespace = "" if "xmlns=" in svg else ' xmlns="http://www.w3.org/2000/svg"'
            path.write_text(svg.replace("<svg", f"<svg{namespace}", 1), "utf-8")
            charts.append(path)
    assert len(charts) >= 2
    command = [sys.executable, str(judge), "--strict", "-v", *map(str, charts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_no_circle_of_a_step_is_empty(seed_site: Path, example_site: Path) -> None:
    """A row without a number has a dot in it, on every page."""
    circle = re.compile(r'class="nomor[^>]*>([^<]*)<|data-no="([^"]*)"')
    seen = set()
    for page in sorted([*seed_site.rglob("*.html"), *example_site.rglob("*.html")]):
        for number, listed in circle.findall(page.read_text("utf-8")):
            assert number or listed, page
            seen.add(number or listed)
    assert {"1", "14", "·"} <= seen


def test_assumptions_are_marked_on_every_output(seed_site: Path) -> None:
    """Ten steps have an assumed pelaksana: dashed and named on the chart, marked on their sheet and the checklist."""
    assumed = ["1", "2", "3", "4", "5", "6", "8", "12", "13", "14"]
    download = (seed_site / "sop/pengukuran-kinerja/pengukuran-kinerja.svg").read_text("utf-8")
    assert download.count("(perkiraan)") >= len(assumed)
    for no in range(1, 15):
        sheet = (seed_site / f"sop/pengukuran-kinerja/checklist/{no}/index.html").read_text("utf-8")
        own = sheet.split("Semua langkah")[0]
        reason = re.search("Sel pelaksana pada naskah kosong|Naskah tidak memuat baris tabel", own)
        assert bool(reason) == (str(no) in assumed)
