"""Findings that do not drown: what `sop check`, `build` and `serve` tell of many findings, in which order."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from generator.commands.console import show_findings, show_news
from generator.commands.findings_view import News, Watcher, by_place
from generator.data.finding_words import words_of
from generator.findings import Finding
from tests.data.test_cases import AGENCY
from tests.support.program import app

DATA = Path("sop_data")
STEPS = "".join(f"  - {{uraian: Kegiatan {number}, pelaksana: {{}}}}\n" for number in range(1, 7))
GOOD = "judul: Surat\npelaksana: [petugas]\nlangkah:\n" + STEPS.replace("{}", "petugas")


def finding(code: str, severity: str, line: int = 1, message: str = "ada yang salah", **more: object) -> Finding:
    """A finding about sop/a.yml."""
    said = {"file": "sop/a.yml", "column": 1, "field": "", "remedy": "perbaiki", **more}
    return Finding(code=code, severity=severity, line=line, message=message, **said)  # type: ignore[arg-type]


def shown(*findings: Finding, width: int = 200, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None, legacy_windows=False)
    show_findings(console, findings, DATA)
    return out.getvalue()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sop_data in it, to work in."""
    data = tmp_path / "sop_data"
    for name, text in AGENCY.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, "utf-8")
    (data / "sop").mkdir()
    monkeypatch.chdir(tmp_path)
    return data


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


def codes_in(text: str) -> list[str]:
    """Severity and code of each finding that is told, in order."""
    return re.findall(r"(?:galat|peringatan|saran) [A-Z]\d{3}(?=:)", text)


def test_the_gravest_stand_first_and_each_line_is_named_once() -> None:
    text = shown(
        finding("S401", "saran", 1),
        finding("W701", "peringatan", 2),
        finding("D100", "galat", 9),
        finding("S402", "saran", 9, "mutu baku kosong"),
        finding("W702", "peringatan", 3),
    )
    assert codes_in(text) == ["galat D100", "saran S402", "peringatan W701", "peringatan W702", "saran S401"]
    assert text.count("sop_data/sop/a.yml:9:") == 1, "what is said of the same line stands below it"


def test_the_same_on_many_lines_is_told_once() -> None:
    text = shown(*(finding("R202", "galat", line, "pelaksana 'x' bukan kolom SOP ini") for line in range(3, 40)))
    assert codes_in(text) == ["galat R202"]
    assert "(juga pada baris 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 dan 24 baris lain)" in text
    twice = shown(*(finding("A301", "galat", 3, "tujuan '9' tidak ada", column=column) for column in (5, 20)))
    assert "(juga pada kolom 20)" in twice
    everywhere = [finding("R201", "galat", 3, "jabatan 'x' tidak ada", file=f"sop/{name}.yml") for name in "abc"]
    assert codes_in(shown(*everywhere)) == ["galat R201"]
    assert "(juga pada sop/b.yml:3, sop/c.yml:3)" in shown(*everywhere)


def test_nothing_that_differs_is_left_out() -> None:
    several = [finding("S402", "peringatan", line, f"mutu baku langkah {line} belum lengkap") for line in range(1, 9)]
    assert len(codes_in(shown(*several))) == len(several)
    assert sum(len(place) for place in by_place(several)) == len(several)
    assert shown(*several).count("-> perbaiki") == 1, "an advice that was just given is not repeated"
    errors = [finding("D106", "galat", line, f"'{line}' bukan tanggal") for line in (1, 2)]
    assert shown(*errors).count("-> perbaiki") == 2, "a galat is shown in full"


def test_a_window_breaks_between_words_and_a_pipe_not_at_all() -> None:
    long = finding("D100", "galat", 5, "kata " * 40, remedy="usul " * 40)
    assert all(len(line.rstrip()) <= 60 for line in shown(long, width=60, terminal=True).splitlines())
    assert not re.search(r"\b(k|ka|kat|u|us|usu)\n", shown(long, width=60, terminal=True))
    assert len(shown(long, width=60).splitlines()) == 2, "a line of a log is a whole finding"


def test_every_code_has_words() -> None:
    assert words_of("S402") == "mutu baku belum lengkap"
    assert words_of("X999") == ""


def test_check_counts_hints_by_code_and_names_the_command_that_shows_them(library: Path) -> None:
    (library / "sop" / "surat.yml").write_text(GOOD.replace("uraian: Kegiatan 3", "uraiam: Kegiatan 3"), "utf-8")
    (library / "sop" / "tamu.yml").write_text(GOOD, "utf-8")
    said = run("check", "--tanggal", "2026-07-01")
    assert said.exit_code == 1
    assert codes_in(said.output) == ["galat D100"]
    assert said.output.startswith("sop_data/sop/surat.yml:6:6: galat D100: isian 'uraiam' tidak dikenal")
    command = re.search(r"^Tampilkan: sop (.*)$", said.output, re.MULTILINE)
    assert command
    every = json.loads(run("check", "--tanggal", "2026-07-01", "--format", "json").output)
    hints = [row for row in every if row["severity"] == "saran"]
    assert f"{len(hints)} saran, yang tidak menghentikan" in said.output
    told = run(*command[1].split())
    assert len(codes_in(told.output)) + told.output.count("(juga pada") >= len({row["message"] for row in hints})
    assert "galat D100" not in told.output and told.exit_code == 1, "the data are as they were, whatever is looked at"
    assert "Di luar yang diminta: 1 galat" in told.output


