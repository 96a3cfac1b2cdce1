"""A finding, a page and a form's file are each added in one place: the differences that CONTRIBUTING shows are all it
takes, tried on a copy of the program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tools import ROOT

_NEW_FILE = re.compile(
    r"^```diff\n--- /dev/null\n\+\+\+ b/(\S+)\n@@ -0,0 \+1,(\d+) @@\n(.*?)^```", re.MULTILINE | re.DOTALL
)
PROGRAM = ("generator", "docs", "overrides", "mkdocs.yml")


def additions() -> dict[str, str]:
    """The new files that CONTRIBUTING shows: path -> text."""
    found = {}
    for path, count, lines in _NEW_FILE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        assert all(line.startswith("+") for line in lines.splitlines()), path
        assert len(lines.splitlines()) == int(count), path
        found[path] = "".join(f"{line[1:]}\n" for line in lines.splitlines())
    return found


def test_each_stands_in_one_module_that_the_program_has_not() -> None:
    found = additions()
    rooms = [path.split("/")[1] for path in found if path.endswith(".py")]
    assert sorted(rooms) == ["check", "forms", "pages"]
    assert not [path for path in found if (ROOT / path).exists()]


@pytest.mark.slow
def test_they_are_written_as_the_rest_of_the_program(tmp_path: Path) -> None:
    """Format, lint and types."""
    for path, text in additions().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    settings = ("--config", str(ROOT / "pyproject.toml"))
    for command in (["ruff", "format", "--check", *settings], ["ruff", "check", "--no-cache", *settings]):
        done = subprocess.run(
            [sys.executable, "-m", *command, "."], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        if "No module named ruff" in done.stderr:
            pytest.skip("ruff is not installed")
        assert done.returncode == 0, done.stdout


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *command], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        check=False, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, with the additions."""
    program = tmp_path / "program"
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, program / name)
    for path, text in additions().items():
        (program / path).write_text(text, "utf-8")
    return program


def assert_added(data: str, site: Path, brief: bool) -> None:
    """The page stands there and in the menu, and each form's file where files are made."""
    assert "SOP</p>" in (site / "statistik/index.html").read_text("utf-8")
    assert 'href="statistik/index.html"' in (site / "index.html").read_text("utf-8"), "it stands in the menu"
    for slug in [path.stem for path in (ROOT / data / "formulir").glob("*.yml")]:
        label = site / f"formulir/{slug}/{slug}.label.txt"
        assert label.is_file() == (not brief)
        page = (site / f"formulir/{slug}/index.html").read_text("utf-8")
        assert (label.name in page) == (not brief), "it is offered where it is made"


@pytest.mark.build
def test_they_are_enough(tmp_path: Path, program: Path) -> None:
    """In the seed, from a first build to a program that has them no longer."""
    shutil.copytree(ROOT / "sop_data", tmp_path / "data")  # what is kept between builds lies beside the data
    site, given = tmp_path / "site", ("--data", str(tmp_path / "data"))
    for brief in ([], ["--ringkas"]):  # a page of the last build must not stand in the way of this one
        run(program, "build", *brief, *given, "--site", str(site))
        assert_added("sop_data", site, bool(brief))
    run(program, "new", "SURAT DARI LUAR KOTA", *given)
    assert "K890" in run(program, "check", *given)
    run(ROOT, "build", "--ringkas", *given, "--site", str(site))  # the program without them takes nothing over
    assert not (site / "statistik").exists()
    assert "K890" not in run(ROOT, "check", *given)


@pytest.mark.build
def test_they_are_enough_for_a_whole_agency(tmp_path: Path, program: Path) -> None:
    data = "examples/dinas-contoh"
    shutil.copytree(ROOT / data, tmp_path / "data")
    given = ("--data", str(tmp_path / "data"))
    run(program, "build", *given, "--site", str(tmp_path / "site"))
    assert_added(data, tmp_path / "site", brief=False)
    run(program, "new", "SURAT DARI LUAR KOTA", *given)
    assert "K890" in run(program, "check", *given)
