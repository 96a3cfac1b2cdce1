"""One blank form as data (formulir/<slug>.yml): from this definition every output of the form is made."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.data.base import (
    EditorForm,
    OneOrMany,
    ShortOrEmpty,
    ShortText,
    StrictModel,
    TeksAtauKosong,
    Text,
    TextList,
    UnboundedText,
    WholeNumber,
    YesNo,
)
from generator.data.field_kinds import FIELD_KINDS, FieldKind, FieldKindName
from generator.data.sop import DaftarAbaikan, Konfirmasi
from generator.reading.source import Loc

_PESAN_ID = "Pakai huruf kecil, angka, dan garis bawah, misalnya nama_tamu."
ID_ISIAN_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,40}")


def _id_isian(value: str) -> str:
    if not ID_ISIAN_PATTERN.fullmatch(value):
        raise PydanticCustomError("id_isian", "bukan id isian")
    if keyword.iskeyword(value):
        raise PydanticCustomError("id_rumus", "kata bahasa rumus")
    return value


IdIsian: TypeAlias = Annotated[
    str,
    AfterValidator(_id_isian),
    EditorForm(lambda text: text | {"pattern": f"^{ID_ISIAN_PATTERN.pattern}$", "patternErrorMessage": _PESAN_ID}),
]
"""The id of a part of a form: small letters, digits and underscores. No hyphen, which is a minus in formulas."""


HARI_INI: Final = "hari ini"
"""Written for the day on which a form is filled in."""
TICKED: Final = "ya"
"""Written for a single box that is ticked."""
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
_LENGTHS = re.compile(r"(?:(\d{1,4})\s*[-–]\s*)?(\d{1,4})")


def number_limit(text: str) -> str | None:
    """A limit of numbers as written ("0,5"), in digits ("0.5"); None = it is none."""
    return text.replace(",", ".") if _NUMBER.fullmatch(text) else None


def text_lengths(text: str) -> tuple[int, int] | None:
    """The least and the most letters that ``panjang`` states; None = it states none."""
    found = _LENGTHS.fullmatch(text)
    least, most = (int(found[1] or 0), int(found[2])) if found else (0, 0)
    return (least, most) if most > 0 and least <= most else None


class FormField(StrictModel):
    """One field, or one column of a table."""

    id: IdIsian
    label: ShortOrEmpty
    """Empty for a column below ``kelompok`` whose head stays free, such as one of several for a paraf."""
    jenis: FieldKindName = "teks"
    satuan: ShortText | None = None
    wajib: YesNo = False
    bila: Text | None = None
    """A condition (``rumus.py``): only where it holds is the field filled in, and required."""
    bawaan: Text | None = None
    """What it says before anybody fills it in: a value of its kind, or ``HARI_INI``."""
    pilihan: TextList = ()
    """Words to tick: one of them (jenis pilihan) or any (jenis centang; without pilihan it is a single box)."""
    lainnya: YesNo = False
    """After the pilihan stands an empty one to write on."""
    rincian: TextList = ()
    """Those of the pilihan that have a blank of their own beside them."""
    rumus: UnboundedText | None = None
    """A formula (``rumus.py``) over ids of fields and of columns of the same rows."""
    petunjuk: Text | None = None
    """Help in small print at the field; of a column, under the table."""
    baris: Annotated[WholeNumber, Field(ge=1, le=40)] = 1
    """Lines of room to write, or of the height of a frame."""
    tempat: YesNo = False
    """The agency's town stands before the line and the label does not show, as at the head of a letter."""
    min: Text | None = None
    maks: Text | None = None
    """The first and the last value that it can have: a number, a day (``HARI_INI`` = the day of filling in), a time."""
    bulat: YesNo = False
    """Only whole numbers."""
    desimal: Annotated[WholeNumber, Field(ge=1, le=6)] | None = None
    """Most digits behind the comma."""
    panjang: Text | None = None
    """Letters of a text: the most ("16"), or the least and the most ("10-16")."""
    lebar: Annotated[WholeNumber, Field(ge=1, le=200)] | None = None
    """Of a field: its share of the width, of 12. Of a column: its width in mm, stretched to fill the sheet."""
    kelompok: ShortText | None = None
    """Of a column: the head above it, shared with its neighbours."""

    @property
    def kind(self) -> FieldKind:
        """What there is to know of its kind."""
        return FIELD_KINDS[self.jenis]

    @property
    def spoken(self) -> str:
        """What it is called where no head of a table stands above it."""
        return self.label or self.kelompok or self.id

    @property
    def lines(self) -> int:
        """Lines of room, as stated or as its kind has them."""
        return self.baris if "baris" in self.model_fields_set else self.kind.lines

    @property
    def has_limits(self) -> bool:
        """Whether it states limits of its own."""
        return bool(self.min or self.maks or self.bulat or self.desimal or self.panjang)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FormField:
        if (self.jenis == "rumus") != (self.rumus is not None):
            raise PydanticCustomError("isian_rumus", "rumus dan jenis tidak cocok")
        if self.jenis == "pilihan" and not self.pilihan:
            raise PydanticCustomError("isian_pilihan", "pilihan kosong")
        return self


