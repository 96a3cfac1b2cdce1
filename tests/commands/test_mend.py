"""`sop check --perbaiki` as people use it: the change is shown, asked for, and made in the file's own text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.commands.findings_view import asked_for
from generator.commands.mend import apply, mends_of
from generator.examine import examine
from generator.findings import TextEdit
from generator.reading.source import parse_source
from tests.commands.test_revision import run
from tests.data.test_mistakes import MISTAKES, PUSTAKA, make
from tests.support.libraries import SOP, make_library
from tests.test_cli import sop

PASTED = """\
# Catatan di atas tetap.
judul: “Pengelolaan Surat”   # dari Word
status: draf\u00a0
pengesahan: {jabatan: atasan}
peralatan:
  – Komputer
  – Buku agenda
kualifikasi: [Menguasai aplikasi (surat, arsip), "1. Teliti"]
pencatatan: Agenda #2
pelaksana: [petugas, atasan]

langkah:
\u00a0\u00a0- uraian: Menerima surat
    pelaksana: petugas
  # catatan di tengah\u00a0tetap
  - uraian: Memeriksa kelengkapan su\u00adrat
    pelaksana: atasan
"""
MENDED = """\
# Catatan di atas tetap.
judul: Pengelolaan Surat   # dari Word
status: draf\x20
pengesahan: {jabatan: atasan}
peralatan:
  - Komputer
  - Buku agenda
kualifikasi: ["Menguasai aplikasi (surat, arsip)", "1. Teliti"]
pencatatan: "Agenda #2"
pelaksana: [petugas, atasan]

langkah:
  - uraian: Menerima surat
    pelaksana: petugas
  # catatan di tengah\u00a0tetap
  - uraian: Memeriksa kelengkapan surat
    pelaksana: atasan
