"""Links, pictures, menus and words of the documents point to something that is there."""

from __future__ import annotations

import ast
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest
import yaml

from generator.examine import examine
from generator.pages import BuildContext
from tests.support.documents import ALL, PANDUAN, PENGEMBANG, code, read, tables, without_blocks
from tests.support.tools import ROOT, assert_golden
from tests.support.whole import render_pages

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|usr|mnt)/|[A-Z]:\\|pypi\.org|files\.pythonhosted|file:///")


def slug(heading: str) -> str:
    """The anchor of a heading, as the site makes it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower())


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(path: Path) -> None:
    for groups in LINK.findall(without_blocks(read(path))):
        target, _, anchor = (groups[0] or groups[1]).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", without_blocks(read(file)), re.MULTILINE)
            assert anchor in map(slug, headings), f"{target}#{anchor}"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_paths_of_a_machine(path: Path) -> None:
    assert MACHINE.findall(path.read_text("utf-8")) == []


def test_panduan_and_menu_agree() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    (menu,) = (item["Panduan"] for item in settings["nav"] if "Panduan" in item)
    listed = [path for item in menu for path in item.values()]
    assert sorted(listed) == sorted(f"panduan/{page.name}" for page in PANDUAN.glob("*.md"))


@pytest.mark.parametrize("page", sorted(PANDUAN.glob("*.md")), ids=lambda page: page.name)
def test_title_is_the_heading(page: Path) -> None:
    front = re.match(r"---\ntitle: (.+)\n---\n\n# (.+)\n", page.read_text("utf-8"))
    assert front is not None
    assert front[1] == front[2]


@pytest.mark.slow
def test_bold_words_of_the_panduan_are_on_the_pages() -> None:
    """What the pages for readers print in bold is a button, a box or a heading of the site."""
    proyek, _ = examine(ROOT / "sop_data")
    assert proyek is not None
    html = "\n".join(page.body for page in render_pages(proyek, BuildContext()))
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name in ("membaca.md", "mencetak.md"):
        words = re.findall(r"\*\*(.+?)\*\*", read(PANDUAN / name))
        assert len(words) >= 5
        missing = [word for word in words if word not in shown and f"- {word}:" not in menu]
        assert missing == [], name


@pytest.mark.slow
def test_modules_are_listed_by_their_first_lines() -> None:
    """docs/pengembang/modul.md is made from the modules; SOP_TULIS_EMAS=1 writes it anew."""
    folders: dict[str, list[str]] = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert doc, f"{path} has no docstring"
        name = path.relative_to(ROOT / "generator").as_posix()
        first = " ".join(doc.partition("\n\n")[0].split()).replace("|", "\\|")
        folders.setdefault(name.rpartition("/")[0], []).append(f"| `{name}` | {first} |")
    head = "---\ntitle: Modules\n---\n\n# Modules\n\nMade from the first lines of the modules; the way through them: "
    head += "[Architecture](arsitektur.md).\n"
    parts = [
        "\n".join(["", f"## generator/{name}", "", "| Module | Holds |", "|---|---|", *rows, ""])
        for name, rows in folders.items()
    ]
    assert_golden(PENGEMBANG / "modul.md", head + "".join(parts))


@pytest.mark.slow
def test_what_the_texts_for_developers_name_is_there() -> None:
    """Each file of a room that they name, and each function or class that they name beside it."""
    texts = {path.name: path.read_text("utf-8") for path in (PENGEMBANG / "arsitektur.md", ROOT / "CONTRIBUTING.md")}
    rooms = {path.name for path in (ROOT / "generator").iterdir() if path.is_dir()}
    named = (
        r"`([A-Za-z_.]+)` \(`([a-z_/]+\.py)`\)|`([A-Za-z_.]+)` in `([a-z_/]+\.py)`|`([a-z_/]+\.py)`, `([A-Za-z_.]+)`"
    )
    for name, text in texts.items():
        shown = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        for file in re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", shown):
            assert file.split("/")[0] not in rooms or (ROOT / "generator" / file).is_file(), (name, file)
        pairs = [(a or c or f, b or d or e) for a, b, c, d, e, f in re.findall(named, shown)]
        assert len(pairs) > 5, name
        for word, file in pairs:
            (path,) = [p for p in (ROOT / "generator").rglob(file.rpartition("/")[2]) if p.as_posix().endswith(file)]
            defined = path.read_text("utf-8")
            for part in word.split("."):
                assert re.search(rf"\b(?:def|class) {part}\b", defined), (name, file, word)


def test_decisions_name_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    wanted = {re.split(r"[<>=\[; ]", name)[0] for name in [*project["dependencies"], *extras]}
    table = next(t for t in tables(read(PENGEMBANG / "keputusan.md")) if t[0][0] == "Package")
    assert {span for row in table[1:] for span in code(row[0])} == wanted
