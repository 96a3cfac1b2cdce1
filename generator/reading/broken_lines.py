"""Why a file breaks off, where that is how people type: list marks of Word, its quotation marks, a "#" in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.findings import Finding, TextEdit
from generator.reading.characters import INVISIBLE
from generator.reading.limits import cut
from generator.reading.swallowed import BEHIND_HASH, FIELD, FOLDED, LIST_MARK, WORD_QUOTES, quoted

_ABOVE = 2
"""Lines above the one where the reader gives up that may be the true place."""
_VALUE = re.compile(r"(?P<head>\s*(?:- )?(?:[\w.-]+:[ \t]+)?)(?P<value>\S.*?)\s*")
_CURLY = re.compile(r"(?P<open>[“”„«‘])(?P<inner>[^“”„«»]*)(?P<close>[”“»’]|(?<=\S)[\"'](?=\s*$))")
_MIXED = re.compile(r"(?P<open>[\"'])(?P<inner>[^\"'“”„«»’]*)(?P<close>[”“»’])\s*")
_HASH = re.compile(r"(?P<before>\s*[^#\s][^#]*?[\s\[{,])(?P<lost>#\S.*)")
_QUOTE = re.compile(r"(?:^|[:,-]\s|[\[{])\s*(?P<quote>[\"'])(?:(?!(?P=quote)).)*$")
"""A text whose quotation mark is not closed in its line."""
_GOES_ON = re.compile(r"(?P<quote>[\"'])(?:(?!(?P=quote)).)+(?P=quote)(?P<rest>[^\s,\]}:#].*|\s+[^\s,\]}:#].*)")
_TIGHT = re.compile(r"\s*(?:- )?(?P<name>[a-z][a-z_]{2,}:)(?=[^\s/])")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_NOTHING = re.compile(r"\s*(?:#|$)")
"""A line that is empty, or a remark."""
_PART = re.compile(r"[\w.-]+:(?:\s|$)|- |#")


def cause(text: str, line: int, file: str) -> Finding | None:
    """What was typed in or just above ``line`` that no YAML file can have; None = nothing that is known."""
    lines = text.split("\n")
    found = _unclosed(lines, line, file) or _no_space(lines, line, file)
    if found:
        return found
    for number in range(min(line, len(lines)), max(line - 1 - _ABOVE, 0), -1):
        shown = lines[number - 1].rstrip("\r")
        if not shown.strip():
            continue
        found = (
            _odd_break(number, shown, file)
            or _list_mark(lines, number, file)
            or _word_quotes(number, shown, file)
            or _after_quote(number, shown, file)
            or _hash(number, shown, file)
        )
        if found:
            return found
    return None


def _unclosed(lines: Sequence[str], line: int, file: str) -> Finding | None:
    """D004: a quotation mark that is not closed before the next field or item begins."""
    written = ((number, shown) for number, shown in enumerate(lines[:line], 1) if not _NOTHING.match(shown))
    for (number, shown), (_, after) in pairwise(written):
        found = _QUOTE.search(shown.rstrip("\r"))
        if found and (FIELD.match(after) or after.lstrip().startswith("- ")):
            mixed = _word_quotes(number, shown.rstrip("\r"), file)
            if mixed:
                return mixed
            column = found.start("quote") + 1
            words = ("teks bertanda kutip ini tidak ditutup", "tulis tanda kutip yang sama di akhir teksnya")
            return _finding("D004", number, column, *words, file, None)
    return None


def _odd_break(number: int, shown: str, file: str) -> Finding | None:
    """D117: a line break that no editor shows as one."""
    found = _BREAKS.search(shown)
    if not found:
        return None
    message = f"ada pemisah baris tersembunyi (U+{ord(found[0]):04X}); teks sesudahnya dibaca sebagai baris baru"
    edit = TextEdit(number, found.start() + 1, found[0], " ")
    remedy = "ganti dengan spasi biasa, atau jalankan 'sop check --perbaiki'"
    return _finding(INVISIBLE, number, found.start() + 1, message, remedy, file, edit)


def _list_mark(lines: Sequence[str], number: int, file: str) -> Finding | None:
    """D121: a line of a list that begins with another mark than a hyphen and a space."""
    words = lines[number - 1].strip()
    mark = LIST_MARK.match(words)
    if not mark or _PART.match(words):
        return None
    first = number
    while first > 1 and _is_marked(lines[first - 2]):
        first -= 1
    last = number
    while last < len(lines) and _is_marked(lines[last]):
        last += 1
    old = [line.rstrip("\r") for line in lines[first - 1 : last]]
    new = [_as_item(line) for line in old]
    column = len(old[0]) - len(old[0].lstrip()) + 1
    indents = {len(line) - len(line.lstrip()) for line in old}
    newline = "\r\n" if lines[first - 1].endswith("\r") else "\n"
    certain = len(indents) == 1
    edit = (
        TextEdit(first, column, newline.join(old)[column - 1 :], newline.join(new)[column - 1 :]) if certain else None
    )
    message = f"'{mark[0].strip()}' bukan tanda daftar YAML"
    remedy = (
        f"awali setiap butir dengan tanda hubung dan spasi, semuanya sejajar: {cut(' / '.join(map(str.strip, new)))}"
    )
    return _finding(FOLDED, first, column, message, remedy, file, edit)


def _is_marked(line: str) -> bool:
    words = line.strip()
    return bool(LIST_MARK.match(words)) and not _PART.match(words)


def _as_item(line: str) -> str:
    words = line.strip()
    mark = LIST_MARK.match(words)
    return f"{line[: len(line) - len(line.lstrip())]}- {quoted(words[mark.end() :] if mark else words)}"


def _word_quotes(number: int, shown: str, file: str) -> Finding | None:
    """D119: a text between quotation marks that are Word's, of which YAML knows nothing."""
    parts = _VALUE.fullmatch(shown)
    if not parts:
        return None
    value = parts["value"]
    found = _CURLY.fullmatch(value) or _MIXED.fullmatch(value)
    if not found:
        return None
    right = quoted(found["inner"].strip())
    column = parts.start("value") + 1
    message = f"tanda kutip dari Word ({found['open']}...{found['close']}) bukan tanda kutip YAML"
    return _finding(
        WORD_QUOTES, number, column, message, f"tulis {cut(right)}", file, TextEdit(number, column, value, right)
    )


