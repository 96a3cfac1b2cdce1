"""The building blocks of the data format: strict objects, texts, lists with a short form, ids."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.data.italics import Italics

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Ids and file names: small letters, digits and single hyphens; they become part of URLs."""
MAX_ID = 80
"""Longer ids would make paths that Windows cannot open."""
MAX_TEXT, MAX_SHORT, MAX_WORD = 10_000, 1000, 1000
"""Characters of a text, of a text that names or measures something, and of one word of either. Real steps have at most
some 2,000; the bounds keep what is compared, measured and laid out small."""
DERIVED = "derived"
"""The context of a form that the program makes of an SOP: its texts are longer by what is set before them."""
WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10))}
)
"""Names that Windows keeps for itself, with any ending: no file or folder of the site can have them."""


class StrictModel(BaseModel):
    """Base of every object of the data format: immutable, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def _one_or_many(value: Any) -> Any:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


def _text(value: str) -> str:
    plain = value.isprintable()
    lines = [value] if plain else value.strip().splitlines()  # what can be printed has no line break
    text = "\n".join([" ".join(line.split()) for line in lines])
    if not text or (not plain and all(unicodedata.category(char) in ("Cf", "Cc", "Zs") for char in text)):
        raise PydanticCustomError("kosong", "teks kosong")
    return text


def _bounded(text: str, info: ValidationInfo) -> str:
    if len(text) > MAX_WORD and info.context != DERIVED:
        if len(text) > MAX_TEXT:
            raise PydanticCustomError("teks_panjang", "teks terlalu panjang", {"le": MAX_TEXT})
        if max(map(len, text.split())) > MAX_WORD:
            raise PydanticCustomError("kata_panjang", "kata terlalu panjang", {"le": MAX_WORD})
    return text


def _short(value: str, info: ValidationInfo) -> str:
    if len(value) > MAX_SHORT and info.context != DERIVED:
        raise PydanticCustomError("teks_panjang", "teks terlalu panjang", {"le": MAX_SHORT})
    return value


def _id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError("id", "bukan id")
    if len(value) > MAX_ID:
        raise PydanticCustomError("id_panjang", "id terlalu panjang", {"le": MAX_ID})
    if value in WINDOWS_NAMES:
        raise PydanticCustomError("id_windows", "nama milik Windows")
    return value


def _file_name(value: str) -> str:
    if not re.fullmatch(r"[\w-][\w .()-]{0,80}", value):
        raise PydanticCustomError("nama_berkas", "bukan nama berkas")
    return value


def is_month(value: object) -> bool:
    """Whether a text is a month and a year in words: "Januari 2023"."""
    name, _, year = value.partition(" ") if isinstance(value, str) else ("", "", "")
    return name.capitalize() in BULAN and bool(re.fullmatch(r"[0-9]{4}", year))


def _month(value: str) -> str:
    if not is_month(value):
        raise PydanticCustomError("date", "bukan tanggal")
    return value


def month_of(value: str) -> tuple[int, int]:
    """Year and number of such a month."""
    name, _, year = value.partition(" ")
    return int(year), BULAN.index(name.capitalize()) + 1


def _date(value: Any) -> Any:
    # Python and pydantic also take forms with a time, and numbers of seconds: a slip of the pen, not a date.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date", "bukan tanggal")
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str) and value in ("ya", "tidak"):
        return value == "ya"
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("ya_tidak", "bukan ya/tidak")


def _number(value: Any) -> Any:
    if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value)):
        return int(value)
    raise PydanticCustomError("bilangan", "bukan bilangan bulat")


class _OneOrMany:
    """A list for which a single item, or nothing, may stand; in JSON Schema too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_one_or_many, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class EditorForm:
    """Says in JSON Schema, for editors, what a validator makes of what people write; ``tulis`` rewrites what pydantic
    would say. In an editor 012 is a number and 2026-01-31 may be a date: what people may write bare has such types."""

    tulis: Callable[[dict[str, Any]], dict[str, Any]]

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.tulis(handler(schema))


_TEKS = {"type": ["string", "number", "boolean"]}
_TANGGAL = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "patternErrorMessage": "Tulis tahun-bulan-hari, misalnya 2026-01-31.",
}
SKEMA_ID: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": f"^{ID_PATTERN.pattern}$",
    "maxLength": MAX_ID,
    "patternErrorMessage": "Pakai huruf kecil, angka, dan tanda hubung, misalnya kepala-dinas.",
}

