"""How long a text may be, both sides of each limit; and that work grows with the text, not faster."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from generator.build_options import BuildOptions
from generator.data.base import MAX_SHORT, MAX_TEXT, MAX_WORD
from generator.data.langkah import MAX_COLUMNS
from generator.examine import examine
from generator.pipeline import build
from generator.text.measure import em_width, wrap
from tests.data.test_cases import AGENCY

LETTERS = random.Random(7)


def words(count: int) -> str:
    """Words of this many characters together."""
    made = ""
    while len(made) < count:
        made += "".join(LETTERS.choices("abdegiklmnprstu", k=LETTERS.randint(3, 9))) + " "
    return made[:count].strip().ljust(count, "a")


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in {**AGENCY, **files}.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, "utf-8")
    return tmp_path / "data"


def sop(uraian: str = "Menulis surat", judul: str = "Surat", mutu: str = "{}", rows: int = 1, more: str = "") -> str:
    row = f"- {{uraian: {uraian}, pelaksana: petugas, mutu_baku: {mutu}}}\n"
    return f"judul: {judul}\npelaksana: [petugas]\n{more}langkah:\n{row * rows}"


LIMITS = {
    "uraian": (MAX_TEXT, lambda text: sop(uraian=text)),
    "judul": (MAX_SHORT, lambda text: sop(judul=text)),
    "waktu": (MAX_SHORT, lambda text: sop(mutu=f"{{waktu: {text}}}")),
    "kelengkapan": (MAX_TEXT, lambda text: sop(mutu=f"{{kelengkapan: [{text}]}}")),
}


@pytest.mark.parametrize("key", LIMITS)
def test_both_sides_of_each_limit(key: str, tmp_path: Path) -> None:
    limit, make = LIMITS[key]
    for more in (0, 1):
        data = folder(tmp_path, {"sop/surat.yml": make(words(limit + more))})
        found = [f for f in examine(data)[1] if f.severity == "galat"]
        assert [f.code for f in found] == ["D105"] * more
        assert all(f"paling panjang {limit} huruf" in f.remedy and f.line for f in found)


def test_both_sides_of_the_longest_word(tmp_path: Path) -> None:
    for more in (0, 1):
        data = folder(tmp_path, {"sop/surat.yml": sop(uraian="a " + "b" * (MAX_WORD + more))})
        assert [f.code for f in examine(data)[1] if f.severity == "galat"] == ["D105"] * more


def test_both_sides_of_the_most_columns(tmp_path: Path) -> None:
    for count in (MAX_COLUMNS, MAX_COLUMNS + 1):
        ids = [f"p{n}" for n in range(count)]
        text = f"judul: Surat\npelaksana: [{', '.join(ids)}]\nlangkah:\n"
        text += "".join(f"- {{uraian: Menulis surat, pelaksana: {id}}}\n" for id in ids)
        jabatan = "".join(f"{id}: {{nama: Petugas {id}}}\n" for id in ids)
        found = examine(folder(tmp_path, {"jabatan.yml": jabatan, "sop/surat.yml": text}))[1]
        assert [f.code for f in found if f.severity == "galat"] == ["D105"] * (count - MAX_COLUMNS)


def test_cutting_a_word_takes_time_by_its_length() -> None:
    """A word is cut where the line is full, each piece as long as fits; 100,000 letters take no longer than a blink."""
    start = time.process_time()
    lines = wrap("W" * 100_000, 20 * 12, 12)
    assert time.process_time() - start < 2
    assert "".join(lines) == "W" * 100_000
    room = em_width(lines[0])
    assert room <= 20 < room + em_width("W")
    assert {len(line) for line in lines[:-1]} == {len(lines[0])}


COMPARED = {
    "K803": sop(
        uraian=words(9000), rows=20, more=f"identifikasi: {{langkah: {{utama: [{', '.join([words(9000)] * 20)}]}}}}\n"
    ),
    "K805": sop(mutu=f"{{kelengkapan: [{', '.join(words(9000) for _ in range(45))}], output: [x]}}"),
    "K805-marks": sop(mutu=f"{{kelengkapan: [{', '.join(f'Surat nomor {n}' for n in range(490))}]}}", rows=9),
    "K805-alike": sop(mutu=f"{{kelengkapan: [Surat {'a' * 990}, Surat {'a' * 989}b], output: [x]}}", rows=200),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", COMPARED)
def test_comparisons_are_bounded(case: str, tmp_path: Path) -> None:
    data = folder(tmp_path, {"sop/surat.yml": COMPARED[case]})
    start = time.process_time()
    examine(data)
    assert time.process_time() - start < 3


def test_what_is_made_of_the_longest_texts(tmp_path: Path) -> None:
    """The forms that the program makes of an SOP put words before its title and its steps."""
    text = sop(uraian=words(MAX_TEXT), judul=words(MAX_SHORT), more=f"nomor: {words(MAX_SHORT)}\n")
    data = folder(tmp_path, {"sop/surat.yml": text})
    assert build(data, tmp_path / "situs").built
    assert (tmp_path / "situs" / "sop" / "surat" / "evaluasi").is_dir()


def test_a_step_of_long_texts_is_laid_out(tmp_path: Path) -> None:
    """The longest that a step may say, in one word after the other that fits no column: minutes before, now seconds."""
    long = " ".join("W" * 999 for _ in range(9))
    data = folder(tmp_path, {"sop/surat.yml": sop(uraian=long, mutu=f"{{waktu: {'W' * 999}, output: [{long}]}}")})
    start = time.process_time()
    assert build(data, tmp_path / "situs", BuildOptions(ringkas=True)).built
    assert time.process_time() - start < 30
