"""The reviews of an SOP over its whole time: those of each version, until it holds no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.jadwal import Tinjauan, jadwal
from generator.data.sop import Sop
from generator.revisi.berlaku import Masa


@dataclass(frozen=True, slots=True)
class TinjauanSop:
    """A review of the version ``sop``; ``sampai``: the day from which it counts no more (None = it stays)."""

    sop: Sop
    tinjauan: Tinjauan
    sampai: datetime.date | None


def tinjauan_of(masa: Iterable[tuple[Sop, Masa]]) -> Iterator[TinjauanSop]:
    """The reviews in stretches of an SOP's time, oldest first, each with the version that it has.

    A version is reviewed while it holds; where that ends before the review is due, there is none. A new revision begins
    a new count. A draft that is the first of its SOP and under review is reviewed too.
    """
    for sop, one in masa:
        if one.keadaan not in ("berlaku", "draf"):
            continue
        held = sop if one.keadaan == "draf" else sop.model_copy(update={"status": "berlaku"})
        end = one.versi.sampai if one.versi else None
        yield from (TinjauanSop(sop, review, end) for review in jadwal(held) if end is None or review.hari < end)
