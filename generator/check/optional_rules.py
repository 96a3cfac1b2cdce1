"""Ways that may be left out: where none is left, or where a decision has one (codes A326, A327)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.sop import Sop
from generator.findings import Finding
from generator.steps.rows import diagrams, kind_of


@rule("A326", "peringatan")
@rule("A327", "peringatan")
def _optional_ways(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A326: all ways out of a step may be left out. A327: a way out of a decision may, which always takes one."""
    for diagram in diagrams(sop):
        for row in diagram.baris:
            for index, simbol in enumerate(row.simbol):
                exits = (*simbol.keputusan, *simbol.lanjut)
                if not any(tujuan.opsional for tujuan in exits):
                    continue
                place = (*diagram.place, row.urut, *(("simbol", index) if row.data.simbol else ()))
                place = (*place, "keputusan" if simbol.keputusan else "lanjut")
                if kind_of(row, index, len(diagram.baris)) == "keputusan":
                    message = "jalan keluar keputusan dinyatakan opsional, padahal keputusan selalu menempuh satu jalan"
                    remedy = "hapus 'opsional' di sini, atau beri langkah sesudahnya jalan opsional"
                    yield lingkup.finding("A327", place, message, remedy)
                elif all(tujuan.opsional for tujuan in exits):
                    message = "semua jalan keluar langkah ini opsional, jadi tidak ada yang pasti ditempuh"
                    remedy = "tulis juga jalan yang biasa, misalnya [{ke: 4}, {ke: 3, opsional: ya}]"
                    yield lingkup.finding("A326", place, message, remedy)
