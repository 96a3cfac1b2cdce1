"""What a revision touches, and why each thing is named: sheets, people, forms, regulations, other SOPs, prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.revisions.impact import Hit, Impact, impact_of
from tests.support.libraries import SOP, make_library, read_sop

FORM = "judul: {}\nbagian: [{{isian: [{{id: a, label: A}}]}}]\n"
LAWS = "uu-1: {judul: Undang-Undang Satu, singkat: UU 1}\nuu-2: {judul: Undang-Undang Dua}\n"
LAST = "  - uraian: Mengarsipkan surat\n    pelaksana: petugas\n"
Pairs = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def pustaka(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = make_library(tmp_path_factory.mktemp("dampak"))
    (folder / "formulir" / "nota.yml").write_text(FORM.format("Nota Dinas"), "utf-8")
    (folder / "peraturan.yml").write_text(LAWS, "utf-8")
    proyek, _ = load(folder)
    assert proyek is not None
    return proyek


def version(revisi: int, status: str, *pairs: tuple[str, str]) -> Sop:
    text = SOP.replace("status: draf", f"status: {status}\nrevisi: {revisi}")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return read_sop(text)


def of(pustaka: Library, old: Pairs, new: Pairs, **others: str) -> Impact:
    sops = {slug: read_sop(text) for slug, text in others.items()}
    edited = replace(
        pustaka, sop={"surat": version(1, "draf", *new), **sops}, arsip={"surat": {0: version(0, "berlaku", *old)}}
    )
    return impact_of(edited, "surat")


def sheets(found: Impact) -> dict[str, str]:
    return {item.nama: item.sebab for item in found.halaman if item.nama.startswith("Lembar")}


def whys(items: tuple[Hit, ...]) -> dict[str, str]:
    return {item.nama: item.sebab for item in items}


def test_sheets_of_the_step_of_its_neighbours_and_of_no_others(pustaka: Library) -> None:
    found = of(pustaka, (), (("5 menit", "3 menit"),))
    assert sheets(found) == {
        "Lembar langkah 1": "isinya berubah",
        "Lembar langkah 2": "langkah sebelum atau sesudahnya berubah",
    }
    assert "daftar periksa (PDF), 2 lembar langkah berubah" in whys(found.dokumen)
    assert sheets(of(pustaka, (), (("judul: Surat", "judul: Surat Masuk"),))) == {}


def test_sheets_that_come_and_go(pustaka: Library) -> None:
    added = ((LAST, f"{LAST}  - uraian: Mengirim salinan\n    no: ''\n    pelaksana: atasan\n"),)
    assert sheets(of(pustaka, (), added)) == {
        "Lembar langkah 4": "langkah sebelum atau sesudahnya berubah",
        "Lembar langkah tanpa nomor": "baru",
    }
    assert sheets(of(pustaka, added, ()))["Lembar langkah tanpa nomor"] == "tidak ada lagi"


def test_an_open_question_about_a_step_is_on_its_sheet(pustaka: Library) -> None:
    asked = "konfirmasi: [{bagian: langkah.pelaksana, langkah: [2], judul: Hal, sebab: Belum jelas}]\nlangkah:\n"
    assert sheets(of(pustaka, (), (("langkah:\n", asked),))) == {"Lembar langkah 2": "isinya berubah"}


def test_who_has_to_know(pustaka: Library) -> None:
    """Those of today's list first and in its order; each with what concerns them and nothing else."""
    to_new = (("Menandatangani surat\n    pelaksana: atasan", "Menandatangani surat\n    pelaksana: kasubag"),)
    found = of(pustaka, (), (*to_new, ("5 menit", "3 menit")))
    assert [(item.nama, item.alamat, item.sebab) for item in found.pelaksana] == [
        ("Petugas", "pelaksana/petugas/", "Langkah 1: waktu 5 menit menjadi 3 menit"),
        ("Atasan", "pelaksana/atasan/", "tidak terlibat lagi; Langkah 3: pelaksana Atasan menjadi kasubag"),
        ("kasubag", "pelaksana/kasubag/", "mulai terlibat; Langkah 3: pelaksana Atasan menjadi kasubag"),
    ]
    pages = whys(found.halaman)
    assert {f"{page} {name}" for page in ("Pelaksana", "Daftar saku") for name in ("Petugas", "Atasan", "kasubag")} <= {
        *pages
    }
    assert [item.nama for item in of(pustaka, (), (("judul: Surat", "judul: Surat Masuk"),)).pelaksana] == []


