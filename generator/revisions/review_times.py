"""The reviews of an SOP over its whole time: those of each version, until it holds no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.reviews import Review, next_reviews
from generator.data.sop import Sop
from generator.revisions.in_force import Period


@dataclass(frozen=True, slots=True)
class SopReview:
    """A review of the version ``sop``; ``sampai``: the day from which it counts no more (None = it stays)."""

    sop: Sop
    tinjauan: Review
    sampai: datetime.date | None


def reviews_of(masa: Iterable[tuple[Sop, Period]]) -> Iterator[SopReview]:
    """The reviews in stretches of an SOP's time, oldest first, each with the version that it has.

    A version is reviewed while it holds; where that ends before the review is due, there is none. A new revision begins
    a new count. A draft that is the first of its SOP and under review is reviewed too.
    """
    for sop, one in masa:
        if one.keadaan not in ("berlaku", "draf"):
            continue
        held = sop if one.keadaan == "draf" else sop.model_copy(update={"status": "berlaku"})
        end = one.versi.sampai if one.versi else None
        yield from (SopReview(sop, review, end) for review in next_reviews(held) if end is None or review.hari < end)
