"""Numbers by the agency's pattern (T607 to T609): both sides of what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.examine import examine
from tests.data.test_cases import AGENCY

SOP = "judul: %s\nnomor: '%s'\n%spelaksana: petugas\nlangkah: [{uraian: Menulis %s, pelaksana: petugas}]\n"
PLAIN = "pola_nomor: '000/{urut:3}/{tahun}'\n"
UNITS = "unit: {sekre: {nama: Sekretariat, kode: SEKRE}, umum: {nama: Umum, kode: UM}, lain: {nama: Lain}}\n"
BY_UNIT = f"pola_nomor: '{{urut}}/{{unit}}/{{tahun}}'\n{UNITS}"


def told(folder: Path, agency: str, numbers: list[str], heads: list[str] | None = None) -> list[tuple[str, str, str]]:
    """(code, file, message and remedy) of what is said of these numbers, of the SOPs a, b, c, ..."""
    files = AGENCY | {"instansi.yml": AGENCY["instansi.yml"] + agency}
    for index, number in enumerate(numbers):
        slug = "abcdefghijkl"[index]
        files[f"sop/{slug}.yml"] = SOP % (slug, number, (heads or [""] * len(numbers))[index], slug)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    its = [f for f in examine(folder)[1] if f.code in ("T603", "T607", "T608", "T609", "D130")]
    return [(f.code, f.file, f"{f.message} -> {f.remedy}") for f in its]


def codes(folder: Path, agency: str, numbers: list[str], heads: list[str] | None = None) -> list[tuple[str, str]]:
    return [(code, file) for code, file, _ in told(folder, agency, numbers, heads)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["000/001/2026", "000/002/2026"], []),
        (["000/001/2026", "", "-"], []),
        (["000/1/2026"], [("T607", "sop/a.yml")]),
        (["000/0001/2026"], [("T607", "sop/a.yml")]),
        (["000/1000/2026"], []),
        (["065/001/2026"], [("T607", "sop/a.yml")]),
        (["000/001/2026", "000/001/2026"], [("T603", "sop/b.yml")]),
        (["000/001/2026", "000/1/2026"], [("T607", "sop/b.yml"), ("T608", "sop/b.yml")]),
        (["000/001/2026", "000/001/2025"], []),
        (["000/001/2026", "000/003/2026"], [("T609", "instansi.yml")]),
        (["000/001/2026", "000/003/2025"], []),
        (["000/003/2026", "000/004/2026"], []),
    ],
)
def test_one_pattern(tmp_path: Path, numbers: list[str], expected: list[tuple[str, str]]) -> None:
    assert codes(tmp_path, PLAIN, numbers) == expected


def test_without_a_pattern_nothing_is_said(tmp_path: Path) -> None:
    assert told(tmp_path, "", ["1", "000/3/2026", "apa saja"]) == []


def test_an_earlier_pattern_stays_right(tmp_path: Path) -> None:
    both = "pola_nomor: ['000/{urut:3}/{tahun}', '065/{urut}/{tahun}']\n"
    assert codes(tmp_path, both, ["065/1/2020", "000/001/2020", "065/2/2020", "065/4/2020", "000/002/2020"]) == [
        ("T609", "instansi.yml")
    ]


def test_the_remedy_is_the_number_as_it_ought_to_be(tmp_path: Path) -> None:
    ((_, _, words),) = told(tmp_path, PLAIN, ["000 / 7 / 2026"])
    assert words.endswith("-> tulis '000/007/2026'")


def test_what_was_withdrawn_neither_shares_nor_lacks_a_number(tmp_path: Path) -> None:
    gone = "status: dicabut\npencabutan: {tanggal: 2026-02-01}\n"
    assert codes(tmp_path, PLAIN, ["000/001/2026", "000/1/2026"], ["", gone]) == []
    assert codes(tmp_path, PLAIN, ["000/001/2026", "000/2/2026", "000/003/2026"], ["", gone, ""]) == []


def test_a_number_of_an_earlier_revision_is_not_missing(tmp_path: Path) -> None:
    numbers = ["000/001/2026", "000/003/2026"]
    assert codes(tmp_path, PLAIN, numbers) == [("T609", "instansi.yml")]
    (tmp_path / "arsip" / "a").mkdir(parents=True)
    (tmp_path / "arsip" / "a" / "0.yml").write_text(SOP % ("a", "000/002/2026", "", "a"), "utf-8")
    assert codes(tmp_path, PLAIN, numbers) == []


def test_a_unit_has_its_own_count_and_code(tmp_path: Path) -> None:
    heads = ["unit: sekre\n", "unit: umum\n", "unit: umum\n"]
    assert codes(tmp_path, BY_UNIT, ["1/SEKRE/2026", "1/UM/2026", "2/UM/2026"], heads) == []
    assert codes(tmp_path, BY_UNIT, ["1/SEKRE/2026", "1/UM/2026", "3/UM/2026"], heads) == [("T609", "instansi.yml")]
    ((code, _, words),) = told(tmp_path, BY_UNIT, ["1/SEKRE/2026", "1/SEKRE/2025", "2/UM/2026"], heads)
    assert (code, words.endswith("-> tulis '1/UM/2025'")) == ("T607", True)
    # A unit without a code may have any; all units may be counted together.
    lone = ["unit: lain\n", "unit: sekre\n", "unit: lain\n"]
    assert codes(tmp_path, BY_UNIT, ["1/X/2026", "2/SEKRE/2026", "3/X/2026"], lone) == []


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["000/001/2026", "000/1/2026"],
         ["nomor '000/1/2026' tidak menurut pola_nomor: 000/{urut:3}/{tahun} -> tulis '000/001/2026'",
          "nomor urut 1 sudah dipakai SOP 'a' (000/001/2026) -> "
          "periksa nomor kedua SOP; berkas yang satu lagi: sop/a.yml"]),
        (["apa"],
         ["nomor 'apa' tidak menurut pola_nomor: 000/{urut:3}/{tahun} -> betulkan nomornya; "
          "bila ini menurut pola yang lama, tambahkan pola itu pada 'pola_nomor'"]),
        (["000/001/2026", "000/001/2026"],
         ["nomor '000/001/2026' sudah dipakai SOP 'a' -> periksa nomor kedua SOP; berkas yang satu lagi: sop/a.yml"]),
    ],
)  # fmt: skip
def test_the_words(tmp_path: Path, numbers: list[str], words: list[str]) -> None:
    assert [said for _, _, said in told(tmp_path, PLAIN, numbers)] == words


def test_a_number_that_was_signed_is_changed_with_the_next_revision(tmp_path: Path) -> None:
    ((_, _, words),) = told(tmp_path, PLAIN, ["000/7/2026"], ["sidik: abc\n"])
    assert words.endswith("-> tulis '000/007/2026' pada revisi berikutnya")


def test_of_two_patterns_the_one_that_makes_the_number_to_the_letter_is_meant(tmp_path: Path) -> None:
    """Whichever comes first; where none does, the first that nearly does."""
    both = "pola_nomor: ['000/{urut:3}/{tahun}', '000/{urut}/{tahun}']\n"
    assert told(tmp_path / "to-the-letter", both, ["000/7/2026", "000/008/2026"]) == []
    nearly = "pola_nomor: ['000/{urut:3}/{tahun}', '000/{urut:4}/{tahun}']\n"
    ((_, _, words),) = told(tmp_path / "nearly", nearly, ["000/7/2026"])
    assert words.endswith(
        "tidak menurut pola_nomor: 000/{urut:3}/{tahun} atau 000/{urut:4}/{tahun} -> tulis '000/007/2026'"
    )


@pytest.mark.parametrize("withdrawn", [False, True])
def test_of_what_was_withdrawn_the_shape_is_not_told(tmp_path: Path, withdrawn: bool) -> None:
    gone = "status: dicabut\npencabutan: {tanggal: 2026-02-01}\n" if withdrawn else ""
    assert codes(tmp_path, PLAIN, ["apa"], [gone]) == ([] if withdrawn else [("T607", "sop/a.yml")])


def test_a_gap_names_its_unit_and_a_series_without_a_year_none(tmp_path: Path) -> None:
    heads = ["unit: umum\n", "unit: umum\n"]
    ((_, _, words),) = told(tmp_path / "a", BY_UNIT, ["1/UM/2026", "3/UM/2026"], heads)
    assert words.startswith("nomor urut 2 tahun 2026 unit UM tidak dipakai SOP mana pun")
    ((_, _, words),) = told(tmp_path / "b", "pola_nomor: 'A-{urut}'\n", ["A-1", "A-3"])
    assert words.startswith("nomor urut 2 tidak dipakai SOP mana pun")


def test_a_gap_stands_at_its_pattern(tmp_path: Path) -> None:
    both = "pola_nomor: ['000/{urut:3}/{tahun}', '065/{urut}/{tahun}']\n"
    told(tmp_path, both, ["065/1/2020", "065/3/2020"])
    assert [f.field for f in examine(tmp_path)[1] if f.code == "T609"] == ["pola_nomor.2"]


def test_what_the_copy_of_a_published_sop_had_is_not_missing(tmp_path: Path) -> None:
    numbers = ["000/001/2026", "000/003/2026"]
    told(tmp_path, PLAIN, numbers, ["status: berlaku\nrevisi: 1\n", ""])
    (tmp_path / "arsip" / "a").mkdir(parents=True)
    (tmp_path / "arsip" / "a" / "1.yml").write_text(SOP % ("a", "000/002/2026", "", "a"), "utf-8")
    assert [f.code for f in examine(tmp_path)[1] if f.code == "T609"] == []


@pytest.mark.parametrize(("first", "second"), [("000/001/2026", "000/001 /2026"), ("A-1", "a-1")])
def test_spaces_and_capitals_make_no_other_number(tmp_path: Path, first: str, second: str) -> None:
    assert ("T603", "sop/b.yml") in codes(tmp_path, "", [first, second])
    assert codes(tmp_path / "b", "", ["-", "-"]) == []


def test_the_month_is_no_series_of_its_own(tmp_path: Path) -> None:
    monthly = "pola_nomor: '{urut}/{bulan}/{tahun}'\n"
    assert codes(tmp_path, monthly, ["1/01/2026", "1/02/2026"]) == [("T608", "sop/b.yml")]
    assert codes(tmp_path, monthly, ["1/01/2026", "2/02/2026"]) == []


@pytest.mark.parametrize(("spans", "rest"), [(5, ""), (6, ", dan 1 rentang lain")])
def test_five_gaps_are_named_and_the_rest_counted(tmp_path: Path, spans: int, rest: str) -> None:
    numbers = [f"000/{2 * number + 1:03}/2026" for number in range(spans + 1)]
    ((code, _, words),) = told(tmp_path, PLAIN, numbers)
    assert code == "T609"
    assert f"nomor urut 2, 4, 6, 8, 10{rest} tahun 2026 tidak dipakai" in words


def test_a_span_is_named_by_its_ends(tmp_path: Path) -> None:
    ((_, _, words),) = told(tmp_path, PLAIN, ["000/001/2026", "000/005/2026"])
    assert "nomor urut 2 sampai 4 tahun 2026" in words


@pytest.mark.parametrize(
    ("agency", "told_of"),
    [
        ("pola_nomor: '{urut}/{apa}'\n", "'{apa}' tidak dikenal"),
        ("unit: {sekre: {nama: Sekretariat, kode: 'S K'}}\n", "kode unit"),
        (f"unit: {{sekre: {{nama: Sekretariat, kode: {'S' * 21}}}}}\n", "kode unit"),
    ],
)
def test_a_pattern_or_code_that_cannot_be_is_a_galat(tmp_path: Path, agency: str, told_of: str) -> None:
    assert [(code, told_of in words) for code, _, words in told(tmp_path, agency, [])] == [("D130", True)]
