"""What the console shows: findings for people or for programs, and the summary of a build."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from generator.findings import Finding, Severity
from generator.pipeline import Result
from generator.portal import PortalResult
from generator.steps.rows import diagrams

_COLOURS: dict[Severity, str] = {"galat": "bold red", "peringatan": "yellow", "saran": "cyan"}
_GITHUB = {"galat": "error", "peringatan": "warning", "saran": "notice"}
_GITLAB = {"galat": "critical", "peringatan": "minor", "saran": "info"}


_OUTSIDE_DATA = ("D010", "D014", "D015", "D020", "D021", "D022")


def file_of(finding: Finding, data: Path) -> str:
    """The finding's file as a path that an editor opens: the data folder as it was given, then the file."""
    return finding.file if finding.code in _OUTSIDE_DATA else f"{data.as_posix()}/{finding.file}"


def show_findings(console: Console, findings: Sequence[Finding], data: Path, *, hints: bool = True) -> None:
    """Each open finding: place, severity, code, message; its line with a caret; how to mend it; what the standard says.

    What the standard says of a code is shown once.
    """
    told: set[str] = set()
    for finding in findings:
        if finding.diterima or (finding.severity == "saran" and not hints):
            continue
        place = f":{finding.line}:{finding.column}" if finding.line else ""
        line = Text(f"{file_of(finding, data)}{place}: ", style="bold", overflow="fold")
        line.append(f"{finding.severity} {finding.code}: ", style=_COLOURS[finding.severity])
        line.append(finding.message, style="default")
        console.print(line, soft_wrap=True)
        if finding.kutipan:
            console.print(Text(f"    {finding.kutipan}"), soft_wrap=True)
            caret = Text(" " * (finding.penunjuk + 3) + "^", style=_COLOURS[finding.severity])
            console.print(caret, soft_wrap=True)
        if finding.remedy:
            console.print(Text(f"    -> {finding.remedy}", style="dim"), soft_wrap=True)
        if finding.basis and finding.code not in told:
            told.add(finding.code)
            console.print(Text(f"    dasar: {finding.basis}", style="dim"), soft_wrap=True)


def count_line(findings: Sequence[Finding]) -> str:
    """ "2 galat, 1 peringatan, 5 saran", and how many more somebody accepted."""
    counts = Counter(finding.severity for finding in findings if not finding.diterima)
    accepted = sum(bool(finding.diterima) for finding in findings)
    words = ", ".join(f"{counts[severity]} {severity}" for severity in _COLOURS)
    return f"{words}, {accepted} diterima" if accepted else words


def as_json(findings: Sequence[Finding], data: Path) -> str:
    """The findings as JSON: a list of objects, ``file`` including the data folder. Plain ASCII, for any console."""
    rows = [finding.to_dict() | {"file": file_of(finding, data)} for finding in findings]
    return json.dumps(rows, indent=1)


def as_github(findings: Sequence[Finding], data: Path) -> str:
    """The open findings as annotations of GitHub Actions, a line each."""
    return "\n".join(
        f"::{_GITHUB[f.severity]} file={_escape(file_of(f, data), ':,')},line={max(f.line, 1)},col={max(f.column, 1)},"
        f"title={f.code}::{_escape(_in_one(f))}"
        for f in findings
        if not f.diterima
    )


def _escape(text: str, more: str = "") -> str:
    """A message of a workflow command; a property of one also escapes ``more``."""
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + more else letter for letter in text)


def _in_one(finding: Finding) -> str:
    return f"{finding.message} - {finding.remedy}" if finding.remedy else finding.message


def as_gitlab(findings: Sequence[Finding], data: Path) -> str:
    """The open findings as GitLab's Code Quality report.

    A fingerprint follows its finding when lines are added above: it is made of what is wrong and of the line itself,
    not of the place. Equal findings of one file are counted.
    """
    rows, seen = [], Counter[str]()
    for finding in findings:
        if finding.diterima:
            continue
        path = file_of(finding, data)
        what = "\n".join((finding.code, path, finding.message, finding.kutipan.strip()))
        seen[what] += 1
        rows.append(
            {
                "description": f"{finding.code}: {_in_one(finding)}",
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{what}\n{seen[what]}".encode()).hexdigest(),
                "severity": _GITLAB[finding.severity],
                "location": {"path": path, "lines": {"begin": max(finding.line, 1)}},
            }
        )
    return json.dumps(rows, indent=1)


def show_summary(console: Console, result: Result, site: Path) -> None:
    """What was made, what needs attention, where to look."""

    def say(words: str) -> None:
        console.print(words, soft_wrap=True, highlight=False)

    if not result.built or result.proyek is None:
        say(f"[bold red]Situs tidak dibuat[/]: {count_line(result.findings)}. Situs yang lama tetap ada.")
        return
    proyek = result.proyek
    steps = sum(len(diagram.baris) for sop in proyek.sop.values() for diagram in diagrams(sop))
    say(
        f"[bold green]Situs selesai[/]: {len(proyek.sop)} SOP, {steps} langkah, {len(proyek.formulir)} formulir, "
        f"{result.pages} halaman ({result.changed} berkas berubah)."
    )
    notes = Counter((kind, slug) for kind, slug, _ in proyek.open_konfirmasi())
    if notes:
        where = " dan ".join(
            f"{count} {nama}"
            for kind, nama in (("sop", "SOP"), ("formulir", "formulir"))
            if (count := sum(k == kind for k, _ in notes))
        )
        say(f"Perlu perhatian: {sum(notes.values())} hal perlu konfirmasi pada {where}; {count_line(result.findings)}.")
        say(f"  Rinciannya: {(site / 'perhatian' / 'index.html').as_posix()} dan perintah 'sop check'.")
    elif result.findings:
        say(f"Perlu perhatian: {count_line(result.findings)}; rinciannya dengan perintah 'sop check'.")
    say(f"Buka: {(site / 'index.html').as_posix()}")


def show_portal(console: Console, portal: PortalResult, site: Path) -> None:
    """What was made of each agency, and where to look; or which of them stopped the portal."""

    def say(words: str) -> None:
        console.print(words, soft_wrap=True, highlight=False)

    if not portal.built:
        stopped = ", ".join(part.nama for part in portal.bagian if not part.hasil.built)
        where = f" karena {stopped}" if stopped else ""
        say(f"[bold red]Portal tidak dibuat[/]{where}: perbaiki temuan di atas. Portal yang lama tetap ada.")
        return
    say(f"[bold green]Portal selesai[/]: {len(portal.bagian)} instansi.")
    for part in portal.bagian:
        sop = len(part.hasil.proyek.sop) if part.hasil.proyek else 0
        say(f"  {part.nama}: {sop} SOP, {part.hasil.pages} halaman ({part.hasil.changed} berkas berubah).")
    say(f"Buka: {(site / 'index.html').as_posix()}")
