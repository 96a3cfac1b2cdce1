"""Forms: formulas can be calculated and conditions can be told, each from fields that it can reach (codes F104, F105,
F108 to F110, F113)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.formulir import TICKED, Formulir
from generator.data.near_words import suggest
from generator.data.rumus import (
    KATA_RUMUS,
    Angka,
    Banding,
    Calculation,
    ColumnSum,
    Conditional,
    FieldName,
    JoinedConditions,
    Negative,
    Pohon,
    QuotedWord,
    RumusError,
    WorkingDays,
    names,
    parse_condition,
    parse_rumus,
    parts,
)
from generator.findings import Finding
from generator.forms.formula_excel import excel, excel_condition
from generator.forms.numbered_columns import PlacedField, placed_fields
from generator.reading.source import Loc


@rule("F104", "galat", of="formulir")
@rule("F105", "galat", of="formulir")
@rule("F108", "galat", of="formulir")
@rule("F109", "galat", of="formulir")
@rule("F110", "galat", of="formulir")
def check_formulas(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F104, F105, F108, F109, F110: each formula can be read, and calculated from fields that it can reach."""
    fields = placed_fields(formulir)
    reach = _Reach(lingkup, {one.data.id: one for one in reversed(fields)})
    trees: dict[str, Pohon] = {}
    for one in fields:
        if one.data.rumus is None:
            continue
        place = (*one.loc, "rumus")
        try:
            tree = parse_rumus(one.data.rumus)
        except RumusError as error:
            remedy = f"mulai dari huruf ke-{error.kolom}; contoh: realisasi / target * 100"
            yield lingkup.finding("F104", place, error.pesan, remedy)
            continue
        trees[one.data.id] = tree
        problems = [*reach.names(tree, one.deret, place), *reach.kinds(tree, place)]
        yield from problems
        if problems:
            continue
        try:
            # Addresses as long as a workbook of ours can have.
            excel(tree, lambda _: "$ZZZ$9999", lambda _: "$ZZZ$9999:$ZZZ$9999")
        except ValueError as error:
            yield lingkup.finding("F110", place, str(error), "pecah menjadi beberapa isian rumus yang lebih pendek")
    for id in _circles({id: names(tree) for id, tree in trees.items()}):
        message = f"rumus '{id}' memerlukan hasilnya sendiri"
        place = (*reach.by_id[id].loc, "rumus")
        yield lingkup.finding("F108", place, message, "hapus rujukan yang berputar itu")


