"""Both sides of the limits of the flow and of the chart's shape (A301 to A318, A321, S407): place by place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.test_rule_limits import findings_of, mutu, steps, tell

SURAT, ARSIP = "uraian: Menerima surat", "uraian: Mengarsipkan surat"
PLAIN = "langkah:\n  - {uraian: Menerima surat}\n  - {uraian: Mengarsipkan surat}\n"
"""Steps that name no pelaksana."""
CATAT, PERIKSA = "uraian: Mencatat surat", "uraian: Memeriksa surat"
SYMBOLS = (
    "langkah:\n  - {uraian: Menerima surat, pelaksana: staf}\n  - uraian: Mencatat surat\n    simbol: [%s]\n"
    "  - {uraian: Mengarsipkan surat, pelaksana: staf}\n"
)
CASES = [
    ("several ok", steps(SURAT + ", lanjut: '2, 3'", CATAT, ARSIP), ["A301 galat langkah.1.lanjut.1"]),
    (
        "several label",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: '3, 4', Tidak: 1}", CATAT, ARSIP),
        ["A301 galat langkah.2.keputusan.Ya"],
    ),
    ("several one unknown", steps(SURAT + ", lanjut: '2, 9'", CATAT, ARSIP), ["A301 galat langkah.1.lanjut.1"]),
    ("one unknown", steps(SURAT + ", lanjut: 9", CATAT, ARSIP), ["A301 galat langkah.1.lanjut.1"]),
    ("one exit no label", steps(SURAT, PERIKSA + ", keputusan: [3]", ARSIP), ["A303 peringatan langkah.2.keputusan"]),
    (
        "two exits no label",
        steps(SURAT, PERIKSA + ", keputusan: [3, 1]", ARSIP),
        ["A304 peringatan langkah.2.keputusan"],
    ),
    (
        "two exits one label",
        steps(SURAT, PERIKSA + ", keputusan: [{ke: 3, label: Ya}, 1]", ARSIP),
        ["A304 peringatan langkah.2.keputusan"],
    ),
    (
        "decision unknown one",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 9}", ARSIP),
        ["A301 galat langkah.2.keputusan.Ya"],
    ),
    (
        "decision lanjut",
        steps(SURAT, PERIKSA + ", jenis: keputusan, lanjut: [3]", ARSIP),
        ["A303 peringatan langkah.2.keputusan"],
    ),
    (
        "ends here labelled",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: selesai}", ARSIP),
        ["A311 saran langkah.2.keputusan"],
    ),
    (
        "ends here unlabelled",
        steps(SURAT, PERIKSA + ", keputusan: [{ke: 3, label: Ya}, selesai]", ARSIP),
        ["A304 peringatan langkah.2.keputusan", "A311 saran langkah.2.keputusan"],
    ),
    ("step to selesai", steps(SURAT + ", lanjut: selesai", ARSIP), ["A305 peringatan langkah.2"]),
    (
        "self",
        steps(SURAT, PERIKSA + ", lanjut: 2", ARSIP),
        [
            "A306 peringatan langkah.2",
            "A315 peringatan langkah.2",
            "A307 galat langkah.2.lanjut.1",
            "A305 peringatan langkah.3",
        ],
    ),
    ("earlier", steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 1}", ARSIP), []),
    (
        "same twice",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 3}", ARSIP),
        ["A308 galat langkah.2.keputusan.Tidak"],
    ),
    (
        "same twice list",
        steps(SURAT, PERIKSA + ", keputusan: [{ke: 3, label: Ya}, {ke: 3, label: Tidak}]", ARSIP),
        ["A308 galat langkah.2.keputusan.2"],
    ),
    (
        "unknown twice",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 8, Tidak: 9}", ARSIP),
        ["A301 galat langkah.2.keputusan.Ya", "A301 galat langkah.2.keputusan.Tidak"],
    ),
    (
        "same number",
        steps(SURAT + ", no: '5'", ARSIP + ", no: '5'"),
        ["A309 peringatan langkah.1.no", "A309 peringatan langkah.2.no"],
    ),
    ("no numbers", steps(SURAT + ", no: ''", ARSIP + ", no: ''"), []),
    ("same ids", steps(SURAT + ", id: a", ARSIP + ", id: a"), ["A302 galat langkah.1.id", "A302 galat langkah.2.id"]),
    ("not reached", steps(SURAT + ", lanjut: 3", CATAT, ARSIP), ["A305 peringatan langkah.2"]),
    ("begins anew", steps(SURAT + ", lanjut: 3", CATAT + ", jenis: mulai", ARSIP), []),
    (
        "stops",
        steps(SURAT, CATAT + ", lanjut: selesai", ARSIP),
        ["A306 peringatan langkah.2", "A305 peringatan langkah.3"],
    ),
    (
        "stops on purpose",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 4}", CATAT + ", jenis: selesai", ARSIP),
        [],
    ),
    (
        "stops terminator",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 4}", CATAT + ", jenis: terminator, lanjut: selesai", ARSIP),
        [],
    ),
    ("first mulai", steps(SURAT + ", jenis: mulai", ARSIP), []),
    ("first terminator", steps(SURAT + ", jenis: terminator", ARSIP), []),
    ("first selesai", steps(SURAT + ", jenis: selesai", ARSIP), ["S407 saran langkah.1", "A305 peringatan langkah.2"]),
    ("last selesai", steps(SURAT, ARSIP + ", jenis: selesai"), []),
    (
        "last proses, one before selesai",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 4}", CATAT + ", jenis: selesai", ARSIP + ", jenis: proses"),
        ["A306 peringatan langkah.4"],
    ),
    (
        "last proses, one before terminator",
        steps(
            SURAT,
            PERIKSA + ", keputusan: {Ya: 3, Tidak: 4}",
            CATAT + ", jenis: terminator, lanjut: selesai",
            ARSIP + ", jenis: proses",
        ),
        ["A306 peringatan langkah.4"],
    ),
    ("only one", steps(SURAT), []),
    (
        "only one proses",
        steps(SURAT + ", jenis: proses"),
        ["A306 peringatan langkah.1", "S407 saran langkah.1", "S407 saran langkah.1"],
    ),
    ("only one selesai", steps(SURAT + ", jenis: selesai"), ["S407 saran langkah.1"]),
    ("berlaku box first", "status: berlaku\n" + steps(SURAT + ", jenis: proses", ARSIP), ["S407 peringatan langkah.1"]),
    ("mid mulai", steps(SURAT, CATAT + ", jenis: mulai", ARSIP), ["A314 peringatan langkah.2"]),
    ("mid selesai", steps(SURAT, CATAT + ", jenis: selesai, lanjut: 3", ARSIP), ["A314 peringatan langkah.2"]),
    ("mid terminator", steps(SURAT, CATAT + ", jenis: terminator", ARSIP), ["A314 peringatan langkah.2"]),
    ("loop back to first", steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 1}", ARSIP), []),
    (
        "endless 3,4",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 5}", CATAT, CATAT + ", lanjut: 3", ARSIP),
        ["A315 peringatan langkah.3"],
    ),
    (
        "endless numbered",
        steps(
            SURAT,
            PERIKSA + ", keputusan: {Ya: x, Tidak: 5}",
            CATAT + ", id: x, no: '3a'",
            CATAT + ", no: '', lanjut: x",
            ARSIP,
        ),
        ["A301 galat langkah.2.keputusan.Tidak"],
    ),
    (
        "endless to unknown",
        steps(SURAT, PERIKSA + ", keputusan: {Ya: 3, Tidak: 5}", CATAT, CATAT + ", lanjut: [3, 99]", ARSIP),
        ["A321 saran langkah.4.lanjut", "A301 galat langkah.4.lanjut.2"],
    ),
    ("endless whole", steps(SURAT, CATAT + ", lanjut: 1"), ["A315 peringatan langkah.1", "A314 peringatan langkah.2"]),
    ("ya at box", steps(SURAT, CATAT + ", lanjut: {ya: 3}", ARSIP), ["A313 saran langkah.2.lanjut"]),
    ("tidak at box", steps(SURAT, CATAT + ", lanjut: {TIDAK: 3}", ARSIP), ["A313 saran langkah.2.lanjut"]),
    (
        "same label",
        steps(SURAT, PERIKSA + ", keputusan: [{ke: 3, label: Ya}, {ke: 1, label: YA}]", ARSIP),
        ["A316 peringatan langkah.2.keputusan"],
    ),
    (
        "same label 3",
        steps(
            SURAT,
            PERIKSA + ", keputusan: [{ke: 3, label: Ya}, {ke: 1, label: YA}, {ke: 4, label: Tidak}]",
            CATAT,
            ARSIP,
        ),
        [],
    ),
    ("merged first", mutu("gabung: waktu", "waktu: 1 jam"), ["A318 peringatan langkah.1.mutu_baku.gabung"]),
    (
        "merged value",
        mutu("waktu: 1 jam", "waktu: 2 jam, gabung: waktu"),
        ["A317 peringatan langkah.2.mutu_baku.waktu"],
    ),
    (
        "merged twice",
        mutu("kelengkapan: A", "kelengkapan: B, gabung: [kelengkapan, kelengkapan]"),
        ["A317 peringatan langkah.2.mutu_baku.kelengkapan"],
    ),
    ("merged", mutu("waktu: 1 jam", "gabung: [waktu, output]"), []),
    ("merged remarks first", mutu("gabung: keterangan", ""), ["A318 peringatan langkah.1.mutu_baku.gabung"]),
    ("merged remarks", mutu("", "gabung: keterangan"), []),
    (
        "merged remarks value",
        steps(SURAT, f"{CATAT}, mutu_baku: {{gabung: keterangan}}, keterangan: Segera", ARSIP),
        ["A317 peringatan langkah.2.keterangan"],
    ),
    ("blank", mutu("waktu: 1 jam", "kosong: [waktu, kelengkapan, output]"), []),
    ("blank below blank", mutu("kosong: waktu", "gabung: waktu"), []),
    (
        "blank first",
        mutu("kosong: waktu, gabung: waktu", "waktu: 1 jam"),
        ["A318 peringatan langkah.1.mutu_baku.gabung"],
    ),
    (
        "blank value",
        mutu("kosong: [waktu, waktu], waktu: 1 jam", "kosong: output, output: A"),
        ["A323 peringatan langkah.1.mutu_baku.kosong", "A323 peringatan langkah.2.mutu_baku.kosong"],
    ),
    (
        "blank merged",
        mutu("waktu: 1 jam", "kosong: waktu, gabung: waktu"),
        ["A323 peringatan langkah.2.mutu_baku.kosong"],
    ),
    # A324, A325: a phase that begins at a step.
    ("phase", steps(f"{SURAT}, fase: Awal", f"{CATAT}, fase: Isi", ARSIP), []),
    ("phase of later steps", steps(SURAT, f"{CATAT}, fase: Isi", ARSIP), []),
    ("phase again later", steps(f"{SURAT}, fase: Isi", f"{CATAT}, fase: Lain", f"{ARSIP}, fase: Isi"), []),
    (
        "phase at each step",
        steps(f"{SURAT}, fase: Isi", f"{CATAT}, fase: ISI", ARSIP),
        ["A325 peringatan langkah.2.fase"],
    ),
    (
        "phase again after another step",
        steps(f"{SURAT}, fase: Isi", CATAT, f"{ARSIP}, fase: Isi"),
        ["A325 peringatan langkah.3.fase"],
    ),
    (
        "merged below a band",
        steps(f"{SURAT}, fase: Isi, mutu_baku: {{waktu: 1 jam}}", f"{CATAT}, mutu_baku: {{gabung: waktu}}", ARSIP),
        [],
    ),
    (
        "merged across a band",
        steps(
            f"{SURAT}, mutu_baku: {{waktu: 1 jam}}",
            f"{CATAT}, fase: Isi, mutu_baku: {{gabung: [waktu, keterangan]}}",
            ARSIP,
        ),
        ["A324 galat langkah.2.mutu_baku.gabung"],
    ),
    # A326, A327: ways that may be left out.
    ("optional beside usual", steps(f"{SURAT}, lanjut: [{{ke: 3}}, {{ke: 2, opsional: ya}}]", CATAT, ARSIP), []),
    ("not optional", steps(f"{SURAT}, lanjut: [{{ke: 2, opsional: tidak}}]", CATAT, ARSIP), []),
    (
        "all optional",
        steps(f"{SURAT}, lanjut: [{{ke: 3, opsional: ya}}, {{ke: 2, opsional: ya}}]", CATAT, ARSIP),
        ["A326 peringatan langkah.1.lanjut"],
    ),
    (
        "optional end beside usual",
        steps(SURAT, f"{CATAT}, lanjut: [{{ke: 3}}, {{ke: selesai, opsional: ya}}]", ARSIP),
        [],
    ),
    (
        "optional beside two without words",
        steps(f"{SURAT}, lanjut: [{{ke: 3}}, {{ke: 2}}, {{ke: 4, opsional: ya}}]", CATAT, PERIKSA, ARSIP),
        ["A321 saran langkah.1.lanjut"],
    ),
    (
        "optional of a decision",
        steps(SURAT, f"{PERIKSA}, keputusan: [{{ke: 3, label: Ya}}, {{ke: 1, label: Tidak, opsional: ya}}]", ARSIP),
        ["A327 peringatan langkah.2.keputusan"],
    ),
    # A328, S413, D111: tables without pelaksana columns, and a step whose pelaksana was forgotten.
    (
        "no lanes",
        "pelaksana: []\ntabel: {tanpa_pelaksana: ya, mutu_baku: {}}\n" + PLAIN,
        ["S413 saran tabel.tanpa_pelaksana"],
    ),
    (
        "no lanes but an actor",
        "pelaksana: []\ntabel: {tanpa_pelaksana: ya, mutu_baku: {}}\n"
        + PLAIN.replace("surat}", "surat, pelaksana: staf}", 1),
        ["S413 saran tabel.tanpa_pelaksana", "A328 peringatan langkah.1.pelaksana"],
    ),
    (
        "no lanes but columns",
        "tabel: {tanpa_pelaksana: ya, mutu_baku: {}}\n" + PLAIN,
        ["S413 saran tabel.tanpa_pelaksana", "A328 peringatan pelaksana"],
    ),
    ("lanes said", "tabel: {tanpa_pelaksana: tidak, mutu_baku: {}}\n" + steps(SURAT, ARSIP), []),
    ("one actor forgotten", steps(SURAT, ARSIP).replace("{pelaksana: staf, ", "{", 1), ["D111 galat langkah.1"]),
    ("all actors forgotten", PLAIN, ["D111 galat langkah.1"]),  # told once, at the first
    ("bersama ok", SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, bersama: a}", []),
    (
        "bersama self",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, bersama: b}",
        ["A310 galat langkah.2.simbol.2.bersama"],
    ),
    (
        "bersama unknown",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, bersama: '2'}",
        ["A310 galat langkah.2.simbol.2.bersama"],
    ),
    (
        "sym unknown",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: 9}",
        ["A301 galat langkah.2.simbol.2.lanjut.1"],
    ),
    (
        "sym self",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: b}",
        [
            "A306 peringatan langkah.2",
            "A315 peringatan langkah.2",
            "A307 galat langkah.2.simbol.2.lanjut.1",
            "A305 peringatan langkah.3",
        ],
    ),
    (
        "sym back in row",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, keputusan: {Ya: 3, Tidak: a}}",
        [],
    ),
    (
        "sym capsule mid",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, jenis: terminator}",
        ["A314 peringatan langkah.2"],
    ),
    (
        "sym capsule first",
        SYMBOLS % "{id: a, pelaksana: staf, jenis: terminator}, {id: b, pelaksana: staf}",
        ["A314 peringatan langkah.2"],
    ),
    (
        "sym ya",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: {Ya: 3}}",
        ["A313 saran langkah.2.simbol.2.lanjut"],
    ),
    (
        "sym same label",
        SYMBOLS
        % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, keputusan: [{ke: 3, label: A}, {ke: 1, label: a}]}",
        ["A316 peringatan langkah.2.simbol.2.keputusan"],
    ),
    (
        "sym fork",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: [1, 3]}",
        ["A321 saran langkah.2.simbol.2.lanjut"],
    ),
    ("sym id dup", SYMBOLS % "{id: a, pelaksana: staf}, {id: a, pelaksana: staf}", ["A302 galat langkah.2.id"]),
    (
        "sym loop",
        SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: a}",
        ["A306 peringatan langkah.2", "A315 peringatan langkah.2", "A305 peringatan langkah.3"],
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_flow(tmp_path: Path, text: str, told: list[str]) -> None:
    assert [line for line in tell(tmp_path, "sop/surat.yml", text) if not line.startswith("A322")] == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            steps(f"{SURAT}, lanjut: '2, 3'", CATAT, ARSIP),
            "tujuan '2, 3' memuat beberapa langkah dalam satu teks -> tulis lanjut: [2, 3]",
        ),
        (
            steps(SURAT, f"{PERIKSA}, keputusan: {{Ya: '3, 4', Tidak: 1}}", CATAT, ARSIP),
            "tujuan '3, 4' memuat beberapa langkah dalam satu teks -> "
            "tulis keputusan: [{ke: 3, label: Ya}, {ke: 4, label: Ya}]",
        ),
        (
            steps(SURAT, f"{PERIKSA}, keputusan: [{{ke: 3, label: Ya}}, {{ke: selesai, label: Batal}}]", ARSIP),
            "jalan keluar 'Batal' berakhir di sini, sehingga panahnya tidak tergambar -> "
            "arahkan ke langkah akhir tersendiri (jenis: selesai) supaya tampak pada bagan",
        ),
        (
            steps(SURAT, f"{PERIKSA}, keputusan: {{Ya: 3, Tidak: 4}}", f"{CATAT}, lanjut: selesai", ARSIP),
            "alur berakhir di langkah ini, tetapi simbolnya bukan simbol akhir -> "
            "tulis jenis: selesai, atau arahkan ke langkah akhir tersendiri",
        ),
        (
            "langkah:\n  - {uraian: Menerima surat, pelaksana: staf, lanjut: {Baru: 2, Lama: 3}}\n"
            "  - uraian: Mencatat surat\n"
            "    simbol: [{id: a, pelaksana: staf}, {id: b, pelaksana: staf, lanjut: selesai}]\n"
            "  - {uraian: Mengarsipkan surat, pelaksana: staf}\n",
            "alur berakhir di langkah ini, tetapi simbolnya bukan simbol akhir -> "
            "tulis jenis: selesai, atau arahkan ke langkah akhir tersendiri",
        ),
        (
            steps(
                SURAT,
                f"{PERIKSA}, keputusan: {{Ya: 3, Tidak: 4}}",
                f"{CATAT}, jenis: selesai",
                f"{ARSIP}, jenis: proses",
            ),
            "alur berhenti di langkah ini, padahal bukan langkah akhir -> isi 'lanjut', atau tulis jenis: selesai",
        ),
        (
            SYMBOLS % "{id: a, pelaksana: staf}, {id: b, pelaksana: staf, bersama: b}",
            "'bersama' menyebut 'b', yang bukan simbol lain pada baris ini -> yang ada: a",
        ),
        (
            steps(
                SURAT,
                f"{PERIKSA}, keputusan: {{Ya: x, Tidak: z}}",
                f"{CATAT}, id: x, no: '3a'",
                f"{CATAT}, no: '', lanjut: x",
                f"{ARSIP}, id: z",
            ),
            "alur berputar tanpa jalan keluar pada langkah 3a, 4 -> "
            "beri salah satu langkah itu keputusan dengan jalan keluar menuju langkah berikutnya atau akhir",
        ),
        (
            steps(SURAT, f"{CATAT}, no: '', jenis: mulai", ARSIP),
            "kapsul pada langkah 2 berada di tengah alur -> "
            "pakai jenis: proses; kapsul hanya untuk langkah yang memulai atau mengakhiri alur",
        ),
        (
            steps(
                f"{SURAT}, no: ''",
                f"{CATAT}, no: '', lanjut: [{{ke: z}}, {{ke: y}}]",
                f"{CATAT}, id: y",
                f"{ARSIP}, id: z",
            ),
            "2 panah keluar dari langkah 2 tanpa label -> beri setiap panah label: syaratnya bila hanya satu yang "
            "ditempuh (lebih baik sebagai 'keputusan'), atau kata seperti 'serentak' bila semuanya dikerjakan",
        ),
        (
            steps(SURAT, f"{CATAT}, no: '', mutu_baku: {{kelengkapan: A, output: A}}"),
            "kelengkapan langkah 2 sama dengan outputnya: A -> "
            "tulis pada output apa yang berubah atau dihasilkan, misalnya 'berparaf' atau 'yang disetujui'",
        ),
        (
            "tabel: {}\n"
            + steps(
                f"{SURAT}, no: '', mutu_baku: {{kelengkapan: A, waktu: 1 jam}}",
                f"{ARSIP}, mutu_baku: {{kelengkapan: A, waktu: 1 jam, output: B}}",
            ),
            "mutu baku langkah 1 belum lengkap: output -> "
            "isi nilainya, tulis '-' bila memang tidak ada, atau sebut kolomnya pada 'kosong' bila dikosongkan",
        ),
        (
            steps(
                f"{SURAT}, no: '', mutu_baku: {{waktu: 1 hari}}", f"{CATAT}, no: '', mutu_baku: {{waktu: 1 hari kerja}}"
            ),
            "langkah 2 memakai 'hari kerja', sedangkan langkah 1 memakai 'hari' -> pakai satu cara menghitung hari",
        ),
    ],
)
def test_the_words(tmp_path: Path, text: str, words: str) -> None:
    """A row without a number of its own is named by its place."""
    found = [f for f in findings_of(tmp_path, "sop/surat.yml", text) if f.code != "A322"]
    assert [f"{f.message} -> {f.remedy}" for f in found] == [words]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("pelaksana: [staf, kepala]\nprosedur: [{judul: A, langkah: %s}]", ["A312 saran pelaksana.2"]),
        ("pelaksana: [staf]\nprosedur: [{judul: A, langkah: %s}, {judul: B, langkah: %s}]", []),
        # Columns of the SOP that no procedure uses, as each has its own, are those of nobody.
        ("pelaksana: [kepala]\nprosedur: [{judul: A, pelaksana: staf, langkah: %s}]", []),
        (
            "pelaksana: [staf, kepala]\nprosedur: [{judul: A, pelaksana: staf, langkah: %s}, {judul: B, langkah: %s}]",
            ["A312 saran pelaksana.2"],
        ),
        ("pelaksana: [{kelompok: X, pelaksana: [staf, kepala]}]\nlangkah: %s", ["A312 saran pelaksana.1"]),
    ],
)
def test_columns_that_nobody_stands_in(tmp_path: Path, columns: str, told: list[str]) -> None:
    rows = "[{uraian: Menerima surat, pelaksana: staf}, {uraian: Mengarsipkan surat, pelaksana: staf}]"
    assert tell(tmp_path, "sop/surat.yml", columns.replace("%s", rows)) == told
