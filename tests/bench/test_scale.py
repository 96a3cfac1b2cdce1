"""The benchmark of whole builds runs, and says of each way of building what it took."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bench.made_up_data import write_data
from tests.bench.memory import Peak
from tests.bench.scale import DIUBAH, MENU, SERVE, measure, table

pytestmark = pytest.mark.build


def test_a_small_run_measures_every_way_of_building() -> None:
    found = measure(2, 1, lengkap=False)
    ways = ["dasar", MENU, "ringkas", f"ringkas{DIUBAH}", f"ringkas{SERVE}"]
    assert list(found.ukuran) == ways
    assert all(way.everything.cpu > 0 and way.everything.memori > 0 and way.tahap for way in found.ukuran.values())
    assert found.situs > 20 * found.halaman > 0, "the site holds the page and many others"
    report = list(table([found]))
    for way in ways:
        assert any(line.startswith(f"| 2 | {way} | **semua** | ") for line in report), way
    assert f"situs tanpa PDF {found.situs / 1e6:.0f} MB" in report[-1]


def test_made_up_data_have_nothing_to_mend(tmp_path: Path) -> None:
    from generator.examine import examine

    write_data(tmp_path, 12)
    proyek, findings = examine(tmp_path)
    assert proyek is not None
    assert [finding for finding in findings if finding.severity != "saran"] == []
    assert len(proyek.arsip) == 2, "some have a former revision"
    assert proyek.instansi.logo and proyek.instansi.alamat_situs
    assert any(sop.identifikasi for sop in proyek.sop.values())
    assert max(len(step.uraian) for sop in proyek.sop.values() for step in sop.langkah) > 250


def test_a_stage_between_two_looks_has_the_memory_that_was_seen_before_it() -> None:
    with Peak(os.getpid()) as peak:
        pass
    assert peak.between(1000, 1000.001) == peak.between(0, 1000) > 1
