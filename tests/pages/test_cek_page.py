"""What the holder of a print is told: for each revision, fingerprint and day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.facts.print_marks import data_age, print_marks
from generator.pages import BuildContext
from generator.pages.cek_page import Answer, answers_of, revisions_of
from tests.support.made_up import JAHAT, proyek, sop
from tests.support.read_page import baca, rapat
from tests.support.whole import render_pages


def revision(number: int | None, status: str = "berlaku", efektif: str | None = None, **isian: Any) -> Sop:
    """A revision that differs from the others in its title."""
    return sop(revisi=number, status=status, tanggal={"efektif": efektif}, judul=f"Surat {number}", **isian)


def library(current: Sop | None, *earlier: Sop) -> Library:
    archive: Mapping[int, Sop] = {old.revisi: old for old in earlier if old.revisi is not None}
    return proyek({"surat-masuk": current} if current else {"lain": sop()}, arsip={"surat-masuk": archive})


def answer(data: Library, key: str, isi: str = "sama", day: str = "2030-01-01") -> Answer:
    """The one answer that fits, as the script picks it."""
    fits = [
        a
        for a in answers_of(data, "surat-masuk")
        if a.revisi.kunci == key
        and isi in a.isi
        and (not a.mulai or day >= a.mulai)
        and (not a.sampai or day < a.sampai)
    ]
    assert len(fits) == 1
    return fits[0]


LAMA = revision(0, efektif="2023-01-02")
SATU = revision(1, efektif="2024-02-01", perubahan={"ringkasan": ["Langkah 3 baru", "Waktu berubah"]})
DUA = revision(2, efektif="2025-03-04", perubahan={"ringkasan": "Dasar hukum baru"})


def test_current() -> None:
    found = answer(library(SATU, LAMA), "1")
    assert (found.nada, found.judul) == ("berlaku", "Berlaku")
    assert found.kalimat == ("Revisi 1 berlaku sejak 1 Februari 2024.", "Isi cetakan sama dengan isi revisi itu.")


def test_changed_since_it_was_printed() -> None:
    found = answer(library(SATU, LAMA), "1", "beda")
    assert (found.nada, found.judul) == ("awas", "Isi telah berubah")


def test_without_a_fingerprint_nothing_is_claimed_about_the_content() -> None:
    found = answer(library(SATU, LAMA), "1", "tanpa")
    assert found.nada == "berlaku"
    assert "tidak diperiksa" in " ".join(found.kalimat)


def test_replaced_twice_names_both_changes() -> None:
    found = answer(library(DUA, LAMA, SATU), "0")
    assert (found.nada, found.judul) == ("ganti", "Sudah diganti revisi 2 sejak 4 Maret 2025")
    assert found.kalimat[0] == "Revisi 0 tidak berlaku lagi sejak 1 Februari 2024."
    assert [r.sop for r in found.perubahan] == [SATU, DUA]


def test_before_the_day_of_a_new_revision_the_old_one_still_holds() -> None:
    data = library(DUA, LAMA, SATU)
    assert answer(data, "1", day="2025-03-03").judul == "Berlaku"
    assert "Revisi 2 menggantikannya mulai 4 Maret 2025." in answer(data, "1", day="2025-03-03").kalimat
    assert answer(data, "2", day="2025-03-03").judul == "Belum berlaku"
    assert answer(data, "0", day="2025-03-03").judul == "Sudah diganti revisi 1 sejak 1 Februari 2024"
    assert answer(data, "2", day="2025-03-04").judul == "Berlaku"


def test_a_draft_beside_the_revision_in_force() -> None:
    data = library(revision(2, "draf"), LAMA, SATU)
    assert answer(data, "2").judul == "Draf, belum berlaku"
    assert "Yang berlaku sekarang revisi 1 sejak 1 Februari 2024." in answer(data, "2").kalimat
    assert answer(data, "1").judul == "Berlaku"
    assert "Revisi 2 sedang disusun dan belum berlaku." in answer(data, "1").kalimat
    assert answer(data, "0").judul.startswith("Sudah diganti revisi 1")


def test_a_draft_without_a_number() -> None:
    data = library(revision(None, "draf"))
    assert answer(data, "-").judul == "Draf, belum berlaku"
    assert "Isinya telah berubah sejak lembar ini dicetak." in answer(data, "-", "beda").kalimat
    assert answer(library(revision(None, "ditinjau")), "-").judul == "Sedang ditinjau"


def test_withdrawn_holds_for_every_revision() -> None:
    data = library(revision(1, "dicabut", "2024-02-01"), LAMA)
    for key in ("0", "1"):
        for isi in ("sama", "beda", "tanpa"):
            assert (answer(data, key, isi).nada, answer(data, key, isi).judul) == ("tidak", "Sudah dicabut")


def test_withdrawn_from_a_day_on_and_why() -> None:
    ending = {"tanggal": "2026-05-06", "alasan": "Digabung"}
    data = library(revision(1, "dicabut", "2024-02-01", pencabutan=ending), LAMA)
    assert answer(data, "1", day="2026-05-05").judul == "Berlaku"
    assert "SOP ini dicabut mulai 6 Mei 2026." in answer(data, "1", day="2026-05-05").kalimat
    assert answer(data, "1", day="2026-05-06").kalimat[:2] == (
        "SOP ini tidak berlaku lagi sejak 6 Mei 2026.",
        "Alasannya: Digabung",
    )


def test_an_sop_that_is_only_in_the_archive_has_a_page() -> None:
    data = library(None, LAMA, SATU)
    assert answer(data, "1").judul == "Tidak ada lagi"
    pages = {page.path: page for page in render_pages(data, BuildContext())}
    page = baca(pages["sop/surat-masuk/cek/index.md"].body)
    assert "sudah tidak ada di situs" in page.teks
    assert not [link for link in page.tautan if "surat-masuk" in link or link == "../index.html"]


def test_the_current_file_wins_over_an_archived_one_of_its_number() -> None:
    known = revisions_of(library(SATU, LAMA, revision(1, nomor="salinan")), "surat-masuk")
    assert [r.sop for r in known] == [LAMA, SATU]


def test_the_table_says_all_without_a_script() -> None:
    pages = {page.path: page for page in render_pages(library(DUA, LAMA, SATU), BuildContext())}
    body = pages["sop/surat-masuk/cek/index.md"].body
    table = rapat(baca(body[body.index("<table") : body.index("</table>")]).teks)
    for words in (
        "Berlaku mulai 4 Maret 2025", "Diganti revisi 2 mulai 4 Maret 2025", "Diganti revisi 1 mulai 1 Februari 2024",
        "Langkah 3 baru", "Dasar hukum baru", "Revisi pertama", short_fingerprint(LAMA), short_fingerprint(SATU),
    ):  # fmt: skip
        assert words in table
    assert body.count('<section class="jawab') == body.count('hidden>\n<svg class="jawab__rambu"')


def test_hostile_texts_stay_texts() -> None:
    data = library(sop(revisi=1, judul=JAHAT, perubahan={"ringkasan": JAHAT}), LAMA)
    pages = {page.path: page for page in render_pages(data, BuildContext())}
    page = baca(pages["sop/surat-masuk/cek/index.md"].body)
    assert rapat(JAHAT) in rapat(page.teks)
    assert not page.galat


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("draf", {"pembuatan": "2024-01-02"}, "Data draf"),
        ("ditinjau", {}, "Data sedang ditinjau"),
        ("berlaku", {}, "Data tanpa tanggal"),
        ("berlaku", {"efektif": "2024-05-06"}, "Data per 6 Mei 2024"),
        ("berlaku", {"pembuatan": "2024-01-02", "efektif": "2024-05-06"}, "Data per 2 Januari 2024"),
        ("dicabut", {"pembuatan": "2024-01-02", "revisi": "2024-03-04"}, "Data per 4 Maret 2024"),
    ],
)
def test_the_age_of_the_data(status: str, days: dict[str, str], words: str) -> None:
    assert data_age(sop(status=status, tanggal=days)) == words


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://sop.contoh.go.id", "https://sop.contoh.go.id/sop/surat-masuk/cek/index.html?r=-&s="),
        ("http://10.1.2.3:8080/pustaka/", "http://10.1.2.3:8080/pustaka/sop/surat-masuk/cek/index.html?r=-&s="),
        ("HTTP://Intranet/SOP_baru", "HTTP://Intranet/SOP_baru/sop/surat-masuk/cek/index.html?r=-&s="),
    ],
)
def test_the_address_of_a_print(written: str, address: str) -> None:
    agency = Instansi(pemerintah="P", nama="D", alamat_situs=written)
    assert print_marks(agency, "surat-masuk", sop()).alamat == address + short_fingerprint(sop())


@pytest.mark.parametrize(
    "written",
    [
        "sop.contoh.go.id", "ftp://sop.contoh.go.id", "https://", "https://sop contoh.go.id", "http://localhost:8000/",
        "http://127.0.0.1/", "https://sop.contoh.go.id/index.html", "https://sop.contoh.go.id/?a=1", "file:///srv/sop",
        "https://sop.contoh.go.id/#isi", "javascript:alert(1)", "https://a@b.contoh/",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_a_finding(tmp_path: Path, written: str) -> None:
    (tmp_path / "instansi.yml").write_text(f"pemerintah: P\nnama: D\nalamat_situs: '{written}'\n", "utf-8")
    (tmp_path / "jabatan.yml").write_text("petugas: {nama: Petugas}\n", "utf-8")
    found = [finding for finding in load(tmp_path)[1] if finding.code == "D114"]
    assert [(f.severity, f.file, f.line) for f in found] == [("galat", "instansi.yml", 3)]


def test_no_address_no_code() -> None:
    marks = print_marks(proyek().instansi, "surat-masuk", sop())
    assert (marks.alamat, marks.qr) == ("", "")
    assert marks.without_qr
