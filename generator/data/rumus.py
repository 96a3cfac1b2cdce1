"""The formula of a field: a small language, read once into a tree from which every output is made.

Numbers, ids of fields, ``+ - * / ( )``, ``jika(syarat, a, b)``, ``jumlah(kolom)`` and ``hari_kerja(mulai, selesai)``; a
``syarat`` compares two values, and only there a word in quotes may stand. A condition by itself (``parse_condition``)
is one such comparison, or several joined by ``dan`` and ``atau``. A day less a day is a number of days. Python's own
parser does the reading, and only the nodes named here are let through: a formula is never run as code.

What the tree does not say, every output does alike: a result whose fields are still empty, or that divides by zero,
is blank.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

MAX_LENGTH = 500
"""Characters of the longest formula."""
MAX_DEPTH = 250
"""Signs and brackets around the innermost part; what walks through a formula calls itself as often."""
KATA_RUMUS = {
    "jika": "tulis jika(syarat, nilai bila ya, nilai bila tidak); 'sama dengan' pada syarat ditulis ==",
    "jumlah": "jumlah memerlukan satu kolom: jumlah(kolom)",
    "hari_kerja": "hari_kerja memerlukan dua isian tanggal: hari_kerja(mulai, selesai)",
}
"""Words of the language before a bracket; without one they are ids of fields like any other."""

OperatorHitung = Literal["+", "-", "*", "/"]
OperatorBanding = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Angka:
    """A number as written."""

    nilai: int | float


@dataclass(frozen=True, slots=True)
class QuotedWord:
    """A word in quotes: one of the choices of the field that it is compared with."""

    teks: str


@dataclass(frozen=True, slots=True)
class FieldName:
    """The value of a field; in a table, of the same row."""

    id: str


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """The sum of a column over all rows."""

    kolom: str


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days from Monday to Friday between two days, both counted; holidays are not known."""

    mulai: FieldName
    selesai: FieldName


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus a value."""

    isi: Pohon


@dataclass(frozen=True, slots=True)
class Calculation:
    """Two values calculated with each other."""

    operator: OperatorHitung
    kiri: Pohon
    kanan: Pohon


@dataclass(frozen=True, slots=True)
class Banding:
    """The condition of a ``Conditional``."""

    operator: OperatorBanding
    kiri: Pohon
    kanan: Pohon


@dataclass(frozen=True, slots=True)
class Conditional:
    """``ya`` where the condition holds, else ``tidak``."""

    syarat: Banding
    ya: Pohon
    tidak: Pohon


@dataclass(frozen=True, slots=True)
class JoinedConditions:
    """Two conditions: ``dan`` = both must hold, ``atau`` = one of them."""

    kata: Literal["dan", "atau"]
    kiri: Syarat
    kanan: Syarat


Syarat: TypeAlias = "Banding | JoinedConditions"
Pohon: TypeAlias = (
    "Angka | QuotedWord | FieldName | ColumnSum | WorkingDays | Negative | Calculation | Conditional | Syarat"
)

_HITUNG: dict[type[ast.operator], OperatorHitung] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_BANDING: dict[type[ast.cmpop], OperatorBanding] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_BACA_HITUNG: dict[OperatorHitung, str] = {"+": "+", "-": "-", "*": "x", "/": ":"}
_BACA_BANDING: dict[OperatorBanding, str] = {"==": "=", "!=": "bukan", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_SINGLE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_JOINS = re.compile(r"""\"[^"]*"|'[^']*'|\bdan\b|\batau\b""")
"""The words that join conditions, and words in quotes, in which they mean themselves."""
_PREFIX = "rumus tidak dapat dibaca"


class RumusError(ValueError):
    """A formula that is none. ``pesan`` says what is wrong in Indonesian; ``kolom`` counts characters from 1."""

    def __init__(self, pesan: str, kolom: int) -> None:
        super().__init__(f"{pesan} (huruf ke-{kolom})")
        self.pesan = pesan
        self.kolom = kolom


def parse_rumus(teks: str) -> Pohon:
    """The tree of a formula; ``RumusError`` where it is not one."""
    line = " ".join(teks.splitlines())
    return _RumusReader(line).value(_read(line))


