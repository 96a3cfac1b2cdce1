"""Many documents at once: finished ones are taken from where they are kept, the others are made on all cores.

Whoever makes them gets a ``Naskah`` and gives the bytes of a PDF, both plain data, so any executor of
``concurrent.futures`` will do: threads, processes, other machines. The result is the same with each of them.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from types import TracebackType

from generator.paper import mesin
from generator.paper.mesin import Naskah

BANYAK = 40
"""So many documents are made in this process before others are started: starting takes as long as making so many."""
_DI_MUKA = 64
"""So many groups of documents are handed out before the first one is back: all workers are busy, memory stays small."""

Kelompok = list[tuple[str, Naskah]]
"""The documents of one SOP or one form, with their paths."""
Jadi = list[tuple[str, bytes, str]]
"""Path, PDF, and the hash that it is kept under."""


def make_all(groups: Iterable[Kelompok], simpanan: Path | None, executor: Executor | None) -> Iterator[Jadi]:
    """The documents of each group, in the order of the groups.

    ``simpanan``: the folder of finished documents; None = nothing is kept. ``executor``: who makes them; None = this
    process, and processes of our own on all cores when there are many.
    """
    with _Pekerja(executor) as workers:
        waiting: deque[list[tuple[str, Naskah, bytes | Future[bytes]]]] = deque()
        for group in groups:
            waiting.append([(path, n, mesin.ambil(n, simpanan) or workers.make(n)) for path, n in group])
            if len(waiting) > _DI_MUKA or workers.waits_for_nobody:
                yield _finished(waiting.popleft(), simpanan)
        while waiting:
            yield _finished(waiting.popleft(), simpanan)


def _finished(group: list[tuple[str, Naskah, bytes | Future[bytes]]], simpanan: Path | None) -> Jadi:
    done: Jadi = []
    for path, naskah, made in group:
        if isinstance(made, bytes):
            done.append((path, made, naskah.sidik))
            continue
        pdf = made.result()
        mesin.simpan(naskah, pdf, simpanan)
        done.append((path, pdf, naskah.sidik))
    return done


class _Pekerja:
    """Who makes documents: the given executor; else this process, and when there are many all cores."""

    def __init__(self, executor: Executor | None) -> None:
        self._executor = executor
        self._own: ProcessPoolExecutor | None = None
        self._here = 0

    def __enter__(self) -> _Pekerja:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)

    @property
    def waits_for_nobody(self) -> bool:
        """Whether all so far was made in this process."""
        return self._executor is None

    def make(self, naskah: Naskah) -> Future[bytes]:
        """The PDF, now or later."""
        cores = os.cpu_count() or 1
        if self._executor is None and (self._here < BANYAK or cores == 1):
            self._here += 1
            done: Future[bytes] = Future()
            done.set_result(mesin.compile_naskah(naskah))
            return done
        if self._executor is None:
            # "spawn" is what every system has; it copies no threads of the caller. Processes and not threads: the
            # engine waits for itself where it shares its memory of earlier documents.
            context = multiprocessing.get_context("spawn")
            self._executor = self._own = ProcessPoolExecutor(cores, context)
        return self._executor.submit(mesin.compile_naskah, naskah)
