"""The style sheet with the agency's accent colour, for an agency that chose one; it overrules token.css."""

from __future__ import annotations

from generator.data.proyek import Proyek
from generator.data.warna import Aksen, gelap, terang

PATH = "instansi/warna.css"


def warna_css(proyek: Proyek) -> str:
    """The text of the style sheet; "" where the agency chose no colour."""
    warna = proyek.instansi.warna
    return _rule("default", terang(warna)) + _rule("slate", gelap(warna)) if warna else ""


def warna_path(proyek: Proyek) -> str:
    """Where it stands in the site ("" = there is none)."""
    return PATH if proyek.instansi.warna else ""


def _rule(scheme: str, aksen: Aksen) -> str:
    return f'body[data-md-color-scheme="{scheme}"] {{ --sop-accent: {aksen.warna}; --sop-tint: {aksen.latar}; }}\n'
