"""Acceptances in instansi.yml: for all files, for some SOPs, up to a day; and what they hide is counted."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from generator.check.acceptance import accept_for_agency
from generator.examine import examine
from generator.findings import CODES, Finding
from tests.check.test_acceptance import ODD, SOP
from tests.commands.test_revision import run
from tests.data.test_cases import AGENCY
from tests.docs.test_codes import CODES as DECLARED

TYPED = {
    "D117": "judul: Surat\u200b\n",
    "D118": "judul: S\u0443rat\n",
    "D119": "judul: “Surat Masuk”\n",
    "D120": "judul: Surat\nnomor: 01 #2 dan seterusnya\n",
    "D121": "judul: Surat\nperalatan:\n  - Komputer\n    - Printer\n",
    "D122": "judul: Surat\nperalatan: [Daftar arsip (usul, musnah)]\n",
}
"""Codes of reading -> an SOP's head that gives them without a galat."""
STEPS = (
    "pelaksana: petugas\nlangkah:\n  - {uraian: Menulis surat, pelaksana: petugas}\n"
    "  - {uraian: Menyimpan surat, pelaksana: petugas}\n"
)


def library(folder: Path, accepted: str = "", **files: str) -> Path:
    """A data folder whose agency accepts ``accepted``; ``files``: more files, "sop__surat" = sop/surat.yml."""
    texts = AGENCY | {f"{name.replace('__', '/')}.yml": text for name, text in files.items()}
    texts["instansi.yml"] += accepted
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def found(folder: Path, hari: datetime.date | None = None) -> list[Finding]:
    return [f for f in examine(folder, hari)[1] if f.code not in ("S401", "S402", "S411", "A306")]


def open_codes(folder: Path, hari: datetime.date | None = None) -> set[str]:
    return {f.code for f in found(folder, hari) if not f.diterima}


def test_one_acceptance_holds_for_every_file(tmp_path: Path) -> None:
    odd = {
        "sop__a": SOP % ODD,
        "sop__b": (SOP % ODD).replace("Surat", "Nota"),
        "jabatan": f"petugas: {{nama: P{ODD}}}\n",
    }
    library(tmp_path, "abaikan: {kode: S404, sebab: Sudah diketahui}\n", **odd)
    hidden = [f for f in found(tmp_path) if f.code == "S404"]
    assert {f.file for f in hidden} == {"sop/a.yml", "sop/b.yml", "jabatan.yml"}
    assert {(f.diterima, f.diterima_di) for f in hidden} == {("Sudah diketahui", "instansi.yml")}
    assert not open_codes(tmp_path) & {"S404", "Z901", "Z902"}


def test_it_can_be_narrowed_to_sops(tmp_path: Path) -> None:
    odd = {"sop__a": SOP % ODD, "sop__b": (SOP % ODD).replace("Surat", "Nota")}
    library(tmp_path, "abaikan: [{kode: S404, sebab: X, sop: [a, c]}]\n", **odd)
    told = [(f.file, f.field) for f in found(tmp_path) if f.code in ("S404", "Z901") and not f.diterima]
    assert told == [("instansi.yml", "abaikan.1.sop.2"), ("sop/b.yml", "langkah.1.uraian")]


def test_the_file_s_own_reason_comes_first(tmp_path: Path) -> None:
    own = SOP % ODD + "abaikan: {kode: S404, sebab: Sendiri}\n"
    library(tmp_path, "abaikan: {kode: S404, sebab: Bersama}\n", sop__a=own)
    assert [(f.diterima, f.diterima_di) for f in found(tmp_path) if f.code == "S404"] == [("Sendiri", "sop/a.yml")]
    assert not open_codes(tmp_path) & {"Z901"}


@pytest.mark.parametrize(("day", "holds"), [("2026-12-31", True), ("2027-01-01", False), ("", True)])
def test_its_last_day(tmp_path: Path, day: str, holds: bool) -> None:
    """It holds on that day, and no more on the next; a build, which knows no day, takes it as it stands."""
    library(tmp_path, "abaikan: {kode: S404, sebab: X, sampai: 2026-12-31}\n", sop__a=SOP % ODD)
    codes = open_codes(tmp_path, datetime.date.fromisoformat(day) if day else None)
    assert ("S404" in codes, "Z903" in codes) == (not holds, not holds)
    (hidden,) = [f for f in found(tmp_path) if f.code == "S404"]
    assert hidden.diterima == "X (sampai 31 Desember 2026)"


def test_one_that_is_over_and_has_no_finding_any_more_is_only_to_be_deleted(tmp_path: Path) -> None:
    library(tmp_path, "abaikan: {kode: S404, sebab: X, sampai: 2025-12-31}\n", sop__a=SOP % "surat")
    assert open_codes(tmp_path, datetime.date(2026, 1, 1)) & {"Z901", "Z903"} == {"Z901"}


def test_a_galat_cannot_be_hidden(tmp_path: Path) -> None:
    broken = (SOP % "surat").replace("pelaksana: petugas}", "pelaksana: tukang}")
    library(tmp_path, "abaikan: {kode: R202, sebab: X}\n", sop__a=broken)
    assert {"R202", "Z902"} <= open_codes(tmp_path)


