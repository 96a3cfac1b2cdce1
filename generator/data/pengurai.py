"""The careful YAML reader: slow, and what it says of a file that cannot be read names the place and the cause.

``pengurai_cepat.py`` reads what is plain several times as fast; whatever that does not take comes here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import yaml

from generator.data.batas import FORBIDDEN, MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, NULLS, Value, one_line
from generator.findings import Finding, declare_all

declare_all("galat", "D004", "D006", "D007", "D008", "D009", "D018")

_TOO_MANY = "pecah menjadi beberapa berkas, misalnya satu SOP untuk setiap kegiatan"
_TOO_DEEP = ("isian bersarang terlalu dalam", "susun ulang menurut contoh pada panduan")
_CONTROL = ("ada karakter kendali yang tidak boleh ada dalam teks", "hapus karakter itu, lalu ketik ulang bagian ini")
_TWO_DOCUMENTS = ("satu berkas hanya boleh memuat satu dokumen", "hapus baris '---' yang kedua")
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


def read_carefully(text: str, file: str) -> tuple[Value, array[int], list[Finding]]:
    """What the YAML ``text`` says, as if it stood in ``file``: value, places of its parts (``Source.letak``), findings.

    A file that breaks off, or that may not be read on, has neither value nor places.
    """
    reader = _Reader(file)
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
        return reader.value, reader.letak, reader.findings
    return None, array("I"), reader.findings


class _RefusedError(Exception):
    """The file holds something that makes it unsafe or hard to keep; nothing more of it is read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Reader:
    """Builds the value of one file from PyYAML's events, in one pass and without PyYAML's types."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Value = None
        self.letak = array("I")
        self.findings: list[Finding] = []

    def read(self, text: str) -> None:
        """Take up what ``text`` says."""
        events = self._allowed(text)
        for event in events:
            if isinstance(event, _CONTENT):
                self._place(event)
                self.value = self._value(event, events)

    def _allowed(self, text: str) -> Iterator[yaml.Event]:
        """The events of ``text``, as long as they are plain: no depth, anchor, alias, tag or second document."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
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

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            text = self._text(event)
            return None if event.implicit[0] and text in NULLS else text
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                if len(items) == MAX_ITEMS:
                    raise self._refused(item, "D018", f"daftar ini memuat lebih dari {MAX_ITEMS} butir", _TOO_MANY)
                self._place(item)
                items.append(self._value(item, events))
            return items
        result: dict[str, Value] = {}
        lines: dict[str, int] = {}
        entries = 0
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            entries += 1
            if entries > MAX_ENTRIES:
                raise self._refused(key, "D018", f"di sini ada lebih dari {MAX_ENTRIES} isian", _TOO_MANY)
            self._entry(key, events, result, lines)
        return result

    def _entry(
        self, key: yaml.Event, events: Iterator[yaml.Event], result: dict[str, Value], lines: dict[str, int]
    ) -> None:
        """One key and its value. What cannot be a name, or is there already, is read and dropped with a finding.

        ``lines``: where the names so far stand.
        """
        if not isinstance(key, yaml.ScalarEvent):
            skipped = _Reader(self.file)
            skipped._value(key, events)
            skipped._value(next(events), events)
            message = "nama isian harus berupa kata"
            self.findings.append(self._at(key, "D008", message, "tulis nama isian diikuti titik dua"))
            return
        name = self._text(key)
        if name in result:
            _Reader(self.file)._value(next(events), events)
            message = f"'{one_line(name)}' sudah ada pada baris {lines[name]}"
            self.findings.append(self._at(key, "D009", message, "gabungkan keduanya atau hapus salah satu"))
            return
        self._place(key)
        lines[name] = _mark(key)[0]
        result[name] = self._value(next(events), events)

    def _place(self, event: yaml.Event) -> None:
        self.letak.extend(_mark(event))

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = str(event.value)
        if FORBIDDEN.search(text):
            self.findings.append(self._at(event, "D004", *_CONTROL))
        return text

    def _at(self, event: yaml.Event, code: str, message: str, remedy: str) -> Finding:
        return Finding(code, "galat", self.file, *_mark(event), "", message, remedy)

    def _refused(self, event: yaml.Event, code: str, message: str, remedy: str) -> _RefusedError:
        return _RefusedError(self._at(event, code, message, remedy))


def _mark(event: yaml.Event) -> tuple[int, int]:
    """Line and column at which an event begins, counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Finding:
    raw = error.problem or ""
    made = error.context_mark if any(start in raw for start in _AT_START) else None
    mark = made or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    unknown = ("susunan YAML tidak dapat dibaca di sini", _ABOVE)
    message, remedy = next((words for start, words in _PROBLEMS.items() if start in raw), unknown)
    return Finding("D004", "galat", file, line, column, "", message, remedy)
