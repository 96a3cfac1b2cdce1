"""The search of a site, with what it reads beside the model: the lists of the menu and the hand-written panduan.

The texts of the model come from ``facts/search_texts.py``; ``search_index.py`` makes the files, in ``data/cari/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import markdown
from mkdocs.utils.meta import get_data

from generator.declared import menu_pages
from generator.facts.search_texts import SearchPart, SearchText
from generator.outputs.search_index import index_files


class SiteSearch:
    """The search over these texts."""

    def __init__(self, texts: Iterable[SearchText]) -> None:
        self._texts = tuple(texts)

    @property
    def digest(self) -> str:
        """A hash of all that its files are made from."""
        return sha256("\n".join(map(repr, self._texts)).encode()).hexdigest()

    def files(self) -> dict[str, bytes]:
        """The files of the search by their path in the site."""
        return index_files(self._texts)


def list_texts() -> tuple[SearchText, ...]:
    """The lists that the menu names, by their names; the home page is no list."""
    return tuple(SearchText(f"{key}/index.html", "Daftar", menu.name) for menu, key in menu_pages() if key)


def guide_texts(docs: Path) -> tuple[SearchText, ...]:
    """The texts of the hand-written panduan below ``docs``; examples of code are not searched."""
    files = sorted((docs / "panduan").rglob("*.md"))
    return tuple(
        _guide_text(file.relative_to(docs).with_suffix(".html").as_posix(), file.read_text("utf-8")) for file in files
    )


@lru_cache(maxsize=100)
def _guide_text(halaman: str, text: str) -> SearchText:
    body, meta = get_data(text)
    reader = _PageReader()
    reader.feed(markdown.markdown(body, extensions=["attr_list", "fenced_code", "tables", "toc"]))
    (_, judul, opening), *rest = [(id, _line(title), _line(words)) for id, title, words in reader.places]
    places = tuple(SearchPart(id, title, words) for id, title, words in rest)
    return SearchText(halaman, "Panduan", judul or str(meta.get("title", halaman)), teks=opening, bagian=places)


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


class _PageReader(HTMLParser):
    """Takes a page apart at its headings: (id, title, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._heading = self._code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code = self._code or tag == "pre"
        if tag in ("h1", "h2", "h3"):
            self._heading = True
            if tag != "h1":
                self.places.append((dict(attrs).get("id") or "", [], []))

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._code = False
        if tag in ("h1", "h2", "h3"):
            self._heading = False
        if tag not in ("a", "code", "em", "strong"):  # words in a row; everything else stands apart
            self.places[-1][2].append(" ")

    def handle_data(self, data: str) -> None:
        if not self._code:
            _, title, words = self.places[-1]
            (title if self._heading else words).append(data)
