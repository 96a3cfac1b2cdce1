"""Findings for programs: JSON, annotations of GitHub, GitLab's Code Quality report. All findings, in their order."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.check.acceptance import AGENCY
from generator.commands.findings_view import accepted_for_agency
from generator.findings import Finding

_GITHUB = {"galat": "error", "peringatan": "warning", "saran": "notice"}
_GITLAB = {"galat": "critical", "peringatan": "minor", "saran": "info"}


OUTSIDE_DATA = ("D010", "D014", "D015", "D020", "D021", "D022")
"""Codes of findings that are about no file of the data folder."""


def file_of(finding: Finding, data: Path) -> str:
    """The finding's file as a path that an editor opens: the data folder as it was given, then the file."""
    return finding.file if finding.code in OUTSIDE_DATA else f"{data.as_posix()}/{finding.file}"


def as_json(findings: Sequence[Finding], data: Path) -> str:
    """The findings as JSON: a list of objects, ``file`` including the data folder. Plain ASCII, for any console."""
    rows = [finding.to_dict() | {"file": file_of(finding, data)} for finding in findings]
    return json.dumps(rows, indent=1)


def as_github(findings: Sequence[Finding], data: Path) -> str:
    """The open findings as annotations of GitHub Actions, a line each, and how many instansi.yml hides."""
    lines = [
        f"::{_GITHUB[f.severity]} file={_escape(file_of(f, data), ':,')},line={max(f.line, 1)},col={max(f.column, 1)},"
        f"title={f.code}::{_escape(_in_one(f))}"
        for f in findings
        if not f.diterima
    ]
    hidden = ", ".join(f"{count} {what}" for what, count in accepted_for_agency(findings))
    told = f"Diterima untuk seluruh instansi: {hidden}"
    lines += [f"::notice file={_escape(f'{data.as_posix()}/{AGENCY}', ':,')}::{_escape(told)}"] if hidden else []
    return "\n".join(lines)


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
