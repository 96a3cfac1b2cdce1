"""An SOP as a workbook that office people edit: identity, steps as on paper, konfirmasi, lists, help."""

from __future__ import annotations

import datetime
import io
from typing import Final

from xlsxwriter import Workbook

from generator.data.library import Library
from generator.data.sop import Sop
from generator.reading.limits import cut
from generator.reading.source import parse_source
from generator.revisions.names import ids_of
from generator.workbook.cell_words import YES
from generator.workbook.guide_sheet import guide_lines
from generator.workbook.hidden_base import MARK, PROPERTY, SHEET, HiddenBase
from generator.workbook.identity_writing import write_identity
from generator.workbook.list_writing import source_of, write_lists
from generator.workbook.sheet_maker import SheetMaker, cell_height, put_cell
from generator.workbook.sheet_marks import CELL_MAX, FORMULIR, GUIDE, HEAD, KONFIRMASI, KONFIRMASI_KEYS, QUESTION
from generator.workbook.shown_names import ShownNames, shown_names
from generator.workbook.sop_cells import SopCells, cells_of
from generator.workbook.table_writing import write_table
from generator.workbook.workbook_look import WorkbookLook

CREATED: Final = datetime.datetime(2000, 1, 1)
"""Date of every workbook: that of making it would change its bytes."""
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def workbook_of(proyek: Library, slug: str = "", raw: bytes = b"") -> bytes:
    """The workbook of the SOP ``slug`` whose file holds ``raw``; "" = an empty one for a new SOP. The file must have
    been read without errors."""
    sop = Sop.model_validate(parse_source(raw.decode("utf-8-sig"), "")[0].value) if slug else None
    names = shown_names(proyek)
    for kind, ids in ids_of(sop).items() if sop is not None else ():
        # what the library does not know is called by its id
        names = names.with_more(kind, {id: id for id in ids})  # type: ignore[arg-type]
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    _WorkbookWriter(book, proyek, names, cells_of(sop, names), sop).write(HiddenBase(slug, raw, names))
    book.close()
    return target.getvalue()


class _WorkbookWriter:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, proyek: Library, names: ShownNames, cells: SopCells, sop: Sop | None) -> None:
        self._book, self._proyek, self._names, self._cells, self._sop = book, proyek, names, cells, sop
        self._look = WorkbookLook(book, proyek.instansi)
        self._maker = SheetMaker(book, self._look, names)

    def write(self, base: HiddenBase) -> None:
        """All sheets, the guide first and the hidden ones last."""
        instansi, title = self._proyek.instansi, self._sop.judul if self._sop else "SOP baru"
        self._book.set_properties(
            {"title": cut(title, 255), "author": cut(instansi.plain_name, 255), "created": CREATED}
        )
        self._book.set_custom_property(PROPERTY, MARK, "text")
        self._guide(base.slug)
        write_identity(self._maker, self._cells)
        for table in self._cells.tables:
            write_table(self._maker, table, self._sop.judul if self._sop else "Langkah", empty=self._sop is None)
        self._konfirmasi()
        self._forms()
        write_lists(self._maker, self._proyek)
        self._hidden(base)

    def _guide(self, slug: str) -> None:
        sheet = self._book.add_worksheet(GUIDE)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(self._look.accent)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 92)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_row(1, 30)
        title = self._sop.judul if self._sop else "SOP baru"
        sheet.write_string(1, 1, cut(title, CELL_MAX), self._look("title"))
        sheet.write_string(2, 1, cut(self._proyek.instansi.plain_name, CELL_MAX), self._look("agency"))
        row = 4
        for head, words in guide_lines(slug, self._cells.unsaid):
            if not words:
                sheet.write_string(row, 1, head, self._look("part"))
                sheet.write_blank(row, 2, None, self._look("part"))
            else:
                sheet.write_string(row, 1, head, self._look("words"))
                sheet.write_string(
                    row, 2, cut(words, CELL_MAX), self._look("warn" if head == "Tetap seperti semula" else "words")
                )
                sheet.set_row(row, max(cell_height(words, 92), cell_height(head, 24)))
            row += 1
        sheet.protect()

    def _konfirmasi(self) -> None:
        hint = "Hal yang masih perlu dipastikan. Hapus barisnya bila sudah pasti."
        sheet = self._maker.sheet(KONFIRMASI, (24, 14, 44, 80, 12), "Konfirmasi", hint)
        heads = ("Bagian", "Langkah", "Yang perlu dipastikan", "Sebab", "Perkiraan")
        for column, (key, head) in enumerate(zip(KONFIRMASI_KEYS, heads, strict=True), 1):
            sheet.write_string(0, column, key)
            sheet.write_string(3, column, head, self._look("head"))
        sheet.write_string(3, 0, HEAD)
        for number in range(len(self._cells.konfirmasi) + 12):
            known = number < len(self._cells.konfirmasi)
            row = self._cells.konfirmasi[number] if known else {}
            if known:
                sheet.write_string(4 + number, 0, f"{QUESTION}{number}")
            for column, key in enumerate(KONFIRMASI_KEYS, 1):
                text = row.get(key, "")
                put_cell(sheet, 4 + number, column, text, self._look("fixed" if len(text) > CELL_MAX else "text"))
            sheet.set_row(4 + number, max(cell_height(row.get("sebab", ""), 74), cell_height(row.get("judul", ""), 40)))
        last = 4 + len(self._cells.konfirmasi) + 11
        sheet.data_validation(4, 1, last, 1, {"validate": "list", "source": source_of(self._names, "bagian")})
        sheet.data_validation(4, 5, last, 5, {
            "validate": "list", "source": [YES], "input_title": "Perkiraan",
            "input_message": "ya = isi sekarang adalah perkiraan; simbol atau panahnya putus-putus.",
        })  # fmt: skip
        sheet.freeze_panes(4, 0)

    def _forms(self) -> None:
        hint = (
            "Formulir yang ada. Pada lembar Langkah, pilih judulnya di kolom Formulir; susunannya diubah di berkasnya."
        )
        sheet = self._maker.sheet(FORMULIR, (44, 34, 70, 22), "Formulir", hint)
        for column, head in enumerate(("Judul formulir", "Berkas", "Untuk apa", "Dipakai pada langkah"), 1):
            sheet.write_string(3, column, head, self._look("head"))
        used: dict[str, list[str]] = {}
        for table in self._cells.tables:
            for row in table.rows:
                for title in row.cells.get("formulir", "").split("\n"):
                    used.setdefault(title, []).append(row.cells["no"])
        for number, (id, form) in enumerate(self._proyek.formulir.items(), 4):
            title = self._names.name("formulir", id)
            cells = (title, f"formulir/{id}.yml", form.keterangan or "", ", ".join(used.get(title, ())))
            for column, text in enumerate(cells, 1):
                put_cell(sheet, number, column, text, self._look("fixed"))
        sheet.freeze_panes(4, 0)

    def _hidden(self, base: HiddenBase) -> None:
        sheet = self._book.add_worksheet(SHEET)
        for row, (name, text) in enumerate(base.rows()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, text)
        sheet.protect()
        sheet.very_hidden()
