"""What is wrong in a workbook is said at once and by cell; what is dangerous is not read; two edits never lose one."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.commands.at_work import RefusedError
from generator.workbook.read_workbook import NotOurWorkbookError, is_our_workbook, read_workbook
from generator.workbook.safe_cells import MAX_UNPACKED, UnsafeWorkbookError
from generator.workbook.workbook_acts import write_back, write_workbooks
from tests.support.libraries import SOP, make_library
from tests.support.workbooks import OpenBook, library_of

pytestmark = pytest.mark.slow

SLUG = "surat"


@pytest.fixture
def book(tmp_path: Path) -> OpenBook:
    return OpenBook(make_library(tmp_path / "data"), SLUG, tmp_path / "surat.xlsx")


def test_every_fault_is_said_at_once_and_by_cell(book: OpenBook) -> None:
    sheet, row = book.sheet("Langkah"), book.row
    places = {
        "uraian langkah kosong": book.cell("1", "Kegiatan"),
        "bukan simbol": book.cell("2", "Petugas"),
        "bukan nomor langkah": book.cell("2", "Lanjut ke"),
        "memuat rumus": book.cell("3", "Waktu"),
        "formulir 'Nota' tidak ada": book.cell("3", "Formulir"),
        "tidak ada sel di atasnya": book.cell("1", "Output"),
        "bukan tanggal": book.identity("tanggal.efektif")[0],
        "jabatan 'Atasn' tidak ada": book.identity("pengesahan.jabatan")[0],
        "tidak diubah di buku kerja": book.identity("status")[0],
        "bagian 'Apa' tidak dikenal": book.sheet("Konfirmasi").cell(5, 2),
    }
    texts = ("", "Kegiatn", "Ya: 21; Tidak: 1", "=1+1", "Nota", "(gabung)", "31-31-2026", "Atasn", "berlaku", "Apa")
    for cell, text in zip(places.values(), texts, strict=True):
        cell.value = text or None
    book.sheet("Konfirmasi").cell(5, 4).value = book.sheet("Konfirmasi").cell(5, 5).value = "x"
    free = next(cell.column for cell in next(sheet.iter_rows(max_row=1)) if cell.value == "p:")
    sheet.cell(row("4"), free).value = "Kegiatan"
    reading = book.read()
    assert reading.changes == ()
    said = {fault.place: fault.message for fault in reading.faults}
    for words, cell in places.items():
        place = f"{cell.parent.title}!{cell.coordinate}"
        assert words in said.pop(place), place
    assert list(said.values()) == ["kolom ini belum mempunyai pelaksana"]
    assert any("maksud Anda 'Atasan'" in fault.remedy for fault in reading.faults)


def test_what_the_check_has_against_it_is_said_by_cell(book: OpenBook) -> None:
    book.cell("2", "Lanjut ke").value = "Ya: 2; Tidak: 1"
    (fault,) = book.read().faults
    assert (fault.place, fault.message) == ("Langkah!L8", "langkah ini menuju dirinya sendiri")


def rename(book: OpenBook) -> None:
    book.sheet("Langkah").title = "Tabel"


def drop_keys(book: OpenBook) -> None:
    book.sheet("Langkah").delete_cols(1)


def drop_column(book: OpenBook) -> None:
    book.sheet("Langkah").delete_cols(book.column("Waktu"))


def other_head(book: OpenBook) -> None:
    book.sheet("Langkah").cell(6, book.column("Petugas")).value = "Petgas"


def two_leaders(book: OpenBook) -> None:
    book.cell("1", "Atasan").value = "Kegiatan"


def stray(book: OpenBook) -> None:
    book.sheet("Langkah").cell(7, 40).value = "catatan"


@pytest.mark.parametrize(
    ("act", "place", "words"),
    [
        (rename, "Langkah", "lembar 'Langkah' tidak ada"),
        (drop_keys, "Langkah", "kolom tersembunyi dihapus"),
        (drop_column, "Langkah", "kolom 'Waktu' dihapus"),
        (other_head, "Langkah!D6", "jabatan 'Petgas' tidak ada"),
        (two_leaders, "Langkah!E7", "dua simbol utama"),
        (stray, "Langkah!AN6", "kolom ini bukan bagian tabel"),
    ],
)
def test_a_broken_sheet_is_a_fault(book: OpenBook, act: Callable[[OpenBook], None], place: str, words: str) -> None:
    act(book)
    reading = book.read()
    assert reading.changes == ()
    assert any(fault.place == place and words in fault.message for fault in reading.faults), reading.faults


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "_x0041_", "'a", "\t=1", "<b>&amp;"]
)
def test_dangerous_texts_are_texts(tmp_path: Path, text: str) -> None:
    """In the data they come back as they are; nothing that begins like a formula is one in the workbook."""
    data = make_library(tmp_path / "data", SOP.replace("Menerima surat", f"'{text.replace(chr(39), chr(39) * 2)}'"))
    book = OpenBook(data, SLUG, tmp_path / "a.xlsx")
    cell = book.cell("1", "Kegiatan")
    assert cell.data_type == "s"
    reading = read_workbook(book.path, library_of(data))
    assert (reading.faults, reading.changes) == ((), ())
    with zipfile.ZipFile(book.path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def repacked(path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> None:
    """The workbook with its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    path.write_bytes(target.getvalue())


