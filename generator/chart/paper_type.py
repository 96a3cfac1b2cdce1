"""The type of a chart on paper: how wide its columns and how large its letters are, never below what can be read.

Of what finds no room at that size, words move below the table, with a key in their place; rows that no sheet can hold
are split (``long_rows``). Only what cannot be kept even so is made smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from generator.chart.cut import letter
from generator.chart.draw import READABLE, fits_inside
from generator.chart.layout import MeasuredTable, TableLayoutPx
from generator.chart.router.route import Drawing, plan
from generator.chart.style import SLIM, ChartStyle, ChartType, filled, style_for
from generator.data.italics import glued, shaped
from generator.steps.graph import Chart

PT = 25.4 / 72
"""One point in mm."""
LEAST_TYPE, GOOD_TYPE, LEAST_LABEL = 7.5, 8.0, 7.0
"""The smallest type of cells, the smallest where it can be had without words moving, and the smallest of labels and of
words inside symbols (pt)."""
CETAKAN = ChartType(baris=14, isi_y=4)
CETAKAN_RAPAT = replace(CETAKAN, isi_x=3.5, lebar_no=28, lebar_uraian=120, lebar_pelaksana=62)
CETAKAN_SEMPIT = replace(CETAKAN_RAPAT, isi_x=2, lebar_uraian=90, lebar_pelaksana=0)
"""For a chart whose columns have no room so: narrower ones and less room round the words; each pelaksana as narrow as
it may be by itself."""
LOOKS = (
    (None, CETAKAN), (None, CETAKAN_RAPAT), (SLIM, CETAKAN_RAPAT), (None, CETAKAN_SEMPIT), (SLIM, CETAKAN_SEMPIT),
)  # fmt: skip
"""Symbols (None = as usual for the chart) and type, the roomiest first: the first that finds room is taken."""
SATUAN = 0.25
"""One SVG unit on paper (mm): type of 12 units is then 8.5 pt."""
LEAST = max(LEAST_TYPE * PT / CETAKAN.ukuran, LEAST_LABEL * PT / READABLE)
"""The smallest unit at which all of that can be read (mm)."""
UNITS = (SATUAN, GOOD_TYPE * PT / CETAKAN.ukuran, LEAST)
"""The units that are tried, one after the other."""
LONG_LABELS = (12, 5, 2)
"""Labels of more letters than this move below the table where the chart is too wide with them, the longest first."""
NOTE_MARK = "Bagan:"
"""Before the words that stand below the table."""


@dataclass(frozen=True, slots=True)
class PaperType:
    """A way to print a chart on sheets of a width (mm): its table and drawing, its type, one unit of it (mm), and how
    many letters the labels have at most that stand beside their arrows."""

    tabel: MeasuredTable
    rencana: Drawing
    huruf: ChartType
    width: float
    unit: float
    letters: int

    @property
    def bagan(self) -> Chart:
        """The chart as it is printed."""
        return self.tabel.bagan

    @property
    def fits(self) -> bool:
        """Whether the sheet is wide enough for the narrowest columns."""
        return sum(self.tabel.kolom.least(self.rencana, self.huruf)) * self.unit <= self.width

    def columns(self, rencana: Drawing, unit: float) -> list[float]:
        """The width of each column (px), for the lowest table as wide as the sheet; wider where the words need it."""
        return self.tabel.lowest(rencana, self.huruf, self.width / unit)

    def lay_out(self, unit: float) -> tuple[TableLayoutPx, float]:
        """The whole table, and its unit (mm): ``unit``, or less where its columns need it."""
        widths = self.columns(self.rencana, unit)
        return self.tabel.lay_out(self.rencana, self.huruf, widths), self.unit_of(widths, unit)

    def unit_of(self, widths: Sequence[float], unit: float) -> float:
        """``unit`` (mm), or less where columns of these widths (px) need it."""
        return min(unit, self.width / sum(widths))


def ways(bagan: Chart, width: float) -> Iterator[PaperType]:
    """The ways to print a chart on sheets of this width (mm), the best first.

    As large as usual, then smaller as long as it can be read, each time as roomy as there is room; then all of that
    with its long labels below the table. If none is narrow enough, the last one is given even so.
    """
    longest, usual = max((len(alur.label) for alur in bagan.alur), default=0), style_for(bagan)
    for letters in (longest, *(some for some in LONG_LABELS if some < longest)):
        for unit in UNITS:
            drawn = {}
            for gaya, huruf in ((filled(gaya, bagan) if gaya else usual, huruf) for gaya, huruf in LOOKS):
                if gaya not in drawn:
                    printed = _labels_below(_inside_words_below(bagan, gaya), letters)
                    rencana = plan(printed, replace(gaya, least_label=LEAST_LABEL * PT / unit))
                    drawn[gaya] = PaperType(MeasuredTable(printed), rencana, huruf, width, unit, letters)
                way = replace(drawn[gaya], huruf=huruf)
                if way.fits:
                    yield way
                    break
    if not way.fits:
        yield way


def _inside_words_below(bagan: Chart, gaya: ChartStyle) -> Chart:
    """Words that find no room inside their symbol stand below the table."""
    keys = _Keys(bagan)
    symbols = [
        simbol if not simbol.teks or fits_inside(simbol, gaya) else replace(simbol, teks=keys.of(simbol.teks))
        for simbol in bagan.simbol
    ]
    return keys.applied(replace(bagan, simbol=tuple(symbols))) if keys.words else bagan


def _labels_below(bagan: Chart, letters: int) -> Chart:
    """Labels of arrows of more than so many letters stand below the table."""
    keys = _Keys(bagan)
    arrows = [alur if len(alur.label) <= letters else replace(alur, label=keys.of(alur.label)) for alur in bagan.alur]
    return keys.applied(replace(bagan, alur=tuple(arrows))) if keys.words else bagan


class _Keys:
    """Keys in the place of words: "(a)", "(b)"; the same words have the same key."""

    def __init__(self, bagan: Chart) -> None:
        self.words: dict[str, str] = {}
        self._before = [words for mark, words in bagan.catatan_kaki if mark == NOTE_MARK]
        self._number = count(sum(words.count(" = ") for words in self._before))

    def of(self, words: str) -> str:
        if words not in self.words:
            self.words[words] = f"({letter(next(self._number)).lower()})"
        return self.words[words]

    def applied(self, bagan: Chart) -> Chart:
        """The chart with a note of what the keys mean."""
        said = shaped("; ".join, [*self._before, *(glued(f"{key} = ", words) for words, key in self.words.items())])
        notes: Sequence[tuple[str, str]] = [note for note in bagan.catatan_kaki if note[0] != NOTE_MARK]
        return replace(bagan, catatan_kaki=(*notes, (NOTE_MARK, said)))
