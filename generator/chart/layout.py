"""The table round the drawing: which cells there are, how wide the columns and how high the rows.

The cells are the same for SVG, HTML and paper; the sizes follow from a type (``ChartType``) and the texts, measured
with embedded font metrics, and are never smaller than the drawing needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

from generator.chart.low_table import lowest_widths
from generator.chart.router.place import TablePoint
from generator.chart.router.route import Drawing
from generator.chart.style import ChartType
from generator.chart.widths import BELUM_DIISI, ColumnWidths, body_cells, lines_of
from generator.steps.graph import Chart, ChartCell
from generator.text.hanging_text import placed
from generator.text.measure import MeasuredText, wrap

Box = tuple[float, float, float, float]
"""Left, top, width and height (px)."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head cell.

    baris, kolom                    its place in head rows and table columns, from 0
    rentang_baris, rentang_kolom    how many of each it covers
    peran                           "no", "uraian", "pelaksana", "mutu", "keterangan", "kelompok" (a head over heads),
                                    or "nomor" (the number of a column)
    indeks                          of the pelaksana or mutu column
    """

    teks: str
    baris: int
    kolom: int
    rentang_baris: int
    rentang_kolom: int
    peran: str
    indeks: int = 0


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A text cell of the body.

    baris, kolom    its place in body rows and table columns, from 0
    rentang         how many rows it covers
    teks            its lines as they break
    kosong          they only say that it is not filled in
    masuk           how far in from the edge each line starts (px)
    """

    baris: int
    kolom: int
    rentang: int
    peran: str
    sel: ChartCell
    teks: tuple[str, ...]
    kosong: bool
    masuk: tuple[float, ...]


class PhaseBand(NamedTuple):
    """The band of a phase: the row before which it stands, its lines as they break, and its place."""

    baris: int
    teks: tuple[str, ...]
    kotak: Box


@dataclass(frozen=True)
class TableLayoutPx:
    """A laid-out table (px). Column 0 is No, 1 the kegiatan, then the pelaksana, mutu baku and keterangan.

    lebar           width of each column
    tinggi_kepala   height of each head row
    tinggi          height of each body row
    tinggi_fase     height of the band before each body row, 0 = none
    x               where each column starts and where the last one ends
    y               the same of the body rows; the head is above, and the band of a row right before it
    """

    tabel: MeasuredTable
    drawing: Drawing
    huruf: ChartType
    lebar: tuple[float, ...]
    tinggi_kepala: tuple[float, ...]
    tinggi: tuple[float, ...]
    tinggi_fase: tuple[float, ...]
    x: tuple[float, ...] = field(init=False)
    y: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", (0.0, *accumulate(self.lebar)))
        y, end = [], sum(self.tinggi_kepala)
        for band, height in zip(self.tinggi_fase, self.tinggi, strict=True):
            y.append(end + band)
            end += band + height
        object.__setattr__(self, "y", (*y, end))

    @property
    def bagan(self) -> Chart:
        """The chart whose table this is."""
        return self.tabel.bagan

    @property
    def head_cells(self) -> tuple[HeadCell, ...]:
        """The head cells."""
        return self.tabel.kepala

    @cached_property
    def body_cells(self) -> tuple[BodyCell, ...]:
        """The text cells of the body with their lines."""
        rooms, em = [self.huruf.room(lebar) for lebar in self.lebar], self.huruf.ukuran * self.huruf.aman
        cells = []
        for cell in self.tabel.isi:
            lines = [line for teks in cell.alinea for line in placed(teks, rooms[cell.kolom])]
            if cell.kosong:
                lines = [(0.0, BELUM_DIISI)]
            words, starts = tuple([line for _, line in lines]), tuple([round(start * em, 2) for start, _ in lines])
            cells.append(BodyCell(*cell[:5], words, cell.kosong, starts))
        return tuple(cells)

    @property
    def bands(self) -> tuple[PhaseBand, ...]:
        """The bands of the phases."""
        room = self.huruf.head_room(self.lebar[0] + self.lebar[1])
        return tuple(
            PhaseBand(r, tuple(wrap(baris.fase, room, 1, bold=True)), (0.0, self.y[r] - height, self.x[-1], height))
            for r, (baris, height) in enumerate(zip(self.bagan.baris, self.tinggi_fase, strict=True))
            if height
        )

    @property
    def heights_with_bands(self) -> list[float]:
        """The height of each body row with the band before it: what a sheet needs for it."""
        return [band + height for band, height in zip(self.tinggi_fase, self.tinggi, strict=True)]

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """From where to where the rules between the columns run: no band breaks a stretch."""
        edges = [0, *(r for r, band in enumerate(self.tinggi_fase) if band and r), len(self.tinggi)]
        return [(self.y[a], self.y[b - 1] + self.tinggi[b - 1]) for a, b in pairwise(edges) if b > a]

    def head_box(self, cell: HeadCell) -> Box:
        """Where a head cell stands."""
        top = sum(self.tinggi_kepala[: cell.baris])
        height = sum(self.tinggi_kepala[cell.baris : cell.baris + cell.rentang_baris])
        left = self.x[cell.kolom]
        return left, top, self.x[cell.kolom + cell.rentang_kolom] - left, height

    def body_box(self, cell: BodyCell) -> Box:
        """Where a text cell of the body stands."""
        top, last = self.y[cell.baris], cell.baris + cell.rentang - 1
        return self.x[cell.kolom], top, self.lebar[cell.kolom], self.y[last] + self.tinggi[last] - top

    def point(self, place: TablePoint) -> tuple[float, float]:
        """A logical point of the drawing in px of the table."""
        (column, fraction, shift), y = place
        return self.x[column + 2] + fraction * self.lebar[column + 2] + shift, y.at(self.y, self.tinggi)


