"""The text cells of a chart's table, measured, and how wide they want its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from generator.chart.router.route import Drawing
from generator.chart.style import ChartType
from generator.data.blocks import listed
from generator.steps.graph import Chart, ChartCell
from generator.text.hanging_text import measured
from generator.text.measure import MeasuredText, em_width

BELUM_DIISI = "belum diisi"
KEGIATAN = 150
"""The kegiatan is no narrower than this (px)."""
BARIS_TERBANYAK = 9
"""A text column grows, up to twice its width, before its longest cell takes more lines than this."""


class MeasuredCell(NamedTuple):
    """A text cell of the body: its row, its column in the table, how many rows it covers (0 = it is covered itself),
    what its column holds, the paragraphs of its items measured, and whether it is an empty one that should be filled
    in."""

    baris: int
    kolom: int
    rentang: int
    peran: str
    sel: ChartCell
    alinea: tuple[MeasuredText, ...]
    kosong: bool


def body_cells(bagan: Chart) -> list[MeasuredCell]:
    """All text cells of the body, row by row."""
    n, m, rows = len(bagan.kolom), len(bagan.kepala_mutu), len(bagan.baris)
    mutu = [(2 + n + k, "waktu" if k == bagan.waktu_ke else "mutu") for k in range(m)]
    found = []
    for r, baris in enumerate(bagan.baris):
        cells = [(0, "no", ChartCell((baris.no,) if baris.no else ())), (1, "uraian", baris.uraian)]
        cells += [(*place, sel) for place, sel in zip(mutu, baris.mutu, strict=True)]
        if bagan.kepala_keterangan:
            cells.append((2 + n + m, "keterangan", baris.keterangan))
        for column, peran, sel in cells:
            bullets = bullets_of(peran, sel.butir)
            parts = zip(sel.butir, bullets, strict=True)
            items = tuple([teks for item, bullet in parts for teks in measured(item, bullet)])
            empty = not sel.butir and peran in ("mutu", "waktu", "uraian")
            found.append(MeasuredCell(r, column, min(sel.rentang, rows - r), peran, sel, items, empty))
    return found


def bullets_of(peran: str, butir: Sequence[str]) -> list[bool]:
    """Which items of a cell have a bullet before them; those of the kegiatan are its paragraphs."""
    return listed(butir) if len(butir) > 1 and peran in ("mutu", "keterangan") else [False] * len(butir)


def lines_of(cell: MeasuredCell, room: float) -> int:
    """How many lines a cell has in a column with ``room`` for text (em)."""
    if len(cell.alinea) == 1:
        return cell.alinea[0].count(room)
    return 1 if cell.kosong else sum([teks.count(room) for teks in cell.alinea])


class _TextColumn:
    """A text column, measured in em: the widest word of its head and of its cells, and for each number of rows that a
    cell covers the length of the longest such cell."""

    def __init__(self, kepala: str) -> None:
        self.kepala = _widest_word(kepala, bold=True)
        self.kata = 0.0
        self.panjang: dict[int, float] = {}

    def add(self, cell: MeasuredCell) -> None:
        """Take a cell of the column into account."""
        rows, length = cell.sel.rentang, (len(cell.alinea) - 1) * em_width(" ")
        if cell.kosong:
            self.kata = max(self.kata, em_width(BELUM_DIISI))
        for teks in cell.alinea:
            length += teks.length
            self.kata = max(self.kata, teks.widest)
        if cell.peran == "uraian":  # the rows of the actor chosen on the page stand in bold
            bold = [teks for item in cell.sel.butir for teks in measured(item, bold=True)]
            self.kata = max([self.kata, *(teks.widest for teks in bold)])
        self.panjang[rows] = max(length, self.panjang.get(rows, 0.0))


class ColumnWidths:
    """How wide the columns of a chart should be, for any type."""

    def __init__(self, bagan: Chart, isi: Sequence[MeasuredCell]) -> None:
        self.bagan = bagan
        after = [*bagan.kepala_mutu, *([bagan.kepala_keterangan] if bagan.kepala_keterangan else [])]
        texts = {0: _TextColumn(bagan.kepala_no), 1: _TextColumn(bagan.kepala_uraian)}
        texts |= {2 + len(bagan.kolom) + k: _TextColumn(head) for k, head in enumerate(after)}
        for cell in isi:
            texts[cell.kolom].add(cell)
        self._texts = list(texts.values())
        self._names = [_widest_word(kolom.nama, bold=True) for kolom in bagan.kolom]
        self._groups = [(first, count, _widest_word(text, bold=True)) for first, count, text in _groups(bagan)]

    def natural(self, rencana: Drawing, huruf: ChartType) -> list[float]:
        """The natural width of each column (px)."""
        bagan = self.bagan
        mutu = [huruf.lebar_waktu if k == bagan.waktu_ke else huruf.lebar_mutu for k in range(len(bagan.kepala_mutu))]
        usual = [huruf.lebar_no, huruf.lebar_uraian, *mutu, huruf.lebar_keterangan]
        texts = [_text_width(column, width, huruf) for column, width in zip(self._texts, usual, strict=False)]
        return self._whole(rencana, huruf, texts)

    def least(self, rencana: Drawing, huruf: ChartType) -> list[float]:
        """The width of each column (px) that keeps every word whole, and the kegiatan readable."""
        texts = [_word_width(column, huruf) for column in self._texts]
        texts[0], texts[1] = max(texts[0], min(huruf.lebar_no, 28)), max(texts[1], min(huruf.lebar_uraian, KEGIATAN))
        return self._whole(rencana, huruf, texts)

    def _whole(self, rencana: Drawing, huruf: ChartType, texts: list[float]) -> list[float]:
        """The widths of all columns, given those of the text columns."""
        narrow = rencana.gaya.largest[0] + 2 * rencana.gaya.jarak_x
        names = [_head_width(name, huruf) for name in self._names]
        even = max(min(huruf.lebar_pelaksana, narrow), *names) if huruf.lebar_pelaksana else 0.0
        actors = [max(width, name, even) for width, name in zip(rencana.lebar_min, names, strict=True)]
        return self._under_groups([*texts[:2], *actors, *texts[2:]], huruf)

    def _under_groups(self, widths: list[float], huruf: ChartType) -> list[float]:
        """Columns at least so wide that the heads over several of them keep their words whole."""
        for first, count, word in self._groups:
            missing = _head_width(word, huruf) - sum(widths[first : first + count])
            if missing > 0:
                widths[first : first + count] = [width + missing / count for width in widths[first : first + count]]
        return [float(ceil(width)) for width in widths]

    def stretched(self, widths: list[float], lebar: float) -> list[float]:
        """``widths`` with what is left of ``lebar`` (px) shared out: most to the kegiatan, less to the other texts, a
        little to the pelaksana."""
        bagan, n = self.bagan, len(self.bagan.kolom)
        spare = lebar - sum(widths)
        if spare <= 0:
            return widths
        texts = [1.2] * len(bagan.kepala_mutu) + [0.9] * bool(bagan.kepala_keterangan)
        texts = [part if column.kata else 0.0 for part, column in zip(texts, self._texts[2:], strict=True)]
        share = [0.0, 2.5, *[1.2 / max(n, 3)] * n, *texts]
        if 0 <= bagan.waktu_ke < len(bagan.kepala_mutu):
            share[2 + n + bagan.waktu_ke] = 0.3
        whole = sum(share)
        grown = [int(width + spare * part / whole) for width, part in zip(widths, share, strict=True)]
        grown[1] += int(lebar) - sum(grown)
        return [float(width) for width in grown]


def _groups(bagan: Chart) -> list[tuple[int, int, str]]:
    """The heads over several heads, and the words of bands over No and kegiatan: first column of the table, how many
    columns, text."""
    n, m = len(bagan.kolom), len(bagan.kepala_mutu)
    found = [(2, n, bagan.kepala_pelaksana), *([(2 + n, m, bagan.kepala_kelompok_mutu)] if m else [])]
    found += [(0, 2, baris.fase) for baris in bagan.baris if baris.fase]
    at = 2
    for kelompok, kolom in groupby(bagan.kolom, key=lambda kolom: kolom.kelompok):
        count = len(list(kolom))
        found += [(at, count, kelompok)] if kelompok else []
        at += count
    return found


def _widest_word(text: str, bold: bool = False) -> float:
    """The room that keeps every word of a text whole (em)."""
    return MeasuredText(text, bold).widest


def _text_width(column: _TextColumn, usual: float, huruf: ChartType) -> float:
    """The natural width of a text column (px): ``usual`` or more, to keep words whole and long cells low."""
    edges = 2 * huruf.isi_x + huruf.garis
    word = column.kata * huruf.ukuran * huruf.aman + edges + 0.5
    if not column.kata:
        return _head_width(column.kepala, huruf)
    width = max(usual, _head_width(column.kepala, huruf), min(word, 1.5 * usual))
    longest = max((em * huruf.ukuran / max(rows, 1) for rows, em in column.panjang.items()), default=0)
    return max(width, word, min(longest * huruf.aman / BARIS_TERBANYAK + edges, 2 * width))


def _word_width(column: _TextColumn, huruf: ChartType) -> float:
    """The width (px) that keeps every word of a text column whole."""
    word = column.kata * huruf.ukuran * huruf.aman + 2 * huruf.isi_x + huruf.garis + 0.5 if column.kata else 0.0
    return max(word, _head_width(column.kepala, huruf))


def _head_width(widest: float, huruf: ChartType) -> float:
    """The width (px) that a head cell needs to keep its ``widest`` word (em) whole."""
    return widest * huruf.kepala * huruf.aman + 2 * huruf.isi_x + huruf.garis