def same(_: str, content: bytes) -> bytes:
    return content


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def with_entity(name: str, content: bytes) -> bytes:
    return content.replace(b"?>", b"?>" + ENTITY, 1) if name.endswith("sheet1.xml") else content


def merged_all(name: str, content: bytes) -> bytes:
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    return content.replace(b"</worksheet>", merge) if name.endswith("sheet2.xml") else content


def macro_type(name: str, content: bytes) -> bytes:
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return content.replace(plain, kind) if name == "[Content_Types].xml" else content


def far_cell(name: str, content: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return content.replace(b"</sheetData>", far, 1) if name.endswith("sheet3.xml") else content


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: repacked(path, same, {"xl/vbaProject.bin": b"x"}), "makro"),
        (lambda path: repacked(path, macro_type), "bermakro"),
        (lambda path: repacked(path, with_entity), "entitas"),
        (lambda path: repacked(path, same, {"xl/besar.xml": b" " * (MAX_UNPACKED + 1)}), "lebih besar"),
        (lambda path: repacked(path, same, {f"xl/x{n}.xml": b"" for n in range(500)}), "lebih besar"),
        (lambda path: repacked(path, merged_all), "digabung"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600), "bersandi"),
        (lambda path: path.write_bytes(path.read_bytes()[:4000]), "terpotong"),
        (lambda path: path.write_bytes(b"judul;nomor"), "bukan buku kerja"),
        (lambda path: repacked(path, lambda name, c: b"<a>" if name == "xl/workbook.xml" else c), "rusak"),
    ],
    ids=[
        "makro",
        "jenis bermakro",
        "entitas",
        "bom zip",
        "banyak bagian",
        "gabung semua",
        "sandi",
        "potong",
        "csv",
        "xml",
    ],
)
def test_a_dangerous_file_is_refused_with_its_reason(book: OpenBook, make: Callable[[Path], None], words: str) -> None:
    make(book.path)
    with pytest.raises(UnsafeWorkbookError) as refused:
        read_workbook(book.path, library_of(book.data))
    assert words in refused.value.message
    assert refused.value.remedy


def test_a_cell_at_the_end_of_the_sheet_costs_nothing(book: OpenBook) -> None:
    repacked(book.path, far_cell)
    assert "bukan bagian tabel" in read_workbook(book.path, library_of(book.data)).faults[0].message


def test_a_workbook_of_somebody_else_is_not_taken_for_ours(book: OpenBook, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "lain.xlsx")
    assert not is_our_workbook(tmp_path / "lain.xlsx")
    with pytest.raises(NotOurWorkbookError):
        read_workbook(tmp_path / "lain.xlsx", library_of(book.data))
    other = load_workbook(book.path)
    other["_pustaka_sop"]["B3"] = "0"
    other.save(book.path)
    assert "tersembunyi" in read_workbook(book.path, library_of(book.data)).faults[0].message


def file_of(book: OpenBook) -> Path:
    return book.data / "sop" / "surat.yml"


def test_two_edits_of_different_parts_are_both_kept(book: OpenBook) -> None:
    file_of(book).write_text(
        SOP.replace("nomor: 01/2024", "nomor: 09/2024").replace("waktu: 5 menit", "waktu: 9 menit"), "utf-8"
    )
    book.cell("2", "Kegiatan").value = "Meneliti kelengkapan surat"
    (change,) = book.read().changes
    text = (change.new or b"").decode()
    assert "nomor: 09/2024   # dari bagian hukum" in text
    assert "waktu: 9 menit" in text
    assert text == file_of(book).read_text("utf-8").replace("Memeriksa kelengkapan", "Meneliti kelengkapan")


