"""The working folder of a data folder: where a build leaves what the next one can use."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from platformdirs import user_cache_path

from generator.build_fingerprint import NAME, program_hash
from generator.data.read_cache import ReadCache
from generator.site.record import Record


def last_known(home: Path) -> ReadCache:
    """What the last build in the working folder ``home`` read and checked."""
    return ReadCache(Record.read(home).reading, program_hash())


def home_of(data: Path, pembangun: str = "mkdocs") -> Path:
    """The working folder of a data folder: beside it, or in the user's cache where nothing can be written there. Each
    builder has its own, so that they do not undo each other's work."""
    data = data.resolve()
    data = data if pembangun == "mkdocs" else data.with_name(f"{data.name}-{pembangun}")
    home = data.parent / ".sop" / data.name
    if os.access(next(folder for folder in (home, *home.parents) if folder.is_dir()), os.W_OK):
        return home
    return user_cache_path(NAME) / f"{data.name}-{hashlib.sha256(str(data).encode()).hexdigest()[:8]}"
