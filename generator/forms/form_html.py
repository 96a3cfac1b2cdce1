"""The blank form as a piece of HTML: a sheet on screen, clean pages of the agency's paper when printed (formulir.css).

The piece goes inside the page's ``<div class="pg">``. It has no fields to type into: it is made for a pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from generator.data.formulir import FormField, FormSection, FormTable, Formulir
from generator.data.library import Library
from generator.forms.field_help import FieldHelp, field_help
from generator.forms.form_sheet import form_sheet
from generator.forms.numbered_columns import (
    NumberedColumn,
    Rumus,
    column_head,
    columns,
    formulas,
    groups,
    is_stacked,
    notes_below,
    numbers_of,
    on_sheets,
    row_count,
)
from generator.forms.table_columns import EDGE, TYPE, table_columns
from generator.templates import make_environment
from generator.text.hanging_text import breakable
from generator.text.measure import em_width


@dataclass(frozen=True, slots=True)
class _PrintedHead:
    """A column as printed. ``lebar``: percent of the table; ``mm``: the same in mm; ``angka``: what the row of numbers
    says; ``tercetak``: its words are printed already."""

    data: FormField
    nomor: int
    label: str
    lebar: str
    mm: float
    angka: str
    printed_columns: bool


@dataclass(frozen=True, slots=True)
class _PrintedTable:
    """A table as printed; ``kolom``: the columns from left to right, ``kelompok``: those under one head together;
    ``nama``: its name for screen readers; ``scale``: how much of its normal size the type of its heads has."""

    data: FormTable
    nama: str
    kolom: tuple[_PrintedHead, ...]
    kelompok: tuple[tuple[str | None, tuple[_PrintedHead, ...]], ...]
    baris: int
    lebar_nomor: str
    catatan: tuple[str, ...]
    scale: float

    @property
    def two_storeyed(self) -> bool:
        """Whether some columns share a head, so that the table's head has two rows."""
        return any(head for head, _ in self.kelompok)

    @property
    def width_of(self) -> Mapping[str, float]:
        """The width of each column, by its id (mm)."""
        return {column.data.id: column.mm for column in self.kolom}

    @property
    def ruas(self) -> Iterator[tuple[str, tuple[_PrintedHead, ...]]]:
        """The cells of a row: each printed column by its id, and ("", columns) for blank ones beside each other."""
        for printed, run in groupby(self.kolom, key=lambda column: column.printed_columns):
            columns = tuple(run)
            yield from ((column.data.id, ()) for column in columns) if printed else (("", columns),)


@dataclass(frozen=True, slots=True)
class _PrintedSection:
    """``syarat``: when it is filled in, "" = always."""

    data: FormSection
    tabel: _PrintedTable | None
    syarat: str = ""


@dataclass(frozen=True, slots=True)
class _Lembar:
    """A sheet; ``wajib``: it has a required field, so the mark is explained; ``bersambung``: it continues the numbered
    rows of a sheet before."""

    nomor: int
    bagian: tuple[_PrintedSection, ...]
    wajib: bool
    bersambung: bool


def render(formulir: Formulir, proyek: Library, *, logo: str = "", tanda: str = "", qr: str = "") -> str:
    """The form as an HTML element without blank lines; ``logo``: the logo's address as seen from the page, "" = none;
    ``tanda``: what tells its version ("kode isi 1a2b3c4d"), ``qr`` the same as a picture, "" = it has none.

    The form must have passed ``check_formulir``.
    """
    words = formulas(formulir)
    helps = field_help(formulir)
    template = _environment().get_template("formulir.html")
    text = template.render(
        formulir=formulir,
        instansi=proyek.instansi,
        logo=logo,
        tanda=tanda,
        qr=qr,
        kertas=(sheet := form_sheet(proyek.instansi, formulir)),
        lembar=_sheets(formulir, words, helps, sheet.room[0]),
        helps=helps.isian,
    )
    return "\n".join(filter(str.strip, text.splitlines())) + "\n"


def _sheets(formulir: Formulir, words: Rumus, helps: FieldHelp, width: float) -> list[_Lembar]:
    by_id = columns(formulir)
    sheets = [
        [
            _PrintedSection(
                bagian,
                _table(formulir, bagian, bagian.tabel, by_id, words, helps.isian, width) if bagian.tabel else None,
                helps.bagian.get(formulir.bagian.index(bagian), ""),
            )
            for bagian in sections
        ]
        for sections in on_sheets(formulir)
    ]
    return [_sheet(number, parts) for number, parts in enumerate(sheets, 1)]


def _sheet(number: int, parts: list[_PrintedSection]) -> _Lembar:
    tables = [part.data.tabel for part in parts if part.data.tabel]
    fields = [field for part in parts for field in part.data.fields]
    fields += [column for tabel in tables for column in tabel.kolom]
    continues = any(tabel.sambungan and tabel.nomor for tabel in tables)
    return _Lembar(number, tuple(parts), any(field.wajib for field in fields), continues)


def _table(
    formulir: Formulir, bagian: FormSection, tabel: FormTable, by_id: Mapping[str, NumberedColumn], words: Rumus,
    helps: Mapping[str, Sequence[str]], room: float,
) -> _PrintedTable:  # fmt: skip
    """A table as printed on a sheet with ``room`` mm between its margins."""
    printed = {column.id for column in tabel.printed_columns}
    numbers = numbers_of(tabel, by_id, words)
    fitted = table_columns(tabel, numbers, room)
    widths = {c.id: width for c, width in zip(tabel.kolom, fitted.widths[tabel.nomor :], strict=True)}
    number_share = 100 * fitted.widths[0] / room if tabel.nomor else 0.0

    def head(column: NumberedColumn) -> _PrintedHead:
        data = column.data
        width = widths[data.id]
        return _PrintedHead(
            data,
            column.nomor,
            column_head(data),
            f"{100 * width / room:.2f}%",
            width,
            numbers[data.id],
            data.id in printed,
        )

    runs = tuple((title, tuple(head(by_id[c.id]) for c in run)) for title, run in groups(tabel))
    name = f"Tabel {bagian.judul or formulir.judul}"
    every = tuple(column for _, run in runs for column in run)
    return _PrintedTable(
        tabel,
        name,
        every,
        runs,
        row_count(formulir, tabel),
        f"{number_share:.2f}%",
        tuple(notes_below(tabel, by_id, words, helps)),
        fitted.scale,
    )


def _unbroken(text: str, width: float, bold: bool = True) -> str:
    """The words of a cell of ``width`` mm: where one of them has no room, they may break as they were measured to,
    and nowhere else."""
    room = width - 2 * EDGE
    if all(em_width(word, bold) * TYPE < room for word in text.split()):
        return text
    return Markup("\n".join(map(breakable, text.split("\n"))))


@cache
def _environment() -> Environment:
    env = make_environment("generator.forms")
    env.filters["unbroken"] = _unbroken
    env.tests |= {"bertumpuk": is_stacked}
    return env
