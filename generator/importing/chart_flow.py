"""The chart of a document: its symbols and links over all pages, and what does not fit together."""

from __future__ import annotations

import math
from collections import defaultdict

from generator.importing.arrow_heads import LARGE_HEAD, ArrowHead
from generator.importing.chart_lines import find_connectors, join_lines
from generator.importing.flow_labels import label_links
from generator.importing.flow_lines import FlowLine
from generator.importing.flow_links import LinkFinder
from generator.importing.flow_symbols import find_symbols
from generator.importing.inner_record import DocumentRead, Doubt, LinkRead, RowRead, SymbolRead
from generator.importing.page_boxes import Box
from generator.importing.path_shapes import PageShapes
from generator.importing.table_rows import PageTable
from generator.importing.traced_pictures import join_strips, trace_pictures
from generator.importing.vector_page import VectorPage


def read_flow(
    record: DocumentRead, page: VectorPage, shapes: PageShapes, table: PageTable, rows: list[RowRead], first: int
) -> None:
    """Add the symbols and links of a page. ``rows``: its rows, ``first``: the place of their first in the document."""
    doubts: list[Doubt] = []
    join_lines(shapes, table)
    join_strips(table, shapes)
    trace_pictures(page, table, shapes)
    symbols = find_symbols(page, shapes, table, rows, doubts)
    alone: list[ArrowHead] = []
    finder = LinkFinder(symbols, find_connectors(shapes, table, symbols, alone), table.page, shapes.traced)
    finder.find()
    _heads_alone(alone, finder.connectors, table, rows, doubts)
    label_links(page, table, rows, symbols, finder.links, finder.of_link, doubts)
    add_flow(record, symbols, finder.links, [*doubts, *finder.doubts], first)


def _heads_alone(
    alone: list[ArrowHead], connectors: list[FlowLine], table: PageTable, rows: list[RowRead], doubts: list[Doubt]
) -> None:
    """A head at the end of no line may be all that was seen of an arrow; one drawn over another head is not."""
    tips = [end.at for connector in connectors for end in connector.heads]
    for head in alone:
        x, y = head.tip
        hit = tuple(place for place, row in enumerate(rows) if row.box.y0 <= y <= row.box.y1)
        if hit and not any(math.dist(head.tip, tip) < LARGE_HEAD / 4 for tip in tips):
            doubts.append(Doubt("langkah.alur", "Kepala panah tanpa garis", "Garis kepala panah ini tidak ditemukan; "
                                "panahnya tidak ditulis.", hit, table.page, Box(x - 4, y - 4, x + 4, y + 4),
                                guess=True))  # fmt: skip


def add_flow(
    record: DocumentRead, symbols: list[SymbolRead], links: list[LinkRead], doubts: list[Doubt], first: int
) -> None:
    """Add what was found on a page or sheet, whose first row is row ``first`` of the document."""
    offset = len(record.symbols)
    for symbol in symbols:
        symbol.row = symbol.row + first if symbol.row >= 0 else -1
        record.symbols.append(symbol)
    for link in links:
        link.source += offset
        link.target += offset
        record.links.append(link)
    for doubt in doubts:
        doubt.rows = tuple(row + first for row in doubt.rows)
        record.doubt(doubt)


def join_pages(record: DocumentRead) -> None:
    """Follow the flow through the connectors to other pages, and take these out."""
    exits: dict[int, list[int]] = defaultdict(list)
    entries: dict[int, list[int]] = defaultdict(list)
    _circles(record)
    for index, symbol in enumerate(record.symbols):
        if symbol.kind != "halaman":
            continue
        into = any(link.target == index for link in record.links)
        out = any(link.source == index for link in record.links)
        if into and not out:
            exits[symbol.page].append(index)
        elif out and not into:
            entries[symbol.page].append(index)
        else:
            record.doubt(Doubt("langkah.alur", "Penghubung halaman tanpa panah",
                               "Segi lima ini tidak punya tepat satu arah; panahnya tidak ditulis.",
                               page=symbol.page, box=symbol.box, guess=True))  # fmt: skip
    pairs: dict[int, int] = {}
    for page, here in exits.items():
        _pair(record, here, entries, page, pairs)
    _bridge(record, pairs, exits, entries)
    _drop_connectors(record)


