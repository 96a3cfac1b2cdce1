"""Connectors between sheets that bear numbers of steps in the place of letters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.chart.cut import NUMBER_MAX, divide
from generator.chart.sheets import draw_pages
from generator.data.langkah import TableLayout
from generator.steps.graph import Chart, ChartRow
from generator.steps.resolve import resolve
from tests.support import made_up
from tests.support.charts import A4, random_chart
from tests.support.geometry import faults, read


def numbered(bagan: Chart) -> Chart:
    return replace(bagan, sambungan_nomor=True)


def said(bagan: Chart, pages: list[tuple[int, int]]) -> list[dict[str, str]]:
    """For each page what stands in the connector of each cut link."""
    return [{k.alur.nama: k.isi for k in sheet.konektor} for sheet in divide(bagan, pages)]


def halves(bagan: Chart) -> list[tuple[int, int]]:
    middle = len(bagan.baris) // 2
    return [(0, middle), (middle, len(bagan.baris))]


@pytest.mark.parametrize("seed", range(8))
def test_each_end_bears_the_number_of_the_step_at_the_other(seed: int) -> None:
    bagan = numbered(random_chart(seed, size=(14, 4)))
    row = {s.id: s.baris for s in bagan.simbol}
    pages = halves(bagan)
    cut = 0
    for (first, after), connectors in zip(pages, said(bagan, pages), strict=True):
        for alur in bagan.alur:
            if alur.nama in connectors:
                other = alur.ke if first <= row[alur.dari] < after else alur.dari
                assert connectors[alur.nama] == bagan.baris[row[other]].no
                cut += 1
    assert cut


def test_letters_are_what_is_usual() -> None:
    bagan = random_chart(2, size=(14, 4))
    above, below = said(bagan, halves(bagan))
    assert above == below
    assert all(re.fullmatch("[A-Z]+", letter) for letter in above.values())


@pytest.mark.parametrize(("number", "borne"), [("", False), ("9" * NUMBER_MAX, True), ("9" * (NUMBER_MAX + 1), False)])
def test_a_step_without_a_short_number_leaves_the_letter(number: str, borne: bool) -> None:
    bagan = numbered(random_chart(2, size=(14, 4)))
    rows = tuple(ChartRow(row.kode, number, row.uraian, row.mutu, row.keterangan) for row in bagan.baris)
    connectors = [text for page in said(replace(bagan, baris=rows), halves(bagan)) for text in page.values()]
    assert connectors
    assert all((text == number) is borne for text in connectors)
    assert all(borne or re.fullmatch("[A-Z]+", text) for text in connectors)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_sheets_are_flawless_and_their_connectors_named_apart(seed: int) -> None:
    for svg in draw_pages(numbered(random_chart(seed, size=(24, 5))), A4):
        gambar = read(svg)
        assert faults(gambar) == []
        ids = re.findall(r'class="node connector" data-id="([^"]*)"', svg)
        assert len(ids) == len(set(ids))
        assert re.search(r"<title>Sambungan \d+</title>", svg)


def test_the_table_of_an_sop_has_its_way_before_the_agency() -> None:
    proyek = made_up.proyek()
    agency = proyek.instansi.model_copy(update={"sambungan": "nomor"})
    for own, expected in ((None, True), ("huruf", False), ("nomor", True)):
        sop = made_up.sop().model_copy(update={"tabel": TableLayout(sambungan=own)})  # type: ignore[arg-type]
        bagan = resolve(replace(proyek, instansi=agency, sop={"x": sop}), "x").prosedur[0].bagan
        assert bagan.sambungan_nomor is expected
    assert not resolve(proyek, "surat-masuk").prosedur[0].bagan.sambungan_nomor
