"""Findings: what is wrong in the data, where, why, and how to mend it.

Every stage that can meet bad input returns findings instead of raising; the console, the JSON output and
the site show the same ones. A code never changes its meaning once released: other people's tools filter by it.
The letter of a code names its family (``KELUARGA``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["galat", "peringatan", "saran"]
_ORDER: dict[Severity, int] = {"galat": 0, "peringatan": 1, "saran": 2}

KELUARGA: Mapping[str, str] = {
    "D": "data",
    "R": "rujukan",
    "A": "alur",
    "S": "standar",
    "F": "formulir",
    "P": "peraturan",
    "T": "tanggal",
    "W": "waktu",
    "K": "kata",
    "V": "revisi",
    "Z": "abaikan",
}
"""The letter of a code -> its family, which is also the name of its page below panduan/temuan/."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` and ``column`` count from 1 (0 = the file as a whole); ``field`` is the
    dotted path in the data, such as ``langkah.3.keputusan.ya``; ``remedy`` tells how to mend it.

    ``dasar``: where the standard asks for it, "" where it does not. ``kutipan``: the line of the file, ready to be
    shown with a caret under character ``penunjuk`` (from 1; 0 = no line). ``diterima``: why it is accepted, "" = open.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    field: str
    message: str
    remedy: str = ""
    dasar: str = ""
    kutipan: str = ""
    penunjuk: int = 0
    diterima: str = ""

    @property
    def panduan(self) -> str:
        """The part of the guide about this code, as an address inside the site."""
        return f"panduan/temuan/{KELUARGA[self.code[0]]}.html#{self.code.lower()}"

    @property
    def place(self) -> str:
        """``file:line:column``, the form that editors open on a click."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def to_dict(self) -> dict[str, str | int]:
        """The finding as plain data, for the JSON output."""
        return asdict(self) | {"panduan": self.panduan}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without doubles, by file and place, errors first where the place is the same."""
    return sorted(
        set(findings),
        key=lambda f: (f.file, f.line, f.column, _ORDER[f.severity], f.code, f.field, f.message),
    )


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Whether these findings stop a build: errors always, warnings too when ``strict`` unless they are accepted."""
    return any(f.severity == "galat" or (strict and f.severity == "peringatan" and not f.diterima) for f in findings)