def test_forms_that_a_step_takes_up_or_lays_down(pustaka: Library) -> None:
    first = ("uraian: Menerima surat\n", "uraian: Menerima surat\n    formulir: [nota]\n")
    last = ("uraian: Mengarsipkan surat\n", "uraian: Mengarsipkan surat\n    formulir: [nota, entah]\n")
    assert whys(of(pustaka, (), (first,)).formulir) == {"Nota Dinas": "dipakai pada langkah 1"}
    assert whys(of(pustaka, (first,), ()).formulir) == {"Nota Dinas": "tidak dipakai lagi oleh SOP ini"}
    assert whys(of(pustaka, (first,), (first, last)).formulir) == {
        "Nota Dinas": "dipakai pada langkah 1 dan langkah 4, semula pada langkah 1",
        "entah": "dipakai pada langkah 4",
    }
    assert of(pustaka, (first,), (first, ("5 menit", "3 menit"))).formulir == ()


def test_regulations_that_come_and_go(pustaka: Library) -> None:
    one, two = (("langkah:\n", f"dasar_hukum: [{ids}]\nlangkah:\n") for ids in ("uu-1, uu-3", "uu-1, uu-2"))
    assert [(item.nama, item.alamat, item.sebab) for item in of(pustaka, (one,), (two,)).peraturan] == [
        ("Undang-Undang Dua", "peraturan/uu-2/", "menjadi dasar hukum"),
        ("uu-3", "peraturan/uu-3/", "tidak lagi menjadi dasar hukum"),
    ]
    assert whys(of(pustaka, (one,), ()).peraturan)["UU 1"] == "tidak lagi menjadi dasar hukum"


def test_other_sops_that_name_it_or_are_named(pustaka: Library) -> None:
    plain = "judul: {}\npelaksana: petugas\n{}langkah: [{{uraian: Menulis, pelaksana: petugas}}]\n"
    others = {"a": plain.format("A", "keterkaitan: [{sop: surat}]\n"), "b": plain.format("B", "")}
    others["c"] = plain.format("C", "").replace("Menulis,", "Menulis, sop_terkait: [{sop: surat}],")
    time, title = ("5 menit", "3 menit"), ("judul: Surat", "judul: Surat Masuk")
    assert whys(of(pustaka, (), (time,), **others).sop_lain) == {
        "SOP A": "merujuk SOP ini", "SOP C": "merujuk SOP ini",
    }  # fmt: skip
    assert set(whys(of(pustaka, (), (title,), **others).sop_lain).values()) == {
        "merujuk SOP ini dan menyebut judulnya, yang berubah"
    }
    names = ("langkah:\n", "keterkaitan: [{sop: b}, {sop: a}, {sop: entah}, {judul: SOP Lain}]\nlangkah:\n")
    assert whys(of(pustaka, (), (names,), **others).sop_lain) == {
        "SOP A": "merujuk SOP ini dan kini dirujuk", "SOP C": "merujuk SOP ini", "SOP B": "kini dirujuk",
    }  # fmt: skip
    assert whys(of(pustaka, (names,), (), **others).sop_lain)["SOP B"] == "tidak lagi dirujuk"
    assert "SOP B" not in whys(of(pustaka, (names,), (names, time), **others).sop_lain)


def test_prints_of_the_published_revision_become_old(pustaka: Library) -> None:
    found = of(pustaka, (), (("5 menit", "3 menit"),))
    assert [item.nama for item in found.cetakan] == ["dokumen resmi, revisi 0", "daftar periksa, revisi 0"]
    assert (found.revisi_lama, found.perubahan) == (0, 3)
    assert found.gist == "3 perubahan terhadap revisi 0"
    assert [item.alamat.rsplit(".")[-1] for item in found.dokumen][:4] == ["pdf", "svg", "bpmn", "json"]


def test_an_sop_that_was_never_published_is_new_as_a_whole(pustaka: Library) -> None:
    more = ("langkah:\n", "dasar_hukum: [uu-1]\nketerkaitan: [{sop: lain}]\nlangkah:\n")
    lain = "judul: Lain\npelaksana: petugas\nlangkah: [{uraian: Menulis, pelaksana: petugas}]\n"
    found = impact_of(replace(pustaka, sop={"surat": version(0, "draf", more), "lain": read_sop(lain)}), "surat")
    assert found.gist == "belum pernah diterbitkan; semuanya baru"
    assert (found.revisi_lama, found.perubahan, found.cetakan) == (None, 0, ())
    assert set(sheets(found).values()) == {"baru"}
    assert len(sheets(found)) == 4
    assert set(whys(found.pelaksana).values()) == {"mulai terlibat"}
    assert whys(found.peraturan) == {"UU 1": "menjadi dasar hukum"}
    assert whys(found.sop_lain) == {"SOP Lain": "kini dirujuk"}


@pytest.mark.slow
def test_only_the_kinds_that_are_touched_are_told(pustaka: Library) -> None:
    same = impact_of(replace(pustaka, sop={"surat": version(0, "berlaku")}), "surat")
    assert (same.gist, same.by_kind()) == ("tidak berubah", [])
    titles = [title for title, _ in of(pustaka, (), (("5 menit", "3 menit"),)).by_kind()]
    assert titles == ["Halaman", "Dokumen dan unduhan", "Pelaksana", "Cetakan yang menjadi usang"]
