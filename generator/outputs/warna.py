"""The agency's own look: the style sheet with its accent colour, which overrules token.css, and its emblem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.data.proyek import Proyek
from generator.data.warna import Aksen, gelap, terang
from generator.declared import SiteFile, output
from generator.pages.situs import Situs

PATH = "instansi/warna.css"


@output("pustaka", 50)
def agency_files(situs: Situs) -> Iterator[SiteFile]:
    """What the agency has of these."""
    if css := warna_css(situs.proyek):
        yield SiteFile(PATH, css.encode())
    if situs.proyek.instansi.logo:
        yield SiteFile(logo_path(situs.proyek), situs.proyek.logo)


def logo_path(proyek: Proyek) -> str:
    """Where the emblem stands in the site ("" = the agency has none)."""
    logo = proyek.instansi.logo
    return f"instansi/logo{Path(logo).suffix.lower()}" if logo else ""


def warna_css(proyek: Proyek) -> str:
    """The text of the style sheet; "" where the agency chose no colour."""
    warna = proyek.instansi.warna
    return _rule("default", terang(warna)) + _rule("slate", gelap(warna)) if warna else ""


def warna_path(proyek: Proyek) -> str:
    """Where it stands in the site ("" = there is none)."""
    return PATH if proyek.instansi.warna else ""


def _rule(scheme: str, aksen: Aksen) -> str:
    return f'body[data-md-color-scheme="{scheme}"] {{ --sop-accent: {aksen.warna}; --sop-tint: {aksen.latar}; }}\n'
