"""Characters that nobody sees or that look like others: a file is read as it was meant, and one finding names each.

They come with text that is pasted from Word, from a web page or from a chat. Only what cannot mean anything is changed:
a joiner between Arabic letters stays, and so does every letter of an SOP that was signed. Remarks are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.findings import Finding, Severity, TextEdit, declare
from generator.reading.yaml_shape import composed, own_words, says_the_same

INVISIBLE = declare("D117", "galat", "peringatan", "saran")
LOOK_ALIKE = declare("D118", "peringatan", "saran")

_SPACES = {
    "\u00a0": "spasi tak terputus", "\u1680": "spasi ogham", "\u2007": "spasi selebar angka",
    "\u202f": "spasi sempit tak terputus", "\u205f": "spasi matematika", "\u3000": "spasi lebar",
    "\u2002": "spasi en", "\u2003": "spasi em", "\u2009": "spasi tipis", "\u200a": "spasi sangat tipis",
    **{chr(code): "spasi khusus" for code in (0x2000, 0x2001, 0x2004, 0x2005, 0x2006, 0x2008)},
}  # fmt: skip
_NOTHING = {
    "\u00ad": "tanda pisah kata tersembunyi", "\u200b": "spasi tanpa lebar", "\u200c": "pemisah huruf tanpa lebar",
    "\u200d": "penyambung huruf tanpa lebar", "\u2060": "penyambung kata tanpa lebar", "\ufeff": "tanda BOM",
    "\u200e": "tanda arah kiri-ke-kanan", "\u200f": "tanda arah kanan-ke-kiri", "\u061c": "tanda arah Arab",
    "\ufffc": "tempat gambar yang ikut tersalin", "\u180e": "pemisah vokal Mongol", "\u034f": "penyambung tak terlihat",
    **{chr(code): "tanda arah tulisan" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
    **{chr(code): "tanda rumus tak terlihat" for code in range(0x2061, 0x2065)},
}  # fmt: skip
_HYPHENS = {"\u2010": "tanda hubung Unicode", "\u2011": "tanda hubung tak terputus"}
_CYRILLIC = dict(zip("аеорсхуіѕјАВЕКМНОРСТХІЅЈ", "aeopcxyisjABEKMHOPCTXISJ", strict=True))
_LETTERS = "\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff" + "".join(_CYRILLIC)
_SIGNS = frozenset("\"'\\#:,[]{}&*!|>%@`?")
"""What YAML takes for itself where it stands at an edge of a text."""
_UNSEEN = "".join((*_SPACES, *_NOTHING, *_HYPHENS))
UNSEEN = re.compile(f"[{_UNSEEN}]")
"""What is read as something else, or not at all, where it is not written as an escape."""
_ODD = re.compile(f"[{_UNSEEN}{_LETTERS}]|(?<=[^\\s:\\-,\\[{{])\t+(?=[^\\s#])")
_NAMED = re.compile(f"[{_UNSEEN}\x85\u2028\u2029]")
_PLACES_TOLD = 4
"""Lines that a finding names; a paste from Word has the same character everywhere."""
_AROUND = 14
"""Characters of a word that are shown on each side of the place."""
_LATIN = re.compile("[A-Za-z]")


class MeantText(NamedTuple):
    """``text`` as it was meant, what there is to say, and where columns of the file are others: line -> (column from
    which it is so, by how many)."""

    text: str
    findings: list[Finding]
    moved: dict[int, list[tuple[int, int]]]

    def column(self, line: int, column: int) -> int:
        """The column in the file of a column in ``text``."""
        return column + sum(by for start, by in self.moved.get(line, ()) if start < column)


class _Place(NamedTuple):
    """One odd character: its place in the text (from 0) and in the file (from 1), the character, what is read for it,
    how it shows, whether it is unseen and stands before all else in its line."""

    at: int
    line: int
    column: int
    char: str
    meant: str
    shown: str
    indent: bool
    between: bool
    """Whether it is a space between two words of a text, where it is as good as any other."""


def as_meant(text: str, file: str, *, signed: bool) -> MeantText:
    """What the file's ``text`` means. ``signed``: its letters stay what they are, it is only said of them."""
    if text.isascii() and "\t" not in text:
        return MeantText(text, [], {})
    places = list(_places(text)) if _ODD.search(text) else []
    if not places:
        return MeantText(text, [], {})
    if signed:
        return MeantText(text, _told(places, [], file, signed=True), {})
    changed = _changed(text, places)
    moved: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in changed:
        longer = len(place.char) - len(place.meant)
        if longer:
            so_far = sum(by for _, by in moved[place.line])
            moved[place.line].append((place.column - so_far, longer))
    return MeantText(_put(text, changed)[0], _told(places, changed, file, signed), dict(moved))