def parse_condition(teks: str) -> Syarat:
    """The tree of a condition; ``RumusError`` where it is not one."""
    line = _JOINS.sub(lambda found: {"dan": "and", "atau": " or "}.get(found[0], found[0]), " ".join(teks.splitlines()))
    return _RumusReader(line).condition(_read(line))


def _read(line: str) -> ast.expr:
    """What Python's parser makes of it."""
    if len(line) > MAX_LENGTH:
        raise RumusError(f"rumus lebih panjang dari {MAX_LENGTH} huruf", MAX_LENGTH + 1)
    try:
        with warnings.catch_warnings():  # Python warns about odd literals that are refused below
            warnings.simplefilter("ignore")
            tree = ast.parse(line, mode="eval").body
    except SyntaxError as error:
        if single := _SINGLE_EQUALS.search(line):
            raise RumusError("'sama dengan' ditulis ==, bukan =", single.start() + 1) from None
        column = min(error.offset or len(line) + 1, len(line) + 1)  # no offset: the formula stops too early
        raise RumusError(f"{_PREFIX}; periksa tanda kurung, koma, dan tanda hitung", column) from None
    except (ValueError, RecursionError, MemoryError):
        raise RumusError(_PREFIX, 1) from None
    level, depth = [tree], 0
    while level := [child for node in level for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]:
        if (depth := depth + 1) > MAX_DEPTH:
            raise RumusError(f"rumus bersarang lebih dari {MAX_DEPTH} tingkat", 1)
    return tree