OneOrMany = _OneOrMany()
Text: TypeAlias = Annotated[
    str,
    AfterValidator(_text),
    AfterValidator(_bounded),
    EditorForm(lambda _: _TEKS | {"pattern": "\\S", "maxLength": MAX_TEXT}),
]
"""A text as written, without edge and double spaces; line breaks are paragraphs."""
UnboundedText: TypeAlias = Annotated[str, AfterValidator(_text), EditorForm(lambda _: _TEKS | {"pattern": "\\S"})]
"""One for which something else bounds the length: a formula."""
ShortText: TypeAlias = Annotated[
    Text, AfterValidator(_short), EditorForm(lambda _: _TEKS | {"pattern": "\\S", "maxLength": MAX_SHORT})
]
"""A text that names or measures something: a title, a name, a number, a time, a label."""
Id: TypeAlias = Annotated[str, AfterValidator(_id), EditorForm(lambda _: dict(SKEMA_ID))]
YesNo: TypeAlias = Annotated[bool, BeforeValidator(_yes_no), EditorForm(lambda _: {"enum": ["ya", "tidak"]})]
WholeNumber: TypeAlias = Annotated[
    int,
    BeforeValidator(_number),
    EditorForm(lambda number: number | {"type": ["integer", "string"], "pattern": "^[0-9]+$"}),
]
TanggalKalender: TypeAlias = Annotated[datetime.date, BeforeValidator(_date), EditorForm(lambda _: dict(_TANGGAL))]
"""A day, written year-month-day."""


@dataclass(frozen=True, slots=True)
class _WrittenDay:
    """A day; or a month and a year in words, where no day is known; or, with ``dash``, "-" for one that there is not.
    In JSON Schema too."""

    dash: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            lambda value, day: value if self._as_it_is(value) else day(value),
            handler.generate_schema(TanggalKalender),
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="json"),
        )

    def _as_it_is(self, value: Any) -> bool:
        return (self.dash and value == TANPA_TANGGAL) or is_month(value)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        no_day = [{"const": TANPA_TANGGAL}] if self.dash else []
        months = "|".join(f"[{name[0]}{name[0].lower()}]{name[1:]}" for name in BULAN)
        return {"anyOf": [dict(_TANGGAL), {"type": "string", "pattern": f"^({months}) [0-9]{{4}}$"}, *no_day]}


BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
TANPA_TANGGAL: Final = "-"
"""Written for a day that there is not, and printed so."""
Bulan: TypeAlias = Annotated[str, AfterValidator(_month)]
TanggalAtauBulan: TypeAlias = Annotated[datetime.date | Bulan, _WrittenDay()]
"""A day, or "Januari 2023" where the day is not known: printed as it is written, and no day to reckon with."""
TanggalAtauStrip: TypeAlias = Annotated[datetime.date | Bulan | Literal["-"], _WrittenDay(dash=True)]
"""The same, or "-"."""
NamaBerkas: TypeAlias = Annotated[str, AfterValidator(_file_name)]
"""The name of a file in the data folder itself: no folder, no way out of it, nothing hidden."""
TextList: TypeAlias = Annotated[tuple[Text, ...], OneOrMany]
"""A list of texts; a single text stands for a list of one."""
CellText: TypeAlias = Annotated[Text, Italics]
"""A text of a cell or of a box, which may have words in italics."""
CellTexts: TypeAlias = Annotated[tuple[CellText, ...], OneOrMany]
CellShortText: TypeAlias = Annotated[ShortText, Italics]
DaftarId: TypeAlias = Annotated[tuple[Id, ...], OneOrMany]
NamedKind = Literal["sop", "formulir", "jabatan", "peraturan", "unit"]
"""What an id can be the name of."""


@dataclass(frozen=True, slots=True)
class NameOf:
    """Marks a field of a model that holds ids: of what. Whoever follows ids goes by these marks (``references.py``)."""

    kind: NamedKind


NamaSop: TypeAlias = Annotated[Id, NameOf("sop")]
NamaJabatan: TypeAlias = Annotated[Id, NameOf("jabatan")]
NamaUnit: TypeAlias = Annotated[Id, NameOf("unit")]
DaftarJabatan: TypeAlias = Annotated[DaftarId, NameOf("jabatan")]
DaftarPeraturan: TypeAlias = Annotated[DaftarId, NameOf("peraturan")]
DaftarFormulir: TypeAlias = Annotated[DaftarId, NameOf("formulir")]
TeksAtauKosong: TypeAlias = Annotated[
    str,
    AfterValidator(lambda value: _text(value) if value.strip() else ""),
    AfterValidator(_bounded),
    EditorForm(lambda _: _TEKS | {"maxLength": MAX_TEXT}),
]
"""A text that may be empty: there is nothing to say."""
ShortOrEmpty: TypeAlias = Annotated[
    TeksAtauKosong, AfterValidator(_short), EditorForm(lambda _: _TEKS | {"maxLength": MAX_SHORT})
]
"""A label that may be empty."""
