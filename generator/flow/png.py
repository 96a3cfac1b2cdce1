"""A chart's picture file as PNG, for reports and slides: the SVG drawn by Typst with the fonts that come with it."""

from __future__ import annotations

import re
import threading
from functools import cache
from pathlib import Path
from typing import cast

import typst

FONTS = Path(__file__).parents[1] / "paper" / "fonts"
#: Points of Typst's page; its size in pixels is then ``ppi / 72`` times that.
LEBAR_PT = 720.0


def to_png(svg: str, *, lebar_px: int = 1600) -> bytes:
    """The picture ``svg``, ``lebar_px`` pixels wide on white; the same bytes on every machine."""
    width, height = _size(svg)
    page = f"#set page(width: {LEBAR_PT}pt, height: {LEBAR_PT * height / width:.4f}pt, margin: 0pt, fill: white)"
    source = f'{page}\n#image("gambar.svg", width: 100%, height: 100%)'
    # Both files exist in memory only.
    files = {"main.typ": source.encode(), "gambar.svg": svg.encode()}
    made = _compiler(threading.get_ident()).compile(files, format="png", ppi=72 * lebar_px / LEBAR_PT)  # type: ignore[type-var]
    return cast(bytes, made)


@cache
def _compiler(_thread: int) -> typst.Compiler:
    """One for each thread: an engine at work cannot be given other work. Making one reads the fonts."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=FONTS, font_paths=fonts)


def _size(svg: str) -> tuple[float, float]:
    """Width and height of a picture in its own unit."""
    found = re.search(r'<svg[^>]*\sviewBox="\S+ \S+ (\S+) (\S+)"', svg)
    if found is None:
        raise ValueError("an SVG without viewBox has no shape")
    return float(found[1]), float(found[2])
