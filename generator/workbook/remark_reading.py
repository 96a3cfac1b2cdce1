"""What an SOP says of its steps beside them (konfirmasi, abaikan), after the sheets came back."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence

from generator.data.sop import BAGIAN_KONFIRMASI
from generator.reading.limits import Value
from generator.workbook.cell_faults import WorkbookNotes, keyed_row
from generator.workbook.cell_words import YES
from generator.workbook.safe_cells import CellAt, SheetTexts
from generator.workbook.sheet_marks import HEAD, KEYS, KONFIRMASI, KONFIRMASI_KEYS, QUESTION
from generator.workbook.shown_names import plain_words
from generator.workbook.sop_cells import SopCells
from generator.workbook.step_targets import StepNumbers
from generator.workbook.table_values import TableResult
from generator.workbook.value_parts import Plain, listed, put, put_or_drop, relisted

_PART = {plain_words(words): key for key, words in BAGIAN_KONFIRMASI.items()}
_KIND = ("konfirmasi",)


class StepWords:
    """The words by which remarks name steps: a number, or "2-3" where there are several procedures."""

    def __init__(self, tables: Sequence[TableResult]) -> None:
        self._tables = tables

    def before(self, word: str) -> tuple[bool, str]:
        """Whether a word of the file named a step, and the word for that step now; "" = it went."""
        for prefix, inner, numbers in self._ways(word):
            if inner in numbers.words:
                if inner in numbers.ids:
                    return True, word
                place = numbers.place_before(inner)
                found = numbers.word(place, "") if place is not None else ""
                return True, prefix + found if found else ""
        return False, word

    def written(self, word: str) -> str:
        """The word of the data for a step that a cell names; "" = there is none."""
        for prefix, inner, numbers in self._ways(word):
            place = numbers.place(inner, numbers.place_before(inner))
            if place is not None:
                found = numbers.word(place, inner)
                return found if numbers.ids.get(found) == place else prefix + found
        return ""

    def _ways(self, word: str) -> Iterator[tuple[str, str, StepNumbers]]:
        """Prefix, word inside of a table, and the numbers of that table, for each table that can be meant."""
        several = len(self._tables) > 1
        for number, one in enumerate(self._tables, 1):
            prefix = f"{number}-" if several else ""
            if word in one.numbers.ids:
                yield "", word, one.numbers
            elif word.startswith(prefix):
                yield prefix, word.removeprefix(prefix), one.numbers


def put_konfirmasi(
    sheet: SheetTexts | None, base: SopCells, raw: Plain, words: StepWords, notes: WorkbookNotes
) -> dict[int, int]:
    """Set the konfirmasi of ``raw``; place of each now -> its place before."""
    if sheet is None or not (keys := keyed_row(sheet, KEYS)) or not (head := keyed_row(sheet, HEAD)):
        notes.fault(KONFIRMASI, f"lembar '{KONFIRMASI}' tidak ada atau rusak", "kembalikan lembar itu seperti semula")
        return {}
    columns = {sheet.text(keys, column): column for column in sheet.cells[keys] if column > 1}
    if missing := [key for key in KONFIRMASI_KEYS if key not in columns]:
        notes.fault(KONFIRMASI, f"kolom {', '.join(missing)} dihapus", "kembalikan kolom itu")
        return {}
    old = listed(raw.get("konfirmasi"))
    free = dict(enumerate(base.konfirmasi))
    found: list[Value] = []
    pairs: dict[int, int] = {}
    for row in sorted(number for number in sheet.cells if number > head):
        cells = {key: notes.checked(sheet, row, columns[key]) for key in KONFIRMASI_KEYS}
        if not any(cells.values()):
            continue
        was = _which(sheet.text(row, 1), cells, free)
        at = {key: sheet.at(row, columns[key]) for key in KONFIRMASI_KEYS}
        before = base.konfirmasi[was] if was is not None else {}
        item = old[was] if was is not None else None
        made = _item(item if isinstance(item, dict) else {}, before, cells, at, words, notes)
        if made is None:
            continue
        if was is not None:
            free.pop(was)
            pairs[len(found)] = was
        for key in KONFIRMASI_KEYS:
            notes.places["konfirmasi", len(found), key] = at[key]
        found.append(made)
    if found != old:
        put(raw, "konfirmasi", found or None)
    return pairs


def _which(key: str, cells: dict[str, str], free: dict[int, dict[str, str]]) -> int | None:
    """Which konfirmasi a row was: by its key, or by its words where they were moved without it."""
    same = [n for n, one in free.items() if one["judul"] == cells["judul"] and one["sebab"] == cells["sebab"]]
    number = int(key.removeprefix(QUESTION)) if re.fullmatch(rf"{QUESTION}\d{{1,6}}", key) else -1
    if number in free and (number in same or not same):
        return number
    return same[0] if same else None


def _item(
    old: Plain, before: dict[str, str], cells: dict[str, str], at: dict[str, CellAt], words: StepWords,
    notes: WorkbookNotes,
) -> Plain | None:  # fmt: skip
    """One konfirmasi; None = all steps that it was about are gone."""
    made = copy.deepcopy(old)
    for key in ("judul", "sebab"):
        if cells[key] != before.get(key, ""):
            put(made, key, cells[key], _KIND)
        if not cells[key]:
            notes.fault(at[key], f"{key} konfirmasi kosong", "isi, atau hapus barisnya")
    if cells["bagian"] != before.get("bagian", ""):
        part = _PART.get(plain_words(cells["bagian"])) or (
            cells["bagian"] if cells["bagian"] in BAGIAN_KONFIRMASI else None
        )
        if part is None:
            notes.fault(at["bagian"], f"bagian '{cells['bagian']}' tidak dikenal", "pilih dari daftar")
        else:
            put(made, "bagian", part, _KIND)
    elif not cells["bagian"]:
        notes.fault(at["bagian"], "bagian konfirmasi kosong", "pilih dari daftar")
    if cells["perkiraan"] != before.get("perkiraan", ""):
        if cells["perkiraan"].casefold() not in ("", YES, "tidak"):
            notes.fault(at["perkiraan"], f"'{cells['perkiraan']}' bukan ya atau tidak", "tulis ya, atau kosongkan")
        put_or_drop(made, "perkiraan", YES if cells["perkiraan"].casefold() == YES else None, _KIND)
    shown = [str(one) for one in listed(old.get("langkah"))]
    same = cells["langkah"] == before.get("langkah", "")
    wanted = _steps(shown if same else _split(cells["langkah"], words), shown, at["langkah"], words, notes)
    if same and shown and not wanted:
        notes.told.append(f"{at['judul']}: konfirmasi '{cells['judul']}' dihapus karena langkahnya dihapus")
        return None
    current = [str(one) for one in listed(made.get("langkah"))]
    if wanted != current:
        put_or_drop(made, "langkah", listed(relisted(made.get("langkah"), current, wanted, str)) or None, _KIND)
    return made


def _steps(said: list[str], shown: list[str], at: CellAt, words: StepWords, notes: WorkbookNotes) -> list[str]:
    """The steps that a cell names, in the words of the new data."""
    found = []
    for word in said:
        new = words.written(word)
        if new:
            found.append(new)
            was, former = words.before(word)
            if word in shown and was and former and former != new:
                notes.told.append(
                    f"{at}: langkah {word} adalah langkah lain daripada semula (semula sekarang {former})"
                )
        elif word in shown:
            named, former = words.before(word)
            found += [word] if not named else [former] if former else []
        else:
            notes.fault(at, f"langkah {word} tidak ada", "tulis nomor dari kolom No pada lembar Langkah")
    return found


def _split(text: str, words: StepWords) -> list[str]:
    """The words of a cell; of some that only a space parts, each that names a step."""
    found: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[,;\n]|\bdan\b", text))):
        parts = part.split()
        found += parts if not words.written(part) and all(map(words.written, parts)) else [part]
    return found


def move_acceptances(raw: Plain, tables: Sequence[TableResult], words: StepWords, notes: WorkbookNotes) -> None:
    """Findings that are accepted at steps stay with these steps; those of steps that went go too."""
    if all(one.in_place for one in tables):
        return
    old = raw.get("abaikan")
    kept: list[Value] = []
    for item in listed(old):
        made = _moved(item, tables, words) if isinstance(item, dict) else item
        if made is None:
            notes.told.append("satu butir abaikan dihapus karena langkahnya dihapus")
        else:
            kept.append(made)
    if kept != listed(old):
        put(raw, "abaikan", kept or None)


def _moved(item: Plain, tables: Sequence[TableResult], words: StepWords) -> Plain | None:
    made = dict(item)
    steps = [str(one) for one in listed(item.get("langkah"))]
    if steps:
        now = [word for was, word in map(words.before, steps) if word or not was]
        if not now:
            return None
        if now != steps:
            made["langkah"] = list[Value](now) if isinstance(item["langkah"], list) else now[0]
    part = item.get("bagian")
    for one in tables:
        before = ".".join(str(name + 1) if isinstance(name, int) else name for name in one.base.place)
        found = re.fullmatch(rf"{re.escape(before)}\.(\d{{1,4}})(\..*)?", part) if isinstance(part, str) else None
        if found:
            place = {was: now for now, was in one.pairs.items()}.get(int(found[1]) - 1)
            if place is None:
                return None
            made["bagian"] = f"{before}.{place + 1}{found[2] or ''}"
    return made
