"""The standard time of an SOP as its page shows it: in all, for each actor, and on the longest way through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.data.blocks import one_line
from generator.facts.site_facts import columns_of
from generator.steps.longest_path import (
    LongestPath,
    TimeTotal,
    WaktuLangkah,
    add_times,
    path_of_procedure,
    waktu_prosedur,
)
from generator.steps.resolve import ResolvedSop, Step

_TERKECIL = 0.5
"""So wide, in percent, is the bar of any time at all: it must be seen."""


@dataclass(frozen=True, slots=True)
class TimeBar:
    """An actor's line: the sum of the times, and how long its bar is, in percent of the longest."""

    pelaksana: str
    jumlah: TimeTotal
    panjang: float


@dataclass(frozen=True, slots=True)
class Ruas:
    """A step on the longest way: its time in words, its width (None = not to scale), and what is known of it:
    "tahu" = a time that is added, "bersama" = that of another step on the way, added there, "lain" = one that is
    written and cannot be added, "tanpa" = one that is left blank on purpose, "kosong" = none."""

    langkah: Step
    waktu: str
    lebar: float | None
    jenis: Literal["tahu", "bersama", "lain", "tanpa", "kosong"]


@dataclass(frozen=True, slots=True)
class ProcedurePath:
    """The longest way through one procedure; ``judul`` is "" where the SOP has only one."""

    judul: str
    jalur: LongestPath
    ruas: tuple[Ruas, ...]

    def langkah(self, jenis: str) -> list[Step]:
        """The steps of whose time so much is known."""
        return [ruas.langkah for ruas in self.ruas if ruas.jenis == jenis]


@dataclass(frozen=True, slots=True)
class TimeDetails:
    """All times of an SOP. ``satuan``: their unit, "" = they have several, so nothing can be drawn to one scale;
    ``bersama``: some steps are done together, and count for each who takes part; ``gabung``: some have one time
    together, which is counted once."""

    jumlah: TimeTotal
    satuan: str
    batang: tuple[TimeBar, ...]
    jalur: tuple[ProcedurePath, ...]
    bersama: bool
    gabung: bool


def time_details(sop: ResolvedSop) -> TimeDetails:
    """The times of an SOP."""
    times = {kode: time for prosedur in sop.prosedur for kode, time in waktu_prosedur(prosedur).items()}
    units = {time.lama.satuan for time in times.values() if time.lama}
    unit = units.pop() if len(units) == 1 else ""
    own = {id: [step for step in sop.langkah if id in step.pelaksana] for id in columns_of(sop)}
    sums = {id: add_times(times[step.kode] for step in steps) for id, steps in own.items()}
    longest = max((_in_unit(total, unit) for total in sums.values()), default=0.0)
    return TimeDetails(
        add_times(times.values()),
        unit,
        tuple(TimeBar(id, total, _percent(_in_unit(total, unit), longest)) for id, total in sums.items()),
        tuple(_ways(sop, times, unit)),
        any(len(step.pelaksana) > 1 for step in sop.langkah),
        any(time.sel != kode and time.teks for kode, time in times.items()),
    )


def _ways(sop: ResolvedSop, times: Mapping[str, WaktuLangkah], unit: str) -> Iterator[ProcedurePath]:
    """The longest way through each procedure that has one."""
    for prosedur in sop.prosedur:
        way = path_of_procedure(prosedur, times)
        if way is not None:
            pieces = tuple(_pieces(way.langkah, times, unit, {step.kode: step for step in prosedur.langkah}))
            yield ProcedurePath(prosedur.judul if len(sop.prosedur) > 1 else "", way, pieces)


def _in_unit(total: TimeTotal, unit: str) -> float:
    return sum(part.nilai for part in total.bagian if part.satuan == unit)


def _percent(value: float, whole: float) -> float:
    return max(round(100 * value / whole, 1), _TERKECIL) if value and whole else 0.0


def _pieces(
    way: tuple[Step, ...],
    times: Mapping[str, WaktuLangkah],
    unit: str,
    steps: Mapping[str, Step],
) -> Iterator[Ruas]:
    counted: set[str] = set()
    for step in way:
        time = times[step.kode]
        said = one_line(time.teks) or ("tanpa waktu baku" if time.kosong else "waktu belum diisi")
        if time.teks and time.sel != step.kode:
            said += f" bersama {steps[time.sel].spoken_name}"
        if time.teks and time.lama is None:
            said += ", tidak dapat dijumlahkan"
        if time.lama is None:
            yield Ruas(step, said, None, "lain" if time.teks else "tanpa" if time.kosong else "kosong")
        elif time.sel in counted:
            yield Ruas(step, f"{said}, dihitung satu kali", None, "bersama")
        else:
            yield Ruas(step, said, time.lama.nilai if time.lama.satuan == unit else None, "tahu")
        counted.add(time.sel)
