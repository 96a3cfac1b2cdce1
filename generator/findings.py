"""Findings: what is wrong in the data, where, why, and how to mend it.

Every stage that can meet bad input returns findings instead of raising; the console, the JSON output and
the site show the same ones. A code never changes its meaning once released: other people's tools filter by it.
Letters: D data file and structure, R references between files, A alur (flow), S standar, F formulir.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["galat", "peringatan", "saran"]
_ORDER: dict[Severity, int] = {"galat": 0, "peringatan": 1, "saran": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` and ``column`` count from 1 (0 = the file as a whole); ``field`` is the
    dotted path in the data, such as ``langkah.3.keputusan.ya``; ``remedy`` tells how to mend it."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    field: str
    message: str
    remedy: str = ""

    @property
    def place(self) -> str:
        """``file:line:column``, the form that editors open on a click."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def to_dict(self) -> dict[str, str | int]:
        """The finding as plain data, for the JSON output."""
        return asdict(self)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without doubles, by file and place, errors first where the place is the same."""
    return sorted(
        set(findings),
        key=lambda f: (f.file, f.line, f.column, _ORDER[f.severity], f.code, f.field, f.message),
    )


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Whether these findings stop a build: errors always, warnings too when ``strict``."""
    return any(f.severity == "galat" or (strict and f.severity == "peringatan") for f in findings)
