"""What a person does in a workbook, and what becomes of the SOP's file: that, and nothing else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.changes import FileChange
from generator.examine import examine
from generator.findings import has_errors
from generator.revisions.sop_diff import SopDiff, compare
from generator.workbook.identity_fields import FIELDS
from generator.workbook.read_workbook import WorkbookReading
from generator.workbook.sheet_marks import CELL_MAX
from generator.workbook.workbook_acts import write_back
from tests.support.libraries import make_library
from tests.support.workbooks import ALL_SOPS, OpenBook, copy_of

pytestmark = pytest.mark.slow

SOP = """\
# Catatan pemelihara di atas.
judul: Surat
nomor: "01/2024"   # dari bagian hukum
status: draf
tanggal: {pembuatan: 2024-01-02}
kualifikasi:
  # tentang orangnya
  - Teliti          # tetap1
  - 'Jujur'         # tetap2
  - Rapi            # tetap3
pengesahan: {jabatan: atasan}
pelaksana: [petugas, atasan]

langkah:
  - uraian: Menerima surat   # tetap4
    pelaksana: petugas
    mutu_baku: {waktu: 5 menit, kelengkapan: [Surat, "Buku, agenda"]}

  # tetap5: sebelum memeriksa
  - uraian: Memeriksa kelengkapan surat
    pelaksana: petugas
    keputusan: {ya: 3, tidak: 1}   # tetap6

  - id: tanda
    uraian: >-
      Menandatangani surat yang sudah
      diperiksa kelengkapannya
    pelaksana: [atasan, petugas]

  - uraian: Mengembalikan surat
    pelaksana: petugas
    lanjut: [2, tanda]

  - uraian: Mengarsipkan surat
    pelaksana: petugas
konfirmasi:
  - {bagian: langkah.alur, judul: Benarkah kembali ke langkah 2?, langkah: [2, 4], sebab: Naskah tidak jelas.}
  - bagian: nomor
    judul: Nomor?
    sebab: Kosong.   # tetap7
abaikan:
  - {kode: S402, langkah: [5], sebab: Belum.}
  - {kode: K806, bagian: langkah.4.uraian, sebab: Begitu.}