def _circles(record: DocumentRead) -> None:
    """A circle with a name is a connector where there is another of that name on another page, and else a symbol."""
    circles = [symbol for symbol in record.symbols if symbol.kind == "halaman" and symbol.shape == "ellipse"]
    pages = {name: {one.page for one in circles if one.text == name} for name in {one.text for one in circles}}
    for symbol in circles:
        if len(pages[symbol.text]) < 2:
            symbol.kind = "terminator"


def _pair(
    record: DocumentRead, here: list[int], entries: dict[int, list[int]], page: int, pairs: dict[int, int]
) -> None:
    """Each exit of a page with its entry: by the same letter, else the only one, else the one in the same column."""
    later = [one for other, ones in sorted(entries.items()) if other != page for one in ones]
    for one in here:
        symbol = record.symbols[one]
        free = [other for other in later if other not in pairs.values()]
        named = [other for other in free if symbol.text and record.symbols[other].text == symbol.text]
        next_page = [other for other in free if record.symbols[other].page == page + 1]
        below = [other for other in next_page if record.symbols[other].column == symbol.column]
        under = _under(record, symbol, entries.get(page, []), pairs)
        if len(named) == 1:
            pairs[one] = named[0]
        elif not symbol.text and len(here) == 1 and len(next_page) == 1:
            pairs[one] = next_page[0]
        elif not symbol.text and len(below) == 1:
            pairs[one] = below[0]
        elif not symbol.text and not next_page and under:
            pairs[one] = under[0]
            rows = [record.symbols[link.source].row for link in record.links if link.target == one]
            record.doubt(Doubt("langkah.alur", "Penghubung halaman dipasangkan menurut kolom",
                               "Kedua segi lima ini tidak bernama; yang kedua di bawah yang pertama.",
                               tuple(row for row in rows if row >= 0), page, symbol.box, guess=True))  # fmt: skip


def _under(record: DocumentRead, symbol: SymbolRead, entries: list[int], pairs: dict[int, int]) -> list[int]:
    """Connectors below one on the same sheet in the same column, where a workbook breaks its page; nearest first."""
    found = [
        (record.symbols[other].box.y0, other) for other in entries
        if other not in pairs.values() and record.symbols[other].column == symbol.column
        and record.symbols[other].box.y0 > symbol.box.y1
    ]  # fmt: skip
    return [other for _, other in sorted(found)]


def _bridge(
    record: DocumentRead, pairs: dict[int, int], exits: dict[int, list[int]], entries: dict[int, list[int]]
) -> None:
    for one, other in pairs.items():
        for into in [link for link in record.links if link.target == one]:
            for out in [link for link in record.links if link.source == other]:
                sure = into.certainty != "ragu" and out.certainty != "ragu"
                record.links.append(LinkRead(into.source, out.target, into.label or out.label, False,
                                             "wajar" if sure else "ragu", into.page, into.gaps, into.path))  # fmt: skip
    lost = [one for ones in exits.values() for one in ones if one not in pairs]
    lost += [one for ones in entries.values() for one in ones if one not in pairs.values()]
    for one in lost:
        symbol = record.symbols[one]
        rows = [record.symbols[link.source].row for link in record.links if link.target == one]
        rows += [record.symbols[link.target].row for link in record.links if link.source == one]
        record.doubt(Doubt("langkah.alur", "Penghubung halaman tanpa pasangan",
                           "Segi lima ini tidak ditemukan pasangannya di halaman lain; panahnya tidak ditulis.",
                           tuple(sorted({row for row in rows if row >= 0})), symbol.page, symbol.box,
                           guess=True))  # fmt: skip


