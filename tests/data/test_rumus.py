"""The language of formulas: what it reads, what it refuses, how it sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.rumus import (
    MAX_LENGTH,
    Calculation,
    ColumnSum,
    FieldName,
    Pohon,
    RumusError,
    names,
    parse_rumus,
    read_aloud,
)
from tests.support.calculate import calculate

LEAVES = st.sampled_from(["a", "b", "jumlah(k)", "2", "0.5"])
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda t: f"-{t}"),
        st.tuples(inner, inner, inner).map(lambda t: f"jika({t[0]} < {t[1]}, {t[1]}, {t[2]})"),
    ),
    max_leaves=8,
).filter(lambda text: len(text) <= MAX_LENGTH)


def test_tree() -> None:
    assert parse_rumus("a / jumlah(k)") == Calculation("/", FieldName("a"), ColumnSum("k"))


def test_names_in_order_of_use() -> None:
    assert names(parse_rumus('jika(arah == "rendah", b - a, jumlah(k) / a)')) == ("arah", "b", "a", "k")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),
        ("-a + 1", -7),
        ("jumlah(k) / 2", 3),
        ('jika(arah == "rendah", 1, 2)', 1),
        ('jika(arah != "rendah", 1, 2)', 2),
        ("jika(a >= 8, 1, 2)", 1),
    ],
)
def test_value(formula: str, value: float) -> None:
    assert calculate(parse_rumus(formula), {"a": 8, "k": [1, 2, 3], "arah": "rendah"}) == value


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("a / b * 100", "A : B x 100"),
        ("(a - (b - a)) / a * 100", "(A - (B - A)) : A x 100"),
        ("a / (b * 2)", "A : (B x 2)"),
        ("a - (b + 1)", "A - (B + 1)"),
        ("(a - b) + 1", "A - B + 1"),
        ("-(a + b)", "-(A + B)"),
        ("a * -0.5", "A x -0,5"),
        ("1 + jumlah(a)", "1 + jumlah A"),
        ('jika(a == "ya", b, 0) * 2', "(bila A = ya maka B, selain itu 0) x 2"),
    ],
)
def test_words(formula: str, words: str) -> None:
    assert read_aloud(parse_rumus(formula), str.upper) == words


@pytest.mark.parametrize(
    ("formula", "column", "words"),
    [
        ("realisasi /", 12, "periksa tanda kurung"),
        ("a b", 0, "periksa tanda kurung"),
        ("a ** 2", 1, "tidak dikenal"),
        ("a % 2", 1, "tidak dikenal"),
        ("a and b", 1, "tidak dikenal"),
        ("True", 1, "tidak dikenal"),
        ("2j", 1, "tidak dikenal"),
        ("1e999", 1, "tidak dikenal"),
        ("a + 0,5", 1, "koma"),
        ('a + "x"', 5, "kata dalam tanda kutip"),
        ("é + b.c", 5, "tidak dikenal"),
        ("a < b", 1, "syarat"),
        ("jika(a, 1, 2)", 6, "membandingkan"),
        ("jika(a < b < c, 1, 2)", 6, "membandingkan"),
        ("jika(a < 1, 2)", 1, "jika(syarat"),
        ('jika(arah = "rendah", 1, 2)', 11, "ditulis =="),
        ("jumlah(a + b)", 1, "satu kolom"),
        ("jumlah()", 1, "satu kolom"),
        ("akar(a)", 1, "hanya jika(...), jumlah(...), dan hari_kerja(...)"),
        ("__import__('os')", 1, "hanya jika(...), jumlah(...), dan hari_kerja(...)"),
        ("[a for a in b]", 1, "tidak dikenal"),
        ("(lambda: 1)()", 0, "hanya jika(...), jumlah(...), dan hari_kerja(...)"),
        ("a if b else c", 1, "tidak dikenal"),
        ("(" * 400 + "a" + ")" * 99, 0, "tidak dapat dibaca"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH + 1, "lebih panjang"),
        ("a\0b", 0, "tidak dapat dibaca"),
    ],
)
def test_refused_with_place(formula: str, column: int, words: str) -> None:
    with pytest.raises(RumusError) as caught:
        parse_rumus(formula)
    assert words in caught.value.pesan
    if column:
        assert caught.value.kolom == column
    assert 1 <= caught.value.kolom <= len(formula) + 1


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        pohon = parse_rumus(text)
    except RumusError as error:
        assert error.pesan
        assert 1 <= error.kolom <= len(text) + 1
    else:
        assert read_aloud(pohon, str)


@pytest.mark.slow
@given(FORMULAS)
def test_words_say_the_same_calculation(formula: str) -> None:
    """Turning the words back into a formula gives the same number: no bracket is lost."""
    pohon = parse_rumus(formula)
    words = read_aloud(pohon, lambda id: id)
    if "bila" in words:
        return
    again = words.replace(" x ", " * ").replace(" : ", " / ").replace("0,5", "0.5").replace("jumlah k", "jumlah(k)")
    assert result(parse_rumus(again)) == pytest.approx(result(pohon), nan_ok=True)


def result(pohon: Pohon) -> float:
    try:
        return float(calculate(pohon, {"a": 3, "b": 7, "k": [1, 4]}))
    except ZeroDivisionError:
        return float("nan")