@rule("F113", "galat", of="formulir")
def check_conditions(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F113: each ``bila`` can be read, names fields that it can reach, and none that it decides about itself."""
    fields = placed_fields(formulir)
    by_id = {one.data.id: one for one in reversed(fields)}
    reach = _Reach(lingkup, by_id, "F113")
    needs: dict[str, tuple[str, ...]] = {}
    for one in fields:
        if one.data.bila:
            place = (*one.loc, "bila")
            tree, problems = _condition(reach, one.data.bila, one.deret, place)
            yield from problems
            needs[one.data.id] = names(tree) if tree else ()
    for number, bagian in enumerate(formulir.bagian):
        if bagian.bila:
            place = ("bagian", number, "bila")
            tree, problems = _condition(reach, bagian.bila, "", place)
            yield from problems
            inside = [one.data.id for one in fields if one.loc[:2] == ("bagian", number)]
            named = names(tree) if tree else ()
            for id in named:
                if id in inside:
                    message = f"bagian ini hanya diisi menurut isian '{id}', yang ada di dalamnya"
                    yield lingkup.finding("F113", place, message, "pakai isian dari bagian lain")
            for id in inside:
                needs[id] = (*needs.get(id, ()), *(name for name in named if name not in inside))
    for id in _circles(needs):
        if by_id[id].data.bila:
            message = f"isian '{id}' hanya diisi menurut jawabannya sendiri"
            yield lingkup.finding("F113", (*by_id[id].loc, "bila"), message, "hapus rujukan yang berputar itu")


def _condition(reach: _Reach, text: str, deret: str, place: Loc) -> tuple[Pohon | None, list[Finding]]:
    try:
        tree = parse_condition(text)
    except RumusError as error:
        remedy = f'mulai dari huruf ke-{error.kolom}; contoh: keadaan == "rusak"'
        return None, [reach.lingkup.finding("F113", place, error.pesan, remedy)]
    problems = [*reach.names(tree, deret, place), *reach.kinds(tree, place, condition=True)]
    try:
        excel_condition(tree, lambda _: "$ZZZ$9999", lambda _: "$ZZZ$9999:$ZZZ$9999", lambda _, __: None)
    except ValueError as error:
        problems.append(reach.lingkup.finding("F113", place, str(error), "pakai kata pilihan yang lebih pendek"))
    except TypeError:
        pass  # a comparison of two words, which has its finding already
    return tree, problems


@dataclass(frozen=True, slots=True)
class _Reach:
    """What formulas and conditions of a form may name; ``code``: of every finding, "" = each its own."""

    lingkup: RuleContext
    by_id: Mapping[str, PlacedField]
    code: str = ""

    def _error(self, code: str, place: Loc, message: str, remedy: str) -> Finding:
        return self.lingkup.finding(self.code or code, place, message, remedy)

    def names(self, tree: Pohon, deret: str, place: Loc) -> Iterator[Finding]:
        """Names that are not there, or that stand in rows which the formula cannot see."""
        what = "syarat" if self.code else "rumus"
        for part in parts(tree):
            if isinstance(part, (FieldName, ColumnSum)):
                id = part.id if isinstance(part, FieldName) else part.kolom
                found = self.by_id.get(id)
                if found is None and id in KATA_RUMUS and isinstance(part, FieldName):
                    yield self._error("F104", place, KATA_RUMUS[id], f"atau buat isian dengan id '{id}'")
                elif found is None:
                    message = f"{what} menyebut '{id}' yang tidak ada pada formulir ini"
                    yield self._error("F105", place, message, suggest(id, list(self.by_id)))
                elif isinstance(part, ColumnSum) and not found.deret:
                    yield self._error("F105", place, f"'{id}' bukan kolom tabel", "jumlah(...) hanya untuk kolom tabel")
                elif isinstance(part, FieldName) and found.deret not in ("", deret):
                    message = f"kolom '{id}' berada pada baris tabel lain"
                    yield self._error("F105", place, message, f"pakai jumlah({id}), atau kolom pada tabel yang sama")

    def kinds(self, tree: Pohon, place: Loc, *, condition: bool = False) -> Iterator[Finding]:
        """Words are compared with a choice, days with days, and everything else is a number."""
        for part in parts(tree):
            if isinstance(part, Banding):
                yield from self._word(part, place, condition)
        try:
            if self._value(tree) == "tanggal":
                remedy = "kurangi dengan tanggal lain, misalnya selesai - mulai + 1"
                yield self._error("F109", place, "hasil rumus ini tanggal, bukan angka", remedy)
        except _KindError as error:
            yield self._error("F109", place, error.message, error.remedy)

    def _word(self, part: Banding, place: Loc, condition: bool) -> Iterator[Finding]:
        """A word stands beside a field that has it among its choices."""
        sides = (part.kiri, part.kanan)
        word = next((side for side in sides if isinstance(side, QuotedWord)), None)
        field = next((side for side in sides if isinstance(side, FieldName)), None)
        if word is None:
            return
        if field is None or part.operator not in ("==", "!="):
            message = f'"{word.teks}" hanya dapat dibandingkan dengan isian pilihan, memakai == atau !='
            yield self._error("F109", place, message, 'tulis misalnya arah == "rendah"')
            return
        known = self.by_id.get(field.id)
        if known is None:
            return
        data, words = known.data, known.data.pilihan
        if data.jenis == "centang":
            words = words or (TICKED,)
            if not condition or part.operator == "!=" or (known.deret and data.pilihan):
                message = f"isian '{field.id}' berjenis centang"
                remedy = f'pada bila, tulis {field.id} == "{words[0]}"; di tempat lain pakai jenis: pilihan'
                yield self._error("F109", place, message, remedy)
                return
        if word.teks not in words:
            message = f"\"{word.teks}\" bukan pilihan isian '{field.id}'"
            yield self._error("F109", place, message, suggest(word.teks, words))

    def _value(self, tree: Pohon) -> str:
        """What a part is: "angka", "tanggal", or "" for a condition."""
        match tree:
            case Angka():
                return "angka"
            case FieldName(id=id) | ColumnSum(kolom=id):
                found = self.by_id.get(id)
                value = found.data.kind.value if found else "angka"
                if value == "angka" or (value == "tanggal" and isinstance(tree, FieldName)):
                    return value
                raise _KindError(f"isian '{id}' bukan angka", "beri isian itu jenis: angka, atau pakai isian lain")
            case WorkingDays(mulai=first, selesai=last):
                if {self._value(first), self._value(last)} != {"tanggal"}:
                    raise _KindError("hari_kerja memerlukan dua isian tanggal", KATA_RUMUS["hari_kerja"])
                return "angka"
            case Negative(isi=inside):
                return _number(self._value(inside))
            case Calculation(operator=sign, kiri=left, kanan=right):
                sides = (self._value(left), self._value(right))
                if sign == "-" and sides == ("tanggal", "tanggal"):
                    return "angka"
                if (sign in "+-" and sides == ("tanggal", "angka")) or (sign == "+" and sides == ("angka", "tanggal")):
                    return "tanggal"
                return _number(*sides)
            case Conditional(syarat=condition, ya=yes, tidak=no):
                self._value(condition)
                return _number(self._value(yes), self._value(no))
            case JoinedConditions(kiri=left, kanan=right):
                self._value(left)
                self._value(right)
            case Banding(kiri=left, kanan=right) if not any(isinstance(s, QuotedWord) for s in (left, right)):
                if self._value(left) != self._value(right):
                    raise _KindError("tanggal dibandingkan dengan angka", "bandingkan tanggal dengan tanggal")
        return ""


def _number(*kinds: str) -> str:
    """What is calculated from parts of these kinds, none of which may be a day."""
    if "tanggal" in kinds:
        raise _KindError("tanggal hanya dapat dikurangi tanggal, atau ditambah hari", "tulis selesai - mulai + 1")
    return "angka"


class _KindError(Exception):
    """A part of a formula that cannot be calculated with."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def _circles(needs: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Those that need themselves, by whatever way."""
    for id in needs:
        seen: set[str] = set()
        waiting = list(needs[id])
        while waiting:
            name = waiting.pop()
            if name == id:
                yield id
                break
            if name in needs and name not in seen:
                seen.add(name)
                waiting += needs[name]
