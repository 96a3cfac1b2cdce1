"""Ways that may be left out: told apart from usual and from assumed ones by their line, their head and by words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.chart import chart_html, svg
from generator.chart.legend import signs_of
from generator.chart.spoken import symbol_description
from generator.outputs import swimlane
from generator.outputs.bpmn_process import make_process
from generator.steps.graph import Chart, ChartArrow
from tests.chart.test_picture import KECIL
from tests.support.charts import random_chart
from tests.support.geometry import faults, read


def with_optional(bagan: Chart, *numbers: int) -> Chart:
    """The chart, where the arrows with these numbers may be left out."""
    return replace(bagan, alur=tuple(replace(a, opsional=n in numbers) for n, a in enumerate(bagan.alur)))


def edges(picture: str) -> dict[str, str]:
    """Each drawn link by its ends."""
    pattern = r'<g class="edge[^"]*" data-from="([^"]*)" data-to="([^"]*)".*?</g>'
    return {f"{match[1]}->{match[2]}": match[0] for match in re.finditer(pattern, picture)}


@pytest.mark.parametrize(
    "draw", [svg.draw, lambda bagan: chart_html.render(bagan, lambda key: "")], ids=["svg", "html"]
)
def test_each_kind_of_way_has_a_line_and_a_head_of_its_own(draw) -> None:  # type: ignore[no-untyped-def]
    drawn = edges(draw(with_optional(KECIL, 0)))
    usual, optional, assumed = drawn["2->3"], drawn["1->2"], drawn["2->1"]
    assert "stroke-dasharray" not in usual
    dashes = [re.search(r'stroke-dasharray="([^"]*)"', edge) for edge in (optional, assumed)]
    assert dashes[0]
    assert dashes[1]
    assert dashes[0][1] != dashes[1][1]
    heads = [re.search(r'class="kepala".*?fill="([^"]*)"', edge) for edge in (usual, optional, assumed)]
    assert [head and head[1] == "#fff" for head in heads] == [False, True, False]


def test_the_usual_head_is_seen_where_both_end_in_one_symbol() -> None:
    bagan = replace(KECIL, alur=(ChartArrow("1", "3", opsional=True), ChartArrow("2", "3"), ChartArrow("1", "2")))
    order = list(edges(svg.draw(replace(bagan, alur=(bagan.alur[1], bagan.alur[2], bagan.alur[0])))))
    assert order[0] == "1->3"
    assert faults(read(svg.draw(bagan))) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_drawing_is_the_same_but_for_how_its_lines_look(seed: int) -> None:
    bagan = random_chart(seed)
    arrows = [n for n, alur in enumerate(bagan.alur) if not alur.bersama]
    way = re.compile(r'class="garis" d="([^"]*)"')
    assert sorted(way.findall(svg.draw(bagan))) == sorted(way.findall(svg.draw(with_optional(bagan, *arrows))))


def test_words_and_legend_say_it() -> None:
    bagan = with_optional(KECIL, 0)
    assert "Lanjut ke langkah 2 (Petugas Loket), jalan opsional" in symbol_description(bagan, bagan.simbol[0])
    assert "Jalan opsional" in [sign.words for sign in signs_of(bagan)]
    assert "Jalan opsional" not in [sign.words for sign in signs_of(KECIL)]
    assert "(opsional)" in swimlane.draw(bagan)
    assert "(opsional)" in swimlane.dot(bagan)


def test_a_model_of_the_process_has_a_choice_there() -> None:
    bagan = replace(KECIL, alur=(ChartArrow("1", "2"), ChartArrow("1", "3", opsional=True), ChartArrow("2", "3")))
    process = make_process(bagan)
    assert [unsur.jenis for unsur in process.unsur if unsur.id.startswith("Cabang_")] == ["exclusiveGateway"]
    assert [flow.label for flow in process.aliran if flow.label] == ["(opsional)"]