def _drop_connectors(record: DocumentRead) -> None:
    for symbol in record.symbols:
        if symbol.kind != "halaman" and symbol.row < 0:
            record.doubt(Doubt("langkah.alur", "Simbol di luar baris", "Simbol ini tidak berada pada baris mana pun; "
                               "tidak ditulis.", (), symbol.page, symbol.box, guess=True))  # fmt: skip
    kept = [index for index, symbol in enumerate(record.symbols) if symbol.kind != "halaman" and symbol.row >= 0]
    place = {index: new for new, index in enumerate(kept)}
    record.symbols = [record.symbols[index] for index in kept]
    record.links = [link for link in record.links if link.source in place and link.target in place]
    for link in record.links:
        link.source, link.target = place[link.source], place[link.target]


def check_flow(record: DocumentRead) -> None:
    """Signs that something of the flow was not read: a row without a symbol, a symbol that nothing reaches or that
    leads nowhere, a decision with one exit."""
    with_symbol = {symbol.row for symbol in record.symbols}
    for row in range(len(record.rows)):
        if row not in with_symbol:
            record.doubt(Doubt("langkah.pelaksana", "Simbol langkah tidak terbaca",
                               "Pada baris ini tidak ditemukan simbol; pelaksananya diperkirakan dari baris lain.",
                               (row,), record.rows[row].page, record.rows[row].box, guess=True))  # fmt: skip
    _settle_shapes(record)
    joint = {end for link in record.links if link.joint for end in (link.source, link.target)}
    out = {link.source for link in record.links if not link.joint}
    into = {link.target for link in record.links if not link.joint}
    first = min((symbol.row for symbol in record.symbols), default=0)
    for index, symbol in enumerate(record.symbols):
        if index not in into and index not in joint and symbol.row > first:
            _missing(record, symbol, "Tidak ada panah masuk", "Tidak terbaca panah yang menuju simbol ini.")
        if index not in out and index not in joint and symbol.kind != "terminator":
            _missing(record, symbol, "Tidak ada panah keluar", "Tidak terbaca panah yang keluar dari simbol ini.")
        if symbol.kind == "terminator" and symbol.row == first and index not in out and index not in joint:
            _missing(record, symbol, "Tidak ada panah keluar", "Tidak terbaca panah yang keluar dari simbol ini.")
        exits = [link for link in record.links if link.source == index and not link.joint]
        if symbol.kind == "keputusan" and len(exits) == 1:
            _missing(record, symbol, "Keputusan dengan satu jalan keluar", "Hanya satu panah keluar yang terbaca.")
        if symbol.kind == "keputusan" and len(exits) > 1 and any(not link.label for link in exits):
            _missing(record, symbol, "Keputusan tanpa label", "Label salah satu panah keluarnya tidak terbaca.")


def _settle_shapes(record: DocumentRead) -> None:
    """What a rounded box, an ellipse or a shape of no known kind stands for: an end of the flow where one stands, or
    where such boxes stand at both ends and nowhere else."""
    out = {link.source for link in record.links if not link.joint}
    into = {link.target for link in record.links if not link.joint}
    sharp = any(symbol.shape == "box" for symbol in record.symbols)
    names = {"other": "bentuk lain", "rounded": "kotak bersudut bulat", "ellipse": "elips"}
    outer = {record.symbols[0].row, record.symbols[-1].row} if record.symbols else set()
    at_ends = {symbol.row for symbol in record.symbols if symbol.shape == "rounded"} == outer
    for index, symbol in enumerate(record.symbols):
        if symbol.shape not in names:
            continue
        outer_row = symbol.row in outer
        end = sharp and outer_row and ((index not in out) != (index not in into) or at_ends)
        if symbol.shape == "rounded" and outer_row and sharp:
            symbol.kind = "terminator"
        if not end or symbol.shape == "other":
            symbol.certainty = "ragu"
            record.doubt(Doubt("langkah.alur", "Jenis simbol belum pasti",
                               f"Di dokumen asal digambar sebagai {names[symbol.shape]}; dibaca sebagai "
                               f"{symbol.kind}.", (symbol.row,), symbol.page, symbol.box,
                               ("terminator", "proses"), guess=True))  # fmt: skip


def _missing(record: DocumentRead, symbol: SymbolRead, title: str, reason: str) -> None:
    record.doubt(Doubt("langkah.alur", title, reason, (symbol.row,), symbol.page, symbol.box, guess=True))
