"""Reads a document of any kind, apart from the program that asked: what a file does to its reader harms nobody."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeAlias

from generator.importing.document_kinds import kind_of
from generator.importing.inner_record import DocumentRead
from generator.importing.refused import UnreadableError

SECONDS = 20.0
"""So long one document may take."""
_START = 60
"""Seconds that a reader may take to start, on a computer that is busy."""
MEMORY = 450_000_000
"""Bytes that its reader may hold."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was not read, and what to do instead."""

    reason: str
    remedy: str = ""


Outcome: TypeAlias = "DocumentRead | Refusal"


def read_document(path: Path) -> Outcome:
    """What a document says, or why it is not read."""
    try:
        kind = kind_of(path)
        if kind == "pdf":
            from generator.importing.pdf_reader import read_pdf as read
        elif kind == "xlsx":
            from generator.importing.workbook_reader import read_workbook as read
        else:
            from generator.importing.word_reader import read_word as read
        record = read(path)
    except UnreadableError as refused:
        return Refusal(refused.reason, refused.remedy)
    except MemoryError:
        return Refusal("butuh terlalu banyak memori")
    except RecursionError:
        return Refusal("susunannya terlalu dalam")
    except OSError as error:
        return Refusal(f"tidak dapat dibaca: {error.strerror or 'gagal dibuka'}")
    except Exception as error:  # a fault of the reader ends this document and no other
        return Refusal(f"tidak dapat diuraikan ({type(error).__name__})", "Laporkan berkas ini kepada pembuat program.")
    record.kind = kind
    record.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return record


@dataclass(slots=True)
class _Reader:
    """A process that reads. ``place``: the number of the document that it reads, -1 = none."""

    process: Any
    pipe: Connection
    place: int = -1
    until: float = 0.0
    done: int = 0


def read_all(paths: Sequence[Path], workers: int = 0, seconds: float = SECONDS) -> Iterator[tuple[int, Outcome]]:
    """Each document with its place, as they are read. A reader that takes too long is stopped."""
    count = max(1, min(workers or os.cpu_count() or 1, 2, len(paths)))
    readers = [_start() for _ in range(count)]
    waiting = list(enumerate(paths))[::-1]
    try:
        while waiting or any(reader.place >= 0 for reader in readers):
            for reader in readers:
                if reader.place < 0 and waiting:
                    place, path = waiting.pop()
                    reader.pipe.send(path)
                    reader.place, reader.until = place, time.monotonic() + seconds + (_START if not reader.done else 0)
            busy = [reader for reader in readers if reader.place >= 0]
            ready = wait([reader.pipe for reader in busy], timeout=0.5)
            for index, reader in enumerate(readers):
                if reader.place >= 0 and (reader.pipe in ready or time.monotonic() > reader.until):
                    place, outcome = reader.place, _answer(reader, reader.pipe in ready)
                    if outcome is None or reader.pipe not in ready:
                        _stop(reader)
                        readers[index] = _start()
                    yield (
                        place,
                        outcome
                        or Refusal(
                            "terlalu rumit: dihentikan karena lewat batas waktu atau memori",
                            "Simpan ulang sebagai PDF dari program asalnya, lalu ulangi.",
                        ),
                    )
    finally:
        for reader in readers:
            _stop(reader)


def _answer(reader: _Reader, there: bool) -> Outcome | None:
    reader.place = -1
    reader.done += 1
    if not there:
        return None
    try:
        found: Outcome = reader.pipe.recv()
    except (EOFError, OSError):
        return None
    return found


def _start() -> _Reader:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Reader(process, ours)


def _stop(reader: _Reader) -> None:
    with contextlib.suppress(OSError):
        reader.pipe.close()
    reader.process.kill()
    reader.process.join()


def _work(pipe: Connection) -> None:
    """What a reader does until it is stopped."""
    _limit()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send(read_document(pipe.recv()))


def _limit() -> None:
    """Where the system can, let no document take more than its share of memory."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
