"""How each change is said: of a step, of where it leads, of its symbols, of the identity page; and what it concerns."""

from __future__ import annotations

import ast
import copy
from typing import Any

import pytest

from generator.revisions.change_report import ChangeLine, report_changes
from generator.revisions.names import Names
from generator.revisions.sop_diff import compare
from tests.revisions.test_sop_diff import BASE, ROWS, changed, make, step

NAMA = Names(
    jabatan={"staf": "Staf", "kadis": "Kepala Dinas"},
    formulir={"nota": "Nota Dinas"},
    unit={"umum": "Bagian Umum"},
    peraturan={"uu": "UU 1/2020"},
    sop={"lain": "Lain"},
)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[ChangeLine]:
    return list(report_changes(make(old), make(new), NAMA))


def said(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [butir.kalimat for butir in told(old, new)]


def at(place: int, **fields: Any) -> dict[str, Any]:
    """BASE with other fields in one step; None takes a field away."""
    steps = copy.deepcopy(ROWS)
    steps[place] = {key: value for key, value in (steps[place] | fields).items() if value is not None}
    return changed(langkah=steps)


def ways(**targets: str) -> dict[str, Any]:
    return {"keputusan": targets}


BOTH = ["staf", "kadis"]
TWO = [{"id": "p", "pelaksana": "staf"}, {"id": "q", "pelaksana": "kadis"}]


def symbols(*rows: dict[str, Any]) -> dict[str, Any]:
    return at(1, pelaksana=None, simbol=list(rows))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (at(0, pelaksana=BOTH), at(0, pelaksana=BOTH, atau="ya"), ["Langkah 1: cukup salah satu pelaksana"]),
        (at(0, pelaksana=BOTH, atau="ya"), at(0, pelaksana=BOTH),
         ["Langkah 1: dikerjakan bersama oleh semua pelaksana"]),
        (BASE, at(3, **ways(ya="5", tidak="selesai")),
         ["Langkah 4: menjadi keputusan: Ya ke langkah 5 dan Tidak ke akhir alur"]),
        (BASE, at(2, keputusan=None), ["Langkah 3: tidak lagi berupa keputusan"]),
        (BASE, at(3, lanjut=["5"]), ["Langkah 4: panah menuju langkah 5 ditambah"]),
        (at(3, lanjut=["5"]), BASE, ["Langkah 4: panah menuju langkah 5 dihapus"]),
        (at(3, lanjut=["1", "5"]), at(3, lanjut=["2", "5"]), ["Langkah 4: panah menuju langkah 1 menjadi langkah 2"]),
        (at(3, lanjut=["1", "5"]), at(3, lanjut=["5", "1"]), ["Langkah 4: urutan jalan keluar diubah"]),
        (BASE, at(2, **ways(ya="4", belum="2")),
         ["Langkah 3: jalan keluar belum menuju langkah 2 ditambah",
          "Langkah 3: jalan keluar Tidak menuju langkah 2 dihapus"]),
        (BASE, at(0, jenis="terminator", teks="Mulai", id="awal"),
         ["Langkah 1: id dalam berkas diisi awal", "Langkah 1: jenis simbol diisi terminator",
          "Langkah 1: teks di dalam simbol diisi Mulai"]),
        (BASE, at(5, no="6a"), ["Langkah 6a (semula 6): nomor diisi 6a"]),
        (BASE, at(5, no=""), ["Langkah tanpa nomor: tidak bernomor lagi"]),
        (at(5, no=""), BASE, ["Langkah 6: kini bernomor"]),
        (at(5, no="7"), BASE, ["Langkah 6 (semula 7): nomor dikosongkan, semula 7"]),
        (at(5, no=""), at(5, no="", keterangan=["a"]), ["Langkah tanpa nomor: keterangan diisi a"]),
        (BASE, at(1, mutu_baku={"kelengkapan": ["Surat"], "waktu": "1 jam", "output": ["Agenda"]}),
         ["Langkah 2: kelengkapan diisi Surat", "Langkah 2: waktu diisi 1 jam", "Langkah 2: output diisi Agenda"]),
        (BASE, at(1, mutu_baku={"gabung": ["waktu"]}), ["Langkah 2: sel yang menyambung ke atas diisi waktu"]),
        (BASE, at(1, mutu_baku={"gabung": ["waktu", "keterangan"]}),
         ["Langkah 2: sel yang menyambung ke atas diisi waktu dan keterangan"]),
        (at(1, mutu_baku={"output": ["Form"], "waktu": "Just 1"}),
         at(1, mutu_baku={"output": ["*Form*"], "waktu": "*Just* 1"}),
         ["Langkah 2: huruf miring pada waktu diubah", "Langkah 2: huruf miring pada output diubah"]),
        (at(1, mutu_baku={"output": ["*Form*"]}), at(1, mutu_baku={"output": ["*Form*", "*E-mail*"]}),
         ["Langkah 2: output ditambah E-mail"]),
        (BASE, at(1, mutu_baku={"kosong": ["waktu", "output"]}),
         ["Langkah 2: waktu dan output dinyatakan memang kosong"]),
        (at(1, mutu_baku={"kosong": "waktu"}), at(1, mutu_baku={"kosong": "output"}),
         ["Langkah 2: output dinyatakan memang kosong", "Langkah 2: waktu tidak lagi dinyatakan memang kosong"]),
        (BASE, at(1, sop_terkait=[{"sop": "lain"}, {"judul": "SOP X"}], peringatan=["Awas"]),
         ["Langkah 2: SOP terkait diisi SOP Lain dan SOP X", "Langkah 2: peringatan diisi Awas"]),
        (BASE, symbols(*TWO), ["Langkah 2: pelaksana Staf menjadi Staf dan Kepala Dinas"]),
        (at(1, lanjut=["5"]), symbols(TWO[0], TWO[1] | {"lanjut": ["5"]}),
         ["Langkah 2: pelaksana Staf menjadi Staf dan Kepala Dinas"]),
        (at(1, keputusan=[{"ke": "5", "label": "Baik"}]),
         symbols(TWO[0], TWO[1] | {"keputusan": [{"ke": "5", "label": "Buruk"}]}),
         ["Langkah 2: pelaksana Staf menjadi Staf dan Kepala Dinas",
          "Langkah 2: jalan keluar Buruk menuju langkah 5 ditambah",
          "Langkah 2: jalan keluar Baik menuju langkah 5 dihapus"]),
        (at(1, teks="x", jenis="terminator"), symbols(TWO[0] | {"teks": "x"}, TWO[1]),
         ["Langkah 2: pelaksana Staf menjadi Staf dan Kepala Dinas"]),
        (symbols(*TWO), BASE, ["Langkah 2: pelaksana Staf dan Kepala Dinas menjadi Staf"]),
        (symbols(*TWO), symbols(TWO[0], TWO[1] | {"lanjut": ["5"]}), ["Langkah 2: panah menuju langkah 5 ditambah"]),
        (symbols(*TWO), symbols(TWO[0], TWO[1] | {"teks": "x"}), ["Langkah 2: susunan simbol pada baris ini diubah"]),
        (symbols(*TWO), symbols(*TWO) | {"peralatan": ["Komputer"]}, ["Peralatan dikurangi Printer"]),
    ],
)  # fmt: skip
def test_a_step(old: dict[str, Any], new: dict[str, Any], expected: list[str]) -> None:
    assert said(old, new) == expected


