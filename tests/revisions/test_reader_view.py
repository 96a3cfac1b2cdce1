"""The library as its readers see it: what takes the place of a draft, what stood on a day, and under which names."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library
from generator.data.signed_names import SignedNames
from generator.data.sop import Sop
from generator.revisions.history import History
from generator.revisions.in_force import current_version, periods_of
from generator.revisions.reader_view import for_reader, library_on, with_edition
from generator.revisions.review_times import reviews_of
from tests.support.made_up import proyek, sop

D = datetime.date
SLUG = "surat-masuk"


def published(revisi: int | None, efektif: str, cabut: str = "", **more: Any) -> Sop:
    gone = {"status": "dicabut", "pencabutan": {"tanggal": cabut}} if cabut else {"status": "berlaku"}
    return sop(**({"revisi": revisi, "tanggal": {"efektif": efektif}} | gone | more))


def library(*versions: Sop, **more: Any) -> Library:
    """The last version stands in sop/, the others in the archive."""
    return proyek({SLUG: versions[-1]}, arsip={SLUG: dict(enumerate(versions[:-1]))}, **more)


def shown(known: Library) -> tuple[int | None, str, list[int]]:
    """Revision and status of what readers see, and the numbers in the archive."""
    one = known.sop[SLUG]
    return one.revisi, one.status, sorted(known.arsip.get(SLUG, {}))


FIRST, SECOND = published(0, "2024-02-01"), published(1, "2024-06-01")


@pytest.mark.parametrize("status", ["draf", "ditinjau"])
def test_a_draft_stands_beside_what_was_published_last(status: str) -> None:
    draft = sop(revisi=2, status=status)
    known = for_reader(library(FIRST, SECOND, draft))
    assert shown(known) == (1, "berlaku", [0])
    assert known.draf == {SLUG: draft}
    assert known.terbit == {SLUG: SECOND}
    alone = for_reader(proyek({SLUG: sop(status=status)}))
    assert (alone.sop[SLUG].status, alone.draf) == (status, {}), "it replaces nothing"
    first = for_reader(library(FIRST, draft))
    assert first.arsip == {}, "what has no other revision has no archive"


def test_what_is_published_is_shown_as_it_is() -> None:
    known = library(FIRST, SECOND)
    assert for_reader(known) == known


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2024, 1, 31), None),
        (D(2024, 2, 1), (0, "berlaku", [])),
        (D(2024, 5, 31), (0, "berlaku", [])),
        (D(2024, 6, 1), (1, "berlaku", [0])),
        (D(2024, 12, 31), (1, "berlaku", [0])),
        (D(2025, 1, 1), (1, "dicabut", [0])),
        (D(2025, 6, 1), (2, "berlaku", [0, 1])),
    ],
)
def test_the_library_on_a_day(day: D, expected: tuple[int, str, list[int]] | None) -> None:
    known = library(FIRST, published(1, "2024-06-01", "2025-01-01"), published(2, "2025-06-01"))
    found = for_reader(known, day)
    assert found == library_on(known, day)
    assert found.hari == day
    assert (shown(found) if expected else found.sop) == (expected or {})


def test_on_a_day_nothing_is_known_that_came_later() -> None:
    """A withdrawal, and reviews that were still to be written down."""
    dates = {"efektif": "2024-02-01", "evaluasi": "2025-01-10", "monitoring": "2024-08-01"}
    known = library(published(0, "", "2025-06-01", tanggal=dates))
    for day, evaluated, watched in ((D(2024, 7, 31), False, False), (D(2024, 8, 1), False, True),
                                    (D(2025, 1, 9), False, True), (D(2025, 1, 10), True, True)):  # fmt: skip
        one = library_on(known, day).sop[SLUG]
        assert (one.status, one.pencabutan, one.tanggal.efektif) == ("berlaku", None, D(2024, 2, 1))
        assert (one.tanggal.evaluasi is not None, one.tanggal.monitoring is not None) == (evaluated, watched), day
    gone = library_on(known, D(2025, 6, 1)).sop[SLUG]
    assert gone.pencabutan is not None
    assert (gone.status, gone.pencabutan.tanggal) == ("dicabut", D(2025, 6, 1))


def test_the_file_itself_is_shown_and_not_its_copy() -> None:
    """Remarks may be newer than what was kept when it was published; of an older revision the archive is asked."""
    remark = [{"bagian": "judul", "judul": "Hal", "sebab": "b"}]
    current = published(1, "2024-06-01", konfirmasi=remark)
    known = library(FIRST, current, terbit={SLUG: SECOND})
    assert library_on(known, D(2024, 7, 1)).sop[SLUG].konfirmasi == current.konfirmasi
    assert library_on(known, D(2024, 3, 1)).sop[SLUG].konfirmasi == ()
    draft = library(FIRST, sop(revisi=0, status="draf", konfirmasi=remark))
    assert library_on(draft, D(2024, 3, 1)).sop[SLUG].konfirmasi == (), "a draft was never in force"
    plain = library(published(None, "2024-02-01", konfirmasi=remark))
    assert library_on(plain, D(2024, 3, 1)).sop[SLUG].konfirmasi, "without a number it is revision 0"


def test_withdrawn_by_a_revision_that_never_took_effect() -> None:
    """The one that held before says by which day it was withdrawn, and why."""
    known = library(FIRST, published(1, "2026-01-01", pencabutan={"tanggal": "2025-01-01", "alasan": "Digabung"},
                                     status="dicabut"))  # fmt: skip
    found = library_on(known, D(2025, 3, 1))
    assert shown(found) == (0, "dicabut", [])
    assert found.sop[SLUG].pencabutan is not None
    assert found.sop[SLUG].pencabutan.alasan == "Digabung"


def test_of_an_sop_in_the_archive_only_the_last_is_not_known() -> None:
    shelf = {SLUG: {0: FIRST, 1: SECOND}}
    known = proyek({"lain": sop(status="berlaku")}, arsip=shelf)
    assert shown(library_on(known, D(2024, 3, 1))) == (0, "berlaku", [])
    assert SLUG not in library_on(known, D(2024, 7, 1)).sop
    assert "lain" in library_on(known, D(2024, 7, 1)).sop
    ended = proyek({"lain": sop()}, arsip={SLUG: {0: published(0, "2024-02-01", "2025-01-01")}})
    assert shown(library_on(ended, D(2025, 2, 1))) == (0, "dicabut", [])


def test_another_version_in_the_place_of_todays() -> None:
    """All others that were published are in the archive, and nowhere else."""
    known = library(FIRST, SECOND, published(2, "2025-06-01"), terbit={"lain": FIRST, SLUG: FIRST})
    for version, others in ((FIRST, [1, 2]), (SECOND, [0, 2]), (sop(revisi=3, status="draf"), [0, 1, 2])):
        view = with_edition(known, SLUG, version)
        assert view.sop[SLUG] == version
        assert sorted(view.arsip[SLUG]) == others
        assert view.terbit == {"lain": FIRST}
        again = with_edition(view, SLUG, SECOND)
        assert sorted(again.arsip[SLUG]) == [0, 2]
    bare = published(None, "2024-02-01")
    assert with_edition(library(bare), SLUG, bare).arsip == {}


def names(**more: Any) -> SignedNames:
    return SignedNames.model_validate({"sidik": "-"} | more)


def test_a_version_is_seen_under_the_names_that_it_was_signed_with() -> None:
    """What was removed since still has its name; what has none there is called as today."""
    form = Formulir.model_validate({"judul": "Nota", "bagian": [{"isian": [{"id": "a", "label": "A"}]}]})
    today = proyek(
        {SLUG: FIRST, "lain": sop(judul="Lain")},
        instansi=Instansi.model_validate(
            {"pemerintah": "P", "nama": "D", "tempat": "Kota", "tanda_tangan": "elektronik", "kertas": "A4",
             "unit": {"u": {"nama": "Umum"}, "k": {"nama": "Keuangan"}}, "label": {"nomor": "No"}}
        ),
        jabatan={"petugas": Jabatan(nama="Staf", lengkap="Staf Umum"), "kepala": Jabatan(nama="Kepala")},
        peraturan={"uu": Peraturan(judul="UU 2", singkat="UU"), "pp": Peraturan(judul="PP")},
        formulir={"nota": form, "blangko": form},
    )  # fmt: skip
    old = names(
        instansi={"pemerintah": "P lama", "nama": "D lama", "alamat": "Jl. A\nKota"}, label={"waktu": "Lama"},
        unit={"u": "Umum lama", "x": "Dihapus"}, jabatan={"petugas": "Petugas", "tamu": "Tamu"},
        jabatan_lengkap={"tamu": "Tamu Dinas"}, peraturan={"uu": "UU 1", "perda": "Perda"},
        peraturan_singkat={"perda": "PD"}, sop={"lain": "Lain lama", "hilang": "Hilang"},
        formulir={"nota": "Nota lama", "hilang": "Hilang"},
    )  # fmt: skip
    view = with_edition(today, SLUG, published(0, "2024-02-01", nama_terbit=old))
    agency = view.instansi
    assert (agency.pemerintah, agency.nama, agency.tempat, agency.alamat) == (
        "P lama", "D lama", None, ("Jl. A", "Kota"),
    )  # fmt: skip
    assert (agency.tanda_tangan, agency.kertas) == ("basah", "A4")
    assert (agency.label.nomor, agency.label.waktu) == ("Nomor SOP", "Lama")
    assert {id: unit.nama for id, unit in agency.unit.items()} == {"u": "Umum lama", "k": "Keuangan", "x": "Dihapus"}
    assert {id: (one.nama, one.lengkap) for id, one in view.jabatan.items()} == {
        "petugas": ("Petugas", None), "kepala": ("Kepala", None), "tamu": ("Tamu", "Tamu Dinas"),
    }  # fmt: skip
    assert {id: (law.judul, law.singkat) for id, law in view.peraturan.items()} == {
        "uu": ("UU 1", None), "pp": ("PP", None), "perda": ("Perda", "PD"),
    }  # fmt: skip
    assert {id: one.judul for id, one in view.formulir.items()} == {"nota": "Nota lama", "blangko": "Nota"}
    assert {slug: one.judul for slug, one in view.sop.items()} == {SLUG: "Surat Masuk", "lain": "Lain lama"}
    assert view.kini is not None
    assert view.kini.jabatan == today.jabatan
    assert with_edition(view, SLUG, FIRST).jabatan == today.jabatan, "a version that keeps no names gets today's"
    said = names(instansi={"tanda_tangan": "elektronik"})
    assert with_edition(today, SLUG, published(0, "2024-02-01", nama_terbit=said)).instansi.alamat == ()
    assert with_edition(today, SLUG, published(0, "2024-02-01", nama_terbit=said)).instansi.tanda_tangan == "elektronik"


@pytest.mark.slow
def test_reviews_of_each_version_until_it_holds_no_more() -> None:
    known = library(FIRST, published(1, "2024-08-01", "2025-03-01"))
    spans = [(span.versi.sop if span.versi else known.sop[SLUG], span) for span in periods_of(known, SLUG)]
    found = [(one.sop.revisi, one.tinjauan.jenis, one.tinjauan.hari, one.sampai) for one in reviews_of(spans)]
    # The first is replaced on the very day of its monitoring, the second withdrawn before its evaluation.
    assert found == [(1, "monitoring", D(2025, 2, 1), D(2025, 3, 1))]
    later = library(FIRST, published(1, "2024-08-02"))
    spans = [(span.versi.sop if span.versi else known.sop[SLUG], span) for span in periods_of(later, SLUG)]
    assert [(one.sop.revisi, one.tinjauan.jenis, one.sampai) for one in reviews_of(spans)] == [
        (0, "monitoring", D(2024, 8, 2)), (1, "monitoring", None), (1, "evaluasi", None),
    ]  # fmt: skip
    for status, count in (("draf", 0), ("ditinjau", 2)):
        draft = proyek({SLUG: sop(status=status, tanggal={"revisi": "2024-02-01"})})
        assert len([*reviews_of((draft.sop[SLUG], span) for span in periods_of(draft, SLUG))]) == count, status


@pytest.mark.slow
def test_withdrawn_nobody_knows_when_before_it_took_effect() -> None:
    """The last one speaks for the SOP; where another follows, nothing is known but that none holds yet."""
    undated = sop(revisi=0, status="dicabut", tanggal={"efektif": "2030-01-01"})
    assert [span.keadaan for span in periods_of(library(undated), SLUG)] == ["dicabut"]
    followed = periods_of(library(undated, published(1, "2031-01-01")), SLUG)
    assert [(span.keadaan, span.mulai) for span in followed] == [
        ("belum", None), ("dicabut", D(2030, 1, 1)), ("berlaku", D(2031, 1, 1)),
    ]  # fmt: skip
    dated = published(0, "2030-01-01", "2025-01-01")
    between = published(1, "2031-01-01", "2025-01-01", pencabutan=None)
    found = periods_of(library(dated, between, published(2, "2032-01-01")), SLUG)
    assert [(span.keadaan, span.mulai) for span in found][:2] == [("belum", None), ("dicabut", D(2030, 1, 1))]


@pytest.mark.slow
def test_an_sop_without_a_number_is_revision_0() -> None:
    known = proyek({SLUG: sop(status="berlaku")})
    version = current_version(known, SLUG)
    assert version is not None
    assert version.revisi == 0
    assert [edition.revisi for edition in History(known).editions(SLUG)] == [0]
