"""What stands in the cells of a workbook, and what it means: texts, lists, days, exits of a step."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from generator.data.base import TANPA_TANGGAL, is_month
from generator.data.langkah import SELESAI
from generator.data.written_dates import written_date
from generator.data.written_text import as_written
from generator.reading.limits import FORBIDDEN

BULLET: Final = "• "
"""Before each item of a list of which an item has several lines."""
KEGIATAN, KEPUTUSAN, MULAI, AKHIR, KAPSUL, KOTAK = "Kegiatan", "Keputusan", "Mulai", "Selesai", "Kapsul", "Kotak"
BERSAMA, ATAU = "Bersama", "Atau"
MAIN_SYMBOLS: Final = {
    KEGIATAN: None, KEPUTUSAN: None, MULAI: "mulai", AKHIR: "selesai", KAPSUL: "terminator", KOTAK: "proses",
}  # fmt: skip
"""What a cell of an actor can hold for the one who leads -> ``jenis``; None = it follows from row and exits."""
SYMBOLS: Final = (*MAIN_SYMBOLS, BERSAMA, ATAU)
MERGED: Final = "(gabung)"
"""In a cell of mutu baku or of the remarks: it continues the cell above."""
BLANK_CELL: Final = "(kosong)"
"""In a cell of mutu baku: it is left blank on purpose."""
NO_NUMBER: Final = "(tanpa)"
"""In the column of numbers: a row without one."""
YES: Final = "ya"
_TO = re.compile(
    r"(?:(?P<label>.*\S)\s*(?::|→|->|=>|=)|(?P<word>.*\S)\s+ke)?\s*(?:(?:ke|langkah|no\.|no|nomor)\s+)*(?P<to>\S+)",
    re.I,
)
_ANSWER = re.compile(r"(?P<label>.*\S)\s*(?::|→|->|=>|=)\s*(?P<steps>\S.*\sdan\s.*\S)", re.I)
_AND = re.compile(r",?\s+dan\s+", re.I)
_YES_NO = re.compile(r"(ya|tidak)\s+(\S+)", re.I)


class ExitWords(NamedTuple):
    """One way out of a step as written in a cell; ``label`` "" = none."""

    label: str
    to: str


class CellError(Exception):
    """What stands in a cell means nothing here: why, and how to write it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def tidy(text: str) -> str:
    """A text as the data keep it: no space around it or twice, its lines below each other."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return "\n".join(lines)


def sayable(text: str) -> bool:
    """Whether a file can hold these letters."""
    return FORBIDDEN.search(text) is None


def items_text(items: Sequence[str]) -> str:
    """A list in one cell, an item a line."""
    lines = [as_written(item) for item in items]
    return "\n".join(BULLET + line for line in lines) if any("\n" in line for line in lines) else "\n".join(lines)


def items_of(text: str) -> list[str]:
    """The items of a cell."""
    if not any(line.startswith(BULLET) for line in text.split("\n")):
        return [line for line in map(tidy, text.split("\n")) if line]
    found: list[str] = []
    for line in text.split("\n"):
        if line.startswith(BULLET) or not found:
            found.append(line.removeprefix(BULLET))
        else:
            found[-1] += f"\n{line}"
    return [item for item in map(tidy, found) if item]


def exits_text(exits: Sequence[ExitWords]) -> str:
    """The ways out of a step in one cell: "Ya: 4; Tidak: 1"; an answer that starts several steps: "Ya: 4 dan 5"."""
    parts: list[str] = []
    for n, one in enumerate(exits):
        if n and one.label and one.label == exits[n - 1].label:
            parts[-1] += f" dan {one.to}"
        else:
            parts.append(f"{one.label}: {one.to}" if one.label else one.to)
    return "; ".join(parts)


def exits_of(text: str, known: Callable[[str], bool]) -> list[ExitWords]:
    """The ways out that a cell names. ``known``: whether a word is a step of the table. CellError: it is not."""
    found: list[ExitWords] = []
    for part in re.split(r"[;\n]", text):
        if part.strip():
            commas = [_exit(one) for one in part.split(",") if one.strip()]
            if len(commas) > 1 and all(one is not None and known(one.to) for one in commas):
                found += [one for one in commas if one is not None]
                continue
            several = _several(part)
            if several and all(known(one.to) for one in several):
                found += several
                continue
            one = _exit(part)
            if one is None or not known(one.to):
                raise CellError(
                    f"'{one.to if one else part.strip()}' bukan nomor langkah pada tabel ini",
                    "tulis nomor dari kolom No, dengan labelnya bila ada, misalnya 'Ya: 4; Tidak: 1', atau 'selesai'",
                )
            found.append(one)
    return found


def _several(part: str) -> list[ExitWords]:
    """The ways of one answer that starts several steps: "Ya: 4 dan 5"; [] = it is no such answer."""
    match = _ANSWER.fullmatch(part.strip())
    ways = [_exit(to) for to in _AND.split(match["steps"])] if match else []
    if match is None or any(one is None or one.label for one in ways):
        return []
    return [ExitWords(_label(tidy(match["label"])), one.to) for one in ways if one]


def _exit(part: str) -> ExitWords | None:
    short = _YES_NO.fullmatch(part.strip())
    if short:
        return ExitWords(_label(short[1]), _word(short[2]))
    match = _TO.fullmatch(part.strip())
    if match is None:
        return None
    return ExitWords(_label(tidy(match["label"] or match["word"] or "")), _word(match["to"]))


def _label(words: str) -> str:
    return words.capitalize() if words.casefold() in ("ya", "tidak") else words


def _word(word: str) -> str:
    return SELESAI if word.casefold() == SELESAI else word


def day_of(text: str, *, month: bool = False, dash: bool = False) -> str:
    """A day as the data write it, or what stands for one. CellError: it is none, or two can be meant."""
    if month and is_month(text):
        return text
    if dash and text in ("-", "–"):
        return TANPA_TANGGAL
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    meant = written_date(text)
    if meant is None:
        raise CellError(f"'{text}' bukan tanggal", "tulis tanggal, misalnya 31/01/2026 atau 31 Januari 2026")
    if meant.other is not None:
        raise CellError(f"'{text}' dapat berarti dua tanggal", "tulis bulannya dengan huruf, misalnya 2 Januari 2026")
    return meant.day.isoformat()
