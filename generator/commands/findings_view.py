"""Findings as people read them: gravest first, each line of a file once; those asked for; what is new since a save."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.check.acceptance import AGENCY
from generator.check.rules import is_rule
from generator.commands.usual_folders import DATA
from generator.data.folder import ARSIP, FOLDERS
from generator.findings import Finding, Severity, severity_rank

_MOST_LINES = 12
"""So many other lines are named where the same was found."""
_LEAST = 3
"""So few advices are told one by one; more of them are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and where else the very same was found ("baris 53, 61 dan sop/b.yml:7"; "" = nowhere)."""

    finding: Finding
    also: str = ""


def by_place(findings: Iterable[Finding]) -> list[list[Told]]:
    """The findings by the line that they are about: the gravest lines first, on each line the gravest finding first.

    What is the same in all but its place stands at its first place only: in its file, and a galat, which an id that was
    renamed brings into many files, in all of them.
    """
    same: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        where = "" if finding.severity == "galat" else finding.file
        key = (where, finding.code, finding.severity, finding.message, finding.remedy)
        same.setdefault(key, []).append(finding)
    places: dict[tuple[str, int], list[Told]] = {}
    for first, *others in same.values():
        places.setdefault((first.file, first.line), []).append(Told(first, _also(first, others)))
    for told in places.values():
        told.sort(key=lambda one: (severity_rank(one.finding), one.finding.column))
    return sorted(places.values(), key=lambda told: severity_rank(told[0].finding))


def _also(first: Finding, others: Sequence[Finding]) -> str:
    near = [other for other in others if other.file == first.file]
    columns = [str(other.column) for other in near if other.line == first.line]
    lines = [str(other.line) for other in near if other.line != first.line]
    files = [f"{other.file}:{other.line}" for other in others if other.file != first.file]
    words = [f"kolom {', '.join(columns)}"] if columns else []
    words += [f"baris {_some(lines, 'baris')}"] if lines else []
    return " dan ".join([*words, *([_some(files, "tempat")] if files else [])])


def _some(places: Iterable[str], what: str) -> str:
    """The first of these places, and how many more there are."""
    once = list(dict.fromkeys(places))
    left = f" dan {len(once) - _MOST_LINES} {what} lain" if len(once) > _MOST_LINES else ""
    return ", ".join(once[:_MOST_LINES]) + left


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings somebody asked for. ``nama``: of an SOP or another data file, without .yml; empty = all."""

    nama: str = ""
    levels: tuple[Severity, ...] = ()
    codes: tuple[str, ...] = ()

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that were asked for, in their order."""
        return [finding for finding in findings if self._has(finding)]

    def known_in(self, data: Path) -> bool:
        """Whether the data folder has a file of that name."""
        return any(self.nama in names_of(path.relative_to(data).as_posix()) for path in _files(data))

    def _has(self, finding: Finding) -> bool:
        return (
            (not self.levels or finding.severity in self.levels)
            and (not self.codes or finding.code in self.codes)
            and (not self.nama or self.nama in names_of(finding.file))
        )


def names_of(file: str) -> set[str]:
    """By which names a data file can be asked for: its path, and in sop/, formulir/ and arsip/ the slug alone."""
    path = file.partition(".")[0]
    folder, _, rest = path.partition("/")
    return {path, rest.partition("/")[0]} if folder in (*FOLDERS, ARSIP) else {path}


def asked_for(word: str, data: Path) -> str:
    """The name that ``word`` means, which may be the path of a file as people copy it from a finding."""
    return word.replace("\\", "/").removeprefix(f"{data.as_posix()}/").removesuffix(".yml")


def names_in(data: Path) -> list[str]:
    """The names of all data files, the SOPs first; each name once."""
    return list(dict.fromkeys(path.name.partition(".")[0] for path in _files(data)))


def _files(data: Path) -> Iterator[Path]:
    for folder in (*FOLDERS, "", f"{ARSIP}/*"):
        yield from sorted(data.glob(f"{folder}/*.yml*" if folder else "*.yml*"))


def check_command(data: Path, *more: str) -> str:
    """The command that shows findings of ``data``, as people type it."""
    path = data.as_posix()
    folder = [] if data == DATA else ["--data", f'"{path}"' if " " in path else path]
    return " ".join(["sop check", *filter(None, more), *folder])


@dataclass(frozen=True, slots=True)
class News:
    """What a save changed: findings that came, that went, and that stayed."""

    came: list[Finding]
    gone: list[Finding]
    stayed: list[Finding]


@dataclass(slots=True)
class Watcher:
    """Remembers the findings from save to save. A finding is the same one wherever its line moves."""

    _last: list[Finding] | None = None
    _hidden: list[Finding] = field(default_factory=list)
    """Findings that a file had before it could not be read any more: neither there nor mended."""

    def news(self, findings: Iterable[Finding]) -> News | None:
        """What changed since the last time; None at the first time."""
        now = [finding for finding in findings if not finding.diterima]
        before, self._last = self._last, now
        if before is None:
            return None
        came, stayed = _split(now, before + self._hidden)
        gone = _split(before + self._hidden, now)[0]
        self._hidden = [finding for finding in gone if _unread(finding, now)]
        return News(came, _split(gone, self._hidden)[0], stayed)


def _split(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that are not among ``known``, and those that are; equal ones are counted."""
    left = Counter(map(_same, known))
    unknown: list[Finding] = []
    found: list[Finding] = []
    for finding in findings:
        key = _same(finding)
        (found if left[key] > 0 else unknown).append(finding)
        left[key] -= 1
    return unknown, found


def _same(finding: Finding) -> tuple[str, ...]:
    """What stays of a finding when lines or steps are put in above it."""
    message = re.sub(r"\b(langkah|baris) \d+", r"\1", finding.message)
    return finding.file, finding.code, finding.severity, message, finding.kutipan.strip()


def _stage(finding: Finding) -> int:
    """How early in reading a file it is found: as text, as an SOP or a form, or by a rule."""
    if is_rule(finding.code):
        return 2
    return 0 if finding.code < "D100" else 1


def _unread(finding: Finding, now: Iterable[Finding]) -> bool:
    """Whether it may only be out of sight: its file, or one that all files rest on, fails at an earlier stage."""
    return any(
        other.severity == "galat"
        and (other.file == finding.file or "/" not in other.file)
        and _stage(other) < _stage(finding)
        for other in now
    )


def accepted_for_agency(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """What instansi.yml accepts: each code with its reason ("S402: Waktu belum dibakukan"), and how many findings it
    hides, the most first."""
    hidden = (finding for finding in findings if finding.diterima_di == AGENCY)
    counts = Counter(f"{finding.code}: {finding.diterima}" for finding in hidden)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def few(findings: Sequence[Finding]) -> bool:
    """Whether they can be told one by one."""
    return len(findings) <= _LEAST