@dataclass(frozen=True, slots=True)
class _RumusReader:
    """Turns Python's nodes into ours; ``line`` is the formula, for the positions of errors."""

    line: str

    def value(self, node: ast.expr) -> Pohon:
        """A number: everything but a word and a comparison."""
        match node:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int(number) | float(number)) if abs(number) < 1e300:
                return Angka(number)
            case ast.Constant(value=str()):
                raise self._error("kata dalam tanda kutip hanya boleh dibandingkan di dalam syarat jika(...)", node)
            case ast.Name(id=name):
                return FieldName(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(self.value(operand))
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _HITUNG:
                return Calculation(_HITUNG[type(operator)], self.value(left), self.value(right))
            case ast.Call(func=ast.Name(id="jika"), args=[condition, yes, no], keywords=[]):
                return Conditional(self._condition(condition), self.value(yes), self.value(no))
            case ast.Call(func=ast.Name(id="jumlah"), args=[ast.Name(id=column)], keywords=[]):
                return ColumnSum(column)
            case ast.Call(func=ast.Name(id="hari_kerja"), args=[ast.Name(id=first), ast.Name(id=last)], keywords=[]):
                return WorkingDays(FieldName(first), FieldName(last))
        raise self._error(_why_not(node), node)

    def condition(self, node: ast.expr) -> Syarat:
        """One comparison, or several joined."""
        match node:
            case ast.BoolOp(op=operator, values=[first, *others]):
                tree = self.condition(first)
                for other in others:
                    word: Literal["dan", "atau"] = "dan" if isinstance(operator, ast.And) else "atau"
                    tree = JoinedConditions(word, tree, self.condition(other))
                return tree
            case ast.Name(id=name):
                message = f"'{name}' bukan syarat; bandingkan dengan jawabannya"
                raise self._error(message, node)
        return self._condition(node)

    def _condition(self, node: ast.expr) -> Banding:
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _BANDING:
                return Banding(_BANDING[type(operator)], self._side(left), self._side(right))
        raise self._error("syarat harus membandingkan dua nilai dengan ==, !=, <, <=, >, atau >=", node)

    def _side(self, node: ast.expr) -> Pohon:
        match node:
            case ast.Constant(value=str(text)):
                return QuotedWord(text)
        return self.value(node)

    def _error(self, message: str, node: ast.expr) -> RumusError:
        # Python counts bytes; people count letters.
        before = self.line.encode()[: node.col_offset].decode()
        return RumusError(message, len(before) + 1)


def _why_not(node: ast.expr) -> str:
    match node:
        case ast.Call(func=ast.Name(id="jika")):
            return KATA_RUMUS["jika"]
        case ast.Call(func=ast.Name(id="jumlah")):
            return KATA_RUMUS["jumlah"]
        case ast.Call(func=ast.Name(id="hari_kerja")):
            return KATA_RUMUS["hari_kerja"]
        case ast.Call():
            return "hanya jika(...), jumlah(...), dan hari_kerja(...) yang dikenal"
        case ast.Compare():
            return "perbandingan hanya boleh menjadi syarat jika(...)"
        case ast.Tuple():
            return "ada koma di luar jika(...); tulis pecahan dengan titik, misalnya 0.5"
    return "bagian ini tidak dikenal; pakai angka, nama isian, + - * / ( ), jika(...), dan jumlah(...)"


def parts(pohon: Pohon) -> Iterator[Pohon]:
    """The tree's parts, from left to right, each before what it contains."""
    yield pohon
    match pohon:
        case Negative(isi=inside):
            yield from parts(inside)
        case (
            Calculation(kiri=left, kanan=right)
            | Banding(kiri=left, kanan=right)
            | JoinedConditions(kiri=left, kanan=right)
            | WorkingDays(mulai=left, selesai=right)
        ):
            yield from parts(left)
            yield from parts(right)
        case Conditional(syarat=condition, ya=yes, tidak=no):
            for part in (condition, yes, no):
                yield from parts(part)


def named_answer(banding: Banding) -> tuple[str, str]:
    """The field and the answer that a comparison names; ("", "") where it compares values."""
    sides = (banding.kiri, banding.kanan)
    words = [side.teks for side in sides if isinstance(side, QuotedWord)]
    fields = [side.id for side in sides if isinstance(side, FieldName)]
    return (fields[0], words[0]) if words and fields else ("", "")


def names(pohon: Pohon) -> tuple[str, ...]:
    """Ids of the fields that the formula uses, each once, in the order of use; summed columns too."""
    used = (
        part.id if isinstance(part, FieldName) else part.kolom
        for part in parts(pohon)
        if isinstance(part, (FieldName, ColumnSum))
    )
    return tuple(dict.fromkeys(used))


def read_aloud(pohon: Pohon, nama: Callable[[str], str]) -> str:
    """The formula for people, such as "6 : 5 x 100"; ``nama`` gives the words for a field: label or column number."""
    return _read_aloud(pohon, nama, 0)


def _read_aloud(pohon: Pohon, nama: Callable[[str], str], outside: int) -> str:
    """``outside``: how strongly the surroundings bind; what binds less stands in brackets."""
    text, strength = _words(pohon, nama)
    return f"({text})" if strength < outside else text


def _words(pohon: Pohon, nama: Callable[[str], str]) -> tuple[str, int]:
    match pohon:
        case Angka(nilai=number):
            return str(number).replace(".", ","), 4
        case QuotedWord(teks=text):
            return text, 4
        case FieldName(id=id):
            return nama(id), 4
        case ColumnSum(kolom=column):
            return f"jumlah {nama(column)}", 4
        case WorkingDays(mulai=first_day, selesai=last_day):
            return f"hari kerja dari {nama(first_day.id)} sampai {nama(last_day.id)}", 2
        case Negative(isi=inside):
            return f"-{_read_aloud(inside, nama, 4)}", 3
        case Calculation(operator=operator, kiri=left, kanan=right):
            strength = 1 if operator in "+-" else 2
            tighter = strength + (operator in "-/")
            # a x (b : c) would read as (a x b) : c without brackets, which is the same number
            return (
                f"{_read_aloud(left, nama, strength)} {_BACA_HITUNG[operator]} {_read_aloud(right, nama, tighter)}",
                strength,
            )
        case Banding(operator=sign, kiri=left, kanan=right):
            return f"{_read_aloud(left, nama, 1)} {_BACA_BANDING[sign]} {_read_aloud(right, nama, 1)}", 1
        case JoinedConditions(kata=word, kiri=left, kanan=right):
            return f"{_read_aloud(left, nama, 1)} {word} {_read_aloud(right, nama, 1)}", 0
        case Conditional(syarat=condition, ya=yes, tidak=no):
            first, second, third = (_read_aloud(part, nama, 1) for part in (condition, yes, no))
            return f"bila {first} maka {second}, selain itu {third}", 0
