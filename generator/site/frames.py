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
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from markupsafe import escape

from generator.pages.halaman import Halaman

_TITLE, _DESCRIPTION, _BODY = "\ue001judul\ue001", "\ue001uraian\ue001", "\ue001isi\ue001"
_STAND_IN = "model-halaman"
"""A folder name in the address of a model page; no slug of the data is that deep and equal at once."""
_START, _END = b"---\n", b"\n---\n\n"
_OWN = (b"title:", b"description:")
"""The lines of the front matter that each page has in its own words."""
_LINK = re.compile(r"\]\(([^)#?\s]+)")


class Head(NamedTuple):
    """What decides about the frame of a generated page: its front matter as written, and whether its body has a title
    of its own. ``body``: where in the file the body begins."""

    text: bytes
    titled: bool
    body: int

    def said(self) -> dict[str, Any]:
        """The front matter read."""
        lines = (line.partition(b": ") for line in self.text.split(b"\n"))
        return {key.decode(): json.loads(value) for key, _, value in lines}


def is_page(name: str, content: bytes) -> bool:
    """Whether a file in docs/ is a page as ``Halaman.to_markdown`` writes it."""
    return name.endswith(".md") and content.startswith(_START) and _END in content


def head_of(content: bytes) -> Head:
    """The head of a page as ``Halaman.to_markdown`` writes it."""
    end = content.index(_END)
    return Head(content[len(_START) : end], b"<h1" in content, end + len(_END))


class Model(NamedTuple):
    """A group of pages with the same frame: the file that MkDocs builds for it, and that file's text."""

    path: str
    text: str


def model_of(path: str, head: Head, alone: bool = False) -> Model:
    """The model page of the group that a page belongs to. ``alone`` = its place is in the menu or linked by hand."""
    kind = b"\n".join(line.partition(b" ")[0] if line.startswith(_OWN) else line for line in head.text.split(b"\n"))
    return _model(path if alone else _neutral(path), kind, head.titled, alone)


@lru_cache(maxsize=1000)
def _model(path: str, kind: bytes, titled: bool, alone: bool) -> Model:
    """``kind``: the front matter without what each page says in its own words."""
    keys = [line.partition(b": ") for line in kind.split(b"\n") if not line.startswith(_OWN)]
    meta = {key.decode(): json.loads(value) for key, _, value in keys}
    if b"description:" in kind.split(b"\n"):
        meta["description"] = _DESCRIPTION
    head = "<h1></h1>" if titled else ""
    name = path.removesuffix("index.md")
    if not alone:
        # Pages of one place may differ in their settings: such groups lie side by side.
        mark = sha256(kind + head.encode()).hexdigest()[:8]
        name = name.replace(_STAND_IN, f"{_STAND_IN}-{mark}", 1)
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
        address = address_of(model.path)
        pieces = re.split(f"({mark}|{_TITLE}|{_DESCRIPTION}|{re.escape(address)})", html)
        if not any(piece.startswith("<div data-isi=") for piece in pieces[1::2]):
            raise ValueError(f"{model.path}: the theme dropped the page's content")
        names = {_TITLE: "title", _DESCRIPTION: "description", address: "address"}
        self._pieces = [piece.encode() for piece in pieces[0::2]]
        self._marks = [names.get(piece, "body") for piece in pieces[1::2]]

    def fill(self, path: str, content: bytes) -> bytes:
        """The whole page as the site shows it; ``content``: its file in docs/."""
        head = head_of(content)
        meta = head.said()
        said = {
            "title": str(escape(meta["title"])).encode(),
            "description": str(escape(meta.get("description", ""))).encode(),
            "address": address_of(path).encode(),
            "body": content[head.body :].strip(),
        }
        filled = [self._pieces[0]]
        for mark, piece in zip(self._marks, self._pieces[1:], strict=True):
            filled += said[mark], piece
        return b"".join(filled)


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
