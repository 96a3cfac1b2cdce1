"""The history of an SOP from before the library: on its page, and on paper where the agency prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.data.sop import Sop
from generator.examine import examine
from generator.facts.revision_rows import revision_rows
from generator.facts.site_facts import BuildContext
from tests.support import made_up
from tests.support.outputs import letters, said
from tests.support.pdf import dengan, text_of
from tests.support.whole import make_official, render_pages

EARLIER = [
    {"revisi": 0, "tanggal": "2015-01-02"},
    {"revisi": 1, "perubahan": ["Batas waktu dipersingkat", "Surat diperiksa"]},
]


def version(number: int | None, day: str, summary: str, **more: object) -> Sop:
    dates = {"pembuatan": "2014-05-06", **({"revisi": day} if day else {})}
    return made_up.sop(revisi=number, tanggal=dates, perubahan={"ringkasan": summary} if summary else None, **more)


def library() -> Library:
    now = version(4, "2024-03-04", "Formulir diganti", riwayat=EARLIER)
    cancelled = {"tanggal": "2023-01-01", "hanya_revisi": "ya"}
    kept = {
        2: version(2, "2020-03-04", "Kolom ditambah"),
        3: version(3, "2022-03-04", "Tidak jadi", status="dicabut", pencabutan=cancelled),
    }
    return made_up.proyek({"a": now}, arsip={"a": kept})


def test_all_revisions_up_to_this_one_the_oldest_first() -> None:
    proyek = library()
    rows = revision_rows(proyek, "a", proyek.sop["a"])
    assert [tuple(row) for row in rows] == [
        ("0", "2 Januari 2015", ("Revisi pertama",)),
        ("1", "belum ditetapkan", ("Batas waktu dipersingkat", "Surat diperiksa")),
        ("2", "4 Maret 2020", ("Kolom ditambah",)),
        ("4", "4 Maret 2024", ("Formulir diganti",)),
    ]
    assert [row.number for row in revision_rows(proyek, "a", proyek.arsip["a"][2])] == ["2"]


def test_a_draft_after_others_is_not_the_first() -> None:
    sop = version(None, "", "", riwayat=EARLIER)
    assert revision_rows(made_up.proyek({"a": sop}), "a", sop)[-1] == (
        "belum ditetapkan", "belum ditetapkan", ("ringkasan tidak ditulis",)
    )  # fmt: skip


def test_of_an_sop_that_was_never_revised() -> None:
    for number, first in ((0, "0"), (None, "belum ditetapkan")):
        sop = version(number, "", "")
        (row,) = revision_rows(made_up.proyek({"a": sop}), "a", sop)
        assert row == (first, "6 Mei 2014", ("Revisi pertama",))


@pytest.mark.parametrize("printed", ["ya", "tidak"])
def test_paper_has_the_table_where_the_agency_says_so(printed: str) -> None:
    text = letters(text_of(make_official(dengan(library(), cetak_riwayat=printed), "a")))
    rows = ["RiwayatRevisi", "02Januari2015Revisipertama", "1belumditetapkanBatas", "24Maret2020Kolom", "44Maret2024"]
    places = [text.find(row) for row in rows]
    assert places == sorted(places)
    assert (min(places) > text.index("PencatatandanPendataan")) if printed == "ya" else max(places) == -1


@pytest.mark.slow
def test_the_page_lists_them_below_its_own() -> None:
    page = next(page.body for page in render_pages(library(), BuildContext()) if page.path == "sop/a/index.md")
    table = said(page[page.index('id="riwayat"') :])
    assert "Sebelumpustakaini" in table
    assert table.index("Formulirdiganti") < table.index("Suratdiperiksa") < table.index("2Januari2015")


def test_a_draft_that_is_new_here_has_only_its_past() -> None:
    proyek = made_up.proyek({"a": version(None, "", "", riwayat=EARLIER)})
    page = next(page.body for page in render_pages(proyek, BuildContext()) if page.path == "sop/a/index.md")
    assert "Surat diperiksa" in page[page.index('id="riwayat"') :]


def test_it_is_no_content() -> None:
    assert fingerprint(version(4, "", "")) == fingerprint(version(4, "", "", riwayat=EARLIER))


@pytest.mark.parametrize(
    ("revisi", "riwayat", "told"),
    [
        ("2", "[{revisi: 0}, {revisi: 1}]", []),
        ("2", "[{revisi: 1}, {revisi: 2}]", ["riwayat.2.revisi"]),
        ("2", "[{revisi: 1}, {revisi: 0}]", ["riwayat.2.revisi"]),
        ("2", "[{revisi: 1}, {revisi: 1}]", ["riwayat.2.revisi"]),
        ("", "[{revisi: 0}, {revisi: 5}]", []),
        ("0", "{revisi: 0}", ["riwayat.1.revisi"]),
    ],
)
def test_what_cannot_be_from_before_is_told(tmp_path: Path, revisi: str, riwayat: str, told: list[str]) -> None:
    (tmp_path / "sop").mkdir()
    (tmp_path / "instansi.yml").write_text("nama: DINAS CONTOH\n", "utf-8")
    (tmp_path / "jabatan.yml").write_text("staf: {nama: Staf}\n", "utf-8")
    text = f"judul: A\nrevisi: {revisi}\nriwayat: {riwayat}\npelaksana: staf\n"
    (tmp_path / "sop" / "a.yml").write_text(text + "langkah: [{uraian: Menerima surat, pelaksana: staf}]\n", "utf-8")
    assert [found.field for found in examine(tmp_path)[1] if found.code == "V913"] == told
