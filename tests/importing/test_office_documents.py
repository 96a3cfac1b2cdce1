"""Workbooks with shapes and the tables of text documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.word_reader import read_word
from generator.importing.workbook_reader import read_workbook
from tests.importing.test_other_templates import ACTORS, LINKS, ROWS, TEMPLATES
from tests.support.drawn_office import drawn_word, drawn_workbook
from tests.support.readings import read_chart

IDENTITY = {"nomor": "SOP-7/UJI/2030", "pembuatan": "2030-03-03", "judul": "Meminjamkan Alat Ukur"}


@pytest.mark.parametrize("glued", [True, False])
def test_a_chart_of_shapes_is_read(glued: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    drawn_workbook(path, TEMPLATES["filled"], glued=glued)
    record = read_workbook(path)
    symbols, found = read_chart(record)
    assert symbols == {(row, 0, one.column, one.kind) for row, one in enumerate(ROWS)}
    marked = {row for doubt in record.doubts for row in doubt.rows}
    true = {((a, 0), (b, 0), False): label for a, b, label in LINKS}
    if glued:
        assert found == true
        assert record.doubts == []
    else:
        assert all({key[0][0], key[1][0]} & marked for key in {*true, *found})
    assert [column.head for column in record.columns if column.role == "pelaksana"] == ACTORS
    assert [" ".join(row.cells["uraian"]) for row in record.rows] == [row.uraian for row in ROWS]
    assert [" ".join(row.cells["waktu"]) for row in record.rows] == [row.waktu for row in ROWS]
    assert {key: value.text for key, value in record.identity.items()} == IDENTITY


def test_the_tables_of_a_text_document_are_read_and_its_chart_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    drawn_word(path, TEMPLATES["filled"])
    record = read_word(path)
    assert [" ".join(row.cells["uraian"]) for row in record.rows] == [row.uraian for row in ROWS]
    assert [" ".join(row.cells["waktu"]) for row in record.rows] == [row.waktu for row in ROWS]
    assert [column.head for column in record.columns if column.role == "pelaksana"] == ACTORS
    assert {key: value.text for key, value in record.identity.items()} == IDENTITY
    assert record.symbols == []
    (chart,) = [doubt for doubt in record.doubts if doubt.title == "Bagan di Word tidak dibaca"]
    assert chart.rows == tuple(range(len(ROWS)))
    assert "PDF" in chart.reason
