"""Two SOPs under one number (T603): what counts as a number, and as the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.examine import examine
from tests.data.test_cases import AGENCY

SOP = "judul: %s\nnomor: '%s'\nstatus: %s\npelaksana: petugas\nlangkah: [{uraian: Menulis %s, pelaksana: petugas}]\n"


@pytest.mark.parametrize(
    ("one", "two", "status", "told"),
    [
        ("01/2024", "01/2024", "draf", True),
        ("01/Um/2024", " 01 / UM / 2024", "draf", True),
        ("01/2024", "02/2024", "draf", False),
        ("-", "-", "draf", False),
        (" - ", "-", "draf", False),
        ("--", "--", "draf", True),
        ("01/2024", "01/2024", "dicabut", False),
    ],
)
def test_one_number_for_two(tmp_path: Path, one: str, two: str, status: str, told: bool) -> None:
    """A dash says that there is none; one that was withdrawn may share it with the one that replaced it."""
    sops = {f"sop/{slug}.yml": SOP % (slug, number, state, slug)
            for slug, number, state in (("a", one, status), ("b", two, "draf"))}  # fmt: skip
    for name, text in AGENCY.items() | sops.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = [(f.file, f.field) for f in examine(tmp_path)[1] if f.code == "T603"]
    assert found == ([("sop/b.yml", "nomor")] if told else [])
