"""Reading the hand-written documents: their sections, tables and code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.tools import ROOT

PANDUAN = ROOT / "docs" / "panduan"
PENGEMBANG = ROOT / "docs" / "pengembang"
ALL = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(PANDUAN.glob("*.md")),
    *sorted(PENGEMBANG.glob("*.md")),
)
"""Every hand-written document."""
WHOLE, PART = "# berkas: ", "# potongan: "
"""First lines of the panduan's YAML blocks: a whole file of this name, or a part of an SOP or a form."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$")
_CELL = re.compile(r"(?:`[^`]*`|\\\||[^|`])+|(?<=\|)(?=\|)")


def read(path: Path) -> str:
    """The text of a document without its front matter."""
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of one language."""
    return [match[2] for match in _FENCE.finditer(text) if match[1] == language]


def without_blocks(text: str) -> str:
    """The text without its code blocks."""
    return _FENCE.sub("", text)


def sections(text: str) -> dict[str, str]:
    """Heading -> the text below it, down to the next heading of any level. A heading may stand only once."""
    found: dict[str, str] = {}
    heading = ""
    for line in without_blocks(text).splitlines():
        match = _HEADING.match(line)
        if match:
            heading = match[2]
            assert heading not in found, f"heading {heading!r} stands twice"
            found[heading] = ""
        elif heading:
            found[heading] += line + "\n"
    return found


def tables(text: str) -> Iterator[list[list[str]]]:
    """The tables of a text as rows of cells, the head first; a pipe inside a code span does not part cells."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in _CELL.findall(line.strip()[1:-1])]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            yield rows
            rows = []


def code(cell: str) -> list[str]:
    """The code spans of a text."""
    return re.findall(r"`([^`]+)`", cell)


def yaml_blocks(start: str) -> list[tuple[str, str]]:
    """(name, text) of every YAML block of the panduan whose first line begins with ``start`` (WHOLE or PART)."""
    found = (block for page in sorted(PANDUAN.glob("*.md")) for block in blocks(read(page), "yaml"))
    return [(block.splitlines()[0].removeprefix(start), block) for block in found if block.startswith(start)]


def write_whole_files(folder: Path) -> None:
    """Make a data folder of the panduan's whole files."""
    for name, text in yaml_blocks(WHOLE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
