"""Reading one YAML file into plain values, with the place of each of them.

The reader does not guess types: every scalar stays the text that the maintainer wrote ("012", "ya", "no", "2024-01-02"
are texts), and only the model decides what a field is. So nothing is read as octal, boolean or date by surprise.
Anchors, aliases and tags are refused: they make a file hard to read for the people who keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from generator.findings import Finding, Severity

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Loc: TypeAlias = Sequence[str | int]

MAX_BYTES = 500_000
"""A data file larger than this is refused: a real SOP has some 20 kB, and reading this much takes about a second."""
MAX_DEPTH = 30
MAX_ITEMS = 500
"""Items of one list: the longest real procedures have some 50 steps. It bounds what the checks have to compare."""
MAX_ENTRIES = 3000
"""Names in one mapping: jabatan.yml and peraturan.yml of a large agency."""
MAX_WORDS = 500
"""Longer words of a finding are cut."""
_NULLS = {"", "~", "null", "Null", "NULL"}
_TOO_MANY = "pecah menjadi beberapa berkas, misalnya satu SOP untuk setiap kegiatan"
_TOO_DEEP = ("isian bersarang terlalu dalam", "susun ulang menurut contoh pada panduan")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters, non-characters: no text has them, and XML cannot say them."""
_CONTROL = ("ada karakter kendali yang tidak boleh ada dalam teks", "hapus karakter itu, lalu ketik ulang bagian ini")
_TWO_DOCUMENTS = ("satu berkas hanya boleh memuat satu dokumen", "hapus baris '---' yang kedua")
_FASTEST: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTENT = (yaml.ScalarEvent, yaml.CollectionStartEvent)
_ABOVE = "periksa baris ini dan baris di atasnya"
_PROBLEMS = {
    "found character '\\t'": (
        "ada tab; YAML hanya menerima spasi untuk menjorokkan baris",
        "ganti tab dengan spasi, biasanya dua spasi untuk setiap tingkat",
    ),
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
    "expected <block end>": (
        "jorokan baris ini tidak sama dengan baris yang setingkat",
        "samakan jumlah spasi di awal baris dengan baris yang setingkat",
    ),
    "did not find expected": ("jorokan atau tanda baca tidak sesuai", _ABOVE),
    "found duplicate anchor": ("ada jangkar (&) ganda", _ABOVE),
    "found undefined alias": (
        "ada rujukan (*) yang tidak dikenal",
        "apit teks yang diawali '*' dengan tanda kutip",
    ),
}
"""What PyYAML says -> what we say, and how to mend it."""
_AT_START = ("could not find expected ':'", "found unexpected end of stream")
"""Problems that PyYAML notices long after the place where they were made."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Source:
    """One data file: its name as shown to people, its value, and where each part of it stands.

    ``marks`` maps a path such as ``("langkah", 2, "uraian")`` to the place of its key (or list dash's value).
    """

    file: str
    value: Value = None
    marks: dict[tuple[str | int, ...], Mark] = field(default_factory=dict)

    def mark(self, loc: Loc) -> Mark:
        """The place of ``loc``, or of the nearest part around it that stands in the file."""
        path = tuple(loc)
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1))

    def finding(self, code: str, severity: Severity, loc: Loc, message: str, remedy: str = "") -> Finding:
        """A finding about the part ``loc`` of this file."""
        at = self.mark(loc)
        field = one_line(".".join(map(_field_name, loc)))
        return Finding(code, severity, self.file, at.line, at.column, field, one_line(message), one_line(remedy))


def _field_name(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def one_line(words: str) -> str:
    """``words`` fit for one line of a console or a log, however hostile the data or the file name in it."""
    text = _FORBIDDEN.sub("\ufffd", " ".join(words.split()))
    return text if len(text) <= MAX_WORDS else f"{text[: MAX_WORDS - 1]}…"


def read_source(path: Path, file: str) -> tuple[Source, list[Finding]]:
    """Read ``path``; ``file`` is its name in findings. A file that cannot be read gives no value but a finding."""
    source = Source(file)
    try:
        if not path.is_file():  # a folder, a pipe or a device of this name
            return source, [_whole(file, "D001", "ini bukan berkas biasa", "ganti dengan berkas, atau hapus")]
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return source, [_whole(file, "D001", "berkas tidak dapat dibaca", "periksa izin berkas")]
    if len(raw) > MAX_BYTES:
        return source, [
            _whole(file, "D002", f"berkas lebih besar dari {MAX_BYTES // 1000} kB", "pecah menjadi beberapa berkas")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message, remedy = (
            "berkas tidak tersimpan sebagai UTF-8",
            "pada penyunting, pilih Simpan Sebagai, pengodean UTF-8",
        )
        return source, [Finding("D003", "galat", file, line, column, "", message, remedy)]
    known, findings = _parsed(text, file)
    return known, list(findings)


@lru_cache(maxsize=4000)
def _parsed(text: str, file: str) -> tuple[Source, tuple[Finding, ...]]:
    """``sop serve`` reads the same files again at every save."""
    source, findings = parse_source(text, file)
    return source, tuple(findings)


def parse_source(text: str, file: str) -> tuple[Source, list[Finding]]:
    """Parse YAML ``text`` as if it stood in ``file``.

    libyaml reads about five times as fast; what it stumbles over is read again by PyYAML's own parser, whose messages
    name the place and the cause more exactly.
    """
    source, findings = _parse(text, file, _FASTEST)
    return (source, findings) if not findings else _parse(text, file, yaml.SafeLoader)


def _parse(text: str, file: str, loader: type[Any]) -> tuple[Source, list[Finding]]:
    reader = _Reader(Source(file), loader)
    try:
        reader.read(text)
    except _RefusedError as refused:
        reader.findings.append(refused.finding)
    except yaml.MarkedYAMLError as error:
        reader.findings.append(_syntax(error, file))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        reader.findings.append(Finding("D004", "galat", file, line, column, "", *_CONTROL))
    else:
        return reader.source, reader.findings
    return Source(file), reader.findings


class _RefusedError(Exception):
    """The file holds something that makes it unsafe or hard to keep; nothing more of it is read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Reader:
    """Builds the value of one file from PyYAML's events, in one pass and without PyYAML's types."""

    def __init__(self, source: Source, loader: type[Any]) -> None:
        self.source, self.loader = source, loader
        self.findings: list[Finding] = []

    def read(self, text: str) -> None:
        """Fill the source with what ``text`` says."""
        events = self._allowed(text)
        for event in events:
            if isinstance(event, _CONTENT):
                self.source.value = self._value(event, (), events)

    def _allowed(self, text: str) -> Iterator[yaml.Event]:
        """The events of ``text``, as long as they are plain: no depth, anchor, alias, tag or second document."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=self.loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > MAX_DEPTH:
                raise self._refused(event, "D006", *_TOO_DEEP)
            if documents > 1:
                raise self._refused(event, "D004", *_TWO_DOCUMENTS)
            anchor = getattr(event, "anchor", None)
            if anchor:
                message = f"jangkar atau rujukan YAML (& atau *) '{one_line(anchor)}' tidak dipakai di sini"
                raise self._refused(
                    event, "D007", message, "tulis nilainya langsung, atau apit teks dengan tanda kutip"
                )
            if getattr(event, "tag", None):
                message = "tanda tipe YAML (!) tidak dipakai di sini"
                raise self._refused(event, "D007", message, "hapus, atau apit teks dengan tanda kutip")
            yield event

    def _value(self, event: yaml.Event, loc: tuple[str | int, ...], events: Iterator[yaml.Event]) -> Value:
        self.source.marks.setdefault(loc, _mark(event))
        if isinstance(event, yaml.ScalarEvent):
            text = self._text(event)
            return None if event.implicit[0] and text in _NULLS else text
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                if len(items) == MAX_ITEMS:
                    raise self._refused(item, "D018", f"daftar ini memuat lebih dari {MAX_ITEMS} butir", _TOO_MANY)
                items.append(self._value(item, (*loc, len(items)), events))
            return items
        result: dict[str, Value] = {}
        entries = 0
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            entries += 1
            if entries > MAX_ENTRIES:
                raise self._refused(key, "D018", f"di sini ada lebih dari {MAX_ENTRIES} isian", _TOO_MANY)
            self._entry(key, loc, events, result)
        return result

    def _entry(
        self, key: yaml.Event, loc: tuple[str | int, ...], events: Iterator[yaml.Event], result: dict[str, Value]
    ) -> None:
        """One key and its value. What cannot be a name, or is there already, is read and dropped with a finding."""
        if not isinstance(key, yaml.ScalarEvent):
            skipped = _Reader(Source(self.source.file), self.loader)
            skipped._value(key, (), events)
            skipped._value(next(events), (), events)
            message = "nama isian harus berupa kata"
            self.findings.append(self._at(key, "D008", message, "tulis nama isian diikuti titik dua"))
            return
        name = self._text(key)
        if name in result:
            _Reader(Source(self.source.file), self.loader)._value(next(events), (), events)
            message = f"'{one_line(name)}' sudah ada pada baris {self.source.marks[*loc, name].line}"
            self.findings.append(self._at(key, "D009", message, "gabungkan keduanya atau hapus salah satu"))
            return
        self.source.marks[*loc, name] = _mark(key)
        result[name] = self._value(next(events), (*loc, name), events)

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = str(event.value)
        if _FORBIDDEN.search(text):
            self.findings.append(self._at(event, "D004", *_CONTROL))
        return text

    def _at(self, event: yaml.Event, code: str, message: str, remedy: str) -> Finding:
        mark = _mark(event)
        return Finding(code, "galat", self.source.file, mark.line, mark.column, "", message, remedy)

    def _refused(self, event: yaml.Event, code: str, message: str, remedy: str) -> _RefusedError:
        return _RefusedError(self._at(event, code, message, remedy))


def _mark(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Finding:
    raw = error.problem or ""
    made = error.context_mark if any(start in raw for start in _AT_START) else None
    mark = made or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    unknown = ("susunan YAML tidak dapat dibaca di sini", _ABOVE)
    message, remedy = next((words for start, words in _PROBLEMS.items() if start in raw), unknown)
    return Finding("D004", "galat", file, line, column, "", message, remedy)


def _whole(file: str, code: str, message: str, remedy: str) -> Finding:
    return Finding(code, "galat", file, 0, 0, "", message, remedy)
