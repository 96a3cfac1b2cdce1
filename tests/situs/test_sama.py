"""Same data, same bytes: whatever the hash seed, the time zone, the locale and the folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.perkakas import ROOT


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file of the seed's site, built in a process of its own from a copy of the data in ``folder``."""
    data, site = folder / "data", folder / "situs"
    shutil.copytree(ROOT / "sop_data", data)
    command = [sys.executable, "-m", "generator", "build", "--data", str(data), "--site", str(site)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    one = build(tmp_path / "satu", PYTHONHASHSEED="1", TZ="Asia/Jakarta", LC_ALL="C")
    two = build(tmp_path / "dua" / "lain", PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8")
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 100
