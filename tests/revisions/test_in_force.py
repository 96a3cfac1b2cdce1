"""Which version was in force on a day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.commands import actions
from generator.data.library import Library
from generator.data.loader import load
from generator.revisions.in_force import every_slug, period_on, published_versions
from tests.support.libraries import make_library

D = datetime.date


@pytest.fixture
def riwayat(tmp_path: Path) -> Library:
    """Three revisions, one of them with a day in the future of the others, the last one withdrawn, a draft on top."""
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Satu"], None, D(2024, 5, 1), D(2024, 6, 1))
    actions.publish(data, "surat")
    actions.revise(data, "surat", ["Dua"], None, D(2025, 1, 1), D(2025, 3, 1))
    actions.publish(data, "surat")
    actions.withdraw(data, "surat", D(2025, 9, 1), "Digabung")
    actions.revise(data, "surat", ["Tiga"], None, D(2026, 1, 1), D(2026, 1, 2))
    proyek, findings = load(data)
    assert proyek is not None
    assert not findings
    return proyek


@pytest.mark.parametrize(
    ("day", "revisi"),
    [
        (D(2024, 1, 31), None), (D(2024, 2, 1), 0), (D(2024, 5, 31), 0), (D(2024, 6, 1), 1), (D(2025, 2, 28), 1),
        (D(2025, 3, 1), 2), (D(2025, 8, 31), 2), (D(2025, 9, 1), None), (D(2026, 5, 1), None),
    ],
)  # fmt: skip
def test_on_a_day(riwayat: Library, day: D, revisi: int | None) -> None:
    found = period_on(riwayat, "surat", day).versi
    assert (found.revisi if found else None) == revisi
    if found:
        told = found.sop.perubahan
        assert found.sop.revisi == revisi
        assert told is None or told.ringkasan == (["", "Satu", "Dua"][found.revisi],)


def test_what_was_published_counts_and_not_what_was_edited_since(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    path = data / "sop" / "surat.yml"
    path.write_text(path.read_text("utf-8").replace("Menerima", "Membuang"), "utf-8")
    proyek, _ = load(data)
    assert proyek is not None
    found = period_on(proyek, "surat", D(2024, 3, 1)).versi
    assert found is not None
    assert found.sop.langkah[0].uraian == "Menerima surat"


@pytest.mark.slow
def test_the_archive_alone_still_knows_an_sop(riwayat: Library) -> None:
    (riwayat.folder / "sop" / "surat.yml").unlink()
    proyek, _ = load(riwayat.folder)
    assert proyek is not None
    assert every_slug(proyek) == ("surat",)
    day = D(2025, 4, 1)
    assert [versi.revisi for versi in published_versions(proyek, "surat") if versi.holds_on(day)] == [2]


@pytest.mark.slow
def test_old_data_without_dates(tmp_path: Path) -> None:
    text = "judul: A\nstatus: %s\npelaksana: petugas\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"
    for status, expected in (("berlaku", 0), ("dicabut", None), ("draf", None), ("ditinjau", None)):
        proyek, _ = load(make_library(tmp_path, text % status))
        assert proyek is not None
        found = period_on(proyek, "surat", D(1990, 1, 1)).versi
        assert (found.revisi if found else None) == expected, status
    assert published_versions(proyek, "tidak-ada") == ()
