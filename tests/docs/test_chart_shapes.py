"""The pictures of docs/panduan/bentuk-bagan.md are what the program draws from the YAML above them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.chart.svg import draw
from generator.examine import examine
from generator.steps.graph import Chart
from generator.steps.resolve import resolve
from tests.support.documents import PANDUAN, PART, read, write_whole_files
from tests.support.geometry import faults
from tests.support.geometry import read as read_svg
from tests.support.tools import ROOT, assert_golden, need_shared

pytestmark = pytest.mark.slow

PICTURES = ROOT / "docs" / "gambar" / "bentuk"
PAGE = read(PANDUAN / "bentuk-bagan.md")
BLOCK = re.compile(r"```yaml\n(.*?)```\n((?:\n!\[[^\]]*\]\([^)]*\)\n)*)", re.DOTALL)


def shapes() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Name of a shape, from its heading -> its YAML, and the pictures below it as (text, file)."""
    found = {}
    for section in PAGE.split("\n### ")[1:]:
        heading = section.splitlines()[0]
        ((text, images),) = BLOCK.findall(section)
        pictures = re.findall(r"!\[([^\]]*)\]\(\.\./gambar/bentuk/([^)]*)\)", images)
        found[re.sub(r"\W+", "-", heading.lower())] = (text, pictures)
    return found


SHAPES = shapes()


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Chart]]:
    """The charts of each shape: its YAML, and the block at the top of the page for what it does not say itself."""
    folder = tmp_path_factory.mktemp("bentuk")
    write_whole_files(folder)
    base = BLOCK.findall(PAGE)[0][0]
    for name, (text, _) in SHAPES.items():
        assert text.startswith(PART + "sop")
        own = set(yaml.load(text, yaml.BaseLoader))
        used = [line for line in base.splitlines() if line.split(":")[0] not in own]
        (folder / "sop" / f"{name}.yml").write_text("\n".join([f"judul: {name}", *used, text]), "utf-8")
    proyek, findings = examine(folder)
    assert [f for f in findings if f.severity != "saran"] == []
    assert proyek is not None
    return {name: [prosedur.bagan for prosedur in resolve(proyek, name).prosedur] for name in SHAPES}


def test_every_shape_has_its_pictures(charts: dict[str, list[Chart]]) -> None:
    assert len(SHAPES) >= 20
    for name, (_, pictures) in SHAPES.items():
        assert [file for _, file in pictures] == [f"{bagan.id}.svg" for bagan in charts[name]], name
        assert all(text.startswith("Bagan") for text, _ in pictures), name
    assert {path.stem for path in PICTURES.iterdir()} == {bagan.id for each in charts.values() for bagan in each}


@pytest.mark.parametrize("name", SHAPES)
def test_picture_is_what_the_program_draws(charts: dict[str, list[Chart]], name: str) -> None:
    """SOP_TULIS_EMAS=1 draws the pictures anew; look at them before you keep them."""
    for bagan in charts[name]:
        svg = draw(bagan)
        assert_golden(PICTURES / f"{bagan.id}.svg", svg)
        assert faults(read_svg(svg)) == []


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.stem)
def test_the_shared_judge_finds_nothing(picture: Path) -> None:
    tool = need_shared("tools/check_svg.py")
    done = subprocess.run(
        [sys.executable, str(tool), "--strict", "-v", str(picture)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
