"""The page on which a person compares an imported SOP with its document: the source's pages with numbered frames beside
our chart, and what is to be confirmed. It lies beside the records, for it shows signatures."""

from __future__ import annotations

import base64
import html
import json
import struct
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from generator.chart.svg import draw
from generator.commands.import_documents import Imported, notes_home
from generator.data.library import Library
from generator.io.atomic import write_durable
from generator.outputs.png import WARNA, pack
from generator.steps.resolve import resolve

_SCALE = 1.6
"""Dots of a page's picture for each pt."""
_PAGES = 12
_STYLE = """
body{font:15px/1.5 sans-serif;margin:1rem;color:#222;background:#fff}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem}
@media(max-width:70rem){main{grid-template-columns:minmax(0,1fr)}}
.page{position:relative;border:1px solid #999;margin-bottom:1rem}.page img{width:100%;display:block}
.page svg{position:absolute;inset:0;width:100%;height:100%}
.page rect{fill:rgba(255,200,0,.18);stroke:#b35900;stroke-width:1.2}.page text{font:bold 9px sans-serif;fill:#7a3b00}
.chart{border:1px solid #999}.chart svg{display:block;width:100%;height:auto}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}th{white-space:nowrap}td+td{color:#555}
li{margin:.4rem 0}code{background:#eee;padding:0 .2rem}
"""
_FIELDS = {
    "nomor": "Nomor", "pembuatan": "Tanggal pembuatan", "revisi": "Tanggal revisi", "nomor_revisi": "Nomor revisi",
    "efektif": "Tanggal efektif", "pejabat": "Disahkan oleh", "nama": "Nama pejabat", "nip": "NIP", "judul": "Judul",
    "dasar_hukum": "Dasar hukum", "kualifikasi": "Kualifikasi pelaksana", "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan", "peringatan": "Peringatan", "pencatatan": "Pencatatan",
    "maksud_tujuan": "Maksud dan tujuan",
}  # fmt: skip


def write_review(data: Path, proyek: Library, which: Imported | str) -> Path | None:
    """Write the page of an imported SOP; None = its record is not there any more."""
    slug = which if isinstance(which, str) else which.slug
    home = _home_of(data, slug)
    if home is None:
        return None
    record = json.loads((home / "catatan.json").read_text("utf-8"))
    if not isinstance(which, str):
        _keep_pages(home, which.path)
    if slug not in proyek.sop:
        return None
    resolved = resolve(proyek, slug)
    charts = "".join(f'<div class="chart">{draw(one.bagan)}</div>' for one in resolved.prosedur)
    path = home / "tinjau.html"
    write_durable(path, _page(slug, record, home, charts).encode("utf-8", "replace"))
    return path


def _home_of(data: Path, slug: str) -> Path | None:
    for path in notes_home(data).glob("*/hasil.json"):
        try:
            if json.loads(path.read_text("utf-8"))["slug"] == slug and (path.parent / "catatan.json").is_file():
                return path.parent
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _keep_pages(home: Path, source: Path) -> None:
    """Pictures of the pages of a PDF; another kind of document has none."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError:
        return
    for index in range(min(len(document), _PAGES)):
        picture = document[index].render(
            scale=_SCALE, rev_byteorder=True, force_bitmap_format=pdfium.raw.FPDFBitmap_BGR
        )
        write_durable(home / f"halaman-{index + 1}.png", pack(picture, WARNA))
    document.close()


def _page(slug: str, record: dict[str, Any], home: Path, charts: str) -> str:
    pages = []
    for number in range(1, record["pages"] + 1):
        picture = home / f"halaman-{number}.png"
        if picture.is_file():
            pages.append(_picture(picture, number, record["doubts"]))
    doubts = "".join(
        f"<li><b>{html.escape(one['title'])}</b>: {html.escape(one['reason'])}"
        + (f" Langkah {', '.join(str(row + 1) for row in one['rows'])}." if one["rows"] else "")
        + (f" Pilihan: {html.escape(', '.join(one['choices']))}." if one["choices"] else "")
        + f" Letaknya di <code>sop/{html.escape(slug)}.yml</code>: <code>{html.escape(one['part'])}</code>.</li>"
        for one in record["doubts"]
    )
    fields = "".join(
        f"<tr><th scope='row'>{html.escape(_FIELDS.get(name, name))}</th><td>{html.escape(one['text'])}</td>"
        f"<td>{html.escape(one['evidence'])}</td></tr>"
        for name, one in {**record["identity"], **record["boxes"]}.items()
    )
    title = f"Tinjau hasil impor: {html.escape(slug)}"
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
        f"<p>Dari {html.escape(record['name'])}. Bila sudah "
        f"cocok: <code>sop import --terima {html.escape(slug)}</code>.</p>"
        "<main><section><h2>Dokumen asal</h2>"
        f"{''.join(pages) or '<p>Gambar halaman tidak ada.</p>'}</section><section><h2>Yang harus dipastikan</h2>"
        f"<ol>{doubts or '<li>Tidak ada keraguan; bandingkan tetap seluruh isinya.</li>'}</ol>"
        "<h2>Bagan hasil impor</h2>"
        f"{charts}<h2>Identitas yang terbaca</h2><table>{fields}</table></section></main></html>\n"
    )


def _picture(path: Path, number: int, doubts: list[dict[str, Any]]) -> str:
    raw = path.read_bytes()
    width, height = struct.unpack(">II", raw[16:24])
    frames = "".join(
        f'<rect x="{x0 - 3:.1f}" y="{y0 - 3:.1f}" width="{x1 - x0 + 6:.1f}" height="{y1 - y0 + 6:.1f}"/>'
        f'<text x="{x0 - 2:.1f}" y="{y0 - 5:.1f}">{index}</text>'
        for index, one in enumerate(doubts, 1)
        for page, (x0, y0, x1, y1) in one["places"]
        if page == number
    )
    size = f"{width / _SCALE:.1f} {height / _SCALE:.1f}"
    data = base64.b64encode(raw).decode()
    return (
        f'<div class="page"><img alt="Halaman {number} dokumen asal" src="data:image/png;base64,{data}">'
        f'<svg viewBox="0 0 {size}" aria-hidden="true">{frames}</svg></div>'
    )
