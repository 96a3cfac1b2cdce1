"""Pictures that an agency brings: recognised, bounded, and drawn anew in a form that is safe to publish and print."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.data.safe_svg import UnsafeSvgError, safe_svg

ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""Endings of files that can be a picture."""
MOST_PIXELS: Final = 25_000_000
"""A larger picture is refused: unpacked it takes four bytes a pixel, and several times that while it is drawn."""
LONGEST_SIDE: Final = 1200
"""A picture is made smaller to this many pixels: on paper it is 2 cm wide."""
_BEGINNINGS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def image_kind(content: bytes) -> str:
    """The media type of an image that paper can take ("" = it is none), by how the file begins."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in content[:2000]:
        return "image/svg+xml"
    return next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), "")


@dataclass(frozen=True, slots=True)
class SafePicture:
    """A picture drawn anew: nothing of the file but what is seen. ``kind``: its media type, "" = the file is no picture
    that can be used; then ``trouble`` says why, and ``remedy`` what to do."""

    kind: str
    content: bytes = b""
    trouble: str = ""
    remedy: str = ""

    @property
    def ending(self) -> str:
        """The ending of its file."""
        return {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}.get(self.kind, "")


@lru_cache(maxsize=8)
def safe_picture(content: bytes) -> SafePicture:
    """The picture that a file holds, whatever else it holds."""
    kind = image_kind(content)
    if not kind:
        return SafePicture("", b"", "bukan gambar", "pakai gambar PNG, JPEG, GIF, WebP, atau SVG")
    try:
        if kind == "image/svg+xml":
            return SafePicture(kind, safe_svg(content, lambda raw: _safe_raster(raw, image_kind(raw))))
        return SafePicture(*_safe_raster(content, kind))
    except UnsafeSvgError as error:
        return SafePicture("", b"", error.trouble, error.remedy)


def _safe_raster(content: bytes, kind: str) -> tuple[str, bytes]:
    """A picture of pixels, its first frame, upright, without what else the file holds: media type, content."""
    from PIL import Image, ImageOps  # not above: most commands draw no picture

    if kind not in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        raise UnsafeSvgError("bukan gambar yang dikenal", "sematkan gambar di dalamnya sebagai PNG atau JPEG")
    Image.MAX_IMAGE_PIXELS = None  # it is asked below, before anything is unpacked
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UnsafeSvgError(
                    f"berukuran {width} x {height} piksel, lebih dari {MOST_PIXELS // 1_000_000} juta piksel",
                    f"perkecil gambarnya; {LONGEST_SIDE} piksel pada sisi terpanjang sudah cukup untuk cetak",
                )
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked at a fraction of its size
            whole = ImageOps.exif_transpose(image)
            seen = whole.convert("RGBA" if whole.has_transparency_data else "RGB")
    except UnsafeSvgError:
        raise
    except Exception as error:  # whatever a reader of pictures says of bytes that are none
        raise UnsafeSvgError(
            "rusak atau terpotong", "simpan ulang gambarnya, lalu salin lagi ke folder data"
        ) from error
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if kind == "image/jpeg" and seen.mode == "RGB":
        seen.save(out, "JPEG", quality=90)
        return kind, out.getvalue()
    seen.save(out, "PNG", optimize=True)
    return "image/png", out.getvalue()
