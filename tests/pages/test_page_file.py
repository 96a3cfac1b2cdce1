"""A page as a file: its front matter, its HTML through Markdown, its addresses."""

from __future__ import annotations

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.facts.page import Page, asset_from, path_of, url_from
from generator.pages import BuildContext
from tests.support.made_up import JAHAT, proyek, proyek_jahat
from tests.support.tools import ROOT
from tests.support.whole import render_pages


def as_mkdocs_reads(page: Page) -> tuple[str, dict[str, object]]:
    """The HTML and the front matter that MkDocs makes of a page, with the extensions of mkdocs.yml."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in settings]
    text, meta = get_data(page.to_markdown())
    return markdown.markdown(text, extensions=[*names, "fenced_code"]), meta


@pytest.mark.slow
@pytest.mark.parametrize("project", [proyek(), proyek_jahat()], ids=["plain", "hostile"])
def test_markdown_leaves_every_page_as_it_is(project) -> None:  # type: ignore[no-untyped-def]
    for page in render_pages(project, BuildContext()):
        html, meta = as_mkdocs_reads(page)
        assert html.strip() == page.body.strip(), page.path
        assert meta["title"] == page.title
        deep = (
            page.path.count("/") > 2
        )  # a step, a revision: reached through the page of an SOP, with the way back to it
        assert meta["hide"] == ["navigation", "toc", *(["menu"] if deep else [])]


@given(title=st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_no_title_breaks_the_front_matter(title: str) -> None:
    _, meta = get_data(Page("index.md", title, "<div>isi</div>").to_markdown())
    assert meta["title"] == title


def test_meta_of_a_page_wins_over_the_default() -> None:
    page = Page("index.md", JAHAT, "<div></div>", {"hide": [], "search": {"exclude": True}})
    _, meta = get_data(page.to_markdown())
    assert meta == {"title": JAHAT, "hide": [], "search": {"exclude": True}}


@pytest.mark.parametrize(
    ("page", "key", "address"),
    [
        ("index.md", "sop", "sop/index.html"),
        ("index.md", "", "index.html"),
        ("sop/index.md", "", "../index.html"),
        ("sop/a/checklist/3/index.md", "sop/a", "../../index.html"),
        ("sop/a/index.md", "sop/a", "index.html"),
        ("sop/a/index.md", "formulir/b", "../../formulir/b/index.html"),
        ("sop/a/index.md", "sop/a#identitas", "index.html#identitas"),
        ("index.md", "sop?unit=x", "sop/index.html?unit=x"),
        ("pelaksana/x/index.md", "sop/a?pelaksana=x#langkah-kerja", "../../sop/a/index.html?pelaksana=x#langkah-kerja"),
    ],
)
def test_addresses_are_relative_and_name_the_file(page: str, key: str, address: str) -> None:
    assert url_from(page)(key) == address


@pytest.mark.slow
def test_addresses_of_other_files() -> None:
    assert asset_from("index.md")("instansi/logo.png") == "instansi/logo.png"
    assert asset_from("sop/a/index.md")("sop/a/a.svg") == "a.svg"
    assert path_of("sop/a") == "sop/a/index.md"
