"""`sop restore` and `sop delete`: old content taken up again, files that were lost, drafts that go."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from generator.commands import actions
from generator.commands.at_work import RefusedError
from generator.commands.delete import delete
from generator.commands.rename import rename
from generator.commands.restore import restore
from generator.data.fingerprint import fingerprint
from generator.data.loader import load
from generator.data.sop import Sop
from generator.examine import examine
from tests.commands.test_revision import run
from tests.support.libraries import SOP, make_library
from tests.support.writing_acts import OTHER, contents

D = datetime.date


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """``surat`` with revision 0 of 5 minutes and revision 1 of 6; ``lain``, a draft, names it."""
    data = make_library(tmp_path / "data")
    (data / "sop" / "lain.yml").write_text(OTHER, "utf-8")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Waktu"], None)
    edit(data, "5 menit", "6 menit")
    actions.publish(data, "surat", D(2025, 1, 2), D(2025, 2, 1))
    return data


def edit(data: Path, old: str, new: str) -> None:
    path = data / "sop" / "surat.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def surat(data: Path) -> Sop:
    proyek, findings = load(data)
    assert proyek is not None, findings
    return proyek.sop["surat"]


def codes(data: Path) -> list[str]:
    return [f.code for f in examine(data)[1] if f.severity == "galat" or f.code.startswith("V93")]


def test_old_content_becomes_the_next_draft(data: Path) -> None:
    before = contents(data)
    assert restore(data, "surat", 0, "Waktu baru tidak cukup").written == ("sop/surat.yml",)
    sop = surat(data)
    assert (sop.revisi, sop.status, sop.sidik, sop.nama_terbit) == (2, "draf", None, None)
    assert sop.perubahan is not None
    assert (sop.perubahan.ringkasan, sop.perubahan.alasan) == (
        ("memuat kembali revisi 0",), "Waktu baru tidak cukup",
    )  # fmt: skip
    assert (sop.tanggal.revisi, sop.tanggal.efektif) == (None, None)
    text = (data / "sop" / "surat.yml").read_text("utf-8")
    assert "waktu: 5 menit" in text and "# catatan di tengah" in text and text.endswith("# catatan di akhir\n")
    assert {name: raw for name, raw in contents(data).items() if name != "sop/surat.yml"} == {
        name: raw for name, raw in before.items() if name != "sop/surat.yml"
    }
    actions.publish(data, "surat", D(2026, 1, 2), D(2026, 2, 1))
    assert codes(data) == []


def test_remarks_in_the_file_in_force_are_kept_in_the_archive_first(data: Path) -> None:
    edit(data, "# catatan di akhir", "konfirmasi: [{bagian: judul, judul: Apa, sebab: Itu}]")
    now = contents(data)["sop/surat.yml"]
    assert restore(data, "surat", 0).written == ("arsip/surat/1.yml", "sop/surat.yml")
    assert contents(data)["arsip/surat/1.yml"] == now


@pytest.mark.parametrize(
    ("revisi", "why"),
    [(7, "tersimpan: 0, 1"), (1, "sudah ada di sop/")],
)
def test_what_cannot_be_is_refused(data: Path, revisi: int, why: str) -> None:
    before = contents(data)
    with pytest.raises(RefusedError, match=why):
        restore(data, "surat", revisi)
    assert contents(data) == before


@pytest.mark.parametrize("unsaved", ["draf revisi 2", "perubahan tanpa revisi"])
def test_what_nobody_else_has_is_not_thrown_away(data: Path, unsaved: str) -> None:
    published = contents(data)["sop/surat.yml"]
    if unsaved.startswith("draf"):
        actions.revise(data, "surat", ["Baru"], None)
    edit(data, "6 menit", "7 menit")
    with pytest.raises(RefusedError, match=f"{unsaved} yang tidak tersimpan"):
        restore(data, "surat", 0)
    restore(data, "surat", 0, discard=True)
    assert (surat(data).revisi, "5 menit" in contents(data)["sop/surat.yml"].decode()) == (2, True)
    edit(data, "5 menit", "8 menit")
    restore(data, "surat", 1, discard=True)
    assert contents(data)["sop/surat.yml"] == published, "the last one comes back as it was signed"


@pytest.mark.slow
def test_a_deleted_file_is_a_finding_and_comes_back(data: Path) -> None:
    before = contents(data)
    (data / "sop" / "surat.yml").unlink()
    (found,) = (f for f in examine(data)[1] if f.code == "V932")
    assert (found.severity, found.file) == ("peringatan", "arsip/surat/1.yml")
    assert "'sop restore surat 1'" in found.remedy
    done = run("restore", "surat", "1", data=data)
    assert done.returncode == 0 and "ada lagi seperti ketika diterbitkan" in done.stdout
    assert contents(data) == before


def test_of_a_deleted_file_an_older_revision_can_be_taken_up_too(data: Path) -> None:
    (data / "sop" / "surat.yml").unlink()
    restore(data, "surat", 0)
    assert (surat(data).revisi, codes(data)) == (2, [])


@pytest.mark.slow
def test_an_archived_copy_laid_over_the_sop_is_a_finding_and_both_remedies_work(data: Path) -> None:
    """V933."""
    before = contents(data)
    shutil.copy(data / "arsip" / "surat" / "0.yml", data / "sop" / "surat.yml")
    (found,) = (f for f in examine(data)[1] if f.code == "V933")
    assert (found.severity, found.file) == ("galat", "sop/surat.yml")
    assert "'sop restore surat 0'" in found.remedy and "'sop restore surat 1'" in found.remedy
    with pytest.raises(RefusedError, match="masih memuat galat"):
        actions.revise(data, "surat", [], None)
    restore(data, "surat", 1)
    assert contents(data) == before
    shutil.copy(data / "arsip" / "surat" / "0.yml", data / "sop" / "surat.yml")
    restore(data, "surat", 0)
    assert (surat(data).revisi, surat(data).status, codes(data)) == (2, "draf", [])


@pytest.mark.slow
def test_what_was_renamed_since_is_named_as_today(data: Path) -> None:
    (data / "sop" / "lain.yml").write_text(OTHER.replace("01/2024", "02/2024"), "utf-8")
    actions.publish(data, "lain", efektif=D(2024, 2, 1))
    code = fingerprint(load(data)[0].sop["lain"])  # type: ignore[union-attr]
    actions.revise(data, "lain", ["Waktu"], None)
    actions.publish(data, "lain", D(2025, 1, 1), D(2025, 2, 1))
    rename(data, "surat", "surat-datang", D(2026, 3, 2))
    rename(data, "lain", "lainnya", D(2026, 3, 3))
    restore(data, "lainnya", 0)
    proyek, _ = load(data)
    assert proyek is not None and fingerprint(proyek.arsip["lainnya"][0]) == code
    text = (data / "sop" / "lainnya.yml").read_text("utf-8")
    assert "keterkaitan: [{sop: surat-datang}]" in text and "nama_lama:\n  lain: 2026-03-03\n" in text


def test_only_what_was_never_published_is_deleted(data: Path) -> None:
    (data / "sop" / "baru.yml").write_text(SOP.replace("judul: Surat", "judul: Baru"), "utf-8")
    (data / "sop" / "rusak.yml").write_text("judul: [\n", "utf-8")
    before = contents(data)
    for slug, why in (
        ("surat", r"pernah diterbitkan \(revisi 0 dan revisi 1\).*sop withdraw surat"),
        ("tidak-ada", "tidak ditemukan"),
    ):
        with pytest.raises(RefusedError, match=why):
            delete(data, slug)
    assert contents(data) == before
    delete(data, "rusak")
    delete(data, "baru")
    assert before.keys() - contents(data).keys() == {"sop/rusak.yml", "sop/baru.yml"}


@pytest.mark.slow
def test_what_others_refer_to_is_not_deleted(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    (data / "sop" / "lain.yml").write_text(OTHER, "utf-8")
    done = run("delete", "surat", data=data)
    assert done.returncode == 1 and "masih dirujuk oleh sop/lain.yml" in done.stdout
    assert run("delete", "lain", data=data).returncode == 0
    assert run("delete", "surat", data=data).returncode == 0


@pytest.mark.parametrize("status", ["berlaku", "dicabut"])
def test_what_is_in_force_without_the_program_is_not_deleted_either(tmp_path: Path, status: str) -> None:
    data = make_library(tmp_path, SOP.replace("status: draf ", f"status: {status} "))
    with pytest.raises(RefusedError, match="sop withdraw surat"):
        delete(data, "surat")
