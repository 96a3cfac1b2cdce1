"""The check: what it must not say (false alarms), acceptance, the day of the check, the line with its caret."""

from __future__ import annotations

import datetime
import io
import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from generator.commands.console import count_line, show_findings
from generator.commands.findings_formats import as_json
from generator.data.citation import rank_of, year_of
from generator.data.excerpt import cut
from generator.examine import examine
from generator.findings import Finding, has_errors
from generator.pages import BuildContext
from tests.support.whole import render_pages

PUSTAKA = Path(__file__).parent / "pustaka"
HARI = datetime.date(2026, 7, 1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(folder: Path, old: str, new: str, file: str = "sop/surat.yml") -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def kegiatan(folder: Path, *texts: str) -> list[Finding]:
    steps = "".join(f"  - {{uraian: {json.dumps(text)}, pelaksana: staf}}\n" for text in texts)
    text = (folder / "sop/surat.yml").read_text("utf-8")
    (folder / "sop/surat.yml").write_text(text[: text.index("langkah:")] + "langkah:\n" + steps, "utf-8")
    return [f for f in examine(folder)[1] if f.code not in ("A322", "K820")]  # of how many acts and actors there are


def test_good_kegiatan_are_left_alone(library: Path) -> None:
    good = [
        "Menerima surat", "Memberi nomor", "Berkoordinasi dengan bidang lain", "Mengetik, memaraf, dan mengirim surat",
        "Menyerahkan surat kepada Kepala Dinas", "Menyerahkan surat kepada yang berhak",
        "Bila lengkap, meneruskan surat", "Mulai mencatat", "1. Mencatat surat", "Mengetahui isi surat",
        "Menyampaikan surat kepada masing-masing bidang", "Melayani tamu oleh-oleh",
    ]  # fmt: skip
    assert kegiatan(library, *good) == []


@pytest.mark.parametrize(
    "text",
    [
        "Penyusunan konsep",
        "Disusun konsep",
        "Berkas diterima",
        "Media dicetak",
        "Rapat pembahasan",
        "Surat masuk dicatat",
    ],
)
def test_nouns_and_passives_are_found(library: Path, text: str) -> None:
    assert [f.code for f in kegiatan(library, "Menerima surat", text)] == ["S406"]


@pytest.mark.parametrize(
    "waktu",
    [
        "15 menit", '"1,5 jam"', "1 hari kerja", "1 - 20 Hari Kerja", "5-10 menit", "2 minggu", "Sesuai kebutuhan",
        "Segera", '"-"', "Paling lama 3 hari", "2 x 24 jam", "Pukul 10.00", "1 jam (60 menit)", "3 kali", "± 15 menit",
        "H-1", "2 s.d. 3 hari", "1 jam 30 menit", "Tanggal 5 setiap bulan", "1 Triwulan",
    ],
)  # fmt: skip
def test_times_of_real_documents_are_left_alone(library: Path, waktu: str) -> None:
    change(library, "uraian: Menerima surat,", f"uraian: Menerima surat, mutu_baku: {{waktu: {waktu}}},")
    assert examine(library)[1] == []


@pytest.mark.parametrize(
    ("waktu", "kode"),
    [("15", "W701"), ("2 jma", "W701"), ("1 jam (90 menit)", "W702"), ("20 - 3 hari", "W703"), ("3 menti", "W701")],
)
def test_bad_times_are_found(library: Path, waktu: str, kode: str) -> None:
    change(library, "uraian: Menerima surat,", f"uraian: Menerima surat, mutu_baku: {{waktu: {waktu}}},")
    assert [f.code for f in examine(library)[1]] == [kode]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Form Izin Usaha", "Formulir Izin Usaha", True),
        ("Draft Laporan Kinerja", "Draf Dokumen Laporan Kinerja", True),
        ("Lembar Disposisi", "Lembar Disposisii", True),
        ("Surat masuk", "Berkas surat masuk", False),
        ("Konsep surat", "Konsep surat berparaf", False),
        ("Rincian Biaya I", "Rincian Biaya II", False),
        ("Laporan triwulan 1", "Laporan triwulan 2", False),
        ("Kartu Persediaan", "Kartu persediaan", False),
    ],
)
def test_names_of_documents(library: Path, first: str, second: str, same: bool) -> None:
    change(library, "uraian: Menerima surat,", f"uraian: Menerima surat, mutu_baku: {{kelengkapan: {first}}},")
    change(library, "uraian: Mengarsipkan surat,", f"uraian: Mengarsipkan surat, mutu_baku: {{output: {second}}},")
    assert [f.code for f in examine(library)[1]] == (["K805"] if same else [])


