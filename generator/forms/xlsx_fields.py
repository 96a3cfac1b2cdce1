"""The fields of a section on a worksheet: below each other and, where the grid has room, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.data.formulir import HARI_INI, FormField
from generator.data.instansi import Instansi
from generator.forms.numbered_columns import is_stacked, label_of
from generator.forms.xlsx_cells import BARIS, CENTANG, CellInput, PlannedSheet, input_of
from generator.forms.xlsx_grid import fit, nearest, text_width

LABEL = 36.0
"""Width of the labels of fields that stand below each other, mm."""
_SIGNATURE = 18.0
"""Height of the room for a signature, mm."""
_WHOLE = 12
"""The shares of a line."""


class FieldBlock:
    """Places fields on ``lembar``; ``helps``: the small print of each, by its id."""

    def __init__(self, lembar: PlannedSheet, instansi: Instansi, helps: Mapping[str, Sequence[str]]) -> None:
        self.lembar = lembar
        self.tempat = instansi.tempat
        self.helps = helps

    def place(self, row: int, left: tuple[FormField, ...], right: tuple[FormField, ...], end: int) -> int:
        """All fields of a section from ``row`` on, up to edge ``end``; the answer is the next free row."""
        middle = nearest(self.lembar.tepi, self.lembar.tepi[-1] / 2)
        halves = ((left, 0, middle), (right, middle, end))
        if left and right and all(self._fits(field, start, stop) for fields, start, stop in halves for field in fields):
            return max(self._column(fields, row, start, stop) for fields, start, stop in halves)
        for run in _packed(left + right):
            cuts = self._cuts(run, 0, end) if len(run) > 1 else None
            if cuts:
                places = (cuts[index : index + 3] for index in range(0, len(cuts) - 2, 2))
                heights = []
                for field, place in zip(run, places, strict=True):
                    heights.append(self._beside(field, row, *place))
                    self._when(field, row, row + heights[-1], place[0], place[-1])
                row += max(heights)
            else:
                row = self._column(run, row, 0, end)
        return row

    def _fits(self, isian: FormField, start: int, end: int) -> bool:
        return end - start > 1 if is_stacked(isian) else self._cuts([isian], start, end) is not None

    def _cuts(self, run: list[FormField], start: int, end: int) -> list[int] | None:
        width = self.lembar.tepi[end] - self.lembar.tepi[start]
        shares = sum(map(_share, run))
        wanted: list[tuple[float, float]] = []
        for isian in run:
            whole = width * _share(isian) / shares
            least = min(max(text_width(word, 10) for word in self._label(isian).split()) + 3, 40.0)
            own = text_width(self._label(isian), 10) + 4
            label = max(min(own, whole / 2), least) if len(run) > 1 else max(LABEL, least)
            wanted += [(label, least), (whole - label, isian.kind.least)]
        return fit(self.lembar.tepi, start, end, wanted)

    def _column(self, fields: Sequence[FormField], row: int, start: int, end: int) -> int:
        """Fields below each other from ``row``; the answer is the next free row."""
        for isian in fields:
            top = row
            if isian.kind.way == "kalimat":
                self.lembar.put(row, start, end, "teks", isian.label)
                row = self._help(isian, row + 1, start, end)
            elif is_stacked(isian):
                row = self._above(isian, row, start, end)
            else:
                cuts = self._cuts([isian], start, end) or [start, start + 1, end]
                row += self._beside(isian, row, *cuts)
            self._when(isian, top, row, start, end)
        return row

    def _when(self, isian: FormField, top: int, after: int, start: int, end: int) -> None:
        """The cells that show only where a condition holds."""
        if isian.bila:
            self.lembar.hidden.append((top, start, after - 1, end - 1, isian.bila))

    def _label(self, isian: FormField) -> str:
        words = label_of(isian)
        if isian.tempat:
            words = f"{self.tempat}," if self.tempat else "Tanggal"
        return words + (" *" if isian.wajib else "")

    def _beside(self, isian: FormField, row: int, start: int, middle: int, end: int) -> int:
        """Label and place side by side, and help below: the number of rows."""
        top = row
        if isian.tempat and not self.tempat:
            self.lembar.put(row, start, middle, "label", "Tempat")
            self.lembar.put(row, middle, end, "isian", isi=CellInput(f"isian_{isian.id}.tempat", "Tempat", "teks"))
            row += 1
        self.lembar.put(row, start, middle, "label_dalam" if start else "label", self._label(isian))
        row = self._room(isian, row, middle, end)
        return self._help(isian, row, middle, end) - top

    def _room(self, isian: FormField, row: int, start: int, end: int) -> int:
        """The place to fill in; the answer is the next free row."""
        if isian.kind.way == "tanda":
            self.lembar.put(row, start, end, "ttd")
            self.lembar.grow(row, _SIGNATURE)
            return row + 1
        if isian.jenis == "centang":
            end = self._box(start, end)
        framed = isian.kind.way == "bingkai"
        lines = 1 if framed and isian.kind.value else isian.lines
        if framed and not isian.kind.value:
            self.lembar.put(row, start, end, "ttd", rows=lines)
        else:
            # With "lainnya" the list takes any other word, so there is no second place for it.
            isi = input_of(isian, f"isian_{isian.id}")
            self.lembar.put(row, start, end, "isian", self._default(isian), isi, lines)
        for extra in range(lines):
            self.lembar.grow(row + extra, BARIS)
        return row + lines

    def _default(self, isian: FormField) -> str:
        """What the cell says already. A workbook calculates the day of today anew each day, so it gets none."""
        if isian.bawaan in (None, HARI_INI):
            return ""
        return CENTANG if isian.jenis == "centang" else isian.bawaan or ""

    def _help(self, isian: FormField, row: int, start: int, end: int) -> int:
        """Help in small print, if there is any; the answer is the next free row."""
        words = " ".join(self.helps.get(isian.id, ()))
        if words:
            self.lembar.put(row, start, end, "kecil", words)
        return row + bool(words)

    def _box(self, start: int, end: int) -> int:
        """Where a place to tick ends that begins at ``start``."""
        return (fit(self.lembar.tepi, start, end, [(9.0, 6.0), (40.0, 20.0)]) or [start, start + 1, end])[1]

    def _above(self, isian: FormField, row: int, start: int, end: int) -> int:
        """Label above its place, or above its boxes."""
        self.lembar.put(row, start, end, "label_dalam" if start else "label", self._label(isian))
        row += 1
        if isian.jenis != "centang":
            row = self._room(isian, row, start, end)
            for number, word in enumerate(isian.rincian, 1):
                cuts = fit(self.lembar.tepi, start, end, [(LABEL, 20.0), (LABEL, 28.0)]) or [start, start + 1, end]
                self.lembar.put(row, cuts[0], cuts[1], "label_dalam", f"{word}:")
                self.lembar.put(row, cuts[1], end, "isian", isi=self._detail(isian, number, word))
                row += 1
            return self._help(isian, row, start, end)
        box = self._box(start, end)
        for number, word in enumerate(isian.pilihan, 1):
            isi = CellInput(f"isian_{isian.id}.{number}", word, "centang")
            self.lembar.put(row, start, box, "isian", CENTANG if word == isian.bawaan else "", isi)
            middle = self._blank(word, box, end) if word in isian.rincian else end
            self.lembar.put(row, box, middle, "label_dalam", word)
            if middle < end:
                detail = self._detail(isian, isian.rincian.index(word) + 1, word)
                self.lembar.put(row, middle, end, "isian", isi=detail)
            row += 1
        if isian.lainnya:
            other = CellInput(f"isian_{isian.id}.lainnya", f"{isian.label}: lainnya", "teks")
            self.lembar.put(row, start, box, "tengah", "…")
            self.lembar.put(row, box, end, "isian", isi=other)
            row += 1
        return self._help(isian, row, start, end)

    def _detail(self, isian: FormField, number: int, word: str) -> CellInput:
        """The blank of its own beside a choice."""
        return CellInput(f"isian_{isian.id}.rincian.{number}", f"{isian.label}: {word}", "teks")

    def _blank(self, word: str, start: int, end: int) -> int:
        """Where the blank beside a choice begins."""
        own = text_width(word, 10) + 6
        cuts = fit(self.lembar.tepi, start, end, [(own, min(own, 30.0)), (40.0, 20.0)])
        return cuts[1] if cuts else max(end - 1, start + 1)


def _packed(fields: tuple[FormField, ...]) -> list[list[FormField]]:
    """Fields that share a line, as many as it holds; a stacked one has its line to itself."""
    runs: list[list[FormField]] = []
    left = 0
    for isian in fields:
        alone = is_stacked(isian) or isian.tempat or isian.kind.wide
        share = _WHOLE if alone else _share(isian)
        if share > left:
            runs.append([])
            left = _WHOLE
        runs[-1].append(isian)
        left -= share
    return runs


def _share(isian: FormField) -> int:
    """How much of a line a field takes."""
    return min(isian.lebar or _WHOLE, _WHOLE)