# catatan di akhir
"""


@pytest.fixture
def book(tmp_path: Path) -> OpenBook:
    return OpenBook(make_library(tmp_path / "data", SOP), "surat", tmp_path / "surat.xlsx")


def change_of(reading: WorkbookReading) -> FileChange:
    assert [fault.sentence for fault in reading.faults] == []
    (change,) = reading.changes
    return change


def text_after(book: OpenBook) -> str:
    change = change_of(book.read())
    assert change.new is not None
    text = change.new.decode()
    gone = set(re.findall("tetap[0-9]", SOP)) - set(re.findall("tetap[0-9]", text))
    assert not gone
    return text


def differences(beda: SopDiff) -> int:
    steps = [one for procedure in beda.prosedur for one in procedure.langkah]
    fields = [field for one in steps for field in one.bidang if field.nyata]
    return len(beda.bidang) + len(fields) + sum(one.dari is None or one.ke is None or one.pindah for one in steps)


def put(number: str, head: str, value: object) -> Callable[[OpenBook], None]:
    def act(book: OpenBook) -> None:
        book.cell(number, head).value = value

    return act


ONE_CELL: dict[str, tuple[Callable[[OpenBook], None], str, str]] = {
    "uraian": (put("1", "Kegiatan", "Menerima berkas"), "uraian: Menerima surat ", "uraian: Menerima berkas "),
    "waktu": (put("1", "Waktu", "10 menit"), "{waktu: 5 menit, ", "{waktu: 10 menit, "),
    "satu butir lagi": (
        put("1", "Kelengkapan", "Surat\nBuku, agenda\nMap"), '[Surat, "Buku, agenda"]', '[Surat, "Buku, agenda", Map]',
    ),
    "satu butir kurang": (put("1", "Kelengkapan", "Buku, agenda"), '[Surat, "Buku, agenda"]', '["Buku, agenda"]'),
    "lipatan": (
        put("3", "Kegiatan", "Menandatangani surat"),
        "    uraian: >-\n      Menandatangani surat yang sudah\n      diperiksa kelengkapannya\n",
        "    uraian: Menandatangani surat\n",
    ),
    "keterangan baru": (put("5", "Keterangan", "Satu hari"), "", "    keterangan: Satu hari\n"),
    "kosong": (put("5", "Waktu", "(kosong)"), "", "    mutu_baku:\n      kosong: waktu\n"),
    "miring": (put("1", "Kegiatan", "Menerima *e-mail*"), "uraian: Menerima surat ", 'uraian: "Menerima *e-mail*" '),
    "keterangan menyatu": (
        put("5", "Keterangan", "(gabung)"), "", "    mutu_baku:\n      gabung: keterangan\n",
    ),
    "tujuan": (put("2", "Lanjut ke", "Ya: 3; Tidak: 4"), "{ya: 3, tidak: 1}", "{ya: 3, tidak: 4}"),
    "label": (put("2", "Lanjut ke", "Lengkap -> 3, Kurang -> 1"), "{ya: 3, tidak: 1}", "{Lengkap: 3, Kurang: 1}"),
    "selesai": (put("4", "Lanjut ke", "Selesai"), "lanjut: [2, tanda]", "lanjut: selesai"),
    "atau": (put("3", "Petugas", "Atau"), "[atasan, petugas]\n\n  -", "[atasan, petugas]\n    atau: ya\n\n  -"),
    "tidak bersama": (put("3", "Petugas", None), "pelaksana: [atasan, petugas]", "pelaksana: [atasan]"),
    "simbol": (
        put("4", "Petugas", "mulai"),
        "petugas\n    lanjut: [2, tanda]",
        "petugas\n    jenis: mulai\n    lanjut: [2, tanda]",
    ),
    "nomor sendiri": (
        put("5", "No", "5a"), "  - uraian: Mengarsipkan surat\n", "  - no: 5a\n    uraian: Mengarsipkan surat\n",
    ),
    "bilangan": (put("1", "Waktu", 7), "{waktu: 5 menit, ", "{waktu: 7, "),
    "tanda sama dengan": (put("5", "Keterangan", "'=1+1"), "", "    keterangan: \"'=1+1\"\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_CELL)
def test_one_cell_is_one_difference(name: str, book: OpenBook) -> None:
    act, old, new = ONE_CELL[name]
    act(book)
    reading = book.read()
    text = text_after(book)
    assert text == SOP.replace(old, new, 1) if old else text.replace(new, "", 1) == SOP
    assert reading.old is not None
    assert reading.sop is not None
    assert differences(compare(reading.old, reading.sop)) == 1


IDENTITY = {
    "nomor": ("02/2024", 'nomor: "01/2024"   # dari', 'nomor: "02/2024"   # dari'),
    "judul": ("Surat: masuk", "judul: Surat\n", 'judul: "Surat: masuk"\n'),
    "tanggal.pembuatan": (datetime.datetime(2024, 3, 4), "2024-01-02", "2024-03-04"),
    "tanggal.efektif": ("5 Maret 2024", "{pembuatan: 2024-01-02}", "{pembuatan: 2024-01-02, efektif: 2024-03-05}"),
    "pengesahan.nama": ("Nama Pejabat", "{jabatan: atasan}", "{jabatan: atasan, nama: Nama Pejabat}"),
    "maksud_tujuan": ("Tertib", "", "maksud_tujuan: Tertib\n"),
    "identifikasi.jenis": ("Rutin", "", "identifikasi:\n  jenis: rutin\n"),
}


@pytest.mark.parametrize("key", IDENTITY)
def test_one_field_is_one_difference(key: str, book: OpenBook) -> None:
    value, old, new = IDENTITY[key]
    book.identity(key)[0].value = value
    text = text_after(book)
    assert text == SOP.replace(old, new, 1) if old else text.replace(new, "", 1) == SOP


@pytest.mark.parametrize(("name", "slug"), ALL_SOPS)
def test_any_cell_of_any_sop_is_one_difference(name: str, slug: str, tmp_path: Path) -> None:
    """Of each table, in two columns a cell of a row: the file differs in that field."""
    data = copy_of(name, tmp_path)
    first = OpenBook(data, slug, tmp_path / "a.xlsx")
    sheets = [sheet for sheet in first.book.sheetnames if sheet.startswith("Langkah")]
    tried = 0
    for sheet in sheets:
        keys = [cell.value for cell in next(first.sheet(sheet).iter_rows(max_row=1))]
        rows = [
            row[0].row for row in first.sheet(sheet).iter_rows(min_row=7) if str(row[0].value or "").startswith("L")
        ]
        for nth, key in enumerate(("m:output", "uraian")):
            book = OpenBook(data, slug, tmp_path / "b.xlsx")
            cell = book.sheet(sheet).cell(rows[(nth * 3 + len(slug)) % len(rows)], keys.index(key) + 1)
            if cell.value == "(gabung)":
                continue
            cell.value = f"{cell.value} lagi" if cell.value else "Kata baru"
            reading = book.read()
            if reading.faults:  # signed, or a cell that stays as it is
                assert all(
                    "sudah ditetapkan" in f.message or "tidak dapat diubah" in f.message for f in reading.faults
                ), reading.faults
                continue
            assert reading.old is not None and reading.sop is not None
            assert differences(compare(reading.old, reading.sop)) == 1, (sheet, key)
            change = change_of(reading)
            assert change.old is not None and change.new is not None
            lines = set(change.old.decode().splitlines()) - set(change.new.decode().splitlines())
            assert all("#" not in line or line.partition("#")[2] in change.new.decode() for line in lines)
            tried += 1
    assert tried or "sidik" in (data / "sop" / f"{slug}.yml").read_text("utf-8")


def test_a_row_inserted_without_a_number_moves_every_number_that_names_a_step(book: OpenBook) -> None:
    sheet, at = book.sheet("Langkah"), book.row("2")
    sheet.insert_rows(at)
    sheet.cell(at, 3).value, sheet.cell(at, 4).value = "Mencatat surat", "Kegiatan"
    text = text_after(book)
    assert '"Buku, agenda"]}\n\n  - uraian: Mencatat surat\n    pelaksana: petugas\n\n  # tetap5' in text
    for new in (
        "keputusan: {ya: 4, tidak: 1}   # tetap6",
        "lanjut: [3, tanda]",
        "langkah: [3, 5]",
        "kode: S402, langkah: [6]",
        "bagian: langkah.5.uraian",
    ):
        assert new in text
    reading = book.read()
    assert reading.old is not None and reading.sop is not None
    beda = compare(reading.old, reading.sop)
    assert {change.bidang for change in beda.bidang} == {("konfirmasi",), ("abaikan",)}
    assert differences(beda) == 1 + len(beda.bidang)


def test_rows_that_change_places_keep_their_words_and_what_is_said_of_them(book: OpenBook) -> None:
    """Cut and pasted with the hidden column, and without it: the same comes of it."""
    texts = []
    for with_key in (True, False):
        sheet = book.sheet("Langkah")
        rows = [book.row("4"), book.row("5")]
        columns = range(1 if with_key else 2, sheet.max_column + 1)
        cells = [[sheet.cell(row, column).value for column in columns] for row in rows]
        for row, values in zip(rows, reversed(cells), strict=True):
            for column, value in zip(columns, values, strict=True):
                sheet.cell(row, column).value = value
        texts.append(text_after(book))
        book = OpenBook(book.data, "surat", book.path)
    assert texts[0] == texts[1]
    assert (
        "  - uraian: Mengarsipkan surat\n    pelaksana: petugas\n\n"
        "  - uraian: Mengembalikan surat\n    pelaksana: petugas\n    lanjut: [2, tanda]\nkonfirmasi:" in texts[0]
    )
    assert "langkah: [2, 5]" in texts[0]
    assert "kode: S402, langkah: [4]" in texts[0]
    assert "bagian: langkah.5.uraian" in texts[0]


def test_numbers_written_anew_mean_what_they_say(book: OpenBook) -> None:
    """A row is inserted and the column No numbered anew by hand; an old number that means another row now is told."""
    sheet, at = book.sheet("Langkah"), book.row("2")
    sheet.insert_rows(at)
    sheet.cell(at, 3).value, sheet.cell(at, 4).value = "Mencatat surat", "Kegiatan"
    for number, row in enumerate(range(at - 1, at + 5), 1):
        sheet.cell(row, 2).value = number
    reading = book.read()
    assert [fault.message for fault in reading.faults] == ["langkah ini menuju dirinya sendiri"]
    assert any("'3' sekarang menuju 'Memeriksa kelengkapan surat'" in told for told in reading.told)
    book.cell("3", "Lanjut ke").value = "Ya: 4; Tidak: 1"
    assert "keputusan: {ya: 4, tidak: 1}   # tetap6" in text_after(book)


def test_a_step_that_goes_takes_along_what_was_said_of_it_alone(book: OpenBook) -> None:
    book.sheet("Langkah").delete_rows(book.row("5"))
    text = text_after(book)
    assert "Mengarsipkan" not in text
    assert "S402" not in text
    assert "bagian: langkah.4.uraian" in text


def test_a_target_that_went_is_a_fault(book: OpenBook) -> None:
    book.sheet("Langkah").delete_rows(book.row("1"))
    reading = book.read()
    assert [fault.place for fault in reading.faults] == ["Langkah!L7"]
    assert "langkah 1 tidak ada lagi" in reading.faults[0].message


@pytest.mark.parametrize(("head", "column"), [("Waktu", "waktu"), ("Keterangan", "keterangan")])
def test_merged_cells_are_what_they_are_on_paper(book: OpenBook, head: str, column: str) -> None:
    sheet, at = book.sheet("Langkah"), book.column(head)
    sheet.merge_cells(start_row=book.row("1"), end_row=book.row("2"), start_column=at, end_column=at)
    assert f"    mutu_baku:\n      gabung: {column}\n" in text_after(book)


def test_remarks_are_merged_and_parted_again(tmp_path: Path) -> None:
    """What the cell says instead stands in the file, and nothing else of the step is written anew."""
    merged = SOP.replace(
        "    keputusan: {ya: 3, tidak: 1}", "    mutu_baku: {gabung: keterangan}\n    keputusan: {ya: 3, tidak: 1}", 1
    )
    book = OpenBook(make_library(tmp_path / "data", merged), "surat", tmp_path / "surat.xlsx")
    assert book.cell("2", "Keterangan").value == "(gabung)"
    book.cell("2", "Keterangan").value = "Bila perlu"
    text = text_after(book)
    assert "gabung" not in text
    assert text.replace("    keterangan: Bila perlu\n", "", 1) == SOP


BLANK = SOP.replace("kelengkapan: [Surat", "kosong: output, kelengkapan: [Surat", 1)


@pytest.mark.parametrize(
    ("head", "value", "old", "new"),
    [
        ("Waktu", "(kosong)", '{waktu: 5 menit, kosong: output, kelengkapan: [Surat, "Buku, agenda"]}',
         '{kosong: [output, waktu], kelengkapan: [Surat, "Buku, agenda"]}'),
        ("Output", None, "kosong: output, ", ""),
        ("Output", "Tanda terima", 'kosong: output, kelengkapan: [Surat, "Buku, agenda"]}',
         'kelengkapan: [Surat, "Buku, agenda"], output: Tanda terima}'),
        ("Output", "(kosong)", "", ""),
    ],
)  # fmt: skip
def test_a_cell_is_left_blank_and_filled_in_again(
    head: str, value: str | None, old: str, new: str, tmp_path: Path
) -> None:
    book = OpenBook(make_library(tmp_path / "data", BLANK), "surat", tmp_path / "surat.xlsx")
    assert book.cell("1", "Output").value == "(kosong)"
    book.cell("1", head).value = value
    if not old:
        assert book.read().changes == ()
        return
    assert text_after(book) == BLANK.replace(old, new, 1)


def test_words_in_italics_are_what_the_file_says(tmp_path: Path) -> None:
    """Their stars stand in the cells; what nobody touches stays, and one item more leaves the others as they are."""
    italic = SOP.replace("[Surat, ", '["*Print out*", ', 1).replace("  - Rapi ", '  - "*Up to date*" ', 1)
    book = OpenBook(make_library(tmp_path / "data", italic), "surat", tmp_path / "surat.xlsx")
    assert book.read().changes == ()
    assert book.cell("1", "Kelengkapan").value == "*Print out*\nBuku, agenda"
    assert [cell.value for cell in book.identity("kualifikasi")][:3] == ["Teliti", "Jujur", "*Up to date*"]
    book.cell("1", "Kelengkapan").value = "*Print out*\nBuku, agenda\nMap"
    assert text_after(book) == italic.replace('agenda"]', 'agenda", Map]', 1)


def test_an_actor_joins_with_a_new_jabatan(book: OpenBook) -> None:
    lists, steps = book.sheet("Daftar"), book.sheet("Langkah")
    row = next(row[0].row for row in lists.iter_rows(min_row=5) if not row[2].value)
    lists.cell(row, 3).value, lists.cell(row, 4).value = "Kepala Bagian", "Kepala Bagian Umum"
    free = next(cell.column for cell in next(steps.iter_rows(max_row=1)) if cell.value == "p:")
    steps.cell(6, free).value = "Kepala Bagian"
    steps.cell(book.row("5"), free).value = "Kegiatan"
    steps.cell(book.row("5"), book.column("Petugas")).value = None
    reading = book.read()
    assert [fault.sentence for fault in reading.faults] == []
    lists_change, change = reading.changes
    assert lists_change.name == "jabatan.yml"
    assert (
        lists_change.new
        == (lists_change.old or b"") + b"kepala-bagian:\n  nama: Kepala Bagian\n  lengkap: Kepala Bagian Umum\n"
    )
    assert b"pelaksana: [petugas, atasan, kepala-bagian]" in (change.new or b"")
    assert b"uraian: Mengarsipkan surat\n    pelaksana: kepala-bagian\n" in (change.new or b"")
    write_back(book.data, book.path, reading)
    assert not has_errors(examine(book.data)[1])
    assert book.read().changes == ()


def test_every_field_of_the_identity_can_be_filled_and_emptied(tmp_path: Path) -> None:
    """Each field, on a file that has none of them: all at once, read back, shown as typed, and taken away again."""
    words = {
        "day": "2024-02-01",
        "day_or_month": "Januari 2024",
        "day_or_dash": "-",
        "name": "Atasan",
        "choice": "pelayanan",
        "text": "Kata",
    }
    data = make_library(tmp_path / "data", SOP)
    filled = [
        one
        for one in FIELDS
        if one.kind not in ("fixed", "names", "references")
        and one.names != "unit"
        and one.key not in ("judul", "kualifikasi")
    ]
    book = OpenBook(data, "surat", tmp_path / "a.xlsx")
    for one in filled:
        for nth, cell in enumerate(book.identity(one.key)[:2] if one.many else book.identity(one.key)):
            cell.value = words.get(one.kind, f"Butir {nth}")
    write_back(data, book.path, book.read())
    book = OpenBook(data, "surat", tmp_path / "a.xlsx")
    for one in filled:
        shown = [cell.value for cell in book.identity(one.key) if cell.value is not None]
        days = [value.date().isoformat() if isinstance(value, datetime.datetime) else value for value in shown]
        assert days == (["Butir 0", "Butir 1"] if one.many else [words[one.kind]]), one.key
        if not one.key.startswith("pengesahan"):
            for cell in book.identity(one.key):
                cell.value = None
    reading = book.read()
    assert [fault.sentence for fault in reading.faults] == []
    write_back(data, book.path, reading)
    book = OpenBook(data, "surat", tmp_path / "a.xlsx")
    assert not [
        one.key
        for one in filled
        if not one.key.startswith("pengesahan") and any(c.value for c in book.identity(one.key))
    ]
    assert "tetap7" in (data / "sop" / "surat.yml").read_text("utf-8")


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_longer_than_a_cell_takes_stays_as_it_is(more: int, tmp_path: Path) -> None:
    """Nine lines of 32,000 letters can be edited; with one more they are shown in part, and stay when read back."""
    lengths = [*[3_555] * 8, CELL_MAX - 8 * 3_556 + more]
    items = [("kata-kata " * 400)[: length - 1].strip().ljust(length, "x") for length in lengths]
    listed = "".join(f"      - {item}\n" for item in items)
    data = make_library(
        tmp_path / "data", SOP.replace("petugas\n    mutu", f"petugas\n    keterangan:\n{listed}    mutu", 1)
    )
    book = OpenBook(data, "surat", tmp_path / "a.xlsx")
    cell = book.cell("1", "Keterangan")
    assert len(cell.value) == CELL_MAX
    reading = book.read()
    assert (reading.faults, reading.changes) == ((), ())
    cell.value = f"kata {cell.value[5:]}"
    reading = book.read()
    assert [fault.message.partition(":")[0] for fault in reading.faults] == (
        ["sel ini tidak dapat diubah di buku kerja"] if more else []
    )
    assert len(reading.changes) == 1 - more


def test_a_step_keeps_the_word_by_which_the_file_names_it(tmp_path: Path) -> None:
    """Its id, its number or its kode, also where the file names it in two ways; a row above moves the number alone."""
    text = SOP.replace("lanjut: [2, tanda]", "lanjut: [2, 3, tanda]").replace(
        "  - uraian: Mengarsipkan surat\n", "  - uraian: Mengarsipkan surat\n    no: 4.b\n    lanjut: [1, 4b]\n"
    )
    book = OpenBook(make_library(tmp_path / "data", text), "surat", tmp_path / "surat.xlsx")
    assert book.read().changes == ()
    sheet, at = book.sheet("Langkah"), book.row("2")
    sheet.insert_rows(at)
    sheet.cell(at, 3).value, sheet.cell(at, 4).value = "Mencatat surat", "Kegiatan"
    new = text_after(book)
    assert "lanjut: [3, 4, tanda]" in new
    assert "lanjut: [1, 4b]" in new
