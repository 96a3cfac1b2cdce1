"""The flow: targets that exist, decisions that decide, steps that are reached and left (codes A3xx)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.langkah import SELESAI, Target
from generator.data.near_words import advise, comma_items, suggest
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.source import Loc
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, kind_of, leads_somewhere, links, targets


@rule("A301", "galat")
@rule("A302", "galat")
@rule(
    "A303",
    "peringatan",
    basis="simbol: belah ketupat adalah keputusan, jalan keluarnya berlabel, lazimnya Ya dan Tidak",
)
@rule(
    "A304",
    "peringatan",
    basis="simbol: belah ketupat adalah keputusan, jalan keluarnya berlabel, lazimnya Ya dan Tidak",
)
@rule("A305", "peringatan")
@rule("A306", "peringatan")
@rule("A307", "galat")
@rule("A308", "galat")
@rule("A309", "peringatan")
@rule("A310", "galat")
@rule("A311", "saran")
def check_flow(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Everything about the flow of every procedure of an SOP."""
    for diagram in diagrams(sop):
        yield from _FlowReader(lingkup, diagram).check()


class _FlowReader:
    """The checks of one procedure, which share its rows, target names and links."""

    def __init__(self, lingkup: RuleContext, diagram: WrittenDiagram) -> None:
        self.lingkup, self.diagram, self.place, self.baris = lingkup, diagram, diagram.place, diagram.baris
        self.names = targets(self.baris)

    def finding(self, code: str, row: WrittenRow, loc: Loc, message: str, remedy: str) -> Finding:
        return self.lingkup.finding(code, (*self.place, row.urut, *loc), message, remedy)

    def check(self) -> Iterator[Finding]:
        yield from self.double_names()
        yield from self.unknown_targets()
        yield from self.decisions()
        if leads_somewhere(self.diagram):
            yield from self.reach()

    def double_names(self) -> Iterator[Finding]:
        """Step ids, symbol ids and numbers must tell targets apart."""
        ids = Counter(id for row in self.baris for id in _ids(row))
        numbers = Counter(row.no for row in self.baris if row.no)
        for row in self.baris:
            for id in sorted(set(_ids(row))):
                if ids[id] > 1:
                    yield self.finding(
                        "A302", row, ("id",), f"id '{id}' dipakai lebih dari sekali", "beri id yang berbeda"
                    )
            if row.no and numbers[row.no] > 1:
                yield self.finding("A309", row, ("no",), f"nomor langkah '{row.no}' berulang", "perbaiki penomoran")

    def unknown_targets(self) -> Iterator[Finding]:
        for row, index, tujuan, loc in self.stated():
            if tujuan.ke == SELESAI:
                continue
            target = self.names.get(tujuan.ke)
            if target is None and (several := self.several(tujuan, loc)):
                message = f"tujuan '{tujuan.ke}' memuat beberapa langkah dalam satu teks"
                yield self.finding("A301", row, loc, message, several)
            elif target is None:
                remedy = advise(tujuan.ke, list(self.names), "Tulis nomor atau id langkah, atau 'selesai'")
                yield self.finding("A301", row, loc, f"tujuan '{tujuan.ke}' tidak ada", remedy)
            elif target == row.simbol[index].id:
                yield self.finding(
                    "A307", row, loc, "langkah ini menuju dirinya sendiri", "tulis langkah lain sebagai tujuan"
                )
        for row, index, loc in self.double_links():
            message = f"dua panah dari '{row.simbol[index].id}' menuju simbol yang sama"
            yield self.finding("A308", row, loc, message, "gabungkan labelnya, misalnya 'Ya / ditunda'")
        for row in self.baris:
            inside = {simbol.id for simbol in row.simbol}
            for index, simbol in enumerate(row.data.simbol):
                for partner in simbol.bersama:
                    if partner not in inside or partner == simbol.id:
                        message = f"'bersama' menyebut '{partner}', yang bukan simbol lain pada baris ini"
                        yield self.finding(
                            "A310",
                            row,
                            ("simbol", index, "bersama"),
                            message,
                            suggest(partner, sorted(inside - {simbol.id})),
                        )

    def several(self, tujuan: Target, loc: Loc) -> str:
        """How to write the targets that stand in one text, "" where it is not such a text."""
        items = comma_items(tujuan.ke)
        if len(items) < 2 or not all(item in self.names for item in items):
            return ""
        if tujuan.label is None:
            return f"tulis {loc[-2]}: [{', '.join(items)}]"
        ways = ", ".join(f"{{ke: {item}, label: {tujuan.label}}}" for item in items)
        return f"tulis {loc[-2]}: [{ways}]"

    def stated(self) -> Iterator[tuple[WrittenRow, int, Target, Loc]]:
        """Every written target as (row, index of its symbol, target, place in the step)."""
        for row in self.baris:
            for index, simbol in enumerate(row.simbol):
                prefix = ("simbol", index) if row.data.simbol else ()
                for key, exits in (("keputusan", simbol.keputusan), ("lanjut", simbol.lanjut)):
                    for number, tujuan in enumerate(exits):
                        yield row, index, tujuan, (*prefix, key, self.key_of(row, (*prefix, key), tujuan, number))

    def key_of(self, row: WrittenRow, loc: Loc, tujuan: Target, number: int) -> str | int:
        """The written key of a target: its label in the mapping form, its index in the list form."""
        source = self.lingkup.sumber
        spelled = (tujuan.label or "", (tujuan.label or "").lower())
        return next((label for label in spelled if source.holds((*self.place, row.urut, *loc, label))), number)

    def double_links(self) -> Iterator[tuple[WrittenRow, int, Loc]]:
        seen: set[tuple[str, str]] = set()
        for row, index, tujuan, loc in self.stated():
            pair = (row.simbol[index].id, self.names.get(tujuan.ke, ""))
            if pair[1] and pair in seen:
                yield row, index, loc
            seen.add(pair)

    def decisions(self) -> Iterator[Finding]:
        for row in self.baris:
            for index, simbol in enumerate(row.simbol):
                exits = (*simbol.keputusan, *simbol.lanjut)
                if kind_of(row, index, len(self.baris)) != "keputusan":
                    continue
                if len(exits) < 2 and self.known(exits):
                    yield self.finding(
                        "A303",
                        row,
                        ("keputusan",),
                        "keputusan ini hanya punya satu jalan keluar",
                        "tulis minimal dua, misalnya {ya: 4, tidak: 2}",
                    )
                for tujuan in exits:
                    if tujuan.ke == SELESAI:
                        named = f" '{tujuan.label}'" if tujuan.label else ""
                        message = f"jalan keluar{named} berakhir di sini, sehingga panahnya tidak tergambar"
                        remedy = "arahkan ke langkah akhir tersendiri (jenis: selesai) supaya tampak pada bagan"
                        yield self.finding("A311", row, ("keputusan",), message, remedy)
                if len(exits) >= 2 and any(tujuan.label is None for tujuan in exits):
                    yield self.finding(
                        "A304",
                        row,
                        ("keputusan",),
                        "ada jalan keluar keputusan tanpa label",
                        "beri label, misalnya Ya dan Tidak",
                    )

    def known(self, exits: Iterable[Target]) -> bool:
        """Whether all of them lead somewhere; where one does not, that is what has to be mended (A301)."""
        return all(tujuan.ke == SELESAI or tujuan.ke in self.names for tujuan in exits)

    def reach(self) -> Iterator[Finding]:
        """Steps that nobody reaches, and steps in mid-flow that lead nowhere."""
        row_of = {simbol.id: row.urut for row in self.baris for simbol in row.simbol}
        after: dict[int, set[int]] = defaultdict(set)
        for panah in links(self.baris):
            if panah.ke is not None:
                after[panah.row.urut].add(row_of[panah.ke])
        starts = {row.urut for row in self.baris if not row.urut or self.kinds(row) & {"mulai"}}
        reached, waiting = set(starts), list(starts)
        while waiting:
            for urut in after[waiting.pop()] - reached:
                reached.add(urut)
                waiting.append(urut)
        for row in self.baris:
            if row.urut not in reached:
                yield self.finding(
                    "A305",
                    row,
                    (),
                    "langkah ini tidak dicapai dari langkah mana pun",
                    "arahkan 'lanjut' langkah sebelumnya ke sini, atau tulis jenis: mulai",
                )
            if not after[row.urut] - {row.urut} and not self.kinds(row) & {"selesai", "terminator"}:
                yield self.stops(row)

    def stops(self, row: WrittenRow) -> Finding:
        """The flow ends in a step that is not drawn as an end: because that is written so, or because nothing is."""
        if any(tujuan.ke == SELESAI for simbol in row.simbol for tujuan in (*simbol.lanjut, *simbol.keputusan)):
            message = "alur berakhir di langkah ini, tetapi simbolnya bukan simbol akhir"
            remedy = "tulis jenis: selesai, atau arahkan ke langkah akhir tersendiri"
        else:
            message = "alur berhenti di langkah ini, padahal bukan langkah akhir"
            remedy = "isi 'lanjut', atau tulis jenis: selesai"
        return self.finding("A306", row, (), message, remedy)

    def kinds(self, row: WrittenRow) -> set[str]:
        return {kind_of(row, index, len(self.baris)) for index in range(len(row.simbol))}


def _ids(row: WrittenRow) -> list[str]:
    """The ids of a row: of its symbols, and its own unless one of them has it."""
    symbols = [simbol.id for simbol in row.simbol]
    own = row.data.id
    return symbols if own is None or own in symbols else [*symbols, own]
