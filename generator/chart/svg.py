"""A chart as a picture file: the whole table with its head, texts, symbols, arrows and footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.chart import diff_marks as marks
from generator.chart import draw as gambar
from generator.chart.diff_marks import ChartMarks
from generator.chart.draw import FONT, TINTA, attributes, number, quoted
from generator.chart.layout import BodyCell, Box, HeadCell, PhaseBand, TableLayoutPx, lay_out
from generator.chart.router.route import plan
from generator.chart.spoken import summary
from generator.chart.style import ChartType
from generator.steps.graph import Chart
from generator.text.hanging_text import note_lines
from generator.text.measure import wrap

GARIS, LATAR_KEPALA, PUDAR = "#5c6764", "#e6e9e8", "#52615d"
#: White room round the table.
TEPI = 8


def draw(bagan: Chart, huruf: ChartType | None = None, tanda: ChartMarks | None = None) -> str:
    """The chart as a stand-alone SVG document; needs no font, style sheet or script. ``tanda``: marks beside it."""
    tata = lay_out(bagan, plan(bagan), huruf)
    notes, notes_height = _footnotes(tata)
    left = -TEPI - (marks.LEBAR if tanda else 0)
    width, height = tata.x[-1] + TEPI - left, tata.y[-1] + 2 * TEPI + notes_height
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "class": "bagan-svg", "width": number(width), "height": number(height),
        "viewBox": f"{left} {-TEPI} {number(width)} {number(height)}", "role": "img", "lang": "id",
        "aria-labelledby": f"judul-{bagan.id} uraian-{bagan.id}", "font-family": FONT,
        "font-size": number(tata.huruf.ukuran),
    }  # fmt: skip
    parts = [
        f"<svg{attributes(root)}>",
        f'<title id="{escape(f"judul-{bagan.id}")}">{escape(bagan.judul)}</title>',
        f'<desc id="{escape(f"uraian-{bagan.id}")}">{escape(summary(bagan))}</desc>',
        f'<rect x="{left}" y="{-TEPI}" width="{number(width)}" height="{number(height)}" fill="#fff"/>',
        *(marks.grounds(tata, tanda) if tanda else ()), *table(tata), *drawing(tata),
        *((*marks.words(tata, tanda), *marks.signs(tata, tanda)) if tanda else ()), *notes, "</svg>",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def table(tata: TableLayoutPx, rows: Sequence[str] = ()) -> list[str]:
    """Head cells, text cells and the rules of the pelaksana columns. ``rows`` names the rows, if not by their place."""
    return [
        *(_head_cell(tata, cell) for cell in tata.head_cells), *(_phase(tata, band) for band in tata.bands),
        *bands(tata, rows), rules(tata), *(_body_cell(tata, cell) for cell in tata.body_cells),
    ]  # fmt: skip


def drawing(tata: TableLayoutPx) -> list[str]:
    """Arrows first, then the symbols and labels on top of them."""
    rencana = tata.drawing
    parts = [part for _, rute in rencana.layered for part in gambar.edges(rute, tata.point, rencana.gaya)]
    parts += [gambar.fork(id, alur, tata.point(t)) for id, alur, t in rencana.cabang]
    parts += [gambar.symbol(s, rencana.gaya, tata.point(t)) for s, t in rencana.simbol]
    for rute in rencana.rute:
        if rute.label:
            at = tata.point(rute.label.point)
            parts.append(gambar.edge_label(rute.alur, rute.label, at))
    return parts


def bands(tata: TableLayoutPx, rows: Sequence[str] = ()) -> list[str]:
    """The rows and lanes of the drawing as invisible rectangles, for whoever measures it."""
    x, y, n = tata.x, tata.y, len(tata.bagan.kolom)
    parts = []
    for r, height in enumerate(tata.tinggi):
        row = quoted(rows[r]) if rows else r
        parts.append(_rect(f'class="row" data-row="{row}"', x[2], y[r], x[2 + n] - x[2], height))
    for c in range(n):
        parts.append(_rect(f'class="lane" data-lane="{c}"', x[2 + c], y[0], tata.lebar[2 + c], y[-1] - y[0]))
    return parts


def _rect(names: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle without paint; ``names``: its other attributes."""
    box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {names} {box} fill="none"/>'


