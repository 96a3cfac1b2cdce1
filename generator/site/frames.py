"""The frame around generated pages: drawn once by MkDocs for each kind of place, then filled by us.

A generated page is finished HTML; MkDocs only wraps it in the theme. That wrap is the same for all pages that stand
equally deep in the same folder and carry the same settings, but for the title, the description and the address. So
MkDocs builds one model page of each such group, with marks in place of what differs, and the other pages are filled in.
The result is the same, byte for byte, as when MkDocs builds every page (a test compares both); only faster.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from markupsafe import escape

from generator.pages.halaman import Halaman

_TITLE, _DESCRIPTION, _BODY = "\ue001judul\ue001", "\ue001uraian\ue001", "\ue001isi\ue001"
_STAND_IN = "model-halaman"
"""A folder name in the address of a model page; no slug of the data is that deep and equal at once."""
_LINK = re.compile(r"\]\(([^)#?\s]+)")


class Model(NamedTuple):
    """A group of pages with the same frame: the file that MkDocs builds for it, and that file's text."""

    path: str
    text: str


def model_of(page: Halaman, alone: bool = False) -> Model:
    """The model page of the group that ``page`` belongs to. ``alone`` = its place is in the menu or linked by hand."""
    path = page.path if alone else _neutral(page.path)
    meta = {key: value for key, value in page.meta.items() if key != "description"}
    if page.meta.get("description"):
        meta["description"] = _DESCRIPTION
    head = "<h1></h1>" if "<h1" in page.body else ""
    name = path.removesuffix("index.md")
    if not alone:
        # Pages of one place may differ in their settings: such groups lie side by side.
        kind = sha256((json.dumps(meta, sort_keys=True, ensure_ascii=False) + head).encode()).hexdigest()[:8]
        name = name.replace(_STAND_IN, f"{_STAND_IN}-{kind}", 1)
    path = posixpath.join(name, "index.md")
    return Model(path, Halaman(path, _TITLE, f'<div data-isi="{_BODY}">{head}</div>', meta).to_markdown())


def _neutral(path: str) -> str:
    top, *rest = path.removesuffix("/index.md").split("/")
    return posixpath.join(top, *(_STAND_IN for _ in rest), "index.md")


class Frame:
    """The frame of one group, cut at its marks."""

    def __init__(self, model: Model, html: str) -> None:
        mark = re.escape(f'<div data-isi="{_BODY}">') + r"(?:<h1></h1>)?</div>"
        self.text = html
        self._address = address_of(model.path)
        self._pieces = re.split(f"({mark}|{_TITLE}|{_DESCRIPTION}|{re.escape(self._address)})", html)
        if not any(piece.startswith("<div data-isi=") for piece in self._pieces[1::2]):
            raise ValueError(f"{model.path}: the theme dropped the page's content")

    def fill(self, page: Halaman) -> bytes:
        """The whole page as the site shows it."""
        said = {
            _TITLE: str(escape(page.title)),
            _DESCRIPTION: str(escape(page.meta.get("description", ""))),
            self._address: address_of(page.path),
        }
        body = page.body.strip()
        filled = (said.get(piece, body) if n % 2 else piece for n, piece in enumerate(self._pieces))
        return "".join(filled).encode()


def address_of(path: str) -> str:
    """Where the site shows the page of a Markdown file."""
    return path.removesuffix(".md") + ".html"


def linked_by_hand(texts: Mapping[str, str], generated: Iterable[str]) -> set[str]:
    """Which generated files the hand-written pages link to (path -> text): MkDocs must see those to check the links."""
    known, found = set(generated), set()
    for path, text in texts.items():
        for target in _LINK.findall(text):
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if whole in known:
                found.add(whole)
    return found
