"""Which step and which chart of one version is which of the next: how much must be alike, both sides of the limit."""

from __future__ import annotations

from typing import Any

import pytest

from generator.revisions.alignment import align_steps, pair_alike
from generator.revisions.sop_diff import compare
from tests.revisions.test_sop_diff import BASE, make
from tests.revisions.test_sop_diff import step as written


def step(text: str, actors: str = "", output: str = "", **more: Any) -> dict[str, Any]:
    return {"uraian": text, "pelaksana": actors.split(), "mutu_baku": {"output": [output]}, **more}


def table(length: int, place: int, one: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """A table whose other steps have nothing in common with those of any other kind."""
    others = [step(f"{kind}{n}", f"oleh-{kind}{n}", f"hasil-{kind}{n}") for n in range(length)]
    return [*others[:place], one, *others[place + 1 :]]


HALF = step("memeriksa berkas", "staf kadis", "nota surat"), step("memeriksa surat", "staf", "nota")
BARE = step("memeriksa berkas"), step("memeriksa surat")


@pytest.mark.parametrize(
    ("old", "new", "length", "places", "same"),
    [
        (*HALF, 2, (1, 0), True),
        (*HALF, 2, (0, 1), True),
        (*HALF, 5, (3, 0), False),
        (*HALF, 5, (0, 3), False),
        (*HALF, 5, (4, 3), True),
        (*BARE, 2, (1, 0), True),
        (*BARE, 5, (3, 0), False),
        # Less alike in one thing.
        (HALF[0], HALF[1] | {"pelaksana": ["kepala"]}, 2, (1, 0), False),
        (HALF[0], HALF[1] | {"mutu_baku": {"output": ["agenda"]}}, 2, (1, 0), False),
        (HALF[0], HALF[1] | {"uraian": "mencatat surat"}, 2, (1, 0), False),
        # What a step needs counts as what it gives.
        (HALF[0], HALF[1] | {"mutu_baku": {"kelengkapan": ["nota"]}}, 2, (1, 0), True),
        # Everything alike but the place, and the other way round.
        (step("a b", "staf", "x"), step("a b", "staf", "x"), 9, (8, 0), True),
        (step("a b", "staf", "x"), step("c d", "kadis", "y"), 9, (4, 4), False),
    ],
)  # fmt: skip
def test_half_alike_is_the_same_step_wherever_it_stands(
    old: dict[str, Any], new: dict[str, Any], length: int, places: tuple[int, int], same: bool
) -> None:
    """Words count most; who acts, what comes of it and the place count too. At equal parts half is just enough."""
    found = align_steps(table(length, places[0], old, "p"), table(length, places[1], new, "q"))
    assert found == ({places[1]: places[0]} if same else {})


A, B = step("membuka pintu", "a", "k"), step("menutup jendela", "b", "l")
OLD = step("satu dua tiga empat", "staf", "nota")
ENOUGH = step("satu lima enam tujuh", "staf kadis tim", "surat")
TOO_LITTLE = step("satu lima enam tujuh delapan", "staf kadis tim", "surat")


@pytest.mark.parametrize(("new", "same"), [(ENOUGH, True), (TOO_LITTLE, False)])
def test_alone_between_the_same_neighbours_three_tenths_are_enough(new: dict[str, Any], same: bool) -> None:
    """The edge of the table is a neighbour like any other."""
    for before, after in (([A], [B]), ([], [A, B]), ([A, B], [])):
        place = len(before)
        found = align_steps([*before, OLD, *after], [*before, new, *after])
        others = {n: n for n in range(3) if n != place}
        assert found == ({place: place} if same else {}) | others, place
    assert align_steps([OLD], [new]) == ({0: 0} if same else {})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, OLD, B], [B, ENOUGH, A], {0: 2, 2: 0}),  # the neighbours changed places
        ([B, A, OLD], [A, ENOUGH, B], {0: 1, 2: 0}),  # the one below was above
        ([A, OLD, B], [A, ENOUGH, TOO_LITTLE, B], {0: 0, 3: 2}),  # two stand there now
        ([A, OLD, TOO_LITTLE, B], [A, step("sembilan", "x", "y"), B], {0: 0, 2: 3}),  # two stood there
        ([A, B], [A, ENOUGH, B], {0: 0, 2: 1}),  # nothing stood there
        ([A, OLD, B], [A, ENOUGH, B, OLD], {0: 0, 2: 2, 3: 1}),  # what stood there is elsewhere
        ([OLD, A], [A, ENOUGH], {0: 1}),  # one at the top, one at the end
        ([], [A], {}), ([A], [], {}),
    ],
)  # fmt: skip
def test_what_is_not_alone_between_the_same_neighbours_must_be_more_alike(
    old: list[dict[str, Any]], new: list[dict[str, Any]], expected: dict[int, int]
) -> None:
    assert align_steps(old, new) == expected


