"""Two revisions published ahead of their day, made with the real commands: read, printed and checked in a browser on
days before, between and after; then the SOP is withdrawn ahead of a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.loader import load
from generator.data.sop import Sop
from tests.commands.test_revision import run
from tests.support.libraries import make_library
from tests.support.printed import print_of, texts_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("dua-revisi")
PADA = {
    "2026-12-01": 0, "2026-12-09": 0, "2026-12-10": 1, "2026-12-30": 1, "2026-12-31": 2, "2027-02-01": 2,
}  # fmt: skip
"""Which revision holds on a day."""
MASA = {
    0: "BERLAKU MULAI 2 JANUARI 2026 SAMPAI 9 DESEMBER 2026",
    1: "BERLAKU MULAI 10 DESEMBER 2026 SAMPAI 30 DESEMBER 2026",
    2: "BERLAKU MULAI 31 DESEMBER 2026",
}
KATA = {0: "Menerima surat", 1: "Menerima surat di loket", 2: "Menerima surat lewat pos"}
"""What the first step is called."""


def do(data: Path, *arguments: str) -> None:
    done = run(*arguments, data=data)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)


def change(data: Path, old: str, new: str) -> None:
    path = data / "sop" / "surat.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Revision 0 in force, 1 and 2 published ahead, 3 being prepared."""
    folder = make_library(tmp_path_factory.mktemp("dua-revisi"))
    do(folder, "publish", "surat", "--tanggal-efektif", "2026-01-02")
    for revisi, made, efektif in ((1, "2026-11-01", "2026-12-10"), (2, "2026-11-20", "2026-12-31")):
        do(folder, "revise", "surat", "--ringkasan", f"Ringkasan {revisi}", "--alasan", "Evaluasi")
        change(folder, f"uraian: {KATA[revisi - 1]}\n", f"uraian: {KATA[revisi]}\n")
        do(folder, "publish", "surat", "--tanggal-revisi", made, "--tanggal-efektif", efektif)
    do(folder, "revise", "surat", "--ringkasan", "Ringkasan 3", "--alasan", "Evaluasi")
    return folder


@pytest.fixture(scope="module")
def situs(data: Path) -> Path:
    site = data.parent / "situs-dua-revisi"
    do(data, "build", "--site", str(site))
    return site


@pytest.fixture(scope="module")
def published(data: Path) -> dict[int, Sop]:
    proyek, _ = load(data)
    assert proyek is not None
    return dict(proyek.arsip["surat"])


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def read(tab: Page, site: Path, day: str, path: str) -> str:
    """What a reader sees on a day."""
    tab.clock.set_fixed_time(f"{day}T00:00:01")
    tab.goto(
        (site / path).as_uri() if "?" not in path else f"{(site / path.split('?')[0]).as_uri()}?{path.split('?')[1]}"
    )
    tab.wait_for_load_state()
    return tab.locator("#isi").inner_text()


@pytest.mark.parametrize("day", PADA)
def test_the_page_of_the_sop_is_that_of_what_holds(situs: Path, tab: Page, published: dict[int, Sop], day: str) -> None:
    holds = PADA[day]
    tab.clock.set_fixed_time(f"{day}T23:59:00")
    tab.goto((situs / "sop/surat/index.html").as_uri())
    tab.wait_for_url(f"**/sop/surat/{f'revisi/{holds}/' if holds < 2 else ''}index.html")
    assert tab.locator(".status .lencana").all_inner_texts() == ["BERLAKU"]
    assert tab.locator("#isi").get_by_text(KATA[holds], exact=True).count() > 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    pdf = tab.locator("#isi a[href$='daftar-periksa.pdf']").first.get_attribute("href") or ""
    text = texts_of(Path(re.sub("^file://", "", tab.url)).parent / pdf)[0]
    assert short_fingerprint(published[holds]) in text
    if holds < 2:
        assert "Mulai" in tab.locator(".kabar:visible").inner_text()
    tab.locator("#isi a:visible", has_text="Daftar periksa").first.click()
    tab.wait_for_url("**/checklist/index.html")
    assert tab.locator(".status .lencana").all_inner_texts() == ["BERLAKU"]
    assert tab.locator(".awas:visible").count() == 0
    tab.locator("table.periksa a").first.click()
    tab.wait_for_url("**/checklist/1/index.html")
    assert tab.locator("h1").inner_text() == KATA[holds]


