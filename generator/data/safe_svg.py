"""An SVG drawn anew: only shapes, colours, texts and pictures that it carries itself; bounded in what it unfolds to.

What nobody sees of it, and what a browser or the engine of papers could be led by, is left out: scripts, links, other
sites, documents inside of it, entities, filters. What would be seen and cannot be kept is an error.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINKS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_NAMES: Final = (
    "svg g defs symbol use switch a path rect circle ellipse line polyline polygon text tspan textPath linearGradient "
    "radialGradient stop clipPath mask pattern marker image style title desc"
)
_KEPT: Final = frozenset(_NAMES.split())
_GRADIENTS: Final = ("linearGradient", "radialGradient")
_REFERENCE: Final = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)[\"']?\s*\)")
_ADDRESS: Final = re.compile(r"url\(\s*(?![\"']?#)[^)]*\)?|@import[^;]*;?|@charset[^;]*;?", re.IGNORECASE)
_CARRIED: Final = re.compile(r"\s*data:image/[a-z+.-]+;base64,", re.IGNORECASE)
MOST_ELEMENTS: Final = 20_000
"""So many shapes a picture may have, each counted as often as it is drawn."""
_DEEPEST: Final = 60
_MOST_BYTES: Final = 5_000_000
_SIMPLER: Final = "sederhanakan gambarnya, atau simpan sebagai PNG"


class UnsafeSvgError(Exception):
    """A picture that cannot be used. ``trouble``: what it is or has, behind its name; ``remedy``: what to do."""

    def __init__(self, trouble: str, remedy: str) -> None:
        super().__init__(trouble)
        self.trouble, self.remedy = trouble, remedy


def safe_svg(content: bytes, draw: Callable[[bytes], tuple[str, bytes]]) -> bytes:
    """The SVG in its safe form. ``draw`` draws a picture inside of it anew: its media type and content.

    UnsafeSvgError: it is none, links to what it does not carry, or unfolds to more than can be drawn.
    """
    root = _parsed(content)
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise UnsafeSvgError("bukan gambar SVG", "pakai gambar PNG, JPEG, GIF, WebP, atau SVG")
    _bounded(root)
    safe = _safe(root, draw)
    _bound_unfolded(safe)
    ET.register_namespace("", _SVG.strip("{}"))
    ET.register_namespace("xlink", _LINKS[1].partition("}")[0].strip("{"))
    made: bytes = ET.tostring(safe, encoding="utf-8")
    if len(made) > 2 * _MOST_BYTES:
        raise UnsafeSvgError("terlalu besar", _SIMPLER)
    return made


def _parsed(content: bytes) -> ET.Element:
    """The tree. Entities of the file itself are filled in, within the bounds of the parser; no others."""
    try:
        return ET.fromstring(content)
    except (ET.ParseError, LookupError, ValueError):
        raise UnsafeSvgError("SVG yang rusak atau terpotong", "simpan ulang gambarnya sebagai SVG biasa") from None


def _bounded(root: ET.Element) -> None:
    """Neither too deep nor too many, before anything walks through it."""
    todo, count = [(root, 0)], 0
    while todo:
        element, depth = todo.pop()
        count += 1
        if depth > _DEEPEST or count > MOST_ELEMENTS:
            raise UnsafeSvgError("memuat terlalu banyak bentuk atau tingkat", _SIMPLER)
        todo += ((child, depth + 1) for child in element)


def _safe(element: ET.Element, draw: Callable[[bytes], tuple[str, bytes]]) -> ET.Element:
    name = str(element.tag).removeprefix(_SVG)
    safe = ET.Element(_SVG + ("g" if name == "a" else name))
    for key, value in element.attrib.items():
        if key in _LINKS:
            if name != "a":
                safe.set(key, _target(name, value, draw))
        elif not (key.startswith("{") or key.lower().startswith("on") or key == "filter"):
            safe.set(key, _plain_style(value) if "(" in value or key == "style" else value)
    if name == "style":
        safe.text = _plain_style("".join(element.itertext()), sheet=True)
        return safe
    safe.text, last = element.text, None
    for child in element:
        if isinstance(child.tag, str) and child.tag.removeprefix(_SVG) in _KEPT:
            last = _safe(child, draw)
            last.tail = child.tail
            safe.append(last)
    return safe


def _target(name: str, value: str, draw: Callable[[bytes], tuple[str, bytes]]) -> str:
    if value.strip().startswith("#"):
        return value.strip()
    carried = _CARRIED.match(value)
    if name != "image" or carried is None:
        raise UnsafeSvgError(
            f"memuat tautan ke gambar lain ('{value[:40]}')",
            "sematkan gambar itu ke dalam SVG (Inkscape: Ekstensi - Gambar - Sematkan), atau simpan sebagai PNG",
        )
    try:
        kind, drawn = draw(base64.b64decode(value[carried.end() :]))
    except binascii.Error:
        raise UnsafeSvgError("memuat gambar yang rusak", "simpan ulang gambarnya") from None
    return f"data:{kind};base64,{base64.b64encode(drawn).decode()}"


def _plain_style(text: str, *, sheet: bool = False) -> str:
    """Style without addresses. ``sheet``: a whole style sheet; one written in escapes is left out."""
    if "\\" in text or (sheet and "<" in text):
        return ""
    return _ADDRESS.sub("none", text) if not sheet else _ADDRESS.sub("", text)


def _bound_unfolded(root: ET.Element) -> None:
    """What is drawn again and again, by a use or as a pattern, counts each time; what draws itself is no picture."""
    elements = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    known: dict[int, int] = {}

    def size(element: ET.Element, above: frozenset[int]) -> int:
        mark = id(element)
        if mark in known:
            return known[mark]
        if mark in above or len(above) > _DEEPEST:
            raise UnsafeSvgError("menggambar dirinya sendiri", _SIMPLER)
        inner, total = above | {mark}, 1
        for child in element:
            total += size(child, inner)
        for target in _drawn_by(element):
            total += size(elements[target], inner) if target in elements else 0
        if total > MOST_ELEMENTS:
            raise UnsafeSvgError("memuat terlalu banyak bentuk yang diulang", _SIMPLER)
        known[mark] = total
        return total

    for sheet in root.iter(f"{_SVG}style"):
        for target in _REFERENCE.findall(sheet.text or ""):
            if target in elements and str(elements[target].tag).removeprefix(_SVG) not in _GRADIENTS:
                sheet.text = ""
                break
    size(root, frozenset())


def _drawn_by(element: ET.Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key in _LINKS and value.startswith("#"):
            yield value[1:]
        elif "url(" in value:
            yield from _REFERENCE.findall(value)
