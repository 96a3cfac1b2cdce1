"""The command as people use it: exit codes, words, files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from generator import cli
from generator.commands import misuse
from generator.examine import examine
from tests.data.test_cases import AGENCY
from tests.support.program import app
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

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


def test_a_short_name_that_another_title_has_gets_a_number(data: Path) -> None:
    for title, name in (
        ("masuk", "pengelolaan-dan-pendistribusian-surat"),
        ("keluar", "pengelolaan-dan-pendistribusian-surat-2"),
    ):
        done = sop("new", f"Pengelolaan dan Pendistribusian Surat {title}", "--data", str(data))
        assert done.returncode == 0, done.stdout
        assert (data / "sop" / f"{name}.yml").is_file()


def test_new_asks_for_the_title(data: Path) -> None:
    done = sop("new", "--data", str(data), stdin="Peminjaman Buku\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (data / "sop" / "peminjaman-buku.yml").is_file()


def test_new_needs_letters(data: Path) -> None:
    assert sop("new", "!!!", "--data", str(data)).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["withdraw", "surat"], "Pilihan '--tanggal' wajib ditulis (tanggal mulai tidak berlaku), misalnya"),
        (["withdraw"], "SLUG belum disebut (nama berkas SOP tanpa .yml). Tulis: sop withdraw SLUG."),
        (["restore", "surat"], "REVISI belum disebut (nomor revisi di arsip). Tulis: sop restore SLUG REVISI."),
        (["attach"], "SLUG belum disebut (nama berkas SOP tanpa .yml). Tulis: sop attach SLUG PDF."),
        (["withdraw", "surat", "--tanggal", "kemarin"], "'kemarin' bukan tanggal untuk --tanggal"),
        (["build", "--tanggal", "2024-13-01"], "'2024-13-01' bukan tanggal untuk --tanggal"),
        (["check", "--format", "xml"], "'xml' tidak dikenal untuk --format; pilih salah satu: text, json, github"),
        (["serve", "--port", "x"], "Isi --port harus bilangan bulat"),
        (["build", "--site"], "Sesudah pilihan '--site' belum ada isinya"),
        (["check", "--strict=ya"], "Pilihan '--strict' ditulis tanpa isi"),
        (["check", "--stric"], "Pilihan '--stric' tidak dikenal; maksud Anda '--strict'?"),
        (["revise", "a", "b"], "Isian ini berlebih: 'b'"),
        (["bild"], "Perintah 'bild' tidak dikenal; maksud Anda 'build'?"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_and_how(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["sop", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert words in capsys.readouterr().err


def test_every_missing_option_or_argument_is_named_with_its_help() -> None:
    """Whatever command is given nothing: what it lacks is said in its own words, never in general ones."""
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        for param in command.params:
            if param.required:
                ctx = command.make_context(name, [], parent=None, resilient_parsing=True)
                words = misuse._missing(param, ctx)
                assert param.help.rstrip(".")[1:] in words
                assert "None" not in words


ENGLISH = r"(?i)usage|options|command|\bargs|arguments|required|default|show this|<[a-z]+(?:\[.*?)?>"


def test_the_help_is_indonesian_throughout(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What typer says by itself, of every command: heads, kinds of values, what must be given."""
    monkeypatch.setenv("COLUMNS", "200")
    program = typer.main.get_command(app)
    for name in ("", *program.commands):  # type: ignore[attr-defined]
        program.main([*name.split(), "--help"], "sop", standalone_mode=False)
        said = capsys.readouterr().out
        assert "Pemakaian: sop" in said
        assert not re.findall(ENGLISH, said), name
        assert "[[" not in said, name


def test_without_a_command_the_help_is_shown() -> None:
    done = sop()
    assert (done.returncode, done.stderr) == (0, "")
    assert "publish" in done.stdout


