"""An SOP as a workbook that office people edit: identity, steps as on paper, konfirmasi, lists, help."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from generator.data.instansi import JenisJabatan
from generator.data.library import Library
from generator.data.sop import BAGIAN_KONFIRMASI, Sop
from generator.reading.limits import cut
from generator.reading.source import parse_source
from generator.revisions.names import ids_of
from generator.workbook.cell_words import KEPUTUSAN, SYMBOLS, YES
from generator.workbook.guide_sheet import guide_lines
from generator.workbook.hidden_base import MARK, PROPERTY, SHEET, HiddenBase
from generator.workbook.identity_fields import IDENTITY, IdentityField
from generator.workbook.shown_names import ShownNames, shown_names
from generator.workbook.sop_cells import (
    ACTOR,
    EXTRA,
    RowCells,
    SopCells,
    TableCells,
    cells_of,
)
from generator.workbook.workbook_look import WorkbookLook

GUIDE, IDENTITAS, KONFIRMASI, FORMULIR, DAFTAR = "Petunjuk", "Identitas", "Konfirmasi", "Formulir", "Daftar"
"""Names of the sheets beside those of the steps."""
LISTS: Final = "_daftar"
HEAD, GROUP, KEYS = "kepala", "kelompok", "kunci"
"""Marks in the hidden first column: the row of heads, the row of heads above them, the row of columns' keys."""
ROW, QUESTION = "L", "K"
"""How the keys of rows of steps and of konfirmasi begin; a number follows."""
ACTOR_LISTS: Final = ("jabatan.id", "jabatan.nama", "jabatan.lengkap", "jabatan.jenis")
LAW_LISTS: Final = ("peraturan.id", "peraturan.judul", "peraturan.singkat")
CREATED: Final = datetime.datetime(2000, 1, 1)
"""Date of every workbook: that of making it would change its bytes."""
CELL_MAX: Final = 32_000
"""Letters that a cell takes; longer texts are shown in part and stay as they are."""
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_SPARE_ROWS, _SPARE_COLUMNS, _EMPTY_ROWS, _EMPTY_COLUMNS = 15, 2, 40, 8
_MORE = 2
"""Empty rows behind the items of a list."""
_NEW = 15
"""Rows for new jabatan and peraturan."""
_FIRST = 6
"""The first row of steps, from 0."""
_WIDTHS: Final = {
    "no": 6, "uraian": 46, "m:kelengkapan": 24, "m:waktu": 13, "m:output": 24, "keterangan": 24, "lanjut": 20,
    "formulir": 26, "peringatan": 26, "sop_terkait": 24, "teks": 16,
}  # fmt: skip
_ACTOR_WIDTH: Final = 14