def lay_out(bagan: Chart, rencana: Drawing, huruf: ChartType | None = None, lebar: float = 0) -> TableLayoutPx:
    """Lay the table out. With ``lebar`` it is that wide (px), if its columns can be, and as low as it can be."""
    tabel, huruf = MeasuredTable(bagan), huruf or ChartType()
    widths = tabel.lowest(rencana, huruf, lebar) if lebar else tabel.kolom.natural(rencana, huruf)
    return tabel.lay_out(rencana, huruf, widths)


def head_cells(bagan: Chart) -> list[HeadCell]:
    """The head, nested as the SOP has it: one to three rows of heads, and a row of column numbers if it has one."""
    n, m = len(bagan.kolom), len(bagan.kepala_mutu)
    top = 1 if bagan.kepala_pelaksana else 0
    rows = max(2 if m else 1, top + (2 if any(k.kelompok for k in bagan.kolom) else 1))
    cells = [HeadCell(bagan.kepala_no, 0, 0, rows, 1, "no"), HeadCell(bagan.kepala_uraian, 0, 1, rows, 1, "uraian")]
    if top:
        cells.append(HeadCell(bagan.kepala_pelaksana, 0, 2, 1, n, "kelompok"))
    if m:
        cells.append(HeadCell(bagan.kepala_kelompok_mutu, 0, 2 + n, 1, m, "kelompok"))
    if bagan.kepala_keterangan:
        cells.append(HeadCell(bagan.kepala_keterangan, 0, 2 + n + m, rows, 1, "keterangan"))
    for c, kolom in enumerate(bagan.kolom):
        if kolom.kelompok and (c == 0 or bagan.kolom[c - 1].kelompok != kolom.kelompok):
            span = next((k for k in range(c, n) if bagan.kolom[k].kelompok != kolom.kelompok), n) - c
            cells.append(HeadCell(kolom.kelompok, top, 2 + c, 1, span, "kelompok"))
    for c, kolom in enumerate(bagan.kolom):
        row = top + (1 if kolom.kelompok else 0)
        cells.append(HeadCell(kolom.nama, row, 2 + c, rows - row, 1, "pelaksana", c))
    cells += [HeadCell(nama, 1, 2 + n + k, rows - 1, 1, "mutu", k) for k, nama in enumerate(bagan.kepala_mutu)]
    if bagan.nomor_kolom:
        count = 2 + n + m + bool(bagan.kepala_keterangan)
        cells += [HeadCell(f"({c + 1})", rows, c, 1, 1, "nomor") for c in range(count)]
    return sorted(cells, key=lambda cell: (cell.baris, cell.kolom))


