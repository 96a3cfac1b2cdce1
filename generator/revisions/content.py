"""What an SOP says as plain JSON values, taken apart into the parts that a comparison is about.

Only what is not a default is there, so that an empty field and one that is not written are the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.data.sop import Sop

Nilai: TypeAlias = Any
"""A JSON value: text, number, yes/no, list or mapping; None = not filled in."""
Jalur: TypeAlias = tuple[str, ...]
"""The path of a field, such as ("mutu_baku", "waktu")."""

_BERBAGIAN = {
    ("tanggal",), ("pengesahan",), ("perubahan",), ("pencabutan",), ("tabel",), ("mutu_baku",), ("identifikasi",),
    ("identifikasi", "penanggung_jawab"), ("identifikasi", "kegiatan"), ("identifikasi", "langkah"),
}  # fmt: skip
"""Fields made of named parts, which are compared part by part; any other mapping is compared as a whole."""
_BADAN = ("langkah", "prosedur")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. ``nyata`` is False where only numbers of steps moved on and the meaning stayed."""

    bidang: Jalur
    lama: Nilai
    baru: Nilai
    nyata: bool = True


def content(sop: Sop) -> dict[str, Nilai]:
    """Everything that the SOP says, as JSON values."""
    value = sop.model_dump(mode="json", exclude_defaults=True)
    for written, prosedur in zip(value.get("prosedur", ()), sop.prosedur, strict=False):
        if prosedur.tabel is not None:  # a head that is emptied on purpose wins over the SOP's
            written["tabel"] = prosedur.tabel.model_dump(mode="json", exclude_unset=True)
    return {key: inner for key, inner in value.items() if inner != {}}


def head_fields(nilai: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """All but the steps."""
    return {key: inner for key, inner in nilai.items() if key not in _BADAN}


def badan(nilai: Mapping[str, Nilai]) -> list[dict[str, Nilai]]:
    """The procedures, each a mapping with ``langkah``; the simple form is one procedure with nothing else."""
    return list(nilai["prosedur"]) if "prosedur" in nilai else [{"langkah": nilai["langkah"]}]


def equal(satu: Nilai, lain: Nilai) -> bool:
    """Equal, also in the order of mappings: there the order is content (columns, footnotes)."""
    return json.dumps(satu, ensure_ascii=False) == json.dumps(lain, ensure_ascii=False)


def compare_fields(
    lama: Mapping[str, Nilai], baru: Mapping[str, Nilai], kecuali: Sequence[str] = (), di: Jalur = ()
) -> list[FieldChange]:
    """Every field that differs between two mappings, in the order in which the new one names them."""
    found = []
    for key in dict.fromkeys((*baru, *lama)):
        if key in kecuali and not di:
            continue
        path, old, new = (*di, key), lama.get(key), baru.get(key)
        if equal(old, new):
            continue
        if path in _BERBAGIAN and isinstance(old, dict) and isinstance(new, dict):
            found += compare_fields(old, new, (), path)
        else:
            found.append(FieldChange(path, old, new))
    return found


def detail(ubah: FieldChange) -> list[FieldChange]:
    """A field that came or went with several parts, as its parts."""
    if ubah.bidang not in _BERBAGIAN:
        return [ubah]
    parts = compare_fields(ubah.lama or {}, ubah.baru or {}, (), ubah.bidang)
    return [inner for part in parts for inner in (detail(part) if part.bidang in _BERBAGIAN else [part])]
