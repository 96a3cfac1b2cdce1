"""Three years of one SOP through the real commands: made, published, revised four times, withdrawn once, and always
the right answer: files, site, feed, the holder of an old print, what was in force on a day."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.library import Library
from generator.data.loader import load
from generator.pages.cek_page import Answer, answers_of
from generator.revisions.history import History
from generator.revisions.in_force import period_on
from generator.revisions.reader_view import for_reader, library_on
from tests.commands.test_revision import run
from tests.data.test_cases import AGENCY
from tests.support.whole import atom_feed

pytestmark = [pytest.mark.xdist_group("story"), pytest.mark.slow]

SLUG = "peminjaman-ruang"
ATOM = "{http://www.w3.org/2005/Atom}"
DATES = {
    "2023-01-31": None,  # made, not in force
    "2023-06-01": 0,
    "2024-05-31": 1,  # the last day of revision 1
    "2024-06-01": 2,
    "2025-03-01": 3,  # withdrawn since 1 February 2025
    "2025-12-31": 4,
}


@pytest.fixture(scope="module")
def kisah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder at the end of the story, with revision 5 being prepared."""
    data = tmp_path_factory.mktemp("kisah") / "data"
    for name, content in AGENCY.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content, "utf-8")
    (data / "sop").mkdir()
    path = data / "sop" / f"{SLUG}.yml"

    def do(*arguments: str) -> None:
        done = run(*arguments, data=data)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)

    def edit(*pairs: tuple[str, str]) -> None:
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")

    def revise(ringkasan: str, efektif: str, *pairs: tuple[str, str]) -> None:
        do("revise", SLUG, "--ringkasan", ringkasan, "--alasan", "Hasil evaluasi")
        edit(*pairs)
        do("publish", SLUG, "--tanggal-revisi", efektif, "--tanggal-efektif", efektif)

    do("new", "Peminjaman Ruang")
    edit(
        ("nomor: ", "nomor: 7/2023 "),
        ("pembuatan: ", "pembuatan: 2023-01-10 "),
        ("pengesahan: ", "pengesahan: {jabatan: atasan} "),
        ("waktu:  ", "waktu: 15 menit  "),
    )
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("konfirmasi:")], "utf-8")
    do("publish", SLUG, "--tanggal-efektif", "2023-02-01")
    revise("Waktu menerima dipersingkat", "2023-09-01", ("15 menit", "10 menit"))
    revise(
        "Peminjam diberi tahu",
        "2024-06-01",
        (
            "  - uraian: Mengarsipkan",
            "  - uraian: Memberi tahu peminjam\n    pelaksana: petugas\n\n  - uraian: Mengarsipkan",
        ),
    )
    revise(
        "Pemeriksaan oleh petugas",
        "2024-11-01",
        ("id: periksa\n    pelaksana: atasan", "id: periksa\n    pelaksana: petugas"),
        ("Mengarsipkan dokumen\n    pelaksana: petugas", "Mengarsipkan dokumen\n    pelaksana: atasan"),
    )
    do("withdraw", SLUG, "--tanggal", "2025-02-01", "--alasan", "Ruang diperbaiki")
    revise("Ruang dipakai lagi", "2025-07-01", ("peringatan: []", "peringatan: [Ruang dikunci sesudah dipakai]"))
    do("revise", SLUG, "--ringkasan", "Arsip digital", "--alasan", "Usulan pegawai")
    edit(("Mengarsipkan dokumen", "Mengarsipkan dokumen digital"))
    return data


@pytest.fixture(scope="module")
def proyek(kisah: Path) -> Library:
    found, findings = load(kisah)
    assert found is not None, findings
    return found


@pytest.fixture(scope="module")
def situs(kisah: Path) -> Path:
    """The site that readers see at the end of the story."""
    site = kisah.parent / "situs"
    done = run("build", "--site", str(site), data=kisah)
    assert done.returncode == 0, done.stdout
    return site


