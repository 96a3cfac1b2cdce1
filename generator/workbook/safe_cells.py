"""The cells of a workbook from anywhere: as texts, with their places; what may be dangerous is refused with a reason.

Nothing of it is ever calculated or fetched. Sizes are looked at before anything is unpacked.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import get_column_letter

from generator.workbook.cell_words import tidy

MAX_FILE: Final = 20_000_000
"""Bytes of a file that is looked into."""
MAX_UNPACKED: Final = 24_000_000
"""Bytes that all its parts have when they are unpacked; a workbook of ours has less than one million."""
_MAX_PARTS: Final = 400
_MAX_MERGED: Final = 20_000
"""Cells that merged ranges cover."""
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*[\"']([A-Z0-9:$]+)[\"']")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO = re.compile(r"vbaproject|\.bin$|macrosheets|activex", re.IGNORECASE)
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")
"""A control character as spreadsheets write it; of others, openpyxl took the sign away that they are meant as typed."""
_HARMLESS = re.compile(r"printersettings", re.IGNORECASE)


class UnsafeWorkbookError(Exception):
    """The file is not read: why, and what to do instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class CellAt:
    """The place of a cell; row and column from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class SheetTexts:
    """A sheet. ``cells``: row -> column -> text, without empty ones; ``formulas``, ``errors``: places of cells that
    hold a formula, or an error value; ``covered``: cells below and beside the first of merged ones -> that first."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, "" = it is empty."""
        return self.cells.get(row, {}).get(column, "")

    def at(self, row: int, column: int) -> CellAt:
        """Its place."""
        return CellAt(self.name, row, column)


def sheets_of(path: Path) -> Mapping[str, SheetTexts]:
    """The sheets of a workbook by name. UnsafeWorkbookError: it is not read. OSError: the file cannot be."""
    with path.open("rb") as stream:
        raw = stream.read(MAX_FILE + 1)
    _look_over(raw)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=False, data_only=False, keep_links=False, rich_text=False)
    except Exception:  # openpyxl raises what it meets: KeyError, ValueError, errors of XML
        raise UnsafeWorkbookError(
            "berkas Excel ini rusak", "buka di Excel atau LibreOffice, lalu simpan lagi"
        ) from None
    try:
        return {sheet.title: _texts(sheet) for sheet in book.worksheets}
    finally:
        book.close()


def _look_over(raw: bytes) -> None:
    """Refuse what is no plain workbook, before anything is unpacked or parsed."""
    again = "simpan sebagai Buku Kerja Excel (.xlsx) biasa, tanpa makro dan tanpa sandi"
    if len(raw) > MAX_FILE:
        raise UnsafeWorkbookError(f"berkas lebih besar dari {MAX_FILE // 1_000_000} MB", again)
    if raw.startswith(_OLD_OFFICE):
        raise UnsafeWorkbookError("berkas ini bersandi, atau berbentuk .xls lama", again)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            infos = parts.infolist()
            if "xl/workbook.xml" not in {info.filename for info in infos}:
                raise UnsafeWorkbookError("berkas ini bukan buku kerja Excel", again)
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise UnsafeWorkbookError("isi berkas ini jauh lebih besar dari buku kerja SOP", again)
            merged = left = 0
            for info in infos:
                if _MACRO.search(info.filename) and not _HARMLESS.search(info.filename):
                    raise UnsafeWorkbookError("berkas ini memuat makro", again)
                with parts.open(info) as stream:
                    content = stream.read(MAX_UNPACKED - left + 1)
                left += len(content)
                if left > MAX_UNPACKED:  # whatever the list of parts says of their sizes
                    raise UnsafeWorkbookError("isi berkas ini jauh lebih besar dari buku kerja SOP", again)
                if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _ENTITY.search(content):
                    raise UnsafeWorkbookError("berkas ini memuat entitas XML, yang tidak dipakai Excel", again)
                if b"macroEnabled" in content and info.filename == "[Content_Types].xml":
                    raise UnsafeWorkbookError("berkas ini berbentuk buku kerja bermakro", again)
                merged += sum(map(_area, _MERGE.findall(content)))
            if merged > _MAX_MERGED:
                raise UnsafeWorkbookError(
                    "sel yang digabung terlalu banyak", "pisahkan sel yang digabung di luar tabel"
                )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UnsafeWorkbookError("berkas ini bukan buku kerja Excel, atau terpotong", again) from None
    except Exception as error:
        if isinstance(error, UnsafeWorkbookError):
            raise
        raise UnsafeWorkbookError("berkas ini bukan buku kerja Excel, atau terpotong", again) from None


def _area(ref: bytes) -> int:
    left, top, right, bottom = range_boundaries(ref.decode("ascii"))
    return int((right - left + 1) * (bottom - top + 1))


def _texts(sheet: Any) -> SheetTexts:
    found = SheetTexts(sheet.title)
    for (row, column), cell in sheet._cells.items():  # the cells that are there; a range could be the whole sheet
        value = cell.value
        if value is None:
            continue
        if cell.data_type == "f":
            found.formulas.add((row, column))
        elif cell.data_type == "e":
            found.errors.add((row, column))
        text = _text_of(value)
        if text:
            found.cells.setdefault(row, {})[column] = text
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if (row, column) != (area.min_row, area.min_col):
                    found.covered[row, column] = area.min_row, area.min_col
    return found


def _text_of(value: Any) -> str:
    """A value of a cell as a person would write it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, str):
        return tidy(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
    return tidy(str(value))
