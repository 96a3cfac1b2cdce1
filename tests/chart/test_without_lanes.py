"""Tables without pelaksana columns: one column has all symbols, and nothing says who acts."""

from __future__ import annotations

import re

import pytest

from generator.chart.chart_html import render
from generator.chart.spoken import summary
from generator.chart.svg import draw
from generator.data.library import Library
from generator.facts.print_words import checklist_of, sheet_of
from generator.facts.site_facts import SiteFacts
from generator.facts.step_sheet import step_needs
from generator.outputs import swimlane
from generator.outputs.bpmn_xml import write
from generator.outputs.machine_data import sop_data
from generator.pages import BuildContext
from generator.steps.resolve import resolve
from tests.support import made_up
from tests.support.geometry import faults, read
from tests.support.outputs import Outputs
from tests.support.pdf import text_of
from tests.support.whole import make_official

STEPS = [
    {"uraian": "Membuka ruang arsip"},
    {"uraian": "Memeriksa kelembapan", "keputusan": {"Kering": "4", "Lembap": "3"}},
    {"uraian": "Menyalakan alat pengering"},
    {"uraian": "Mengunci ruang arsip"},
]


def library(**more: object) -> Library:
    table = {"tanpa_pelaksana": "ya", **more}
    return made_up.proyek({"polos": made_up.sop(judul="Pembersihan Arsip", pelaksana=[], langkah=STEPS, tabel=table)})


@pytest.fixture(scope="module")
def outputs() -> Outputs:
    return Outputs(library())


def test_one_column_has_all_symbols() -> None:
    bagan = resolve(library(), "polos").prosedur[0].bagan
    assert [(kolom.id, kolom.nama) for kolom in bagan.kolom] == [("", "Alur")]
    assert {simbol.kolom for simbol in bagan.simbol} == {0}
    assert bagan.kepala_pelaksana == ""
    assert faults(read(draw(bagan))) == []
    html = render(bagan, lambda key: "")
    assert re.findall(r'<th class="bagan__pelaksana"[^>]*>(.*?)</th>', html) == ["Alur"]
    assert "data-pelaksana" not in html


def test_its_head_can_be_another() -> None:
    assert resolve(library(pelaksana="Diagram"), "polos").prosedur[0].bagan.kolom[0].nama == "Diagram"


def test_one_of_several_procedures_can_be_without() -> None:
    with_lanes = made_up.sop().langkah
    sop = made_up.sop(
        langkah=[],
        prosedur=[
            {"judul": "Satu", "langkah": [step.model_dump(exclude_defaults=True) for step in with_lanes]},
            {"judul": "Dua", "langkah": STEPS, "tabel": {"tanpa_pelaksana": "ya"}},
        ],
    )
    laid = resolve(made_up.proyek({"x": sop}), "x")
    assert [len(prosedur.bagan.kolom) for prosedur in laid.prosedur] == [2, 1]
    assert [step.pelaksana for step in laid.prosedur[1].langkah] == [()] * 4


def test_nothing_says_who_acts() -> None:
    proyek = library()
    situs = SiteFacts(proyek, BuildContext())
    sop = situs.sop["polos"]
    needs = step_needs(situs, sop)
    words = [sheet_of(situs, one) for one in needs]
    assert {sheet.pelaksana for sheet in words} == {""}
    assert words[1].dari == "langkah 1"
    assert [item.teks for item in words[1].serahkan.butir] == ["Kering: langkah 4", "Lembap: langkah 3"]
    assert words[0].dikerjakan == "Dikerjakan oleh"
    assert words[0].diterima == "Diterima oleh (langkah 2)"
    assert {row.paraf for _, rows in checklist_of(situs, sop, needs).bagian for row in rows} == {"Paraf"}
    assert "Pelaksana" not in summary(sop.prosedur[0].bagan)
    (data,) = sop_data(sop)
    assert b'"pelaksana": null' in data.content
    assert b'"pelaksana": "' not in data.content


@pytest.mark.slow
def test_every_output_can_be_made(outputs: Outputs) -> None:
    told = outputs.of_steps("polos")
    for name in ("daftar", "langkah", "periksa", "lembar", "cari"):
        for texts in told[name].values():
            assert all("pelaksana" not in text.casefold().replace("pelaksanaan", "") for text in texts), name
    bagan = outputs.situs.sop["polos"].prosedur[0].bagan
    assert "Alur" in swimlane.draw(bagan)
    assert "userTask" in write(bagan, "Arsip")


@pytest.mark.slow
def test_the_official_document_has_a_plain_table(outputs: Outputs) -> None:
    text = text_of(make_official(outputs.situs.proyek, "polos"))
    assert "Alur" in text
    assert "Mengunci ruang arsip" in text