def test_steps_that_leave_their_order() -> None:
    first = changed(langkah=[ROWS[5], *ROWS[:2], ROWS[2] | ways(ya="5", tidak="3"), *ROWS[3:5]])
    assert said(BASE, first) == ["Langkah 6 dipindah ke awal, menjadi langkah 1"]
    rows = [*ROWS[:2], ROWS[2] | ways(ya="6", tidak="2"), step("Membubuhkan cap dinas"), ROWS[4], ROWS[3], ROWS[5]]
    assert said(BASE, changed(langkah=rows)) == [
        "Langkah 4 baru: Membubuhkan cap dinas (Staf)",
        "Langkah 5 dipindah setelah langkah 4 yang baru",
    ]


def test_where_a_step_leads_is_counted_as_the_new_version_does() -> None:
    """A step that is gone is called by its old number, the end of the chart by its name."""
    shorter = changed(langkah=[*ROWS[:2], ROWS[2] | ways(ya="selesai", tidak="2"), *ROWS[4:]])
    assert "Langkah 3: jalan keluar Ya menuju langkah 4 lama yang dihapus menjadi akhir alur" in said(BASE, shorter)
    longer = [step("Membuka kotak surat"), *copy.deepcopy(ROWS)]
    longer[3] |= ways(ya="6", tidak="3")
    assert "Langkah 4 (semula 3): jalan keluar Ya menuju langkah 5 menjadi langkah 6" in said(
        BASE, changed(langkah=longer)
    )


