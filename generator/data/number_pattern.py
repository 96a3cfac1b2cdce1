"""The pattern by which an agency numbers its SOPs, as in ``000/{urut:3}/{tahun}``: numbers made by it, and read.

Whatever the pattern makes it reads again as the same parts: a pattern that could be read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

UNIT_CODE = r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}"
"""What can stand for a unit in a number."""
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_MOST_DIGITS = 6
_FIELD = re.compile(r"\{([^{}]*)\}")


Series: TypeAlias = tuple[int, str]
"""Numbers that are counted together: those of a year, and of a unit, where the pattern has these."""


class NumberParts(NamedTuple):
    """What stands in a number: which one it is (from 1), its year, month (1 to 12) and unit; 0 and "" = not in it."""

    urut: int
    tahun: int = 0
    bulan: int = 0
    unit: str = ""

    @property
    def series(self) -> Series:
        """The series in which it is counted."""
        return self.tahun, self.unit


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a pattern: which part it shows, how it is found (a regular expression), written and read."""

    part: str
    found_as: str
    write: Callable[[NumberParts], str]
    read: Callable[[str], int | str]


_FIELDS: Mapping[str, _Field] = {
    "tahun": _Field("tahun", "[0-9]{4}", lambda parts: f"{parts.tahun:04}", int),
    "bulan": _Field("bulan", "0[1-9]|1[0-2]", lambda parts: f"{parts.bulan:02}", int),
    "bulan_romawi": _Field(
        "bulan",
        "|".join(reversed(_MONTHS)),
        lambda parts: _MONTHS[parts.bulan - 1],
        lambda text: _MONTHS.index(text.upper()) + 1,
    ),
    "unit": _Field("unit", UNIT_CODE, lambda parts: parts.unit, str),
}


def _counted(width: int) -> _Field:
    return _Field("urut", "[0-9]{1,9}", lambda parts: f"{parts.urut:0{width}}", int)


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern cut into fixed words and fields."""

    pieces: tuple[str | _Field, ...]
    shape: re.Pattern[str]

    @staticmethod
    def problem_of(text: str) -> str:
        """Why ``text`` is no pattern, "" where it is one."""
        pieces = _pieces(text)
        if isinstance(pieces, str):
            return pieces
        parts = [piece.part for piece in pieces if isinstance(piece, _Field)]
        if parts.count("urut") != 1:
            return "pola harus memuat {urut} atau {urut:3} satu kali"
        if len(set(parts)) < len(parts):
            return "bagian yang sama ditulis dua kali"
        if "bulan" in parts and "tahun" not in parts:
            return "bulan tidak ada gunanya tanpa {tahun}"
        return _unclear(pieces)

    @staticmethod
    @lru_cache(maxsize=64)
    def of(text: str) -> NumberPattern:
        """The pattern that ``text`` describes. ValueError: it is none."""
        pieces, problem = _pieces(text), NumberPattern.problem_of(text)
        if problem or isinstance(pieces, str):
            raise ValueError(problem)
        found = (
            re.escape(_close(one)) if isinstance(one, str) else f"(?P<{one.part}>{one.found_as})" for one in pieces
        )
        return NumberPattern(pieces, re.compile("".join(found), re.IGNORECASE | re.ASCII))

    def has(self, part: str) -> bool:
        """Whether its numbers show this part."""
        return any(isinstance(piece, _Field) and piece.part == part for piece in self.pieces)

    def write(self, parts: NumberParts) -> str:
        """The number with these parts."""
        return "".join(piece if isinstance(piece, str) else piece.write(parts) for piece in self.pieces)

    def read(self, number: str) -> NumberParts | None:
        """The parts of a number; None where it is of another shape. Zeros before the count, capitals and spaces may
        differ: then ``write`` says how it ought to be."""
        found = self.shape.fullmatch(_close(number))
        if found is None:
            return None
        fields = (piece for piece in self.pieces if isinstance(piece, _Field))
        read: dict[str, Any] = {field.part: field.read(found[field.part]) for field in fields}
        return NumberParts(**read) if read["urut"] else None


def _close(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def _pieces(text: str) -> tuple[str | _Field, ...] | str:
    """The fixed words and fields of a pattern in a row, or why it is none."""
    pieces: list[str | _Field] = []
    at = 0
    for found in _FIELD.finditer(text):
        pieces += [text[at : found.start()]] if found.start() > at else []
        at = found.end()
        name, colon, width = found[1].partition(":")
        if name == "urut" and re.fullmatch(r"[1-9]", width or "1") and bool(colon) == bool(width):
            if int(width or 1) > _MOST_DIGITS:
                return f"{{urut}} paling banyak {_MOST_DIGITS} angka, misalnya {{urut:3}}"
            pieces.append(_counted(int(width or 1)))
        elif name in _FIELDS and not colon:
            pieces.append(_FIELDS[name])
        else:
            known = ", ".join(f"{{{field}}}" for field in ("urut", *_FIELDS))
            return f"'{{{found[1]}}}' tidak dikenal; yang ada: {known}, dan {{urut:3}} untuk tiga angka"
    rest = text[at:]
    pieces += [rest] if rest else []
    if any(letter in piece for piece in pieces if isinstance(piece, str) for letter in "{}\n"):
        return "kurung kurawalnya tidak berpasangan" if "\n" not in text else "pola harus satu baris"
    return tuple(pieces)


def _unclear(pieces: tuple[str | _Field, ...]) -> str:
    """Why numbers could be read in two ways, "" where they cannot: the code of a unit has letters and digits of its
    own, and a count goes on in digits behind it."""
    for number, piece in enumerate(pieces):
        if not (isinstance(piece, _Field) and piece.part == "unit"):
            continue
        before, after = pieces[:number][-1:], pieces[number + 1 :][:1]
        touching = [_words(one)[-1] for one in before] + [_words(one)[0] for one in after]
        if any(letter.isalnum() for letter in touching):
            return "di kiri dan kanan {unit} harus ada tanda pemisah, misalnya garis miring"
    return ""


def _words(piece: str | _Field) -> str:
    """Fixed words without spaces; a digit for a field, and where there are only spaces."""
    return "0" if isinstance(piece, _Field) else _close(piece) or "0"
