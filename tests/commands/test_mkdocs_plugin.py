"""The ways of other tools: `mkdocs build` gives the same site, `sop build --docs` the plain pages of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from generator.io.atomic import MARK
from generator.pipeline import build
from generator.site.look import look_of
from tests.data.test_cases import AGENCY
from tests.support.program import app

SOP = "judul: Surat Masuk\npelaksana: [petugas]\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agency's folder: its data, and a mkdocs.yml and overrides/ that extend the program's."""
    files = {f"sop_data/{name}": text for name, text in {**AGENCY, "sop/surat.yml": SOP}.items()}
    files["mkdocs.yml"] = "site_name: x\nextra_css: [milik.css]\nplugins:\n  - pustaka-sop: {ringkas: true}\n"
    files["docs/catatan.txt"] = ""
    files["overrides/milik.css"] = "a {}\n"
    files["overrides/partials/language.html"] = look_text("partials/language.html") + "<!-- milik kantor -->"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def look_text(name: str) -> str:
    path = look_of().overrides[-1] / name
    return path.read_text("utf-8") if path.is_file() else ""


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "situs-mkdocs"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_mkdocs_build_gives_the_same_site(folder: Path) -> None:
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    found = CliRunner().invoke(app, ["build", "--ringkas", "--data", f"{folder}/sop_data", "--site", f"{folder}/site"])
    assert found.exit_code == 0, found.output
    ours, theirs = tree(folder / "site"), tree(folder / "situs-mkdocs")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    page = ours["sop/surat/index.html"].decode()
    assert page.index("situs.css") < page.index("milik.css")
    assert "milik.css" in ours
    # It is ours from then on, and may be replaced.
    assert build(folder / "sop_data", folder / "situs-mkdocs").built


def test_errors_in_the_data_stop_mkdocs_in_words(folder: Path) -> None:
    (folder / "sop_data" / "sop" / "surat.yml").write_text(SOP.replace("uraian", "uraiam"), "utf-8")
    done = mkdocs(folder)
    assert done.returncode != 0
    assert "sop/surat.yml:3: D100: isian 'uraiam' tidak dikenal" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "situs-mkdocs").exists()


def test_plain_pages_for_another_builder(folder: Path) -> None:
    docs = folder / "polos"
    command = ["build", "--ringkas", "--data", f"{folder}/sop_data", "--docs", str(docs)]
    assert CliRunner().invoke(app, command).exit_code == 0
    page = (docs / "sop" / "surat" / "index.md").read_text("utf-8")
    assert page.startswith('---\ntitle: "Surat Masuk"\n')
    assert (docs / "panduan" / "index.md").is_file()
    assert (docs / "data" / "index.json").is_file()
    assert not list(docs.rglob("*.html"))
    assert not (folder / "site").exists()
    # Once more, with one SOP less; then with a folder that is not ours.
    shutil.copy(folder / "sop_data" / "sop" / "surat.yml", folder / "sop_data" / "sop" / "kedua.yml")
    assert CliRunner().invoke(app, command).exit_code == 0
    (folder / "sop_data" / "sop" / "surat.yml").unlink()
    assert CliRunner().invoke(app, command).exit_code == 0
    assert not (docs / "sop" / "surat").exists()
    (docs / MARK).unlink()
    refused = CliRunner().invoke(app, command)
    assert (refused.exit_code, "Pilih folder lain dengan --docs." in refused.output) == (2, True)


def test_our_mkdocs_yml_names_the_plugin() -> None:
    """Builders do not see it: `sop build` does not need it to be installed."""
    text = (look_of().file).read_text("utf-8")
    assert "pustaka-sop" in yaml.safe_load(text)["plugins"]
    assert look_of().settings["plugins"] == []
