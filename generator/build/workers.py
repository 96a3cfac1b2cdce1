"""Who makes the parts: this process when they are few, all cores when they are many, or an executor handed in."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import count

from generator.build.make_part import Job, MadePart, make_part
from generator.data.memo import forget_all
from generator.io.processes import begin_work, give_back_memory, without_interrupts

BANYAK, BANYAK_RINGKAS = 8, 150
"""So many parts are made in this process, with and without papers: starting others takes about as long."""
_DI_MUKA = 4
"""So many parts for each core are handed out before the first one is back: all are busy, and few results wait."""
_INGAT = 8
"""A worker forgets after so many parts: what they hold is little, and looking for garbage takes time."""


def work_all(tugas: Sequence[Job], executor: Executor | None = None) -> Iterator[MadePart]:
    """The parts made, in the order given."""
    cores = os.cpu_count() or 1
    if executor is not None:
        yield from _hand_out(tugas, executor)
    elif cores == 1 or len(tugas) < (BANYAK_RINGKAS if all(map(_is_quick, tugas)) else BANYAK):
        yield from map(make_part, tugas)
    else:
        # "spawn" is what every system has, and copies no threads of the caller. Processes and not threads: most of
        # the work is Python's. This process is one of those that work.
        with ProcessPoolExecutor(cores - 1, multiprocessing.get_context("spawn"), begin_work) as pool:
            try:
                yield from _hand_out(tugas, pool, join_in=True)
            except BaseException:
                for process in list((pool._processes or {}).values()):  # they may be at work for long
                    process.terminate()
                raise
            finally:
                pool.shutdown(cancel_futures=True)


def _is_quick(task: Job) -> bool:
    """Whether no papers are made."""
    return task.ringkas or task.lama is not None


def _hand_out(tugas: Sequence[Job], executor: Executor, *, join_in: bool = False) -> Iterator[MadePart]:
    """Have the parts made by ``executor``. ``join_in``: rather than wait, this process makes parts too."""
    waiting: deque[tuple[Job, Future[MadePart] | MadePart | None]] = deque()
    todo = iter(tugas)
    ahead = getattr(executor, "di_muka", _DI_MUKA * (os.cpu_count() or 1))
    while True:
        while len(waiting) < ahead and (task := next(todo, None)) is not None:
            waiting.append((task, _submit(executor, task)))
        if not waiting:
            return
        first = waiting[0][1]
        idle = join_in and isinstance(first, Future) and not first.done() and len(waiting) < 2 * ahead
        if idle and (task := next(todo, None)) is not None:
            waiting.append((task, _make(task)))
        else:
            yield _result(*waiting.popleft(), executor)


def _submit(executor: Executor, task: Job) -> Future[MadePart] | None:
    try:
        with without_interrupts():
            return executor.submit(make_and_forget, task)
    except BrokenExecutor:
        return None


def _result(task: Job, made: Future[MadePart] | MadePart | None, executor: Executor) -> MadePart:
    """A part made by another; here, where all others are gone (killed for want of memory, say). An executor may have a
    way of its own to wait for it."""
    if isinstance(made, MadePart):
        return made
    wait: Callable[[Future[MadePart]], MadePart] = getattr(executor, "wait", Future.result)
    if made is not None:
        with suppress(BrokenExecutor):
            return wait(made)
    return make_part(task)


def make_and_forget(task: Job) -> MadePart:
    """A part made where no slice ever comes again as the same objects: nothing of it is kept for long, so a worker
    that makes a thousand parts needs no more memory than for a few."""
    try:
        return _make(task)
    finally:
        if next(_SELESAI) % _INGAT == 0:
            forget_all()


def _make(task: Job) -> MadePart:
    """A part made; papers take much memory for a short time."""
    try:
        return make_part(task)
    finally:
        if not _is_quick(task):
            give_back_memory()


_SELESAI = count(1)
