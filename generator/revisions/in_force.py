"""What holds on a day: the one place that knows, asked by pages, prints, feed, calendars and `--tanggal` alike.

From its tanggal.efektif on a revision takes the place of every lower one, whichever was published first: where
revision 2 takes effect before revision 1, revision 1 never holds. A withdrawal (pencabutan.tanggal) ends the SOP: the
revision that says it and every lower one, until a higher one takes effect. A revision that was cancelled before its
day (pencabutan.hanya_revisi) counts for nothing: the others hold as if it had never been published. So the time of an
SOP falls into stretches, in each of which one revision holds or none (``periods_of``); it may have many of them, past
and to come.

Published are the revisions kept in the archive and, where it is put in force, the one in sop/; a draft that is being
edited is none. An old revision without an effective date counts from its date of revision, else of making, else from
ever. A withdrawal without a date takes its revision out of force on every day.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from generator.data.library import Library, archive_of, file_of
from generator.data.sop import Sop

TERBIT = ("berlaku", "dicabut")
"""The statuses of what was published."""
Keadaan = Literal["berlaku", "belum", "dicabut", "hilang", "draf"]
"""How an SOP stands: a revision holds; none yet; withdrawn; only in the archive; nothing was ever published."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published version. ``sampai``: the first day on which it holds no more (None = still open); ``pengganti``:
    the revision that takes its place then (None = none does, or the SOP is withdrawn); ``pasti``: the data say that
    day, it is not reckoned; ``berkas``: the file that keeps it.

    ``sampai`` not after ``mulai`` means that it never holds.
    """

    revisi: int
    sop: Sop
    berkas: str
    mulai: datetime.date
    sampai: datetime.date | None
    pengganti: int | None = None
    pasti: bool = True

    @property
    def cancelled(self) -> bool:
        """Whether it alone was ended, before the day from which it would have held."""
        return is_cancelled(self.sop)

    def holds_on(self, hari: datetime.date) -> bool:
        """Whether it was in force on ``hari``."""
        return self.mulai <= hari and (self.sampai is None or hari < self.sampai)

    @property
    def undated(self) -> bool:
        """Whether it was withdrawn nobody knows when."""
        return self.sampai == datetime.date.min

    @property
    def ever(self) -> bool:
        """Whether it holds on any day. Of one withdrawn nobody knows when, it is known that it did."""
        return self.sampai is None or self.mulai < self.sampai or self.undated


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, from ``mulai`` until before ``sampai`` (None = open), on which the same holds: ``versi``, or
    none; then ``pencabut`` is the version that withdrew the SOP, where one did."""

    mulai: datetime.date | None
    sampai: datetime.date | None
    keadaan: Keadaan
    versi: Version | None = None
    pencabut: Version | None = None

    def holds_on(self, hari: datetime.date) -> bool:
        """Whether ``hari`` is one of its days."""
        return (self.mulai is None or self.mulai <= hari) and (self.sampai is None or hari < self.sampai)


def published_versions(proyek: Library, slug: str) -> tuple[Version, ...]:
    """All published versions of an SOP, by number, each with the days on which it holds."""
    known: dict[int, tuple[Sop, str]] = {
        revisi: (sop, archive_of(slug, revisi)) for revisi, sop in proyek.arsip.get(slug, {}).items()
    }
    current = proyek.sop.get(slug)
    if current is not None and current.status in TERBIT:
        revisi = current.revisi or 0
        copy = proyek.terbit.get(slug)
        known[revisi] = (copy, archive_of(slug, revisi)) if copy else (current, file_of("sop", slug))
    ordered = [(revisi, *known[revisi]) for revisi in sorted(known) if known[revisi][0].status in TERBIT]
    found: list[Version] = []
    cancelled: list[Version] = []
    for revisi, sop, berkas in reversed(ordered):
        if is_cancelled(sop):
            cancelled.append(
                Version(revisi, sop, berkas, _start(sop), min(_start(sop), _withdrawn(sop) or _start(sop)))
            )
            continue
        replaced = min(found, key=lambda versi: (versi.mulai, -versi.revisi), default=None)
        ended = min(
            (day for other in (*(versi.sop for versi in found), sop) if (day := _withdrawn(other))), default=None
        )
        days = [day for day in (replaced.mulai if replaced else None, ended, _undated(sop)) if day is not None]
        last = min(days, default=None)
        by = replaced if replaced and replaced.mulai == last and replaced.holds_on(last) else None
        sure = by is None or by.sop.tanggal.day_of_effect is not None
        found.append(Version(revisi, sop, berkas, _start(sop), last, by.revisi if by else None, sure))
    return tuple(sorted([*found, *cancelled], key=lambda versi: versi.revisi))


