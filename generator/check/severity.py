"""How grave a lack is, by the status of the SOP, and what findings say of an SOP's texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.sop import Sop
from generator.findings import Severity
from generator.reading.limits import Value
from generator.reading.source import Loc
from generator.steps.rows import WrittenRow, diagrams


def severity_of(sop: Sop) -> Severity:
    """A draft may lack what an SOP in force must have."""
    return "peringatan" if sop.status == "berlaku" else "saran"


def rows(sop: Sop) -> Iterator[tuple[Loc, WrittenRow]]:
    """Every step of an SOP with its place in the file."""
    for diagram in diagrams(sop):
        for row in diagram.baris:
            yield (*diagram.place, row.urut), row


_BOXES = ("maksud_tujuan", "kualifikasi", "peralatan", "peringatan", "pencatatan")


def box_lists(sop: Sop) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    """The lists of texts on the identity page, which are printed with numbers, each with its place in the file."""
    for name in _BOXES:
        yield (name,), getattr(sop, name)
    for index, section in enumerate(sop.bagian_lain):
        yield ("bagian_lain", index, "isi"), section.isi


def every_text(value: Value) -> str:
    """Every text of a data file in a row, names of fields too: whether it is worth while to look for places at all."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            found += part
            waiting += part.values()
    return " ".join(found)
