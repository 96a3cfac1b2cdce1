"""How long a procedure takes: its standard times added up, and the longest way through it, loops counted once.

Times of different units are never added: a sum has one part for each unit. What is not known stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.data.durations import SATUAN, Duration, add_durations, parse_duration
from generator.data.langkah import SELESAI
from generator.data.wording import join_words
from generator.steps.resolve import Procedure, Step


@dataclass(frozen=True, slots=True)
class WaktuLangkah:
    """The standard time of a step: as written ("" = not filled in), what of it can be added (None = nothing: in words,
    without a unit, two times, or against its column), the kode of the step in whose cell it stands: another one's
    where the cell is merged, so that both have it together; and whether that cell is left blank on purpose."""

    teks: str
    lama: Duration | None
    sel: str
    kosong: bool = False


@dataclass(frozen=True, slots=True)
class TimeTotal:
    """The times of some steps: a sum for each unit, the largest first.

    How many steps could not be added: nothing is filled in (``kosong``), it cannot be counted (``lain``), or the SOP
    leaves it blank on purpose (``tanpa``). A time that several steps have together is in the sum once.
    """

    bagian: tuple[Duration, ...]
    langkah: int
    kosong: int
    lain: int
    tanpa: int = 0

    @property
    def spoken(self) -> str:
        """The sums in words, "" where nothing could be added. Those of different units stand beside each other and make
        no one time: "3 hari kerja + 1 jam 35 menit"."""
        alone = len(self.bagian) == 1
        return " + ".join(part.spoken if alone else part.in_hours for part in self.bagian)

    def __add__(self, other: TimeTotal) -> TimeTotal:
        """The times of these steps and of others."""
        return TimeTotal(
            add_durations((*self.bagian, *other.bagian)),
            self.langkah + other.langkah,
            self.kosong + other.kosong,
            self.lain + other.lain,
            self.tanpa + other.tanpa,
        )

    @property
    def known_steps(self) -> int:
        """How many steps the sums cover."""
        return self.langkah - self.kosong - self.lain - self.tanpa

    @property
    def coverage(self) -> str:
        """How many steps the sums cover, in words; "" where they cover every step, or none."""
        if not self.known_steps or self.known_steps == self.langkah:
            return ""
        return f"dari {self.known_steps} langkah yang {'dapat dijumlahkan' if self.lain else 'diketahui'}"

    @property
    def missing_words(self) -> str:
        """What the sums leave out, in words; "" where they cover every step."""
        counts = {"belum diisi": self.kosong, "tidak dapat dijumlahkan": self.lain, "tanpa waktu": self.tanpa}
        return join_words(f"{count} {words}" for words, count in counts.items() if count)

    @property
    def instead(self) -> str:
        """What stands where there is no sum: why there is none."""
        if self.lain:
            return "tidak dapat dijumlahkan"
        return "tanpa waktu baku" if self.tanpa and not self.kosong else "belum diisi"


@dataclass(frozen=True, slots=True)
class LongestPath:
    """The longest way through a procedure: its steps, the sum of their times, and whether it passes by any step."""

    langkah: tuple[Step, ...]
    jumlah: TimeTotal
    bercabang: bool


def waktu_prosedur(prosedur: Procedure) -> dict[str, WaktuLangkah]:
    """The times of all steps of a procedure, by their kode."""
    bagan = prosedur.bagan
    head = bagan.kepala_mutu[bagan.waktu_ke] if bagan.waktu_ke >= 0 else ""
    times = {step.kode: step.mutu.waktu for step in prosedur.langkah}
    return {
        kode: WaktuLangkah(time.in_one_line, parse_duration(time.unmarked, head), time.asal, time.kosong)
        for kode, time in times.items()
    }


def add_times(waktu: Iterable[WaktuLangkah]) -> TimeTotal:
    """Add up the times of some steps, each unit by itself."""
    all_of_them = list(waktu)
    parts = add_durations(item.lama for item in {item.sel: item for item in all_of_them}.values() if item.lama)
    blank = sum(1 for item in all_of_them if item.kosong)
    empty = sum(1 for item in all_of_them if not item.teks) - blank
    uncounted = sum(1 for item in all_of_them if item.teks and not item.lama)
    return TimeTotal(parts, len(all_of_them), empty, uncounted, blank)


def path_of_procedure(prosedur: Procedure, waktu: Mapping[str, WaktuLangkah]) -> LongestPath | None:
    """The longest way through a procedure with these times of its steps; None where no time is known.

    With several units the larger unit decides, as a day is longer than any time in minutes that people write.
    """
    steps = {step.kode: step for step in prosedur.langkah}
    if not any(waktu[kode].lama for kode in steps):
        return None
    arrows = [(step.kode, onward.kode) for step in steps.values() for onward in step.sesudah]
    ends = {step.kode for step in steps.values() if not step.sesudah or any(t.ke == SELESAI for t in step.stated)}
    weights = {kode: _weight(waktu[kode].lama) for kode in steps}
    way = longest_path(list(steps), arrows, weights, ends, {kode: waktu[kode].sel for kode in steps})
    return LongestPath(
        tuple(steps[kode] for kode in way), add_times(waktu[kode] for kode in way), len(way) < len(steps)
    )


def _weight(time: Duration | None) -> tuple[float, ...]:
    return tuple(time.nilai if time and time.satuan == unit else 0.0 for unit in SATUAN)


def longest_path(
    simpul: Sequence[str],
    panah: Sequence[tuple[str, str]],
    bobot: Mapping[str, tuple[float, ...]],
    akhir: set[str],
    sel: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """The heaviest way from a start to an end, each step once; of equal ones that with more steps.

    ``simpul`` are the steps in their order. An arrow that leads back up within a loop is not followed: so every loop is
    passed through once. A start is the first step, or one that no arrow leads to; ``akhir`` are the ends. Where no way
    from a start reaches an end, the way may end anywhere. Weights are compared part by part, the first part first. Of
    neighbours on the way with the same ``sel`` only one weighs.
    """
    cell = sel or {id: id for id in simpul}
    onward = ways_on(simpul, panah)
    targets = {ke for _, ke in panah}
    starts = [id for place, id in enumerate(simpul) if not place or id not in targets]
    best = _best_ways(simpul, onward, bobot, akhir, cell)
    if not any(id in best for id in starts):
        best = _best_ways(simpul, onward, bobot, set(simpul), cell)
    at: str | None = max(starts, key=lambda id: best[id][0] if id in best else ())
    way = []
    while at is not None:
        way.append(at)
        at = best[at][1]
    return tuple(way)


_Best = dict[str, tuple[tuple[float, ...], str | None]]
"""Of a step: the weight of the heaviest way from it to an end, its length as the last part, and its next step."""


def _best_ways(
    simpul: Sequence[str],
    onward: Mapping[str, list[str]],
    bobot: Mapping[str, tuple[float, ...]],
    akhir: set[str],
    sel: Mapping[str, str],
) -> _Best:
    """Backwards from the ends; a step from which no end is reached is not in it."""
    best: _Best = {}
    for id in reversed(_in_order(simpul, onward)):
        own, shared = (*bobot[id], 1.0), (*(0.0 for _ in bobot[id]), 1.0)
        tries: list[tuple[tuple[float, ...], str | None]] = [(own, None)] if id in akhir else []
        for ke in onward[id]:
            if ke in best:
                added = shared if sel[ke] == sel[id] else own
                tries.append((tuple(a + b for a, b in zip(added, best[ke][0], strict=True)), ke))
        if tries:
            best[id] = max(tries, key=lambda item: item[0])
    return best


def ways_on(simpul: Sequence[str], panah: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The arrows that are followed: all but those that lead up, or to the same step, within a loop."""
    place = {id: n for n, id in enumerate(simpul)}
    direct: dict[str, set[str]] = {id: set() for id in simpul}
    for dari, ke in panah:
        direct[dari].add(ke)
    upward = {ke for id in simpul for ke in direct[id] if place[ke] <= place[id]}
    reached = {id: _reached(id, direct) for id in upward}
    return {
        id: sorted((ke for ke in direct[id] if place[ke] > place[id] or id not in reached[ke]), key=place.__getitem__)
        for id in simpul
    }


def _reached(start: str, direct: Mapping[str, set[str]]) -> set[str]:
    """All steps that can be reached from ``start``, itself included."""
    found, todo = {start}, [start]
    while todo:
        fresh = direct[todo.pop()] - found
        found |= fresh
        todo += fresh
    return found


def _in_order(simpul: Sequence[str], onward: Mapping[str, list[str]]) -> list[str]:
    """The steps so that every followed arrow leads onward."""
    waiting = Counter(ke for id in simpul for ke in onward[id])
    ready = [id for id in simpul if not waiting[id]]
    order = []
    while ready:
        id = ready.pop()
        order.append(id)
        for ke in onward[id]:
            waiting[ke] -= 1
            if not waiting[ke]:
                ready.append(ke)
    return order
