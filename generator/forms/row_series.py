"""Tables with their continuations as one series of rows: what a program stores, and what a phone asks, once per row."""

from __future__ import annotations

from dataclasses import dataclass

from generator.data.formulir import FormField, FormTable, Formulir
from generator.forms.numbered_columns import series


@dataclass(frozen=True, slots=True)
class RowSeries:
    """One series of rows. ``id``: of its first table; ``judul``: of that table's section, else the form's;
    ``tabel``: (heading of the section, table) for each table of the series, in the order of the form."""

    id: str
    judul: str
    tabel: tuple[tuple[str | None, FormTable], ...]

    @property
    def kolom(self) -> tuple[FormField, ...]:
        """The columns of all its tables, from left to right."""
        return tuple(column for _, tabel in self.tabel for column in tabel.kolom)


def rows_of(formulir: Formulir) -> dict[str, RowSeries]:
    """Every series of rows by the id of its first table, in the order of the form."""
    firsts = series(formulir)
    parts: dict[str, list[tuple[str | None, FormTable]]] = {}
    for bagian in formulir.bagian:
        if bagian.tabel is not None:
            parts.setdefault(firsts[bagian.tabel.id], []).append((bagian.judul, bagian.tabel))
    return {id: RowSeries(id, tables[0][0] or formulir.judul, tuple(tables)) for id, tables in parts.items()}
