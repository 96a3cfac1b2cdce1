"""How small the type of a checklist sheet must be so that one step always fits one A4 sheet.

The browser lays the sheet out; this follows lembar.css line by line with the font's real widths, so that the size is
known beforehand and the same for everybody. The notes give way first, then the type shrinks. Heights are in em of the
sheet's type size, as in the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from generator.data.proyek import Proyek
from generator.flow.alinea import measured
from generator.flow.measure import TERLEBAR, em_width
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.lembar import LembarLangkah, lembar_of
from generator.pages.situs import Keluar, Situs

SCALES = (100, 94, 88, 82, 76, 70, 64, 58, 52, 46, 40, 34, 28)
"""Type sizes in percent of 9.6 pt; the classes ``lembar--94`` ... of lembar.css."""

_EM = 9.6 * 25.4 / 72
"""One em at 100 %, mm."""
_WIDTH, _HEIGHT = 181.6, 272.0
"""The sheet, mm."""
_RULES = 8.0
"""All ruled lines and what browsers round up, mm."""
_QR = 18.0
"""The QR code, or the words in its place, mm: it keeps its size."""
_LINE = 1.35
_HEADING = 2.3
"""A section's head with its rule and the space below."""
_GAPS = 8 * 1.1
_NOTES = 5.0
_TICK = 2.6
"""Room of the box to tick, left of an item."""
_BELOW_ITEM = 0.7
_EMPTY_ITEM = _LINE + _BELOW_ITEM
"""An item with nothing but its box."""


def sheets_of(situs: Situs, slug: str) -> tuple[LembarLangkah, ...]:
    """The sheets of an SOP's steps, each in the size at which it fits."""
    sop = situs.sop[slug]
    ruler = _Pengukur(situs.proyek, sop)
    return tuple(ruler.fit(sheet) for sheet in lembar_of(situs, sop))


def scale_of(lembar: LembarLangkah, proyek: Proyek) -> int:
    """The largest of ``SCALES`` at which the sheet stays on one page; the smallest where none does."""
    return _Pengukur(proyek, lembar.sop).fit(lembar).skala


