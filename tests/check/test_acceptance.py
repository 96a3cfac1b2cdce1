"""What an acceptance is about: the thing in whose file it stands, no other, and only the part that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import examine
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
