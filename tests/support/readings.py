"""What was read of a document beside what is true: right, or wrong and marked, or wrong in silence."""

from __future__ import annotations

from generator.data.sop import Sop
from generator.importing.inner_record import DocumentRead
from generator.steps.rows import diagrams, kind_of, links

Symbols = set[tuple[int, int, int, str]]
Links = dict[tuple[tuple[int, int], tuple[int, int], bool], str]
"""From and to (row, place in the row), joint or not -> label."""


def true_chart(sop: Sop) -> tuple[Symbols, Links]:
    """The chart that the data of an SOP with one procedure say."""
    (diagram,) = diagrams(sop)
    places: dict[str, tuple[int, int]] = {}
    symbols: Symbols = set()
    for row in diagram.baris:
        ordered = sorted(row.simbol, key=lambda s: diagram.kolom.index(s.pelaksana))
        for place, symbol in enumerate(ordered):
            places[symbol.id] = (row.urut, place)
            kind = kind_of(row, row.simbol.index(symbol), len(diagram.baris))
            kind = "terminator" if kind in ("mulai", "selesai") else kind
            symbols.add((row.urut, place, diagram.kolom.index(symbol.pelaksana), kind))
    true: Links = {}
    for link in links(diagram.baris):
        assert link.ke is not None
        a, b = places[link.simbol.id], places[link.ke]
        true[(*sorted((a, b)), True) if link.bersama else (a, b, False)] = link.label
    return symbols, true


def read_chart(record: DocumentRead) -> tuple[Symbols, Links]:
    """The chart that was read."""
    places: dict[int, tuple[int, int]] = {}
    count: dict[int, int] = {}
    symbols: Symbols = set()
    for index, symbol in enumerate(record.symbols):
        place = count.get(symbol.row, 0)
        count[symbol.row] = place + 1
        places[index] = (symbol.row, place)
        symbols.add((symbol.row, place, symbol.column, symbol.kind))
    read: Links = {}
    for link in record.links:
        a, b = places[link.source], places[link.target]
        read[(*sorted((a, b)), True) if link.joint else (a, b, False)] = link.label
    return symbols, read


def silent_faults(record: DocumentRead, sop: Sop) -> list[str]:
    """Every symbol, link and label that is wrong, missing or invented in a row that no doubt names."""
    marked = {row for doubt in record.doubts if doubt.part.startswith("langkah") for row in doubt.rows}
    everywhere = any(doubt.part.startswith("langkah") and not doubt.rows for doubt in record.doubts)
    true_symbols, true_links = true_chart(sop)
    symbols, read = read_chart(record)
    faults = [f"symbol {one}" for one in true_symbols ^ symbols if one[0] not in marked]
    for key in {*true_links, *read}:
        if true_links.get(key) != read.get(key) and not {key[0][0], key[1][0]} & marked and not everywhere:
            faults.append(f"link {key}: {true_links.get(key)!r} read as {read.get(key)!r}")
    return faults