def _changed(text: str, places: list[_Place]) -> list[_Place]:
    """The places where what is meant is read: not those in texts that are their author's own, and signs only where they
    divide no text, or where the file cannot be read without."""
    taken = [place for place in places if not _divides(place)]
    whole, at = _put(text, taken)
    node = composed(whole)
    if len(taken) < len(places):
        with_signs, at_with = _put(text, places)
        node_with = composed(with_signs)
        if node_with is not None and (node is None or says_the_same(node, node_with)):
            taken, at, node = places, at_with, node_with
    kept = own_words(node)
    return [
        place for place, here in zip(taken, at, strict=True)
        if place.indent or not any(start <= here < end for start, end in kept)
    ]  # fmt: skip


def _put(text: str, places: Sequence[_Place]) -> tuple[str, list[int]]:
    """The text with what is meant at these places, and where each of them stands then."""
    parts: list[str] = []
    at: list[int] = []
    done = length = 0
    for place in places:
        parts += [text[done : place.at], place.meant]
        length += place.at - done
        at.append(length)
        length += len(place.meant)
        done = place.at + len(place.char)
    return "".join([*parts, text[done:]]), at


def _places(text: str) -> Iterator[_Place]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = list(_ODD.finditer(line))
        remark = _remark_at(line) if found else 0
        for match in found:
            char, at = match[0], match.start()
            if at >= remark:
                break
            meant = _meant(line, at, char)
            if meant is not None:
                indent = char in _UNSEEN and not re.sub(f"[{_UNSEEN}]", "", line[:at]).strip()
                shown, between = _shown(line, match), _between(line, match)
                yield _Place(start + at, number, at + 1, char, meant, shown, indent, between)
        start += len(line) + 1


def _remark_at(line: str) -> int:
    """Where a remark begins in a line, its length where there is none."""
    for found in re.finditer(r"(?:^|(?<=\s))#", line):
        before = line[: found.start()]
        if not before.strip() or (before.count('"') % 2 == 0 and before.count("'") % 2 == 0):
            return found.start()
    return len(line)


def _meant(line: str, at: int, char: str) -> str | None:
    """What is read for the character; None: it may stay."""
    if char in _SPACES:
        return " "
    if char in _HYPHENS:
        return "-"
    if char.startswith("\t"):
        return char
    before, after = _neighbour(reversed(line[:at])), _neighbour(iter(line[at + 1 :]))
    if char in _NOTHING:
        return None if _foreign(before) or _foreign(after) else ""
    if char in _CYRILLIC:
        word = _word_around(line, at)
        return _CYRILLIC[char] if _LATIN.search(word) else None
    return unicodedata.normalize("NFKC", char)


def _neighbour(chars: Iterator[str]) -> str:
    return next((char for char in chars if char not in _NOTHING), "")


def _foreign(char: str) -> bool:
    """Whether it is of a script, or a picture, in which joiners and directions mean something."""
    code = ord(char) if char else 0
    return (
        0x0590 <= code < 0x1E00
        or 0x2600 <= code < 0x2800
        or 0x2E80 <= code < 0xFB00
        or 0xFB1D <= code < 0xFEFF
        or (code >= 0x1F000)
    )


def _word_around(line: str, at: int) -> str:
    start = len(re.split(r"[^\w]", line[:at])[-1])
    rest = re.match(r"\w*", line[at:])
    return line[at - start : at] + (rest[0] if rest else "")


def _shown(line: str, match: re.Match[str]) -> str:
    """The word with a point in the place of the character."""
    before = re.split(r"[ \t]", line[max(0, match.start() - _AROUND) : match.start()])[-1]
    after = re.split(r"[ \t]", line[match.end() : match.end() + _AROUND])[0]
    mark = "·" if match[0][0] in _UNSEEN + "\t" else match[0]
    return "".join("·" if one in _UNSEEN else one for one in before + mark + after)


def _between(line: str, match: re.Match[str]) -> bool:
    before, after = line[: match.start()], line[match.end() :]
    if match[0] not in _SPACES:
        return False
    quiet = re.search(r"[^\s:,\[{\-]$", before) and re.match(r"[^\s#\]},]", after)
    return bool(quiet) and not re.fullmatch(r"\s*-?\s*", before)


