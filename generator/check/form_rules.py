"""Forms: ids, formulas and tables of each form hold together (codes F1xx; F101 and F102 are given while reading)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.formulir import FormField, FormSection, Formulir
from generator.data.messages import suggest
from generator.data.rumus import (
    KATA_RUMUS,
    Banding,
    ColumnSum,
    FieldName,
    Pohon,
    QuotedWord,
    RumusError,
    names,
    parse_rumus,
    parts,
)
from generator.findings import Finding
from generator.forms.formula_excel import excel
from generator.forms.numbered_columns import series
from generator.reading.source import Loc


@rule("F103", "galat", of="formulir")
@rule("F104", "galat", of="formulir")
@rule("F105", "galat", of="formulir")
@rule("F106", "galat", of="formulir")
@rule("F107", "galat", of="formulir")
@rule("F108", "galat", of="formulir")
@rule("F109", "galat", of="formulir")
@rule("F110", "galat", of="formulir")
@rule("F112", "galat", of="formulir")
def check_formulir(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """Ids given twice, formulas that cannot be calculated, continuations of unknown tables, parts without content."""
    check = _Check(lingkup, formulir)
    yield from check.content()
    yield from check.ids()
    yield from check.continuations()
    yield from check.stated()
    yield from check.formulas()


@dataclass(frozen=True, slots=True)
class _FieldValue:
    """A field that formulas can name; ``deret``: the rows that a column belongs to, "" for a field outside tables."""

    data: FormField
    loc: Loc
    deret: str


@dataclass(frozen=True, slots=True)
class _Check:
    lingkup: RuleContext
    formulir: Formulir

    def _error(self, code: str, loc: Loc, message: str, remedy: str) -> Finding:
        return self.lingkup.finding(code, loc, message, remedy)

    def _values(self) -> list[_FieldValue]:
        fields = [_FieldValue(field, loc, "") for loc, field in self.formulir.isian()]
        first = series(self.formulir)
        for loc, tabel in self.formulir.tabel():
            fields += [_FieldValue(c, (*loc, "kolom", i), first[tabel.id]) for i, c in enumerate(tabel.kolom)]
        return fields

    def content(self) -> Iterator[Finding]:
        """F106: a form, a section or a table without anything to fill in or to read."""
        if not self.formulir.bagian:
            yield self._error("F106", ("bagian",), "formulir ini kosong", "isi 'bagian' dengan isian atau tabel")
        for number, bagian in enumerate(self.formulir.bagian):
            if _is_empty(bagian):
                remedy = "tambahkan isian, tabel, teks, atau tanda tangan, atau hapus bagian ini"
                yield self._error("F106", ("bagian", number), "bagian ini kosong", remedy)
        for loc, tabel in self.formulir.tabel():
            if not tabel.kolom:
                yield self._error("F106", (*loc, "kolom"), f"tabel '{tabel.id}' tidak mempunyai kolom", "isi 'kolom'")

    def ids(self) -> Iterator[Finding]:
        """F103: an id that stands twice in the form, whatever it names."""
        places = [(value.loc, value.data.id) for value in self._values()]
        places += [(loc, tabel.id) for loc, tabel in self.formulir.tabel()]
        for number, bagian in enumerate(self.formulir.bagian):
            places += [(("bagian", number, "tanda_tangan", i), b.id) for i, b in enumerate(bagian.tanda_tangan)]
        if len({id for _, id in places}) == len(places):
            return
        mark = self.lingkup.sumber.mark
        seen: dict[str, int] = {}
        for loc, id in sorted(places, key=lambda place: (mark(place[0]).line, mark(place[0]).column)):
            if id in seen:
                message = f"id '{id}' sudah dipakai pada baris {seen[id]} formulir ini"
                yield self._error("F103", (*loc, "id"), message, "beri id lain; satu id hanya untuk satu isian")
            seen.setdefault(id, mark((*loc, "id")).line)

    def continuations(self) -> Iterator[Finding]:
        """F107: ``sambungan`` must name a table above."""
        above: list[str] = []
        for loc, tabel in self.formulir.tabel():
            if tabel.sambungan and tabel.sambungan not in above:
                message = f"tabel '{tabel.sambungan}' tidak ada di atas tabel ini"
                yield self._error("F107", (*loc, "sambungan"), message, suggest(tabel.sambungan, above))
            above.append(tabel.id)

    def stated(self) -> Iterator[Finding]:
        """F112: words that are printed already stand in a column of their table that takes words."""
        for loc, tabel in self.formulir.tabel():
            names = {column.id: column.jenis for column in tabel.kolom}
            kinds = {column.id: column.kind for column in tabel.kolom}
            for number, row in enumerate(tabel.isi):
                for id in row:
                    place = (*loc, "isi", number, id)
                    if id not in kinds:
                        yield self._error("F112", place, f"kolom '{id}' tidak ada pada tabel ini", suggest(id, kinds))
                    elif kinds[id].value != "teks":
                        message = f"kolom '{id}' sudah tercetak, jadi tidak dapat berjenis '{names[id]}'"
                        yield self._error("F112", place, message, "beri kolom itu jenis: teks")

    def formulas(self) -> Iterator[Finding]:
        """F104, F105, F108, F109: each formula can be read, and calculated from fields that it can reach."""
        values = self._values()
        by_id = {value.data.id: value for value in reversed(values)}
        trees: dict[str, Pohon] = {}
        for value in values:
            if value.data.rumus is None:
                continue
            place = (*value.loc, "rumus")
            try:
                tree = parse_rumus(value.data.rumus)
            except RumusError as error:
                remedy = f"mulai dari huruf ke-{error.kolom}; contoh: realisasi / target * 100"
                yield self._error("F104", place, error.pesan, remedy)
                continue
            trees[value.data.id] = tree
            problems = list(self._names(tree, value, by_id, place))
            yield from problems
            if problems:
                continue
            try:
                # Addresses as long as a workbook of ours can have.
                excel(tree, lambda _: "$ZZZ$9999", lambda _: "$ZZZ$9999:$ZZZ$9999")
            except ValueError as error:
                yield self._error("F110", place, str(error), "pecah menjadi beberapa isian rumus yang lebih pendek")
        for id in trees:
            if _depends_on_itself(id, trees):
                message = f"rumus '{id}' memerlukan hasilnya sendiri"
                yield self._error("F108", (*by_id[id].loc, "rumus"), message, "hapus rujukan yang berputar itu")

    def _names(
        self, tree: Pohon, value: _FieldValue, by_id: Mapping[str, _FieldValue], place: Loc
    ) -> Iterator[Finding]:
        for part in parts(tree):
            if isinstance(part, (FieldName, ColumnSum)):
                id = part.id if isinstance(part, FieldName) else part.kolom
                found = by_id.get(id)
                if found is None and id in KATA_RUMUS and isinstance(part, FieldName):
                    yield self._error("F104", place, KATA_RUMUS[id], f"atau buat isian dengan id '{id}'")
                elif found is None:
                    message = f"rumus menyebut '{id}' yang tidak ada pada formulir ini"
                    yield self._error("F105", place, message, suggest(id, list(by_id)))
                elif isinstance(part, ColumnSum) and not found.deret:
                    yield self._error("F105", place, f"'{id}' bukan kolom tabel", "jumlah(...) hanya untuk kolom tabel")
                elif isinstance(part, FieldName) and found.deret not in ("", value.deret):
                    message = f"kolom '{id}' berada pada baris tabel lain"
                    yield self._error("F105", place, message, f"pakai jumlah({id}), atau kolom pada tabel yang sama")
        yield from self._kinds(tree, by_id, place)

    def _kinds(self, tree: Pohon, by_id: Mapping[str, _FieldValue], place: Loc) -> Iterator[Finding]:
        """Words are compared with a choice, everything else is a number."""
        compared: set[int] = set()
        for part in parts(tree):
            if isinstance(part, Banding):
                sides = (part.kiri, part.kanan)
                word = next((side for side in sides if isinstance(side, QuotedWord)), None)
                field = next((side for side in sides if isinstance(side, FieldName)), None)
                if word is None:
                    continue
                if field is None or part.operator not in ("==", "!="):
                    message = f'"{word.teks}" hanya dapat dibandingkan dengan isian pilihan, memakai == atau !='
                    yield self._error("F109", place, message, 'tulis misalnya arah == "rendah"')
                    continue
                compared.add(id(field))
                known = by_id[field.id].data if field.id in by_id else None
                if known and word.teks not in known.pilihan:
                    message = f"\"{word.teks}\" bukan pilihan isian '{field.id}'"
                    yield self._error("F109", place, message, suggest(word.teks, known.pilihan))
        for part in parts(tree):
            name = part.id if isinstance(part, FieldName) else part.kolom if isinstance(part, ColumnSum) else ""
            if name in by_id and id(part) not in compared and not by_id[name].data.kind.number:
                remedy = "beri isian itu jenis: angka, atau pakai isian lain"
                yield self._error("F109", place, f"isian '{name}' bukan angka", remedy)


def _is_empty(bagian: FormSection) -> bool:
    return not (bagian.teks or bagian.isian or bagian.kanan or bagian.tabel or bagian.tanda_tangan)


def _depends_on_itself(id: str, trees: Mapping[str, Pohon]) -> bool:
    seen: set[str] = set()
    waiting = list(names(trees[id]))
    while waiting:
        name = waiting.pop()
        if name == id:
            return True
        if name in trees and name not in seen:
            seen.add(name)
            waiting += names(trees[name])
    return False
