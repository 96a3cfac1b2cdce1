"""The fields of a fillable form before they are laid over its PDF: name, kind, and what a screen reader says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from generator.data.field_kinds import TEKS_MAX
from generator.data.formulir import FormField, Formulir
from generator.data.rumus import parse_rumus, read_aloud
from generator.forms.field_limits import limits_of
from generator.forms.form_limits import plain
from generator.forms.numbered_columns import label_of
from generator.forms.xlsform_rows import LAIN, codes

JenisBidang = Literal["baris", "paragraf", "angka", "centang", "pilihan"]
"""One line, several lines, a number (at the right edge), a box of its own, a box of a group of which one is ticked."""

NIP_MAX = 21
"""18 digits in four groups."""
TERCENTANG = "ya"
"""The value of a ticked box."""


@dataclass(frozen=True, slots=True)
class PdfField:
    """One place to fill in. ``nama``: unique, dots part it into levels; boxes of one group share it.

    ``keterangan`` is what a screen reader says and what shows at the pointer; ``kelompok``: what it says of the group
    of a box; ``nilai``: the value of a ticked box; ``maks``: the most letters (0 = no limit).
    """

    nama: str
    jenis: JenisBidang
    keterangan: str
    wajib: bool = False
    maks: int = 0
    nilai: str = ""
    kelompok: str = ""


class PdfFields:
    """Collects the fields of one form in reading order; a place in the layout names its field by its number here."""

    def __init__(self, formulir: Formulir) -> None:
        self._found: list[PdfField] = []
        columns = (c for _, tabel in formulir.tabel() for c in tabel.kolom)
        self._labels = {field.id: field.label for field in (*(f for _, f in formulir.isian()), *columns)}

    def add(self, bidang: PdfField) -> int:
        """Its number."""
        self._found.append(bidang)
        return len(self._found) - 1

    def to_json(self) -> str:
        """All fields, for ``acroform.lay_over``."""
        return json.dumps([asdict(bidang) for bidang in self._found], ensure_ascii=False)

    def write(self, isian: FormField, nama: str, di: Sequence[str], *, many: bool = False, last: str = "") -> int:
        """A place to write on. ``di``: the words before the label that say where it is; ``many``: several lines."""
        known = isian.kind
        kind: JenisBidang = "paragraf" if many or known.many else "angka" if known.number else "baris"
        spoken = self.spoken(isian, di, last)
        return self.add(PdfField(nama, kind, spoken, isian.wajib, limits_of(isian).longest))

    def tick(self, isian: FormField, nama: str, di: Sequence[str]) -> tuple[list[int], int]:
        """The boxes of a choice, and the place for another word (-1 = none)."""
        several = isian.jenis == "centang"
        # A name that has parts of its own cannot be a field as well.
        group = f"{nama}.pilihan" if isian.lainnya else nama
        values, whole = codes(isian), self.spoken(isian, di)
        boxes: list[int] = []
        options = [(word, values[word]) for word in isian.pilihan]
        if isian.lainnya and isian.pilihan:
            options.append((LAIN, LAIN))
        if not options:
            options = [("", TERCENTANG)]
        for number, (word, value) in enumerate(options, 1):
            spoken = self.spoken(isian, di, word)
            if several:
                own = nama if not isian.pilihan else f"{nama}.{LAIN}_centang" if value == LAIN else f"{nama}.{number}"
                boxes.append(self.add(PdfField(own, "centang", spoken, nilai=TERCENTANG)))
            else:
                boxes.append(self.add(PdfField(group, "pilihan", spoken, isian.wajib, nilai=value, kelompok=whole)))
        if not (isian.lainnya and isian.pilihan):
            return boxes, -1
        words = self.spoken(isian, di, "lainnya, tulis di sini")
        return boxes, self.add(PdfField(f"{nama}.{LAIN}", "baris", words, maks=TEKS_MAX))

    def spoken(self, isian: FormField, di: Sequence[str], last: str = "") -> str:
        """What is said of a field: where it is, its label, how to fill it in."""
        hint = isian.kind.spoken
        if isian.rumus:
            hint = f"dihitung: {read_aloud(parse_rumus(isian.rumus), lambda id: self._labels.get(id, id))}"
        words = ", ".join(filter(None, (*di, label_of(isian))))
        words = ": ".join(filter(None, (words, last)))
        said = "; ".join(filter(None, (words, hint, "wajib diisi" if isian.wajib else "")))
        return plain(" ".join(said.split()))
