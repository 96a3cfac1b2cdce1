"""What is wrong in a workbook, by sheet and cell; gathered, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.workbook.cell_words import sayable
from generator.workbook.safe_cells import CellAt, SheetTexts

Loc: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault. ``place``: "Langkah!D7", the name of a sheet, or "" = the file as a whole."""

    place: str
    message: str
    remedy: str = ""

    @property
    def sentence(self) -> str:
        """The fault in one line."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}{f'; {self.remedy}' if self.remedy else ''}"


@dataclass(slots=True)
class WorkbookNotes:
    """What was met while a workbook was read.

    faults      what has to be mended first
    told        what a person should know before the change is written
    places      part of the data -> the cell that says it
    """

    faults: list[CellFault] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    places: dict[Loc, CellAt] = field(default_factory=dict)

    def fault(self, at: CellAt | str, message: str, remedy: str = "") -> None:
        """Note a fault once."""
        found = CellFault(str(at), message, remedy)
        if found not in self.faults:
            self.faults.append(found)

    def place_of(self, loc: Loc) -> str:
        """The cell that says this part of the data, or the nearest part around it."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.places:
                return str(self.places[loc[:length]])
        return ""

    def checked(self, sheet: SheetTexts, row: int, column: int) -> str:
        """The text of a cell that is taken up; a formula, an error value or a letter that no file keeps is a fault."""
        text, at = sheet.text(row, column), sheet.at(row, column)
        if (row, column) in sheet.formulas:
            self.fault(at, "sel ini memuat rumus, yang tidak dihitung", "salin sel ini, lalu Tempel Nilai")
            return ""
        if (row, column) in sheet.errors:
            self.fault(at, f"sel ini memuat kesalahan {text}", "tulis isinya")
            return ""
        if not sayable(text):
            self.fault(at, "sel ini memuat karakter yang tidak dapat disimpan", "ketik ulang isinya")
            return ""
        return text


def columns_in(sheet: SheetTexts) -> Iterator[int]:
    """All columns in which something stands, from left to right."""
    yield from sorted({column for row in sheet.cells.values() for column in row})


def keyed_row(sheet: SheetTexts, key: str) -> int:
    """The row whose hidden first cell holds ``key``; 0 = there is none."""
    return min((row for row, cells in sheet.cells.items() if cells.get(1) == key), default=0)
