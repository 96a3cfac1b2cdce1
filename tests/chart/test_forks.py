"""One answer that starts several steps leaves its decision by one exit, which forks; its word stands once."""

from __future__ import annotations

import pytest

from generator.chart.router.route import Route, plan
from generator.chart.svg import draw
from generator.steps.graph import ChartArrow
from generator.steps.resolve import resolve
from tests.chart.test_geometry import chart
from tests.support import made_up


def leaves(route: Route) -> tuple[object, ...]:
    """The point of its symbol where a link begins."""
    return route.point[0]


@pytest.mark.parametrize("targets", [("b", "c"), ("c", "d"), ("a", "c"), ("b", "c", "d")])
def test_the_arrows_of_one_answer_share_their_exit_and_their_word(targets: tuple[str, ...]) -> None:
    rows = [[("a", "terminator", 0)], [("k", "keputusan", 1)], [("b", "proses", 1)], [("c", "proses", 2)],
            [("d", "proses", 0)], [("e", "terminator", 3)]]  # fmt: skip
    links = [ChartArrow("a", "k"), ChartArrow("k", "e", "Ya"), *(ChartArrow("k", ke, "Tidak") for ke in targets)]
    bagan = chart(rows, links)  # type: ignore[arg-type]
    routes = [route for route in plan(bagan).rute if route.alur.label == "Tidak"]
    assert len(routes) == len(targets)
    assert len({leaves(route) for route in routes}) == 1
    assert sum(route.label is not None for route in routes) == 1
    assert draw(bagan).count(">Tidak</text>") == 1


def test_another_answer_leaves_elsewhere() -> None:
    rows = [[("a", "terminator", 0)], [("k", "keputusan", 1)], [("b", "proses", 1)], [("c", "terminator", 2)]]
    links = [ChartArrow("a", "k"), ChartArrow("k", "b", "Ya"), ChartArrow("k", "c", "Tidak")]
    ya, tidak = (r for r in plan(chart(rows, links)).rute if r.alur.label)  # type: ignore[arg-type]
    assert leaves(ya) != leaves(tidak)
    assert ya.label and tidak.label


def test_an_sop_says_it_with_a_list() -> None:
    steps = [
        {"uraian": "Menyusun", "pelaksana": "petugas"},
        {"uraian": "Memeriksa", "pelaksana": "kepala", "keputusan": [
            {"ke": "5", "label": "Ya"}, {"ke": "3", "label": "Tidak"}, {"ke": "4", "label": "Tidak"}]},
        {"uraian": "Memperbaiki", "pelaksana": "kepala"},
        {"uraian": "Memberi tahu", "pelaksana": "petugas"},
        {"uraian": "Mengirim", "pelaksana": "petugas"},
    ]  # fmt: skip
    (prosedur,) = resolve(made_up.proyek({"a": made_up.sop(langkah=steps)}), "a").prosedur
    assert draw(prosedur.bagan).count(">Tidak</text>") == 1
