"""The most memory that a process and all its children have at once, as Linux counts it (shared pages once)."""

from __future__ import annotations

import threading
import time
from pathlib import Path

_PAUSE_S = 0.2


class Peak:
    """Watches the process ``pid`` from a thread (0 MB where nobody can tell)."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._start = time.perf_counter()
        self._seen: list[tuple[float, float]] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def between(self, start: float, end: float) -> float:
        """The most (MB) that was seen from ``start`` to ``end``, seconds since the beginning; what was seen last before
        where that is shorter than the pause between two looks."""
        within = [megabytes for at, megabytes in self._seen if start <= at <= end]
        before = [megabytes for at, megabytes in self._seen if at < start]
        return max(within or before[-1:], default=0.0)

    def _watch(self) -> None:
        done = False
        while not done:
            now = sum(map(_share, _family(self._pid))) / 1024
            self._seen.append((time.perf_counter() - self._start, now))
            done = self._done.wait(_PAUSE_S)


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        found += [member for child in children for member in _family(int(child))]
    return found


def _share(pid: int) -> float:
    """The memory of a process (kB), shared pages counted by their share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
