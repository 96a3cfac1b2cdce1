"""JSON Schema of the site's own data: data/index.json, and the data of each SOP.

The shape of an SOP comes from its model, as the program writes it and not as people may: a list is always a list, and
what was left to its default is not there. The dialect is 2020-12.
"""

from __future__ import annotations

import datetime
import json
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, Union

from pydantic import BaseModel

from generator.data.langkah import MutuKolom
from generator.data.sop import Sop
from generator.declared import SiteFile, output
from generator.revisions.in_force import Keadaan

Skema = dict[str, Any]
FOLDER = "data/skema"
"""Where the schemas lie in the site."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Skema = {"type": "string"}
_COUNT: Skema = {"type": "integer", "minimum": 0}
_PRIMITIVES: Mapping[Any, Skema] = {
    str: _TEXT, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
}  # fmt: skip


@output("pustaka", 20)
def schema_files(_: object) -> Iterator[SiteFile]:
    """The schemas beside the data."""
    for path, schema in schemas().items():
        yield SiteFile(path, (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode())


def schemas() -> dict[str, Skema]:
    """Path in the site -> schema."""
    return {f"{FOLDER}/indeks.schema.json": _index(), f"{FOLDER}/sop.schema.json": _sop()}


def _object(fields: Mapping[str, Skema], optional: tuple[str, ...] = ()) -> Skema:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def _list(item: Skema) -> Skema:
    return {"type": "array", "items": item}


def _index() -> Skema:
    named = {"id": _TEXT, "nama": _TEXT, "halaman": _TEXT}
    sop = {
        "slug": _TEXT, "judul": _TEXT, "nomor": {"type": ["string", "null"]}, "status": _choice_of(Sop, "status"),
        "revisi": {"type": ["integer", "null"]}, "masa": _list(_object(_period())),
        "unit": {"type": ["string", "null"]}, "langkah": _COUNT, "konfirmasi": _COUNT, "halaman": _TEXT, "data": _TEXT,
    }  # fmt: skip
    whole = {
        "$schema": _TEXT, "instansi": _TEXT, "situs": _TEXT, "sop": _list(_object(sop)),
        "formulir": _list(_object(named)), "pelaksana": _list(_object(named)), "peraturan": _list(_object(named)),
    }  # fmt: skip
    head = {"title": "Daftar isi situs", "description": "Semua SOP, formulir, pelaksana, dan peraturan di situs ini."}
    return {"$schema": _DIALECT, **head, **_object(whole, optional=("situs",))}


def _period() -> Mapping[str, Skema]:
    """A stretch of days on which the same revision holds, or none; null = open."""
    day: Skema = {"type": ["string", "null"], "format": "date"}
    state = {"enum": [name for name in typing.get_args(Keadaan) if name != "draf"]}
    return {"mulai": day, "sampai": day, "keadaan": state, "revisi": {"type": ["integer", "null"]}}


def _sop() -> Skema:
    definitions: dict[str, Skema] = {}
    own = _model(Sop, definitions)
    symbol = {
        "id": _TEXT, "jenis": {"enum": ["terminator", "proses", "keputusan"]}, "langkah": _TEXT,
        "pelaksana": {"type": ["string", "null"]},
        "perkiraan": {"type": "boolean"},
    }  # fmt: skip
    link = {
        "dari": _TEXT, "ke": _TEXT, "label": {"type": ["string", "null"]}, "jenis": {"enum": ["panah", "bersama"]},
        "opsional": {"type": "boolean"},
    }  # fmt: skip
    shared = {"isi": _list(_TEXT), "bersama": _list(_TEXT)}
    value = {**shared, "kosong": {"type": "boolean"}}
    step = {
        "kode": _TEXT, "no": _TEXT, "fase": _TEXT,
        "mutu_baku": _object(dict.fromkeys(typing.get_args(MutuKolom), _object(value))),
        "keterangan": _object(shared), "catatan_kaki": {"type": "object", "additionalProperties": _TEXT},
    }  # fmt: skip
    chart = {
        "id": _TEXT,
        "judul": _TEXT,
        "langkah": _list(_object(step)),
        "simbol": _list(_object(symbol)),
        "alur": _list(_object(link)),
    }
    own["properties"] = {"$schema": _TEXT, "slug": _TEXT, **own["properties"], "bagan": _list(_object(chart))}
    own["required"] = ["$schema", "slug", *own["required"], "bagan"]
    head = {"title": "Satu SOP", "description": "SOP seperti tertulis pada datanya, dan alurnya: simbol dan panah."}
    return {"$schema": _DIALECT, **head, **own, "$defs": definitions}


def _choice_of(model: type[BaseModel], field: str) -> Skema:
    return _shape(typing.get_type_hints(model)[field], {})


def _model(model: type[BaseModel], definitions: dict[str, Skema]) -> Skema:
    """The object that a model is written as, without what has its default."""
    fields = {
        name: _shape(hint, definitions)
        for name, hint in typing.get_type_hints(model).items()
        if name in model.model_fields
    }
    return _object(fields, tuple(name for name in fields if not model.model_fields[name].is_required()))


def _shape(hint: Any, definitions: dict[str, Skema]) -> Skema:
    """The schema of a value of this type."""
    if hint in _PRIMITIVES:
        return _PRIMITIVES[hint]
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # a model may hold itself
            definitions[hint.__name__] = _model(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    made: Mapping[Any, Callable[[], Skema]] = {
        Literal: lambda: {"enum": list(inner)},
        tuple: lambda: _list(_shape(inner[0], definitions)),
        dict: lambda: {"type": "object", "additionalProperties": _or_null(inner[1], definitions)},
        Union: lambda: _either(inner, definitions),
        types.UnionType: lambda: _either(inner, definitions),
    }
    return made[origin]()


def _or_null(hint: Any, definitions: dict[str, Skema]) -> Skema:
    """A value in a dict: there None is written, where it may be."""
    shape = _shape(hint, definitions)
    return {"anyOf": [shape, {"type": "null"}]} if type(None) in typing.get_args(hint) else shape


def _either(options: tuple[Any, ...], definitions: dict[str, Skema]) -> Skema:
    """One of several types; In a model None is never written."""
    shapes = [_shape(option, definitions) for option in options if option is not type(None)]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
