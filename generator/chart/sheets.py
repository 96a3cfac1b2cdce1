"""The chart on paper: one SVG for each sheet, cut by row heights, with pentagons where the flow goes on elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from generator.chart import draw, svg
from generator.chart.cut import Sheet, crossing_links, cuts, divide
from generator.chart.draw import FONT, KUNING, KUNING_LATAR, TINTA, attributes, number, words_of_line
from generator.chart.layout import Box, MeasuredTable, TableLayoutPx
from generator.chart.long_rows import SplitChart, split_rows
from generator.chart.paper_type import LEAST, PaperType, ways
from generator.chart.router.route import Drawing, plan
from generator.chart.sheet_frame import SheetFrame, SheetText
from generator.chart.style import ChartType
from generator.steps.graph import Chart
from generator.text.measure import wrap

#: Larger units, for charts that need no second sheet at them: 9.5 pt, 9 pt.
LARGER = (0.28, 0.265)
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


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet with its layout, and one unit of it on paper (mm); ``wanted``: before it was made to fit its height."""

    page: Sheet
    tata: TableLayoutPx
    unit: float
    wanted: float


@dataclass(frozen=True, slots=True)
class PaperChart:
    """A chart as it is printed (``bagan``: some of its words may have moved below the table) and its sheets.
    ``continued``: how often a row goes on on the next sheet."""

    bagan: Chart
    sheets: tuple[PaperSheet, ...]
    continued: int = 0

    @property
    def least_unit(self) -> float:
        """One unit on the sheet with the smallest type (mm)."""
        return min(sheet.unit for sheet in self.sheets)

    @property
    def readable(self) -> bool:
        """Whether its type is nowhere below the floors."""
        return self.least_unit >= LEAST - 1e-6

    @property
    def far_labels(self) -> int:
        """How many labels of arrows found no place near them."""
        return sum(bool(rute.label and rute.label.far) for sheet in self.sheets for rute in sheet.tata.drawing.rute)


def draw_pages(bagan: Chart, kertas: SheetRoom, text: SheetText | None = None) -> list[str]:
    """The chart as one SVG a sheet, each as wide as the paper allows and no higher than its room. ``text``: what stands
    round the chart on each sheet."""
    words = text or SheetText()

    def height(printed: Chart) -> float:
        frame = SheetFrame(printed, words, kertas.lebar)
        return kertas.tinggi - frame.top - frame.bottom

    printed = fit_sheets(bagan, kertas.lebar, height, LARGER)
    frame, count = SheetFrame(printed.bagan, words, kertas.lebar), len(printed.sheets)
    return [_sheet(one.page, one.tata, frame, one.unit, (n, count)) for n, one in enumerate(printed.sheets, 1)]


def fit_sheets(
    bagan: Chart, width: float, height_for: Callable[[Chart], float], larger: Sequence[float] = ()
) -> PaperChart:
    """The sheets of a chart: all have the same columns and repeat the head.

    ``width``: of a sheet (mm); ``height_for``: how high the table of a printed chart may be (mm). The type is as large
    as one sheet allows, if one is enough; ``larger``: units above the usual one to try. Rows that no sheet can hold
    are split; a sheet that is too high even so, because of its drawing, is scaled down as a whole.
    """
    found: list[PaperChart] = []
    for _, group in groupby(ways(bagan, width), key=lambda way: way.letters):
        for way in group:
            found.append(_fit(way, height_for(way.bagan), larger))
            if found[-1].least_unit >= way.unit - 1e-6 and not found[-1].far_labels and not found[-1].continued:
                return found[-1]
        best = max(found, key=lambda one: (one.readable, -one.far_labels, -one.continued, one.least_unit))
        if best.readable and not best.far_labels:  # a row that goes on is no reason to move words away
            break
    return best


def _fit(way: PaperType, height: float, larger: Sequence[float]) -> PaperChart:
    """The sheets in one way of printing; ``height``: of a sheet (mm), ``larger``: units to try first."""
    bagan = way.bagan
    lowest = sum(way.rencana.tinggi_min)  # whatever the texts take, rows are no lower than their symbols
    for unit in (*[some for some in larger if lowest * some <= height], way.unit):
        whole, unit = way.lay_out(unit)
        if whole.y[-1] * unit <= height:
            return PaperChart(bagan, (PaperSheet(divide(bagan, ())[0], whole, unit, unit),))
    limit = height / unit - sum(whole.tinggi_kepala) - 2 * SAMBUNGAN
    sides = [rute.keluar for rute in way.rencana.rute]
    best: tuple[PaperSheet, ...] = ()
    for _ in range(TRIES):
        split = split_rows(whole, limit)
        if split.bagan is bagan:
            best = _cut(split, way, whole, height)
        else:
            tabel, rencana = MeasuredTable(split.bagan), plan(split.bagan, way.rencana.gaya, sides=sides)
            best = _cut(split, replace(way, tabel=tabel), tabel.lay_out(rencana, way.huruf, whole.lebar), height)
        over, tallest = max((one.tata.y[-1] - height / one.wanted, max(one.tata.tinggi)) for one in best)
        if over <= 0 or limit <= SAMBUNGAN:
            break
        limit = min(limit, tallest) - over - 1
        whole = way.tabel.lay_out(way.rencana, way.huruf, best[0].tata.lebar)
    return PaperChart(bagan, best, len(split.numbers) - len(bagan.baris))


