"""Numbers of steps, and the words by which others name them, after rows came, went and moved.

A number in a cell means the row that bears it in the column No of the workbook. In the data it is counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.data.langkah import SELESAI
from generator.reading.limits import Value
from generator.steps.rows import WrittenDiagram, codes, targets
from generator.workbook.cell_faults import WorkbookNotes
from generator.workbook.cell_words import NO_NUMBER, CellError, ExitWords, exits_of
from generator.workbook.step_values import WrittenStep, exits_key
from generator.workbook.table_reading import ReadRow, ReadTable
from generator.workbook.value_parts import Plain, put, put_or_drop

_STEP = ("langkah",)


@dataclass(slots=True)
class StepNumbers:
    """How the rows of one sheet are called: before, in the workbook, and in the new data.

    labels      number in the column No -> places of the rows that bear it
    ids         id of a step or of a symbol -> place of its row
    was         symbol of the old data -> place of its row now, None = it went
    words       old word -> its symbol, as the old data take it
    now         the number of each row in the new data
    codes       its kode there, by which it may be named too
    shown       the numbers that the column No had
    """

    labels: dict[str, list[int]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    was: dict[str, int | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    now: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def place_before(self, word: str) -> int | None:
        """Where the row is now that this word named before; None = it went, or the word named none."""
        return self.was.get(self.words.get(word, ""))

    def place(self, word: str, before: int | None) -> int | None:
        """The row that a word of the workbook names; of several, that which it named before."""
        if word in self.ids:
            return self.ids[word]
        found = self.labels.get(word, [])
        if len(found) > 1:
            return before if before in found else None
        if found:
            return found[0]
        return None if word in self.shown else self.place_before(word)

    def still_names(self, word: str, place: int) -> bool:
        """Whether a word of the old data names this row in the new data too."""
        if word in self.ids:
            return self.ids[word] == place
        kind = self.now if word in self.now else self.codes
        return bool(word) and word in kind and kind.index(word) == place

    def word(self, place: int, old: str) -> str:
        """What the data call a row: as they did where that names it still, else by its number."""
        if self.still_names(old, place):
            return old
        number = self.now[place]
        if number and number not in self.ids and self.now.index(number) == place:
            return number
        return next((id for id, row in self.ids.items() if row == place), "")


def numbers_of(
    table: ReadTable, diagram: WrittenDiagram | None, steps: Sequence[Plain], was: Sequence[WrittenStep | None]
) -> StepNumbers:
    """The numbers of all rows; explicit ones are put into ``steps`` where a person wrote them."""
    found = StepNumbers()
    if diagram is not None:
        found.words = targets(diagram.baris)
        now = {row.base: place for place, row in enumerate(table.rows) if row.base is not None}
        for written in diagram.baris:
            for symbol in written.simbol:
                found.was.setdefault(symbol.id, now.get(written.urut))
            found.shown.add(written.no)
            for id in filter(None, (written.data.id, *(one.id for one in written.data.simbol))):
                if written.urut in now:
                    found.ids.setdefault(id, now[written.urut])
    count = 0
    for place, (row, step, before) in enumerate(zip(table.rows, steps, was, strict=True)):
        text = row.cells.get("no", "")
        if text and text != NO_NUMBER:
            found.labels.setdefault(text, []).append(place)
        if "no" in table.columns and (before is None or text != before.row.cells["no"]):
            if text == NO_NUMBER:
                put(step, "no", "", _STEP)
            elif not text or text == str(count + 1):
                step.pop("no", None)
            else:
                put(step, "no", text, _STEP)
        written_no = step.get("no")
        number = str(count + 1) if written_no is None else str(written_no)
        if number.isdecimal() and len(number) <= 40:
            count = int(number)
        found.now.append(number)
    found.codes = codes(found.now, next((one.awalan for one in diagram.baris), "") if diagram is not None else "")
    for place, row in enumerate(table.rows):  # a row without a number is meant by the one that it gets
        if not row.cells.get("no"):
            found.labels.setdefault(found.now[place], [place])
    return found


def put_exits(
    table: ReadTable, row: ReadRow, step: Plain, was: WrittenStep | None, numbers: StepNumbers, notes: WorkbookNotes
) -> None:
    """The exits of a row as words of the new data."""
    if was and ("lanjut" in was.row.fixed):
        if row.cells.get("lanjut", "") != was.row.cells["lanjut"]:
            notes.fault(
                table.at(row, "lanjut"), f"sel ini tidak dapat diubah di buku kerja: {was.row.fixed['lanjut']}",
                f"kembalikan isinya menjadi '{was.row.cells['lanjut']}', lalu ubah berkas datanya",
            )  # fmt: skip
        for key in ("keputusan", "lanjut", "simbol"):
            if key in step:
                step[key] = _mapped(step[key], numbers, table, row, notes)
        return
    key = exits_key(row, table, was)
    other = "lanjut" if key == "keputusan" else "keputusan"
    exits = _exits(table, row, was, numbers, notes)
    if exits is None:
        return
    old = (*was.step.keputusan, *was.step.lanjut) if was else ()
    kept = key if key in step or not step.get(other) else other
    if [(one.label or "", one.ke) for one in old] == [tuple(one) for one in exits] and kept == key:
        return
    if key == "keputusan" and not exits:
        notes.fault(
            table.at(row, "lanjut"), "keputusan belum mempunyai jalan keluar", "tulis misalnya 'Ya: 4; Tidak: 1'"
        )
    step.pop(other, None)
    put_or_drop(step, key, _in_form(step.get(key), exits), _STEP)


def _exits(
    table: ReadTable, row: ReadRow, was: WrittenStep | None, numbers: StepNumbers, notes: WorkbookNotes
) -> list[ExitWords] | None:
    """The exits of a row's cell in words of the new data; None = the cell cannot be understood."""
    text, at = row.cells.get("lanjut", ""), table.at(row, "lanjut")
    unchanged = was is not None and text == was.row.cells["lanjut"]
    old = [one.ke for one in (*was.step.keputusan, *was.step.lanjut)] if was else []
    known = {SELESAI, *numbers.ids, *numbers.labels, *numbers.words}
    try:
        read = exits_of(text, known.__contains__)
    except CellError as error:
        notes.fault(at, error.message, error.remedy)
        return None
    found = []
    for nth, one in enumerate(read):
        if one.to == SELESAI and SELESAI not in numbers.ids:
            found.append(ExitWords(one.label, SELESAI))
            continue
        named = old[nth] if unchanged and nth < len(old) else one.to
        before = numbers.place_before(named)
        place = numbers.place(one.to, before)
        if place is None:
            _lost(one.to, numbers, at, notes)
            return None
        if unchanged and place != before:
            _elsewhere(table, row, one.to, before, place, numbers, notes)
        same = [] if unchanged else [word for word in old if numbers.still_names(word, place)]
        word = numbers.word(place, same[0] if same else named)
        if not word:
            notes.fault(
                at,
                f"langkah '{one.to}' tidak dapat dituju karena nomornya tidak tersendiri",
                "beri nomor yang berbeda di kolom No",
            )
            return None
        found.append(ExitWords(one.label, word))
    return found


