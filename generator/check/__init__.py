"""Findings about data that can be read but not meant: one module for each family of rules."""

from __future__ import annotations

from generator.check.alur import check_alur
from generator.check.formulir import check_formulir
from generator.check.huruf import check_huruf
from generator.check.rujukan import check_rujukan
from generator.check.standar import check_standar
from generator.data.proyek import Proyek
from generator.findings import Finding

FAMILIES = (check_rujukan, check_alur, check_standar, check_formulir, check_huruf)


def check(proyek: Proyek) -> list[Finding]:
    """Every finding about ``proyek``, of all families."""
    return [finding for family in FAMILIES for finding in family(proyek)]
