"""The head of a chart's table as templates of agencies have it, the same in every output."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from generator.chart.chart_html import render
from generator.chart.layout import head_cells
from generator.chart.sheets import draw_pages
from generator.chart.svg import draw
from generator.paper.official import document_official
from generator.steps.graph import Chart, ChartColumn
from generator.steps.resolve import resolve
from tests.chart.test_picture import KECIL
from tests.support import made_up
from tests.support.charts import A4
from tests.support.geometry import faults, read

GROUPED = replace(KECIL, kolom=(ChartColumn("a", "A", "Tim"), ChartColumn("b", "B", "Tim"), ChartColumn("c", "C")))
PLAIN = replace(KECIL, kepala_mutu=(), waktu_ke=-1, baris=tuple(replace(b, mutu=()) for b in KECIL.baris))


def covered(bagan: Chart) -> list[list[str]]:
    """The head as a grid of words, each cell in all places that it covers."""
    cells = head_cells(bagan)
    rows = max(cell.baris + cell.rentang_baris for cell in cells)
    grid = [["" for _ in range(2 + len(bagan.kolom) + len(bagan.kepala_mutu) + 1)] for _ in range(rows)]
    for cell in cells:
        for row in range(cell.baris, cell.baris + cell.rentang_baris):
            for column in range(cell.kolom, cell.kolom + cell.rentang_kolom):
                assert not grid[row][column], "no two cells on one place"
                grid[row][column] = cell.teks
    return grid


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("band", ["Pelaksana", "Pelaku", ""])
@pytest.mark.parametrize("bagan", [KECIL, GROUPED, PLAIN], ids=["plain", "grouped", "no mutu"])
def test_the_head_has_no_hole_and_every_output_draws_it(bagan: Chart, band: str, numbers: bool) -> None:
    bagan = replace(bagan, kepala_pelaksana=band, nomor_kolom=numbers)
    grid = covered(bagan)
    assert all(all(row) for row in grid)
    assert (band in grid[0]) == bool(band)
    if numbers:
        assert grid[-1] == [f"({n + 1})" for n in range(len(grid[-1]))]
    for svg in (draw(bagan), *draw_pages(bagan, A4)):
        assert faults(read(svg)) == []
        assert ("(1)" in svg) == numbers
    page = render(bagan, lambda key: "")
    assert len(re.findall("bagan__nomor", page)) == (len(grid[0]) if numbers else 0)
    assert page.count("data-pelaksana=") == len(bagan.kolom), "numbers are no heads of pelaksana"


def test_the_words_of_the_head_are_those_of_the_sop() -> None:
    sop = made_up.sop()
    own = {"no": "No. Urut", "pelaksana": "Pelaku", "kepala_mutu_baku": "Standar", "nomor_kolom": True}
    proyek = made_up.proyek({"satu": sop.model_copy(update={"tabel": sop.tabel.model_copy(update=own)})})
    bagan = resolve(proyek, "satu").prosedur[0].bagan
    words = {cell.teks for cell in head_cells(bagan)}
    assert {"No. Urut", "Pelaku", "Standar", "(1)"} <= words
    assert {"Pelaksana", "Mutu Baku"}.isdisjoint(words)


@pytest.mark.parametrize(("without", "begins"), [(False, "PROSEDUR: "), (True, "")])
def test_the_title_over_the_chart_with_and_without_its_word(without: bool, begins: str) -> None:
    sop = made_up.sop()
    own = {"tanpa_kata_prosedur": without}
    proyek = made_up.proyek({"satu": sop.model_copy(update={"tabel": sop.tabel.model_copy(update=own)})})
    document = document_official(proyek, resolve(proyek, "satu"))
    title = " ".join(json.loads(document.data)["prosedur"][0]["judul"])
    assert title == begins + sop.judul.upper()
