"""The mutu baku and the remarks of each step with what merged cells say: the one reading that all outputs share.

A cell that is merged over several rows (``gabung``) stands once in the data and holds for each of its rows. Here every
row gets the value, and the names of the rows it shares it with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from generator.data.italics import glued, shaped
from generator.data.langkah import CellColumn
from generator.data.wording import join_words
from generator.steps.footnotes import without_marks
from generator.steps.rows import WrittenRow, left_blank, merged_from, written_cell

_UNIT = re.compile(r"\((menit|mnt|jam|hari\s+kerja|hk|hari|minggu|bulan)\)\s*$", re.IGNORECASE)
_BARE = re.compile(r"\d+(?:[.,]\d+)?(?:\s*-\s*\d+(?:[.,]\d+)?)?")


@dataclass(frozen=True, slots=True)
class QualityValue:
    """What holds for a step in one column of the mutu baku, or of the remarks.

    ``butir``: its items, () = not filled in; a time is one item, with the unit that its column's head says.
    ``bersama``: the other steps of a merged cell in words ("langkah 5 dan 7"), "" = it is this step's alone, and
    ``langkah`` their kode; ``asal``: the step where the cell begins (kode); by it a shared time is counted once;
    ``unmarked``: the items in one line without marks of footnotes, to be counted; ``kosong``: the cell is left blank on
    purpose.
    """

    butir: tuple[str, ...]
    asal: str
    bersama: str = ""
    langkah: tuple[str, ...] = ()
    unmarked: str = ""
    kosong: bool = False

    def __bool__(self) -> bool:
        return bool(self.butir)

    @property
    def missing(self) -> bool:
        """Whether nothing is filled in where the mutu baku should say something; any other cell without items is shown
        blank."""
        return not self.butir and not self.kosong

    @property
    def in_one_line(self) -> str:
        """The items in one line, "" = not filled in."""
        return join_items(self.butir)

    @property
    def ket(self) -> str:
        """With whom the value is shared: "bersama langkah 5"; "" where it is not, or is not filled in."""
        return f"bersama {self.bersama}" if self.bersama and self.butir else ""

    def __str__(self) -> str:
        """The items in one line, and with whom they are shared: "3 hari kerja (bersama langkah 5)"."""
        return glued(self.in_one_line, f" ({self.ket})") if self.ket else self.in_one_line


class StepQuality(NamedTuple):
    """The mutu baku of a step, a value for each column that there can be, and its remarks."""

    kelengkapan: QualityValue
    waktu: QualityValue
    output: QualityValue
    keterangan: QualityValue


def qualities_of(baris: Sequence[WrittenRow], kepala_waktu: str, notes: Mapping[str, str]) -> tuple[StepQuality, ...]:
    """The mutu baku and the remarks of all rows of a procedure; ``kepala_waktu``: the head of its time column;
    ``notes``: its footnotes."""
    columns = [_column(baris, nama, kepala_waktu, notes) for nama in StepQuality._fields]
    return tuple(StepQuality(*values) for values in zip(*columns, strict=True))


def _column(baris: Sequence[WrittenRow], nama: str, kepala_waktu: str, notes: Mapping[str, str]) -> list[QualityValue]:
    kolom: CellColumn = next(one for one in get_args(CellColumn) if one == nama)
    tops = merged_from([row.data for row in baris], kolom)
    cells: dict[int, list[WrittenRow]] = {}
    for row, top in zip(baris, tops, strict=True):
        cells.setdefault(top, []).append(row)
    values = []
    for row, top in zip(baris, tops, strict=True):
        others = [other for other in cells[top] if other is not row]
        written = written_cell(baris[top].data, kolom)
        items = (_with_unit(written, kepala_waktu, notes),) if isinstance(written, str) else tuple(written or ())
        shared = call_steps([other.no for other in others]), tuple(other.kode for other in others)
        unmarked = join_items([without_marks(item, notes) for item in items])
        blank = left_blank(baris[top].data, kolom)
        values.append(QualityValue(items, baris[top].kode, *shared, unmarked, blank))
    return values


def _with_unit(waktu: str, kepala: str, notes: Mapping[str, str]) -> str:
    """A bare number with the unit that the head of its column says: "15*" under "Waktu (Menit)" is "15 menit*"."""
    unit, number = _UNIT.search(kepala), without_marks(waktu, notes)
    if unit is None or not _BARE.fullmatch(number.strip()):
        return waktu
    return f"{number} {' '.join(unit[1].lower().split())}{waktu.removeprefix(number)}"


def join_items(items: Sequence[str]) -> str:
    """Items in one line: parted by ";", or by a space behind one that is a sentence."""
    return shaped(_in_one_line, items)


def _in_one_line(items: Sequence[str]) -> str:
    return "".join(f"{item}{' ' if item.endswith(('.', ';', '!', '?')) else '; '}" for item in items[:-1]) + "".join(
        items[-1:]
    )


def call_steps(numbers: Sequence[str]) -> str:
    """Steps of one procedure in a sentence: "langkah 2 dan 3"; those without a number are counted."""
    named = list(dict.fromkeys(no for no in numbers if no))
    nameless = sum(1 for no in numbers if not no)
    words = [f"langkah {join_words(named)}"] if named else []
    return join_words([*words, f"{nameless} langkah tanpa nomor"] if nameless else words)
