"""What a chart means as a BPMN process: its nodes and sequence flows, still without any geometry.

| in the chart | in BPMN |
|---|---|
| capsule, box | user task: in an SOP the first and the last step are work too; a start or end event stands beside it |
| diamond | exclusive gateway with the step's text, its exits with their labels |
| several arrows out of a box | a gateway after it: parallel without labels, exclusive with labels |
| one answer that starts several steps | a parallel gateway after that answer, whose flow into it has the label |
| branches of such a fork that all meet in one step | a parallel gateway before that step |
| joint step | parallel gateways round one task for each pelaksana; either/or: exclusive ones |
| joint step with a decision | the partners' tasks first, then the leader's gateway |
| several arrows into a step | an exclusive gateway before it, where no parallel one waits for them |
| several begins | one start event; a gateway for each leads to it or on to the next |
| diamond with one way in and one way out | user task: there is nothing to decide |

Every symbol stays one node, whose id is made from the symbol's. What comes out keeps the recommended rules of bpmnlint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.chart.box_text import clean, shorten, symbol_words, told
from generator.chart.spoken import PERKIRAAN
from generator.outputs.bpmn_order import Graf
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartSymbol

JenisUnsur = Literal["startEvent", "endEvent", "userTask", "exclusiveGateway", "parallelGateway"]

#: Longer texts are cut in the name; the documentation has all of them.
PANJANG_TUGAS, PANJANG_KEPUTUSAN = 170, 120
#: What a gateway that no symbol stands for asks.
PILIH_PELAKSANA, PILIH_LANJUT, PILIH_AWAL = "Oleh siapa?", "Lanjut ke mana?", "Mulai dari mana?"


@dataclass(frozen=True, slots=True)
class BpmnNode:
    """A flow node in the lane ``lajur`` (index of the pelaksana). ``dokumen`` are lines of documentation."""

    id: str
    jenis: JenisUnsur
    lajur: int
    nama: str = ""
    dokumen: tuple[str, ...] = ()
    perkiraan: bool = False


@dataclass(frozen=True, slots=True)
class SequenceFlow:
    """A sequence flow between two nodes; ``label`` is its name."""

    dari: str
    ke: str
    label: str = ""
    perkiraan: bool = False


@dataclass(frozen=True, slots=True)
class BpmnProcess:
    """The nodes, in the order of the steps, and the flows between them."""

    unsur: tuple[BpmnNode, ...]
    aliran: tuple[SequenceFlow, ...]


@dataclass(frozen=True, slots=True)
class _StepBlock:
    """One step: a symbol, or the symbols of a joint step. Flows come in at ``masuk`` and leave from ``keluar``."""

    simbol: tuple[ChartSymbol, ...]
    masuk: str
    keluar: str


def make_process(bagan: Chart) -> BpmnProcess:
    """The BPMN process of a chart."""
    return _ProcessBuilder(bagan).proses()


class _ProcessBuilder:
    """Collects nodes and flows. Nodes are kept with a place (step, stage) that orders them."""

    def __init__(self, bagan: Chart) -> None:
        self.bagan = bagan
        self.id = _ids(bagan.simbol)
        self.decisions = {self.id[s.id] for s in bagan.simbol if s.jenis == "keputusan"}
        self.tempat: dict[str, tuple[int, float]] = {}
        self.unsur: dict[str, BpmnNode] = {}
        self.aliran: dict[tuple[str, str], SequenceFlow] = {}

    def proses(self) -> BpmnProcess:
        """Steps first, then the flows between them, then what BPMN wants round them."""
        blok = [self._block(n, group) for n, group in enumerate(_groups(self.bagan))]
        home = {simbol.id: b for b in blok for simbol in b.simbol}
        for alur in self.bagan.alur:
            if not alur.bersama:
                self._flow_of_arrow(alur, home[alur.dari], home[alur.ke])
        forks = [fork for b in blok for fork in self._fork(b)]
        for fork in reversed(forks):
            self._join(fork)
        self._begin([b for b in blok if self._begins(b)])
        for b in blok:
            self._end(b)
        for id in list(self.unsur):
            self._simplify(id)
        order = sorted(self.unsur, key=lambda id: self.tempat[id])
        return BpmnProcess(tuple(self.unsur[id] for id in order), tuple(self.aliran.values()))

    def _add(self, unsur: BpmnNode, step: int, stage: float) -> str:
        self.unsur[unsur.id] = unsur
        self.tempat[unsur.id] = (step, stage)
        return unsur.id

    def _flow(self, dari: str, ke: str, label: str = "", perkiraan: bool = False) -> None:
        """Add a flow; a second one between the same two nodes only adds its label."""
        known = self.aliran.get((dari, ke))
        if known:
            labels = dict.fromkeys(text for text in (known.label, label) if text)
            label, perkiraan = " / ".join(labels), known.perkiraan and perkiraan
        self.aliran[dari, ke] = SequenceFlow(dari, ke, label, perkiraan)

    def _block(self, step: int, group: Sequence[ChartSymbol]) -> _StepBlock:
        """The nodes of one step."""
        joint = [a for a in self.bagan.alur if a.bersama and a.dari in {s.id for s in group}]
        decisions = [s for s in group if s.jenis == "keputusan"]
        exits = [s for s in decisions if self.bagan.arrows_out(s.id)]
        decides = next(iter(exits or decisions), None)
        partners = [s for s in group if s is not decides]
        tasks = [self._add(self._simbol(s, "userTask"), step, 3) for s in partners]
        end = self._add(self._simbol(decides, "exclusiveGateway"), step, 5) if decides else ""
        if len(group) == 1:
            return _StepBlock(tuple(group), (tasks or [end])[0], (tasks or [end])[0])
        led = {a.ke for a in joint}
        leader = decides or next((s for s in group if s.id not in led), group[0])
        either = all(a.atau for a in joint)
        jenis: JenisUnsur = "exclusiveGateway" if either else "parallelGateway"
        name = self.id[leader.id]
        start = tasks[0]
        if len(tasks) > 1 or either:
            asks = PILIH_PELAKSANA if either else ""
            start = self._add(BpmnNode(f"Bagi_{name}", jenis, leader.kolom, asks), step, 2)
        if not end or (len(tasks) > 1 and not either):
            joined = self._add(BpmnNode(f"Gabung_{name}", jenis, leader.kolom), step, 4)
            for task in tasks:
                self._flow(task, joined)
            if end:
                self._flow(joined, end)
        else:
            joined = end
            for task in tasks:
                self._flow(task, end)
            if either:
                self._flow(start, end)
        for task in tasks:
            if task != start:
                self._flow(start, task)
        return _StepBlock(tuple(group), start, end or joined)

    def _simbol(self, simbol: ChartSymbol, jenis: JenisUnsur) -> BpmnNode:
        """The node of a symbol, with the row's mutu baku as documentation."""
        text = symbol_words(self.bagan, simbol)
        limit = PANJANG_TUGAS if jenis == "userTask" else PANJANG_KEPUTUSAN
        lines = [clean(simbol.nama)]
        said = self.bagan.baris[simbol.baris].uraian.butir
        if len(said) > 1:
            lines += told(self.bagan.kepala_uraian, ["\n".join(said)])
        elif len(text) > limit:
            lines.append(f"{self.bagan.kepala_uraian}: {text}")
        phases = [row.fase for row in self.bagan.baris[: simbol.baris + 1] if row.fase]
        lines += [f"Fase: {phase}" for phase in phases[-1:]]
        lines += self._mutu(simbol.baris)
        if simbol.perkiraan:
            lines.append(f"{PERKIRAAN[0].upper()}{PERKIRAAN[1:]}.")
        nama = shorten(text, limit) + (" (?)" if simbol.perkiraan else "")
        dokumen = tuple(line for line in map(clean, lines) if line)
        return BpmnNode(self.id[simbol.id], jenis, simbol.kolom, nama, dokumen, simbol.perkiraan)

    def _mutu(self, baris: int) -> list[str]:
        """The mutu baku and the remark of a row; a merged cell counts for every row that it covers."""
        rows, lines = self.bagan.baris[: baris + 1], []
        for column, head in enumerate(self.bagan.kepala_mutu):
            lines += told(head, _holding([row.mutu[column] for row in rows if row.mutu[column : column + 1]]))
        return [*lines, *told(self.bagan.kepala_keterangan or "Keterangan", _holding([row.keterangan for row in rows]))]

    def _flow_of_arrow(self, alur: ChartArrow, dari: _StepBlock, ke: _StepBlock) -> None:
        """The flow of an arrow. Among the partners of one step only a decision may lead back to its begin."""
        if dari is ke and self.unsur[dari.keluar].id != self.id[alur.dari]:
            inside = self.unsur[self.id[alur.dari]]
            partner = clean(self.bagan.kolom[self.bagan.symbols_by_id[alur.ke].kolom].nama)
            note = f"Ada juga panah dari sini ke {partner} pada langkah yang sama."
            self.unsur[inside.id] = replace(inside, dokumen=(*inside.dokumen, note))
            return
        if dari.keluar != ke.masuk:
            self._flow(dari.keluar, ke.masuk, clean(alur.label_in_words), alur.perkiraan)

    def _out(self, id: str) -> list[SequenceFlow]:
        return [flow for flow in self.aliran.values() if flow.dari == id]

    def _in(self, id: str) -> list[SequenceFlow]:
        return [flow for flow in self.aliran.values() if flow.ke == id]

    def _fork(self, blok: _StepBlock) -> list[str]:
        """Put a gateway after a step with several arrows out, and one after an answer that starts several steps; the
        ids of the parallel forks."""
        source, flows = self.unsur[blok.keluar], self._out(blok.keluar)
        if source.id in self.decisions:
            return self._answers(source)
        if len(flows) < 2:
            return []
        labels = {flow.label for flow in flows}
        if len(labels) == 1:
            return [self._insert(BpmnNode(f"Cabang_{source.id}", "parallelGateway", source.lajur), flows)]
        choice = BpmnNode(f"Cabang_{source.id}", "exclusiveGateway", source.lajur, PILIH_LANJUT)
        self._insert(choice, flows)
        return self._answers(choice)

    def _answers(self, gateway: BpmnNode) -> list[str]:
        """Put a parallel gateway after each answer of a choice that starts several steps; their ids."""
        answers: dict[str, list[SequenceFlow]] = {}
        for flow in self._out(gateway.id):
            answers.setdefault(flow.label, []).append(flow)
        several = [flows for label, flows in answers.items() if label and len(flows) > 1]
        return [
            self._insert(BpmnNode(f"Serentak_{n}_{gateway.id}", "parallelGateway", gateway.lajur), flows)
            for n, flows in enumerate(several, 1)
        ]

    def _insert(self, fork: BpmnNode, flows: Sequence[SequenceFlow]) -> str:
        """Let flows that leave one node leave a new gateway after it. A parallel one has their label before it."""
        before, label = flows[0].dari, ""
        step, stage = self.tempat[before]
        self._add(fork, step, max(6.0, stage + 0.5))
        for flow in flows:
            del self.aliran[flow.dari, flow.ke]
            after = replace(flow, dari=fork.id)
            if fork.jenis == "parallelGateway":
                label, after = flow.label, replace(after, label="")
            self.aliran[fork.id, flow.ke] = after
        self._flow(before, fork.id, label, bool(label) and all(flow.perkiraan for flow in flows))
        return fork.id

    def _join(self, fork: str) -> None:
        """Where all branches of a parallel fork meet, with no way out before, let a gateway wait for all of them."""
        order = sorted(self.unsur, key=lambda id: self.tempat[id])
        meeting = Graf(order, self.aliran).meeting(fork)
        if meeting is None:
            return
        target, last = meeting
        step, _ = self.tempat[target]
        join = self._add(BpmnNode(f"Temu_{fork}", "parallelGateway", self.unsur[target].lajur), step, 1)
        for dari in last:
            self.aliran[dari, join] = replace(self.aliran.pop((dari, target)), ke=join)
        self._flow(join, target)

    def _begins(self, blok: _StepBlock) -> bool:
        """Whether the procedure begins with a step: only later steps lead to it, if any do."""
        first, step = blok.masuk, self.tempat[blok.masuk][0]
        before = [self.tempat[flow.dari] for flow in self._in(first)]
        loops_only = all(other > self.tempat[first] for other in before)
        capsule = any(s.jenis == "terminator" for s in blok.simbol)
        return not before or ((capsule or step == 0) and loops_only)

    def _begin(self, first: Sequence[_StepBlock]) -> None:
        """The start event before the steps that begin the procedure; they are known before any of them is changed."""
        before = ""
        for n, blok in enumerate(first):
            head = self.unsur[blok.masuk]
            step, _ = self.tempat[head.id]
            if not n:
                before = self._add(BpmnNode(f"Mulai_{head.id}", "startEvent", head.lajur, "Mulai"), step, 0)
            if n < len(first) - 1:
                choice = BpmnNode(f"Awal_{head.id}", "exclusiveGateway", head.lajur, PILIH_AWAL)
                self._flow(before, self._add(choice, step, 0.5))
                before = choice.id
            self._flow(before, head.id)

    def _end(self, blok: _StepBlock) -> None:
        """An end event after a step that nothing follows."""
        if not self._out(blok.keluar):
            step, lane = self.tempat[blok.keluar][0], self.unsur[blok.keluar].lajur
            end = self._add(BpmnNode(f"Selesai_{blok.keluar}", "endEvent", lane, "Selesai"), step, 7)
            self._flow(blok.keluar, end)

    def _simplify(self, id: str) -> None:
        """One node does one thing: a gateway that decides nothing becomes a task; what joins stands before what acts
        or forks; a name on the only way out is told in the documentation."""
        into, out = self._in(id), self._out(id)
        if self.unsur[id].jenis == "exclusiveGateway" and len(into) < 2 and len(out) < 2:
            self.unsur[id] = replace(self.unsur[id], jenis="userTask")
        if len(out) == 1 and out[0].label:
            self.aliran[id, out[0].ke] = replace(out[0], label="")
            note = f"Panah yang keluar dari sini berlabel: {out[0].label}."
            self.unsur[id] = replace(self.unsur[id], dokumen=(*self.unsur[id].dokumen, note))
        if len(into) > 1 and (len(out) > 1 or not self.unsur[id].jenis.endswith("Gateway")):
            step, stage = self.tempat[id]
            merge = BpmnNode(f"Satu_{id}", "exclusiveGateway", self.unsur[id].lajur)
            self._add(merge, step, stage - 0.5)
            for flow in into:
                self.aliran[flow.dari, merge.id] = replace(self.aliran.pop((flow.dari, id)), ke=merge.id)
            self._flow(merge.id, id)


def _holding(cells: Sequence[ChartCell]) -> tuple[str, ...]:
    """The items that hold in the last row of a column: those of the cell that covers it."""
    begun = [cell for cell in cells if cell.rentang] or cells[:1]
    return begun[-1].butir if begun else ()


def _ids(simbol: Iterable[ChartSymbol]) -> dict[str, str]:
    """An XML id for each symbol, the same letters as its own as far as XML allows."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for s in simbol:
        base = name = "Langkah_" + re.sub(r"[^A-Za-z0-9_.-]", "_", s.id)
        extra = 1
        while name.casefold() in taken:
            extra += 1
            name = f"{base}.{extra}"
        taken.add(name.casefold())
        names[s.id] = name
    return names


def _groups(bagan: Chart) -> list[list[ChartSymbol]]:
    """The symbols, those of a joint step together, in the order of the rows."""
    groups: dict[str, list[ChartSymbol]] = {}
    for simbol in sorted(bagan.simbol, key=lambda s: s.baris):
        groups.setdefault(bagan.joint_heads[simbol.id], []).append(simbol)
    return list(groups.values())
