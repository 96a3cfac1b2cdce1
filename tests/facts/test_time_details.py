"""Standard time on the page of an SOP: bars to one scale, nothing drawn where units differ, gaps said."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.data.blocks import one_line
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.facts.time_details import time_details
from generator.pages.sop_page import render_sop
from generator.steps.resolve import resolve
from tests.support.made_up import proyek, sop
from tests.support.read_page import baca, rapat


def library(*times: str) -> Any:
    actors = ("petugas", "kepala")
    steps = [
        {"uraian": f"Kerja {n}", "pelaksana": actors[n % 2], "mutu_baku": {"waktu": time} if time else {}}
        for n, time in enumerate(times)
    ]
    return proyek({"satu": sop(langkah=steps)})


def section(*times: str) -> str:
    body = render_sop(SiteFacts(library(*times), BuildContext()), "satu").body
    start = body.index('class="waktu"', body.index('id="waktu-baku"'))
    return body[start : body.index("</details>", start)]


def test_bars_are_as_long_as_the_times() -> None:
    found = time_details(resolve(library("30 menit", "2 jam", "30 menit", ""), "satu"))
    assert [(bar.pelaksana, bar.jumlah.spoken, bar.panjang) for bar in found.batang] == [
        ("petugas", "60 menit", 50.0),
        ("kepala", "120 menit", 100.0),
    ]
    assert found.jumlah.coverage == "dari 3 langkah yang diketahui"
    assert [piece.lebar for piece in found.jalur[0].ruas] == [30, 120, 30, None]


def test_the_page_says_sums_and_gaps() -> None:
    html = section("30 menit", "2 jam", "30 menit", "")
    text = rapat(baca("<div " + html.rpartition("<")[0]).teks)
    assert "180 menit bila semua langkah dijumlahkan; 1 belum diisi dari 4 langkah." in text
    assert "Semua 4 langkah, 180 menit; 1 belum diisi, jadi waktu sebenarnya lebih lama." in text
    assert re.findall(r'class="waktu__isi" width="(\d+)"', html) == ["50", "100"]


def test_different_units_are_neither_added_nor_drawn_to_one_scale() -> None:
    html = section("30 menit", "3 hari kerja", "Segera")
    assert "3 hari kerja + 30 menit" in html
    assert "waktu__isi" not in html and "flex-grow" not in html
    assert html.count('class="jalur__lain"') == 1 and "jalur__kosong" not in html


@pytest.mark.parametrize(
    "tertulis", ["Segera", "Minimal 20 menit", "0 menit", "120 Menit / 3 Hari", "1 jam (50 menit)", "2 jam\n3 hari"]
)
def test_a_time_that_is_written_is_never_called_unknown(tertulis: str) -> None:
    """Which steps have no time, which have one that cannot be added, and that neither is said of the other."""
    html = section("30 menit", tertulis, "", "5 menit")
    text = rapat(baca("<div " + html.rpartition("<")[0]).teks)
    assert "belum diketahui" not in text
    assert "Kotak bergaris putus: waktu belum diisi (langkah 3)." in text
    assert "waktunya tertulis, tetapi tidak dapat dijumlahkan (langkah 2)." in text
    assert f'title="Langkah 2, {one_line(tertulis)}, tidak dapat dijumlahkan"' in html
    assert 'title="Langkah 3, waktu belum diisi"' in html
    assert "35 menit; 1 belum diisi dan 1 tidak dapat dijumlahkan" in text


def test_steps_with_one_time_together_say_so_and_count_it_once() -> None:
    """Also for the actor of the step below, who has no cell of his own, and where the shared time cannot be added."""
    steps: list[dict[str, Any]] = [
        {"uraian": "Satu", "pelaksana": "petugas", "mutu_baku": {"waktu": "3 hari kerja"}},
        {"uraian": "Dua", "pelaksana": "kepala", "mutu_baku": {"gabung": "waktu"}},
        {"uraian": "Tiga", "pelaksana": "kepala", "mutu_baku": {"gabung": "waktu"}},
        {"uraian": "Empat", "pelaksana": "petugas", "mutu_baku": {"waktu": "Segera"}},
        {"uraian": "Lima", "pelaksana": "petugas", "mutu_baku": {"gabung": "waktu"}},
        {"uraian": "Enam", "pelaksana": "petugas"},
        {"uraian": "Tujuh", "pelaksana": "petugas", "mutu_baku": {"gabung": "waktu"}},
    ]
    library = proyek({"satu": sop(langkah=steps)})
    found = time_details(resolve(library, "satu"))
    assert found.jumlah.spoken == "3 hari kerja"
    assert {bar.pelaksana: bar.jumlah.spoken for bar in found.batang} == dict.fromkeys(
        ("petugas", "kepala"), "3 hari kerja"
    )
    assert [(piece.jenis, piece.waktu) for piece in found.jalur[0].ruas] == [
        ("tahu", "3 hari kerja"),
        ("bersama", "3 hari kerja bersama langkah 1, dihitung satu kali"),
        ("bersama", "3 hari kerja bersama langkah 1, dihitung satu kali"),
        ("lain", "Segera, tidak dapat dijumlahkan"),
        ("lain", "Segera bersama langkah 4, tidak dapat dijumlahkan"),
        ("kosong", "waktu belum diisi"),
        ("kosong", "waktu belum diisi"),
    ]
    html = render_sop(SiteFacts(library, BuildContext()), "satu").body
    assert "dihitung satu kali" in html and "(langkah 2 dan 3)" in html and "(langkah 6 dan 7)" in html


def test_a_shared_time_counts_on_a_way_that_passes_by_the_step_where_it_stands() -> None:
    steps: list[dict[str, Any]] = [
        {
            "uraian": "Satu",
            "pelaksana": "petugas",
            "mutu_baku": {"waktu": "1 jam"},
            "keputusan": {"ya": "2", "tidak": "3"},
        },
        {"uraian": "Dua", "pelaksana": "kepala", "mutu_baku": {"waktu": "9 jam"}, "lanjut": "selesai"},
        {"uraian": "Tiga", "pelaksana": "kepala", "mutu_baku": {"gabung": "waktu"}},
        {"uraian": "Empat", "pelaksana": "kepala", "mutu_baku": {"waktu": "1 jam"}},
    ]
    way = time_details(resolve(proyek({"satu": sop(langkah=steps)}), "satu")).jalur[0]
    assert [piece.langkah.no for piece in way.ruas] == ["1", "3", "4"]
    assert way.jalur.jumlah.spoken == "660 menit"
    assert way.ruas[1].jenis == "tahu" and way.ruas[1].waktu == "9 jam bersama langkah 2"


def test_without_any_time_nothing_is_drawn() -> None:
    assert "belum diisi pada langkah mana pun" in section("", "")
    assert "2 langkah tertulis, tetapi tidak dapat dijumlahkan" in section("Segera", "2 hari / 3 jam")