@pytest.mark.parametrize("name", ["surat", "sop/surat", "sop_data/sop/surat.yml", "sop\\surat.yml"])
def test_check_of_one_sop(library: Path, name: str) -> None:
    for slug in ("surat", "tamu"):
        (library / "sop" / f"{slug}.yml").write_text(GOOD.replace("Kegiatan 3, pelaksana: petugas", "X"), "utf-8")
    said = run("check", name)
    assert "sop/surat.yml:6:" in said.output
    assert "tamu.yml" not in said.output
    assert "Di luar yang diminta: 1 galat" in said.output
    (library / "sop" / "surat.yml").write_text(GOOD, "utf-8")
    assert run("check", name).exit_code == 1, "the other SOP still stops the build"
    assert {row["file"] for row in json.loads(run("check", name, "--format", "json").output)} <= {
        "sop_data/sop/surat.yml"
    }


def test_check_by_level_and_code(library: Path) -> None:
    (library / "sop" / "surat.yml").write_text(GOOD.replace("Kegiatan 3", "Menulis <b>surat</b>"), "utf-8")
    every = json.loads(run("check", "--format", "json").output)
    for level in ("galat", "peringatan", "saran"):
        rows = json.loads(run("check", f"--{level}", "--format", "json").output)
        assert rows == [row for row in every if row["severity"] == level]
    both = json.loads(run("check", "--kode", "k801", "--kode", "S401", "--format", "json").output)
    assert both == [row for row in every if row["code"] in ("K801", "S401")]
    assert set(codes_in(run("check", "--kode", "S401").output)) == {"saran S401"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["surt"], "Tidak ada berkas data 'surt'; maksud Anda 'surat'?"),
        (["--kode", "S499"], "Kode 'S499' tidak dikenal"),
    ],
)
def test_what_is_nowhere_is_wrong_use(library: Path, arguments: list[str], words: str) -> None:
    (library / "sop" / "surat.yml").write_text(GOOD, "utf-8")
    said = run("check", *arguments)
    assert said.exit_code == 2
    assert words in said.output


def test_a_folder_with_a_space_is_named_so_that_the_command_can_be_copied(library: Path) -> None:
    library.rename(library.with_name("data sop"))
    assert 'Tampilkan: sop check --saran --data "data sop"' in run("check", "--data", "data sop").output


def test_build_shows_what_stops_it_and_counts_the_rest(library: Path) -> None:
    bad = GOOD.replace("Kegiatan 3", "Menulis <b>surat</b>").replace("Kegiatan 5, pelaksana: petugas", "Kegiatan 5")
    (library / "sop" / "surat.yml").write_text(bad, "utf-8")
    (library / "sop" / "tamu.yml").write_text(GOOD.replace("Kegiatan 3", "Menulis <b>surat</b>"), "utf-8")
    said = run("build", "--ringkas")
    assert said.exit_code == 1
    assert codes_in(said.output) == ["galat D111"]
    assert "Semua temuan: sop check" in said.output
    strict = run("build", "--ringkas", "--strict")
    assert codes_in(strict.output) == ["galat D111", "peringatan K801", "peringatan K801"]


def watched(*states: list[Finding]) -> News:
    """What the last of several saves changed."""
    watcher = Watcher()
    news = [watcher.news(state) for state in states]
    assert news[0] is None and news[-1] is not None
    return news[-1]


OLD = finding("S402", "saran", 10, "mutu baku langkah 4 belum lengkap: waktu", kutipan="- uraian: Menulis")


def test_a_finding_is_the_same_wherever_its_line_moves() -> None:
    moved = finding("S402", "saran", 14, "mutu baku langkah 6 belum lengkap: waktu", kutipan="- uraian: Menulis")
    news = watched([OLD], [moved])
    assert (news.came, news.gone, news.stayed) == ([], [], [moved])
    more = finding("S402", "saran", 30, "mutu baku langkah 9 belum lengkap: waktu", kutipan="- uraian: Membaca")
    news = watched([OLD], [moved, more])
    assert (news.came, news.gone, news.stayed) == ([more], [], [moved])
    assert watched([OLD, more], [OLD]).gone == [more]


def test_what_an_unreadable_file_hides_is_not_mended() -> None:
    """A broken line hides all other findings of its file; when it is mended they are neither new nor done."""
    broken = finding("D004", "galat", 3)
    other = finding("S402", "saran", 1, file="sop/b.yml")
    watcher = Watcher()
    assert watcher.news([OLD, other]) is None
    hidden = watcher.news([broken])
    assert hidden == News(came=[broken], gone=[other], stayed=[])
    back = watcher.news([OLD])
    assert back == News(came=[], gone=[broken], stayed=[OLD])
    agency = finding("D101", "galat", 1, file="jabatan.yml")
    assert watcher.news([agency]) == News(came=[agency], gone=[], stayed=[]), "all rest on that file"
    assert watcher.news([]) == News(came=[], gone=[agency, OLD], stayed=[])


def test_a_save_tells_what_is_new_what_is_mended_and_how_much_is_left() -> None:
    out = io.StringIO()
    still = finding("A301", "galat", 8, "tujuan '9' tidak ada")
    many = [finding("S402", "saran", line, f"mutu baku langkah {line} belum lengkap") for line in range(1, 9)]
    news = News(came=[finding("W701", "peringatan", 2), *many], gone=[OLD], stayed=[still, *many])
    show_news(Console(file=out, width=200), news, DATA)
    assert codes_in(out.getvalue()) == ["peringatan W701", "galat A301"]
    assert "8 saran baru: sop check --saran" in out.getvalue()
    assert "Sudah beres: sop_data/sop/a.yml: S402 mutu baku langkah 4" in out.getvalue()
    assert "Masih ada: sop_data/sop/a.yml:8:1: galat A301: tujuan '9' tidak ada" in out.getvalue()
    assert "Dari sebelumnya: 1 galat, 0 peringatan, 8 saran; rinciannya: sop check" in out.getvalue()
