"""Tables as they are ruled: from any point the cell around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.importing.page_boxes import Box
from generator.importing.path_shapes import Piece
from generator.importing.vector_page import PrintedWord

_GAP = 2.2
"""Pieces of a rule so far apart (pt) are one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. ``at``: its x or y; ``start``, ``end``: from where to where it runs."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


class RuledPage:
    """The rules of a page, and the words in their cells."""

    def __init__(self, pieces: Iterable[Piece], words: Sequence[PrintedWord]) -> None:
        upright, level = [], []
        for piece in pieces:
            (ax, ay), (bx, by) = piece.a, piece.b
            if abs(ax - bx) <= abs(ay - by):
                upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
            if abs(ay - by) <= abs(ax - bx):
                level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        self.upright = _merged(upright)
        self.level = _merged(level)
        self.words = [word for word in words if word.upright]
        self._middles = [(*word.box.middle, word) for word in self.words]

    def cell(self, x: float, y: float) -> Box | None:
        """The cell around a point; None = it lies in none."""
        left = max((r.at for r in self.upright if r.at < x and r.start - 1 <= y <= r.end + 1), default=None)
        right = min((r.at for r in self.upright if r.at >= x and r.start - 1 <= y <= r.end + 1), default=None)
        if left is None or right is None:
            return None
        # An underlined word is no rule: what bounds a cell runs from one side of it to the other.
        bounds = [r.at for r in self.level if r.start <= left + 4 and r.end >= right - 4]
        top = max((at for at in bounds if at < y), default=None)
        foot = min((at for at in bounds if at >= y), default=None)
        if top is None or foot is None:
            return None
        return Box(left, top, right, foot)

    def words_in(self, box: Box) -> list[PrintedWord]:
        """The words whose middle lies in a box."""
        x0, y0, x1, y1 = box
        return [word for x, y, word in self._middles if y0 <= y <= y1 and x0 <= x <= x1]

    def below(self, x: float, y: float) -> float | None:
        """The next level rule under a point."""
        return min((r.at for r in self.level if r.at > y + 1.5 and r.start - 1 <= x <= r.end + 1), default=None)

    def across(self, left: float, right: float, y: float) -> list[float]:
        """The x of all upright rules that cross a height between two places."""
        found = sorted(r.at for r in self.upright if left - 2 <= r.at <= right + 2 and r.start - 1 <= y <= r.end + 1)
        kept: list[float] = []
        for at in found:
            if not kept or at - kept[-1] > 3:
                kept.append(at)
        return kept


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces that continue each other are one rule; bits that are no more than a corner of a cell go in it too."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if lanes and rule.at - lanes[-1][-1].at < 0.45 and rule.at - lanes[-1][0].at < 1.3:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    found: list[Rule] = []
    for lane in lanes:
        lane.sort(key=lambda one: one.start)
        start, end, weight, total = lane[0].start, lane[0].end, 0.0, 0.0
        for rule in lane:
            if rule.start > end + _GAP:
                found.append(Rule(total / max(weight, 0.01), start, end))
                start, end, weight, total = rule.start, rule.end, 0.0, 0.0
            end = max(end, rule.end)
            weight += max(rule.length, 0.05)
            total += rule.at * max(rule.length, 0.05)
        found.append(Rule(total / max(weight, 0.01), start, end))
    return [rule for rule in found if rule.length > 3.0]
