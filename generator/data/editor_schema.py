"""JSON Schema of the data files, so that an editor completes, explains and marks mistakes while people type.

Shapes come from the models, words from the guide (``keterangan.py``). Editors see YAML's own types, so a schema takes
a number where people may write one. What a schema cannot see (references, the flow) stays with ``sop check``.
The dialect is draft-07, which editors know best; ``errorMessage`` and ``enumDescriptions`` are theirs.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.data.formulir import Formulir
from generator.data.guide_tables import PANDUAN, FieldGuide, Guide, read_guide
from generator.data.instansi import Instansi
from generator.data.loader import DaftarJabatan, DaftarPeraturan
from generator.data.sop import Sop
from generator.io.atomic import write_durable
from generator.reading.source import parse_source

FOLDER = ".skema"
"""Where the schemas lie in a data folder: hidden, and part of it, so that the folder can be moved."""
JENIS: Mapping[str, tuple[type[BaseModel], str, str]] = {
    "instansi": (Instansi, "Instansi", "Instansi, unit, dan istilah pada tabel."),
    "jabatan": (DaftarJabatan, "Jabatan", "Semua yang dapat menjadi pelaksana: id, lalu isinya."),
    "peraturan": (DaftarPeraturan, "Peraturan", "Semua dasar hukum: id, lalu isinya."),
    "sop": (Sop, "SOP", "Satu SOP: identitas, lembar kerja, kolom, dan langkah."),
    "formulir": (Formulir, "Formulir", "Satu formulir kosong."),
}
"""Kind of file -> its model, title and description."""
_ONE_OF: Mapping[str, tuple[str, ...]] = {"Sop": ("langkah", "prosedur"), "SopReference": ("judul", "sop")}
_WITHOUT_LANES = {
    "properties": {"tabel": {"properties": {"tanpa_pelaksana": {"const": "ya"}}, "required": ["tanpa_pelaksana"]}},
    "required": ["tabel"],
}
_NAMES_AN_ACTOR = {
    "properties": {
        "langkah": {
            "items": {
                "anyOf": [{"required": ["pelaksana"]}, {"required": ["simbol"]}],
                "errorMessage": "Isi paling sedikit satu: pelaksana, simbol.",
            }
        }
    }
}
_ACTORS = {
    "if": _WITHOUT_LANES,
    "else": {
        "allOf": [
            _NAMES_AN_ACTOR,
            {"properties": {"prosedur": {"items": {"if": _WITHOUT_LANES, "else": _NAMES_AN_ACTOR}}}},
        ]
    },
}
"""Each step names who acts, but in a table without pelaksana columns."""
_SHORT = {"nip": "NIP", "id": "Id", "sop_terkait": "SOP terkait", "sop": "SOP"}


def schemas(panduan: Guide) -> dict[str, str]:
    """File name -> text of the schema of each kind of file."""
    return {f"{jenis}.schema.json": _text(_schema(jenis, panduan)) for jenis in JENIS}


@cache
def texts() -> Mapping[str, str]:
    """``schemas`` with the words of the project's own guide."""
    return schemas(read_guide(PANDUAN.read_text("utf-8")))


def schema_comment(folder: Path, path: Path) -> str:
    """The comment by which the editor finds the schema of the data file ``path`` in ``folder``."""
    inside = path.relative_to(folder)
    jenis = inside.parts[0] if len(inside.parts) > 1 else inside.stem
    jenis = "sop" if jenis == "arsip" else jenis
    target = os.path.relpath(folder / FOLDER / f"{jenis}.schema.json", path.parent)
    return f"# yaml-language-server: $schema={Path(target).as_posix()}"


def with_schema_comment(text: str, folder: Path, path: Path) -> str:
    """The text of a data file with that comment on top, unless it names a schema already."""
    if "yaml-language-server:" in text:
        return text
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    found = re.search("\r\n|\r|\n", text)
    newline = found[0] if found else "\n"
    return f"{bom}{schema_comment(folder, path)}{newline}{text.removeprefix(bom)}"


