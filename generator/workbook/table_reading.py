"""The sheet of a procedure as it comes back: which column is which, and which row is which step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.revisions.alignment import align_steps
from generator.workbook.cell_faults import WorkbookNotes, columns_in, keyed_row
from generator.workbook.cell_words import MERGED, SYMBOLS
from generator.workbook.safe_cells import CellAt, SheetTexts
from generator.workbook.sheet_marks import GROUP, HEAD, KEYS, ROW
from generator.workbook.shown_names import ShownNames, plain_words
from generator.workbook.sop_cells import ACTOR, CELLS, TableCells

_SYMBOL = {plain_words(word): word for word in SYMBOLS}


@dataclass(slots=True)
class ReadRow:
    """A row with something in it. ``number``: of the row on the sheet; ``base``: the step that it was, None = a new
    one; ``cells``: texts by column key."""

    number: int
    key: str
    cells: dict[str, str]
    base: int | None = None


@dataclass(slots=True)
class ReadTable:
    """A sheet of steps. ``columns``: key -> number of the column; ``heads``: their heads; ``actors``: id and the head
    above it, from left to right."""

    sheet: SheetTexts
    columns: dict[str, int]
    heads: dict[str, str]
    actors: list[tuple[str, str]]
    rows: list[ReadRow]
    title: str
    head_row: int

    def at(self, row: ReadRow, key: str) -> CellAt:
        """The place of a cell; of a column that is not there, of the row's words."""
        return self.sheet.at(row.number, self.columns.get(key, self.columns.get("uraian", 2)))


def read_table(sheet: SheetTexts | None, base: TableCells, names: ShownNames, notes: WorkbookNotes) -> ReadTable | None:
    """The sheet of the procedure that was written as ``base``; None = so much is wrong that no step can be read."""
    if sheet is None:
        notes.fault(base.sheet, f"lembar '{base.sheet}' tidak ada", "kembalikan lembar itu dengan namanya semula")
        return None
    keys, head, group = keyed_row(sheet, KEYS), keyed_row(sheet, HEAD), keyed_row(sheet, GROUP)
    if not keys or not head:
        notes.fault(base.sheet, "kepala tabel atau kolom tersembunyi dihapus", "mulai lagi dari buku kerja yang baru")
        return None
    data = [row for row in sorted(sheet.cells) if row > head]
    columns: dict[str, int] = {}
    heads: dict[str, str] = {}
    actors: list[tuple[str, str]] = []
    for column, key in _keyed_columns(sheet, base, keys, head, data, notes):
        text = notes.checked(sheet, head, column)
        if key == ACTOR:
            used = [row for row in data if sheet.text(row, column)]
            id = _actor(sheet, head, column, text, used, names, notes)
            if id is None:
                continue
            key = f"{ACTOR}{id}"
            actors.append((id, notes.checked(sheet, group, column) if group else ""))
        if key in columns:
            what = f"'{text}'" if text else "ini"
            notes.fault(sheet.at(head, column), f"kolom {what} ada dua kali", "hapus salah satunya")
            continue
        columns[key], heads[key] = column, text
    missing = [key for key in base.columns if not key.startswith(ACTOR) and key not in columns]
    for key in missing:
        notes.fault(
            base.sheet, f"kolom '{base.heads.get(key, key)}' dihapus", "kembalikan kolom itu; isinya boleh kosong"
        )
    table = ReadTable(sheet, columns, heads, actors, [], sheet.text(keys + 1, 2), head)
    table.rows = [row for number in data if (row := _row(table, number, notes)) is not None]
    _pair_rows(base, table.rows)
    return None if missing else table


