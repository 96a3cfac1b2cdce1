"""The raster pictures of a page, and their dots where somebody asks for them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageFilter

from generator.importing.page_boxes import Box, Matrix, Point, box_of

_OFF = 2
"""So many dots a picture may be set beside where its corners say."""


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


def picture_of(
    item: Any, outer: Matrix, page: pdfium.PdfPage, place: Callable[[float, float], Point]
) -> PrintedPicture:
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
    most = max(wide.value, high.value)

    def dots() -> PictureDots | None:
        grey = _rendered(item, inner, most / max(bounds.width, bounds.height, 0.1), page)
        if grey is None:
            return None
        sx, sy = bounds.width / grey.width, bounds.height / grey.height
        if math.dist(seen(bounds.x0, bounds.y1), box[:2]) > 1.0:
            return None  # turned: so few are that they are left to a person
        return PictureDots(_as_seen(grey, box, page), lambda x, y: seen(bounds.x0 + x * sx, bounds.y1 - y * sy))

    return PrintedPicture(box, wide.value * high.value, dots)


def _as_seen(grey: Image.Image, box: Box, page: pdfium.PdfPage) -> Image.Image:
    """What of a picture is to be seen on its page: some is cut off there, some lies under white paper."""
    width, height = page.get_size()
    around = (max(box.x0, 0.0), max(height - box.y1, 0.0), max(width - box.x1, 0.0), max(box.y0, 0.0))
    printed = page.render(scale=grey.width / max(box.width, 0.1), crop=around, grayscale=True).to_pil()
    within = printed.resize(grey.size).filter(ImageFilter.MinFilter(2 * _OFF + 1))
    return ImageChops.lighter(grey, within)


def _rendered(item: Any, matrix: raw.FS_MATRIX, scale: float, page: pdfium.PdfPage) -> Image.Image | None:
    """A picture with its mask over white, so many dots to the pt as it has of its own."""
    larger = raw.FS_MATRIX(*(scale * part for part in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)))
    raw.FPDFPageObj_SetMatrix(item, larger)
    try:
        found = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, item)
    finally:
        raw.FPDFPageObj_SetMatrix(item, matrix)
    if not found:
        return None
    bitmap = pdfium.PdfBitmap.from_raw(found)
    image = bitmap.to_pil()
    grey = image.convert("L")
    if image.mode == "RGBA":
        ground = Image.new("L", image.size, 255)
        ground.paste(grey, mask=image.getchannel("A"))
        grey = ground
    return grey
