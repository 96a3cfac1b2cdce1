"""The page of findings: by data file, each with place, remedy and a link to what its code means."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.findings import Finding
from generator.pages import BuildContext
from tests.support.made_up import proyek
from tests.support.whole import render_pages


def page(*findings: Finding) -> str:
    pages = {page.path: page for page in render_pages(proyek(), BuildContext(temuan=findings))}
    return pages["perhatian/index.md"].to_markdown()


def finding(file: str, message: str, *, severity: str = "saran", line: int = 3, diterima: str = "") -> Finding:
    return Finding("S401", severity, file, line, 1, "", message, "isi", diterima=diterima)  # type: ignore[arg-type]


def test_findings_stand_below_the_sop_they_are_about() -> None:
    slug, sop = next(iter(proyek().sop.items()))
    body = page(
        finding("instansi.yml", "logo belum ada"),
        finding(f"sop/{slug}.yml", "nomor belum ada"),
        finding(f"sop/{slug}.yml", "waktu janggal", severity="peringatan", line=9),
        finding(f"sop/{slug}.yml", "sudah dimaklumi", diterima="menunggu keputusan"),
    )
    part = body[body.index('id="temuan"') :]
    groups = re.split(r'id="temuan-(?!diterima)', part)[1:]
    assert len(groups) == 2
    assert groups[0].startswith(f"sop-{slug}")
    assert sop.judul in groups[0]
    assert f"sop/{slug}/index.html" in groups[0], "the heading leads to the SOP"
    assert groups[0].index("Waktu janggal") < groups[0].index("Nomor belum ada"), "warnings before hints"
    assert f"sop/{slug}.yml" in groups[0] and "baris 9" in groups[0]
    assert "panduan/temuan/standar.html#s401" in groups[0]
    assert "instansi.yml" in groups[1]
    assert "dimaklumi" not in part[: part.index('id="temuan-diterima"')]
    assert ">3</span></h2>" in part, "accepted findings are not counted"


def test_warnings_are_open_and_hints_folded_by_code() -> None:
    (slug,) = proyek().sop
    hints = [finding(f"sop/{slug}.yml", f"isian {number} belum ada", line=number) for number in range(1, 5)]
    body = page(*hints, finding(f"sop/{slug}.yml", "waktu janggal", severity="peringatan"))
    folds = re.findall(r"<details( open)?><summary>(.*?)</summary>(.*?)</details>", body, re.DOTALL)
    assert [bool(opened) for opened, _, _ in folds] == [True, False]
    assert "Isian halaman identitas belum ada" in folds[1][1] and ">4</span>" in folds[1][1]
    assert [f"baris {number}" in folds[1][2] for number in range(1, 5)] == [True] * 4
    assert folds[1][2].count("· isi") == 1, "an advice that all share is given once"


def test_a_file_with_a_warning_stands_before_those_with_hints_only() -> None:
    (slug,) = proyek().sop
    many = [finding(f"sop/{slug}.yml", f"isian {number} belum ada") for number in range(9)]
    body = page(*many, finding("jabatan.yml", "nama janggal", severity="peringatan"))
    assert body.index('id="temuan-jabatan"') < body.index(f'id="temuan-sop-{slug}"')


@pytest.mark.parametrize("found", [True, False])
def test_the_page_of_an_sop_leads_to_its_part(found: bool) -> None:
    (slug,) = proyek().sop
    findings = [finding(f"sop/{slug}.yml", "nomor belum ada")] if found else []
    pages = {page.path: page for page in render_pages(proyek(), BuildContext(temuan=tuple(findings)))}
    assert f"perhatian/index.html#temuan-sop-{slug}" in pages[f"sop/{slug}/index.md"].body
    assert pages["perhatian/index.md"].body.count(f'id="temuan-sop-{slug}"') == 1


@pytest.mark.slow
def test_nothing_is_said_where_nothing_was_found() -> None:
    body = page()
    assert "Tanpa temuan: " in body
    assert "<details" not in body and "temuan-berkas" not in body


@pytest.mark.slow
def test_what_the_agency_accepts_is_counted_by_reason_and_nothing_of_it_is_lost() -> None:
    (slug,) = proyek().sop
    hidden = [
        replace(finding(file, f"isian {number} belum ada"), diterima=why, diterima_di="instansi.yml")
        for number, (file, why) in enumerate(
            [(f"sop/{slug}.yml", "Dilengkapi bertahap"), ("jabatan.yml", "Dilengkapi bertahap"), ("a.yml", "Lain")]
        )
    ]
    own = replace(finding("a.yml", "sendiri"), diterima="Punya sendiri", diterima_di="a.yml")
    body = page(*hidden, own, finding("a.yml", "terbuka"))
    part = body[body.index('id="temuan-diterima-instansi"') :]
    assert '<span class="cacah">3</span></h2>' in part
    assert [part.count(f"Isian {number} belum ada") for number in range(3)] == [1, 1, 1]
    assert re.findall(r"Diterima karena: (.*?)</p>", part) == ["Dilengkapi bertahap", "Lain"]
    assert re.findall(r"pada (\d) berkas", part) == ["2", "1"]
    assert "Punya sendiri" not in part and "Terbuka" not in part
    assert 'id="temuan-diterima-instansi"' not in page(own)
