"""docs/panduan/temuan.md lists exactly the finding codes of the program."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from generator.console import show_findings
from generator.pipeline import examine
from tests.docs.naskah import PANDUAN, blocks, code, read, tables, write_whole_files
from tests.perkakas import ROOT

SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "generator").rglob("*.py")))


def documented() -> dict[str, str]:
    """Code -> the severities that the page gives it."""
    page = read(PANDUAN / "temuan.md")
    rows = [row for table in tables(page) if table[0][0] == "Kode" for row in table[1:]]
    codes = [code(row[0])[0] for row in rows]
    assert codes == sorted(codes, key=lambda c: ("DRASFPTWKVZ".index(c[0]), c)), "in order, by family"
    assert len(codes) == len(set(codes))
    assert all(len(row) == 4 and all(row) for row in rows), "every code has severity, meaning and remedy"
    return dict(zip(codes, (row[1] for row in rows), strict=True))


def test_codes_are_those_of_the_program() -> None:
    assert set(documented()) == set(re.findall(r'"([A-Z]\d{3})"', SOURCE))


def test_severities_are_those_of_the_program() -> None:
    levels = documented()
    pairs = set(re.findall(r'"([A-Z]\d{3})",\s*"(galat|peringatan|saran)"', SOURCE))
    assert len(pairs) > 20
    for finding, severity in pairs:
        assert severity in levels[finding].split(" atau "), finding


@pytest.mark.parametrize(
    ("page", "file", "right", "wrong"),
    [
        ("merevisi.md", "penerimaan-tamu.yml", "pelaksana: sekretaris", "pelaksana: sekretris"),
        ("temuan.md", "surat-masuk.yml", "ya: agenda", "ya: agneda"),
    ],
)
def test_sample_message_is_what_the_console_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, file: str, right: str, wrong: str
) -> None:
    """The sample of a page is the answer to one slip of the pen in the examples of format-data.md."""
    monkeypatch.chdir(tmp_path)
    data = Path("sop_data")
    write_whole_files(data)
    text = (data / "sop" / file).read_text("utf-8")
    assert text.count(right) == 1
    (data / "sop" / file).write_text(text.replace(right, wrong), "utf-8")
    out = io.StringIO()
    findings = [finding for finding in examine(data)[1] if finding.severity == "galat"]
    show_findings(Console(file=out, width=200), findings, data)
    assert out.getvalue() in blocks(read(PANDUAN / page), "text")