def test_rank_and_year_of_regulations() -> None:
    titles = [
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan",
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang SAKIP",
        "Peraturan Menteri Pendayagunaan Aparatur Negara Nomor PER/9/M.PAN/5/2007 tentang Indikator Kinerja Utama",
        "Peraturan Daerah Kabupaten Contoh Nomor 2 Tahun 2023 tentang Pelayanan",
        "Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang Tata Naskah",
        "Keputusan Kepala Dinas Contoh Nomor 5 Tahun 2024 tentang Tim",
    ]
    ranks = [rank_of(title) for title in titles]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    assert len(set(ranks)) == len(ranks)
    assert [year_of(title) for title in titles] == [2008, 2006, 2014, 2007, 2023, 2024, 2024]
    assert rank_of("Surat Edaran Nomor 1 Tahun 2020") is None


def test_a_broken_file_gives_no_findings_about_those_that_name_it(library: Path) -> None:
    """What cannot be read is not the same as what is not there."""
    change(library, "judul: Penerimaan Tamu", "judul: [rusak", "sop/tamu.yml")
    change(library, "staf: {nama: Staf Umum}", "staf: {}", "jabatan.yml")
    assert {(f.file, f.code) for f in examine(library)[1]} == {("sop/tamu.yml", "D004"), ("jabatan.yml", "D101")}


def test_a_loop_back_to_the_first_step_and_two_ends_are_usual(library: Path) -> None:
    steps = """langkah:
  - {uraian: Menerima surat, pelaksana: staf}
  - {uraian: Memeriksa surat, pelaksana: kepala, keputusan: {Lengkap: 4, Kurang: 1, Salah alamat: 3}}
  - {uraian: Mengembalikan surat, pelaksana: staf, jenis: selesai}
  - {uraian: Mencatat surat, pelaksana: staf, lanjut: {Ada lampiran: 5, Tanpa lampiran: 6}}
  - {uraian: Memindai lampiran, pelaksana: staf}
  - {uraian: Mengarsipkan surat, pelaksana: staf}
"""
    text = (library / "sop/surat.yml").read_text("utf-8")
    text = text.replace("pelaksana: [staf]", "pelaksana: [staf, kepala]")
    (library / "sop/surat.yml").write_text(text[: text.index("langkah:")] + steps, "utf-8")
    assert examine(library)[1] == []


def test_the_day_is_an_argument(library: Path) -> None:
    change(library, "status: ditinjau", "status: berlaku")
    assert "T605" not in {f.code for f in examine(library)[1]}
    assert "T605" not in {f.code for f in examine(library, datetime.date(2027, 3, 2))[1]}
    (late,) = [f for f in examine(library, datetime.date(2027, 3, 3))[1] if f.code == "T605"]
    assert "2027-03-02" in late.message
    assert late.basis


ABAIKAN = "abaikan: [{kode: S406, langkah: 1, sebab: Kata naskah asli.}]\nlangkah:"


def test_accepted_findings_stop_nothing_and_stay_visible(library: Path) -> None:
    change(library, "status: ditinjau", "status: berlaku\n")
    change(library, "Menerima surat", "Penerimaan surat")
    assert has_errors(examine(library)[1], strict=True)
    change(library, "langkah:", ABAIKAN)
    proyek, findings = examine(library)
    assert not has_errors(findings, strict=True)
    (accepted,) = [f for f in findings if f.code == "S406"]
    assert accepted.diterima == "Kata naskah asli."
    assert count_line(findings) == "0 galat, 0 peringatan, 1 saran, 1 diterima"
    row = next(row for row in json.loads(as_json(findings, Path("data"))) if row["code"] == "S406")
    assert row["diterima"] == "Kata naskah asli."
    assert row["panduan"] == "panduan/temuan/standar.html#s406"
    assert "S406" not in shown(findings)
    assert proyek is not None
    pages = {page.path: page for page in render_pages(proyek, BuildContext(temuan=tuple(findings)))}
    body = pages["perhatian/index.md"].body
    assert "Temuan yang diterima" in body
    assert "Diterima karena: Kata naskah asli." in body
    assert "../panduan/temuan/standar.html#s406" in body


