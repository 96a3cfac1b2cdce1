"""From the SOP as written to its step graph: numbers, symbols, links, and who comes before and after whom.

What the short forms of the data format mean is said in ``rows.py``. Targets that are not there are left out: the
checker (``check/flow_rules.py``) reports them with file and line, and a build with such a finding does not come so far.

The steps follow from the SOP alone and are made once for each; its chart also says names from the rest of the project,
and most pages need none, so it is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from generator.data.blocks import one_line
from generator.data.langkah import Langkah, Target
from generator.data.library import Library
from generator.data.memo import per_object
from generator.data.sop import Konfirmasi, Sop
from generator.data.wording import join_words
from generator.steps.chart_table import make_bagan
from generator.steps.footnotes import Footnote, notes_of, without_marks
from generator.steps.graph import OPSIONAL, Chart, ChartArrow, ChartSymbol, JenisSimbol
from generator.steps.quality import StepQuality, call_steps, qualities_of
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, kind_of, links, phases_of


@dataclass(frozen=True, slots=True)
class StepLink:
    """A neighbour of a step.

    kode        the step at the other end
    label       the arrow's words, "" = none
    kembali     the arrow leads back up
    opsional    this way may be left out
    """

    kode: str
    label: str
    kembali: bool
    opsional: bool = False


class InnerExit(NamedTuple):
    """A labelled way from one symbol of a step to another of the same step: whose symbol it leads to, and whether it
    may be left out."""

    label: str
    pelaksana: str
    opsional: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step with all that its surroundings say about it.

    kode        its name in addresses, unique in the SOP
    no          its printed number, "" = none
    data        the step as written; no output reads its ``mutu_baku`` or ``keterangan``, which do not know merged cells
    pelaksana   ids of all who act, the leader first
    sebelum     the steps that lead to it
    sesudah     the steps that it leads to
    konfirmasi  the open questions about it
    perkiraan   its pelaksana is an assumption
    mutu        its mutu baku and its remarks, with what merged cells say
    catatan     the footnotes whose marks stand in its texts
    ringkas     its uraian on one line without marks, for places that only mention the step
    dalam       its labelled ways from one actor to another within the step
    fase        the phase that it belongs to, "" = none; with ``data.fase`` it begins here
    """

    kode: str
    no: str
    data: Langkah
    pelaksana: tuple[str, ...]
    sebelum: tuple[StepLink, ...]
    sesudah: tuple[StepLink, ...]
    konfirmasi: tuple[Konfirmasi, ...]
    perkiraan: bool
    mutu: StepQuality
    catatan: tuple[Footnote, ...]
    ringkas: str
    dalam: tuple[InnerExit, ...]
    fase: str

    @property
    def spoken_name(self) -> str:
        """How texts call it: "langkah 3", or "langkah tanpa nomor"."""
        return f"langkah {self.no}" if self.no else "langkah tanpa nomor"

    @property
    def mark(self) -> str:
        """What stands in its circle: its number, or a dot where it has none."""
        return self.no or "·"

    @property
    def stated(self) -> list[Target]:
        """The targets that are written for it and its symbols; what the format implies is not among them."""
        own = [*self.data.keputusan, *self.data.lanjut]
        return own + [target for simbol in self.data.simbol for target in (*simbol.keputusan, *simbol.lanjut)]

    def notes_in(self, *texts: str) -> tuple[Footnote, ...]:
        """The step's footnotes whose marks stand in these of its texts: for an output that shows no others."""
        return notes_of(texts, dict(self.catatan))


@dataclass(frozen=True)
class Procedure:
    """One procedure of an SOP: its steps, the ids of its columns and its chart."""

    judul: str
    langkah: tuple[Step, ...]
    kolom: tuple[str, ...]
    _make_bagan: Callable[[], Chart] = field(repr=False, compare=False)

    @cached_property
    def bagan(self) -> Chart:
        """The chart."""
        return self._make_bagan()


