"""The same chart, drawn as different programs draw it: it is read rightly, and what is read from dots is marked."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from generator.importing.chart_flow import join_pages
from generator.importing.inner_record import DocumentRead, SymbolRead
from generator.importing.page_boxes import Box
from generator.importing.pdf_reader import read_pdf
from tests.support.drawn_charts import drawn_charts, on_one_line
from tests.support.drawn_kinds import (
    Chart,
    along_the_rules,
    coloured,
    dashed,
    draw_symbols,
    filled_open_heads,
    four_bars,
    frames_in_one_path,
    heads_of_strokes,
    hidden,
    merged,
    one_picture,
    picture_an_arrow,
    side_by_side,
    small_bends,
    strips,
)
from tests.support.drawn_sop import DrawnRow, DrawnSop, Pen, Place, draw_sop, ways
from tests.support.portal import through_portal
from tests.support.readings import read_chart
from tests.support.tools import tries

pytestmark = pytest.mark.slow

ROWS = [
    DrawnRow("Menerima permohonan", 0, "terminator"),
    DrawnRow("Memeriksa isi permohonan", 1, "keputusan"),
    DrawnRow("Mencatat permohonan di buku", 2),
    DrawnRow("Menyusun jawaban", 1),
    DrawnRow("Mengirim jawaban", 0, "terminator"),
]
LINKS = [(0, 1, ""), (1, 2, "Ya"), (1, 0, "Tidak"), (2, 3, ""), (3, 4, "")]
PLAIN = DrawnSop(ROWS, ["Pemohon", "Petugas Loket", "Pengelola Buku"], LINKS)
SURE: dict[str, Callable[[DrawnSop], Chart]] = {
    "frames in one path": frames_in_one_path,
    "outlines of strips": strips,
    "outlines of four strokes": side_by_side,
    "outlines of four bars": four_bars,
    "coloured shapes without an edge": coloured,
    "heads of strokes": heads_of_strokes,
    "filled open heads": filled_open_heads,
    "something hidden": hidden,
    "lines along the rules": along_the_rules,
    "dashes": dashed,
    "corners a little bent": small_bends,
}
DOTS: dict[str, Callable[[DrawnSop], Chart]] = {
    "merged shapes": merged,
    "one picture": one_picture,
    "one picture with open heads": partial(one_picture, open_heads=True),
    "one coarse picture": partial(one_picture, dots=1.8),
    "one fine picture": partial(one_picture, dots=6.0),
    "a picture for each arrow": picture_an_arrow,
}
MADE = {**SURE, **DOTS}


def read(chart: Chart, copies: int = 0) -> DocumentRead:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.pdf"
        path.write_bytes(through_portal(draw_sop(DrawnSop(ROWS, PLAIN.actors, LINKS, chart=chart)), copies))
        return read_pdf(path)


@cache
def read_kind(kind: str, copies: int = 0) -> DocumentRead:
    return read(MADE[kind](PLAIN), copies)


@pytest.mark.parametrize("copies", [0, 1])
@pytest.mark.parametrize("kind", MADE)
def test_the_chart_is_read(kind: str, copies: int) -> None:
    record = read_kind(kind, copies)
    symbols, found = read_chart(record)
    assert symbols == {(row, 0, one.column, one.kind) for row, one in enumerate(ROWS)}
    assert found == {((a, 0), (b, 0), False): label for a, b, label in LINKS}


@pytest.mark.parametrize("kind", SURE)
def test_an_arrow_that_ends_where_another_begins_keeps_its_head(kind: str, tmp_path: Path) -> None:
    sop = on_one_line()
    path = tmp_path / "drawn.pdf"
    path.write_bytes(draw_sop(replace(sop, chart=MADE[kind](sop))))
    assert read_chart(read_pdf(path))[1] == {((a, 0), (b, 0), False): label for a, b, label in sop.links}


@pytest.mark.parametrize("kind", SURE)
def test_lines_that_are_clear_leave_no_doubt(kind: str) -> None:
    assert [doubt.title for doubt in read_kind(kind).doubts] == []


@pytest.mark.parametrize("kind", DOTS)
def test_what_is_read_from_dots_is_marked(kind: str) -> None:
    record = read_kind(kind)
    titles = [doubt.title for doubt in record.doubts]
    assert titles[0] == "Gambar di dalam bagan"
    assert set(titles) <= {"Gambar di dalam bagan", *(["Arah panah belum pasti"] if "coarse" in kind else [])}
    assert set(record.doubts[0].rows) >= ({2, 3} if kind == "merged shapes" else set(range(len(ROWS))))
    assert all(link.certainty == "ragu" for link in record.links if link.source in (2, 3))


@pytest.mark.parametrize("kind", MADE)
@given(drawn_charts())
@settings(
    max_examples=tries(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
def test_random_charts_are_read_or_marked(kind: str, tmp_path: Path, sop: DrawnSop) -> None:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(draw_sop(replace(sop, style="filled", chart=MADE[kind](sop))))
    record = read_pdf(path)
    symbols, found = read_chart(record)
    marked = {row for doubt in record.doubts for row in doubt.rows}
    assert {one[0] for one in symbols ^ {(row, 0, one.column, one.kind) for row, one in enumerate(sop.rows)}} <= marked
    true = {((a, 0), (b, 0), False): label for a, b, label in sop.links}
    for key in {*true, *found}:
        assert true.get(key) == found.get(key) or {key[0][0], key[1][0]} & marked, (key, true.get(key), found.get(key))
    if "coarse" not in kind:  # so few dots show only some heads
        assert len(true.keys() & found.keys()) >= (0.8 if kind in SURE else 0.5) * len(true)


def test_nothing_is_traced_in_a_photo(tmp_path: Path) -> None:
    """A grained picture in the chart shows no lines: its place is in doubt, and nothing is invented."""

    def draw(pen: Pen, places: list[Place]) -> None:
        frames_in_one_path(PLAIN)(pen, places)
        x, y, w, h = places[2]
        grain = Image.frombytes("L", (300, 160), bytes(random.Random(5).choices(range(256), k=300 * 160)))
        pen.picture(grain.convert("RGBA"), (x - 3 * w, y - h, x - w, y + h))

    record = read(draw)
    symbols, found = read_chart(record)
    assert symbols == {(row, 0, one.column, one.kind) for row, one in enumerate(ROWS)}
    assert found == {((a, 0), (b, 0), False): label for a, b, label in LINKS}
    assert [(doubt.title, doubt.rows) for doubt in record.doubts] == [("Gambar di dalam bagan", (2,))]
    assert "tidak terbaca" in record.doubts[0].reason


def test_words_beside_the_slopes_of_a_decision_are_its_labels(tmp_path: Path) -> None:
    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, _, _ in ways(PLAIN, places):
            pen.line(points, head=True)
        x, y, w, h = places[1]
        pen.text(x - 8, y + 2, "Cocok?", 5)
        pen.text(x + 0.22 * w, y + h / 2, "Ya", 6)  # the corner of its box, outside the diamond
        pen.text(x - 0.5 * w, y - h / 2 + 3, "Tidak", 5)

    record = read(draw)
    _, found = read_chart(record)
    assert (found[(1, 0), (2, 0), False], found[(1, 0), (0, 0), False]) == ("Ya", "Tidak")
    assert record.symbols[1].text == "Cocok?"


def test_two_texts_at_one_arrow_are_marked(tmp_path: Path) -> None:
    """Each would be its label, were it alone."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, label, _ in ways(PLAIN, places):
            pen.line(points, head=True)
            if label == "Ya":
                (x, y), (_, below) = points[-2:]
                pen.text(x + 3, (y + below) / 2, "Perlu dicatat", 6)
                pen.text(x - 45, y - 4, "Lengkap", 6)

    record = read(draw)
    _, found = read_chart(record)
    assert {label for label in found.values() if label} <= {"Perlu dicatat", "Lengkap"}
    assert {1, 2} <= {row for doubt in record.doubts for row in doubt.rows}


