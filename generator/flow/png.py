"""A chart's picture file as PNG, for reports and slides: the SVG drawn by Typst with the fonts that come with it."""

from __future__ import annotations

import re
from pathlib import Path

import typst

FONTS = Path(__file__).parents[1] / "paper" / "fonts"
#: Points of Typst's page; its size in pixels is then ``ppi / 72`` times that.
LEBAR_PT = 720.0


def to_png(svg: str, *, lebar_px: int = 1600) -> bytes:
    """The picture ``svg``, ``lebar_px`` pixels wide on white; the same bytes on every machine."""
    width, height = _size(svg)
    page = f"#set page(width: {LEBAR_PT}pt, height: {LEBAR_PT * height / width:.4f}pt, margin: 0pt, fill: white)"
    source = f'{page}\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)'
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub wants an output with a format
        source.encode(),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=72 * lebar_px / LEBAR_PT,
        sys_inputs={"svg": svg},
    )
    return made


def _size(svg: str) -> tuple[float, float]:
    """Width and height of a picture in its own unit."""
    found = re.search(r'<svg[^>]*\sviewBox="\S+ \S+ (\S+) (\S+)"', svg)
    if found is None:
        raise ValueError("an SVG without viewBox has no shape")
    return float(found[1]), float(found[2])
