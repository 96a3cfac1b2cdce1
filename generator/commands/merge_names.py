"""`sop import --gabung`: names of imported SOPs that a person says are the same become one id.

The report lists them in a table; a person writes "sama" beside those that are. Only drafts that an import made and that
nobody accepted yet are changed: what was signed keeps its words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.commands.at_work import RefusedError, model_of
from generator.commands.import_documents import JABATAN, PERATURAN, notes_home
from generator.commands.reference_edit import with_names
from generator.commands.yaml_edit import CannotEditError, edit
from generator.data.library import Library, file_of
from generator.data.loader import load
from generator.importing.name_ids import NameIds
from generator.importing.sop_file import ASAL
from generator.io.atomic import write_durable
from generator.io.lock import locked
from generator.steps.rows import diagrams

TABLE = "nama-mirip.csv"
_HEADS = ("Jenis", "Id baru", "Nama", "Mirip dengan", "Namanya", "Putusan (tulis: sama)")
_SAME = "sama"


@dataclass(frozen=True, slots=True)
class NameMerge:
    """A decision: ``old`` is written ``new`` from now on."""

    kind: Literal["jabatan", "peraturan"]
    old: str
    new: str


def write_pairs(data: Path, ids: NameIds) -> None:
    """Write the pairs on which a person decides; decisions that are there stay."""
    path = notes_home(data) / TABLE
    known = {tuple(row[:2] + row[3:4]): row for row in _rows(path)}
    laws = set(ids.peraturan.values())
    for new, old in ids.near_twins():
        kind = "peraturan" if new in laws else "jabatan"
        known.setdefault((kind, new, old), [kind, new, ids.words[new], old, ids.words[old], ""])
    if known:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_HEADS)
        writer.writerows(known.values())
        write_durable(path, out.getvalue().encode("utf-8-sig", "replace"))


def _rows(path: Path) -> list[list[str]]:
    """The rows of the table, whatever program saved it."""
    if not path.is_file():
        return []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    return [row for row in list(csv.reader(io.StringIO(text), delimiter=delimiter))[1:] if len(row) >= len(_HEADS) - 1]


def decided(data: Path) -> Iterator[NameMerge]:
    """The pairs that a person decided to be the same."""
    for row in _rows(notes_home(data) / TABLE):
        if len(row) >= len(_HEADS) and row[5].strip().casefold() == _SAME and row[0] in ("jabatan", "peraturan"):
            yield NameMerge("jabatan" if row[0] == "jabatan" else "peraturan", row[1].strip(), row[3].strip())


def merge_names(data: Path, *, coba: bool = False) -> list[tuple[NameMerge, list[str]]]:
    """Apply the decisions: each with the files that change. ``coba``: nothing is written. RefusedError: one of them
    cannot be applied; nothing of it was written."""
    return [(one, _merge(data, one, coba)) for one in decided(data) if _there(data, one)]


def _there(data: Path, one: NameMerge) -> bool:
    proyek = _library(data)
    return one.old in (proyek.jabatan if one.kind == "jabatan" else proyek.peraturan)


def _library(data: Path) -> Library:
    proyek, _ = load(data)
    if proyek is None:
        raise RefusedError("Folder data tidak dapat dibaca; jalankan 'sop check'")
    return proyek


def _merge(data: Path, one: NameMerge, coba: bool) -> list[str]:
    proyek = _library(data)
    home = JABATAN if one.kind == "jabatan" else PERATURAN
    if one.new not in (proyek.jabatan if one.kind == "jabatan" else proyek.peraturan):
        raise RefusedError(f"'{one.new}' tidak ada pada {home}")
    new: dict[str, str] = {}
    try:
        for slug, sop in proyek.sop.items():
            text = (data / file_of("sop", slug)).read_bytes().decode("utf-8")
            changed = with_names(text, {one.old: one.new}, one.kind)
            if changed == text:
                continue
            if not any(note.asal == ASAL for note in sop.konfirmasi):
                raise RefusedError(
                    f"SOP '{slug}' yang bukan hasil impor memakai '{one.old}'; ubah sendiri bila memang sama"
                )
            if any(len(set(d.kolom)) < len(d.kolom) for d in diagrams(model_of(changed))):
                raise RefusedError(
                    f"Pada SOP '{slug}' '{one.old}' dan '{one.new}' adalah dua kolom; keduanya bukan satu jabatan"
                )
            new[file_of("sop", slug)] = changed
        new[home] = edit((data / home).read_bytes().decode("utf-8"), {}, (), [one.old])
    except CannotEditError:
        raise RefusedError(f"'{one.old}' tidak dapat diganti dengan aman; ganti dengan tangan") from None
    if not coba:
        with locked(data / home, patience_s=5):
            for name, text in new.items():
                write_durable(data / name, text.encode())
    return list(new)
