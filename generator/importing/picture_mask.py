"""The dark dots of a picture: its closed white regions, its straight strips, and the ends that widen like a head."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image

_DARK_RUN = re.compile(rb"\x01+")
_LIGHT_RUN = re.compile(rb"\x00+")


class Run(NamedTuple):
    """Dots side by side in a row: from ``x0`` up to, without, ``x1``."""

    y: int
    x0: int
    x1: int


class Strip(NamedTuple):
    """A straight line: from ``start`` up to ``end`` along its row or column, on the middle ``at``; ``thick`` dots."""

    upright: bool
    start: int
    end: int
    at: float
    thick: int

    def beside(self, other: Strip, near: float) -> bool:
        """Whether it runs beside a longer one all the way."""
        inside = other.start - 2 <= self.start and self.end <= other.end + 2
        return self.upright is other.upright and inside and abs(self.at - other.at) <= near


class PictureMask:
    """Which dots of a picture are dark."""

    def __init__(self, width: int, height: int, dots: bytes) -> None:
        self.width, self.height = width, height
        self.dots = bytearray(dots)

    @classmethod
    def of(cls, grey: Image.Image, limit: int) -> PictureMask:
        """The dots darker than a limit (0 = black, 255 = white)."""
        return cls(grey.width, grey.height, grey.point([1 if value < limit else 0 for value in range(256)]).tobytes())

    def dark(self, x: int, y: int) -> bool:
        """Whether a dot is dark; outside there is none."""
        return 0 <= x < self.width and 0 <= y < self.height and bool(self.dots[y * self.width + x])

    def share(self) -> float:
        """How much of it is dark."""
        return sum(self.dots) / max(len(self.dots), 1)

    def runs(self) -> float:
        """How many dark runs a row has, on an average."""
        return self.dots.count(b"\x00\x01") / max(self.height, 1)

    def erase(self, y: int, x0: int, x1: int) -> None:
        """Make dots of a row light."""
        if 0 <= y < self.height and (a := max(x0, 0)) < (b := min(x1, self.width)):
            self.dots[y * self.width + a : y * self.width + b] = bytes(b - a)

    def regions(self) -> list[list[Run]]:
        """The closed white regions, each run by run from the top: none reaches the edge of the picture."""
        runs: list[Run] = []
        parent: list[int] = []

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        above: list[int] = []
        for y in range(self.height):
            row = bytes(self.dots[y * self.width : (y + 1) * self.width])
            here: list[int] = []
            at = 0
            for found in _LIGHT_RUN.finditer(row):
                index = len(runs)
                runs.append(Run(y, found.start(), found.end()))
                parent.append(index)
                here.append(index)
                while at < len(above) and runs[above[at]].x1 <= found.start():
                    at += 1
                near = at
                while near < len(above) and runs[above[near]].x0 < found.end():
                    parent[root(index)] = root(above[near])
                    near += 1
            above = here
        groups: dict[int, list[Run]] = defaultdict(list)
        for index, run in enumerate(runs):
            groups[root(index)].append(run)
        return [own for own in groups.values() if not any(self._at_edge(run) for run in own)]

    def _at_edge(self, run: Run) -> bool:
        return run.y in (0, self.height - 1) or run.x0 == 0 or run.x1 == self.width

    def strips(self, shortest: int, thickest: int) -> Iterator[Strip]:
        """The straight lines along rows and columns."""
        for upright in (False, True):
            lines = (
                [bytes(self.dots[x :: self.width]) for x in range(self.width)]
                if upright
                else [bytes(self.dots[y * self.width : (y + 1) * self.width]) for y in range(self.height)]
            )
            for band in _bands(lines, shortest):
                thick = band[-1].y - band[0].y + 1
                start, end = min(run.x0 for run in band), max(run.x1 for run in band)
                if thick <= thickest and end - start >= 2.5 * thick:
                    yield Strip(upright, start, end, (band[0].y + band[-1].y + 1) / 2, thick)

    def widths(self, strip: Strip, from_end: bool, reach: int, window: int) -> list[tuple[int, int]]:
        """How far dark dots go to both sides of a strip, step by step from one of its ends."""
        middle = int(strip.at)
        found = []
        for step in range(min(reach, strip.end - strip.start + reach // 2)):
            along = strip.end - 1 - step if from_end else strip.start + step
            found.append((self._side(strip.upright, along, middle, -1, window),
                          self._side(strip.upright, along, middle, 1, window)))  # fmt: skip
        return found

    def _side(self, upright: bool, along: int, middle: int, way: int, window: int) -> int:
        """The farthest dark dot on a side, with no more light dots before it than half of the window."""
        if not 0 <= along < (self.height if upright else self.width):
            return 0
        first, step = (along * self.width, 1) if upright else (along, self.width)
        count = min(window, (self.width if upright else self.height) - 1 - middle if way > 0 else middle)
        if count <= 0:
            return 0
        start = first + (middle + way) * step
        stop = start + way * step * count
        dots = self.dots[start : stop if stop >= 0 else None : way * step]
        gap = dots.find(bytes(max(3, window // 2 + 1)))
        return (dots if gap < 0 else dots[:gap]).rfind(1) + 1


def _bands(lines: Sequence[bytes], shortest: int) -> Iterator[list[Run]]:
    """Long dark runs of neighbouring rows that begin and end about together."""
    still: list[list[Run]] = []
    for y, line in enumerate(lines):
        here = [Run(y, m.start(), m.end()) for m in _DARK_RUN.finditer(line) if m.end() - m.start() >= shortest]
        going: list[list[Run]] = []
        for run in here:
            home = next((band for band in still if _together(band[-1], run)), None)
            if home is None:
                going.append([run])
            else:
                still.remove(home)
                home.append(run)
                going.append(home)
        yield from still
        still = going
    yield from still


def _together(one: Run, other: Run) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.6 * max(one.x1 - one.x0, other.x1 - other.x0)
