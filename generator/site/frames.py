"""The frame around generated pages: drawn once by the builder for each kind of place, then filled by us.

A generated page is finished HTML; a builder only wraps it in the theme. That wrap is the same for all pages that stand
equally deep in the same folder and carry the same settings, but for the title, the description and the address. So the
builder draws one model page of each such group, with marks in place of what differs, and the pages are filled in. The
result is the same, byte for byte, as when MkDocs builds every page (a test compares both); only faster.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from markupsafe import escape

from generator.facts.page import Page, to_json
from generator.site.record import Said

_TITLE, _DESCRIPTION, _BODY = "\ue001judul\ue001", "\ue001uraian\ue001", "\ue001isi\ue001"
_STAND_IN = "model-halaman"
"""A folder name in the address of a model page; no slug of the data is that deep and equal at once."""


class Model(NamedTuple):
    """A group of pages with the same frame: the file that a builder would make a page of, and that file's text."""

    path: str
    text: str


class BuilderError(Exception):
    """A builder could not do its work; the words are what it said."""


class Builder(Protocol):
    """Who draws the frames, and makes pages of the hand-written texts. ``patience``: so many pages may wait for their
    frames, where drawing a few at a time is dear; ``said``: what it warned of."""

    patience: int
    said: Said

    def key(self) -> str:
        """A hash of all that it sees; "" = it may see anything."""

    def frames(self, models: Sequence[Model]) -> list[str]:
        """The HTML of these model pages. ``BuilderError``: it failed."""

    def site(self, generated: Iterable[str]) -> Iterator[tuple[str, Path]]:
        """The other files of the site, path in it and where they lie: hand-written pages, the theme's files.
        ``generated``: paths in docs/ of what stands there for links and the menu. ``BuilderError``: it failed."""

    def close(self) -> None:
        """Leave nothing behind on the disk."""


def model_of(page: Page, alone: bool = False) -> Model:
    """The model page of the group that a page belongs to. ``alone`` = its place is in the menu."""
    meta = tuple((key, to_json(value)) for key, value in page.meta.items() if key != "description")
    path = page.path if alone else _neutral(page.path)
    return _model(path, meta, "description" in page.meta, "<h1" in page.body, alone)


@lru_cache(maxsize=1000)
def _model(path: str, meta: tuple[tuple[str, str], ...], described: bool, titled: bool, alone: bool) -> Model:
    """``meta``: the front matter without what each page says in its own words, as JSON."""
    head = "<h1></h1>" if titled else ""
    said = dict(meta) | ({"description": to_json(_DESCRIPTION)} if described else {})
    text = Page.with_json(path, _TITLE, f'<div data-isi="{_BODY}">{head}</div>', said)
    name = path.removesuffix("index.md")
    if not alone:
        # Pages of one place may differ in their settings: such groups lie side by side.
        mark = sha256(text.encode()).hexdigest()[:8]
        name = name.replace(_STAND_IN, f"{_STAND_IN}-{mark}", 1)
    return Model(posixpath.join(name, "index.md"), text)


def _neutral(path: str) -> str:
    top, *rest = path.removesuffix("/index.md").split("/")
    return posixpath.join(top, *(_STAND_IN for _ in rest), "index.md")


_ARTICLE = re.compile(r"(<article\b.*</article>)", re.DOTALL)
_GAP = re.compile(r"\s*\n\s*")
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def trimmed(html: str) -> str:
    """A page without the empty lines and the indentation that a theme's templates leave, a quarter of its frame, and
    without the namespace of its icons, which HTML knows. What stands in the article is the page's own and stays as it
    is."""
    pieces = _ARTICLE.split(html, maxsplit=1)
    return "".join(piece if n == 1 else _GAP.sub("\n", piece).replace(_NAMESPACE, "") for n, piece in enumerate(pieces))


class Frame:
    """The frame of one group, cut at its marks. ``BuilderError``: the theme dropped the page's content."""

    def __init__(self, path: str, html: str) -> None:
        mark = re.escape(f'<div data-isi="{_BODY}">') + r"(?:<h1></h1>)?</div>"
        address = address_of(path)
        pieces = re.split(f"({mark}|{_TITLE}|{_DESCRIPTION}|{re.escape(address)})", trimmed(html))
        if not any(piece.startswith("<div data-isi=") for piece in pieces[1::2]):
            raise BuilderError(f"{path}: tema tidak memuat isi halaman")
        names = {_TITLE: "title", _DESCRIPTION: "description", address: "address"}
        self._pieces = [piece.encode() for piece in pieces[0::2]]
        self._marks = [names.get(piece, "body") for piece in pieces[1::2]]

    def fill(self, page: Page) -> bytes:
        """The whole page as the site shows it."""
        said = {
            "title": str(escape(page.title)).encode(),
            "description": str(escape(page.meta.get("description", ""))).encode(),
            "address": page.address.encode(),
            "body": page.body.strip().encode(),
        }
        filled = [self._pieces[0]]
        for mark, piece in zip(self._marks, self._pieces[1:], strict=True):
            filled += said[mark], piece
        return b"".join(filled)


def address_of(path: str) -> str:
    """Where the site shows the page of a Markdown file."""
    return path.removesuffix(".md") + ".html"


_LINK = re.compile(r"\]\(([^)#?\s]+)")
_CODE = re.compile(r"^ *(```|~~~).*?^ *\1", re.MULTILINE | re.DOTALL)


def linked_by_hand(texts: Mapping[str, str]) -> set[str]:
    """The files in docs/ that hand-written pages (path -> text) link to, whether they are there or not."""
    found = set()
    for path, text in texts.items():
        for target in _LINK.findall(_CODE.sub("", text)):
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if ":" not in target and not whole.startswith((".", "/")):
                found.add(whole)
    return found
