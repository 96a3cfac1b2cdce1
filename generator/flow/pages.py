"""The chart on paper: one SVG for each sheet, cut by row heights, with pentagons where the flow goes on elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from generator.flow import draw, svg
from generator.flow.cut import Halaman, crossing_links, cuts, divide
from generator.flow.draw import FONT, TINTA, attributes, number
from generator.flow.graph import Bagan
from generator.flow.layout import Tata, lay_out
from generator.flow.route import plan
from generator.flow.style import Huruf

#: One SVG unit on paper (mm): type of 12 units is then 8.5 pt.
SATUAN = 0.25
CETAKAN = Huruf(baris=14, isi_y=4)
#: A row of pentagons is about this high (units).
SAMBUNGAN = 50
#: How often the room for rows is made smaller until every page fits, before a page is scaled down.
TRIES = 6


@dataclass(frozen=True, slots=True)
class Kertas:
    """The room for the table on a sheet (mm): the paper less its margins and what else stands on the page."""

    nama: str
    lebar: float
    tinggi: float


#: Landscape sheets, with margins of 15 mm and 20 mm for the title and the page number.
F4 = Kertas("F4", 330 - 30, 215 - 50)
A4 = Kertas("A4", 297 - 30, 210 - 50)
LETTER = Kertas("Letter", 279.4 - 30, 215.9 - 50)


def draw_pages(bagan: Bagan, kertas: Kertas, huruf: Huruf | None = None) -> list[str]:
    """The chart as one SVG a sheet, each as wide as the paper allows and no higher than its room.

    All pages have the same columns and repeat the head. A page whose rows cannot fit even alone (one row higher than
    the sheet) is scaled down as a whole.
    """
    huruf = huruf or CETAKAN
    width = kertas.lebar / SATUAN
    whole = lay_out(bagan, plan(bagan), huruf, width)
    scale = min(1.0, width / whole.x[-1])
    room = kertas.tinggi / SATUAN / scale
    pages = fit_sheets(bagan, whole, room)
    return [_sheet(page, tata, kertas, n, len(pages)) for n, (page, tata) in enumerate(pages)]


def fit_sheets(bagan: Bagan, whole: Tata, room: float) -> list[tuple[Halaman, Tata]]:
    """Cut so that every page fits: less room for rows after each try that came out too high."""
    crossing = crossing_links(bagan)
    limit = room - sum(whole.tinggi_kepala)
    best: list[tuple[Halaman, Tata]] = []
    for _ in range(TRIES):
        spans = cuts(whole.tinggi, limit, crossing, SAMBUNGAN)
        best = _lay_out(divide(bagan, spans), whole)
        over = max((tata.y[-1] - room for (_, tata), (a, b) in zip(best, spans, strict=True) if b - a > 1), default=0.0)
        if over <= 0:
            break
        limit -= over + 1
    return best


def _lay_out(pages: list[Halaman], whole: Tata) -> list[tuple[Halaman, Tata]]:
    """Lay the pages out with the same columns: the widest that any of them needs."""
    plans = [plan(page.bagan, whole.rencana.gaya, frozenset(k.simbol.id for k in page.konektor)) for page in pages]
    least = [whole.rencana, *plans]
    widest = tuple(max(column) for column in zip(*(rencana.lebar_min for rencana in least), strict=True))
    whole = lay_out(whole.bagan, replace(whole.rencana, lebar_min=widest), whole.huruf, whole.x[-1])
    return [
        (page, lay_out(page.bagan, rencana, whole.huruf, kolom=whole.lebar))
        for page, rencana in zip(pages, plans, strict=True)
    ]


def _sheet(page: Halaman, tata: Tata, kertas: Kertas, n: int, count: int) -> str:
    """One page as an SVG document in mm."""
    scale = min(1.0, kertas.lebar / SATUAN / tata.x[-1], kertas.tinggi / SATUAN / tata.y[-1])
    width, height = tata.x[-1], tata.y[-1]
    id = f"{tata.bagan.id}-halaman-{n + 1}"
    title = f"{tata.bagan.judul}, halaman {n + 1} dari {count}"
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "class": "bagan-svg", "width": f"{number(width * SATUAN * scale)}mm",
        "height": f"{number(height * SATUAN * scale)}mm",
        "viewBox": f"-0.5 -0.5 {number(width + 1)} {number(height + 1)}",
        "role": "img", "lang": "id", "aria-labelledby": f"judul-{id}", "font-family": FONT,
        "font-size": number(tata.huruf.ukuran),
    }  # fmt: skip
    return "\n".join([
        f"<svg{attributes(root)}>", f'<title id="{escape(f"judul-{id}")}">{escape(title)}</title>',
        *svg.table(tata, page.nomor_baris), *_drawing(page, tata), "</svg>", "",
    ])  # fmt: skip


def _drawing(page: Halaman, tata: Tata) -> list[str]:
    """Arrows, symbols, pentagons and labels of a page, named after the links of the whole chart."""
    rencana, konektor = tata.rencana, {k.simbol.id: k for k in page.konektor}
    parts = []
    for rute, asal in zip(rencana.rute, page.asal, strict=True):
        link = attributes({"data-link": asal.nama}) if rute.alur.nama != asal.nama else ""
        parts.append(draw.edge(rute.alur, [tata.titik(t) for t in rute.titik], rencana.gaya, link))
    for simbol, at in rencana.simbol:
        row, place = page.nomor_baris[simbol.baris], tata.titik(at)
        if simbol.id in konektor:
            letter = konektor[simbol.id].huruf
            parts.append(pentagon(letter, simbol.id, simbol.kolom, tata, place, {"data-row": row}))
        else:
            parts.append(draw.symbol(simbol, rencana.gaya, place, baris=row))
    for rute, asal in zip(rencana.rute, page.asal, strict=True):
        if rute.label:
            start = tata.titik(rute.label.titik)
            parts.append(draw.edge_label(rute.alur, start, rute.label.rata, rencana.gaya, nama=asal.nama))
    return parts


def pentagon(letter: str, id: str, column: int, tata: Tata, at: tuple[float, float], row: dict[str, str]) -> str:
    """The off-page connector with its letter."""
    width, height = tata.rencana.gaya.konektor
    w, h = width / 2, height / 2
    group = {
        "class": "node connector", "data-id": id, "data-lane": column, **row,
        "transform": f"translate({number(at[0])} {number(at[1])})",
    }  # fmt: skip
    shape = " ".join(f"{number(x)},{number(y)}" for x, y in ((-w, -h), (w, -h), (w, h * 0.35), (0, h), (-w, h * 0.35)))
    size = 11 if len(letter) == 1 else 9
    return (
        f"<g{attributes(group)}><title>{escape(f'Sambungan {letter}')}</title>"
        f'<polygon points="{shape}" fill="#fff" stroke="{TINTA}" stroke-width="1.4"/>'
        f'<text x="0" y="{number(size * 0.28)}" text-anchor="middle" font-size="{size}" fill="{TINTA}">'
        f"{letter}</text></g>"
    )
