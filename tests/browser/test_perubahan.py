"""The page of all changes and its feed on the built example: filters without a server, the reader's day, valid Atom."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.data.library import Library
from generator.data.loader import load
from generator.outputs.feed import TERBANYAK
from generator.revisions.history import History
from generator.revisions.reader_view import for_reader
from tests.support.tools import ROOT
from tests.support.whole import atom_feed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("perubahan")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def contoh() -> Library:
    proyek, _ = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    return for_reader(proyek)


def check_atom(text: str) -> ET.Element:
    """What RFC 4287 asks of a feed like ours; returns its root."""
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    ids = []
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        id = str(part.findtext(f"{ATOM}id"))
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id)
        ids.append(id)
        stamp = datetime.datetime.fromisoformat(str(part.findtext(f"{ATOM}updated")))
        assert stamp.tzinfo is not None
        assert part.find(f"{ATOM}link[@rel='alternate']") is not None
    assert len(set(ids)) == len(ids)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    stamps = [str(entry.findtext(f"{ATOM}updated")) for entry in root.findall(f"{ATOM}entry")]
    assert stamps == sorted(stamps, reverse=True)
    assert root.findtext(f"{ATOM}updated") == stamps[0]
    return root


def test_the_feed_is_valid_and_leads_to_pages(example_site: Path, contoh: Library) -> None:
    root = check_atom((example_site / "perubahan" / "perubahan.atom").read_text("utf-8"))
    base = contoh.instansi.alamat_situs or ""
    links = [str(link.get("href")) for link in root.iter(f"{ATOM}link")]
    assert len(links) > 5
    for link in links:
        assert link.startswith(base)
        assert (example_site / link.removeprefix(base)).is_file(), link


def test_without_an_address_links_are_seen_from_the_feed(example_site: Path, contoh: Library) -> None:
    nameless = replace(contoh, instansi=contoh.instansi.model_copy(update={"alamat_situs": None}))
    root = check_atom(atom_feed(History(nameless)))
    for link in root.iter(f"{ATOM}link"):
        assert link.get("rel") == "alternate"
        assert (example_site / "perubahan" / str(link.get("href"))).is_file()


def test_ids_stay_when_other_sops_come_and_go(contoh: Library) -> None:
    def ids(proyek: Library) -> set[str]:
        feed = check_atom(atom_feed(History(proyek)))
        return {str(entry.findtext(f"{ATOM}id")) for entry in feed.findall(f"{ATOM}entry")}

    fewer = replace(contoh, sop={slug: sop for slug, sop in contoh.sop.items() if slug != "surat-keluar"})
    assert len(ids(contoh) - ids(fewer)) == 1
    assert ids(fewer) < ids(contoh)
    assert atom_feed(History(replace(contoh, sop={}, arsip={}, terbit={}))) == ""
    many = {f"sop-{n}": contoh.sop["surat-keluar"] for n in range(TERBANYAK + 9)}
    assert len(ids(replace(contoh, sop=many, arsip={}, terbit={}))) == TERBANYAK


def test_hostile_words_stay_text_in_the_feed(contoh: Library) -> None:
    bad = '</title><script>alert("1")</script> & ]]>'
    one = contoh.sop["surat-keluar"].model_copy(update={"judul": bad})
    root = check_atom(atom_feed(History(replace(contoh, sop={"surat-keluar": one}, arsip={}, terbit={}))))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == f"SOP baru: {bad}"


@pytest.fixture
def tab(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1100, "height": 800})


def shown(tab: Page) -> list[str]:
    script = "[...document.querySelectorAll('.catatan__butir')].filter(e => e.checkVisibility())"
    found: list[str] = tab.evaluate(f"{script}.map(e => e.querySelector('.catatan__apa').textContent.trim())")
    return found


def test_filters_work_from_a_folder(example_site: Path, tab: Page) -> None:
    tab.goto((example_site / "perubahan" / "index.html").as_uri())
    everything = shown(tab)
    tab.select_option("#p-pelaksana", "warga")
    assert shown(tab) == [words for words in everything if words.startswith("Penanganan Pengaduan")] != []
    assert tab.inner_text("[data-jumlah]") == "1"
    tab.reload()
    assert len(shown(tab)) == 1
    tab.select_option("#p-pelaksana", "")
    tab.select_option("#p-unit", "sekretariat")
    assert 0 < len(shown(tab)) < len(everything)
    tab.close()


def test_without_a_script_everything_is_shown(example_site: Path, browser: Browser) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto((example_site / "perubahan" / "index.html").as_uri())
    assert tab.locator(".catatan__butir:visible").count() == tab.locator(".catatan__butir").count() > 5
    assert not tab.locator("form[data-saring-perubahan]").is_visible()
    tab.goto((example_site / "sop/surat-masuk/revisi/0/index.html").as_uri())
    assert tab.locator(".palang:visible").count() == 1
    tab.close()


@pytest.mark.parametrize(
    ("hari", "words"),
    [
        (
            "2024-01-31",
            "Belum berlaku. Revisi 1 mulai berlaku 1 Februari 2024. Hari ini pakai revisi 0, yang berlaku sampai"
            " 31 Januari 2024: daftar periksa.",
        ),
        ("2024-02-01", "Baru: revisi 1, berlaku mulai 1 Februari 2024."),
        ("2024-03-01", "Baru: revisi 1, berlaku mulai 1 Februari 2024."),
        ("2024-03-02", ""),
    ],
)
def test_the_notice_follows_the_readers_day(example_site: Path, tab: Page, hari: str, words: str) -> None:
    tab.clock.set_fixed_time(f"{hari}T12:00:00")
    tab.goto(
        (example_site / "sop/surat-masuk/index.html").as_uri() + "#langkah-kerja"
    )  # not led on to another revision
    notices = tab.locator(".kabar:visible").all_inner_texts()
    said = [text.split("\n")[0].removesuffix(" Bandingkan dengan revisi 0") for text in notices]
    assert said == ([words] if words else [])
    tab.close()


def test_an_old_version_holds_until_its_last_day(example_site: Path, tab: Page) -> None:
    address = (example_site / "sop/surat-masuk/revisi/0/index.html").as_uri()
    for day, palang in (("2024-01-31", 0), ("2024-02-01", 1)):
        tab.clock.set_fixed_time(f"{day}T12:00:00")
        tab.goto(address)
        assert tab.locator(".palang:visible").count() == palang, day
        assert tab.locator(".kabar:visible").count() == 1 - palang, day
    tab.emulate_media(media="print")
    assert tab.locator(".palang__lembar").is_visible()
    assert "SAMPAI 31 JANUARI 2024" in tab.locator(".cetak-kop").inner_text()
    tab.close()


def test_the_comparison_fits_a_phone_and_marks_without_colour(example_site: Path, tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto((example_site / "sop/surat-masuk/revisi/1/banding/index.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.locator(".beda .cap--baru").inner_text() == "baru"
    marked = "[...document.querySelectorAll('#isi :is(del, ins)')]"
    assert tab.evaluate(f"{marked}.length") > 0
    assert tab.evaluate(f"{marked}.every(e => getComputedStyle(e).textDecorationLine !== 'none')")
    tab.close()


def test_old_versions_are_not_found(example_site: Path) -> None:
    pages = list(example_site.rglob("revisi/*/index.html"))
    assert len(pages) == 2
    told = [path for path in example_site.rglob("*.js*") if "surat-masuk/revisi/" in path.read_text("utf-8", "replace")]
    assert told == []