def test_an_end_far_from_all_symbols_near_another_line_is_marked(tmp_path: Path) -> None:
    """The tail of an arrow points back at a symbol that it does not come from: its line goes on as another path."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, label, at in ways(PLAIN, places):
            if label != "Ya":
                pen.line(points, head=True)
                continue
            (u, top), (_, tip) = points[-2:]
            pen.line([*points[:-2], (u - 1.2, top)])  # no head, and not quite to where the next path begins
            pen.line([(u, top - 4), (u, tip)], head=True)
            pen.symbol("proses", u, top - 24, 30, 16)
            pen.text(*at, label, 6)

    record = read(draw)
    marked = {row for doubt in record.doubts for row in doubt.rows}
    assert {1, 2} <= marked


def test_a_circle_with_a_name_goes_on_in_another(tmp_path: Path) -> None:
    """On another page; a lone one is a symbol, and marked."""

    def draw(pen: Pen, places: list[Place]) -> None:
        draw_symbols(PLAIN, pen, places)
        for points, label, at in ways(PLAIN, places):
            pen.line(points, head=True)
            if label:
                pen.text(*at, label, 6)
        x, y, _, _ = places[2]
        ring = [(x + 40 + 7 * math.cos(n * math.pi / 12), y + 7 * math.sin(n * math.pi / 12)) for n in range(24)]
        pen.polygon(ring, fill=False)
        pen.text(x + 38, y + 2, "A", 6)
        pen.line([(x + 17, y), (x + 33, y)], head=True)

    record = read(draw)
    assert {(symbol.row, symbol.kind) for symbol in record.symbols if symbol.text == "A"} == {(2, "terminator")}
    assert "Jenis simbol belum pasti" in [doubt.title for doubt in record.doubts if 2 in doubt.rows]
    assert all(symbol.kind == "halaman" for symbol in _two_circles())


def _two_circles() -> list[SymbolRead]:
    """The same circle on two pages."""
    circles = [SymbolRead("halaman", 0, 0, page, Box(0, 0, 14, 14), "A", shape="ellipse") for page in (1, 2)]
    record = DocumentRead("circles.pdf", symbols=list(circles))
    join_pages(record)
    return circles