"""
CODES = {"D117", "D118", "D119", "D120", "D121", "D122", "K808"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_mends_what_is_certain_and_keeps_the_rest(tmp_path: Path, newline: str, bom: str) -> None:
    data = make_library(tmp_path, (bom + PASTED).replace("\n", newline))
    done = run("check", "--perbaiki", "--ya", data=data)
    assert "-judul: “Pengelolaan Surat”" in done.stdout
    assert "+judul: Pengelolaan Surat " in done.stdout
    assert "⟨U+00A0⟩" in done.stdout
    assert (data / "sop/surat.yml").read_bytes().decode() == (bom + MENDED).replace("\n", newline)
    assert not {finding.code for finding in examine(data)[1]} & CODES
    assert "Tidak ada yang dapat diperbaiki" in run("check", "--perbaiki", "--ya", data=data).stdout


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "written"), [("ya\n", True), ("y\n", True), ("tidak\n", False), ("", False)])
def test_asks_before_it_writes(tmp_path: Path, answer: str, written: bool) -> None:
    data = make_library(tmp_path, PASTED)
    done = sop("check", "--perbaiki", "--data", str(data), stdin=answer)
    assert "Tulis perubahan ini pada 1 berkas?" in done.stdout
    assert ((data / "sop/surat.yml").read_text("utf-8") == MENDED) is written
    assert ("Tidak ada berkas yang diubah" in done.stdout) is not written


def test_a_published_sop_and_the_archive_stay_to_the_letter(tmp_path: Path) -> None:
    data = make_library(tmp_path, SOP.replace("judul: Surat\n", "judul: “Surat Masuk”\n"))
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    before = {path: path.read_bytes() for path in data.rglob("*.yml")}
    done = run("check", "--perbaiki", "--ya", data=data)
    assert "sop/surat.yml sudah terbit dan tidak diubah: sidik isinya akan berubah" in done.stdout
    assert {path: path.read_bytes() for path in data.rglob("*.yml")} == before
    told = [finding for finding in examine(data)[1] if finding.code == "D119"]
    assert [finding.file for finding in told] == ["sop/surat.yml"], "nothing is said of the archive"
    assert run("revise", "surat", "--ringkasan", "Judul", "--alasan", "Evaluasi", data=data).returncode == 0
    run("check", "--perbaiki", "--ya", data=data)
    assert "judul: Surat Masuk\n" in (data / "sop/surat.yml").read_text("utf-8")
    assert (data / "arsip/surat/0.yml").read_bytes() == before[data / "arsip/surat/0.yml"]


def test_what_is_read_as_meant_is_not_signed_before_it_is_mended(tmp_path: Path) -> None:
    text = SOP.replace("Menerima surat", "Mene\u00adrima surat").replace("jabatan: atasan", "jabatan: “atasan”")
    data = make_library(tmp_path, text)
    done = run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data)
    assert done.returncode == 1
    assert "sop check --perbaiki" in done.stdout
    assert (data / "sop/surat.yml").read_text("utf-8") == text
    run("check", "--perbaiki", "--ya", data=data)
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    assert not [f for f in examine(data)[1] if f.severity == "galat" or f.code in CODES]


def test_a_signed_sop_is_read_to_the_letter(tmp_path: Path) -> None:
    """One that was signed with such letters keeps them, and its fingerprint; it is only said."""
    data = make_library(tmp_path)
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    signed = (data / "sop/surat.yml").read_text("utf-8").replace("judul: Surat", "judul: Su\u00adrat sertiﬁkat")
    source, findings = parse_source(signed, "sop/surat.yml")
    assert isinstance(source.value, dict)
    assert source.value["judul"] == "Su\u00adrat sertiﬁkat"
    assert {(finding.code, finding.severity) for finding in findings} == {("D117", "saran"), ("D118", "saran")}


def test_one_file_of_many(tmp_path: Path) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    for name in ("surat", "tamu"):
        path = tmp_path / f"sop/{name}.yml"
        path.write_text(path.read_text("utf-8").replace("kualifikasi: Teliti", "kualifikasi: “Teliti”"), "utf-8")
    for asked in ("surat", "sop/surat", "sop/surat.yml", "surat.yml"):
        assert [mend.file for mend in mends_of(tmp_path, asked_for(asked, tmp_path)).files] == ["sop/surat.yml"]
    assert [mend.file for mend in mends_of(tmp_path).files] == ["sop/surat.yml", "sop/tamu.yml"]


def test_a_mend_that_would_bring_an_error_is_left_out(tmp_path: Path) -> None:
    """A kegiatan is one text: lines below it are no list."""
    steps = "langkah:\n  - uraian:\n      1. Menerima surat\n      2. Mencatat surat\n    pelaksana: petugas\n"
    data = make_library(tmp_path, "judul: Surat\npelaksana: [petugas]\nperalatan: “Komputer”\n" + steps)
    (mend,) = mends_of(data).files
    assert mend.codes == ("D119",)
    assert steps in mend.new.decode()


@pytest.mark.slow
@pytest.mark.parametrize("entry", [e for e in MISTAKES if e["corpus"] == "typed"], ids=lambda entry: entry["name"])
def test_whatever_is_mended_gives_no_new_finding(entry: dict[str, object], tmp_path: Path) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    make(entry, tmp_path)
    before = {finding.code for finding in examine(tmp_path)[1]}
    for mend in mends_of(tmp_path).files:
        (tmp_path / mend.file).write_bytes(mend.new)
        after = {finding.code for finding in examine(tmp_path)[1]}
        assert not set(mend.codes) & after, mend.new.decode()
        assert after <= before


def test_edits_find_their_place_or_do_nothing() -> None:
    text = 'peralatan: "1. Komputer"\nkualifikasi:\n  - 1. Teliti\n'
    assert apply(text, [TextEdit(1, 1, "1. ", ""), TextEdit(3, 5, "1. ", "")]) == (
        'peralatan: "Komputer"\nkualifikasi:\n  - Teliti\n'
    )
    assert apply(text, [TextEdit(1, 1, "2. ", ""), TextEdit(9, 1, "1", "")]) == text
