"""JSON Schema (2020-12) of what a filled form says, with the form's own words as titles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.data.field_kinds import FIELD_KINDS, TEKS_MAX
from generator.data.formulir import FormField, FormTable, Formulir, SignatureBlock
from generator.data.library import Library
from generator.data.rumus import parse_rumus, read_aloud
from generator.declared import SiteFile, output
from generator.facts.site_forms import SiteForm
from generator.forms.field_help import field_help
from generator.forms.field_limits import NIP_LIMITS, limits_of
from generator.forms.numbered_columns import whole_label
from generator.forms.row_series import rows_of

FormSchema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEKS: FormSchema = {**FIELD_KINDS["teks"].json, "maxLength": TEKS_MAX}
_TANGGAL, _TANDA_TANGAN = FIELD_KINDS["tanggal"].json, FIELD_KINDS["tanda tangan"].json


def schema(formulir: Formulir) -> FormSchema:
    """The schema as data: an object with a property for each field, an array of rows for each table, which holds the
    columns of its continuations too, and an object for each signature. All are named by their ids.

    Choices are the words of the form. A formula is a number, or null where it is blank. The form must have passed
    ``check_formulir``. What is filled in only under a condition is never required: its description says when.
    """
    labels = {field.id: field.label for _, field in formulir.isian()}
    labels |= {column.id: column.label for _, tabel in formulir.tabel() for column in tabel.kolom}
    rows = rows_of(formulir)
    when = field_help(formulir).conditions(formulir)
    parts: dict[str, FormSchema] = {}
    required: list[str] = []
    for bagian in formulir.bagian:
        fields = tuple(field for field in bagian.fields if field.kind.asked)
        parts |= {field.id: _field(field, labels, when) for field in fields}
        parts |= {f"{field.id}_rincian": _details(field) for field in fields if field.rincian}
        required += _required([field for field in fields if field.id not in when])
        if bagian.tabel and bagian.tabel.id in rows:
            deret = rows[bagian.tabel.id]
            asked = [c for c in deret.kolom if c.id not in when]
            row = {c.id: _field(c, labels, when) for c in deret.kolom}
            row |= {c.id: {"title": c.label, "type": "string", "readOnly": True} for c in bagian.tabel.printed_columns}
            items = _object(row, _required(asked))
            parts[deret.id] = {"type": "array", "title": deret.judul, "items": items} | _stated(bagian.tabel)
        parts |= {block.id: _signature(block) for block in bagian.tanda_tangan}
    head: FormSchema = {"$schema": DIALECT, "title": formulir.judul}
    if formulir.keterangan:
        head["description"] = formulir.keterangan
    return head | _object(parts, required)


@output("formulir", 30)
def schema_file(_: Library, form: SiteForm) -> Iterator[SiteFile]:
    """The schema beside the form's page."""
    content = write(form.data).encode()
    yield SiteFile(f"{form.path_stem}.schema.json", content, form.kunci, "Untuk program", "JSON Schema")


def write(formulir: Formulir) -> str:
    """The schema as text."""
    return json.dumps(schema(formulir), ensure_ascii=False, indent=2) + "\n"


def _object(parts: dict[str, FormSchema], required: list[str]) -> FormSchema:
    found: FormSchema = {"type": "object", "properties": parts}
    if required:
        found["required"] = required
    return found | {"additionalProperties": False}


def _required(fields: Iterable[FormField]) -> list[str]:
    """A formula is calculated from the rest and may be absent."""
    return [field.id for field in fields if field.wajib and field.jenis != "rumus"]


def _stated(tabel: FormTable) -> FormSchema:
    """Of a table whose rows are printed already: how many there are, and each with its words."""
    if not tabel.isi:
        return {}
    words = [{c.id: {"const": said.get(c.id, "")} for c in tabel.printed_columns} for said in tabel.isi]
    rows = [{"properties": constants, "required": list(constants)} for constants in words]
    # In a schema of its own, for beside "items" it would take the rows away from that.
    return {"minItems": len(rows), "maxItems": len(rows), "allOf": [{"prefixItems": rows}]}


def _field(isian: FormField, labels: dict[str, str], when: dict[str, str]) -> FormSchema:
    kind = _choices(isian) if isian.kind.way == "kotak" else _written(isian)
    formula = read_aloud(parse_rumus(isian.rumus), labels.__getitem__) if isian.rumus else ""
    said = (
        f"Satuan: {isian.satuan}." if isian.satuan else "",
        f"Dihitung: {formula}." if formula else "",
        when.get(isian.id, ""),
        isian.petunjuk or "",
        str(kind.get("description", "")),
    )
    found: FormSchema = {
        "title": whole_label(isian),
        **{key: value for key, value in kind.items() if key != "description"},
    }
    if description := " ".join(filter(None, said)):
        found["description"] = description
    if isian.wajib and isian.jenis == "centang":
        # A box that must be ticked, or at least one of several.
        found |= {"minItems": 1} if isian.pilihan else {"const": True}
    return found


def _written(isian: FormField) -> FormSchema:
    """What may be written into a field. Days are texts to a schema, so it cannot say the first and the last."""
    batas, kind = limits_of(isian), dict(isian.kind.json)
    if batas.value == "angka" and not isian.kind.calculated:
        kind |= {"type": "integer"} if batas.places == 0 else {}
        for limit, ours, theirs in ((batas.least, "minimum", "exclusiveMinimum"),
                                    (batas.most, "maximum", "exclusiveMaximum")):  # fmt: skip
            if limit:
                del kind[theirs]
                kind[ours] = float(limit) if "." in limit else int(limit)
    if batas.longest:
        kind["maxLength"] = batas.longest
    if batas.shortest:
        kind["minLength"] = batas.shortest
    if batas.pattern:
        kind["pattern"] = batas.pattern
    if batas.own:
        kind["description"] = " ".join(filter(None, (kind.get("description"), batas.message)))
    return kind


def _details(isian: FormField) -> FormSchema:
    """What stands in the blanks beside choices, by the choice."""
    parts = {word: {"title": f"{isian.label}: {word}", **_TEKS} for word in isian.rincian}
    return {"title": f"{isian.label}: rincian", **_object(parts, [])}


def _choices(isian: FormField) -> FormSchema:
    if not isian.pilihan:
        return {"type": "boolean"}
    word: FormSchema = {"enum": list(dict.fromkeys(isian.pilihan))}
    if isian.lainnya:
        word = {"anyOf": [word, _TEKS]}
    return word if isian.jenis == "pilihan" else {"type": "array", "items": word, "uniqueItems": True}


def _signature(block: SignatureBlock) -> FormSchema:
    parts: dict[str, FormSchema] = {}
    if block.tempat_tanggal:
        parts["tempat"] = {"title": "Tempat", **_TEKS}
        parts["tanggal"] = {"title": "Tanggal", **_TANGGAL}
    if block.tanggal:
        parts["diterima"] = {"title": block.tanggal, **_TANGGAL}
    if block.jabatan:
        parts["jabatan"] = {"title": "Jabatan", **_TEKS}
    parts["tanda_tangan"] = {"title": "Tanda tangan", **_TANDA_TANGAN}
    if block.pejabat:
        return {"title": block.pejabat.nama, **_object(parts, [])}
    parts["nama"] = {"title": "Nama", **_TEKS}
    if block.pangkat:
        parts["pangkat"] = {"title": "Pangkat", **_TEKS}
    if block.nip:
        parts["nip"] = {"title": "NIP", "type": "string", "pattern": NIP_LIMITS.pattern}
    return {"title": (block.sebutan or "Tanda tangan").rstrip(","), **_object(parts, [])}
