"""Every file of valid/ loads without errors, every file of invalid/ gives the finding its first line names.

``# temuan: CODE LINE:COLUMN words``: among the findings is one with this code at this place whose message or remedy
has these words. The files are SOPs; the agency around them is the one below.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.examine import examine
from generator.findings import Finding, has_errors
from generator.reading.source import parse_source
from generator.steps.resolve import resolve

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.yml"))
INVALID = sorted((HERE / "invalid").glob("*.yml"))

AGENCY = {
    "instansi.yml": "pemerintah: PEMERINTAH CONTOH\nnama: DINAS CONTOH\n",
    "jabatan.yml": "petugas: {nama: Petugas}\natasan: {nama: Atasan}\n",
    "formulir/daftar-hadir.yml": "judul: Daftar Hadir\nbagian: [{isian: [{id: rapat, label: Rapat}]}]\n",
}


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    for name, text in AGENCY.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "sop").mkdir()
    return tmp_path


def examine_file(agency: Path, case: Path) -> list[Finding]:
    (agency / "sop" / case.name).write_bytes(case.read_bytes())
    return examine(agency)[1]


def test_cases_are_found() -> None:
    assert len(VALID) >= 3
    assert len(INVALID) >= 20


@pytest.mark.parametrize("case", VALID, ids=lambda path: path.stem)
def test_valid(agency: Path, case: Path) -> None:
    findings = examine_file(agency, case)
    assert not has_errors(findings), findings
    proyek, _ = examine(agency)
    assert proyek is not None
    assert resolve(proyek, case.stem).langkah


@pytest.mark.parametrize("case", INVALID, ids=lambda path: path.stem)
def test_invalid(agency: Path, case: Path) -> None:
    head = case.read_text("utf-8").splitlines()[0]
    expected = re.fullmatch(r"# temuan: (\w+) (\d+):(\d+) (.*)", head)
    assert expected, head
    code, line, column, words = expected.groups()
    found = [f for f in examine_file(agency, case) if f.code == code]
    assert found, examine_file(agency, case)
    assert (found[0].line, found[0].column) == (int(line), int(column))
    assert words in found[0].message + found[0].remedy
    assert found[0].file == f"sop/{case.name}"
    assert found[0].remedy


def test_all_findings_at_once(agency: Path) -> None:
    """One broken file hides neither the findings of another file nor a second one of its own."""
    (agency / "sop" / "a.yml").write_text("judul: [rusak\n", "utf-8")
    (agency / "sop" / "b.yml").write_text("judul:\nstatus: apa\nlangkah: []\nasing: 1\n", "utf-8")
    codes = [(f.file, f.code) for f in examine(agency)[1] if f.severity == "galat"]
    assert ("sop/a.yml", "D004") in codes
    assert {code for file, code in codes if file == "sop/b.yml"} >= {"D100", "D103", "D107"}


def test_texts_stay_texts() -> None:
    source, findings = parse_source((HERE / "valid" / "teks-yang-menyerupai-lain.yml").read_text("utf-8"), "x.yml")
    assert not findings
    assert isinstance(source.value, dict)
    assert source.value["judul"] == "no"
    assert source.value["nomor"] == "012"
