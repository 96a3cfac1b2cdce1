"""mistakes/*.yml: what people really type, and the finding each must give. None passes silently, none gives a flood.

Every file is a list of mistakes. Each is made in the library of tests/check/pustaka, which gives no finding of its own:

    - name: Excel puts a tab between two cells      # unique in all files
      file: sop/surat.yml                           # left out: this one
      keys: |                                       # these top-level keys take the place of those in the file
        peralatan: "Komputer\tPrinter"
      codes: [D117]                                 # all of these must be among the findings
      words: tab                                    # left out or: words of a message or remedy of one of these
      line: 1                                       # left out or: the line of the first of these

Instead of ``keys``: ``edit: [from, to]`` (``from`` stands once in the file; a third entry is the encoding, default
utf-8), ``text`` (the whole file), or ``save_as`` (the same file under another name).
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.examine import examine
from generator.findings import CODES, Finding
from tests.check.test_finding_guide import PUSTAKA, UNPUBLISHED, blocks

HERE = Path(__file__).parent / "mistakes"
DAY = datetime.date(2026, 7, 1)
MOST = 3
"""Findings that one mistake may give."""
KNOWN = {"name", "file", "keys", "edit", "text", "save_as", "codes", "words", "line"}
MISTAKES: list[dict[str, Any]] = [
    {"corpus": path.stem} | entry
    for path in sorted(HERE.glob("*.yml"))
    for entry in yaml.safe_load(path.read_text("utf-8"))
]


def make(entry: dict[str, Any], folder: Path) -> None:
    """Make the mistake in the library in ``folder``."""
    path = folder / entry.get("file", "sop/surat.yml")
    if "text" in entry:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry["text"].encode("utf-8"))
    elif "keys" in entry:
        body = entry["keys"] if entry["keys"].endswith("\n") else entry["keys"] + "\n"
        stated = {key for key, _ in blocks(body)}
        kept = "".join(lines for key, lines in blocks(path.read_text("utf-8")) if key not in stated)
        path.write_bytes((body + kept).encode("utf-8"))
    elif "edit" in entry:
        old, new, *encoding = entry["edit"]
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_bytes(text.replace(old, new).encode(*(encoding or ["utf-8"])))
    else:
        shutil.copy(path, folder / entry["save_as"])


def found(folder: Path, codes: list[str]) -> list[Finding]:
    """The findings that stand in the library after the mistake."""
    told = [f for f in examine(folder, DAY)[1] if not f.diterima]
    return [f for f in told if f.code != UNPUBLISHED or UNPUBLISHED in codes]


def test_the_corpus_is_well_formed() -> None:
    names = [entry["name"] for entry in MISTAKES]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
    for entry in MISTAKES:
        assert set(entry) - {"corpus"} <= KNOWN, entry
        assert len(set(entry) & {"keys", "edit", "text", "save_as"}) == 1, entry
        assert entry["codes"], entry
        assert set(entry["codes"]) <= set(CODES), entry


@pytest.mark.slow
@pytest.mark.parametrize("entry", MISTAKES, ids=lambda entry: f"{entry['corpus']}: {entry['name']}")
def test_mistake_is_found(entry: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    make(entry, tmp_path)
    findings = found(tmp_path, entry["codes"])
    assert set(entry["codes"]) <= {f.code for f in findings}, findings
    assert len(findings) <= MOST, findings
    about = [f for f in findings if f.code in entry["codes"]]
    assert entry.get("words", "") in " ".join(f"{f.message} {f.remedy}" for f in about), about
    assert about[0].line == entry.get("line", about[0].line), about
    assert all(f.message and f.remedy for f in findings), findings