def test_a_new_step_tells_who_and_how_long() -> None:
    new = step("Membubuhkan cap", pelaksana=BOTH, mutu_baku={"waktu": "5 menit"})
    assert said(BASE, changed(langkah=[*ROWS, new])) == [
        "Langkah 7 baru: Membubuhkan cap (Staf dan Kepala Dinas, 5 menit)"
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"unit": "umum"}, ["Unit diisi Bagian Umum"]),
        ({"unit": "entah"}, ["Unit diisi entah"]),
        ({"revisi": 2, "status": "berlaku"}, ["Revisi diisi 2", "Status draf menjadi berlaku"]),
        ({"pengesahan": {"jabatan": "kadis", "nama": "A", "nip": "1", "sebutan": "Plt."}},
         ["Sebutan pengesahan diisi Plt.", "Jabatan yang mengesahkan diisi Kepala Dinas",
          "Nama pejabat yang mengesahkan diisi A", "NIP pejabat yang mengesahkan diisi 1"]),
        ({"penanda_tangan_lain": [{"sebutan": "Disusun oleh", "jabatan": "kadis", "nama": "A", "nip": "1"},
                                  {"sebutan": "Diperiksa oleh", "jabatan": "entah"}]},
         ["Penanda tangan lain diisi “Disusun oleh: Kepala Dinas, A, NIP. 1” dan Diperiksa oleh: entah"]),
        ({"bagian_lain": [{"judul": "Pengertian", "isi": ["A", "B"]}, {"judul": "Pengertian"}]},
         ["Bagian Pengertian ditambah: A dan B", "Bagian Pengertian (2) ditambah"]),
        ({"dasar_hukum": ["uu", "uu-lain"]}, ["Dasar hukum diisi UU 1/2020 dan uu-lain"]),
        ({"keterkaitan": [{"sop": "lain"}, {"judul": "SOP X"}]}, ["Keterkaitan diisi SOP Lain dan SOP X"]),
        ({"kualifikasi": ["S1"], "peringatan": ["P"], "pencatatan": ["C"], "maksud_tujuan": "Agar tertib"},
         ["Kualifikasi pelaksana diisi S1", "Peringatan diisi P", "Pencatatan diisi C",
          "Maksud dan tujuan diisi Agar tertib"]),
        ({"identifikasi": {"jenis": "rutin", "penanggung_jawab": {"produk": "kadis", "kegiatan": "staf"},
                           "ruang_lingkup": "Dinas", "judul_kegiatan": "J"}},
         ["Jenis kegiatan diisi rutin", "Penanggung jawab produk diisi Kepala Dinas",
          "Penanggung jawab kegiatan diisi Staf", "Ruang lingkup diisi Dinas",
          "Judul kegiatan pada lembar kerja B diisi J"]),
        ({"identifikasi": {part: {"awal": ["a"], "utama": ["b"], "akhir": ["c"]} for part in ("kegiatan", "langkah")}},
         [f"Langkah {when} pada lembar kerja {sheet} diisi {word}"
          for sheet in "BC" for when, word in (("awal", "a"), ("utama", "b"), ("akhir", "c"))]),
        ({"tabel": {"judul": "T", "uraian": "U", "keterangan": "K", "mutu_baku": {"waktu": "Lama", "output": None}}},
         ["Judul tabel diisi T", "Kepala kolom kegiatan diisi U", "Kolom mutu baku diisi waktu: Lama dan output",
          "Kepala kolom keterangan diisi K"]),
        ({"tabel": {"tanpa_keterangan": "ya"}}, ["Tanpa kolom keterangan diisi ya"]),
        ({"catatan_kaki": {"*": "isi"}}, ["Catatan kaki diisi *: isi"]),
        ({"pelaksana": [{"kelompok": "G", "pelaksana": ["staf"]}, "kadis", "tim"]},
         ["Kolom pelaksana Staf menjadi Staf (G)"]),
        ({"konfirmasi": [{"bagian": "judul", "judul": "Hal", "sebab": "b"}]}, ["Hal yang perlu konfirmasi diisi Hal"]),
        ({"abaikan": [{"kode": "W701", "sebab": "x"}]}, ["Temuan yang diabaikan diisi W701"]),
        ({"status": "dicabut", "pencabutan": {"tanggal": "2025-01-01", "alasan": "Digabung"}},
         ["Status draf menjadi dicabut", "Tanggal pencabutan diisi 1 Januari 2025",
          "Alasan pencabutan diisi Digabung"]),
        ({"tanggal": {"pembuatan": "2024-01-09", "efektif": "2024-02-01"}},
         ["Tanggal pembuatan 1 Januari 2024 menjadi 9 Januari 2024"]),
        ({"tanggal": {}}, ["Tanggal pembuatan dikosongkan, semula 1 Januari 2024",
                           "Tanggal efektif dikosongkan, semula 1 Februari 2024"]),
        ({"tanggal": {"pembuatan": "2024-01-01", "efektif": "2024-02-01", "revisi": "2024-01-03",
                      "evaluasi": "2025-01-04", "monitoring": "2024-08-05"}},
         ["Tanggal revisi diisi 3 Januari 2024", "Tanggal evaluasi diisi 4 Januari 2025",
          "Tanggal monitoring diisi 5 Agustus 2024"]),
        ({"perubahan": {"ringkasan": ["Yang ditulis pemelihara sendiri"]}}, []),
    ],
)  # fmt: skip
def test_the_identity_page(more: dict[str, Any], expected: list[str]) -> None:
    found = told(BASE, changed(**more))
    assert sorted(butir.kalimat for butir in found) == sorted(expected)
    assert {(butir.jenis, butir.tempat, butir.pelaksana) for butir in found} <= {("ubah", "Halaman identitas", ())}


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([("Pengertian", ["A", "B"], ""), ("Unit", ["C"], "")], ["Bagian Pengertian ditambah B"]),
        ([("Pengertian", [], ""), ("Unit", ["C"], "")], ["Bagian Pengertian dikosongkan, semula A"]),
        ([("Unit", ["C"], "")], ["Bagian Pengertian dihapus"]),
        ([("Pengertian", ["A"], ""), ("Unit Terkait", ["C"], "")],
         ["Bagian Unit Terkait ditambah: C", "Bagian Unit dihapus"]),
        ([("Unit", ["C"], ""), ("Pengertian", ["A"], "")], ["Urutan atau letak bagian lain diubah"]),
        ([("Pengertian", ["A"], "ya"), ("Unit", ["C"], "")], ["Urutan atau letak bagian lain diubah"]),
    ],
)  # fmt: skip
def test_sections_are_told_by_their_heading(new: list[tuple[str, list[str], str]], expected: list[str]) -> None:
    old = [{"judul": "Pengertian", "isi": ["A"]}, {"judul": "Unit", "isi": ["C"]}]
    now = [{"judul": title, "isi": items, "di_bawah": below or "tidak"} for title, items, below in new]
    assert sorted(said(changed(bagian_lain=old), changed(bagian_lain=now))) == sorted(expected)


