"""Findings: what is wrong in the data, where, why, and how to mend it.

Every stage that can meet bad input returns findings instead of raising; the console, the JSON output and
the site show the same ones. A code never changes its meaning once released: other people's tools filter by it.
The letter of a code names its family (``KELUARGA``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal, NamedTuple

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
STANDARD = "PermenPAN-RB 35/2012"


@dataclass(frozen=True, slots=True)
class FindingCode:
    """What is declared of a code, where its findings are raised.

    severities  those that they can have, the gravest first
    basis       where PermenPAN-RB 35/2012 asks for it; "" = it is plain sense, and the program claims nothing
    """

    code: str
    severities: tuple[Severity, ...]
    basis: str = ""


CODES: dict[str, FindingCode] = {}
"""Every code that is declared; whole once the modules that declare are imported."""


def declare(code: str, *severities: Severity, basis: str = "") -> str:
    """Declare a code, and return it. ValueError: it is declared already, or of no known family."""
    if code in CODES or code[0] not in KELUARGA or not severities:
        raise ValueError(code)
    CODES[code] = FindingCode(code, severities, f"{STANDARD}, {basis}" if basis else "")
    return code


def declare_all(severity: Severity, *codes: str) -> None:
    """Declare several codes of one severity that rest on plain sense. ValueError: as ``declare``."""
    for code in codes:
        declare(code, severity)


def severity_of_code(code: str) -> Severity:
    """The one severity that findings of ``code`` have. ValueError: they can have several, so each must say its own."""
    (severity,) = CODES[code].severities
    return severity


class TextEdit(NamedTuple):
    """A change of a data file's own text: at this place (from 1), where ``old`` stands, ``new`` is to stand.

    Where the place is the name of a field, its value is meant: the name, colon, spaces and a quotation mark are passed.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    file            inside the data folder
    line, column    from 1; 0 = the file as a whole
    field           dotted path in the data: "langkah.3.keputusan.ya"
    remedy          how to mend it
    kutipan         the line of the file, ready to be shown with a caret
    penunjuk        the character that the caret stands under, from 1; 0 = no line
    diterima        why it is accepted, "" = open
    diterima_di     the data file in which its acceptance stands
    edits           the changes that mend it, where these are certain
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    field: str
    message: str
    remedy: str = ""
    kutipan: str = ""
    penunjuk: int = 0
    diterima: str = ""
    diterima_di: str = ""
    edits: tuple[TextEdit, ...] = ()

    @property
    def basis(self) -> str:
        """Where the standard asks for it, "" where it does not."""
        return CODES[self.code].basis

    @property
    def guide_address(self) -> str:
        """The part of the guide about this code, as an address inside the site."""
        return f"panduan/temuan/{KELUARGA[self.code[0]]}.html#{self.code.lower()}"

    @property
    def place(self) -> str:
        """``file:line:column``, the form that editors open on a click."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def to_dict(self) -> dict[str, str | int]:
        """The finding as plain data, for the JSON output."""
        plain = asdict(replace(self, edits=()))
        del plain["edits"]
        return plain | {"dasar": self.basis, "panduan": self.guide_address}


def severity_rank(finding: Finding) -> int:
    """How grave it is, 0 = the gravest."""
    return _ORDER[finding.severity]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without doubles, by file and place, errors first where the place is the same."""
    return sorted(
        set(findings),
        key=lambda f: (f.file, f.line, f.column, severity_rank(f), f.code, f.field, f.message),
    )


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Whether these findings stop a build: errors always, warnings too when ``strict`` unless they are accepted."""
    return any(f.severity == "galat" or (strict and f.severity == "peringatan" and not f.diterima) for f in findings)
