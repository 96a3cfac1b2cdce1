"""Processes that work for another one: they end with it, whatever ends it. Little is imported here: it comes first."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


def collect_seldom() -> None:
    """Let Python look for garbage less often: a build makes a great many objects that live to its end and hardly a
    cycle, and looking at them again and again took a seventh of the time of reading."""
    gc.set_threshold(100_000, 20, 20)


def give_back_memory() -> None:
    """Give memory that this process uses no more back to the system. Linux's library for it keeps some 20 MB otherwise,
    in pieces between what is used; other systems need no telling."""
    if sys.platform == "linux":
        import ctypes  # not above: most commands need no such thing

        with suppress(AttributeError, OSError):  # not every Linux has that library
            ctypes.CDLL(None).malloc_trim(0)


def begin_work() -> None:
    """What a worker does first: from now on it ends as soon as the process that started it is gone, killed or not."""
    collect_seldom()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Processes started within never see Ctrl+C, from their first moment on: the one that started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
