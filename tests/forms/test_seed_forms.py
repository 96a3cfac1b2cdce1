"""The seed's forms: all there, every field of the standard's table on them, formulas that give the right number."""

from __future__ import annotations

import html
import re

import pytest

from generator.check import check
from generator.data.library import Library
from generator.data.loader import load
from generator.data.rumus import parse_rumus
from generator.forms.form_html import render
from generator.forms.numbered_columns import columns, formulas
from tests.support.calculate import calculate
from tests.support.tools import ROOT

FIELDS: dict[str, tuple[str, ...]] = {
    "form-pengukuran-kinerja": (
        "Perangkat Daerah/Bidang", "Tahun", "Triwulan", "No", "Sasaran Strategis", "Indikator Kinerja", "Satuan",
        "Cara Pengukuran", "Target Tahun", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV", "Target",
        "Realisasi", "%", "Keterangan", "Program/Kegiatan", "Pagu", "Realisasi Anggaran", "Sumedang,", "Jabatan",
        "Nama", "NIP",
    ),
    "lembar-disposisi": (
        "Surat dari", "Nomor surat", "Tanggal surat", "Diterima tanggal", "Nomor agenda", "Sifat", "biasa", "segera",
        "sangat segera", "rahasia", "Hal", "Diteruskan kepada", "Dengan hormat harap", "Catatan", "Paraf",
        "Nama", "NIP",
    ),
    "undangan-rapat": (
        "PEMERINTAH KAB. SUMEDANG", "DINAS SOSIAL KABUPATEN SUMEDANG", "Tempat dan tanggal", "Nomor", "Sifat",
        "Lampiran", "Hal", "Yth.", "Hari/tanggal", "Waktu", "Tempat", "Acara", "Jabatan", "Nama", "Pangkat", "NIP",
        "Tembusan",
    ),
    "daftar-hadir": ("Rapat", "Hari/tanggal", "Waktu", "Tempat", "No", "Nama", "Jabatan/Instansi", "Tanda Tangan"),
    "notula-rapat": (
        "Nama rapat", "Hari/tanggal", "Waktu", "Tempat", "Acara", "Ketua", "Sekretaris", "Notulis", "Peserta",
        "Pembahasan", "Keputusan", "Ketua rapat,", "Notulis,",
    ),
    "surat-pengantar": (
        "Nomor", "Tujuan", "No", "Jenis yang dikirim", "Banyaknya", "Keterangan", "Pengirim,", "Penerima,",
        "Diterima tanggal",
    ),
    "buku-ekspedisi": (
        "No", "Tanggal pengiriman", "No. surat", "Tanggal surat", "Isi singkat", "Ditujukan kepada", "Keterangan",
    ),
}  # fmt: skip
"""What an office writes on each form; the order is that of the paper."""


@pytest.fixture(scope="module")
def proyek() -> Library:
    loaded, findings = load(ROOT / "sop_data")
    assert [finding for finding in findings if finding.file.startswith("formulir/")] == []
    assert loaded is not None
    return loaded


def words_on(page: str) -> str:
    """The text of a piece of HTML, every element on a line of its own."""
    return html.unescape(re.sub(r"<[^>]+>", "\n", page))


def test_all_forms_are_there(proyek: Library) -> None:
    assert set(FIELDS) <= set(proyek.formulir)


def test_no_findings(proyek: Library) -> None:
    assert [found for found in check(proyek) if "F101" <= found.code <= "F119"] == []


@pytest.mark.parametrize("slug", FIELDS)
def test_every_field_is_on_paper(proyek: Library, slug: str) -> None:
    text = words_on(render(proyek.formulir[slug], proyek))
    for field in FIELDS[slug]:
        assert re.search(rf"^{re.escape(field)}", text, re.MULTILINE), field


@pytest.mark.parametrize("slug", FIELDS)
def test_what_has_no_authority_is_marked(proyek: Library, slug: str) -> None:
    assert [konfirmasi.bagian for konfirmasi in proyek.formulir[slug].konfirmasi] == ["susunan"]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("direction", "realised", "percent"),
    [("tinggi", 90, 75), ("tinggi", 150, 125), ("rendah", 90, 125), ("rendah", 150, 75)],
)
def test_capaian_in_both_directions(
    proyek: Library, quarter: int, direction: str, realised: float, percent: float
) -> None:
    column = columns(proyek.formulir["form-pengukuran-kinerja"])[f"capaian_{quarter}"]
    assert column.data.rumus
    values = {"arah": direction, f"target_{quarter}": 120, f"realisasi_{quarter}": realised}
    assert calculate(parse_rumus(column.data.rumus), values) == pytest.approx(percent)


@pytest.mark.slow
def test_anggaran(proyek: Library) -> None:
    column = columns(proyek.formulir["form-pengukuran-kinerja"])["serapan"]
    assert column.data.rumus
    values = {"pagu": 80_000_000, "realisasi_anggaran": 60_000_000}
    assert calculate(parse_rumus(column.data.rumus), values) == 75


def test_columns_are_numbered_through_the_sheets(proyek: Library) -> None:
    numbers = [column.nomor for column in columns(proyek.formulir["form-pengukuran-kinerja"]).values()]
    assert numbers == list(range(2, 28))


def test_formulas_in_words(proyek: Library) -> None:
    words = formulas(proyek.formulir["form-pengukuran-kinerja"])
    assert words.singkat == {"serapan": "27 = 26 : 25 x 100"}
    assert words.panjang["capaian"] == (
        "Kolom 10, 14, 18, dan 22 (%): bila Arah = rendah maka (Target - (Realisasi - Target)) : Target x 100, "
        "selain itu Realisasi : Target x 100.",
    )
