"""What the guide says about each field of the data format: its tables are the one place where these words stand.

docs/panduan/format-data.md describes every object of the format in a table of its keys; the schemas for editors
repeat it while people type. Tests keep the tables and the models alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.build_fingerprint import SHIPPED

PANDUAN = SHIPPED / "docs" / "panduan" / "format-data.md"
_HEADING = re.compile(r"^#+ (.+)$")
_CELL = re.compile(r"(?:`[^`]*`|\\\||[^|`])+|(?<=\|)(?=\|)")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """What the guide says about one field: its meaning, and examples as YAML ("nomor: 065/12/2026")."""

    arti: str
    contoh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectGuide:
    """One described object of the format: the heading above its table, and its fields."""

    judul: str
    isian: dict[str, FieldGuide]


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide as data: objects by their keys, and for each list of choices what each of them means."""

    objek: dict[frozenset[str], ObjectGuide]
    pilihan: dict[frozenset[str], dict[str, str]]


def read_guide(text: str) -> Guide:
    """The tables of the guide ``text`` (Markdown)."""
    objek: dict[frozenset[str], ObjectGuide] = {}
    pilihan: dict[frozenset[str], dict[str, str]] = {}
    for heading, (head, *rows) in _tables(text):
        coded = [(code[0], row) for row in rows if (code := _CODE.findall(row[0]))]
        keys = frozenset(key for key, _ in coded)
        if head[0] == "Isian":
            words = "" if head[2] == "Artinya" else f"{head[2].lower()}: "
            fields = {key: FieldGuide(_plain(words + row[2]), tuple(_CODE.findall(row[-1]))) for key, row in coded}
            objek[keys] = ObjectGuide(_plain(heading), fields)
        elif keys:
            pilihan[keys] = {key: _plain(", ".join(filter(None, row[1:]))) for key, row in coded}
    return Guide(objek, pilihan)


def _tables(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """(heading above, rows of cells with the head first) of each table outside code blocks."""
    heading, rows, fenced = "", list[list[str]](), False
    for line in [*text.splitlines(), ""]:
        fenced ^= line.startswith("```")
        if match := None if fenced else _HEADING.match(line):
            heading = match[1]
        if line.startswith("|") and not fenced:
            cells = [cell.strip() for cell in _CELL.findall(line.strip()[1:-1])]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            yield heading, rows
            rows = []


def _plain(markdown: str) -> str:
    """A cell without Markdown: editors show it as it is."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("`", "").replace("*", "").replace("\\|", "|")
