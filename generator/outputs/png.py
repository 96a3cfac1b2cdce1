"""A chart's picture file as PNG, for reports and slides, with the fonts that come with the program.

Typst sets the SVG as a page, PDFium draws that page, and the pixels are packed here. Typst could write the PNG itself,
but always with four bytes for a pixel, and packing those took it eight times as long as drawing them. A chart in ink
needs one byte.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from generator.chart.draw import KUNING
from generator.paper.typesetting import engine

if TYPE_CHECKING:
    import pypdfium2

#: Points of the page: its width in pixels is ``lebar_px / LEBAR_PT`` times that.
LEBAR_PT = 720.0
_ABU, WARNA = 0, 2
"""What a pixel is in a PNG: one byte of grey, or red, green and blue."""
_KEMAS = 3
"""How hard zlib works: more makes the file a sixth smaller in twice the time."""


def to_png(svg: str, *, lebar_px: int = 1600, maker: str = "") -> bytes:
    """The picture ``svg``, ``lebar_px`` pixels wide on white. It is grey unless something in it is an assumption.
    ``maker``: the program that other programs are told it is from."""
    import pypdfium2  # not above: most builds draw no picture anew

    colour = KUNING in svg
    with pypdfium2.PdfDocument(_page(svg)) as document:
        drawn = document[0].render(scale=lebar_px / LEBAR_PT, grayscale=not colour, rev_byteorder=True)
        made = pack(drawn, WARNA if colour else _ABU, maker)
        drawn.close()
    return made


def _page(svg: str) -> bytes:
    """The picture as a page of a PDF."""
    width, height = _size(svg)
    page = f"#set page(width: {LEBAR_PT}pt, height: {LEBAR_PT * height / width:.4f}pt, margin: 0pt)"
    source = f'{page}\n#image("gambar.svg", width: 100%, height: 100%)'
    # Both files exist in memory only; nobody reads this page, so it needs no tags and no date.
    files = {"main.typ": source.encode(), "gambar.svg": svg.encode()}
    made = engine().compile(files, format="pdf", pdf_tags=False, timestamp=0)  # type: ignore[type-var]
    return cast(bytes, made)


def pack(drawn: pypdfium2.PdfBitmap, kind: int, maker: str = "") -> bytes:
    """The pixels of a drawn page as PNG."""
    head = struct.pack(">IIBBBBB", drawn.width, drawn.height, 8, kind, 0, 0, 0)
    packer = zlib.compressobj(_KEMAS)
    pixels = memoryview(drawn.buffer).cast("B")
    used = drawn.width * drawn.n_channels
    packed = bytearray()
    for start in range(0, drawn.height * drawn.stride, drawn.stride):
        # Each row begins with the number of its filter: none.
        packed += packer.compress(b"\0") + packer.compress(pixels[start : start + used])
    packed += packer.flush()
    words = _chunk(b"tEXt", b"Software\0" + maker.encode("latin-1")) if maker else ()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (*_chunk(b"IHDR", head), *words, *_chunk(b"IDAT", bytes(packed)), *_chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, content: bytes) -> Iterator[bytes]:
    yield struct.pack(">I", len(content)) + kind
    yield content
    yield struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))


def _size(svg: str) -> tuple[float, float]:
    """Width and height of a picture in its own unit."""
    found = re.search(r'<svg[^>]*\sviewBox="\S+ \S+ (\S+) (\S+)"', svg)
    if found is None:
        raise ValueError("an SVG without viewBox has no shape")
    return float(found[1]), float(found[2])
