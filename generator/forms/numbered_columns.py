"""The columns of a form's tables: their numbers, and the words for their formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.data.formulir import FormField, FormSection, FormTable, Formulir
from generator.data.rumus import parse_rumus, read_aloud
from generator.reading.source import Loc

_SHORT = 20
"""Letters of a formula that still fit into the row of column numbers; a longer one stands under the table."""
_STACKED_FROM = 3
"""A field of so many lines has its label above them."""


@dataclass(frozen=True, slots=True)
class NumberedColumn:
    """A column where it stands: its number, and ``deret``, the id of the table whose rows it is a part of."""

    data: FormField
    nomor: int
    deret: str


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A field or column with its place in the file; ``deret``: the rows that a column belongs to, "" = none."""

    data: FormField
    loc: Loc
    deret: str


def placed_fields(formulir: Formulir) -> list[PlacedField]:
    """All fields and columns of a form: those outside tables first."""
    fields = [PlacedField(field, loc, "") for loc, field in formulir.isian()]
    first = series(formulir)
    for loc, tabel in formulir.tabel():
        fields += [PlacedField(c, (*loc, "kolom", i), first[tabel.id]) for i, c in enumerate(tabel.kolom)]
    return fields


def series(formulir: Formulir) -> dict[str, str]:
    """The id of each table -> the id of the first of the tables that it continues (its own where it continues none)."""
    first: dict[str, str] = {}
    for _, tabel in formulir.tabel():
        first[tabel.id] = first.get(tabel.sambungan or "", tabel.id)
    return first


def row_count(formulir: Formulir, tabel: FormTable) -> int:
    """How many rows a table has: as many as the table that it continues, or as are printed already."""
    first = series(formulir)[tabel.id]
    return next(len(other.isi) or other.baris for _, other in formulir.tabel() if other.id == first)


def columns(formulir: Formulir) -> dict[str, NumberedColumn]:
    """All columns of the form by id, numbered from left to right through the tables that continue each other.

    A column of row numbers is number 1, also where a continuation repeats it.
    """
    found: dict[str, NumberedColumn] = {}
    last: dict[str, int] = {}
    firsts = series(formulir)
    for _, tabel in formulir.tabel():
        first = firsts[tabel.id]
        for data in tabel.kolom:
            number = last.get(first, int(tabel.nomor)) + 1
            found[data.id] = NumberedColumn(data, number, first)
            last[first] = number
    return found


def label_of(isian: FormField) -> str:
    """The label with the unit, which is not said twice: "Pagu (Rp)", but "%" and not "% (%)"."""
    said = isian.spoken
    return f"{said} ({isian.satuan})" if isian.satuan and isian.satuan not in said else said


def column_head(kolom: FormField) -> str:
    """What stands in the head of a column: its label with the unit, or nothing where it has none."""
    return label_of(kolom) if kolom.label else ""


def whole_label(isian: FormField) -> str:
    """The label with the head above it, for where no head stands above: "Pagu: Semula"."""
    return f"{isian.kelompok}: {isian.label}" if isian.kelompok and isian.label else isian.spoken


@dataclass(frozen=True, slots=True)
class Rumus:
    """The formulas of a form in words."""

    singkat: Mapping[str, str]
    """Column id -> what stands in the row of column numbers: "7 = 6 : 5 x 100"."""
    panjang: Mapping[str, tuple[str, ...]]
    """Table id -> sentences that stand under the table, one for all columns that are calculated alike."""


def formulas(formulir: Formulir) -> Rumus:
    """All formulas of a form in words. The form must have passed ``check_formulir``."""
    by_id = columns(formulir)
    labels = {field.id: field.label for _, field in formulir.isian()}

    def by_number(id: str) -> str:
        return str(by_id[id].nomor) if id in by_id else labels[id]

    short: dict[str, str] = {}
    long: dict[str, tuple[str, ...]] = {}
    for _, tabel in formulir.tabel():
        alike: dict[str, list[int]] = {}
        for column in (by_id[data.id] for data in tabel.kolom):
            if column.data.rumus is None:
                continue
            tree = parse_rumus(column.data.rumus)
            numbers = read_aloud(tree, by_number)
            if len(numbers) <= _SHORT:
                short[column.data.id] = f"{column.nomor} = {numbers}"
            else:
                words = f"({label_of(column.data)}): {read_aloud(tree, _words_for(column, by_id, labels))}."
                alike.setdefault(words, []).append(column.nomor)
        long[tabel.id] = tuple(f"Kolom {_list(numbers)} {words}" for words, numbers in alike.items())
    return Rumus(short, long)


def _words_for(
    column: NumberedColumn, by_id: Mapping[str, NumberedColumn], labels: Mapping[str, str]
) -> Callable[[str], str]:
    """Labels, with the number of the column wherever the label alone could mean another one."""

    def words(id: str) -> str:
        if id not in by_id:
            return labels[id]
        other = by_id[id].data
        alike = [k for k in by_id.values() if k.data.label == other.label]
        beside = other.kelompok is not None and other.kelompok == column.data.kelompok
        return other.label if beside or len(alike) < 2 else f"{other.label} (kolom {by_id[id].nomor})"

    return words


def _list(numbers: list[int]) -> str:
    words = [str(number) for number in numbers]
    return " dan ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, dan {words[-1]}"


def numbers_of(tabel: FormTable, by_id: Mapping[str, NumberedColumn], words: Rumus) -> dict[str, str]:
    """What stands in the row of column numbers, by the column's id: the number, or a short formula with it."""
    return {column.id: words.singkat.get(column.id, str(by_id[column.id].nomor)) for column in tabel.kolom}


def notes_below(
    tabel: FormTable, by_id: Mapping[str, NumberedColumn], words: Rumus, helps: Mapping[str, Sequence[str]]
) -> list[str]:
    """What stands under a table: its long formulas, then the help of its columns (``helps``: its lines by id)."""
    helped = (
        f"Kolom {by_id[column.id].nomor}: {' '.join(helps[column.id])}" for column in tabel.kolom if column.id in helps
    )
    return [*words.panjang[tabel.id], *helped]


def is_stacked(isian: FormField) -> bool:
    """Whether the label of a field stands above the room to write, and not beside it."""
    boxes = isian.kind.way == "kotak" and bool(isian.pilihan) and (isian.jenis == "centang" or bool(isian.rincian))
    return isian.lines >= _STACKED_FROM or boxes or isian.kind.way == "bingkai"


def on_sheets(formulir: Formulir) -> list[list[FormSection]]:
    """The sections of each sheet that the form itself asks for; the first sheet may have none."""
    sheets: list[list[FormSection]] = [[]]
    for bagian in formulir.bagian:
        if bagian.lembar_baru and sheets[-1]:
            sheets.append([])
        sheets[-1].append(bagian)
    return sheets


def groups(tabel: FormTable) -> list[tuple[str | None, list[FormField]]]:
    """The columns in runs that share a head; None = columns without a head above them."""
    return [(head, list(run)) for head, run in groupby(tabel.kolom, key=lambda column: column.kelompok)]
