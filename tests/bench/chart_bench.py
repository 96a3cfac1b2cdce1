"""How fast and how calm the charts are, beside Graphviz neato on the same charts in the same run: ``make bench``.

Time is CPU time of this process, so other work on the machine counts little; still compare the two columns and not two
machines. We are timed from the Bagan to the finished picture: routes, texts, table, SVG. neato is given the places of
the symbols, which it must not move, and draws nothing but orthogonal arrows without labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from statistics import median
from time import process_time
from typing import NamedTuple, TypeVar

import pygraphviz

from generator.chart.layout import TableLayoutPx, lay_out
from generator.chart.router.route import plan
from generator.chart.svg import draw
from generator.steps.graph import Chart
from tests.bench.random_charts import random_chart, usual_chart

#: How many random charts, and how many of each of the two sizes that are timed.
COUNT, SIZED = 150, 50

Masuk = TypeVar("Masuk")
Keluar = TypeVar("Keluar")
Titik = tuple[float, float]
Ruas = tuple[Titik, Titik]


class Benda(NamedTuple):
    """A symbol as an obstacle: its middle and the rectangle inside it that no foreign arrow may enter."""

    x: float
    y: float
    lebar: float
    tinggi: float

    def hit(self, ruas: Ruas) -> bool:
        """Whether a stretch parallel to an axis runs through it."""
        (x1, y1), (x2, y2) = ruas
        across = min(x1, x2) < self.x + self.lebar / 2 and self.x - self.lebar / 2 < max(x1, x2)
        return across and min(y1, y2) < self.y + self.tinggi / 2 and self.y - self.tinggi / 2 < max(y1, y2)


class DrawingFacts(NamedTuple):
    """What is measured of one drawing: its symbols by id, and for each link (start, end, corners)."""

    benda: dict[str, Benda]
    garis: list[tuple[str, str, list[Titik]]]


class ChartMeasure(NamedTuple):
    """Links, crossings, hits of foreign symbols and bends."""

    alur: int = 0
    silang: int = 0
    tembus: int = 0
    belok: int = 0

    def plus(self, other: ChartMeasure) -> ChartMeasure:
        """The sum of two measurements."""
        return ChartMeasure(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(slots=True)
class ChartResult:
    """The charts of one row of the report: times in ms and measurements, ours and neato's."""

    nama: str
    waktu: list[float] = field(default_factory=list)
    waktu_neato: list[float] = field(default_factory=list)
    ukuran: ChartMeasure = field(default=ChartMeasure())
    ukuran_neato: ChartMeasure = field(default=ChartMeasure())


