"""What of a line is a number of its own, and what begins a name."""

from __future__ import annotations

import pytest

from generator.data.blocks import blocks, list_numbers, listed, one_line, plain, plain_items

OWN = [
    ["A. Persiapan", "B. Pelaksanaan"],
    ["A. Persiapan:\n1. satu", "B. Pelaksanaan"],
    ["I. Persiapan", "II. Pelaksanaan"],
    ["IV. satu", "V. dua", "VI. tiga"],
    ["C. satu", "D. dua", "E. tiga"],
    ["a. satu", "b. dua"],
    ["iv. satu", "v. dua"],
    ["A) satu", "(B) dua"],
    ["1.1 Persiapan", "1.2 Pelaksanaan"],
    ["1. satu", "2. dua"],
    ["- satu", "• dua"],
    ["a. satu"],
    ["A. satu\nB. dua", "- tiga"],
]
NAMES = [
    ["H. Ahmad", "Berkas"],
    ["H. Ahmad", "I. Ketut Sudana"],
    ["H. Ahmad", "H. Budi"],
    ["A. Rahman", "M. Yusuf"],
    ["C. satu", "D. dua"],
    ["M. Yusuf\nKepala Dinas"],
    ["V. Sari"],
    ["a. n. Bupati", "c. q. Kepala Dinas"],
    ["a.n. Bupati"],
    ["1.5 Liter air", "2.5 Juta rupiah"],
    ["3 (tiga) berkas", "Rp. 5.000"],
]


@pytest.mark.parametrize("items", OWN, ids=" | ".join)
def test_a_run_of_letters_and_every_other_number_is_the_items_own(items: list[str]) -> None:
    assert not any(listed(items)) and not plain_items(items)


@pytest.mark.parametrize("items", NAMES, ids=" | ".join)
def test_a_capital_letter_by_itself_begins_a_name(items: list[str]) -> None:
    assert all(listed(items)) and list_numbers(items) == list(range(1, len(items) + 1))
    assert all(not line.mark for item in items for line in blocks(item))
    assert plain_items(items) is not any("\n" in item for item in items)


def test_lines_of_a_text_are_a_run_too() -> None:
    text = "Memuat:\nA. satu\nB. dua\nH. Ahmad"
    assert [line.mark for line in blocks(text)] == ["", "A. ", "B. ", ""]
    assert [line.whole for line in blocks(text)] == text.split("\n")
    assert listed([text]) == [True] and not plain(text)


def test_a_list_with_names_counts_only_what_has_no_number() -> None:
    assert list_numbers(["H. Ahmad", "1. satu", "Berkas"]) == [1, 0, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Memuat:\na. satu;\nb. dua.", "Memuat: a. satu; b. dua."),
        ("Menerima surat\nMencatat surat", "Menerima surat; Mencatat surat"),
        ("Menerima surat\ndan mencatatnya", "Menerima surat dan mencatatnya"),
        ("satu\n- dua\n- tiga", "satu; - dua; - tiga"),
        ("1 hari kerja\n\n2 hari kerja", "1 hari kerja; 2 hari kerja"),
        ("  satu   baris ", "satu baris"),
        ("", ""),
    ],
)
def test_lines_in_one_line_stand_apart(text: str, said: str) -> None:
    assert one_line(text) == said