def test_what_is_the_same_in_words_is_told_as_a_detail() -> None:
    """Two references that read alike, and an item whose other parts changed."""
    one, two = ({"konfirmasi": [{"bagian": "judul", "judul": "Hal", "sebab": why}]} for why in "ab")
    assert said(changed(**one), changed(**two)) == ["Rincian hal yang perlu konfirmasi diubah"]
    order = [{"bagian": "judul", "judul": word, "sebab": "b"} for word in ("Satu", "Dua")]
    assert said(changed(konfirmasi=order), changed(konfirmasi=order[::-1])) == [
        "Urutan hal yang perlu konfirmasi menjadi Dua dan Satu"
    ]


def test_each_change_knows_its_place_its_kind_and_whom_it_concerns() -> None:
    """By this a page of a step or an actor finds its own: ids, and the step's name in both versions."""
    rows = [ROWS[0], ROWS[1] | {"pelaksana": ["kadis"]}, ROWS[2] | ways(ya="5", tidak="2"),
            step("Membubuhkan cap", pelaksana=["tim"]), ROWS[3], ROWS[4]]  # fmt: skip
    found = [(b.jenis, b.bidang, b.kode_lama, b.kode_baru, b.pelaksana) for b in told(BASE, changed(langkah=rows))]
    assert found == [
        ("ubah", "pelaksana", "2", "2", ("staf", "kadis")),
        ("baru", "langkah", "", "4", ("tim",)),
        ("hapus", "langkah", "6", "", ("staf",)),
    ]


