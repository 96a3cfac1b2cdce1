"""A file that cannot be read gives its own finding, and nothing that only follows from it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from generator.check.rules import is_rule
from generator.data.read_cache import ReadCache
from generator.examine import examine
from generator.findings import Finding
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

DAY = datetime.date(2026, 7, 1)
FOLDERS = [ROOT / "sop_data", ROOT / "examples" / "dinas-contoh"]
BREAKS = {
    "it breaks off": b"\nx: [a\n",
    "a field that nobody knows": b"\ntidak-dikenal: a\n",
    "another encoding": b"\n\xff",
    "nothing": None,
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("how", BREAKS)
def test_one_broken_file_is_one_finding(folder: Path, how: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    known = ReadCache()

    def told() -> list[Finding]:
        return [finding for finding in examine(data, DAY, known)[1] if not finding.diterima]

    before = {(finding.file, finding.code, finding.message) for finding in told()}
    for path in sorted(data.rglob("*.yml")):
        name, whole, more = path.relative_to(data).as_posix(), path.read_bytes(), BREAKS[how]
        if more is None and name == "peraturan.yml":
            continue  # an agency may have none: then each of its SOPs says which one it lacks
        path.write_bytes(b"" if more is None else whole + more)
        new = [f for f in told() if (f.file, f.code, f.message) not in before]
        assert [(finding.file, finding.severity) for finding in new] == [(name, "galat")], (name, new)
        assert not is_rule(new[0].code)
        path.write_bytes(whole)
    assert {(finding.file, finding.code, finding.message) for finding in told()} == before


def test_an_agency_without_regulations_hears_which_are_missing(tmp_path: Path) -> None:
    """An empty peraturan.yml was read: nothing is hidden in it."""
    data = tmp_path / "data"
    shutil.copytree(FOLDERS[0], data)
    (data / "peraturan.yml").unlink()
    assert {finding.code for finding in examine(data, DAY)[1]} >= {"R203"}
