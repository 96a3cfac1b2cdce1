"""One build or command at a time for one place: a lock that goes with the process that holds it.

So a killed one blocks nobody. The lock's file lies beside the place and says nothing; that it is there does not mean
that it is held. Where the disk knows no locks (some network shares), a file beside it names the process that holds it,
and whoever comes next on the same computer sees whether that one still runs.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

PATIENCE_S = 600.0
"""How long a build waits for another one."""
_PAUSE_S = 0.2
_NO_LOCKS = {
    getattr(errno, name, errno.ENOSYS)
    for name in ("ENOLCK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EINVAL", "ENOTTY", "EPERM", "EBADF")
}
"""What a disk without locks answers."""


class BusyError(Exception):
    """Another process kept the place longer than this one was willing to wait.

    ``mark``: the file to delete if that process is gone, where this computer cannot know it; else None.
    """

    def __init__(self, place: Path, mark: Path | None = None) -> None:
        super().__init__(place)
        self.mark = mark


@contextmanager
def locked(place: Path, waiting: Callable[[], None] = lambda: None, patience_s: float | None = None) -> Iterator[None]:
    """Hold the lock of the file or folder ``place``, which need not be there yet.

    ``waiting`` is called once if it has to be waited for; ``BusyError`` ends too long a wait (``patience_s``, None =
    ``PATIENCE_S``). OSError: no lock can be made there.
    """
    place = place.resolve()
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    limit = PATIENCE_S if patience_s is None else patience_s
    try:
        lock = _take(place, waiting, limit)
    except OSError:
        _remove_empty(made)
        raise
    try:
        yield
    finally:
        # Deleted before it is let go: whoever opened the file meanwhile sees that it is no longer the one at its path.
        if not isinstance(lock, SoftFileLock):
            with suppress(OSError):
                Path(lock.lock_file).unlink()
        with suppress(OSError):
            lock.release()
        _remove_empty(made)


def _remove_empty(folders: Sequence[Path]) -> None:
    """Remove those of these folders, the innermost first, into which nothing was put."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _take(place: Path, waiting: Callable[[], None], limit: float) -> BaseFileLock:
    """The lock of ``place``, held."""
    name = f".{place.name.lstrip('.')}"
    path = place.with_name(f"{name}.kunci")
    was_there = path.exists()
    native = FileLock(path, mode=0o666, thread_local=False, fallback_to_soft=False)
    try:
        return _acquire(native, waiting, limit)
    except Timeout:
        raise BusyError(place) from None
    except OSError as error:
        if not was_there:
            with suppress(OSError):
                path.unlink()
        if error.errno not in _NO_LOCKS:
            raise
    soft = SoftFileLock(place.with_name(f"{name}.pid.kunci"), thread_local=False)
    try:
        return _acquire(soft, waiting, limit)
    except Timeout:
        raise BusyError(place, Path(soft.lock_file)) from None


def _acquire(lock: BaseFileLock, waiting: Callable[[], None], limit: float) -> BaseFileLock:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=limit, poll_interval=_PAUSE_S)
    return lock
