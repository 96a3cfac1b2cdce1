"""What the choice of ways leaves out unseen, since it could not be the cheapest."""

from __future__ import annotations

import pytest

from generator.chart.router.board import Board
from generator.chart.router.candidates import GridLink, LinkWays
from generator.chart.router.grid import Grid
from generator.chart.router.route import plan
from tests.bench.random_charts import random_chart, with_forks


@pytest.mark.parametrize("seed", range(5))
def test_no_long_way_costs_less_than_its_two_ports(seed: int) -> None:
    bagan = with_forks(random_chart(seed), seed)
    kisi = Grid(bagan)
    board = Board(kisi)
    ways = []
    for n, alur in enumerate(bagan.alur):
        tujuan = f"bersama {n}" if alur.bersama else alur.ke
        cabang = f"{alur.dari} {alur.label}" if alur.label else ""
        link = GridLink(kisi.tempat[alur.dari], kisi.tempat[alur.ke], tujuan, alur.bersama, None, cabang)
        ways.append(LinkWays(kisi, n, link))
    laid = [(own.short or own.long)[0] for own in ways]
    for way in laid:
        board.put(way, 0)
    for own, its_way in zip(ways, laid, strict=True):
        board.lift(its_way, 0)
        tolls = [board.price(port) for port in own.ports]
        for way in own.long:
            assert way.cost >= own.least
            assert board.price(way) >= tolls[way.ends[0]] + tolls[way.ends[1]]
        board.put(its_way, 0)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "size", "side"), [(1066, (11, 2), (0, -1)), (1133, (10, 2), (0, -1))])
def test_a_link_without_another_way_keeps_its_own(seed: int, size: tuple[int, int], side: tuple[int, int]) -> None:
    """It has one way that leaves by the side where it should, and is sent another way twice."""
    bagan = with_forks(random_chart(seed, size=size), seed)
    drawn = plan(bagan, sides=[side] * len(bagan.alur))
    assert [route.alur for route in drawn.rute] == list(bagan.alur)


def test_a_way_is_banned_once_and_not_missed_after() -> None:
    bagan = random_chart(1)
    kisi = Grid(bagan)
    alur = bagan.alur[0]
    own = LinkWays(kisi, 0, GridLink(kisi.tempat[alur.dari], kisi.tempat[alur.ke], alur.ke, alur.bersama))
    for ways in (own.short, own.long):
        first, *others = ways
        for _ in range(2):
            own.ban(first)
            assert ways == others
