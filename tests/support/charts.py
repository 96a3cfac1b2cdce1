"""Charts for tests: random ones, and the shared chart files as a Bagan."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from generator.chart.sheets import SheetRoom
from generator.data.loader import load
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from generator.steps.resolve import resolve
from tests.bench.random_charts import random_chart
from tests.support.tools import ROOT, SHARED

__all__ = ["from_file", "random_chart"]

F4 = SheetRoom("F4", 330 - 30, 215 - 50)
A4 = SheetRoom("A4", 297 - 30, 210 - 50)
LETTER = SheetRoom("Letter", 279.4 - 30, 215.9 - 50)
"""Landscape sheets, with margins of 15 mm and 20 mm for the title and the page number."""


def from_file(path: Path) -> Chart:
    """A chart file (langkah, simbol, alur) as a Bagan, errors of the original included."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    heads = tuple(data["kolom_mutu_baku"])
    waktu = next((k for k, head in enumerate(heads) if head == "Waktu"), -1)
    columns = {"Waktu": "waktu", "Output": "output"}
    rows, symbols = [], []
    for r, langkah in enumerate(data["langkah"]):
        mutu = tuple(_sel(langkah.get(columns.get(head, "kelengkapan"))) for head in heads)
        rows.append(ChartRow(f"b{r + 1}", langkah["no"], _sel(langkah["uraian"]), mutu, _sel(langkah.get("ket"))))
        for simbol in langkah["simbol"]:
            column = data["pelaksana"].index(simbol["pelaksana"])
            symbols.append(ChartSymbol(simbol["id"], simbol["jenis"], r, column, f"Langkah {langkah['no']}"))
    links = tuple(
        ChartArrow(a["dari"], a["ke"], a.get("label") or "", bersama=a.get("jenis") == "bersama") for a in data["alur"]
    )
    kolom = tuple(ChartColumn(f"p{c}", nama) for c, nama in enumerate(data["pelaksana"]))
    return Chart(path.stem, path.stem, kolom, tuple(rows), tuple(symbols), links, kepala_mutu=heads, waktu_ke=waktu)


def _sel(text: str | None) -> ChartCell:
    return ChartCell((text,)) if text and text.strip() else ChartCell()


@cache
def charts() -> dict[str, Chart]:
    """The charts of the seed, of the example agency and of the shared shapes."""
    found = {}
    for data in (ROOT / "sop_data", ROOT / "examples" / "dinas-contoh"):
        proyek, _ = load(data)
        assert proyek
        for slug in proyek.sop:
            found |= {p.bagan.id: p.bagan for p in resolve(proyek, slug).prosedur}
    return found | {path.stem: from_file(path) for path in sorted((SHARED / "charts").glob("*.json"))}
