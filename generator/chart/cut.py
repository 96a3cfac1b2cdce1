"""Cut a chart into sheets of paper: which rows stand on which page, and the chart of each page.

Where a link crosses a cut, it ends in a pentagon on its own page and starts again from one with the same letter on the
other: at the foot of a page and the head of a later one for a flow that goes on, the other way round for one that goes
back. Each page is a ``Chart`` of its own whose first or last row holds the pentagons, so it is routed like any chart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.data.italics import glued
from generator.steps.graph import BLANK, Chart, ChartArrow, ChartCell, ChartRow, ChartSymbol

#: A cut costs this much for each link that crosses it, against the square of a page's unused share.
LINTAS = 0.02
ATAS, BAWAH = "atas", "bawah"
NUMBER_MAX = 3
"""A pentagon has room for the number of a step of so many signs; a longer one leaves it its letter."""
LANJUTAN = "(lanjutan)"
"""What a cell says that began on an earlier sheet."""


@dataclass(frozen=True, slots=True)
class Connector:
    """A pentagon: its symbol on the page, what stands in it, and the link that it carries on."""

    simbol: ChartSymbol
    isi: str
    alur: ChartArrow


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its chart, the number of each row in the whole chart (or "atas", "bawah"), and its pentagons.

    ``asal`` names for each link of the page the link of the whole chart that it is, or is a half of.
    """

    bagan: Chart
    nomor_baris: tuple[str, ...]
    konektor: tuple[Connector, ...]
    asal: tuple[ChartArrow, ...]


def cuts(heights: Sequence[float], room: float, crossing: Sequence[int], sambungan: float = 0) -> list[tuple[int, int]]:
    """The rows (first, after the last) of each page: as few pages as possible, evenly filled, few links cut.

    ``room`` is the height for rows on a page; a row higher than that gets a page of its own. ``crossing[i]`` is
    the number of links that a cut before row i would break, ``sambungan`` the height of a row of pentagons.
    """
    n = len(heights)
    # best[i] = (pages, cost, start of the last page) for the rows before i
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, n + 1):
        options = []
        for start in range(end - 1, -1, -1):
            load = sum(heights[start:end])
            load += sambungan * ((crossing[start] > 0) + (end < n and crossing[end] > 0))
            if sum(heights[start:end]) > room and end - start > 1:
                break
            if load > room and end - start > 1:
                continue
            pages, cost, _ = best[start]
            empty = max(0.0, 1 - load / room)
            broken = LINTAS * crossing[start] if start else 0.0
            options.append((pages + 1, cost + empty**2 + broken, start))
        best.append(min(options))
    spans, end = [], n
    while end:
        start = best[end][2]
        spans.append((start, end))
        end = start
    return spans[::-1]


def crossing_links(bagan: Chart) -> list[int]:
    """For each row, how many links a cut before it would break; branches that meet again just there count for more."""
    row = {s.id: s.baris for s in bagan.simbol}
    ends = [sorted((row[a.dari], row[a.ke])) for a in bagan.alur]
    broken = [sum(1 for low, high in ends if low < cut <= high) for cut in range(len(bagan.baris))]
    for simbol in bagan.simbol:
        branches = sum(1 for a in bagan.arrows_in(simbol.id) if row[a.dari] < simbol.baris)
        broken[simbol.baris] += max(0, branches - 1)
    return broken


def divide(
    bagan: Chart,
    pages: Sequence[tuple[int, int]],
    numbers: Sequence[str] = (),
    leaving: Mapping[str, tuple[int, int]] | None = None,
) -> list[Sheet]:
    """The chart of each page. ``numbers``: the names of the rows, () = their numbers; ``leaving``: link -> the
    direction (x, y) in which it leaves its symbol in the whole chart."""
    numbers = tuple(numbers or map(str, range(len(bagan.baris))))
    if len(pages) < 2:
        return [Sheet(bagan, numbers, (), bagan.alur)]
    page_of_row = {r: p for p, (start, end) in enumerate(pages) for r in range(start, end)}
    page = {s.id: page_of_row[s.baris] for s in bagan.simbol}
    broken = [a for a in bagan.alur if page[a.dari] != page[a.ke]]
    letters = {alur.nama: letter(n) for n, alur in enumerate(broken)}
    lane, way = {s.id: s.kolom for s in bagan.simbol}, leaving or {}
    aside = {a.nama for a in broken if a.nama in way and way[a.nama][0] * (lane[a.ke] - lane[a.dari]) > 0}
    return [_page(bagan, p, span, page, letters, numbers, aside) for p, span in enumerate(pages)]


