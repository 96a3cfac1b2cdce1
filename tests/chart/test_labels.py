"""Labels of arrows: nearest to their own line, near their exit, on no rule and on nothing, in every output."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from generator.chart.chart_html import render
from generator.chart.router.labels import LabelBox, LabelExit, far_places
from generator.chart.style import ROOMY
from generator.chart.svg import draw
from generator.steps.graph import Chart, ChartArrow, JenisSimbol
from tests.chart.test_geometry import chart
from tests.support.charts import charts, random_chart
from tests.support.geometry import faults, read
from tests.support.judge import broken_rules, outputs
from tests.support.tools import need_shared, tries

COUNT = tries(60, "SOP_CHARTS")
CHARTS = sorted(charts())


@pytest.mark.slow
@pytest.mark.parametrize("id", CHARTS)
def test_every_chart_of_the_sites_and_the_shapes_passes_the_judge(id: str, tmp_path: Path) -> None:
    need_shared("tools/check_svg.py")
    for name, sheets in outputs(charts()[id]):
        for number, svg in enumerate(sheets, start=1):
            assert broken_rules(svg, tmp_path) == [], f"{id}, {name}, sheet {number}"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, COUNT, 10))
def test_random_charts_pass_the_judge(first: int, tmp_path: Path) -> None:
    need_shared("tools/check_svg.py")
    for seed in range(first, min(first + 10, COUNT)):
        assert broken_rules(draw(random_chart(seed)), tmp_path) == [], f"chart {seed}"


def decision(label: str, columns: int = 4, at: int = 1) -> Chart:
    """A decision with an arrow from above, one that goes on below, and one to the side with this label."""
    return chart(
        [[("a", "terminator", at)], [("b", "proses", at)], [("c", "keputusan", at)], [("d", "terminator", at)]],
        [ChartArrow("a", "b"), ChartArrow("b", "c"), ChartArrow("c", "b", label), ChartArrow("c", "d", "Ya")],
        columns,
    )


@pytest.mark.parametrize("jenis", ["proses", "terminator"])
@pytest.mark.parametrize(
    ("keluar", "geser"), [((0, 1), -1), ((0, 1), 0), ((0, 1), 1), ((0, -1), 0), ((1, 0), 0), ((-1, 0), 0)]
)
@pytest.mark.parametrize("belok", [-1, 0, 1])
def test_no_letter_touches_the_border_of_a_box(
    jenis: JenisSimbol, keluar: tuple[int, int], geser: int, belok: int
) -> None:
    width, height = ROOMY.symbol_size(jenis)
    outline = LabelBox.around(width + 2 * 2, height + 2 * 2)  # half of the stroke, and white between it and the letters
    spots = far_places("Ya", LabelExit(jenis, (width, height), keluar, belok, geser, 0), ROOMY.huruf_label)
    assert spots
    assert [spot for spot in spots if any(box.meets(outline) for box in spot.boxes)] == []


@pytest.mark.parametrize("columns", [4, 9])
@pytest.mark.parametrize(
    "label", ["A", "Tidak", "Ada garansi", "Belum Benar", "Rusak Ringan", "Laporan pekerjaan selesai",
    "Perlu pemeriksaan", "Permohonan dikembalikan kepada pemohon", "Pertanggungjawaban"],
)  # fmt: skip
def test_a_label_of_any_length_is_nearest_to_its_own_line(label: str, columns: int) -> None:
    svg = draw(decision(label, columns))
    wrong = [fault for fault in faults(read(svg)) if "label" in fault]
    assert [fault for fault in wrong if len(label) < 30 or "far" not in fault] == []
    words = [text for name, text, _ in read(svg).label if name == "c->b"]
    assert " ".join(words) == label


def test_a_long_label_breaks_into_lines_and_is_written_whole_for_programs() -> None:
    svg = draw(decision("Laporan pekerjaan selesai"))
    lines = [box for name, _, box in read(svg).label if name == "c->b"]
    assert len(lines) > 1
    assert all(upper.y1 <= lower.y0 + 0.5 for upper, lower in pairwise(lines))
    assert re.findall(r'display="none"[^>]*>([^<]+)</tspan>', svg) == ["Laporan pekerjaan selesai"]
    assert "<tspan" not in draw(decision("Tidak"))


def test_the_page_and_the_picture_break_a_label_alike() -> None:
    bagan = decision("Laporan pekerjaan selesai")
    tspans = [re.findall(r"<tspan[^>]*>([^<]+)", text) for text in (draw(bagan), render(bagan, lambda key: ""))]
    assert tspans[0] == tspans[1] != []


@pytest.mark.slow
def test_two_exits_side_by_side_have_their_labels_apart() -> None:
    bagan = chart(
        [
            [("a", "terminator", 1)], [("b", "proses", 0), ("c", "keputusan", 1), ("d", "proses", 2)],
            [("e", "proses", 0)], [("f", "proses", 2)],
        ],
        [
            ChartArrow("a", "c"), ChartArrow("b", "c", bersama=True), ChartArrow("c", "d", bersama=True),
            ChartArrow("c", "e", "Ya"), ChartArrow("c", "f", "Tidak"),
        ],
    )  # fmt: skip
    assert faults(read(draw(bagan))) == []
