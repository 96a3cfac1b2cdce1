"""A workbook whose chart is drawn with shapes becomes an inner record."""

from __future__ import annotations

from pathlib import Path

from generator.importing.chart_flow import add_flow, check_flow, join_pages
from generator.importing.flow_labels import label_links
from generator.importing.flow_lines import FlowLine, LineEnd
from generator.importing.flow_links import LinkFinder
from generator.importing.flow_symbols import find_symbols
from generator.importing.identity_reader import read_identity
from generator.importing.inner_record import DocumentRead, Doubt, LinkRead, SymbolRead
from generator.importing.office_xml import OfficeFile
from generator.importing.path_shapes import PageShapes, Piece
from generator.importing.refused import UnreadableError
from generator.importing.ruled_cells import RuledPage
from generator.importing.sheet_grid import SheetGrid, SheetLine, sheets_of
from generator.importing.table_heads import TableHead, find_head
from generator.importing.table_rows import PageTable, is_number, read_rows
from generator.importing.vector_page import VectorPage


def read_workbook(path: Path) -> DocumentRead:
    """The sheet with the procedure, and the identity on it or before it. UnreadableError: there is no such sheet."""
    grids = sheets_of(OfficeFile(path))
    ruled = [RuledPage(grid.rules, grid.words) for grid in grids]
    heads = [find_head(page, index + 1) for index, page in enumerate(ruled)]
    at = next((index for index, head in enumerate(heads) if head), None)
    if at is None:
        raise UnreadableError("tidak ditemukan lembar dengan tabel prosedur (No, Kegiatan, Pelaksana, Mutu Baku)")
    record = DocumentRead(path.name, pages=len(grids))
    head = heads[at]
    assert head is not None
    record.columns = list(head.columns)
    _chart(record, grids[at], ruled[at], head, at)
    pages = [VectorPage(grid.width, grid.height, tuple(grid.words), (), ()) for grid in grids]
    read_identity(record, ruled[: at + 1], pages[: at + 1], heads)
    if sum(one is not None for one in heads) > 1:
        record.doubt(Doubt("tabel", "Lembar lain tidak dibaca", "Buku kerja ini memuat beberapa tabel prosedur; hanya "
                           "yang pertama yang ditulis."))  # fmt: skip
    join_pages(record)
    check_flow(record)
    return record


def _chart(record: DocumentRead, grid: SheetGrid, ruled: RuledPage, head: TableHead, index: int) -> None:
    table = PageTable(index + 1, head.bottom, grid.height, list(head.columns))
    rows = read_rows(ruled, table)
    last = max((place for place, row in enumerate(rows) if is_number(row.number)), default=-1)
    record.rows = rows[: last + 1]
    if not record.rows:
        raise UnreadableError("tabel prosedurnya tidak memuat baris bernomor")
    table.bottom = record.rows[-1].box.y1
    table.row_edges = (table.top, *(row.box.y1 for row in record.rows))
    page = VectorPage(grid.width, grid.height, tuple(grid.words), (), tuple(grid.pictures))
    doubts: list[Doubt] = []
    symbols = find_symbols(page, PageShapes([], grid.outlines, {}, []), table, record.rows, doubts)
    glued = {id(symbol.box): place for place, symbol in enumerate(symbols)}
    ends = {key: glued[id(grid.outlines[place].box)] for key, place in grid.ids.items()
            if id(grid.outlines[place].box) in glued}  # fmt: skip
    finder = _links(grid, symbols, ends, index + 1)
    label_links(page, table, record.rows, symbols, finder.links, finder.of_link, doubts)
    add_flow(record, symbols, finder.links, [*doubts, *finder.doubts], 0)


def _links(grid: SheetGrid, symbols: list[SymbolRead], ends: dict[str, int], page: int) -> LinkFinder:
    """The links: of a line that is glued at both ends as its glue says, of the others by where their ends lie."""
    loose = [line for line in grid.lines if not (line.start in ends and line.end in ends)]
    finder = LinkFinder(symbols, [_as_flow(line) for line in loose], page)
    finder.find()
    for link in finder.links:
        link.certainty = "ragu"
    if finder.links:
        rows = tuple(sorted({symbols[link.source].row for link in finder.links if symbols[link.source].row >= 0}))
        finder.doubts.append(Doubt("langkah.alur", "Garis tidak menempel pada simbol", "Di Excel ujung garis ini tidak "
                                   "menempel; arahnya dibaca dari letaknya.", rows, page, guess=True))  # fmt: skip
    for line in grid.lines:
        if line.start in ends and line.end in ends:
            _glued(finder, line, ends[line.start], ends[line.end], page)
    return finder


def _glued(finder: LinkFinder, line: SheetLine, first: int, second: int, page: int) -> None:
    flow = _as_flow(line)
    there, back = (first, second), (second, first)
    ways = [way for way, head in ((there, line.heads[1]), (back, line.heads[0])) if head] or [there]
    joint = line.heads == (False, False) and finder.symbols[first].row == finder.symbols[second].row
    for source, target in ways:
        finder.links.append(LinkRead(source, target, "", joint, "tepat", page))
        finder.of_link.append(flow)
    rows = tuple(sorted({finder.symbols[place].row for place in (first, second)}))
    if line.heads == (True, True) or (line.heads == (False, False) and not joint):
        what = "Panah dua arah" if line.heads[0] else "Garis tanpa kepala panah"
        finder.doubts.append(Doubt("langkah.alur", what, "Arah garis ini tidak jelas di Excel.", rows, page, line.box,
                                   guess=True))  # fmt: skip


def _as_flow(line: SheetLine) -> FlowLine:
    """A line between opposite corners of its box."""
    box, (across, down) = line.box, line.flips
    start = (box.x1 if across else box.x0, box.y1 if down else box.y0)
    end = (box.x0 if across else box.x1, box.y0 if down else box.y1)
    lying = box.width >= box.height
    away = (1.0 if end[0] >= start[0] else -1.0, 0.0) if lying else (0.0, 1.0 if end[1] >= start[1] else -1.0)
    back = (-away[0], -away[1])
    ends = [LineEnd(start, back, line.heads[0]), LineEnd(end, away, line.heads[1])]
    return FlowLine([Piece(start, end, -1)], ends)
