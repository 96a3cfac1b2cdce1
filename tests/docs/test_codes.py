"""docs/panduan/temuan.md lists exactly the finding codes that the program declares.

Its tables are made from the declarations and the parts of docs/panduan/temuan/; SOP_TULIS_EMAS=1 writes them anew.
"""

from __future__ import annotations

import io
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from rich.console import Console

import generator
from generator.commands.console import show_findings
from generator.examine import examine
from generator.findings import CODES, KELUARGA
from tests.support.documents import PANDUAN, blocks, read, write_whole_files
from tests.support.tools import assert_golden

for _module in walk_packages(generator.__path__, "generator."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)  # each declares the codes that it raises


def meaning(code: str) -> str:
    """The first sentence of the part about ``code``."""
    page = read(PANDUAN / "temuan" / f"{KELUARGA[code[0]]}.md")
    found = re.search(rf"^## {code}\n\n\*\*(.+?)\.?\*\*", page, re.MULTILINE)
    assert found, f"{code} has no part in panduan/temuan/{KELUARGA[code[0]]}.md"
    return found[1][0].lower() + found[1][1:] if found[1][1:2].islower() else found[1]


def table_of(family: str) -> str:
    """The table of one family: code, severities from the mildest on, meaning."""
    rows = [
        f"| [`{code}`](temuan/{KELUARGA[family]}.md#{code.lower()}) | "
        f"{' atau '.join(reversed(declared.severities))} | {meaning(code)} |"
        for code, declared in sorted(CODES.items())
        if code[0] == family
    ]
    return "\n".join(["| Kode | Tingkat | Artinya |", "|---|---|---|", *rows, ""])


def test_the_tables_are_those_of_the_declarations() -> None:
    page = (PANDUAN / "temuan.md").read_text("utf-8")
    for family in KELUARGA:
        table = re.compile(rf"(?<=\n)\| Kode \|[^\n]*\n\|[-|]*\n(?:\| \[`{family}\d{{3}}`\][^\n]*\n)*")
        heading = page.index(f"\n## {family}: ")
        found = table.search(page, heading)
        assert found, f"family {family} has no table"
        page = page[: found.start()] + table_of(family) + page[found.end() :]
    assert_golden(PANDUAN / "temuan.md", page)


def test_every_code_in_the_program_is_declared() -> None:
    files = sorted(Path(generator.__file__).parent.rglob("*.py"))
    said = {code for path in files for code in re.findall(r'"([A-Z]\d{3})"', path.read_text("utf-8"))}
    assert said == set(CODES)


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
