"""The fields of a fillable form before they are laid over its PDF: name, kind, and what a screen reader says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, NamedTuple

from generator.data.field_kinds import TEKS_MAX
from generator.data.formulir import HARI_INI, FormField, Formulir
from generator.data.rumus import parse_rumus, read_aloud
from generator.forms.field_help import field_help, shown_default
from generator.forms.field_limits import limits_of
from generator.forms.form_limits import plain
from generator.forms.numbered_columns import label_of
from generator.forms.xlsform_rows import LAIN, codes
from generator.paper.field_scripts import check_script

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
    of a box; ``nilai``: the value of a ticked box; ``maks``: the most letters (0 = no limit);
    ``isi``: what it says before anybody fills it in (of a box: anything = it is ticked); ``hari_ini``: it says the day
    of today; ``skrip``: what a viewer runs when somebody leaves it; ``bergaris``: it hides lines for a pen below it.
    """

    nama: str
    jenis: JenisBidang
    keterangan: str
    wajib: bool = False
    maks: int = 0
    nilai: str = ""
    kelompok: str = ""
    isi: str = ""
    skrip: str = ""
    hari_ini: bool = False
    bergaris: bool = False


class TickPlaces(NamedTuple):
    """Numbers of the fields of a choice: its boxes (the one for another word last), the place for that word (-1 =
    none), and the blanks beside words, by the word."""

    boxes: list[int]
    other: int
    details: dict[str, int]


class PdfFields:
    """Collects the fields of one form in reading order; a place in the layout names its field by its number here."""

    def __init__(self, formulir: Formulir) -> None:
        self._found: list[PdfField] = []
        self._when = field_help(formulir).conditions(formulir)
        columns = (c for _, tabel in formulir.tabel() for c in tabel.kolom)
        self._labels = {field.id: field.label for field in (*(f for _, f in formulir.isian()), *columns)}

    def add(self, bidang: PdfField) -> int:
        """Its number."""
        self._found.append(bidang)
        return len(self._found) - 1

    def to_json(self) -> str:
        """All fields, for ``acroform.with_fields``."""
        return json.dumps([asdict(bidang) for bidang in self._found], ensure_ascii=False)

    def write(
        self, isian: FormField, nama: str, di: Sequence[str], *, many: bool = False, lined: bool = False, last: str = ""
    ) -> int:
        """A place to write on. ``di``: the words before the label that say where it is; ``many``: several lines;
        ``lined``: several lines on paper too."""
        known = isian.kind
        kind: JenisBidang = "paragraf" if many or lined or known.many else "angka" if known.number else "baris"
        spoken = self.spoken(isian, di, last)
        batas, today = limits_of(isian), isian.bawaan == HARI_INI
        text = "" if today else shown_default(isian)
        made = PdfField(nama, kind, spoken, self._required(isian), batas.longest, isi=text, hari_ini=today)
        return self.add(replace(made, skrip=check_script(batas), bergaris=lined))

    def _required(self, isian: FormField) -> bool:
        """A viewer knows no conditions, so it asks only for what every filled form has."""
        return isian.wajib and isian.id not in self._when

    def tick(self, isian: FormField, nama: str, di: Sequence[str]) -> TickPlaces:
        """The boxes of a choice, and the places for other words."""
        several = isian.jenis == "centang"
        # A name that has parts of its own cannot be a field as well.
        group = f"{nama}.pilihan" if isian.lainnya or isian.rincian else nama
        values, whole = codes(isian), self.spoken(isian, di)
        boxes: list[int] = []
        options = [(word, values[word]) for word in isian.pilihan]
        if isian.lainnya and isian.pilihan:
            options.append((LAIN, LAIN))
        if not options:
            options = [("", TERCENTANG)]
        for number, (word, value) in enumerate(options, 1):
            spoken = self.spoken(isian, di, word)
            ticked = "ya" if isian.bawaan and isian.bawaan in (word or TERCENTANG,) else ""
            if several:
                own = nama if not isian.pilihan else f"{nama}.{LAIN}_centang" if value == LAIN else f"{nama}.{number}"
                boxes.append(self.add(PdfField(own, "centang", spoken, nilai=TERCENTANG, isi=ticked)))
            else:
                box = PdfField(group, "pilihan", spoken, self._required(isian), nilai=value, kelompok=whole, isi=ticked)
                boxes.append(self.add(box))
        details = {
            word: self.add(PdfField(f"{nama}.rincian.{n}", "baris", self.spoken(isian, di, f"{word}, rinciannya")))
            for n, word in enumerate(isian.rincian, 1)
        }
        if not (isian.lainnya and isian.pilihan):
            return TickPlaces(boxes, -1, details)
        words = self.spoken(isian, di, "lainnya, tulis di sini")
        return TickPlaces(boxes, self.add(PdfField(f"{nama}.{LAIN}", "baris", words, maks=TEKS_MAX)), details)

    def spoken(self, isian: FormField, di: Sequence[str], last: str = "") -> str:
        """What is said of a field: where it is, its label, how to fill it in."""
        hint = isian.kind.spoken
        if isian.rumus:
            hint = f"dihitung: {read_aloud(parse_rumus(isian.rumus), lambda id: self._labels.get(id, id))}"
        words = ", ".join(filter(None, (*di, label_of(isian))))
        words = ": ".join(filter(None, (words, last)))
        batas = limits_of(isian)
        limits = batas.message.rstrip(".") if batas.own else ""
        when = self._when.get(isian.id, "").rstrip(".").lower()
        said = "; ".join(filter(None, (words, hint, limits, when, "wajib diisi" if isian.wajib else "")))
        return plain(" ".join(said.split()))
