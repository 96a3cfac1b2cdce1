"""From paper back to the site: the printed QR code leads to the page that says whether the print is still current."""

from __future__ import annotations

import random
import re
import string
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pypdfium2
import pytest
from pypdf import PdfReader

from generator.data.fingerprint import short_fingerprint
from generator.data.library import Library
from generator.data.loader import load
from tests.support.tools import ROOT, need_program, tries

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("cek")
SITUS = "https://sop.dinas-contoh.example/"
SLUG = "surat-masuk"


@pytest.fixture(scope="module")
def contoh() -> Library:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    return proyek


def codes_on(pdf: Path, folder: Path, page: int = 1) -> list[str]:
    """What a scanner reads on a page that is printed with 150 dots per inch."""
    picture = folder / "halaman"
    command = [need_program("pdftoppm"), "-r", "150", "-gray", "-f", str(page), "-l", str(page), "-singlefile", "-png"]
    subprocess.run([*command, str(pdf), str(picture)], check=True)
    scan = subprocess.run(
        [need_program("zbarimg"), "--quiet", "--raw", f"{picture}.png"], capture_output=True, text=True, check=False
    )
    return scan.stdout.split()


def address(proyek: Library, slug: str) -> str:
    """The address that a print of today carries."""
    sop = proyek.sop[slug]
    revision = "-" if sop.revisi is None else sop.revisi
    return f"{SITUS}sop/{slug}/cek/index.html?r={revision}&s={short_fingerprint(sop)}"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        (f"{SLUG}.pdf", 1),
        (f"{SLUG}.pdf", 2),
        ("lembar-kerja.pdf", 1),
        ("daftar-periksa.pdf", 1),
        ("daftar-periksa.pdf", 2),
        ("lembar-langkah.pdf", 3),
    ],
)
def test_every_page_of_every_document_carries_the_code(
    example_site: Path, contoh: Library, tmp_path: Path, name: str, page: int
) -> None:
    assert codes_on(example_site / "sop" / SLUG / name, tmp_path, page) == [address(contoh, SLUG)]


@pytest.mark.parametrize("kind", ["sop", "formulir"])
def test_the_longest_address_is_read_from_every_page(
    example_site: Path, contoh: Library, tmp_path: Path, kind: str
) -> None:
    """It makes the smallest dots."""
    longest = max(getattr(contoh, kind), key=len)
    papers = [path for path in sorted((example_site / kind / longest).rglob("*.pdf")) if "revisi" not in path.parts]
    assert papers
    for path in papers:
        with pypdfium2.PdfDocument(path) as document:
            count = len(document)
        unread = [page for page in range(1, count + 1) if not codes_on(path, tmp_path, page)]
        assert unread == [], path.name


@pytest.mark.parametrize("sheet", ["index.html", "checklist/index.html", "checklist/2/index.html"])
def test_what_the_browser_prints_carries_the_code(
    browser: Browser, example_site: Path, contoh: Library, tmp_path: Path, sheet: str
) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((example_site / "sop" / SLUG / sheet).as_uri())
    page.pdf(path=tmp_path / "cetak.pdf", prefer_css_page_size=True)
    page.close()
    for number in range(1, len(PdfReader(tmp_path / "cetak.pdf").pages) + 1):
        assert codes_on(tmp_path / "cetak.pdf", tmp_path, number) == [address(contoh, SLUG)], number


