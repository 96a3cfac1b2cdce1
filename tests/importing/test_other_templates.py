"""Documents in other styles and by other templates than ours: they are read, and nothing is misread in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator.commands.at_work import model_of
from generator.importing.inner_record import DocumentRead
from generator.importing.name_ids import known_ids
from generator.importing.pdf_reader import read_pdf
from generator.importing.sop_file import sop_text
from generator.steps.rows import diagrams, links
from tests.support.drawn_charts import drawn_charts, on_one_line
from tests.support.drawn_sop import DrawnRow, DrawnSop, draw_sop
from tests.support.portal import through_portal
from tests.support.readings import read_chart
from tests.support.tools import tries

ROWS = [
    DrawnRow("Meminta alat ukur", 0, "terminator", "5 menit"),
    DrawnRow("Memeriksa daftar alat yang masih tersedia di gudang", 1, "keputusan", "1 - 2 jam"),
    DrawnRow("Menyerahkan alat", 2, "proses", "-"),
    DrawnRow("Mengembalikan alat", 0, "terminator", "Segera"),
]
LINKS = [(0, 1, ""), (1, 2, "Ya"), (1, 0, "Tidak"), (2, 3, "")]
ACTORS = ["Peminjam", "Petugas Gudang", "Kepala Seksi"]
TEMPLATES = {
    "filled": DrawnSop(ROWS, ACTORS, LINKS),
    "stroked": DrawnSop(ROWS, ACTORS, LINKS, "stroked", numbered=True),
    "turned": DrawnSop(ROWS, ACTORS, LINKS, rotate=90),
    "upside down": DrawnSop(ROWS, ACTORS, LINKS, "stroked", rotate=180),
    "on one page": DrawnSop(ROWS, ACTORS, LINKS, beside=True, group="Seksi Alat"),
    "output first": DrawnSop(ROWS, ACTORS, LINKS, order=("no", "uraian", "actors", "output", "waktu", "keterangan")),
    "mutu baku before pelaksana": DrawnSop(
        ROWS, ACTORS, LINKS, "stroked",
        order=("no", "uraian", "kelengkapan", "waktu", "output", "actors", "keterangan"),
        heads={"uraian": "Uraian Prosedur", "kelengkapan": "Persyaratan", "output": "Keluaran"},
    ),
    "no remarks": DrawnSop(ROWS, ACTORS, LINKS, order=("no", "uraian", "actors", "kelengkapan", "waktu", "output")),
}  # fmt: skip


def read(sop: DrawnSop, tmp_path: Path, copies: int = 0) -> DocumentRead:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(through_portal(draw_sop(sop), copies))
    return read_pdf(path)


@pytest.mark.parametrize(
    ("name", "copies"),
    [(name, 0) for name in TEMPLATES] + [(name, 1) for name, sop in TEMPLATES.items() if not sop.rotate],
)
def test_what_a_document_says_is_read(name: str, copies: int, tmp_path: Path) -> None:
    sop = TEMPLATES[name]
    record = read(sop, tmp_path, copies)
    symbols, found = read_chart(record)
    assert symbols == {(row, 0, one.column, one.kind) for row, one in enumerate(sop.rows)}
    assert found == {((a, 0), (b, 0), False): label for a, b, label in sop.links}
    assert [column.head for column in record.columns if column.role == "pelaksana"] == ACTORS
    assert [" ".join(row.cells["uraian"]) for row in record.rows] == [row.uraian for row in sop.rows]
    assert [" ".join(row.cells["waktu"]) for row in record.rows] == [row.waktu for row in sop.rows]
    said = {key: value.text for key, value in record.identity.items()}
    assert said == {
        "nomor": "SOP-7/UJI/2030", "pembuatan": "2030-03-03", "revisi": "-", "efektif": "2030-08-17",
        "judul": "Meminjamkan Alat Ukur",
    }  # fmt: skip
    assert record.lists["peringatan"] == ["Alat tidak boleh basah"]
    assert [doubt.title for doubt in record.doubts] == []


def test_a_column_that_the_format_does_not_know_is_named(tmp_path: Path) -> None:
    record = read(
        DrawnSop(ROWS, ACTORS, LINKS, order=("no", "uraian", "actors", "kelengkapan", "waktu", "biaya", "output")),
        tmp_path,
    )
    assert ["Biaya" in doubt.reason for doubt in record.doubts if doubt.title == "Kolom yang tidak dibaca"] == [True]


@pytest.mark.parametrize("style", ["filled", "stroked"])
def test_an_arrow_that_ends_where_another_begins_keeps_its_head(style: str, tmp_path: Path) -> None:
    """A head is of the line that was drawn next to it."""
    sop = replace(on_one_line(), style=style)
    record = read(sop, tmp_path)
    assert read_chart(record)[1] == {((a, 0), (b, 0), False): label for a, b, label in sop.links}
    assert [doubt.title for doubt in record.doubts] == []


@pytest.mark.slow
@given(drawn_charts())
@settings(
    max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
def test_random_charts_are_read_or_marked(tmp_path: Path, sop: DrawnSop) -> None:
    record = read(sop, tmp_path)
    symbols, found = read_chart(record)
    assert symbols == {(row, 0, one.column, one.kind) for row, one in enumerate(sop.rows)}
    marked = {row for doubt in record.doubts for row in doubt.rows}
    true = {((a, 0), (b, 0), False): label for a, b, label in sop.links}
    for key in {*true, *found}:
        assert true.get(key) == found.get(key) or {key[0][0], key[1][0]} & marked, (key, true.get(key), found.get(key))
    assert len(true.keys() & found.keys()) >= 0.9 * len(true)
    model = model_of(sop_text(record, known_ids({}, {}), ""))
    (diagram,) = diagrams(model)
    written = {(link.row.urut, link.label) for link in links(diagram.baris)}
    assert written == {(key[0][0], label) for key, label in found.items()}
