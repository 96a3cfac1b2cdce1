"""Twins (codes R214, F124, F125): two things that a reader cannot tell apart, and choices that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.formulir import Formulir
from generator.data.library import Library, file_of
from generator.data.near_words import comma_items
from generator.findings import Finding
from generator.reading.source import Loc

_SOP = re.compile(r"^(?:sop|standar operasional prosedur|prosedur)\b\W*")
_OTHER = {"lainnya", "lain", "lainlain", "yanglain", "dll", "lainnyasebutkan", "lainlainsebutkan"}
"""What a choice is called beside which there is room to write another one."""


class _Named(NamedTuple):
    """Something with a name: what it is, its file, its place there, its id and its name."""

    what: str
    file: str
    loc: Loc
    id: str
    name: str


@lru_cache(maxsize=10_000)
def same_words(text: str) -> str:
    """A name without what hardly tells it from another: case, spaces, punctuation. Numbers stay apart."""
    apart = re.sub(r"(?<=\d)\W+(?=\d)", "0_0", text.casefold())
    return "".join(re.findall(r"\w+", apart))


@rule("R214", "peringatan", of="pustaka")
def check_twins(proyek: Library) -> Iterator[Finding]:
    """R214: two SOPs, positions, regulations, forms or units of one name."""
    seen: dict[tuple[str, str], _Named] = {}
    for one in _everything(proyek):
        key = (one.what, same_words(_SOP.sub("", one.name.casefold()) if one.what == "SOP" else one.name))
        if not key[1]:
            continue
        other = seen.setdefault(key, one)
        if other is not one:
            message = f"{one.what} '{one.id}' dan '{other.id}' bernama sama: {one.name}"
            remedy = "hapus salah satu bila keduanya sama, atau beri nama yang membedakan"
            yield proyek.finding(one.file, "R214", one.loc, message, remedy)


def _everything(proyek: Library) -> Iterator[_Named]:
    """All that has a name by which people choose it. What was withdrawn may be called like what replaced it."""
    for slug, sop in proyek.sop.items():
        if sop.status != "dicabut":
            yield _Named("SOP", file_of("sop", slug), ("judul",), slug, sop.judul)
    for slug, form in proyek.formulir.items():
        yield _Named("formulir", file_of("formulir", slug), ("judul",), slug, form.judul)
    for id, jabatan in proyek.jabatan.items():
        yield _Named("jabatan", "jabatan.yml", (id, "nama"), id, jabatan.nama)
    for id, peraturan in proyek.peraturan.items():
        yield _Named("peraturan", "peraturan.yml", (id, "judul"), id, peraturan.judul)
    for id, unit in proyek.instansi.unit.items():
        yield _Named("unit", "instansi.yml", ("unit", id, "nama"), id, unit.nama)


@rule("F124", "peringatan", of="formulir")
@rule("F125", "peringatan", of="formulir")
def check_choices(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F124: choices that print the same, or "Lainnya" beside ``lainnya: ya``. F125: a choice of one."""
    fields = list(formulir.isian())
    for loc, tabel in formulir.tabel():
        fields += [((*loc, "kolom", index), column) for index, column in enumerate(tabel.kolom)]
    for loc, field in fields:
        place = (*loc, "pilihan")
        yield from _same_choices(lingkup, place, field.pilihan)
        for index, choice in enumerate(field.pilihan):
            if field.lainnya and same_words(choice) in _OTHER:
                message = f"pilihan '{choice}' ada di samping 'lainnya: ya', sehingga tercetak dua kali"
                remedy = f"hapus pilihan '{choice}'; 'lainnya: ya' sudah mencetak tempat untuk menulisnya"
                yield lingkup.finding("F124", (*place, index), message, remedy)
        if field.jenis == "pilihan" and len(field.pilihan) == 1 and not field.lainnya:
            items = comma_items(field.pilihan[0])
            message = f"isian '{field.id}' hanya memberi satu pilihan: '{field.pilihan[0]}'"
            remedy = "tulis pilihan yang lain, atau pakai jenis: centang"
            better = f"tulis pilihan: [{', '.join(items)}]" if len(items) > 1 else remedy
            yield lingkup.finding("F125", place, message, better)


def _same_choices(lingkup: RuleContext, place: Loc, choices: Iterable[str]) -> Iterator[Finding]:
    """Signs tell choices apart ("< 5", "> 5"); case, spaces, and what stands at their end do not."""
    seen: dict[str, str] = {}
    for index, choice in enumerate(choices):
        key = "".join(choice.casefold().split()).rstrip(".,;:") or choice
        if key in seen:
            message = f"pilihan '{choice}' sama dengan pilihan '{seen[key]}'"
            yield lingkup.finding("F124", (*place, index), message, "hapus salah satu, atau beri kata yang membedakan")
        seen.setdefault(key, choice)
