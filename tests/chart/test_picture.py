"""The picture file: its golden copy, texts that fit, what an assumption looks like, and that nothing leaks markup."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from generator.chart.draw import symbol
from generator.chart.layout import MeasuredTable, lay_out
from generator.chart.paper_type import CETAKAN
from generator.chart.router.route import plan
from generator.chart.spoken import summary, symbol_description
from generator.chart.style import ROOMY, ChartType
from generator.chart.svg import draw
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from generator.text.measure import text_width
from tests.support.charts import random_chart
from tests.support.geometry import faults, read

GOLDEN = Path(__file__).with_name("bagan_kecil.svg")

KECIL = Chart(
    id="kecil",
    judul="Pelayanan <contoh> & lainnya",
    kolom=(
        ChartColumn("pemohon", "Pemohon"),
        ChartColumn("loket", "Petugas Loket", "Dinas"),
        ChartColumn("kepala", "Kepala Seksi", "Dinas"),
    ),
    baris=(
        ChartRow(
            "b1",
            "1",
            ChartCell(("Mengajukan permohonan",)),
            (ChartCell(("Formulir", "KTP")), ChartCell(("5 menit",)), ChartCell()),
        ),
        ChartRow(
            "b2",
            "2",
            ChartCell(("Memeriksa kelengkapan",)),
            (ChartCell(("-",)), ChartCell(("1 hari kerja",), 2), ChartCell(("Berkas",))),
        ),
        ChartRow(
            "b3",
            "",
            ChartCell(("Menyetujui",)),
            (ChartCell(), ChartCell((), 0), ChartCell(("Surat",))),
            ChartCell(("SOP Surat",)),
        ),
    ),
    simbol=(
        ChartSymbol("1", "terminator", 0, 0, "Langkah 1, mulai, Pemohon"),
        ChartSymbol("2", "keputusan", 1, 1, "Langkah 2, keputusan, Petugas Loket"),
        ChartSymbol("3", "terminator", 2, 2, "Langkah tanpa nomor, selesai, Kepala Seksi", perkiraan=True),
    ),
    alur=(ChartArrow("1", "2"), ChartArrow("2", "3", "Ya"), ChartArrow("2", "1", "Tidak", perkiraan=True)),
    catatan_kaki=(("*", "Bagi yang mewakili, sertakan surat kuasa."),),
)


def test_golden_picture() -> None:
    """SOP_TULIS_EMAS=1 writes the golden copy anew; look at the picture before you keep it."""
    svg = draw(KECIL)
    if os.environ.get("SOP_TULIS_EMAS") == "1":
        GOLDEN.write_text(svg, encoding="utf-8")
    assert svg == GOLDEN.read_text(encoding="utf-8")
    assert faults(read(svg)) == []


def test_picture_is_well_formed_and_described() -> None:
    root = ET.fromstring(draw(KECIL))
    names = {"{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc"}
    assert root.get("role") == "img"
    assert {child.tag for child in root} >= names
    assert "Pelayanan <contoh> & lainnya" in {child.text for child in root}


@pytest.mark.slow
def test_texts_stay_in_their_cells() -> None:
    for seed in range(5):
        tata = lay_out(random_chart(seed), plan(random_chart(seed)))
        for cell in tata.body_cells:
            room = tata.lebar[cell.kolom] - 2 * tata.huruf.isi_x
            assert all(text_width(line, tata.huruf.ukuran) <= room + 0.01 for line in cell.teks)
            height = sum(tata.tinggi[cell.baris : cell.baris + cell.rentang])
            assert len(cell.teks) * tata.huruf.baris <= height


def test_head_is_nested_and_merged_cells_span() -> None:
    tata = lay_out(KECIL, plan(KECIL))
    heads = {cell.teks: (cell.baris, cell.rentang_baris, cell.rentang_kolom) for cell in tata.head_cells}
    assert heads["Pemohon"] == (1, 2, 1)
    assert heads["Dinas"] == (1, 1, 2)
    assert heads["Petugas Loket"] == (2, 1, 1)
    assert heads["Mutu Baku"] == (0, 1, 3)
    waktu = [cell for cell in tata.body_cells if cell.peran == "waktu"]
    assert [(cell.baris, cell.rentang) for cell in waktu] == [(0, 1), (1, 2)]


def test_empty_is_marked_and_a_dash_is_not_empty() -> None:
    texts = [cell.teks for cell in lay_out(KECIL, plan(KECIL)).body_cells if cell.peran == "mutu"]
    assert texts.count(("belum diisi",)) == 2
    assert ("-",) in texts
    assert "belum diisi" not in [
        t for cell in lay_out(KECIL, plan(KECIL)).body_cells for t in cell.teks if cell.kolom == 8
    ]


def test_a_wider_table_shares_the_room_and_keeps_the_least_widths() -> None:
    rencana = plan(KECIL)
    narrow, wide = lay_out(KECIL, rencana), lay_out(KECIL, rencana, lebar=1500)
    assert sum(wide.lebar) == 1500
    least = MeasuredTable(KECIL).kolom.least(rencana, ChartType())
    assert all(w >= n for w, n in zip(wide.lebar, least, strict=True))
    assert lay_out(KECIL, rencana, ChartType(baris=30)).tinggi[0] > narrow.tinggi[0]


@pytest.mark.parametrize("jenis", ["terminator", "proses", "keputusan"])
@pytest.mark.parametrize("teks", ["A", "Verifikasi", "Verifikasi kelengkapan berkas permohonan izin usaha", "x" * 60])
def test_text_inside_a_symbol_fits(jenis: str, teks: str) -> None:
    simbol = ChartSymbol("s", jenis, 0, 0, "Simbol", teks=teks, perkiraan=True)  # type: ignore[arg-type]
    group = ET.fromstring(symbol(simbol, ROOMY, (0, 0)))
    width, height = ROOMY.symbol_size(simbol.jenis)
    texts = [e for e in group if e.tag == "text"]
    assert texts
    for text in texts:
        size, y = float(text.attrib["font-size"]), float(text.attrib["y"])
        assert text_width(text.text or "", size) <= width
        assert -height / 2 <= y - 0.72 * size
        assert y + 0.2 * size <= height / 2


def test_an_assumed_actor_is_dashed_and_says_so() -> None:
    drawn = symbol(KECIL.simbol[2], ROOMY, (0, 0))
    assert 'stroke-dasharray="4 3"' in drawn
    assert ">?</text>" in drawn
    assert "pelaksana perkiraan, perlu konfirmasi" in drawn


def test_the_chart_in_words() -> None:
    assert symbol_description(KECIL, KECIL.simbol[1]) == (
        "Pelaksana: Petugas Loket. Keputusan. Ya: lanjut ke langkah tanpa nomor “Menyetujui” (Kepala Seksi); "
        "Tidak: kembali ke langkah 1 (Pemohon), alur perkiraan."
    )
    assert symbol_description(KECIL, KECIL.simbol[2]).endswith("Selesai. Pelaksana perkiraan, perlu konfirmasi.")
    assert summary(KECIL).startswith("Bagan alur dengan 3 langkah dan 3 pelaksana")


def test_a_long_cell_does_not_widen_its_column_at_the_cost_of_the_others() -> None:
    """Its row is high anyway; the width goes where the whole table becomes lower."""
    long = "Memeriksa kelengkapan berkas permohonan beserta lampirannya " * 6
    baris = list(random_chart(3, size=(14, 4)).baris)
    baris[5] = replace(baris[5], uraian=ChartCell((long,)))
    bagan = replace(random_chart(3, size=(14, 4)), baris=tuple(baris))
    tabel, rencana = MeasuredTable(bagan), plan(bagan)
    natural = tabel.kolom.stretched(tabel.kolom.natural(rencana, CETAKAN), 1100)
    lowest = tabel.lowest(rencana, CETAKAN, 1100)
    assert sum(lowest) == sum(natural) == 1100
    before, after = (sum(tabel.lay_out(rencana, CETAKAN, widths).tinggi) for widths in (natural, lowest))
    assert after < before


def test_a_column_without_a_word_is_as_narrow_as_its_head() -> None:
    rows = tuple(replace(baris, keterangan=ChartCell()) for baris in random_chart(3).baris)
    bagan = replace(random_chart(3), baris=rows)
    wide = lay_out(bagan, plan(bagan), lebar=2000).lebar[-1]
    head = text_width(bagan.kepala_keterangan, ChartType().kepala, bold=True) + 2 * ChartType().isi_x
    assert wide - head < 2