def test_without_an_address_nothing_stands_in_its_place(browser: Browser, seed_site: Path, tmp_path: Path) -> None:
    folder = seed_site / "sop/pengukuran-kinerja"
    assert codes_on(folder / "pengukuran-kinerja.pdf", tmp_path) == []
    page = browser.new_page()
    page.goto((folder / "checklist/7/index.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".qr").count() == 0
    assert "QR" not in page.locator("body").inner_text()
    page.close()


def ask(page: Page, site: Path, url: str) -> str:
    """Open an address of the site from its folder; the headline of the answer, "" where none is shown."""
    page.goto(url.replace(SITUS, site.as_uri() + "/"), wait_until="domcontentloaded")
    shown = page.locator(".jawab h2:visible").all_inner_texts()
    assert len(shown) <= 1
    return "".join(shown)


def test_answers(browser: Browser, example_site: Path, contoh: Library) -> None:
    old = short_fingerprint(contoh.arsip[SLUG][0])
    page = f"{SITUS}sop/{SLUG}/cek/index.html"
    cases = {
        address(contoh, SLUG): "Berlaku",
        f"{page}?r=1": "Berlaku",
        f"{page}?r=1&s=00000000": "Isi telah berubah",
        f"{page}?r=0&s={old}": "Sudah diganti revisi 1 sejak 1 Februari 2024",
        f"{page}?r=00&s={old[:4]}%20{old[4:].upper()}": "Sudah diganti revisi 1 sejak 1 Februari 2024",
        f"{page}?r=9&s={old}": "Tidak dikenal",
        f"{page}?r=%3Cb%3E": "Tidak dikenal",
        page: "",
        address(contoh, "surat-masuk-buku-agenda"): "Sudah dicabut",
        address(contoh, "perjalanan-dinas"): "Draf, belum berlaku",
        address(contoh, "peminjaman-ruang-rapat"): "Sedang ditinjau",
    }
    opened = browser.new_page()
    assert {url: ask(opened, example_site, url) for url in cases} == cases
    opened.close()


def test_an_old_print_is_told_what_changed(browser: Browser, example_site: Path, contoh: Library) -> None:
    page = browser.new_page()
    ask(page, example_site, f"{SITUS}sop/{SLUG}/cek/index.html?r=0")
    changes = contoh.sop[SLUG].perubahan
    assert changes is not None
    told = page.locator(".jawab:visible li").all_inner_texts()
    assert told[: len(changes.ringkasan)] == list(changes.ringkasan)
    page.close()


def test_a_revision_can_be_typed_on_a_phone(browser: Browser, example_site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    ask(page, example_site, f"{SITUS}sop/{SLUG}/index.html")
    page.get_by_role("link", name="Cek cetakan saya").click()
    page.get_by_label("Revisi", exact=True).fill("0")
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_url("**/cek/index.html?r=0*")
    assert page.locator(".jawab h2:visible").inner_text().startswith("Sudah diganti")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


ODD = ("?", "*", "-", "0", "00", "1e3", "[]", '"', "'", "\\", "%", "&", "#", "<b>", "null", "undefined", "__proto__",
       "constructor", "\u0000", "\u202e", "\U0001f600", "a" * 5000, "١", "1 2")  # fmt: skip


def test_every_question_has_one_answer(browser: Browser, example_site: Path) -> None:
    """Whatever stands in the address, by hand, by a damaged code or by malice: one answer, and no error of a script."""
    rng = random.Random(20)
    parts = [
        *ODD,
        *("".join(rng.choices(string.printable + "é\u200b", k=rng.randint(1, 12))) for _ in range(tries(12))),
    ]
    asked = [(r, rng.choice(["", *parts])) for r in parts] + [(rng.choice("01-"), s) for s in rng.sample(parts, 12)]
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for r, s in asked:
        ask(page, example_site, f"{SITUS}sop/{SLUG}/cek/index.html?{urlencode({'r': r, 's': s})}")
        shown = page.locator(".jawab:visible").count()
        assert shown == (1 if r.strip() else 0) and not errors, (r, s, shown, errors)
    page.close()


def test_without_a_script_the_table_answers(browser: Browser, example_site: Path, contoh: Library) -> None:
    page = browser.new_page(java_script_enabled=False)
    assert ask(page, example_site, address(contoh, SLUG)) == ""
    assert page.locator("[data-cek-lain]").is_hidden()
    rows = page.locator(".riwayat tbody tr").all_inner_texts()
    assert [re.findall("[0-9a-f]{8}", row)[-1] for row in rows] == [
        short_fingerprint(contoh.sop[SLUG]),
        short_fingerprint(contoh.arsip[SLUG][0]),
    ]
    assert "Diganti revisi 1 mulai 1 Februari 2024" in rows[1]
    page.close()


def test_a_missing_page_says_that_the_print_is_unknown(example_site: Path) -> None:
    text = (example_site / "404.html").read_text("utf-8")
    assert "Cetakan itu tidak dikenal." in text
