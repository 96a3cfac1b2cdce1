"""Setting parts of plain values: keys in the order of the format, lists in the form in which they were written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from generator.data.langkah import Langkah, MutuBaku, Prosedur, TableLayout
from generator.data.sop import (
    Approval,
    Konfirmasi,
    Responsible,
    RevisionNote,
    Sop,
    SopDates,
    Worksheets,
    WorksheetSteps,
)
from generator.reading.limits import Value

Plain: TypeAlias = "dict[str, Value]"
STEP_KEYS: Final = (
    "id", "no", "fase", "uraian", "pelaksana", "atau", "jenis", "teks", "keputusan", "lanjut", "simbol", "mutu_baku",
    "keterangan", "formulir", "sop_terkait", "peringatan",
)  # fmt: skip
"""The keys of a step in the order in which they are written."""
_ORDER: Final[Mapping[tuple[str, ...], Sequence[str]]] = {
    (): tuple(Sop.model_fields),
    ("tanggal",): tuple(SopDates.model_fields),
    ("pengesahan",): tuple(Approval.model_fields),
    ("perubahan",): tuple(RevisionNote.model_fields),
    ("tabel",): tuple(TableLayout.model_fields),
    ("identifikasi",): tuple(Worksheets.model_fields),
    ("identifikasi", "penanggung_jawab"): tuple(Responsible.model_fields),
    ("identifikasi", "kegiatan"): tuple(WorksheetSteps.model_fields),
    ("identifikasi", "langkah"): tuple(WorksheetSteps.model_fields),
    ("konfirmasi",): ("bagian", "judul", "langkah", "perkiraan", "sebab", "asal"),
    ("langkah",): STEP_KEYS,
    ("mutu_baku",): tuple(MutuBaku.model_fields),
    ("prosedur",): tuple(Prosedur.model_fields),
}
assert set(STEP_KEYS) == set(Langkah.model_fields) and set(_ORDER["konfirmasi",]) == set(Konfirmasi.model_fields)


def put(parts: Plain, key: str, value: Value, kind: tuple[str, ...] = ()) -> None:
    """Set a key; a new one finds its place in the order of its kind. None: a key that is there stays, empty."""
    if key in parts:
        parts[key] = value
    elif value is not None:
        order = list(_ORDER[kind])
        before = set(order[: order.index(key)])
        kept = list(parts.items())
        last = max((place for place, (name, _) in enumerate(kept) if name in before), default=-1)
        parts.clear()
        parts.update([*kept[: last + 1], (key, value), *kept[last + 1 :]])


def put_or_drop(parts: Plain, key: str, value: Value, kind: tuple[str, ...] = ()) -> None:
    """Set a key; None: it goes."""
    if value is None:
        parts.pop(key, None)
    else:
        put(parts, key, value, kind)


def put_at(parts: Plain, path: Sequence[str], value: Value) -> None:
    """Set a part below others, which come into being with it and go with the last of theirs."""
    *above, key = path
    place = parts
    kind: tuple[str, ...] = ()
    for name in above:
        inner = place.get(name)
        if not isinstance(inner, dict):
            if value is None:
                return
            inner = {}
            put(place, name, inner, kind)
        place, kind = inner, (*kind, name)
    put(place, key, value, kind)
    if above == ["pengesahan"] and all(one is None for one in place.values()):
        parts["pengesahan"] = None


def listed(value: Value) -> list[Value]:
    """A list for which a single item, or nothing, may stand."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def relisted(old: Value, shown: Sequence[str], wanted: Sequence[str], made: Callable[[str], Value]) -> Value:
    """A list that shows ``wanted``, in the form of the ``old`` one, which showed ``shown``: an item that is still there
    keeps how it was written, a new one is ``made``; None = nothing is left."""
    items = listed(old)
    known: dict[str, list[Value]] = {}
    for words, item in zip(shown, items, strict=False):
        known.setdefault(words, []).append(item)
    found = [known[words].pop(0) if known.get(words) else made(words) for words in wanted]
    if not found:
        return None
    if len(found) == 1 and not isinstance(old, list):
        return found[0]
    return found
