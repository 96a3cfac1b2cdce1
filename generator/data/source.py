"""Reading one YAML file into plain values, with the place of each of them.

The reader does not guess types: every scalar stays the text that the maintainer wrote ("012", "ya", "no", "2024-01-02"
are texts), and only the model decides what a field is. So nothing is read as octal, boolean or date by surprise.
Anchors, aliases and tags are refused: they make a file hard to read for the people who keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from generator.findings import Finding, Severity

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Loc: TypeAlias = Sequence[str | int]

MAX_BYTES = 2_000_000
"""A data file larger than this is refused: a real SOP has some 20 kB."""
MAX_DEPTH = 30
_NULLS = {"", "~", "null", "Null", "NULL"}
_TOO_DEEP = ("isian bersarang terlalu dalam", "susun ulang menurut contoh pada panduan")
_PROBLEMS = {
    "found character '\\t'": "ada tab; YAML hanya menerima spasi untuk menjorokkan baris",
    "mapping values are not allowed here": "ada titik dua yang tidak pada tempatnya; "
    "apit teks yang memuat ': ' dengan tanda kutip",
    "could not find expected ':'": "titik dua setelah nama isian tidak ditemukan",
    "found unexpected end of stream": "teks bertanda kutip tidak ditutup",
    "expected <block end>": "jorokan baris tidak sama dengan baris di atasnya",
    "did not find expected": "jorokan atau tanda baca tidak sesuai",
    "special characters are not allowed": "ada karakter kendali yang tidak boleh ada dalam berkas",
    "expected a single document": "satu berkas hanya boleh memuat satu dokumen (hapus baris '---' yang kedua)",
    "found duplicate anchor": "ada jangkar (&) ganda",
    "found undefined alias": "ada rujukan (*) yang tidak dikenal; apit teks yang diawali '*' dengan tanda kutip",
}


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
        return Finding(code, severity, self.file, at.line, at.column, ".".join(map(_field_name, loc)), message, remedy)


def _field_name(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def read_source(path: Path, file: str) -> tuple[Source, list[Finding]]:
    """Read ``path``; ``file`` is its name in findings. A file that cannot be read gives no value but a finding."""
    source = Source(file)
    try:
        raw = path.read_bytes()
    except OSError:
        return source, [
            _whole(file, "D001", "berkas tidak dapat dibaca", "periksa izin berkas dan apakah ini berkas biasa")
        ]
    if len(raw) > MAX_BYTES:
        return source, [
            _whole(file, "D002", f"berkas lebih besar dari {MAX_BYTES // 1_000_000} MB", "pecah menjadi beberapa SOP")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = "berkas tidak tersimpan sebagai UTF-8"
        return source, [
            Finding("D003", "galat", file, line, column, "", message, "simpan ulang dengan pengodean UTF-8")
        ]
    return parse_source(text, file)


def parse_source(text: str, file: str) -> tuple[Source, list[Finding]]:
    """Parse YAML ``text`` as if it stood in ``file``."""
    source = Source(file)
    findings: list[Finding] = []
    try:
        findings.extend(_refused_events(text, file))
        if not findings:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            if node is not None:
                source.value = _convert(node, (), source, findings)
    except yaml.MarkedYAMLError as error:
        findings.append(_syntax(error, file))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        findings.append(
            Finding(
                "D004",
                "galat",
                file,
                line,
                column,
                "",
                _PROBLEMS["special characters are not allowed"],
                "hapus karakter itu",
            )
        )
    except RecursionError:
        findings.append(_whole(file, "D006", *_TOO_DEEP))
    return source, findings


def _refused_events(text: str, file: str) -> Iterator[Finding]:
    """What makes a file unsafe or hard to keep: deep nesting, anchors and aliases, type tags. The first one only."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield _at(event, file, "D006", *_TOO_DEEP)
            return
        anchor = getattr(event, "anchor", None)
        if anchor:
            message = f"jangkar atau rujukan YAML (& atau *) '{anchor}' tidak dipakai di sini"
            yield _at(event, file, "D007", message, "tulis nilainya langsung, atau apit teks dengan tanda kutip")
            return
        if getattr(event, "tag", None):
            message = "tanda tipe YAML (!) tidak dipakai di sini"
            yield _at(event, file, "D007", message, "hapus, atau apit teks dengan tanda kutip")
            return


def _convert(node: yaml.Node, loc: tuple[str | int, ...], source: Source, findings: list[Finding]) -> Value:
    source.marks.setdefault(loc, _mark(node))
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return None if node.style is None and text in _NULLS else text
    if isinstance(node, yaml.SequenceNode):
        return [_convert(child, (*loc, i), source, findings) for i, child in enumerate(node.value)]
    result: dict[str, Value] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            message = "nama isian harus berupa kata"
            findings.append(_at(key_node, source.file, "D008", message, "tulis nama isian diikuti titik dua"))
            continue
        key = str(key_node.value)
        if key in result:
            message = f"'{key}' sudah ada pada baris {source.marks[*loc, key].line}"
            findings.append(_at(key_node, source.file, "D009", message, "gabungkan keduanya atau hapus salah satu"))
            continue
        source.marks[*loc, key] = _mark(key_node)
        result[key] = _convert(value_node, (*loc, key), source, findings)
    return result


def _at(part: yaml.Node | yaml.Event, file: str, code: str, message: str, remedy: str) -> Finding:
    mark = _mark(part)
    return Finding(code, "galat", file, mark.line, mark.column, "", message, remedy)


def _mark(part: yaml.Node | yaml.Event) -> Mark:
    mark = part.start_mark
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    raw = error.problem or ""
    known = next((text for start, text in _PROBLEMS.items() if start in raw), "susunan YAML tidak dapat dibaca di sini")
    return Finding("D004", "galat", file, line, column, "", known, "periksa baris ini dan baris di atasnya")


def _whole(file: str, code: str, message: str, remedy: str) -> Finding:
    return Finding(code, "galat", file, 0, 0, "", message, remedy)
