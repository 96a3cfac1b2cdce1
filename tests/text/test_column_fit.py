"""Columns of tables: as wished, never narrower than their longest piece, and the type smaller only where all together
have no room."""

from __future__ import annotations

import random

import pytest

from generator.text.column_fit import ColumnNeed, fit_columns, longest_piece
from generator.text.measure import LONGEST, em_width

pytestmark = pytest.mark.slow


def test_columns_that_need_no_more_get_their_wish() -> None:
    fitted = fit_columns([ColumnNeed(10, 5, 2), ColumnNeed(30, 5, 2)], 80)
    assert fitted.widths == pytest.approx([20, 60]) and fitted.scale == 1


def test_no_column_is_narrower_than_its_longest_piece_while_there_is_room() -> None:
    rng = random.Random(1)
    for _ in range(300):
        needs = [
            ColumnNeed(rng.uniform(5, 60), rng.uniform(0, 60), rng.uniform(1, 9)) for _ in range(rng.randint(1, 9))
        ]
        fitted = fit_columns(needs, 182)
        assert sum(fitted.widths) == pytest.approx(182)
        for need, width in zip(needs, fitted.widths, strict=True):
            assert width >= need.words * fitted.scale + need.edges - 1e-9
        assert fitted.scale == 1 or sum(need.words * 1.04 + need.edges for need in needs) > 182


def test_what_is_cut_anyway_asks_for_nothing() -> None:
    word = "x" * 60
    assert em_width(word) > LONGEST
    assert longest_piece([word, "dan"]) == em_width("dan")
    assert longest_piece(["Kabupaten/Kota"], bold=True) == em_width("Kabupaten/", bold=True)
    assert longest_piece(["a. pertanggungjawaban"]) == em_width("a. ") + em_width("pertanggungjawaban")
    assert longest_piece([]) == longest_piece([""]) == 0
