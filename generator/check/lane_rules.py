"""Tables without pelaksana columns: what the standard asks, and who is named even so (codes A328, S413)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import severity_of
from generator.data.sop import Sop
from generator.findings import Finding
from generator.steps.rows import WrittenDiagram, diagrams


@rule("S413", "peringatan", "saran", basis="bagian prosedur: setiap pelaksana mempunyai kolom")
def _without_lanes(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """S413: a table that has no pelaksana columns on purpose."""
    for index, diagram in enumerate(diagrams(sop)):
        if diagram.tabel.tanpa_pelaksana:
            message = "tabel ini tanpa kolom pelaksana, jadi tidak tampak siapa yang mengerjakan setiap langkah"
            remedy = "bila pelaksananya diketahui, hapus 'tanpa_pelaksana' lalu sebut pelaksana pada setiap langkah"
            place = _place(sop, index)
            yield lingkup.finding("S413", place, message, remedy, severity_of(sop))


@rule("A328", "peringatan")
def _named_even_so(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A328: columns or steps of such a table name a pelaksana, whom the chart has no place for."""
    for index, diagram in enumerate(diagrams(sop)):
        if not diagram.tabel.tanpa_pelaksana:
            continue
        yield from _steps(lingkup, diagram)
        if sop.prosedur and sop.prosedur[index].pelaksana:
            yield _columns(lingkup, ("prosedur", index, "pelaksana"))
    if sop.pelaksana and all(diagram.tabel.tanpa_pelaksana for diagram in diagrams(sop)):
        yield _columns(lingkup, ("pelaksana",))


def _place(sop: Sop, index: int) -> tuple[str | int, ...]:
    """Where it is said that the table has no lanes."""
    own = sop.prosedur[index].tabel if sop.prosedur else None
    if own is not None and "tanpa_pelaksana" in own.model_fields_set:
        return ("prosedur", index, "tabel", "tanpa_pelaksana")
    return ("tabel", "tanpa_pelaksana")


def _steps(lingkup: RuleContext, diagram: WrittenDiagram) -> Iterator[Finding]:
    for row in diagram.baris:
        if row.pelaksana:
            message = f"langkah {row.no or row.urut + 1} menyebut pelaksana, padahal tabelnya tanpa kolom pelaksana"
            remedy = "hapus 'pelaksana' di sini, atau hapus 'tanpa_pelaksana' lalu sebut pelaksana setiap langkah"
            key = "simbol" if row.data.simbol else "pelaksana"
            yield lingkup.finding("A328", (*diagram.place, row.urut, key), message, remedy)


def _columns(lingkup: RuleContext, place: tuple[str | int, ...]) -> Finding:
    message = "kolom pelaksana ditulis, padahal tabelnya tanpa kolom pelaksana"
    remedy = "hapus salah satu: 'pelaksana' di sini atau 'tanpa_pelaksana'"
    return lingkup.finding("A328", place, message, remedy)
