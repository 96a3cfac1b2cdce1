"""The charts of two versions with marks: in the new one what is new, changed or moved, in the old one what went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.chart.diff_marks import ChartMarks, JenisTanda
from generator.chart.svg import draw
from generator.data.instansi import Instansi
from generator.data.library import Library
from generator.data.sop import Sop
from generator.revisions.sop_diff import ProcedureDiff, SopDiff, StepDiff
from generator.steps.resolve import resolve
from generator.steps.rows import WrittenDiagram, diagrams

_TAMPAK = {"pelaksana", "simbol", "jenis", "teks", "keputusan", "atau"}
"""Fields of a step that change its symbol."""


def diff_charts(lama: Sop, baru: Sop, beda: SopDiff, proyek: tuple[Library | None, Library | None]) -> tuple[
    list[str], list[str]
]:  # fmt: skip
    """(charts of the old version, charts of the new one) as SVG, only those of procedures that differ."""
    marks = [satu for satu in beda.prosedur if not satu.unchanged]
    old = [(satu.dari, old_marks(satu, diagrams(lama))) for satu in marks if satu.dari is not None]
    new = [(satu.ke, new_marks(satu, diagrams(baru))) for satu in marks if satu.ke is not None]
    return _draw(lama, "lama", old, proyek[0]), _draw(baru, "baru", new, proyek[1])


def new_marks(satu: ProcedureDiff, diagram: tuple[WrittenDiagram, ...]) -> ChartMarks:
    """The marks on the chart of the new version."""
    rows = diagram[satu.ke or 0].baris
    if satu.dari is None:
        return ChartMarks({row.kode: "baru" for row in rows}, {s.id: "baru" for row in rows for s in row.simbol})
    kinds = {step.ke: kind for step in satu.langkah if step.ke is not None and (kind := _kind(step))}
    symbols = {step.ke: kind for step in satu.langkah if step.ke is not None and (kind := _symbol(step))}
    return ChartMarks(
        {rows[place].kode: kind for place, kind in kinds.items()},
        {simbol.id: kind for place, kind in symbols.items() for simbol in rows[place].simbol},
    )


def old_marks(satu: ProcedureDiff, diagram: tuple[WrittenDiagram, ...]) -> ChartMarks:
    """The marks on the chart of the old version: what is there no more."""
    rows = diagram[satu.dari or 0].baris
    gone = [step.dari for step in satu.langkah if step.ke is None and step.dari is not None]
    if satu.ke is None:
        gone = list(range(len(rows)))
    return ChartMarks(
        {rows[place].kode: "hapus" for place in gone},
        {simbol.id: "hapus" for place in gone for simbol in rows[place].simbol},
    )


def _kind(step: StepDiff) -> JenisTanda | None:
    if step.dari is None:
        return "baru"
    if step.pindah:
        return "pindah"
    return "ubah" if any(change.nyata for change in step.bidang) else None


def _symbol(step: StepDiff) -> JenisTanda | None:
    """The mark on the symbols of a step, where they themselves are others."""
    if step.dari is None:
        return "baru"
    return "ubah" if any(change.nyata and change.bidang[0] in _TAMPAK for change in step.bidang) else None


def _draw(sop: Sop, side: str, marks: list[tuple[int, ChartMarks]], proyek: Library | None) -> list[str]:
    home = proyek or Library(Path(), Instansi(pemerintah="-", nama="-"))
    drawn = resolve(replace(home, sop={**home.sop, side: sop}), side)
    return [draw(drawn.prosedur[place].bagan, tanda=tanda) for place, tanda in marks]
