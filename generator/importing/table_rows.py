"""The rows of a procedure table, page after page."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from generator.importing.cell_text import lines_of, overprinted, paragraphs, plain, squeezed
from generator.importing.inner_record import ColumnRead, RowRead
from generator.importing.page_boxes import Box
from generator.importing.ruled_cells import Rule, RuledPage
from generator.importing.table_heads import TableHead

_NUMBER = re.compile(r"\(?\d{1,3}[a-z]?[.)]?|[a-z][.)]|[IVX]{1,5}[.)]?")
_LEVEL = 2.5
"""Rules so near to each other (pt) are at one height."""
TEXT_ROLES = ("kelengkapan", "waktu", "output", "keterangan")


@dataclass(slots=True)
class PageTable:
    """The part of a table that stands on one page. ``columns``: with the x that they have here."""

    page: int
    top: float
    bottom: float
    columns: list[ColumnRead]
    row_edges: tuple[float, ...] = ()

    @property
    def actors(self) -> list[ColumnRead]:
        """The columns of the chart."""
        return [column for column in self.columns if column.role == "pelaksana"]


def columns_on(page: RuledPage, known: TableHead) -> tuple[list[ColumnRead], int] | None:
    """The columns of a page that goes on without a head; None = its rules are others. Also how many rules it lacks."""
    xs = sorted({rule.at for rule in page.upright if rule.length > 12})
    lacking = 0
    for column in known.columns:
        if not any(abs(x - column.x0) < 3 for x in xs):
            lacking += 1
    return (list(known.columns), lacking) if lacking <= 0.3 * len(known.columns) else None


def same_columns(known: TableHead, head: TableHead) -> tuple[list[ColumnRead], int] | None:
    """The columns of a head that is repeated: where it lacks a rule, the first one's. None = it is another table."""
    if [c.x0 for c in head.columns] == [c.x0 for c in known.columns]:
        return list(known.columns), 0
    have = [c.x0 for c in head.columns]
    lost = [c for c in known.columns if not any(abs(x - c.x0) < 3 for x in have)]
    new = [x for x in have if not any(abs(x - c.x0) < 3 for c in known.columns)]
    if new:
        same = [c.head for c in head.columns] == [c.head for c in known.columns]
        if not same:
            return None
        return [replace(c, role=k.role, group=k.group) for c, k in zip(head.columns, known.columns, strict=True)], 0
    return list(known.columns), len(lost)


def other_heads(known: TableHead, head: TableHead) -> list[tuple[str, str]]:
    """The columns that bear another head where it is repeated: what it was, and what it is there."""
    found = []
    for column in known.columns:
        same = [c for c in head.columns if abs(c.x0 - column.x0) < 3 and abs(c.x1 - column.x1) < 3 and c.head]
        if same and column.head and squeezed(same[0].head) != squeezed(column.head):
            found.append((column.head, same[0].head))
    return found


def read_rows(page: RuledPage, table: PageTable) -> list[RowRead]:
    """The rows of a page; a cell that reaches over several rows is marked as merged."""
    main = next(column for column in table.columns if column.role == "uraian")
    edges = _edges(page, main, table)
    rows: list[RowRead] = []
    phase = ""
    for top, bottom in itertools.pairwise(edges):
        if _is_band(page, table, (top + bottom) / 2):
            phase = plain(page.words_in(Box(table.columns[0].x0, top, table.columns[-1].x1, bottom)))
            continue
        cells: dict[str, list[str]] = {}
        merged: set[str] = set()
        mixed: list[str] = []
        box = Box(table.columns[0].x0, top, table.columns[-1].x1, bottom)
        number = ""
        for column in table.columns:
            if column.role in ("pelaksana", "lain"):
                continue
            words = page.words_in(Box(column.x0, top, column.x1, bottom))
            if column.role == "no":
                number = plain(words)
                continue
            cells[column.role] = paragraphs(lines_of(words))
            if overprinted(words):
                mixed.append(column.role)
            if column.role in TEXT_ROLES and _goes_on(page, column, top, table.top):
                merged.add(column.role)
        rows.append(RowRead(number, cells, table.page, box, merged, mixed, phase))
        phase = "" if number or any(cells.values()) else phase
    return [row for row in rows if row.number or any(row.cells.values())]


def _between(page: RuledPage, table: PageTable) -> list[Rule]:
    """The rules between the columns."""
    inner = [column.x0 for column in table.columns[1:]]
    return [rule for rule in page.upright if any(abs(rule.at - x) < _LEVEL for x in inner)]


def _is_band(page: RuledPage, table: PageTable, y: float) -> bool:
    """Whether no rule parts the columns at a height, although the table goes on above it or below it: the band of a
    phase, whose words stand in none of the columns of the chart."""
    rules = _between(page, table)
    if any(rule.start < y < rule.end for rule in rules) or not any(rule.start > y for rule in rules):
        return False
    left = table.columns[0].x0
    return any(abs(rule.at - left) < _LEVEL and rule.start < y < rule.end for rule in page.upright)


def _below_band(page: RuledPage, table: PageTable, at: float) -> float | None:
    """Where the columns go on below a band that begins at a height; None = there is none."""
    starts = [rule.start for rule in _between(page, table) if rule.start > at + 1]
    return min(starts) if starts and _is_band(page, table, at + 2) else None


def _edges(page: RuledPage, main: ColumnRead, table: PageTable) -> list[float]:
    """Where the rows begin and end: the level rules that cross the column of the uraian from side to side."""
    reach = _reach(page, main, table)
    found = [table.top]
    for rule in sorted(page.level, key=lambda one: one.at):
        crosses = rule.start <= main.x0 + 0.12 * (main.x1 - main.x0) and rule.end >= main.x1 - 0.12 * (
            main.x1 - main.x0
        )
        if crosses and found[-1] + 5 < rule.at <= reach + 3 and _parts_rows(page, rule.at, main, table):
            found.append(rule.at)
    if reach - found[-1] > 9 and page.words_in(Box(main.x0, found[-1], main.x1, reach)):
        found.append(reach)
    return found


def _parts_rows(page: RuledPage, at: float, main: ColumnRead, table: PageTable) -> bool:
    """Whether a rule in the column of the uraian goes on in any other; else it only parts the words of one row."""
    others = [(column.x0 + column.x1) / 2 for column in table.columns if column is not main]
    level = [rule for rule in page.level if abs(rule.at - at) < _LEVEL]
    return any(rule.start - 1 <= x <= rule.end + 1 for rule in level for x in others)


def _reach(page: RuledPage, main: ColumnRead, table: PageTable) -> float:
    """How far down the sides of the column go on, across the bands of phases too."""
    ends = []
    for side in (main.x0, main.x1):
        at = table.top
        moved = True
        while moved:
            moved = False
            for rule in page.upright:
                if abs(rule.at - side) < 2.5 and rule.start <= at + 4 and rule.end > at + 1:
                    at, moved = rule.end, True
            band = None if moved else _below_band(page, table, at)
            if band is not None:
                at, moved = band, True
        ends.append(at)
    return max(ends)


def _goes_on(page: RuledPage, column: ColumnRead, top: float, table_top: float) -> bool:
    """Whether no rule parts a cell from the one above it."""
    if top <= table_top + 2:
        return False
    middle = (column.x0 + column.x1) / 2
    return not any(abs(r.at - top) < _LEVEL and r.start - 1 <= middle <= r.end + 1 for r in page.level)


def is_number(text: str) -> bool:
    """Whether a row's first cell holds a number and nothing else."""
    return bool(_NUMBER.fullmatch(text))
