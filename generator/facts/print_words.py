"""The words of the printed checklists: one content, which HTML (``_lembar.html``) and paper
(``paper/checklist_paper.py``) set.

Neither of them adds a fact of its own or leaves one out; ``tests/browser/test_two_prints.py`` compares what comes out
of both. Texts are plain; which of them are bold, and where words may break, is the renderer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter

from generator.chart.box_text import shorten
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import capital, format_date, join_words
from generator.facts.print_marks import PrintMarks
from generator.facts.site_facts import SiteFacts, StepExit
from generator.facts.step_facts import Fact, facts_of, under_phase
from generator.facts.step_sheet import SheetItem, StepNeeds
from generator.revisions.spoken_time import spoken_status
from generator.steps.footnotes import Footnote, notes_of
from generator.steps.quality import QualityValue
from generator.steps.resolve import ResolvedSop, Step, optional

BELUM_DITETAPKAN, BELUM_DIISI = "belum ditetapkan", "belum diisi"
CAP = {"draf": "DRAF", "ditinjau": "DITINJAU", "dicabut": "DICABUT", "berlaku": ""}
"""The mark across the pages of an SOP that is not in force."""
_ARTI_CAP = {"draf": "DRAF, belum ditetapkan.", "ditinjau": "SEDANG DITINJAU."}
PERKIRAAN = "? = perkiraan, perlu konfirmasi"
JUDUL_DAFTAR, JUDUL_LEMBAR = "Daftar Periksa Pelaksanaan SOP", "Daftar Periksa Langkah Kerja"
_TANDA, _KATA = " (?)", " (perlu konfirmasi)"
"""Said behind an assumed pelaksana where there is little room, and where there is enough."""


@dataclass(frozen=True, slots=True)
class PrintHead:
    """What head and foot of both checklists say. ``cap``: the mark across the pages, ``cap_ket``: from when it
    holds, "" = always; ``tanda``: the same as a sentence,
    "" for an SOP in force; ``perkiraan``: what "?" means, "" where nothing is assumed; ``lanjutan``: the head of each
    further page, of the whole checklist and of a step's sheet."""

    judul: str
    status: str
    nomor: str
    revisi: str
    efektif: str
    cap: str
    cap_ket: str
    tanda: str
    nama_situs: str
    perkiraan: str
    age: str
    sop: str
    lanjutan: str
    lanjutan_langkah: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list to tick. ``ket``: with which steps it is shared; ``kosong``: what stands there where it has no items, "" =
    nothing."""

    butir: tuple[SheetItem, ...]
    ket: str = ""
    kosong: str = BELUM_DIISI


@dataclass(frozen=True, slots=True)
class StepSheet:
    """The sheet of one step. ``letak``: which of how many; ``waktu_ket``: with which steps its time is shared;
    ``fakta``: what else the SOP says of it; ``dikerjakan``, ``diterima``: who signs; ``ke``: which sheet."""

    no: str
    letak: str
    uraian: str
    pelaksana: str
    dari: str
    kelengkapan: Items
    peralatan: Items
    waktu: str
    waktu_ket: str
    peringatan: tuple[str, ...]
    fakta: tuple[Fact, ...]
    output: Items
    serahkan: Items
    catatan: tuple[Footnote, ...]
    dikerjakan: str
    diterima: str
    ke: str


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A step on the checklist of the whole SOP. ``kode`` is for addresses; ``paraf``: what is written at its end."""

    kode: str
    siapa: tuple[str, ...]
    no: str
    uraian: str
    pelaksana: str
    peringatan: tuple[str, ...]
    fakta: tuple[Fact, ...]
    serahkan: tuple[str, ...]
    catatan: tuple[Footnote, ...]
    kelengkapan: Items
    output: Items
    waktu: str
    waktu_ket: str
    paraf: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of a whole SOP: its column heads, what to have and to read before, and the rows of each procedure
    and each phase under its title ("" where there is only one). ``catatan``: footnotes of what is to be had and read.
    """

    kepala: tuple[str, ...]
    peralatan: tuple[str, ...]
    peringatan: tuple[str, ...]
    catatan: tuple[Footnote, ...]
    bagian: tuple[tuple[str, tuple[ChecklistRow, ...]], ...]


def ended(sop: Sop) -> str:
    """From when a withdrawal holds: a print may be read before."""
    return f"MULAI {format_date(sop.pencabutan.tanggal).upper()}" if sop.status == "dicabut" and sop.pencabutan else ""


def meaning_of_mark(proyek: Library, slug: str, sop: Sop) -> str:
    """Where an SOP stands, as the foot of each print says it: that it is a draft, or from when until when it holds."""
    return _ARTI_CAP.get(sop.status) or f"{spoken_status(proyek, slug)}."


def head_of(proyek: Library, slug: str, sop: Sop, cetakan: PrintMarks) -> PrintHead:
    """Head and foot of the checklists of an SOP."""
    number, revision, status = sop.nomor or BELUM_DITETAPKAN, revision_of(sop), spoken_status(proyek, slug)
    further = f"{sop.judul} · Nomor: {number} · Revisi: {revision} · {status}"
    return PrintHead(
        judul=sop.judul,
        status=status,
        nomor=number,
        revisi=revision,
        efektif=format_date(sop.tanggal.efektif) if sop.tanggal.efektif else BELUM_DITETAPKAN,
        cap=CAP[sop.status],
        cap_ket=ended(sop),
        tanda=meaning_of_mark(proyek, slug, sop),
        nama_situs=shorten(proyek.instansi.nama_situs, 60),
        perkiraan=PERKIRAAN if any(k.perkiraan for k in sop.konfirmasi) else "",
        age=cetakan.age,
        sop=f"SOP {shorten(sop.judul, 70)}",
        lanjutan=f"{JUDUL_DAFTAR} · {further}",
        lanjutan_langkah=further,
    )


def revision_of(sop: Sop) -> str:
    """The revision in words: its number, else its date."""
    if sop.revisi is not None:
        return str(sop.revisi)
    return format_date(sop.tanggal.revisi) if sop.tanggal.revisi else BELUM_DITETAPKAN


def sheet_of(situs: SiteFacts, lembar: StepNeeds) -> StepSheet:
    """The words of the sheet of a step."""
    step, data = lembar.langkah, lembar.sop.data
    return StepSheet(
        no=step.no,
        letak=lembar.place + (f" · {lembar.prosedur.judul}" if lembar.several_procedures else ""),
        uraian=step.data.uraian,
        pelaksana=_who(situs, step),
        dari=_origin(situs, lembar),
        kelengkapan=_items(lembar.kelengkapan, step.mutu.kelengkapan),
        peralatan=Items(tuple(map(SheetItem, data.each_tool))),
        waktu=step.mutu.waktu.in_one_line or _without(step.mutu.waktu),
        waktu_ket=step.mutu.waktu.ket,
        peringatan=lembar.peringatan,
        fakta=facts_of(situs, step),
        output=_items(lembar.output, step.mutu.output),
        serahkan=Items(tuple(SheetItem(_answer(situs, ways), _what_follows(ways)) for ways in lembar.answers)),
        catatan=lembar.catatan,
        dikerjakan=_signer(situs, step),
        diterima=_receiver(situs, lembar.keluar),
        ke=f"Lembar {lembar.ke} dari {lembar.dari}",
    )


def checklist_of(situs: SiteFacts, sop: ResolvedSop, lembar: Sequence[StepNeeds]) -> Checklist:
    """The words of the checklist of a whole SOP; ``lembar``: those of all its steps."""
    label, data = situs.proyek.instansi.label, sop.data
    sheets = {one.langkah.kode: one for one in lembar}
    return Checklist(
        kepala=(label.no, "Langkah", label.kelengkapan, label.output, _time_head(label.waktu), "Tanggal, paraf"),
        peralatan=data.each_tool,
        peringatan=data.each_peringatan,
        catatan=notes_of((*data.each_tool, *data.each_peringatan), data.catatan_kaki),
        bagian=tuple(
            (" · ".join(filter(None, (title, phase))), tuple(_row(situs, sheets[step.kode]) for step in steps))
            for title, phase, steps in _parts(sop)
        ),
    )


def _parts(sop: ResolvedSop) -> Iterator[tuple[str, str, list[Step]]]:
    """The steps in parts: title of the procedure where there are several, phase, steps. A phase begins where it is
    written, also where its words are those of the one before."""
    for prosedur in sop.prosedur:
        title = prosedur.judul if len(sop.prosedur) > 1 else ""
        begun = accumulate(bool(step.data.fase) for step in prosedur.langkah)
        for _, part in groupby(zip(begun, prosedur.langkah, strict=True), key=itemgetter(0)):
            steps = [step for _, step in part]
            yield title, steps[0].fase, steps


def _row(situs: SiteFacts, lembar: StepNeeds) -> ChecklistRow:
    step = lembar.langkah
    doubt = " ?" if any(k.perkiraan for k in step.konfirmasi) else ""
    return ChecklistRow(
        kode=step.kode,
        siapa=step.pelaksana,
        no=step.no + doubt,
        uraian=step.data.uraian,
        pelaksana=_who(situs, step, _TANDA),
        peringatan=step.data.peringatan,
        fakta=under_phase(facts_of(situs, step)),
        serahkan=tuple(_answer(situs, ways, _TANDA) for ways in lembar.answers),
        catatan=step.catatan,
        kelengkapan=_items(tuple(SheetItem(b.teks) for b in lembar.kelengkapan), step.mutu.kelengkapan),
        output=_items(tuple(SheetItem(b.teks) for b in lembar.output), step.mutu.output),
        waktu=step.mutu.waktu.in_one_line or _without(step.mutu.waktu),
        waktu_ket=step.mutu.waktu.ket,
        paraf="Paraf" if signers_of(situs, step) or not step.pelaksana else "Dicatat",
    )


def _items(items: tuple[SheetItem, ...], value: QualityValue) -> Items:
    return Items(items, value.ket, _without(value))


def _without(value: QualityValue) -> str:
    """What stands where a value of the mutu baku has no items: nothing in a cell that is left blank."""
    return BELUM_DIISI if value.missing else ""


def signers_of(situs: SiteFacts, step: Step) -> tuple[str, ...]:
    """The names of those who can sign for having done a step: people of the agency. A program signs nothing, and an
    outsider signs for what is handed over, not for having worked."""
    return tuple(_people(situs, step, but=("sistem", "luar")))


def _people(situs: SiteFacts, step: Step, but: tuple[str, ...]) -> Iterator[str]:
    for id in step.pelaksana:
        known = situs.proyek.jabatan.get(id)
        if known is None or known.jenis not in but:
            yield situs.jabatan_name(id)


def _joined(step: Step, names: Sequence[str]) -> str:
    return join_words(names, "atau" if step.data.atau else "dan")


def _signer(situs: SiteFacts, step: Step) -> str:
    names = signers_of(situs, step)
    if not step.pelaksana:
        return "Dikerjakan oleh"
    return f"Dikerjakan oleh ({_joined(step, names)})" if names else "Dicatat oleh"


def _receiver(situs: SiteFacts, exits: Sequence[StepExit]) -> str:
    """Who signs for the receipt, where there is only one; what goes to a program is recorded by a person."""
    step = exits[0].langkah if len(exits) == 1 else None
    if step is None:
        return "Diterima oleh"
    names = tuple(_people(situs, step, but=("sistem",)))
    if not step.pelaksana:
        return f"Diterima oleh ({step.spoken_name})"
    return (
        f"Diterima oleh ({step.spoken_name}, {_joined(step, names)})" if names else f"Dicatat oleh ({step.spoken_name})"
    )


def _who(situs: SiteFacts, step: Step, mark: str = _KATA) -> str:
    return situs.pelaksana_name(step) + (mark if step.perkiraan else "")


def _by(step: Step, who: str) -> str:
    """A step and who does it: "langkah 4, Verifikator"."""
    return ", ".join(filter(None, (step.spoken_name, who)))


def _origin(situs: SiteFacts, lembar: StepNeeds) -> str:
    """Who hands the work over to this step."""
    before = [
        (f"{s.label}: " if s.label else "")
        + _by(s.langkah, _who(situs, s.langkah))
        + (" (dikembalikan)" if s.kembali else "")
        + optional(s.opsional)
        for s in lembar.sebelum
    ]
    return "; ".join([*before, *(["prosedur dimulai di sini"] if lembar.may_start else [])])


def _answer(situs: SiteFacts, ways: Sequence[StepExit], mark: str = _KATA) -> str:
    """Where the work goes: "Ya: langkah 4, Verifikator"; an answer that starts several steps names them all."""
    label = f"{ways[0].label}: " if ways[0].label else ""
    return capital(label + ", dan ".join(_exit(situs, way, mark) for way in ways))


def _exit(situs: SiteFacts, keluar: StepExit, mark: str) -> str:
    if keluar.langkah is None:
        return f"selesai, prosedur berakhir di sini{optional(keluar.opsional)}"
    back = "kembali ke " if keluar.kembali else ""
    return f"{back}{_by(keluar.langkah, _who(situs, keluar.langkah, mark))}{optional(keluar.opsional)}"


def _what_follows(ways: Sequence[StepExit]) -> str:
    """What is done in the steps that an answer starts."""
    return "; ".join(shorten(way.langkah.ringkas, 120) for way in ways if way.langkah)


def _time_head(label: str) -> str:
    """The head of the time column: what it holds is the standard, the actual times are written below it."""
    return f"{label} baku" if "baku" not in label.lower() and "(" not in label else label