def test_what_cannot_be_read_keeps_an_acceptance_from_being_called_needless(tmp_path: Path) -> None:
    """Its findings may come back with the file."""
    library(
        tmp_path,
        "abaikan: [{kode: S404, sebab: X}, {kode: K802, sebab: Y, sop: b}]\n",
        sop__a="judul: [x\n",
        sop__b=SOP % "surat",
    )
    told = [f.field for f in found(tmp_path) if f.code == "Z901"]
    assert told == ["abaikan.2.sop.1"]


@pytest.mark.parametrize("kode", TYPED)
@pytest.mark.parametrize("where", ["instansi", "sop", "wrong part"])
def test_what_is_found_while_reading_can_be_accepted_like_the_rest(tmp_path: Path, kode: str, where: str) -> None:
    head = TYPED[kode]
    part = "judul" if kode in ("D117", "D118", "D119") else "nomor" if kode == "D120" else "peralatan"
    line = f"abaikan: [{{kode: {kode}, sebab: X%s}}]\n"
    own = {"instansi": "", "sop": line % f", bagian: {part}", "wrong part": line % ", bagian: langkah"}[where]
    library(tmp_path, line % "" if where == "instansi" else "", sop__a=head + STEPS + own)
    its = [f for f in found(tmp_path) if f.code == kode]
    assert its and all(f.severity != "galat" for f in its)
    assert all(bool(f.diterima) == (where != "wrong part") for f in its)
    assert ("Z901" in open_codes(tmp_path)) == (where == "wrong part")


def test_every_code_of_reading_that_is_no_galat_has_a_case() -> None:
    """A new one is tried too."""
    mild = {code for code, its in CODES.items() if code[0] == "D" and set(its.severities) & {"peringatan", "saran"}}
    assert mild - {"D013", "D015"} == set(TYPED)
    assert CODES is DECLARED


def test_a_step_can_be_named_for_what_is_found_while_reading(tmp_path: Path) -> None:
    steps = STEPS.replace("Menyimpan surat", "Menyimpan\u200b surat")
    for step, accepted in (("2", True), ("1", False)):
        text = "judul: Surat\n" + steps + f"abaikan: [{{kode: D117, langkah: {step}, sebab: X}}]\n"
        library(tmp_path, sop__a=text)
        assert [bool(f.diterima) for f in found(tmp_path) if f.code == "D117"] == [accepted], step


def test_findings_about_acceptances_can_be_accepted_too(tmp_path: Path) -> None:
    both = "abaikan: [{kode: S404, sebab: X}, {kode: Z901, sebab: Disiapkan untuk SOP berikutnya}]\n"
    library(tmp_path, both, sop__a=SOP % "surat")
    assert "Z901" not in open_codes(tmp_path)
    library(tmp_path, "abaikan: [{kode: Z901, sebab: Tidak ada}]\n", sop__a=SOP % "surat")
    assert "Z901" in open_codes(tmp_path)


def test_files_that_are_not_read_can_be_accepted(tmp_path: Path) -> None:
    library(tmp_path, "abaikan: {kode: D013, sebab: Salinan kerja}\n", sop__a=SOP % "surat")
    (tmp_path / "sop" / "a (1).yml").write_text("x", "utf-8")
    assert "D013" not in open_codes(tmp_path)
    assert "D013" in {f.code for f in found(tmp_path)}


def test_the_console_and_json_count_what_is_hidden(tmp_path: Path) -> None:
    odd = {"sop__a": SOP % ODD, "sop__b": (SOP % ODD).replace("Surat", "Nota")}
    library(tmp_path, "abaikan: {kode: S404, sebab: Sudah diketahui}\n", **odd)
    said = run("check", "--strict", data=tmp_path).stdout
    assert "2 diterima." in said
    assert "2 temuan diterima untuk seluruh instansi ('abaikan' pada instansi.yml):" in said
    assert "  2 S404: Sudah diketahui" in said
    rows = json.loads(run("check", "--format", "json", data=tmp_path).stdout)
    assert sum(row["diterima_di"] == "instansi.yml" for row in rows) == 2
    github = run("check", "--format", "github", data=tmp_path).stdout
    assert "S404::" not in github
    assert "Diterima untuk seluruh instansi: 2 S404: Sudah diketahui" in github


def test_what_comes_up_after_the_check_goes_by_the_agency_s_acceptances(tmp_path: Path) -> None:
    """What the build finds only the agency accepts; an acceptance in an SOP's own file is about the check."""
    own = SOP % "surat" + "abaikan: {kode: D015, sebab: Sendiri}\n"
    for accepted, reason in (("", ""), ("abaikan: {kode: D015, sebab: Tema kami}\n", "Tema kami")):
        library(tmp_path, accepted, sop__a=own)
        proyek, findings = examine(tmp_path)
        assert proyek is not None
        assert "Z901" not in {f.code for f in findings}, "the check cannot know of it"
        late = [proyek.finding("sop/a.yml", code, ("judul",), "x", "y", "peringatan") for code in ("D015", "S404")]
        assert [f.diterima for f in accept_for_agency(proyek, late)] == [reason, ""]


def test_strict_goes_by_what_is_open(tmp_path: Path) -> None:
    library(tmp_path, sop__a=SOP % ODD)
    assert run("check", "--strict", data=tmp_path).returncode == 1
    library(tmp_path, "abaikan: {kode: S404, sebab: X}\n", sop__a=SOP % ODD)
    assert run("check", "--strict", data=tmp_path).returncode == 0
