"""A PDF with lines and letters becomes an inner record, whatever template it follows."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from generator.importing.chart_flow import check_flow, join_pages, read_flow
from generator.importing.identity_reader import read_identity
from generator.importing.inner_record import ColumnRead, DocumentRead, Doubt, RowRead
from generator.importing.own_document import carried, printed_mark
from generator.importing.path_shapes import sort_shapes
from generator.importing.refused import MAX_PAGES, UnreadableError
from generator.importing.ruled_cells import RuledPage
from generator.importing.table_heads import TableHead, find_head
from generator.importing.table_rows import PageTable, columns_on, is_number, other_heads, read_rows, same_columns
from generator.importing.vector_page import VectorPage, read_page

_SCAN = "gambar hasil pindai, bukan tulisan; program ini tidak menebak isi gambar"
_TRY_EXCEL = "Impor berkas Excel asalnya, atau simpan ulang PDF-nya dengan satu halaman selebar tabel."
_STRIP = 0.04
"""A smaller share of a page is an emblem or a code."""
_NO_TABLE = "tidak ditemukan tabel prosedur (No, Kegiatan, Pelaksana, Mutu Baku)"


def read_pdf(path: Path) -> DocumentRead:
    """All that is found. UnreadableError: it is no SOP that can be read."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        word = "terkunci dengan sandi" if "password" in str(error).lower() else "rusak atau bukan PDF"
        raise UnreadableError(word, "Simpan ulang dokumennya tanpa sandi, lalu ulangi.") from None
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableError(f"terdiri atas {len(document)} halaman", "Pisahkan per SOP, lalu ulangi.")
        if (own := carried(document)) is not None:
            return DocumentRead(path.name, pages=len(document), carried=own)
        pages = [read_page(document[index]) for index in range(len(document))]
        record = DocumentRead(path.name, pages=len(pages), mark=printed_mark(pages))
        _PdfReader(record, pages).read()
    finally:
        document.close()  # not before: the pictures in the chart are fetched from it
    return record


