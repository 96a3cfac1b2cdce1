"""What the program loads before it knows what it shall do."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from generator.cli.frame import program
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

BERAT = ("asyncio", "openpyxl", "pikepdf", "pypdfium2", "pyxform", "typst", "xlsxwriter", "zxingcpp")
"""Only papers and downloads need these; together they take as long to load as all the rest."""


def test_what_only_papers_and_downloads_need_is_loaded_when_they_are_made() -> None:
    source = f"import sys, generator.pipeline; print(*(name for name in {BERAT} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def loaded_by(source: str) -> set[str]:
    """The modules that are loaded once these lines have run."""
    lines = f"import sys\n{source}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_the_help_waits_for_nothing_that_a_command_needs() -> None:
    found = loaded_by("from generator.cli.frame import program\nprogram('')(['--help'], standalone_mode=False)")
    assert not {"pydantic", "yaml"} & found
    assert {name.split(".")[1] for name in found if name.startswith("generator.")} == {"cli", "commands", "io"}


def test_a_check_waits_for_nothing_that_makes_a_site() -> None:
    found = loaded_by("from generator.cli.frame import program\nprogram('check')")
    assert "generator.check" in found
    assert not {f"generator.{room}" for room in ("pages", "paper", "outputs", "build", "pipeline")} & found


def test_each_command_stands_in_the_help_as_its_own_help_says() -> None:
    known, told = (get_command(one).commands for one in (program(), program("")))  # type: ignore[attr-defined]
    assert [(name, one.get_short_help_str(500)) for name, one in told.items()] == [
        (name, one.get_short_help_str(500)) for name, one in known.items()
    ]
    assert len(told) > 20
    for name in known:
        assert get_command(program(name)).commands[name].params  # type: ignore[attr-defined]
