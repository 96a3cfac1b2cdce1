"""What a ruler finds on the prints of a browser, as tests/paper/test_sheet_measures.py on the program's own papers.

Type is large enough to read, no word stands on another, every edge is one that printers leave blank. One
page of each kind and the page of every SOP, of both data folders and of one whose texts are as long as they may be.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.build_options import BuildOptions
from generator.pipeline import build
from tests.browser.test_page_prints import kinds_of
from tests.paper.test_sheet_measures import FLOOR, LEAST_MARGIN
from tests.support.printed import print_of
from tests.support.sheet_measures import MeasuredPage, measured
from tests.support.stress import write_stress
from tests.support.tools import SITES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def stress_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("berat")
    data = write_stress(folder / "data")
    assert build(data, folder / "site", BuildOptions(ringkas=True), home=folder / "kerja").built
    return folder / "site"


def wrong_on(page: MeasuredPage, chart: bool) -> list[object]:
    """What a ruler would object to. Labels of arrows stand close to words; they are judged where charts are."""
    if not page.words or not page.smallest:
        return ["an empty sheet"]
    small = page.smallest.size < FLOOR - 0.05
    near = min(page.margins) < LEAST_MARGIN
    upon = [] if chart else [(one.teks, other.teks) for one, other in page.colliding()]
    return [*([page.smallest] if small else []), *([page.margins] if near else []), *upon]


@pytest.mark.parametrize("site", [*SITES, "stress_site"], indirect=True)
def test_prints_can_be_read_and_printed(browser: Browser, site: Path) -> None:
    sops = {path.parent.relative_to(site).as_posix(): path for path in site.glob("sop/*/index.html")}
    page = browser.new_page()
    wrong = []
    for name, path in (kinds_of(site) | sops).items():
        page.goto(path.as_uri())
        for sheet in measured(print_of(page).pdf):
            chart = name.startswith("sop/") and sheet.width > sheet.height
            wrong += [(name, sheet.nomor, fault) for fault in wrong_on(sheet, chart)]
    page.close()
    assert wrong == []
    assert len(sops) >= 1
