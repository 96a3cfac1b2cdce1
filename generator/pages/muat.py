"""How small the type of a checklist sheet must be so that one step always fits one A4 sheet.

The browser lays the sheet out; this follows lembar.css line by line with the font's real widths, so that the size is
known beforehand and the same for everybody. The notes give way first, then the type shrinks. Heights are in em of the
sheet's type size, as in the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from weakref import WeakKeyDictionary

from generator.data.proyek import Proyek
from generator.flow.measure import em_width, wrap
from generator.flow.susunan import LangkahTersusun
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


_sheets: WeakKeyDictionary[Situs, dict[str, tuple[LembarLangkah, ...]]] = WeakKeyDictionary()
"""What was fitted before: the pages of an SOP and of all its actors show the same sheets."""


def sheets_of(situs: Situs, slug: str) -> tuple[LembarLangkah, ...]:
    """The sheets of an SOP's steps, each in the size at which it fits."""
    known = _sheets.setdefault(situs, {})
    if slug not in known:
        known[slug] = tuple(fit(sheet, situs.proyek) for sheet in lembar_of(situs, situs.sop[slug]))
    return known[slug]


def fit(lembar: LembarLangkah, proyek: Proyek) -> LembarLangkah:
    """The sheet in the type size at which it stays on one page."""
    return replace(lembar, skala=scale_of(lembar, proyek))


def scale_of(lembar: LembarLangkah, proyek: Proyek) -> int:
    """The largest of ``SCALES`` at which the sheet stays on one page; the smallest where none does."""
    for scale in SCALES:
        em = _EM * scale / 100
        if sheet_height(lembar, proyek, _WIDTH / em) * em <= _HEIGHT - _RULES:
            return scale
    return SCALES[-1]


def sheet_height(x: LembarLangkah, proyek: Proyek, width: float) -> float:
    """The height of the sheet in em where the type makes it ``width`` em wide, with the least room for notes."""
    half = (width - 2) / 2 - _TICK
    exits = [_exit(k, proyek) for k in x.keluar]
    small = sum(_lines(k.langkah.data.uraian[:120], half / 0.85) * _LINE * 0.85 for k in x.keluar if k.langkah)
    prepare = _items([b.teks for b in x.kelengkapan], half) + _items([""] * (2 - bool(x.kelengkapan)), half)
    produce = _items([b.teks for b in x.output] or ["", ""], half)
    return (
        _GAPS
        + _NOTES
        + _head(x, proyek, width)
        + _step(x, proyek, width - 6.5)
        + (_HEADING + max(prepare, _items(x.sop.data.peralatan or [""], half)))
        + _act(x, width)
        + (_HEADING + max(produce, _items(exits, half) + small))
        + _foot(x, proyek, width)
    )


def _head(x: LembarLangkah, proyek: Proyek, width: float) -> float:
    """The agency's head and the table about the SOP."""
    data, agency = x.sop.data, proyek.instansi
    edge = max(5.4, _QR * width / _WIDTH)
    names = sum(_lines(name, width - 2 * edge - 2) for name in (agency.pemerintah, agency.nama)) * _LINE
    cells = max(_lines(data.nomor or "", 0.29 * width - 1.2), _lines("belum ditetapkan", 0.21 * width - 1.2))
    table = (_lines(data.judul, 0.61 * width - 1.2, bold=True) + cells) * _LINE + 4 * 0.4
    return max(edge, names + 2.2) + 1 + table


def _step(x: LembarLangkah, proyek: Proyek, width: float) -> float:
    """The frame with the number, the act and the people."""
    step = x.langkah
    place = f"Langkah {step.no} dari {x.dari}" + (f" · {x.prosedur.judul}" if x.beberapa_prosedur else "")
    before = [_who(b.langkah, proyek) + (" (dikembalikan)" if b.kembali else "") for b in x.sebelum]
    given = "; ".join([*before, "prosedur dimulai di sini"] if x.awal else before)
    people = f"Pelaksana: {_actors(step, proyek)} Diterima dari: {given}"
    act = _lines(step.data.uraian, width / 1.5, bold=True) * 1.5 * 1.25
    return 1.6 + (_lines(place, width) + _lines(people, width - 2)) * _LINE + act + 0.3


def _act(x: LembarLangkah, width: float) -> float:
    """The section with the times, the tick and the warnings."""
    time = _lines(x.langkah.data.mutu_baku.waktu or "belum diisi", (0.2 * width - 1) / 1.19, bold=True)
    warnings = sum(_lines(f"Peringatan: {text}", width - 1.5) for text in x.peringatan)
    return _HEADING + max(3.5, 1.85 + 1.61 * time) + 0.8 + _items([""], width) + warnings * _LINE


def _foot(x: LembarLangkah, proyek: Proyek, width: float) -> float:
    """The signatures and the last line."""
    signer = _lines(f"Dikerjakan oleh ({_names(x.langkah.pelaksana, proyek)})", 0.41 * width - 1.2)
    words = f"Salinan cetak tidak terkendali. Versi yang berlaku ada di {proyek.instansi.nama_situs}."
    right = f"{x.cetakan.umur} · SOP {x.sop.data.judul} · Lembar {x.ke} dari {x.dari}"
    both = em_width(words, bold=True) + em_width(right) + 3
    lines = 1 if both < width / 0.85 else 1 + int(both / (width / 0.85)) + 1
    return max(9.5, 8 + signer * _LINE) + 0.45 + lines * _LINE * 0.85


def _exit(keluar: Keluar, proyek: Proyek) -> str:
    label = f"{keluar.label}: " if keluar.label else ""
    if keluar.langkah is None:
        return label + "Selesai, prosedur berakhir di sini"
    return label + ("kembali ke " if keluar.kembali else "") + _who(keluar.langkah, proyek)


def _who(step: LangkahTersusun, proyek: Proyek) -> str:
    return f"{step.sebutan}, {_actors(step, proyek)}"


def _actors(step: LangkahTersusun, proyek: Proyek) -> str:
    return _names(step.pelaksana, proyek) + (" (perlu konfirmasi)" if step.perkiraan else "")


def _names(ids: Iterable[str], proyek: Proyek) -> str:
    return " atau ".join(proyek.jabatan[id].nama if id in proyek.jabatan else id for id in ids)


def _items(texts: Iterable[str], width: float) -> float:
    """A list of boxes to tick."""
    return sum(_lines(text, width) * _LINE + 0.7 for text in texts)


def _lines(text: str, width: float, *, bold: bool = False) -> int:
    return sum(len(wrap(line, width, 1.0, bold)) for line in text.split("\n"))