def _cut(split: SplitChart, way: PaperType, whole: TableLayoutPx, height: float) -> tuple[PaperSheet, ...]:
    """Cut so that every page fits: less room for rows after each try that came out too high."""
    crossing = crossing_links(split.bagan)
    limit = height / way.unit_of(whole.lebar, way.unit) - sum(whole.tinggi_kepala)
    leaving = _leaving(way.rencana)
    best: list[PaperSheet] = []
    for _ in range(TRIES):
        spans = cuts(whole.heights_with_bands, limit, crossing, SAMBUNGAN)
        best = _lay_out(divide(split.bagan, spans, split.numbers, leaving), way, whole)
        over = max(
            (one.tata.y[-1] - height / one.unit for one, (a, b) in zip(best, spans, strict=True) if b - a > 1),
            default=0.0,
        )
        if over <= 0:
            break
        whole = way.tabel.lay_out(whole.drawing, way.huruf, best[0].tata.lebar)
        limit = min(limit, height / min(one.unit for one in best) - sum(whole.tinggi_kepala)) - over - 1
    return tuple([replace(one, unit=min(one.unit, height / one.tata.y[-1])) for one in best])


def _lay_out(pages: list[Sheet], way: PaperType, whole: TableLayoutPx) -> list[PaperSheet]:
    """Lay the pages out with the same columns: those of the whole table, or what its drawing on the pages needs."""
    plans = [_plan_page(page, whole.drawing) for page in pages]
    widest = tuple(max(column) for column in zip(*(rencana.lebar_min for rencana in plans), strict=True))
    widths: Sequence[float] = whole.lebar
    if any(need > have for need, have in zip(widest, widths[2:], strict=False)):
        widths = way.columns(replace(whole.drawing, lebar_min=widest), way.unit)
    unit = way.unit_of(widths, way.unit)
    return [
        PaperSheet(page, MeasuredTable(page.bagan).lay_out(rencana, way.huruf, widths), unit, unit)
        for page, rencana in zip(pages, plans, strict=True)
    ]


def _plan_page(page: Sheet, whole: Drawing) -> Drawing:
    """The drawing of a page: its links leave their symbols as they do on the screen, unless the cut forbids it."""
    connectors = frozenset(k.simbol.id for k in page.konektor)
    side = _leaving(whole)
    links = zip(page.bagan.alur, page.asal, strict=True)
    sides = [side[asal.nama] if half.dari not in connectors else None for half, asal in links]
    return plan(page.bagan, whole.gaya, connectors, sides)


def _leaving(whole: Drawing) -> dict[str, tuple[int, int]]:
    """For each link the direction in which it leaves its symbol."""
    return {rute.alur.nama: rute.keluar for rute in whole.rute}


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
    phases = [_lines(b.kotak, b.teks, huruf, [huruf.isi_x] * len(b.teks)) for b in tata.bands]
    shaded = [*heads, *(band.kotak for band in tata.bands)]
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
    looks = (
        (f'font-size="{number(huruf.kepala)}" font-weight="bold" {middle}', bold),
        (f'font-size="{number(huruf.kepala)}" font-weight="bold"', phases),
        (f"{size} {middle}", centred), (size, plain), (f'{size} font-style="italic"', empty),
    )  # fmt: skip
    return [
        f'<path class="heads" d="{"".join(map(_outline, shaded))}" fill="{HEAD_GREY}" {rule}/>',
        f'<path class="cells" d="{"".join(map(_outline, cells))}" fill="none" {rule}/>',
        *(f"<g {look}>{''.join(words)}</g>" for look, words in looks if words),
    ]


def _outline(box: Box) -> str:
    left, top, width, height = map(number, box)
    return f"M{left} {top}h{width}v{height}h-{width}z"


def _lines(box: Box, lines: Sequence[str], huruf: ChartType, starts: Sequence[float] = ()) -> str:
    """Lines of words in the middle of a cell from top to bottom; ``starts``: where each begins, () = in its middle."""
    left, top, width, height = box
    places = starts or [left + width / 2] * len(lines)
    first = top + (height - len(lines) * huruf.baris) / 2 + huruf.baris / 2 + huruf.ukuran * 0.36
    return "".join(
        f'<text x="{number(x)}" y="{number(first + n * huruf.baris)}">{words_of_line(line)}</text>'
        for n, (x, line) in enumerate(zip(places, lines, strict=True))
    )


def _drawing(page: Sheet, tata: TableLayoutPx) -> list[str]:
    """Arrows, symbols, pentagons and labels of a page, named after the links of the whole chart."""
    rencana, konektor = tata.drawing, {k.simbol.id: k for k in page.konektor}
    parts = []
    for n, rute in rencana.layered:
        parts += draw.edges(rute, tata.point, rencana.gaya, page.asal[n].nama)
    parts += [draw.fork(id, alur, tata.point(at)) for id, alur, at in rencana.cabang]
    for simbol, at in rencana.simbol:
        row, place = page.nomor_baris[simbol.baris], tata.point(at)
        if simbol.id in konektor:
            letter = konektor[simbol.id].isi
            parts.append(pentagon(letter, simbol.id, simbol.kolom, tata, place, {"data-row": row}))
        else:
            parts.append(draw.symbol(simbol, rencana.gaya, place, baris=row, least=draw.READABLE))
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
    size = 11
    return (
        f"<g{attributes(group)}><title>{escape(f'Sambungan {letter}')}</title>"
        f'<polygon points="{shape}" fill="#fff" stroke="{TINTA}" stroke-width="1.4"/>'
        f'<text x="0" y="{number(size * 0.28)}" text-anchor="middle" font-size="{size}" fill="{TINTA}">'
        f"{letter}</text></g>"
    )
