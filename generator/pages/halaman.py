"""One page of the site before MkDocs sees it, and the relative addresses between pages.

Pages are finished HTML inside a Markdown file. MkDocs only wraps them; nothing in them may be read as Markdown,
whatever the data say. Addresses name index.html, so that they hold under any path of a server and from a folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Url = Callable[[str], str]
"""From a key ("sop/surat-masuk", "formulir", "" = home, "sop#isi") to the address as seen from one page."""

_to_json = json.JSONEncoder(ensure_ascii=False).encode
_HIDE = f"hide: {_to_json(['navigation', 'toc'])}"
"""Nearly every page fills the whole width: its own links lead on."""


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
        lines = [f"title: {_to_json(self.title)}", *([] if "hide" in self.meta else [_HIDE])]
        lines += [f"{key}: {_to_json(value)}" for key, value in self.meta.items()]
        return "---\n{}\n---\n\n{}\n".format("\n".join(lines), self.body.strip())

    @classmethod
    def from_markdown(cls, path: str, text: str) -> Halaman:
        """The page that ``to_markdown`` wrote."""
        head, _, body = text.removeprefix("---\n").partition("\n---\n\n")
        meta = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in head.split("\n"))}
        return cls(path, meta.pop("title"), body.removesuffix("\n"), meta)


def path_of(key: str) -> str:
    """The file under docs/ of the page named by a key without anchor: "sop/x" -> "sop/x/index.md"."""
    return f"{key}/index.md" if key else "index.md"


def url_from(path: str) -> Url:
    """The function that makes addresses as seen from the page ``path``."""
    aset = asset_from(path)

    def url(key: str) -> str:
        page, mark, anchor = key.partition("#")
        page, question, query = page.partition("?")
        return f"{aset(f'{page}/index.html' if page else 'index.html')}{question}{query}{mark}{anchor}"

    return url


def asset_from(path: str) -> Url:
    """Like ``url_from`` for files that are not pages: the key is the file's path in the site."""
    here = path.split("/")[:-1]
    # The page's own folder and those it stands in, each with the way there.
    depths = range(len(here), 0, -1)
    folders = [("/".join(here[:depth]) + "/", "../" * (len(here) - depth)) for depth in depths]
    top = "../" * len(here)

    def aset(key: str) -> str:
        for folder, way in folders:
            if key.startswith(folder):
                return way + key[len(folder) :]
        return top + key

    return aset
