"""How small the type of a checklist sheet must be so that one step fits one A4 sheet, and which steps need several.

The browser lays the sheet out; this follows lembar.css line by line with the font's real widths, so that the size is
known beforehand and the same for everybody. The notes give way first, then the type shrinks. Heights are in em of the
sheet's type size, as in the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from generator.facts.print_marks import print_marks
from generator.facts.print_words import Items, StepSheet, head_of, sheet_of
from generator.facts.site_facts import SiteFacts
from generator.facts.step_sheet import StepNeeds, step_needs
from generator.steps.resolve import ResolvedSop
from generator.text.hanging_text import measured
from generator.text.measure import TERLEBAR, em_width

SCALES = (100, 94)
"""Type sizes in percent of 9.6 pt, none below 9 pt; the class ``lembar--94`` of lembar.css."""
SEVERAL = 0
"""In the place of a size: what does not fit in the smallest goes on on further pages (``lembar--0``)."""

_EM = 9.6 * 25.4 / 72
"""One em at 100 %, mm."""
_WIDTH, _HEIGHT = 181.6, 272.0
"""The sheet, mm."""
_RULES = 4.0
"""All ruled lines and what browsers round up, mm."""
_CODE = 20.0
"""The least width left and right in the head, mm: the QR code keeps its size."""
_CODE_REACH = 1.8
"""So much of the code's height stands in the white above and below it (mm)."""
_LINE = 1.35
_HEADING = 2.3
"""A section's head with its rule and the space below."""
_TITLES = {100: 1.5, 94: 1.1}
"""Type of what is done, in the frame of a sheet, for each size of the sheet."""
_SMALL = 0.85
"""Type of what stands small below an item."""
_GAPS = {100: 8 * 1.1, 94: 8 * 0.7}
"""Room between the parts of a sheet, for each size of the sheet."""
_BELOW_HEAD = {100: 1.0, 94: 0.5}
"""Between the agency's head and the rule under it."""
_NOTES = 5.0
_TICK = 2.6
"""Room of the box to tick, left of an item."""
_BELOW_ITEM = 0.7
_EMPTY_ITEM = _LINE + _BELOW_ITEM
"""An item with nothing but its box."""


def sheets_of(situs: SiteFacts, slug: str) -> tuple[StepNeeds, ...]:
    """The sheets of an SOP's steps, each in the size at which it fits."""
    sop = situs.sop[slug]
    ruler = _SheetMeter(situs, sop)
    return tuple(ruler.fit(sheet) for sheet in step_needs(situs, sop))


