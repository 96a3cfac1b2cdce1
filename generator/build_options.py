"""How a site is to be made: what people choose, and what the parts of the program hand to each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field

TellProgress = Callable[[str, int, int], None]
"""Told what is being done, and how far: (words, done, all)."""
POLOS = "polos"


class BrokenOffError(Exception):
    """The build is no longer wanted: another one is to begin."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """``strict``: warnings stop the build as errors do; ``ringkas``: leave out PDFs and other downloads, for a quick
    look; ``hari``: show what was in force on that day; ``pembangun``: who draws the frame of the pages, ``POLOS`` =
    nobody: plain pages for another builder; ``executor``: who makes the parts of the site, None = this
    process, and all cores when there are many; ``tambahan``: more of mkdocs.yml's ``extra``; ``progress``: is told how
    far it is, and may raise ``BrokenOffError``."""

    strict: bool = False
    ringkas: bool = False
    hari: datetime.date | None = None
    pembangun: str = "mkdocs"
    executor: Executor | None = None
    tambahan: Mapping[str, str] = field(default_factory=dict)
    progress: TellProgress = lambda *_: None