def _lost(word: str, numbers: StepNumbers, at: object, notes: WorkbookNotes) -> None:
    if len(numbers.labels.get(word, ())) > 1:
        notes.fault(str(at), f"ada beberapa langkah bernomor {word}", "beri nomor yang berbeda di kolom No")
    else:
        notes.fault(str(at), f"langkah {word} tidak ada lagi pada tabel ini", "tulis nomor langkah yang dituju")


def _elsewhere(
    table: ReadTable,
    row: ReadRow,
    word: str,
    before: int | None,
    place: int,
    numbers: StepNumbers,
    notes: WorkbookNotes,
) -> None:
    """Say that a number that nobody changed means another row since the column No was."""
    new = table.rows[place].cells.get("uraian", "")
    was = (
        f"semula '{table.rows[before].cells.get('uraian', '')}' (sekarang nomor {numbers.now[before]})"
        if before is not None
        else "semula langkah lain"
    )
    notes.told.append(f"{table.at(row, 'lanjut')}: '{word}' sekarang menuju '{new}', {was}")


def _mapped(value: Value, numbers: StepNumbers, table: ReadTable, row: ReadRow, notes: WorkbookNotes) -> Value:
    """Exits that no cell can say, with every step by its word of today."""

    def word(old: str) -> str:
        if old == SELESAI or old in numbers.ids or old not in numbers.words:
            return old
        place = numbers.place_before(old)
        new = numbers.word(place, old) if place is not None else ""
        if not new:
            _lost(old, numbers, table.at(row, "lanjut"), notes)
        return new or old

    def walk(part: Value, key: str) -> Value:
        if isinstance(part, str):
            return word(part) if key == "target" else part
        if isinstance(part, list):
            return [walk(one, key) for one in part]
        if isinstance(part, dict):
            if "ke" in part or key == "symbol":
                kinds = {"ke": "target", "keputusan": "target", "lanjut": "target"}
                return {name: walk(one, kinds.get(name, "")) for name, one in part.items()}
            return {name: walk(one, "target") for name, one in part.items()} if key == "target" else part
        return part

    several = isinstance(value, list) and any(isinstance(one, dict) and "pelaksana" in one for one in value)
    return walk(value, "symbol" if several else "target")


def _in_form(old: Value, exits: Sequence[ExitWords]) -> Value:
    """Exits in the form in which they were written; else in the shortest one that says them."""
    if not exits:
        return None
    pairs = [(one.label.lower() if one.label in ("Ya", "Tidak") else one.label, one.to) for one in exits]
    if (
        isinstance(old, dict)
        and "ke" not in old
        and [_label(label) for label in old] == [_label(label) for label, _ in pairs]
    ):
        return dict(zip(old, [to for _, to in pairs], strict=True))
    if isinstance(old, list) and len(old) == len(pairs):
        same = all(
            (_label(str(item.get("label") or "")) if isinstance(item, dict) else "") == _label(label)
            for item, (label, _) in zip(old, pairs, strict=True)
        )
        if same:
            return [
                {**item, "ke": to} if isinstance(item, dict) else to for item, (_, to) in zip(old, pairs, strict=True)
            ]
    labels = [label for label, _ in pairs]
    if all(labels) and len(set(labels)) == len(labels):
        return dict[str, Value](pairs)
    if not any(labels):
        return pairs[0][1] if len(pairs) == 1 else [to for _, to in pairs]
    return [
        {"ke": to, "label": one.label} if one.label else {"ke": to} for one, (_, to) in zip(exits, pairs, strict=True)
    ]


def _label(words: str) -> str:
    return words.capitalize() if words in ("ya", "tidak") else words
