"""What a disk prevents is a finding with the place and the reason, and a traceback never."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import build
from tests.support.tools import ROOT


@pytest.mark.parametrize("where", ["berkas/situs", "berkas/dalam/situs"])
def test_a_site_that_has_no_place_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "berkas").write_text("bukan folder", "utf-8")
    result = build(ROOT / "sop_data", tmp_path / where, home=tmp_path / "kerja")
    (finding,) = result.findings
    assert (finding.code, result.built) == ("D021", False)
    assert finding.file.startswith(str(tmp_path / "berkas"))
    assert finding.message.startswith("tidak dapat menulis di sini: ") and finding.remedy
    assert (tmp_path / "berkas").read_text("utf-8") == "bukan folder"
