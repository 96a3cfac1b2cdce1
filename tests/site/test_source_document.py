"""Every sentence of the source document stands on the site of the seed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.tools import need_shared

pytestmark = pytest.mark.xdist_group("naskah")

KNOWN_EXCEPTIONS = {
    "LEMBAR KERJA IDENTIFIKASI KEGIATAN": "a heading, printed in sentence case",
    "WAKTU (MENIT)": "a head, printed in title case",
    "URAIAN PROSEDUR": "a head, printed in title case",
    "Scope (Ruang Lingkup)": "the worksheet's label without the English word: Ruang Lingkup",
}
"""Parts whose words are on the site in another form, with the form they have there."""


class _Text(HTMLParser):
    """The readable text of a page, elements separated by a space."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(text: str) -> str:
    """Words and figures only: case, spaces and the marks at the end of an item do not count as wording."""
    return " ".join(re.sub(r"[;:.,()\"]+(?=\s|$)|(?<=\s)[(\"]", " ", f" {text} ").casefold().split())


def page_text(path: Path) -> str:
    reader = _Text()
    reader.feed(path.read_text("utf-8"))
    return "".join(reader.parts)


def statements(source: str) -> Iterator[str]:
    """The statements of the source document: its lines, table cells and list items without markup and numbers."""
    for line in source.splitlines():
        for part in re.split(r"</?(?:ol|li|p|b)\b[^>]*>|\t", line):
            text = re.sub(r"^(?:#+\s*|\d+\.\s+|[a-c]\.\s+|[A-C]\.\s+)", "", html.unescape(part).strip())
            if text.strip("() ;:."):
                yield text


def test_every_statement_of_the_source_is_on_the_site(seed_site: Path) -> None:
    source = need_shared("seed/sop-pengukuran-kinerja.txt").read_text("utf-8")
    pages = " ".join(page_text(page) for page in sorted((seed_site / "sop").rglob("index.html")))
    site = f" {plain(pages)} "
    wanted = list(dict.fromkeys(statements(source)))
    assert len(wanted) > 100
    missing = [text for text in wanted if f" {plain(text)} " not in site and text not in KNOWN_EXCEPTIONS]
    assert not missing


def test_no_markup_of_the_source_is_left(seed_site: Path) -> None:
    """The raw HTML mixed into the source (<b>, <ol style>, <p>) is gone, also in escaped form."""
    for page in sorted((seed_site / "sop").rglob("index.html")):
        assert not re.search(r"&lt;/?(b|ol|li|p)\b|list-style-type", page.read_text("utf-8")), page