def simplify(points: Sequence[Titik]) -> list[Titik]:
    """The corners of a line: without points that repeat or lie on the way to the next."""
    corners: list[Titik] = []
    for point in points:
        if corners and abs(point[0] - corners[-1][0]) < 0.01 and abs(point[1] - corners[-1][1]) < 0.01:
            continue
        if len(corners) > 1 and _in_line(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return corners


def _in_line(a: Titik, b: Titik, c: Titik) -> bool:
    return any(abs(a[axis] - b[axis]) < 0.01 and abs(b[axis] - c[axis]) < 0.01 for axis in (0, 1))


def measure(lukisan: DrawingFacts) -> ChartMeasure:
    """Count what makes a drawing hard to read. Links that end in one symbol may run together and are not crossings."""
    runs = [(dari, ke, list(pairwise(corners))) for dari, ke, corners in lukisan.garis]
    crossed = sum(_crosses(a, b) for one, other in combinations(runs, 2) for a in one[2] for b in other[2])
    hits = sum(
        any(benda.hit(ruas) for ruas in run)
        for dari, ke, run in runs
        for id, benda in lukisan.benda.items()
        if id not in (dari, ke)
    )
    return ChartMeasure(len(runs), crossed, hits, sum(len(run) - 1 for *_, run in runs))


def _crosses(a: Ruas, b: Ruas) -> bool:
    """Whether two stretches cross properly: one level, one upright, each ending beyond the other."""
    if abs(a[0][1] - a[1][1]) > abs(a[0][0] - a[1][0]):
        a, b = b, a
    (ax, ay), (ax2, ay2), (bx, by), (bx2, by2) = *a, *b
    if abs(ay - ay2) > 0.01 or abs(bx - bx2) > 0.01:
        return False
    return min(ax, ax2) + 1 < bx < max(ax, ax2) - 1 and min(by, by2) + 1 < ay < max(by, by2) - 1


def ours(tata: TableLayoutPx) -> DrawingFacts:
    """Our own drawing."""
    benda = {}
    for simbol, place in tata.drawing.simbol:
        width, height = tata.drawing.gaya.symbol_size(simbol.jenis)
        # Of a diamond the rectangle between its sides' middles: a line past its corner is no hit.
        part = 0.5 if simbol.jenis == "keputusan" else 0.95
        benda[simbol.id] = Benda(*tata.point(place), width * part, height * part)
    garis = [(r.alur.dari, r.alur.ke, simplify([tata.point(t) for t in r.point])) for r in tata.drawing.rute]
    return DrawingFacts(benda, garis)


def neato_source(tata: TableLayoutPx) -> str:
    """The same symbols at the same places as a graph for neato."""
    number = {simbol.id: n for n, (simbol, _) in enumerate(tata.drawing.simbol)}
    parts = ['digraph {graph [splines=ortho inputscale=72] node [shape=box fixedsize=true label=""]']
    for simbol, place in tata.drawing.simbol:
        x, y = tata.point(place)
        width, height = (size / 72 for size in tata.drawing.gaya.symbol_size(simbol.jenis))
        shape = " shape=diamond" if simbol.jenis == "keputusan" else ""
        parts.append(f'n{number[simbol.id]} [pos="{x:.2f},{-y:.2f}!" width={width:.4f} height={height:.4f}{shape}]')
    for n, alur in enumerate(tata.bagan.alur):
        ends = f"n{number[alur.dari]} -> n{number[alur.ke]}"
        parts.append(f"{ends} [id=g{n}{' dir=none' if alur.bersama else ''}]")
    return "\n".join([*parts, "}"])


def neato(source: str) -> pygraphviz.AGraph:
    """Let neato route the arrows."""
    graph = pygraphviz.AGraph(string=source)
    graph.layout("neato")
    return graph


def drawn_by_neato(graph: pygraphviz.AGraph, tata: TableLayoutPx) -> DrawingFacts:
    """neato's drawing."""
    own = ours(tata).benda
    benda = {}
    for n, (id, size) in enumerate(own.items()):
        x, y = map(float, graph.get_node(f"n{n}").attr["pos"].rstrip("!").split(","))
        benda[id] = Benda(x, y, size.lebar, size.tinggi)
    garis = []
    for edge in graph.edges():
        alur = tata.bagan.alur[int(edge.attr["id"][1:])]
        points: list[Titik] = []
        tips = {}
        for word in edge.attr["pos"].split():
            *kind, x, y = word.split(",")
            if kind:
                tips[kind[0]] = float(x), float(y)
            else:
                points.append((float(x), float(y)))
        line = [*filter(None, [tips.get("s")]), *points, *filter(None, [tips.get("e")])]
        garis.append((alur.dari, alur.ke, simplify(line)))
    return DrawingFacts(benda, garis)


def run(nama: str, charts: Sequence[Chart]) -> ChartResult:
    """Draw and measure all charts, ours and neato's in turn."""
    hasil = ChartResult(nama)
    for bagan in charts:
        hasil.waktu.append(_timed(draw, bagan)[0])
        tata = lay_out(bagan, plan(bagan))
        spent, graph = _timed(neato, neato_source(tata))
        hasil.waktu_neato.append(spent)
        hasil.ukuran = hasil.ukuran.plus(measure(ours(tata)))
        hasil.ukuran_neato = hasil.ukuran_neato.plus(measure(drawn_by_neato(graph, tata)))
        graph.close()
    return hasil


def _timed(work: Callable[[Masuk], Keluar], given: Masuk) -> tuple[float, Keluar]:
    """CPU time in ms, and what ``work`` made."""
    start = process_time()
    made = work(given)
    return 1000 * (process_time() - start), made


def report(results: Sequence[ChartResult]) -> str:
    """The results as a table of text: for each set of charts one line for us and one for neato."""
    head = ("bagan", "oleh", "median ms", "terburuk ms", "alur", "silang", "per alur", "tembus", "belok", "per alur")
    rows = [head]
    for hasil in results:
        for oleh, waktu, u in (
            ("kami", hasil.waktu, hasil.ukuran), ("neato", hasil.waktu_neato, hasil.ukuran_neato),
        ):  # fmt: skip
            rows.append((
                hasil.nama if oleh == "kami" else "", oleh, f"{median(waktu):.1f}", f"{max(waktu):.0f}", f"{u.alur}",
                f"{u.silang}", f"{u.silang / u.alur:.3f}", f"{u.tembus}", f"{u.belok}", f"{u.belok / u.alur:.3f}",
            ))  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text.ljust(w) if n < 2 else text.rjust(w) for n, (text, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def main() -> None:
    """Print the report."""
    draw(random_chart(0))  # what is only loaded once is not counted
    results = []
    for rows, columns in ((14, 4), (40, 10)):
        size = f"{rows} langkah, {columns} pelaksana"
        results.append(run(f"{size}: biasa", [usual_chart(seed, (rows, columns)) for seed in range(SIZED)]))
        every = [random_chart(seed, size=(rows, columns)) for seed in range(SIZED)]
        results.append(run(f"{size}: segala bentuk", every))
    results.append(run(f"{COUNT} bagan acak: biasa", [usual_chart(seed) for seed in range(COUNT)]))
    results.append(run(f"{COUNT} bagan acak: segala bentuk", [random_chart(seed) for seed in range(COUNT)]))
    print(report(results))


if __name__ == "__main__":
    main()
