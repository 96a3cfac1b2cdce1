"""When an SOP is to be looked at again: monitoring every six months, evaluation every year (PermenPAN-RB 35/2012).

Everything here follows from the data alone, whatever day it is: a day that has passed says that the review is still to
be done, or still to be written down. Who knows the day asks ``keadaan``.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Literal

from generator.data.sop import Sop

JenisTinjauan = Literal["monitoring", "evaluasi"]
Keadaan = Literal["terlewat", "jatuh tempo", "akan datang"]
BULAN_MONITORING = 6
BULAN_EVALUASI = 12
HARI_JATUH_TEMPO = 30
"""A review counts as due from so many days before its day on."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review that is to come: what it is, by which day, and the day from which it was counted (``sejak``)."""

    jenis: JenisTinjauan
    hari: datetime.date
    sejak: datetime.date


def next_reviews(sop: Sop) -> tuple[Review, ...]:
    """The next monitoring and the next evaluation of an SOP, the earlier first; () where it has none.

    An evaluation is counted from the day on which the SOP took effect, was revised or was last evaluated, whichever is
    latest; a monitoring from the last monitoring too. A monitoring that would fall on the evaluation or after it is
    part of it. An SOP that holds not yet or no more has no reviews, nor has one without any of these days.
    """
    days = [day for day in (sop.tanggal.day_of_effect, sop.tanggal.day_of_revision, sop.tanggal.evaluasi) if day]
    if sop.status not in ("berlaku", "ditinjau") or not days:
        return ()
    since = max(days)
    watched = max(since, sop.tanggal.monitoring or since)
    evaluation = Review("evaluasi", months_after(since, BULAN_EVALUASI), since)
    monitoring = Review("monitoring", months_after(watched, BULAN_MONITORING), watched)
    return (monitoring, evaluation) if monitoring.hari < evaluation.hari else (evaluation,)


def review_state(tinjauan: datetime.date, hari: datetime.date) -> Keadaan:
    """How a review stands on the day ``hari``: missed from the day after its own, due in the 30 days before it."""
    if tinjauan < hari:
        return "terlewat"
    return "jatuh tempo" if (tinjauan - hari).days <= HARI_JATUH_TEMPO else "akan datang"


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later, or the last of that month where it is shorter. Time ends with the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
