"""The one YAML reader, on libyaml's events: what a file says, where each part stands, and what is wrong.

Whatever reads or edits a data file goes by it: two readers of YAML never quite agree (PyYAML's own one and libyaml
differ about tabs and question marks), and what one takes the other may refuse.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml

from generator.findings import Finding, declare_all
from generator.reading.broken_lines import cause
from generator.reading.limits import FORBIDDEN, MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, NULLS, UNREADABLE, Value, one_line
from generator.reading.swallowed import IN_ONE_LINE, as_word, has_word_marks, is_remainder, swallowed
from generator.reading.yaml_causes import cause_of, is_left_open, sign_at, uneven
from generator.reading.yaml_shape import PARSER, nodes

declare_all("galat", "D004", "D006", "D007", "D008", "D009", "D018")

_NODES = frozenset({yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent})
"""Events with which a part of a file begins."""
_HASH = re.compile(r"^[ \t]*[^#\s][^\n]*(?:[ \t]#[^\s#!=-]|[^\s:] #(?:[ \t]|$))", re.MULTILINE)
"""A line on which a "#" follows other words and may not begin a remark."""
_BRACKETS = re.compile(r"\[[^\]]{0,2000}(?:[(\"“‘;]|[0-9],[0-9])")
"""A list in brackets in which a comma may have split a text, or a semicolon may stand for one."""
_BLOCKS = ("|", ">")
_TOO_MANY = "pecah menjadi beberapa berkas, misalnya satu SOP untuk setiap kegiatan"
_TOO_DEEP = ("isian bersarang terlalu dalam", "susun ulang menurut contoh pada panduan")
_NO_TEXT = (
    "ada karakter kendali atau yang bukan huruf, yang tidak boleh ada dalam teks",
    "hapus karakter itu, lalu ketik ulang bagian ini",
)
_TWO_DOCUMENTS = ("satu berkas hanya boleh memuat satu dokumen", "hapus baris '---' yang kedua")
_ABOVE = "periksa baris ini dan baris di atasnya"
_TAB = (
    "ada tab; YAML hanya menerima spasi untuk menjorokkan baris",
    "ganti tab dengan spasi, biasanya dua spasi untuk setiap tingkat",
)
_INDENT = (
    "jorokan baris ini tidak sama dengan baris yang setingkat",
    "samakan jumlah spasi di awal baris dengan baris yang setingkat",
)
_QUESTION = ("tanda '?' di awal teks dipakai YAML sendiri", "apit teksnya dengan tanda kutip")
_OPEN = ("tanda kurung ini tidak ditutup", "tulis kurung penutupnya, atau apit teks dengan tanda kutip")
_PROBLEMS = {
    "found a tab character": _TAB,
    "Unicode character escape code": _NO_TEXT,
    "mapping values are not allowed": (
        "ada titik dua yang tidak pada tempatnya",
        "apit teks yang memuat titik dua dengan tanda kutip, atau samakan jorokannya dengan baris yang setingkat",
    ),
    "could not find expected ':'": (
        "di sini tidak ada titik dua setelah nama isian",
        "tulis nama isian, titik dua, spasi, lalu isinya",
    ),
    "found unexpected end of stream": (
        "teks bertanda kutip ini tidak ditutup",
        "tulis tanda kutip yang sama di akhir teksnya",
    ),
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "did not find expected": ("jorokan atau tanda baca tidak sesuai", _ABOVE),
    "found duplicate anchor": ("ada jangkar (&) ganda", _ABOVE),
    "found undefined alias": (
        "ada rujukan (*) yang tidak dikenal",
        "apit teks yang diawali '*' dengan tanda kutip",
    ),
}
"""What libyaml says -> what we say, and how to mend it."""
_AT_START = ("could not find expected ':'", "found unexpected end of stream")
"""Problems that libyaml notices long after the place where they were made."""


def read_yaml(text: str, file: str, *, final: bool = False) -> tuple[Value, array[int], list[Finding]]:
    """What the YAML ``text`` says, as if it stood in ``file``: value, places of its parts (``Source.letak``), findings.

    A file that breaks off, or that may not be read on, has neither value nor places. ``final``: it was signed or is
    in the archive, so its words are taken as they stand.
    """
    unreadable = UNREADABLE.search(text)
    if unreadable:
        at = unreadable.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        return None, array("I"), [Finding("D004", "galat", file, line, column, "", *_not_text(unreadable[0]))]
    parser = PARSER(text)
    reader = _YamlReader(file, parser, text, final)
    try:
        reader.read()
    except _RefusedError as refused:
        reader.findings.append(_with_sign(refused.finding, text))
    except yaml.YAMLError as error:
        reader.findings.append(_syntax(error, text, file))
    else:
        if reader.doubtful or _HASH.search(text) or _BRACKETS.search(text):
            reader.findings += (replace(found, file=file) for found in swallowed(text, nodes(text)))
        return reader.value, reader.letak, reader.findings
    finally:
        parser.dispose()
    return None, array("I"), reader.findings


class _RefusedError(Exception):
    """The file holds something that makes it unsafe or hard to keep; nothing more of it is read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _YamlReader:
    """Builds the value of one file from the events of ``parser``, in one pass and without YAML's types."""

    def __init__(self, file: str, parser: Any, text: str, final: bool) -> None:
        self._file, self._raw, self._final = file, text, final
        self._get = parser.get_event
        self.doubtful = False
        """Whether a text may not say all that was written."""
        self.value: Value = None
        self.letak = array("I")
        self.findings: list[Finding] = []

    def read(self) -> None:
        """Take up what the file says: at most one document."""
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.NodeEvent):
                self._place(event)
                self.value = self._value(event, 1)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "D004", *_TWO_DOCUMENTS)

    def _next(self) -> Any:
        """The next event, if it may stand here: no anchor, alias or tag."""
        event = self._get()
        kind = type(event)
        if (kind in _NODES and (event.anchor or event.tag)) or kind is yaml.AliasEvent:
            raise self._marked(event)
        return event

    def _marked(self, event: Any) -> _RefusedError:
        if event.anchor:
            message = f"jangkar atau rujukan YAML (& atau *) '{one_line(event.anchor)}' tidak dipakai di sini"
            return self._refused(event, "D007", message, "tulis nilainya langsung, atau apit teks dengan tanda kutip")
        message = "tanda tipe YAML (!) tidak dipakai di sini"
        return self._refused(event, "D007", message, "hapus, atau apit teks dengan tanda kutip")

    def _value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text = self._text(event)
            if event.style not in _BLOCKS and event.end_mark.line > event.start_mark.line:
                self.doubtful = True
            return self._plain(text) if event.implicit[0] else text
        if depth > MAX_DEPTH:
            raise self._refused(event, "D006", *_TOO_DEEP)
        return self._items(depth + 1) if kind is yaml.SequenceStartEvent else self._entries(depth + 1, event)

    def _plain(self, text: str) -> Value:
        """A text without quotation marks."""
        if text in NULLS:
            return None
        if text[-1] in "]}" or (text[0] in "1a(" and IN_ONE_LINE.match(text)):
            self.doubtful = True
        if text.isascii():
            return text
        word = as_word(text)
        if word is None:
            self.doubtful = self.doubtful or has_word_marks(text)
            return text
        self.doubtful = True
        return text if self._final else word

    def _items(self, depth: int) -> list[Value]:
        items: list[Value] = []
        while type(item := self._next()) is not yaml.SequenceEndEvent:
            if len(items) == MAX_ITEMS:
                raise self._refused(item, "D018", f"daftar ini memuat lebih dari {MAX_ITEMS} butir", _TOO_MANY)
            self._place(item)
            items.append(self._value(item, depth))
        return items

    def _entries(self, depth: int, start: Any) -> dict[str, Value]:
        """Names and their values. What cannot be a name, or is there already, is read and dropped with a finding."""
        result: dict[str, Value] = {}
        lines: dict[str, int] = {}
        twice: list[Any] = []
        entries = 0
        while type(key := self._next()) is not yaml.MappingEndEvent:
            entries += 1
            if entries > MAX_ENTRIES:
                raise self._refused(key, "D018", f"di sini ada lebih dari {MAX_ENTRIES} isian", _TOO_MANY)
            asks = entries == 1 and not start.flow_style and key.start_mark.index > start.start_mark.index
            if asks and type(key) is yaml.ScalarEvent:
                raise self._refused(start, "D004", *_QUESTION)
            if type(key) is not yaml.ScalarEvent:
                self._skip(key, depth)
                self._skip(self._next(), depth)
                message = "nama isian harus berupa kata"
                self.findings.append(self._at(key, "D008", message, "tulis nama isian diikuti titik dua"))
                continue
            name = self._text(key)
            if name in result:
                self._skip(self._next(), depth)
                twice.append(key)
                continue
            if start.flow_style and self._is_rest(key, name):
                self._skip(self._next(), depth)
                self.doubtful = True
                continue
            self._place(key)
            lines[name] = self.letak[-2]
            result[name] = self._value(self._next(), depth)
        if twice:
            self.findings.append(self._twice(twice, lines))
        return result

    def _twice(self, keys: Sequence[Any], lines: Mapping[str, int]) -> Finding:
        """The names that one group holds twice, told at the first of them."""
        first, *others = ((one_line(key.value), lines[key.value]) for key in keys)
        more = ", ".join(f"'{name}' pada baris {line}" for name, line in others)
        message = f"'{first[0]}' sudah ada pada baris {first[1]}" + (f" (juga {more})" if more else "")
        return self._at(keys[0], "D009", message, "gabungkan keduanya atau hapus salah satu")

    def _is_rest(self, key: Any, name: str) -> bool:
        """Whether a name in braces is no name but the rest of a text that a comma split."""
        end = key.end_mark.index
        return bool(key.implicit[0]) and is_remainder(name, self._raw[end : end + 40])

    def _skip(self, event: Any, depth: int) -> None:
        """Read a value that goes nowhere, and say nothing of what is in it."""
        places, findings = len(self.letak), len(self.findings)
        self._value(event, depth)
        del self.letak[places:], self.findings[findings:]

    def _place(self, event: Any) -> None:
        mark = event.start_mark
        self.letak.extend((mark.line + 1, mark.column + 1))

    def _text(self, event: Any) -> str:
        text: str = event.value
        if forbidden := FORBIDDEN.search(text):
            self.findings.append(self._at(event, "D004", *_not_text(forbidden[0])))
        return text

    def _at(self, event: Any, code: str, message: str, remedy: str) -> Finding:
        mark = event.start_mark
        return Finding(code, "galat", self._file, mark.line + 1, mark.column + 1, "", message, remedy)

    def _refused(self, event: Any, code: str, message: str, remedy: str) -> _RefusedError:
        return _RefusedError(self._at(event, code, message, remedy))


