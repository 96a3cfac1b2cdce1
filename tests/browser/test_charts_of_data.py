"""The charts of the data folders in a browser, as wide as desktops: no word is cut, none stands out of its cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.text.measure import LONGEST, em_width, pieces
from tests.chart.test_cell_lines import LINES
from tests.support.tools import SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The words of each cell as they are written, whatever breaks them.
WORDS = """() => Array.from(document.querySelectorAll(".bagan__tabel :is(td, th):not(.bagan__sel)"), (cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("br, li, .hanging").forEach((item) => item.before(" "));
  return copy.textContent;
})"""


WIDTHS = (1920, 1440, 1280, 1024)


@pytest.mark.parametrize("site", SITES, indirect=True)
def test_no_word_of_a_chart_is_cut(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1920, "height": 900})
    wrong: list[Any] = []
    seen = dict.fromkeys(WIDTHS, 0)
    for path in sorted(site.glob("sop/*/index.html")):
        page.set_viewport_size({"width": 1920, "height": 900})
        page.goto(path.as_uri())
        page.locator("[data-tampil=bagan]").first.click()
        page.wait_for_function("document.querySelectorAll('.bagan--luwes').length > 0")
        texts = page.evaluate(WORDS)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for cell, words in zip(page.evaluate(LINES), texts, strict=True):
                bold = "mutu" not in cell["kind"]
                parts = [part for word in words.split() for part in pieces(word, bold)]
                cut = [part for part in parts if not any(part in line for line in cell["lines"])]
                seen[width] += len(parts)
                if cell["out"] > 0.5 or any(em_width(part, bold) <= LONGEST for part in cut):
                    wrong.append((path.parent.name, width, cell["kind"], cut, cell["lines"], cell["out"]))
    page.close()
    assert min(seen.values()) > 200
    assert wrong == []
