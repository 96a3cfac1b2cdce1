"""SOPs as workbooks with shapes and as text documents, made of bare parts."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

from openpyxl import Workbook

from tests.support.drawn_sop import DrawnSop

MAIN = "http://schemas.openxmlformats.org"
PRESETS = {"terminator": "flowChartTerminator", "proses": "flowChartProcess", "keputusan": "flowChartDecision"}
_IDENTITY = (
    ("Nomor SOP", "SOP-7/UJI/2030"),
    ("Tanggal Pembuatan", "3 Maret 2030"),
    ("Nama SOP", "Meminjamkan Alat Ukur"),
)


def drawn_workbook(path: Path, sop: DrawnSop, *, glued: bool = True) -> None:
    """A workbook: the identity, the table below, and the chart as shapes over it."""
    book = Workbook()
    sheet = book.active
    for row, (label, value) in enumerate(_IDENTITY, 1):
        sheet.cell(row, 1, label)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.cell(row, 3, value)
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=6)
    count = len(sop.actors)
    for column, said in [(1, "No"), (2, "Kegiatan"), (6 + count, "Keterangan")]:
        sheet.cell(6, column, said)
        sheet.merge_cells(start_row=6, start_column=column, end_row=7, end_column=column)
    sheet.cell(6, 3, "Pelaksana")
    sheet.merge_cells(start_row=6, start_column=3, end_row=6, end_column=2 + count)
    sheet.cell(6, 3 + count, "Mutu Baku")
    sheet.merge_cells(start_row=6, start_column=3 + count, end_row=6, end_column=5 + count)
    for place, said in enumerate([*sop.actors, "Kelengkapan", "Waktu", "Output"]):
        sheet.cell(7, 3 + place, said)
    for number, row in enumerate(sop.rows):
        sheet.row_dimensions[8 + number].height = 60
        for column, value in [
            (1, number + 1),
            (2, row.uraian),
            (4 + count, row.waktu),
            (5 + count, f"Hasil {number + 1}"),
        ]:
            sheet.cell(8 + number, column, value)
    out = io.BytesIO()
    book.save(out)
    _with_drawing(path, out.getvalue(), _drawing(sop, glued))


def _drawing(sop: DrawnSop, glued: bool) -> str:
    shapes = []
    for number, row in enumerate(sop.rows):
        shapes.append(_anchor(
            (2 + row.column, 100_000, 7 + number, 150_000), (2 + row.column, 400_000, 7 + number, 500_000),
            f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number + 2}" name="s"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
            f'<a:prstGeom prst="{PRESETS[row.kind]}"/></xdr:spPr></xdr:sp>'))  # fmt: skip
    for a, b, label in sop.links:
        ends = f'<a:stCxn id="{a + 2}" idx="2"/><a:endCxn id="{b + 2}" idx="0"/>' if glued else ""
        first, last = sop.rows[a].column, sop.rows[b].column
        flip = ' flipH="1"' if first > last else ""
        flip += ' flipV="1"' if a > b else ""
        shapes.append(_anchor(
            (2 + min(first, last), 250_000, 7 + min(a, b), 500_000),
            (2 + max(first, last), 250_000, 7 + max(a, b), 150_000),
            f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="{90 + len(shapes)}" name="c"/><xdr:cNvCxnSpPr>{ends}'
            "</xdr:cNvCxnSpPr>"
            f'</xdr:nvCxnSpPr><xdr:spPr><a:xfrm{flip}/><a:ln><a:tailEnd type="triangle"/></a:ln>'
            "</xdr:spPr></xdr:cxnSp>"))  # fmt: skip
        if label:
            y = 20_000 if b < a else 510_000
            shapes.append(_anchor(
                (2 + first, 260_000, 7 + a, y), (2 + first, 380_000, 7 + a, y + 100_000),
                f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{90 + len(shapes)}" name="t"/>'
                '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/>'
                f'<xdr:txBody><a:p><a:r><a:t>{label}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'))  # fmt: skip
    return (
        f'<xdr:wsDr xmlns:xdr="{MAIN}/drawingml/2006/spreadsheetDrawing" xmlns:a="{MAIN}/drawingml/2006/main">'
        f"{''.join(shapes)}</xdr:wsDr>"
    )


def _anchor(start: tuple[int, int, int, int], end: tuple[int, int, int, int], inner: str) -> str:
    def point(name: str, at: tuple[int, int, int, int]) -> str:
        column, x, row, y = at
        return (f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{x}</xdr:colOff><xdr:row>{row}</xdr:row>"
                f"<xdr:rowOff>{y}</xdr:rowOff></xdr:{name}>")  # fmt: skip

    return f"<xdr:twoCellAnchor>{point('from', start)}{point('to', end)}{inner}<xdr:clientData/></xdr:twoCellAnchor>"


def _with_drawing(path: Path, book: bytes, drawing: str) -> None:
    relation = (f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="rId1" '
                f'Type="{MAIN}/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/>'
                "</Relationships>")  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", relation)


def drawn_word(path: Path, sop: DrawnSop) -> None:
    """A text document with a table of the identity and one of the procedure."""
    count = len(sop.actors)
    identity = "".join(_row([(label, 1), (value, 1)]) for label, value in _IDENTITY)
    top = [("No", 1), ("Kegiatan", 1), ("Pelaksana", count), ("Mutu Baku", 3), ("Keterangan", 1)]
    merged = {"No", "Kegiatan", "Keterangan"}
    lower = [
        ("", 1),
        ("", 1),
        *((actor, 1) for actor in sop.actors),
        ("Kelengkapan", 1),
        ("Waktu", 1),
        ("Output", 1),
        ("", 1),
    ]
    rows = [_row(top, restart=merged), _row(lower, go_on=True)]
    for number, row in enumerate(sop.rows, 1):
        cells = [(str(number), 1), (row.uraian, 1), *(("", 1) for _ in sop.actors), ("Berkas", 1), (row.waktu, 1),
                 (f"Hasil {number}", 1), ("", 1)]  # fmt: skip
        rows.append(_row(cells))
    body = _table(2, identity) + "<w:p/>" + _table(6 + count, "".join(rows))
    text = f'<w:document xmlns:w="{MAIN}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", text)


def _table(columns: int, rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{700 if n == 0 and columns > 2 else 1800}"/>' for n in range(columns))
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(cells: list[tuple[str, int]], restart: set[str] = frozenset(), go_on: bool = False) -> str:  # type: ignore[assignment]
    found = []
    for said, span in cells:
        merge = '<w:vMerge w:val="restart"/>' if said in restart else "<w:vMerge/>" if go_on and not said else ""
        found.append(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr><w:p><w:r><w:t>{escape(said)}'
            "</w:t></w:r></w:p></w:tc>"
        )
    return f"<w:tr>{''.join(found)}</w:tr>"
