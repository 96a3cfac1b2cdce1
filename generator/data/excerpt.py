"""The line of a data file that a finding is about, cut so that it fits a console, with the place of the caret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from generator.data.folder import FolderReader
from generator.data.read_cache import ReadCache
from generator.findings import Finding
from generator.reading.source import Source

_LEBAR = 72
"""Characters of a line that are shown."""
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where a line ends in YAML."""
_ODD_BREAKS = "\r\x85\u2028\u2029"
"""All of these but the usual one."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that a console would act on or not show."""


def quote(
    folder: Path, findings: Iterable[Finding], sumber: Mapping[str, Source], simpanan: ReadCache
) -> list[Finding]:  # fmt: skip
    """``findings``, in the order of their files, each with its line of the file in ``folder``, also of a file that
    cannot be read as YAML. ``sumber``: what was read of these; ``simpanan``: what was quoted before."""
    pembaca = FolderReader(folder)
    result: list[Finding] = []
    for file, group in groupby(findings, key=attrgetter("file")):
        told = tuple(group)
        make = partial(_quoted, pembaca, folder / file, told)
        result += simpanan.quoted(sumber[file], told, make) if file in sumber else make()
    return result


def _quoted(pembaca: FolderReader, path: Path, told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings of one file with their lines."""
    lines = _lines(pembaca.read(path, told[0].file)) if any(finding.line for finding in told) else []
    found = []
    for finding in told:
        if 0 < finding.line <= len(lines):
            text, caret = cut(lines[finding.line - 1], finding.column)
            finding = replace(finding, kutipan=text, penunjuk=caret)
        found.append(finding)
    return tuple(found)


def cut(line: str, column: int) -> tuple[str, int]:
    """At most ``_LEBAR`` characters of ``line`` around ``column`` (from 1), and where that column stands in them."""
    column = min(max(column, 1), len(line) + 1)
    start = 0 if column <= _LEBAR * 3 // 4 else column - _LEBAR // 2
    text = _UNSEEN.sub(" ", line[start : start + _LEBAR])
    if start:
        text = "…" + text[1:]
    if start + _LEBAR < len(line):
        text = text[:-1] + "…"
    indent = len(text) - len(text.lstrip())
    return text.strip(), max(column - start - indent, 1)


def _lines(raw: bytes | Finding) -> list[str]:
    """The lines of a data file as it was read; none of a file that cannot be read."""
    if isinstance(raw, Finding):
        return []
    text = raw.decode("utf-8-sig", errors="replace")
    return _BREAK.split(text) if any(char in text for char in _ODD_BREAKS) else text.split("\n")
