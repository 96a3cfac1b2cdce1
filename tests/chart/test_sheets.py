"""The chart on paper: flawless pages that fit, are evenly filled, and lose nothing at the cuts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from generator.chart.cut import cuts, divide
from generator.chart.sheet_frame import SheetText
from generator.chart.sheets import SheetRoom, draw_pages
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from tests.chart.test_picture import KECIL
from tests.support.charts import A4, F4, LETTER, random_chart
from tests.support.geometry import faults, read


def size(svg: str) -> tuple[float, float]:
    """Width and height of a sheet in mm."""
    found = re.search(r'width="([\d.]+)mm" height="([\d.]+)mm"', svg)
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("seed", range(24))
def test_pages_are_flawless_and_complete(seed: int) -> None:
    bagan, kertas = random_chart(seed), (F4, A4, LETTER)[seed % 3]
    sheets = draw_pages(bagan, kertas)
    symbols: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for svg in sheets:
        gambar = read(svg)
        assert faults(gambar) == []
        width, height = size(svg)
        assert width <= kertas.lebar + 0.01
        assert height <= kertas.tinggi + 0.01
        symbols.update(gambar.simbol.keys())
        links.update(garis.nama for garis in gambar.garis)
    assert {s.id for s in bagan.simbol} <= symbols.keys()
    assert all(symbols[s.id] == 1 for s in bagan.simbol)
    assert set(links) == {alur.nama for alur in bagan.alur}
    connectors = {id: count for id, count in symbols.items() if id.startswith("sambungan-")}
    assert set(connectors.values()) <= {2}, "each letter at both ends"
    assert sum(links.values()) == len(bagan.alur) + len(connectors)


def test_a_chart_that_fits_is_one_sheet() -> None:
    assert len(draw_pages(KECIL, A4)) == 1


def test_pages_are_balanced() -> None:
    assert cuts([10.0] * 12, 100, [0] * 12) == [(0, 6), (6, 12)]
    assert cuts([10.0] * 4, 100, [0] * 4) == [(0, 4)]


def test_a_cut_avoids_the_links_it_would_break() -> None:
    crossing = [0, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1]
    (_, first_cut), _ = cuts([10.0] * 12, 90, crossing)
    assert first_cut in (5, 7)


def test_a_row_higher_than_the_sheet_goes_on_on_the_next() -> None:
    assert cuts([10, 500, 10], 100, [0, 0, 0]) == [(0, 1), (1, 2), (2, 3)]
    long = replace(KECIL.baris[1], uraian=ChartCell(("Memeriksa kelengkapan berkas permohonan " * 120,)))
    sheets = draw_pages(replace(KECIL, baris=(KECIL.baris[0], long, KECIL.baris[2])), A4)
    assert len(sheets) >= 3
    for svg in sheets:
        assert size(svg)[1] <= A4.tinggi + 0.01
        assert faults(read(svg)) == []
        assert smallest_type(svg) >= 7 - 0.05
    assert sum(svg.count("(lanjutan)") for svg in sheets) >= 1
    words = re.findall(
        r"Memeriksa|kelengkapan|berkas|permohonan", " ".join(re.findall(r">([^<]*)</text>", "".join(sheets)))
    )
    assert len(words) >= 4 * 120


def smallest_type(svg: str) -> float:
    """The smallest type of a chart on paper (pt): sizes stand in units of the picture."""
    width, box = re.search(r'width="([\d.]+)mm"', svg), re.search(r'viewBox="\S+ \S+ (\S+)', svg)
    assert width
    assert box
    chart = svg[svg.index('class="heads"') :]  # before it stands the frame, in units of its own
    sizes = [float(found) for found in re.findall(r'font-size="([\d.]+)"', chart)]
    return min(sizes) * float(width[1]) / float(box[1]) * 72 / 25.4


@pytest.mark.parametrize("kertas", [F4, A4], ids=["F4", "A4"])
@pytest.mark.parametrize("label", ["Ya", "Bila berkas lengkap dan benar"])
def test_type_can_be_read_on_every_sheet(kertas: SheetRoom, label: str) -> None:
    """Twelve pelaksana, labels of thirty letters, words inside a diamond that has no room for them."""
    columns = tuple(ChartColumn(f"p{n}", f"Pejabat {n}") for n in range(12))
    rows = tuple(ChartRow(f"b{n}", str(n + 1), ChartCell(("Memeriksa kelengkapan berkas",))) for n in range(24))
    symbols = tuple(
        ChartSymbol(f"s{n}", "keputusan" if n % 4 == 1 else "proses", n, n % 12, "", "Sudah lengkap?" if n == 5 else "")
        for n in range(24)
    )
    arrows = [ChartArrow(f"s{n}", f"s{n + 1}", label if n % 4 == 1 else "") for n in range(23)]
    arrows += [ChartArrow(f"s{n}", f"s{n - 1}", "Tidak, " + label.lower()) for n in range(1, 24, 4)]
    sheets = draw_pages(
        Chart("a", "A", columns, rows, symbols, tuple(arrows), kepala_mutu=()), kertas, SheetText("SOP A")
    )
    assert min(map(smallest_type, sheets)) >= 7 - 0.05
    text = "".join(sheets)
    assert "Sudah lengkap?" in text
    assert label in text


def test_a_merged_cell_is_repeated_on_the_next_page() -> None:
    first, second = divide(KECIL, [(0, 2), (2, 3)])
    assert first.bagan.baris[1].mutu[1].rentang == 1
    assert [b.mutu[1] for b in second.bagan.baris if b.kode] == [ChartCell(("1 hari kerja (lanjutan)",), 1)]
    assert [k.huruf for k in (*first.konektor, *second.konektor)] == ["A", "A"]


def test_small_paper_needs_more_sheets() -> None:
    bagan = random_chart(1)
    assert len(draw_pages(bagan, SheetRoom("kecil", 267, 90))) > len(draw_pages(bagan, A4))
