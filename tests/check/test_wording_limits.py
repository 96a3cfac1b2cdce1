"""Both sides of the limits of the rules about words: copies, doubles, typed numbers, times (K8xx, W7xx, S4xx, P5xx)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.examine import examine
from tests.check.test_finding_guide import PUSTAKA, found
from tests.check.test_rule_limits import findings_of, mutu, steps, tell

SURAT, ARSIP = "uraian: Menerima surat", "uraian: Mengarsipkan surat"
SHEET = "identifikasi: {langkah: {%s}}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # K801: each text once, wherever it stands; what only looks like a tag is none.
        (mutu("kelengkapan: [Surat, '<b>Map</b>']"), ["K801 peringatan langkah.1.mutu_baku.kelengkapan.2"]),
        ("peringatan: Surat &nbsp; masuk", ["K801 peringatan peringatan"]),
        ("peringatan: Surat & lampiran", []),
        ("peringatan: Bila <5 lembar atau >10", []),
        # K802
        ("tabel: {mutu_baku: {}, judul: 'Prosedur: pengelolaan surat'}", []),
        # K803: as many lines as rows, almost the same words.
        *(
            (
                SHEET % f"awal: [{first}], utama: [Mengarsipkan surat], akhir: [Mencatat surat]"
                + steps(SURAT, ARSIP, "uraian: Mencatat surat"),
                told,
            )
            for first, told in (
                ("Menerima surat", []),
                ("Menerima surat.", []),
                ("'Menerima surat *'", []),
                ("Menerima", []),
                ("menerima", []),
                ("Menerima suratnya", ["K803 saran identifikasi.langkah"]),
                ("Meneruskan berkas", []),
            )
        ),
        (SHEET % "awal: [Menerima suratnya]", ["S410 saran identifikasi.langkah.utama"]),
        (SHEET % "awal: [Menerima suratnya, Mencatat], utama: [A], akhir: [Mengarsipkan surat]", []),
        (
            SHEET % "utama: [Menerima suratnya], akhir: [Mengarsipkan surat]",
            ["K803 saran identifikasi.langkah", "S410 saran identifikasi.langkah.awal"],
        ),
        # K805: a lone remainder says too little; two words, and one of them by a letter.
        (mutu("kelengkapan: Surat", "output: Dokumen Surat"), []),
        (mutu("kelengkapan: Surat Masuk", "output: Dokumen Surat Masuk"), ["K805 saran langkah.2.mutu_baku.output.1"]),
        (mutu("kelengkapan: Disposisi", "output: Disposisii"), []),
        (mutu("kelengkapan: [Surat Tugas, SURAT tugas]"), ["K806 peringatan langkah.1.mutu_baku.kelengkapan.2"]),
        (mutu("kelengkapan: Daftar Konsep", "output: Daftar Draf"), ["K805 saran langkah.2.mutu_baku.output.1"]),
        (mutu("kelengkapan: Daftar Rancangan", "output: Daftar Draft"), ["K805 saran langkah.2.mutu_baku.output.1"]),
        (mutu("kelengkapan: Fotokopi KTP", "output: Salinan KTP"), ["K805 saran langkah.2.mutu_baku.output.1"]),
        (mutu("kelengkapan: Daftar A1b2c3", "output: Daftar A1b2c4"), []),
        # K806: every list by itself.
        *(
            (f"{key}: [Satu, Dua, satu]", [f"K806 peringatan {key}.3"])
            for key in ("maksud_tujuan", "kualifikasi", "peralatan", "peringatan", "pencatatan")
        ),
        ("bagian_lain: [{judul: A, isi: [B]}, {judul: B, isi: [B, b]}]", ["K806 peringatan bagian_lain.2.isi.2"]),
        ("anak_judul: ya\nkualifikasi: ['I:', Satu, 'II:', Satu]", []),
        ("anak_judul: ya\nkualifikasi: ['I:', Satu, 'II:', Satu, satu]", ["K806 peringatan kualifikasi.5"]),
        ("kualifikasi: ['I:', Satu, 'II:', Satu]", ["K806 peringatan kualifikasi.4"]),
        (mutu("output: [Surat, Map, map]"), ["K806 peringatan langkah.1.mutu_baku.output.3"]),
        (mutu("kelengkapan: Surat, output: [Surat, Map]"), []),
        # K808: numbers in lists that are printed with numbers, bullets everywhere.
        *(
            (f"{key}: ['1. Satu', '2. Dua']", [f"K808 saran {key}.1"])
            for key in ("maksud_tujuan", "kualifikasi", "peralatan", "peringatan", "pencatatan")
        ),
        ("bagian_lain: {judul: A, isi: ['1. Satu', '2. Dua']}", ["K808 saran bagian_lain.1.isi.1"]),
        ("perubahan: {ringkasan: ['1. Satu', '2. Dua']}", ["K808 saran perubahan.ringkasan.1"]),
        (
            "identifikasi: {kegiatan: {awal: ['1. Satu'], utama: [B], akhir: [C]}}",
            ["K808 saran identifikasi.kegiatan.awal.1"],
        ),
        (
            "identifikasi: {langkah: {awal: [A], utama: [B], akhir: ['a. Satu', 'b. Dua']}}",
            ["K808 saran identifikasi.langkah.akhir.1"],
        ),
        ("peralatan: ['1. Satu', Dua]", []),
        ("peralatan: [Satu, Dua, '- Tiga']", ["K808 saran peralatan.3"]),
        ("peralatan: [Satu, Dua, '3. Tiga']", []),
        ("peralatan: ['1. Satu', '- Dua']", ["K808 saran peralatan.1"]),
        # Several lines that became one are told of while reading.
        ("peralatan: ['- Satu']", ["K808 saran peralatan.1"]),
        ("peralatan: ['- Satu - Dua']", []),
        ("peralatan: ['- Satu - Dua', '- Tiga']", ["K808 saran peralatan.1"]),
        # A line that introduces the items below it.
        ("peralatan: [Satu, '- Dua']", []),
        (mutu("kelengkapan: ['1. Satu', '2. Dua']"), []),
        *(
            (mutu(f"{key}: ['- Satu', '- Dua']"), [f"K808 saran langkah.1.mutu_baku.{key}.1"])
            for key in ("kelengkapan", "output")
        ),
        *(
            (steps(f"{SURAT}, {key}: ['- Satu', '- Dua']", ARSIP), [f"K808 saran langkah.1.{key}.1"])
            for key in ("keterangan", "peringatan")
        ),
        ("peringatan: ['* Satu']", []),
        # W705 in the remarks of a step.
        (
            steps(f"{SURAT}, mutu_baku: {{waktu: 5 menit}}, keterangan: [A, Total waktu 6 menit]", ARSIP),
            ["W705 peringatan langkah.1.keterangan.2"],
        ),
        (steps(f"{SURAT}, mutu_baku: {{waktu: 5 menit}}, keterangan: Total waktu 5 menit", ARSIP), []),
        # W704 is told of the first step that differs, once.
        (
            steps(
                *(f"{SURAT}, mutu_baku: {{waktu: {time}}}" for time in ("2 hari kerja", "1 jam", "2 hari", "3 hari"))
            ),
            ["W704 saran langkah.3.mutu_baku.waktu"],
        ),
        # A cell that continues the one above has no time of its own.
        (
            steps(f"{SURAT}, mutu_baku: {{waktu: 2 hari}}", f"{ARSIP}, mutu_baku: {{waktu: '3', gabung: waktu}}"),
            ["A317 peringatan langkah.2.mutu_baku.waktu"],
        ),
        (
            steps(f"{SURAT}, mutu_baku: {{waktu: '3', gabung: waktu}}", ARSIP),
            ["W701 peringatan langkah.1.mutu_baku.waktu", "A318 peringatan langkah.1.mutu_baku.gabung"],
        ),
        # S409 in the worksheets and in the table; a unit is known.
        (
            SHEET % "awal: [A, Menyerahkan kepada Bidang Lain], utama: [B], akhir: [C]",
            ["S409 saran identifikasi.langkah.awal.2"],
        ),
        (steps("uraian: Menyerahkan kepada Bidang Lain", ARSIP), ["S409 saran langkah.1.uraian"]),
        (steps("uraian: Menyerahkan kepada Staf Umum", ARSIP), []),
        (steps("uraian: Menyerahkan kepada Sekretariat", ARSIP), []),
        (steps("uraian: Menyerahkan kepada Petugas", ARSIP), ["S409 saran langkah.1.uraian"]),
        (steps("uraian: Menyerahkan kepada yang berhak", ARSIP), []),
        # S403, S408: grave where somebody acts who has no column there.
        (steps("uraian: Staf Umum menerima surat", ARSIP), ["S403 saran langkah.1.uraian"]),
        (steps("uraian: Kepala Dinas menerima surat", ARSIP), ["S403 peringatan langkah.1.uraian"]),
        (steps("uraian: Menerima surat oleh Staf Umum", ARSIP), ["S408 saran langkah.1.uraian"]),
        (steps("uraian: Menerima surat oleh Kepala Dinas", ARSIP), ["S408 peringatan langkah.1.uraian"]),
        (steps("uraian: Menerima oleh-oleh Kepala Dinas", ARSIP), []),
        (steps("uraian: Menerima surat oleh siapa pun", ARSIP), []),
        (steps("uraian: Menerima surat oleh siapa pun dan oleh Staf Umum", ARSIP), ["S408 saran langkah.1.uraian"]),
        # S406: sure of a noun, unsure of a word that may be anything; graver in force.
        *(
            (f"status: {status}\n" + steps(f"uraian: {word} surat", ARSIP), [f"S406 {severity} langkah.1.uraian"])
            for word, status, severity in (
                ("Penerimaan", "berlaku", "peringatan"),
                ("Berkas", "berlaku", "peringatan"),
                ("Kirim", "berlaku", "saran"),
                ("Penerimaan", "ditinjau", "saran"),
                ("Kirim", "ditinjau", "saran"),
            )
        ),
        *(
            (steps(f"uraian: {word} surat", ARSIP), [])
            for word in (
                "Ikut",
                "Hadir dengan",
                "Masuk untuk",
                "Minta",
                "Mohon",
                "Tiba dengan",
                "Datang dengan",
                "Kembali dengan",
                "Keluar dengan",
                "Pergi dengan",
                "Selesai mencatat",
                "Mulai mencatat",
            )
        ),
        *(
            (steps(f"uraian: {word} surat", ARSIP), ["S406 saran langkah.1.uraian"])
            for word in (
                "Mekanisme",
                "Media",
                "Meja",
                "Mesin",
                "Memo",
                "Memorandum",
                "Menteri",
                "Metode",
                "Meterai",
                "Menu",
                "Mentor",
                "Merek",
                "Berkas",
                "Berita",
                "Beras",
                "Berat",
                "Beranda",
            )
        ),
        (steps("uraian: Bila lengkap penerimaan surat", ARSIP), []),
        (steps("uraian: 'Bila lengkap, penerimaan surat'", ARSIP), ["S406 saran langkah.1.uraian"]),
        (steps("uraian: '123'", ARSIP), []),
        # S402: what the table has columns for; "-" is an answer, a merged cell is one but in the first row.
        (
            "tabel: {mutu_baku: {waktu: Waktu, output: Hasil}}\n" + mutu("waktu: 1 jam", "waktu: 1 jam, output: Surat"),
            ["S402 saran langkah.1.mutu_baku"],
        ),
        ("tabel: {mutu_baku: {waktu: Waktu}}\n" + mutu("waktu: 1 jam", "gabung: waktu"), []),
        ("tabel: {mutu_baku: {waktu: Waktu}}\n" + mutu("waktu: '-'", "waktu: '-'"), []),
        (
            "tabel: {mutu_baku: {waktu: Waktu}}\n" + mutu("gabung: waktu", "waktu: '-'"),
            ["S402 saran langkah.1.mutu_baku", "A318 peringatan langkah.1.mutu_baku.gabung"],
        ),
        (
            "tabel: {}\n" + mutu("kelengkapan: A, waktu: 1 jam, output: B", "kelengkapan: C, waktu: 1 jam, output: D"),
            [],
        ),
        # S410: a sheet that was begun, each by itself.
        ("identifikasi: {kegiatan: {awal: [A], utama: [B]}}", ["S410 saran identifikasi.kegiatan.akhir"]),
        ("identifikasi: {kegiatan: {awal: [A], utama: [B], akhir: [C]}}", []),
        ("identifikasi: {jenis: rutin}", []),
        # S401: each field of the identity page.
        *(
            (f"{key}:", [f"S401 saran {key}"])
            for key in ("nomor", "pengesahan", "dasar_hukum", "kualifikasi", "peralatan", "peringatan", "pencatatan")
        ),
        *(
            (f"revisi: {number}\ntanggal: {{{dates}}}", ["S401 saran tanggal"] * lacking)
            for number, dates, lacking in (
                (1, "pembuatan: 2026-01-05, efektif: 2026-03-02", 1),
                (0, "pembuatan: 2026-01-05, efektif: 2026-03-02", 0),
                (0, "pembuatan: 2026-01-05", 1),
                (0, "efektif: 2026-03-02", 1),
            )
        ),
        # P507: a lower kind first, or the younger of one kind.
        ("dasar_hukum: [permen-5-2020, perbup-1-2024]", []),
        ("dasar_hukum: [perbup-1-2024, permen-5-2020]", ["P507 saran dasar_hukum.2"]),
    ],
)
def test_an_sop(tmp_path: Path, text: str, told: list[str]) -> None:
    assert tell(tmp_path, "sop/surat.yml", text) == told


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (mutu("waktu: 3 harri"), "satuan 'harri' pada waktu '3 harri' tidak dikenal", "maksud Anda '3 hari'?"),
        (mutu("waktu: 3 jamm"), "satuan 'jamm' pada waktu '3 jamm' tidak dikenal", "maksud Anda '3 jam'?"),
        (mutu("waktu: 2-3 maj"), "satuan 'maj' pada waktu '2-3 maj' tidak dikenal", "maksud Anda '2-3 jam'?"),
        (mutu("waktu: 3 hours"), "satuan 'hours' pada waktu '3 hours' tidak dikenal", "maksud Anda '3 jam'?"),
        (mutu("waktu: 1 week"), "satuan 'week' pada waktu '1 week' tidak dikenal", "maksud Anda '1 minggu'?"),
        (
            SHEET % "awal: [A], utama: [B]",
            "langkah akhir pada lembar kerja C belum diisi",
            "isi 'identifikasi.langkah.akhir'",
        ),
        (
            "identifikasi: {kegiatan: {awal: [A]}}",
            "langkah utama dan akhir pada lembar kerja B belum diisi",
            "isi 'identifikasi.kegiatan.utama'",
        ),
        (
            "peralatan: ['- " + 40 * "a" + "', '- B']",
            f"'-' diketik sendiri di depan '{40 * 'a'}' dan 1 butir lain",
            None,
        ),
        (
            "peralatan: ['- " + 41 * "a" + "', '- B', '- C']",
            f"'-' diketik sendiri di depan '{39 * 'a'}…' dan 2 butir lain",
            None,
        ),
        ("peralatan: ['- A  b']", "'-' diketik sendiri di depan 'A b'", None),
        (
            mutu("waktu: 5 menit", "waktu: Segera") + "peringatan: Total waktu 1 menit",
            "jumlah waktu tertulis 1 menit, sedangkan langkah-langkahnya berjumlah 5 menit atau lebih",
            "betulkan jumlahnya, atau waktu langkah yang keliru",
        ),
        (
            mutu("waktu: 5 menit", "waktu: 1 jam") + "peringatan: Total waktu 1 jam",
            "jumlah waktu tertulis 1 jam, sedangkan langkah-langkahnya berjumlah 65 menit",
            "betulkan jumlahnya, atau waktu langkah yang keliru",
        ),
        (
            mutu("waktu: 2 hari kerja", "waktu: 3 hari"),
            "langkah 2 memakai 'hari', sedangkan langkah 1 memakai 'hari kerja'",
            "pakai satu cara menghitung hari",
        ),
        (
            mutu("waktu: 2 hari", "waktu: 3 hari kerja"),
            "langkah 2 memakai 'hari kerja', sedangkan langkah 1 memakai 'hari'",
            "pakai satu cara menghitung hari",
        ),
        (
            steps("uraian: KEPALA Dinas menerima surat", ARSIP),
            "kegiatan diawali nama 'KEPALA Dinas', yang bukan pelaksana langkah ini",
            None,
        ),
        (
            SHEET % "awal: [Menerima suratnya], akhir: [Mengarsipkan surat ini]",
            "kata-kata lembar kerja C dan tabel berbeda pada langkah 1, 2",
            None,
        ),
    ],
)
def test_the_words(tmp_path: Path, text: str, message: str, remedy: str | None) -> None:
    finding = findings_of(tmp_path, "sop/surat.yml", text)[0]
    assert (finding.message, remedy or finding.remedy) == (message, finding.remedy)


@pytest.mark.parametrize("time", ["3 bl", "3 lembar", "3 hk", "3 menit"])
def test_words_that_are_no_slip_of_a_unit(tmp_path: Path, time: str) -> None:
    assert tell(tmp_path, "sop/surat.yml", mutu(f"waktu: {time}")) == []


@pytest.mark.parametrize(
    ("items", "edits"),
    [
        ("'1. Satu', '2. Dua'", ["1. ", "2. "]),
        ("'a. Satu', 'b. Dua'", ["a. ", "b. "]),
        ("'(1) Satu', '(2) Dua'", ["(1) ", "(2) "]),
        ("'- Satu', '- Dua'", ["- ", "- "]),
        ("Satu, Dua, '- Tiga'", ["- "]),
        ("'1. Satu', '- Dua'", ["1. ", "- "]),
        # Numbers that do not count from the first on may mean something.
        ("'2. Satu', '3. Dua'", []),
        ("'b. Satu', 'c. Dua'", []),
        ("'1.1. Satu', '1.2. Dua'", []),
        ('"- Satu\\ndan lagi", "- Dua"', []),
    ],
)
def test_what_is_taken_out_of_a_list(tmp_path: Path, items: str, edits: list[str]) -> None:
    """K808 is mended where the marks do nothing but count or point."""
    (finding,) = findings_of(tmp_path, "sop/surat.yml", f"peralatan: [{items}]")
    assert finding.code == "K808"
    assert [(edit.old, edit.new) for edit in finding.edits] == [(mark, "") for mark in edits]
    text = (tmp_path / "sop/surat.yml").read_text("utf-8").splitlines()
    assert all(text[edit.line - 1][edit.column - 1 :].lstrip("'").startswith(edit.old) for edit in finding.edits)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, status: dicabut}",
            ["P503 saran a.status", "P504 saran a.status"],
        ),
        (
            "a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, status: diubah, diperiksa: 2026-01-01}",
            ["P503 saran a.status"],
        ),
        (
            "a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, status: dicabut, pengganti: Perbup 2/2025, "
            "diperiksa: 2026-01-01}",
            [],
        ),
        ("a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, status: berlaku}", ["P504 saran a.status"]),
        ("a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, status: berlaku, diperiksa: 2026-01-01}", []),
        ("a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip}", []),
        ("a: {judul: Undang-Undang Dasar 1945}", []),
        ("a: {judul: Peraturan Bupati Nomor 1 tentang Arsip}", ["P505 saran a.judul"]),
        ("perbup-1: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip}", []),
        ("perbup-2: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip}", ["P506 peringatan perbup-2"]),
        ("a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, singkat: Perbup 1/2024}", []),
        (
            "a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, singkat: Perbup 2/2024}",
            ["P506 peringatan a.singkat"],
        ),
        ("perbup-2: {judul: Peraturan Bupati tentang Arsip}", ["P505 saran perbup-2.judul"]),
    ],
)
def test_a_regulation(tmp_path: Path, text: str, told: list[str]) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "peraturan.yml").open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    assert [f"{f.code} {f.severity} {f.field}" for f in found(tmp_path, "")] == told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "perbup-2: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip}",
            "id 'perbup-2' menyebut 2, yang tidak ada pada judulnya",
        ),
        (
            "a: {judul: Peraturan Bupati Nomor 1 Tahun 2024 tentang Arsip, singkat: Perbup 3/2025}",
            "singkat 'Perbup 3/2025' menyebut 3, 2025, yang tidak ada pada judulnya",
        ),
        ("a: {judul: Peraturan Bupati}", "sebutan peraturan 'a' belum memuat 'Nomor' dan tahun dan 'tentang'"),
        ("a: {judul: Peraturan Bupati Nomor 1 Tahun 2024}", "sebutan peraturan 'a' belum memuat 'tentang'"),
    ],
)
def test_the_words_about_a_regulation(tmp_path: Path, text: str, message: str) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "peraturan.yml").open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    assert [f.message for f in examine(tmp_path)[1]] == [message]


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [
        ("ditinjau", "status: dicabut, diperiksa: 2026-01-01", ["P501 saran"]),
        ("berlaku", "status: dicabut, diperiksa: 2026-01-01", ["P501 peringatan"]),
        ("berlaku", "status: diubah, diperiksa: 2026-01-01", ["P502 saran"]),
        ("berlaku", "status: berlaku, diperiksa: 2026-01-01", []),
        ("dicabut", "status: dicabut, diperiksa: 2026-01-01", []),
    ],
)
@pytest.mark.parametrize("successor", ["Perbup 2/2025", ""])
def test_what_an_sop_rests_on(tmp_path: Path, status: str, more: str, told: list[str], successor: str) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    laws, sop = tmp_path / "peraturan.yml", tmp_path / "sop/surat.yml"
    more += f", pengganti: {successor}" if successor else ""
    laws.write_text(
        laws.read_text("utf-8")
        + f"a: {{judul: Peraturan Bupati Nomor 1 Tahun 2025 tentang Arsip, singkat: A, {more}}}\n",
        "utf-8",
    )
    text = sop.read_text("utf-8").replace("status: ditinjau", f"status: {status}")
    sop.write_text(text.replace("dasar_hukum: [perbup-1-2024]", "dasar_hukum: [perbup-1-2024, a]"), "utf-8")
    its = [f for f in examine(tmp_path)[1] if f.code in ("P501", "P502")]
    assert [f"{f.code} {f.severity}" for f in its] == told
    assert all(f.field == "dasar_hukum.2" for f in its)
    assert all(f.message.endswith(f" oleh {successor}" if successor else ("dicabut", "diubah")) for f in its)


@pytest.mark.parametrize(
    ("ids", "why"),
    [
        ("[b, a]", "A ditulis sesudah B, padahal lebih tua"),
        ("[c, d]", "D ditulis sesudah C, padahal lebih tinggi tingkatnya"),
        # Only the first that stands too low; what has no kind or no year is passed over.
        ("[b, e, a, d]", "A ditulis sesudah B, padahal lebih tua"),
        ("[a, b]", None),
        ("[d, c]", None),
        ("[a, e, b]", None),
    ],
)
def test_the_order_of_regulations(tmp_path: Path, ids: str, why: str | None) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    laws, sop = tmp_path / "peraturan.yml", tmp_path / "sop/surat.yml"
    titles = {
        "a": "Peraturan Bupati Contoh Nomor 2 Tahun 2023 tentang Arsip",
        "b": "Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang Surat",
        "c": "Peraturan Bupati Contoh Nomor 3 Tahun 2001 tentang Tamu",
        "d": "Peraturan Menteri Contoh Nomor 4 Tahun 2020 tentang Naskah",
        "e": "Edaran Nomor 1 Tahun 2000 tentang Meja",
    }
    more = "".join(f"{id}: {{judul: {title}, singkat: {id.upper()}}}\n" for id, title in titles.items())
    laws.write_text(laws.read_text("utf-8") + more, "utf-8")
    text = sop.read_text("utf-8").replace("dasar_hukum: [perbup-1-2024]", f"dasar_hukum: {ids}")
    sop.write_text(text, "utf-8")
    assert [f.message for f in examine(tmp_path)[1] if f.code == "P507"] == ([why] if why else [])
