"""The chart on paper: one SVG for each sheet, cut by row heights, with pentagons where the flow goes on elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from generator.chart import draw, svg
from generator.chart.cut import Sheet, crossing_links, cuts, divide
from generator.chart.draw import FONT, KUNING, KUNING_LATAR, TINTA, attributes, number
from generator.chart.layout import Box, MeasuredTable, TableLayoutPx, lay_out
from generator.chart.router.route import Drawing, plan
from generator.chart.sheet_frame import SheetFrame, SheetText
from generator.chart.style import ChartType
from generator.steps.graph import Chart
from generator.text.measure import wrap

#: One SVG unit on paper (mm): type of 12 units is then 8.5 pt.
SATUAN = 0.25
#: Larger units, for charts that need no second sheet at them: 9.5 pt, 9 pt.
LARGER = (0.28, 0.265)
CETAKAN = ChartType(baris=14, isi_y=4)
#: For a chart that would have to be scaled down in its width: narrower columns and less room round the words.
CETAKAN_RAPAT = ChartType(
    baris=14, isi_x=3.5, isi_y=4, lebar_no=28, lebar_uraian=120, lebar_mutu=68, lebar_waktu=68, lebar_keterangan=68,
    lebar_pelaksana=62,
)  # fmt: skip
#: The type of labels and the room beside symbols where the table would have to be scaled down even so (units; 7 pt).
SMALL_LABELS, NARROW = 9.9, 9
#: A row of pentagons is about this high (units).
SAMBUNGAN = 50
#: How often the room for rows is made smaller until every page fits, before a page is scaled down.
TRIES = 6
#: The grey of head cells, and the thickness of the grid (units).
HEAD_GREY, RULE = "#e6e6e6", "0.8"


@dataclass(frozen=True, slots=True)
class SheetRoom:
    """The room for a sheet of the chart (mm): the paper less its margins and what else stands on the page."""

    nama: str
    lebar: float
    tinggi: float


def draw_pages(bagan: Chart, kertas: SheetRoom, text: SheetText | None = None) -> list[str]:
    """The chart as one SVG a sheet, each as wide as the paper allows and no higher than its room.

    All pages have the same columns and repeat the head. The type is as large as one sheet allows, if one is enough. A
    page whose rows cannot fit even alone (one row higher than the sheet) is scaled down as a whole. ``text``: what
    stands round the chart on each sheet.
    """
    frame = SheetFrame(bagan, text or SheetText(), kertas.lebar)
    height = kertas.tinggi - frame.top - frame.bottom
    unit, whole = paper_layout(bagan, kertas.lebar, height)
    scale = min(1.0, kertas.lebar / unit / whole.x[-1])
    pages = fit_sheets(bagan, whole, height / unit / scale)
    room = (kertas.lebar / unit, height / unit)
    return [
        _sheet(page, tata, frame, unit * _fit(tata, room), (n, len(pages))) for n, (page, tata) in enumerate(pages, 1)
    ]


def paper_layout(
    bagan: Chart, width: float, height: float, units: Sequence[float] = (*LARGER, SATUAN)
) -> tuple[float, TableLayoutPx]:
    """The whole chart for paper ``width`` x ``height`` mm, as low as it can be, and the mm of one unit: the first of
    ``units`` at which one sheet is enough, else the last."""
    tabel, rencana, huruf = MeasuredTable(bagan), plan(bagan), CETAKAN
    if sum(tabel.kolom.least(rencana, huruf)) * SATUAN > width:
        huruf = CETAKAN_RAPAT
        if sum(tabel.kolom.least(rencana, huruf)) * SATUAN > width:
            rencana = plan(bagan, replace(rencana.gaya, huruf_label=SMALL_LABELS, jarak_x=NARROW))
    for unit in units:
        whole = tabel.lay_out(rencana, huruf, tabel.lowest(rencana, huruf, width / unit))
        if whole.x[-1] * unit <= width and whole.y[-1] * unit <= height:
            break
    return unit, whole


def _fit(tata: TableLayoutPx, room: tuple[float, float]) -> float:
    """How much a page must be scaled down to fit in the room (units)."""
    return min(1.0, room[0] / tata.x[-1], room[1] / tata.y[-1])


def fit_sheets(bagan: Chart, whole: TableLayoutPx, room: float) -> list[tuple[Sheet, TableLayoutPx]]:
    """Cut so that every page fits: less room for rows after each try that came out too high."""
    if whole.y[-1] <= room:
        return [(divide(bagan, ())[0], whole)]
    crossing = crossing_links(bagan)
    limit = room - sum(whole.tinggi_kepala)
    best: list[tuple[Sheet, TableLayoutPx]] = []
    for _ in range(TRIES):
        spans = cuts(whole.tinggi, limit, crossing, SAMBUNGAN)
        best = _lay_out(divide(bagan, spans), whole)
        over = max((tata.y[-1] - room for (_, tata), (a, b) in zip(best, spans, strict=True) if b - a > 1), default=0.0)
        if over <= 0:
            break
        limit -= over + 1
    return best


def _lay_out(pages: list[Sheet], whole: TableLayoutPx) -> list[tuple[Sheet, TableLayoutPx]]:
    """Lay the pages out with the same columns: the widest that any of them needs."""
    plans = [_plan_page(page, whole.drawing) for page in pages]
    least = [whole.drawing, *plans]
    widest = tuple(max(column) for column in zip(*(rencana.lebar_min for rencana in least), strict=True))
    whole = lay_out(whole.bagan, replace(whole.drawing, lebar_min=widest), whole.huruf, whole.x[-1])
    return [
        (page, lay_out(page.bagan, rencana, whole.huruf, kolom=whole.lebar))
        for page, rencana in zip(pages, plans, strict=True)
    ]


def _plan_page(page: Sheet, whole: Drawing) -> Drawing:
    """The drawing of a page: its links leave their symbols as they do on the screen, unless the cut forbids it."""
    connectors = frozenset(k.simbol.id for k in page.konektor)
    side = {rute.alur.nama: rute.keluar for rute in whole.rute}
    links = zip(page.bagan.alur, page.asal, strict=True)
    sides = [side[asal.nama] if half.dari not in connectors else None for half, asal in links]
    return plan(page.bagan, whole.gaya, connectors, sides)


def _sheet(page: Sheet, tata: TableLayoutPx, frame: SheetFrame, unit: float, place: tuple[int, int]) -> str:
    """One page as an SVG document, black on white, in units of the chart; ``unit``: mm a unit; ``place``: which page of
    how many."""
    height = tata.y[-1] * unit
    size = (max(tata.x[-1] * unit, frame.width), frame.top + height + frame.bottom)
    box = (-1.0, -frame.top / unit - 1, size[0] / unit + 2, size[1] / unit + 2)
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "class": "bagan-svg", "width": f"{number(size[0])}mm",
        "height": f"{number(size[1])}mm", "viewBox": " ".join(map(number, box)), "lang": "id", "font-family": FONT,
    }  # fmt: skip
    chart = "\n".join([*_table(tata), *svg.bands(tata, page.nomor_baris), svg.rules(tata), *_drawing(page, tata)])
    for colour, paper in ((TINTA, "#000"), (KUNING, "#000"), (svg.GARIS, "#000"), (KUNING_LATAR, "#fff")):
        chart = chart.replace(f'"{colour}"', f'"{paper}"')
    words = "".join(frame.draw(*place, height))
    if words:
        move = f"translate(0 {number(-frame.top / unit)}) scale({number(1 / unit)})"
        words = f'<g class="frame" transform="{move}">{words}</g>'
    return "\n".join([f"<svg{attributes(root)}>", words, chart, "</svg>", ""])


def _table(tata: TableLayoutPx) -> list[str]:
    """Head and text cells: the boxes as one path each, the words grouped by how they look."""
    huruf = tata.huruf
    heads = [tata.head_box(cell) for cell in tata.head_cells]
    cells = [tata.body_box(cell) for cell in tata.body_cells]
    bold = [
        _lines(box, wrap(cell.teks, huruf.head_room(box[2]), 1, bold=True), huruf)
        for cell, box in zip(tata.head_cells, heads, strict=True)
    ]
    centred: list[str] = []
    plain: list[str] = []
    empty: list[str] = []
    for cell, box in zip(tata.body_cells, cells, strict=True):
        kind = empty if cell.kosong else centred if cell.peran == "no" else plain
        starts = [] if cell.peran == "no" else [box[0] + huruf.isi_x + start for start in cell.masuk]
        kind.append(_lines(box, cell.teks, huruf, starts))
    size, middle = f'font-size="{number(huruf.ukuran)}"', 'text-anchor="middle"'
    rule = f'stroke="#000" stroke-width="{RULE}"'
    return [
        f'<path class="heads" d="{"".join(map(_outline, heads))}" fill="{HEAD_GREY}" {rule}/>',
        f'<path class="cells" d="{"".join(map(_outline, cells))}" fill="none" {rule}/>',
        f'<g font-size="{number(huruf.kepala)}" font-weight="bold" {middle}>{"".join(bold)}</g>',
        *(f"<g {look}>{''.join(words)}</g>" for look, words in (
            (f"{size} {middle}", centred), (size, plain), (f'{size} font-style="italic"', empty),
        ) if words),
    ]  # fmt: skip


def _outline(box: Box) -> str:
    left, top, width, height = map(number, box)
    return f"M{left} {top}h{width}v{height}h-{width}z"


def _lines(box: Box, lines: Sequence[str], huruf: ChartType, starts: Sequence[float] = ()) -> str:
    """Lines of words in the middle of a cell from top to bottom; ``starts``: where each begins, () = in its middle."""
    left, top, width, height = box
    places = starts or [left + width / 2] * len(lines)
    first = top + (height - len(lines) * huruf.baris) / 2 + huruf.baris / 2 + huruf.ukuran * 0.36
    return "".join(
        f'<text x="{number(x)}" y="{number(first + n * huruf.baris)}">{escape(line)}</text>'
        for n, (x, line) in enumerate(zip(places, lines, strict=True))
    )


def _drawing(page: Sheet, tata: TableLayoutPx) -> list[str]:
    """Arrows, symbols, pentagons and labels of a page, named after the links of the whole chart."""
    rencana, konektor = tata.drawing, {k.simbol.id: k for k in page.konektor}
    parts = []
    for rute, asal in zip(rencana.rute, page.asal, strict=True):
        link = attributes({"data-link": asal.nama}) if rute.alur.nama != asal.nama else ""
        parts.append(draw.edge(rute.alur, [tata.point(t) for t in rute.point], rencana.gaya, link))
    for simbol, at in rencana.simbol:
        row, place = page.nomor_baris[simbol.baris], tata.point(at)
        if simbol.id in konektor:
            letter = konektor[simbol.id].huruf
            parts.append(pentagon(letter, simbol.id, simbol.kolom, tata, place, {"data-row": row}))
        else:
            parts.append(draw.symbol(simbol, rencana.gaya, place, baris=row))
    for rute, asal in zip(rencana.rute, page.asal, strict=True):
        if rute.label:
            start = tata.point(rute.label.point)
            parts.append(draw.edge_label(rute.alur, rute.label, start, nama=asal.nama))
    return parts


def pentagon(
    letter: str, id: str, column: int, tata: TableLayoutPx, at: tuple[float, float], row: dict[str, str]
) -> str:
    """The off-page connector with its letter."""
    width, height = tata.drawing.gaya.konektor
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
