"""The kinds of fields of a form, each in one place: how every output fills it in, and what may be written into it.

A kind is data. The rooms above know the few ways of filling in (``Way``) and the few kinds of values (``ValueOf``);
which of them a field has, how wide, under which words, stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

TEKS_MAX = 500
"""Letters of a text in one line."""
PARAGRAF_MAX = 5000
"""Letters of a paragraph."""
ANGKA_MAX = 10**15
"""Numbers are smaller than this, above zero and below: what a spreadsheet still holds exactly."""
TANGGAL_AWAL, TANGGAL_AKHIR = "1900-01-01", "2199-12-31"
"""First and last day that a date can be: those of a spreadsheet, and no slip of the keyboard."""

Way = Literal["garis", "kotak", "tanda", "bingkai", "kalimat"]
"""What a pen finds: lines to write on, boxes to tick, room to sign, a frame, or only a sentence to read."""
ValueOf = Literal["", "teks", "angka", "tanggal", "jam"]
"""How an entry is compared with limits and calculated with; "" = neither."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One kind of field.

    way          what a pen finds
    value        how an entry is compared and calculated with
    width        of a column for which the form states none (mm)
    least        the narrowest place of a field in a workbook (mm)
    many         its place has several lines: in a workbook it begins at the top, in a fillable PDF lines are broken
    wide         a field of this kind shares its line with no other
    calculated   nobody fills it in
    device       a phone takes it by itself (camera, satellites), so nothing is typed that could be wrong
    lines        how many lines of room it has where the form states none
    longest      the most letters of an entry; 0 = no limit of its own
    pattern      what its text must look like: a regular expression that Python, JavaScript and XPath read alike
    excel        the same as a condition of a spreadsheet over the cell ``{x}``
    message      what a person is told whose entry does not fit
    said         the message stands beside the cell of a workbook also while a person fills it in
    spoken       what a screen reader says of how to fill it in
    phone        type and appearance in an XLSForm; type "" = by its choices
    cell         the look of its cell, in xlsxwriter's words
    json         what a program may send (JSON Schema)
    """

    way: Way = "garis"
    value: ValueOf = ""
    width: float = 40
    least: float = 28.0
    many: bool = False
    wide: bool = False
    calculated: bool = False
    device: bool = False
    lines: int = 1
    longest: int = 0
    pattern: str = ""
    excel: str = ""
    message: str = ""
    said: bool = False
    spoken: str = ""
    phone: tuple[str, str] = ("text", "")
    cell: Mapping[str, Any] = field(default_factory=dict)
    json: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        """Whether there is something to fill in."""
        return self.way != "kalimat"

    @property
    def typed(self) -> bool:
        """Whether an entry is written on its lines, so that it can have limits of its own."""
        return self.way == "garis" and not self.calculated

    @property
    def number(self) -> bool:
        """Whether formulas can calculate with it as a number, and its digits stand at the right edge."""
        return self.value == "angka"


_INDENT = {"align": "left", "indent": 1}
# Text cells keep what is typed: zeros in front, and an equals sign that would begin a formula.
_TYPED = {"num_format": "@", **_INDENT}
_STRING: dict[str, Any] = {"type": "string", "minLength": 1}
_SUREL = r"^[^ @]+@[^ @]+[.][^ @]+$"
_TELEPON = r"^[+0-9(][0-9 ().-]{5,19}$"
_LOKASI = r"^[-.0-9]+, ?[-.0-9]+$"


def _only(letters: str, first: int = 1, last: int = 40) -> str:
    """The condition of a spreadsheet that the letters ``first`` to ``last`` of a cell are some of these. It is filled
    up, for not every program finds nothing in a text."""
    return f'SUMPRODUCT(--ISERROR(FIND(MID({{x}}&REPT("0",{last}),ROW(${first}:${last}),1),"{letters}")))=0'


FIELD_KINDS: Mapping[str, FieldKind] = {
    "teks": FieldKind(
        value="teks", longest=TEKS_MAX, message=f"Paling banyak {TEKS_MAX} huruf.", cell=_TYPED, json=_STRING,
    ),
    "angka": FieldKind(
        value="angka", width=22, least=20.0, message="Isi dengan angka saja, tanpa satuan.",
        spoken="angka saja, tanpa satuan", phone=("decimal", ""), cell={"align": "right"},
        json={"type": "number", "exclusiveMinimum": -ANGKA_MAX, "exclusiveMaximum": ANGKA_MAX},
    ),
    "tanggal": FieldKind(
        value="tanggal", width=28, least=24.0, message="Isi dengan tanggal, misalnya 31/12/2025.", said=True,
        spoken="tanggal, misalnya 31/12/2025", phone=("date", ""),
        # The month in words shows a day and a month that were exchanged.
        cell={"num_format": "[$-421]d mmm yyyy", **_INDENT},
        json={"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"},
    ),
    "jam": FieldKind(
        value="jam", width=18, least=16.0, message="Isi dengan jam dan menit, misalnya 08:30.", said=True,
        spoken="jam, misalnya 08:30", phone=("time", ""), cell={"num_format": "hh:mm", **_INDENT},
        json={"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    ),
    "pilihan": FieldKind(
        way="kotak", width=36, message="Pilih salah satu dari daftar.", spoken="centang satu", phone=("", ""),
        cell=_TYPED,
    ),
    "centang": FieldKind(
        way="kotak", width=16, message="Pilih tanda centang dari daftar, atau kosongkan.", phone=("", ""),
        cell={"num_format": "@", "align": "center", "font_size": 12},
    ),
    "paragraf": FieldKind(
        value="teks", width=60, many=True, wide=True, longest=PARAGRAF_MAX,
        message=f"Paling banyak {PARAGRAF_MAX} huruf.", phone=("text", "multiline"),
        cell={"num_format": "@", "valign": "top", **_INDENT}, json=_STRING,
    ),
    "surel": FieldKind(
        value="teks", width=50, longest=254, message="Isi dengan alamat surel, misalnya nama@contoh.go.id.",
        spoken="alamat surel, misalnya nama@contoh.go.id", cell=_TYPED, json=_STRING, pattern=_SUREL,
        excel='IFERROR(AND(ISERROR(FIND(" ",{x})),LEN(SUBSTITUTE({x},"@",""))=LEN({x})-1,FIND("@",{x})>1,'
        'FIND(".",{x},FIND("@",{x})+2)<LEN({x})),FALSE)',
    ),
    "telepon": FieldKind(
        value="teks", width=34, longest=20, message="Isi dengan nomor telepon, misalnya 0812-3456-7890.",
        spoken="nomor telepon, misalnya 0812-3456-7890", phone=("text", "numbers"), cell=_TYPED, json=_STRING,
        pattern=_TELEPON,
        excel=f'LEN({{x}})>5,ISNUMBER(FIND(LEFT({{x}}),"+0123456789(")),{_only("0123456789 ().-", 2, 20)}',
    ),
    "foto": FieldKind(
        way="bingkai", wide=True, device=True, lines=6, longest=TEKS_MAX, phone=("image", ""),
        json={**_STRING, "maxLength": TEKS_MAX, "description": "Nama berkas foto."},
    ),
    "lokasi": FieldKind(
        way="bingkai", value="teks", width=44, wide=True, device=True, lines=5, longest=40,
        message="Isi dengan lintang, koma, lalu bujur, misalnya -7.0051, 110.4381.", said=True,
        spoken="lintang, koma, lalu bujur, misalnya -7.0051, 110.4381", phone=("geopoint", ""), cell=_TYPED,
        json=_STRING, pattern=_LOKASI,
        excel='LEN(SUBSTITUTE({x},",",""))=LEN({x})-1,IFERROR(FIND(",",{x}),0)>1,'
        f'ISERROR(FIND(" ",SUBSTITUTE({{x}},", ",","))),ISERROR(FIND(RIGHT({{x}}),", ")),{_only("-.0123456789, ")}',
    ),
    "kalimat": FieldKind(way="kalimat", wide=True, phone=("note", "")),
    "rumus": FieldKind(
        value="angka", width=18, least=18.0, calculated=True, phone=("decimal", ""),
        cell={"align": "right", "locked": True}, json={"type": ["number", "null"], "readOnly": True},
    ),
    "tanda tangan": FieldKind(
        way="tanda", wide=True, device=True, longest=TEKS_MAX, phone=("image", "signature"),
        json={**_STRING, "maxLength": TEKS_MAX, "description": "Nama berkas gambar tanda tangan."},
    ),
}  # fmt: skip
"""Name of each kind, as people write it in a form -> the kind."""

if TYPE_CHECKING:
    FieldKindName: TypeAlias = str
else:
    FieldKindName = Literal[tuple(FIELD_KINDS)]
"""One of the names of ``FIELD_KINDS``."""
