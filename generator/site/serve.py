"""Following the data while they are edited: a saved file is built at once.

An error in the data is printed and the last good site stays up: a build never touches the site before it is whole.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_QUIET_S = 0.05
"""Editors save in several steps: a build starts after this much silence."""
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
"""Only these are asked for: of each file that a build reads the watcher would be told twice, and be busy beside it."""
_LATER_S = 0.3
"""So long after the pages the rest is made, if nothing was saved meanwhile: the browser has them by then."""


class _Saved(FileSystemEventHandler):
    def __init__(self, event: threading.Event) -> None:
        self.event = event

    def on_any_event(self, _: FileSystemEvent) -> None:
        self.event.set()


@contextmanager
def watching(folders: Iterable[Path]) -> Iterator[threading.Event]:
    """An event that is set by each change of a file in ``folders``, from now on."""
    saved = threading.Event()
    observer = Observer()
    for folder in filter(Path.is_dir, folders):
        observer.schedule(_Saved(saved), str(folder), recursive=True, event_filter=_CHANGES)
    observer.start()
    try:
        yield saved
    finally:
        # A watcher that is stopped while something is saved logs an error about itself, which the user would read.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        observer.stop()
        observer.join()


def follow(saved: threading.Event, quickly: Callable[[], bool], wholly: Callable[[], None]) -> NoReturn:
    """Build after each change, for ever.

    quickly     shows what belongs to what was saved; whether it could
    wholly      makes, in a quiet moment, the site with papers and what is about everything (lists, search)
    """
    while True:
        saved.wait()
        while saved.is_set():
            saved.clear()
            saved.wait(_QUIET_S)
        if quickly() and not saved.wait(_LATER_S):
            wholly()
