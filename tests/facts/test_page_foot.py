"""The foot of pages: the day of the data without a clock, and the address of a report with what is known filled in."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.data.loader import load
from generator.facts.page_foot import foot_of, library_day
from generator.facts.site_facts import BuildContext, SiteFacts
from tests.support.libraries import SOP, make_library

ADDRESS = "https://sop.contoh.go.id/"


def facts(folder: Path, laporan: str = "", text: str = SOP) -> SiteFacts:
    make_library(folder, text)
    if laporan:
        with (folder / "instansi.yml").open("a") as file:
            file.write(f"\nlaporan: {laporan}\nalamat_situs: {ADDRESS}\n")
    proyek, findings = load(folder)
    assert proyek is not None, findings
    return SiteFacts(proyek, BuildContext())


def test_an_e_mail_says_page_revision_and_step(tmp_path: Path) -> None:
    situs = facts(tmp_path, "sop@contoh.go.id", SOP.replace("judul: Surat", "judul: Surat & Surel?\nrevisi: 2"))
    step = situs.sop["surat"].langkah[1]
    foot = foot_of(situs, "sop/surat/checklist/2", "Surat & Surel?", step)
    parts = urlsplit(foot.laporan)
    assert (parts.scheme, parts.path) == ("mailto", "sop@contoh.go.id")
    said = parse_qs(parts.query, strict_parsing=True)
    assert said["subject"] == ["Kekeliruan: Surat & Surel?"]
    lines = said["body"][0].split("\r\n")
    assert f"Halaman: {ADDRESS}sop/surat/checklist/2/index.html" in lines
    assert "Revisi: 2" in lines and "Langkah: 2" in lines
    assert any(line.startswith("Kode isi: ") for line in lines)


@pytest.mark.parametrize(("page", "joint"), [("https://lapor.go.id/baru", "?"), ("https://lapor.go.id/f?x=1", "&")])
def test_a_page_takes_the_same_as_a_query(tmp_path: Path, page: str, joint: str) -> None:
    foot = foot_of(facts(tmp_path, page), "sop/surat", "Surat")
    assert foot.laporan.startswith(page + joint)
    said = parse_qs(urlsplit(foot.laporan).query, strict_parsing=True)
    assert said["halaman"] == [f"{ADDRESS}sop/surat/index.html"] and said["revisi"] == ["-"]


def test_no_address_no_link(tmp_path: Path) -> None:
    situs = facts(tmp_path)
    assert {foot_of(situs, key, "X").laporan for key in ("", "sop/surat", "formulir", "pelaksana/petugas")} == {""}


@pytest.mark.parametrize(
    "written",
    ["Bagian Organisasi", "sop@contoh", "sop contoh@go.id", "javascript:alert(1)", "http://localhost/lapor",
     "mailto:sop@contoh.go.id", "a@b.id, c@d.id", "https://a@b.contoh/", "https://lapor.go.id/#isi"],
)  # fmt: skip
def test_what_is_no_address_is_a_finding(tmp_path: Path, written: str) -> None:
    make_library(tmp_path)
    with (tmp_path / "instansi.yml").open("a") as file:
        file.write(f'\nlaporan: "{written}"\n')
    assert [f.code for f in load(tmp_path)[1] if f.severity == "galat"] == ["D126"]


def test_the_day_of_the_library_is_that_of_its_data(tmp_path: Path) -> None:
    undated = facts(tmp_path / "a", text=SOP.replace("tanggal: {pembuatan: 2024-01-02}", ""))
    assert library_day(undated.proyek) == "Data tanpa tanggal"
    days = "tanggal: {pembuatan: 2024-01-02, efektif: 2030-01-01, monitoring: 2024-07-01}"
    reviewed = facts(tmp_path / "b", text=SOP.replace("tanggal: {pembuatan: 2024-01-02}", days))
    assert library_day(reviewed.proyek) == "Data per 1 Juli 2024", (
        "a day that is still to come says nothing of the data"
    )
    shown = replace(reviewed.proyek, hari=datetime.date(2024, 3, 1))
    assert library_day(shown) == "Keadaan per 1 Maret 2024"


def test_each_kind_of_page(tmp_path: Path) -> None:
    situs = facts(tmp_path)
    assert foot_of(situs, "", "Beranda").hari == "Data per 2 Januari 2024"
    assert foot_of(situs, "sop/surat", "Surat").hari == "Data draf"
    assert foot_of(situs, "pelaksana/petugas", "Petugas").hari == ""
