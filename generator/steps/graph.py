"""The step graph of one procedure: the chart's table, its symbols and its links.

This is the one thing that every chart output is made from (HTML table, SVG, paper, BPMN, swimlane). It is plain data
without any geometry. ``chart_table.py`` makes it from the checked model; everything else only reads it.

The terms are those of PermenPAN-RB 35/2012: *baris* = one row of the table (one langkah), *kolom* =
one pelaksana, *simbol* = a capsule, box or diamond in a cell, *alur* = an arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

OPSIONAL = "opsional"
"""Said of a way that may be left out."""
JenisSimbol = Literal["terminator", "proses", "keputusan"]


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One pelaksana column; in a table without lanes the one column of all symbols, whose id is "".

    kelompok    the head above it, "" = none; neighbours that share it share one head cell
    """

    id: str
    nama: str
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One text cell of a row.

    butir       its paragraphs or list items, () = not filled in
    rentang     how many rows it covers; 0 = it is covered by the cell above
    tautan      (text of an item, key of the page behind it, such as "formulir/<slug>")
    """

    butir: tuple[str, ...] = ()
    rentang: int = 1
    tautan: tuple[tuple[str, str], ...] = ()


BLANK = ChartCell(("",))
"""A cell with nothing in it, and nothing missing."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of the table.

    kode        its name in addresses and anchors, unique in the SOP
    no          its number as printed, "" = none
    mutu        one cell for each entry of ``Chart.kepala_mutu``
    fase        what the band across the table says that stands right before it, "" = none
    """

    kode: str
    no: str
    uraian: ChartCell
    mutu: tuple[ChartCell, ...] = ()
    keterangan: ChartCell = field(default_factory=ChartCell)
    fase: str = ""


@dataclass(frozen=True, slots=True)
class ChartSymbol:
    """A symbol in a cell; several in one cell stand one below the other in the order of the tuple.

    baris, kolom    the cell, both counted from 0
    nama            what a screen reader says: "Langkah 3, keputusan, Verifikator"
    teks            its own words, "" = none
    perkiraan       the source does not state its pelaksana: drawn dashed, with "?"
    """

    id: str
    jenis: JenisSimbol
    baris: int
    kolom: int
    nama: str
    teks: str = ""
    perkiraan: bool = False


@dataclass(frozen=True, slots=True)
class ChartArrow:
    """An arrow from symbol ``dari`` to symbol ``ke``.

    label       its words, such as "Ya"; "" = none
    bersama     a plain line without arrowhead between the symbols of one joint step
    atau        such a line where only one of them acts: drawn dashed
    perkiraan   the link itself is an assumption: drawn dashed
    opsional    this way may be left out: drawn in long dashes with an open head
    """

    dari: str
    ke: str
    label: str = ""
    bersama: bool = False
    atau: bool = False
    perkiraan: bool = False
    opsional: bool = False

    @property
    def nama(self) -> str:
        """The link's name in every output, ``from->to``."""
        return f"{self.dari}->{self.ke}"

    @property
    def label_in_words(self) -> str:
        """The label for a picture without a legend: it says too that this way may be left out."""
        return " ".join(filter(None, (self.label, f"({OPSIONAL})" if self.opsional else "")))


@dataclass(frozen=True)
class Chart:
    """One chart: a table and the flow drawn in it.

    id                  unique among all charts of the site
    kepala_pelaksana    head over the pelaksana columns, "" = none
    nomor_kolom         a row of column numbers stands under the heads
    kepala_mutu         heads of the mutu baku columns, left to right, as this SOP names and orders them
    waktu_ke            index of the time column in ``kepala_mutu``, -1 = none
    kepala_keterangan   "" = the SOP has no such column
    catatan_kaki        (mark, words) of each footnote
    simbol_berisi       its symbols are filled
    sambungan_nomor     connectors between sheets bear the number of the step at the other end, not a letter
    """

    id: str
    judul: str
    kolom: tuple[ChartColumn, ...]
    baris: tuple[ChartRow, ...]
    simbol: tuple[ChartSymbol, ...]
    alur: tuple[ChartArrow, ...]
    kepala_no: str = "No"
    kepala_uraian: str = "Kegiatan"
    kepala_pelaksana: str = "Pelaksana"
    kepala_kelompok_mutu: str = "Mutu Baku"
    kepala_mutu: tuple[str, ...] = ("Kelengkapan", "Waktu", "Output")
    waktu_ke: int = 1
    kepala_keterangan: str = "Keterangan"
    catatan_kaki: tuple[tuple[str, str], ...] = ()
    nomor_kolom: bool = False
    sambungan_nomor: bool = False
    simbol_berisi: bool = False

    def arrows_in(self, id: str) -> tuple[ChartArrow, ...]:
        """The arrows that end in symbol ``id`` (joint lines excluded)."""
        return tuple(self._arrows_in[id])

    def arrows_out(self, id: str) -> tuple[ChartArrow, ...]:
        """The arrows that leave symbol ``id`` (joint lines excluded)."""
        return tuple(self._arrows_out[id])

    @cached_property
    def symbols_by_id(self) -> Mapping[str, ChartSymbol]:
        """The symbols by their id."""
        return {simbol.id: simbol for simbol in self.simbol}

    @cached_property
    def joint_lines(self) -> tuple[ChartArrow, ...]:
        """The lines that join the symbols of joint steps."""
        return tuple(alur for alur in self.alur if alur.bersama)

    @cached_property
    def joint_heads(self) -> Mapping[str, str]:
        """For each symbol the symbol that leads its joint step; itself where it is alone."""
        head = {simbol.id: simbol.id for simbol in self.simbol}
        for alur in self.joint_lines:
            old, new = head[alur.ke], head[alur.dari]
            head = {id: new if h == old else h for id, h in head.items()}
        return head

    @cached_property
    def _arrows_in(self) -> Mapping[str, list[ChartArrow]]:
        return self._arrows(lambda alur: alur.ke)

    @cached_property
    def _arrows_out(self) -> Mapping[str, list[ChartArrow]]:
        return self._arrows(lambda alur: alur.dari)

    def _arrows(self, end: Callable[[ChartArrow], str]) -> Mapping[str, list[ChartArrow]]:
        """The arrows of each symbol, by one of their ends."""
        found: dict[str, list[ChartArrow]] = {simbol.id: [] for simbol in self.simbol}
        for alur in self.alur:
            if not alur.bersama:
                found[end(alur)].append(alur)
        return found
