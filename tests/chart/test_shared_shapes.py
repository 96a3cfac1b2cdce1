"""The shapes of real SOPs, held to the shared judge of charts (../shared/tools/check_svg.py --strict --chart)."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.chart.chart_html import render
from generator.chart.sheets import SheetRoom, draw_pages
from generator.chart.svg import draw
from tests.support.charts import A4, F4, LETTER, from_file
from tests.support.tools import SHARED, need_shared

pytestmark = pytest.mark.slow

CHARTS = sorted((SHARED / "charts").glob("*.json"))


def judge(sheets: list[str], chart: Path, folder: Path) -> None:
    """Let the shared tool measure the sheets of a chart against its chart file."""
    files = [folder / f"{chart.stem}-{n}.svg" for n in range(len(sheets))]
    for file, svg in zip(files, sheets, strict=True):
        file.write_text(svg, encoding="utf-8")
    tool = need_shared("tools/check_svg.py")
    command = [sys.executable, str(tool), "--strict", "--labels", "-v", "--chart", str(chart), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_shared_charts_are_there() -> None:
    need_shared("charts")
    assert CHARTS


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.stem)
def test_picture_file(chart: Path, tmp_path: Path) -> None:
    judge([draw(from_file(chart))], chart, tmp_path)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.stem)
def test_overlay_of_the_page(chart: Path, tmp_path: Path) -> None:
    page = render(from_file(chart), lambda key: f"#{key}")
    found = re.search(r'<svg[^>]*class="bagan__alur".*?</svg>', page, re.DOTALL)
    assert found
    judge([found[0]], chart, tmp_path)


@pytest.mark.parametrize("kertas", [F4, A4, LETTER], ids=lambda kertas: kertas.nama)
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.stem)
def test_sheets_of_paper(chart: Path, kertas: SheetRoom, tmp_path: Path) -> None:
    judge(draw_pages(from_file(chart), kertas), chart, tmp_path)
