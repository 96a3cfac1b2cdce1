"""The drawing of random charts of every shape is flawless, at its least size and at any other."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from generator.chart.layout import TableLayoutPx, lay_out
from generator.chart.router.route import plan
from generator.chart.svg import bands, draw, drawing, rules
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol, JenisSimbol
from tests.support.charts import random_chart
from tests.support.geometry import Gambar, crossings, faults, read
from tests.support.tools import tries

#: How many random charts are drawn; SOP_CHARTS=1000 is the long run.
COUNT = tries(100, "SOP_CHARTS")


def chart(rows: list[list[tuple[str, JenisSimbol, int]]], links: list[ChartArrow], columns: int = 4) -> Chart:
    """A chart from the symbols (id, jenis, column) of each row."""
    return Chart(
        id="uji",
        judul="Uji",
        kolom=tuple(ChartColumn(f"p{c}", f"Pelaksana {c}") for c in range(columns)),
        baris=tuple(
            ChartRow(f"b{r}", str(r + 1), ChartCell((f"Kegiatan {r + 1}",)), (ChartCell(), ChartCell(), ChartCell()))
            for r in range(len(rows))
        ),
        simbol=tuple(ChartSymbol(id, jenis, r, c, id) for r, row in enumerate(rows) for id, jenis, c in row),
        alur=tuple(links),
    )


def stretched(tata: TableLayoutPx, seed: int) -> Gambar:
    """The same drawing in a table whose rows and columns are larger, each by another measure."""
    rng = random.Random(seed)
    larger = replace(
        tata,
        tinggi=tuple(h + rng.choice([0, 3, 40, 200]) for h in tata.drawing.tinggi_min),
        lebar=tuple(
            w + rng.choice([0, 2, 25, 90]) for w in (*tata.lebar[:2], *tata.drawing.lebar_min, *tata.lebar[9:])
        ),
    )
    return read(f"<svg>{''.join([*bands(larger), rules(larger), *drawing(larger)])}</svg>")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, COUNT, 10))
def test_random_charts_are_flawless(first: int) -> None:
    for seed in range(first, min(first + 10, COUNT)):
        bagan = random_chart(seed)
        tata = lay_out(bagan, plan(bagan))
        assert faults(read(draw(bagan))) == [], f"chart {seed}"
        assert faults(stretched(tata, seed)) == [], f"chart {seed}, stretched"


@pytest.mark.slow
def test_random_charts_cross_and_bend_little() -> None:
    links = crossed = bends = 0
    for seed in range(20):
        gambar = read(draw(random_chart(seed)))
        links += len(gambar.garis)
        crossed += crossings(gambar)
        bends += sum(len(garis.point) - 2 for garis in gambar.garis)
    assert crossed < 0.085 * links
    assert bends < 0.77 * links


def test_exits_of_one_symbol_are_chosen_together() -> None:
    """A decision with a partner at its right: each exit alone would take the way that the other needs."""
    bagan = chart(
        [
            [("a", "terminator", 0)],
            [("b", "keputusan", 1), ("c", "proses", 2)],
            [("d", "terminator", 0), ("e", "terminator", 1), ("f", "terminator", 3)],
        ],
        [
            ChartArrow("a", "b"), ChartArrow("b", "c", bersama=True), ChartArrow("b", "d", "ya"),
            ChartArrow("b", "a", "tidak"), ChartArrow("d", "e", bersama=True), ChartArrow("e", "f", bersama=True),
        ],
    )  # fmt: skip
    gambar = read(draw(bagan))
    assert faults(gambar) == []
    assert crossings(gambar) == 0
    right = max(x for garis in gambar.garis if garis.ke == "a" for x, _ in garis.point)
    assert right <= gambar.simbol["b"][0].x1, "the way back does not run round the partner"


def test_next_row_in_the_same_column_is_one_straight_line() -> None:
    bagan = chart(
        [[("a", "terminator", 1)], [("b", "proses", 1)], [("c", "terminator", 1)]],
        [ChartArrow("a", "b"), ChartArrow("b", "c")],
    )
    assert [len(rute.point) for rute in plan(bagan).rute] == [2, 2]


def test_a_yes_goes_down_and_the_loop_back_leaves_at_the_side() -> None:
    bagan = chart(
        [[("a", "terminator", 1)], [("b", "proses", 1)], [("c", "keputusan", 1)], [("d", "terminator", 1)]],
        [ChartArrow("a", "b"), ChartArrow("b", "c"), ChartArrow("c", "b", "Tidak"), ChartArrow("c", "d", "Ya")],
    )
    tidak, ya = (next(r for r in plan(bagan).rute if r.alur.label == label) for label in ("Tidak", "Ya"))
    assert len(ya.point) == 2
    assert len(tidak.point) == 4
    assert tidak.point[0][1] == tidak.point[1][1], "leaves sideways"
    assert tidak.point[-1][1] == tidak.point[-2][1], "enters sideways"


def test_symbols_of_one_cell_stand_one_below_the_other_and_their_neighbour_level_with_its_link() -> None:
    bagan = chart(
        [[("a", "proses", 0), ("b", "keputusan", 0), ("c", "proses", 2)]],
        [ChartArrow("a", "b"), ChartArrow("b", "c", "Ya")],
    )
    simbol = read(draw(bagan)).simbol
    assert simbol["a"][0].y1 < simbol["b"][0].y0
    middle = {id: (box.y0 + box.y1) / 2 for id, (box, *_) in simbol.items()}
    assert middle["b"] == middle["c"]


def test_links_of_every_kind_between_the_same_two_symbols() -> None:
    bagan = chart(
        [[("a", "keputusan", 1), ("b", "proses", 2)], [("c", "terminator", 1)]],
        [ChartArrow("a", "b", "Tidak"), ChartArrow("b", "a"), ChartArrow("a", "c", "Ya")],
    )
    assert faults(read(draw(bagan))) == []


def test_more_exits_than_a_symbol_has_sides() -> None:
    bagan = chart(
        [
            [("a", "terminator", 1)],
            [("x", "proses", 0), ("d", "keputusan", 1), ("y", "proses", 2)],
            [("e", "proses", 0)],
            [("f", "proses", 2)],
        ],
        [
            ChartArrow("a", "d"),
            ChartArrow("x", "d", bersama=True),
            ChartArrow("d", "y", bersama=True),
            ChartArrow("d", "e", "Setuju"),
            ChartArrow("d", "f", "Ada garansi"),
        ],
    )
    assert [f for f in faults(read(draw(bagan))) if "far" not in f] == []


@pytest.mark.slow
def test_two_flows_that_swap_columns_within_one_gutter() -> None:
    bagan = chart(
        [[("a", "proses", 0), ("b", "proses", 3)], [("c", "proses", 0), ("d", "proses", 3)]],
        [ChartArrow("a", "d"), ChartArrow("b", "c")],
    )
    assert faults(read(draw(bagan))) == []


@pytest.mark.slow
def test_every_size_up_to_eighty_rows_and_twelve_columns() -> None:
    bagan = random_chart(7, max_rows=80, max_columns=12)
    rows: list[list[tuple[str, JenisSimbol, int]]] = [[(f"s{r}", "proses", r * 5 % 12)] for r in range(80)]
    links = [ChartArrow(f"s{r}", f"s{r + 1}") for r in range(79)] + [ChartArrow("s79", "s0"), ChartArrow("s0", "s40")]
    for big in (bagan, chart(rows, links, columns=12)):
        assert faults(read(draw(big))) == []


def test_a_chart_without_links_or_symbols_is_a_table() -> None:
    assert read(draw(chart([[], []], []))).simbol == {}
    assert read(draw(chart([[("a", "terminator", 0)]], []))).garis == []


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(random_chart(3)) == draw(random_chart(3))


def test_the_judge_sees_what_is_wrong() -> None:
    bagan = chart(
        [[("a", "proses", 0), ("b", "proses", 2)], [("c", "proses", 0), ("d", "proses", 2)]],
        [ChartArrow("a", "c"), ChartArrow("b", "d", "Ya")],
    )
    good = draw(bagan)
    a, b = (next(g.point for g in read(good).garis if g.dari == id) for id in "ab")
    shift = b[0][0] - a[0][0]
    moved = good.replace(f'd="M{b[0][0]:g} ', f'd="M{b[0][0] - shift:g} ')
    assert any("lies on" in fault for fault in faults(read(moved)))
    assert any("dangles" in fault for fault in faults(read(moved)))
    label = next(box for _, _, box in read(good).label)
    on_line = good.replace('class="edge-label" data-for="b-&gt;d" x="', 'class="edge-label" data-for="b-&gt;d" x="-')
    assert label.x0 > 0
    assert any("far from its exit" in fault for fault in faults(read(on_line)))
    misplaced = good.replace('"proses" data-row="1"', '"proses" data-row="0"', 1)
    assert any("outside its cell" in fault for fault in faults(read(misplaced)))
