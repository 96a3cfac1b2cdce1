"""The standard time of an SOP as its page shows it: in all, for each actor, and on the longest way through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.data.waktu import Lama
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.flow.waktu_alur import (
    Jalur,
    Jumlah,
    Tanpa,
    counted_once,
    jalur_prosedur,
    jumlahkan,
    waktu_prosedur,
)
from generator.pages.situs import Waktu, columns_of

_TERKECIL = 0.5
"""So wide, in percent, is the bar of any time at all: it must be seen."""


@dataclass(frozen=True, slots=True)
class Batang:
    """An actor's line: the sum of the times, and how long its bar is, in percent of the longest."""

    pelaksana: str
    jumlah: Jumlah
    panjang: float


@dataclass(frozen=True, slots=True)
class Ruas:
    """A step on the longest way: its time as written ("" = none), its width (None = not to scale), and whether its
    time is known."""

    langkah: LangkahTersusun
    waktu: str
    lebar: float | None
    diketahui: bool


@dataclass(frozen=True, slots=True)
class JalurProsedur:
    """The longest way through one procedure; ``judul`` is "" where the SOP has only one."""

    judul: str
    jalur: Jalur
    ruas: tuple[Ruas, ...]


@dataclass(frozen=True, slots=True)
class RincianWaktu:
    """All times of an SOP. ``satuan``: their unit, "" = they have several, so nothing can be drawn to one scale;
    ``bersama``: some steps are done together, and count for each who takes part."""

    jumlah: Jumlah
    satuan: str
    batang: tuple[Batang, ...]
    jalur: tuple[JalurProsedur, ...]
    bersama: bool

    @property
    def beberapa_satuan(self) -> bool:
        """Whether the sum cannot be said in minutes alone."""
        return any(part.satuan != "menit" for part in self.jumlah.bagian)

    @property
    def ringkas(self) -> Waktu:
        """The sum for the head of the page, where it can be said in minutes alone."""
        minutes = sum(part.nilai for part in self.jumlah.bagian if part.satuan == "menit")
        known = self.jumlah.diketahui if self.jumlah.bagian else 0
        return Waktu(minutes, known, self.jumlah.langkah, self.jumlah.langkah - self.jumlah.kosong)


def rincian_waktu(sop: SopTersusun) -> RincianWaktu:
    """The times of an SOP."""
    times = {kode: time for prosedur in sop.prosedur for kode, time in waktu_prosedur(prosedur).items()}
    units = {time.satuan for time in times.values() if isinstance(time, Lama)}
    unit = units.pop() if len(units) == 1 else ""
    own = {id: [step for step in sop.langkah if id in step.pelaksana] for id in columns_of(sop)}
    sums = {id: jumlahkan(counted_once(steps, times)) for id, steps in own.items()}
    longest = max((_in_unit(total, unit) for total in sums.values()), default=0.0)
    return RincianWaktu(
        jumlahkan(times.values()),
        unit,
        tuple(Batang(id, total, _percent(_in_unit(total, unit), longest)) for id, total in sums.items()),
        tuple(_ways(sop, times, unit)),
        any(len(step.pelaksana) > 1 for step in sop.langkah),
    )


def _ways(sop: SopTersusun, times: Mapping[str, Lama | Tanpa], unit: str) -> Iterator[JalurProsedur]:
    """The longest way through each procedure that has one."""
    for prosedur in sop.prosedur:
        way = jalur_prosedur(prosedur, times)
        if way is not None:
            pieces = tuple(_piece(step, times[step.kode], unit) for step in way.langkah)
            yield JalurProsedur(prosedur.judul if len(sop.prosedur) > 1 else "", way, pieces)


def _in_unit(total: Jumlah, unit: str) -> float:
    return sum(part.nilai for part in total.bagian if part.satuan == unit)


def _percent(value: float, whole: float) -> float:
    return max(round(100 * value / whole, 1), _TERKECIL) if value and whole else 0.0


def _piece(step: LangkahTersusun, time: Lama | str, unit: str) -> Ruas:
    measured = time.nilai if isinstance(time, Lama) and time.satuan == unit else None
    return Ruas(step, str(step.mutu.waktu), measured, isinstance(time, Lama) or time == "gabung")
