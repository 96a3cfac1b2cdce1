"""Reading a page's HTML as a browser would, for assertions about what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCK = {"br", "p", "div", "li", "ul", "ol", "dt", "dd", "tr", "th", "td", "h1", "h2", "h3", "summary", "section"}
"""Tags that part words."""
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Isi:
    """What a page holds: its tags with attributes, its text, its addresses and ids; ``galat``: tags closed wrongly."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    teks: str = ""
    galat: list[str] = field(default_factory=list)

    @property
    def tautan(self) -> list[str]:
        """All but pictures that stand in the page itself."""
        return [attrs["href"] for _, attrs in self.tags if "href" in attrs and not attrs["href"].startswith("data:")]

    @property
    def id(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


class _Pembaca(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.isi = Isi()
        self.buka: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.isi.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.isi.teks += " " if tag in BLOCK else ""
        if tag not in VOID:
            self.buka.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.isi.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.isi.teks += " " if tag in BLOCK else ""
        if not self.buka or self.buka.pop() != tag:
            self.isi.galat.append(tag)

    def handle_data(self, data: str) -> None:
        if self.buka[-1:] != ["script"]:  # data for machines
            self.isi.teks += data


def baca(html: str) -> Isi:
    """The content of a piece of HTML."""
    pembaca = _Pembaca()
    pembaca.feed(html)
    pembaca.close()
    pembaca.isi.galat += pembaca.buka
    return pembaca.isi


def rapat(teks: str) -> str:
    """A text without differences of white space."""
    return " ".join(teks.split())
