"""How the cells of a worksheet look, and what may be typed into them."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from generator.data.field_kinds import FIELD_KINDS
from generator.forms.field_limits import FieldLimits, kind_limits
from generator.forms.form_limits import clip, plain
from generator.forms.limits_excel import cell_rule
from generator.forms.xlsx_cells import HURUF, CellInput, Gaya

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
            look |= {"locked": False, **FIELD_KINDS[kind_of(isi)].cell}
            if isi.kind.number:
                look["num_format"] = _AMOUNT if isi.satuan == "Rp" else "General"
            if isi.kind.calculated and isi.satuan == "%":
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


def validation(isi: CellInput, cell: str) -> dict[str, Any] | None:
    """What the cell accepts and what it says, in xlsxwriter's words; None = anything, in silence.
    ``cell``: its address, or that of the first cell of its column."""
    kind = kind_of(isi)
    if FIELD_KINDS[kind].calculated:
        return None
    batas = isi.limits if isi.limits and kind == isi.jenis else kind_limits(kind)
    if kind in ("pilihan", "centang"):
        rule: dict[str, Any] = {"validate": "list", "source": f"={list_of(isi)}", "show_error": not isi.lainnya}
    else:
        rule = cell_rule(batas, cell)
    words = _words(isi, kind, batas)
    if words:
        rule |= {"input_title": clip(plain(isi.label), _TITLE_MAX), "input_message": clip(words, _MESSAGE_MAX)}
    return rule | {"error_title": "Periksa isian", "error_message": clip(batas.message, _MESSAGE_MAX)}


def _words(isi: CellInput, kind: str, batas: FieldLimits) -> str:
    """What is shown beside the selected cell."""
    words = [batas.message] if FIELD_KINDS[kind].said or batas.own else []
    if kind != isi.jenis:
        words.append(f"Tulis yang sesuai, dipisahkan titik koma: {'; '.join(isi.pilihan)}.")
    if kind == "pilihan" and isi.lainnya:
        words.append("Pilih dari daftar, atau tulis yang lain.")
    if isi.petunjuk:
        words.append(isi.petunjuk)
    if isi.wajib and words:
        words.append("Wajib diisi.")
    return plain(" ".join(words))
