"""What the choice of ways leaves out unseen, since it could not be the cheapest."""

from __future__ import annotations

import pytest

from generator.chart.router.board import Board
from generator.chart.router.candidates import GridLink, LinkWays
from generator.chart.router.grid import Grid
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
