"""Which version of an SOP was in force on a day.

A version holds from its tanggal.efektif until the next version's, or until the day from which it was withdrawn
(pencabutan.tanggal). Versions are those kept in the archive and, where it is put in force, the one in sop/; a draft
that is being edited is none. An old version without an effective date counts from its date of revision, else of
making, else from ever. A withdrawal without a date takes the version out of force on every day.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.proyek import Proyek, archive_of, file_of
from generator.data.sop import Sop

_TERBIT = ("berlaku", "dicabut")


@dataclass(frozen=True, slots=True)
class Versi:
    """One published version. ``sampai``: the first day on which it holds no more (None = still open).

    ``berkas``: the file in the data folder that keeps it. ``mulai`` after ``sampai`` means that it never came in force.
    """

    revisi: int
    sop: Sop
    berkas: str
    mulai: datetime.date
    sampai: datetime.date | None

    def memuat(self, hari: datetime.date) -> bool:
        """Whether it was in force on ``hari``."""
        return self.mulai <= hari and (self.sampai is None or hari < self.sampai)


def versi_terbit(proyek: Proyek, slug: str) -> tuple[Versi, ...]:
    """All published versions of an SOP, oldest first, each with the days on which it holds."""
    known: dict[int, tuple[Sop, str]] = {
        revisi: (sop, archive_of(slug, revisi)) for revisi, sop in proyek.arsip.get(slug, {}).items()
    }
    current = proyek.sop.get(slug)
    if current is not None and current.status in _TERBIT:
        revisi = current.revisi or 0
        copy = proyek.terbit.get(slug)
        known[revisi] = (copy, archive_of(slug, revisi)) if copy else (current, file_of("sop", slug))
    ordered = [(revisi, *known[revisi]) for revisi in sorted(known) if known[revisi][0].status in _TERBIT]
    starts = [_mulai(sop) for _, sop, _ in ordered]
    found = []
    for place, (revisi, sop, berkas) in enumerate(ordered):
        ends = [*starts[place + 1 :], *_dicabut(sop)]
        found.append(Versi(revisi, sop, berkas, starts[place], min(ends, default=None)))
    return tuple(found)


def versi_pada(proyek: Proyek, slug: str, hari: datetime.date) -> tuple[int, Sop] | None:
    """(revision, SOP) in force on ``hari``; None where there was none. See the top of this module for the rules."""
    holding = [versi for versi in versi_terbit(proyek, slug) if versi.memuat(hari)]
    return (holding[-1].revisi, holding[-1].sop) if holding else None


def semua_slug(proyek: Proyek) -> tuple[str, ...]:
    """Every SOP that is or was: those in sop/ and those that only the archive knows."""
    arsip: Mapping[str, object] = proyek.arsip
    return tuple(sorted({*proyek.sop, *arsip}))


def terakhir_terbit(proyek: Proyek, slug: str) -> Versi | None:
    """The newest published version, in force yet or not."""
    versions = versi_terbit(proyek, slug)
    return versions[-1] if versions else None


def _mulai(sop: Sop) -> datetime.date:
    dates = sop.tanggal
    return dates.efektif or dates.revisi or dates.pembuatan or datetime.date.min


def _dicabut(sop: Sop) -> list[datetime.date]:
    if sop.status != "dicabut":
        return []
    return [sop.pencabutan.tanggal if sop.pencabutan else datetime.date.min]
