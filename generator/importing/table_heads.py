"""The head of a procedure table: where it is, and what each of its columns means."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from generator.importing.cell_text import plain, squeezed
from generator.importing.inner_record import ColumnRead
from generator.importing.page_boxes import Box
from generator.importing.ruled_cells import RuledPage

_NO = re.compile(r"(?:no|nomor|nmr)\.?", re.IGNORECASE)
_URAIAN = ("uraian", "kegiatan", "aktivitas", "aktifitas", "prosedur", "tahapan", "langkah", "proses")
_ROLES = {
    "kelengkapan": ("kelengkapan", "persyaratan", "perlengkapan", "sumberdata", "input", "masukan", "bahan", "syarat"),
    "waktu": ("waktu", "durasi", "lama", "jangka"),
    "output": ("output", "keluaran", "luaran", "hasil"),
    "keterangan": ("keterangan", "ket", "catatan"),
}
_NUMBERS = 60.0
"""A column of numbers is narrower (pt)."""
_ACTORS = ("pelaksana", "pelaku", "aktor", "pelaksanakegiatan")


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table. ``top``, ``bottom``: from where to where it reaches (pt); ``columns``: left to right.

    ``unsure``: why the columns may be others than these.
    """

    top: float
    bottom: float
    columns: tuple[ColumnRead, ...]
    unsure: str = ""


def find_head(page: RuledPage, number: int) -> TableHead | None:
    """The head of the first procedure table of a page; None = there is none."""
    for word in page.words:
        if not _NO.fullmatch(word.text):
            continue
        cell = page.cell(*word.box.middle)
        if cell is None or cell.width > 90 or not _NO.fullmatch(plain(page.words_in(cell))):
            continue
        head = _head_at(page, cell, number)
        if head is not None:
            return head
    return _head_over_numbers(page, number)


def _head_over_numbers(page: RuledPage, number: int) -> TableHead | None:
    """A head in which the column of the numbers has no cell of its own: that of the uraian reaches over both."""
    for word in page.words:
        if not squeezed(word.text).startswith(_URAIAN) or (cell := page.cell(*word.box.middle)) is None:
            continue
        if _role(plain(page.words_in(cell)), []) != "uraian":
            continue
        head = _head_at(page, cell, number)
        if head is None or not {column.role for column in head.columns} & {"kelengkapan", "waktu", "output"}:
            continue
        place = next(index for index, column in enumerate(head.columns) if column.role == "uraian")
        both = head.columns[place]
        inner = [x for x in page.across(both.x0 + 5, both.x1 - 5, head.bottom + 6) if x - both.x0 < _NUMBERS]
        if len(inner) == 1:
            parts = (ColumnRead("no", "", both.x0, inner[0], page=number), replace(both, x0=inner[0]))
            return replace(head, columns=(*head.columns[:place], *parts, *head.columns[place + 1 :]))
    return None


def _head_at(page: RuledPage, no: Box, number: int) -> TableHead | None:
    left, right = _ends(page, no)
    top, bottom = no.y0, no.y1
    xs = page.across(left, right, bottom - 1.8)
    if len(xs) < 5:
        return None
    columns = [_column(page, a, b, top, bottom, number) for a, b in itertools.pairwise(xs)]
    if not any(column.role == "uraian" for column in columns):
        return None
    foot = _below_numbers(page, columns, bottom)
    names = [column.role for column in columns if column.role not in ("pelaksana", "lain")]
    unsure = "dua kolom dengan arti yang sama" if len(names) != len(set(names)) else ""
    return TableHead(top, foot, tuple(columns), unsure)


def _ends(page: RuledPage, no: Box) -> tuple[float, float]:
    """How far the level rule below the cell reaches."""
    reach = [r for r in page.level if abs(r.at - no.y1) < 2.5 and r.start - 2 <= no.x1 and r.end >= no.x0 + 2]
    left = min([r.start for r in reach] + [no.x0])
    right = max([r.end for r in reach] + [no.x1])
    wide = [r for r in page.level if abs(r.at - no.y0) < 2.5 and r.start - 2 <= no.x1 and r.end >= no.x0 + 2]
    return min([left, *(r.start for r in wide)]), max([right, *(r.end for r in wide)])


def _column(page: RuledPage, x0: float, x1: float, top: float, bottom: float, number: int) -> ColumnRead:
    """What the head says above a column: its own cell, and the cells above that."""
    x, y = (x0 + x1) / 2, bottom - 1.8
    stack: list[tuple[str, Box]] = []
    while y > top - 1:
        cell = page.cell(x, y)
        if cell is None or cell.y0 < top - 30:
            break
        said = plain(page.words_in(cell))
        if said:
            stack.append((said, cell))
        y = cell.y0 - 1.8
    if not stack:
        return ColumnRead("lain", "", x0, x1, page=number)
    own, box = stack[0]
    above = [said for said, _ in stack[1:]]
    role = _role(own, above)
    group = ""
    if role == "pelaksana":
        group = next((said for said in above if squeezed(said) not in _ACTORS and not _mutu(said)), "")
        if squeezed(own) in _ACTORS:
            role = "lain"
    return ColumnRead(role, own, x0, x1, group, number, box)


def _mutu(text: str) -> bool:
    return squeezed(text).startswith(("mutubaku", "standarmutu", "bakumutu"))


def _role(own: str, above: list[str]) -> str:
    said = squeezed(own)
    if _NO.fullmatch(own.strip()):
        return "no"
    under_mutu = any(_mutu(text) for text in above)
    under_actors = any(squeezed(text) in _ACTORS for text in above)
    if _mutu(own):
        return "lain"
    if not under_actors:
        for role, words in _ROLES.items():
            if said in words or (under_mutu and any(word in said for word in words)):
                return role
        if said in _URAIAN or any(said.startswith(word) and len(said) < 40 for word in _URAIAN):
            return "uraian"
    return "lain" if under_mutu else "pelaksana"


def _below_numbers(page: RuledPage, columns: list[ColumnRead], bottom: float) -> float:
    """Where a head ends: the row of column numbers under it belongs to it. Two numbers in one cell: a rule is missing
    between two columns, and the words of the head part there too."""
    x = (columns[0].x0 + columns[0].x1) / 2
    foot = page.below(x, bottom)
    if foot is None or foot - bottom > 30:
        return bottom
    words = [page.words_in(Box(c.x0, bottom, c.x1, foot)) for c in columns]
    numbers = [re.sub(r"[().]", "", word.text) for cell in words for word in cell]
    if len(numbers) < max(4, len(columns) - 2) or not all(one.isdigit() for one in numbers):
        return bottom
    for index in range(len(columns) - 1, -1, -1):
        if len(words[index]) > 1 and columns[index].box is not None:
            columns[index : index + 1] = _parted(page, columns[index], sorted(w.box.middle[0] for w in words[index]))
    return foot


def _parted(page: RuledPage, column: ColumnRead, middles: list[float]) -> list[ColumnRead]:
    edges = [column.x0, *((a + b) / 2 for a, b in itertools.pairwise(middles)), column.x1]
    box = column.box or Box(0, 0, 0, 0)
    inside = page.words_in(box)
    return [
        ColumnRead(
            column.role, plain(w for w in inside if a <= w.box.middle[0] < b), a, b, column.group, column.page,
            Box(a, box.y0, b, box.y1),
        )
        for a, b in itertools.pairwise(edges)
    ]  # fmt: skip