def _not_text(char: str) -> tuple[str, str]:
    """What is wrong with a character that no text has, and how to mend it."""
    message, remedy = _NO_TEXT
    return message.replace(",", f" (U+{ord(char):04X}),"), remedy


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """Where and why the file breaks off."""
    raw = getattr(error, "problem", None) or ""
    context, problem = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    made = context if any(start in raw for start in _AT_START) else None
    mark = made or problem or context
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    for place in filter(None, (problem, context)):
        found = cause(text, place.line + 1, file)
        if found:
            return found
    unknown = ("susunan YAML tidak dapat dibaca di sini", _ABOVE)
    message, remedy = next((words for start, words in _PROBLEMS.items() if start in raw), unknown)
    if "',' or '" in raw and context and problem and is_left_open(text, context.index, problem.index):
        line, column = context.line + 1, context.column + 1
        message, remedy = _OPEN
    if "cannot start any token" in raw and mark and text[mark.index : mark.index + 1] == "\t":
        message, remedy = _TAB
    elif message is not _OPEN[0]:
        known = cause_of(text, line, column)
        if known is None and (message is _INDENT[0] or "<document start>" in raw):
            known = uneven(text, line, context.line + 1 if context else 1)
        line, column, message, remedy = known or (line, column, message, remedy)
    return Finding("D004", "galat", file, line, column, "", message, remedy)


def _with_sign(finding: Finding, text: str) -> Finding:
    """The finding with the line in quotes, where a text begins with a sign that YAML keeps for itself."""
    known = sign_at(text, finding.line, finding.column) if finding.code in ("D004", "D007") else None
    if known is None or known.column != finding.column:
        return finding
    return replace(finding, message=one_line(known.message), remedy=one_line(known.remedy))
