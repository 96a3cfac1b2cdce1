"""Phases within a flow: bands that cut cells, or begin what has begun (codes A324, A325)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.sop import Sop
from generator.findings import Finding
from generator.steps.rows import diagrams, phases_of


@rule("A324", "galat")
def _cut_cells(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A324: a cell that continues the one above, with the band of a phase between them."""
    for diagram in diagrams(sop):
        for row in diagram.baris[1:]:
            if row.data.fase and row.data.mutu_baku.gabung:
                named = ", ".join(f"'{kolom}'" for kolom in dict.fromkeys(row.data.mutu_baku.gabung))
                message = f"{named} digabung dengan sel di atasnya, padahal pita fase memisahkan keduanya"
                remedy = "tulis nilainya pada langkah ini, atau mulai fasenya pada langkah lain"
                yield lingkup.finding("A324", (*diagram.place, row.urut, "mutu_baku", "gabung"), message, remedy)


@rule("A325", "peringatan")
def _begun_again(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A325: a phase that begins where it holds already, as where it is written at each of its steps."""
    for diagram in diagrams(sop):
        before = ["", *phases_of(diagram.baris)]
        for row in diagram.baris:
            if row.data.fase and row.data.fase.casefold() == before[row.urut].casefold():
                message = (
                    f"fase '{row.data.fase}' sudah dimulai pada langkah di atasnya, jadi pitanya tercetak dua kali"
                )
                remedy = "tulis 'fase' hanya pada langkah pertamanya"
                yield lingkup.finding("A325", (*diagram.place, row.urut, "fase"), message, remedy)
