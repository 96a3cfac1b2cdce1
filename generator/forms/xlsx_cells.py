"""Cells of a worksheet as laid out, and what goes into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.data.field_kinds import FIELD_KINDS, FieldKind
from generator.data.formulir import FormField
from generator.forms.field_limits import FieldLimits, limits_of
from generator.forms.xlsx_grid import text_height

Gaya = Literal[
    "pemerintah", "instansi", "judul", "alamat", "lanjutan", "subjudul", "teks", "label", "label_dalam", "kecil",
    "kepala", "angka_kolom", "nomor", "tercetak", "isian", "ttd", "tengah",
]  # fmt: skip
"""What a cell is: decides how it looks (``xlsx_formats.py``)."""

HURUF: dict[Gaya, float] = {"judul": 14, "instansi": 11, "subjudul": 10.5, "tercetak": 9, "kecil": 8, "angka_kolom": 8}
"""Size of letters where it is not 10 points."""
CENTANG = "✓"
"""What a ticked cell holds."""
BARIS = 6.5
"""Height of a row, mm."""
_KECIL = 4.6
"""Height of a row of small print, mm."""


@dataclass(frozen=True, slots=True)
class CellInput:
    """What a cell takes. ``nama``: the name by which programs find it; ``baris_tabel``: it is a part of a table;
    ``limits``: what may be written, None = what its kind takes."""

    nama: str
    label: str
    jenis: str
    wajib: bool = False
    petunjuk: str = ""
    satuan: str = ""
    pilihan: tuple[str, ...] = ()
    lainnya: bool = False
    rumus: str | None = None
    id: str = ""
    baris_tabel: bool = False
    limits: FieldLimits | None = None

    @property
    def kind(self) -> FieldKind:
        """What there is to know of its kind."""
        return FIELD_KINDS[self.jenis]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell, or several that are one: rows ``baris``..``baris_akhir`` and columns ``kolom``..``kolom_akhir``."""

    baris: int
    kolom: int
    baris_akhir: int
    kolom_akhir: int
    gaya: Gaya
    teks: str = ""
    isi: CellInput | None = None


@dataclass(slots=True)
class PlannedSheet:
    """A worksheet. ``tepi``: edges of its columns, mm; ``tinggi``: row -> height, mm; ``kepala``: first and last row of
    the head that printed pages repeat; ``deret``: column id -> (first row, last row, column) of its cells; ``hidden``:
    (first row, first column, last row, last column, condition) of cells that show only where the condition holds;
    ``conditions``: the same of columns, by their ids; ``pictures``: some are to be laid on it."""

    nama: str
    tepi: list[float]
    sel: list[SheetCell] = field(default_factory=list)
    tinggi: dict[int, float] = field(default_factory=dict)
    kepala: tuple[int, int] | None = None
    deret: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    wajib: bool = False
    hidden: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    pictures: bool = False

    @property
    def end_column(self) -> int:
        """The column after the last."""
        return len(self.tepi) - 1

    def put(
        self, row: int, start: int, end: int, gaya: Gaya, teks: str = "", isi: CellInput | None = None, rows: int = 1
    ) -> None:
        """A cell between the edges ``start`` and ``end``; the row grows with its text."""
        self.sel.append(SheetCell(row, start, row + rows - 1, end - 1, gaya, teks, isi))
        self.wajib = self.wajib or (isi is not None and isi.wajib)
        self.tinggi.setdefault(row, _KECIL if gaya == "kecil" else BARIS)
        if teks and rows == 1:
            self.grow(row, text_height(teks, self.tepi[end] - self.tepi[start], HURUF.get(gaya, 10)))

    def grow(self, row: int, height: float) -> None:
        """The row is at least so high."""
        self.tinggi[row] = max(self.tinggi.get(row, 0.0), height)


def input_of(isian: FormField, name: str, *, in_table: bool = False) -> CellInput:
    """What the cell of a field takes."""
    return CellInput(
        name, isian.label, isian.jenis, isian.wajib, isian.petunjuk or "", isian.satuan or "", isian.pilihan,
        isian.lainnya, isian.rumus, isian.id, in_table, limits_of(isian),
    )  # fmt: skip
