"""One answer that starts several steps: one exit with one label, which forks, in every output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.chart.chart_html import render
from generator.chart.layout import lay_out
from generator.chart.router.forks import answers
from generator.chart.router.route import Route, plan
from generator.chart.sheet_frame import SheetText
from generator.chart.sheets import draw_pages
from generator.chart.spoken import symbol_description
from generator.chart.svg import draw
from generator.data.loader import load
from generator.paper.chart_paper import bagan_data
from generator.steps.graph import Chart, ChartArrow
from generator.steps.resolve import resolve
from tests.bench.random_charts import usual_chart, with_forks
from tests.chart.test_geometry import chart, stretched
from tests.support.charts import A4, charts, random_chart
from tests.support.geometry import Gambar, faults, read
from tests.support.judge import broken_rules, outputs
from tests.support.tools import need_shared, tries

COUNT = tries(20, "SOP_CHARTS")
#: A "Ya" that starts two steps, and a "Tidak" that starts one.
TWO = chart(
    [[("a", "terminator", 1)], [("b", "keputusan", 1)], [("c", "proses", 0)], [("d", "proses", 1)],
     [("e", "terminator", 1)]],
    [ChartArrow("a", "b"), ChartArrow("b", "c", "Ya"), ChartArrow("b", "d", "Ya"), ChartArrow("b", "a", "Tidak"),
     ChartArrow("c", "e"), ChartArrow("d", "e")],
)  # fmt: skip
THREE_IN_A_ROW = chart(
    [[("a", "terminator", 1)], [("b", "keputusan", 1)], [("c", "proses", 0), ("d", "proses", 1), ("f", "proses", 2)],
     [("e", "terminator", 1)]],
    [ChartArrow("a", "b"), *(ChartArrow("b", id, "Ya") for id in "cdf"), ChartArrow("b", "a", "Tidak"),
     *(ChartArrow(id, "e") for id in "cdf")],
)  # fmt: skip
BOX = chart(
    [[("a", "terminator", 1)], [("b", "proses", 1)], [("c", "proses", 0), ("d", "proses", 2)],
     [("e", "terminator", 1)]],
    [ChartArrow("a", "b"), ChartArrow("b", "c", "Lengkap"), ChartArrow("b", "d", "Lengkap"), ChartArrow("c", "e"),
     ChartArrow("d", "e")],
)  # fmt: skip
#: Both answers of a decision fork, among joint lines at both its sides: their exits stand side by side.
CROWDED = chart(
    [[("a", "terminator", 1)], [("l", "proses", 0), ("b", "keputusan", 1), ("r", "proses", 2)],
     [("c", "proses", 0), ("d", "proses", 2)], [("f", "proses", 0), ("g", "proses", 3)], [("e", "terminator", 1)]],
    [ChartArrow("a", "b"), ChartArrow("l", "b", bersama=True), ChartArrow("b", "r", bersama=True),
     *(ChartArrow("b", id, "Ya") for id in "cd"), *(ChartArrow("b", id, "Tidak") for id in "fg"),
     *(ChartArrow(id, "e") for id in "cdfg")],
)  # fmt: skip
CASES = {"two": TWO, "three in a row": THREE_IN_A_ROW, "box": BOX, "crowded": CROWDED}


#: What the legend says of the point at which an answer forks, and the point itself.
PARTED, POINT = "Semua jalan ditempuh", re.compile(r'class="node connector cabang')


def written(svg: str) -> list[tuple[str, str]]:
    """The labels that are seen: whose they are, and their words."""
    return [(name, text) for name, text, _ in read(svg).label]


def groups(bagan: Chart) -> Iterator[list[Route]]:
    """The links of each answer that starts several steps."""
    first, rute = answers(bagan.alur), plan(bagan).rute
    for leader in sorted(set(first.values())):
        yield [rute[n] for n in first if first[n] == leader]


def test_the_links_of_an_answer_leave_together_and_part_later() -> None:
    gambar = read(draw(TWO))
    stem, *branches = [garis for garis in gambar.garis if {garis.dari, garis.ke} & {*gambar.cabang}]
    assert [(stem.dari, stem.nama), *((g.ke, g.nama) for g in branches)] == [
        ("b", "b->c"),
        ("c", "b->c"),
        ("d", "b->d"),
    ]
    assert len(gambar.cabang) == 1
    assert all(branch.point[0] == stem.point[-1] for branch in branches)
    assert not stem.kepala
    assert all(branch.kepala for branch in branches)


def test_one_label_is_seen_and_programs_find_it_on_every_link() -> None:
    svg = draw(TWO)
    assert written(svg) == [("b->c", "Ya"), ("b->a", "Tidak")]
    hidden = re.findall(r'<text class="edge-label" data-for="([^"]*)"[^>]*display="none"[^>]*>([^<]*)', svg)
    assert hidden == [("b-&gt;d", "Ya")]


def legends(bagan: Chart) -> dict[str, tuple[bool, bool]]:
    """For each output with a legend: whether that names the point of a fork, and whether such a point is drawn."""
    html, *sheets = render(bagan, lambda key: ""), *draw_pages(bagan, A4, SheetText("SOP"))
    table, legend = html.split("bagan__legenda")
    data = bagan_data(bagan, bagan.judul, (A4.lebar, A4.tinggi), ())
    drawn = any(POINT.search(sheet["alur"]) for sheet in data["lembar"])
    found = {"screen": (PARTED in legend, bool(POINT.search(table)))}
    found["print of the page"] = all(PARTED in sheet for sheet in sheets), any(map(POINT.search, sheets))
    found["document"] = any(sign["teks"] == PARTED and POINT.search(sign["svg"]) for sign in data["arti"]), drawn
    return found


LEGENDS = {
    **CASES,
    **{f"acak-{seed}": random_chart(seed, 20, 6) for seed in range(4)},
    **{f"bercabang-{seed}": with_forks(random_chart(seed, 20, 6), 1) for seed in range(4)},
    **charts(),
}


@pytest.mark.parametrize("name", LEGENDS)
def test_the_legend_names_the_point_where_it_is_drawn(name: str) -> None:
    found = legends(LEGENDS[name])
    for output, (named, drawn) in found.items():
        assert named == drawn, output
    assert any(named for named, _ in found.values()) == bool(answers(LEGENDS[name].alur))


def test_an_answer_is_said_once() -> None:
    assert symbol_description(TWO, TWO.symbols_by_id["b"]) == (
        "Pelaksana: Pelaksana 1. Keputusan. Ya: lanjut ke langkah 3 (Pelaksana 0) dan lanjut ke langkah 4; "
        "Tidak: kembali ke langkah 1."
    )


def test_several_steps_of_one_row_hang_on_one_line() -> None:
    gambar = read(draw(THREE_IN_A_ROW))
    assert len(gambar.cabang) == 1
    assert sum("cabang 1" in (g.dari, g.ke) for g in gambar.garis) == 4


@pytest.mark.parametrize("name", CASES)
def test_forks_are_flawless_in_every_output(name: str, tmp_path: Path) -> None:
    need_shared("tools/check_svg.py")
    bagan = CASES[name]
    for output, sheets in outputs(bagan):
        for number, svg in enumerate(sheets, start=1):
            assert broken_rules(svg, tmp_path) == [], f"{output}, sheet {number}"
            # The labels of the swimlane picture are read in tests/outputs/test_swimlane.py.
            if output != "lane":
                labels = [text for _, text in written(svg)]
                assert sorted(labels) == sorted({*labels}), f"{output}, sheet {number}"
    assert faults(stretched(lay_out(bagan, plan(bagan)), 1)) == []


def test_links_of_unlike_answers_do_not_fork() -> None:
    links = [
        ChartArrow("b", "c", "Ya"), ChartArrow("b", "d", "Tidak"), ChartArrow("b", "e"), ChartArrow("b", "f"),
        ChartArrow("b", "g", "Ya", perkiraan=True), ChartArrow("a", "c", "Ya"),
        ChartArrow("b", "h", "Ya", opsional=True),
    ]  # fmt: skip
    assert answers(links) == {}
    assert answers([*links, ChartArrow("b", "i", "Tidak")]) == {1: 1, 7: 1}


def test_a_fork_of_the_data_is_one_exit() -> None:
    """keputusan: [{ke: 4, label: Ya}, {ke: k1, label: Tidak}, {ke: k2, label: Tidak}]"""
    proyek, _ = load(need_shared("cases/chart-gaps"))
    assert proyek
    bagan = resolve(proyek, "cabang").prosedur[0].bagan
    assert sorted(text for _, text in written(draw(bagan))) == ["Tidak", "Ya"]


@pytest.mark.slow
def test_the_shared_shape_with_three_such_answers() -> None:
    need_shared("charts")
    bagan = charts()["bentuk-029"]
    assert len(set(answers(bagan.alur).values())) == 3
    assert len(read(draw(bagan)).cabang) == 3


@pytest.mark.slow
@pytest.mark.parametrize("first", sorted({*range(0, COUNT, 5), 910}))
def test_random_forks(first: int, tmp_path: Path) -> None:
    """Every answer is one exit with one label, and nothing else is wrong with the drawing. In 910 the first way that
    leads out of a fork over somebody else's arrow contradicts another one."""
    need_shared("tools/check_svg.py")
    for seed in range(first, first + 5):
        bagan = with_forks((usual_chart if seed % 2 else random_chart)(seed), seed)
        svg = draw(bagan)
        assert broken_rules(svg, tmp_path) == [], bagan.id
        assert faults(stretched(lay_out(bagan, plan(bagan)), seed)) == [], bagan.id
        for links in groups(bagan):
            assert len({rute.point[0] for rute in links}) == 1, f"{bagan.id}: {links[0].alur}"
            assert [bool(rute.label and rute.label.lines) for rute in links] == [True] + [False] * (len(links) - 1)
        assert _parted(read(svg)), bagan.id


def _parted(gambar: Gambar) -> bool:
    """Whether one line leads to each fork and at least two lead on."""
    into, out = [g.ke for g in gambar.garis], [g.dari for g in gambar.garis]
    return all(into.count(id) == 1 and out.count(id) >= 2 for id in gambar.cabang)
