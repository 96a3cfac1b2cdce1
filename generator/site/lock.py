"""One build at a time for one place: a lock of the operating system, which goes with the process that holds it.

So a killed build blocks nobody. The lock's file lies beside the place and says nothing; that it is there does not mean
that it is held.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE_S = 600.0
"""How long a build waits for another one."""
_PAUSE_S = 0.2


class BusyError(Exception):
    """Another process kept the place longer than this one was willing to wait."""


@contextmanager
def locked(place: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock of the folder ``place``, which need not be there yet.

    ``waiting`` is called once if it has to be waited for; ``BusyError`` ends too long a wait.
    """
    place = place.resolve()
    path = place.with_name(f".{place.name.lstrip('.')}.kunci")
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + PATIENCE_S
    handle = _take(path)
    if handle is None:
        waiting()
    while handle is None:
        if time.monotonic() > deadline:
            raise BusyError(place)
        time.sleep(_PAUSE_S)
        handle = _take(path)
    try:
        yield
    finally:
        # Deleted before it is let go: whoever opened the file meanwhile sees that it is no longer the one at ``path``.
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _take(path: Path) -> int | None:
    """An open handle that holds the lock, or None while another has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
