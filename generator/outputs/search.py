"""The search of a site, with what it reads beside the model: the lists of the menu and the hand-written panduan.

The texts of the model come from ``facts/search_texts.py``; ``search_index.py`` makes the files, in ``data/cari/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from generator.build_fingerprint import program_hash
from generator.declared import menu_pages
from generator.facts.search_texts import SearchPart, SearchText
from generator.outputs.search_index import index_files

Guide = dict[str, list[list[str]]]
"""What is searched of hand-written pages: a hash of a page -> its places (id, title, words)."""


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


def guide_texts(docs: Path, known: Guide) -> tuple[Guide, tuple[SearchText, ...]]:
    """The texts of the hand-written panduan below ``docs``; examples of code are not searched. ``known``: what an
    earlier build left of its pages; the same comes back for the next one."""
    pages = {file: file.read_text("utf-8") for file in sorted((docs / "panduan").rglob("*.md"))}
    keys = {file: sha256(f"{program_hash()}\n{text}".encode()).hexdigest() for file, text in pages.items()}
    now = {keys[file]: known.get(keys[file]) or _places(text) for file, text in pages.items()}
    return now, tuple(_guide_text(file.relative_to(docs), now[key]) for file, key in keys.items())


def _guide_text(path: Path, places: Sequence[Sequence[str]]) -> SearchText:
    (name, judul, opening), *rest = places
    halaman = path.with_suffix(".html").as_posix()
    return SearchText(
        halaman, "Panduan", judul or name or halaman, teks=opening, bagian=tuple(SearchPart(*place) for place in rest)
    )


def _places(text: str) -> list[list[str]]:
    import markdown  # not above: most builds know all the pages
    from mkdocs.utils.meta import get_data

    body, meta = get_data(text)
    reader = _PageReader(str(meta.get("title", "")))
    reader.feed(markdown.markdown(body, extensions=["attr_list", "fenced_code", "tables", "toc"]))
    return [[id, _line(title), _line(words)] for id, title, words in reader.places]


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


class _PageReader(HTMLParser):
    """Takes the page ``name`` apart at its headings: (id, title, words). Its name is in the place of the first id."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.places: list[tuple[str, list[str], list[str]]] = [(name, [], [])]
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
