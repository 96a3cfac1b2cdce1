"""The step graph of one procedure: the chart's table, its symbols and its links.

This is the one thing that every chart output is made from (HTML table, SVG, later paper, BPMN,
Graphviz). It is plain data without any geometry. ``bagan.py`` makes it from the checked model;
everything else in ``flow`` only reads it.

The terms are those of PermenPAN-RB 35/2012: *baris* = one row of the table (one langkah), *kolom* =
one pelaksana, *simbol* = a capsule, box or diamond in a cell, *alur* = an arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

JenisSimbol = Literal["terminator", "proses", "keputusan"]


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One pelaksana column. ``kelompok`` is the head above it ("" = none); neighbours that share
    a kelompok share one head cell."""

    id: str
    nama: str
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One text cell of a row. ``butir`` are its paragraphs or list items, () = not filled in.

    ``rentang`` is the number of rows the cell covers; 0 = covered by the cell above.
    ``tautan`` names the page behind an item, such as a blank form or another SOP.
    """

    butir: tuple[str, ...] = ()
    rentang: int = 1
    tautan: tuple[tuple[str, str], ...] = ()  # (item text, target key such as "formulir/<slug>")


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row: its number as printed ("" = without a number), its kegiatan and its text cells.

    ``kode`` names the row in URLs and anchors, unique in the SOP. ``mutu`` has one cell for each
    entry of ``Bagan.kepala_mutu``.
    """

    kode: str
    no: str
    uraian: ChartCell
    mutu: tuple[ChartCell, ...] = ()
    keterangan: ChartCell = field(default_factory=ChartCell)


@dataclass(frozen=True, slots=True)
class ChartSymbol:
    """A symbol in the cell (``baris``, ``kolom``), both counted from 0.

    Several symbols may share a cell; then they stand one below the other in the order of the tuple.
    ``nama`` is what a screen reader says ("Langkah 3, keputusan, Verifikator"). ``perkiraan`` =
    the pelaksana was not stated by the source but assumed: drawn dashed, with "?".
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

    ``bersama`` = a plain line without arrowhead between symbols of one joint step; ``atau`` = such
    a line where only one of them acts (either/or; drawn dashed). ``perkiraan`` = the link itself is an
    assumption: drawn dashed.
    """

    dari: str
    ke: str
    label: str = ""
    bersama: bool = False
    atau: bool = False
    perkiraan: bool = False

    @property
    def nama(self) -> str:
        """The link's name in every output, ``from->to``."""
        return f"{self.dari}->{self.ke}"


@dataclass(frozen=True)
class Chart:
    """One chart: a table and the flow drawn in it.

    ``kepala_mutu`` are the heads of the mutu baku columns, left to right, as this SOP names and
    orders them; ``kepala_keterangan`` is "" where the SOP has no such column. ``waktu_ke`` is the
    index of the time column in ``kepala_mutu`` (-1 = none).
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
