"""The shell: every style sheet and script is there and used, and no word of Material's is left in English."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
import yaml
from jinja2 import Environment, FileSystemLoader

from generator.data.paper_size import PAPER_SIZES
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

OVERRIDES = ROOT / "overrides"
SETTINGS = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
THEME = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize(("key", "folder"), [("extra_css", "css"), ("extra_javascript", "js")])
def test_assets_are_listed_and_exist(key: str, folder: str) -> None:
    present = {path.relative_to(OVERRIDES).as_posix() for path in (OVERRIDES / "assets" / folder).iterdir()}
    assert set(SETTINGS[key]) == present


def test_nothing_of_ours_names_another_site() -> None:
    for path in sorted(OVERRIDES.rglob("*.*")):
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text("utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"https?:|@import|url\((?!['\"]?data:)", text), path.name


def test_no_inline_script_of_ours() -> None:
    for folder in (OVERRIDES, ROOT / "generator" / "pages" / "templates"):
        for path in sorted(folder.rglob("*.html")):
            script = r'<script[^>]* type="application/(ld[+])?json">'  # data, never run
            text = re.sub(script, "", path.read_text("utf-8"))
            assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text), path.name


def test_the_theme_speaks_indonesian() -> None:
    """Every word that Material can show is translated; technical settings aside."""
    env = Environment(loader=FileSystemLoader([OVERRIDES, THEME]), autoescape=True)
    english = env.get_template("partials/languages/en.html").module.t  # type: ignore[attr-defined]
    ours = env.get_template("partials/language.html").module.t  # type: ignore[attr-defined]
    keys = re.findall(r'"([\w.]+)":', (THEME / "partials/languages/en.html").read_text("utf-8"))
    technical = {"direction", "search.config.lang", "search.config.pipeline", "search.config.separator"}
    unused = {"blog.meta", "blog.authors"}  # the blog is not used; "Metadata" is Indonesian too
    assert len(keys) > 40
    same = {key for key in keys if str(ours(key)) in (str(english(key)), key)}
    assert same - technical - unused == set()


def test_every_paper_is_there() -> None:
    """Pages link to the paper that they print on; nothing lies there that no page wants."""
    sheets = {path.stem for path in (OVERRIDES / "assets" / "paper").iterdir()}
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "generator/pages/templates").glob("*.html"))
    named = {
        name for name in sheets if not name.startswith("sop-") and re.search(rf"block paper %}}.*\b{name}\b", templates)
    }
    assert sheets == named | {f"sop-{paper.lower()}" for paper in PAPER_SIZES}