def workbook_of(proyek: Library, slug: str = "", raw: bytes = b"") -> bytes:
    """The workbook of the SOP ``slug`` whose file holds ``raw``; "" = an empty one for a new SOP. The file must have
    been read without errors."""
    sop = Sop.model_validate(parse_source(raw.decode("utf-8-sig"), "")[0].value) if slug else None
    names = shown_names(proyek)
    for kind, ids in (
        ids_of(sop).items() if sop is not None else ()
    ):  # what the library does not know is called by its id
        names = names.with_more(kind, {id: id for id in ids if id not in names.of(kind)})  # type: ignore[arg-type]
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

    def write(self, base: HiddenBase) -> None:
        """All sheets, the guide first and the hidden ones last."""
        instansi, title = self._proyek.instansi, self._sop.judul if self._sop else "SOP baru"
        self._book.set_properties(
            {"title": cut(title, 255), "author": cut(instansi.plain_name, 255), "created": CREATED}
        )
        self._book.set_custom_property(PROPERTY, MARK, "text")
        self._guide(base.slug)
        self._identity()
        for table in self._cells.tables:
            self._table(table)
        self._konfirmasi()
        self._forms()
        self._lists()
        self._hidden(base)

    def _sheet(self, name: str, widths: Sequence[float], title: str, hint: str = "") -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer(f"&L&8{name}&R&8Halaman &P dari &N")
        sheet.set_tab_color(self._look.accent)
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        for column, width in enumerate(widths, 1):
            sheet.set_column(column, column, width)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(0, 0, KEYS)
        sheet.set_row(1, 26)
        sheet.write_string(1, 1, cut(title, CELL_MAX), self._look("title"))
        if hint:
            sheet.write_string(2, 1, hint, self._look("agency"))
        return sheet

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
                sheet.set_row(row, max(_height(words, 92), _height(head, 24)))
            row += 1
        sheet.protect()

    def _identity(self) -> None:
        sheet = self._sheet(
            IDENTITAS, (30, 74, 44), "Identitas", "Isi kolom tengah. Yang belum ditetapkan dibiarkan kosong."
        )
        sheet.write_string(0, 2, "isi")
        row = 4
        for head, fields in IDENTITY:
            for column, words in enumerate((head, "", "")):
                sheet.write_string(row, 1 + column, words, self._look("part"))
            row += 1
            for one in fields:
                row = self._field(sheet, row, one)
            row += 1
        sheet.freeze_panes(4, 0)

    def _field(self, sheet: Worksheet, row: int, one: IdentityField) -> int:
        """The rows of a field; the row after them."""
        texts = self._cells.identity[one.key]
        if one.kind == "fixed" and not texts:
            texts = ["draf"] if one.key == "status" and self._sop is None else texts
        count = max(len(texts) + _MORE, 3) if one.many else 1
        label = self._names.label.get(one.label, one.label)
        for number in range(count):
            text = texts[number] if number < len(texts) else ""
            sheet.write_string(row, 0, one.key)
            sheet.write_string(row, 1, "" if number else label, self._look("label_more" if number else "label"))
            self._value(sheet, row, one, text)
            sheet.write_string(row, 3, "" if number else one.help, self._look("help"))
            sheet.set_row(row, _height(text, 70))
            rule = self._rule_of(one)
            if rule:
                sheet.data_validation(row, 2, row, 2, rule)
            row += 1
        return row

    def _value(self, sheet: Worksheet, row: int, one: IdentityField, text: str) -> None:
        if one.kind in ("day", "day_or_dash"):
            day = _day(text)
            if day is not None:
                sheet.write_datetime(row, 2, day, self._look("day"))
            elif text:
                sheet.write_string(row, 2, text, self._look("day"))
            else:
                sheet.write_blank(row, 2, None, self._look("day"))
            return
        look = "fixed" if one.kind == "fixed" or len(text) > CELL_MAX else "text"
        _put(sheet, row, 2, text, self._look(look))

    def _rule_of(self, one: IdentityField) -> dict[str, Any] | None:
        if one.kind == "choice":
            return {"validate": "list", "source": list(one.choices), "error_message": "Pilih dari daftar."}
        if one.kind in ("name", "names", "references"):
            rule = {"validate": "list", "source": self._source(one.names), "error_title": "Tidak ada pada daftar"}
            if one.kind == "references":
                return rule | {"show_error": False}
            return rule | {
                "error_message": "Pilih dari daftar. Yang baru ditambahkan pada lembar Daftar.",
                "error_type": "warning",
            }
        if one.kind == "day":
            return {"validate": "any", "input_title": "Tanggal", "input_message": "Misalnya 31/01/2026."}
        return None

    def _source(self, kind: str) -> str:
        """Where a list of names stands."""
        if kind == "jabatan":
            return f"={DAFTAR}!{xl_range_abs(4, 2, 4 + len(self._names.jabatan) + _NEW - 1, 2)}"
        if kind == "peraturan":
            return f"={DAFTAR}!{xl_range_abs(4, 7, 4 + len(self._names.peraturan) + _NEW - 1, 7)}"
        column = ("unit", "formulir", "sop", "bagian").index(kind)
        count = len(BAGIAN_KONFIRMASI) if kind == "bagian" else len(self._names.of(kind))  # type: ignore[arg-type]
        return f"={LISTS}!{xl_range_abs(0, column, max(count - 1, 0), column)}"

    def _table(self, table: TableCells) -> None:
        empty = self._sop is None
        spare = _EMPTY_COLUMNS if empty else _SPARE_COLUMNS
        columns = [key for key in table.columns for _ in range(spare if key == ACTOR else 1)]
        widths = [_WIDTHS.get(key, _ACTOR_WIDTH) for key in columns]
        hint = "Satu baris satu langkah. Pilih simbol pada kolom pelaksana; isi Lanjut ke bila bukan ke baris berikut."
        sheet = self._sheet(table.sheet, widths, table.title or (self._sop.judul if self._sop else "Langkah"), hint)
        for column, key in enumerate(columns, 1):
            sheet.write_string(0, column, key)
        self._heads(sheet, table, columns)
        count = len(table.rows) + _SPARE_ROWS if table.rows else _EMPTY_ROWS
        for number in range(count):
            row = table.rows[number] if number < len(table.rows) else None
            self._row(sheet, _FIRST + number, columns, row, f"{ROW}{number}" if row else "")
        self._rules(sheet, columns, _FIRST, _FIRST + count - 1)
        sheet.freeze_panes(_FIRST, 3)
        sheet.repeat_rows(3, 5)
        paper = max(column for column, key in enumerate(columns, 1) if key not in EXTRA)
        sheet.print_area(1, 1, _FIRST + max(len(table.rows), 1) - 1, paper)

    def _heads(self, sheet: Worksheet, table: TableCells, columns: Sequence[str]) -> None:
        look = self._look
        sheet.write_string(4, 0, GROUP)
        sheet.write_string(5, 0, HEAD)
        sheet.set_row(5, 44)
        for start, end, words in _spans(columns, self._names):
            if start == end:
                sheet.write_string(3, start, words, look("head"))
            else:
                sheet.merge_range(3, start, 3, end, words, look("head"))
        for column, key in enumerate(columns, 1):
            actor = key.startswith(ACTOR)
            own = actor or key.startswith("m:") or key in ("uraian", "keterangan")
            _put(sheet, 4, column, table.groups.get(key, ""), look("group" if actor else "head"))
            _put(
                sheet, 5, column, table.heads.get(key, "") if key != ACTOR else "", look("head_open" if own else "head")
            )
            if actor:
                sheet.data_validation(5, column, 5, column, {
                    "validate": "list", "source": self._source("jabatan"), "error_type": "warning",
                    "error_title": "Tidak ada pada daftar",
                    "error_message": "Pilih jabatan dari daftar. Jabatan baru ditambahkan pada lembar Daftar.",
                    "input_title": "Pelaksana", "input_message": "Pilih jabatan dari daftar.",
                })  # fmt: skip
        sheet.write_comment(4, 2, "Kepala di atas beberapa pelaksana yang berdekatan; boleh kosong.")

    def _row(self, sheet: Worksheet, at: int, columns: Sequence[str], row: RowCells | None, key: str) -> None:
        if key:
            sheet.write_string(at, 0, key)
        height = 30.0
        for column, name in enumerate(columns, 1):
            text = row.cells.get(name, "") if row else ""
            look = "fixed" if row and (name in row.fixed or len(text) > CELL_MAX) else "text"
            if look == "text" and (name.startswith(ACTOR) or name in ("no", "m:waktu", "lanjut")):
                look = "spare" if name == ACTOR else "centre"
            _put(sheet, at, column, text, self._look(look))
            height = max(height, _height(text, _WIDTHS.get(name, _ACTOR_WIDTH)))
        sheet.set_row(at, height)

    def _rules(self, sheet: Worksheet, columns: Sequence[str], first: int, last: int) -> None:
        for column, key in enumerate(columns, 1):
            if key.startswith(ACTOR):
                sheet.data_validation(first, column, last, column, {
                    "validate": "list", "source": list(SYMBOLS), "error_title": "Bukan simbol",
                    "error_message": "Pilih simbol dari daftar, atau kosongkan.",
                })  # fmt: skip
                cells = (first, column, last, column)
                sheet.conditional_format(*cells, {
                    "type": "cell", "criteria": "==", "value": f'"{KEPUTUSAN}"', "format": self._look.plain("decision"),
                })  # fmt: skip
                sheet.conditional_format(*cells, {"type": "no_blanks", "format": self._look.plain("symbol")})
            elif key == "lanjut":
                sheet.data_validation(first, column, last, column, {
                    "validate": "any", "input_title": "Lanjut ke",
                    "input_message": "Kosong: ke baris berikutnya. Keputusan: Ya: 4; Tidak: 1. Akhir: selesai.",
                })  # fmt: skip
            elif key in ("formulir", "sop_terkait"):
                kind = "formulir" if key == "formulir" else "sop"
                sheet.data_validation(first, column, last, column, {
                    "validate": "list", "source": self._source(kind), "show_error": False,
                })  # fmt: skip

    def _konfirmasi(self) -> None:
        hint = "Hal yang masih perlu dipastikan. Hapus barisnya bila sudah pasti."
        sheet = self._sheet(KONFIRMASI, (24, 14, 44, 80, 12), "Konfirmasi", hint)
        keys = ("bagian", "langkah", "judul", "sebab", "perkiraan")
        heads = ("Bagian", "Langkah", "Yang perlu dipastikan", "Sebab", "Perkiraan")
        for column, (key, head) in enumerate(zip(keys, heads, strict=True), 1):
            sheet.write_string(0, column, key)
            sheet.write_string(3, column, head, self._look("head"))
        sheet.write_string(3, 0, HEAD)
        for number in range(len(self._cells.konfirmasi) + 12):
            known = number < len(self._cells.konfirmasi)
            row = self._cells.konfirmasi[number] if known else {}
            if known:
                sheet.write_string(4 + number, 0, f"{QUESTION}{number}")
            for column, key in enumerate(keys, 1):
                text = row.get(key, "")
                _put(sheet, 4 + number, column, text, self._look("fixed" if len(text) > CELL_MAX else "text"))
            sheet.set_row(4 + number, max(_height(row.get("sebab", ""), 74), _height(row.get("judul", ""), 40)))
        last = 4 + len(self._cells.konfirmasi) + 11
        sheet.data_validation(4, 1, last, 1, {"validate": "list", "source": self._source("bagian")})
        sheet.data_validation(4, 5, last, 5, {
            "validate": "list", "source": [YES], "input_title": "Perkiraan",
            "input_message": "ya = isi sekarang adalah perkiraan; simbol atau panahnya putus-putus.",
        })  # fmt: skip
        sheet.freeze_panes(4, 0)

    def _forms(self) -> None:
        hint = (
            "Formulir yang ada. Pada lembar Langkah, pilih judulnya di kolom Formulir; susunannya diubah di berkasnya."
        )
        sheet = self._sheet(FORMULIR, (44, 34, 70, 22), "Formulir", hint)
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
                _put(sheet, number, column, text, self._look("fixed"))
        sheet.freeze_panes(4, 0)

    def _lists(self) -> None:
        hint = "Jabatan atau peraturan baru ditulis di bawah yang sudah ada, lalu dapat dipilih pada lembar lain."
        sheet = self._sheet(DAFTAR, (24, 34, 44, 12, 3, 28, 70, 28), "Daftar", hint)
        heads = ("Kode", "Jabatan", "Nama lengkap", "Jenis", "", "Kode", "Peraturan", "Sebutan pendek")
        for column, (key, head) in enumerate(zip((*ACTOR_LISTS, "", *LAW_LISTS), heads, strict=True), 1):
            sheet.write_string(0, column, key)
            if head:
                sheet.write_string(3, column, head, self._look("head"))
        sheet.write_string(3, 0, HEAD)
        jabatan, laws = self._proyek.jabatan, self._proyek.peraturan
        self._list_rows(sheet, 1, [
            (id, self._names.name("jabatan", id), one.lengkap or "", one.jenis) for id, one in jabatan.items()
        ])  # fmt: skip
        self._list_rows(sheet, 6, [
            (id, self._names.name("peraturan", id), one.singkat or "") for id, one in laws.items()
        ])  # fmt: skip
        self._row_heights(sheet, list(self._names.peraturan.values()))
        kinds = list(get_args(JenisJabatan))
        sheet.data_validation(4, 4, 4 + len(jabatan) + _NEW - 1, 4, {"validate": "list", "source": kinds})
        sheet.freeze_panes(4, 0)
        lists = self._book.add_worksheet(LISTS)
        sources = (self._names.unit, self._names.formulir, self._names.sop, BAGIAN_KONFIRMASI)
        for column, named in enumerate(sources):
            for row, name in enumerate(named.values()):
                lists.write_string(row, column, cut(name, CELL_MAX))
        lists.hide()

    def _list_rows(self, sheet: Worksheet, first: int, rows: Sequence[tuple[str, ...]]) -> None:
        width = 4 if first == 1 else 3
        for number in range(len(rows) + _NEW):
            known = number < len(rows)
            for column in range(width):
                text = rows[number][column] if known else ""
                look = "fixed" if known or column == 0 else "text"
                _put(sheet, 4 + number, first + column, text, self._look(look))

    def _row_heights(self, sheet: Worksheet, laws: Sequence[str]) -> None:
        for number, name in enumerate(laws, 4):
            sheet.set_row(number, _height(name, 66))

    def _hidden(self, base: HiddenBase) -> None:
        sheet = self._book.add_worksheet(SHEET)
        for row, (name, text) in enumerate(base.rows()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, text)
        sheet.protect()
        sheet.very_hidden()


