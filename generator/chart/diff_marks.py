"""Marks on a chart that is compared with another: which rows and symbols are new, changed, moved, removed.

Each mark is a word beside the row and a sign on the symbol, so that none needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.chart.draw import FONT, attributes, number
from generator.chart.layout import TableLayoutPx

JenisTanda = Literal["baru", "ubah", "pindah", "hapus"]
KATA: Mapping[JenisTanda, str] = {"baru": "baru", "ubah": "ubah", "pindah": "pindah", "hapus": "hapus"}
WARNA: Mapping[JenisTanda, tuple[str, str]] = {
    "baru": ("#17602f", "#e3f3e7"),
    "ubah": ("#7a4a00", "#fff5dd"),
    "pindah": ("#1c4f82", "#e4eef8"),
    "hapus": ("#8d1f1f", "#fbe7e6"),
}
"""Ink and ground of each mark; all inks have a contrast above 5 on white and on their ground."""
#: Room for the words left of the table.
LEBAR = 58
_SIGN: Mapping[JenisTanda, str] = {"baru": "M-3.4 0H3.4M0 -3.4V3.4", "ubah": "M-3.6 1.2C-1.8 -3.4 1.8 3.4 3.6 -1.2",
                                   "pindah": "M-3.4 0H3M0.2 -2.8L3 0L0.2 2.8", "hapus": "M-3.4 0H3.4"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChartMarks:
    """The marks of one chart: kode of a row -> mark, id of a symbol -> mark."""

    baris: Mapping[str, JenisTanda] = field(default_factory=dict)
    simbol: Mapping[str, JenisTanda] = field(default_factory=dict)


def grounds(tata: TableLayoutPx, tanda: ChartMarks) -> list[str]:
    """Behind the table: the ground of each marked row."""
    parts = []
    for r, baris in enumerate(tata.bagan.baris):
        if baris.kode in tanda.baris:
            ink, ground = WARNA[tanda.baris[baris.kode]]
            top, height = tata.y[r], tata.tinggi[r]
            box = {"x": 0, "y": number(top), "width": number(tata.x[-1]), "height": number(height), "fill": ground}
            bar = {"x": -4, "y": number(top), "width": 4, "height": number(height), "fill": ink}
            parts += [f"<rect{attributes(box)}/>", f"<rect{attributes(bar)}/>"]
    return parts


def words(tata: TableLayoutPx, tanda: ChartMarks) -> list[str]:
    """Left of the table: what each marked row is."""
    parts = []
    for r, baris in enumerate(tata.bagan.baris):
        if baris.kode in tanda.baris:
            kind = tanda.baris[baris.kode]
            place = {
                "class": f"tanda tanda-{kind}", "x": -9, "y": number(tata.y[r] + tata.tinggi[r] / 2 + 4),
                "text-anchor": "end", "font-family": FONT, "font-size": 12, "font-weight": "bold",
                "fill": WARNA[kind][0],
            }  # fmt: skip
            parts.append(f"<text{attributes(place)}>{KATA[kind]}</text>")
    return parts


def signs(tata: TableLayoutPx, tanda: ChartMarks) -> list[str]:
    """On the lower right corner of each marked symbol: its sign in a disc."""
    parts = []
    for simbol, at in tata.drawing.simbol:
        if simbol.id in tanda.simbol:
            kind = tanda.simbol[simbol.id]
            width, height = tata.drawing.gaya.symbol_size(simbol.jenis)
            x, y = tata.point(at)
            corner = f"translate({number(x + width / 2)} {number(y + height / 2)})"
            parts.append(
                f'<g class="tanda tanda-{kind}" transform="{corner}"><title>{KATA[kind]}</title>'
                f'<circle r="6" fill="#fff" stroke="{WARNA[kind][0]}" stroke-width="1.2"/>'
                f'<path d="{_SIGN[kind]}" fill="none" stroke="{WARNA[kind][0]}" stroke-width="1.5"/></g>'
            )
    return parts
