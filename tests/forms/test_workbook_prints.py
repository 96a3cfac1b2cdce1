"""A workbook as LibreOffice opens and prints it: the agency's paper, heads on every page, heads that
stay on the screen."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from generator.data.library import Library
from generator.facts.site_forms import SiteForm, form_of
from generator.forms.form_sheet import form_sheet
from generator.forms.xlsx import write
from tests.support import pdf
from tests.support.sheet_measures import measured
from tests.support.tools import need_program

pytestmark = pytest.mark.slow

SLUGS = ["rincian-biaya-perjalanan", "kartu-persediaan"]


@pytest.fixture(scope="module")
def contoh() -> Library:
    return pdf.contoh()


def workbook(proyek: Library, slug: str) -> tuple[SiteForm, bytes]:
    form = form_of(proyek, slug)
    return form, write(form.data, proyek)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_prints_on_the_paper_of_the_agency(contoh: Library, slug: str, tmp_path: Path) -> None:
    program = need_program("soffice", "libreoffice")
    form, content = workbook(contoh, slug)
    (tmp_path / "a.xlsx").write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pages = measured((tmp_path / "a.pdf").read_bytes())
    sheet = form_sheet(contoh.instansi, form.data)
    for page in pages:
        assert (page.width / pdf.MM, page.height / pdf.MM) == pytest.approx((sheet.lebar, sheet.tinggi), abs=1.5)
        assert page.margins[3] >= sheet.kiri - 1, "the edge where it is bound"
    assert form.data.judul.lower() in pages[0].text.lower()


@pytest.mark.parametrize("slug", SLUGS)
def test_heads_stay_on_the_screen_and_repeat_on_paper(contoh: Library, slug: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(contoh, slug)[1]))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        assert sheet.title not in ("Sheet", "Sheet1"), "each has a name of its own"
        assert sheet.print_area
        first, last = (int(row) for row in sheet.print_title_rows.replace("$", "").split(":"))
        assert sheet.freeze_panes == f"A{last + 1}"
        assert first <= last
