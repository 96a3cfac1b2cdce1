"""The page of an actor and its pocket list, at one SOP and at sixty; regulations and the warnings on those who cite
them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.data.fingerprint import short_fingerprint
from generator.data.formulir import Formulir
from generator.data.instansi import Jabatan, Peraturan
from generator.data.library import Library
from generator.data.sop import Sop
from generator.declared import pages_of
from generator.facts.page import Page
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages import pages_of_sop
from tests.support.made_up import proyek, sop
from tests.support.read_page import baca, rapat
from tests.support.tools import assert_golden

GOLDEN = Path(__file__).parent / "golden"
BERSAMA = [
    {"uraian": "Menyusun konsep", "pelaksana": ["petugas", "kepala"], "mutu_baku": {"waktu": "15 menit"}},
    {"uraian": "Memilih", "pelaksana": ["kepala", "petugas"], "atau": "ya", "mutu_baku": {"waktu": "2 hari"}},
    {"uraian": "Menyimpan", "pelaksana": "kepala"},
]


def text(page: Page) -> str:
    return rapat(baca(page.body).teks)


def actor(project: Library, id: str = "petugas") -> list[Page]:
    return pages_of("pelaksana", SiteFacts(project, BuildContext()), id)


def test_neighbours_of_every_step_are_named() -> None:
    page = text(actor(proyek())[0])
    assert (
        "Setelah Tidak: Langkah 2, Kepala (dikembalikan); Awal prosedur Siapkan Surat Hasilkan Surat tercatat" in page
    )
    assert "Setelah Ya: Langkah 2, Kepala Siapkan belum diisi Hasilkan belum diisi Serahkan ke Selesai" in page
    head = text(actor(proyek(), "kepala")[0])
    assert "Serahkan ke Ya: Langkah 3, Petugas; Tidak: Langkah 1, Petugas (kembali)" in head


def test_times_are_summed_and_what_is_unknown_is_said() -> None:
    page, pocket = map(text, actor(proyek()))
    assert "10 menit waktu baku, dari 1 langkah yang diketahui" in page
    assert "2 langkah · 10 menit, dari 1 langkah yang diketahui" in page
    assert "Waktu baku 2 langkah ini: 10 menit, dari 1 langkah yang diketahui" in pocket
    assert "3. Menyimpan surat · waktu belum diisi" in pocket
    days = sop(langkah=[{"uraian": "Menilai", "pelaksana": "petugas", "mutu_baku": {"waktu": "2 hari"}}])
    assert "1 langkah · 2 hari" in text(actor(proyek({"a": days}))[0])
    assert "2 langkah · 4 hari" in text(actor(proyek({"a": sop(langkah=BERSAMA[1:2] * 2)}))[0])
    vague = [BERSAMA[1] | {"mutu_baku": {"waktu": "Segera"}}]
    assert "2 langkah · waktu tidak dapat dijumlahkan" in text(actor(proyek({"a": sop(langkah=vague * 2)}))[0])


def test_who_works_with_me_is_named() -> None:
    page, pocket = map(text, actor(proyek({"a": sop(langkah=BERSAMA)})))
    assert "Dikerjakan bersama Kepala." in page
    assert "Dikerjakan Anda atau Kepala." in page
    assert "Bersama: Kepala" in pocket
    assert "Atau: Kepala" in pocket
    assert "Setelah Langkah 1, langkah Anda" in page


def test_forms_checklists_and_the_chart_are_linked() -> None:
    steps = [{"uraian": "Mencatat", "pelaksana": "petugas", "formulir": ["agenda"]}]
    form = Formulir.model_validate({"judul": "Buku Agenda", "bagian": [{"teks": "Diisi petugas"}]})
    page = baca(actor(proyek({"a": sop(langkah=steps)}, formulir={"agenda": form}))[0].body)
    assert {
        "../../formulir/agenda/index.html", "../../sop/a/checklist/1/index.html", "saku/index.html",
        "../../sop/a/checklist/index.html?pelaksana=petugas",
        "../../sop/a/index.html?pelaksana=petugas#langkah-kerja",
    } <= set(page.tautan)  # fmt: skip


def steps_of_petugas(count: int) -> dict[str, Sop]:
    """SOPs in which the petugas has so many steps, one in each."""
    step = {"uraian": "Mencatat", "pelaksana": "petugas"}
    return {f"surat-{n:02}": sop(judul=f"Surat {n:02}", langkah=[step]) for n in range(count)}


def test_fifteen_steps_stand_open_and_first() -> None:
    body = actor(proyek(steps_of_petugas(15)))[0].body
    assert '<details class="tugas"' not in body
    assert body.count('<section class="tugas"') == 15
    assert body.index('class="tugas__langkah"') < body.index('class="angka"') < body.index('class="unduh')
    last = rapat(baca(body[body.index('id="sop-surat-14"') :].partition("</section>")[0]).teks)
    assert "Surat 14" in last and "1 langkah" in last and "Daftar periksa langkah 1, Surat 14" in last


def test_of_more_steps_each_sop_opens_by_itself_and_is_named_once() -> None:
    page, pocket = actor(proyek(steps_of_petugas(16)))
    assert page.body.count('<details class="tugas">') == 16
    isi = baca(page.body)
    assert [address for address in isi.tautan if address.startswith("#sop-")] == []
    assert {f"sop-surat-{n:02}" for n in range(16)} <= set(isi.id)
    only = [address for address in isi.tautan if address.startswith("saku/index.html#")]
    assert {address.partition("#")[2] for address in only} == set(baca(pocket.body).id) - {"isi", "semua"}
    assert "16 langkah dalam 16 SOP" in text(page)


def test_the_pocket_list_says_which_text_it_is() -> None:
    data = sop(nomor="000/01/CONTOH/2024", revisi=2, status="berlaku", tanggal={"pembuatan": "2024-01-02"})
    page = text(actor(proyek({"a": data}))[1])
    marks = (
        f"BERLAKU · Nomor 000/01/CONTOH/2024 · Revisi 2 · Data per 2 Januari 2024 · kode isi {short_fingerprint(data)}"
    )
    assert marks in page
    assert "Salinan cetak tidak terkendali." in page
    assert actor(proyek({"a": data}))[1].body.count('class="saku__kotak"') == 2


def test_several_procedures_are_named_on_the_pocket_list() -> None:
    steps = [{"uraian": "Menerima", "pelaksana": "petugas"}, {"uraian": "Menyimpan", "pelaksana": "petugas"}]
    two = sop(langkah=(), prosedur=[{"judul": "Pagi", "langkah": steps}, {"judul": "Sore", "langkah": steps}])
    body = actor(proyek({"a": two}))[1].body
    assert body.count('class="saku__prosedur"') == 2


def test_what_is_withdrawn_is_no_work() -> None:
    page, pocket = actor(proyek({"lama": sop(judul="Cara Lama", status="dicabut"), "baru": sop(judul="Cara Baru")}))
    assert "2 langkah dalam 1 SOP" in text(page)
    assert "Cara Lama DICABUT Tidak dikerjakan lagi, tidak ikut dihitung." in text(page)
    assert "Cara Lama" not in text(pocket)


def test_who_does_nothing_has_no_pocket_list() -> None:
    project = proyek(jabatan={"petugas": Jabatan(nama="Petugas"), "tamu": Jabatan(nama="Tamu")})
    (page,) = actor(project, "tamu")
    assert "Tamu belum menjadi pelaksana pada SOP mana pun." in text(page)
    assert "saku" not in page.body


def test_golden_pocket_list() -> None:
    data = sop(konfirmasi=[{"bagian": "langkah.pelaksana", "judul": "Siapa?", "sebab": "Sel kosong", "langkah": "3",
                            "perkiraan": "ya"}])  # fmt: skip
    assert_golden(GOLDEN / "pelaksana-petugas-saku.md", actor(proyek({"surat-masuk": data}))[1].to_markdown())


ATURAN = {
    "edaran": Peraturan(judul="Surat Edaran Nomor 1 Tahun 2000 tentang Contoh"),
    "perbup": Peraturan(judul="Peraturan Bupati Contoh Nomor 3 Tahun 2020 tentang Contoh", singkat="Perbup 3/2020",
                        status="dicabut", pengganti="Perbup 4/2024"),
    "perbup-baru": Peraturan(judul="Peraturan Bupati Contoh Nomor 4 Tahun 2024 tentang Contoh",
                             singkat="Perbup 4/2024", status="berlaku"),
    "perda": Peraturan(judul="Peraturan Daerah Contoh Nomor 9 Tahun 2021 tentang Contoh", singkat="Perda 9/2021",
                       status="diubah"),
    "uu": Peraturan(judul="Undang-Undang Nomor 5 Tahun 2022 tentang Contoh"),
}  # fmt: skip


def cited(*ids: str, **isian: Any) -> str:
    project = proyek({"a": sop(dasar_hukum=list(ids), **isian)}, peraturan=ATURAN)
    return pages_of_sop(SiteFacts(project, BuildContext()), "a")[0].body


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["perbup", "uu"], "Dasar hukum Perbup 3/2020 sudah dicabut oleh Perbup 4/2024."),
        (["uu", "perda"], "Dasar hukum Perda 9/2021 sudah diubah."),
        (["perda", "perbup"], "2 dasar hukum sudah dicabut atau diubah."),
    ],
)
def test_an_sop_warns_of_what_became_of_its_dasar_hukum(ids: list[str], said: str) -> None:
    page = rapat(baca(cited(*ids)).teks)
    assert said in page
    assert page.count("SOP ini masih memakai peraturan yang sudah") == 1


def test_no_warning_where_nothing_changed_or_the_sop_is_withdrawn() -> None:
    assert 'class="awas' not in cited("uu", "perbup-baru", "edaran")
    assert 'class="awas' not in cited("perbup", status="dicabut")


def test_the_page_of_a_regulation_lists_who_cites_it() -> None:
    project = proyek(
        {"a": sop(judul="Satu", dasar_hukum=["perbup"]), "b": sop(judul="Dua", dasar_hukum=["perbup"])},
        peraturan=ATURAN,
    )
    situs = SiteFacts(project, BuildContext())
    page = text(pages_of("peraturan", situs, "perbup")[0])
    assert "Status Dicabut oleh Perbup 4/2024 Status diperiksa belum pernah dicatat" in page
    assert "2 SOP masih memakai peraturan yang sudah dicabut ini." in page
    assert "SOP Unit Status Satu Nomor belum ditetapkan" in page
    assert "Belum ada SOP yang memakainya." in text(pages_of("peraturan", situs, "uu")[0])


@pytest.mark.slow
def test_the_index_of_regulations_has_the_highest_first_and_leads_to_successors() -> None:
    pages = {page.path: page for page in pages_of("pustaka", SiteFacts(proyek(peraturan=ATURAN), BuildContext()))}
    isi = baca(pages["peraturan/index.md"].body)
    rows = [attrs["data-status"] for tag, attrs in isi.tags if tag == "tr" and "data-status" in attrs]
    assert rows == ["belum-diverifikasi", "diubah", "dicabut", "berlaku", "belum-diverifikasi"]
    assert isi.tautan.count("perbup-baru/index.html") == 2
    assert "Semua 5" in rapat(isi.teks)
