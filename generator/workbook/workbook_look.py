"""How a workbook looks: the agency's colour, heads, cells to fill in, cells that stay."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from generator.data.colour import on_light
from generator.data.instansi import Instansi

_GREEN: Final = "#0f5f56"
"""The accent of an agency that names none, as on its site."""
_LINE: Final = "#9aa5a2"
_WRAP: Final[dict[str, Any]] = {"text_wrap": True, "valign": "top"}


class WorkbookLook:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, instansi: Instansi) -> None:
        accent = on_light(instansi.warna or _GREEN)
        self.accent, self.tint = accent.warna, accent.latar
        self._book = book
        self._made: dict[str, Format] = {}
        boxed = {**_WRAP, "border": 1, "border_color": _LINE}
        centred = {**boxed, "align": "center", "valign": "vcenter"}
        text = {**boxed, "num_format": "@"}
        self._looks: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16, "font_color": self.accent, "valign": "vcenter"},
            "agency": {"font_color": "#444444"},
            "words": dict(_WRAP),
            "part": {
                "bold": True,
                "font_size": 12,
                "font_color": self.accent,
                "bottom": 2,
                "bottom_color": self.accent,
            },
            "head": {**centred, "bold": True, "bg_color": self.accent, "font_color": "#ffffff"},
            "head_open": {**centred, "bold": True, "bg_color": self.tint, "num_format": "@"},
            "group": {**centred, "bg_color": self.tint, "num_format": "@", "italic": True},
            "label": {**boxed, "bold": True, "bg_color": self.tint},
            "label_more": {**boxed, "bg_color": self.tint},
            "text": text,
            "centre": {**centred, "num_format": "@"},
            "day": {**boxed, "num_format": "d mmmm yyyy", "align": "left"},
            "fixed": {**text, "bg_color": "#e8e8e8", "font_color": "#555555", "italic": True},
            "spare": {**centred, "num_format": "@", "bg_color": "#fafafa"},
            "help": {**_WRAP, "font_color": "#555555", "font_size": 9},
            "warn": {**_WRAP, "bg_color": "#fff4d6", "border": 1, "border_color": "#d9b44a"},
            "symbol": {"bold": True, "bg_color": self.tint},
            "decision": {"bold": True, "bg_color": "#fff4d6"},
        }

    def __call__(self, name: str) -> Format:
        """The format of this name."""
        if name not in self._made:
            self._made[name] = self._book.add_format({"font_name": "Arial", "font_size": 10, **self._looks[name]})
        return self._made[name]

    def plain(self, name: str) -> Format:
        """The same for a conditional format, which says nothing of letters."""
        key = f"{name}?"
        if key not in self._made:
            self._made[key] = self._book.add_format(self._looks[name])
        return self._made[key]
