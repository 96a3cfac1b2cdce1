"""The oddities of the source document: found in sop_data by a code, or listed as those that no program sees."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from generator.examine import examine
from generator.findings import Finding
from tests.support.documents import PANDUAN, code, read, sections, tables
from tests.support.tools import ROOT

SOP = "sop/pengukuran-kinerja.yml"
FINDINGS = [f for f in examine(ROOT / "sop_data", datetime.date(2026, 7, 1))[1] if not f.diterima]

NOUNS = ("Penandatanganan", "Pembuatan", "Penggandaan", "Pengarsipan")
SEEN: list[tuple[str, str, str, str]] = [
    # (what is odd, code, file, words of the message)
    ("no number", "S401", SOP, "nomor SOP"),
    ("no date of making", "S401", SOP, "tanggal pembuatan"),
    ("no date of revision", "S401", SOP, "tanggal revisi"),
    ("no date of effect", "S401", SOP, "tanggal efektif"),
    ("no logo", "S411", "instansi.yml", "logo"),
    ("step 7 names its actor", "S403", SOP, "'Sekretaris'"),
    ("step 9 names its actor", "S403", SOP, "'Kepala Dinas'"),
    ("step 11 names its actor", "S408", SOP, "oleh Kepala Dinas Sosial"),
    *((f"step {no} without mutu baku", "S402", SOP, f"langkah {no} belum lengkap") for no in range(9, 15)),
    ("the table has another title", "K802", SOP, "MEKANISME PENGUKURAN KINERJA ANGGARAN SKPD"),
    ("step 8 hands to nobody known", "S409", SOP, "Bagian Perencanaan dan Pelaporan"),
    ("its worksheet hands to somebody else", "S409", SOP, "Perencana Ahli Muda"),
    ("worksheet and table differ in words", "K803", SOP, "1, 2, 3, 4, 6, 7, 8"),
    *((f"{word} is a noun", "S406", SOP, f"'{word}'") for word in NOUNS),
    ("main steps empty on worksheet B", "S410", SOP, "langkah utama pada lembar kerja B"),
    ("main steps empty on worksheet C", "S410", SOP, "langkah utama pada lembar kerja C"),
    ("keterkaitan omits an SOP", "R212", SOP, "SOP Pelaksanaan Rapat"),
    *((f"kelengkapan of step {no} copied to output", "K804", SOP, f"langkah {no} sama") for no in range(4, 9)),
    ("two names for one draft", "K805", SOP, "Draft Dokumen Pengukuran Kinerja"),
    ("a revoked regulation", "P501", SOP, "PermenPAN-RB 88/2021"),
]  # fmt: skip


@pytest.mark.parametrize(("kode", "file", "words"), [case[1:] for case in SEEN], ids=[case[0] for case in SEEN])
def test_oddity_is_found(kode: str, file: str, words: str) -> None:
    assert [f for f in FINDINGS if (f.code, f.file) == (kode, file) and words in f.message]


def test_three_steps_begin_with_their_actor() -> None:
    assert [f.field for f in FINDINGS if f.code == "S403"] == [f"langkah.{no}.uraian" for no in (7, 9, 10)]


def test_html_of_the_source_would_be_found(tmp_path: Path) -> None:
    """The data no longer hold the tags that the source document had."""
    shutil.copytree(ROOT / "sop_data", tmp_path, dirs_exist_ok=True)
    (tmp_path / SOP).write_text(
        (tmp_path / SOP)
        .read_text("utf-8")
        .replace("  - Komputer\n", "  - <b>Komputer</b>\n")
        .replace("  - Printer\n", '  - <ol style="margin:0">Printer\n')
        .replace("  - Stempel\n", "  - tinta < 5 dan > 2\n"),
        "utf-8",
    )
    assert [f.field for f in examine(tmp_path)[1] if f.code == "K801"] == ["peralatan.3", "peralatan.4"]
    assert not [f for f in FINDINGS if f.code == "K801"]


def test_nothing_else_is_said_of_the_source() -> None:
    """A new rule that speaks about the source document is judged by a person before it is listed here."""
    listed = {case[1] for case in SEEN} | {"P504", "P507"}
    assert {finding.code for finding in FINDINGS} == listed
    assert {finding.severity for finding in FINDINGS} == {"saran"}


def test_what_no_program_sees_is_told_with_the_reason() -> None:
    text = sections(read(PANDUAN / "temuan.md"))["Yang tidak dapat dilihat program"]
    (rows,) = tables(text)
    assert len(rows) - 1 == 6
    assert all(len(row) == 2 and all(row) for row in rows)
    named = {kode for row in rows[1:] for kode in code(row[1]) if kode[0].isupper()}
    assert named <= {finding.code for finding in FINDINGS}


def test_every_finding_shows_its_line() -> None:
    def at(finding: Finding) -> str:
        return finding.kutipan[finding.penunjuk - 1 :]

    for finding in FINDINGS:
        assert finding.kutipan, finding
    number = next(f for f in FINDINGS if f.code == "S401" and f.field == "nomor")
    assert at(number).startswith("nomor:")
    regulation = next(f for f in FINDINGS if f.code == "P501")
    assert at(regulation) == "permenpan-rb-12-2015"