def read(situs: Path, *parts: str) -> str:
    """A page as text without tags."""
    html = situs.joinpath(*parts, "index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index('id="isi"') :]))


def test_the_files(kisah: Path) -> None:
    """Each published revision is in the archive as it was; the draft is nowhere but in sop/."""
    names = sorted(path.name for path in (kisah / "arsip" / SLUG).iterdir() if path.suffix == ".yml")
    assert names == ["0.yml", "1.yml", "2.yml", "3.yml", "4.yml"]
    third = (kisah / "arsip" / SLUG / "3.yml").read_text("utf-8")
    assert "dicabut" in third and "Ruang diperbaiki" in third
    assert "digital" not in (kisah / "arsip" / SLUG / "4.yml").read_text("utf-8")
    done = run("check", "--tanggal", "2026-01-01", data=kisah)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("hari", DATES)
def test_the_version_on_a_day(proyek: Library, hari: str) -> None:
    day, expected = datetime.date.fromisoformat(hari), DATES[hari]
    shown = library_on(proyek, day).sop.get(SLUG)
    assert (shown.revisi if shown else None) == expected
    withdrawn = hari == "2025-03-01"
    assert shown is None or (shown.status == "dicabut") == withdrawn
    known = period_on(proyek, SLUG, day).versi
    assert (known.revisi if known else None) == (None if withdrawn else expected)


def test_readers_see_what_is_in_force_and_not_the_draft(situs: Path) -> None:
    page = read(situs, "sop", SLUG)
    assert "BERLAKU" in page and "Revisi 5 sedang disiapkan" in page
    assert "digital" not in page.replace("Arsip digital", "")
    for place in ("checklist", "checklist/4"):
        assert "digital" not in read(situs, "sop", SLUG, place)
    assert "Draf, belum berlaku" in read(situs, "sop", SLUG, "revisi", "5")
    index = [path for path in situs.rglob("*.json") if "digital" in path.read_text("utf-8", "replace")]
    assert index == []


def test_history_on_the_page(situs: Path) -> None:
    page = read(situs, "sop", SLUG)
    history = page[page.index("Riwayat revisi") :]
    for words in ("Ruang dipakai lagi", "Peminjam diberi tahu", "Diganti revisi 1 mulai 1 September 2023",
                  "Berlaku mulai 1 Juli 2025", "Atasan", "Revisi pertama"):  # fmt: skip
        assert words in history, words
    html = situs.joinpath("sop", SLUG, "index.html").read_text("utf-8")
    assert 'data-saat data-mulai="2025-07-01" data-sampai="2025-07-31" hidden' in html


def test_old_versions_can_be_read_and_say_that_they_hold_no_more(situs: Path) -> None:
    for revisi in range(4):
        page = read(situs, "sop", SLUG, "revisi", str(revisi))
        assert "Tidak berlaku" in page, revisi
        assert "Mengarsipkan dokumen" in page
    assert "15 menit" in read(situs, "sop", SLUG, "revisi", "0")
    assert "Dicabut mulai" not in read(situs, "sop", SLUG, "revisi", "2", "banding")
    compared = read(situs, "sop", SLUG, "revisi", "3", "banding")
    assert "Pelaksana Atasan menjadi Petugas" in compared


def test_the_page_of_changes_and_of_an_actor(situs: Path) -> None:
    page = read(situs, "perubahan").partition(" Data per ")[0]
    days = re.findall(
        r"(?<!revisi )1 (?:Juli 2025|Februari 2025|November 2024|Juni 2024|September 2023|Februari 2023)", page
    )
    assert days == ["1 Juli 2025", "1 Februari 2025", "1 November 2024", "1 Juni 2024", "1 September 2023",
                    "1 Februari 2023"]  # fmt: skip
    own = read(situs, "pelaksana", "atasan")
    assert "Langkah 2: pelaksana Atasan menjadi Petugas" in own
    assert "waktu 15 menit menjadi 10 menit" not in own
    assert "Peringatan diisi" in own


def test_the_feed(proyek: Library, situs: Path) -> None:
    text = (situs / "perubahan" / "perubahan.atom").read_text("utf-8")
    assert text == atom_feed(History(for_reader(proyek)))
    entries = ET.fromstring(text).findall(f"{ATOM}entry")
    assert [str(e.findtext(f"{ATOM}updated"))[:10] for e in entries] == [
        "2025-07-01", "2025-02-01", "2024-11-01", "2024-06-01", "2023-09-01", "2023-02-01",
    ]  # fmt: skip
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == 6


def answer(proyek: Library, revisi: int, hari: str) -> Answer:
    """What the holder of a print of this revision reads on this day."""
    (found,) = (
        a for a in answers_of(for_reader(proyek), SLUG)
        if a.revisi.sop.revisi == revisi and "sama" in a.isi and a.mulai <= hari and (not a.sampai or hari < a.sampai)
    )  # fmt: skip
    return found


def test_the_holder_of_a_print_is_told(proyek: Library, situs: Path) -> None:
    old = answer(proyek, 1, "2026-01-01")
    assert (old.nada, old.judul) == ("ganti", "Sudah diganti revisi 4 sejak 1 Juli 2025")
    assert [r.sop.revisi for r in old.perubahan] == [2, 3, 4]
    assert answer(proyek, 4, "2026-01-01").nada == "berlaku"
    assert answer(proyek, 5, "2026-01-01").judul == "Draf, belum berlaku"
    page = read(situs, "sop", SLUG, "cek")
    for words in ("Waktu menerima dipersingkat", "Langkah 3 baru: Memberi tahu peminjam (Petugas)", "Tidak dikenal"):
        assert words in page, words
    published = for_reader(proyek).sop[SLUG]
    assert short_fingerprint(published) in page


def test_a_site_of_one_day(kisah: Path) -> None:
    """`sop build --tanggal`: the whole site speaks of that day, and says so."""
    site = kisah.parent / "situs-sehari"
    done = run("build", "--site", str(site), "--tanggal", "2024-07-01", data=kisah)
    assert done.returncode == 0, done.stdout
    page = site.joinpath("sop", SLUG, "index.html").read_text("utf-8")
    assert "Keadaan per 1 Juli 2024" in page
    assert "Keadaan per 1 Juli 2024" in (site / "panduan" / "index.html").read_text("utf-8")
    assert "data-saat" not in page
    shown = read(site, "sop", SLUG)
    assert "Memberi tahu peminjam" in shown
    assert "Baru: revisi 2, berlaku mulai 1 Juni 2024." in shown
    assert not re.search(r"(?i)(?<!riwayat )revisi 3", shown) and "sedang disiapkan" not in shown
    assert not site.joinpath("sop", SLUG, "revisi", "3").exists()
