"""Standard times: sums that never mix units, and the longest way against all ways on small graphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.durations import Duration, parse_duration
from generator.steps.longest_path import add_times, longest_path, path_of_procedure, waktu_prosedur, ways_on
from generator.steps.resolve import Procedure, resolve
from tests.support.made_up import proyek, sop

Graph = tuple[list[str], list[tuple[str, str]], dict[str, tuple[float, ...]], set[str]]


@pytest.mark.parametrize(
    ("teks", "kepala", "expected"),
    [
        ("15 menit", "Waktu", Duration(15, "menit")),
        ("1,5 jam", "", Duration(90, "menit")),
        ("15", "Waktu (Menit)", Duration(15, "menit")),
        ("2", "Waktu (jam)", Duration(120, "menit")),
        ("3 hari kerja", "", Duration(3, "hari kerja")),
        ("2 HK", "", Duration(2, "hari kerja")),
        ("1 bulan", "", Duration(1, "bulan")),
        ("2 jam", "Waktu (Menit)", None),
        ("15", "Waktu", None),
        ("1 - 20 hari", "", Duration(20, "hari", 1)),
        ("1 jam (50 menit)", "", None),
        ("Segera", "", None),
        ("-", "Waktu (Menit)", None),
        (None, "Waktu (Menit)", None),
    ],
)
def test_what_a_time_means(teks: str | None, kepala: str, expected: Duration | None) -> None:
    assert parse_duration(teks, kepala) == expected


def test_a_sum_of_a_range_is_a_range_of_its_unit() -> None:
    prosedur = laid_out(time("2-3 hari"), time("1 hari"), time("10 menit"), time("± 5 menit"), time("1 hari kerja"))
    total = add_times(waktu_prosedur(prosedur).values())
    assert total.spoken == "1 hari kerja + 3-4 hari + 15 menit"
    assert (total + total).spoken == "2 hari kerja + 6-8 hari + 30 menit"
    way = path_of_procedure(prosedur, waktu_prosedur(prosedur))
    assert way is not None and way.jumlah.spoken == total.spoken


def test_a_time_left_blank_is_neither_missing_nor_known() -> None:
    def blank(**more: Any) -> dict[str, Any]:
        return {"mutu_baku": {"kosong": "waktu", **more}}

    total = add_times(waktu_prosedur(laid_out(time("5 menit"), blank(), time(""), time("Segera"))).values())
    assert (total.langkah, total.known_steps, total.kosong, total.lain, total.tanpa) == (4, 1, 1, 1, 1)
    assert total.missing_words == "1 belum diisi, 1 tidak dapat dijumlahkan, dan 1 tanpa waktu"
    both = total + total
    assert (both.tanpa, both.known_steps) == (2, 2)
    only = add_times(waktu_prosedur(laid_out(time("5 menit"), blank())).values())
    assert (only.coverage, only.missing_words) == ("dari 1 langkah yang diketahui", "1 tanpa waktu")
    said = [
        add_times(waktu_prosedur(laid_out(*rows)).values()).instead
        for rows in ([blank()], [blank(), time("")], [time("")], [blank(), time("Segera")])
    ]
    assert said == ["tanpa waktu baku", "belum diisi", "belum diisi", "tidak dapat dijumlahkan"]


def laid_out(*langkah: dict[str, Any], **isian: Any) -> Procedure:
    steps = [{"uraian": f"Kerja {n}", "pelaksana": "petugas", **step} for n, step in enumerate(langkah)]
    return resolve(proyek({"satu": sop(langkah=steps, **isian)}), "satu").prosedur[0]


def time(waktu: str, **more: Any) -> dict[str, Any]:
    return {"mutu_baku": {"waktu": waktu} if waktu else {}, **more}


def test_units_are_added_each_by_itself_and_gaps_are_said() -> None:
    prosedur = laid_out(time("2 jam"), time("3 hari kerja"), time("5 menit"), time("Segera"), time(""))
    total = add_times(waktu_prosedur(prosedur).values())
    assert total.spoken == "3 hari kerja + 2 jam 5 menit"
    assert total.missing_words == "1 belum diisi dan 1 tidak dapat dijumlahkan"
    assert (total.langkah, total.known_steps) == (5, 3)


def test_a_merged_cell_is_counted_once_and_is_not_a_gap() -> None:
    prosedur = laid_out(time("10 menit"), {"mutu_baku": {"gabung": "waktu"}}, time("5 menit"))
    total = add_times(waktu_prosedur(prosedur).values())
    assert (total.spoken, total.missing_words) == ("15 menit", "")


def test_a_decision_takes_the_longer_branch_and_a_loop_is_passed_once() -> None:
    prosedur = laid_out(
        time("10 menit"),
        time("5 menit", keputusan={"ya": "4", "tidak": "3", "ulang": "1"}),
        time("30 menit", lanjut="5"),
        time("20 menit", lanjut="5"),
        time("1 menit"),
    )
    way = path_of_procedure(prosedur, waktu_prosedur(prosedur))
    assert way is not None
    assert [step.no for step in way.langkah] == ["1", "2", "3", "5"]
    assert (way.jumlah.spoken, way.bercabang) == ("46 menit", True)


def test_a_way_ends_where_the_flow_ends_and_not_at_a_way_back() -> None:
    prosedur = laid_out(
        time("1 menit"),
        time("1 menit", keputusan={"ya": "selesai", "tidak": "3"}),
        time("9 jam", lanjut="1", jenis="proses"),
    )
    way = path_of_procedure(prosedur, waktu_prosedur(prosedur))
    assert way is not None and [step.no for step in way.langkah] == ["1", "2"]


def test_no_way_where_no_time_is_known() -> None:
    prosedur = laid_out(time("Segera"), time(""))
    assert path_of_procedure(prosedur, waktu_prosedur(prosedur)) is None


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    steps = [str(n) for n in range(draw(st.integers(1, 7)))]
    pairs = draw(st.lists(st.tuples(st.sampled_from(steps), st.sampled_from(steps)), max_size=14))
    weights = {id: (float(draw(st.integers(0, 2))), float(draw(st.integers(0, 9)))) for id in steps}
    return steps, pairs, weights, set(draw(st.lists(st.sampled_from(steps))))


def loops(steps: list[str], pairs: list[tuple[str, str]], start: str, end: str) -> bool:
    """Whether ``end`` leads back to ``start``."""
    seen = {end}
    for _ in steps:
        seen |= {ke for dari, ke in pairs if dari in seen}
    return start in seen


def all_ways(at: str, onward: list[tuple[str, str]], gone: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield (*gone, at)
    for dari, ke in onward:
        if dari == at and ke not in gone:
            yield from all_ways(ke, onward, (*gone, at))


@given(graphs())
def test_the_longest_way_is_the_longest_of_all_ways(graph: Graph) -> None:
    steps, pairs, weights, ends = graph
    order = {id: n for n, id in enumerate(steps)}
    onward = [(a, b) for a, b in dict.fromkeys(pairs) if order[b] > order[a] or not loops(steps, pairs, a, b)]
    starts = [id for id in steps if id == steps[0] or all(ke != id for _, ke in pairs)]
    ways = [way for start in starts for way in all_ways(start, onward)]
    finished = [way for way in ways if way[-1] in ends] or ways

    def weight(way: tuple[str, ...]) -> tuple[float, ...]:
        return (*(sum(weights[id][part] for id in way) for part in (0, 1)), float(len(way)))

    found = longest_path(steps, pairs, weights, ends)
    assert found in finished
    assert len(set(found)) == len(found)
    assert weight(found) == max(weight(way) for way in finished)


@pytest.mark.slow
@given(graphs())
def test_what_is_followed_has_no_loop_and_loses_no_way_down(graph: Graph) -> None:
    steps, pairs, _, _ = graph
    followed = ways_on(steps, pairs)
    for dari, ke in pairs:
        if int(ke) > int(dari):
            assert ke in followed[dari]
    links = [(dari, ke) for dari in steps for ke in followed[dari]]
    assert not any(loops(steps, links, dari, ke) for dari, ke in links)
