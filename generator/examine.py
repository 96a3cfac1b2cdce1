"""Reading and checking a data folder, as every command does first: it loads nothing that makes a site."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.check import check
from generator.data.excerpt import quote
from generator.data.library import Library
from generator.data.loader import load
from generator.data.read_cache import ReadCache
from generator.findings import Finding, in_order


def examine(
    data: Path, hari: datetime.date | None = None, simpanan: ReadCache | None = None
) -> tuple[Library | None, list[Finding]]:
    """Read and check everything, write nothing. ``hari``: the day of the check, for the rules that need one;
    ``simpanan``: what was read and checked before, which takes up what is new."""
    simpanan = simpanan or ReadCache()
    proyek, findings = load(data, simpanan)
    if proyek is not None:
        findings = check(proyek, hari, simpanan, findings)
    return proyek, quote(data, in_order(findings), proyek.sumber if proyek else {}, simpanan)
