"""Columns of a printed table: their widths, numbers, heads, and the words for what is calculated."""

from __future__ import annotations

import re

import pytest

from generator.forms.field_help import field_help
from generator.forms.form_html import render
from generator.forms.form_sheet import form_sheet
from generator.forms.numbered_columns import columns, formulas, groups, label_of, row_count, series
from tests.support.sample_forms import agency, make


def field(id: str, label: str = "", **more: object) -> dict[str, object]:
    return {"id": id, "label": label or id.upper(), **more}


def table(id: str, *kolom: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": id, "kolom": list(kolom), **({} if "isi" in more or "sambungan" in more else {"baris": 3}), **more}


def widths(*kolom: dict[str, object], kertas: str = "F4", arah: str = "tegak", **more: object) -> list[float]:
    """The widths of a printed table, percent; the column of row numbers first."""
    page = render(make({"tabel": table("t", *kolom, **more)}, arah=arah), agency(kertas=kertas))
    return [float(width) for width in re.findall(r'<col style="width:([0-9.]+)%">', page)]


def test_a_column_without_a_width_has_that_of_its_kind() -> None:
    """In millimetres, and in proportion: the whole table is as wide as the sheet has room."""
    kinds = {
        "teks": 40, "angka": 22, "tanggal": 28, "jam": 18, "pilihan": 36, "centang": 16, "paragraf": 60, "rumus": 18,
        "tanda tangan": 40,
    }  # fmt: skip
    more = {"pilihan": {"pilihan": ["ya", "tidak"]}, "rumus": {"rumus": "b / b"}}
    kolom = [
        field("abcdefghi"[place], jenis=kind, **more.get(kind, {})) for place, kind in enumerate(kinds)
    ]  # fmt: skip
    _, *found = widths(*kolom)
    scale = sum(found) / sum(kinds.values())
    assert found == pytest.approx([width * scale for width in kinds.values()], abs=0.01)


def test_a_width_that_is_written_counts_and_not_the_kind() -> None:
    _, one, two = widths(field("a", lebar=30), field("b", jenis="paragraf", lebar=90))
    assert two == pytest.approx(3 * one, abs=0.02)


@pytest.mark.parametrize(("kertas", "arah"), [("F4", "tegak"), ("A4", "tegak"), ("F4", "mendatar")])
def test_row_numbers_have_nine_millimetres(kertas: str, arah: str) -> None:
    formulir = make({"teks": "x"}, arah=arah)
    room, _ = form_sheet(agency(kertas=kertas).instansi, formulir).room
    number, *others = widths(field("a"), field("b"), kertas=kertas, arah=arah)
    assert number * room / 100 == pytest.approx(9, abs=0.01)
    assert number + sum(others) == pytest.approx(100, abs=0.02)
    assert widths(field("a"), field("b"), nomor="tidak") == [50, 50]


def test_the_room_on_a_sheet() -> None:
    """F4 is 215 x 330 mm; 20 mm where it is bound, narrow margins elsewhere, and more room below for its foot."""
    upright = form_sheet(agency(kertas="F4").instansi, make({"teks": "x"}))
    assert (upright.lebar, upright.tinggi) == (215, 330)
    assert upright.room == (215 - 34, 330 - 12 - 17)
    lying = form_sheet(agency(kertas="F4").instansi, make({"teks": "x"}, arah="mendatar"))
    assert (lying.lebar, lying.tinggi, lying.spoken) == (330, 215, "F4 mendatar")
    assert lying.room == (330 - 20, 215 - 20 - 15)


@pytest.mark.parametrize(
    ("isian", "above"),
    [
        ({"baris": 2}, False), ({"baris": 3}, True),
        ({"jenis": "centang"}, False), ({"jenis": "centang", "pilihan": ["a", "b"]}, True),
        ({"jenis": "pilihan", "pilihan": ["a", "b"]}, False),
    ],
)  # fmt: skip
def test_the_label_stands_above_what_is_high(isian: dict[str, object], above: bool) -> None:
    """From three lines on, and over a list of boxes; else beside it."""
    page = render(make({"isian": [field("a", **isian)]}), agency())
    assert ("form-isian--tumpuk" in page) == above


def test_only_a_sheet_with_a_required_field_explains_the_mark() -> None:
    kinds = {
        "isian": {"isian": [field("a", wajib="ya")]},
        "kanan": {"isian": [field("a")], "kanan": [field("b", wajib="ya")]},
        "tabel": {"tabel": table("t", field("c", wajib="ya"))},
    }
    for name, section in kinds.items():
        assert "wajib diisi" in render(make(section), agency()), name
    two = render(make({"isian": [field("a", wajib="ya")]}, {"lembar_baru": "ya", "teks": "x"}), agency())
    first, second = two.split("</section>")[:2]
    assert "wajib diisi" in first
    assert "wajib diisi" not in second


def test_sheets_are_numbered_and_say_whether_their_rows_go_on() -> None:
    sections = [
        {"lembar_baru": "ya", "tabel": table("t", field("a"))},
        {"lembar_baru": "ya", "tabel": table("u", field("b"), sambungan="t")},
        {"lembar_baru": "ya", "tabel": table("v", field("c"), sambungan="t", nomor="tidak")},
        {"lembar_baru": "ya", "tabel": table("w", field("d"))},
    ]
    page = render(make(*sections), agency())
    sheets = page.split("</section>")[:-1]
    assert [f"bagian {n} dari 4" in sheet for n, sheet in enumerate(sheets, 1)] == [True] * 4
    assert ["Nomor baris sama dengan" in sheet for sheet in sheets] == [False, True, False, False]


def test_a_table_is_called_by_its_section_else_by_the_form() -> None:
    named = render(make({"judul": "Daftar barang", "tabel": table("t", field("a"))}), agency())
    assert 'aria-label="Tabel Daftar barang"' in named
    assert 'aria-label="Tabel Uji"' in render(make({"tabel": table("t", field("a"))}), agency())


def test_hints_of_columns_stand_under_the_table_with_their_number() -> None:
    page = render(make({"tabel": table("t", field("a"), field("b", petunjuk="Diisi huruf besar"))}), agency())
    assert "Kolom 3: Diisi huruf besar" in page
    assert page.count("Kolom ") == 1


def test_printed_words_stand_in_their_cells_and_blank_ones_between() -> None:
    kolom = [field("a"), field("b"), field("c"), field("d")]
    page = render(make({"tabel": table("t", *kolom, isi=[{"b": "Laptop"}, {"b": "Meja"}])}), agency())
    cell = '<td class="form-tercetak">%s</td>'
    row = f"<tr>%s<td></td>{cell}<td></td><td></td></tr>"
    assert row % ('<th scope="row">1</th>', "Laptop") in page
    assert row % ('<th scope="row">2</th>', "Meja") in page


def chain() -> object:
    """Three tables that continue each other, and one that does not."""
    return make(
        {"tabel": table("t", field("a"), field("b"), baris=5)},
        {"tabel": table("u", field("c"), sambungan="t")},
        {"tabel": table("v", field("d"), sambungan="u", nomor="tidak")},
        {"tabel": table("w", field("e"), baris=7, nomor="tidak")},
    )


def test_tables_that_continue_each_other_are_one_series() -> None:
    formulir = chain()
    assert series(formulir) == {"t": "t", "u": "t", "v": "t", "w": "w"}
    assert [row_count(formulir, tabel) for _, tabel in formulir.tabel()] == [5, 5, 5, 7]
    numbers = {id: (column.nomor, column.deret) for id, column in columns(formulir).items()}
    assert numbers == {"a": (2, "t"), "b": (3, "t"), "c": (4, "t"), "d": (5, "t"), "e": (1, "w")}


def test_printed_rows_are_counted() -> None:
    formulir = make({"tabel": table("t", field("a"), isi=[{"a": "x"}, {"a": "y"}])})
    assert [row_count(formulir, tabel) for _, tabel in formulir.tabel()] == [2]


def test_a_unit_is_said_once() -> None:
    labels = {("Pagu", "Rp"): "Pagu (Rp)", ("%", "%"): "%", ("Jumlah (%)", "%"): "Jumlah (%)", ("Nama", None): "Nama"}
    for (label, unit), said in labels.items():
        formulir = make({"isian": [field("a", label, jenis="angka", **({"satuan": unit} if unit else {}))]})
        assert [label_of(isian) for _, isian in formulir.isian()] == [said]


def test_heads_in_runs() -> None:
    kolom = [field("a"), field("b", kelompok="K"), field("c", kelompok="K"), field("d"), field("e", kelompok="K")]
    ((_, tabel),) = make({"tabel": table("t", *kolom)}).tabel()
    found = [(head, [column.id for column in run]) for head, run in groups(tabel)]
    assert found == [(None, ["a"]), ("K", ["b", "c"]), (None, ["d"]), ("K", ["e"])]


def test_a_formula_of_twenty_letters_stands_in_the_row_of_numbers() -> None:
    number = {"jenis": "angka"}
    twenty = "a + b + a + b + a + b"  # read with numbers: "2 + 3 + 2 + 3 + 2 + 3", one letter too many
    kolom = [
        field("a", **number), field("b", **number), field("s", jenis="rumus", rumus="a + b * 1000 - a + b"),
        field("l", jenis="rumus", rumus=twenty),
    ]  # fmt: skip
    words = formulas(make({"tabel": table("t", *kolom)}))
    assert words.singkat == {"s": "4 = 2 + 3 x 1000 - 2 + 3"}
    assert [len(text.split(" = ")[1]) for text in words.singkat.values()] == [20]
    assert words.panjang["t"] == ("Kolom 5 (L): A + B + A + B + A + B.",)


@pytest.mark.parametrize(("count", "said"), [(1, "4"), (2, "4 dan 5"), (3, "4, 5, dan 6")])
def test_columns_that_are_calculated_alike_are_told_once(count: int, said: str) -> None:
    kolom = [field("a", jenis="angka"), field("b", jenis="angka")]
    kolom += [field(f"r{n}", "Hasil", jenis="rumus", rumus="a * 1000 / b * 1000 + a") for n in range(count)]
    words = formulas(make({"tabel": table("t", *kolom)}))
    assert words.panjang["t"] == (f"Kolom {said} (Hasil): A x 1000 : B x 1000 + A.",)


@pytest.mark.slow
def test_a_label_that_two_columns_have_is_told_with_its_number() -> None:
    """But under the same head as the formula nobody takes it for another one."""
    long = "x + y + x + y + x + y"
    kolom = [
        field("x", "Rp", jenis="angka", kelompok="Pagu"), field("y", "Unit", jenis="angka", kelompok="Pagu"),
        field("p", "Jumlah", jenis="rumus", rumus=long, kelompok="Pagu"),
        field("z", "Rp", jenis="angka", kelompok="Realisasi"),
        field("q", "Jumlah", jenis="rumus", rumus=long, kelompok="Realisasi"),
        field("r", "Semua", jenis="rumus", rumus=long),
    ]  # fmt: skip
    words = formulas(make({"tabel": table("t", *kolom)})).panjang["t"]
    named = "Rp (kolom 2) + Unit + Rp (kolom 2) + Unit + Rp (kolom 2) + Unit."
    assert words == (
        "Kolom 4 (Jumlah): Rp + Unit + Rp + Unit + Rp + Unit.",
        f"Kolom 6 (Jumlah): {named}",
        f"Kolom 7 (Semua): {named}",
    )


def test_a_field_outside_of_tables_calculates_with_labels_and_columns() -> None:
    formulir = make(
        {
            "isian": [
                field("pagu", "Pagu", jenis="angka"),
                field("sisa", "Sisa", jenis="rumus", rumus="pagu - jumlah(a)"),
            ],
            "tabel": table("t", field("a", "Belanja", jenis="angka")),
        }
    )
    assert field_help(formulir).isian == {"sisa": ("= Pagu - jumlah kolom 2",)}
