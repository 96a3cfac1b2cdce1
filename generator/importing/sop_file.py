"""A record as the text of an SOP's file: what was read, and what a person still has to confirm."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import PurePath
from typing import Any

from generator.data.sop import BAGIAN_KONFIRMASI
from generator.importing.identity_labels import BOXES
from generator.importing.inner_record import DocumentRead, Doubt
from generator.importing.name_ids import NameIds
from generator.importing.step_text import StepWriter

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./()%_-]*(?<! )")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "ya", "tidak", "y", "n"}
_NUMBERED_NAME = re.compile(r"^\s*\d+\s*[.)_-]?\s*|\s*\(?\bsigned\b\)?\s*$", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:sop|standar operasional prosedur)\s*[-:]?\s+", re.IGNORECASE)
ASAL = "impor"
_PERIKSA = "Hasil impor belum diperiksa"


def title_of(record: DocumentRead) -> str:
    """The title: as read, else the name of the file."""
    if "judul" in record.identity:
        return record.identity["judul"].text
    return _NUMBERED_NAME.sub("", PurePath(record.name).stem).strip() or "SOP"


def title_for_slug(title: str) -> str:
    """The title without the words that all have."""
    return _PREFIX.sub("", title) or title


def sop_text(record: DocumentRead, ids: NameIds, head: str, unit: str = "") -> str:
    """The text of the file. ``head``: lines of remarks at its top."""
    data: dict[str, Any] = {"judul": title_of(record)}
    if "nomor" in record.identity:
        data["nomor"] = record.identity["nomor"].text
    if "nomor_revisi" in record.identity:
        data["revisi"] = record.identity["nomor_revisi"].text
    if unit:
        data["unit"] = unit
    dates = {name: record.identity[name].text for name in ("pembuatan", "revisi", "efektif") if name in record.identity}
    if dates:
        data["tanggal"] = dates
    if "pejabat" in record.identity:
        data["pengesahan"] = {"jabatan": ids.actor(record.identity["pejabat"].text)} | {
            name: record.identity[name].text for name in ("nama", "nip") if name in record.identity
        }
    for name in BOXES:
        items = record.lists.get(name)
        if not items:
            continue
        if name == "dasar_hukum":
            data[name] = list(dict.fromkeys(ids.law(item) for item in items if item.strip(" ;.-")))
        elif name == "keterkaitan":
            data[name] = [{"judul": item} for item in items if item.strip(" -")]
        else:
            data[name] = items
        if not data[name]:
            del data[name]
    actors, data["tabel"], data["pelaksana"] = _columns(record, ids)
    writer = StepWriter(record, actors)
    data["langkah"] = writer.steps()
    data["konfirmasi"] = [first_confirmation(record), *(_confirmation(doubt, writer) for doubt in record.doubts)]
    order = ["judul", "nomor", "revisi", "unit", "tanggal", "pengesahan", "maksud_tujuan", "dasar_hukum", "keterkaitan",
             "kualifikasi", "peralatan", "peringatan", "pencatatan", "tabel", "pelaksana", "langkah",
             "konfirmasi"]  # fmt: skip
    return head + fields_text({key: data[key] for key in order if key in data})


def fields_text(data: dict[str, Any]) -> str:
    """The fields of a file, in the order given."""
    return "".join(_block(key, value, 0) for key, value in data.items())


def _columns(record: DocumentRead, ids: NameIds) -> tuple[list[str], dict[str, Any], list[Any]]:
    """The ids of the columns, the heads of the table, and the columns under their heads."""
    heads: dict[str, Any] = {}
    quality: dict[str, str] = {}
    actors: list[str] = []
    columns: list[Any] = []
    again = Counter(column.head for column in record.columns if column.role == "pelaksana")
    for column in record.columns:
        if column.role in ("kelengkapan", "waktu", "output"):
            quality.setdefault(column.role, column.head)
        elif column.role in ("uraian", "keterangan"):
            heads.setdefault(column.role, column.head)
        elif column.role == "pelaksana":
            id = ids.actor(column.head, column.group if again[column.head] > 1 else "")
            if id in actors:
                id = ids.actor(column.head, f"{column.group} {len(actors) + 1}")
            actors.append(id)
            group = columns[-1] if columns and isinstance(columns[-1], dict) else None
            if column.group and group and group["kelompok"] == column.group:
                group["pelaksana"].append(id)
            else:
                columns.append({"kelompok": column.group, "pelaksana": [id]} if column.group else id)
    table: dict[str, Any] = {"uraian": heads.get("uraian", "")}
    if quality:
        table["mutu_baku"] = quality
    if "keterangan" in heads:
        table["keterangan"] = heads["keterangan"]
    else:
        table["tanpa_keterangan"] = True
    return actors, table, columns


def first_confirmation(record: DocumentRead) -> dict[str, Any]:
    where = f" (SHA-256 {record.sha256[:12]})" if record.sha256 else ""
    reason = (
        f"Dibaca program dari {record.name}{where}. Bandingkan seluruh isinya dengan dokumen itu, lalu nyatakan benar "
        "dengan 'sop import --terima'."
    )
    return {"bagian": "judul", "judul": _PERIKSA, "sebab": reason, "asal": ASAL}


def lasting_doubt(doubt: Doubt) -> dict[str, Any]:
    """A doubt about no row in particular as a konfirmasi."""
    return {"bagian": doubt.part, "judul": doubt.title, "sebab": doubt.reason, "asal": ASAL}


def _confirmation(doubt: Doubt, writer: StepWriter) -> dict[str, Any]:
    pages = sorted({page for page, _ in doubt.places} or ({doubt.page} if doubt.page else set()))
    where = f" Halaman {', '.join(map(str, pages))}." if pages else ""
    choices = f" Pilihan: {', '.join(doubt.choices)}." if doubt.choices else ""
    found: dict[str, Any] = {
        "bagian": doubt.part if doubt.part in BAGIAN_KONFIRMASI else "tabel",
        "judul": doubt.title,
        "sebab": doubt.reason + choices + where,
    }
    if doubt.rows:
        found["langkah"] = [writer.name_of(row) for row in doubt.rows]
    if doubt.guess and doubt.rows:
        found["perkiraan"] = True
    return found | {"asal": ASAL}


def _block(key: str, value: Any, indent: int) -> str:
    """A field on lines of its own."""
    pad, key = " " * indent, _flow_key(key)
    if key in ("langkah", "konfirmasi", "prosedur") and indent == 0:
        return f"\n{key}:\n" + "\n".join(_item(one, 2) for one in value)
    if isinstance(value, dict):
        flow = f"{pad}{key}: {_flow(value)}"
        if len(flow) <= 110 and not any(isinstance(one, (dict, list)) for one in value.values()):
            return flow + "\n"
        return f"{pad}{key}:\n" + "".join(_block(name, one, indent + 2) for name, one in value.items())
    if isinstance(value, list):
        flow = f"{pad}{key}: {_flow(value)}"
        if len(flow) <= 110:
            return flow + "\n"
        return f"{pad}{key}:\n" + "".join(
            _item(one, indent + 2) if isinstance(one, dict) else f"{pad}  - {_flow(one)}\n" for one in value
        )
    return f"{pad}{key}: {_flow(value)}\n"


def _item(value: dict[str, Any], indent: int) -> str:
    lines = "".join(_block(key, one, indent + 2) for key, one in value.items())
    return f"{' ' * indent}- {lines[indent + 2 :]}"


def _flow(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow_key(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return scalar(str(value))


def _flow_key(key: str) -> str:
    return key if key in ("ya", "tidak") else scalar(key)


def scalar(text: str) -> str:
    """A text as people write it, in quotation marks where it could be read as something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", written)