class FormTable(StrictModel):
    """Repeating rows: ``baris`` blank rows of at least ``tinggi`` mm are printed, numbered when ``nomor``.

    ``sambungan`` names an earlier table that was too wide for one sheet: the rows of this table are the same rows, so
    it has as many of them, numbered alike, and the numbers of the columns go on.

    ``isi``: rows with words that are printed already, column id -> text; the table has these rows and no others, and
    nobody fills in the columns that stand in them.
    """

    id: IdIsian
    sambungan: IdIsian | None = None
    baris: Annotated[WholeNumber, Field(ge=1, le=200)] = 10
    tinggi: Annotated[WholeNumber, Field(ge=8, le=60)] = 9
    nomor: YesNo = True
    isi: Annotated[tuple[dict[str, TeksAtauKosong], ...], OneOrMany] = ()
    kolom: Annotated[tuple[FormField, ...], OneOrMany]

    @model_validator(mode="after")
    def _one_count_of_rows(self) -> FormTable:
        if self.isi and ("baris" in self.model_fields_set or self.sambungan):
            raise PydanticCustomError("isi_tabel", "isi di samping baris atau sambungan")
        return self

    @property
    def printed_columns(self) -> tuple[FormField, ...]:
        """The columns whose words are printed already, from left to right."""
        stated = {id for row in self.isi for id in row}
        return tuple(column for column in self.kolom if column.id in stated)

    @property
    def filled_columns(self) -> tuple[FormField, ...]:
        """The columns that somebody fills in, from left to right."""
        return tuple(column for column in self.kolom if column not in self.printed_columns)


class MatrixStatement(StrictModel):
    """A statement of a matrix, to which one of its answers is ticked."""

    id: IdIsian
    label: Text


class AnswerMatrix(StrictModel):
    """Statements by answers: a row for each statement, a column for each answer, one tick in each row.

    ``kepala``: the head above the statements; ``wajib``: each needs an answer.
    """

    kepala: Text = "Pernyataan"
    jawaban: Annotated[tuple[Text, ...], OneOrMany]
    pernyataan: Annotated[tuple[MatrixStatement, ...], OneOrMany]
    wajib: YesNo = False

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The statements as the fields that they are to every output that does not print."""
        return tuple(
            FormField(id=one.id, label=one.label, jenis="pilihan", pilihan=self.jawaban, wajib=self.wajib)
            for one in self.pernyataan
        )


class SigningOfficer(StrictModel):
    """Who signs, printed already: whoever fills in the form writes none of it."""

    nama: Text
    jabatan: Text | None = None
    pangkat: Text | None = None
    nip: Text | None = None


class SignatureBlock(StrictModel):
    """A signature block, from top to bottom: date, ``sebutan``, position, room to sign, name, rank, NIP."""

    id: IdIsian
    tempat_tanggal: YesNo = False
    """Place and date, as on the right-hand block of a letter."""
    tanggal: ShortText | None = None
    """Words before a line for the date, such as "Diterima tanggal"."""
    sebutan: ShortText | None = None
    """Such as "Yang menerima"."""
    jabatan: YesNo = False
    pangkat: YesNo = False
    nip: YesNo = True
    pejabat: SigningOfficer | None = None


class FormSection(StrictModel):
    """A section of a form: heading, fixed words, fields, a table of repeating rows, signatures; printed in this order.

    ``kanan``: fields that stand in a second column beside ``isian``. ``bingkai``: the section has a frame, joined
    to that of its neighbour. ``lembar_baru``: it begins a new sheet. ``bila``: a condition, as of a field, for all of
    it. ``samping``: the signatures stand beside the fields.
    """

    judul: ShortText | None = None
    bila: Text | None = None
    teks: TextList = ()
    isian: tuple[FormField, ...] = ()
    kanan: tuple[FormField, ...] = ()
    matriks: AnswerMatrix | None = None
    tabel: FormTable | None = None
    tanda_tangan: tuple[SignatureBlock, ...] = ()
    samping: YesNo = False
    bingkai: YesNo = False
    lembar_baru: YesNo = False

    @property
    def fields(self) -> tuple[FormField, ...]:
        """All fields outside its table, in the order of the form."""
        return (*self.isian, *self.kanan, *(self.matriks.fields if self.matriks else ()))


class Formulir(StrictModel):
    """A blank form. ``arah``: paper upright (tegak) or landscape (mendatar); ``kop``: the agency's letter head instead
    of the form head; ``petunjuk``: how to fill it in, printed at its end; ``kaki``: words in the foot of every sheet,
    such as the number of the document that it belongs to."""

    judul: ShortText
    keterangan: Text | None = None
    """What it is for, in a sentence; on its page, not on paper."""
    kata_kunci: TextList = ()
    """Other words by which people look for it; only the search knows them."""
    singkatan: TextList = ()
    """Abbreviations for it, for the search too."""
    arah: Literal["tegak", "mendatar"] = "tegak"
    kop: YesNo = False
    petunjuk: TextList = ()
    kaki: Text | None = None
    bagian: tuple[FormSection, ...]
    konfirmasi: tuple[Konfirmasi, ...] = ()
    abaikan: DaftarAbaikan = ()

    def tabel(self) -> Iterator[tuple[Loc, FormTable]]:
        """The tables in the order of the form, each with its place in the file."""
        for number, bagian in enumerate(self.bagian):
            if bagian.tabel is not None:
                yield ("bagian", number, "tabel"), bagian.tabel

    def isian(self) -> Iterator[tuple[Loc, FormField]]:
        """The fields that stand outside tables, in the order of the form, each with its place in the file."""
        for number, bagian in enumerate(self.bagian):
            for key, fields in (("isian", bagian.isian), ("kanan", bagian.kanan)):
                for index, field in enumerate(fields):
                    yield ("bagian", number, key, index), field
            for index, field in enumerate(bagian.matriks.fields if bagian.matriks else ()):
                yield ("bagian", number, "matriks", "pernyataan", index), field
