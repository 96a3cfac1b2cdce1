"""The one record of what was made and from what: a file in the working folder, put in place whole.

One rule: what it does not say, because the file is missing, damaged or of another program, is made anew. Nothing is
ever refused for its sake.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from generator.io.atomic import DRAFT, make_folder, make_room, write_durable
from generator.site.tree import Kept

NAME = "catatan"
Said = list[tuple[str, str]]
"""What a builder said of its work: (level, words)."""


@dataclass(slots=True)
class Part:
    """A part of a site as it was made. ``key``: a hash of what it was made from; ``pages``, ``files``: path in the site
    -> as written; ``models``: the model pages of its pages; ``papers``: the hashes of its papers; ``offers``: key of a
    page -> the files that it offers, each with its words and its kind."""

    key: str
    pages: dict[str, Kept] = field(default_factory=dict)
    files: dict[str, Kept] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    offers: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def holds(self, key: str, stale: Set[str]) -> bool:
        """Whether it was made from ``key``, and none of its pages has a frame of the model pages ``stale``."""
        return self.key == key and stale.isdisjoint(self.models)


@dataclass(slots=True)
class Record:
    """What one build left for the next. ``how``: the program and what people chose; with another ``how`` no part holds;
    ``id``: which site; ``builder``: a hash of all that the builder saw; ``frames``: model page -> (its text, its HTML);
    ``said``: what the builder said; ``guide``: the hand-written pages as the search reads them (``outputs/search.py``);
    ``reading``: the data as read and checked (``data/read_cache.py``)."""

    how: str = ""
    id: str = ""
    builder: str = ""
    frames: dict[str, tuple[str, str]] = field(default_factory=dict)
    said: Said = field(default_factory=list)
    guide: dict[str, list[list[str]]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    reading: bytes = b""

    @classmethod
    def read(cls, home: Path) -> Record:
        """The record of the working folder ``home``; an empty one where there is none to be trusted."""
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            check, _, rest = (home / NAME).read_bytes().partition(b"\n")
            if int(check, 16) == crc32(rest):
                line, _, reading = rest.partition(b"\n")
                return cls._from_json(json.loads(line), reading)
        return cls()

    @classmethod
    def _from_json(cls, said: Mapping[str, Any], reading: bytes) -> Record:
        parts = {
            name: Part(key, _kept(pages), _kept(files), models, papers, offers)
            for name, (key, pages, files, models, papers, offers) in said["parts"].items()
        }
        frames = {path: (text, html) for path, (text, html) in said["frames"].items()}
        words = [(level, text) for level, text in said["said"]]
        return cls(said["how"], said["id"], said["builder"], frames, words, said["guide"], parts, reading)

    def write(self, home: Path) -> None:
        """Keep it for the next build. OSError: the disk is full or refuses."""
        parts = {
            name: [part.key, part.pages, part.files, part.models, part.papers, part.offers]
            for name, part in self.parts.items()
        }
        plain = {name: getattr(self, name) for name in ("how", "id", "builder", "frames", "said", "guide")}
        line = json.dumps({**plain, "parts": parts}, ensure_ascii=False, separators=(",", ":")).encode()
        rest = line + b"\n" + self.reading
        path = home / NAME
        make_folder(home)
        if path.is_symlink() or not path.is_file():  # a folder of this name, say; the old record stays till the end
            make_room(path)
        make_room(path.with_name(f".{NAME}{DRAFT}"))
        write_durable(path, b"%08x\n" % crc32(rest) + rest)

    def files(self) -> dict[str, Kept]:
        """All files of the site."""
        return {
            path: kept
            for part in self.parts.values()
            for made in (part.pages, part.files)
            for path, kept in made.items()
        }


def _kept(files: Mapping[str, Any]) -> dict[str, Kept]:
    return {path: Kept(*kept) for path, kept in files.items()}
