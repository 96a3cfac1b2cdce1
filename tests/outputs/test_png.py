"""The picture as PNG: what it is, how large, that the drawing is in it, and always the same."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
import zlib

import pytest

from generator.chart.draw import KUNING, KUNING_LATAR, TINTA
from generator.chart.svg import draw
from generator.outputs.png import to_png
from tests.chart.test_picture import KECIL
from tests.support.geometry import read

pytestmark = pytest.mark.slow


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG with 8 bits for each of red, green and blue; a grey one is read as such."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, head = 8, b"", b""
    while at < len(png):
        (size,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + size]
        head, data = (body if kind == b"IHDR" else head), data + (body if kind == b"IDAT" else b"")
        at += size + 12
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", head)
    assert (depth, interlace) == (8, 0)
    assert colour in (0, 2), "grey, or red, green and blue"
    channels = 1 if colour == 0 else 3
    raw, step = zlib.decompress(data), channels * width + 1
    assert len(raw) == step * height
    assert not any(raw[::step]), "no row has a filter"
    rows = [raw[start + 1 : start + step] for start in range(0, len(raw), step)]
    return width, height, [bytes(value for value in row for _ in range(3)) for row in rows] if channels == 1 else rows


def test_picture_has_the_drawing_in_it() -> None:
    svg = draw(KECIL)
    width, height, rows = pixels(to_png(svg, lebar_px=600))
    root = ET.fromstring(svg)
    x0, y0, w, h = map(float, root.attrib["viewBox"].split())
    assert width == 600
    assert abs(height - 600 * h / w) <= 1
    assert rows[2][:3] == b"\xff\xff\xff", "white round the table"
    scale = width / w
    for box, *_ in read(svg).simbol.values():
        left, right = int((box.x0 - x0) * scale) - 2, int((box.x1 - x0) * scale) + 3
        middle = rows[round(((box.y0 + box.y1) / 2 - y0) * scale)]
        dark = [n for n in range(left, right) if middle[3 * n] < 200]
        assert dark, "the outline of the symbol"
        assert dark[0] <= left + 5, "at its left side"
    letters = [row[3 * n] for row in rows[20:60] for n in range(150, 300)]
    assert min(letters) < 120, "the head has letters, so the font was found"


def test_assumptions_keep_their_colour_and_a_chart_in_ink_is_grey() -> None:
    svg = draw(KECIL)
    assert KUNING in svg
    _, _, rows = pixels(to_png(svg))
    seen = {row[n : n + 3] for row in rows for n in range(0, len(row), 3)}
    assert bytes.fromhex(KUNING[1:]) in seen
    ink = to_png(svg.replace(KUNING, TINTA).replace(KUNING_LATAR, "#fff"), lebar_px=300)
    assert ink[25] == 0, "one byte of grey for a pixel"


def test_width_and_bytes() -> None:
    svg = draw(KECIL)
    assert struct.unpack(">I", to_png(svg)[16:20]) == (1600,)
    assert to_png(svg, lebar_px=300) == to_png(svg, lebar_px=300)


def test_a_picture_without_a_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        to_png("<svg/>")
