"""The search: an index by Pagefind for sites on a server, and a small list for sites opened from a folder.

Both come from the same texts (``facts/search_texts.py``, and the hand-written panduan) and lie in ``data/cari/``;
``overrides/assets/js/cari.js`` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import markdown
from mkdocs.utils.meta import get_data

from generator.facts.search_texts import SearchPart, SearchText
from generator.outputs.pagefind_index import make_index

FOLDER = "data/cari"
"""Where the search lies in the site."""
_WEIGHT = {"dicabut": 0.2, "Formulir": 0.7, "Pelaksana": 0.7, "Peraturan": 0.5, "Panduan": 0.3}
"""How much the words of a page count beside those of an SOP, by its status or else by its kind."""
_LIST_BYTES = 4_000_000
"""The list is one script that a page loads whole: where it would be larger, it does without the texts of steps."""


class SiteSearch:
    """The search over these texts."""

    def __init__(self, naskah: Iterable[SearchText]) -> None:
        texts = tuple(naskah)
        self._pages = [(f"/{text.halaman}", to_html(text)) for text in texts]
        self._list = list_script(texts)

    @property
    def digest(self) -> str:
        """A hash of all that its files are made from."""
        said = sha256(self._list)
        for address, text in self._pages:
            said.update(f"{address}\n{text}\n".encode())
        return said.hexdigest()

    def files(self) -> dict[str, bytes]:
        """The files of the search by their path in the site."""
        index = {f"{FOLDER}/{name}": content for name, content in make_index(self._pages).items()}
        return {**index, f"{FOLDER}/daftar.js": self._list}


def to_html(naskah: SearchText) -> str:
    """A text as Pagefind reads it: weights, filters, and a heading with an id for each place."""
    filters = [
        ("jenis", naskah.jenis),
        *(("unit", u) for u in naskah.unit),
        *(("pelaksana", p) for p in naskah.pelaksana),
        *([("instansi", naskah.instansi)] if naskah.instansi else []),
    ]
    meta = [("jenis", naskah.jenis), ("ket", naskah.ket), ("status", naskah.status)]
    share = _WEIGHT.get(naskah.status or naskah.jenis, 1)
    name = "title" if share == 1 else "nama"
    parts = [
        "<html lang=id><body>",
        *(f"<i data-pagefind-ignore data-pagefind-filter={name}>{escape(value)}</i>" for name, value in filters),
        *(f"<i data-pagefind-ignore data-pagefind-meta={name}>{escape(value)}</i>" for name, value in meta if value),
        # Pagefind counts what is called title five times more than other words: that is for SOPs that hold.
        f"<p data-pagefind-weight={10 * share:g} data-pagefind-meta={name}>{escape(naskah.judul)}</p>",
        _paragraph(naskah.teks, 5 * share),
    ]
    for part in naskah.bagian:
        parts += [f'<h2 id="{escape(part.id)}" data-pagefind-weight={share:g}>{escape(part.judul)}</h2>']
        parts += [_paragraph(part.teks, 3 * share), _paragraph(part.lain, share)]
    if naskah.lain:  # a place of its own, so that these words do not count for the last step
        parts += ['<h2 id="isi" data-pagefind-weight=0>Isi</h2>', _paragraph(naskah.lain, share / 2)]
    return "\n".join([*parts, "</body></html>"])


def list_script(texts: tuple[SearchText, ...]) -> bytes:
    """The script that gives ``window.daftarCari``, from which cari.js searches where no index can be fetched."""
    whole = _list(texts, with_steps=True)
    return whole if len(whole) <= _LIST_BYTES else _list(texts, with_steps=False)


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _list(texts: tuple[SearchText, ...], *, with_steps: bool) -> bytes:
    lines = ",\n".join(to_json(_row(text, with_steps)) for text in texts)
    return f"window.daftarCari=[\n{lines}\n];\n".encode()


def _row(n: SearchText, with_steps: bool) -> list[object]:
    places = [[b.id, b.judul, b.teks, b.lain] for b in n.bagian] if with_steps else []
    words = f"{n.teks} {n.lain}" if with_steps else n.teks
    portal = [n.instansi] if n.instansi else []
    return [n.halaman, n.jenis, n.judul, n.ket, n.status, n.unit, n.pelaksana, words, places, *portal]


def _paragraph(text: str, weight: float) -> str:
    return f"<p data-pagefind-weight={weight:g}>{escape(text)}</p>" if text else ""


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
