"""Which way the flow goes is told by arrowheads alone: every arrow has one, whatever else it carries.

The judge in geometry.py looks for them on every chart that it sees; here are the kinds of links side by side, and the
pictures that it does not read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from generator.chart.chart_html import render
from generator.chart.router.forks import answers
from generator.chart.sheets import draw_pages
from generator.chart.svg import draw
from generator.outputs.swimlane import draw as draw_lanes
from generator.steps.graph import Chart, ChartArrow
from tests.chart.test_geometry import chart
from tests.support.charts import A4, charts
from tests.support.geometry import faults, read

SVG = "{http://www.w3.org/2000/svg}"
LINKS = [
    ChartArrow("a", "b"), ChartArrow("b", "x", bersama=True), ChartArrow("b", "c"), ChartArrow("c", "d", "Ya"),
    ChartArrow("c", "b", "Tidak"), ChartArrow("c", "y", "Mungkin", perkiraan=True), ChartArrow("d", "e", atau=True),
    ChartArrow("y", "e", "Lalu", atau=True),
]  # fmt: skip
"""Bare, joint, a yes and a no, a guess, one of several ways, and that with a label."""
EVERY = chart(
    [
        [("a", "terminator", 0)],
        [("b", "proses", 0), ("x", "proses", 2)],
        [("c", "keputusan", 0)],
        [("d", "proses", 0), ("y", "proses", 2)],
        [("e", "terminator", 1)],
    ],
    LINKS,
    3,
)


def overlay(bagan: Chart) -> str:
    found = re.search(r"<svg[^>]*bagan__alur.*?</svg>", render(bagan, lambda key: f"#{key}"), re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize(
    "picture", [draw(EVERY), overlay(EVERY), *draw_pages(EVERY, A4)], ids=["file", "page", "paper"]
)
def test_every_kind_of_link_has_its_head(picture: str) -> None:
    gambar = read(picture)
    assert {garis.nama for garis in gambar.garis} == {alur.nama for alur in LINKS}
    assert {garis.nama: len(garis.kepala) for garis in gambar.garis} == {a.nama: int(not a.bersama) for a in LINKS}
    assert faults(gambar) == []


def test_the_judge_misses_a_head() -> None:
    """A drawing without the head of one labelled arrow, and one whose head points back, are both faulty."""
    whole = draw(EVERY)
    head = re.search(r'data-from="c" data-to="d".*?(<path class="kepala"[^>]*/>)', whole)
    assert head
    assert any("c->d" in fault for fault in faults(read(whole.replace(head[1], "", 1))))
    turned = head[1].replace(" rotate(90)", " rotate(270)")
    assert turned != head[1]
    assert any("c->d" in fault for fault in faults(read(whole.replace(head[1], turned, 1))))


@pytest.mark.parametrize("bagan", [EVERY, *charts().values()], ids=lambda bagan: bagan.id)
def test_swimlanes_have_them_too(bagan: Chart) -> None:
    """The first corner of the head is its point: there the line ends, too. A line to where an answer forks has none."""
    edges = [
        element
        for element in ET.fromstring(draw_lanes(bagan)).iter(f"{SVG}g")
        if "edge" in element.get("class", "").split()
    ]
    assert len(edges) == len(bagan.alur) + len({*answers(bagan.alur).values()})
    for edge in edges:
        (line,) = edge.iter(f"{SVG}path")
        heads = [head.attrib["points"].split()[0] for head in edge.iter(f"{SVG}polygon")]
        end = ",".join(line.attrib["d"].split()[-2:])
        plain = "joint" in edge.attrib["class"] or edge.attrib["data-to"].startswith("cabang ")
        assert heads == ([] if plain else [end]), edge.attrib
