"""What was read and checked before, file by file: by this process, or by an earlier one that left it on the disk.

A file is known again by the hash of its bytes, never by its time or size, which can lie: reading and hashing a thousand
SOPs takes some 50 ms, parsing and checking them seconds. What goes to the disk are plain values as JSON: whoever could
change them can make nothing run, and the model validates every value again. Nothing is wrong where all this is absent,
cut off or damaged: then files are read as if for the first time.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from generator.findings import CODES, Finding, TextEdit
from generator.reading.source import Source, digest_of, source_of

Ihwal = TypeVar("Ihwal")
_FIELDS = attrgetter("code", "severity", "line", "column", "field", "message", "remedy", "edits")
"""What of a finding is kept; the rest is added to every finding at the end."""


class CheckedFile(NamedTuple):
    """What the rules found in one file. It holds while what they went by is the same: ``keadaan``, a hash of what all
    rules go by, and the answers to what they asked about other files (question -> answer)."""

    keadaan: str
    jawaban: Mapping[str, str | None]
    temuan: tuple[Finding, ...]


@dataclass(slots=True)
class _KnownFile:
    """One file as it was read. ``model``: what was made of it; ``baris``: its line on the disk (None = not there);
    ``kutipan``: findings, and the same with their lines."""

    sumber: Source
    temuan: tuple[Finding, ...] = ()
    model: tuple[object, tuple[Finding, ...]] | None = None
    diperiksa: CheckedFile | None = None
    baris: bytes | None = None
    kutipan: tuple[tuple[Finding, ...], tuple[Finding, ...]] | None = None


class ReadCache:
    """The memory of one data folder. ``isi``: what ``tulis`` gave in another run, ``cara``: a hash of the program, by
    which all this goes; what another program left is not used."""

    def __init__(self, isi: bytes = b"", cara: str = "") -> None:
        head, *lines = isi.split(b"\n")
        self._kepala = cara.encode()
        self._dikenal: dict[str, _KnownFile] = {}
        known = lines if head == self._kepala else []
        self._baris = {line.partition(b" ")[0].decode("utf-8", "replace"): line for line in known if line}
        """Lines that nobody asked for yet, by file."""
        self._usang = False
        """Whether more is known than the disk says."""

    def source(self, file: str, raw: bytes) -> tuple[Source, tuple[Finding, ...]]:
        """The data file ``file`` with the bytes ``raw``, and what is to be said about reading it."""
        sidik = digest_of(raw)
        known = self._dikenal.get(file)
        if known is None or known.sumber.sidik != sidik:
            known = _from_line(self._baris.pop(file, b""), file, sidik)
            if known is None:
                source, findings = source_of(raw, file)
                known = _KnownFile(source, tuple(findings))
                self._usang = True
            self._dikenal[file] = known
        return known.sumber, known.temuan

    def model(
        self, source: Source, make: Callable[[Source], tuple[Ihwal, tuple[Finding, ...]]]
    ) -> tuple[Ihwal, tuple[Finding, ...]]:
        """What ``make`` makes of a source: the same object for the same source."""
        known = self._known(source)
        if known is None:
            return make(source)
        if known.model is None:
            known.model = make(source)
        made: Any = known.model
        result: tuple[Ihwal, tuple[Finding, ...]] = made
        return result

    def checked(self, source: Source) -> CheckedFile | None:
        """What the rules found in this source when they were last asked."""
        known = self._known(source)
        return known.diperiksa if known else None

    def note(self, source: Source, found: CheckedFile) -> None:
        """Keep what the rules found in this source."""
        known = self._known(source)
        if known:
            known.diperiksa, known.baris, self._usang = found, None, True

    def quoted(
        self, source: Source, told: tuple[Finding, ...], make: Callable[[], tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        """The findings ``told`` of this source with their lines, as ``make`` finds these."""
        known = self._known(source)
        if known is None:
            return make()
        if known.kutipan is None or known.kutipan[0] != told:
            known.kutipan = told, make()
        return known.kutipan[1]

    def keep(self, files: Collection[str]) -> None:
        """Forget all other files."""
        self._usang = self._usang or bool(self._baris) or any(file not in files for file in self._dikenal)
        self._dikenal = {file: known for file, known in self._dikenal.items() if file in files}
        self._baris = {}

    def dump(self) -> bytes | None:
        """All that can be kept for another process: files about whose reading there is nothing to say; None where this
        was written already."""
        if not self._usang:
            return None
        self._usang = False
        clean = {file: known for file, known in self._dikenal.items() if not known.temuan and known.sumber.sidik}
        for known in clean.values():
            if known.baris is None:
                known.baris = _to_line(known)
        return b"\n".join([self._kepala, *(known.baris or b"" for known in clean.values()), b""])

    def _known(self, source: Source) -> _KnownFile | None:
        known = self._dikenal.get(source.file)
        return known if known is not None and known.sumber is source else None


def _to_line(known: _KnownFile) -> bytes:
    source, found = known.sumber, known.diperiksa
    checked = found and [found.keadaan, found.jawaban, [_FIELDS(finding) for finding in found.temuan]]
    said = [source.value, source.letak.tolist(), checked]
    text = json.dumps(said, separators=(",", ":")).encode()
    return b" ".join([source.file.encode(), source.sidik.encode(), b"%08x" % crc32(text), text])


def _told(file: str, fields: Sequence[Any]) -> Finding:
    """A finding of ``file`` from what was kept of it (``_FIELDS``)."""
    code, severity, line, column, field, message, remedy, edits = fields
    mends = tuple(TextEdit(*one) for one in edits)
    return Finding(code, severity, file, line, column, field, message, remedy, edits=mends)


def _from_line(line: bytes, file: str, sidik: str) -> _KnownFile | None:
    """The file as its line says; None where that is about other bytes, or damaged."""
    words = line.split(b" ", 3)
    if len(words) != 4 or words[1] != sidik.encode() or words[2] != b"%08x" % crc32(words[3]):
        return None
    value, letak, checked = json.loads(words[3])
    found = None
    if checked:
        keadaan, jawaban, findings = checked
        if any(code not in CODES for code, *_ in findings):  # of a rule that this program does not have
            return None
        told = tuple(_told(file, fields) for fields in findings)
        found = CheckedFile(keadaan, jawaban, told)
    return _KnownFile(Source(file, value, array("I", letak), sidik), (), None, found, line)
