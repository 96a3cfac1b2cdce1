"""docs/panduan/kesalahan-umum.md: every mistake on it is made in the guide's own files; the console says what it shows.

Below each heading stand two blocks: what was typed, and the answer. SOP_TULIS_EMAS=1 writes the answers anew.
"""

from __future__ import annotations

import datetime
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from generator.commands import actions
from generator.commands.console import show_findings, show_report
from generator.commands.findings_view import Selection
from generator.examine import examine
from generator.findings import severity_rank
from tests.support.documents import PANDUAN, write_whole_files
from tests.support.tools import ROOT

PAGE = PANDUAN / "kesalahan-umum.md"
_SECTION = re.compile(r"^## \d+\. (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Mistake:
    """``right`` of a file is written as ``wrong``; or the whole file is saved under ``name``, or in ``encoding``.
    ``published``: the SOP was put in force with `sop publish` before."""

    heading: str
    right: str = ""
    wrong: str = ""
    file: str = "sop/surat-masuk.yml"
    name: str = ""
    encoding: str = "utf-8"
    published: bool = False

    def make(self, data: Path) -> None:
        if self.published:
            actions.publish(data, Path(self.file).stem)
        text = (data / self.file).read_text("utf-8")
        assert not self.right or text.count(self.right) == 1, self.right
        target = data / (self.name or self.file)
        target.write_bytes(text.replace(self.right, self.wrong).encode(self.encoding) if self.right else text.encode())


CATAT = "    uraian: Mencatat surat pada buku agenda\n"
MISTAKES = (
    Mistake("Menjorokkan baris dengan tab", "  - id: agenda\n" + CATAT, "  - id: agenda\n\t" + CATAT.lstrip()),
    Mistake("Jorokan tidak sama", "  - id: agenda\n" + CATAT, "  - id: agenda\n   " + CATAT.lstrip()),
    Mistake("Titik dua di dalam teks", "Mencatat surat pada buku", "Mencatat surat: nomor dan tanggal pada buku"),
    Mistake("Tidak ada spasi setelah titik dua", "unit: sekretariat", "unit:sekretariat"),
    Mistake("Tanda kutip tidak ditutup", "judul: Pengelolaan Surat Masuk", 'judul: "Pengelolaan Surat Masuk'),
    Mistake("Kurung tidak ditutup", "[Memahami tata naskah dinas]", "[Memahami tata naskah dinas"),
    Mistake("Tanda kutip dari Word", "judul: Pengelolaan Surat Masuk\n", "judul: “Pengelolaan Surat Masuk”\n"),
    Mistake("Spasi dari Word", "unit: sekretariat", "unit: sekretariat\u00a0"),
    Mistake("Tulisan sesudah tanda pagar", "Mencatat surat pada buku", "Mencatat surat #2 pada buku"),
    Mistake(
        "Tanda hubung tanpa spasi", "peralatan: [Komputer, Buku agenda]", "peralatan:\n  -Komputer\n  -Buku agenda"
    ),
    Mistake("Nama isian salah ketik", CATAT, CATAT.replace("uraian", "uraiam")),
    Mistake("Nama isian dengan huruf besar", "dasar_hukum: [perbup", "Dasar Hukum: [perbup"),
    Mistake(
        "Waktu di luar mutu_baku", CATAT + "    pelaksana: staf", CATAT + "    pelaksana: staf\n    waktu: 10 menit"
    ),
    Mistake("Isian ditulis dua kali", "revisi: 1\n", "revisi: 1\nnomor: 065/14/2026\n"),
    Mistake("Isian wajib belum ditulis", CATAT, ""),
    Mistake("Tanggal terbalik", "efektif: 2026-02-01", "efektif: 01-02-2026"),
    Mistake("Kata di luar pilihan", "status: berlaku", "status: aktif"),
    Mistake("Menulis yes, bukan ya", "atau: ya", "atau: yes"),
    Mistake("Waktu tanpa satuan", "waktu: 10 menit, output: Surat lengkap", "waktu: 10, output: Surat lengkap"),
    Mistake("Menulis nama jabatan, bukan idnya", CATAT + "    pelaksana: staf", CATAT + "    pelaksana: Staf Umum"),
    Mistake("Id jabatan salah ketik", CATAT + "    pelaksana: staf", CATAT + "    pelaksana: saf"),
    Mistake(
        "Menulis judul peraturan, bukan idnya",
        "dasar_hukum: [perbup-contoh-1-2024]",
        "dasar_hukum: [Peraturan Bupati Contoh Nomor 1 Tahun 2024]",
    ),
    Mistake("Panah menuju langkah yang tidak ada", "{ya: agenda, tidak: 1}", "{ya: agenda, tidak: 9}"),
    Mistake("Keputusan dengan satu jalan keluar", "{ya: agenda, tidak: 1}", "{ya: agenda}"),
    Mistake("Kegiatan diawali nama jabatan", "uraian: Mencatat surat", "uraian: Sekretaris mencatat surat"),
    Mistake(
        "Formulir belum dibuat", "formulir: buku-tamu", "formulir: buku-tamu-harian", file="sop/penerimaan-tamu.yml"
    ),
    Mistake("Nama berkas dengan spasi atau huruf besar", file="sop/penerimaan-tamu.yml", name="sop/Rapat Dinas.yml"),
    Mistake("Notepad menambahkan .txt", file="sop/penerimaan-tamu.yml", name="sop/rapat-dinas.yml.txt"),
    Mistake(
        "Disimpan bukan sebagai UTF-8", "SOP Pengelolaan Arsip", "SOP Pengelolaan Arsip – Tahap 1", encoding="cp1252"
    ),
    Mistake(
        "Mengubah SOP yang sudah terbit",
        "kelengkapan: Disposisi, waktu: 5 menit",
        "kelengkapan: Disposisi, waktu: 10 menit",
        published=True,
    ),
)


def answer(mistake: Mistake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the console says to errors and warnings after ``mistake``."""
    monkeypatch.chdir(folder)
    data = Path("sop_data")
    write_whole_files(data)
    mistake.make(data)
    out = io.StringIO()
    show_findings(Console(file=out, width=200), examine(data)[1], data, hints=False)
    return out.getvalue()


def sections() -> dict[str, list[str]]:
    """Heading without its number -> the blocks below it."""
    return {heading: _BLOCK.findall(body) for heading, body in _SECTION.findall(PAGE.read_text("utf-8"))}


def test_the_page_walks_through_these_mistakes_in_order() -> None:
    assert list(sections()) == [mistake.heading for mistake in MISTAKES]
    numbers = re.findall(r"^## (\d+)\.", PAGE.read_text("utf-8"), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 31)]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.heading)
def test_console_says_what_the_page_shows(mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(mistake, tmp_path, monkeypatch)
    typed, shown = sections()[mistake.heading]
    if os.environ.get("SOP_TULIS_EMAS") == "1":
        text = PAGE.read_text("utf-8")
        start = text.index(f". {mistake.heading}\n")
        PAGE.write_text(text[:start] + text[start:].replace(f"```text\n{shown}```", f"```text\n{said}```", 1), "utf-8")
        shown = said
    assert shown == said
    written = mistake.name or (tmp_path / "sop_data" / mistake.file).read_bytes().decode(mistake.encoding)
    assert typed.strip("\n") in written


SCREEN = (80, 24)
"""Columns and lines of a console window as it opens."""


def screens(said: str) -> int:
    """How many lines ``said`` takes in a window of that width."""
    return sum(max(1, -(-len(line.rstrip()) // SCREEN[0])) for line in said.rstrip("\n").split("\n"))


@pytest.mark.slow
@pytest.mark.parametrize("terminal", [True, False], ids=["in a window", "through a pipe"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.heading)
def test_the_check_of_a_typical_mistake_fits_one_screen(
    mistake: Mistake, terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the prompt below it: what is wrong stands first, and nothing of it has gone up and away."""
    monkeypatch.chdir(tmp_path)
    data = Path("sop_data")
    write_whole_files(data)
    mistake.make(data)
    out = io.StringIO()
    findings = examine(data, datetime.date(2026, 7, 1))[1]
    console = Console(file=out, width=SCREEN[0], force_terminal=terminal, color_system=None, legacy_windows=False)
    show_report(console, findings, findings, data, Selection(), "")
    said = out.getvalue()
    assert screens(said) < SCREEN[1], said
    worst = min((finding for finding in findings if not finding.diterima), key=severity_rank)
    assert f"{worst.severity} {worst.code}" in said.splitlines()[0]


def test_the_check_of_the_seed_fits_one_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    data, out = Path("sop_data"), io.StringIO()
    findings = examine(data, datetime.date(2026, 7, 1))[1]
    show_report(Console(file=out, width=SCREEN[0]), findings, findings, data, Selection(), "")
    assert screens(out.getvalue()) < SCREEN[1], out.getvalue()
