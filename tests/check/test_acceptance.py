"""What an acceptance is about: the thing in whose file it stands, no other, and only the part that it names."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.examine import examine
from tests.data.test_cases import AGENCY

ODD = "\U0001f600"
"""A character that paper cannot show: S404, where it stands."""
FORM = "judul: Nota {odd}\n{more}bagian: [{{isian: [{{id: a, label: A {odd}}}]}}]\n"
LAWS = "satu: {judul: UU %s, abaikan: [{kode: S404, sebab: X%s}]}\nsatu-dua: {judul: UU %s}\n"
SOP = "judul: Surat\npelaksana: petugas\nlangkah:\n  - {uraian: Menulis %s, pelaksana: petugas}\n"


def told(folder: Path, **files: str) -> list[tuple[str, str, str]]:
    """(file, field, reason) of every finding about that character and about acceptances."""
    for name, text in AGENCY.items() | {(name.replace("__", "/") + ".yml", text) for name, text in files.items()}:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found = [f for f in examine(folder)[1] if f.code in ("S404", "Z901")]
    return sorted((f.file, f.field, f.diterima or f.code) for f in found)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [("bagian.1.isian.1.label", "S404"), ("judul", "S404")]),
        ("abaikan: [{kode: S404, sebab: X}]\n", [("bagian.1.isian.1.label", "X"), ("judul", "X")]),
        ("abaikan: [{kode: S404, bagian: judul, sebab: X}]\n", [("bagian.1.isian.1.label", "S404"), ("judul", "X")]),
        # A form has no steps, and this form has no instructions.
        ("abaikan: [{kode: S404, langkah: 1, sebab: X}]\n",
         [("abaikan.1.kode", "Z901"), ("bagian.1.isian.1.label", "S404"), ("judul", "S404")]),
        ("abaikan: [{kode: S404, bagian: petunjuk, sebab: X}]\n",
         [("abaikan.1.kode", "Z901"), ("bagian.1.isian.1.label", "S404"), ("judul", "S404")]),
    ],
)  # fmt: skip
def test_in_a_form(tmp_path: Path, more: str, expected: list[tuple[str, str]]) -> None:
    files = {"formulir__nota": FORM.format(odd=ODD, more=more), "formulir__lain": FORM.format(odd=ODD, more="")}
    own = [("formulir/nota.yml", field, how) for field, how in expected]
    other = [("formulir/lain.yml", field, "S404") for field in ("bagian.1.isian.1.label", "judul")]
    assert told(tmp_path, **files) == other + own


@pytest.mark.slow
def test_in_a_regulation(tmp_path: Path) -> None:
    """It is about this regulation, not about one whose id begins alike."""
    assert told(tmp_path, peraturan=LAWS % (ODD, "", ODD)) == [
        ("peraturan.yml", "satu-dua.judul", "S404"), ("peraturan.yml", "satu.judul", "X"),
    ]  # fmt: skip
    assert told(tmp_path, peraturan=LAWS % (ODD, ", langkah: 1", "")) == [
        ("peraturan.yml", "satu.abaikan.1.kode", "Z901"), ("peraturan.yml", "satu.judul", "S404"),
    ]  # fmt: skip
    assert told(tmp_path, peraturan=LAWS % ("", "", ODD)) == [
        ("peraturan.yml", "satu-dua.judul", "S404"), ("peraturan.yml", "satu.abaikan.1.kode", "Z901"),
    ]  # fmt: skip


def test_of_one_step_while_another_has_the_finding(tmp_path: Path) -> None:
    text = SOP % ODD + "  - {uraian: Mencatat, pelaksana: petugas}\nabaikan: [{kode: S404, langkah: %s, sebab: X}]\n"
    step = ("sop/surat.yml", "langkah.1.uraian")
    assert told(tmp_path, sop__surat=text % 1) == [(*step, "X")]
    assert told(tmp_path, sop__surat=text % 2) == [("sop/surat.yml", "abaikan.1.kode", "Z901"), (*step, "S404")]


@pytest.mark.parametrize(("count", "rest"), [(1, ""), (5, ""), (6, " dan 1 lainnya"), (8, " dan 3 lainnya")])
def test_five_odd_characters_are_named_and_the_rest_counted(tmp_path: Path, count: int, rest: str) -> None:
    """A line of a finding stays a line, and no character is kept back."""
    odd = [chr(ord(ODD) + number) for number in range(count)]
    for name, text in (AGENCY | {"sop/surat.yml": SOP % "".join(odd)}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (message,) = [f.message for f in examine(tmp_path)[1] if f.code == "S404"]
    named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in odd[:5])
    assert message == f"huruf {named}{rest} tidak dapat dicetak"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"formulir__nota": FORM.format(odd="", more="abaikan: [{kode: S404, sebab: X}]\n")},
         "tidak ada lagi temuan S404 yang cocok dengan butir ini -> "
         "hapus butir ini, atau betulkan kode, langkah, atau bagiannya"),
        ({"sop__surat": SOP % "surat" + "abaikan: [{kode: S404, sebab: X}]\n"},
         "tidak ada lagi temuan S404 yang cocok dengan butir ini -> "
         "hapus butir ini, atau betulkan kode, langkah, atau bagiannya"),
        ({"instansi": "pemerintah: P\nnama: N\nabaikan: [{kode: S404, sebab: X}]\n"},
         "tidak ada lagi temuan S404 yang cocok dengan butir ini -> hapus butir ini, atau betulkan kode atau SOP-nya"),
        ({"instansi": "pemerintah: P\nnama: N\nabaikan: [{kode: S404, sebab: X, sop: [surat]}]\n"},
         "tidak ada lagi temuan S404 pada sop/surat.yml yang cocok dengan butir ini -> "
         "hapus butir ini, atau betulkan kode atau SOP-nya"),
        ({"sop__surat": (SOP % "surat").replace("pelaksana: petugas}", "pelaksana: tukang}")
          + "abaikan: [{kode: R202, sebab: X}]\n"},
         "R202 adalah galat dan tidak dapat diabaikan -> perbaiki galatnya, lalu hapus butir ini"),
        ({"sop__surat": SOP % f"{ODD} dan {ODD}",
          "instansi": f"pemerintah: P\nnama: N {ODD}\nabaikan: [{{kode: S404, sebab: X, sampai: 2020-01-01}}]\n"},
         "pengabaian S404 sudah lewat batas harinya; 2 temuan tampil lagi -> "
         "perbaiki temuannya lalu hapus butir ini, atau tulis 'sampai' yang baru beserta sebabnya"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_acceptance(tmp_path: Path, files: dict[str, str], words: str) -> None:
    for name, text in (AGENCY | {name.replace("__", "/") + ".yml": text for name, text in files.items()}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    told = [f"{f.message} -> {f.remedy}" for f in examine(tmp_path, datetime.date(2026, 1, 1))[1] if f.code[0] == "Z"]
    assert told == [words]


@pytest.mark.parametrize(
    ("scope", "accepted"),
    [
        ("bagian: langkah", [1, 2]), ("bagian: langkah.1", [1]), ("bagian: langkah.1.uraian", [1]),
        ("bagian: langkah.1.ura", []), ("langkah: [1, 2]", [1, 2]), ("langkah: 2", [2]), ("langkah: ke-dua", [2]),
        ("langkah: 2, bagian: langkah.1", []),
    ],
)  # fmt: skip
def test_how_far_it_reaches(tmp_path: Path, scope: str, accepted: list[int]) -> None:
    text = SOP % ODD + f"  - {{uraian: Mencatat {ODD}, id: ke-dua, pelaksana: petugas}}\n"
    told_of = told(tmp_path, sop__surat=text + f"abaikan: [{{kode: S404, {scope}, sebab: X}}]\n")
    steps = [(file, field, how) for file, field, how in told_of if field.startswith("langkah.")]
    assert steps == [("sop/surat.yml", f"langkah.{n}.uraian", "X" if n in accepted else "S404") for n in (1, 2)]
    assert ((("sop/surat.yml", "abaikan.1.kode", "Z901")) in told_of) == (not accepted)


def test_of_two_reasons_the_first_holds_and_neither_is_left_over(tmp_path: Path) -> None:
    two = "abaikan: [{kode: S404, sebab: X}, {kode: S404, bagian: langkah.1, sebab: Y}]\n"
    assert told(tmp_path, sop__surat=SOP % ODD + two) == [("sop/surat.yml", "langkah.1.uraian", "X")]
