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

to_json = json.JSONEncoder(ensure_ascii=False).encode
"""A value as front matter says it."""
_DEEP = 2
"""A page in more folders than so many is reached through the page of one thing: a step, a revision, a checklist."""


def hidden_on(path: str) -> list[str]:
    """What of the frame a generated page goes without, as front matter names it. Every one fills the whole width, for
    its own links lead on; one that is reached through the page of an SOP or a form carries no menu at all: there are
    ten times as many of these as of all others, and their way leads up (``overrides/main.html``)."""
    return ["navigation", "toc", *(["menu"] if path.count("/") > _DEEP else [])]


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page. ``path``: its file under docs/, always ".../index.md"; ``body``: HTML, one element;
    ``meta``: front matter beside title and hide, such as ``{"search": {"exclude": True}}``."""

    path: str
    title: str
    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the site shows it: ".../index.html"."""
        return f"{self.path.removesuffix('.md')}.html"

    def to_markdown(self) -> str:
        """The page as MkDocs reads it. Front matter in JSON, which YAML contains: no title can break out of it."""
        meta = {key: to_json(value) for key, value in self.meta.items()}
        return self.with_json(self.path, self.title, self.body, meta)

    @staticmethod
    def with_json(path: str, title: str, body: str, meta: Mapping[str, str]) -> str:
        """The text of a page whose ``meta`` are JSON already."""
        lines = [f"title: {to_json(title)}", f"hide: {to_json(hidden_on(path))}"]
        lines += [f"{key}: {value}" for key, value in meta.items()]
        return "---\n{}\n---\n\n{}\n".format("\n".join(lines), body.strip())


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

    def asset(key: str) -> str:
        for folder, way in folders:
            if key.startswith(folder):
                return way + key[len(folder) :]
        return top + key

    return asset
