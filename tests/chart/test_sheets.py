"""The chart on paper: flawless pages that fit, are evenly filled, and lose nothing at the cuts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from generator.chart.cut import crossing_links, cuts, divide
from generator.chart.paper_type import PT
from generator.chart.sheet_frame import SheetText
from generator.chart.sheets import SheetRoom, draw_pages, fit_sheets
from generator.chart.svg import draw
from generator.chart.widths import body_cells
from generator.steps.graph import BLANK, Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol, JenisSimbol
from tests.chart.test_geometry import chart
from tests.chart.test_picture import KECIL
from tests.support.charts import A4, F4, LETTER, charts, random_chart
from tests.support.geometry import faults, read


def size(svg: str) -> tuple[float, float]:
    """Width and height of a sheet in mm."""
    found = re.search(r'width="([\d.]+)mm" height="([\d.]+)mm"', svg)
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.slow
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
    long = replace(KECIL.baris[1], uraian=ChartCell(("Memeriksa kelengkapan berkas permohonan " * 240,)))
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
    assert len(words) >= 4 * 240


def smallest_type(svg: str) -> float:
    """The smallest type of a chart on paper (pt): sizes stand in units of the picture."""
    width, box = re.search(r'width="([\d.]+)mm"', svg), re.search(r'viewBox="\S+ \S+ (\S+)', svg)
    assert width
    assert box
    chart = svg[svg.index('class="heads"') :]  # before it stands the frame, in units of its own
    shown = re.sub(r'<tspan display="none".*?</tspan>', "", chart)
    sizes = [float(found) for found in re.findall(r'font-size="([\d.]+)"', shown)]
    return min(sizes) * float(width[1]) / float(box[1]) * 72 / 25.4


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("kertas", [F4, A4], ids=["F4", "A4"])
@pytest.mark.parametrize("id", sorted(charts()))
def test_charts_have_type_of_eight_points_where_their_columns_have_room(id: str, kertas: SheetRoom) -> None:
    bagan = charts()[id]
    printed = fit_sheets(bagan, kertas.lebar, lambda _: kertas.tinggi)
    least = 8 if len(bagan.kolom) < 10 else 7.5
    assert printed.least_unit * 12 / PT >= least - 0.01
    assert printed.far_labels == 0


@pytest.mark.slow
def test_a_row_goes_on_only_where_no_columns_hold_it() -> None:
    """One cell of 900 letters beside seven pelaksana: narrow columns would need two sheets for it."""
    printed = fit_sheets(charts()["pengaduan-warga"], 257, lambda _: 130)
    assert printed.continued == 0
    assert printed.readable


def test_words_stay_at_their_arrows_where_moving_them_would_not_help() -> None:
    """A row that no sheet can hold goes on in any way of printing."""
    long = replace(KECIL.baris[1], uraian=ChartCell(("Memeriksa kelengkapan berkas permohonan " * 240,)))
    arrows = tuple(replace(a, label="Berkas dikembalikan") if a.label else a for a in KECIL.alur)
    bagan = replace(KECIL, baris=(KECIL.baris[0], long, KECIL.baris[2]), alur=arrows)
    printed = fit_sheets(bagan, A4.lebar, lambda _: A4.tinggi)
    assert printed.continued > 0
    assert printed.bagan.catatan_kaki == bagan.catatan_kaki


def test_a_merged_cell_is_repeated_on_the_next_page() -> None:
    first, second = divide(KECIL, [(0, 2), (2, 3)])
    assert first.bagan.baris[1].mutu[1].rentang == 1
    assert [b.mutu[1] for b in second.bagan.baris if b.kode] == [ChartCell(("1 hari kerja (lanjutan)",), 1)]
    assert [k.isi for k in (*first.konektor, *second.konektor)] == ["A", "A"]


def test_a_blank_cell_that_is_merged_stays_blank_on_the_next_page() -> None:
    """It is not said to go on, nor to be missing; one that is missing is missing on both."""
    for cell, missing in ((BLANK, False), (ChartCell(), True)):
        first, *rows = KECIL.baris
        merged = replace(rows[0], mutu=(rows[0].mutu[0], replace(cell, rentang=2), *rows[0].mutu[2:]))
        below = replace(rows[1], mutu=(rows[1].mutu[0], ChartCell(rentang=0), *rows[1].mutu[2:]))
        _, second = divide(replace(KECIL, baris=(first, merged, below)), [(0, 2), (2, 3)])
        (row,) = [n for n, baris in enumerate(second.bagan.baris) if baris.kode]
        assert second.bagan.baris[row].mutu[1] == cell
        column = 3 + len(KECIL.kolom)
        told = [one for one in body_cells(second.bagan) if (one.baris, one.kolom) == (row, column)]
        assert [one.kosong for one in told] == [missing]


def test_small_paper_needs_more_sheets() -> None:
    bagan = random_chart(1)
    assert len(draw_pages(bagan, SheetRoom("kecil", 267, 90))) > len(draw_pages(bagan, A4))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_a_pentagon_stands_under_an_actor_who_has_part_in_its_link(seed: int) -> None:
    bagan = random_chart(seed)
    column = {s.id: str(s.kolom) for s in bagan.simbol}
    for svg in draw_pages(bagan, A4):
        gambar = read(svg)
        for garis in gambar.garis:
            ends = {column[id] for id in garis.nama.split("->")}
            assert {gambar.simbol[id][3] for id in (garis.dari, garis.ke)} <= ends, garis.nama


def test_two_links_to_one_symbol_over_a_cut_come_from_their_own_columns() -> None:
    rows: list[list[tuple[str, JenisSimbol, int]]] = [
        [("a", "terminator", 1)],
        [("p", "proses", 1), ("q", "proses", 2)],
    ]
    links = [ChartArrow("a", "p"), ChartArrow("a", "q"), ChartArrow("p", "z"), ChartArrow("q", "z")]
    first, second = divide(chart([*rows, [("z", "terminator", 1)]], links), [(0, 2), (2, 3)])
    assert sorted(k.simbol.kolom for k in first.konektor) == [1, 2]
    assert sorted(k.simbol.kolom for k in second.konektor) == [1, 2]


@pytest.mark.parametrize(("leaves", "there"), [(1, 3), (-1, 1), (0, 1)])
def test_a_flow_that_leaves_towards_its_other_end_goes_on_there(leaves: int, there: int) -> None:
    """It turns once into the column in which it goes on; one that leaves straight down or the other way does not."""
    bagan = chart([[("a", "proses", 1)], [("b", "proses", 3)]], [ChartArrow("a", "b")])
    first, second = divide(bagan, [(0, 1), (1, 2)], leaving={"a->b": (leaves, 0)})
    assert [k.simbol.kolom for k in (*first.konektor, *second.konektor)] == [there, 3]


def test_a_flow_that_goes_back_up_begins_in_its_own_column() -> None:
    """What is said of the place where it leaves does not hold for the place where it arrives."""
    bagan = chart([[("a", "proses", 1)], [("b", "proses", 3)]], [ChartArrow("b", "a")])
    first, second = divide(bagan, [(0, 1), (1, 2)], leaving={"b->a": (-1, 0)})
    assert [k.simbol.kolom for k in (*first.konektor, *second.konektor)] == [1, 1]


def test_no_flow_of_the_seed_bends_twice_before_a_cut() -> None:
    sheets = draw_pages(charts()["pengukuran-kinerja"], F4)
    corners = [len(garis.point) for svg in sheets for garis in read(svg).garis]
    assert len(sheets) == 2
    assert max(corners) == 3, "from the side, and down"


def exits(svg: str) -> dict[str, tuple[bool, bool, bool]]:
    """For each link the side by which it leaves its symbol."""
    found = {}
    for garis in read(svg).garis:
        (x0, y0), (x1, y1) = garis.point[:2]
        if not garis.dari.startswith("sambungan"):
            found[garis.nama] = (x1 > x0, y1 > y0, x1 == x0)
    return found


@pytest.mark.slow
def test_links_leave_by_the_same_side_on_screen_and_on_paper() -> None:
    count = other = 0
    for seed in range(12):
        whole = exits(draw(random_chart(seed)))
        for svg in draw_pages(random_chart(seed), A4):
            for nama, side in exits(svg).items():
                count += 1
                other += whole[nama] != side
    assert other <= 0.01 * count, "only where the cut leaves no other way"


def test_a_cut_does_not_fall_where_branches_meet_if_another_place_is_as_good() -> None:
    rows: list[list[tuple[str, JenisSimbol, int]]] = [[(f"s{r}", "proses", 1)] for r in range(7)]
    rows[2].append(("q", "proses", 2))
    links = [ChartArrow(f"s{r}", f"s{r + 1}") for r in range(6)] + [ChartArrow("s1", "q"), ChartArrow("q", "s3")]
    crossing = crossing_links(chart(rows, links))
    assert crossing == [0, 1, 2, 3, 1, 1, 1]
    assert [start for start, _ in cuts([10.0] * 7, 55, crossing)] == [0, 4]