def _after_quote(number: int, shown: str, file: str) -> Finding | None:
    """D004: a text that goes on behind its closing quotation mark, most often because it holds such a mark itself."""
    parts = _VALUE.fullmatch(shown)
    found = _GOES_ON.fullmatch(parts["value"]) if parts else None
    if not parts or not found:
        return None
    value = parts["value"]
    mark = value[0]
    inner = value[1:-1] if value.endswith(mark) else ""
    whole = inner or value
    right = quoted(whole)
    column = parts.start("value") + 1
    message = f"teks berlanjut sesudah tanda kutip penutup: {cut(found['rest'].strip())}"
    edit = TextEdit(number, column, value, right)
    return _finding("D004", number, column, message, f"apit seluruh teks: {cut(right)}", file, edit)


def _no_space(lines: Sequence[str], line: int, file: str) -> Finding | None:
    """D004: a field that has no space behind its colon and so is none, above the next one, which has no place then."""
    number = min(line - 1, len(lines))
    while number > 1 and not FIELD.match(lines[number - 1]) and not _TIGHT.match(lines[number - 1]):
        number -= 1
    found = _TIGHT.match(lines[number - 1]) if number > 0 else None
    if not found:
        return None
    column = found.start("name") + 1
    words = f"sesudah titik dua pada '{found['name']}' tidak ada spasi"
    edit = TextEdit(number, column, found["name"], f"{found['name']} ")
    return _finding("D004", number, column, words, f"tulis '{found['name']} ' lalu isinya", file, edit)


def _hash(number: int, shown: str, file: str) -> Finding | None:
    """D120: a "#" behind a space, from which on the line is no part of the data."""
    found = _HASH.fullmatch(shown)
    if not found or found["before"].count('"') % 2 or found["before"].count("'") % 2:
        return None
    message = f"'{cut(found['lost'])}' dibaca sebagai catatan: tanda pagar sesudah spasi memutus isi baris ini"
    remedy = "apit seluruh teks yang memuat # dengan tanda kutip; bila memang catatan, beri satu spasi sesudah #"
    return _finding(BEHIND_HASH, number, found.start("lost") + 1, message, remedy, file, None)


def _finding(code: str, line: int, column: int, message: str, remedy: str, file: str, edit: TextEdit | None) -> Finding:
    return Finding(code, "galat", file, line, column, "", message, remedy, edits=(edit,) if edit else ())
