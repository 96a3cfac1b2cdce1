"""The inner record of a document: every value with its place, its certainty, and what else it could be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from generator.importing.page_boxes import Box, Point

Certainty: TypeAlias = Literal["tepat", "wajar", "ragu"]
"""Two independent signs agree; one and none against it; one against it, or none."""


@dataclass(slots=True)
class Reading:
    """A text as it was read. ``page``: from 1; ``evidence``: how it was found."""

    text: str
    page: int = 0
    box: Box | None = None
    certainty: Certainty = "wajar"
    evidence: str = ""


@dataclass(slots=True)
class Doubt:
    """Something that a person must look at before the SOP can be published.

    part        which part of an SOP, in the words of the data format
    title       in a line
    reason      what was seen and why it is not sure
    rows        the rows concerned, from 0
    choices     what it may be
    guess       whether the data hold an assumption there
    """

    part: str
    title: str
    reason: str
    rows: tuple[int, ...] = ()
    page: int = 0
    box: Box | None = None
    choices: tuple[str, ...] = ()
    guess: bool = False
    places: list[tuple[int, Box]] = field(default_factory=list)


@dataclass(slots=True)
class ColumnRead:
    """A column of the table. ``role``: no, uraian, pelaksana, kelengkapan, waktu, output, keterangan, lain."""

    role: str
    head: str
    x0: float
    x1: float
    group: str = ""
    page: int = 0
    box: Box | None = None


@dataclass(slots=True)
class SymbolRead:
    """A symbol. ``kind``: terminator, proses, keputusan, or halaman (off-page); ``row``: its row, -1 = in none."""

    kind: str
    row: int
    column: int
    page: int
    box: Box
    text: str = ""
    certainty: Certainty = "tepat"
    shape: str = ""

    def holds(self, point: Point) -> bool:
        """Whether a point lies in a decision, and not only in its box, whose corners are outside."""
        (x, y), (wide, high) = self.box.middle, (self.box.width / 2, self.box.height / 2)
        return abs(point[0] - x) / wide + abs(point[1] - y) / high <= 1.0


@dataclass(slots=True)
class LinkRead:
    """An arrow between symbols, by their places in the list. ``joint``: a line without a head between them.

    ``gaps``: how far its two ends are from the symbols (pt).
    """

    source: int
    target: int
    label: str = ""
    joint: bool = False
    certainty: Certainty = "tepat"
    page: int = 0
    gaps: tuple[float, float] = (0.0, 0.0)
    path: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class RowRead:
    """A row of the table. ``merged``: columns whose cell goes on from the row above; ``mixed``: columns in which words
    are printed over each other; ``phase``: what the band right above it says."""

    number: str
    cells: dict[str, list[str]]
    page: int
    box: Box
    merged: set[str] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    phase: str = ""


@dataclass(slots=True)
class DocumentRead:
    """All that was read of a document. ``carried``: the data that a document of ours carries along, which then are all;
    ``mark``: the kode isi printed on it."""

    name: str
    sha256: str = ""
    kind: str = "pdf"
    pages: int = 0
    identity: dict[str, Reading] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    boxes: dict[str, Reading] = field(default_factory=dict)
    columns: list[ColumnRead] = field(default_factory=list)
    rows: list[RowRead] = field(default_factory=list)
    symbols: list[SymbolRead] = field(default_factory=list)
    links: list[LinkRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    carried: dict[str, Any] | None = None
    mark: str = ""

    def doubt(self, doubt: Doubt) -> None:
        """Add a doubt; of one kind there is one, which names all its rows and places."""
        if doubt.box is not None and not doubt.places:
            doubt.places.append((doubt.page, doubt.box))
        for one in self.doubts:
            if (one.part, one.title, one.reason) == (doubt.part, doubt.title, doubt.reason):
                one.rows = tuple(sorted({*one.rows, *doubt.rows}))
                one.places += [place for place in doubt.places if place not in one.places]
                return
        self.doubts.append(doubt)
