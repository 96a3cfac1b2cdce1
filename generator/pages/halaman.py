"""One page of the site before MkDocs sees it, and the relative addresses between pages.

Pages are finished HTML inside a Markdown file. MkDocs only wraps them; nothing in them may be read as Markdown,
whatever the data say. Addresses name index.html, so that they hold under any path of a server and from a folder.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Url = Callable[[str], str]
"""From a key ("sop/surat-masuk", "formulir", "" = home, "sop#isi") to the address as seen from one page."""


@dataclass(frozen=True, slots=True)
class Halaman:
    """A generated page. ``path``: its file under docs/, always ".../index.md"; ``body``: HTML, one element;
    ``meta``: front matter beside title and hide, such as ``{"search": {"exclude": True}}``."""

    path: str
    title: str
    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)

    def to_markdown(self) -> str:
        """The page as MkDocs reads it. Front matter in JSON, which YAML contains: no title can break out of it."""
        meta = {"title": self.title, "hide": ["navigation", "toc"], **self.meta}
        lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
        return "---\n{}\n---\n\n{}\n".format("\n".join(lines), self.body.strip())

    @classmethod
    def from_markdown(cls, path: str, text: str) -> Halaman:
        """The page that ``to_markdown`` wrote."""
        head, _, body = text.removeprefix("---\n").partition("\n---\n\n")
        meta = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in head.split("\n"))}
        return cls(path, meta.pop("title"), body.removesuffix("\n"), meta)


def path_of(key: str) -> str:
    """The file under docs/ of the page named by a key without anchor: "sop/x" -> "sop/x/index.md"."""
    return posixpath.join(key, "index.md")


def url_from(path: str) -> Url:
    """The function that makes addresses as seen from the page ``path``."""
    here = path.split("/")[:-1]

    def url(key: str) -> str:
        page, mark, anchor = key.partition("#")
        page, question, query = page.partition("?")
        target = _relative(f"{page}/index.html" if page else "index.html", here)
        return target + question + query + mark + anchor

    return url


def _relative(path: str, here: list[str]) -> str:
    """``path`` as seen from the folder ``here``; both count from the top of the site."""
    there = path.split("/")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    return "/".join([*[".."] * (len(here) - same), *there[same:]])


def asset_from(path: str) -> Url:
    """Like ``url_from`` for files that are not pages: the key is the file's path in the site."""
    here = path.split("/")[:-1]
    return lambda key: _relative(key, here)
