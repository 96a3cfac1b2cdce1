"""The blank form as an Excel workbook: typed and checked cells, drop-down lists, formulas, ready to print."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from generator.data.formulir import Formulir, number_limit
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.rumus import parse_condition, parse_rumus
from generator.declared import SiteFile, output
from generator.facts.print_marks import form_print_marks
from generator.facts.site_forms import SiteForm
from generator.forms.form_limits import clip, plain
from generator.forms.form_sheet import form_sheet
from generator.forms.formula_excel import excel, excel_condition
from generator.forms.xlsx_cells import CENTANG, PlannedSheet, SheetCell
from generator.forms.xlsx_formats import KUNING, Formats, kind_of, list_of, validation
from generator.forms.xlsx_plan import plan

CREATED = datetime.datetime(2000, 1, 1)
"""Date of every workbook: the date of making it would change its bytes."""
DAFTAR = "Daftar"
"""The hidden worksheet of the drop-down lists."""
_OPTIONS = {"in_memory": True}
_CELL_MAX = 32767
"""Letters that a cell holds."""
_FOOT_PART, _FOOT_MARK = 38, 48
"""The longest title or name in the foot of a page, and the longest mark of its version: Excel takes 255 letters in all,
and a mark that is cut tells nothing."""
_KERTAS = {"A4": 9, "F4": 14, "Letter": 1}
"""Excel's number of each paper; it has no F4 but Folio, which is as large to a millimetre."""
_MM_PER_INCH = 25.4
_FROZEN = 16
"""The head of a table that begins above this row stays on the screen."""
_PX_PER_MM = 96 / 25.4
_PT_PER_MM = 72 / 25.4
_GREY = "#D9D9D9"
"""Colour of cells of a table that stay empty."""
_HIGHEST = 409.0
"""The highest row of Excel, in points."""


@output("formulir", 10)
def workbook(proyek: Library, form: SiteForm) -> Iterator[SiteFile]:
    """The form to fill in on a computer."""
    mark = form_print_marks(proyek, form)
    content = write(form.data, proyek, mark.age)
    yield SiteFile(f"{form.path_stem}.xlsx", content, form.kunci, "Untuk diisi di komputer", "Excel")


def write(formulir: Formulir, proyek: Library, tanda: str = "") -> bytes:
    """The workbook; ``tanda``: what tells its version, in a line and on each printed page.

    The form must have passed ``check_formulir``; ``ValueError`` for a formula too deep for Excel. Cells to fill in have
    names, so that programs find them: ``isian_<id>`` for a field, ``kolom_<id>`` for the cells of a column,
    ``isian_<id>.nama`` for a part of a signature, ``isian_<id>.1`` for the first of several boxes.
    """
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    _properties(book, formulir, proyek.instansi)
    sheets = plan(formulir, proyek.instansi, tanda)
    boxes = {field.id: field.pilihan for _, field in formulir.isian() if field.jenis == "centang"}
    writer = _CellWriter(book, sheets, boxes)
    for lembar in sheets:
        worksheet = book.add_worksheet(lembar.nama)
        _paper(worksheet, lembar, formulir, proyek.instansi, tanda)
        writer.sheet(worksheet, lembar)
    writer.lists()
    book.close()
    return target.getvalue()


def _properties(book: Workbook, formulir: Formulir, instansi: Instansi) -> None:
    name = plain(instansi.plain_name)
    book.set_properties(
        {
            "title": clip(plain(formulir.judul), 255),
            "subject": clip(plain(formulir.keterangan or ""), 255),
            "author": clip(name, 255),
            "company": clip(name, 255),
            "created": CREATED,
        }
    )
    book.set_custom_property("Language", "id-ID", "text")


def _paper(worksheet: Worksheet, lembar: PlannedSheet, formulir: Formulir, instansi: Instansi, tanda: str) -> None:
    sheet = form_sheet(instansi, formulir)
    left, right, top = (side / _MM_PER_INCH for side in (sheet.kiri, sheet.kanan, sheet.atas))
    worksheet.set_paper(_KERTAS[sheet.kertas])
    if formulir.arah == "mendatar":
        worksheet.set_landscape()
    worksheet.set_margins(left=left, right=right, top=top, bottom=0.7)
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.hide_gridlines(2)
    worksheet.set_footer(_foot(instansi.nama_situs, formulir.kaki or formulir.judul, tanda), {"margin": 0.3})
    if lembar.kepala:
        worksheet.repeat_rows(*lembar.kepala)
        if lembar.kepala[1] < _FROZEN:  # more would leave no room on a small screen
            worksheet.freeze_panes(lembar.kepala[1] + 1, 0)
    worksheet.protect("", {"format_rows": True, "format_columns": True, "objects": lembar.pictures})


