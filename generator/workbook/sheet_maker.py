"""New sheets of a workbook that look alike, and cells in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.reading.limits import cut
from generator.workbook.sheet_marks import CELL_MAX, KEYS
from generator.workbook.shown_names import ShownNames
from generator.workbook.workbook_look import WorkbookLook


@dataclass(frozen=True, slots=True)
class SheetMaker:
    """Makes the sheets of one workbook. ``names``: what things are called in it."""

    book: Workbook
    look: WorkbookLook
    names: ShownNames

    def sheet(self, name: str, widths: Sequence[float], title: str, hint: str = "") -> Worksheet:
        """A sheet to fill in: its hidden first row and column, its title, its paper; ``widths``: of the columns behind
        the hidden one, in letters."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer(f"&L&8{name}&R&8Halaman &P dari &N")
        sheet.set_tab_color(self.look.accent)
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        for column, width in enumerate(widths, 1):
            sheet.set_column(column, column, width)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(0, 0, KEYS)
        sheet.set_row(1, 26)
        sheet.write_string(1, 1, cut(title, CELL_MAX), self.look("title"))
        if hint:
            sheet.write_string(2, 1, hint, self.look("agency"))
        return sheet


def put_cell(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """A text as a text, whatever sign it begins with."""
    if text:
        sheet.write_string(row, column, cut(text, CELL_MAX), look)
    else:
        sheet.write_blank(row, column, None, look)


def cell_height(text: str, letters: int) -> float:
    """The height of a row (points) for a text of which so many letters stand in a line."""
    return min(15.0 + 13 * (sum(max(1, -(-len(line) // letters)) for line in text.split("\n")) - 1), 400.0)