class _PdfReader:
    def __init__(self, record: DocumentRead, pages: list[VectorPage]) -> None:
        self.record = record
        self.pages = pages
        self.shapes = [sort_shapes(page.paths) for page in pages]
        self.ruled = [RuledPage(s.rules, p.words) for s, p in zip(self.shapes, pages, strict=True)]
        self.known: TableHead | None = None

    def read(self) -> None:
        heads = [find_head(ruled, index + 1) for index, ruled in enumerate(self.ruled)]
        if not any(heads):
            self._refuse()
        for index, head in enumerate(heads):
            self._page(index, head)
        if not self.record.rows:
            raise UnreadableError(_NO_TABLE)
        first = next(index for index, head in enumerate(heads) if head)
        read_identity(self.record, self.ruled[: first + 1], self.pages[: first + 1], heads)
        self._check_fit()
        join_pages(self.record)
        check_flow(self.record)
        self._check_numbers()

    def _refuse(self) -> None:
        words = sum(len(page.words) for page in self.pages)
        if any(map(_mostly_picture, self.pages)) and words < 400 * len(self.pages):
            raise UnreadableError(f"tabel prosedurnya {_SCAN}", "Impor berkas Excel atau Word asalnya.")
        raise UnreadableError(_NO_TABLE, "Periksa apakah berkas ini memang SOP dengan bagan.")

    def _page(self, index: int, head: TableHead | None) -> None:
        ruled, page = self.ruled[index], self.pages[index]
        found = self._columns(index, head)
        if found is None:
            return
        columns, lacking = found
        long = [rule for rule in ruled.level if rule.length > 0.5 * (columns[-1].x1 - columns[0].x0)]
        top = head.bottom if head else min((rule.at for rule in long), default=0.0)
        table = PageTable(index + 1, top, page.height, columns)
        rows = [row for row in read_rows(ruled, table) if not _column_numbers(row)]
        if not rows:
            return
        table.top, table.bottom = rows[0].box.y0, rows[-1].box.y1
        table.row_edges = (table.top, *(row.box.y1 for row in rows))
        if lacking:
            self.record.doubt(Doubt("tabel", "Garis kolom yang hilang",
                                    f"Di halaman {index + 1} ada garis kolom yang tidak digambar; letak kolom diambil "
                                    "dari halaman lain.", page=index + 1))  # fmt: skip
        first = len(self.record.rows)
        read_flow(self.record, page, self.shapes[index], table, rows, first)
        self._rows(rows, index)

    def _columns(self, index: int, head: TableHead | None) -> tuple[list[ColumnRead], int] | None:
        if head is not None and self.known is None:
            self.known = head
            self.record.columns = list(head.columns)
            unknown = [column.head for column in head.columns if column.role == "lain" and column.head]
            if unknown:
                self.record.doubt(Doubt("tabel", "Kolom yang tidak dibaca", "Isi kolom ini tidak ditulis: "
                                        f"{', '.join(unknown)}.", page=index + 1))  # fmt: skip
            if head.unsure:
                self.record.doubt(Doubt("tabel", "Kepala tabel belum pasti", f"Terbaca {head.unsure}.", page=index + 1))
            return list(head.columns), 0
        if self.known is None:
            return None
        found = same_columns(self.known, head) if head else columns_on(self.ruled[index], self.known)
        for was, now in other_heads(self.known, head) if head and found else ():
            self.record.doubt(Doubt("tabel", "Kepala kolom yang berganti", f"Di halaman {index + 1} kolom {was} "
                                    f"berkepala {now}; ditulis sebagai {was}.", page=index + 1))  # fmt: skip
        if found is None and (head or len(self.pages[index].words) > 60):
            what = "tabel lain" if head else "halaman yang bukan lanjutan tabel"
            self.record.doubt(Doubt("tabel", f"Halaman {index + 1} tidak dibaca",
                                    f"Halaman ini memuat {what}; isinya tidak ditulis.", page=index + 1))  # fmt: skip
        return found

    def _rows(self, rows: list[RowRead], index: int) -> None:
        """Add the rows of a page, and a doubt about each cell that is hard to read or lacks its words."""
        for row in rows:
            self.record.rows.append(row)
            place = len(self.record.rows) - 1
            for role in row.mixed:
                part = {"uraian": "uraian", "keterangan": "keterangan"}.get(role, "mutu_baku")
                self.record.doubt(Doubt(f"langkah.{part}", "Tulisan bertumpuk",
                                        "Di dokumen asal tulisan di sel ini saling menimpa; periksa isinya.", (place,),
                                        index + 1, row.box))  # fmt: skip
            if not any(row.cells.get("uraian", [])):
                self.record.doubt(Doubt("langkah.uraian", "Uraian kosong", "Sel uraian pada baris ini kosong.",
                                        (place,), index + 1, row.box))  # fmt: skip

    def _check_fit(self) -> None:
        """Refuse what a spreadsheet printed wrongly: columns cut off, or symbols that slid out of their rows."""
        roles = {column.role for column in self.record.columns}
        if not roles & {"kelengkapan", "waktu", "output"}:
            raise UnreadableError("kolom mutu bakunya tidak ada di halaman yang sama; tabelnya terpotong", _TRY_EXCEL)
        pictures = any("ambar" in doubt.title for doubt in self.record.doubts)
        own = {symbol.row for symbol in self.record.symbols if symbol.kind != "halaman"}
        lacking = [row for row in range(len(self.record.rows)) if row not in own]
        if own and not pictures and len(lacking) > max(2, 0.4 * len(self.record.rows)):
            raise UnreadableError("letak simbolnya tidak cocok dengan baris tabel", _TRY_EXCEL)

    def _check_numbers(self) -> None:
        """Numbers that are blank, repeated or out of order stand as they are, and a person looks at them."""
        expected = 0
        wrong = []
        for place, row in enumerate(self.record.rows):
            digits = "".join(c for c in row.number if c.isdigit())
            expected += 1
            if not is_number(row.number) or (digits and int(digits) != expected):
                wrong.append(place)
                expected = int(digits) if digits else expected - 1
        if wrong:
            self.record.doubt(Doubt("langkah.urutan", "Nomor langkah tidak berurutan",
                                    "Nomor ditulis seperti di dokumen asal.", tuple(wrong)))  # fmt: skip


def _mostly_picture(page: VectorPage) -> bool:
    """Whether pictures cover much of a page: one, or the strips in which a program printed it."""
    sizes = [one.box.width * one.box.height / (page.width * page.height) for one in page.pictures]
    return sum(size for size in sizes if size > _STRIP) > 0.2


def _column_numbers(row: RowRead) -> bool:
    """Whether a row only counts the columns."""
    cells = ["".join(c for c in text if c not in "()") for items in row.cells.values() for text in items]
    number = row.number.strip("().")
    return bool(cells) and number.isdigit() and all(text.isdigit() for text in cells) and len(cells) >= 3
