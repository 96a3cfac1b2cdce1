"""The search index as scripts: one that every search reads, and parts of which a search reads the few that it needs.

A script can be loaded from a web server and from a folder alike, so there is one index for both. ``index.js`` knows
every page by its title and every word by the part that tells where it stands; ``words-*.js`` tell it, ``texts-*.js``
hold the words around it. ``overrides/assets/js/search-engine.js`` reads all three; what is written here and read there:

pages   a row for each page: address, kind (index of ``kinds``), title, status, units, actors and agencies (indices of
        ``names``), other names, how many places it has, the part that has its texts
slots   text is counted through all pages: two for a page (what it says; words of less weight), then two for each of its
        places (the same). A word stands in slots, written as differences from one to the next
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from generator.facts.search_texts import SearchText

FOLDER = "data/cari"
"""Where the search lies in the site."""
KINDS = ("SOP", "Formulir", "Pelaksana", "Peraturan", "Daftar", "Panduan")
"""The kinds of pages, in the order in which equal results stand."""
WORDS_BYTES, TEXTS_BYTES = 24_000, 12_000
"""A part is closed when it is so large: a search reads about one part of words for each word, and one of texts for each
result that it shows."""
LONGEST = 8
"""So many words of a name with dots or slashes are read as one."""
_WORD = re.compile(r"[^\W_]+")
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def index_files(texts: Sequence[SearchText]) -> dict[str, bytes]:
    """The files of the index over these texts, by their path in the site; the same for the same texts."""
    postings = _postings(texts)
    words = sorted(postings)
    parts: dict[str, bytes] = {}

    def part(kind: str, rows: Sequence[str]) -> str:
        body = f"[\n{_lines(rows)}\n]".encode()
        name = f"{kind}-{sha256(body).hexdigest()[:10]}"
        parts[f"{FOLDER}/{name}.js"] = b'searchPart("%s",%s);\n' % (name.encode(), body)
        return name

    known: list[str] = []
    for group in _groups([to_json(_differences(postings[word])) for word in words], WORDS_BYTES):
        known.append(f"[{to_json(part('words', group.rows))},{to_json(' '.join(words[group.start : group.end]))}]")
    places: list[int] = []
    names: list[str] = []
    for number, group in enumerate(_groups([to_json(_told(text)) for text in texts], TEXTS_BYTES)):
        names.append(to_json(part("texts", group.rows)))
        places += [number] * (group.end - group.start)
    units, actors, agencies = _Names(), _Names(), _Names()
    pages = [_page(*row, units, actors, agencies) for row in zip(texts, places, strict=True)]
    lists = {"unit": units, "pelaksana": actors, "instansi": agencies}
    head = to_json({"kinds": KINDS, "names": {name: list(found) for name, found in lists.items()}})
    lines = {"pages": pages, "words": known, "texts": names}
    told = ",\n".join(f'"{name}":[\n{_lines(rows)}\n]' for name, rows in lines.items())
    index = f'searchPart("index",{head[:-1]},\n{told}}});\n'
    return {f"{FOLDER}/index.js": index.encode(), **parts}


def keys_of(text: str) -> set[str]:
    """The words of a text as they are searched: small letters without accents. Of "PER/9/M.PAN" also what can be typed
    of it in one piece, with a dot for every sign: per.9.m.pan, 9.m.pan, m.pan. search-words.js does the same."""
    found: set[str] = set()
    for chunk in plain(text).split():
        if chunk.isalnum():
            found.add(chunk)
            continue
        words = _WORD.findall(chunk)
        found.update(words)
        found.update(".".join(words[at : at + LONGEST]) for at in range(len(words) - 1))
    return found


def plain(text: str) -> str:
    """Small letters without accents."""
    text = text.lower()
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter) != "Mn")


def _postings(texts: Iterable[SearchText]) -> dict[str, list[int]]:
    """The slots of every word; titles and other names are left out, which index.js has whole."""
    postings: dict[str, list[int]] = defaultdict(list)
    slot = 0
    for text in texts:
        for words in _slots(text):
            if words:
                for key in keys_of(words):
                    postings[key].append(slot)
            slot += 1
    return postings


def _slots(text: SearchText) -> Iterator[str]:
    yield text.teks
    yield text.lain
    for part in text.bagian:
        yield f"{part.judul} {part.teks}"
        yield part.lain


def _told(text: SearchText) -> list[object]:
    """What a result can show of a page: its note, and the words of its slots."""
    return [text.ket, text.teks, text.lain, [[part.id, part.judul, part.teks, part.lain] for part in text.bagian]]


def _differences(slots: list[int]) -> list[int]:
    return [slots[0], *(after - before for before, after in pairwise(slots))]


class _Names(dict[str, int]):
    """Names, each with its number in the order of coming."""

    def numbers(self, names: Iterable[str]) -> list[int]:
        return [self.setdefault(name, len(self)) for name in names]


def _page(text: SearchText, part: int, units: _Names, actors: _Names, agencies: _Names) -> str:
    agency = agencies.numbers(filter(None, [text.instansi]))
    row = [
        text.halaman, KINDS.index(text.jenis), text.judul, text.status, units.numbers(text.unit),
        actors.numbers(text.pelaksana), agency, list(text.nama_lain), len(text.bagian), part,
    ]  # fmt: skip
    return to_json(row)


class _Neighbours:
    """Neighbouring rows of one part: ``start`` up to ``end`` of all."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.rows: list[str] = []


def _groups(rows: Sequence[str], size: int) -> Iterator[_Neighbours]:
    group, weight = _Neighbours(0), 0
    for row in rows:
        group.rows.append(row)
        group.end += 1
        weight += len(row)
        if weight >= size:
            yield group
            group, weight = _Neighbours(group.end), 0
    if group.rows:
        yield group


def _lines(rows: Sequence[str]) -> str:
    return ",\n".join(rows)
