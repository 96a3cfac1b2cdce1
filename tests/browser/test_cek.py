"""From paper back to the site: the printed QR code leads to the page that says whether the print is still current."""

from __future__ import annotations

import random
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.library import Library
from generator.data.loader import load
from tests.browser.test_page_prints import kind_of
from tests.support.scans_of_codes import codes, codes_of_first
from tests.support.tools import ROOT, tries

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


def address(proyek: Library, slug: str) -> str:
    """The address that a print of today carries."""
    sop = proyek.sop[slug]
    revision = "-" if sop.revisi is None else sop.revisi
    return f"{SITUS}sop/{slug}/cek/index.html?r={revision}&s={short_fingerprint(sop)}"


def test_every_page_of_every_document_carries_the_code(example_site: Path, contoh: Library) -> None:
    for name in (f"{SLUG}.pdf", "lembar-kerja.pdf", "daftar-periksa.pdf", "lembar-langkah.pdf"):
        found = codes((example_site / "sop" / SLUG / name).read_bytes(), 150)
        assert all(said == [address(contoh, SLUG)] for said in found), (name, found)


def test_what_the_browser_prints_carries_the_code(browser: Browser, example_site: Path) -> None:
    """Each kind of page that has one: read at 150 dpi from every sheet, and at 100 from the first."""
    kinds: dict[str, Path] = {}
    for path in sorted(example_site.rglob("*.html"), key=lambda path: len(str(path))):
        if re.search(r'class="(qr|form-qr)"', path.read_text("utf-8")):
            # That of the longest address has most dots.
            kinds[kind_of(path.relative_to(example_site).as_posix())] = path
    assert {"sop/*/index.html", "formulir/*/index.html", "sop/*/checklist/*/index.html"} <= set(kinds)
    page = browser.new_page(color_scheme="dark")
    wrong = []
    for kind, path in kinds.items():
        page.goto(path.as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        said = [set(found) for found in (*codes(printed, 150), codes_of_first(printed))]
        begin = f"{SITUS}{'/'.join(path.relative_to(example_site).parts[:2])}/"  # of its SOP or form
        if {len(found) for found in said} != {1} or not all(text.startswith(begin) for found in said for text in found):
            wrong.append((kind, path, said))
    page.close()
    assert wrong == []


def test_without_an_address_nothing_stands_in_its_place(browser: Browser, seed_site: Path) -> None:
    folder = seed_site / "sop/pengukuran-kinerja"
    assert not any(codes((folder / "pengukuran-kinerja.pdf").read_bytes(), 150))
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