def standing_versions(proyek: Library, slug: str) -> tuple[Version, ...]:
    """The published versions that were not cancelled."""
    return tuple(versi for versi in published_versions(proyek, slug) if not versi.cancelled)


def is_cancelled(sop: Sop) -> bool:
    """Whether a published revision alone was ended before its day."""
    return sop.status in TERBIT and sop.pencabutan is not None and sop.pencabutan.hanya_revisi


def periods_of(proyek: Library, slug: str) -> tuple[Period, ...]:
    """The stretches of an SOP's time, oldest first, without a gap: the first begins and the last ends open."""
    versions = standing_versions(proyek, slug)
    if slug not in proyek.sop or not versions:
        return (Period(None, None, "hilang" if slug not in proyek.sop else "draf"),)
    days = {day for versi in versions for day in (versi.mulai, versi.sampai, _withdrawn(versi.sop)) if day}
    borders = [datetime.date.min, *sorted(days - {datetime.date.min})]
    found: list[Period] = []
    for day in borders:
        state = _on(versions, day)
        if not found or (found[-1].keadaan, found[-1].versi, found[-1].pencabut) != state:
            found.append(Period(day if found else None, None, *state))
    ends = [masa.mulai for masa in found[1:]]
    return tuple(
        Period(masa.mulai, end, masa.keadaan, masa.versi, masa.pencabut)
        for masa, end in zip(found, [*ends, None], strict=True)
    )


def period_on(proyek: Library, slug: str, hari: datetime.date) -> Period:
    """The stretch that holds ``hari``."""
    return next(masa for masa in periods_of(proyek, slug) if masa.holds_on(hari))


def _on(versions: tuple[Version, ...], hari: datetime.date) -> tuple[Keadaan, Version | None, Version | None]:
    """How things stand on a day: the state, the version that holds, the one that withdrew the SOP."""
    begun = [versi for versi in versions if versi.mulai <= hari]
    gone = [versi for versi in versions if (day := _withdrawn(versi.sop) or _undated(versi.sop)) and day <= hari]
    if begun and begun[-1].holds_on(hari):
        return "berlaku", begun[-1], None
    if gone and (begun or _withdrawn(gone[-1].sop) or gone[-1] is versions[-1]):
        return "dicabut", None, gone[-1]
    return "belum", None, None


def current_version(proyek: Library, slug: str) -> Version | None:
    """The version that ``proyek`` shows as the SOP; None where that is a draft."""
    sop = proyek.sop.get(slug)
    if sop is None or sop.status not in TERBIT:
        return None
    return next(versi for versi in published_versions(proyek, slug) if versi.revisi == (sop.revisi or 0))


def every_slug(proyek: Library) -> tuple[str, ...]:
    """Every SOP that is or was: those in sop/ and those that only the archive knows."""
    return tuple(sorted({*proyek.sop, *proyek.arsip}))


def last_published(proyek: Library, slug: str) -> Version | None:
    """The newest published version, in force yet or not, that was not cancelled."""
    versions = standing_versions(proyek, slug)
    return versions[-1] if versions else None


def _start(sop: Sop) -> datetime.date:
    dates = sop.tanggal
    return dates.day_of_effect or dates.day_of_revision or dates.day_of_making or datetime.date.min


def _withdrawn(sop: Sop) -> datetime.date | None:
    """From which day a version ends the SOP; None where it does not, or nobody knows the day."""
    return sop.pencabutan.tanggal if sop.status in TERBIT and sop.pencabutan else None


def _undated(sop: Sop) -> datetime.date | None:
    """Of a version that was withdrawn nobody knows when: the first of all days."""
    return datetime.date.min if sop.status == "dicabut" and sop.pencabutan is None else None
