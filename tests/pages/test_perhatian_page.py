"""The page of findings: by data file, each with place, remedy and a link to what its code means."""

from __future__ import annotations

import re

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
    groups = re.split(r'<h3 id="temuan-\d+">', part)[1:]
    assert len(groups) == 2
    assert sop.judul in groups[0]
    assert f"sop/{slug}/index.html" in groups[0], "the heading leads to the SOP"
    assert groups[0].index("Waktu janggal") < groups[0].index("Nomor belum ada"), "warnings before hints"
    assert f"sop/{slug}.yml, baris 9" in groups[0]
    assert "panduan/temuan/standar.html#s401" in groups[0]
    assert "instansi.yml" in groups[1]
    assert "dimaklumi" not in part[: part.index('id="temuan-diterima"')]
    assert ">3</span></h2>" in part, "accepted findings are not counted"


def test_nothing_is_said_where_nothing_was_found() -> None:
    assert 'id="temuan' not in page()