class MeasuredTable:
    """The table of a chart, whose texts are measured once: it can be laid out in any type and any widths.

    ``kepala`` are its head cells, ``isi`` the text cells of its body that are not covered by the one above, and
    ``kolom`` says how wide its columns should be.
    """

    def __init__(self, bagan: Chart) -> None:
        self.bagan = bagan
        self.kepala = tuple(head_cells(bagan))
        cells = body_cells(bagan)
        self.isi = [cell for cell in cells if cell.rentang]
        self.kolom = ColumnWidths(bagan, cells)
        heads = [(cell, MeasuredText(cell.teks, bold=True)) for cell in self.kepala]
        self._fase = [MeasuredText(baris.fase, bold=True) if baris.fase else None for baris in bagan.baris]
        self._heads = sorted(heads, key=lambda head: head[0].rentang_baris)
        self._single = [cell for cell in self.isi if cell.rentang == 1]
        self._merged = sorted([cell for cell in self.isi if cell.rentang > 1], key=lambda cell: cell.rentang)

    def lay_out(self, rencana: Drawing, huruf: ChartType, widths: Sequence[float]) -> TableLayoutPx:
        """The table with columns of these ``widths`` (px)."""
        heights = (
            self._head_heights(widths, huruf),
            self._row_heights(rencana, widths, huruf),
            self._bands(widths, huruf),
        )
        return TableLayoutPx(self, rencana, huruf, tuple(widths), *heights)

    def lowest(self, rencana: Drawing, huruf: ChartType, lebar: float, natural: bool = False) -> list[float]:
        """The widths of the columns (px) for a table ``lebar`` wide and as low as can be; ``natural``: none is narrower
        than it is by nature. Wider than ``lebar`` where the words need it."""
        least = self.kolom.natural(rencana, huruf) if natural else self.kolom.least(rencana, huruf)
        given = lowest_widths(least, lebar, rencana.tinggi_min, self.isi, huruf)
        return self.kolom.stretched(given, lebar)

    def _head_heights(self, widths: Sequence[float], huruf: ChartType) -> tuple[float, ...]:
        """The height of each head row."""
        heights = [0.0] * max(cell.baris + cell.rentang_baris for cell in self.kepala)
        for cell, teks in self._heads:
            count = teks.count(huruf.head_room(sum(widths[cell.kolom : cell.kolom + cell.rentang_kolom])))
            _grow(heights, cell.baris, cell.rentang_baris, count * huruf.baris + 1.7 * huruf.isi_y)
        return tuple([float(ceil(height)) for height in heights])

    def _bands(self, widths: Sequence[float], huruf: ChartType) -> tuple[float, ...]:
        """The height of the band before each body row: its words stand over No and kegiatan, where no arrow runs."""
        room = huruf.head_room(widths[0] + widths[1])
        counts = [teks.count(room) if teks else 0 for teks in self._fase]
        return tuple([float(ceil(count * huruf.baris + 1.2 * huruf.isi_y)) if count else 0.0 for count in counts])

    def _row_heights(self, rencana: Drawing, widths: Sequence[float], huruf: ChartType) -> tuple[float, ...]:
        """The height of each body row: its texts, and never less than the drawing needs."""
        heights, rooms = list(rencana.tinggi_min), [huruf.room(width) for width in widths]
        line, edges = huruf.baris, 2 * huruf.isi_y
        for cell in self._single:
            row = cell.baris
            missing = lines_of(cell, rooms[cell.kolom]) * line + edges - heights[row]
            if missing > 0:
                heights[row] += missing
        for cell in self._merged:
            _grow(heights, cell.baris, cell.rentang, lines_of(cell, rooms[cell.kolom]) * line + edges)
        return tuple([float(ceil(height)) for height in heights])


def _grow(heights: list[float], first: int, span: int, needed: float) -> None:
    """Make ``span`` rows high enough for ``needed``; what is missing goes to the last of them."""
    missing = needed - sum(heights[first : first + span])
    if missing > 0:
        heights[first + span - 1] += missing
