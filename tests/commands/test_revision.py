"""The commands as people use them: words, exit codes, JSON, the HTML page, git."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from generator.data.loader import load
from generator.pages import BuildContext
from generator.revisions.impact import Impact, impact_of
from tests.support.libraries import make_library
from tests.support.program import app
from tests.support.tools import need_program
from tests.support.whole import render_pages
from tests.test_cli import sop

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def riwayat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published, revised through the real commands, edited, not yet published again."""
    data = make_library(tmp_path_factory.mktemp("riwayat"))
    assert run("publish", "surat", "--tanggal-efektif", "2024-02-01", data=data).returncode == 0
    done = sop("revise", "surat", "--data", str(data), stdin="Waktu dipersingkat\nLangkah baru\n\nHasil evaluasi\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Revisi 1 siap diubah" in done.stdout
    path = data / "sop" / "surat.yml"
    new = "  - uraian: Memberi nomor & <b>cap</b>\n    pelaksana: petugas\n  - uraian: Mengarsipkan surat\n"
    text = path.read_text("utf-8").replace("5 menit", "3 menit").replace("  - uraian: Mengarsipkan surat\n", new)
    path.write_text(text, "utf-8")
    return data


def run(*arguments: str, data: Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in this process, which is quicker than one of its own."""
    with chdir(cwd or Path.cwd()):
        done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [*arguments, "--data", str(data)])
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


@pytest.mark.slow
def test_the_answers_given_to_revise_stand_in_the_file(riwayat: Path) -> None:
    proyek, _ = load(riwayat)
    assert proyek is not None
    change = proyek.sop["surat"].perubahan
    assert change is not None
    assert (change.ringkasan, change.alasan) == (("Waktu dipersingkat", "Langkah baru"), "Hasil evaluasi")


@pytest.mark.slow
def test_diff_says_each_change_and_ends_with_1(riwayat: Path) -> None:
    done = run("diff", "surat", data=riwayat)
    assert done.returncode == 1
    assert "  ~ Langkah 1: waktu 5 menit menjadi 3 menit\n" in done.stdout
    assert "  + Langkah 4 baru: “Memberi nomor & <b>cap</b>” (Petugas)\n" in done.stdout
    assert run("diff", "surat@0", "surat", data=riwayat).stdout.splitlines()[2:] == done.stdout.splitlines()[2:]


def test_diff_of_equal_sides_ends_with_0(riwayat: Path) -> None:
    done = run("diff", "surat@0", str(riwayat / "arsip" / "surat" / "0.yml"), data=riwayat)
    assert (done.returncode, done.stdout) == (0, "Tidak ada perbedaan.\n")
    assert run("diff", str(riwayat), str(riwayat), data=riwayat).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff"], "sebutkan apa yang dibandingkan"),
        (["diff", "surat@7", "surat"], "revisi 7 dari SOP 'surat' tidak ada; yang ada: surat@0, surat@1"),
        (["diff", "lain"], "SOP 'lain' tidak ada"),
        (["diff", "tidak-ada.yml", "surat"], "'tidak-ada.yml' tidak ada"),
        (["diff", "--git", "-x"], "bukan nama revisi git"),
    ],
)
def test_trouble_ends_with_2(riwayat: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, data=riwayat)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_diff_as_json(riwayat: Path) -> None:
    value = json.loads(run("diff", "surat", "--format", "json", data=riwayat).stdout)
    assert value["sama"] is False
    (row,) = value["sop"]
    assert (row["slug"], row["lama"], row["baru"]) == ("surat", "surat@0", "surat")
    time = next(butir for butir in row["butir"] if butir["bidang"] == "mutu_baku.waktu")
    assert (time["jenis"], time["kode_lama"], time["kode_baru"], time["pelaksana"]) == ("ubah", "1", "1", ["petugas"])
    assert row["beda"]["prosedur"][0]["langkah"][3]["dari"] is None


def test_diff_of_folders_names_what_came_and_went(riwayat: Path, tmp_path: Path) -> None:
    other = make_library(tmp_path)
    shutil.copy(other / "sop" / "surat.yml", other / "sop" / "nota.yml")
    done = run("diff", str(riwayat), str(other), data=riwayat)
    assert done.returncode == 1
    assert "Surat (nota): SOP baru" in done.stdout
    assert "Surat (nota): SOP ini tidak ada lagi" in run("diff", str(other), str(riwayat), data=riwayat).stdout


@pytest.mark.slow
def test_diff_with_git(riwayat: Path, tmp_path: Path) -> None:
    git = need_program("git")
    data = tmp_path / "buku" / "data"
    shutil.copytree(riwayat, data)
    identity = ["-c", "user.name=Uji", "-c", "user.email=uji@contoh.invalid"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "awal"], ["tag", "awal"]):
        subprocess.run([git, *command], cwd=data.parent, check=True)
    path = data / "sop" / "surat.yml"
    path.write_text(path.read_text("utf-8").replace("3 menit", "9 menit"), "utf-8")
    for arguments in (["--git", "awal"], ["surat", "--git", "awal"]):
        assert "Langkah 1: waktu 3 menit menjadi 9 menit" in run("diff", *arguments, data=data).stdout, arguments
    done = run("diff", "awal:data/sop/surat.yml", "data/sop/surat.yml", data=data, cwd=data.parent)
    assert "Langkah 1: waktu 3 menit menjadi 9 menit" in done.stdout, done.stderr
    assert run("diff", "awal:data", "data", data=data, cwd=data.parent).returncode == 1
    assert "tidak menemukan 'bukan'" in run("diff", "--git", "bukan", data=data).stderr


@pytest.fixture(scope="module")
def page(riwayat: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("beda") / "beda.html"
    assert run("diff", "surat", "--html", str(path), data=riwayat).returncode == 1
    return path


def test_the_page_needs_nothing_beside_it(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert not [
        word
        for word in ("http://", "https://", "url(", "@import", "src=")
        if word in text.replace("http://www.w3.org/2000/svg", "")
    ]
    assert "Memberi nomor &amp; &lt;b&gt;cap&lt;/b&gt;" in text
    assert "<li>waktu 5 menit menjadi 3 menit" in text
    assert text.count("<svg") == 2
    assert 'class="tanda tanda-baru"' in text


def test_the_page_fits_screens_and_paper(page: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    try:
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        tab.set_viewport_size({"width": 1280, "height": 800})
        marks = tab.evaluate("[...document.querySelectorAll('svg text.tanda')].map(t => t.textContent)")
        assert marks == ["ubah", "baru"]
        assert tab.evaluate(
            "[...document.querySelectorAll('del, ins')].every(e => getComputedStyle(e).textDecorationLine != 'none')"
        )
        assert tab.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 3
    finally:
        tab.close()


def test_publish_refused_names_file_and_line(riwayat: Path) -> None:
    done = run("publish", "surat", data=riwayat)
    assert done.returncode == 1
    assert "sop/surat.yml:7:34: galat V906: tanggal efektif belum diisi" in done.stdout
    assert "Tidak dilakukan: SOP ini belum dapat diterbitkan." in done.stdout


def test_impact_of_a_change(riwayat: Path) -> None:
    done = run("impact", "surat", data=riwayat)
    assert done.returncode == 0
    assert "Petugas: Langkah 1: waktu 5 menit menjadi 3 menit; Langkah 4 baru" in done.stdout
    assert "dokumen resmi, revisi 0" in done.stdout
    value = json.loads(run("impact", "surat", "--format", "json", data=riwayat).stdout)
    assert value["revisi_lama"] == 0
    assert {"sop/surat/", "sop/surat/checklist/4/", "pelaksana/petugas/"} <= addresses(value)
    assert run("impact", "lain", data=riwayat).returncode == 1


def addresses(value: dict[str, object]) -> set[str]:
    return {item["alamat"] for items in value.values() if isinstance(items, list) for item in items}


def named(found: Impact) -> Iterator[str]:
    for _, items in found.by_kind():
        yield from (item.alamat for item in items)


@pytest.mark.slow
def test_impact_names_every_page_that_comes_out_otherwise(riwayat: Path, tmp_path: Path) -> None:
    """The pages of the site with the published file and with the edited one: each that differs is named."""
    old = tmp_path / "lama"
    shutil.copytree(riwayat, old)
    shutil.copy(riwayat / "arsip" / "surat" / "0.yml", old / "sop" / "surat.yml")
    shutil.rmtree(old / "arsip")
    sides = []
    for folder in (old, riwayat):
        proyek, _ = load(folder)
        assert proyek is not None
        sides.append({page.path: page.to_markdown() for page in render_pages(proyek, BuildContext())})
    differing = {path for path in sides[0].keys() | sides[1].keys() if sides[0].get(path) != sides[1].get(path)}
    said = {f"{address}index.md" for address in named(impact_of(proyek, "surat"))}
    below = {path for path in differing if path.startswith("sop/surat/") and "/checklist/" not in path}
    assert "sop/surat/checklist/4/index.md" in differing
    assert differing <= said | below, differing - said
