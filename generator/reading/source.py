"""Reading one YAML file into plain values, with the place of each of them.

The reader does not guess types: every scalar stays the text that the maintainer wrote ("012", "ya", "no", "2024-01-02"
are texts), and only the model decides what a field is. So nothing is read as octal, boolean or date by surprise.
Anchors, aliases and tags are refused: they make a file hard to read for the people who keep it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.findings import Finding, Severity, declare_all, severity_of_code
from generator.reading.characters import MeantText, as_meant
from generator.reading.limits import MAX_BYTES, Value, one_line
from generator.reading.yaml_reader import read_yaml

declare_all("galat", "D001", "D002", "D003")

_LONE_RETURN = re.compile("\r(?!\n)")
"""A line break of old computers: YAML takes it for one, and no editor of today shows another line."""
_SIGNED = re.compile(r"^sidik:[ \t]+[^\s#]", re.MULTILINE)
"""The mark of `sop publish`: from then on every letter of the file is what was signed."""

Loc: TypeAlias = Sequence[str | int]


class Mark(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Source:
    """One data file: its name as shown to people, its value, and where each part of it stands.

    ``letak``: line and column, one after the other, of each part in the order of the file: the whole, then each key
    with the parts of its value, each item of a list with its own. A thousand files have some hundred thousand parts,
    of which findings name a few. ``sidik``: SHA-256 of the file's bytes, "" where they were not read.
    """

    file: str
    value: Value = None
    letak: array[int] = field(default_factory=lambda: array("I"))
    sidik: str = ""

    def holds(self, loc: Loc) -> bool:
        """Whether the part ``loc`` stands in the file."""
        part = self.value
        for name in loc:
            if isinstance(part, dict) and name in part:
                part = part[str(name)]
            elif isinstance(part, list) and isinstance(name, int) and 0 <= name < len(part):
                part = part[name]
            else:
                return False
        return True

    def mark(self, loc: Loc) -> Mark:
        """The place of ``loc``, or of the nearest part around it that stands in the file."""
        at, part = 0, self.value
        for name in loc:
            if isinstance(part, dict) and name in part:
                keys = list(part)
                before = keys[: keys.index(str(name))]
                at, part = at + 1 + sum(_parts(part[key]) for key in before), part[str(name)]
            elif isinstance(part, list) and isinstance(name, int) and 0 <= name < len(part):
                at, part = at + 1 + sum(map(_parts, part[:name])), part[name]
            else:
                break
        return Mark(self.letak[2 * at], self.letak[2 * at + 1]) if self.letak else Mark(1, 1)

    def field_at(self, line: int, column: int) -> str:
        """The part that stands at this place, as findings name it: the last one that begins there or before; "" where
        none does."""
        best: Loc = ()
        for number, loc in enumerate(_paths(self.value)):
            if 2 * number + 1 < len(self.letak) and (self.letak[2 * number], self.letak[2 * number + 1]) <= (
                line,
                column,
            ):
                best = loc
        return _dotted(best)

    def finding(self, code: str, loc: Loc, message: str, remedy: str = "", severity: Severity | None = None) -> Finding:
        """A finding about the part ``loc`` of this file; ``severity``: needed where the code can have several."""
        at = self.mark(loc)
        field = _dotted(loc)
        severity = severity or severity_of_code(code)
        return Finding(code, severity, self.file, at.line, at.column, field, one_line(message), one_line(remedy))


def _parts(value: Value) -> int:
    """How many parts a value has, itself included."""
    if isinstance(value, dict):
        return 1 + sum(map(_parts, value.values()))
    return 1 + sum(map(_parts, value)) if isinstance(value, list) else 1


def _paths(value: Value, at: tuple[str | int, ...] = ()) -> Iterator[Loc]:
    """The parts of a value in the order of the file, itself first."""
    yield at
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, (*at, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _paths(part, (*at, number))


def _dotted(loc: Loc) -> str:
    return one_line(".".join(str(part + 1) if isinstance(part, int) else part for part in loc))


def read_bytes(path: Path, file: str) -> bytes | Finding:
    """The bytes of a data file; ``file`` is its name in findings. What cannot be read gives a finding."""
    try:
        if not path.is_file():  # a folder, a pipe or a device of this name
            return _whole(file, "D001", "ini bukan berkas biasa", "ganti dengan berkas, atau hapus")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return _whole(file, "D001", "berkas tidak dapat dibaca", "periksa izin berkas")
    if len(raw) > MAX_BYTES:
        return _whole(file, "D002", f"berkas lebih besar dari {MAX_BYTES // 1000} kB", "pecah menjadi beberapa berkas")
    return raw


def source_of(raw: bytes, file: str) -> tuple[Source, list[Finding]]:
    """The bytes ``raw`` of the data file ``file`` as a source."""
    sidik = digest_of(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message, remedy = (
            "berkas tidak tersimpan sebagai UTF-8",
            "pada penyunting, pilih Simpan Sebagai, pengodean UTF-8",
        )
        return Source(file, sidik=sidik), [Finding("D003", "galat", file, line, column, "", message, remedy)]
    source, findings = parse_source(text, file)
    source.sidik = sidik
    return source, findings


def digest_of(raw: bytes) -> str:
    """The hash by which files are told apart."""
    return sha256(raw).hexdigest()


def parse_source(text: str, file: str, *, final: bool | None = None) -> tuple[Source, list[Finding]]:
    """Parse YAML ``text`` as if it stood in ``file``. ``final``: take it to the letter; None = if it was signed."""
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    final = is_signed(text) if final is None else final
    meant = as_meant(text, file, signed=final)
    value, letak, findings = read_yaml(meant.text, file, final=final)
    if meant.moved:
        letak = array("I", _moved_back(letak, meant))
        findings = [replace(found, column=meant.column(found.line, found.column)) for found in findings]
    if file.startswith("arsip/"):  # what is kept there is never changed: nothing is said of how it was typed
        return Source(file, value, letak), [found for found in findings if found.severity == "galat"]
    return Source(file, value, letak), [*meant.findings, *findings]


def is_signed(text: str) -> bool:
    """Whether the text of a data file is that of an SOP that was published."""
    return _SIGNED.search(text) is not None


def _moved_back(letak: array[int], meant: MeantText) -> Iterator[int]:
    """The places of parts, in the columns of the file."""
    for line, column in zip(letak[::2], letak[1::2], strict=True):
        yield from (line, meant.column(line, column))


def _whole(file: str, code: str, message: str, remedy: str) -> Finding:
    return Finding(code, "galat", file, 0, 0, "", message, remedy)
