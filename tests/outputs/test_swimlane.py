"""The swimlane picture: complete, readable, the same every time, and safe whatever the texts are."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pygraphviz
import pytest

from generator.chart.router.forks import answers
from generator.outputs.swimlane import dot, draw, find_ways, place_labels
from generator.outputs.swimlane_layout import LaneBox, LanePlan, Titik, arrange
from generator.steps.footnotes import without_marks
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from tests.bench.random_charts import usual_chart, with_forks
from tests.support.charts import charts, random_chart
from tests.support.tools import ROOT, need_shared, tries

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = range(tries(100, "SOP_CHARTS"))
Box = tuple[float, float, float, float]


def around(kotak: LaneBox, less: float = 0.0) -> Box:
    w, h = kotak.lebar / 2 - less, kotak.tinggi / 2 - less
    return kotak.x - w, kotak.y - h, kotak.x + w, kotak.y + h


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def stretch(a: Titik, b: Titik) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def lies_on(s: tuple[Titik, Titik], t: tuple[Titik, Titik]) -> bool:
    """Whether two pieces of lines lie on each other; crossing is allowed."""
    for axis in (0, 1):
        if all(abs(p[1 - axis] - s[0][1 - axis]) < 0.5 for p in (*s, *t)):
            low = max(min(s[0][axis], s[1][axis]), min(t[0][axis], t[1][axis]))
            high = min(max(s[0][axis], s[1][axis]), max(t[0][axis], t[1][axis]))
            return high - low > 0.5
    return False


def faults(bagan: Chart) -> list[str]:
    """Everything that makes the picture hard or impossible to read, in words."""
    denah = arrange(bagan)
    ways = find_ways(bagan, denah)
    found = [f"{n} has no way" for n in range(len(denah.alur)) if n not in ways]
    top = max(head.y + head.tinggi / 2 for head in denah.kepala)
    for n, way in ways.items():
        alur = denah.alur[n]
        pieces = list(pairwise(way))
        if any(not (0 < x < denah.lebar and top < y < denah.tinggi) for x, y in way):
            found.append(f"{alur.nama} outside the lanes")
        found += [f"{alur.nama} slanted" for a, b in pieces if abs(a[0] - b[0]) > 0.05 and abs(a[1] - b[1]) > 0.05]
        others = [(id, around(k)) for id, k in denah.boxes.items() if id not in (alur.dari, alur.ke)]
        found += [f"{alur.nama} through {id}" for a, b in pieces for id, box in others if meet(stretch(a, b), box)]
        found += [
            f"{alur.nama} does not end at {id}"
            for id, at in ((alur.dari, way[0]), (alur.ke, way[-1]))
            if not touches(bagan, denah, id, at)
        ]
    for (n, p), (m, q) in combinations(ways.items(), 2):
        if denah.alur[n].ke != denah.alur[m].ke and any(lies_on(s, t) for s in pairwise(p) for t in pairwise(q)):
            found.append(f"{denah.alur[n].nama} on {denah.alur[m].nama}")
    found += [f"{a} on {b}" for (a, p), (b, q) in combinations(denah.boxes.items(), 2) if meet(around(p), around(q))]
    return found


def covered_labels(bagan: Chart) -> tuple[int, int]:
    """How many labels lie on a line, a symbol or another label, and how many there are."""
    denah = arrange(bagan)
    ways = find_ways(bagan, denah)
    labels = place_labels(bagan, denah, ways)
    lines = [stretch(a, b) for way in ways.values() for a, b in pairwise(way)]
    things = [around(k) for k in (*denah.boxes.values(), *denah.kepala)] + lines
    boxes = [around(label, 0.1) for label in labels.values()]
    on = [any(meet(b, t) for t in things) or any(meet(b, o) for o in boxes if o is not b) for b in boxes]
    return sum(on), len(boxes)


def touches(bagan: Chart, denah: LanePlan, id: str, at: Titik) -> bool:
    """Whether a point lies on the outline of a symbol (of a capsule: on or near its box) or a fork's point."""
    kotak = denah.boxes[id]
    dx, dy = abs(at[0] - kotak.x) / (kotak.lebar / 2), abs(at[1] - kotak.y) / (kotak.tinggi / 2)
    if id in denah.cabang:
        return abs(dx**2 + dy**2 - 1) < 0.02
    jenis = next(s.jenis for s in bagan.simbol if s.id == id)
    if jenis == "keputusan":
        return abs(dx + dy - 1) < 0.02
    return (0.8 if jenis == "terminator" else 0.99) < max(dx, dy) < 1.01


def test_shared_shapes_are_there() -> None:
    need_shared("charts")
    assert "bentuk-279" in charts()


