"""The QR codes of a printed document, read by a library that is not strong at it, as those on phones are not.

What draws a page does so in its own way: PDFium as browsers do, poppler as most viewers of Linux do.
"""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from collections.abc import Sequence
from ctypes.util import find_library
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from tests.support.tools import absent, need_program

_ENABLE, _ANY, _QR = 0, 0, 64
_GREY = int.from_bytes(b"Y800", "little")
_AROUND = 0.3
"""So much around a code decides whether it is read, of its width: more than the white margin that it must have."""
Box = tuple[int, int, int, int]


def codes(pdf: bytes, dpi: int, pages: Sequence[int] | None = None) -> list[list[str]]:
    """What the codes say that are read from each page (from 0), drawn in grey at ``dpi`` by PDFium."""
    return Reader().codes(pdf, dpi, pages)


def codes_of_first(pdf: bytes, dpi: int = 100) -> list[str]:
    """What is read from the first page, whichever of the two draws it."""
    return Reader().codes_of_first(pdf, dpi)


class Reader:
    """Reads codes of many pages that are alike. A page that shows at the place of a code that was read, and around it,
    the same picture to the pixel is not searched again: it says the same."""

    def __init__(self) -> None:
        self._known: dict[Box, dict[bytes, list[str]]] = {}

    def codes(self, pdf: bytes, dpi: int, pages: Sequence[int] | None = None) -> list[list[str]]:
        """See ``codes``."""
        with pypdfium2.PdfDocument(pdf) as document:
            numbers = range(len(document)) if pages is None else pages
            drawn = (document[number].render(scale=dpi / 72, grayscale=True).to_pil() for number in numbers)
            return [self.read(picture) for picture in drawn]

    def codes_of_first(self, pdf: bytes, dpi: int = 100) -> list[str]:
        """See ``codes_of_first``."""
        with tempfile.TemporaryDirectory() as name:
            path = Path(name, "a.pdf")
            path.write_bytes(pdf)
            command = [need_program("pdftoppm"), "-r", str(dpi), "-gray", "-singlefile", path, path.with_suffix("")]
            subprocess.run(command, check=True, capture_output=True)
            with Image.open(path.with_suffix(".pgm")) as picture:
                drawn = self.read(picture.convert("L"))
        return sorted({*drawn}.intersection(*self.codes(pdf, dpi, [0])))

    def read(self, picture: Image.Image) -> list[str]:
        """What the codes on a grey picture say."""
        for box, seen in self._known.items():
            said = seen.get(picture.crop(box).tobytes())
            if said is not None:
                return said
        found = _scan(picture)
        said = [text for text, _ in found]
        if len(found) == 1:  # of several each would have to be looked for
            box = found[0][1]
            self._known.setdefault(box, {})[picture.crop(box).tobytes()] = said
        return said


def _scan(picture: Image.Image) -> list[tuple[str, Box]]:
    """Each code on a picture: what it says, and its place with what is around it."""
    zbar, scanner = _library()
    content = picture.tobytes()
    image = ctypes.c_void_p(zbar.zbar_image_create())
    try:
        zbar.zbar_image_set_format(image, ctypes.c_ulong(_GREY))
        zbar.zbar_image_set_size(image, picture.width, picture.height)
        zbar.zbar_image_set_data(image, content, ctypes.c_ulong(len(content)), None)
        assert zbar.zbar_scan_image(scanner, image) >= 0
        found, symbol = [], zbar.zbar_image_first_symbol(image)
        while symbol:
            at = ctypes.c_void_p(symbol)
            corners = range(zbar.zbar_symbol_get_loc_size(at))
            across = [zbar.zbar_symbol_get_loc_x(at, corner) for corner in corners]
            down = [zbar.zbar_symbol_get_loc_y(at, corner) for corner in corners]
            more = round(_AROUND * (max(across) - min(across)))
            box = (min(across) - more, min(down) - more, max(across) + more, max(down) + more)
            found.append((zbar.zbar_symbol_get_data(at).decode(), box))
            symbol = zbar.zbar_symbol_next(at)
        return found
    finally:
        zbar.zbar_image_destroy(image)


@cache
def _library() -> tuple[Any, ctypes.c_void_p]:
    """The library of the program zbarimg, and a scanner of it that looks for QR codes."""
    name = find_library("zbar")
    zbar = ctypes.CDLL(name) if name else absent("the library zbar")
    for call in ("image_scanner_create", "image_create", "image_first_symbol", "symbol_next"):
        getattr(zbar, f"zbar_{call}").restype = ctypes.c_void_p
    zbar.zbar_symbol_get_data.restype = ctypes.c_char_p
    scanner = ctypes.c_void_p(zbar.zbar_image_scanner_create())
    zbar.zbar_image_scanner_set_config(scanner, _ANY, _ENABLE, 0)
    zbar.zbar_image_scanner_set_config(scanner, _QR, _ENABLE, 1)
    return zbar, scanner