def letter(n: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    return (letter(n // 26 - 1) if n >= 26 else "") + chr(65 + n % 26)


def _page(
    bagan: Chart, p: int, span: tuple[int, int], page: dict[str, int], letters: dict[str, str], names: Sequence[str],
    aside: Collection[str],
) -> Sheet:  # fmt: skip
    """One page with its pentagon rows; ``aside``: links that leave towards the column of their other end."""
    first, after = span
    own = {s.id: s for s in bagan.simbol if page[s.id] == p}
    halves = [a for a in bagan.alur if a.nama in letters and p in (page[a.dari], page[a.ke])]
    head = [a for a in halves if p > min(page[a.dari], page[a.ke])]
    foot = [a for a in halves if p < max(page[a.dari], page[a.ke])]
    lane = {s.id: s.kolom for s in bagan.simbol}
    above, below = _rows(head, own, lane, aside), _rows(foot, own, lane, aside)
    offset = len(above) - first

    konektor: dict[str, Connector] = {}
    for rows, start in ((above, 0), (below, len(above) + after - first)):
        for r, row in enumerate(rows):
            for column, alur in row.items():
                huruf = letters[alur.nama]
                said = _other_step(bagan, alur, own) or huruf
                simbol = ChartSymbol(f"sambungan-{huruf}", "proses", start + r, column, f"Sambungan {said}")
                konektor[alur.nama] = Connector(simbol, said, alur)
    links: list[ChartArrow] = []
    asal: list[ChartArrow] = []
    for alur in bagan.alur:
        if alur.nama in konektor:
            other = konektor[alur.nama].simbol.id
            half = replace(alur, ke=other) if alur.dari in own else replace(alur, dari=other, label="")
        elif alur.dari in own:
            half = alur
        else:
            continue
        links.append(half)
        asal.append(alur)
    symbols = [replace(s, baris=s.baris + offset) for s in own.values()] + [k.simbol for k in konektor.values()]
    blank = _blank(bagan)
    rows_of_page = (*[blank] * len(above), *_clipped(bagan, first, after), *[blank] * len(below))
    numbers = (
        *(f"{ATAS}-{r}" for r in range(len(above))),
        *names[first:after],
        *(f"{BAWAH}-{r}" for r in range(len(below))),
    )
    part = replace(bagan, baris=rows_of_page, simbol=tuple(symbols), alur=tuple(links))
    return Sheet(part, numbers, tuple(konektor.values()), tuple(asal))


def _other_step(bagan: Chart, alur: ChartArrow, own: Collection[str]) -> str:
    """The number of the step at the other end of a cut link, if connectors bear numbers and it has a short one."""
    other = alur.ke if alur.dari in own else alur.dari
    number = bagan.baris[bagan.symbols_by_id[other].baris].no
    return number if bagan.sambungan_nomor and len(number) <= NUMBER_MAX else ""


def _rows(
    halves: list[ChartArrow], own: dict[str, ChartSymbol], column: dict[str, int], aside: Collection[str]
) -> list[dict[int, ChartArrow]]:
    """Rows of pentagons: each in the column of its symbol on this page, else of its link's end on the other page, never
    under an actor who has no part in the link; where the link begins here towards the column of its other end, it is
    there first. ``column``: of each symbol; ``aside``: links that leave so."""
    rows: list[dict[int, ChartArrow]] = []
    for alur in sorted(halves, key=lambda a: column[a.dari] != column[a.ke]):
        here, there = (alur.dari, alur.ke) if alur.dari in own else (alur.ke, alur.dari)
        ends = (there, here) if alur.dari in own and alur.nama in aside else (here, there)
        places = ((row, column[end]) for row in rows for end in ends)
        row, at = next(((row, at) for row, at in places if at not in row), ({}, column[ends[0]]))
        if not row:
            rows.append(row)
        row[at] = alur
    return rows


def _blank(bagan: Chart) -> ChartRow:
    """The row of pentagons: nothing written, nothing missing."""
    return ChartRow("", "", BLANK, (BLANK,) * len(bagan.kepala_mutu), BLANK)


def _clipped(bagan: Chart, first: int, after: int) -> list[ChartRow]:
    """The rows of a page; a merged cell ends with the page and is repeated on the next, where it says so."""
    rows = []
    for r in range(first, after):
        baris = bagan.baris[r]
        mutu = tuple(_clip([b.mutu[k] for b in bagan.baris], r, first, after) for k in range(len(baris.mutu)))
        uraian = _clip([b.uraian for b in bagan.baris], r, first, after)
        keterangan = _clip([b.keterangan for b in bagan.baris], r, first, after)
        rows.append(replace(baris, mutu=mutu, uraian=uraian, keterangan=keterangan))
    return rows


def _clip(column: list[ChartCell], r: int, first: int, after: int) -> ChartCell:
    """The cell of row r of one column, for a page of the rows first to after - 1."""
    owner = r
    while owner and not column[owner].rentang:
        owner -= 1
    end = min(owner + column[owner].rentang, after)
    if owner == r:
        return replace(column[owner], rentang=max(1, end - r))
    if r == first:
        items = column[owner].butir
        if any(items):
            items = (*items[:-1], glued(items[-1], f" {LANJUTAN}"))
        return replace(column[owner], butir=items, rentang=max(1, end - r))
    return column[r]
