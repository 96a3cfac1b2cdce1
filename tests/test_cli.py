"""The command as people use it: exit codes, words, files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.test_cases import AGENCY
from tests.perkakas import ROOT

SOP = "judul: Contoh\npelaksana: [petugas]\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"


def sop(*arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, input=stdin,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, text in {**AGENCY, "sop/contoh.yml": SOP}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_check_passes_good_data(data: Path) -> None:
    done = sop("check", "--data", str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 galat" in done.stdout


def test_check_strict_counts_warnings(data: Path) -> None:
    (data / "sop" / "contoh.yml").write_text(SOP.replace("judul: Contoh", "judul: Contoh\nstatus: berlaku"), "utf-8")
    assert sop("check", "--data", str(data)).returncode == 0
    assert sop("check", "--data", str(data), "--strict").returncode == 1


def test_check_names_place_reason_and_remedy(data: Path) -> None:
    (data / "sop" / "contoh.yml").write_text(SOP.replace("uraian", "uraiam"), "utf-8")
    done = sop("check", "--data", str(data))
    assert done.returncode == 1
    assert f"{data.as_posix()}/sop/contoh.yml:3:12: galat D100: isian 'uraiam' tidak dikenal di sini" in done.stdout
    assert "maksud Anda 'uraian'?" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_check_json_and_github(data: Path) -> None:
    (data / "sop" / "contoh.yml").write_text(SOP.replace("petugas}", "tukang}"), "utf-8")
    rows = json.loads(sop("check", "--data", str(data), "--format", "json").stdout)
    errors = [row for row in rows if row["severity"] == "galat"]
    assert [(row["code"], row["line"], row["field"]) for row in errors] == [("R202", 3, "langkah.1.pelaksana.1")]
    assert errors[0]["file"] == f"{data.as_posix()}/sop/contoh.yml"
    lines = sop("check", "--data", str(data), "--format", "github").stdout
    assert f"::error file={data.as_posix()}/sop/contoh.yml,line=3," in lines


@pytest.mark.parametrize("arguments", [["bild"], ["build", "--folder", "x"], ["check", "--format", "xml"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    done = sop(*arguments)
    assert done.returncode == 2
    assert "Lihat: sop " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_data_folder_is_a_finding(tmp_path: Path) -> None:
    done = sop("build", "--data", str(tmp_path / "tidak-ada"), "--site", str(tmp_path / "situs"))
    assert done.returncode == 1
    assert "folder data tidak ditemukan" in done.stdout
    assert not (tmp_path / "situs").exists()


def test_help_is_indonesian() -> None:
    for arguments in (["--help"], ["build", "--help"], ["check", "--help"], ["serve", "--help"], ["new", "--help"]):
        done = sop(*arguments)
        assert done.returncode == 0
        assert "Pilihan" in done.stdout
        assert "Show this message" not in done.stdout


def test_build_refuses_a_foreign_folder(data: Path, tmp_path: Path) -> None:
    site = tmp_path / "arsip"
    site.mkdir()
    (site / "penting.txt").write_text("x")
    done = sop("build", "--data", str(data), "--site", str(site))
    assert done.returncode == 2
    assert (site / "penting.txt").read_text() == "x"


def test_new_writes_a_small_valid_sop(data: Path) -> None:
    done = sop("new", "Pelayanan Tamu: Umum & Khusus", "--data", str(data))
    assert done.returncode == 0, done.stdout
    path = data / "sop" / "pelayanan-tamu-umum-khusus.yml"
    assert path.is_file()
    checked = sop("check", "--data", str(data), "--format", "json")
    assert checked.returncode == 0, checked.stdout
    before = path.read_bytes()
    again = sop("new", "Pelayanan tamu umum khusus", "--data", str(data))
    assert again.returncode == 1
    assert path.read_bytes() == before


def test_new_asks_for_the_title(data: Path) -> None:
    done = sop("new", "--data", str(data), stdin="Peminjaman Buku\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (data / "sop" / "peminjaman-buku.yml").is_file()


def test_new_needs_letters(data: Path) -> None:
    assert sop("new", "!!!", "--data", str(data)).returncode == 2
