"""What may be typed into a field, on both sides of each limit, asked of each output as the program that opens it would.

A spreadsheet keeps a day as the number of days since 1899-12-31 (and takes 1900 for a leap year), a time as a part
of one.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.forms import form_schema
from generator.forms.form_limits import clip, number, plain
from generator.forms.xlsx_grid import fit, grid, line_count, text_height, with_room
from tests.forms.test_xlsx import read, rule
from tests.support.sample_forms import agency, make

KINDS = ("teks", "paragraf", "angka", "tanggal", "jam")
FIELDS = make({"isian": [{"id": kind, "label": kind.title(), "jenis": kind, "wajib": "ya"} for kind in KINDS]})
BOOK = read(FIELDS, agency())
TYPED: list[tuple[str, Any, bool]] = [
    ("teks", "a", True), ("teks", "a" * 500, True), ("teks", "a" * 501, False),
    ("paragraf", "a" * 5000, True), ("paragraf", "a" * 5001, False),
    ("angka", 0, True), ("angka", 0.5, True), ("angka", -0.5, True),
    ("angka", 10**15 - 1, True), ("angka", 10**15, False), ("angka", 1 - 10**15, True), ("angka", -(10**15), False),
    ("tanggal", datetime.date(1900, 1, 1), True), ("tanggal", datetime.date(2199, 12, 31), True),
    ("tanggal", datetime.date(2200, 1, 1), False), ("tanggal", 0, False),
    ("jam", datetime.time(0, 0), True), ("jam", datetime.time(23, 0), True), ("jam", datetime.time(23, 59), True),
    ("jam", 1, False), ("jam", -0.01, False),
]  # fmt: skip


def as_number(value: Any) -> float:
    match value:
        case datetime.date():
            days = (value - datetime.date(1899, 12, 31)).days
            return days + (days > 59)
        case datetime.time():
            return (value.hour * 60 + value.minute) / 1440
        case str():
            return len(value)
        case _:
            return float(value)


@pytest.mark.parametrize(("kind", "value", "good"), TYPED)
def test_a_spreadsheet_takes_it(kind: str, value: Any, good: bool) -> None:
    found = rule(BOOK, f"isian_{kind}")
    size = as_number(value)
    if found.operator == "lessThanOrEqual":
        taken = size <= float(found.formula1)
    else:
        assert found.operator in (None, "between")
        taken = float(found.formula1) <= size <= float(found.formula2)
    assert taken is good
    assert found.showErrorMessage, "and refuses the rest"


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_is_never_refused(kind: str) -> None:
    """Not even where it must be filled in: a person empties a cell to begin again."""
    assert rule(BOOK, f"isian_{kind}").allow_blank is True


@pytest.mark.parametrize(("kind", "value", "good"), TYPED)
def test_a_program_takes_it(kind: str, value: Any, good: bool) -> None:
    schema = Draft202012Validator(form_schema.schema(FIELDS), format_checker=Draft202012Validator.FORMAT_CHECKER)
    document = {"teks": "a", "paragraf": "a", "angka": 1, "tanggal": "2025-01-01", "jam": "08:00"}
    if kind in ("tanggal", "jam"):
        if isinstance(value, int | float) or value == datetime.date(2200, 1, 1):
            return  # a schema has no limit of days, and no numbers for them
        value = value.isoformat()[:5] if kind == "jam" else value.isoformat()
    assert schema.is_valid(document | {kind: value}) is good


@pytest.mark.parametrize(
    ("time", "good"), [("00:00", True), ("23:59", True), ("24:00", False), ("12:60", False), ("8:30", False)]
)
def test_a_program_takes_a_time(time: str, good: bool) -> None:
    document = {"teks": "a", "paragraf": "a", "angka": 1, "tanggal": "2025-01-01", "jam": time}
    assert Draft202012Validator(form_schema.schema(FIELDS)).is_valid(document) is good


def test_numbers_and_texts_of_other_formats() -> None:
    assert [number(value) for value in (12, 0.5, 1e-7, 10**15)] == ["12", "0.5", "0.0000001", "1000000000000000"]
    assert plain("a\x00b\tc\nd\x7fe\ud800") == "a b\tc\nd e "
    assert [clip("abc", most) for most in (2, 3, 4)] == ["ab", "abc", "abc"]
    assert [clip("a😀", most) for most in (1, 2, 3)] == ["a", "a", "a😀"], "Excel counts it as two, and half is none"


def test_lines_of_a_cell() -> None:
    """A word that is as wide as the room stays whole, one letter more breaks; an empty paragraph is a line."""
    room = 20.0 + 2.0
    per_letter = 0.58 * 25.4 / 72 * 10
    letters = int((20.0 - 0.36 * 25.4 / 72 * 10) / per_letter)
    assert line_count("a" * letters, room, 10) == 1
    assert line_count("a" * (letters + 1), room, 10) == 2
    assert line_count("a" * (3 * letters), room, 10) == 3
    assert line_count("", room, 10) == 1
    assert line_count("a\n\nb", room, 10) == 3
    assert line_count(f"{'a' * letters} {'b' * letters}", room, 10) == 2
    assert line_count("a a a", room, 10) == 1
    assert text_height("a\nb", room, 10) - text_height("a", room, 10) == pytest.approx(10 * 1.22 * 25.4 / 72)
    assert line_count("a", 0.0, 10) == line_count("a", 4.0, 10), "no cell is narrower than 4 mm"


@pytest.mark.slow
def test_cuts_that_give_every_part_what_it_must_have() -> None:
    edges = [0.0, 10.0, 20.0, 30.0, 40.0]
    assert fit(edges, 0, 4, [(20.0, 10.0), (20.0, 10.0)]) == [0, 2, 4], "the cuts move least"
    assert fit(edges, 0, 4, [(10.0, 20.0), (30.0, 20.0)]) == [0, 2, 4], "but none gets less than it must have"
    assert fit(edges, 0, 4, [(10.0, 20.1), (30.0, 20.0)]) is None
    assert fit(edges, 1, 3, [(10.0, 10.0), (10.0, 10.0)]) == [1, 2, 3], "from where it starts"
    assert with_room(edges, [(20.0, 20.0), (20.0, 20.0)]) == edges
    assert with_room(edges, [(25.0, 25.0), (15.0, 15.0)]) == [0.0, 10.0, 20.0, 25.0, 30.0, 40.0]


@pytest.mark.slow
def test_a_sheet_without_a_table_has_even_columns() -> None:
    edges = grid([], 240.0)
    assert edges == [10.0 * part for part in range(25)]
