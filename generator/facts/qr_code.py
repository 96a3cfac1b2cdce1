"""The QR code on prints: how large it is, and its picture.

A dot of it is the fiftieth part of an inch on each side: two points of a picture at 100 dpi, three at 150, four at 200.
So its edges fall where those of a scan fall, and a reader that is not strong, as zbarimg, finds it in a grey picture of
100 dpi; of smaller dots it misses some, wherever they stand. How large a code is follows from its text.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

DOT = 25.4 / 50
"""The side of a dot (mm)."""
_POINTS = 16
"""Points of the picture that a dot takes on each side: of fewer, the points of a scan are picked and not mixed."""
_EDGE = 1
"""The white edge in the picture (dots); the paper around it is white too."""
_EFFORT = 6
"""How hard zlib tries: at its hardest it takes three times the time for a fourteenth less."""
_LEVELS = "LMQH"
"""Levels of error correction, the best one last."""


def qr_side(text: str) -> float:
    """The side of the code of a text with its edge (mm), 0 without a text."""
    return round(_dots(text) * DOT, 3) if text else 0.0


@lru_cache(maxsize=256)
def qr_png(text: str) -> bytes:
    """The code as a PNG, black on white. Same text, same picture.

    It is a picture of dots: printers and viewers shift the edges of drawn ones, each as it likes, by as much as a third
    of a dot.
    """
    from PIL import ImageOps

    edged = ImageOps.expand(_code(text), _EDGE, fill=1)
    picture = BytesIO()
    edged.resize((edged.width * _POINTS, edged.height * _POINTS)).save(picture, "png", compress_level=_EFFORT)
    return picture.getvalue()


@lru_cache(maxsize=256)
def make_qr(text: str) -> str:
    """The same as an SVG, as large as its place and the same in dark mode."""
    side, dots = _dots(text), b64encode(qr_png(text)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" aria-hidden="true" focusable="false">'
        f'<image width="{side}" height="{side}" image-rendering="optimizeSpeed" href="data:image/png;base64,{dots}"/>'
        "</svg>"
    )


def qr_of_size(text: str, side: float) -> str:
    """The same with its side (mm)."""
    return make_qr(text).replace("<svg ", f'<svg width="{side:g}mm" height="{side:g}mm" ', 1)


@lru_cache(maxsize=256)
def _code(text: str) -> Image:
    """Its dots, a point each: as few as the text needs, and then the best error correction that these allow."""
    by_level = (_dots_of(text, level) for level in _LEVELS)
    fewest = next(by_level)
    return [fewest, *takewhile(lambda other: other.size == fewest.size, by_level)][-1]


def _dots_of(text: str, level: str) -> Image:
    import zxingcpp  # these not above: most commands print nothing
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    drawn: Any = code.to_image(scale=1, add_quiet_zones=False)
    return Image.frombytes("L", drawn.shape[::-1], bytes(drawn)).convert("1")


def _dots(text: str) -> int:
    """The dots along a side, with the edge."""
    return _code(text).width + 2 * _EDGE
