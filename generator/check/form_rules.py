"""Forms: ids and tables of each form hold together (F103, F106, F107, F112; F101, F102, F111 come while reading)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.formulir import FormSection, Formulir
from generator.data.near_words import suggest
from generator.findings import Finding
from generator.forms.numbered_columns import placed_fields
from generator.reading.source import Loc


@rule("F103", "galat", of="formulir")
@rule("F106", "galat", of="formulir")
@rule("F107", "galat", of="formulir")
@rule("F112", "galat", of="formulir")
def check_formulir(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """Ids given twice, continuations of unknown tables, parts without content."""
    check = _Check(lingkup, formulir)
    yield from check.content()
    yield from check.ids()
    yield from check.continuations()
    yield from check.stated()


@dataclass(frozen=True, slots=True)
class _Check:
    lingkup: RuleContext
    formulir: Formulir

    def _error(self, code: str, loc: Loc, message: str, remedy: str) -> Finding:
        return self.lingkup.finding(code, loc, message, remedy)

    def content(self) -> Iterator[Finding]:
        """F106: a form, a section or a table without anything to fill in or to read."""
        if not self.formulir.bagian:
            yield self._error("F106", ("bagian",), "formulir ini kosong", "isi 'bagian' dengan isian atau tabel")
        for number, bagian in enumerate(self.formulir.bagian):
            if _is_empty(bagian):
                remedy = "tambahkan isian, tabel, teks, atau tanda tangan, atau hapus bagian ini"
                yield self._error("F106", ("bagian", number), "bagian ini kosong", remedy)
            matrix = bagian.matriks
            if matrix and (len(matrix.jawaban) < 2 or not matrix.pernyataan):
                remedy = "tulis paling sedikit dua 'jawaban' dan satu 'pernyataan'"
                yield self._error("F106", ("bagian", number, "matriks"), "matriks ini tidak lengkap", remedy)
        for loc, tabel in self.formulir.tabel():
            if not tabel.kolom:
                yield self._error("F106", (*loc, "kolom"), f"tabel '{tabel.id}' tidak mempunyai kolom", "isi 'kolom'")

    def ids(self) -> Iterator[Finding]:
        """F103: an id that stands twice in the form, whatever it names."""
        places = [(value.loc, value.data.id) for value in placed_fields(self.formulir)]
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


def _is_empty(bagian: FormSection) -> bool:
    return not (bagian.teks or bagian.fields or bagian.tabel or bagian.tanda_tangan)
