"""Same data, same bytes: whatever the hash seed, the time zone, the locale, the folder and the day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tools import ROOT, digests, need_program


def build(folder: Path, *before: str, **environment: str) -> dict[str, str]:
    """Every file of the seed's site, built in a process of its own from a copy of the data in ``folder``.

    ``before``: a program with options that runs the command.
    """
    data, site = folder / "data", folder / "situs"
    shutil.copytree(ROOT / "sop_data", data)
    command = [*before, sys.executable, "-m", "generator", "build", "--data", str(data), "--site", str(site)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return digests(site)


@pytest.mark.usefixtures("papers_set_anew")
def test_two_builds_are_the_same(tmp_path: Path) -> None:
    """The second one years later, by a clock that every part of the program believes, the compiled ones too."""
    faketime = need_program("faketime")
    one = build(tmp_path / "satu", PYTHONHASHSEED="1", TZ="Asia/Jakarta", LC_ALL="C")
    two = build(
        tmp_path / "dua" / "lain dari yang lain",
        *(faketime, "-f", "+1500d"),
        PYTHONHASHSEED="2",
        TZ="America/Lima",
        LC_ALL="C.UTF-8",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 100
    assert {".html", ".pdf", ".png", ".xlsx", ".xml", ".csv", ".json"} <= {Path(name).suffix for name in one}


def test_the_other_day_is_believed() -> None:
    """The clock of the test above is really another one."""
    command = [need_program("faketime"), "-f", "+1500d", sys.executable, "-c", "import time; print(time.time())"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    here = subprocess.run(command[3:], capture_output=True, text=True, check=True).stdout
    assert 1499 < (float(shown) - float(here)) / 86400 < 1501
