"""The tables of a text document become an inner record; the chart that is drawn over them is not read."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from generator.importing.chart_flow import check_flow
from generator.importing.identity_reader import read_identity
from generator.importing.inner_record import DocumentRead, Doubt
from generator.importing.office_xml import OfficeFile, below, child, tag
from generator.importing.page_boxes import Box
from generator.importing.path_shapes import Piece
from generator.importing.refused import UnreadableError
from generator.importing.ruled_cells import RuledPage
from generator.importing.table_heads import find_head
from generator.importing.table_rows import PageTable, read_rows
from generator.importing.vector_page import PrintedWord, VectorPage

_LINE, _LETTER = 10.0, 5.0
"""A line of text and a letter on the page that stands for the document (pt)."""
_DRAWN = ("drawing", "pict", "object")


def read_word(path: Path) -> DocumentRead:
    """The tables. UnreadableError: none of them is one of a procedure."""
    root = OfficeFile(path).part("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise UnreadableError("rusak: isinya tidak ditemukan")
    sheet = _Sheet()
    for block in body:
        if tag(block) == "tbl":
            sheet.add_table(block)
        elif tag(block) == "p":
            sheet.add_line(_text(block))
    ruled = RuledPage(sheet.rules, sheet.words)
    head = find_head(ruled, 1)
    if head is None:
        raise UnreadableError("tidak ditemukan tabel prosedur (No, Kegiatan, Pelaksana, Mutu Baku)",
                              "Bila memang SOP, simpan dari Word sebagai PDF, lalu impor PDF-nya.")  # fmt: skip
    record = DocumentRead(path.name, pages=1, columns=list(head.columns))
    record.rows = read_rows(ruled, PageTable(1, head.bottom, sheet.y, list(head.columns)))
    if not record.rows:
        raise UnreadableError("tabel prosedurnya tidak memuat baris")
    page = VectorPage(sheet.width, sheet.y, tuple(sheet.words), (), ())
    read_identity(record, [ruled], [page], [head])
    drawn = "simbol dan panahnya" if below(body, *_DRAWN) else "bagan"
    record.doubt(Doubt("langkah.alur", "Bagan di Word tidak dibaca",
                       f"Dari Word hanya tabelnya yang dibaca; {drawn} tidak. Simpan dari Word sebagai PDF, lalu impor "
                       "PDF-nya, atau lengkapi sendiri.", tuple(range(len(record.rows))), guess=True))  # fmt: skip
    check_flow(record)
    return record


def _text(paragraph: Element) -> str:
    found = []
    for one in paragraph.iter():
        if tag(one) == "t":
            found.append(one.text or "")
        elif tag(one) in ("tab", "br"):
            found.append(" ")
    return "".join(found)


class _Sheet:
    """A page on which the tables stand below each other, each column as wide as the document says."""

    def __init__(self) -> None:
        self.words: list[PrintedWord] = []
        self.rules: list[Piece] = []
        self.y = 10.0
        self.width = 800.0

    def add_line(self, said: str) -> None:
        """A paragraph outside of tables."""
        self._put(said, 0.0, self.y)
        self.y += _LINE + 4

    def add_table(self, table: Element) -> None:
        """A table with its merged cells."""
        widths = [int(one.get(next(iter(one.attrib), ""), "0") or 0) / 20 for one in below(table, "gridCol")]
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + max(width, 20.0))
        self.y += 6
        rows = [[one for one in row if tag(one) == "tc"] for row in table if tag(row) == "tr"]
        for row in rows:
            height = max((_LINE * _lines(cell) for cell in row), default=_LINE) + 4
            self._add_row(row, edges, height)
            self.y += height
        self._level(0.0, edges[-1])
        self.width = max(self.width, edges[-1])
        self.y += 6

    def _add_row(self, row: list[Element], edges: list[float], height: float) -> None:
        place = 0
        for cell in row:
            span = _value(child(cell, "tcPr", "gridSpan"))
            end = min(place + (int(span) if span.isdigit() else 1), len(edges) - 1)
            if end <= place:
                break
            x, right = edges[place], edges[end]
            merge = child(cell, "tcPr", "vMerge")
            if merge is None or _value(merge) == "restart":
                self._level(x, right)
            for at in (x, right):
                self.rules.append(Piece((at, self.y), (at, self.y + height), -1))
            y = self.y + 2
            for paragraph in (one for one in cell if tag(one) == "p"):
                for line in _text(paragraph).splitlines() or [""]:
                    if line.strip():
                        self._put(line, x + 2, y, right - 2)
                        y += _LINE
            place = end

    def _level(self, x: float, right: float) -> None:
        self.rules.append(Piece((x, self.y), (right, self.y), -1))

    def _put(self, said: str, x: float, y: float, right: float = 800.0) -> None:
        words = said.split()
        step = min(_LETTER, (right - x) / max(len(said) + 1, 1))
        for word in words:
            self.words.append(PrintedWord(word, Box(x, y, x + step * len(word) * 0.9, y + _LINE - 2)))
            x += step * (len(word) + 1)


def _lines(cell: Element) -> int:
    return max(1, sum(bool(_text(one).strip()) for one in cell if tag(one) == "p"))


def _value(element: Element | None) -> str:
    return (
        next((value for name, value in element.attrib.items() if name.endswith("}val")), "")
        if element is not None
        else ""
    )
