"""The measures of a chart: its symbols, clearances and labels, the type of its table. Unit: px = SVG user unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from generator.steps.graph import Chart, JenisSimbol


@dataclass(frozen=True)
class ChartStyle:
    """One set of measures. Symbols keep these sizes in every output; only lines stretch.

    ``jarak_*`` is the room beside a symbol that is always kept free, ``jejak_*`` the distance between two
    parallel lines (x: side by side, y: one above the other), ``bebas_y`` the room for an arrowhead between a
    symbol and the nearest line above or below it, ``least_label`` the smallest type of a label. ``isi`` says that
    symbols are filled.
    """

    terminator: tuple[float, float]
    proses: tuple[float, float]
    keputusan: tuple[float, float]
    konektor: tuple[float, float]
    jarak_x: float
    jarak_y: float
    bebas_x: float
    bebas_y: float
    jejak_x: float
    jejak_y: float
    huruf_label: float
    panah: float
    least_label: float = 0.0
    isi: bool = False

    def symbol_size(self, jenis: JenisSimbol) -> tuple[float, float]:
        """Width and height of a symbol."""
        return {"terminator": self.terminator, "proses": self.proses, "keputusan": self.keputusan}[jenis]

    @cached_property
    def largest(self) -> tuple[float, float]:
        """Width and height that every symbol fits in."""
        lebar, tinggi = zip(self.terminator, self.proses, self.keputusan, strict=True)
        return max(lebar), max(tinggi)


@dataclass(frozen=True, slots=True)
class ChartType:
    """Type and column widths of one table (px). ``aman`` widens measured texts, for fonts that run wider; ``garis`` is
    the rule beside a cell, where it takes room from the text."""

    ukuran: float = 12
    baris: float = 15
    isi_x: float = 6
    isi_y: float = 7
    kepala: float = 12
    lebar_no: float = 34
    lebar_uraian: float = 210
    lebar_mutu: float = 100
    lebar_waktu: float = 74
    lebar_keterangan: float = 90
    lebar_pelaksana: float = 78
    aman: float = 1.0
    garis: float = 0.0

    def room(self, lebar: float) -> float:
        """The room for text in cells ``lebar`` px wide (em)."""
        return (lebar - 2 * self.isi_x - self.garis) / self.aman / self.ukuran

    def head_room(self, lebar: float) -> float:
        """The same of head cells."""
        return (lebar - 2 * self.isi_x - self.garis) / self.aman / self.kepala


ROOMY = ChartStyle(
    terminator=(46, 24), proses=(44, 26), keputusan=(50, 30), konektor=(24, 26), jarak_x=14, jarak_y=9,
    bebas_x=4, bebas_y=6, jejak_x=5, jejak_y=4.5, huruf_label=11, panah=7,
)  # fmt: skip
TIGHT = ChartStyle(
    terminator=(38, 20), proses=(36, 22), keputusan=(42, 26), konektor=(22, 24), jarak_x=12, jarak_y=9,
    bebas_x=3, bebas_y=6, jejak_x=4.5, jejak_y=4.5, huruf_label=11, panah=6.5,
)  # fmt: skip
#: On paper, where the columns would be too wide even so.
SLIM = replace(
    TIGHT, terminator=(36, 20), proses=(34, 22), keputusan=(38, 26), jarak_x=7, bebas_x=2.5, jejak_x=3.5
)  # fmt: skip
#: From this number of pelaksana on, the symbols are drawn smaller, so that the table still fits a page.
BANYAK_KOLOM = 7


def style_for(bagan: Chart) -> ChartStyle:
    """The measures that suit the number of columns, in the way in which the agency has its symbols."""
    return filled(TIGHT if len(bagan.kolom) >= BANYAK_KOLOM else ROOMY, bagan)


def filled(gaya: ChartStyle, bagan: Chart) -> ChartStyle:
    """These measures for a chart whose symbols are filled, if they are."""
    return replace(gaya, isi=True) if bagan.simbol_berisi else gaya
