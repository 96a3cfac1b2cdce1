"""The agency's own look: the style sheet with its accent colour, which overrules token.css, and its emblem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.data.colour import Accent, on_dark, on_light
from generator.data.library import Library
from generator.data.pictures import safe_picture
from generator.declared import SiteFile, output
from generator.facts.site_facts import SiteFacts

PATH = "instansi/warna.css"


@output("pustaka", 50)
def agency_files(situs: SiteFacts) -> Iterator[SiteFile]:
    """What the agency has of these."""
    if css := colours_css(situs.proyek):
        yield SiteFile(PATH, css.encode())
    if situs.proyek.instansi.logo:
        yield SiteFile(logo_path(situs.proyek), safe_picture(situs.proyek.logo).content)


def logo_path(proyek: Library) -> str:
    """Where the emblem stands in the site ("" = the agency has none)."""
    logo = proyek.instansi.logo
    if not logo:
        return ""
    own, drawn = Path(logo).suffix.lower(), safe_picture(proyek.logo).ending
    return f"instansi/logo{own if own == '.jpeg' and drawn == '.jpg' else drawn or own}"


def colours_css(proyek: Library) -> str:
    """The text of the style sheet; "" where the agency chose no colour."""
    warna = proyek.instansi.warna
    return _rule("default", on_light(warna)) + _rule("slate", on_dark(warna)) if warna else ""


def colours_path(proyek: Library) -> str:
    """Where it stands in the site ("" = there is none)."""
    return PATH if proyek.instansi.warna else ""


def _rule(scheme: str, aksen: Accent) -> str:
    return f'body[data-md-color-scheme="{scheme}"] {{ --sop-accent: {aksen.warna}; --sop-tint: {aksen.latar}; }}\n'
