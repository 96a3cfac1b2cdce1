"""The official chart for the paper engine: sheets with real text in table cells, symbols and arrows as vector graphics.

Cutting, routing and row heights are those of ``chart/sheets.py``; here its units become mm, and every symbol a small
picture in the cell where it stands, with the words that a screen reader says. Arrows and their labels are one picture
under the cells. On paper everything is black: assumptions are told by dashes and "?".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from generator.chart import draw, sheets
from generator.chart.box_text import clean
from generator.chart.cut import Sheet
from generator.chart.draw import FONT, KUNING, KUNING_LATAR, TINTA, attributes, number
from generator.chart.layout import BodyCell, HeadCell, TableLayoutPx
from generator.chart.legend import Sign, signs_of
from generator.chart.sheets import PaperSheet
from generator.chart.spoken import row_name, symbol_description
from generator.chart.style import ROOMY, filled
from generator.steps.graph import Chart, ChartArrow, ChartSymbol
from generator.text.hanging_text import note_lines
from generator.text.measure import text_width, wrap

JUDUL = 4.2
"""Type size of the title (mm)."""
KECIL = 2.8
"""Type size of legend and footnotes (mm)."""
_BARIS_JUDUL, _BARIS_KECIL, _SELA = 5.2, 3.8, 2.0
_TEPI = 1.0
"""Room for the line round a symbol (units)."""


@dataclass(frozen=True, slots=True)
class SignMeaning:
    """A sign of the chart and its meaning."""

    svg: str
    teks: str


def bagan_data(bagan: Chart, judul: str, ruang: tuple[float, float], ragu: Collection[str]) -> dict[str, Any]:
    """One procedure as data of the template. ``ruang``: width and height between the margins (mm); ``ragu``: the kode
    of rows where something besides the drawing is an assumption."""
    width, height = ruang
    titles = wrap(judul, width, JUDUL, bold=True)
    legend = _legend(bagan, bool(ragu))
    legend_width = sum(9 + text_width(sign.teks, KECIL) + 4 for sign in legend)
    beside = len(titles) == 1 and text_width(titles[0], JUDUL, bold=True) + 6 + legend_width <= width
    head = len(titles) * _BARIS_JUDUL + (0 if beside else _legend_lines(legend, width) * 5.2) + _SELA

    def room(printed: Chart) -> float:
        notes = _notes(printed, width)
        return height - head - (_SELA + len(notes) * _BARIS_KECIL if notes else 0.0)

    printed = sheets.fit_sheets(bagan, width, room)
    return {
        "judul": titles,
        "arti": [{"svg": sign.svg, "teks": sign.teks} for sign in legend],
        "sebelah": beside,
        "tinggi_kepala": head,
        "catatan": _notes(printed.bagan, width),
        "lembar": [_sheet(bagan, sheet, ragu) for sheet in printed.sheets],
    }


def _notes(bagan: Chart, width: float) -> list[str | dict[str, Any]]:
    """The lines below the table."""
    lines = [line for mark, text in bagan.catatan_kaki for line in note_lines(mark, text, width / KECIL)]
    return [_line(text, start * KECIL) for start, text in lines]


def _sheet(whole: Chart, sheet: PaperSheet, ragu: Collection[str]) -> dict[str, Any]:
    """One sheet: sizes in mm, cells with their lines, symbols by cell, arrows as one picture. ``whole``: the chart with
    all its words."""
    page, tata, unit = sheet.page, sheet.tata, sheet.unit
    return {
        "lebar": [round(w * unit, 4) for w in tata.lebar],
        "tinggi": [round(h * unit, 4) for h in (*tata.tinggi_kepala, *_heights(tata))],
        "baris_kepala": len(tata.tinggi_kepala),
        "huruf": tata.huruf.ukuran * unit,
        "kepala_huruf": tata.huruf.kepala * unit,
        "baris": tata.huruf.baris * unit,
        "isi_x": tata.huruf.isi_x * unit,
        "kepala": [_head_cell(tata, cell) for cell in tata.head_cells],
        "isi": [_cell(tata, cell, ragu, unit) for cell in tata.body_cells],
        "fase": [{"y": _place(tata, b.baris) - 1, "kx": len(tata.lebar), "teks": b.teks} for b in tata.bands],
        "simbol": [_symbol(whole, page, tata, s, tata.point(at), unit) for s, at in tata.drawing.simbol],
        "alur": _arrows(tata),
        "ukuran": [tata.x[-1] * unit, tata.y[-1] * unit],
    }


def _head_cell(tata: TableLayoutPx, cell: HeadCell) -> dict[str, Any]:
    width = sum(tata.lebar[cell.kolom : cell.kolom + cell.rentang_kolom])
    lines = wrap(cell.teks, tata.huruf.head_room(width), 1, bold=True)
    return {"x": cell.kolom, "y": cell.baris, "kx": cell.rentang_kolom, "ky": cell.rentang_baris, "teks": lines}


def _line(text: str, start: float) -> str | dict[str, Any]:
    """A line of the template, ``start`` mm in from the edge."""
    return {"teks": text, "masuk": round(start, 4)} if start else text


def _heights(tata: TableLayoutPx) -> list[float]:
    """The heights of the rows below the head, bands included."""
    return [
        h for band, row in zip(tata.tinggi_fase, tata.tinggi, strict=True) for h in ([band] if band else []) + [row]
    ]


def _place(tata: TableLayoutPx, row: int) -> int:
    """Which row of the printed table a row of the chart is: heads and bands are rows too."""
    return len(tata.tinggi_kepala) + row + sum(1 for band in tata.tinggi_fase[: row + 1] if band)


def _cell(tata: TableLayoutPx, cell: BodyCell, ragu: Collection[str], unit: float) -> dict[str, Any]:
    lines = [_line(text, start * unit) for text, start in zip(cell.teks, cell.masuk, strict=True)]
    if cell.peran == "no" and tata.bagan.baris[cell.baris].kode in ragu:
        lines.append("?")
    place = {"x": cell.kolom, "y": _place(tata, cell.baris), "ky": cell.rentang}
    return {**place, "tengah": cell.peran in ("no", "waktu"), "kosong": cell.kosong, "teks": lines}


def _symbol(
    bagan: Chart, page: Sheet, tata: TableLayoutPx, simbol: ChartSymbol, at: tuple[float, float], unit: float
) -> dict[str, Any]:
    """A symbol or pentagon as a picture, with its place in the table cell (mm) and what it says."""
    konektor = next((k for k in page.konektor if k.simbol.id == simbol.id), None)
    if konektor is None:
        width, height = tata.drawing.gaya.symbol_size(simbol.jenis)
        shape = draw.symbol(simbol, tata.drawing.gaya, (0, 0), least=draw.READABLE)
        words = symbol_description(bagan, next(s for s in bagan.simbol if s.id == simbol.id))
    else:
        width, height = tata.drawing.gaya.konektor
        shape = sheets.pentagon(konektor.isi, simbol.id, simbol.kolom, tata, (0, 0), {})
        words = _connector_words(bagan, konektor.isi, konektor.alur)
    width, height = width + 2 * _TEPI, height + 2 * _TEPI
    return {
        "x": simbol.kolom + 2,
        "y": _place(tata, simbol.baris),
        "dx": (at[0] - tata.x[simbol.kolom + 2] - width / 2) * unit,
        "dy": (at[1] - tata.y[simbol.baris] - height / 2) * unit,
        "lebar": width * unit,
        "svg": _svg(shape, -width / 2, -height / 2, width, height),
        "alt": clean(words),
    }


def _connector_words(bagan: Chart, letter: str, alur: ChartArrow) -> str:
    row = {s.id: s.baris for s in bagan.simbol}
    start, end = row_name(bagan, row[alur.dari]), row_name(bagan, row[alur.ke])
    return f"Sambungan {letter}: alur dari {start} ke {end} berlanjut pada lembar lain."


def _arrows(tata: TableLayoutPx) -> str:
    """All arrows and labels of a sheet, over the bands that they cross."""
    routes, gaya = tata.drawing.rute, tata.drawing.gaya
    parts = [
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" fill="{sheets.HEAD_GREY}"/>'
        for x, y, w, h in (band.kotak for band in tata.bands)
    ]
    parts += [part for _, rute in tata.drawing.layered for part in draw.edges(rute, tata.point, gaya)]
    parts += [draw.fork(id, alur, tata.point(at)) for id, alur, at in tata.drawing.cabang]
    parts += [draw.edge_label(r.alur, r.label, tata.point(r.label.point)) for r in routes if r.label is not None]
    return _svg("".join(parts), 0, 0, tata.x[-1], tata.y[-1])


def _svg(inner: str, left: float, top: float, width: float, height: float) -> str:
    """A picture in black."""
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": " ".join(map(number, (left, top, width, height))),
        "width": number(width), "height": number(height), "font-family": FONT,
    }  # fmt: skip
    black = (
        inner.replace(f'"{KUNING}"', '"#000"').replace(f'"{KUNING_LATAR}"', '"#fff"').replace(f'"{TINTA}"', '"#000"')
    )
    return f"<svg{attributes(root)}>{black}</svg>"


def _legend(bagan: Chart, ragu: bool) -> list[SignMeaning]:
    """The signs of this chart; only those it uses."""
    signs = [SignMeaning(_picture(sign, bagan), sign.text) for sign in signs_of(bagan)]
    return [*signs, SignMeaning("", "? = perkiraan, perlu konfirmasi")] if ragu else signs


def _picture(sign: Sign, bagan: Chart) -> str:
    example = sign.example
    if isinstance(example, ChartArrow) and sign.parted:
        at = (18, 16)
        ways = [draw.edge(example, [at, (18, y), (48, y)], ROOMY) for y in (7, 25)]
        stem = draw.edge(example, [(2, 16), at], ROOMY, tip=False)
        return _svg("".join([stem, *ways, draw.fork("", example, at)]), 0, 0, 52, 32)
    if isinstance(example, ChartArrow):
        return _svg(draw.edge(example, [(2, 16), (48, 16)], ROOMY), 0, 0, 52, 32)
    shape = draw.symbol(example, filled(ROOMY, bagan), (26, 16))
    # A sign is half as large as the symbol; its "?" is as large as what can be read.
    shape = re.sub(r'y="[\d.]+"( text-anchor="middle") font-size="[\d.]+"', r'y="7"\1 font-size="20"', shape)
    return _svg(shape, 0, 0, 52, 32)


def _legend_lines(legend: list[SignMeaning], width: float) -> int:
    """How many lines the legend takes where it stands below the title."""
    ends = [0.0]
    for sign in legend:
        needed = 9 + text_width(sign.teks, KECIL) + 4
        if ends[-1] and ends[-1] + needed > width:
            ends.append(0.0)
        ends[-1] += needed
    return len(ends)
