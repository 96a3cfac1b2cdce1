"""The blank form as a piece of HTML: a sheet on screen, clean pages of A4 when printed (formulir.css).

The piece goes inside the page's ``<div class="pg">``. It has no fields to type into: it is made for a pen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.data.formulir import BagianFormulir, Formulir, IsianFormulir, TabelFormulir
from generator.data.proyek import Proyek
from generator.forms.kolom import Kolom, columns, formulas, groups, label_of, row_count

_WIDTH = {"tegak": 182.0, "mendatar": 277.0}
"""Printable width of A4 in mm, with the margins of cetak.css."""
_NUMBER_WIDTH = 9.0
"""The column of row numbers, mm."""
_COLUMN_WIDTH = {
    "teks": 40, "angka": 22, "tanggal": 26, "jam": 18, "pilihan": 36, "centang": 16, "paragraf": 60, "rumus": 18,
    "tanda tangan": 40,
}  # fmt: skip
"""Width of a column for which the form states none, by kind, mm."""
_STACKED_FROM = 3
"""A field of so many lines has its label above them and not beside them."""


@dataclass(frozen=True, slots=True)
class _Kepala:
    """A column as printed. ``lebar``: percent of the table; ``angka``: what stands in the row of column numbers;
    ``tercetak``: its words are printed already."""

    data: IsianFormulir
    nomor: int
    label: str
    lebar: str
    angka: str
    tercetak: bool


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A table as printed; ``kelompok``: the runs of columns under one head; ``nama``: its name for screen readers."""

    data: TabelFormulir
    nama: str
    kelompok: tuple[tuple[str | None, tuple[_Kepala, ...]], ...]
    baris: int
    lebar_nomor: str
    catatan: tuple[str, ...]

    @property
    def kolom(self) -> tuple[_Kepala, ...]:
        """The columns from left to right."""
        return tuple(column for _, run in self.kelompok for column in run)

    @property
    def bertingkat(self) -> bool:
        """Whether some columns share a head, so that the table's head has two rows."""
        return any(head for head, _ in self.kelompok)


@dataclass(frozen=True, slots=True)
class _Bagian:
    data: BagianFormulir
    tabel: _Tabel | None


@dataclass(frozen=True, slots=True)
class _Lembar:
    """A sheet; ``wajib``: it has a required field, so the mark is explained; ``bersambung``: it continues the numbered
    rows of a sheet before."""

    nomor: int
    bagian: tuple[_Bagian, ...]
    wajib: bool
    bersambung: bool


def render(formulir: Formulir, proyek: Proyek, *, logo: str = "") -> str:
    """The form as an HTML element without blank lines; ``logo``: the logo's address as seen from the page, "" = none.

    The form must have passed ``check_formulir``.
    """
    template = _environment().get_template("formulir.html")
    text = template.render(
        formulir=formulir,
        instansi=proyek.instansi,
        logo=logo,
        lembar=_sheets(formulir),
        rumus=formulas(formulir).isian,
    )
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def _sheets(formulir: Formulir) -> list[_Lembar]:
    sheets: list[list[_Bagian]] = [[]]
    for bagian in formulir.bagian:
        if bagian.lembar_baru and sheets[-1]:
            sheets.append([])
        tabel = _table(formulir, bagian, bagian.tabel) if bagian.tabel is not None else None
        sheets[-1].append(_Bagian(bagian, tabel))
    return [_sheet(number, parts) for number, parts in enumerate(sheets, 1)]


def _sheet(number: int, parts: list[_Bagian]) -> _Lembar:
    tables = [part.data.tabel for part in parts if part.data.tabel]
    fields = [field for part in parts for field in (*part.data.isian, *part.data.kanan)]
    fields += [column for tabel in tables for column in tabel.kolom]
    continues = any(tabel.sambungan and tabel.nomor for tabel in tables)
    return _Lembar(number, tuple(parts), any(field.wajib for field in fields), continues)


def _table(formulir: Formulir, bagian: BagianFormulir, tabel: TabelFormulir) -> _Tabel:
    by_id = columns(formulir)
    words = formulas(formulir)
    widths = {c.id: c.lebar or _COLUMN_WIDTH[c.jenis] for c in tabel.kolom}
    number_share = 100 * _NUMBER_WIDTH / _WIDTH[formulir.arah] if tabel.nomor else 0.0
    scale = (100 - number_share) / sum(widths.values())

    def head(column: Kolom) -> _Kepala:
        data = column.data
        number = words.singkat.get(data.id, str(column.nomor))
        width = f"{widths[data.id] * scale:.2f}%"
        return _Kepala(data, column.nomor, label_of(data), width, number, data in tabel.tercetak)

    runs = tuple((title, tuple(head(by_id[c.id]) for c in run)) for title, run in groups(tabel))
    notes = [*words.panjang[tabel.id], *(f"Kolom {by_id[c.id].nomor}: {c.petunjuk}" for c in tabel.kolom if c.petunjuk)]
    name = f"Tabel {bagian.judul or formulir.judul}"
    return _Tabel(tabel, name, runs, row_count(formulir, tabel), f"{number_share:.2f}%", tuple(notes))


def _stacked(isian: IsianFormulir) -> bool:
    """Whether the label stands above the room to write, and not beside it."""
    return isian.baris >= _STACKED_FROM or (isian.jenis == "centang" and bool(isian.pilihan))


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("generator.forms", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"label_of": label_of}
    env.tests |= {"bertumpuk": _stacked}
    return env
