"""A row of a sheet as a step of the data: only what differs from the step that it was is set anew."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.data.langkah import Langkah
from generator.reading.limits import Value, cut
from generator.workbook.cell_faults import WorkbookNotes
from generator.workbook.cell_words import (
    ATAU,
    BERSAMA,
    BLANK_CELL,
    KEPUTUSAN,
    MAIN_SYMBOLS,
    MERGED,
    SYMBOLS,
    YES,
    items_of,
)
from generator.workbook.shown_names import ShownKind, ShownNames
from generator.workbook.sop_cells import ACTOR, CELLS, LISTS, MUTU, RowCells
from generator.workbook.table_reading import ReadRow, ReadTable
from generator.workbook.value_parts import Plain, listed, put, put_or_drop, relisted

_STEP, _MUTU = ("langkah",), ("mutu_baku",)


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it was: its plain value, its model and its cells."""

    raw: Plain
    step: Langkah
    row: RowCells


@dataclass(frozen=True, slots=True)
class StepReader:
    """Makes steps of the rows of one sheet."""

    table: ReadTable
    names: ShownNames
    notes: WorkbookNotes
    without_lanes: bool

    def step(self, row: ReadRow, was: WrittenStep | None, first: bool) -> Plain:
        """The step of a row, all but its number and its exits. ``was``: None = it is new; ``first``: no row above."""
        raw: Plain = copy.deepcopy(was.raw) if was else {}
        if self._changed(row, was, "uraian"):
            if not row.cells["uraian"]:
                self.notes.fault(
                    self.table.at(row, "uraian"), "uraian langkah kosong", "tulis kegiatannya, atau hapus barisnya"
                )
            put(raw, "uraian", row.cells["uraian"], _STEP)
        if not self.without_lanes:
            self._symbols(raw, row, was)
        for key in ("teks", "fase"):
            if self._changed(row, was, key):
                put_or_drop(raw, key, row.cells[key] or None, _STEP)
        self._cells(raw, row, was, first)
        for key in LISTS:
            if self._changed(row, was, key):
                wanted = items_of(row.cells[key])
                shown = items_of(was.row.cells.get(key, "")) if was else []
                put_or_drop(raw, key, relisted(raw.get(key), shown, wanted, partial(self._item, row, key)), _STEP)
        return raw

    def _changed(self, row: ReadRow, was: WrittenStep | None, key: str) -> bool:
        """Whether a person wrote something else into a cell; into one that cannot be changed here, it is a fault."""
        if key not in self.table.columns:
            return False
        before = was.row.cells.get(key, "") if was else ""
        if row.cells.get(key, "") == before:
            return False
        if was and key in was.row.fixed:
            self.notes.fault(
                self.table.at(row, key), f"sel ini tidak dapat diubah di buku kerja: {was.row.fixed[key]}",
                f"kembalikan isinya menjadi '{_short(before)}', lalu ubah berkas datanya",
            )  # fmt: skip
            return False
        return True

    def _item(self, row: ReadRow, key: str, text: str) -> Value:
        """An item that was not there before."""
        if key == "formulir":
            return self.id_of("formulir", text, self.table.at(row, key)) or text
        if key == "sop_terkait":
            return reference(self.names, text)
        return text

    def id_of(self, kind: ShownKind, text: str, at: object) -> str | None:
        """The id that a name means; that there is none is a fault."""
        id = self.names.id(kind, text)
        if id is None:
            near = self.names.nearest(kind, text)
            remedy = f"maksud Anda '{near}'?" if near else "pilih dari daftar"
            self.notes.fault(str(at), f"{kind} '{_short(text)}' tidak ada", remedy)
        return id

    def _symbols(self, raw: Plain, row: ReadRow, was: WrittenStep | None) -> None:
        keys = [f"{ACTOR}{id}" for id, _ in self.table.actors]
        before = {key: text for key, text in (was.row.cells if was else {}).items() if key.startswith(ACTOR) and text}
        now = {key: row.cells[key] for key in keys if row.cells.get(key)}
        if was and now == before:
            return
        if was and (locked := next((key for key in {*now, *before} if key in was.row.fixed), "")):
            self.notes.fault(
                self.table.at(row, locked), f"simbol ini tidak dapat diubah di buku kerja: {was.row.fixed[locked]}",
                f"kembalikan simbolnya ({', '.join(before.values())}), lalu ubah berkas datanya",
            )  # fmt: skip
            return
        mains = [key for key in now if now[key] in MAIN_SYMBOLS]
        partners = [key for key in now if now[key] in (BERSAMA, ATAU)]
        unknown = [key for key in now if now[key] not in SYMBOLS]
        for key in unknown:
            at, remedy = self.table.at(row, key), f"pilih dari daftar: {', '.join(SYMBOLS)}"
            self.notes.fault(at, f"'{_short(now[key])}' bukan simbol", remedy)
        if unknown:
            return
        if not mains or len(mains) > 1:
            self._no_leader(row, mains, partners, keys)
            return
        if len({now[key] for key in partners}) > 1:
            self.notes.fault(
                self.table.at(row, partners[1]), "'Bersama' dan 'Atau' pada langkah yang sama", "pakai salah satunya"
            )
            return
        self._put_actors(raw, was, mains[0], partners, now)

    def _no_leader(self, row: ReadRow, mains: Sequence[str], partners: Sequence[str], keys: Sequence[str]) -> None:
        if mains:
            self.notes.fault(
                self.table.at(row, mains[1]), "dua simbol utama pada satu langkah",
                "biarkan satu; pelaksana lain memakai 'Bersama' atau 'Atau'",
            )  # fmt: skip
        elif partners:
            self.notes.fault(
                self.table.at(row, partners[0]), "langkah ini belum mempunyai simbol utama",
                "pilih simbol bagi pelaksana yang memimpin, misalnya Kegiatan",
            )  # fmt: skip
        elif row.cells.get("uraian"):
            at = self.table.at(row, keys[0] if keys else "uraian")
            self.notes.fault(at, "langkah ini belum mempunyai pelaksana", "pilih simbol pada kolom pelaksananya")

    def _put_actors(
        self, raw: Plain, was: WrittenStep | None, main: str, partners: Sequence[str], now: Mapping[str, str]
    ) -> None:
        leader, others = main.removeprefix(ACTOR), [key.removeprefix(ACTOR) for key in partners]
        known = list(was.step.pelaksana) if was else []
        others.sort(key=lambda id: known.index(id) if id in known else len(known))
        old = [str(one) for one in listed(raw.get("pelaksana"))]
        if old != [leader, *others]:
            put(
                raw,
                "pelaksana",
                leader if not others and not isinstance(raw.get("pelaksana"), list) else [leader, *others],
                _STEP,
            )
        either = bool(partners) and now[partners[0]] == ATAU
        if either != (bool(was and was.step.atau) and bool(partners)):
            put_or_drop(raw, "atau", YES if either else None, _STEP)
        before = was.row.cells.get(f"{ACTOR}{was.step.pelaksana[0]}", "") if was and was.step.pelaksana else ""
        if now[main] != before:
            put_or_drop(raw, "jenis", MAIN_SYMBOLS[now[main]], _STEP)

    def _cells(self, raw: Plain, row: ReadRow, was: WrittenStep | None, first: bool) -> None:
        """The mutu baku and the remarks: cells that may continue the one above."""
        for name in [key for key in self.table.columns if key in CELLS]:
            if not self._changed(row, was, name):
                continue
            text, column = row.cells[name], CELLS[name]
            inner = raw.get("mutu_baku")
            mutu: Plain = dict(inner) if isinstance(inner, dict) else {}
            holder, kind = (mutu, _MUTU) if column in MUTU else (raw, _STEP)
            if text == MERGED and first:
                self.notes.fault(self.table.at(row, name), "tidak ada sel di atasnya untuk digabung", "tulis isinya")
            blank = text == BLANK_CELL and column in MUTU
            _say_of(mutu, "gabung", column, text == MERGED)
            _say_of(mutu, "kosong", column, blank)
            if text == MERGED or blank:
                holder.pop(column, None)
            elif column == "waktu":
                put_or_drop(holder, column, text or None, kind)
            else:
                shown = items_of(was.row.cells.get(name, "")) if was and holder.get(column) is not None else []
                put_or_drop(holder, column, relisted(holder.get(column), shown, items_of(text), str), kind)
            if mutu != (inner or {}):
                put_or_drop(raw, "mutu_baku", mutu or None, _STEP)


