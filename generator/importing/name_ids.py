"""Ids for the jabatan and peraturan that a document names: the one that is there under the same words, else a new one.

The same words are the same letters and digits, whatever the case, the spaces and the punctuation. What is only nearly
the same is never made one: that would change the wording that was signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from generator.data.base import MAX_ID, WINDOWS_NAMES
from generator.data.instansi import Jabatan, Peraturan
from generator.data.slugs import numbered, short_slug
from generator.importing.cell_text import squeezed

_KINDS = (
    ("uu", r"undang-?undang"), ("pp", r"peraturan pemerintah"), ("perpres", r"peraturan presiden"),
    ("keppres", r"keputusan presiden"), ("inpres", r"instruksi presiden"),
    ("permenpan-rb", r"peraturan menteri pendayagunaan aparatur negara"), ("permendagri", r"peraturan menteri dalam"),
    ("pmk", r"peraturan menteri keuangan"), ("permen", r"peraturan menteri"), ("pergub", r"peraturan gubernur"),
    ("perda", r"peraturan daerah"), ("perbup", r"peraturan bupati"), ("perwali", r"peraturan wali ?kota"),
    ("perka", r"peraturan kepala"), ("kep", r"keputusan"), ("peraturan", r"peraturan"),
    ("surat-edaran", r"surat edaran"),
)  # fmt: skip
_NUMBER = re.compile(r"\b(?:nomor|no)\.?\s*:?\s*([0-9]+[a-z]?)\b.*?\btahun\s+(\d{4})", re.IGNORECASE)
_MARK = re.compile(r"^(?:\(?\d{1,2}[.),]|[-•])\s*")
_TWIN = 0.86
"""How alike two names must be to be proposed as perhaps the same."""


@dataclass(slots=True)
class NameIds:
    """The names that the data folder has, and those that are added. ``jabatan``, ``peraturan``: squeezed words -> id;
    ``new_jabatan``, ``new_peraturan``: id -> its entry in the file."""

    jabatan: dict[str, str]
    peraturan: dict[str, str]
    taken: set[str]
    words: dict[str, str]
    new_jabatan: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_peraturan: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)

    def actor(self, name: str, apart: str = "") -> str:
        """The id of a jabatan of this name; ``apart``: what tells it from another one of the same name beside it."""
        key = squeezed(name) + (f"/{squeezed(apart)}" if apart else "")
        if key not in self.jabatan:
            wanted = short_slug(f"{name} {apart}") or "pelaksana"
            self.jabatan[key] = self._free(wanted)
            self.new_jabatan[self.jabatan[key]] = {"nama": name}
            self.added.add(self.jabatan[key])
            self.words[self.jabatan[key]] = name
        return self.jabatan[key]

    def law(self, title: str) -> str:
        """The id of a peraturan with this title."""
        title = _MARK.sub("", title.strip()).rstrip(";.,").strip()
        key = squeezed(title)
        if key not in self.peraturan:
            self.peraturan[key] = self._free(_law_id(title))
            self.new_peraturan[self.peraturan[key]] = {"judul": title}
            self.added.add(self.peraturan[key])
            self.words[self.peraturan[key]] = title
        return self.peraturan[key]

    def take(self, kind: str, id: str, entry: dict[str, Any]) -> str:
        """The id of a thing of another data folder: its own where that is free or says the same, else a new one."""
        words, found = ("nama", self.jabatan) if kind == "jabatan" else ("judul", self.peraturan)
        said = str(entry.get(words) or id)
        if id in self.words and squeezed(self.words[id]) == squeezed(said):
            return id
        new = self._free(id)
        found.setdefault(squeezed(said), new)
        (self.new_jabatan if kind == "jabatan" else self.new_peraturan)[new] = {**entry, words: said}
        self.words[new] = said
        self.added.add(new)
        return new

    def _free(self, wanted: str) -> str:
        if wanted in WINDOWS_NAMES:
            wanted = f"{wanted}-1"
        free = numbered(wanted[: MAX_ID - 4].strip("-"), self.taken.__contains__)
        self.taken.add(free)
        return free

    def near_twins(self) -> Iterator[tuple[str, str]]:
        """New names that are perhaps those of others; a person decides."""
        law_ids = set(self.peraturan.values())
        for new in sorted(self.added):
            laws = new in law_ids
            for other, words in self.words.items():
                if other == new or (other in law_ids) != laws or (other in self.added and other < new):
                    continue
                if (laws and _cited(words) and _cited(words) == _cited(self.words[new])) or (
                    not laws and _alike(words, self.words[new])
                ):
                    yield new, other


def known_ids(jabatan: Mapping[str, Jabatan], peraturan: Mapping[str, Peraturan]) -> NameIds:
    """The names of a data folder."""
    actors: dict[str, str] = {}
    for id, one in jabatan.items():
        for said in (one.nama, one.lengkap, *one.alias):
            if said:
                actors.setdefault(squeezed(said), id)
    laws = {squeezed(one.judul): id for id, one in peraturan.items()}
    words = {id: one.nama for id, one in jabatan.items()} | {id: one.judul for id, one in peraturan.items()}
    return NameIds(actors, laws, {*jabatan, *peraturan}, words)


def _law_id(title: str) -> str:
    said = title.lower()
    found = _NUMBER.search(said)
    kind = next((short for short, pattern in _KINDS if re.match(pattern, said)), "")
    return f"{kind}-{found[1]}-{found[2]}" if kind and found else short_slug(title) or "peraturan"


def _cited(title: str) -> tuple[str, str, str] | None:
    found = _NUMBER.search(title)
    kind = next((short for short, pattern in _KINDS if re.match(pattern, title.lower())), "")
    return (kind, found[1].lower(), found[2]) if found and kind else None


def _alike(one: str, other: str) -> bool:
    a, b = squeezed(one), squeezed(other)
    return SequenceMatcher(None, a, b).ratio() >= _TWIN or (min(len(a), len(b)) > 5 and (a in b or b in a))