@dataclass(frozen=True, slots=True)
class ResolvedSop:
    """An SOP with its procedures laid out; ``langkah`` are the steps of all of them in order."""

    slug: str
    data: Sop
    prosedur: tuple[Procedure, ...]
    langkah: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "langkah", tuple(step for prosedur in self.prosedur for step in prosedur.langkah))

    def find(self, kode: str) -> Step:
        """The step with this kode. StopIteration: there is none."""
        return next(langkah for langkah in self.langkah if langkah.kode == kode)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What an SOP alone says about the flow of a procedure.

    catatan     the confirmations of each row
    """

    diagram: WrittenDiagram
    catatan: tuple[tuple[Konfirmasi, ...], ...]
    alur: tuple[ChartArrow, ...]
    langkah: tuple[Step, ...]


def resolve(proyek: Library, slug: str) -> ResolvedSop:
    """Lay out the SOP ``slug``: its procedures with numbers, symbols, links, neighbours and confirmations.

    KeyError: the project has no such SOP.
    """
    sop = proyek.sop[slug]
    several = len(sop.prosedur) > 1
    laid_out = []
    for nomor, alir in enumerate(_flows(sop, proyek.instansi.label.waktu), start=1):
        judul = alir.diagram.prosedur.judul or sop.judul
        chart = partial(_bagan, proyek, alir, judul, f"{slug}-{nomor}" if several else slug)
        laid_out.append(Procedure(judul, alir.langkah, alir.diagram.kolom, chart))
    return ResolvedSop(slug, sop, tuple(laid_out))


@per_object
def _flows(sop: Sop, kepala_waktu: str) -> tuple[_Flow, ...]:
    """The flow of each procedure of an SOP; ``kepala_waktu``: the head of a time column that the SOP does not name."""
    notes = [note for note in sop.konfirmasi if note.bagian.startswith("langkah.")]
    return tuple(_flow(diagram, notes, kepala_waktu) for diagram in diagrams(sop))


def _flow(diagram: WrittenDiagram, konfirmasi: Sequence[Konfirmasi], kepala_waktu: str) -> _Flow:
    notes = tuple(tuple(k for k in konfirmasi if row.ways_to_say & set(k.langkah)) for row in diagram.baris)
    alur = _arrow(diagram.baris, notes)
    return _Flow(diagram, notes, alur, _langkah(diagram, alur, notes, kepala_waktu))


def _bagan(proyek: Library, alir: _Flow, judul: str, id: str) -> Chart:
    """The chart of a procedure."""
    diagram = alir.diagram
    simbol = tuple(
        _simbol(proyek, diagram.kolom, row, index, len(diagram.baris), alir.catatan[row.urut])
        for row in diagram.baris
        for index in range(len(row.simbol))
    )
    return make_bagan(proyek, diagram, judul, id, simbol, alir.alur)


def _assumed(notes: Sequence[Konfirmasi], bagian: str) -> bool:
    return any(k.perkiraan and k.bagian == bagian for k in notes)


def _simbol(
    proyek: Library, kolom: Sequence[str], row: WrittenRow, index: int, count: int, notes: Sequence[Konfirmasi]
) -> ChartSymbol:
    written = row.simbol[index]
    jenis = kind_of(row, index, count)
    drawn: JenisSimbol = "terminator" if jenis in ("mulai", "selesai") else jenis  # type: ignore[assignment]
    said = {"terminator": "mulai atau selesai", "proses": "kegiatan", "keputusan": "keputusan"}[drawn]
    who = proyek.jabatan[written.pelaksana].nama if written.pelaksana in proyek.jabatan else written.pelaksana
    assumed = _assumed(notes, "langkah.pelaksana")
    nama = ", ".join(filter(None, (f"Langkah {row.no}" if row.no else "Langkah tanpa nomor", said, who)))
    place = kolom.index(written.pelaksana) if written.pelaksana in kolom else 0
    return ChartSymbol(
        written.id, drawn, row.urut, place, nama + (" (perkiraan)" if assumed else ""), written.teks or "", assumed
    )


def _arrow(baris: Sequence[WrittenRow], notes: Sequence[Sequence[Konfirmasi]]) -> tuple[ChartArrow, ...]:
    found: dict[tuple[str, str], ChartArrow] = {}
    for row, simbol, ke, label, joint, left_out in links(baris):
        if ke is None or ke == simbol.id:
            continue
        # A joint line is named from the leader to the partner, as the eye reads it.
        ends = (ke, simbol.id) if joint else (simbol.id, ke)
        assumed = _assumed(notes[row.urut], "langkah.alur")
        found.setdefault(
            ends, ChartArrow(*ends, label, joint, joint and row.data.atau, assumed and not joint, left_out)
        )
    return tuple(found.values())


def _langkah(
    diagram: WrittenDiagram, alur: Sequence[ChartArrow], notes: Sequence[tuple[Konfirmasi, ...]], kepala_waktu: str
) -> tuple[Step, ...]:
    """The steps of all rows; a neighbour that two arrows of one label lead to is named once."""
    baris, footnotes = diagram.baris, diagram.prosedur.catatan_kaki
    mutu = qualities_of(baris, (diagram.tabel.mutu_baku or {}).get("waktu") or kepala_waktu, footnotes)
    before: list[dict[StepLink, None]] = [{} for _ in baris]
    after: list[dict[StepLink, None]] = [{} for _ in baris]
    within: list[list[InnerExit]] = [[] for _ in baris]
    row_of = {satu.id: row.urut for row in baris for satu in row.simbol}
    actor_of = {satu.id: satu.pelaksana for row in baris for satu in row.simbol}
    for panah in alur:
        dari, ke = row_of[panah.dari], row_of[panah.ke]
        if dari == ke and panah.label and not panah.bersama:
            within[dari].append(InnerExit(panah.label, actor_of[panah.ke], panah.opsional))
        if dari != ke and not panah.bersama:
            label = without_marks(panah.label, footnotes)  # the note stands with the step that decides
            before[ke].setdefault(StepLink(baris[dari].kode, label, dari > ke, panah.opsional))
            after[dari].setdefault(StepLink(baris[ke].kode, panah.label, ke < dari, panah.opsional))
    return tuple(
        Step(
            kode=row.kode,
            no=row.no,
            data=row.data,
            pelaksana=row.pelaksana,
            sebelum=tuple(before[row.urut]),
            sesudah=tuple(after[row.urut]),
            konfirmasi=notes[row.urut],
            perkiraan=_assumed(notes[row.urut], "langkah.pelaksana"),
            mutu=mutu[row.urut],
            catatan=notes_of(_texts(row, mutu[row.urut]), footnotes),
            dalam=tuple(within[row.urut]),
            ringkas=one_line(without_marks(row.data.uraian, footnotes)),
            fase=fase,
        )
        for row, fase in zip(baris, phases_of(baris), strict=True)
    )


def _texts(row: WrittenRow, mutu: StepQuality) -> Iterator[str]:
    """Every text of a step in which a mark of a footnote can stand."""
    data = row.data
    yield from (data.no or "", data.uraian, *data.peringatan)
    yield from (text for value in mutu for text in value.butir)
    yield from (reference.judul or "" for reference in data.sop_terkait)
    for simbol in row.simbol:
        yield simbol.teks or ""
        yield from (tujuan.label or "" for tujuan in (*simbol.keputusan, *simbol.lanjut))


def optional(left_out: bool) -> str:
    """Said behind where a way leads, or comes from, that may be left out: " (opsional)"."""
    return f" ({OPSIONAL})" if left_out else ""


def name_steps(langkah: Sequence[Step], sop: ResolvedSop) -> str:
    """Several steps of an SOP in a sentence: "langkah 2", "langkah 2 dan 3"; steps without a number are counted.

    Where the procedures of an SOP each count from 1, the procedure is named too: "langkah 4 (prosedur 1)".
    """
    numbers = [step.no for step in sop.langkah if step.no]
    if len(set(numbers)) == len(numbers):
        return call_steps([step.no for step in langkah])
    parts = ((n, [step.no for step in langkah if step in p.langkah]) for n, p in enumerate(sop.prosedur, start=1))
    return join_words(f"{call_steps(numbers)} (prosedur {n})" for n, numbers in parts if numbers)
