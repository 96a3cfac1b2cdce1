"""What every output for computers and phones allows in a field, and the same words about it."""

from __future__ import annotations

import re
from decimal import Decimal

TEKS_MAX = 500
"""Letters of a text in one line."""
PARAGRAF_MAX = 5000
"""Letters of a paragraph."""
ANGKA_MAX = 10**15
"""Numbers are smaller than this, above zero and below: what a spreadsheet still holds exactly."""
TANGGAL_AWAL, TANGGAL_AKHIR = "1900-01-01", "2199-12-31"
"""First and last day that a date can be: those of a spreadsheet, and no slip of the keyboard."""
NIP = r"^([0-9] ?){18}$"
"""A civil servant's number: 18 digits, with or without spaces between its parts."""

PESAN = {
    "teks": f"Paling banyak {TEKS_MAX} huruf.",
    "paragraf": f"Paling banyak {PARAGRAF_MAX} huruf.",
    "angka": "Isi dengan angka saja, tanpa satuan.",
    "tanggal": "Isi dengan tanggal, misalnya 31/12/2025.",
    "jam": "Isi dengan jam dan menit, misalnya 08:30.",
    "pilihan": "Pilih salah satu dari daftar.",
    "centang": "Pilih tanda centang dari daftar, atau kosongkan.",
    "nip": "NIP terdiri atas 18 angka.",
    "wajib": "Isian ini wajib diisi.",
}
"""Kind of field -> what a person is told whose entry does not fit."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without characters that no XML can hold."""
    return _CONTROL.sub(" ", text)


def number(value: int | float) -> str:
    """A number in digits, without an exponent, which XPath cannot read: "0.5", "12"."""
    return format(Decimal(repr(value)), "f")


def clip(text: str, most: int) -> str:
    """The beginning of a text, at most so many letters as Excel counts them (UTF-16), without half a character."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