class _Pengukur:
    """Measures the sheets of one SOP. They say much alike, which is measured once."""

    def __init__(self, proyek: Proyek, sop: SopTersusun) -> None:
        self._proyek, self._sop = proyek, sop
        self._lines = cache(_count_lines)
        self._common: dict[float, tuple[float, float]] = {}
        """For each width what all sheets have alike: the heights of the head and of the tools."""

    def fit(self, lembar: LembarLangkah) -> LembarLangkah:
        """The sheet in the type size at which it stays on one page."""
        for scale in SCALES:
            em = _EM * scale / 100
            if self._height(lembar, _WIDTH / em) * em <= _HEIGHT - _RULES:
                break
        return lembar if scale == lembar.skala else replace(lembar, skala=scale)

    def _height(self, x: LembarLangkah, width: float) -> float:
        """The height of the sheet in em where the type makes it ``width`` em wide, with the least room for notes."""
        half = (width - 2) / 2 - _TICK
        if width not in self._common:
            self._common[width] = self._head(width), self._items(self._sop.data.peralatan or [""], half)
        head, tools = self._common[width]
        exits = [self._exit(k) for k in x.keluar]
        small = sum(self._lines(k.langkah.data.uraian[:120], half / 0.85) * _LINE * 0.85 for k in x.keluar if k.langkah)
        prepare = self._items([b.teks for b in x.kelengkapan], half) + (2 - bool(x.kelengkapan)) * _EMPTY_ITEM
        produce = self._items([b.teks for b in x.output], half) if x.output else 2 * _EMPTY_ITEM
        return (
            _GAPS
            + _NOTES
            + head
            + self._step(x, width - 6.5)
            + (_HEADING + max(prepare, tools))
            + self._act(x, width)
            + (_HEADING + max(produce, self._items(exits, half) + small))
            + self._foot(x, width)
        )

    def _head(self, width: float) -> float:
        """The agency's head and the table about the SOP."""
        data, agency = self._sop.data, self._proyek.instansi
        edge = max(5.4, _QR * width / _WIDTH)
        names = sum(self._lines(name, width - 2 * edge - 2) for name in (agency.pemerintah, agency.nama)) * _LINE
        number = self._lines(data.nomor or "", 0.29 * width - 1.2)
        cells = max(number, self._lines("belum ditetapkan", 0.21 * width - 1.2))
        table = (self._lines(data.judul, 0.61 * width - 1.2, True) + cells) * _LINE + 4 * 0.4
        return max(edge, names + 2.2) + 1 + table

    def _step(self, x: LembarLangkah, width: float) -> float:
        """The frame with the number, the act and the people."""
        step = x.langkah
        place = f"Langkah {step.no} dari {x.dari}" + (f" · {x.prosedur.judul}" if x.beberapa_prosedur else "")
        before = [self._who(b.langkah) + (" (dikembalikan)" if b.kembali else "") for b in x.sebelum]
        given = "; ".join([*before, "prosedur dimulai di sini"] if x.awal else before)
        people = f"Pelaksana: {self._actors(step)} Diterima dari: {given}"
        act = self._lines(step.data.uraian, width / 1.5, True) * 1.5 * 1.25
        return 1.6 + (self._lines(place, width) + self._lines(people, width - 2)) * _LINE + act + 0.3

    def _act(self, x: LembarLangkah, width: float) -> float:
        """The section with the times, the tick and the warnings."""
        time = self._lines(x.langkah.data.mutu_baku.waktu or "belum diisi", (0.2 * width - 1) / 1.19, True)
        warnings = sum(self._lines(f"Peringatan: {text}", width - 1.5) for text in x.peringatan)
        return _HEADING + max(3.5, 1.85 + 1.61 * time) + 0.8 + _EMPTY_ITEM + warnings * _LINE

    def _foot(self, x: LembarLangkah, width: float) -> float:
        """The signatures and the last line."""
        signer = self._lines(f"Dikerjakan oleh ({self._names(x.langkah.pelaksana)})", 0.41 * width - 1.2)
        words = f"Salinan cetak tidak terkendali. Versi yang berlaku ada di {self._proyek.instansi.nama_situs}."
        right = em_width(f"{x.cetakan.umur} · SOP {x.sop.data.judul}") + em_width(f" · Lembar {x.ke} dari {x.dari}")
        both = em_width(words, bold=True) + right + 3
        lines = 1 if both < width / 0.85 else 1 + int(both / (width / 0.85)) + 1
        return max(9.5, 8 + signer * _LINE) + 0.45 + lines * _LINE * 0.85

    def _exit(self, keluar: Keluar) -> str:
        label = f"{keluar.label}: " if keluar.label else ""
        if keluar.langkah is None:
            return label + "Selesai, prosedur berakhir di sini"
        return label + ("kembali ke " if keluar.kembali else "") + self._who(keluar.langkah)

    def _who(self, step: LangkahTersusun) -> str:
        return f"{step.sebutan}, {self._actors(step)}"

    def _actors(self, step: LangkahTersusun) -> str:
        return self._names(step.pelaksana) + (" (perlu konfirmasi)" if step.perkiraan else "")

    def _names(self, ids: Iterable[str]) -> str:
        known = self._proyek.jabatan
        return " atau ".join(known[id].nama if id in known else id for id in ids)

    def _items(self, texts: Iterable[str], width: float) -> float:
        """A list of boxes to tick."""
        return sum(self._lines(text, width) * _LINE + _BELOW_ITEM for text in texts)


def _count_lines(text: str, width: float, bold: bool = False) -> int:
    if len(text) * TERLEBAR <= width and "\n" not in text:
        return 1  # so short that it need not be measured
    return sum(line.count(width) for line in measured(text, bold=bold))
