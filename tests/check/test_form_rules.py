"""Findings about forms: code, place and words of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check as aturan
from generator.data.loader import load
from generator.findings import Finding

HEAD = "judul: Uji\nbagian:\n"
COLUMNS = "{id: a, label: A, jenis: angka}, {id: b, label: B, jenis: pilihan, pilihan: [x]}"
TABLE = f"  - tabel: {{id: t, kolom: [{COLUMNS}]}}\n"


def check(folder: Path, form: str) -> list[Finding]:
    (folder / "instansi.yml").write_text("pemerintah: P\nnama: N\n", "utf-8")
    (folder / "jabatan.yml").write_text("a: {nama: A}\n", "utf-8")
    (folder / "formulir").mkdir()
    (folder / "formulir" / "uji.yml").write_text(form, "utf-8")
    proyek, findings = load(folder)
    assert findings == []
    assert proyek is not None
    return [found for found in aturan.check(proyek) if "F101" <= found.code <= "F119"]


def field(formula: str) -> str:
    number = "      - {id: n, label: N, jenis: angka}\n"
    result = f"      - {{id: r, label: R, jenis: rumus, rumus: '{formula}'}}\n"
    return HEAD + TABLE + "  - isian:\n" + number + result


def column(formula: str) -> str:
    extra = f"  - tabel: {{id: u, sambungan: t, kolom: [{{id: r, label: R, jenis: rumus, rumus: '{formula}'}}]}}\n"
    return HEAD + TABLE + extra


def other_table(formula: str) -> str:
    return column(formula).replace(" sambungan: t,", "")


@pytest.mark.parametrize(
    "form",
    [
        field("jumlah(a) / n"),
        column("a * 2"),
        column('jika(b == "x", a, 0)'),
        column("a / jumlah(a)"),
        other_table("jumlah(a)"),
    ],
)
def test_fine(tmp_path: Path, form: str) -> None:
    assert check(tmp_path, form) == []


@pytest.mark.parametrize(
    ("form", "code", "line", "words"),
    [
        (HEAD + "  - isian:\n      - {id: a, label: A}\n      - {id: a, label: B}\n", "F103", 5, "baris 4"),
        (HEAD + "  - isian: [{id: t, label: A}]\n" + TABLE, "F103", 4, "'t'"),
        (HEAD + "  - tanda_tangan: [{id: s}]\n    kanan: [{id: s, label: A}]\n", "F103", 4, "'s'"),
        (field("n / "), "F104", 6, "tanda kurung"),
        (field("n + m"), "F105", 6, "'m' yang tidak ada"),
        (field("n + a"), "F105", 6, "jumlah(a)"),
        (field("jumlah(n)"), "F105", 6, "bukan kolom"),
        (other_table("a * 2"), "F105", 4, "baris tabel lain"),
        ("judul: Uji\nbagian: []\n", "F106", 2, "formulir ini kosong"),
        (HEAD + "  - judul: A\n", "F106", 3, "bagian ini kosong"),
        (HEAD + "  - tabel: {id: t, kolom: }\n", "F106", 3, "tidak mempunyai kolom"),
        (HEAD + TABLE + "  - tabel: {id: u, sambungan: tt, kolom: [{id: c, label: C}]}\n", "F107", 4, "'t'"),
        (column("r + 1"), "F108", 4, "hasilnya sendiri"),
        (field("-" * 70 + "n"), "F110", 6, "untuk Excel"),
        (HEAD + TABLE.replace("id: t,", "id: t, isi: [{c: x}],"), "F112", 3, "'c' tidak ada"),
        (HEAD + TABLE.replace("id: t,", "id: t, isi: [{a: x}],"), "F112", 3, "sudah tercetak"),
        (column("b * 2"), "F109", 4, "bukan angka"),
        (column('jika(b == "y", a, 0)'), "F109", 4, '"y" bukan pilihan'),
        (column('jika(b < "x", a, 0)'), "F109", 4, "== atau !="),
        (column('jika(1 == "x", a, 0)'), "F109", 4, "isian pilihan"),
        (column("jika(b == 1, a, 0)"), "F109", 4, "bukan angka"),
    ],
)
def test_finding(tmp_path: Path, form: str, code: str, line: int, words: str) -> None:
    findings = check(tmp_path, form)
    found = next((finding for finding in findings if finding.code == code), None)
    assert found, findings
    assert (found.file, found.line, found.severity) == ("formulir/uji.yml", line, "galat")
    assert words in f"{found.message} {found.remedy}"
    assert found.remedy


CHOICE = "{id: p, label: P, jenis: pilihan, pilihan: [x, y]}"
SAYS = {
    "F113": [
        (CHOICE, "{id: q, label: Q, bila: p}", "bukan syarat"),
        (CHOICE, "{id: q, label: Q, bila: p = \"x\"}", "ditulis =="),
        (CHOICE, "{id: q, label: Q, bila: p == \"z\"}", "'p'"),
        (CHOICE, "{id: q, label: Q, bila: r == \"x\"}", "'r'"),
        (CHOICE, "{id: q, label: Q, bila: p > 3}", "bukan angka"),
        (CHOICE, "{id: q, label: Q, bila: q == 1}", "bukan angka"),
        ("{id: n, label: N, jenis: angka, bila: m > 1}", "{id: m, label: M, jenis: angka, bila: n > 1}", "sendiri"),
        ("{id: c, label: C, jenis: centang}", "{id: q, label: Q, bila: c != \"ya\"}", "centang"),
        ("{id: d, label: D, jenis: tanggal}", "{id: q, label: Q, bila: d > 3}", "tanggal dibandingkan"),
    ],
    "F109": [
        ("{id: d, label: D, jenis: tanggal}", "{id: q, label: Q, jenis: rumus, rumus: d + 1}", "bukan angka"),
        ("{id: d, label: D, jenis: tanggal}", "{id: q, label: Q, jenis: rumus, rumus: d * 2}", "hanya dapat dikurangi"),
        ("{id: n, label: N, jenis: angka}", "{id: q, label: Q, jenis: rumus, rumus: 'hari_kerja(n, n)'}", "dua isian"),
    ],
    "F114": [
        (CHOICE, "{id: q, label: Q, min: 1}", "tidak mempunyai 'min'"),
        (CHOICE, "{id: q, label: Q, jenis: angka, maks: banyak}", "bukan angka"),
        (CHOICE, "{id: q, label: Q, jenis: tanggal, min: 2026-02-30}", "bukan tanggal"),
        (CHOICE, "{id: q, label: Q, jenis: jam, min: 25:00}", "bukan jam"),
        (CHOICE, "{id: q, label: Q, jenis: jam, min: 10:00, maks: 09:59}", "lebih kecil"),
        (CHOICE, "{id: q, label: Q, bulat: ya}", "hanya untuk isian berjenis angka"),
        (CHOICE, "{id: q, label: Q, jenis: angka, bulat: ya, desimal: 1}", "di belakang koma"),
        (CHOICE, "{id: q, label: Q, panjang: 9-4}", "banyaknya huruf"),
        (CHOICE, "{id: q, label: Q, panjang: 501}", "paling banyak 500"),
        (CHOICE, "{id: q, label: Q, jenis: angka, panjang: 3}", "berupa tulisan"),
        (CHOICE, "{id: q, label: Q, jenis: foto, panjang: 3}", "berupa tulisan"),
    ],
    "F115": [
        (CHOICE, "{id: q, label: Q, jenis: pilihan, pilihan: [a, b], bawaan: c}", "bukan pilihan"),
        (CHOICE, "{id: q, label: Q, jenis: angka, maks: 5, bawaan: 6}", "menolak"),
        (CHOICE, "{id: q, label: Q, jenis: surel, bawaan: tanpa alamat}", "surel"),
        (CHOICE, "{id: q, label: Q, jenis: foto, bawaan: a.jpg}", "tidak mempunyai"),
        (CHOICE, "{id: q, label: Q, jenis: tanggal, bawaan: besok}", "menolak"),
    ],
    "F116": [(CHOICE, "{id: q, label: Q, jenis: centang, pilihan: [a], rincian: [b]}", "bukan pilihan")],
    "F117": [
        (CHOICE, "{id: q, label: ''}", "tidak berlabel"),
        (CHOICE, "{id: q, label: Q, jenis: kalimat, wajib: ya}", "tidak diisi"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "one", "two", "words"), [(code, *case) for code, all in SAYS.items() for case in all])
def test_what_a_field_cannot_say(tmp_path: Path, code: str, one: str, two: str, words: str) -> None:
    findings = check(tmp_path, f"{HEAD}  - isian:\n      - {one}\n      - {two}\n")
    found = [finding for finding in findings if finding.severity == "galat"]
    assert {finding.code for finding in found} == {code}, findings
    assert words in " ".join(f"{finding.message} {finding.remedy}" for finding in found)
    assert {finding.line for finding in found} <= {4, 5}


@pytest.mark.parametrize(
    "field",
    [
        '{id: q, label: Q, bila: p == "x" atau p == "y"}',
        "{id: q, label: Q, jenis: angka, min: '-0,5', maks: 10, desimal: 2, bawaan: '1,25'}",
        "{id: q, label: Q, jenis: tanggal, min: 2026-01-01, maks: hari ini, bawaan: hari ini}",
        "{id: q, label: Q, jenis: jam, min: 08:00, maks: 08:00, bawaan: 08:00}",
        "{id: q, label: Q, panjang: 4-4, bawaan: abcd}",
        "{id: q, label: Q, jenis: paragraf, panjang: 5000}",
        "{id: q, label: Q, jenis: centang, bawaan: ya}",
        "{id: q, label: Q, jenis: centang, pilihan: [a, b], rincian: [b], bawaan: a}",
    ],
)
def test_what_a_field_can_say(tmp_path: Path, field: str) -> None:
    findings = check(tmp_path, f"{HEAD}  - isian:\n      - {CHOICE}\n      - {field}\n")
    assert [finding for finding in findings if finding.severity == "galat"] == []


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("isian: [{id: a, label: A}]\n    samping: ya", "F117"),
        ("isian: [{id: a, label: A, jenis: angka}]\n    bila: a > 1", "F113"),
        ("matriks: {jawaban: [ya], pernyataan: [{id: a, label: A}]}", "F106"),
        ("tabel: {id: t, kolom: [{id: a, label: A, jenis: kalimat}]}", "F117"),
        ("tabel: {id: t, kolom: [{id: a, label: '', jenis: angka}]}", "F117"),
        ("tabel: {id: t, kolom: [{id: a, label: A, bawaan: x}]}", "F115"),
        ("tabel: {id: t, kolom: [{id: a, label: A, jenis: pilihan, pilihan: [x, y], rincian: x}]}", "F116"),
        ("tabel: {id: t, kolom: [{id: a, label: '', kelompok: Paraf, jenis: tanda tangan}]}", ""),
    ],
)
def test_places_that_do_not_fit(tmp_path: Path, section: str, code: str) -> None:
    findings = check(tmp_path, f"{HEAD}  - {section}\n")
    assert {finding.code for finding in findings if finding.severity == "galat"} == ({code} if code else set())


@pytest.mark.parametrize("id", ["nama-tamu", "is", "1a", "Nama"])
def test_ids_that_formulas_could_not_name_are_refused(tmp_path: Path, id: str) -> None:
    (tmp_path / "formulir").mkdir()
    (tmp_path / "instansi.yml").write_text("pemerintah: P\nnama: N\n", "utf-8")
    (tmp_path / "jabatan.yml").write_text("a: {nama: A}\n", "utf-8")
    (tmp_path / "formulir" / "uji.yml").write_text(f"{HEAD}  - isian: [{{id: {id}, label: A}}]\n", "utf-8")
    _, findings = load(tmp_path)
    assert [finding.field for finding in findings] == ["bagian.1.isian.1.id"]


def test_words_of_formulas_may_be_ids_of_fields(tmp_path: Path) -> None:
    """``jumlah`` is one of the most natural ids; only before a bracket is it a word of the language."""
    text = (
        HEAD
        + """  - isian:
      - {id: jika, label: Bila, jenis: angka}
      - {id: hasil, label: Hasil, jenis: rumus, rumus: "jumlah(jumlah) + jika(jika > 1, 2, jika)"}
  - tabel:
      id: barang
      kolom:
        - {id: jumlah, label: Jumlah, jenis: angka}
        - {id: dua, label: Dua, jenis: rumus, rumus: jumlah * 2}
"""
    )
    assert check(tmp_path, text) == []
    wrong = text.replace("id: jika, label", "id: bila, label").replace("jika > 1, 2, jika", "bila > 1, 2, jika")
    (tmp_path / "lain").mkdir()
    (finding,) = check(tmp_path / "lain", wrong)
    assert finding.code == "F104" and "jika(syarat" in finding.message
