"""Revise, publish, withdraw: what they write and what they refuse. Kills: ``test_killed_acts.py``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from generator.check.revisi_rules import missing_for_publication
from generator.commands import actions, at_work
from generator.commands.at_work import RefusedError
from generator.data.fingerprint import fingerprint
from generator.data.loader import load
from generator.examine import examine
from generator.io import lock
from generator.revisions.change_report import report_changes
from generator.revisions.impact import impact_of
from generator.revisions.in_force import last_published
from generator.revisions.names import library_names
from tests.support.libraries import SOP, make_library
from tests.support.program import app

D = datetime.date


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_library(tmp_path)


@pytest.fixture
def terbit(data: Path) -> Path:
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    return data


def sop_file(data: Path) -> Path:
    return data / "sop" / "surat.yml"


def archived(data: Path, revisi: int) -> Path:
    return data / "arsip" / "surat" / f"{revisi}.yml"


def edit(data: Path, old: str, new: str) -> None:
    text = sop_file(data).read_text("utf-8")
    assert old in text
    sop_file(data).write_text(text.replace(old, new), "utf-8")


def test_publish_marks_signs_and_keeps_a_copy(data: Path) -> None:
    done = actions.publish(data, "surat", efektif=D(2024, 2, 1))
    text = sop_file(data).read_text("utf-8")
    proyek, _ = load(data)
    assert proyek is not None
    assert done.written == ("sop/surat.yml", "arsip/surat/0.yml")
    assert "\nrevisi: 0\nstatus: berlaku      # draf | ditinjau | berlaku | dicabut\nsidik: " in text
    assert f"\nsidik: {fingerprint(proyek.sop['surat'])}\n" in text
    assert "tanggal: {pembuatan: 2024-01-02, efektif: 2024-02-01}\n" in text
    body, _, end = SOP[SOP.index("\npengesahan") :].partition("# catatan di akhir")
    assert f"{body}nama_terbit: # ditulis oleh sop publish; jangan diubah\n  sidik: " in text
    assert text.endswith(f"  jabatan:\n    atasan: Atasan\n    petugas: Petugas\n# catatan di akhir{end}")
    assert archived(data, 0).read_text("utf-8") == text
    assert proyek.terbit["surat"] == proyek.sop["surat"]
    assert proyek.arsip == {}
    assert actions.publish(data, "surat").written == (), "again: nothing to do"
    assert sorted(path.name for path in data.rglob("*.yml")) == sorted(
        ["0.yml", "surat.yml", "instansi.yml", "jabatan.yml", "daftar-hadir.yml"]
    )
    assert not [path for path in data.rglob(".*") if path.is_file()], "no lock, no half file"


def test_revise_keeps_the_version_in_force_byte_for_byte(terbit: Path) -> None:
    before = sop_file(terbit).read_bytes()
    done = actions.revise(terbit, "surat", ["Waktu dipersingkat"], "Evaluasi", D(2025, 1, 2), D(2025, 2, 1))
    proyek, _ = load(terbit)
    assert proyek is not None
    sop = proyek.sop["surat"]
    assert done.revisi == 1
    assert archived(terbit, 0).read_bytes() == before
    assert (sop.revisi, sop.status, sop.sidik) == (1, "draf", None)
    assert (sop.tanggal.revisi, sop.tanggal.efektif) == (D(2025, 1, 2), D(2025, 2, 1))
    assert sop.perubahan is not None
    assert (sop.perubahan.ringkasan, sop.perubahan.alasan) == (("Waktu dipersingkat",), "Evaluasi")
    assert sop_file(terbit).read_text("utf-8").endswith(SOP[SOP.index("\npengesahan") :])
    assert list(proyek.arsip["surat"]) == [0]


def test_revise_works_on_an_sop_that_no_program_published(data: Path) -> None:
    edit(data, "status: draf ", "status: berlaku ")
    before = sop_file(data).read_bytes()
    actions.revise(data, "surat", [], None)
    assert archived(data, 0).read_bytes() == before


def test_edits_without_a_revision_are_found_named_and_become_the_next_revision(terbit: Path) -> None:
    published = sop_file(terbit).read_bytes()
    edit(terbit, "waktu: 5 menit", "waktu: 9 menit")
    found = [f for f in examine(terbit)[1] if f.code == "V901"]
    assert [(f.severity, f.file, f.line) for f in found] == [("galat", "sop/surat.yml", 5)]
    assert found[0].message == "diubah tanpa revisi: Langkah 1: waktu 5 menit menjadi 9 menit"
    with pytest.raises(RefusedError, match="diubah sejak diterbitkan"):
        actions.publish(terbit, "surat")
    actions.revise(terbit, "surat", ["Waktu"], "Perlu")
    assert archived(terbit, 0).read_bytes() == published
    assert "waktu: 9 menit" in sop_file(terbit).read_text("utf-8")
    assert not [f for f in examine(terbit)[1] if f.code == "V901"]


def test_remarks_are_no_content(terbit: Path) -> None:
    edit(terbit, "# catatan di akhir", "konfirmasi: [{bagian: judul, judul: Apa, sebab: Itu}]")
    assert not [f for f in examine(terbit)[1] if f.code.startswith("V")]
    now = sop_file(terbit).read_bytes()
    actions.revise(terbit, "surat", [], None)
    assert archived(terbit, 0).read_bytes() == now


def test_withdraw_records_day_and_reason_and_the_sop_can_come_back(terbit: Path) -> None:
    actions.withdraw(terbit, "surat", D(2025, 5, 1), "Digabung")
    proyek, findings = load(terbit)
    assert proyek is not None
    assert not findings
    sop = proyek.sop["surat"]
    assert sop.status == "dicabut"
    assert sop.pencabutan is not None
    assert (sop.pencabutan.tanggal, sop.pencabutan.alasan) == (D(2025, 5, 1), "Digabung")
    assert archived(terbit, 0).read_bytes() == sop_file(terbit).read_bytes()
    assert actions.withdraw(terbit, "surat", D(2025, 5, 1), None).written == ()
    with pytest.raises(RefusedError, match="sudah dicabut"):
        actions.publish(terbit, "surat")
    actions.revise(terbit, "surat", ["Berlaku lagi"], None)
    again, _ = load(terbit)
    assert again is not None
    assert (again.sop["surat"].revisi, again.sop["surat"].pencabutan) == (1, None)
    assert again.arsip["surat"][0].status == "dicabut"


def test_publish_names_what_is_missing(data: Path) -> None:
    edit(data, "nomor: 01/2024", "nomor:")
    with pytest.raises(RefusedError) as refused:
        actions.publish(data, "surat")
    said = [(f.code, f.field, f.message) for f in refused.value.temuan]
    assert said == [
        ("V906", "nomor", "nomor SOP belum diisi"),
        ("V906", "tanggal.efektif", "tanggal efektif belum diisi"),
    ]
    assert not archived(data, 0).exists()


def test_a_remedy_names_no_option_but_the_one_for_its_date(data: Path) -> None:
    """Of all that can be missing at once; the date of making has no option, as the help shows."""
    edit(data, "nomor: 01/2024", "nomor:\nrevisi: 1")
    edit(data, "tanggal: {pembuatan: 2024-01-02}", "tanggal: {}")
    proyek, _ = load(data)
    assert proyek is not None
    found = missing_for_publication(proyek, "surat", proyek.sop["surat"])
    options = {f.field: re.findall(r"--[\w-]+", f.remedy) for f in found}
    named = {"tanggal.efektif": ["--tanggal-efektif"], "tanggal.revisi": ["--tanggal-revisi"]}
    assert options == {"nomor": [], "tanggal.pembuatan": [], "perubahan": []} | named
    offered = {name for param in typer.main.get_command(app).commands["publish"].params for name in param.opts}  # type: ignore[attr-defined]
    assert {name for names in named.values() for name in names} <= offered


@pytest.mark.parametrize(("asal", "remedy"), [("impor", "sop import --terima surat"), ("contoh", "ganti langkahnya")])
def test_what_the_program_asked_must_be_answered_first(data: Path, asal: str, remedy: str) -> None:
    """Whether it read the SOP from a document, or began it with steps that are an example."""
    note = f"  - {{bagian: judul, judul: Apa, sebab: Ini, asal: {asal}}}\n"
    with sop_file(data).open("a", encoding="utf-8") as file:
        file.write(f"konfirmasi:\n  - {{bagian: nomor, judul: Mana, sebab: Itu}}\n{note}{note}")
    with pytest.raises(RefusedError) as refused:
        actions.publish(data, "surat", efektif=D(2024, 2, 1))
    (found,) = refused.value.temuan
    assert (found.code, found.field) == ("V906", "konfirmasi.2")
    assert remedy in found.remedy
    assert not archived(data, 0).exists()


def test_a_former_name_of_the_file_is_no_change(terbit: Path) -> None:
    with sop_file(terbit).open("a", encoding="utf-8") as file:
        file.write("nama_lama: {surat-lama: 2024-03-01}\n")
    proyek, findings = load(terbit)
    assert proyek is not None, findings
    published = last_published(proyek, "surat")
    assert published is not None and impact_of(proyek, "surat").gist == "tidak berubah"
    assert report_changes(published.sop, proyek.sop["surat"], library_names(proyek)) == ()


def test_a_revision_needs_its_date_summary_and_a_later_day(terbit: Path) -> None:
    actions.revise(terbit, "surat", [], None, None, D(2024, 1, 1))
    with pytest.raises(RefusedError) as refused:
        actions.publish(terbit, "surat")
    messages = [f.message for f in refused.value.temuan]
    assert messages == [
        "tanggal revisi belum diisi", "ringkasan perubahan belum diisi",
        "tanggal efektif mendahului revisi 0, yang berlaku sejak 1 Februari 2024",
    ]  # fmt: skip


Mischief = Callable[[Path], object]


@pytest.mark.parametrize(
    ("mischief", "reason"),
    [
        (lambda data: edit(data, "pelaksana: atasan", "pelaksana: bukan"), "masih memuat galat"),
        (lambda data: archived(data, 0).write_text("judul: lain", "utf-8"), "masih memuat galat"),
        (lambda data: archived(data, 0).write_text(SOP, "utf-8"), "sudah ada dan isinya lain"),
        (lambda data: archived(data, 1).write_text(SOP, "utf-8"), r"1\.yml sudah ada"),
        (lambda data: (edit(data, "5 menit", "6 menit"), archived(data, 0).unlink()), "kembalikan isinya"),
    ],
)  # fmt: skip
def test_revise_is_refused_and_changes_nothing(terbit: Path, mischief: Mischief, reason: str) -> None:
    mischief(terbit)
    before = {path: path.read_bytes() for path in terbit.rglob("*.yml")}
    with pytest.raises(RefusedError, match=reason):
        actions.revise(terbit, "surat", [], None)
    assert {path: path.read_bytes() for path in terbit.rglob("*.yml")} == before


def test_a_draft_and_a_missing_sop_are_refused(data: Path) -> None:
    with pytest.raises(RefusedError, match="berstatus draf"):
        actions.revise(data, "surat", [], None)
    with pytest.raises(RefusedError, match="tidak ada"):
        actions.revise(data, "lain", [], None)
    assert not (data / "arsip" / "lain").exists()
    assert not (data / "arsip" / "surat").exists(), "the empty folder of the lock is gone"


def test_somebody_who_writes_meanwhile_is_never_overwritten(terbit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = actions.keep_in_force

    def save_in_between(now: at_work.SopAtWork) -> None:
        edit(terbit, "Menerima surat", "Menerima semua surat")
        keep(now)

    monkeypatch.setattr(actions, "keep_in_force", save_in_between)
    with pytest.raises(RefusedError, match="sedang ditulis"):
        actions.revise(terbit, "surat", [], None)
    assert "Menerima semua surat" in sop_file(terbit).read_text("utf-8")


def test_two_commands_do_not_work_on_one_sop(terbit: Path) -> None:
    with lock.locked(sop_file(terbit)), pytest.raises(RefusedError, match="perintah atau program lain"):
        actions.revise(terbit, "surat", [], None)
    assert actions.revise(terbit, "surat", [], None).revisi == 1


def test_an_unfinished_publish_is_finished_by_the_next(terbit: Path) -> None:
    archived(terbit, 0).unlink()
    assert [f.code for f in examine(terbit)[1] if f.code == "V903"] == ["V903"]
    assert actions.publish(terbit, "surat").written == ("arsip/surat/0.yml",)
    assert archived(terbit, 0).read_bytes() == sop_file(terbit).read_bytes()


def test_an_archive_that_was_edited_is_a_finding(terbit: Path) -> None:
    actions.revise(terbit, "surat", [], None)
    path = archived(terbit, 0)
    path.write_text(path.read_text("utf-8").replace("5 menit", "7 menit").replace("revisi: 0", "revisi: 4"), "utf-8")
    assert {f.code for f in examine(terbit)[1] if f.code.startswith("V")} == {"V904", "V905"}


def test_an_sop_in_force_that_nobody_published_is_told_so(data: Path) -> None:
    edit(data, "status: draf ", "status: berlaku ")
    assert [f.severity for f in examine(data)[1] if f.code == "V902"] == ["saran"]
