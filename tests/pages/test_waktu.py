"""Standard time on the page of an SOP: bars to one scale, nothing drawn where units differ, gaps said."""

from __future__ import annotations

import re
from typing import Any

from generator.flow.susunan import susun
from generator.pages.situs import Konteks, make_situs
from generator.pages.sop import render_sop
from generator.pages.waktu import rincian_waktu
from tests.pages.baca import baca, rapat
from tests.pages.rekaan import proyek, sop


def library(*times: str) -> Any:
    actors = ("petugas", "kepala")
    steps = [
        {"uraian": f"Kerja {n}", "pelaksana": actors[n % 2], "mutu_baku": {"waktu": time} if time else {}}
        for n, time in enumerate(times)
    ]
    return proyek({"satu": sop(langkah=steps)})


def section(*times: str) -> str:
    body = render_sop(make_situs(library(*times), Konteks()), "satu").body
    return body[body.index('id="waktu-baku"') : body.index('class="identitas-bagian')]


def test_bars_are_as_long_as_the_times() -> None:
    found = rincian_waktu(susun(library("30 menit", "2 jam", "30 menit", ""), "satu"))
    assert [(bar.pelaksana, bar.jumlah.sebutan, bar.panjang) for bar in found.batang] == [
        ("petugas", "60 menit", 50.0),
        ("kepala", "120 menit", 100.0),
    ]
    assert found.ringkas.cakupan == "dari 3 langkah yang diketahui"
    assert [piece.lebar for piece in found.jalur[0].ruas] == [30, 120, 30, None]


def test_the_page_says_sums_and_gaps() -> None:
    html = section("30 menit", "2 jam", "30 menit", "")
    text = rapat(baca("<div " + html.rpartition("<")[0]).teks)
    assert "180 menit bila semua langkah dijumlahkan; 1 belum diisi dari 4 langkah." in text
    assert "Semua 4 langkah, 180 menit; 1 belum diisi, jadi waktu sebenarnya lebih lama." in text
    assert re.findall(r'class="waktu__isi" width="(\d+)"', html) == ["50", "100"]


def test_different_units_are_neither_added_nor_drawn_to_one_scale() -> None:
    html = section("30 menit", "3 hari kerja", "Segera")
    assert "3 hari kerja dan 30 menit" in html
    assert "waktu__isi" not in html and "flex-grow" not in html
    assert html.count('class="jalur__belum"') == 1


def test_without_any_time_nothing_is_drawn() -> None:
    assert "belum diisi pada langkah mana pun" in section("", "")
    assert "2 langkah tertulis, tetapi tidak dapat dijumlahkan" in section("Segera", "1 - 2 hari")
