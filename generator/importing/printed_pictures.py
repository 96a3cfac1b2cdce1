"""The raster pictures of a page, and their dots where somebody asks for them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageFilter

from generator.importing.page_boxes import Box, Matrix, Point, box_of

_FINE = 2.0
"""Dots to the pt of a page as it is seen: enough to tell what is there from what is not."""


ENOUGH = 4.0
"""Dots to the pt of a picture; more say no more of lines."""
_WHITE = 252
"""What is lighter (of 255) is paper."""
_MOST = 20_000_000
"""Dots of a page; one of A3 has 4 millions."""


class PictureDots(NamedTuple):
    """A picture in greys on white ground. ``placed``: where a place in it (dots) is seen on the page."""

    grey: Image.Image
    placed: Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A raster picture. ``count``: how many dots it has; ``dots``: fetches them, None = they cannot be had."""

    box: Box
    count: int = 0
    dots: Callable[[], PictureDots | None] | None = None


class SeenPage:
    """A page as it is seen: it is drawn once, where somebody asks."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page

    @property
    def too_large(self) -> bool:
        """Whether its dots would fill the memory."""
        width, height = self.page.get_size()
        return bool(width * height * _FINE**2 > _MOST)

    @cached_property
    def printed(self) -> Image.Image:
        """In greys."""
        printed: Image.Image = self.page.render(scale=_FINE, grayscale=True).to_pil()
        return printed

    def only_seen(self, grey: Image.Image, box: Box) -> Image.Image:
        """What of a picture is to be seen in its place: some is cut off there, some lies under white paper."""
        x0, y0 = round(box.x0 * _FINE) - 2, round(box.y0 * _FINE) - 2
        within = Image.new("L", (round(box.width * _FINE) + 5, round(box.height * _FINE) + 5), 255)
        within.paste(self.printed, (-x0, -y0))
        # set beside by a dot of the page, or by one of its own, nothing of it is lost, however thin and light it is
        seen = within.point([0 if value < _WHITE else 255 for value in range(256)]).filter(ImageFilter.MinFilter(3))
        own = seen.crop((2, 2, seen.width - 2, seen.height - 2))
        near = own.resize(grey.size).filter(ImageFilter.MinFilter(3))
        return ImageChops.lighter(grey, near)


def picture_of(item: Any, outer: Matrix, seen_page: SeenPage, place: Callable[[float, float], Point]) -> PrintedPicture:
    """The picture that an object of a page is; ``outer``: how the drawing that it lies in is moved."""
    inner = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, inner)
    corners = [(inner.a * x + inner.c * y + inner.e, inner.b * x + inner.d * y + inner.f)
               for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]  # fmt: skip
    bounds = box_of(corners)

    def seen(x: float, y: float) -> Point:
        return place(outer[0] * x + outer[2] * y + outer[4], outer[1] * x + outer[3] * y + outer[5])

    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, wide, high)
    box = box_of([seen(x, y) for x, y in bounds.corners])
    long = max(bounds.width, bounds.height, 0.1)
    scale = min(max(wide.value, high.value), ENOUGH * max(box.width, box.height)) / long

    def dots() -> PictureDots | None:
        if seen_page.too_large:
            return None
        grey = _rendered(item, inner, scale, seen_page.page)
        if grey is None:
            return None
        sx, sy = bounds.width / grey.width, bounds.height / grey.height
        if math.dist(seen(bounds.x0, bounds.y1), box[:2]) > 1.0:
            return None  # turned: so few are that they are left to a person
        return PictureDots(seen_page.only_seen(grey, box), lambda x, y: seen(bounds.x0 + x * sx, bounds.y1 - y * sy))

    return PrintedPicture(box, int(bounds.width * scale * bounds.height * scale), dots)


def _rendered(item: Any, matrix: raw.FS_MATRIX, scale: float, page: pdfium.PdfPage) -> Image.Image | None:
    """A picture with its mask over white, so many dots to the pt as it has of its own, or as are enough."""
    larger = raw.FS_MATRIX(*(scale * part for part in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)))
    raw.FPDFPageObj_SetMatrix(item, larger)
    try:
        found = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, item)
    finally:
        raw.FPDFPageObj_SetMatrix(item, matrix)
    if not found:
        return None
    bitmap = pdfium.PdfBitmap.from_raw(found)
    image: Image.Image = bitmap.to_pil()
    grey = image.convert("L")
    if image.mode == "RGBA":
        ground = Image.new("L", image.size, 255)
        ground.paste(grey, mask=image.getchannel("A"))
        grey = ground
    return grey