@pytest.mark.parametrize("day", PADA)
def test_the_holder_of_each_print_is_told_the_truth(
    situs: Path, tab: Page, published: dict[int, Sop], day: str
) -> None:
    for revisi, sop in published.items():
        text = read(tab, situs, day, f"sop/surat/cek/index.html?r={revisi}&s={short_fingerprint(sop)}")
        (head,) = tab.locator(".jawab h2:visible").all_inner_texts()
        if revisi == PADA[day]:
            assert head == "Berlaku", (revisi, day)
        elif revisi < PADA[day]:
            assert head.startswith(f"Sudah diganti revisi {PADA[day]} sejak"), (revisi, day)
            assert "Ringkasan" in text
        else:
            assert head == "Belum berlaku", (revisi, day)
            assert f"Yang berlaku sekarang revisi {PADA[day]}" in text
    read(tab, situs, day, "sop/surat/cek/index.html?r=3&s=00000000")
    assert tab.locator(".jawab h2:visible").all_inner_texts() == ["Draf, belum berlaku"]


@pytest.mark.parametrize("day", PADA)
def test_lists_calendar_and_the_actor(situs: Path, tab: Page, day: str) -> None:
    holds = PADA[day]
    read(tab, situs, day, "sop/index.html")
    row = tab.locator("tr[data-status]:visible")
    assert row.count() == 1
    assert row.locator(".daftar__revisi").inner_text().split()[-1] == str(holds)
    assert tab.locator("[data-jumlah]").inner_text() == "1"
    home = read(tab, situs, day, "index.html")
    assert home.count("BERLAKU") == 1 and "BELUM" not in home
    changes = read(tab, situs, day, "perubahan/index.html")
    assert changes.count("akan datang") == 2 - holds
    assert "SOP baru" in changes and changes.index("Revisi 2") < changes.index("Revisi 1") < changes.index("SOP baru")
    own = read(tab, situs, day, "pelaksana/petugas/index.html")
    assert ("Hari ini yang berlaku revisi" in own) == (holds < 2)
    text = read(tab, situs, day, "sop/surat/checklist/index.html")
    assert (f"Revisi 2 belum berlaku. Hari ini yang berlaku revisi {holds}." in text) == (holds < 2)
    assert f"revisi 2, {MASA[2]}".lower() in text.lower()
    read(tab, situs, day, "kalender/index.html")
    counted = tab.locator("li[data-hari]:visible")
    assert counted.count() == 2 + (day < "2026-12-10"), "two of revision 2, and of revision 0 the one before its end"


def test_every_print_says_from_when_and_until_when(situs: Path, published: dict[int, Sop]) -> None:
    for revisi, sop in published.items():
        folder = situs / "sop/surat" / (f"revisi/{revisi}" if revisi < 2 else "")
        for name in ("surat", "daftar-periksa", "lembar-langkah"):
            for page in texts_of(folder / f"{name}.pdf"):
                text = " ".join(page.split())
                assert MASA[revisi] in text, (revisi, name)
                assert f"kode isi {short_fingerprint(sop)}" in text, (revisi, name)
        assert KATA[revisi] in texts_of(folder / "lembar-langkah.pdf")[0]
        for kind in ("monitoring", "evaluasi"):
            first = " ".join(texts_of(folder / kind / f"{kind}-surat.pdf")[0].split())
            assert f"kode isi {short_fingerprint(sop)}" in first, (revisi, kind)
    assert not (situs / "sop/surat/revisi/3/checklist").exists(), "a draft is not printed"
    assert not (situs / "sop/surat/revisi/2/checklist").exists(), "those of the main page stay where they were"


def test_printed_from_the_browser(situs: Path, tab: Page) -> None:
    for revisi in MASA:
        for page in ("", "checklist/", "checklist/1/"):
            folder = f"sop/surat/{f'revisi/{revisi}/' if revisi < 2 or not page else ''}"
            read(tab, situs, "2026-12-15", f"{folder}{page}index.html")
            text = " ".join("".join(print_of(tab).pages).split())
            assert MASA[revisi] in text, (revisi, page)