@pytest.mark.parametrize("name", charts())
def test_charts_are_readable(name: str) -> None:
    bagan = charts()[name]
    assert faults(bagan) == []
    assert covered_labels(bagan)[0] == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_random_charts_are_readable(seed: int) -> None:
    bagan = random_chart(seed)
    assert faults(bagan) == []
    assert draw(bagan) == draw(bagan)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(0, len(SEEDS), 4)])
def test_random_forks(seed: int) -> None:
    """Every answer leaves its symbol once, with its label, and parts at a point; so it does in the DOT source."""
    bagan = with_forks((usual_chart if seed % 8 else random_chart)(seed), seed)
    assert faults(bagan) == []
    denah, first = arrange(bagan), answers(bagan.alur)
    points = {link.alur.nama: link.ke for link in denah.alur if not link.arrives}
    assert [*points] == [bagan.alur[n].nama for n in sorted(set(first.values()))]
    root = ET.fromstring(draw(bagan))
    labels = [g.get("data-for") for g in root.iter(f"{SVG}g") if g.get("class") == "edge-label"]
    assert labels == [a.nama for n, a in enumerate(bagan.alur) if a.label and not a.bersama and first.get(n, n) == n]
    edges = [g for g in root.iter(f"{SVG}g") if "edge" in (g.get("class") or "").split()]
    graph = pygraphviz.AGraph(string=dot(bagan))
    for leader in set(first.values()):
        alur, names = bagan.alur[leader], {bagan.alur[n].nama for n in first if first[n] == leader}
        id = points[alur.nama]
        kotak = denah.cabang[id]
        (stem,) = [g for g in edges if g.get("data-to") == id]
        assert (stem.get("data-from"), stem.get("data-link")) == (alur.dari, alur.nama)
        assert stem.find(f"{SVG}polygon") is None
        branches = [g for g in edges if g.get("data-from") == id]
        assert {g.get("data-link") for g in branches} == names
        assert all(g.find(f"{SVG}polygon") is not None for g in branches)
        (into,) = graph.in_edges(kotak.nama)
        assert into.attr["label"].replace("\\n", " ") == alur.label
        assert [edge.attr["label"] or "" for edge in graph.out_edges(kotak.nama)] == [""] * len(branches)


@pytest.mark.slow
def test_nearly_all_labels_of_random_charts_are_free() -> None:
    counts = [covered_labels(random_chart(seed)) for seed in range(40)]
    covered, labels = (sum(column) for column in zip(*counts, strict=True))
    assert labels > 300
    assert covered / labels < 0.01


@pytest.mark.parametrize("name", charts())
def test_picture_shows_every_symbol_link_and_lane(name: str) -> None:
    bagan = charts()[name]
    root = ET.fromstring(draw(bagan))
    groups = list(root.iter(f"{SVG}g"))
    kinds = [(g.get("class") or "").split() for g in groups]
    nodes = {g.get("data-id"): g for g, kind in zip(groups, kinds, strict=True) if "node" in kind}
    points = [g.get("data-id") for g, kind in zip(groups, kinds, strict=True) if "cabang" in kind]
    drawn = [g for g, kind in zip(groups, kinds, strict=True) if "edge" in kind]
    names = {g.get("data-link") or f"{g.get('data-from')}->{g.get('data-to')}" for g in drawn}
    assert set(nodes) == {s.id for s in bagan.simbol} | {*points}
    assert names == {a.nama for a in bagan.alur}
    assert [g.get("data-pelaksana") for g in groups if g.get("class") == "lane"] == [k.id for k in bagan.kolom]
    for simbol in bagan.simbol:
        words = " ".join(t.text or "" for t in nodes[simbol.id].iter(f"{SVG}text"))
        text = " ".join(bagan.baris[simbol.baris].uraian.butir)
        first = without_marks(text, dict(bagan.catatan_kaki)).split()[:4]  # the picture has no place for footnotes
        assert " ".join(first) in words
        assert ("(?)" in words) == simbol.perkiraan


def test_lanes_stand_in_the_order_of_the_columns_and_groups_above_them() -> None:
    bagan = charts()["pengaduan-warga"]
    denah = arrange(bagan)
    assert [head.x for head in denah.kepala] == sorted(head.x for head in denah.kepala)
    for simbol in bagan.simbol:
        head, box = denah.kepala[simbol.kolom], denah.simbol[simbol.id]
        assert abs(box.x - head.x) < head.lebar / 2
    (group,) = denah.kelompok
    members = [h for h, k in zip(denah.kepala, bagan.kolom, strict=True) if k.kelompok]
    assert group.teks == ("Tim Pengaduan",)
    assert group.x - group.lebar / 2 == members[0].x - members[0].lebar / 2
    assert group.x + group.lebar / 2 == members[-1].x + members[-1].lebar / 2


