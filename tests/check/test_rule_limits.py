"""Both sides of the limit of each rule: what is just wrong gives the finding, at its place and as grave as it is; what
is just right gives none.

A case replaces keys of a file of tests/check/pustaka, a library without findings. The day of the check is HARI.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from generator.examine import examine
from generator.findings import Finding
from tests.check.test_finding_guide import CODES, HARI, NOT_BY_DATA, PUSTAKA, UNPUBLISHED, examples, found, put
from tests.support.tools import assert_golden

TODAY, TOMORROW = HARI, HARI + datetime.timedelta(days=1)
BASE = "pembuatan: 2020-01-05, revisi: 2026-02-02, efektif: 2026-03-02"


def findings_of(folder: Path, file: str, text: str, hari: datetime.date | None = HARI) -> list[Finding]:
    """What the check finds in the library with these keys of a file."""
    shutil.copytree(PUSTAKA, folder, dirs_exist_ok=True)
    put(folder, "yaml", f"# {file}\n{text}\n")
    findings = [f for f in examine(folder, hari)[1] if f.code != UNPUBLISHED]
    assert all(f.file == file for f in findings), findings
    return findings


def tell(folder: Path, file: str, text: str, hari: datetime.date | None = HARI) -> list[str]:
    """The same as "code severity place" each."""
    return [f"{f.code} {f.severity} {f.field}" for f in findings_of(folder, file, text, hari)]


def steps(*rows: str) -> str:
    """The steps of an SOP; a row is a flow mapping without its pelaksana."""
    return "langkah:\n" + "".join(f"  - {{pelaksana: staf, {row}}}\n" for row in rows)


def mutu(first: str, second: str = "") -> str:
    """Two steps with this mutu baku."""
    return steps(
        f"uraian: Menerima surat, mutu_baku: {{{first}}}", f"uraian: Mengarsipkan surat, mutu_baku: {{{second}}}"
    )


MENIT = "tabel: {mutu_baku: {waktu: Waktu (Menit)}}\n"
SOP = [
    # T606: a day that has not come; on the day itself it has.
    *(
        (f"{key} {day}", f"tanggal: {{{BASE}, {key}: {day}}}", [f"T606 saran tanggal.{key}"] if day > TODAY else [])
        for key in ("evaluasi", "monitoring")
        for day in (TODAY, TOMORROW)
    ),
    ("made today", f"tanggal: {{pembuatan: {TODAY}, revisi: {TODAY}, efektif: {TODAY}}}", []),
    (
        "made tomorrow",
        f"tanggal: {{pembuatan: {TOMORROW}, revisi: {TOMORROW}, efektif: {TOMORROW}}}",
        ["T606 saran tanggal.pembuatan", "T606 saran tanggal.revisi"],
    ),
    ("in force from today", f"status: berlaku\ntanggal: {{{BASE[:-10]}{TODAY}}}", []),
    ("in force from tomorrow", f"status: berlaku\ntanggal: {{{BASE[:-10]}{TOMORROW}}}", ["T606 saran tanggal.efektif"]),
    ("seen, in force from tomorrow", f"status: ditinjau\ntanggal: {{{BASE[:-10]}{TOMORROW}}}", []),
    # T605: a year after the day of effect, the revision or the last evaluation.
    ("evaluated a year ago", f"status: berlaku\ntanggal: {{{BASE}, evaluasi: 2025-07-01}}", []),
    # T601: equal days are in order.
    ("all on one day", "tanggal: {pembuatan: 2026-01-05, revisi: 2026-01-05, efektif: 2026-01-05}", []),
    (
        "revised before made",
        "tanggal: {pembuatan: 2026-01-06, revisi: 2026-01-05, efektif: 2026-01-06}",
        ["T601 peringatan tanggal.revisi"],
    ),
    (
        "in force before made",
        "revisi: 0\ntanggal: {pembuatan: 2026-01-06, efektif: 2026-01-05}",
        ["T601 peringatan tanggal.efektif"],
    ),
    (
        "in force before revised",
        "tanggal: {pembuatan: 2026-01-05, revisi: 2026-03-03, efektif: 2026-03-02}",
        ["T601 saran tanggal.efektif"],
    ),
    *(
        (f"{key} {day}", f"tanggal: {{{BASE}, {key}: {day}}}", found)
        for key in ("evaluasi", "monitoring")
        for day, found in (("2020-01-05", []), ("2020-01-04", [f"T601 peringatan tanggal.{key}"]))
    ),
    # T602: revision 0 has no day of revision, revision 1 has.
    ("revision 0 with a day", f"revisi: 0\ntanggal: {{{BASE}}}", ["T602 peringatan tanggal.revisi"]),
    ("revision 1 with a day", f"revisi: 1\ntanggal: {{{BASE}}}", []),
    *(
        (f"revision {number}, said to have no day",
         f"revisi: {number}\ntanggal: {{pembuatan: 2026-01-05, revisi: '-', efektif: 2026-03-02}}", found)
        for number, found in ((0, []), (1, ["T602 peringatan tanggal.revisi"]))
    ),
    # T604: 1990 and 2100 may be meant.
    ("made in 1990", "tanggal: {pembuatan: 1990-01-01, revisi: 2026-02-02, efektif: 2026-03-02}", []),
    (
        "made in 1989",
        "tanggal: {pembuatan: 1989-12-31, revisi: 2026-02-02, efektif: 2026-03-02}",
        ["T604 peringatan tanggal.pembuatan"],
    ),
    ("in force in 2100", "tanggal: {pembuatan: 2026-01-05, revisi: 2026-02-02, efektif: 2100-12-31}", []),
    (
        "in force in 2101",
        "tanggal: {pembuatan: 2026-01-05, revisi: 2026-02-02, efektif: 2101-01-01}",
        ["T604 peringatan tanggal.efektif"],
    ),
    # K804: copied is all of it, not a part.
    ("one of two copied", mutu("kelengkapan: [Surat, Map], output: [Surat]"), []),
    ("more comes out", mutu("kelengkapan: [Surat], output: [Surat, Tanda terima]"), []),
    (
        "all copied",
        mutu("kelengkapan: [Surat, Map], output: [map, SURAT]"),
        ["K804 saran langkah.1.mutu_baku.output"],
    ),
    ("a dash twice", mutu('kelengkapan: "-", output: "-"'), []),
    ("second step", mutu("", "kelengkapan: Surat, output: Surat"), ["K804 saran langkah.2.mutu_baku.output"]),
    # K805: one letter is a slip, two are another word; short words are told apart by one.
    (
        "one letter more",
        mutu("kelengkapan: Lembar Disposisi", "output: Lembar Disposisii"),
        ["K805 saran langkah.2.mutu_baku.output.1"],
    ),
    ("two letters more", mutu("kelengkapan: Lembar Disposisi", "output: Lembar Disposisian"), []),
    (
        "five letters",
        mutu("kelengkapan: Surat Tugas", "output: Surat Tugaz"),
        ["K805 saran langkah.2.mutu_baku.output.1"],
    ),
    ("four letters", mutu("kelengkapan: Surat Uang", "output: Surat Ulang"), []),
    ("two words differ", mutu("kelengkapan: Lembar Disposisi", "output: Lembor Disposisii"), []),
    # K806: twice in one list, not in two.
    ("twice in a list", "peralatan: [Komputer, komputer]", ["K806 peringatan peralatan.2"]),
    ("once in each of two", "peralatan: [Komputer]\nkualifikasi: [Komputer]", []),
    # K802
    ("title of the table", "tabel: {mutu_baku: {}, judul: 'SOP Pengelolaan  Surat'}", []),
    ("another title", "tabel: {mutu_baku: {}, judul: Pengelolaan Surat Masuk}", ["K802 saran tabel.judul"]),
    # K801
    ("a tag", "peralatan: [Komputer, Meja <b>]", ["K801 peringatan peralatan.2"]),
    ("less and more", "peralatan: [Komputer, 'a < b > c']", []),
    # W702, W703: equal is neither.
    ("a range to itself", mutu("waktu: 3 - 3 hari"), []),
    ("a range back", mutu("waktu: 3 - 2 hari"), ["W703 peringatan langkah.1.mutu_baku.waktu"]),
    ("a range back by a half", mutu('waktu: "2,5 - 2 hari"'), ["W703 peringatan langkah.1.mutu_baku.waktu"]),
    ("one time twice", mutu("waktu: 1 jam = 60 menit"), []),
    ("two times", mutu("waktu: 1 jam = 61 menit"), ["W702 peringatan langkah.1.mutu_baku.waktu"]),
    # W701
    ("no unit", mutu("waktu: '15'"), ["W701 peringatan langkah.1.mutu_baku.waktu"]),
    ("no unit, but in the head", MENIT + mutu("waktu: '15'", "waktu: 5 menit"), []),
    ("the unit of the head", MENIT + mutu("waktu: 15 mnt", "waktu: 5 menit"), []),
    (
        "another than in the head",
        MENIT + mutu("waktu: 15 jam", "waktu: 5 menit"),
        ["W702 peringatan langkah.1.mutu_baku.waktu"],
    ),
    ("a head in no unit", "tabel: {mutu_baku: {waktu: Waktu (lama)}}\n" + mutu("waktu: 15 jam", "waktu: 1 jam"), []),
    ("a unit of its own", mutu("waktu: 3 lembar"), []),
    ("letters swapped", mutu("waktu: 3 maj"), ["W701 peringatan langkah.1.mutu_baku.waktu"]),
    # W704
    ("days and working days", mutu("waktu: 2 hari", "waktu: 3 hari kerja"), ["W704 saran langkah.2.mutu_baku.waktu"]),
    ("working days in two ways", mutu("waktu: 2 hk", "waktu: 3 hari kerja"), []),
    ("days and hours", mutu("waktu: 2 hari", "waktu: 3 jam"), []),
    # W705: a stated total is the sum; a step without a time may bring more, never less.
    *(
        (f"total {total}, steps {times}", f"peringatan: Jumlah waktu {total}.\n" + mutu(*times), found)
        for total, times, found in (
            ("15 menit", ("waktu: 5 menit", "waktu: 10 menit"), []),
            ("14 menit", ("waktu: 5 menit", "waktu: 10 menit"), ["W705 peringatan peringatan.1"]),
            ("16 menit", ("waktu: 5 menit", "waktu: 10 menit"), ["W705 peringatan peringatan.1"]),
            ("16 menit", ("waktu: 5 menit", "waktu: Segera"), []),
            ("4 menit", ("waktu: 5 menit", "waktu: Segera"), ["W705 peringatan peringatan.1"]),
        )
    ),
    *(
        (f"total in {key}", f"{key}: {text}\n" + mutu("waktu: 5 menit", "waktu: 5 menit"), [f"W705 peringatan {place}"])
        for key, text, place in (
            ("maksud_tujuan", "[Tertib, Total waktu 11 menit]", "maksud_tujuan.2"),
            ("pencatatan", "Total waktu 11 menit", "pencatatan.1"),
            ("bagian_lain", "{judul: A, isi: [B, Total waktu 11 menit]}", "bagian_lain.1.isi.2"),
            ("catatan_kaki", "{'*': Total waktu 11 menit}", "catatan_kaki.*"),
        )
    ),
    # A312: a column without a symbol.
    ("an idle column", "pelaksana: [staf, kepala]", ["A312 saran pelaksana.2"]),
    ("columns of each chart", "pelaksana: [staf, kepala]\nprosedur:\n" + "".join(
        f"  - {{judul: {title}, pelaksana: [staf, {other}], langkah: [{{uraian: Menerima surat, pelaksana: staf}}, "
        f"{{uraian: Mengarsipkan surat, pelaksana: {last}}}]}}\n"
        for title, other, last in (("Satu", "kepala", "kepala"), ("Dua", "kepala", "staf"))
     ), ["A312 saran prosedur.2.pelaksana.2"]),
    # A313, A316
    ("a yes at a step", steps("uraian: Menerima surat", "uraian: Memeriksa surat, lanjut: {Ya: 3}",
                              "uraian: Mengarsipkan surat"), ["A313 saran langkah.2.lanjut"]),
    ("another word at a step", steps("uraian: Menerima surat", "uraian: Memeriksa surat, lanjut: {Lengkap: 3}",
                                     "uraian: Mengarsipkan surat"), []),
    # S407
    ("a box first", steps("uraian: Menerima surat, jenis: proses", "uraian: Mengarsipkan surat"),
     ["S407 saran langkah.1"]),
    ("a box last", steps("uraian: Menerima surat", "uraian: Mengarsipkan surat, jenis: proses"),
     ["A306 peringatan langkah.2", "S407 saran langkah.2"]),
    # A303: one exit is no decision, two are.
    ("one exit", steps("uraian: Menerima surat", "uraian: Memeriksa surat, keputusan: {Ya: 3}",
                       "uraian: Mengarsipkan surat"), ["A303 peringatan langkah.2.keputusan"]),
    ("two exits", steps("uraian: Menerima surat", "uraian: Memeriksa surat, keputusan: {Ya: 3, Tidak: 1}",
                        "uraian: Mengarsipkan surat"), []),
    # R206
    ("an unknown unit", "unit: bidang", ["R206 galat unit"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in SOP], ids=[case[0] for case in SOP])
def test_an_sop(tmp_path: Path, text: str, told: list[str]) -> None:
    assert tell(tmp_path, "sop/surat.yml", text) == told


FORM = [
    ("empty", "bagian: []", ["F106 galat bagian"]),
    *(
        (f"only {key}", f"bagian: [{{{key}: {value}}}]", [])
        for key, value in (
            ("isian", "[{id: a, label: A}]"), ("kanan", "[{id: a, label: A}]"), ("teks", "Bacalah."),
            ("tabel", "{id: t, kolom: [{id: a, label: A}]}"), ("tanda_tangan", "[{id: s, sebutan: Staf}]"),
        )
    ),
    *(
        (
            f"choices of a {where}",
            text.replace("%s", "jenis: pilihan, pilihan: [Tunai, tunai]"),
            [f"F124 peringatan {place}.pilihan.2"],
        )
        for where, text, place in (
            ("field", "bagian: [{isian: [{id: a, label: A}, {id: b, label: B, %s}]}]", "bagian.1.isian.2"),
            ("field at the right", "bagian: [{kanan: [{id: b, label: B, %s}]}]", "bagian.1.kanan.1"),
            ("column", "bagian: [{tabel: {id: t, kolom: [{id: a, label: A}, {id: b, label: B, %s}]}}]",
             "bagian.1.tabel.kolom.2"),
        )
    ),
    ("a choice of one in a column",
     "bagian: [{tabel: {id: t, kolom: [{id: b, label: B, jenis: pilihan, pilihan: [A]}]}}]",
     ["F125 peringatan bagian.1.tabel.kolom.1.pilihan"]),
    ("a tick of one", "bagian: [{isian: [{id: b, label: B, jenis: centang, pilihan: [A]}]}]", []),
    ("a label in a section and at its right", "bagian: [{isian: [{id: a, label: A}], kanan: [{id: b, label: a}]}]",
     ["F123 saran bagian.1.kanan.1.label"]),
    ("a section of nothing", "bagian: [{judul: A, teks: Bacalah.}, {judul: B}]", ["F106 galat bagian.2"]),
    ("a table of nothing", "bagian: [{tabel: {id: t, kolom: []}}]", ["F106 galat bagian.1.tabel.kolom"]),
    ("a label once in each of two", "bagian: [{isian: [{id: a, label: A}]}, {isian: [{id: b, label: A}]}]", []),
    (
        "a label twice in one",
        "bagian: [{isian: [{id: a, label: A}, {id: b, label: a}]}]",
        ["F123 saran bagian.1.isian.2.label"],
    ),
    (
        "columns under two heads",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, kelompok: X}, {id: b, label: A, kelompok: Y}]}}]",
        [],
    ),
    (
        "columns under one head",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, kelompok: X}, {id: b, label: A, kelompok: x}]}}]",
        ["F123 saran bagian.1.tabel.kolom.2.label"],
    ),
    (
        "an id of a field and a table",
        "bagian: [{isian: [{id: a, label: A}]}, {tabel: {id: a, kolom: [{id: b, label: B}]}}]",
        ["F103 galat bagian.2.tabel.id"],
    ),
    (
        "an id of a field and a signature",
        "bagian: [{isian: [{id: a, label: A}], tanda_tangan: [{id: a, sebutan: Staf}]}]",
        ["F103 galat bagian.1.tanda_tangan.1.id"],
    ),
    (
        "continued from below",
        "bagian: [{tabel: {id: t, sambungan: u, kolom: [{id: a, label: A}]}}, "
        "{tabel: {id: u, kolom: [{id: b, label: B}]}}]",
        ["F107 galat bagian.1.tabel.sambungan"],
    ),
    (
        "continued from above",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A}]}}, "
        "{tabel: {id: u, sambungan: t, kolom: [{id: b, label: B}]}}]",
        [],
    ),
    *(
        (
            f"printed in {kind}",
            f"bagian: [{{tabel: {{id: t, kolom: [{{id: a, label: A, jenis: {kind}}}], isi: [{{a: X}}]}}}}]",
            found,
        )
        for kind, found in (
            ("teks", []), ("paragraf", []), ("angka", ["F112 galat bagian.1.tabel.isi.1.a"]),
            ("tanggal", ["F112 galat bagian.1.tabel.isi.1.a"]),
        )
    ),
    (
        "printed in no column",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A}], isi: [{b: X}]}}]",
        ["F112 galat bagian.1.tabel.isi.1.b"],
    ),
]  # fmt: skip


def fields(*rows: str) -> str:
    return "bagian: [{isian: [" + ", ".join(f"{{{row}}}" for row in rows) + "]}]"


FORMULAS = [
    ("a number", fields("id: a, label: A, jenis: angka", "id: r, label: R, jenis: rumus, rumus: a * 2"), []),
    (
        "a text",
        fields("id: a, label: A", "id: r, label: R, jenis: rumus, rumus: a * 2"),
        ["F109 galat bagian.1.isian.2.rumus"],
    ),
    (
        "an unknown one",
        fields("id: a, label: A, jenis: angka", "id: r, label: R, jenis: rumus, rumus: b * 2"),
        ["F105 galat bagian.1.isian.2.rumus"],
    ),
    ("itself", fields("id: r, label: R, jenis: rumus, rumus: r + 1"), ["F108 galat bagian.1.isian.1.rumus"]),
    (
        "each other",
        fields("id: r, label: R, jenis: rumus, rumus: s + 1", "id: s, label: S, jenis: rumus, rumus: r + 1"),
        ["F108 galat bagian.1.isian.1.rumus", "F108 galat bagian.1.isian.2.rumus"],
    ),
    (
        "one after the other",
        fields(
            "id: a, label: A, jenis: angka", "id: r, label: R, jenis: rumus, rumus: a + 1",
            "id: s, label: S, jenis: rumus, rumus: r + r",
        ),
        [],
    ),
    *(
        (
            f"a choice {rumus}",
            fields("id: p, label: P, jenis: pilihan, pilihan: [x, y]",
                   f"id: r, label: R, jenis: rumus, rumus: 'jika({rumus}, 1, 2)'"),
            found,
        )
        for rumus, found in (
            ('p == "x"', []), ('"y" != p', []), ('p == "z"', ["F109 galat bagian.1.isian.2.rumus"]),
            ("p == 1", ["F109 galat bagian.1.isian.2.rumus"]),
            # More than equal or not has no meaning for words.
            ('p >= "x"', ["F109 galat bagian.1.isian.2.rumus"]),
        )
    ),
    (
        "the sum of a field",
        fields("id: a, label: A, jenis: angka", "id: r, label: R, jenis: rumus, rumus: jumlah(a)"),
        ["F105 galat bagian.1.isian.2.rumus"],
    ),
    *(
        (
            f"{rumus} of a table",
            "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, jenis: angka}]}}, "
            f"{{isian: [{{id: r, label: R, jenis: rumus, rumus: {rumus}}}]}}]",
            found,
        )
        for rumus, found in (("jumlah(a)", []), ("a + 1", ["F105 galat bagian.2.isian.1.rumus"]))
    ),
    (
        "a cycle beside it",
        fields(
            "id: r, label: R, jenis: rumus, rumus: s + 1", "id: s, label: S, jenis: rumus, rumus: t + 1",
            "id: t, label: T, jenis: rumus, rumus: s + 1",
        ),
        ["F108 galat bagian.1.isian.2.rumus", "F108 galat bagian.1.isian.3.rumus"],
    ),
    (
        "one of two choices asked",
        fields("id: p, label: P, jenis: pilihan, pilihan: [x, z]", "id: q, label: Q, jenis: pilihan, pilihan: [y, z]",
               "id: r, label: R, jenis: rumus, rumus: 'jika(p == \"y\", 1, 2)'"),
        ["F109 galat bagian.1.isian.3.rumus"],
    ),
    (
        "a word of an unknown one",
        fields("id: r, label: R, jenis: rumus, rumus: 'jika(p == \"y\", 1, 2)'"),
        ["F105 galat bagian.1.isian.1.rumus"],
    ),
    (
        "an unknown one in a column",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, jenis: angka}, "
        "{id: r, label: R, jenis: rumus, rumus: b + 1}]}}]",
        ["F105 galat bagian.1.tabel.kolom.2.rumus"],
    ),
    (
        "a column of a continuation",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, jenis: angka}]}}, "
        "{tabel: {id: u, sambungan: t, kolom: [{id: r, label: R, jenis: rumus, rumus: a + 1}]}}]",
        [],
    ),
    (
        "a row",
        "bagian: [{tabel: {id: t, kolom: [{id: a, label: A, jenis: angka}, "
        "{id: r, label: R, jenis: rumus, rumus: a + 1}]}}]",
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [c[1:] for c in FORM + FORMULAS], ids=[c[0] for c in FORM + FORMULAS])
def test_a_form(tmp_path: Path, text: str, told: list[str]) -> None:
    assert tell(tmp_path, "formulir/buku-tamu.yml", text) == told


def test_the_yearly_evaluation_is_due_after_a_year(tmp_path: Path) -> None:
    for day, told in (("2025-06-30", ["T605 saran tanggal"]), ("2025-07-01", [])):
        dates = f"pembuatan: 2020-01-05, revisi: 2020-02-02, efektif: 2020-03-02, evaluasi: {day}"
        assert tell(tmp_path / day, "sop/surat.yml", f"status: berlaku\ntanggal: {{{dates}}}") == told
        assert tell(tmp_path / f"{day}-ditinjau", "sop/surat.yml", f"status: ditinjau\ntanggal: {{{dates}}}") == []
        assert tell(tmp_path / f"{day}-kapan", "sop/surat.yml", f"status: berlaku\ntanggal: {{{dates}}}", None) == []


@pytest.mark.parametrize("family", sorted({code[0] for code in CODES}))
def test_every_wrong_example_is_told_at_its_place_in_its_words_and_as_grave_as_it_is(
    tmp_path: Path, family: str
) -> None:
    """The golden files have three lines for each finding of the guide's wrong examples; read what changes in them."""
    lines = []
    for code in (code for code in CODES if code[0] == family and code not in NOT_BY_DATA):
        folder = tmp_path / code
        shutil.copytree(PUSTAKA, folder)
        put(folder, *examples(code)["Salah"])
        for f in found(folder, code):
            place = f"{f.code} {f.severity} {f.file}:{f.line}:{f.column} {f.field}"
            lines += [place, f"  {f.message}", f"  -> {f.remedy}"]
    assert_golden(Path(__file__).parent / "temuan" / f"{family}.txt", "\n".join(lines) + "\n")
