"""The XML parts of an office file, read without anything that XML could do to its reader."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from generator.importing.refused import UnreadableError

_LARGEST = 60_000_000


class OfficeFile:
    """An open office file. Names of parts are those in the archive, without a slash in front."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError):
            raise UnreadableError("rusak: berkasnya tidak dapat dibuka") from None
        self.names = {name for name in self._archive.namelist() if ".." not in name}

    def part(self, name: str) -> Element | None:
        """A part; None = there is none. UnreadableError: it is damaged, or declares entities."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as file:
                raw = file.read(_LARGEST + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
            raise UnreadableError("rusak atau terkunci: sebagian isinya tidak dapat dibuka") from None
        if len(raw) > _LARGEST:
            raise UnreadableError("isinya sesudah dibuka terlalu besar")
        if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"\0<\0!\0D" in raw:
            raise UnreadableError("memuat deklarasi XML yang tidak dipakai berkas Office")
        try:
            return fromstring(raw)
        except (ParseError, ValueError, LookupError):
            raise UnreadableError("rusak: isinya bukan XML yang benar") from None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to: id -> last word of the kind, and name."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if one.get("TargetMode") != "External":
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], whole)
        return found


def tag(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def below(element: Element, *names: str) -> list[Element]:
    """All elements of these names below an element, in order."""
    return [one for one in element.iter() if tag(one) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """The first child along a way of names."""
    for name in path:
        element = next((one for one in element if tag(one) == name), None) if element is not None else None
    return element
