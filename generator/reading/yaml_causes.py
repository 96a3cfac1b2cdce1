"""Why YAML does not take a line as people meant it, with the line as it should be written.

libyaml says where it lost its way. What people wrote is mostly a text that begins with a sign that YAML keeps for
itself, a dash without its space, or a line that stands too far to the right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.reading.limits import cut

_USES = {
    ">": "untuk teks beberapa baris", "|": "untuk teks beberapa baris", "*": "untuk rujukan", "&": "untuk jangkar",
    "!": "untuk tanda tipe", "?": "untuk nama isian", "@": "dan tidak boleh mengawali teks",
    "`": "dan tidak boleh mengawali teks", "%": "untuk perintah", ",": "untuk memisahkan butir",
    "]": "untuk menutup daftar", "}": "untuk menutup kelompok isian",
}  # fmt: skip
"""Signs that no text may begin with, and what YAML takes them for."""
_KEY = r"""(?:[^\s'"\[\]{}:#,>|*&!?@`%-][^:#\[\]{}]*|"[^"]*"|'[^']*')"""
"""The name of a field."""
_BLOCK = re.compile(rf"(?P<before>\s*(?:-\s+)*(?:(?P<key>{_KEY}):\s+)?)(?P<value>\S.*)?")
"""A line outside brackets: the marks of a list, a name, its value."""
_HEADER = re.compile(r"[>|][+-]?\d?[+-]?\s*(?:#.*)?")
"""How a text of several lines begins on the line of its name."""
_COMMENT = re.compile(r"\s+#.*")
_GLUED_DASH = re.compile(r"(?P<before>\s*)-(?P<value>[^\s\d-].*)")
_ITEM = re.compile(r"\s*- ")
_NAME = re.compile(rf"(?P<before>\s*(?:-\s+)*){_KEY}:(?:\s|$)")
"""A line that begins with the name of a field."""
_FIRST_NAME = re.compile(rf"\s*(?:- +)*(?:\{{\s*)?(?P<name>{_KEY}):(?:\s|$)")
"""The same, and an item that begins with a group of fields in braces."""
_START = re.compile(r"\s*(?:- +)*")
_LONGEST = 90
"""Letters of a line that is shown."""


class YamlCause(NamedTuple):
    """Where the fault was made (from 1), what it is, and how to mend it."""

    line: int
    column: int
    message: str
    remedy: str


def cause_of(text: str, line: int, column: int) -> YamlCause | None:
    """The cause of what libyaml met in this place; None where it is not one of these."""
    lines = text.splitlines()
    if not 1 <= line <= len(lines):
        return None
    at = min(column, len(lines[line - 1]) + 1)
    return (
        sign_at(text, line, column)
        or _dash_for_value(lines[line - 1], line)
        or _glued(lines[line - 1], line)
        or (line > 1 and _NAME.match(lines[line - 1]) and _glued(lines[line - 2], line - 1))
        or _after_the_end(lines[line - 1], line)
        or _colon_inside(lines[line - 1], line, at)
        or _too_deep(lines, line, at)
        or _without_dash(lines, line)
    )


def is_left_open(text: str, opened: int, at: int) -> bool:
    """Whether the bracket that was opened in this place of ``text`` is not closed before ``at``, where another field or
    item begins, or the file ends."""
    end = text.find("\n", at)
    inside = text[opened : end if end >= 0 else None]
    if not text[at:].strip():
        return True
    depth = sum((char in "[{") - (char in "]}") for char in inside)
    before, here = (text[text.rfind("\n", 0, place) + 1 :].split("\n", 1)[0] for place in (opened, at))
    return "\n" in inside and depth > 0 and len(here) - len(here.lstrip()) <= len(_matched(_START, before))


def _matched(pattern: re.Pattern[str], written: str) -> str:
    found = pattern.match(written)
    return found[0] if found else ""


def uneven(text: str, line: int, first: int) -> YamlCause | None:
    """A line that does not stand as far to the right as one that it belongs beside, the last from ``first`` on that is
    nearest to it. Which of the two is wrong only its author knows, so both are named."""
    lines = text.splitlines()[:line]
    begins = lines[first - 1]
    if first < line and (glued := _glued(begins, first)):
        return glued
    if first < line and _ITEM.match(lines[-1]) and _dash(lines[-1]) == _words(begins) and not _ITEM.match(begins):
        return _item_among_names(lines, first)
    column = _dash if _ITEM.match(lines[-1]) else _words
    here = column(lines[-1])
    if here is None:
        return None
    places = [(column(lines[number - 1]), number) for number in range(line - 1, first - 1, -1)]
    others = [(abs(there - here), there, number) for there, number in places if there not in (None, here)]
    if not others:
        return None
    _, there, number = min(others, key=lambda one: one[0])
    message = f"baris ini menjorok {here} spasi, padahal baris {number}, yang setingkat, {there} spasi"
    return YamlCause(line, here + 1, message, "samakan jumlah spasi di awal kedua baris itu")


def _item_among_names(lines: Sequence[str], first: int) -> YamlCause:
    """An item, the last line, among names that begin on line ``first``: these are an item without its dash where both
    have a name in common, and else it is the item that does not belong there."""
    column = _words(lines[first - 1]) or 0
    beside = {_name(one) for one in lines[first - 1 : -1] if _words(one) == column and not _ITEM.match(one)}
    if _name(lines[-1]) in beside - {""}:
        message = "baris ini tidak diawali '- ' seperti butir di bawahnya"
        return YamlCause(first, column + 1, message, f"tulis: - {cut(lines[first - 1].strip(), _LONGEST)}")
    message = f"butir ini berdiri di antara nama isian, setingkat dengan baris {first}"
    remedy = "geser ke kanan, di bawah nama isiannya; bila lanjutan teks di atasnya, sambungkan ke baris itu tanpa '- '"
    return YamlCause(len(lines), column + 1, message, remedy)


def _name(written: str) -> str:
    """The name of the field that a line begins with, behind the dash and the brace of an item; "" = it has none."""
    found = _FIRST_NAME.match(written)
    return found["name"] if found else ""


def _dash(written: str) -> int | None:
    """How far to the right the dash of an item stands; None = the line begins no item."""
    found = _ITEM.match(written)
    return found.end() - 2 if found else None


def _words(written: str) -> int | None:
    """How far to the right the name of a field stands, behind the dashes of items; None = the line has none."""
    found = _NAME.match(written)
    return found.end("before") if found else None


def _without_dash(lines: Sequence[str], line: int) -> YamlCause | None:
    """A line among the items of a list that begins without the dash of one: this line, or one above it that took the
    items below it for more of its words."""
    number = line
    while number > 1 and (number == line or _ITEM.match(lines[number - 1]) or not lines[number - 1].strip()):
        number -= 1
    return next(filter(None, (_no_dash(lines, one) for one in (line, number))), None)


def _no_dash(lines: Sequence[str], number: int) -> YamlCause | None:
    written = lines[number - 1]
    beside = [one for one in (*lines[number - 2 : number - 1], *lines[number : number + 1]) if _ITEM.match(one)]
    here = len(written) - len(written.lstrip())
    if _ITEM.match(written) or _NAME.match(written) or not any(_dash(one) == here for one in beside):
        return None
    message = "baris ini tidak diawali '- ' seperti butir di dekatnya"
    return YamlCause(number, here + 1, message, f"tulis: - {cut(written.strip(), _LONGEST)}")


def sign_at(text: str, line: int, column: int) -> YamlCause | None:
    """A value that begins with a sign that YAML keeps for itself, on this line or right in this place."""
    written = text.splitlines()[line - 1]
    block = _BLOCK.fullmatch(written)
    if block and block["value"] and block["value"][0] in _USES and not _HEADER.fullmatch(block["value"]):
        value = _COMMENT.sub("", block["value"])
        return _sign(line, block.start("value") + 1, value, f"{block['before'].strip()} {quoted(value)}".strip())
    for at in (column - 1, column - 2, column - 3):
        if 0 < at < len(written) and written[at] in "*&!>|@%`?" and written[:at].rstrip()[-1:] in ("[", "{", ",", ":"):
            value = re.split(r"[,\]}]", written[at:])[0].rstrip()
            return _sign(line, at + 1, value, quoted(value))
    return None


def _sign(line: int, column: int, value: str, better: str) -> YamlCause:
    message = f"tanda '{value[0]}' di awal teks dipakai YAML sendiri {_USES[value[0]]}"
    return YamlCause(line, column, message, f"apit teksnya dengan tanda kutip: {better}")


def quoted(value: str) -> str:
    """A text in quotes as YAML takes it, cut where it is long."""
    value = cut(value, _LONGEST)
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"


def _dash_for_value(written: str, line: int) -> YamlCause | None:
    """ "output: - x", and "nomor: -"."""
    block = _BLOCK.fullmatch(written)
    found = re.fullmatch(r"-(?:\s+(.*))?", _COMMENT.sub("", block["value"])) if block and block["value"] else None
    if block is None or not found or not block["key"]:
        return None
    key, item = block["key"].strip("\"'"), (found[1] or "").strip()
    message = "tanda '-' sesudah titik dua dipakai YAML sendiri untuk memulai daftar"
    if item:
        remedy = f"tulis {key}: {item}; bila ada beberapa butir, tulis setiap butir pada baris baru: - {item}"
    elif key == "revisi":
        remedy = (
            "tulis revisi: 0 bila belum pernah direvisi; untuk tanggal revisi yang tercetak '-' tulis revisi: \"-\""
        )
    else:
        remedy = f'apit dengan tanda kutip: {key}: "-"'
    return YamlCause(line, block.start("value") + 1, message, remedy)


def _glued(written: str, line: int) -> YamlCause | None:
    """No space after a dash."""
    dash = _GLUED_DASH.fullmatch(written)
    if dash is None:
        return None
    return YamlCause(line, dash.end("before") + 1, "sesudah tanda '-' tidak ada spasi", f"tulis: - {dash['value']}")


def _after_the_end(written: str, line: int) -> YamlCause | None:
    """Words behind a closing bracket: the value goes on, as YAML does not expect it."""
    block = _BLOCK.fullmatch(written)
    value = _COMMENT.sub("", block["value"]) if block and block["value"] else ""
    end = re.match(r"""(?:\[[^\[\]{}"']*\]|\{[^\[\]{}"']*\})\s*(?=[^\s:])""", value)
    if block is None or not end:
        return None
    remedy = f"apit seluruh teksnya: {block['before'].strip()} {quoted(value)}"
    return YamlCause(line, block.start("value") + end.end() + 1, "masih ada teks sesudah kurung penutup", remedy)


def _colon_inside(written: str, line: int, column: int) -> YamlCause | None:
    """ "judul: Bab 1: Umum"."""
    block = _BLOCK.fullmatch(written)
    if block is None or not block["key"] or not block["value"] or block["value"][0] in "\"'[{":
        return None
    value = _COMMENT.sub("", block["value"])
    if written[column - 1 : column] != ":" or column <= block.start("value") or not re.search(r":(?:\s|$)", value):
        return None
    message = "ada titik dua di dalam teks, yang dipakai YAML sendiri sesudah nama isian"
    return YamlCause(
        line, column, message, f"apit teksnya dengan tanda kutip: {block['before'].strip()} {quoted(value)}"
    )


def _too_deep(lines: list[str], line: int, column: int) -> YamlCause | None:
    """A named line that stands further right than the complete one above it, which it belongs beside."""
    block = _BLOCK.fullmatch(lines[line - 1])
    above = next((one for one in reversed(lines[: line - 1]) if one.strip() and not one.lstrip().startswith("#")), "")
    before = _BLOCK.fullmatch(above)
    if block is None or before is None or not block["key"] or not before["key"] or not before["value"]:
        return None
    here, there = block.start("key"), before.start("key")
    if here <= there or lines[line - 1][column - 1 : column] != ":":
        return None
    message = f"baris ini menjorok {here} spasi, padahal baris di atasnya, yang setingkat, {there} spasi"
    return YamlCause(line, here + 1, message, f"samakan: {there} spasi sebelum '{block['key']}'")
