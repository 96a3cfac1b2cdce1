"""Findings about data that can be read but not meant: one module for each family of rules."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.check.alur import check_alur
from generator.check.bentuk import check_bentuk
from generator.check.dasar import DASAR
from generator.check.formulir import check_formulir
from generator.check.huruf import check_huruf
from generator.check.kata import check_kata
from generator.check.kegiatan import check_kegiatan
from generator.check.pemakaian import check_pemakaian
from generator.check.peraturan import check_peraturan
from generator.check.revisi import check_revisi
from generator.check.rujukan import check_rujukan
from generator.check.standar import check_standar
from generator.check.tanggal import DENGAN_HARI, check_tanggal
from generator.check.terima import accept
from generator.check.waktu import check_waktu
from generator.check.warna import check_warna
from generator.data.proyek import Proyek
from generator.findings import Finding

FAMILIES = (
    check_rujukan,
    check_alur,
    check_bentuk,
    check_standar,
    check_kegiatan,
    check_formulir,
    check_pemakaian,
    check_huruf,
    check_peraturan,
    check_waktu,
    check_kata,
    check_revisi,
    check_warna,
)


def check(proyek: Proyek, hari: datetime.date | None = None) -> list[Finding]:
    """Every finding about ``proyek``, of all families. ``hari``: the day of the check, for the rules that need one."""
    found = [finding for family in FAMILIES for finding in family(proyek)]
    found += check_tanggal(proyek, hari)
    return accept(proyek, found, DENGAN_HARI if hari is None else ())


def with_dasar(finding: Finding) -> Finding:
    """The finding with the words of the standard that it rests on."""
    return replace(finding, dasar=DASAR.get(finding.code, ""))
