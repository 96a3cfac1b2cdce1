"""The chart on a page: an HTML table with one SVG laid over its pelaksana columns.

The page is right without any script: widths and heights are computed in px. Every drawn thing also carries its
logical places in ``data-t`` ("column,fraction,shift row,fraction,shift" and ";" between corners), from which
``bagan.js`` lays the drawing out anew when the browser makes other rows and columns of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from html import escape

from generator.chart import draw
from generator.chart.draw import attributes, number
from generator.chart.layout import HeadCell, MeasuredTable, PhaseBand, TableLayoutPx
from generator.chart.legend import DOUBT, SIGN_SIZE, signs_of
from generator.chart.router.place import TablePoint
from generator.chart.router.route import plan
from generator.chart.spoken import symbol_description, symbol_name
from generator.chart.style import ChartType
from generator.chart.svg import bands
from generator.chart.widths import BELUM_DIISI, MeasuredCell, bullets_of
from generator.data.italics import rich
from generator.steps.graph import Chart, ChartCell
from generator.text.hanging_text import breakable, paragraphs

Tautan = Callable[[str], str]

#: The table on a screen 1,280 px wide; narrower and wider ones are the script's business.
LEBAR = 1160
#: On the widest page (px): what columns gain is shared out for this width, where most is to be shared.
TERLEBAR = 1360
LAYAR = ChartType(
    ukuran=14, baris=20, isi_x=8, isi_y=8, kepala=13, lebar_no=46, lebar_uraian=170, lebar_mutu=92, lebar_waktu=76,
    lebar_keterangan=82, lebar_pelaksana=82, aman=1.12, garis=1,
)  # fmt: skip
#: Where LAYAR would not fit: smaller type with Arial's metrics, less room round it. As bagan--sempit in bagan.css.
SEMPIT = ChartType(
    ukuran=12, baris=17, isi_x=3.5, isi_y=5, kepala=12, lebar_no=28, lebar_uraian=96, lebar_mutu=56, lebar_waktu=50,
    lebar_keterangan=54, lebar_pelaksana=60, aman=1.02, garis=1,
)  # fmt: skip


def render(bagan: Chart, tautan: Tautan) -> str:
    """The figure of a chart: table, drawing, legend and footnotes.

    ``tautan`` gives the address behind a key such as "langkah/<kode>" or "formulir/<slug>", or "" for none. The
    actor chosen on the page (event "sop:peran", detail = the id of a ``ChartColumn``) is lit by ``bagan.js``.
    """
    rencana = plan(bagan)
    tabel = MeasuredTable(bagan)
    narrow, tight = tabel.kolom.natural(rencana, LAYAR), tabel.kolom.natural(rencana, SEMPIT)
    tata = tabel.lay_out(rencana, LAYAR, _usual(narrow, tabel.lowest(rencana, LAYAR, TERLEBAR, natural=True)))
    name, kind = escape(bagan.judul), "bagan bagan--isi" if bagan.simbol_berisi else "bagan"
    return "\n".join([
        f'<figure class="{kind}" id="{escape(f"bagan-{bagan.id}")}" style="--bagan-lebar:{number(tata.x[-1])}px">',
        f'<div class="bagan__bingkai" role="region" aria-label="Bagan alur {name}" tabindex="0">',
        '<div class="bagan__kanvas">',
        f'<table class="bagan__tabel"><caption class="bagan__baca">Bagan alur {name}</caption>',
        _columns(narrow, tight, tata), _head(tata), _body(tata, tautan), "</table>",
        _overlay(tata), "</div></div>", _legend(bagan), _footnotes(bagan), "</figure>", "",
    ])  # fmt: skip


def _usual(narrow: Sequence[float], widest: Sequence[float]) -> list[float]:
    """The widths of a table of the usual width, between those of the narrowest and of the widest page."""
    spare = sum(widest) - sum(narrow)
    part = min(max(LEBAR - sum(narrow), 0) / spare, 1) if spare > 0 else 0
    return [least + part * (most - least) for least, most in zip(narrow, widest, strict=True)]


def _columns(narrow: list[float], tight: list[float], tata: TableLayoutPx) -> str:
    """Column widths: as computed; for the script the least ones, also in small type, and the share of what is left."""
    spare = tata.x[-1] - sum(narrow)
    cols = []
    for least, small, width in zip(narrow, tight, tata.lebar, strict=True):
        share = (width - least) / spare if spare > 0 else 1 / len(tata.lebar)
        data = {
            "data-lebar": number(least), "data-lebar-sempit": number(small), "data-bagian": f"{share:.4f}",
        }  # fmt: skip
        cols.append(f'<col style="width:{number(width)}px"{attributes(data)}>')
    return f"<colgroup>{''.join(cols)}</colgroup>"


def _head(tata: TableLayoutPx) -> str:
    """The head rows; the heads of pelaksana columns name their column for the script."""
    rows = []
    for r, height in enumerate(tata.tinggi_kepala):
        cells = "".join(_head_cell(tata.bagan, cell) for cell in tata.head_cells if cell.baris == r)
        rows.append(f'<tr data-tinggi="0" style="height:{number(height)}px">{cells}</tr>')
    return f"<thead>{''.join(rows)}</thead>"


def _head_cell(bagan: Chart, cell: HeadCell) -> str:
    """One head cell."""
    spans = {"rowspan": cell.rentang_baris, "colspan": cell.rentang_kolom}
    own = {name: span for name, span in spans.items() if span > 1}
    actor = cell.peran == "pelaksana"
    data = {"data-lane": cell.indeks, "data-pelaksana": bagan.kolom[cell.indeks].id} if actor else {}
    scope = "colgroup" if cell.rentang_kolom > 1 else "col"
    if cell.peran == "nomor":
        return f'<td class="bagan__nomor" aria-hidden="true">{cell.teks}</td>'
    kind = "bagan__waktu" if cell.peran == "mutu" and cell.indeks == bagan.waktu_ke else f"bagan__{cell.peran}"
    return f"<th{attributes({'class': kind, 'scope': scope, **own, **data})}>{breakable(cell.teks, bold=True)}</th>"


def _body(tata: TableLayoutPx, tautan: Tautan) -> str:
    """The body rows. What the drawing shows in a cell stands there in words, for those who cannot see it."""
    bagan = tata.bagan
    texts = {(cell.baris, cell.kolom): cell for cell in tata.tabel.isi}
    words: dict[tuple[int, int], list[str]] = {}
    for simbol in bagan.simbol:
        words.setdefault((simbol.baris, simbol.kolom), []).append(symbol_description(bagan, simbol))
    rows = []
    bands = {band.baris: _phase(tata, band) for band in tata.bands}
    for r, (baris, height) in enumerate(zip(bagan.baris, tata.tinggi, strict=True)):
        if r in bands:
            rows += [*(["</tbody>", "<tbody>"] if r else []), bands[r]]
        cells = []
        for column in range(len(tata.lebar)):
            actor = column - 2
            if 0 <= actor < len(bagan.kolom):
                spoken = "".join(f'<span class="bagan__baca">{escape(t)}</span>' for t in words.get((r, actor), []))
                cells.append(f'<td class="bagan__sel" data-lane="{actor}">{spoken}</td>')
            elif column == 0:
                cells.append(_number(bagan, r, tautan(f"langkah/{baris.kode}")))
            elif (r, column) in texts:
                cells.append(_text(texts[r, column], tautan))
        rows.append(
            f'<tr id="langkah-{escape(baris.kode)}" data-row="{r}" data-tinggi="{number(tata.drawing.tinggi_min[r])}" '
            f'style="height:{number(height)}px">{"".join(cells)}</tr>'
        )
    return "<tbody>\n" + "\n".join(rows) + "\n</tbody>"


def _phase(tata: TableLayoutPx, band: PhaseBand) -> str:
    """The band of a phase: it heads the rows up to the next one."""
    words = breakable(tata.bagan.baris[band.baris].fase, bold=True)
    rest = f'<td colspan="{len(tata.lebar) - 2}" class="bagan__fase"></td>'
    return (
        f'<tr data-tinggi="0" style="height:{number(band.kotak[3])}px">'
        f'<th colspan="2" scope="rowgroup" class="bagan__fase">{words}</th>{rest}</tr>'
    )


def _number(bagan: Chart, row: int, href: str) -> str:
    """The number of a row, leading to the sheet of its step."""
    no = bagan.baris[row].no
    name = f"Langkah {no}: buka lembar periksa" if no else "Langkah tanpa nomor: buka lembar periksa"
    shown = escape(no or "·")
    inner = f'<a href="{escape(href)}" aria-label="{escape(name)}">{shown}</a>' if href else shown
    kind = "bagan__angka" if no else "bagan__angka bagan__tanpa-nomor"
    return f'<td class="bagan__no"><span class="{kind}">{inner}</span></td>'


def _text(cell: MeasuredCell, tautan: Tautan) -> str:
    """A text cell: paragraphs, a list, or a mark that it is empty. What is done in a step names its row."""
    span = f' rowspan="{cell.rentang}"' if cell.rentang > 1 else ""
    items = [_item(item, cell.sel, tautan) for item in cell.sel.butir]
    if cell.kosong:
        inner = f'<i class="bagan__kosong">{BELUM_DIISI}</i>'
    elif len(items) > 1 and cell.peran in ("mutu", "keterangan"):
        kinds = ["" if bullet else ' class="bagan__sendiri"' for bullet in bullets_of(cell.peran, cell.sel.butir)]
        inner = f"<ul>{''.join(f'<li{kind}>{item}</li>' for kind, item in zip(kinds, items, strict=True))}</ul>"
    else:
        inner = "<br>".join(items)
    tag, scope = ("th", ' scope="row"') if cell.peran == "uraian" else ("td", "")
    return f'<{tag} class="bagan__{cell.peran}"{scope}{span}>{inner}</{tag}>'


def _item(item: str, sel: ChartCell, tautan: Tautan) -> str:
    """An item of a cell, with a link where a page stands behind it."""
    for text, key in sel.tautan:
        href = tautan(key)
        if text and text in item and href:
            return paragraphs(item, partial(_linked, set(rich(text).split("\n")), href))
    return paragraphs(item, breakable)


def _linked(texts: Collection[str], href: str, line: str) -> str:
    """A line as HTML, with a link where it says one of ``texts``."""
    text = next((text for text in texts if text in line), "")
    if not text:
        return breakable(line)
    before, _, after = line.partition(text)
    return f'{breakable(before)}<a href="{escape(href)}">{breakable(text)}</a>{breakable(after)}'


def _overlay(tata: TableLayoutPx) -> str:
    """The drawing over the pelaksana columns."""
    rencana, n = tata.drawing, len(tata.bagan.kolom)
    left, top = tata.x[2], tata.y[0]
    width, height = tata.x[2 + n] - left, tata.y[-1] - top
    frame = {
        "class": "bagan__alur", "role": "group", "aria-labelledby": f"alur-{tata.bagan.id}",
        "width": number(width), "height": number(height), "viewBox": f"0 0 {number(width)} {number(height)}",
        "style": f"left:{number(left)}px;top:{number(top)}px",
    }  # fmt: skip
    inner = [*bands(tata)]
    for _, rute in rencana.layered:
        inner += draw.edges(rute, tata.point, rencana.gaya, extra=_corners)
    inner += [draw.fork(id, alur, tata.point(at), f' data-t="{_data(at)}"') for id, alur, at in rencana.cabang]
    for simbol, at in sorted(rencana.simbol, key=lambda placed: placed[0].baris):  # in the order of the keyboard
        focus = f' tabindex="0" role="img" aria-label="{escape(symbol_name(simbol))}" data-t="{_data(at)}"'
        inner.append(draw.symbol(simbol, rencana.gaya, tata.point(at), focus, least=draw.READABLE))
    for rute in rencana.rute:
        if rute.label:
            start, place = tata.point(rute.label.point), f' data-t="{_data(rute.label.point)}"'
            inner.append(draw.edge_label(rute.alur, rute.label, start, place))
    title = f"Alur {tata.bagan.judul}; tertulis juga dengan kata-kata pada setiap baris tabel"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{attributes(frame)} font-family="{escape(draw.FONT)}">'
        f'<title id="{escape(f"alur-{tata.bagan.id}")}">{escape(title)}</title>'
        f'<g transform="translate({number(-left)} {number(-top)})">\n' + "\n".join(inner) + "\n</g></svg>"
    )


def _corners(points: Sequence[TablePoint]) -> str:
    """The corners of an arrow for the script, as an attribute."""
    return f' data-t="{";".join(map(_data, points))}"'


def _data(place: TablePoint) -> str:
    """A logical point for the script."""
    return " ".join([f"{line},{number(round(fraction, 5))},{number(shift)}" for line, fraction, shift in place])


def _legend(bagan: Chart) -> str:
    """What the signs of this chart mean; only those it uses."""
    width, height = SIGN_SIZE
    items = "".join(
        f'<li class="bagan__arti-{sign.kind}"><svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">{sign.shape}</svg>{sign.words}'
        f"{f', <b>{DOUBT}</b>' if sign.doubtful else ''}</li>"
        for sign in signs_of(bagan)
    )
    return f'<ul class="bagan__legenda" aria-label="Arti tanda">{items}</ul>'


def _footnotes(bagan: Chart) -> str:
    """The footnotes below the chart."""
    notes = "".join(f"<p><sup>{escape(mark)}</sup> {paragraphs(text)}</p>" for mark, text in bagan.catatan_kaki)
    return f'<div class="bagan__catatan">{notes}</div>' if notes else ""
