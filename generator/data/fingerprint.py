"""The fingerprint (sidik) of what an SOP says: equal for equal content, however its file is laid out.

A printed sheet carries it, so that a later reader can tell whether the data still say what was printed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Set
from functools import cache
from typing import Any

from generator.data.base import StrictModel
from generator.data.formulir import Formulir
from generator.data.memo import per_object
from generator.data.signed_names import SignedNames
from generator.data.sop import Sop
from generator.data.written_text import as_written

SEARCH_WORDS = frozenset({"kata_kunci", "singkatan"})
"""Fields that help to find an SOP or a form. They are printed nowhere, so a print stays current when one is added."""
NOT_CONTENT = SEARCH_WORDS | {
    "status", "konfirmasi", "perubahan", "sidik", "pencabutan", "abaikan", "nama_terbit", "nama_lama", "tinjauan",
    "riwayat",
}  # fmt: skip
"""Fields of an SOP that speak about it and are no part of what it says: where it stands, remarks, what was changed,
who read it, what things in other files and its own were called, by which words it is found, what it was before."""
TRAVELS = SEARCH_WORDS | {"riwayat"}
"""Those of them that go wherever the SOP goes: a document carries them along, an import takes them over."""
_DI_LUAR_FORMULIR = SEARCH_WORDS | {"konfirmasi", "abaikan", "keterangan"}
"""Fields of a form that are printed on none of its sheets."""
PANJANG_PENDEK = 8


@per_object
def fingerprint(sop: Sop) -> str:
    """SHA-256 (64 hex digits) of the content: all fields except ``NOT_CONTENT``, and nothing that only has its default.

    So neither the order of the keys in the file, nor comments, nor a field that a later version of the data format
    adds changes the fingerprint of an SOP that is not touched.
    """
    # A review that finds nothing to change makes no print old.
    unreviewed = {"evaluasi": None, "monitoring": None}
    plain = sop.model_copy(update={"tanggal": sop.tanggal.model_copy(update=unreviewed)})
    return _hash(_fields(plain, NOT_CONTENT))


def short_fingerprint(sop: Sop) -> str:
    """The first ``PANJANG_PENDEK`` digits of the fingerprint: short enough to be typed from paper."""
    return fingerprint(sop)[:PANJANG_PENDEK]


@per_object
def form_fingerprint(formulir: Formulir) -> str:
    """The fingerprint of what a blank form asks, as printed on it (``PANJANG_PENDEK`` hex digits)."""
    return _hash(_fields(formulir, _DI_LUAR_FORMULIR))[:PANJANG_PENDEK]


def names_fingerprint(sidik_sop: str | None, nama: SignedNames) -> str:
    """The fingerprint of frozen names (16 hex digits). It holds for one SOP only: names copied from another one are
    seen."""
    return _hash([sidik_sop, _fields(nama, {"sidik"})])[:16]


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(value: StrictModel, tanpa: Set[str] = frozenset()) -> dict[str, Any]:
    """The fields of a model that do not have their default, without those ``tanpa``."""
    written = vars(value)
    return {
        name: _canonical(written[name])
        for name, default in _defaults(type(value))
        if written[name] != default and name not in tanpa
    }


@cache
def _defaults(model: type[StrictModel]) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind of model, each with its default."""
    return tuple((name, field.get_default()) for name, field in model.model_fields.items())


def _canonical(value: Any) -> Any:
    """A model as JSON values: fields by name, own mappings as pairs, because there the written order is content. A
    reference counts as it is written, whatever the thing is called today."""
    if isinstance(value, str):
        return as_written(value)
    if isinstance(value, tuple | list):
        return [_canonical(item) for item in value]
    if isinstance(value, StrictModel):
        return _fields(value)
    if isinstance(value, dict):
        return [[_canonical(key), _canonical(item)] for key, item in value.items()]
    return value.isoformat() if isinstance(value, datetime.date) else value