def test_names_for_screen_readers() -> None:
    root = ET.fromstring(draw(charts()["pengukuran-kinerja"]))
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    title, desc = (ids[id] for id in (root.get("aria-labelledby") or "").split())
    assert title.text and title.text.startswith("Bagan lajur")
    assert desc.text and "14 langkah" in desc.text


def test_dot_source_gives_the_same_picture() -> None:
    bagan = charts()["pengaduan-warga"]
    denah = arrange(bagan)
    graph = pygraphviz.AGraph(string=dot(bagan))
    assert {tuple(e) for e in graph.edges()} == {
        (denah.simbol[a.dari].nama, denah.simbol[a.ke].nama) for a in bagan.alur
    }
    assert graph.get_node("s0").attr["label"].replace("\\n", " ") == "1. Menyampaikan, mencatat, dan menerima pengaduan"
    assert {edge.attr["label"] for edge in graph.edges()} >= {"Puas", "Belum puas"}
    assert graph.graph_attr["layout"] == "nop2"
    ways = find_ways(bagan, denah)
    for edge in graph.edges():
        way = ways[int(edge.attr["id"][1:])]
        for x, y in (way[0], way[-1]):
            assert f"{x:.1f},{denah.tinggi - y:.1f}" in edge.attr["pos"]


def hostile() -> Chart:
    """A chart whose every text tries to be something else."""
    evil = '"]; x -> y <b>&lt;\\N\\l</b> ]]>--> <script>alert(1)</script> \x00\x1b\u202e\ufffe\ud800 {}|é'
    symbols = tuple(
        ChartSymbol(evil + str(n), "keputusan" if n == 1 else "proses", n, n % 2, evil, evil, True) for n in range(4)
    )
    links = [ChartArrow(a.id, b.id, evil) for a, b in pairwise(symbols)]
    return Chart(
        id=evil, judul=evil, kolom=(ChartColumn(evil, evil * 20, evil), ChartColumn("b", "", evil)),
        baris=tuple(ChartRow(evil, evil, ChartCell((evil * 40,)), (ChartCell(),) * 3) for _ in symbols),
        simbol=symbols, alur=(*links, ChartArrow(symbols[3].id, symbols[0].id, bersama=True)),
    )  # fmt: skip


def test_hostile_texts_stay_text() -> None:
    svg = draw(hostile())
    root = ET.fromstring(svg.encode("utf-8"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "desc", "rect", "g", "text", "polygon", "path",
    }  # fmt: skip
    assert "<script>alert(1)</script>" in "".join(root.itertext())
    assert not any(char in svg for char in "\x00\x1b\u202e\ufffe")


def test_hostile_texts_stay_text_in_dot() -> None:
    graph = pygraphviz.AGraph(string=dot(hostile()))
    assert sorted(graph.nodes()) == sorted([*(f"s{n}" for n in range(4)), "p0", "p1", "q0"])
    label = graph.get_node("s0").attr["label"]
    assert '"]; x -> y' in label.replace("\\n", " ")
    assert "&amp;lt;\\\\N\\\\l" in label.replace("\\n", "")


@pytest.mark.parametrize("count", [0, 1])
def test_charts_without_links(count: int) -> None:
    symbols = tuple(ChartSymbol(str(n), "proses", 0, 0, "") for n in range(count))
    bagan = Chart(
        "k", "K", (ChartColumn("a", "A"),), (ChartRow("1", "1", ChartCell(("X",)), (ChartCell(),) * 3),), symbols, ()
    )
    assert draw(bagan).count('class="node"') == count


@pytest.mark.slow
def test_nothing_depends_on_hash_order() -> None:
    script = (
        "from tests.support.charts import random_chart; from generator.outputs.swimlane import draw; "
        "from generator.outputs.bpmn_xml import write; import hashlib; b = random_chart(5); "
        "print(hashlib.sha256((draw(b) + write(b, 'S')).encode()).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.slow
def test_work_grows_with_the_chart_and_not_with_its_square() -> None:
    """Counted in calls of functions, which no busy machine changes; a chart of 48 rows has thrice the links of 16."""
    calls = []
    for rows in (16, 48):
        bagan = random_chart(3, rows, 5)
        count = [0, len(bagan.alur)]

        def note(frame: object, event: str, arg: object, count: list[int] = count) -> None:
            count[0] += event == "call"

        sys.setprofile(note)
        try:
            draw(bagan)
        finally:
            sys.setprofile(None)
        calls.append(count)
    (few, links), (many, more_links) = calls
    assert few < 2_000 * links
    assert many / few < 2 * more_links / links