def _spans(columns: Sequence[str], names: ShownNames) -> Iterator[tuple[int, int, str]]:
    """First and last column, from 1, and words of the heads above those of the columns."""
    kinds = ["pelaksana" if key.startswith(ACTOR) else "mutu_baku" if key.startswith("m:") else "" for key in columns]
    extra = [key in EXTRA for key in columns]
    start = 0
    for end in range(1, len(columns) + 1):
        same = (
            end < len(columns)
            and (kinds[end], extra[end]) == (kinds[start], extra[start])
            and (kinds[start] or extra[start])
        )
        if not same:
            words = names.label.get(kinds[start], "") if kinds[start] else "Pelengkap" if extra[start] else ""
            yield start + 1, end, words
            start = end


def _put(sheet: Worksheet, row: int, column: int, text: str, look: Any) -> None:
    """A text as a text, whatever sign it begins with."""
    if text:
        sheet.write_string(row, column, cut(text, CELL_MAX), look)
    else:
        sheet.write_blank(row, column, None, look)


def _height(text: str, letters: int) -> float:
    """The height of a row (points) for a text of which so many letters stand in a line."""
    return min(15.0 + 13 * (sum(max(1, -(-len(line) // letters)) for line in text.split("\n")) - 1), 400.0)


def _day(text: str) -> datetime.datetime | None:
    """A day that a spreadsheet can hold as one."""
    try:
        day = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= datetime.datetime(1900, 3, 1) else None
