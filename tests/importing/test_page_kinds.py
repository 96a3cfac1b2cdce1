"""Pages as they are found: what slid, was drawn in parts or runs on is read as a reader sees it, or marked."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.importing.inner_record import DocumentRead
from generator.importing.pdf_reader import read_pdf
from generator.importing.refused import UnreadableError
from tests.support.drawn_kinds import draw_symbols
from tests.support.drawn_sop import DrawnRow, DrawnSop, Pen, Place, draw_sop, ways
from tests.support.readings import read_chart

ROWS = [
    DrawnRow("Menerima permohonan", 0, "terminator"),
    DrawnRow("Memeriksa isi permohonan", 1, "keputusan"),
    DrawnRow("Mencatat permohonan di buku", 2),
    DrawnRow("Mengirim jawaban", 0),
]
LINKS = [(0, 1, ""), (1, 2, "Ya"), (1, 0, "Tidak"), (2, 3, "")]
PLAIN = DrawnSop(ROWS, ["Pemohon", "Petugas Loket", "Pengelola Buku"], LINKS)


def read(sop: DrawnSop, tmp_path: Path) -> DocumentRead:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(draw_sop(sop))
    return read_pdf(path)


def said(record: DocumentRead) -> dict[str, str]:
    return {key: value.text for key, value in record.identity.items()}


def front(lines: list[tuple[str, str]], parts: list[tuple[float, float]]) -> Callable[[Pen], None]:
    """A front page of one cell: labels and values line by line; ``parts``: from where to where its left edge is
    drawn a second time, beside the first."""

    def draw(pen: Pen) -> None:
        for a, b in (((30, 30), (450, 30)), ((30, 160), (450, 160)), ((30, 30), (30, 160)), ((450, 30), (450, 160))):
            pen.rule(a, b)
        for top, end in parts:
            pen.rule((34, top), (34, end))
        for number, (label, value) in enumerate(lines):
            y = 42 + 11 * number
            pen.text(36, y, label)
            if value:
                pen.text(130, y, value)

    return draw


def test_values_beside_a_label_in_two_lines_are_counted(tmp_path: Path) -> None:
    """And that they do not stand beside their labels is marked."""
    lines = [
        ("Nomor SOP", ": 7/UJI"), ("Tanggal", ": 3 Maret 2030"), ("Pembuatan", ": 4 April 2030"),
        ("Tanggal Revisi", ": 5 Mei 2030"), ("Tanggal Efektif", ": Kepala Balai Uji"), ("Disahkan oleh", ""), ("", ""),
        ("", "Sri Uji"), ("Nama SOP", ": Meminjamkan Alat"),
    ]  # fmt: skip
    record = read(replace(PLAIN, front=front(lines, [])), tmp_path)
    assert said(record) == {
        "nomor": "7/UJI", "pembuatan": "2030-03-03", "revisi": "2030-04-04", "efektif": "2030-05-05",
        "pejabat": "Kepala Balai Uji", "nama": "Sri Uji", "judul": "Meminjamkan Alat",
    }  # fmt: skip
    assert "Label dan isinya tidak sebaris" in [doubt.title for doubt in record.doubts]


def test_a_label_in_two_lines_with_its_value_beside_it_is_clear(tmp_path: Path) -> None:
    lines = [
        ("Nomor SOP", ": 7/UJI"), ("Tanggal", ": 3 March 2030"), ("Pembuatan", ""), ("Tanggal Revisi", ": -"),
        ("Tanggal Efektif", ": 5 May 2030"), ("Nama SOP", ": Meminjamkan Alat"),
    ]  # fmt: skip
    record = read(replace(PLAIN, front=front(lines, [])), tmp_path)
    assert said(record) == {
        "nomor": "7/UJI", "pembuatan": "2030-03-03", "revisi": "-", "efektif": "2030-05-05",
        "judul": "Meminjamkan Alat",
    }  # fmt: skip
    assert not [doubt for doubt in record.doubts if doubt.part == "tanggal"]


def test_a_cell_whose_edge_is_drawn_twice_in_parts_is_one(tmp_path: Path) -> None:
    """No line of a title or of a list is lost."""
    lines = [
        ("Nomor SOP", ": 7/UJI"), ("Nama SOP", ": Meminjamkan Alat Ukur"), ("", "  dan Mengembalikannya"),
        ("Dasar Hukum :", ""), ("1. Peraturan Satu", ""), ("2. Peraturan Dua", ""), ("3. Peraturan Tiga", ""),
    ]  # fmt: skip
    record = read(replace(PLAIN, front=front(lines, [(30, 56), (70, 90)])), tmp_path)
    assert said(record)["judul"] == "Meminjamkan Alat Ukur dan Mengembalikannya"
    assert record.lists["dasar_hukum"] == ["Peraturan Satu", "Peraturan Dua", "Peraturan Tiga"]


@pytest.mark.slow
def test_a_list_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    lines = [
        ("Nomor SOP", ": 7/UJI"), ("Nama SOP", ": Meminjamkan Alat"), ("Peralatan :", ""),
        ("1. Buku", "4. Meja"), ("2. Pena", "5. Lampu"), ("3. Kursi", ""),
    ]  # fmt: skip

    def draw(pen: Pen) -> None:
        front(lines, [])(pen)
        pen.rule((30, 57), (450, 57))

    record = read(replace(PLAIN, front=draw), tmp_path)
    assert record.lists["peralatan"] == ["Buku", "Pena", "Kursi", "Meja", "Lampu"]


@pytest.mark.parametrize("step", [9, 18])
def test_numbers_in_the_middle_of_their_items(step: int, tmp_path: Path) -> None:
    """An item whose number stands between its lines is whole; lines that are far apart are not taken for one item."""

    def draw(pen: Pen) -> None:
        front([("Nomor SOP", ": 7/UJI"), ("Nama SOP", ": Meminjamkan Alat"), ("Dasar Hukum :", "")], [])(pen)
        pen.rule((30, 57), (450, 57))
        for y, said in ((78, "Peraturan Satu"), (90, "Peraturan Dua tentang"), (90 + step, "Alat")):
            pen.text(60, y, said)
        pen.text(40, 78, "1,")
        pen.text(40, 90 + step / 2, "2.")

    record = read(replace(PLAIN, front=draw), tmp_path)
    joined = record.lists["dasar_hukum"] == ["Peraturan Satu", "Peraturan Dua tentang Alat"]
    assert joined is (step == 9)


def test_a_nip_that_slid_into_the_cell_of_the_title_is_no_title(tmp_path: Path) -> None:
    def draw(pen: Pen) -> None:
        for x, y, w, h, label, words in (
            (30, 30, 90, 16, "Nomor SOP", ["7/UJI"]), (30, 46, 90, 40, "Disahkan oleh", ["Kepala Balai", "Sri Uji"]),
            (30, 86, 90, 30, "Nama SOP", ["NIP. 19800101 200501 1 001", "Meminjamkan Alat"]),
        ):  # fmt: skip
            for a, b in ((x, x + w), (x + w, x + 400)):
                for ends in (((a, y), (b, y)), ((a, y + h), (b, y + h)), ((a, y), (a, y + h)), ((b, y), (b, y + h))):
                    pen.rule(*ends)
            pen.text(x + 3, y + 11, label)
            for number, line in enumerate(words):
                pen.text(x + w + 3, y + 10 + 14 * number, line)

    found = said(read(replace(PLAIN, front=draw), tmp_path))
    assert (found["judul"], found["nip"]) == ("Meminjamkan Alat", "19800101 200501 1 001")


def test_numbers_without_a_head_of_their_own_are_the_numbers(tmp_path: Path) -> None:
    record = read(replace(PLAIN, heads={"no": "", "uraian": "Uraian Prosedur"}), tmp_path)
    assert [row.number for row in record.rows] == ["1", "2", "3", "4"]
    assert [" ".join(row.cells["uraian"]) for row in record.rows] == [row.uraian for row in ROWS]


def test_a_rule_within_the_words_of_a_row_parts_no_rows(tmp_path: Path) -> None:
    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, _, _ in ways(PLAIN, places):
            pen.line(points, head=True)
        pen.rule((54, places[1][1] - 9), (204, places[1][1] - 9))

    long = DrawnRow("Memeriksa isi permohonan, bila lengkap diteruskan, bila kurang dikembalikan", 1, "keputusan")
    record = read(replace(PLAIN, rows=[ROWS[0], long, *ROWS[2:]], chart=draw), tmp_path)
    assert [row.number for row in record.rows] == ["1", "2", "3", "4"]
    assert " ".join(record.rows[1].cells["uraian"]) == long.uraian


@pytest.mark.slow
def test_an_end_below_the_table_is_of_the_last_row_and_marked(tmp_path: Path) -> None:
    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, _, _ in ways(PLAIN, places):
            pen.line(points, head=True)
        x, y, w, h = places[-1]
        pen.symbol("terminator", x, y + 36, w, h)
        pen.line([(x, y + h / 2), (x, y + 36 - h / 2)], head=True)

    record = read(replace(PLAIN, chart=draw), tmp_path)
    symbols, found = read_chart(record)
    assert (3, 1, 0, "terminator") in symbols
    assert ((3, 0), (3, 1), False) in found
    assert [doubt.rows for doubt in record.doubts if doubt.title == "Simbol di luar tabel"] == [(3,)]


def test_a_connector_that_covers_the_foot_of_its_page_has_no_name(tmp_path: Path) -> None:
    """So it goes on in the nameless one of the next page."""

    def above(pen: Pen, places: list[Place]) -> None:
        draw_symbols(replace(PLAIN, rows=ROWS[:2]), pen, places)
        x, y, _, h = places[1]
        pen.line([(x, y + h / 2), (x, y + 26)], head=True)
        pen.symbol("halaman", x, y + 33, 26, 14)
        pen.text(x - 80, y + 36, "Dokumen ini telah ditandatangani secara elektronik oleh Balai Uji", 6)

    def below(pen: Pen, places: list[Place]) -> None:
        draw_symbols(replace(PLAIN, rows=ROWS[2:]), pen, places)
        x, y, _, h = places[0]
        pen.symbol("halaman", x, y - 26, 26, 14)
        pen.line([(x, y - 19), (x, y - h / 2)], head=True)

    first = draw_sop(replace(PLAIN, rows=ROWS[:2], links=[], chart=above, beside=True))
    second = draw_sop(replace(PLAIN, rows=ROWS[2:], links=[], chart=below, row_height=80))
    path = tmp_path / "dua.pdf"
    with pikepdf.open(io.BytesIO(first)) as pdf, pikepdf.open(io.BytesIO(second)) as more:
        pdf.pages.append(more.pages[1])
        pdf.save(path)
    record = read_pdf(path)
    _, found = read_chart(record)
    assert ((1, 0), (2, 0), False) in found
    assert "Penghubung halaman tanpa pasangan" not in [doubt.title for doubt in record.doubts]


def test_a_line_along_a_rule_from_cell_to_cell_is_of_the_flow(tmp_path: Path) -> None:
    """Drawn as a path of its own: the arrow that goes on from it does not come from the symbol above."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, _, _ in ways(PLAIN, places)[:3]:
            pen.line(points, head=True)
        (x, y, _, h), (u, v, _, uh) = places[2], places[3]
        edge = (y + v) / 2
        pen.line([(x, y + h / 2), (x, edge)])
        pen.line([(x, edge), (u, edge)])
        pen.line([(u, edge), (u, v - uh / 2)], head=True)

    _, found = read_chart(read(replace(PLAIN, chart=draw), tmp_path))
    assert ((2, 0), (3, 0), False) in found


@pytest.mark.parametrize("words", [("Belum", "lengkap"), ("Tidak", "sesuai")])
def test_a_label_in_two_lines_is_one(words: tuple[str, str], tmp_path: Path) -> None:
    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, label, (x, y) in ways(PLAIN, places):
            pen.line(points, head=True)
            if label == "Ya":
                pen.text(x, y - 1, words[0], 5)
                pen.text(x, y + 6, words[1], 5)

    _, found = read_chart(read(replace(PLAIN, chart=draw), tmp_path))
    assert found[(1, 0), (2, 0), False] == " ".join(words)


@pytest.mark.slow
def test_pictures_in_strips_are_refused_as_what_they_are(tmp_path: Path) -> None:
    def draw(pen: Pen) -> None:
        pen.text(40, 40, "Nomor SOP : 7/UJI")
        for y in (60, 190):
            pen.picture(Image.new("RGBA", (60, 12), "white"), (60, y, 760, y + 128))

    path = tmp_path / "gambar.pdf"
    path.write_bytes(draw_sop(replace(PLAIN, rows=[], links=[], heads={"no": "A", "uraian": "B"}, front=draw)))
    with pytest.raises(UnreadableError, match="gambar hasil pindai"):
        read_pdf(path)
