"""Rows that no sheet can hold go on on the next one: as rows of their own, whose cells say "(lanjutan)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.chart.cut import LANJUTAN
from generator.chart.layout import TableLayoutPx
from generator.data.blocks import blocks
from generator.data.italics import closed, rich
from generator.steps.graph import BLANK, Chart, ChartCell, ChartRow
from generator.text.measure import MeasuredText


@dataclass(frozen=True, slots=True)
class SplitChart:
    """A chart whose rows are no higher than a sheet; ``numbers``: which row of the whole chart each of its rows is."""

    bagan: Chart
    numbers: tuple[str, ...]


def split_rows(whole: TableLayoutPx, limit: float) -> SplitChart:
    """The chart of a laid-out table, where rows whose words make them higher than ``limit`` (px) are several rows."""
    bagan = whole.bagan
    lines = max(3, int((limit - 2 * whole.huruf.isi_y) / whole.huruf.baris) - 1)
    tall = {row for row, height in enumerate(whole.tinggi) if height > limit}
    if not tall:
        return SplitChart(bagan, tuple(map(str, range(len(bagan.baris)))))
    columns = {cell.kolom: whole.huruf.room(whole.lebar[cell.kolom]) for cell in whole.tabel.isi}
    parts = {row: _pieces(bagan, row, columns, lines) for row in tall}
    rows: list[ChartRow] = []
    numbers: list[str] = []
    starts: list[int] = []
    for row, baris in enumerate(bagan.baris):
        starts.append(len(rows))
        pieces = parts.get(row, [baris])
        rows += pieces
        numbers += [str(row), *(f"{row}-{part}" for part in range(1, len(pieces)))]
    symbols = tuple(replace(simbol, baris=starts[simbol.baris]) for simbol in bagan.simbol)
    return SplitChart(replace(bagan, baris=_spans(bagan, rows, starts), simbol=symbols), tuple(numbers))


def _spans(bagan: Chart, rows: list[ChartRow], starts: Sequence[int]) -> tuple[ChartRow, ...]:
    """The rows, where a merged cell covers also what its rows were split into."""
    ends = [*starts[1:], len(rows)]

    def grown(cell: ChartCell, row: int) -> ChartCell:
        if cell.rentang < 2:
            return cell
        last = min(row + cell.rentang, len(bagan.baris)) - 1
        return replace(cell, rentang=ends[last] - starts[row])

    found = list(rows)
    for row, start in enumerate(starts):
        one = rows[start]
        found[start] = replace(
            one, uraian=grown(one.uraian, row), mutu=tuple(grown(cell, row) for cell in one.mutu),
            keterangan=grown(one.keterangan, row),
        )  # fmt: skip
    return tuple(found)


def _pieces(bagan: Chart, row: int, rooms: dict[int, float], lines: int) -> list[ChartRow]:
    """A row as several; the first has its number and symbols."""
    baris, first_mutu = bagan.baris[row], 2 + len(bagan.kolom)
    uraian = _split(baris.uraian, rooms.get(1, 0), lines)
    mutu = [_split(cell, rooms.get(first_mutu + k, 0), lines) for k, cell in enumerate(baris.mutu)]
    keterangan = _split(baris.keterangan, rooms.get(first_mutu + len(mutu), 0), lines)
    count = max(len(cells) for cells in (uraian, keterangan, *mutu))

    def piece(cells: list[ChartCell], n: int) -> ChartCell:
        if n < len(cells):
            return cells[n]
        # Below a merged cell, which covers it, or below one that ended earlier.
        return ChartCell(rentang=0) if cells[0].rentang != 1 else BLANK

    return [
        replace(
            baris,
            kode=baris.kode if not n else "",
            no=baris.no if not n else "",
            uraian=piece(uraian, n),
            mutu=tuple(piece(cells, n) for cells in mutu),
            keterangan=piece(keterangan, n),
            fase=baris.fase if not n else "",
        )
        for n in range(count)
    ]


def _split(cell: ChartCell, room: float, lines: int) -> list[ChartCell]:
    """A cell as several of at most ``lines`` lines each; a merged one stays whole."""
    if cell.rentang != 1 or not room:
        return [cell]
    parts: list[list[str]] = [[]]
    used = 0
    for item in cell.butir:
        begun = False  # whether this item stands in the part at hand already
        for line in blocks(rich(item)):
            rest = line.whole
            while rest:
                if used >= lines:
                    parts.append([])
                    used, begun = 1, False
                    rest = f"{LANJUTAN} {rest}"
                taken, rest, count = _take(rest, room * 0.94, lines - used)
                taken, rest = closed((taken, rest))
                used += count
                if begun:
                    parts[-1][-1] += f"\n{taken}"
                else:
                    parts[-1].append(taken)
                begun = True
    return [replace(cell, butir=tuple(part)) for part in parts if part] or [cell]


def _take(text: str, room: float, lines: int) -> tuple[str, str, int]:
    """What of a text fills so many lines, what is left of it, and how many lines it filled. Nothing of it is lost
    between them but the space at which it breaks."""
    broken = MeasuredText(text).lines(room)
    if len(broken) <= lines:
        return text, "", len(broken)
    wanted = sum(len("".join(line.split())) for line in broken[:lines])
    place = 0
    for place, char in enumerate(text):  # noqa: B007
        if not wanted:
            break
        wanted -= not char.isspace()
    return text[:place].rstrip(), text[place:].lstrip(), lines