def _keyed_columns(
    sheet: SheetTexts, base: TableCells, keys: int, head: int, data: Sequence[int], notes: WorkbookNotes
) -> list[tuple[int, str]]:
    """Number and key of each column that means something; an actor's key is ``ACTOR`` alone."""
    known = {key for key in base.columns if not key.startswith(ACTOR)}
    written = {column: sheet.text(keys, column) for column in columns_in(sheet) if column > 1}
    places = {key: column for column, key in written.items()}
    last = min(
        (column for key, column in places.items() if key.startswith("m:") or key in ("keterangan", "lanjut")), default=0
    )
    found = []
    for column, key in written.items():
        if key.startswith(ACTOR) or (not key and places.get("uraian", 2) < column < last):
            found.append((column, ACTOR))
        elif key in known:
            found.append((column, key))
        elif any(sheet.text(row, column) for row in (head, *data)):
            notes.fault(
                sheet.at(head, column), "kolom ini bukan bagian tabel", "pindahkan isinya ke kolom yang ada, lalu hapus"
            )
    return found


def _actor(
    sheet: SheetTexts, head: int, column: int, text: str, used: Sequence[int], names: ShownNames, notes: WorkbookNotes
) -> str | None:
    """The jabatan that a head names; None = it has none, or none that is known."""
    at = sheet.at(head, column)
    if not text:
        if used:
            notes.fault(at, "kolom ini belum mempunyai pelaksana", "pilih jabatannya dari daftar")
        return None
    id = names.id("jabatan", text)
    if id is None:
        near = names.nearest("jabatan", text)
        remedy = f"maksud Anda '{near}'? " if near else ""
        notes.fault(at, f"jabatan '{text}' tidak ada", f"{remedy}Yang baru ditulis dulu pada lembar Daftar")
    return id


def _row(table: ReadTable, number: int, notes: WorkbookNotes) -> ReadRow | None:
    """A row; None = it is empty."""
    sheet, cells = table.sheet, {}
    for key, column in table.columns.items():
        text = notes.checked(sheet, number, column)
        above = sheet.covered.get((number, column))
        if above is not None:
            text = MERGED if key in CELLS and above[1] == column and above[0] > table.head_row else ""
        if key.startswith(ACTOR) and text:
            text = _SYMBOL.get(plain_words(text), text)
        cells[key] = text
    if not any(text for key, text in cells.items() if key != "no" and text != MERGED):
        return None
    return ReadRow(number, sheet.text(number, 1), cells)


def _pair_rows(base: TableCells, rows: Sequence[ReadRow]) -> None:
    """Say of each row which step it was: by its hidden key and its words, by its words alone where it was moved without
    the key, by the key alone where it was reworded, and at last by likeness."""
    numbers = {f"{ROW}{number}": number for number in range(len(base.rows))}
    words = [plain_words(row.cells["uraian"]) for row in base.rows]
    free = set(range(len(base.rows)))

    def take(row: ReadRow, number: int) -> None:
        row.base = number
        free.discard(number)

    for row in rows:
        number = numbers.get(row.key)
        if number in free and plain_words(row.cells.get("uraian", "")) == words[number]:
            take(row, number)
    for row in rows:
        if row.base is None:
            same = [number for number in sorted(free) if words[number] == plain_words(row.cells.get("uraian", ""))]
            if same:
                take(row, same[0])
    for row in rows:
        number = numbers.get(row.key)
        if row.base is None and number in free:
            take(row, number)
    left, new = sorted(free), [row for row in rows if row.base is None and row.cells.get("uraian")]
    if left and new:
        old_steps = [_step_of(base.rows[number].cells) for number in left]
        for place, was in align_steps(old_steps, [_step_of(row.cells) for row in new]).items():
            take(new[place], left[was])


def _step_of(cells: Mapping[str, str]) -> dict[str, object]:
    """So much of a step as tells which one it is."""
    mutu = {key: cells.get(f"m:{key}", "").split("\n") for key in ("kelengkapan", "output")}
    actors = [key.removeprefix(ACTOR) for key, text in cells.items() if key.startswith(ACTOR) and text]
    return {"uraian": cells.get("uraian", ""), "pelaksana": actors, "mutu_baku": mutu}
