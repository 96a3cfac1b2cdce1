"""The data that a document of ours carries as the text of an SOP's file. They come from elsewhere: where the SOP stood,
who signed and withdrew it there is not taken over."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from generator.data.fingerprint import NOT_CONTENT, TRAVELS, fingerprint
from generator.data.library import Library
from generator.data.references import keys_naming
from generator.data.sop import Sop
from generator.importing.inner_record import DocumentRead, Doubt
from generator.importing.name_ids import NameIds
from generator.importing.refused import UnreadableError
from generator.importing.sop_file import fields_text, first_confirmation, lasting_doubt
from generator.reading.characters import UNSEEN


@dataclass(slots=True)
class _Taker:
    """Fits the ids of another data folder into this one. ``coming``: SOPs that the same import brings; ``lost``: what
    had to be left out."""

    library: Library
    ids: NameIds
    names: Mapping[str, Mapping[str, Any]]
    coming: Set[str] = frozenset()
    lost: list[str] = field(default_factory=list)
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)

    def value(self, value: Any, kind: str | None = None) -> Any:
        """A value with the ids of this folder; None = there is no such thing here."""
        if isinstance(value, str):
            return self._id(kind, value) if kind else value
        if isinstance(value, list):
            return [one for item in value if (one := self.value(item, kind)) is not None]  # None: not here
        if isinstance(value, dict):
            return self._mapping(value)
        return value

    def _mapping(self, value: dict[str, Any]) -> dict[str, Any]:
        kinds = keys_naming(Sop)
        found: dict[str, Any] = {}
        for key, inner in value.items():
            new = self.value(inner, kinds.get(key))
            if key == "sop" and isinstance(inner, str) and new is None:
                found["judul"] = str(self._entry("sop", inner).get("judul") or inner)
            elif inner is None or (new is not None and not (new == [] and inner != [])):
                found[key] = new
        return found

    def _id(self, kind: str, id: str) -> str | None:
        if kind in ("jabatan", "peraturan"):
            key = (kind, id)
            if key not in self.renamed:
                self.renamed[key] = self.ids.take(kind, id, dict(self._entry(kind, id)))
            return self.renamed[key]
        there: Mapping[str, Any] = {
            "sop": self.library.sop, "formulir": self.library.formulir, "unit": self.library.instansi.unit
        }[kind]  # fmt: skip
        if id in there or (kind == "sop" and id in self.coming):
            return id
        if kind != "sop":
            entry = self._entry(kind, id)
            self.lost.append(f"{kind} {entry.get('judul') or entry.get('nama') or id}")
        return None

    def _entry(self, kind: str, id: str) -> Mapping[str, Any]:
        entry = self.names.get(kind, {}).get(id, {})
        return entry if isinstance(entry, Mapping) else {}


def carried_text(
    record: DocumentRead, library: Library, ids: NameIds, head: str, coming: Set[str] = frozenset()
) -> tuple[str, list[Doubt]]:
    """The text of the file, and what of the data did not fit into this folder. UnreadableError: the data are none."""
    said = record.carried or {}
    names = said.get("nama")
    content = {key: value for key, value in said["sop"].items() if key not in NOT_CONTENT - TRAVELS}
    try:
        own = Sop.model_validate(content)
    except ValidationError:
        raise UnreadableError("data yang dibawanya tidak cocok dengan format program ini") from None
    taker = _Taker(library, ids, names if isinstance(names, dict) else {}, coming)
    fitted = taker.value(content)
    doubts = []
    if taker.lost:
        lost = "; ".join(dict.fromkeys(taker.lost))
        doubts.append(Doubt("langkah.formulir", "Rujukan yang tidak ada di sini",
                            f"Tidak ada di folder data ini, jadi tidak ditulis: {lost}."))  # fmt: skip
    if any(old != new for (_, old), new in taker.renamed.items()) or fingerprint(own) != said.get("sidik"):
        doubts.append(Doubt("tabel", "Kode isi berubah", "Nama di folder data ini lain, sehingga kode isi pada cetakan "
                            "lama tidak cocok lagi."))  # fmt: skip
    ordered = {key: fitted[key] for key in Sop.model_fields if key in fitted}
    ordered["konfirmasi"] = [first_confirmation(record), *(lasting_doubt(doubt) for doubt in doubts)]
    # As escapes in their quotation marks: the reader takes these for slips of a paste, but here they were signed.
    text = UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", fields_text(ordered))
    return head + text, doubts