def rules(tata: TableLayoutPx) -> str:
    """The table rules between rows and between pelaksana columns."""
    x, y, n = tata.x, tata.y, len(tata.bagan.kolom)
    edges = dict.fromkeys(end for r, height in enumerate(tata.tinggi) for end in (y[r], y[r] + height))
    lines = [f"M{number(x[2])} {number(at)}H{number(x[2 + n])}" for at in edges]
    lines += [
        f"M{number(x[2 + c])} {number(top)}V{number(bottom)}" for top, bottom in tata.stretches for c in range(n + 1)
    ]
    return f'<path class="grid" d="{"".join(lines)}" fill="none" stroke="{GARIS}" stroke-width="0.8"/>'


def _head_cell(tata: TableLayoutPx, cell: HeadCell) -> str:
    """A head cell with its text in the middle."""
    huruf, box = tata.huruf, tata.head_box(cell)
    lines = wrap(cell.teks, huruf.head_room(box[2]), 1, bold=True)
    style = {"text-anchor": "middle", "font-weight": "bold", "font-size": number(huruf.kepala), "fill": TINTA}
    return _cell(box, lines, (2 * box[0] + box[2]) / 2, style, huruf, LATAR_KEPALA)


def _phase(tata: TableLayoutPx, band: PhaseBand) -> str:
    """The band of a phase; its words stand over No and kegiatan, where no arrow meets them."""
    style = {"font-weight": "bold", "font-size": number(tata.huruf.kepala), "fill": TINTA}
    return _cell(band.kotak, band.teks, tata.huruf.isi_x, style, tata.huruf, LATAR_KEPALA)


def _body_cell(tata: TableLayoutPx, cell: BodyCell) -> str:
    """A text cell; an empty one says that it is, in muted italics."""
    box = tata.body_box(cell)
    style = {"font-style": "italic", "fill": PUDAR} if cell.kosong else {"fill": TINTA}
    x = box[0] + tata.huruf.isi_x
    if cell.peran == "no":
        x, style = box[0] + box[2] / 2, {**style, "text-anchor": "middle"}
    return _cell(box, cell.teks, x, style, tata.huruf, masuk=cell.masuk)


def _cell(
    box: Box, lines: Sequence[str], x: float, style: dict[str, str],
    huruf: ChartType, background: str = "none", masuk: Sequence[float] = (),
) -> str:  # fmt: skip
    """A rectangle with lines of text, centred from top to bottom; ``masuk``: how far in each of them starts."""
    left, top, width, height = box
    first = top + (height - len(lines) * huruf.baris) / 2 + huruf.baris / 2 + huruf.ukuran * 0.36
    frame = {
        "x": number(left), "y": number(top), "width": number(width), "height": number(height),
        "fill": background, "stroke": GARIS, "stroke-width": "0.8",
    }  # fmt: skip
    look = attributes(style)
    texts = "".join(
        f'<text x="{number(x + start)}" y="{number(first + n * huruf.baris)}"{look}>{gambar.words_of_line(line)}</text>'
        for n, (line, start) in enumerate(zip(lines, masuk or [0.0] * len(lines), strict=True))
    )
    return f'<g class="cell"><rect{attributes(frame)}/>{texts}</g>'


def _footnotes(tata: TableLayoutPx) -> tuple[list[str], float]:
    """The footnotes below the table, and the height they take."""
    huruf, parts = tata.huruf, []
    y = tata.y[-1] + huruf.baris
    for mark, text in tata.bagan.catatan_kaki:
        for start, line in note_lines(mark, text, tata.x[-1] / huruf.ukuran):
            y += huruf.baris
            words = gambar.words_of_line(line)
            parts.append(f'<text x="{number(start * huruf.ukuran)}" y="{number(y)}" fill="{TINTA}">{words}</text>')
    return parts, (y - tata.y[-1] if parts else 0)