def stale(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """The schemas in the data folder that are not what ``texts`` says."""
    return [name for name, text in texts.items() if _read(folder / FOLDER / name) != text]


def write_schemas(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Bring the schemas of a data folder up to date; the names of those that changed. OSError: not all were written."""
    changed = stale(folder, texts)
    for name in changed:
        write_durable(folder / FOLDER / name, texts[name].encode("utf-8"))
    return changed


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _schema(jenis: str, panduan: Guide) -> dict[str, Any]:
    model, title, description = JENIS[jenis]
    raw = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = raw.pop("$defs", {})
    for name, definition in ((model.__name__, raw), *definitions.items()):
        _describe(name, definition, panduan)
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    whole = head | raw | {"title": title, "description": description, "definitions": definitions}
    for node in _nodes(whole):
        _for_editors(node)
    return whole


def _describe(name: str, definition: dict[str, Any], panduan: Guide) -> None:
    """Put the guide's words into the schema of one object in place of the code's."""
    definition.pop("description", None)
    fields: dict[str, Any] = definition.get("properties", {})
    objek = panduan.objek.get(frozenset(fields))
    if not objek:
        return
    definition["title"] = objek.judul
    must = definition.get("required", [])
    needed = f" Wajib: {', '.join(must)}." if must else ""
    definition["errorMessage"] = f"Isian tidak dikenal atau belum lengkap.{needed} Yang dikenal: {', '.join(fields)}."
    if name in _ONE_OF:
        definition["oneOf"] = [{"required": [key]} for key in _ONE_OF[name]]
        definition["errorMessage"] += f" Isi salah satu: {', '.join(_ONE_OF[name])}."
    if name == "Sop":
        definition.update(copy.deepcopy(_ACTORS))
    if name == "FormField":
        definition["allOf"] = [_together("rumus"), _together("pilihan", both=False)]
    for key, field in fields.items():
        _describe_field(key, field, objek.isian[key], panduan)


def _together(kind: str, *, both: bool = True) -> dict[str, Any]:
    """A field of this kind needs the key of that name; with ``both`` other kinds must not have it."""
    rule: dict[str, Any] = {
        "if": {"properties": {"jenis": {"const": kind}}, "required": ["jenis"]},
        "then": {"required": [kind]},
    }
    return rule | {"else": {"not": {"required": [kind]}}} if both else rule


def _describe_field(key: str, field: dict[str, Any], words: FieldGuide, panduan: Guide) -> None:
    field["title"] = _SHORT.get(key) or key.replace("_", " ").capitalize()
    field["description"] = words.arti[:1].upper() + words.arti[1:] + "."
    examples = [_example(key, text) for text in words.contoh]
    if examples:
        field["examples"] = examples
    default = field.pop("default", None)
    if isinstance(default, bool):
        field["default"] = "ya" if default else "tidak"
    elif default and isinstance(default, (str, int)):
        field["default"] = default
    for node in _nodes(field):
        meanings = panduan.pilihan.get(frozenset(node.get("enum", ())))
        if meanings:
            node["enumDescriptions"] = [meanings[word] for word in node["enum"]]


def _example(key: str, text: str) -> Any:
    value = parse_source(text, "contoh.yml")[0].value
    return value[key] if isinstance(value, dict) else value


def _for_editors(node: dict[str, Any]) -> None:
    """What pydantic says in its own way, in the way of draft-07 and with Indonesian messages."""
    for ours, theirs in (("ge", "minimum"), ("le", "maximum")):
        if ours in node:
            node[theirs] = node.pop(ours)
    if node.get("type") == "string" and not {"enum", "const", "pattern"} & set(node):
        node["type"] = ["string", "number", "boolean"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
    if "enum" in node:
        node["errorMessage"] = f"Pilih salah satu: {', '.join(node['enum'])}."
    elif isinstance(node.get("type"), list) and "errorMessage" not in node:
        number = node["type"][0] == "integer"
        node["errorMessage"] = _range(node) if number else "Tulis satu teks setelah titik dua."


def _range(node: Mapping[str, Any]) -> str:
    limits = f", {node['minimum']} sampai {node['maximum']}" if "minimum" in node else ", misalnya 3"
    return f"Tulis bilangan bulat{limits}."


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema, itself first."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key in ("items", "additionalProperties", "propertyNames", "not"):
        yield from _nodes(schema.get(key))
    for key in ("anyOf", "oneOf"):
        for part in schema.get(key, ()):
            yield from _nodes(part)
    for key in ("properties", "patternProperties", "definitions"):
        for part in schema.get(key, {}).values():
            yield from _nodes(part)
