"""What stands in small print at a field: when it is filled in, how, what is taken, and where to go on."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.data.blocks import own_marks
from generator.data.formulir import HARI_INI, FormField, FormSection, Formulir
from generator.data.rumus import (
    Banding,
    FieldName,
    JoinedConditions,
    Syarat,
    named_answer,
    parse_condition,
    parse_rumus,
    read_aloud,
)
from generator.data.wording import join_words
from generator.forms.field_limits import limits_of
from generator.forms.numbered_columns import columns, placed_fields

_Key = TypeVar("_Key", str, int)
_SIGNS = {
    "==": "=", "!=": "bukan", "<": "kurang dari", "<=": "paling banyak", ">": "lebih dari", ">=": "paling sedikit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """The small print of a form.

    isian    the lines of each field and column, by its id
    bagian   number of a section from 0 -> when it is filled in
    syarat   id of a field -> when it is filled in, for those who hear it
    """

    isian: Mapping[str, tuple[str, ...]]
    bagian: Mapping[int, str]
    syarat: Mapping[str, str]

    def conditions(self, formulir: Formulir) -> dict[str, str]:
        """Id of a field outside tables, or of a column -> when it is filled in, by itself or with its whole section."""
        found = {
            field.id: words for number, words in self.bagian.items() for field in _fields_of(formulir.bagian[number])
        }
        return found | dict(self.syarat)


def _fields_of(bagian: FormSection) -> tuple[FormField, ...]:
    return (*bagian.fields, *(bagian.tabel.kolom if bagian.tabel else ()))


def field_help(formulir: Formulir) -> FieldHelp:
    """All small print of a form but the formulas of its tables. The form must have passed ``check_formulir``."""
    return _HelpWriter(formulir).help()


class _HelpWriter:
    def __init__(self, formulir: Formulir) -> None:
        self._formulir = formulir
        self._fields = [one.data for one in placed_fields(formulir)]
        self._outside = {field.id for _, field in formulir.isian()}
        self._by_id = {field.id: field for field in self._fields}
        self._columns = columns(formulir)
        self._numbers = _numbers([(field.id, field.label) for field in self._fields])

    def help(self) -> FieldHelp:
        """All of it."""
        sections = {n: parse_condition(b.bila) for n, b in enumerate(self._formulir.bagian) if b.bila}
        fields = {field.id: parse_condition(field.bila) for field in self._fields if field.bila}
        onward = self._onward(sections, fields)
        said = {id: f"Diisi bila {self._spoken(tree)}." for id, tree in fields.items()}
        lines = {
            field.id: (*self._lines(field, said.get(field.id, "")), *onward.get(field.id, ())) for field in self._fields
        }
        where = {n: f"Diisi bila {self._spoken(tree)}." for n, tree in sections.items()}
        return FieldHelp({id: own for id, own in lines.items() if own}, where, said)

    def _lines(self, field: FormField, condition: str) -> Iterator[str]:
        batas = limits_of(field)
        if condition:
            yield condition
        if field.petunjuk:
            yield field.petunjuk
        if batas.own:
            yield batas.message
        if field.bawaan and field.bawaan != HARI_INI and field.jenis != "centang":
            yield f"Biasanya: {shown_default(field)}."
        if field.rumus and field.id in self._outside:
            yield f"= {read_aloud(parse_rumus(field.rumus), self._formula_name)}"

    def _formula_name(self, id: str) -> str:
        return self._by_id[id].label if id in self._outside else f"kolom {self._columns[id].nomor}"

    def _spoken(self, syarat: Syarat) -> str:
        """A condition in words."""
        if isinstance(syarat, JoinedConditions):
            return f"{self._spoken(syarat.kiri)} {syarat.kata} {self._spoken(syarat.kanan)}"
        field, word = named_answer(syarat)
        if not field:
            return read_aloud(syarat, self._called)
        if not self._by_id[field].pilihan:
            return f"{self._called(field)} dicentang"
        verb = "dicentang" if self._by_id[field].jenis == "centang" else "dijawab"
        return f"{self._called(field)} {verb} {'selain ' if syarat.operator == '!=' else ''}{_quoted(word)}"

    def _called(self, id: str) -> str:
        if id in self._columns:
            return f"kolom {self._columns[id].nomor}"
        return f"nomor {self._numbers[id]}" if id in self._numbers else _quoted(self._by_id[id].spoken)

    def _onward(self, sections: Mapping[int, Syarat], fields: Mapping[str, Syarat]) -> dict[str, tuple[str, ...]]:
        """At each field that decides: which answer leads where."""
        titles = [(n, bagian.judul or "") for n, bagian in enumerate(self._formulir.bagian)]
        marks = _numbers(titles)
        goals: dict[tuple[str, str], list[str]] = defaultdict(list)
        targets = [(self._called(id), tree) for id, tree in fields.items() if self._by_id[id].kind.asked]
        for n, tree in sections.items():
            title = marks.get(n) or (_quoted(titles[n][1]) if titles[n][1] else "berikutnya")
            targets.append((f"bagian {title}", tree))
        for goal, tree in targets:
            for one in _alone(tree):
                goals[self._trigger(one)].append(goal)
        found: dict[str, tuple[str, ...]] = {}
        for (field, when), names in goals.items():
            found[field] = (*found.get(field, ()), f"{when}, isi {_numbered(names)}.")
        return found

    def _trigger(self, banding: Banding) -> tuple[str, str]:
        """The field that decides ("" = none alone), and by which answer."""
        field, word = named_answer(banding)
        if field:
            if not self._by_id[field].pilihan:
                return field, "Bila dicentang"
            return field, f"Bila {'bukan ' if banding.operator == '!=' else ''}{_quoted(word)}"
        if isinstance(banding.kiri, FieldName):
            return banding.kiri.id, f"Bila {_SIGNS[banding.operator]} {read_aloud(banding.kanan, self._called)}"
        return "", ""


def _quoted(text: str) -> str:
    return f"“{text}”"


def _alone(syarat: Syarat) -> Iterator[Banding]:
    """The comparisons of which each suffices by itself."""
    if isinstance(syarat, Banding):
        yield syarat
    elif syarat.kata == "atau":
        yield from _alone(syarat.kiri)
        yield from _alone(syarat.kanan)


def _numbers(named: Sequence[tuple[_Key, str]]) -> dict[_Key, str]:
    """The number or letter that each label brings of its own ("4. Uraian" -> "4"), where it brings one."""
    marks = own_marks([label for _, label in named])
    bare = {key: mark.strip().strip(".()") for (key, _), mark in zip(named, marks, strict=True)}
    return {key: mark for key, mark in bare.items() if mark.isalnum()}


def _numbered(names: Sequence[str]) -> str:
    """Where to go on: "nomor 4, 5, dan 6", "nomor 4 dan bagian C"."""
    once = list(dict.fromkeys(names))
    same = [a.startswith("nomor ") and b.startswith("nomor ") for a, b in zip(["", *once], once, strict=False)]
    return join_words([name.removeprefix("nomor ") if after else name for name, after in zip(once, same, strict=True)])


def shown_default(field: FormField) -> str:
    """What a field says before anybody fills it in, as people write it; "" = nothing, or the day of today."""
    text = field.bawaan or ""
    if field.kind.value == "tanggal" and text not in ("", HARI_INI):
        return datetime.date.fromisoformat(text).strftime("%d/%m/%Y")
    return "" if text == HARI_INI else text
