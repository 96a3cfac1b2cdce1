"""Columns of printed tables: each as wide as wished, none narrower than what its words cannot break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.data.blocks import Block, blocks
from generator.text.measure import LONGEST, em_width, pieces

_SLACK = 1.04
"""Room for what a renderer rounds, and the little that texts on paper leave free (``break_words``)."""


class ColumnNeed(NamedTuple):
    """What a column must hold. ``wish``: its width where nothing asks for more (mm, or any share of the table);
    ``words``: its longest unbreakable piece at the normal type; ``edges``: what stands beside it (mm)."""

    wish: float
    words: float
    edges: float


class FittedColumns(NamedTuple):
    """``widths`` of all columns (mm), which fill the table; ``scale``: how much of its normal size the type has, below
    1 only where the longest pieces together have no room."""

    widths: list[float]
    scale: float


def longest_piece(texts: Iterable[str], bold: bool = False) -> float:
    """The room that these texts need so that no word is cut (em): their widest piece (``measure.pieces``), behind
    a number that its line brings. What is wider than ``LONGEST`` is cut anywhere and asks for nothing."""
    return max((_needed(line, bold) for text in texts for line in blocks(text)), default=0.0)


def _needed(line: Block, bold: bool) -> float:
    widths = [em_width(piece, bold) for word in line.whole.split() for piece in pieces(word, bold)]
    return em_width(line.mark, bold) + max((width for width in widths if width <= LONGEST), default=0.0)


def fit_columns(needs: Sequence[ColumnNeed], room: float) -> FittedColumns:
    """The columns of a table that is ``room`` mm wide."""
    words, edges = sum(need.words for need in needs) * _SLACK, sum(need.edges for need in needs)
    if words and words + edges > room:
        scale = max((room - edges) / words, 0.1)
        return FittedColumns([need.words * _SLACK * scale + need.edges for need in needs], scale)
    least = [need.words * _SLACK + need.edges for need in needs]
    widths = list(least)
    free = set(range(len(needs)))
    while free:
        left = room - sum(least[at] for at in range(len(needs)) if at not in free)
        share = left / sum(needs[at].wish for at in free)
        short = {at for at in free if needs[at].wish * share < least[at]}
        if not short:
            for at in free:
                widths[at] = needs[at].wish * share
            break
        free -= short
    return FittedColumns(widths, 1.0)
