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
