"""What readers see of revisions: the swap of drafts, the day, histories, comparisons; all on models, nothing built."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.make_part import Job, make_part
from generator.build.slices import Slicer
from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.declared import pages_of
from generator.facts.moments import moment_of
from generator.facts.search_texts import search_texts
from generator.facts.site_facts import SiteFacts
from generator.pages import BuildContext, pages_of_sop
from generator.pages.revisi_page import HARI_BARU, past_of
from generator.revisions.reader_view import for_reader, library_on
from tests.support.libraries import SOP, make_library, read_sop
from tests.support.tools import ROOT

DAY = datetime.date(2025, 1, 1)


def version(revisi: int, status: str, efektif: str, *pairs: tuple[str, str], more: str = "") -> Sop:
    text = SOP.replace("status: draf", f"status: {status}\nrevisi: {revisi}\n{more}")
    text = text.replace("2024-01-02}", f"2024-01-02, efektif: {efektif}}}")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return read_sop(text)


@pytest.fixture
def proyek(tmp_path: Path) -> Library:
    """Two published revisions, a third one being prepared."""
    found, _ = load(make_library(tmp_path))
    assert found is not None
    old = version(0, "berlaku", "2024-02-01")
    new = version(1, "berlaku", "2025-02-01", ("5 menit", "3 menit"))
    draft = version(2, "draf", "", ("Mengarsipkan", "Menyimpan"))
    return replace(found, sop={"surat": draft}, arsip={"surat": {0: old, 1: new}})


def pages(proyek: Library) -> dict[str, str]:
    made = pages_of_sop(SiteFacts(proyek, BuildContext()), "surat")
    return {page.path.removeprefix("sop/surat/"): page.body for page in made}


def test_readers_get_the_published_revision_and_not_the_draft(proyek: Library) -> None:
    seen = for_reader(proyek)
    assert seen.sop["surat"].revisi == 1
    assert seen.draf == proyek.sop
    assert list(seen.arsip["surat"]) == [0]
    made = pages(seen)
    drafts = {name for name, body in made.items() if "Menyimpan surat" in body}
    assert drafts == {"revisi/2/index.md", "revisi/2/banding/index.md", "cek/index.md"}
    assert "Revisi 2 sedang disiapkan" in made["index.md"]
    assert not [
        n for n in search_texts(SiteFacts(seen, BuildContext())) if "revisi/" in n.halaman or "Menyimpan" in str(n)
    ]


def test_a_draft_that_replaces_nothing_is_shown_as_a_draft(tmp_path: Path) -> None:
    found, _ = load(make_library(tmp_path))
    assert found is not None
    assert for_reader(found) == found
    assert "DRAF" in pages(found)["index.md"]


@pytest.mark.parametrize(
    ("hari", "revisi", "status"),
    [
        ("2024-01-31", None, ""), ("2024-02-01", 0, "berlaku"), ("2025-01-31", 0, "berlaku"),
        ("2025-02-01", 1, "berlaku"), ("2025-04-30", 1, "berlaku"), ("2025-05-01", 1, "dicabut"),
    ],
)  # fmt: skip
def test_the_library_on_a_day(proyek: Library, hari: str, revisi: int | None, status: str) -> None:
    gone = version(1, "dicabut", "2025-02-01", more="pencabutan: {tanggal: 2025-05-01}")
    ended = replace(proyek, arsip={"surat": {**proyek.arsip["surat"], 1: gone}})
    seen = library_on(ended, datetime.date.fromisoformat(hari))
    shown = seen.sop.get("surat")
    assert (shown.revisi if shown else None) == revisi
    assert shown is None or shown.status == status
    assert list(seen.arsip.get("surat", {})) == ([0] if revisi == 1 else [])
    assert seen.draf == {}


def test_an_sop_that_is_in_the_archive_only(proyek: Library) -> None:
    """The last version is left out, because nobody knows until when it held; earlier ones are known."""
    gone = replace(proyek, sop={})
    assert library_on(gone, DAY).sop["surat"].revisi == 0
    assert library_on(gone, datetime.date(2026, 1, 1)).sop == {}
    made = pages(gone)
    assert "SOP ini tidak ada lagi di situs" in made["revisi/1/index.md"]


@pytest.mark.slow
def test_an_old_version_says_between_which_days_it_held(proyek: Library) -> None:
    made = pages(for_reader(proyek))
    old = made["revisi/0/index.md"]
    assert 'palang--lama" data-saat data-mulai="2025-02-01" data-sampai="" hidden><p' in old
    assert 'palang--lama" data-tanpa-skrip><p class="palang__kata">Berlaku mulai 1 Februari 2024 sampai 31' in old
    assert 'data-mulai="2024-02-01" data-sampai="2025-02-01" hidden' in old
    # Its prints are offered while it holds; on which day the page is read nobody knows.
    prints = old[old.index("unduh--revisi") : old.index('id="langkah-kerja"')]
    assert 'data-mulai="" data-sampai="2025-02-01">' in prints
    assert "checklist" in prints
    assert "waktu 5 menit menjadi 3 menit" in made["revisi/1/banding/index.md"].lower()


def test_what_depends_on_the_day_is_decided_where_the_site_has_one() -> None:
    first, last = DAY, DAY + datetime.timedelta(HARI_BARU)
    for day, shown in ((-1, False), (0, True), (HARI_BARU - 1, True), (HARI_BARU, False)):
        assert str(moment_of(DAY + datetime.timedelta(day))(first, last)) == ("" if shown else " hidden"), day
    assert "data-saat" in moment_of(None)(first, last)


def test_the_notice_ends_after_thirty_days(proyek: Library) -> None:
    past = past_of(SiteFacts(for_reader(proyek), BuildContext()), "surat")
    assert past.akhir_baru == datetime.date(2025, 3, 3)


@pytest.mark.slow
def test_slices_hold_all_that_the_pages_of_revisions_say(proyek: Library) -> None:
    """Parts made from their slice alone equal those made from everything; a change of the draft makes a new slice."""
    seen = for_reader(proyek)
    whole = SiteFacts(seen, BuildContext())
    slices = {str(part.nama): part for part in Slicer(seen).everything()}
    made_of = {"sop/surat": pages_of_sop(whole, "surat"), "pelaksana/petugas": pages_of("pelaksana", whole, "petugas")}
    for name, made in made_of.items():
        assert list(make_part(Job(slices[name], ringkas=True)).halaman) == made
    other = replace(seen, draf={"surat": version(2, "draf", "", ("Menerima", "Mengambil"))})
    changed = {str(part.nama): part.sidik for part in Slicer(other).everything()}
    assert changed["sop/surat"] != slices["sop/surat"].sidik
    dated = {str(part.nama): part.sidik for part in Slicer(replace(seen, hari=DAY)).everything()}
    assert dated["sop/surat"] != slices["sop/surat"].sidik


@pytest.mark.slow
def test_the_example_tells_what_changed_for_an_actor() -> None:
    contoh, _ = load(ROOT / "examples" / "dinas-contoh")
    assert contoh is not None
    situs = SiteFacts(for_reader(contoh), BuildContext())
    (page,) = (p for p in pages_of("pelaksana", situs, "kepala-dinas") if p.path == "pelaksana/kepala-dinas/index.md")
    assert "Langkah 5 (semula 4): waktu 120 menit menjadi 60 menit" in page.body
    assert "formulir diisi Lembar Disposisi" not in page.body
