"""The links of the swimlane picture: those of one answer that starts several steps part at a point, as in the chart."""

from __future__ import annotations

from typing import NamedTuple

from generator.chart.router.forks import answers
from generator.steps.graph import Chart, ChartArrow


class LaneLink(NamedTuple):
    """An arrow as it is drawn, or a part of it: up to the point at which arrows of one answer part, or on from it."""

    alur: ChartArrow
    dari: str
    ke: str

    @property
    def nama(self) -> str:
        """Its name, ``from->to``."""
        return f"{self.dari}->{self.ke}"

    @property
    def starts(self) -> bool:
        """Whether it leaves the symbol: there stands the label."""
        return self.dari == self.alur.dari

    @property
    def arrives(self) -> bool:
        """Whether it comes to where the arrow leads: there is its head."""
        return self.ke == self.alur.ke


def links_of(bagan: Chart) -> tuple[LaneLink, ...]:
    """All links. An answer that starts several steps is one link up to its point and one on from there for each."""
    found, first = [], answers(bagan.alur)
    for n, alur in enumerate(bagan.alur):
        point = f"cabang {first[n] + 1}" if n in first else ""
        if n == first.get(n):
            found.append(LaneLink(alur, alur.dari, point))
        found.append(LaneLink(alur, point or alur.dari, alur.ke))
    return tuple(found)
