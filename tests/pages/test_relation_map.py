"""The map: who belongs to whom, the same picture every time, every box of it also in the list."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Peraturan
from generator.data.library import Library
from generator.facts.page import url_from
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.map_svg import MapBox, MapLine, draw_map
from generator.pages.neighbours import draw_neighbours, neighbours_of
from generator.pages.relation_map import BANYAK_KOTAK, render_map
from tests.support.made_up import proyek, proyek_jahat, sop
from tests.support.read_page import baca, rapat
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def library(many: int = 3) -> Library:
    """SOPs of two units: each names the next one, the first also one that is not there; all share a form and a law."""
    step = {"uraian": "Kerja", "pelaksana": "petugas", "formulir": "blangko", "sop_terkait": [{"judul": "SOP Arsip"}]}
    sops = {
        f"s{n}": sop(
            judul=f"Prosedur {n}",
            unit="umum" if n < many - 1 else "data",
            dasar_hukum=["perbup-1"],
            keterkaitan=[{"sop": f"s{(n + 1) % many}"}],
            langkah=[step if n == 0 else {**step, "sop_terkait": []}],
        )
        for n in range(many)
    }
    units = {"umum": {"nama": "Bagian Umum"}, "data": {"nama": "Bagian Data"}, "sepi": {"nama": "Bagian Sepi"}}
    return proyek(
        sops,
        instansi=Instansi.model_validate({"pemerintah": "PEMERINTAH CONTOH", "nama": "DINAS CONTOH", "unit": units}),
        peraturan={"perbup-1": Peraturan(judul="Peraturan Bupati 1", singkat="Perbup 1", status="dicabut")},
        formulir={"blangko": Formulir.model_validate({"judul": "Blangko", "bagian": [{"teks": "Isi"}]})},
    )


def pages(data: Library) -> dict[str, str]:
    return {page.path: page.body for page in render_map(SiteFacts(data, BuildContext()))}


def test_neighbours_are_what_the_data_name() -> None:
    near = neighbours_of(SiteFacts(library(), BuildContext()), "s0")
    assert (near.sop, near.belum, near.referred_by) == (("s1",), ("SOP Arsip",), ("s2",))
    assert (near.formulir, near.peraturan) == (("blangko",), ("perbup-1",))


def test_units_and_what_leads_from_one_to_the_other() -> None:
    found = pages(library())
    assert list(found) == ["peta/index.md", "peta/umum/index.md", "peta/data/index.md"]
    isi = baca(found["peta/index.md"])
    assert isi.galat == []
    text = rapat(isi.teks)
    assert "Bagian Umum 2 SOP Merujuk ke: Bagian Data (1)" in text
    assert "Bagian Sepi" not in text
    assert "Disebut, tetapi belum ada di pustaka 1 SOP Arsip Disebut oleh Prosedur 0" in text
    assert 'class="jumlah"' in found["peta/index.md"]  # one there, one back: a line with 2


def test_a_unit_shows_its_sops_what_they_share_and_what_is_not_written() -> None:
    body = pages(library())["peta/umum/index.md"]
    isi = baca(body)
    assert isi.galat == []
    kinds = re.findall(r"kotak-peta--(\w+)", body)
    assert {"sop", "luar", "belum", "formulir", "peraturan"} == set(kinds)
    assert "Peraturan, dicabut" in body
    text = rapat(isi.teks.rpartition("Sebagai daftar")[2])
    assert "Prosedur 0 Merujuk: Prosedur 1 Menyebut, belum ada di pustaka: SOP Arsip Dirujuk oleh: Prosedur 2" in text
    assert "Formulir: Blangko Dasar hukum: Perbup 1" in text


def test_whatever_is_a_link_in_a_picture_is_a_link_in_the_list() -> None:
    for body in pages(library()).values():
        pictures = "".join(re.findall(r"<svg.*?</svg>", body, re.DOTALL))
        outside = re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
        assert set(baca(pictures).tautan) <= set(baca(outside).tautan)
        assert all(attrs["tabindex"] == "-1" for tag, attrs in baca(pictures).tags if tag == "a")


def test_large_units_are_drawn_as_far_as_they_can_be_read() -> None:
    body = pages(library(80))["peta/umum/index.md"]
    first = re.findall(r"<svg.*?</svg>", body, re.DOTALL)[0]
    assert first.count("<rect") == BANYAK_KOTAK
    assert f"paling banyak {BANYAK_KOTAK} SOP" in body
    assert body.count("<b>Prosedur") == 79


@pytest.mark.slow
def test_one_unit_needs_no_page_of_units() -> None:
    assert list(pages(proyek())) == ["peta/index.md"]
    assert list(pages(proyek({"a": sop(), "b": sop(unit="umum")}))) == [
        "peta/index.md",
        "peta/umum/index.md",
        "peta/tanpa-unit/index.md",
    ]


def test_an_sop_stands_among_its_neighbours() -> None:
    situs = SiteFacts(library(), BuildContext())
    picture = draw_neighbours(situs, "s0")
    assert baca(picture).tautan == [
        "../../peraturan/perbup-1/index.html",
        "../s2/index.html",
        "../s1/index.html",
        "../../formulir/blangko/index.html",
    ]
    assert picture.count("kotak-peta--belum") == picture.count("kotak-peta--pusat") == 1
    alone = proyek({"satu": sop(dasar_hukum=[])})
    assert draw_neighbours(SiteFacts(alone, BuildContext()), "satu") == ""


def test_hostile_texts_stay_texts() -> None:
    picture = draw_neighbours(SiteFacts(proyek_jahat(), BuildContext()), "jahat")
    isi = baca(picture)
    assert isi.galat == []
    assert {tag for tag, _ in isi.tags} <= {"svg", "g", "a", "path", "rect", "text", "title"}
    assert "<script>" in isi.teks


def test_boxes_do_not_overlap_and_lines_end_at_boxes() -> None:
    boxes = [MapBox(f"k{n}", "sop", f"Nama yang agak panjang untuk kotak {n}") for n in range(12)]
    lines = [MapLine(f"k{n}", f"k{(n * 5 + 3) % 12}", True) for n in range(12)]
    picture = draw_map(boxes, lines, url_from("peta/index.md"))
    found = [tuple(map(int, m)) for m in re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', picture)]
    assert len(found) == 12
    for at, (x, y, w, h) in enumerate(found):
        for a, b, c, d in found[:at]:
            assert x >= a + c or a >= x + w or y >= b + d or b >= y + h
    ends = [(float(x), float(y)) for x, y in re.findall(r'class="panah" d="M([\d.-]+) ([\d.-]+)L', picture)]
    assert ends
    for px, py in ends:
        assert any(x - 2 <= px <= x + w + 2 and y - 2 <= py <= y + h + 2 for x, y, w, h in found)


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = "from tests.pages.test_relation_map import *; print(*pages(library(40)).values())"
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1] != b""


def test_boxes_lead_on_and_phones_get_the_list(browser: Browser, example_site: Path) -> None:
    view = browser.new_page(viewport={"width": 1280, "height": 900})
    view.goto((example_site / "peta" / "index.html").as_uri())
    view.locator(".peta-svg a").first.click()
    view.wait_for_url("**/peta/*/index.html")
    view.locator(".peta-svg .kotak-peta--sop").first.click()
    view.wait_for_url("**/sop/*/index.html")
    view.locator("#sop-terkait summary").click()
    assert view.locator("#sop-terkait .peta-svg .kotak-peta--pusat").is_visible()
    view.set_viewport_size({"width": 360, "height": 800})
    assert not view.locator("#sop-terkait .peta-svg").is_visible()
    assert view.locator("#sop-terkait .terkait li").count()
    view.close()
