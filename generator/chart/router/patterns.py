"""All sensible ways from one symbol to another: orthogonal patterns of one to five segments.

A pattern is written by its segments, V(ertical) and H(orizontal). Its inner lines are gutters and channels next to
the two symbols; a pattern that would run through a symbol is left out. Each way comes with its *static* cost: what
it costs on an empty chart. Crossings and conflicts with other links are added by ``choose``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.chart.router.grid import Grid, GridPoint, GridWay

#: Cost of one grid unit (half a cell) and of one bend.
PANJANG, BELOKAN = 1.0, 4.0
#: Leaving a symbol upwards or entering it from below is against the downward reading.
KELUAR_ATAS, MASUK_BAWAH = 6.0, 9.0
#: An arrow that comes from above should enter from above; one that goes back should enter at the side.
MASUK_SISI, KEMBALI_DARI_ATAS = 1.0, 1.0


def short(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """The ways of one to three segments from ``s`` to ``t``."""
    return chain(_straight(kisi, s, t), _two(kisi, s, t), _three(kisi, s, t))


def long(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """The ways of four and five segments. There is always one, whatever stands between the two."""
    return chain(_four(kisi, s, t), _five(kisi, s, t))


def long_from(s: GridPoint, t: GridPoint) -> float:
    """No long way between two points is cheaper than this."""
    return 3 * BELOKAN + PANJANG * max(4, abs(s[0] - t[0]) + abs(s[1] - t[1]))


def cost(way: GridWay) -> float:
    """The static cost of a way."""
    length = 0
    x, y = way[0]
    for x_next, y_next in way[1:]:
        length += abs(x_next - x + y_next - y)  # one of the two is 0
        x, y = x_next, y_next
    total = PANJANG * length + BELOKAN * (len(way) - 2)
    (_, ys), (_, y1), (_, y2), (_, yt) = way[0], way[1], way[-2], way[-1]
    if y1 < ys:
        total += KELUAR_ATAS
    if y2 > yt:
        total += MASUK_BAWAH
    elif y2 == yt and ys < yt:
        total += MASUK_SISI
    elif y2 < yt < ys:
        total += KEMBALI_DARI_ATAS
    return total


def _straight(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """V and H: the two stand in one column or on one level with nothing between."""
    (xs, ys), (xt, yt) = s, t
    if s != t and ((xs == xt and kisi.column_free(xs, ys, yt)) or (ys == yt and kisi.row_free(ys, xs, xt))):
        yield (s, t)


def _two(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """HV and VH: one bend, in an empty cell."""
    (xs, ys), (xt, yt) = s, t
    if xs == xt or ys == yt:
        return
    if kisi.empty(xt, ys) and kisi.row_free(ys, xs, xt) and kisi.column_free(xt, ys, yt):
        yield (s, (xt, ys), t)
    if kisi.empty(xs, yt) and kisi.column_free(xs, ys, yt) and kisi.row_free(yt, xs, xt):
        yield (s, (xs, yt), t)


def _three(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """VHV through a gutter and HVH through a channel, straight across or round the outside."""
    (xs, ys), (xt, yt) = s, t
    if xs != xt:
        down = {ys + 1, yt - 1} if ys < yt else {ys - 1, yt + 1} if ys > yt else set()
        for g in sorted(down | {min(ys, yt) - 1, max(ys, yt) + 1}):
            if kisi.column_free(xs, ys, g) and kisi.column_free(xt, g, yt):
                yield (s, (xs, g), (xt, g), t)
    if ys != yt:
        across = {xs + 1, xt - 1} if xs < xt else {xs - 1, xt + 1} if xs > xt else set()
        for c in sorted(across | {min(xs, xt) - 1, max(xs, xt) + 1}):
            if kisi.row_free(ys, xs, c) and kisi.row_free(yt, c, xt):
                yield (s, (c, ys), (c, yt), t)


def _channels(kisi: Grid, xs: int, xt: int) -> list[int]:
    """The channels between and right beside two columns, and the next one further out on each side."""
    low, high = min(xs, xt), max(xs, xt)
    return [c for c in range(low - 3, high + 4, 2) if 0 <= c <= 2 * kisi.kolom]


def _four(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """VHVH and HVHV: one gutter and one channel."""
    (xs, ys), (xt, yt) = s, t
    for c in _channels(kisi, xs, xt):
        if kisi.row_free(yt, c, xt):
            for g in (ys + 1, ys - 1):
                yield (s, (xs, g), (c, g), (c, yt), t)
        if kisi.row_free(ys, xs, c):
            for g in (yt - 1, yt + 1):
                yield (s, (c, ys), (c, g), (xt, g), t)


def _five(kisi: Grid, s: GridPoint, t: GridPoint) -> Iterator[GridWay]:
    """VHVHV and HVHVH: out, along, over, along, in. Nothing can stand in the way."""
    (xs, ys), (xt, yt) = s, t
    for g1 in (ys + 1, ys - 1):
        for g2 in (yt - 1, yt + 1):
            if g1 != g2:
                for c in _channels(kisi, xs, xt):
                    yield (s, (xs, g1), (c, g1), (c, g2), (xt, g2), t)
    for c1 in (xs - 1, xs + 1):
        for c2 in (xt - 1, xt + 1):
            if c1 != c2:
                for g in sorted({ys - 1, ys + 1, yt - 1, yt + 1}):
                    yield (s, (c1, ys), (c1, g), (c2, g), (c2, yt), t)
