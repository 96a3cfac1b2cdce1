"""Pictures that an agency brings: which kind a file is."""

from __future__ import annotations

_BEGINNINGS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def image_kind(content: bytes) -> str:
    """The media type of an image that paper can take ("" = it is none), by how the file begins."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in content[:2000]:
        return "image/svg+xml"
    return next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), "")
