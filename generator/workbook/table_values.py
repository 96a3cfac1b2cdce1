"""A sheet of steps as the data of its procedure: its steps, its columns, its heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.sop import Sop
from generator.reading.limits import Value
from generator.steps.rows import WrittenDiagram
from generator.workbook.cell_faults import WorkbookNotes
from generator.workbook.shown_names import ShownNames
from generator.workbook.sop_cells import ACTOR, MUTU, TableCells
from generator.workbook.step_targets import StepNumbers, numbers_of, put_exits
from generator.workbook.step_values import StepReader, WrittenStep
from generator.workbook.table_reading import ReadTable
from generator.workbook.value_parts import Plain, listed, put, put_or_drop

_TABEL = ("tabel",)


@dataclass(slots=True)
class TableResult:
    """The steps of a sheet. ``pairs``: place of a step now -> its place before."""

    table: ReadTable
    base: TableCells
    steps: list[Value]
    numbers: StepNumbers
    pairs: dict[int, int]

    @property
    def in_place(self) -> bool:
        """Whether every step of before is there, where it was."""
        return self.pairs == {place: place for place in range(len(self.base.rows))}


def steps_of(
    table: ReadTable, base: TableCells, diagram: WrittenDiagram | None, raw: Sequence[Value], names: ShownNames,
    notes: WorkbookNotes,
) -> TableResult:  # fmt: skip
    """The steps that a sheet says; ``raw``: those of the file that it was made of."""
    was: list[WrittenStep | None] = []
    for row in table.rows:
        old = raw[row.base] if row.base is not None else None
        known = diagram is not None and row.base is not None and isinstance(old, dict)
        was.append(WrittenStep(old, diagram.baris[row.base].data, base.rows[row.base]) if known else None)  # type: ignore[arg-type, index, union-attr]
    reader = StepReader(table, names, notes, base.without_lanes)
    steps = [reader.step(row, one, not place) for place, (row, one) in enumerate(zip(table.rows, was, strict=True))]
    numbers = numbers_of(table, diagram, steps, was)
    for row, step, one in zip(table.rows, steps, was, strict=True):
        if "lanjut" in table.columns:
            put_exits(table, row, step, one, numbers, notes)
    for place, row in enumerate(table.rows):
        loc = (*base.place, place)
        notes.places[loc] = table.at(row, "uraian")
        for key in ("uraian", "no", "keterangan", "formulir", "peringatan", "sop_terkait", "teks", "fase", "lanjut"):
            notes.places[*loc, key] = table.at(row, key)
        notes.places[*loc, "keputusan"] = table.at(row, "lanjut")
        for key in MUTU:
            notes.places[*loc, "mutu_baku", key] = table.at(row, f"m:{key}")
        leads = next((f"{ACTOR}{id}" for id, _ in table.actors if row.cells.get(f"{ACTOR}{id}")), "uraian")
        for key in ("pelaksana", "jenis", "atau"):
            notes.places[*loc, key] = table.at(row, leads)
    pairs = {place: row.base for place, row in enumerate(table.rows) if row.base is not None}
    return TableResult(table, base, list(steps), numbers, pairs)


def put_heads(result: TableResult, holder: Plain, names: ShownNames) -> None:
    """The heads of columns that a person worded otherwise. ``holder``: the SOP, or the procedure."""
    table, base = result.table, result.base
    changed = {
        key: text for key, text in table.heads.items() if not key.startswith(ACTOR) and text != base.heads.get(key, "")
    }
    order = [key for key, _ in sorted(table.columns.items(), key=lambda one: one[1]) if key.startswith("m:")]
    moved = order != [key for key in base.columns if key.startswith("m:")]
    old = holder.get("tabel")
    tabel: Plain = dict(old) if isinstance(old, dict) else {}
    for key in ("uraian", "keterangan"):
        if key in changed:
            same = not changed[key] or changed[key] == names.label.get(key)
            put_or_drop(tabel, key, None if same else changed[key], _TABEL)
    if moved or any(key.startswith("m:") for key in changed):
        before = tabel.get("mutu_baku")
        known: Plain = before if isinstance(before, dict) else {}
        heads: Plain = {}
        for key in order:
            name = key.removeprefix("m:")
            kept = name in known and key not in changed
            heads[name] = known[name] if kept else table.heads[key] or None
        put(tabel, "mutu_baku", heads, _TABEL)
    if tabel != (old or {}):
        put_or_drop(holder, "tabel", tabel or None, ("prosedur",) if base.place[0] == "prosedur" else ())


def put_columns(results: Sequence[TableResult], raw: Plain, sop: Sop | None, notes: WorkbookNotes) -> None:
    """The columns of actors that a person added, took away, moved or put under another head."""
    for holder, group in _holders(results, raw):
        first = group[0]
        for other in group[1:]:
            if other.table.actors != first.table.actors:
                notes.fault(
                    other.table.sheet.at(other.table.head_row, 4),
                    f"kolom pelaksana berbeda dari lembar {first.base.sheet}, padahal keduanya memakai kolom SOP",
                    "samakan kolomnya",
                )  # fmt: skip
        base = first.base
        before = [(id, base.groups.get(f"{ACTOR}{id}", "")) for id in base.actors]
        if first.table.actors == before and sop is not None:
            continue
        if base.fixed_columns:
            notes.fault(
                base.sheet, f"kolom pelaksana tidak dapat diubah: {base.fixed_columns}", "ubah di berkas datanya"
            )
            continue
        put(
            holder,
            "pelaksana",
            _columns(holder.get("pelaksana"), first.table.actors),
            ("prosedur",) if holder is not raw else (),
        )


def _holders(results: Sequence[TableResult], raw: Plain) -> list[tuple[Plain, list[TableResult]]]:
    """Who says the columns of which sheets: the SOP those of all that have none of their own."""
    shared = [one for one in results if not one.base.own_columns]
    found: list[tuple[Plain, list[TableResult]]] = [(raw, shared)] if shared else []
    procedures = listed(raw.get("prosedur"))
    for one in results:
        holder = procedures[int(one.base.place[1])] if one.base.own_columns else None
        if isinstance(holder, dict):
            found.append((holder, [one]))
    return found


def _columns(old: Value, actors: Sequence[tuple[str, str]]) -> Value:
    """Columns as the data write them; a head that is still there keeps how it was written."""
    known = {str(one.get("kelompok") or ""): one for one in listed(old) if isinstance(one, dict)}
    found: list[Value] = []
    groups: list[str] = []
    for id, head in actors:
        last = found[-1] if found else None
        if head and groups and groups[-1] == head and isinstance(last, dict):
            last["pelaksana"] = [*listed(last["pelaksana"]), id]
        elif head:
            found.append({**known.get(head, {}), "kelompok": head, "pelaksana": [id]})
        else:
            found.append(id)
        groups.append(head)
    return found
