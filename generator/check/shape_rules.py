"""The shape of the chart: columns, labels, capsules, loops, merged and blank cells (codes A312-A318, A323, S407)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import rows, severity_of
from generator.data.langkah import ActorGroup
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.source import Loc
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, kind_of, leads_somewhere, links, written_cell

_YA_TIDAK = {"ya", "tidak"}
_CAPSULES = {"mulai", "selesai", "terminator"}


@rule("A313", "saran", basis="simbol: Ya dan Tidak adalah jalan keluar keputusan")
@rule("A314", "peringatan", basis="simbol: kapsul adalah kegiatan pertama dan terakhir")
@rule("A315", "peringatan")
@rule("A316", "peringatan")
@rule("S407", "peringatan", "saran", basis="simbol: kapsul adalah kegiatan pertama dan terakhir")
def check_shape(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Everything about the shape of the flow of an SOP."""
    for diagram in diagrams(sop):
        graph = _Graph(diagram)
        yield from _labels(lingkup, diagram)
        if leads_somewhere(diagram):
            yield from _capsules_in_mid_flow(lingkup, diagram, graph)
            yield from _endless_loops(lingkup, diagram, graph)
        yield from _first_and_last(lingkup, sop, diagram)


@rule("A312", "saran", needs=("jabatan.yml",))
def _columns(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A312: a column in which no symbol stands. Columns that several procedures share count as used in any of them."""
    if all(diagram.tabel.tanpa_pelaksana for diagram in diagrams(sop)):
        return  # A328 says that no table has place for them
    lists: list[tuple[Loc, tuple[ActorGroup, ...], set[str]]] = [(("pelaksana",), sop.pelaksana, set())]
    shared = lists[0][2]
    for index, diagram in enumerate(diagrams(sop)):
        used = {id for row in diagram.baris for id in row.pelaksana}
        own = sop.prosedur[index].pelaksana if sop.prosedur else None
        if own:
            lists.append((("prosedur", index, "pelaksana"), own, used))
        else:
            shared |= used
    if all(prosedur.pelaksana for prosedur in sop.prosedur) and sop.prosedur:
        lists = lists[1:]
    for loc, columns, used in lists:
        for number, kelompok in enumerate(columns):
            for id in kelompok.pelaksana:
                if id not in used and id in lingkup.jabatan:  # else R201 says that it is none
                    message = f"kolom pelaksana '{id}' tidak mengerjakan satu langkah pun"
                    remedy = "hapus dari 'pelaksana', atau beri langkah yang memang dikerjakannya"
                    yield lingkup.finding("A312", (*loc, number), message, remedy)


@rule("A317", "peringatan")
@rule("A318", "peringatan")
def _merged(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A317: a value in a cell that continues the one above, where no output shows it. A318: a cell that continues the
    one above in the first row of its table."""
    for loc, row in rows(sop):
        for kolom in dict.fromkeys(row.data.mutu_baku.gabung):
            if not row.urut:
                message = f"'{kolom}' digabung dengan sel di atasnya, padahal ini langkah pertama pada tabelnya"
                remedy = "hapus dari 'gabung', lalu isi nilainya"
                yield lingkup.finding("A318", (*loc, "mutu_baku", "gabung"), message, remedy)
            elif written_cell(row.data, kolom):
                place = (*loc, kolom) if kolom == "keterangan" else (*loc, "mutu_baku", kolom)
                message = f"'{kolom}' digabung dengan sel di atasnya, jadi nilai yang ditulis di sini tidak tampak"
                remedy = "hapus nilainya bila nilai di atasnya yang berlaku; bila tidak, hapus dari 'gabung'"
                yield lingkup.finding("A317", place, message, remedy)


@rule("A323", "peringatan")
def _blank(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A323: a cell that is stated to be blank, and has a value or continues the one above: these are shown."""
    for loc, row in rows(sop):
        mutu = row.data.mutu_baku
        for kolom in dict.fromkeys(mutu.kosong):
            merged = row.urut and kolom in mutu.gabung
            if merged or getattr(mutu, kolom):
                why = "selnya menyatu dengan sel di atasnya" if merged else "isinya ditulis juga"
                message = f"'{kolom}' dinyatakan kosong, padahal {why}"
                remedy = "hapus dari 'kosong', atau hapus yang lain bila sel itu memang kosong"
                yield lingkup.finding("A323", (*loc, "mutu_baku", "kosong"), message, remedy)


def _labels(lingkup: RuleContext, diagram: WrittenDiagram) -> Iterator[Finding]:
    """A313: Ya or Tidak on what is not a decision (free labels are allowed there); A316: one label on all exits. One
    answer that starts two steps, beside another answer, is a fork."""
    for row in diagram.baris:
        for index, simbol in enumerate(row.simbol):
            labels = [tujuan.label for tujuan in (*simbol.keputusan, *simbol.lanjut) if tujuan.label]
            place = (*diagram.place, row.urut, *(("simbol", index) if row.data.simbol else ()))
            place = (*place, "keputusan" if simbol.keputusan else "lanjut")
            decides = kind_of(row, index, len(diagram.baris)) == "keputusan"
            said = next((label for label in labels if label.casefold() in _YA_TIDAK), None)
            if said and not decides:
                message = f"label '{said}' berada pada langkah yang bukan keputusan"
                remedy = "tulis jalan keluarnya pada 'keputusan', atau pakai label lain"
                yield lingkup.finding("A313", place, message, remedy)
            if decides and len(labels) > 1 and len(set(map(str.casefold, labels))) == 1:
                message = f"semua jalan keluar keputusan ini memakai label yang sama, '{labels[0]}'"
                yield lingkup.finding("A316", place, message, "beri label yang berbeda")


class _Graph:
    """The symbols of a procedure as nodes; symbols that act together (``bersama``) are one node."""

    def __init__(self, diagram: WrittenDiagram) -> None:
        self.row_of = {simbol.id: row for row in diagram.baris for simbol in row.simbol}
        head = {id: id for id in self.row_of}
        panah = [panah for panah in links(diagram.baris) if panah.ke in head and panah.simbol.id in head]

        def find(id: str) -> str:
            while head[id] != id:
                id = head[id]
            return id

        for link in panah:
            if link.bersama and link.ke:
                head[find(link.simbol.id)] = find(link.ke)
        self.head = {id: find(id) for id in head}
        self.unknown = {self.head[p.simbol.id] for p in links(diagram.baris) if p.ke is None}
        """Where an arrow leads that names no step: nothing is known about what comes after."""
        self.after: Mapping[str, set[str]] = defaultdict(set)
        self.before: Mapping[str, set[str]] = defaultdict(set)
        for link in panah:
            if not link.bersama and link.ke:
                start, end = self.head[link.simbol.id], self.head[link.ke]
                self.after[start].add(end)
                self.before[end].add(start)

    def reach(self, starts: set[str], way: Mapping[str, set[str]]) -> set[str]:
        """Everything that can be reached from ``starts`` (which are part of it) on ``way``."""
        seen, waiting = set(starts), list(starts)
        while waiting:
            for node in way.get(waiting.pop(), set()) - seen:
                seen.add(node)
                waiting.append(node)
        return seen


def _capsules_in_mid_flow(lingkup: RuleContext, diagram: WrittenDiagram, graph: _Graph) -> Iterator[Finding]:
    """A314: a capsule that the flow enters from above and leaves again. A loop back to the first one is usual."""
    for row in diagram.baris:
        for index, simbol in enumerate(row.simbol):
            if simbol.bersama or kind_of(row, index, len(diagram.baris)) not in _CAPSULES:
                continue
            node = graph.head[simbol.id]
            entered = any(_stands_before(graph.row_of, start, simbol.id, row) for start in graph.before[node])
            if entered and graph.after[node]:
                message = f"kapsul pada langkah {row.no or row.urut + 1} berada di tengah alur"
                remedy = "pakai jenis: proses; kapsul hanya untuk langkah yang memulai atau mengakhiri alur"
                yield lingkup.finding("A314", (*diagram.place, row.urut), message, remedy)


def _stands_before(row_of: Mapping[str, WrittenRow], start: str, id: str, row: WrittenRow) -> bool:
    other = row_of[start]
    order = [simbol.id for simbol in row.simbol]
    return other.urut < row.urut or (other is row and order.index(start) < order.index(id))


def _endless_loops(lingkup: RuleContext, diagram: WrittenDiagram, graph: _Graph) -> Iterator[Finding]:
    """A315: steps that go round for ever, because no arrow leads from them to an end. One finding for each round."""
    nodes = set(graph.head.values())
    ends = {node for node in nodes if not graph.after[node]} | graph.unknown
    lost = nodes - graph.reach(ends, graph.before)
    told: set[str] = set()
    for row in diagram.baris:
        for simbol in row.simbol:
            node = graph.head[simbol.id]
            if node not in lost or node in told:
                continue
            ahead = graph.reach({node}, graph.after)
            # Only the round itself, not the way that leads into it: whatever comes after can come back here.
            if any(node not in graph.reach({n}, graph.after) for n in ahead):
                continue
            told |= ahead
            rows = {r.urut: r.no or str(r.urut + 1) for id, r in graph.row_of.items() if graph.head[id] in ahead}
            named = ", ".join(rows[urut] for urut in sorted(rows))
            message = f"alur berputar tanpa jalan keluar pada langkah {named}"
            remedy = "beri salah satu langkah itu keputusan dengan jalan keluar menuju langkah berikutnya atau akhir"
            yield lingkup.finding("A315", (*diagram.place, row.urut), message, remedy)


def _first_and_last(lingkup: RuleContext, sop: Sop, diagram: WrittenDiagram) -> Iterator[Finding]:
    """S407: the first activity and the last one are capsules."""

    def kinds(row: WrittenRow) -> set[str]:
        return {kind_of(row, index, len(diagram.baris)) for index in range(len(row.simbol))}

    if not diagram.baris:
        return
    first, last = diagram.baris[0], diagram.baris[-1]
    if not kinds(first) & {"mulai", "terminator"}:
        message = "langkah pertama tidak memakai simbol kapsul"
        remedy = "hapus 'jenis', atau beri langkah pertama kegiatan yang memulai alur"
        place = (*diagram.place, first.urut)
        yield lingkup.finding("S407", place, message, remedy, severity_of(sop))
    if not any(kinds(row) & {"selesai", "terminator"} for row in diagram.baris[1:] or diagram.baris):
        message = "tidak ada langkah akhir yang memakai simbol kapsul"
        remedy = "hapus 'jenis' pada langkah terakhir, atau tulis jenis: selesai pada langkah yang mengakhiri alur"
        place = (*diagram.place, last.urut)
        yield lingkup.finding("S407", place, message, remedy, severity_of(sop))
