"""Whatever the data say stays text: no markup, no script, no attribute comes out of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.findings import Finding
from generator.pages import BuildContext, Page
from generator.site.look import look_of
from generator.site.output import write_site
from generator.site.record import Record
from tests.support.made_up import JAHAT, proyek_jahat
from tests.support.read_page import baca, rapat
from tests.support.tools import ROOT
from tests.support.whole import render_pages

PRINT_STYLE = {"rel": "stylesheet", "href": "cetak.css"}
FINDING = Finding("D100", "peringatan", JAHAT, 1, 1, JAHAT, JAHAT, JAHAT)
PAGES = {page.path: page for page in render_pages(proyek_jahat(), BuildContext(temuan=(FINDING,)))}


def _paper(tag: str, attrs: dict[str, str | None]) -> bool:
    """Whether this is a link to one of our own style sheets of paper, and nothing else."""
    address = attrs.get("href") or ""
    return (
        tag == "link"
        and attrs == {"rel": "stylesheet", "href": address}
        and re.fullmatch(r"(\.\./)*assets/paper/[a-z0-9-]+\.css", address) is not None
    )


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_hostile_text_stays_text(page: Page) -> None:
    isi = baca(page.body)
    assert isi.galat == []
    # What search engines read about a procedure is data and never runs; its text cannot end the element.
    # A page that is printed on other paper than most has a style sheet of ours that says so.
    tags = {
        tag
        for tag, attrs in isi.tags
        if attrs.get("type") != "application/ld+json" and attrs != PRINT_STYLE and not _paper(tag, attrs)
    }
    assert not tags & {"script", "style", "iframe", "object", "embed", "link", "base", "meta"}
    for tag, attrs in isi.tags:
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
    for address in isi.tautan:
        assert "luar.example" not in address
        assert not address.startswith(("/", "http", "javascript:"))


@pytest.mark.parametrize(
    ("path", "times"),
    [
        ("index.md", 6), ("sop/index.md", 2), ("sop/jahat/index.md", 25), ("sop/jahat/checklist/index.md", 20),
        ("sop/jahat/checklist/1/index.md", 15), ("pelaksana/index.md", 2), ("pelaksana/petugas/index.md", 5),
        ("peraturan/index.md", 2), ("peraturan/aturan/index.md", 3), ("formulir/index.md", 2),
        ("formulir/blangko/index.md", 4), ("perhatian/index.md", 6),
    ],
)  # fmt: skip
def test_hostile_text_is_shown_word_for_word(path: str, times: int) -> None:
    """Escaped once and not twice: the reader sees what the data say."""
    text = rapat(baca(PAGES[path].body).teks)
    assert text.count(rapat(JAHAT)) >= times
    assert "&lt;" not in text


@pytest.mark.slow
def test_ids_are_unique_on_every_page() -> None:
    for page in PAGES.values():
        ids = baca(page.body).id
        assert len(ids) == len(set(ids)), page.path


@pytest.mark.build
def test_the_theme_escapes_what_it_takes_from_the_data(tmp_path: Path) -> None:
    """Title, agency and site name stand in Material's head, header and footer too."""
    for name in (path.stem for path in sorted((ROOT / "docs" / "panduan").glob("*.md"))):
        path = tmp_path / "docs" / "panduan" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", "utf-8")
    identity = dict.fromkeys(("pemerintah", "nama", "nama_tampil"), JAHAT) | {"logo": ""}
    settings = {"site_name": JAHAT, "extra": {"instansi": identity}}
    look = replace(look_of(), docs=tmp_path / "docs")
    output, findings = write_site(
        tmp_path / "site",
        tmp_path / "kerja",
        look,
        settings,
        Record(),
        "",
        lambda output: output.put("", "", PAGES.values(), {}),
    )
    assert output and not findings
    for path in sorted((tmp_path / "site").rglob("*.html")):
        text = path.read_text("utf-8")
        for forbidden in ("<script>alert", 'onclick="x()"', "<https:"):
            assert forbidden not in text, path