def test_a_part_and_its_origin() -> None:
    split = changed(langkah=[ROWS[0], step("Mencatat surat pada buku agenda"),
                             step("Melampirkan lembar disposisi", pelaksana=["kadis"]),
                             ROWS[2] | ways(ya="5", tidak="2"), *ROWS[3:]])  # fmt: skip
    part = next(b for b in told(BASE, split) if b.jenis == "pecah")
    assert (part.kode_lama, part.kode_baru, part.pelaksana) == ("2", "3", ("staf", "kadis"))
    joined = next(b for b in told(split, BASE) if b.jenis == "gabung")
    assert (joined.kode_lama, joined.kode_baru, joined.pelaksana) == ("3", "2", ("kadis", "staf"))
    assert joined.tempat == "Langkah 3 lama"


def test_of_several_charts_each_change_names_its_own() -> None:
    bare = {key: value for key, value in BASE.items() if key != "langkah"}
    one = {"judul": "Satu", "langkah": ROWS[:3]}
    two = {"judul": "Dua", "langkah": [step("Menelaah isi"), step("Menyimpan salinan", mutu_baku={"waktu": "1 jam"})]}
    other = {"judul": "Dua B", "langkah": [two["langkah"][0], {**two["langkah"][1], "mutu_baku": {"waktu": "2 jam"}}]}
    assert said(bare | {"prosedur": [one, two]}, bare | {"prosedur": [one, other]}) == [
        "Bagan 2: judul Dua menjadi Dua B",
        "Langkah 2 (bagan 2): waktu 1 jam menjadi 2 jam",
    ]
    gone = told(bare | {"prosedur": [one, two]}, bare | {"prosedur": [one]})
    assert [(b.jenis, b.tempat, b.kalimat, b.pelaksana) for b in gone] == [
        ("hapus", "Bagan Dua", "Bagan Dua dihapus, 2 langkah", ("staf",))
    ]
    came = told(bare | {"prosedur": [one]}, bare | {"prosedur": [{"langkah": [step("Xyz")]}, one]})
    assert [(b.jenis, b.kalimat) for b in came] == [
        ("baru", "Bagan tanpa judul baru, 1 langkah"), ("pindah", "Bagan 2 menjadi bagan ke-2, semula ke-1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"lanjut": ["5"]},
        {"keputusan": {"ya": "5", "tidak": "selesai"}},
        {"pelaksana": None, "simbol": [TWO[0], TWO[1] | {"lanjut": ["5"]}]},
    ],
)
def test_targets_that_only_moved_on_are_no_change(fields: dict[str, Any]) -> None:
    """However a step names where it leads."""
    old = at(1, **fields)
    new = copy.deepcopy(old)
    new["langkah"].insert(0, step("Membuka kotak surat"))
    moved = str(fields).replace("'5'", "'6'")
    new["langkah"][2] = {k: v for k, v in (old["langkah"][1] | ast.literal_eval(moved)).items() if v is not None}
    new["langkah"][3]["keputusan"] = {"ya": "5", "tidak": "3"}
    assert said(old, new) == ["Langkah 1 baru: Membuka kotak surat (Staf)"]
    new["langkah"][2] = {k: v for k, v in (old["langkah"][1] | fields).items() if v is not None}
    _, led = said(old, new)
    assert led.startswith("Langkah 3 (semula 2): "), "the same number now means another step"
    assert led.endswith(" menuju langkah 6 menjadi langkah 5")


@pytest.mark.slow
def test_a_title_counts_half_as_much_as_all_steps() -> None:
    """Of two charts: the same title and no step in common is less than all steps under another title."""
    bare = {key: value for key, value in BASE.items() if key != "langkah"}
    one, two = {"judul": "Satu", "langkah": ROWS[:2]}, {"judul": "Dua", "langkah": [step("Menyimpan salinan")]}
    new = [{"judul": "Satu", "langkah": two["langkah"]}, {"judul": "Tiga", "langkah": [step("Xyz")]}]
    pairs = [
        (p.dari, p.ke) for p in compare(make(bare | {"prosedur": [one, two]}), make(bare | {"prosedur": new})).prosedur
    ]
    assert pairs == [(1, 0), (None, 1), (0, None)]
    new[0]["langkah"] = [step("Xyz abc")]
    pairs = [
        (p.dari, p.ke) for p in compare(make(bare | {"prosedur": [one, two]}), make(bare | {"prosedur": new})).prosedur
    ]
    assert pairs == [(0, 0), (None, 1), (1, None)]