@pytest.mark.parametrize("place", ["a file", "no parent", "a long name"])
@pytest.mark.parametrize("command", [["new", "Surat Keluar"], ["schema"], ["publish", "contoh"]])
def test_a_folder_that_cannot_be_is_said(data: Path, tmp_path: Path, command: list[str], place: str) -> None:
    target = {"a file": data / "instansi.yml", "no parent": tmp_path / "x" / "y", "a long name": tmp_path / ("x" * 300)}
    done = sop(*command, "--data", str(target[place]))
    assert done.returncode in (1, 2)
    assert done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "x").exists()


def test_a_file_where_a_folder_should_be_stops_new_and_schema_in_plain_words(data: Path) -> None:
    (data / ".skema").write_text("x")
    done = sop("schema", "--data", str(data))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "belum lengkap" in done.stdout
    done = sop("new", "Surat Keluar", "--data", str(data))
    assert done.returncode == 0
    assert "Dibuat: " in done.stdout and "belum lengkap" in done.stdout
    assert (data / "sop" / "surat-keluar.yml").is_file()


STRAYS = (
    "~$contoh.yml", ".contoh.yml", "._contoh.yml", ".~lock.contoh.yml", "contoh (conflicted copy).yml",
    "contoh (PC Tata Usaha's conflicted copy 2026-11-28).yml", "contoh (1).yml", "contoh(1).yml", "contoh - Copy.yml",
    "contoh - Copy (2).yml", "contoh - Salinan.yml", "contoh - Salinan (3).yml", "contoh copy 2.yml",
    "Copy of contoh.yml",
    "Salinan contoh.yml", "contoh (salinan).yml", "contoh.sync-conflict-20261128-190500-ABCDEFG.yml", "contoh 2.yml",
    "contoh-KANTOR-PC.yml", "contoh-DESKTOP-AB12CD.yml", "contoh_conflict-20261128-190500.yml", "contoh.bak.yml",
)  # fmt: skip
SILENT = (".contoh.yml.swp", "Thumbs.db", "desktop.ini", ".DS_Store", ".~lock.contoh.yml#", "contoh.yml~")


@pytest.mark.parametrize("place", ["sop", "formulir", "arsip/contoh"])
def test_what_other_programs_leave_is_left_out_with_a_warning(data: Path, place: str) -> None:
    folder = data / place
    folder.mkdir(parents=True, exist_ok=True)
    if place != "sop":
        (folder / "contoh.yml").write_text("judul: Contoh\nbagian: [{isian: [{id: a, label: A}]}]\n", "utf-8")
    if place == "arsip/contoh":
        (folder / "contoh.yml").rename(folder / "0.yml")
        (folder / "0.yml").write_text(SOP, "utf-8")
    base = "0" if place == "arsip/contoh" else "contoh"
    before = examine(data)[1]
    names = [name.replace("contoh", base) for name in STRAYS]
    for name in [*names, *(name.replace("contoh", base) for name in SILENT)]:
        (folder / name).write_text("bukan: [data\n", "utf-8")
    (data / "arsip" / "contoh (conflicted copy)").mkdir(parents=True)
    (data / "arsip" / "contoh (conflicted copy)" / "0.yml").write_text("bukan: [data\n", "utf-8")
    proyek, findings = examine(data)
    new = [finding for finding in findings if finding not in before]
    assert {(finding.code, finding.severity) for finding in new} == {("D013", "peringatan")}
    assert {Path(finding.file).name for finding in new} >= set(names)
    assert proyek is not None
    assert set(proyek.sop) == {"contoh"}


def test_a_name_that_a_person_chose_badly_is_still_an_error(data: Path) -> None:
    for name in ("Surat Masuk.yml", "surat_masuk.yml", "surat 2.yml", "surat-PC.yml", "SURAT.yml"):
        (data / "sop" / name).write_text(SOP, "utf-8")
        assert [f.code for f in examine(data)[1] if f.severity == "galat"] == ["D012"], name
        (data / "sop" / name).unlink()