def _told(places: list[_Place], changed: list[_Place], file: str, signed: bool) -> list[Finding]:
    """One finding for each character, and one for those of its places where it is read as it stands."""
    by_char: dict[tuple[str, bool], list[_Place]] = defaultdict(list)
    read = {place.at for place in changed}
    for place in places:
        by_char[_kind(place.char), place.at in read].append(place)
    return [_finding(kind, found, file, signed, is_read) for (kind, is_read), found in by_char.items()]


def _divides(place: _Place) -> bool:
    """Whether what is meant may divide a text, as YAML's signs do. A hyphen does not: it stands in words."""
    return place.meant in _SIGNS


def _kind(char: str) -> str:
    """What findings are told apart by: each unseen character, all letters of one sort together."""
    if char in _SPACES or char in _NOTHING or char in _HYPHENS:
        return char
    if char.startswith("\t"):
        return "\t"
    if char in _CYRILLIC:
        return "huruf Kiril"
    if "\uff01" <= char <= "\uff5e":
        if char.isalnum():
            return "huruf atau angka selebar Asia"
        return "tanda baca selebar Asia" if unicodedata.normalize("NFKC", char) in _SIGNS else "tanda selebar Asia"
    return "ligatur" if "\ufb00" <= char <= "\ufb06" else "huruf hias"


def _finding(kind: str, places: list[_Place], file: str, signed: bool, is_read: bool) -> Finding:
    first = places[0]
    lines = sorted({place.line for place in places})
    others, more = ", ".join(map(str, lines[1:_PLACES_TOLD])), len(lines) - _PLACES_TOLD
    where = f" (juga pada baris {others}{f' dan {more} baris lain' if more > 0 else ''})"
    where = where if len(lines) > 1 else ""
    quiet: Severity = "saran" if signed or all(place.between for place in places) else "peringatan"
    if kind == "\t":
        message = f"ada tab di dalam teks, pada '{first.shown}'{where}; dibaca sebagai satu spasi"
        remedy = "bila tab itu memisahkan dua sel Excel, tulis menjadi dua butir; bila tidak, ganti dengan spasi"
        return Finding(INVISIBLE, quiet, file, first.line, first.column, "", message, remedy)
    name = {**_SPACES, **_NOTHING, **_HYPHENS}.get(kind, "")
    code = INVISIBLE if name else LOOK_ALIKE
    what = f"{name} (U+{ord(kind):04X})" if name else f"{kind} '{first.char}' (U+{ord(first.char):04X})"
    message = f"ada {what} pada '{first.shown}'{where}; {_reading(first, signed, is_read)}"
    instead = (
        "hapus" if not first.meant else f"ganti dengan {'spasi biasa' if first.meant == ' ' else repr(first.meant)}"
    )
    edits = tuple(TextEdit(place.line, place.column, place.char, place.meant) for place in places)
    if signed:
        remedy = "SOP ini sudah terbit, jadi hurufnya dibiarkan; betulkan pada revisi berikutnya"
    elif _divides(first) and not is_read:
        remedy, edits = _by_hand(first.meant, instead), ()
    else:
        remedy = f"{instead}, atau jalankan 'sop check --perbaiki'"
    return Finding(code, quiet, file, first.line, first.column, "", message, remedy, edits=edits)


def _by_hand(sign: str, instead: str) -> str:
    """How to write a sign within a text."""
    if sign in "\"'":
        return "ganti dengan tanda kutip lengkung: “ ” atau ‘ ’"
    return f"{instead}; bila itu di dalam teks tanpa tanda kutip, apit teksnya dengan tanda kutip"


def _reading(place: _Place, signed: bool, is_read: bool) -> str:
    if signed and place.char in _UNSEEN:
        return "tidak tampak, tetapi ada"
    if not is_read:
        return "dibaca seperti tertulis"
    if not place.meant:
        return "dibaca tanpa karakter itu"
    return f"dibaca sebagai {'spasi biasa' if place.meant == ' ' else repr(place.meant)}"


def odd_letters(text: str) -> set[str]:
    """The characters of ``text`` that would not be read as they are."""
    return {match[0] for match in _ODD.finditer(text)} - {"\t"}


def visible(line: str) -> str:
    """A line in which characters that nobody sees are named, for the console."""
    return _NAMED.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", line)
