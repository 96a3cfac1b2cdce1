"""The program as it is installed: wheel and sdist in an environment of their own, outside the repository.

The packages that it needs are those of this environment, so nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.tools import ROOT, absent, digests

pytestmark = [pytest.mark.xdist_group("seed"), pytest.mark.slow]

TOP = (
    "generator",
    "docs",
    "overrides",
    "mkdocs.yml",
    "pyproject.toml",
    "setup.py",
    "MANIFEST.in",
    "README.md",
    "LICENSE",
)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel, and one made from the sdist alone."""
    if int(version("setuptools").partition(".")[0]) < 77:
        absent("setuptools 77 or newer")
    folder = tmp_path_factory.mktemp("paket")
    for name in TOP:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / "sumber" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / "sumber" / name)
    run(
        folder / "sumber",
        "-c",
        "from setuptools import build_meta as b; b.build_wheel('../wheel'); b.build_sdist('..')",
    )
    (sdist,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(sdist, folder / "dari-sdist")
    (unpacked,) = (folder / "dari-sdist").iterdir()
    run(unpacked, "-c", "from setuptools import build_meta as b; b.build_wheel('../../wheel-sdist')")
    return {kind: next((folder / kind).glob("*.whl")) for kind in ("wheel", "wheel-sdist")}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


class Office:
    """A folder with data and nothing else, and the program installed elsewhere."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder, program = folder / "kantor", folder / "program"
        shutil.copytree(ROOT / "sop_data", self.folder / "sop_data")
        shutil.unpack_archive(wheel, program, "zip")
        # Before the packages of this environment, in which the repository itself is installed.
        start = f"import sys; sys.path.insert(0, {str(program)!r}); from generator.cli import main; main()"
        self.command = [sys.executable, "-P", "-c", start]
        self.environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "PYTHONUTF8": "1"}
        self.environment.pop("PYTHONPATH", None)

    def sop(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_the_sdist_holds_all_that_the_wheel_is_made_of(archives: dict[str, Path]) -> None:
    """So the wheel that is made from it is the same, file by file."""
    ours, theirs = contents(archives["wheel"]), contents(archives["wheel-sdist"])
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert len(ours) > 300


def contents(archive: Path) -> dict[str, bytes | set[bytes]]:
    """The files of a wheel; the lines of lists in any order."""
    with zipfile.ZipFile(archive) as wheel:
        files = {name: wheel.read(name) for name in wheel.namelist()}
    return {name: {*file.splitlines()} if name.endswith("/RECORD") else file for name, file in files.items()}


def test_an_office_needs_the_program_and_its_data(archives: dict[str, Path], tmp_path: Path, seed_site: Path) -> None:
    office = Office(tmp_path, archives["wheel-sdist"])
    assert office.sop("--version") == f"pustaka-sop {version('pustaka-sop')}\n"
    assert "Selesai diperiksa" in office.sop("check")
    assert "Situs selesai" in office.sop("build")
    ours, theirs = digests(office.folder / "site"), digests(seed_site)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert sorted(path.name for path in office.folder.iterdir()) == [".sop", "site", "sop_data"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kantor", "program"]

    command = [*office.command, "serve", "--ringkas", "--port", "0", "--site", "lihat"]
    with subprocess.Popen(
        command, cwd=office.folder, env=office.environment, stdout=subprocess.PIPE, text=True
    ) as serving:
        try:
            assert serving.stdout
            line = next(line for line in serving.stdout if "Situs tampil di" in line)
            with urllib.request.urlopen(line.split()[3] + "panduan/index.html") as answer:
                assert "Panduan" in answer.read().decode()
        finally:
            serving.terminate()

    shutil.copytree(ROOT / "examples" / "dinas-contoh", office.folder / "contoh")
    path = office.folder / "contoh" / "sop" / "surat-masuk.yml"
    before = path.read_bytes()
    assert office.sop("schema", "--data", "contoh")
    office.sop("revise", "surat-masuk", "--data", "contoh", "--alasan", "coba", "--ringkasan", "coba")
    assert path.read_bytes() != before


def test_where_nothing_can_be_written_beside_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the working folder is in the user's cache."""
    from generator import working_folder

    data = tmp_path / "bersama" / "sop_data"
    data.mkdir(parents=True)
    assert working_folder.home_of(data) == tmp_path / "bersama" / ".sop" / "sop_data"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = working_folder.home_of(data)
    assert not home.is_relative_to(tmp_path / "bersama")
    assert home.name.startswith("sop_data-")
    assert home != working_folder.home_of(tmp_path / "lain" / "sop_data")
