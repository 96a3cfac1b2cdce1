"""What the page and the checklist sheet of a step say: its surroundings, what to prepare, produce and hand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.formulir import Formulir
from generator.data.langkah import SopReference
from generator.data.wording import capital
from generator.facts.print_marks import PrintMarks, print_marks
from generator.facts.site_facts import SiteFacts, StepExit, by_answer, exits_of
from generator.steps.chart_table import title_of
from generator.steps.footnotes import Footnote, notes_of
from generator.steps.resolve import Procedure, ResolvedSop, Step, name_steps


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item to prepare or to produce; ``ket`` says where it comes from or goes to, ``formulir`` is its blank form."""

    teks: str
    ket: str = ""
    formulir: str = ""


@dataclass(frozen=True, slots=True)
class StepBefore:
    """A step before this one; ``kembali``: it leads back up to here; ``opsional``: that way may be left out."""

    langkah: Step
    label: str
    kembali: bool
    opsional: bool


@dataclass(frozen=True, slots=True)
class StepNeeds:
    """All that the page and the sheet of a step say. ``ke`` of ``dari``: its place among the rows of its procedure.
    ``skala``: percent of the normal type size at which the sheet stays on one A4 page."""

    sop: ResolvedSop
    prosedur: Procedure
    langkah: Step
    ke: int
    dari: int
    sebelum: tuple[StepBefore, ...]
    keluar: tuple[StepExit, ...]
    kelengkapan: tuple[SheetItem, ...]
    output: tuple[SheetItem, ...]
    formulir: tuple[tuple[str, Formulir], ...]
    rujukan: tuple[tuple[str, str], ...]
    cetakan: PrintMarks
    skala: int = 100

    @property
    def place(self) -> str:
        """Which of its procedure's steps it is, in words. Rows without a number are counted by nobody: so it is
        "Langkah 3 dari 11" beside one such row, which itself is "Langkah tanpa nomor"."""
        name = capital(self.langkah.spoken_name)
        numbers = {step.no for step in self.prosedur.langkah if step.no}
        return f"{name} dari {len(numbers)}" if self.langkah.no else name

    @property
    def may_start(self) -> bool:
        """Whether the flow can start here: no step before this one leads down to it."""
        return all(before.kembali for before in self.sebelum)

    @property
    def answers(self) -> tuple[tuple[StepExit, ...], ...]:
        """The exits by answer."""
        return by_answer(self.keluar)

    @property
    def peringatan(self) -> tuple[str, ...]:
        """The warnings that hold for this step."""
        return (*self.langkah.data.peringatan, *self.sop.data.each_peringatan)

    @property
    def catatan(self) -> tuple[Footnote, ...]:
        """The footnotes of the step's own texts, then those of texts of the SOP that stand beside them."""
        data = self.sop.data
        common = notes_of((*data.each_tool, *data.each_peringatan), data.catatan_kaki)
        return tuple(dict.fromkeys((*self.langkah.catatan, *common)))

    @property
    def several_procedures(self) -> bool:
        """Whether the SOP has several procedures, so that a number alone does not name a step."""
        return len(self.sop.prosedur) > 1


def step_needs(situs: SiteFacts, sop: ResolvedSop) -> tuple[StepNeeds, ...]:
    """The sheets of all steps of an SOP, in order, in the normal type size (``fit_sheet.py`` fits them)."""
    marks = print_marks(situs.proyek.instansi, sop.slug, sop.data)
    return tuple(
        _lembar(situs, sop, prosedur, index, marks)
        for prosedur in sop.prosedur
        for index in range(len(prosedur.langkah))
    )


def _lembar(situs: SiteFacts, sop: ResolvedSop, prosedur: Procedure, index: int, marks: PrintMarks) -> StepNeeds:
    step = prosedur.langkah[index]
    before = tuple(StepBefore(sop.find(s.kode), s.label, s.kembali, s.opsional) for s in step.sebelum)
    exits = exits_of(sop, step)
    followers = [k.langkah for k in exits if k.langkah is not None]
    return StepNeeds(
        sop=sop,
        prosedur=prosedur,
        langkah=step,
        ke=index + 1,
        dari=len(prosedur.langkah),
        sebelum=before,
        keluar=exits,
        kelengkapan=_prepare(situs, sop, step, [b.langkah for b in before]),
        output=_produce(sop, step, followers),
        formulir=tuple((id, situs.proyek.formulir[id]) for id in step.data.formulir if id in situs.proyek.formulir),
        rujukan=tuple(_reference(situs, r) for r in step.data.sop_terkait),
        cetakan=marks,
    )


def _reference(situs: SiteFacts, reference: SopReference) -> tuple[str, str]:
    return (reference.sop if reference.sop in situs.sop else "") or "", title_of(situs.proyek, reference)


def _prepare(situs: SiteFacts, sop: ResolvedSop, step: Step, before: Sequence[Step]) -> tuple[SheetItem, ...]:
    """The kelengkapan; said where an item is what a step right before this one produced, or a blank form."""
    forms = {situs.proyek.formulir[id].judul.casefold(): id for id in step.data.formulir if id in situs.proyek.formulir}
    items = []
    for text in step.mutu.kelengkapan.butir:
        makers = [other for other in before if _names(text, other.mutu.output.butir)]
        form = forms.get(text.casefold(), "")
        origin = f"hasil {name_steps(makers, sop)}" if makers else "formulir kosong tersedia" if form else ""
        items.append(SheetItem(text, origin, form))
    return tuple(items)


def _produce(sop: ResolvedSop, step: Step, after: Sequence[Step]) -> tuple[SheetItem, ...]:
    """The output; said where a step right after this one needs it."""
    items = []
    for text in step.mutu.output.butir:
        users = [other for other in after if _names(text, other.mutu.kelengkapan.butir)]
        items.append(SheetItem(text, f"diteruskan ke {name_steps(users, sop)}" if users else ""))
    return tuple(items)


def _names(text: str, items: Sequence[str]) -> bool:
    return text.casefold() in {item.casefold() for item in items}
