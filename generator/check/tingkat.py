"""How grave a lack is, by the status of the SOP, and what findings say of an SOP's texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.sop import Sop
from generator.data.source import Loc
from generator.findings import Severity
from generator.flow.baris import BarisData, diagrams


def severity_of(sop: Sop) -> Severity:
    """A draft may lack what an SOP in force must have."""
    return "peringatan" if sop.status == "berlaku" else "saran"


def rows(sop: Sop) -> Iterator[tuple[Loc, BarisData]]:
    """Every step of an SOP with its place in the file."""
    for diagram in diagrams(sop):
        for row in diagram.baris:
            yield (*diagram.place, row.urut), row
