"""The symbols in the columns of the actors: each outline with its row, its column and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.arrow_heads import ArrowHead
from generator.importing.cell_text import plain
from generator.importing.flow_labels import words_in
from generator.importing.inner_record import Doubt, RowRead, SymbolRead
from generator.importing.outline_shapes import Outline, large_enough
from generator.importing.page_boxes import Box
from generator.importing.path_shapes import PageShapes
from generator.importing.table_rows import PageTable
from generator.importing.traced_pictures import under_words
from generator.importing.vector_page import PrintedWord, VectorPage

_KINDS = {
    "box": "proses", "rounded": "proses", "capsule": "terminator", "ellipse": "terminator", "diamond": "keputusan",
    "pentagon": "halaman", "other": "proses",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9]{1,2}")
"""What stands in a circle that goes on in another circle of the same name."""
_TOUCH = 3.0
"""So far before an edge (pt) a head ends that points at it."""
_OUTSIDE = 60.0
"""So far above and below the table (pt) connectors to other pages may stand."""


def find_symbols(
    page: VectorPage, shapes: PageShapes, table: PageTable, rows: Sequence[RowRead], doubts: list[Doubt]
) -> list[SymbolRead]:
    """The symbols of a page, row by row, from left to right and from top to bottom."""
    actors = table.actors
    left, right = actors[0].x0, actors[-1].x1
    area = Box(left - 6, table.top - _OUTSIDE, right + 6, table.bottom + _OUTSIDE)
    found: list[SymbolRead] = []
    for outline in [*shapes.outlines, *_coloured(shapes)]:
        if not (_may_be_symbol(outline, area, table) or _ends_below(outline, area, table, shapes)):
            continue
        found.append(_symbol(outline, page, table, rows, doubts))
        if outline.order in shapes.traced:
            found[-1].certainty = "ragu"
            doubts.append(from_picture((found[-1].row,) if found[-1].row >= 0 else (), table.page, outline.box))
    found = _without_frames(found)
    found.sort(key=lambda one: (one.row, one.column, one.box.y0))
    _pictures(page, area, table, rows, doubts, bool(shapes.traced))
    return found


def _coloured(shapes: PageShapes) -> list[Outline]:
    """The coloured shapes that are symbols although they have no edge. A box may also be the ground of a label or a
    part of a cell: it is a symbol where a head points at it."""
    return [
        one for one in shapes.fills
        if one.kind != "other"
        and not any(one.box.shared(other.box) > 0.3 * other.box.width * other.box.height for other in shapes.outlines)
        and (one.kind != "box" or any(_points_at(head, one.box) for head in shapes.heads))
    ]  # fmt: skip


def _points_at(head: ArrowHead, box: Box) -> bool:
    (x, y), (dx, dy) = head.tip, head.ahead
    return box.around((x + dx * _TOUCH, y + dy * _TOUCH)) and not box.around(head.back)


def _may_be_symbol(outline: Outline, area: Box, table: PageTable) -> bool:
    box = outline.box
    if not large_enough(box) or not area.around(box.middle):
        return False
    inside = table.top - 3 <= box.middle[1] <= table.bottom + 3
    if not inside and outline.kind != "pentagon":
        return False
    return not _is_cell(box, table)


def _ends_below(outline: Outline, area: Box, table: PageTable, shapes: PageShapes) -> bool:
    """Whether an end of the flow is drawn below the table for want of room in the last row: a head points at it."""
    box = outline.box
    below = area.around(box.middle) and box.y0 > table.bottom - 3
    return below and outline.kind == "capsule" and any(_points_at(head, box) for head in shapes.heads)


def _is_cell(box: Box, table: PageTable) -> bool:
    """Whether both sides lie on rules of columns: a cell that is drawn as a box."""
    edges = [column.x0 for column in table.columns] + [table.columns[-1].x1]
    return any(abs(box.x0 - x) < 1.6 for x in edges) and any(abs(box.x1 - x) < 1.6 for x in edges)


def _symbol(
    outline: Outline, page: VectorPage, table: PageTable, rows: Sequence[RowRead], doubts: list[Doubt]
) -> SymbolRead:
    box = outline.box
    x, y = box.middle
    row, row_share = _place([(r.box.y0, r.box.y1) for r in rows], box.y0, box.y1, y)
    column, column_share = _place([(c.x0, c.x1) for c in table.actors], box.x0, box.x1, x)
    kind = _KINDS[outline.kind]
    if row < 0 and kind == "terminator":
        row, row_share = len(rows) - 1, 1.0
        doubts.append(Doubt("langkah.alur", "Simbol di luar tabel", "Akhir alur ini digambar di bawah tabel; ditulis "
                            "pada baris terakhir.", (row,), table.page, box, guess=True))  # fmt: skip
    symbol = SymbolRead(kind, row, column, table.page, box)
    inside = words_in(page, symbol)
    symbol.text = "" if kind == "halaman" and _run_past(inside, page, box) else plain(inside)
    if outline.kind == "ellipse" and abs(box.width - box.height) < 0.2 * box.width and _NAME.fullmatch(symbol.text):
        symbol.kind = kind = "halaman"
        symbol.shape = "ellipse"
    if kind == "halaman":
        return symbol
    where = (row,) if row >= 0 else ()
    if row_share < 0.6:
        symbol.certainty = "ragu"
        doubts.append(Doubt("langkah.urutan", "Simbol di antara dua baris", "Simbol ini menyentuh dua baris tabel.",
                            where, table.page, box, guess=True))  # fmt: skip
    if column_share < 0.75:
        symbol.certainty = "ragu"
        touched = [c.head for c in table.actors if min(c.x1, box.x1) - max(c.x0, box.x0) > 3]
        doubts.append(Doubt("langkah.pelaksana", "Simbol melewati garis kolom",
                            f"Simbol ini menyentuh kolom {', '.join(touched)}.", where, table.page, box,
                            tuple(touched), guess=True))  # fmt: skip
    symbol.shape = outline.kind
    return symbol


def _run_past(inside: Sequence[PrintedWord], page: VectorPage, box: Box) -> bool:
    """Whether words in a connector are part of a line that goes on outside, as a foot of the page that it covers."""
    for word in inside:
        _, y0, _, y1 = word.box
        for other in page.words:
            level = min(y1, other.box.y1) - max(y0, other.box.y0) > 0.6 * min(y1 - y0, other.box.height)
            near = max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1) < 0.6 * word.box.height
            if level and near and not box.around(other.box.middle):
                return True
    return False


def _place(spans: Sequence[tuple[float, float]], low: float, high: float, middle: float) -> tuple[int, float]:
    """Which span something lies in, and how much of it."""
    best, share = -1, 0.0
    for index, (start, end) in enumerate(spans):
        part = (min(end, high) - max(start, low)) / max(high - low, 0.1)
        if start <= middle <= end and part > share:
            best, share = index, part
    if best < 0 and spans:
        distances = [max(start - middle, middle - end, 0.0) for start, end in spans]
        if min(distances) < 6:
            best = distances.index(min(distances))
    return best, share


def _without_frames(symbols: list[SymbolRead]) -> list[SymbolRead]:
    """Without an outline that only frames another one, or that two programs drew with a shadow."""
    kept: list[SymbolRead] = []
    for one in sorted(symbols, key=lambda each: each.box.width * each.box.height):
        size = one.box.width * one.box.height
        inner = [other for other in kept if other.box.shared(one.box) > 0.7 * other.box.width * other.box.height]
        same = any(other.box.width * other.box.height > 0.6 * size for other in inner)
        if not same:
            kept.append(one)
    return kept


def _pictures(
    page: VectorPage, area: Box, table: PageTable, rows: Sequence[RowRead], doubts: list[Doubt],
    traced: bool,
) -> None:  # fmt: skip
    """Pictures in the columns of the actors may be symbols, arrows or labels: nobody is sure which."""
    inside = Box(area.x0, table.top - 3, area.x1, table.bottom + 3)
    suspects = []
    for box in (picture.box for picture in page.pictures):
        if not inside.around(box.middle) or max(box.width, box.height) < 6:
            continue
        if under_words(page, box):
            continue
        suspects.append(box)
    for box in suspects:
        hit = tuple(i for i, row in enumerate(rows) if min(row.box.y1, box.y1) - max(row.box.y0, box.y0) > 2)
        if traced:
            doubts.append(from_picture(hit, table.page, box))
            continue
        whole = box.width > 0.5 * area.width and box.height > 0.4 * (table.bottom - table.top)
        title = "Bagan berupa gambar" if whole else "Gambar di dalam bagan"
        doubts.append(Doubt("langkah.alur", title,
                            "Bagian bagan ini gambar, bukan garis; simbol, panah, dan labelnya tidak terbaca.",
                            hit, table.page, box, guess=True))  # fmt: skip


def from_picture(rows: tuple[int, ...], page: int, box: Box | None) -> Doubt:
    """The doubt about what is read from the dots of a picture, or of a merged path; all of a document are one."""
    return Doubt("langkah.alur", "Gambar di dalam bagan",
                 "Bagian bagan ini gambar, atau garis yang menyatu; simbol dan panahnya diperkirakan dari garis yang "
                 "tampak, tulisan di dalam gambar tidak terbaca.", rows, page, box, guess=True)  # fmt: skip
