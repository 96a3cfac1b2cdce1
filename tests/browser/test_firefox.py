"""What the pages print from Firefox: the sheets that Chromium prints, whole and on the right paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import pytest

from tests.support.firefox import Firefox, firefox
from tests.support.printed import texts_of
from tests.support.read_page import rapat
from tests.support.scans_of_codes import codes
from tests.support.tools import need_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("firefox")

TEGAK, MENDATAR = (210, 297), (297, 210)
F4_TEGAK, F4_MENDATAR = (215, 330), (330, 215)
"""The agency's paper, on which its SOPs and forms are printed."""
CASES = {
    "sop/perjalanan-dinas": (F4_MENDATAR, ["Perjalanan Dinas Dalam Daerah", "000/08/CONTOH/2024"]),
    "sop/surat-masuk/revisi/0": (F4_MENDATAR, ["Revisi 0", "kode isi"]),
    "sop/surat-masuk/revisi/1/banding": (MENDATAR, ["Revisi 1"]),
    "sop/perjalanan-dinas/checklist": (TEGAK, ["000/08/CONTOH/2024", "Revisi belum ditetapkan", "Diperiksa oleh"]),
    "sop/perjalanan-dinas/monitoring": (
        F4_MENDATAR,
        ["Nomor SOP: 000/08/CONTOH/2024", "Penilai,", "Data draf · kode isi"],
    ),
    "sop/persediaan-barang/monitoring": (F4_MENDATAR, ["Prosedur 3: Penghitungan Fisik Barang", "Revisi: 0"]),
    "sop/perjalanan-dinas/evaluasi": (F4_TEGAK, ["Mudah dipahami", "Kesimpulan"]),
    "formulir/peminjaman-kendaraan": (
        F4_TEGAK,
        ["Ban cadangan", "kode isi", "Lampiran SOP Peminjaman Kendaraan Dinas"],
    ),
    "pelaksana/sekretaris": (TEGAK, ["Sekretaris"]),
    "pelaksana/sekretaris/saku": (MENDATAR, ["Daftar saku Sekretaris"]),
    "peta": (MENDATAR, ["Peta"]),
    "kalender": (TEGAK, ["Kalender"]),
    "index": (TEGAK, ["SOP"]),
}
"""Page -> its paper (mm) and texts that stand on it."""


RULED = {"sop/perjalanan-dinas/checklist": 7, "sop/perjalanan-dinas/monitoring": 8}
"""Pages with a table that fills several sheets, and how many upright lines it has at least."""


@pytest.fixture(scope="module")
def rubah(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = need_program("firefox-esr", "firefox")
    with firefox(program, tmp_path_factory.mktemp("firefox")) as driven:
        yield driven


def sheets(pdf: bytes) -> list[tuple[tuple[int, int], str]]:
    """Size (mm) and text of each page; nothing may stand beyond its edges."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page, words in zip(document, texts_of(pdf), strict=True):
        width, height = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(number, loose=True)
            place = text.get_text_range(number, 1)
            assert left >= 0 and right <= width, place
            assert bottom >= 0 and top <= height, place
        found.append(((round(width * 25.4 / 72), round(height * 25.4 / 72)), rapat(words)))
    return found


def from_firefox(rubah: Firefox, path: Path, paper: tuple[int, int] = TEGAK) -> bytes:
    """The print of a page; the printer holds ``paper`` (mm), upright or lying."""
    rubah.open(path.as_uri())
    return rubah.print(min(paper) / 10, max(paper) / 10)


def from_chromium(browser: Browser, path: Path) -> bytes:
    page = browser.new_page()
    page.goto(path.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    return pdf


def assert_ruled(pdf: bytes, lines: int) -> None:
    """Firefox loses the upright lines of a table with joined borders on every sheet but the last."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        assert len(book.pages) > 1
        for page in book.pages:
            upright = {round(r["x0"]) for r in page.rects if r["width"] < 1.2 and r["height"] > 8}
            assert len(upright) >= lines


@pytest.mark.parametrize("key", CASES)
def test_firefox_prints_the_sheets_of_chromium(rubah: Firefox, browser: Browser, example_site: Path, key: str) -> None:
    paper, words = CASES[key]
    path = example_site / key.removesuffix("index") / "index.html"
    pdf = from_firefox(rubah, path, paper)
    ours, theirs = sheets(pdf), sheets(from_chromium(browser, path))
    assert len(ours) == len(theirs)
    assert {size for size, _ in (*ours, *theirs)} == {paper}
    if re.search(r'class="(qr|form-qr)"', path.read_text("utf-8")):
        # A form's later sheets have theirs in the page's margin, which Firefox does not print in.
        assert all(codes(pdf, 150, [0] if "form-qr" in path.read_text("utf-8") else None)), "its code is read"
    text = rapat(" ".join(text for _, text in ours))
    for word in words:
        assert rapat(word) in text
    if key in RULED:
        assert_ruled(pdf, RULED[key])


def test_every_step_sheet_is_one_page(rubah: Firefox, example_site: Path) -> None:
    folder = example_site / "sop" / "surat-masuk" / "checklist"
    pages = sorted(folder.glob("*/index.html"))
    assert len(pages) > 3
    for path in pages:
        ((size, text),) = sheets(from_firefox(rubah, path))
        assert size == TEGAK
        assert "Salinan cetak tidak terkendali." in text


def test_every_page_of_a_checklist_tells_its_sop(rubah: Firefox, example_site: Path) -> None:
    """Firefox knows no boxes for the number of a page; the head of the table is what tells a page from another's."""
    pages = sheets(from_firefox(rubah, example_site / "sop" / "pengaduan-warga" / "checklist" / "index.html"))
    assert len(pages) > 1
    for size, text in pages:
        assert size == TEGAK
        for word in ("Daftar Periksa Pelaksanaan SOP · ", "Nomor: ", "Revisi: "):
            assert rapat(word) in rapat(text)
