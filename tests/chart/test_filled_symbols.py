"""Filled symbols: the same drawing in another paint, which every printer prints alike and every reader can read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from generator.chart import draw, svg
from generator.chart.chart_html import render
from generator.chart.legend import signs_of
from generator.chart.paper_type import LOOKS
from generator.chart.sheets import draw_pages
from generator.chart.style import filled, style_for
from generator.data.colour import contrast
from generator.steps.graph import Chart
from generator.steps.resolve import resolve
from tests.chart.test_picture import KECIL
from tests.support import made_up
from tests.support.charts import A4, random_chart
from tests.support.geometry import faults, read


def with_fill(bagan: Chart) -> Chart:
    return replace(bagan, simbol_berisi=True)


def paints(picture: str) -> set[str]:
    """What fills the symbols of a picture."""
    return set(re.findall(r'<g class="node[^>]*>.*?<(?:rect|polygon)[^>]* fill="([^"]*)"', picture))


@pytest.mark.parametrize("colour", draw.ISI.values())
def test_the_paint_is_a_grey_on_which_ink_can_be_read(colour: str) -> None:
    assert colour[1:3] == colour[3:5] == colour[5:7]
    assert contrast(draw.TINTA, colour) > 10
    assert contrast("#ffffff", colour) > 1.15, "it is seen on paper"


def test_only_the_paint_differs() -> None:
    bagan = random_chart(4, size=(12, 5))
    plain, painted = svg.draw(bagan), svg.draw(with_fill(bagan))
    assert plain != painted
    for colour in draw.ISI.values():
        painted = painted.replace(f'fill="{colour}"', 'fill="#fff"')
    assert painted == plain


def test_an_assumption_is_never_filled() -> None:
    assert paints(svg.draw(with_fill(KECIL))) == {draw.ISI["terminator"], draw.ISI["keputusan"], draw.KUNING_LATAR}


def test_every_look_of_paper_has_it() -> None:
    bagan = with_fill(KECIL)
    assert all(filled(gaya, bagan).isi for gaya, _ in LOOKS if gaya)
    assert style_for(bagan).isi
    for page in draw_pages(with_fill(random_chart(6, size=(20, 10))), A4):
        assert faults(read(page)) == []
        assert paints(page) - {"#fff"} <= set(draw.ISI.values())
        assert paints(page) & set(draw.ISI.values())


def test_the_legend_shows_what_the_chart_has() -> None:
    shapes = {sign.kind: sign.shape for sign in signs_of(with_fill(KECIL))}
    assert f'fill="{draw.ISI["terminator"]}"' in shapes["terminator"]
    assert not any('fill="#' in sign.shape for sign in signs_of(KECIL))


@pytest.mark.parametrize("said", ["ya", "tidak", None])
def test_the_agency_says_it(said: str | None) -> None:
    proyek = made_up.proyek()
    more: dict[str, Any] = {"simbol_berisi": said} if said else {}
    instansi = type(proyek.instansi).model_validate({**proyek.instansi.model_dump(exclude_defaults=True), **more})
    bagan = resolve(replace(proyek, instansi=instansi), "surat-masuk").prosedur[0].bagan
    assert bagan.simbol_berisi is (said == "ya")
    assert ("bagan--isi" in render(bagan, lambda key: "")) is (said == "ya")
