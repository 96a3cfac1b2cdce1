"""The fields of a printed form: which stand side by side, how wide, and where a pen or a keyboard fills them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.data.formulir import HARI_INI, FormField
from generator.data.instansi import Instansi
from generator.forms.numbered_columns import is_stacked
from generator.paper.common import PT, break_words
from generator.paper.pdf_fields import PdfField, PdfFields
from generator.text.measure import text_width

HURUF, KECIL = 10 * PT, 8.5 * PT
"""Type sizes of fields and of small print (mm)."""
GARIS = 8.0
"""From one line to write on to the next (mm); the templates have the same."""
_SELA = 6.0
"""Between fields that stand side by side (mm)."""
_LABEL = 31.0
"""Width of the label of a field that has the whole width (mm)."""
_PLACE = "Lintang, bujur"
"""Beside the line below the frame for a place."""
_KOTAK = 6.8
"""A box and the space between it and its word (mm)."""

Data = dict[str, Any]


class FieldPlacer:
    """Turns fields into data of the template. ``helps``: the small print by id; ``muat``: lines that fit a page."""

    def __init__(self, daftar: PdfFields, instansi: Instansi, helps: Mapping[str, Sequence[str]], muat: int) -> None:
        self._daftar = daftar
        self._kota = instansi.tempat or ""
        self._helps = helps
        self._muat = muat

    def rows(self, fields: Sequence[FormField], width: float, di: Sequence[str]) -> list[list[Data]]:
        """Fields in rows of twelve twelfths, as far as each goes; ``di``: words that say where they are."""
        column = (width - 11 * _SELA) / 12
        rows: list[list[Data]] = []
        used = 12
        for field in fields:
            share = min(field.lebar or 12, 12)
            if used + share > 12:
                rows.append([])
                used = 0
            rows[-1].append(self._item(field, share * column + (share - 1) * _SELA, share < 12, di))
            used += share
        return rows

    def _item(self, isian: FormField, width: float, partial: bool, di: Sequence[str]) -> Data:
        stacked = is_stacked(isian)
        mark = " *" if isian.wajib else ""
        own = text_width(f"{isian.label}{mark} :", HURUF) + 1.0
        bare = stacked or isian.tempat or isian.kind.way == "kalimat"
        label = 0.0 if bare else min(own, width * 0.6) if partial else min(_LABEL, width * 0.5)
        room = width - label - (2.0 if label else 0.0)
        said = isian.label + mark
        return {
            "label": "" if bare and not stacked else break_words(said, (label or width) - 2.5, HURUF),
            "lebar": width,
            "lebar_label": label,
            "tumpuk": stacked,
            "rata": not partial and not stacked,
            "petunjuk": self._help(isian, room),
            **self._room(isian, room, stacked, di),
        }

    def _help(self, isian: FormField, room: float) -> list[str]:
        return [break_words(text, room, KECIL) for text in self._helps.get(isian.id, ())]

    def _room(self, isian: FormField, room: float, stacked: bool, di: Sequence[str]) -> Data:
        """The place itself."""
        if isian.tempat:
            return {"jenis": "tempat", **self.place_and_date(isian, di)}
        if isian.kind.way == "tanda":
            return {"jenis": "ttd"}
        if isian.kind.way == "kalimat":
            return {"jenis": "kalimat", "teks": break_words(isian.label, room, HURUF)}
        if isian.kind.way == "bingkai":
            field = self._daftar.write(isian, isian.id, di) if isian.kind.value else -1
            return {"jenis": "bingkai", "garis": isian.lines, "bidang": field, "kata": _PLACE if field >= 0 else ""}
        if isian.kind.way == "kotak":
            return {"jenis": "kotak", **boxes(self._daftar, isian, isian.id, di, room, one_per_line=stacked)}
        unit = isian.satuan or ""
        return {
            "jenis": "garis",
            "satuan": break_words(unit, room * 0.6, HURUF),
            "lebar_satuan": min(text_width(unit, HURUF) + 0.5, room * 0.6) if unit else 0.0,
            "ruang": self._lines(isian, di),
        }

    def _lines(self, isian: FormField, di: Sequence[str]) -> list[Data]:
        """Room of so many lines; what is higher than a page is two places, for a field stands on one page."""
        if isian.lines == 1:
            return [{"baris": 1, "bidang": self._daftar.write(isian, isian.id, di)}]
        parts = [min(self._muat, isian.lines - start) for start in range(0, isian.lines, self._muat)]
        if len(parts) == 1:
            return [{"baris": parts[0], "bidang": self._daftar.write(isian, isian.id, di, lined=True)}]
        return [
            {
                "baris": lines,
                "bidang": self._daftar.write(isian, f"{isian.id}.{n}", di, lined=True, last=f"bagian {n}"),
            }
            for n, lines in enumerate(parts, 1)
        ]

    def place_and_date(self, isian: FormField, di: Sequence[str]) -> Data:
        """The town and a line for the date; without a town, a line for it too."""
        today = isian.bawaan == HARI_INI

        def add(nama: str, last: str, jenis: str) -> int:
            spoken = self._daftar.spoken(isian.model_copy(update={"jenis": jenis}), di, last)
            made = PdfField(nama, "baris", spoken, isian.wajib, hari_ini=today and jenis == "tanggal")
            return self._daftar.add(made)

        if self._kota:
            return {"kota": self._kota, "tempat": -1, "tanggal": add(isian.id, "", "tanggal")}
        place = add(f"{isian.id}.tempat", "tempat", "teks")
        return {"kota": "", "tempat": place, "tanggal": add(f"{isian.id}.tanggal", "tanggal", "tanggal")}


def _word_width(word: str, size: float) -> float:
    """A box with its word (mm)."""
    return _KOTAK + text_width(word, size) + 0.8 if word else 5.0


def boxes(
    daftar: PdfFields,
    isian: FormField,
    nama: str,
    di: Sequence[str],
    room: float,
    *,
    one_per_line: bool = False,
    ukuran: float = HURUF,
) -> Data:
    """Boxes to tick with their words, each as wide as it needs, and the line for another word."""
    numbers, other, details = daftar.tick(isian, nama, di)
    words = isian.pilihan or ("",)
    return {
        "sebaris": one_per_line,
        "opsi": [
            {
                "teks": break_words(word, room - _KOTAK, ukuran),
                "lebar": room if word in details else min(_word_width(word, ukuran), room),
                "bidang": number,
                **({"rincian": details[word]} if word in details else {}),
            }
            for word, number in zip(words, numbers, strict=False)
        ],
        "lain": other,
        "lain_kotak": numbers[len(words)] if other >= 0 else -1,
    }
