"""The standard time of an SOP as its page shows it: in all, for each actor, and on the longest way through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.data.blocks import one_line
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.flow.waktu_alur import Jalur, Jumlah, WaktuLangkah, jalur_prosedur, jumlahkan, waktu_prosedur
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
    """A step on the longest way: its time in words, its width (None = not to scale), and what is known of it:
    "tahu" = a time that is added, "bersama" = that of another step on the way, added there, "lain" = one that is
    written and cannot be added, "kosong" = none."""

    langkah: LangkahTersusun
    waktu: str
    lebar: float | None
    jenis: Literal["tahu", "bersama", "lain", "kosong"]


@dataclass(frozen=True, slots=True)
class JalurProsedur:
    """The longest way through one procedure; ``judul`` is "" where the SOP has only one."""

    judul: str
    jalur: Jalur
    ruas: tuple[Ruas, ...]

    def langkah(self, jenis: str) -> list[LangkahTersusun]:
        """The steps of whose time so much is known."""
        return [ruas.langkah for ruas in self.ruas if ruas.jenis == jenis]


@dataclass(frozen=True, slots=True)
class RincianWaktu:
    """All times of an SOP. ``satuan``: their unit, "" = they have several, so nothing can be drawn to one scale;
    ``bersama``: some steps are done together, and count for each who takes part; ``gabung``: some have one time
    together, which is counted once."""

    jumlah: Jumlah
    satuan: str
    batang: tuple[Batang, ...]
    jalur: tuple[JalurProsedur, ...]
    bersama: bool
    gabung: bool

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
    units = {time.lama.satuan for time in times.values() if time.lama}
    unit = units.pop() if len(units) == 1 else ""
    own = {id: [step for step in sop.langkah if id in step.pelaksana] for id in columns_of(sop)}
    sums = {id: jumlahkan(times[step.kode] for step in steps) for id, steps in own.items()}
    longest = max((_in_unit(total, unit) for total in sums.values()), default=0.0)
    return RincianWaktu(
        jumlahkan(times.values()),
        unit,
        tuple(Batang(id, total, _percent(_in_unit(total, unit), longest)) for id, total in sums.items()),
        tuple(_ways(sop, times, unit)),
        any(len(step.pelaksana) > 1 for step in sop.langkah),
        any(time.sel != kode and time.teks for kode, time in times.items()),
    )


def _ways(sop: SopTersusun, times: Mapping[str, WaktuLangkah], unit: str) -> Iterator[JalurProsedur]:
    """The longest way through each procedure that has one."""
    for prosedur in sop.prosedur:
        way = jalur_prosedur(prosedur, times)
        if way is not None:
            pieces = tuple(_pieces(way.langkah, times, unit, {step.kode: step for step in prosedur.langkah}))
            yield JalurProsedur(prosedur.judul if len(sop.prosedur) > 1 else "", way, pieces)


def _in_unit(total: Jumlah, unit: str) -> float:
    return sum(part.nilai for part in total.bagian if part.satuan == unit)


def _percent(value: float, whole: float) -> float:
    return max(round(100 * value / whole, 1), _TERKECIL) if value and whole else 0.0


def _pieces(
    way: tuple[LangkahTersusun, ...],
    times: Mapping[str, WaktuLangkah],
    unit: str,
    steps: Mapping[str, LangkahTersusun],
) -> Iterator[Ruas]:
    counted: set[str] = set()
    for step in way:
        time = times[step.kode]
        said = one_line(time.teks) or "waktu belum diisi"
        if time.teks and time.sel != step.kode:
            said += f" bersama {steps[time.sel].sebutan}"
        if time.teks and time.lama is None:
            said += ", tidak dapat dijumlahkan"
        if time.lama is None:
            yield Ruas(step, said, None, "lain" if time.teks else "kosong")
        elif time.sel in counted:
            yield Ruas(step, f"{said}, dihitung satu kali", None, "bersama")
        else:
            yield Ruas(step, said, time.lama.nilai if time.lama.satuan == unit else None, "tahu")
        counted.add(time.sel)