def test_the_same_id_is_the_same_step_even_where_another_says_its_words() -> None:
    old = [step("membuka pintu", "a", "k", id="x"), B]
    new = [A, step("mengunci lemari", "c", "m", id="x")]
    assert align_steps(old, new) == {1: 0}
    assert align_steps([A, B], [A, B]) == {0: 0, 1: 1}, "two without an id have no id in common"
    assert align_steps([A, OLD], [step("z"), step("y")]) == {}


def test_the_most_alike_are_paired_first_and_once() -> None:
    assert pair_alike({(0, 0): 0.6, (0, 1): 0.9, (1, 0): 0.5, (1, 1): 0.8}, 0.5) == {1: 0, 0: 1}
    assert pair_alike({(0, 0): 0.6, (0, 1): 0.9, (1, 0): 0.5, (1, 1): 0.8}, 0.6) == {1: 0}
    assert pair_alike({(0, 0): 0.7, (1, 0): 0.7}, 0.5) == {0: 0}, "of equals the first"


def charts(*found: tuple[str | None, str]) -> dict[str, Any]:
    """An SOP of several charts: the title of each, and its steps as letters."""
    bare = {key: value for key, value in BASE.items() if key != "langkah"}
    named = [{"judul": title, "langkah": [written(s) for s in letters]} for title, letters in found]
    return bare | {"prosedur": [{k: v for k, v in one.items() if v is not None} for one in named]}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # Three steps of ten, two of seven.
        ([("A", "abcdefghij"), ("B", "z")], [("C", "abcklmnopq"), ("D", "y")], {(0, 0)}),
        ([("A", "abcdefg"), ("B", "z")], [("C", "abklmno"), ("D", "y")], set()),
        # The same title beside two of five steps, and beside half of them.
        ([("A", "abcde"), ("B", "z")], [("A", "vwxyz"), ("C", "abfgh")], {(0, 0)}),
        ([("B", "abcd"), ("A", "efgh")], [("A", "abij"), ("C", "y")], {(0, 0)}),
        ([("B", "abcd"), ("A", "efgh")], [("A", "aijk"), ("C", "y")], {(1, 0)}),
        # No title is no common title.
        ([(None, "a"), ("B", "b")], [(None, "c"), ("C", "d")], set()),
        ([(None, "a"), (None, "b")], [(None, "b"), (None, "a")], {(0, 1), (1, 0)}),
        # The only chart is the same, whatever it says.
        ([("A", "a")], [("B", "b")], {(0, 0)}),
        ([("A", "a")], [("B", "b"), ("C", "c")], set()),
        ([("A", "a"), ("D", "d")], [("B", "b")], set()),
    ],
)  # fmt: skip
def test_which_chart_is_which(
    old: list[tuple[str | None, str]], new: list[tuple[str | None, str]], pairs: set[tuple[int, int]]
) -> None:
    """Three tenths of the steps in common make them one; the same title counts as half of them."""
    found = compare(make(charts(*old)), make(charts(*new))).prosedur
    assert {(p.dari, p.ke) for p in found if p.dari is not None and p.ke is not None} == pairs
