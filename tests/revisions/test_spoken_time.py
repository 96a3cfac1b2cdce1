"""The time of each revision in words, and what is told to have happened: overtaken, withdrawn, undated, of one day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.data.library import Library
from generator.revisions.change_report import IDENTITAS
from generator.revisions.history import History
from generator.revisions.in_force import current_version, last_published, period_on, periods_of, published_versions
from generator.revisions.spoken_time import last_day, printed_period, spoken_end, spoken_period, spoken_status
from tests.support.made_up import proyek, sop

D = datetime.date
SLUG = "surat-masuk"


def library(*versions: dict[str, Any], draf: bool = False) -> Library:
    """Revisions 0, 1, ... with these fields; the last one is in sop/, or a draft on top of all."""
    made = [sop(**{"revisi": number, "status": "berlaku", **fields}) for number, fields in enumerate(versions)]
    current = sop(revisi=len(made), status="draf") if draf else made.pop()
    return proyek({SLUG: current}, arsip={SLUG: dict(enumerate(made))} if made else {})


def on(efektif: str = "", cabut: str = "", **more: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"tanggal": {"efektif": efektif}} if efektif else {}
    if cabut:
        fields |= {"status": "dicabut", "pencabutan": {"tanggal": cabut}}
    return fields | more


UNDATED: dict[str, Any] = {"tanggal": {"pembuatan": "2024-05-01"}}
GONE: dict[str, Any] = {"status": "dicabut"}

TIMES = [
    ([{}], ["berlaku"], ["berlaku"]),
    ([on("2024-02-01")], ["berlaku mulai 1 Februari 2024"], ["berlaku mulai 1 Februari 2024"]),
    ([on("2024-02-01"), on("2024-03-01")],
     ["berlaku mulai 1 Februari 2024 sampai 29 Februari 2024", "berlaku mulai 1 Maret 2024"],
     ["diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"]),
    ([{}, on("2024-03-01")], ["berlaku sampai 29 Februari 2024", "berlaku mulai 1 Maret 2024"],
     ["diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"]),
    # The day of the next one is only reckoned: it is not told.
    ([on("2024-02-01"), UNDATED], ["diganti revisi 1", "berlaku"], ["diganti revisi 1", "berlaku"]),
    # Overtaken by a higher one before its day, and on its very day.
    ([on("2024-04-01"), on("2024-03-01")],
     ["tidak pernah berlaku, diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"],
     ["tidak pernah berlaku, diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"]),
    ([on("2024-03-01"), on("2024-03-01")],
     ["tidak pernah berlaku, diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"],
     ["tidak pernah berlaku, diganti revisi 1 mulai 1 Maret 2024", "berlaku mulai 1 Maret 2024"]),
    ([on("2024-02-01", "2025-01-01")], ["berlaku mulai 1 Februari 2024, dicabut mulai 1 Januari 2025"],
     ["dicabut mulai 1 Januari 2025"]),
    ([on("2024-02-01", "2024-01-01")], ["tidak pernah berlaku, dicabut mulai 1 Januari 2024"],
     ["tidak pernah berlaku, dicabut mulai 1 Januari 2024"]),
    ([GONE], ["dicabut"], ["dicabut"]),
]  # fmt: skip


@pytest.mark.parametrize(("versions", "times", "ends"), TIMES)
def test_the_time_of_a_revision(versions: list[dict[str, Any]], times: list[str], ends: list[str]) -> None:
    known = library(*versions)
    found = published_versions(known, SLUG)
    assert [spoken_period(versi) for versi in found] == times
    assert [spoken_end(versi) for versi in found] == ends
    assert printed_period(known, SLUG) == spoken_status(known, SLUG) == times[-1].upper()


def test_a_draft_has_no_time() -> None:
    known = library(on("2024-02-01"), draf=True)
    assert printed_period(known, SLUG) == ""
    assert spoken_status(known, SLUG) == "DRAF"
    assert current_version(known, SLUG) is None
    newest = last_published(known, SLUG)
    assert newest is not None
    assert newest.revisi == 0
    assert last_published(library(draf=True), SLUG) is None
    assert current_version(known, "entah") is None


def test_an_archive_may_hold_what_was_never_published() -> None:
    """A draft that somebody put there is no version."""
    shelf = {SLUG: {0: sop(revisi=0, status="berlaku"), 1: sop(revisi=1, status="draf")}}
    known = proyek({SLUG: sop(revisi=2, status="draf")}, arsip=shelf)
    assert [versi.revisi for versi in published_versions(known, SLUG)] == [0]


def test_the_last_day_is_the_one_before() -> None:
    assert last_day(D(2024, 3, 1)) == D(2024, 2, 29)
    assert last_day(D.min) == D.min


def stretches(known: Library) -> list[tuple[D | None, D | None, str, int | None, int | None]]:
    return [
        (m.mulai, m.sampai, m.keadaan, m.versi.revisi if m.versi else None, m.pencabut.revisi if m.pencabut else None)
        for m in periods_of(known, SLUG)
    ]


def test_stretches_have_no_gap_and_name_what_holds() -> None:
    known = library(on("2024-02-01"), on("2024-06-01", "2025-01-01"), on("2025-06-01"))
    feb, june, january, again = D(2024, 2, 1), D(2024, 6, 1), D(2025, 1, 1), D(2025, 6, 1)
    assert stretches(known) == [
        (None, feb, "belum", None, None), (feb, june, "berlaku", 0, None), (june, january, "berlaku", 1, None),
        (january, again, "dicabut", None, 1), (again, None, "berlaku", 2, None),
    ]  # fmt: skip
    for day, state in ((feb, "berlaku"), (last_day(feb), "belum"), (january, "dicabut"), (again, "berlaku")):
        assert period_on(known, SLUG, day).keadaan == state, day
    assert period_on(known, SLUG, last_day(january)).keadaan == "berlaku"
    twice = library(on("2024-02-01", "2025-01-01"), on("2024-06-01", "2025-01-01"))
    assert stretches(twice)[-1] == (january, None, "dicabut", None, 1), "the newest that says so"
    assert stretches(library({})) == [(None, None, "berlaku", 0, None)]
    assert stretches(library(GONE)) == [(None, None, "dicabut", None, 0)]
    assert stretches(library(draf=True)) == [(None, None, "draf", None, None)]
    assert [m.keadaan for m in periods_of(known, "entah")] == ["hilang"]


def test_a_withdrawal_that_a_higher_revision_forestalled_changes_nothing() -> None:
    known = library(on("2024-02-01", "2025-01-01"), on("2024-06-01"))
    assert [(m.keadaan, m.mulai) for m in periods_of(known, SLUG)] == [
        ("belum", None), ("berlaku", D(2024, 2, 1)), ("berlaku", D(2024, 6, 1)),
    ]  # fmt: skip
    assert [note.jenis for note in History(known).catatan(SLUG)] == ["terbit", "revisi"]


def notes(known: Library) -> list[tuple[str, str, D | None, bool]]:
    return [(note.jenis, note.event, note.hari, note.pasti) for note in History(known).catatan(SLUG)]


def test_what_happened() -> None:
    later = on("2024-06-01", peringatan=["Awas"])
    assert notes(library(on("2024-02-01"), later)) == [
        ("terbit", "SOP baru", D(2024, 2, 1), True), ("revisi", "revisi 1", D(2024, 6, 1), True),
    ]  # fmt: skip
    assert notes(library(on("2024-02-01", "2025-01-01"))) == [
        ("terbit", "SOP baru", D(2024, 2, 1), True), ("cabut", "dicabut", D(2025, 1, 1), True),
    ]  # fmt: skip
    assert notes(library(UNDATED)) == [("terbit", "SOP baru", D(2024, 5, 1), False)]
    assert notes(library({})) == [("terbit", "SOP baru", None, False)]
    assert notes(library(on("2024-02-01", revisi=3))) == [
        ("terbit", "terbit pertama kali di pustaka ini sebagai revisi 3", D(2024, 2, 1), True)
    ]
    assert notes(library(on("2024-02-01", "2024-01-01"))) == [("cabut", "dicabut", D(2024, 1, 1), True)]
    assert notes(library(GONE)) == [("terbit", "SOP baru", None, False), ("cabut", "dicabut", None, True)]


def test_a_revision_that_never_held_by_itself_says_so() -> None:
    known = library(on("2024-04-01"), on("2024-03-01"))
    first, second = History(known).catatan(SLUG)
    assert first.hari == D(2024, 3, 1)
    assert first.period_note == ("Revisi 0 tidak pernah berlaku sendiri; isinya berlaku sebagai bagian revisi 1.")
    assert second.period_note == ""
    withdrawn = History(library(on("2024-02-01", "2024-01-01"))).catatan(SLUG)
    assert [note.period_note for note in withdrawn] == [""]


def test_whom_a_revision_concerns() -> None:
    """Those named by a changed step; everybody where what all work by changed; nobody by a regulation."""
    steps = sop().model_dump(mode="json", exclude_defaults=True)["langkah"]
    steps[2]["mutu_baku"] = {"waktu": "1 menit"}
    cases = [({"langkah": steps}, ("petugas",), 0), ({"peringatan": ["Awas"]}, ("petugas", "kepala"), 1),
             ({"kualifikasi": ["S1"], "peralatan": ["Meja"]}, ("petugas", "kepala"), 2),
             ({"judul": "Surat", "pencatatan": ["Buku"]}, ("petugas", "kepala"), 2),
             ({"dasar_hukum": ["uu"]}, (), 0), ({"nomor": "2"}, (), 0)]  # fmt: skip
    for more, concerned, common in cases:
        _, note = History(library(on("2024-02-01"), on("2024-06-01", **more))).catatan(SLUG)
        assert note.pelaksana == concerned, more
        assert note.diff is not None
        assert len(note.diff.for_all) == common
        for id in ("petugas", "kepala"):
            assert bool(note.lines_for(id)) == (id == "petugas" and "langkah" in more), (id, more)
        fields = {butir.bidang.split(".")[0] for butir in note.diff.butir if butir.tempat == IDENTITAS}
        assert fields == set(more) - {"langkah"}, "dates and numbers of a revision are no change"


def test_of_one_day_revisions_come_before_new_sops_and_what_has_no_day_is_last() -> None:
    shelf = {
        "a": sop(revisi=0, status="berlaku", tanggal={"efektif": "2024-06-01"}),
        "b": sop(revisi=1, status="berlaku", tanggal={"efektif": "2024-06-01"}, peringatan=["Awas"]),
        "c": sop(revisi=0, status="berlaku"),
        "d": sop(revisi=0, status="berlaku", tanggal={"efektif": "2024-07-01"}),
    }
    old = sop(revisi=0, status="berlaku", tanggal={"efektif": "2024-02-01"})
    found = History(proyek(shelf, arsip={"b": {0: old}})).everything
    assert [(note.editions.slug, note.jenis) for note in found] == [
        ("d", "terbit"), ("b", "revisi"), ("a", "terbit"), ("b", "terbit"), ("c", "terbit"),
    ]  # fmt: skip
    assert len({note.digest for note in found}) == 5


@pytest.mark.slow
def test_editions_and_the_draft_of_the_next() -> None:
    known = library(on("2024-02-01"), on("2024-06-01"), draf=True)
    past = History(known)
    found = [(e.revisi, e.kini, e.draf, e.mulai, e.sampai) for e in past.editions(SLUG)]
    assert found == [
        (0, False, False, D(2024, 2, 1), D(2024, 6, 1)), (1, False, False, D(2024, 6, 1), None),
        (2, True, True, None, None),
    ]  # fmt: skip
    assert past.diff(SLUG, 0) is None
    compared = past.diff(SLUG, 2)
    assert compared is not None
    assert (compared.lama.revisi, compared.baru.revisi) == (1, 2)
    unnumbered = proyek({SLUG: sop()}, arsip={SLUG: {4: sop(revisi=4, status="berlaku")}})
    assert [e.revisi for e in History(unnumbered).editions(SLUG)] == [4, 5]
    assert [e.revisi for e in History(proyek({SLUG: sop()})).editions(SLUG)] == [0]
