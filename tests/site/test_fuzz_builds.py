"""Fuzzing the build: real data whose texts, lists and references are turned into what nobody writes. Whatever the check
lets pass is built whole, in bounded time and memory, and every file of the site can be read by a program that did not
make it. A dozen here, as many as SOP_FUZZ_BANGUN says in the long mode (`make test-long`)."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import time
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
import yaml
from lxml import etree, html

from generator.examine import examine
from generator.findings import has_errors
from generator.pipeline import build
from tests.support.random_data import HOSTILE, WORDS, base_folder
from tests.support.tools import tries

RUNS = tries(12, "SOP_FUZZ_BANGUN")
CPU_S, MEMORY_MB, CHECK_S = 60, 600, 3
EXTREME = (
    "W" * 999, ("kata " * 1900).strip(), "i" * 500, "a/" * 400, "1. " * 300, "\u0301" * 300, "\u202eterbalik\u202c",
    "🧑‍🤝‍🧑" * 50, "漢字" * 200, "ﷺ" * 100, "\u200b" * 200 + "x", "\u00ad" * 300 + "x",
    "ا" * 300, "=1+1", "@SUM(A1)",
    "]]>", "<!--", "-->", "&amp;&lt;", "${a}", "#{x}", "[[x]]", "**tebal**", "|a|b|", "\\u0000",
    "baris satu\nbaris dua",
    "\n".join(["satu"] * 300), "http://192.0.2.1/" + "a" * 300, "'\"`", "\U0010fffd", "\ue000", "\u2028",
)  # fmt: skip


def leaves(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [place for key, inner in value.items() for place in leaves(inner, (*at, key))]
    if isinstance(value, list):
        return [at, *(place for index, inner in enumerate(value) for place in leaves(inner, (*at, index)))]
    return [at]


def mutated(text: str, chance: random.Random) -> str:
    """One to five places hold something else: a text, the value of another place, a list that is long."""
    value = yaml.safe_load(text)
    for _ in range(chance.randint(1, 5)):
        places = leaves(value)
        place = chance.choice(places)
        holder = value
        for key in place[:-1]:
            holder = holder[key]
        if not place:
            continue
        old = holder[place[-1]]
        if isinstance(old, list):
            holder[place[-1]] = old * chance.choice([2, 10]) if chance.random() < 0.5 else list(reversed(old))
        else:
            holder[place[-1]] = chance.choice([*EXTREME, *EXTREME, *HOSTILE, *WORDS])
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def readable(path: Path) -> None:
    """A file of the site, read by another program."""
    raw = path.read_bytes()
    match path.suffix:
        case ".html":
            assert html.document_fromstring(raw).find("body") is not None
        case ".json":
            json.loads(raw)
        case ".svg" | ".bpmn" | ".xml" | ".atom":
            etree.fromstring(raw, etree.XMLParser(huge_tree=True))
        case ".pdf":
            with pikepdf.open(io.BytesIO(raw)) as document:
                assert len(document.pages) > 0
        case ".xlsx":
            openpyxl.load_workbook(io.BytesIO(raw)).close()


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_whatever_passes_the_check_is_built(tmp_path: Path) -> None:
    start = int.from_bytes(os.urandom(4)) if "SOP_FUZZ_BANGUN" in os.environ else 0
    base_folder(tmp_path / "data")
    names = sorted(path for path in (tmp_path / "data").rglob("*.yml"))
    texts = {path: path.read_text("utf-8") for path in names}
    built = seed = 0
    slowest = 0.0
    before = memory_mb()
    while built < RUNS:
        seed += 1
        assert seed < 40 * RUNS, "hardly anything passes the check"
        chance = random.Random(start + seed)
        path = chance.choice(names)
        path.write_text(mutated(texts[path], chance), "utf-8")
        try:
            began = time.process_time()
            proyek, findings = examine(tmp_path / "data")
            assert time.process_time() - began < CHECK_S, start + seed
            if proyek is not None and not has_errors(findings):
                began = time.process_time()
                result = build(tmp_path / "data", tmp_path / "situs")
                slowest = max(slowest, time.process_time() - began)
                assert result.built, (start + seed, [f for f in result.findings if f.severity == "galat"])
                assert slowest < CPU_S, start + seed
                for file in sorted((tmp_path / "situs").rglob("*")):
                    if file.is_file():
                        readable(file)
                built += 1
        finally:
            path.write_text(texts[path], "utf-8")
    print(f"{built} of {seed} built, slowest {slowest:.1f} s, {memory_mb() - before:.0f} MB more")
    assert memory_mb() - before < MEMORY_MB