def test_two_edits_of_one_part_are_refused_and_both_shown(book: OpenBook) -> None:
    file_of(book).write_text(SOP.replace("nomor: 01/2024", "nomor: 09/2024"), "utf-8")
    book.identity("nomor")[0].value = "02/2024"
    reading = book.read()
    assert reading.changes == ()
    (both,) = reading.conflicts
    assert (both.path, both.theirs, both.ours) == (("nomor",), "09/2024", "02/2024")


def test_steps_that_moved_in_the_file_are_never_mixed_with_others(book: OpenBook) -> None:
    lines = SOP.replace("  # catatan di tengah\n", "  - uraian: Mencatat surat\n    pelaksana: petugas\n")
    file_of(book).write_text(lines, "utf-8")
    book.cell("2", "Lanjut ke").value = "Ya: 4; Tidak: 1"
    reading = book.read()
    assert [both.path for both in reading.conflicts] == [("langkah",)]


def test_what_was_shown_is_what_is_written(book: OpenBook) -> None:
    book.identity("nomor")[0].value = "02/2024"
    reading = book.read()
    before = file_of(book).read_bytes()
    assert write_back(book.data, book.path, reading, coba=True).written
    assert file_of(book).read_bytes() == before
    file_of(book).write_bytes(before + b"# lain\n")
    with pytest.raises(RefusedError, match="berubah sejak ditampilkan"):
        write_back(book.data, book.path, reading)
    assert file_of(book).read_bytes() == before + b"# lain\n"


def test_a_workbook_with_work_in_it_is_not_replaced(book: OpenBook, tmp_path: Path) -> None:
    library = library_of(book.data)
    (path,) = write_workbooks(library, (), [SLUG], tmp_path)
    assert write_workbooks(library, (), [SLUG], tmp_path) == [path]
    path.write_bytes(b"kerja")
    with pytest.raises(RefusedError, match="sudah ada"):
        write_workbooks(library, (), [SLUG], tmp_path)
    assert path.read_bytes() == b"kerja"
    write_workbooks(library, (), [SLUG], tmp_path, replace=True)
    assert is_our_workbook(path)


def test_import_takes_our_workbook_as_an_edit_and_another_as_a_document(book: OpenBook, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in book.data.rglob("*") if path.is_file()}
    book.identity("nomor")[0].value = "02/2024"
    book.book.save(book.path)
    (tmp_path / "rusak.xlsx").write_bytes(b"PK rusak")
    code, said = run(book, "import", str(book.path), str(tmp_path / "rusak.xlsx"), answer="tidak\n")
    assert "02/2024" in said and "Tidak ada berkas yang diubah" in said
    assert "Tidak dibaca: rusak.xlsx" in said and code == 1
    assert {path: path.read_bytes() for path in before} == before
    code, said = run(book, "import", str(book.path), answer="ya\n")
    assert code == 0, said
    assert "nomor: 02/2024   # dari bagian hukum" in file_of(book).read_text("utf-8")
    assert sorted(path.name for path in (book.data / "sop").iterdir()) == ["surat.yml"], "no other SOP was made of it"


def run(book: OpenBook, *words: str, answer: str = "") -> tuple[int, str]:
    command = [sys.executable, "-m", "generator", *words, "--data", str(book.data)]
    done = subprocess.run(command, input=answer, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_command_says_asks_and_writes(book: OpenBook, tmp_path: Path) -> None:
    def sop(*words: str, answer: str = "") -> tuple[int, str]:
        return run(book, "excel", *words, answer=answer)

    shutil.rmtree(tmp_path / "buku", ignore_errors=True)
    code, said = sop(SLUG, "--out", str(tmp_path / "buku"))
    assert (code, (tmp_path / "buku" / "surat.xlsx").is_file()) == (0, True)
    book.identity("nomor")[0].value = "02/2024"
    book.book.save(book.path)
    code, said = sop("--baca", str(book.path), answer="tidak\n")
    assert code == 0
    assert "Nomor SOP 01/2024 menjadi 02/2024" in said or "02/2024" in said
    assert "Tidak ada berkas yang diubah" in said
    code, said = sop("--baca", str(book.path), "--ya")
    assert code == 0
    assert "nomor: 02/2024   # dari bagian hukum" in file_of(book).read_text("utf-8")
    code, said = sop("--baca", str(tmp_path / "tidak-ada.xlsx"))
    assert (code, "tidak dibaca" in said) == (1, True)
    assert sop()[0] == 2
