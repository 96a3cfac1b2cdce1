"""The building blocks of the data format: strict objects, texts, lists with a short form, ids."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Ids and file names: small letters, digits and single hyphens; they become part of URLs."""


class Isian(BaseModel):
    """Base of every object of the data format: immutable, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def _one_or_many(value: Any) -> Any:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


def _text(value: str) -> str:
    paragraphs = (" ".join(line.split()) for line in value.strip().splitlines())
    text = "\n".join(paragraphs)
    if not text:
        raise PydanticCustomError("kosong", "teks kosong")
    return text


def _id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError("id", "bukan id")
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


Teks: TypeAlias = Annotated[str, AfterValidator(_text)]
"""A text as written, without edge and double spaces; line breaks are paragraphs."""
Id: TypeAlias = Annotated[str, AfterValidator(_id)]
YaTidak: TypeAlias = Annotated[bool, BeforeValidator(_yes_no)]
Bilangan: TypeAlias = Annotated[int, BeforeValidator(_number)]
DaftarTeks: TypeAlias = Annotated[tuple[Teks, ...], BeforeValidator(_one_or_many)]
"""A list of texts; a single text stands for a list of one."""
DaftarId: TypeAlias = Annotated[tuple[Id, ...], BeforeValidator(_one_or_many)]
SatuAtauDaftar = BeforeValidator(_one_or_many)