def test_without_a_script_all_dates_are_said(situs: Path, browser: Browser) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto((situs / "sop/surat/index.html").as_uri())
    text = tab.locator("#isi").inner_text()
    for words in MASA.values():
        assert words.lower().removeprefix("berlaku ") in text.lower()
    assert tab.locator("a[href='revisi/0/checklist/index.html']:visible").count() == 1
    tab.goto((situs / "sop/surat/cek/index.html").as_uri())
    rows = tab.locator("tr[data-baris]").all_inner_texts()
    assert "Berlaku mulai 31 Desember 2026" in rows[1]
    assert "Diganti revisi 2 mulai 31 Desember 2026" in rows[2]
    assert "Diganti revisi 1 mulai 10 Desember 2026" in rows[3]
    tab.goto((situs / "sop/surat/revisi/0/index.html").as_uri())
    assert "sampai 9 Desember 2026" in tab.locator(".palang:visible").inner_text().lower().replace(
        "desember", "Desember"
    )
    assert "tidak berlaku" not in tab.locator("#isi").inner_text().lower()
    tab.close()


@pytest.mark.parametrize(("day", "holds"), [("2026-12-09", 0), ("2026-12-10", 1), ("2026-12-31", 2)])
def test_a_site_of_one_day_speaks_of_that_day_whoever_reads_it(
    data: Path, tab: Page, published: dict[int, Sop], day: str, holds: int
) -> None:
    site = data.parent / f"situs-{day}"
    do(data, "build", "--ringkas", "--tanggal", day, "--site", str(site))
    for reader in ("2020-01-01", "2030-01-01"):
        read(tab, site, reader, "sop/surat/index.html")
        assert tab.url.endswith("sop/surat/index.html")
        assert tab.locator(".status .lencana").all_inner_texts() == ["BERLAKU"]
        for revisi, sop in published.items():
            text = read(tab, site, reader, f"sop/surat/cek/index.html?r={revisi}&s={short_fingerprint(sop)}")
            (head,) = tab.locator(".jawab h2:visible").all_inner_texts()
            if revisi > holds:
                assert head == "Tidak dikenal" and "Menurut keadaan per" in text
            else:
                assert (head == "Berlaku") == (revisi == holds), (reader, revisi)


def test_withdrawn_ahead_of_a_day(data: Path, tab: Page, tmp_path: Path) -> None:
    """Valid until that day on every page, withdrawn from then on; what was published ahead of it never holds."""
    folder = make_library(tmp_path / "data")
    do(folder, "publish", "surat", "--tanggal-efektif", "2026-01-02")
    do(folder, "revise", "surat", "--ringkasan", "Satu", "--alasan", "Evaluasi")
    do(folder, "publish", "surat", "--tanggal-revisi", "2026-11-01", "--tanggal-efektif", "2027-01-01")
    do(folder, "withdraw", "surat", "--tanggal", "2026-12-10", "--alasan", "Digabung")
    site = tmp_path / "situs"
    do(folder, "build", "--ringkas", "--site", str(site))
    for day, valid in (("2026-12-09", True), ("2026-12-10", False), ("2027-01-01", False)):
        read(tab, site, day, "sop/surat/cek/index.html?r=0")
        (head,) = tab.locator(".jawab h2:visible").all_inner_texts()
        assert head == ("Berlaku" if valid else "Sudah dicabut"), day
        read(tab, site, day, "sop/surat/cek/index.html?r=1")
        (head,) = tab.locator(".jawab h2:visible").all_inner_texts()
        assert head == ("Belum berlaku" if valid else "Sudah dicabut"), day
        text = read(tab, site, day, "index.html")
        assert ("Tidak berlaku lagi" in text) != valid, day
        read(tab, site, day, "sop/index.html")
        assert tab.locator("[data-jumlah]").inner_text() == ("1" if valid else "0"), day
        tab.select_option("#s-status", "berlaku" if valid else "dicabut")
        assert tab.locator("tr[data-status]:visible").count() == 1
        assert day == datetime.date.fromisoformat(day).isoformat()
