"""The shared judge of charts (../shared/tools/check_svg.py) as functions: what its --strict and --labels count."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

from generator.chart.chart_html import render
from generator.chart.sheets import SheetRoom, draw_pages
from generator.chart.svg import draw
from generator.outputs import swimlane
from generator.steps.graph import Chart
from tests.support.charts import A4, F4, LETTER
from tests.support.tools import need_shared

HARD = ("hits", "own_hits", "overlaps", "dangling")
STRICT = (
    "fork_overlaps", "headtail_overlaps", "touches", "label_hits", "misplaced", "text_overflow", "grid_overlaps",
    "nonortho",
)  # fmt: skip
LABELS = ("label_rules", "label_foreign", "far_labels")


@cache
def judge() -> ModuleType:
    """The tool as a module."""
    path = need_shared("tools/check_svg.py")
    spec = importlib.util.spec_from_file_location("check_svg", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def screen(bagan: Chart) -> str:
    """The drawing over the table of a page."""
    found = re.search(r'<svg[^>]*class="bagan__alur".*?</svg>', render(bagan, lambda key: f"#{key}"), re.DOTALL)
    assert found
    return found[0]


def outputs(bagan: Chart, papers: tuple[SheetRoom, ...] = (F4, A4, LETTER)) -> Iterator[tuple[str, list[str]]]:
    """Every drawing of a chart that the judge can read, by the name of the output."""
    yield "screen", [screen(bagan)]
    yield "file", [draw(bagan)]
    for kertas in papers:
        yield kertas.nama, draw_pages(bagan, kertas)
    yield "lane", [swimlane.draw(bagan)]


def broken_rules(svg: str, folder: Path) -> list[str]:
    """What --strict --labels refuses in a drawing."""
    found, words = counts(svg, folder)
    names = [name for name in (*HARD, *STRICT, *LABELS) if found[name]]
    assert found["nodes"]
    return [*names, *words] if names else []


def counts(svg: str, folder: Path) -> tuple[Mapping[str, int], list[str]]:
    """What the judge counts in a drawing, and each fault in words."""
    file = folder / "chart.svg"
    file.write_text(svg, encoding="utf-8")
    tool = judge()
    found, words = tool.measure(tool.load(str(file)))
    return Counter(found), words
