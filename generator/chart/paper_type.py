"""The type of a chart on paper: how wide its columns and how large its letters are, never below what can be read.

Of what finds no room at that size, words move below the table, with a key in their place; rows that no sheet can hold
are split (``long_rows``). Only what cannot be kept even so is made smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.chart.draw import fits_inside
from generator.chart.layout import MeasuredTable, TableLayoutPx
from generator.chart.router.route import Drawing, plan
from generator.chart.style import SLIM, ChartType, style_for
from generator.steps.graph import Chart

PT = 25.4 / 72
"""One point in mm."""
SATUAN = 0.25
"""One SVG unit on paper (mm): type of 12 units is then 8.5 pt."""
LEAST_TYPE, LEAST_LABEL = 7.5, 7.0
"""The smallest type of cells, and of labels and of words inside symbols (pt)."""
CETAKAN = ChartType(baris=14, isi_y=4)
CETAKAN_RAPAT = ChartType(
    baris=14, isi_x=3.5, isi_y=4, lebar_no=28, lebar_uraian=120, lebar_mutu=68, lebar_waktu=68, lebar_keterangan=68,
    lebar_pelaksana=62,
)  # fmt: skip
"""For a chart that would have to be scaled down in its width: narrower columns and less room round the words."""
LEAST = max(LEAST_TYPE * PT / CETAKAN.ukuran, LEAST_LABEL * PT / 11)
"""The smallest unit at which all of that can be read (mm)."""
LONG_LABEL = 12
"""A label of more letters than this moves below the table where the chart is too wide with it."""
NOTE_MARK = "Bagan:"
"""Before the words that stand below the table."""


@dataclass(frozen=True, slots=True)
class PaperType:
    """The type of a chart for sheets of a width (mm)."""

    tabel: MeasuredTable
    huruf: ChartType
    width: float

    def columns(self, rencana: Drawing, unit: float = SATUAN) -> tuple[list[float], float]:
        """The width of each column (px) and the unit (mm), ``unit`` or less."""
        kolom, room = self.tabel.kolom, self.width / unit
        natural = kolom.natural(rencana, self.huruf)
        if sum(natural) <= room:
            return kolom.stretched(natural, room), unit
        if sum(natural) * LEAST <= self.width:
            return natural, self.width / sum(natural)
        least = kolom.least(rencana, self.huruf)
        spare, wanted = self.width / LEAST - sum(least), sum(natural) - sum(least)
        if spare < 0:
            return least, self.width / sum(least)
        share = min(1.0, spare / wanted) if wanted else 0.0
        return [low + (high - low) * share for low, high in zip(least, natural, strict=True)], LEAST

    def lay_out(self, rencana: Drawing, unit: float = SATUAN) -> tuple[TableLayoutPx, float]:
        """The table in these columns, and its unit (mm)."""
        widths, unit = self.columns(rencana, unit)
        return self.tabel.lay_out(rencana, self.huruf, widths), unit


def ways(bagan: Chart, width: float) -> Iterator[tuple[Chart, Drawing, PaperType]]:
    """The ways to print a chart on sheets of this width (mm), the best first: as roomy as it is usual, narrower,
    with its long labels below the table, and with the narrowest columns."""
    for change in (_inside_words_below, _long_labels_below):
        before, bagan = bagan, change(bagan)
        if change is _long_labels_below and bagan is before:
            break
        tabel, rencana = MeasuredTable(bagan), plan(bagan)
        roomy = PaperType(tabel, CETAKAN, width)
        if sum(tabel.kolom.natural(rencana, CETAKAN)) * SATUAN <= width:
            yield bagan, rencana, roomy
        yield bagan, rencana, PaperType(tabel, CETAKAN_RAPAT, width)
    yield bagan, plan(bagan, SLIM), PaperType(tabel, CETAKAN_RAPAT, width)


def _inside_words_below(bagan: Chart) -> Chart:
    """Words that find no room inside their symbol stand below the table."""
    gaya, keys = style_for(bagan), _Keys(bagan)
    symbols = [
        simbol if not simbol.teks or fits_inside(simbol, gaya) else replace(simbol, teks=keys.of(simbol.teks))
        for simbol in bagan.simbol
    ]
    return keys.applied(replace(bagan, simbol=tuple(symbols))) if keys.words else bagan


def _long_labels_below(bagan: Chart) -> Chart:
    """Long labels of arrows stand below the table."""
    keys = _Keys(bagan)
    arrows = [
        alur if len(alur.label) <= LONG_LABEL else replace(alur, label=keys.of(alur.label)) for alur in bagan.alur
    ]
    return keys.applied(replace(bagan, alur=tuple(arrows))) if keys.words else bagan


class _Keys:
    """Keys in the place of words: "(a)", "(b)"; the same words have the same key."""

    def __init__(self, bagan: Chart) -> None:
        self.words: dict[str, str] = {}
        self._before = [words for mark, words in bagan.catatan_kaki if mark == NOTE_MARK]
        self._number = count(sum(words.count(" = ") for words in self._before))

    def of(self, words: str) -> str:
        if words not in self.words:
            self.words[words] = f"({_letters(next(self._number))})"
        return self.words[words]

    def applied(self, bagan: Chart) -> Chart:
        """The chart with a note of what the keys mean."""
        said = "; ".join([*self._before, *(f"{key} = {words}" for words, key in self.words.items())])
        notes: Sequence[tuple[str, str]] = [note for note in bagan.catatan_kaki if note[0] != NOTE_MARK]
        return replace(bagan, catatan_kaki=(*notes, (NOTE_MARK, said)))


def _letters(n: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(97 + n % 26)
