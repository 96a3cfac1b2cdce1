"""What an import of many documents came to, as a page and as a table for Excel."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.commands.import_documents import Imported, notes_home
from generator.importing.name_ids import NameIds
from generator.io.atomic import write_durable

_STATES = {"dibuat": "dibuat", "sudah": "sudah diimpor", "revisi": "mungkin revisi", "ditolak": "tidak dibaca"}
_HEADS = (
    "Berkas",
    "Hasil",
    "SOP",
    "Judul",
    "Nomor",
    "Langkah",
    "Simbol",
    "Panah",
    "Hal untuk dipastikan",
    "Keterangan",
)
_STYLE = """
body{font:15px/1.5 sans-serif;margin:2rem;max-width:75rem;color:#222;background:#fff}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:#eee}
.ditolak{background:#fdecea}
.revisi{background:#fff6dd}
caption{text-align:left;padding:.5rem 0}
"""


def write_report(data: Path, results: Sequence[Imported], ids: NameIds) -> Path:
    """Write laporan.html and laporan.csv beside the records; the place of the page."""
    home = notes_home(data)
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";")
    writer.writerow(_HEADS)
    writer.writerows(_safe(_row(one)) for one in results)
    write_durable(home / "laporan.csv", table.getvalue().encode("utf-8-sig", "replace"))
    path = home / "laporan.html"
    write_durable(path, _page(results, ids).encode("utf-8", "replace"))
    return path


def _row(one: Imported) -> tuple[str, ...]:
    why = " ".join(text for text in (one.reason, one.remedy) if text)
    counts = tuple(
        str(n) if one.state in ("dibuat", "revisi") else "" for n in (one.steps, one.symbols, one.links, one.doubts)
    )
    return (one.path.name, _STATES[one.state], one.slug, one.title, one.number, *counts, why)


def _safe(cells: Iterable[str]) -> list[str]:
    """Cells that no program takes for formulas."""
    return [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]


def _page(results: Sequence[Imported], ids: NameIds) -> str:
    counts = "; ".join(
        f"{sum(one.state == state for one in results)} {words}" for state, words in _STATES.items()
    )  # fmt: skip
    rows = "\n".join(
        f'<tr class="{one.state}">' + "".join(f"<td>{html.escape(cell)}</td>" for cell in _row(one)) + "</tr>"
        for one in results
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    twins = "\n".join(
        f"<tr><td>{html.escape(new)}</td><td>{html.escape(ids.words[new])}</td><td>{html.escape(old)}</td>"
        f"<td>{html.escape(ids.words[old])}</td></tr>"
        for new, old in ids.near_twins()
    )
    pairs = (
        "<h2>Nama yang mungkin sama</h2><p>Program tidak menyatukannya: kepala kolom dan dasar hukum akan berbunyi "
        "lain dari yang ditandatangani. Bila memang sama, tulis sama pada nama-mirip.csv, lalu jalankan "
        "<code>sop import --gabung</code>.</p><table><tr>"
        '<th scope="col">Id baru</th><th scope="col">Nama</th><th scope="col">Mirip dengan</th>'
        '<th scope="col">Nama</th>'
        f"</tr>{twins}</table>"
        if twins
        else ""
    )
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Laporan impor</title><style>{_STYLE}</style><h1>Laporan impor</h1>"
        f"<p>{len(results)} berkas: {counts}.</p>"
        f"<table><caption>Setiap berkas dan hasilnya</caption><tr>{heads}</tr>{rows}</table>{pairs}</html>\n"
    )