class _SheetMeter:
    """Measures the sheets of one SOP. They say much alike, which is measured once."""

    def __init__(self, situs: SiteFacts, sop: ResolvedSop) -> None:
        self._situs = situs
        marks = print_marks(situs.proyek.instansi, sop.slug, sop.data)
        self._code = marks.qr_side
        self._about = head_of(situs.proyek, sop.slug, sop.data, marks)
        self._lines = cache(_count_lines)
        self._heads: dict[float, float] = {}
        """The height of the head, which all sheets have alike, for each width."""

    def fit(self, lembar: StepNeeds) -> StepNeeds:
        """The sheet in the type size at which it stays on one page."""
        sheet = sheet_of(self._situs, lembar)
        for scale in SCALES:
            em = _EM * scale / 100
            if self._height(sheet, _WIDTH / em, scale) * em <= _HEIGHT - _RULES:
                break
        else:
            scale = SEVERAL
        return lembar if scale == lembar.skala else replace(lembar, skala=scale)

    def _height(self, x: StepSheet, width: float, scale: int) -> float:
        """The height of the sheet in em where the type makes it ``width`` em wide, with the least room for notes."""
        half = (width - 2) / 2 - _TICK
        if width not in self._heads:
            self._heads[width] = self._head(width, scale)
        return (
            _GAPS[scale]
            + _NOTES
            + self._heads[width]
            + self._step(x, width - 6.5, _TITLES[scale])
            + (_HEADING + max(self._items(x.kelengkapan, half) + _EMPTY_ITEM, self._items(x.peralatan, half)))
            + self._act(x, width)
            + (_HEADING + max(self._items(x.output, half) + _EMPTY_ITEM, self._items(x.serahkan, half)))
            + self._foot(x, width)
        )

    def _head(self, width: float, scale: int) -> float:
        """The agency's head and the table about the SOP."""
        about, agency = self._about, self._situs.proyek.instansi
        mm = width / _WIDTH
        edge = max(5.4, max(_CODE, self._code) * mm)
        names = sum(self._lines(name, width - 2 * edge - 2) for name in (agency.pemerintah, agency.nama)) * _LINE
        number = self._lines(about.nomor, 0.29 * width - 1.2)
        cells = max(
            number, self._lines(about.efektif, 0.21 * width - 1.2), self._lines(about.revisi, 0.23 * width - 1.2)
        )
        title = self._lines(about.judul, 0.61 * width - 1.2, True)
        title = max(title, self._lines(about.status, 0.21 * width - 1.2, True))
        table = (title + cells) * _LINE + 4 * 0.4
        return max(5.4, (self._code - _CODE_REACH) * mm, names + 2.2) + _BELOW_HEAD[scale] + table

    def _step(self, x: StepSheet, width: float, title: float) -> float:
        """The frame with the number, the act and the people."""
        people = (x.letak, f"Pelaksana: {x.pelaksana}", f"Diterima dari: {x.dari}")
        act = self._lines(x.uraian, width / title, True) * title * 1.25
        return 1.6 + sum(self._lines(text, width - 2) for text in people) * _LINE + act + 0.3

    def _act(self, x: StepSheet, width: float) -> float:
        """The section with the times, the boxes, and what else is to be known."""
        time = self._lines(x.waktu, (0.2 * width - 1) / 1.19, True)
        shared = self._lines(f"({x.waktu_ket})", 0.2 * width - 1) if x.waktu_ket else 0
        boxes = ("Langkah ini selesai dikerjakan", *(f"Peringatan dibaca: {text}" for text in x.peringatan))
        ticks = sum(self._lines(text, width - _TICK, True) * _LINE + _BELOW_ITEM for text in boxes)
        said = sum(self._lines(str(line), width - 1, True) for line in (*x.fakta, *x.catatan)) * _LINE
        return _HEADING + max(3.5, 1.85 + 1.61 * time + 1.2 * shared) + 0.8 + ticks + said

    def _foot(self, x: StepSheet, width: float) -> float:
        """The signatures and the last line."""
        signer = max(self._lines(name, 0.41 * width - 1.2) for name in (x.dikerjakan, x.diterima))
        about = self._about
        words = f"{about.tanda} Salinan cetak tidak terkendali. Versi yang berlaku ada di {about.nama_situs}."
        right = em_width(f"{about.age} · {about.sop} · {x.ke}")
        both = em_width(f"{words} {about.perkiraan}.", bold=True) + right + 3
        lines = 1 if both < width / _SMALL else 1 + int(both / (0.85 * width / _SMALL))
        return max(9.5, 8 + signer * _LINE) + 0.45 + lines * _LINE * _SMALL

    def _items(self, items: Items, width: float) -> float:
        """A list of boxes to tick, with what is said below it."""
        texts: Iterable[str] = [item.teks for item in items.butir] or [items.kosong]
        texts = [*texts, *([f"({items.ket})"] if items.ket else [])]
        small = sum(self._lines(item.ket, width / _SMALL) * _LINE * _SMALL for item in items.butir if item.ket)
        return sum(self._lines(text, width) * _LINE + _BELOW_ITEM for text in texts) + small


def _count_lines(text: str, width: float, bold: bool = False) -> int:
    if len(text) * TERLEBAR <= width and "\n" not in text:
        return 1  # so short that it need not be measured
    return sum(line.count(width) for line in measured(text, bold=bold))
