"""How the cells of a worksheet look, and what may be typed into them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from generator.forms.form_limits import (
    ANGKA_MAX,
    PARAGRAF_MAX,
    PESAN,
    TANGGAL_AKHIR,
    TANGGAL_AWAL,
    TEKS_MAX,
    clip,
    plain,
)
from generator.forms.xlsx_cells import HURUF, CellInput, Gaya

CENTANG = "✓"
"""What a ticked cell holds."""
KUNING = "#FFF8DC"
"""Colour of required cells that are still empty."""
_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LOOK: dict[Gaya, dict[str, Any]] = {
    "pemerintah": _CENTRE,
    "instansi": {**_CENTRE, "bold": True},
    "alamat": _CENTRE,
    "judul": {**_CENTRE, "bold": True, "bottom": 2},
    "lanjutan": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "subjudul": {"bold": True, "text_wrap": True, "valign": "vcenter"},
    "teks": {"text_wrap": True, "valign": "vcenter"},
    "label": {"text_wrap": True, "valign": "vcenter"},
    "label_dalam": {"text_wrap": True, "valign": "vcenter", "indent": 1},
    "kecil": {"text_wrap": True, "valign": "vcenter", "font_color": "#444444"},
    "kepala": {**_CENTRE, "border": 1, "bg_color": "#EDEDED"},
    "angka_kolom": {**_CENTRE, "border": 1},
    "nomor": {**_CENTRE, "border": 1},
    "tercetak": {"border": 1, "text_wrap": True, "valign": "vcenter", "indent": 1},
    "isian": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "ttd": {"border": 1},
    "tengah": _CENTRE,
}
_INDENT = {"align": "left", "indent": 1}
_KIND: dict[str, dict[str, Any]] = {
    # Text cells keep what is typed: zeros in front, and an equals sign that would begin a formula.
    "teks": {"num_format": "@", **_INDENT},
    "pilihan": {"num_format": "@", **_INDENT},
    "centang": {"num_format": "@", "align": "center", "font_size": 12},
    "paragraf": {"num_format": "@", "valign": "top", **_INDENT},
    # The month in words shows a day and a month that were exchanged.
    "tanggal": {"num_format": "[$-421]d mmm yyyy", **_INDENT},
    "jam": {"num_format": "hh:mm", **_INDENT},
    "angka": {"align": "right"},
    "rumus": {"align": "right", "locked": True},
}
_AMOUNT, _PERCENT = "#,##0", "0.00"
_TITLE_MAX, _MESSAGE_MAX = 32, 255
"""Letters of a message's title and text that Excel takes."""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def format(self, gaya: Gaya, isi: CellInput | None = None) -> Format:
        """The format of a cell; only cells to fill in are not locked."""
        look = {"font_name": "Arial", "font_size": HURUF.get(gaya, 10), **_LOOK[gaya]}
        if isi is not None:
            look |= {"locked": False, **_KIND[kind_of(isi)]}
            if isi.jenis in ("angka", "rumus"):
                look["num_format"] = _AMOUNT if isi.satuan == "Rp" else "General"
            if isi.jenis == "rumus" and isi.satuan == "%":
                look["num_format"] = _PERCENT
        return self.made(look)

    def made(self, look: dict[str, Any]) -> Format:
        """The format with these properties."""
        key = repr(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def kind_of(isi: CellInput) -> str:
    """The kind of what is typed: several choices in one cell of a table are typed as text."""
    return "teks" if isi.jenis == "centang" and isi.pilihan else isi.jenis


def list_of(isi: CellInput) -> str:
    """The name of the list that the cell offers, "" = none."""
    kind = kind_of(isi)
    return f"daftar_{isi.id}" if kind == "pilihan" else "daftar.centang" if kind == "centang" else ""


def validation(isi: CellInput) -> dict[str, Any] | None:
    """What the cell accepts and what it says, in xlsxwriter's words; None = anything, in silence."""
    kind = kind_of(isi)
    if kind == "rumus":
        return None
    rule: dict[str, Any]
    match kind:
        case "pilihan" | "centang":
            rule = {"validate": "list", "source": f"={list_of(isi)}", "show_error": not isi.lainnya}
        case "angka":
            rule = {"validate": "decimal", "criteria": "between", "minimum": 1 - ANGKA_MAX, "maximum": ANGKA_MAX - 1}
        case "tanggal":
            rule = {"validate": "date", "criteria": "between"}
            rule |= {"minimum": date.fromisoformat(TANGGAL_AWAL), "maximum": date.fromisoformat(TANGGAL_AKHIR)}
        case "jam":
            rule = {"validate": "time", "criteria": "between", "minimum": time(0, 0), "maximum": time(23, 59, 59)}
        case _:
            most = PARAGRAF_MAX if kind == "paragraf" else TEKS_MAX
            rule = {"validate": "length", "criteria": "<=", "value": most}
    words = _words(isi, kind)
    if words:
        rule |= {"input_title": clip(plain(isi.label), _TITLE_MAX), "input_message": clip(words, _MESSAGE_MAX)}
    return rule | {"error_title": "Periksa isian", "error_message": PESAN[kind]}


def _words(isi: CellInput, kind: str) -> str:
    """What is shown beside the selected cell."""
    words = [PESAN[kind]] if kind in ("tanggal", "jam") else []
    if kind != isi.jenis:
        words.append(f"Tulis yang sesuai, dipisahkan titik koma: {'; '.join(isi.pilihan)}.")
    if kind == "pilihan" and isi.lainnya:
        words.append("Pilih dari daftar, atau tulis yang lain.")
    if isi.petunjuk:
        words.append(isi.petunjuk)
    if isi.wajib and words:
        words.append("Wajib diisi.")
    return plain(" ".join(words))
