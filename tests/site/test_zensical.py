"""Zensical, the successor of Material for MkDocs, as the builder: the same pages with the same content."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

import pytest

from generator.build_options import BuildOptions
from generator.pipeline import Result, build
from tests.support.libraries import SOP, make_library
from tests.support.tools import FEED_LINK, ROOT, absent, apart, digests

pytestmark = pytest.mark.xdist_group("zensical")

_OWN = re.compile(r'<a id="__skip"[^>]*></a>')
"""What Zensical puts into a page that no reader sees."""


def with_zensical(folder: Path) -> Result:
    return build(ROOT / "sop_data", folder / "site", BuildOptions(pembangun="zensical"), home=folder / "kerja")


@pytest.fixture(scope="module")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of sop_data/ with Zensical as the builder."""
    if importlib.util.find_spec("zensical") is None:
        absent("the package zensical")
    folder = tmp_path_factory.mktemp("zensical")
    result = apart(with_zensical, folder)
    assert result.built
    assert [f for f in result.findings if f.severity == "galat" or f.code == "D015"] == []
    return folder / "site"


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def part(text: str, tag: str) -> str:
    """The first element ``tag`` of a page without what is Zensical's own, and without line breaks of the templates."""
    found = re.search(rf"<{tag}\b.*?</{tag}>", text, re.DOTALL)
    assert found
    return " ".join(_OWN.sub("", found[0]).split())


def words(markup: str) -> str:
    """What is read on a page, code listings included, whatever marks up their colours."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def test_the_same_pages_with_the_same_head(seed_site: Path, zensical_site: Path) -> None:
    ours, theirs = pages(seed_site), pages(zensical_site)
    assert list(ours) == list(theirs)
    assert len(ours) > 60
    for name, text in ours.items():
        assert words(part(text, "title")) == words(part(theirs[name], "title")), name
        for tag in ('<meta name="description"', '<link rel="canonical"', '<html lang="id"'):
            assert (tag in text) == (tag in theirs[name]), name


def test_generated_pages_are_the_same(seed_site: Path, zensical_site: Path) -> None:
    """To the letter: text, charts, forms, links."""
    ours, theirs = pages(seed_site), pages(zensical_site)
    own = [name for name in ours if not name.startswith("panduan/") and name != "404.html"]
    assert len(own) > 40
    assert [name for name in own if part(ours[name], "article") != part(theirs[name], "article")] == []
    assert sum(ours[name].count('class="bagan__alur"') for name in own) == 1
    assert sum(theirs[name].count('class="node') for name in own) >= 14
    assert sum('class="form ' in theirs[name] or 'class="form"' in theirs[name] for name in own) >= 7


def test_guides_say_the_same(seed_site: Path, zensical_site: Path) -> None:
    """Zensical colours code listings; the words and the places that others link to are the same."""
    ours, theirs = pages(seed_site), pages(zensical_site)
    guides = [name for name in ours if name.startswith("panduan/")]
    assert len(guides) > 10
    for name in guides:
        mine, other = part(ours[name], "article"), part(theirs[name], "article")
        assert words(mine) == words(other), name
        assert re.findall(r'<h\d id="([^"]+)"', mine) == re.findall(r'<h\d id="([^"]+)"', other), name


def test_the_shell_is_the_same(seed_site: Path, zensical_site: Path) -> None:
    ours, theirs = pages(seed_site), pages(zensical_site)
    for name in ours:
        if name != "404.html":
            for tag in ("header", "footer"):
                assert words(part(ours[name], tag)) == words(part(theirs[name], tag)), (name, tag)
            active = r'md-tabs__item--active">\s*<a href="([^"]*)"'
            assert [link.removeprefix("./") for link in re.findall(active, theirs[name])] == re.findall(
                active, ours[name]
            )


def test_files_beside_the_pages_are_the_same(seed_site: Path, zensical_site: Path) -> None:
    """Downloads, data, the search and our scripts and styles. What the theme brings lies in folders of its own."""
    theme = re.compile(
        r"assets/(javascripts|stylesheets)/|.*\.html$|\.pustaka-sop$|sitemap\.xml$|search\.json$|objects\.inv$"
    )

    def own(site: Path) -> dict[str, str]:
        return {name: digest for name, digest in digests(site).items() if not theme.match(name)}

    ours, theirs = own(seed_site), own(zensical_site)
    missing = [name for name in ours if ours[name] != theirs.get(name)]
    assert (missing, sorted(theirs.keys() - ours.keys())) == ([], [])
    assert len(ours) > 80


def published_with_zensical(folder: Path) -> Result:
    data = make_library(
        folder / "data", SOP.replace("draf", "berlaku", 1).replace("01-02}", "01-02, efektif: 2024-02-01}")
    )
    return build(data, folder / "site", BuildOptions(ringkas=True, pembangun="zensical"), home=folder / "kerja")


@pytest.mark.build
def test_every_page_names_the_feed_of_changes(tmp_path: Path) -> None:
    if importlib.util.find_spec("zensical") is None:
        absent("the package zensical")
    assert apart(published_with_zensical, tmp_path).built
    for name, text in pages(tmp_path / "site").items():
        found = re.findall(FEED_LINK, text)
        if name != "404.html":
            assert found[0][0] == "Perubahan SOP DINAS CONTOH", name
        feeds = {(tmp_path / "site" / name).parent.joinpath(href).resolve() for _, href in found}
        assert (tmp_path / "site/perubahan/perubahan.atom" in feeds) == (name != "404.html"), name
        assert all(feed.is_file() for feed in feeds), name
