"""What a workbook carries unseen: that it is ours, of which SOP, and the file as it was when the workbook was made.

It stands on a hidden sheet as texts, which every spreadsheet program keeps when it saves the file.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.reading.limits import MAX_BYTES
from generator.reading.source import digest_of
from generator.workbook.shown_names import ShownNames

SHEET: Final = "_pustaka_sop"
MARK: Final = "pustaka-sop buku kerja 1"
"""In the first cell of the hidden sheet, and as a property of the file."""
PROPERTY: Final = "Pustaka SOP"
_CHUNK: Final = 30_000
"""Letters of a cell; Excel takes 32,767."""
_MOST: Final = 20 * MAX_BYTES
"""Bytes that the names of a large agency may take."""


class BrokenBaseError(Exception):
    """The hidden sheet is not as it was written."""


@dataclass(frozen=True, slots=True)
class HiddenBase:
    """The SOP that a workbook was made of. ``slug`` and ``raw``: its file, "" and b"" = the workbook began empty;
    ``names``: what things were called in it."""

    slug: str
    raw: bytes
    names: ShownNames

    def rows(self) -> Iterator[tuple[str, str]]:
        """Name and text of each cell of the hidden sheet."""
        yield MARK, ""
        yield "slug", self.slug
        yield "sidik", digest_of(self.raw) if self.slug else ""
        for name, content in (("isi", self.raw), ("nama", self.names.dump().encode("utf-8"))):
            packed = base64.b64encode(zlib.compress(content, 9)).decode("ascii")
            for number, at in enumerate(range(0, max(len(packed), 1), _CHUNK)):
                yield f"{name}.{number}", packed[at : at + _CHUNK]

    @classmethod
    def parsed(cls, rows: Mapping[str, str]) -> HiddenBase:
        """What ``rows`` wrote. BrokenBaseError: it is not that."""
        if MARK not in rows:
            raise BrokenBaseError
        slug, raw = rows.get("slug", ""), _unpacked(rows, "isi")
        try:
            names = ShownNames.parsed(_unpacked(rows, "nama").decode("utf-8"))
        except (ValueError, TypeError, RecursionError):
            raise BrokenBaseError from None
        if (digest_of(raw) if slug else "") != rows.get("sidik", ""):
            raise BrokenBaseError
        return cls(slug, raw, names)


def _unpacked(rows: Mapping[str, str], name: str) -> bytes:
    parts: list[str] = []
    while (key := f"{name}.{len(parts)}") in rows:
        parts.append(rows[key])
    try:
        machine = zlib.decompressobj()
        content = machine.decompress(base64.b64decode("".join(parts), validate=True), _MOST)
    except (binascii.Error, zlib.error, ValueError):
        raise BrokenBaseError from None
    if machine.unconsumed_tail or not machine.eof:
        raise BrokenBaseError
    return content