def test_acceptance_is_narrow(library: Path) -> None:
    change(library, "Menerima surat", "Penerimaan surat")
    change(library, "Mengarsipkan surat", "Pengarsipan surat")
    change(library, "langkah:", ABAIKAN)
    assert [(f.field, bool(f.diterima)) for f in examine(library)[1]] == [
        ("langkah.1.uraian", True),
        ("langkah.2.uraian", False),
    ]
    change(library, "langkah: 1, sebab", "bagian: langkah.2, sebab")
    assert [bool(f.diterima) for f in examine(library)[1]] == [False, True]


def test_an_acceptance_of_a_rule_that_did_not_run_is_not_judged(library: Path) -> None:
    change(library, "langkah:", "abaikan: [{kode: T605, sebab: Evaluasi ditunda.}]\nlangkah:")
    assert examine(library)[1] == []
    assert [f.code for f in examine(library, HARI)[1]] == ["Z901"]


def test_an_error_cannot_be_accepted(library: Path) -> None:
    change(library, "unit: sekretariat", "unit: bidang")
    change(library, "langkah:", "abaikan: [{kode: R206, sebab: Belum ada.}]\nlangkah:")
    findings = examine(library)[1]
    assert {f.code for f in findings} == {"R206", "Z902"}
    assert not any(f.diterima for f in findings)
    assert has_errors(findings)


def shown(findings: list[Finding]) -> str:
    out = io.StringIO()
    show_findings(Console(file=out, width=80), findings, Path("data"))
    return out.getvalue()


def test_console_shows_the_line_the_caret_and_what_the_standard_says(library: Path) -> None:
    change(library, "Menerima surat", "Penerimaan surat")
    change(library, "Mengarsipkan surat", "Pengarsipan surat")
    lines = shown(examine(library)[1]).splitlines()
    assert lines[1:3] == ["    - {uraian: Penerimaan surat, pelaksana: staf}", "       ^"]
    assert lines[3].startswith("    -> awali dengan kata kerja")
    assert lines[4].startswith("    dasar: PermenPAN-RB 35/2012")
    assert "\n".join(lines).count("dasar:") == 1, "said once for each code"


@pytest.mark.parametrize(
    ("line", "column", "text", "caret"),
    [
        ("judul: [rusak", 8, "judul: [rusak", 8),
        ("    a: b", 5, "a: b", 1),
        ("\ta: b", 2, "a: b", 1),
        ("", 1, "", 1),
        ("abc", 99, "abc", 4),
        ("a\x1b[31mb", 1, "a [31mb", 1),
    ],
)
def test_cut(line: str, column: int, text: str, caret: int) -> None:
    assert cut(line, column) == (text, caret)


def test_long_lines_are_cut_around_the_column() -> None:
    line = "x" * 500 + "DI SINI" + "y" * 500
    text, caret = cut(line, 501)
    assert text[caret - 1 :].startswith("DI SINI")
    assert len(text) <= 72
    assert text[0] == text[-1] == "…"


def test_lines_of_broken_files_are_shown(library: Path) -> None:
    (library / "sop/rusak.yml").write_bytes("judul: caf\xe9\n".encode("latin-1"))
    (library / "sop/buruk.yml").write_text("judul: Baik\r\nperalatan: [Komputer\r\nunit: x\r\n", "utf-8")
    by_file = {f.file: f for f in examine(library)[1]}
    assert by_file["sop/rusak.yml"].kutipan.startswith("judul: caf")
    assert by_file["sop/buruk.yml"].kutipan
    assert "\r" not in by_file["sop/buruk.yml"].kutipan


def test_lines_of_files_elsewhere_are_not_shown(library: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("lain") / "rahasia.yml"
    secret.write_text("rahasia: [x\n", "utf-8")
    (library / "sop/pintas.yml").symlink_to(secret)
    assert all("rahasia:" not in f.kutipan for f in examine(library)[1])