def _say_of(parts: Plain, list_key: str, column: str, said: bool) -> None:
    """Let a list of columns of a mutu baku name a column, or name it no more."""
    old = [str(one) for one in listed(parts.get(list_key))]
    if said != (column in old):
        new = [*old, column] if said else [one for one in old if one != column]
        put_or_drop(parts, list_key, new[0] if len(new) == 1 else list[Value](new) or None, _MUTU)


def reference(names: ShownNames, text: str) -> Value:
    """Another SOP: of the library where its title is known, else by its words."""
    slug = names.id("sop", text)
    return {"sop": slug} if slug is not None else {"judul": text}


def exits_key(row: ReadRow, table: ReadTable, was: WrittenStep | None) -> str:
    """Under which key the exits of a row stand: where its symbol is what it was, under that of before; else under
    ``keputusan`` where it is one."""
    main = _main_symbol(row.cells, table)
    if was and main == _main_symbol(was.row.cells, table) and (was.step.keputusan or was.step.lanjut):
        return "keputusan" if was.step.keputusan else "lanjut"
    if main != KEPUTUSAN or (was and was.step.jenis == "keputusan" and not was.step.keputusan):
        return "lanjut"
    return "keputusan"


def _main_symbol(cells: Mapping[str, str], table: ReadTable) -> str:
    names = (f"{ACTOR}{id}" for id, _ in table.actors)
    return next((cells[name] for name in names if cells.get(name) in MAIN_SYMBOLS), "")


def _short(text: str) -> str:
    return cut(" ".join(text.split()))