def _foot(site: str, words: str, tanda: str) -> str:
    """The foot of printed pages. The space after the size keeps a digit at the start of a text from changing it."""
    look = '&"Arial,Regular"&8 '
    left = f"&L{look}Salinan cetak tidak terkendali.\nVersi yang berlaku ada di {_foot_text(site)}."
    mark = f"{_foot_text(tanda, _FOOT_MARK)} · " if tanda else ""
    return f"{left}&R{look}{_foot_text(words)}\n{mark}Halaman &P dari &N"


def _foot_text(text: str, most: int = _FOOT_PART) -> str:
    """A text in the foot, where & begins a code: cut so that the whole foot is no longer than Excel allows."""
    words = " ".join(plain(text).split())
    shown = words
    while len(shown.replace("&", "&&").encode("utf-16-le")) > 2 * most:
        words = words[:-1]
        shown = f"{words}…"
    return shown.replace("&", "&&")


class _CellWriter:
    """Writes the cells of all worksheets; knows where each field of the form stands. ``choices``: the words of fields
    that have a box for each."""

    def __init__(self, book: Workbook, sheets: list[PlannedSheet], choices: Mapping[str, Sequence[str]]) -> None:
        self._book = book
        self._gaya = Formats(book)
        self._lists: dict[str, tuple[str, ...]] = {}
        self._columns = {id: (lembar.nama, *place) for lembar in sheets for id, place in lembar.deret.items()}
        self._fields = {
            sel.isi.id: (lembar.nama, sel.baris, sel.kolom)
            for lembar in sheets
            for sel in lembar.sel
            if sel.isi and sel.isi.id and not sel.isi.baris_tabel
        }
        self._choices = choices
        self._boxes = {
            sel.isi.nama: (lembar.nama, sel.baris, sel.kolom)
            for lembar in sheets
            for sel in lembar.sel
            if sel.isi and sel.isi.jenis == "centang" and not sel.isi.baris_tabel
        }

    def sheet(self, worksheet: Worksheet, lembar: PlannedSheet) -> None:
        """Everything on one worksheet."""
        for column, (left, right) in enumerate(zip(lembar.tepi, lembar.tepi[1:], strict=False)):
            width = round(right * _PX_PER_MM) - round(left * _PX_PER_MM)
            worksheet.set_column_pixels(column, column, width)
        for row, height in sorted(lembar.tinggi.items()):
            worksheet.set_row(row, min(round(height * _PT_PER_MM, 1), _HIGHEST))
        self._hide(worksheet, lembar)
        for sel in lembar.sel:
            self._cell(worksheet, lembar, sel)
        self._columns_of(worksheet, lembar)
        last = max(lembar.tinggi)
        worksheet.print_area(0, 0, last, lembar.end_column - 1)
        places = [(sel.baris, sel.kolom) for sel in lembar.sel if sel.isi and not sel.isi.kind.calculated]
        if places:
            worksheet.set_selection(*min(places), *min(places))

    def _cell(self, worksheet: Worksheet, lembar: PlannedSheet, sel: SheetCell) -> None:
        look = self._gaya.format(sel.gaya, sel.isi)
        place = (sel.baris, sel.kolom, sel.baris_akhir, sel.kolom_akhir)
        if place[:2] != place[2:]:
            worksheet.merge_range(*place, "", look)
        if sel.isi is not None and sel.isi.rumus:
            formula = excel(parse_rumus(sel.isi.rumus), *self._finders(lembar, sel))
            worksheet.write_formula(sel.baris, sel.kolom, formula, look, "")
        elif sel.isi is not None and sel.teks:
            self._default(worksheet, sel, look)
        elif sel.teks:
            worksheet.write_string(sel.baris, sel.kolom, clip(plain(sel.teks), _CELL_MAX), look)
        else:
            worksheet.write_blank(sel.baris, sel.kolom, None, look)
        if sel.isi is None or sel.isi.baris_tabel:
            return
        self._name(sel.isi.nama, lembar.nama, sel.baris, sel.kolom, sel.baris, sel.kolom)
        self._rule(worksheet, sel, place)
        if sel.isi.wajib and not sel.isi.kind.calculated:
            worksheet.conditional_format(*place, {"type": "blanks", "format": self._gaya.made({"bg_color": KUNING})})

    def _default(self, worksheet: Worksheet, sel: SheetCell, look: Format) -> None:
        """What a cell to fill in says already, as the value that it is."""
        assert sel.isi is not None
        text, value = sel.teks, sel.isi.kind.value
        if value == "angka":
            worksheet.write_number(sel.baris, sel.kolom, float(number_limit(text) or 0), look)
        elif value == "tanggal":
            worksheet.write_datetime(sel.baris, sel.kolom, datetime.date.fromisoformat(text), look)
        elif value == "jam":
            worksheet.write_datetime(sel.baris, sel.kolom, datetime.time.fromisoformat(text), look)
        else:
            worksheet.write_string(sel.baris, sel.kolom, clip(plain(text), _CELL_MAX), look)

    def _hide(self, worksheet: Worksheet, lembar: PlannedSheet) -> None:
        """Cells that are filled in only where a condition holds show only there: they and their words turn white."""
        look = {"font_color": "#FFFFFF", "bg_color": "#FFFFFF", "border": 1, "border_color": "#FFFFFF"}
        for *place, condition in lembar.hidden:
            rule = {"type": "formula", "criteria": f"=NOT({self._condition(lembar, condition)})", "stop_if_true": True}
            worksheet.conditional_format(*place, rule | {"format": self._gaya.made(look)})
        for id, condition in lembar.conditions.items():
            top, bottom, column = lembar.deret[id]
            rule = {"type": "formula", "criteria": f"=NOT({self._condition(lembar, condition)})", "stop_if_true": True}
            grey = self._gaya.made({"font_color": _GREY, "bg_color": _GREY})
            worksheet.conditional_format(top, column, bottom, column, rule | {"format": grey})

    def _condition(self, lembar: PlannedSheet, condition: str) -> str:
        """A condition for cells, or for the first row of a table."""
        return excel_condition(parse_condition(condition), *self._finders(lembar, None), self._box)

    def _box(self, id: str, word: str) -> str | None:
        """The cell that is ticked for a word of a field, or for the field itself."""
        names = (f"isian_{id}.{n}" for n, text in enumerate(self._choices.get(id, ()), 1) if text == word)
        place = self._boxes.get(next(names, f"isian_{id}"))
        return None if place is None else f"'{place[0]}'!{xl_rowcol_to_cell(*place[1:], row_abs=True, col_abs=True)}"

    def _columns_of(self, worksheet: Worksheet, lembar: PlannedSheet) -> None:
        """Names and rules of table columns, once for all their rows."""
        tops = {(top, column): id for id, (top, _, column) in lembar.deret.items()}
        for sel in lembar.sel:
            id = tops.get((sel.baris, sel.kolom))
            if id is None or sel.isi is None:
                continue
            top, bottom, column = lembar.deret[id]
            self._name(f"kolom_{id}", lembar.nama, top, column, bottom, column)
            self._rule(worksheet, sel, (top, column, bottom, column))
            if sel.isi.wajib and not sel.isi.kind.calculated:
                row = [c for t, _, c in lembar.deret.values() if t == top]
                begun = f"${xl_rowcol_to_cell(top, min(row))}:${xl_rowcol_to_cell(top, max(row))}"
                criteria = f"=AND(LEN(TRIM({xl_rowcol_to_cell(top, column)}))=0,SUMPRODUCT(LEN({begun}))>0)"
                rule = {"type": "formula", "criteria": criteria, "format": self._gaya.made({"bg_color": KUNING})}
                worksheet.conditional_format(top, column, bottom, column, rule)

    def _rule(self, worksheet: Worksheet, sel: SheetCell, place: tuple[int, int, int, int]) -> None:
        assert sel.isi is not None
        if rule := validation(sel.isi, xl_rowcol_to_cell(*place[:2])):
            worksheet.data_validation(*place, rule)
        if name := list_of(sel.isi):
            self._lists[name] = sel.isi.pilihan if kind_of(sel.isi) == "pilihan" else (CENTANG,)

    def _name(self, name: str, sheet: str, *place: int) -> None:
        self._book.define_name(name, f"='{sheet}'!{xl_range_abs(*place)}")

    def _finders(
        self, lembar: PlannedSheet, sel: SheetCell | None
    ) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """Where a formula finds a field, or a column's cell of the same row (None = of the first), and where all cells
        of a column."""
        own = self._columns.get(sel.isi.id) if sel and sel.isi else None
        offset = sel.baris - own[1] if sel and own else 0

        def on(sheet: str, cells: str) -> str:
            return cells if sheet == lembar.nama else f"'{sheet}'!{cells}"

        def one(id: str) -> str:
            if id in self._fields:
                sheet, row, column = self._fields[id]
                return on(sheet, xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
            sheet, top, _, column = self._columns[id]
            return on(sheet, xl_rowcol_to_cell(top + offset, column))

        def every(id: str) -> str:
            sheet, top, bottom, column = self._columns[id]
            return on(sheet, xl_range_abs(top, column, bottom, column))

        return one, every

    def lists(self) -> None:
        """The hidden worksheet with the words of all drop-down lists."""
        worksheet = self._book.add_worksheet(DAFTAR)
        for column, (name, words) in enumerate(self._lists.items()):
            worksheet.write_string(0, column, name)
            for row, word in enumerate(words, 1):
                worksheet.write_string(row, column, clip(plain(word), _CELL_MAX))
            self._name(name, DAFTAR, 1, column, len(words), column)
        worksheet.protect()
        worksheet.hide()
