"""Who signs a sheet: people of the agency. A program signs nothing, and an outsider only for what is handed over."""

from __future__ import annotations

import pytest

from generator.data.instansi import Jabatan
from generator.facts.print_words import StepSheet, checklist_of, sheet_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.step_sheet import step_needs
from tests.support import made_up

JABATAN = {
    "petugas": Jabatan(nama="Petugas"),
    "tim": Jabatan(nama="Tim Kerja", jenis="tim"),
    "warga": Jabatan(nama="Warga", jenis="luar"),
    "aplikasi": Jabatan(nama="Aplikasi Lapor", jenis="sistem"),
}


def sheets(*pelaksana: list[str], atau: str = "tidak") -> tuple[list[StepSheet], list[str]]:
    """The sheets of steps with these actors, one after the other; and what is written at the end of each row."""
    rows = [{"uraian": "Bekerja", "pelaksana": who, "atau": atau} for who in pelaksana]
    sop = made_up.sop(langkah=rows, pelaksana=list(JABATAN))
    situs = SiteFacts(made_up.proyek({"a": sop}, jabatan=JABATAN), BuildContext())
    found = step_needs(situs, situs.sop["a"])
    ((_, whole),) = checklist_of(situs, situs.sop["a"], found).bagian
    return [sheet_of(situs, one) for one in found], [row.paraf for row in whole]


@pytest.mark.parametrize(
    ("who", "signs", "row"),
    [(["petugas"], "Dikerjakan oleh (Petugas)", "Paraf"), (["tim"], "Dikerjakan oleh (Tim Kerja)", "Paraf"),
     (["aplikasi"], "Dicatat oleh", "Dicatat"), (["warga"], "Dicatat oleh", "Dicatat"),
     (["warga", "aplikasi"], "Dicatat oleh", "Dicatat"),
     (["aplikasi", "petugas", "tim"], "Dikerjakan oleh (Petugas dan Tim Kerja)", "Paraf")],
)  # fmt: skip
def test_who_signs_for_having_done_a_step(who: list[str], signs: str, row: str) -> None:
    (sheet, _), rows = sheets(who, ["petugas"])
    assert (sheet.dikerjakan, rows[0]) == (signs, row)


@pytest.mark.parametrize(
    ("who", "signs"),
    [(["petugas"], "Diterima oleh (langkah 2, Petugas)"), (["warga"], "Diterima oleh (langkah 2, Warga)"),
     (["aplikasi"], "Dicatat oleh (langkah 2)"), (["aplikasi", "warga"], "Diterima oleh (langkah 2, Warga)")],
)  # fmt: skip
def test_who_signs_for_the_receipt(who: list[str], signs: str) -> None:
    (first, last), _ = sheets(["petugas"], who)
    assert first.diterima == signs
    assert last.diterima == "Diterima oleh", "nobody is known to receive the end"


def test_one_of_several_signs() -> None:
    (sheet, _), _ = sheets(["aplikasi", "petugas", "tim"], ["petugas"], atau="ya")
    assert sheet.dikerjakan == "Dikerjakan oleh (Petugas atau Tim Kerja)"
