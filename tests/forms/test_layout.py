"""Where the cells of a form's worksheets and the columns of its tables lie: what must hold, and a golden file.

The golden file has every cell of forms that each need another way to be laid out; read what changes in it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.formulir import FormField, FormTable, Formulir
from generator.forms import form_html
from generator.forms.numbered_columns import formulas
from generator.forms.table_columns import EDGE, TYPE, table_columns
from generator.forms.xlsx_cells import PlannedSheet
from generator.forms.xlsx_fields import FieldBlock, _packed
from generator.forms.xlsx_grid import fit, grid, line_count, nearest, text_width, with_room
from generator.forms.xlsx_plan import _signature_parts, plan
from generator.text.column_fit import longest_piece
from generator.text.measure import em_width
from tests.support.sample_forms import agency, make
from tests.support.tools import assert_golden

Field = dict[str, object]
LONG = "pertanggungjawabankeuangan"


def field(id: str, **more: object) -> Field:
    return {"id": id, "label": id.upper(), **more}


def table(*kolom: Field, **more: object) -> Field:
    return {"tabel": {"id": "t", "baris": 2, "kolom": list(kolom), **more}}


def signatures(count: int, **more: object) -> list[Field]:
    return [{"id": f"s{n}", "sebutan": f"Saksi {n},", **more} for n in range(count)]


SHAPES: dict[str, Formulir] = {
    "fields side by side": make(
        {
            "isian": [
                field("a", lebar=6), field("b", lebar=6), field("c", lebar=4, jenis="tanggal"),
                field("d", lebar=4, jenis="jam"), field("e", lebar=4, jenis="angka"), field("f", lebar=7),
                field("g", lebar=6), field("h", lebar=5, jenis="rumus", rumus="e * 2"),
                field("i", lebar=3, label="Tanda dan keterangan lain"), field("j", lebar=3, jenis="tanda tangan"),
                field("k", lebar=6, jenis="paragraf"), field("l", lebar=6, wajib="ya"), field("m", lebar=13),
            ],
        },
    ),
    "labels of every length": make(
        {
            "isian": [
                field("a", lebar=6, label=LONG), field("b", lebar=6, label="Satu dua tiga empat lima enam"),
                field("c", label=LONG * 2), field("d", label="Satu dua tiga empat lima enam tujuh delapan sembilan"),
                field("e", lebar=6, label="No"), field("f", lebar=6, label="Ini"),
                *(field(f"g{n}", lebar=2, jenis="jam") for n in range(6)),
            ],
        },
    ),
    "two halves": make(
        {
            "isian": [
                field("a"), field("b", jenis="paragraf", baris=3), field("c", jenis="centang", pilihan=["x", "y"]),
            ],
            "kanan": [field("d", jenis="tanggal"), field("e", jenis="centang"), field("f", label=LONG)],
        },
        {"kanan": [field("g"), field("h")]},
    ),
    "halves without room": make(
        table(field("u"), nomor="tidak"),
        {"isian": [field("a", label=LONG * 2)], "kanan": [field("b", label=LONG * 2)]},
    ),
    "beside a table": make(
        table(field("u", lebar=10), field("v", lebar=10), field("w", lebar=60)),
        {
            "isian": [field("a", lebar=6), field("b", lebar=6), field("c", jenis="centang"), field("d", baris=2)],
            "kanan": [],
        },
        {"isian": [field("e", jenis="centang", pilihan=["x"], lainnya="ya", petunjuk="Boleh.")], "kanan": [field("f")]},
    ),
    "one wide column": make(table(field("u"), nomor="tidak"), {"isian": [field("a"), field("b", jenis="centang")]}),
    "two tables": make(
        table(field("u", lebar=40), field("v", lebar=40)),
        {"tabel": {"id": "t2", "baris": 1, "tinggi": 20, "kolom": [field("x", lebar=41), field("y", lebar=40)]}},
    ),
    "heads in two storeys": make(
        table(
            field("u", kelompok="Bersama", label=LONG), field("v", kelompok="Bersama", jenis="jam"),
            field("w", label="Kolom yang berdiri sendiri dengan kepala yang panjang sekali", lebar=20, wajib="ya"),
            field("z", kelompok="Lain", jenis="rumus", rumus="q * q", satuan="Rp"), field("q", jenis="angka"),
        ),
    ),
    "a town": make({"isian": [field("a", tempat="ya", jenis="tanggal"), field("b", lebar=6), field("c", lebar=6)]}),
    **{
        f"{count} signatures": make({"tanda_tangan": signatures(count, tempat_tanggal="ya", jabatan="ya")})
        for count in (1, 2, 3, 4)
    },
    "signatures beside a table": make(
        table(field("u"), field("v")), {"tanda_tangan": signatures(2)}, {"tanda_tangan": signatures(1)}
    ),
    "lying": make(table(field("u"), field("v")), {"tanda_tangan": signatures(4)}, arah="mendatar"),
}  # fmt: skip


def lines_of(sheet: PlannedSheet) -> list[str]:
    edges = " ".join(f"{edge:.2f}" for edge in sheet.tepi)
    heights = " ".join(f"{row}:{height:.2f}" for row, height in sorted(sheet.tinggi.items()))
    places = [
        f"{c.baris}-{c.baris_akhir} x {c.kolom}-{c.kolom_akhir} {c.gaya} {c.teks}{f' [{c.isi.nama}]' if c.isi else ''}"
        for c in sheet.sel
    ]
    return [f"-- {sheet.nama}: {edges}", f"heights {heights}", f"head {sheet.kepala} rows {sheet.deret}", *places]


@pytest.mark.parametrize("tempat", [None, "Contohan"])
def test_where_every_cell_lies(tempat: str | None) -> None:
    office = agency(tempat=tempat, alamat=["Jalan 1"]).instansi
    lines = []
    for name, formulir in SHAPES.items():
        if tempat and name not in ("a town", "1 signatures"):
            continue
        lines.append(f"== {name}")
        for sheet in plan(formulir, office, "kode isi 1a2b3c4d"):
            lines += lines_of(sheet)
    golden = Path(__file__).parent / "golden" / f"tata-letak{'-bertempat' if tempat else ''}.txt"
    assert_golden(golden, "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", SHAPES)
def test_no_cell_lies_on_another(name: str) -> None:
    for sheet in plan(SHAPES[name], agency().instansi):
        taken: set[tuple[int, int]] = set()
        for cell in sheet.sel:
            own = {
                (row, column)
                for row in range(cell.baris, cell.baris_akhir + 1)
                for column in range(cell.kolom, cell.kolom_akhir + 1)
            }
            assert own and not own & taken, cell
            taken |= own
            assert cell.kolom_akhir < sheet.end_column
        assert sheet.tepi == sorted(sheet.tepi)


# --- fields and signatures on a grid


def block(*edges: float) -> FieldBlock:
    return FieldBlock(PlannedSheet("x", list(edges)), agency().instansi, formulas(make({"teks": "x"})))


def one(**more: object) -> FormField:
    return FormField.model_validate(field("a", **more))


@pytest.mark.parametrize(
    ("kind", "least"),
    [("teks", 28.0), ("pilihan", 28.0), ("tanggal", 24.0), ("jam", 16.0), ("angka", 20.0), ("rumus", 18.0)],
)
def test_the_narrowest_place_to_fill_in(kind: str, least: float) -> None:
    more = {"rumus": {"rumus": "1 + 1"}, "pilihan": {"pilihan": ["x"]}}.get(kind, {})
    isian = one(jenis=kind, **more)
    assert block(0.0, 36.0, 36.0 + least)._cuts([isian], 0, 2) == [0, 1, 2]
    assert block(0.0, 36.0, 35.99 + least)._cuts([isian], 0, 2) is None


WORD = text_width("pertanggungjawaban", 10) + 3
"""What a label of this word must have, more than 36 mm and less than 40."""


@pytest.mark.parametrize(
    ("label", "width", "least"),
    [
        ("A", 36.0, text_width("A", 10) + 3), ("pertanggungjawaban", WORD, WORD),
        ("pertanggungjawaban keuangan", WORD, WORD), ("pertanggungjawaban" * 2, 40.0, 40.0),
    ],
)  # fmt: skip
def test_a_label_alone_on_its_line(label: str, width: float, least: float) -> None:
    """36 mm, more for a longer word, but no more than 40."""
    assert 36.0 < WORD < 40.0
    isian = one(label=label)
    assert block(0.0, width - 1, width, width + 1, 200.0)._cuts([isian], 0, 4) == [0, 2, 4]
    assert block(0.0, least, 200.0)._cuts([isian], 0, 2) == [0, 1, 2]
    assert block(0.0, least - 0.01, 200.0)._cuts([isian], 0, 2) is None


@pytest.mark.parametrize(
    ("label", "width"),
    [
        ("Nama", text_width("Nama", 10) + 4),
        ("Satu dua tiga empat lima enam", 100 / 3 / 2),
        ("Ini", text_width("Ini", 10) + 4),
    ],
)
def test_a_label_beside_others(label: str, width: float) -> None:
    """As wide as its words and 4 mm, but no more than half of its part: of 100 mm a third, and the other two thirds."""
    pair = [one(label=label, lebar=4, jenis="jam"), one(lebar=8, jenis="jam")]
    second = 100 / 3 + text_width("A", 10) + 4
    edges = (0.0, width - 0.3, width, width + 0.3, 100 / 3, second - 0.3, second, second + 0.3, 100.0)
    assert block(*edges)._cuts(pair, 0, 8) == [0, 2, 4, 6, 8]


def test_a_box_to_tick() -> None:
    """It has 6 mm and its words 20, and is as near to 9 mm as the grid lets it; else it is the first column."""
    assert block(0.0, 5.0, 9.0, 29.0)._box(0, 3) == 2
    assert block(0.0, 5.0, 9.0, 28.99)._box(0, 3) == 1
    assert block(0.0, 2.0, 6.0, 26.0)._box(0, 3) == 2
    assert block(0.0, 2.0, 5.99, 25.0)._box(0, 3) == 1
    assert block(0.0, 8.0, 9.5, 11.0, 60.0)._box(0, 4) == 2
    assert block(0.0, 20.0, 40.0)._box(1, 2) == 2


def test_the_parts_of_signatures() -> None:
    def parts(count: int, width: float) -> list[float]:
        return [round(value, 3) for part in _signature_parts(count, width) for value in part]

    pair = [28.8, 17.0, 51.2, 26.0]
    assert parts(1, 187) == [107.0, 0.0, *pair]
    assert parts(2, 187) == [*pair, 27.0, 4.0, *pair]
    third = [20.52, 16.416, 36.48, 26.0]
    assert parts(3, 187) == [*third, 8.0, 4.0, *third, 8.0, 4.0, *third]
    narrow = [12.48, 9.984, 22.187, 17.749]
    assert parts(3, 120) == [*narrow, 8.0, 4.0, *narrow, 8.0, 4.0, *narrow]
    assert parts(1, 60) == [0.0, 0.0, 21.6, 17.0, 38.4, 26.0]


@pytest.mark.parametrize(
    ("shares", "runs"),
    [
        ([6, 6], [2]), ([6, 7], [1, 1]), ([4, 4, 4, 1], [3, 1]), ([12, 1], [1, 1]), ([1, 12], [1, 1]), ([13], [1]),
        ([None, 1], [1, 1]), ([1, None], [1, 1]), ([11, 1, 11], [2, 1]),
    ],
)  # fmt: skip
def test_fields_that_share_a_line(shares: list[int | None], runs: list[int]) -> None:
    fields = tuple(one(lebar=share) for share in shares)
    assert [len(run) for run in _packed(fields)] == runs


@pytest.mark.parametrize(
    "more",
    [
        {"jenis": "paragraf"},
        {"jenis": "tanda tangan"},
        {"tempat": "ya"},
        {"baris": 3},
        {"jenis": "centang", "pilihan": ["x"]},
    ],
)
def test_fields_that_share_no_line(more: Field) -> None:
    alone, narrow = one(lebar=1, **more), one(lebar=1)
    assert [len(run) for run in _packed((narrow, alone, narrow, narrow))] == [1, 1, 2]
    assert [len(run) for run in _packed((narrow, one(lebar=1, jenis="centang"), one(lebar=1, baris=2)))] == [3]


# --- columns of tables


def widths(*kolom: Field, room: float = 100.0, numbers: dict[str, str] | None = None, **more: object) -> list[float]:
    tabel = FormTable.model_validate({"id": "t", "nomor": "tidak", "kolom": list(kolom), **more})
    return table_columns(tabel, numbers or {}, room).widths


def least(words: str, *, bold: bool = False, size: float = 9.0, beside: float = 0.0) -> float:
    """The width of a column that has room for these words and no more."""
    return (longest_piece([words], bold=bold) * size * 25.4 / 72 + beside) * 1.04 + 2 * 1.2 + 0.3


WIDE = field("z", label="z", lebar=200)


@pytest.mark.parametrize(
    ("column", "more", "width"),
    [
        ({"label": LONG}, {}, least(LONG, bold=True)),
        ({"label": LONG, "wajib": "ya"}, {}, least(f"{LONG}*", bold=True)),
        ({"jenis": "pilihan", "pilihan": [LONG, "x"]}, {}, least(LONG, beside=7.0)),
        ({"jenis": "centang", "pilihan": [LONG]}, {}, least(LONG, beside=7.0)),
        ({}, {"numbers": {"a": LONG}}, least(LONG, size=7.5)),
        ({}, {"isi": [{"a": "x"}, {"a": LONG}, {}]}, least(LONG)),
        ({"kelompok": LONG}, {}, least(LONG, bold=True)),
        # A choice that is printed already has no box beside it.
        ({"jenis": "pilihan", "pilihan": [LONG]}, {"isi": [{"a": LONG}]}, least(LONG)),
    ],
)
def test_a_column_has_room_for_its_longest_word(column: Field, more: dict[str, object], width: float) -> None:
    first, _ = widths(field("a", lebar=1, **column), WIDE, **more)  # type: ignore[arg-type]
    assert first == pytest.approx(width, abs=1e-6)


def test_a_head_above_several_widens_them_alike() -> None:
    pair = (field("a", lebar=1, kelompok=LONG), field("b", lebar=1, kelompok=LONG))
    first, second, _ = widths(*pair, WIDE)
    assert first - second == pytest.approx(least("A", bold=True) - least("B", bold=True), abs=1e-6)
    words = longest_piece([LONG], bold=True) * TYPE * 1.04
    assert first + second == pytest.approx(words + 2 * (2 * EDGE + 0.3), abs=1e-6)
    # A short one asks for nothing.
    short = [field(id, lebar=1, kelompok="i") for id in "ab"]
    assert widths(*short, WIDE)[0] == pytest.approx(least("A", bold=True), abs=1e-6)


def test_words_without_room_may_break_where_they_were_measured_to() -> None:
    for bold in (True, False):
        just = em_width("tanggung/jawab", bold) * TYPE + 2 * EDGE
        assert form_html._unbroken("tanggung/jawab", just + 0.01, bold) == "tanggung/jawab"
        assert form_html._unbroken("tanggung/jawab", just - 0.01, bold) != "tanggung/jawab"
        assert form_html._unbroken("tanggung/jawab", just, bold) != "tanggung/jawab"
    # Bold unless it is said otherwise: heads are.
    width = em_width("tanggung/jawab", False) * TYPE + 2 * EDGE + 0.01
    assert form_html._unbroken("tanggung/jawab", width) != "tanggung/jawab"


# --- the grid


def test_a_label_needs_an_edge_of_its_own() -> None:
    """An edge between 28 mm and half of the width serves; else there is one at a quarter."""

    def edges(*lebar: int) -> list[float]:
        kolom = [field(f"k{n}", lebar=width) for n, width in enumerate(lebar)]
        return grid([FormTable.model_validate({"id": "t", "nomor": "tidak", "kolom": kolom})], 100.0)

    assert edges(28, 72) == [0.0, 28.0, 100.0]
    assert edges(27, 73) == [0.0, 25.0, 27.0, 100.0]
    assert edges(50, 50) == [0.0, 50.0, 100.0]
    assert edges(51, 49) == [0.0, 25.0, 51.0, 100.0]
    assert edges(100) == [0.0, 25.0, 100.0]


def test_edges_of_two_tables_that_no_pixel_shows_apart_are_one() -> None:
    """Of one table every edge stays."""

    def tabel(id: str, *lebar: float) -> FormTable:
        kolom = [field(f"{id}{n}", lebar=width) for n, width in enumerate(lebar)]
        return FormTable.model_validate({"id": id, "nomor": "tidak", "kolom": kolom})

    two = [tabel("a", 200, 200), tabel("b", 199, 200)]
    assert len(grid(two, 239.0)) == 3, "less than 0.3 mm apart"
    assert len(grid(two, 241.0)) == 4
    assert grid([tabel("c", 100, 1, 99)], 50.0) == [0.0, 12.5, 25.0, 25.25, 50.0]


@pytest.mark.slow
def test_new_edges_lie_a_millimetre_off_those_that_are_there() -> None:
    edges = [0.0, 10.0, 40.0]
    assert with_room(edges, [(11.0, 11.0), (29.0, 29.0)]) == edges, "too near"
    assert with_room(edges, [(11.01, 11.01), (28.99, 28.99)]) == [0.0, 10.0, 11.01, 40.0]
    assert with_room(edges, [(20.0, 20.0), (30.0, 20.0)]) == [0.0, 10.0, 20.0, 40.0], "none beyond the end"


def test_of_two_ways_to_cut_the_first_is_taken() -> None:
    edges = [0.0, 10.0, 20.0, 30.0]
    assert fit(edges, 0, 3, [(15.0, 5.0), (15.0, 5.0)]) == [0, 1, 3]
    assert fit(edges, 0, 3, [(5.0, 1.0), (5.0, 1.0), (20.0, 1.0)]) == [0, 1, 2, 3]
    assert fit(edges, 0, 3, [(30.0, 1.0)]) == [0, 3]
    assert fit(edges, 0, 3, [(10.0, 1.0)] * 4) is None
    assert nearest(edges, 15.0) == 1
    assert nearest(edges, 15.1) == 2


def test_letters_have_four_widths() -> None:
    em = 25.4 / 72 * 10
    for letters, width in (
        ("ijltfrI.,:;'|!()[]/ -", 0.36),
        ("AZmw%É", 0.78),
        ("abn0?\u1fff", 0.58),
        ("\u2000\ua9b2漢", 1.1),
    ):
        for letter in letters:
            assert text_width(letter, 10) == pytest.approx(width * em), letter


def test_a_word_that_fills_the_rest_of_a_line_stays_on_it() -> None:
    space = text_width(" ", 10)
    room = 2 * (text_width("aaaa", 10) + space)
    assert line_count("aaaa aaaa", room + 2.0001, 10) == 1
    assert line_count("aaaa aaaa", room + 1.9999, 10) == 2
    # Just as wide as both words and their spaces is wide enough.
    word = text_width("aaaa ", 10)
    exact = next(
        w for w in (word + word + 2.0, *(word + word + 2.0 + n * 2.0**-45 for n in (-1, 1))) if w - 2.0 == 2 * word
    )
    assert line_count("aaaa aaaa", exact, 10) == 1
    # What a broken word leaves on its last line is filled by the next.
    assert line_count("a" * 30 + " a", 2 + 20 * text_width("a", 10), 10) == 2
