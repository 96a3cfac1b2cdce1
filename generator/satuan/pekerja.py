"""Who makes the parts: this process when they are few, all cores when they are many, or an executor handed in."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor

from generator.data.ingatan import forget_all
from generator.sampah import sweep
from generator.satuan.kerja import Hasil, Tugas, kerjakan

BANYAK, BANYAK_RINGKAS = 12, 120
"""So many parts are made in this process, with and without papers: starting others takes about as long."""
_DI_MUKA = 32
"""So many parts are handed out before the first one is back: all workers are busy, memory stays small."""


def work_all(tugas: Sequence[Tugas], executor: Executor | None = None) -> Iterator[Hasil]:
    """The parts made, in the order given."""
    cores = os.cpu_count() or 1
    if executor is not None:
        yield from _hand_out(tugas, executor)
    elif cores == 1 or len(tugas) < (BANYAK_RINGKAS if all(task.ringkas for task in tugas) else BANYAK):
        yield from map(_here, tugas)
    else:
        # "spawn" is what every system has, and copies no threads of the caller. Processes and not threads: most of
        # the work is Python's.
        with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn"), gc.disable) as pool:
            try:
                yield from _hand_out(tugas, pool)
            finally:
                pool.shutdown(cancel_futures=True)


def _hand_out(tugas: Sequence[Tugas], executor: Executor) -> Iterator[Hasil]:
    waiting: deque[tuple[Tugas, Future[Hasil] | None]] = deque()
    todo = iter(tugas)
    ahead = getattr(executor, "di_muka", _DI_MUKA)
    while True:
        while len(waiting) < ahead and (task := next(todo, None)) is not None:
            waiting.append((task, _submit(executor, task)))
        if not waiting:
            return
        task, future = waiting.popleft()
        yield _result(task, future)


def _submit(executor: Executor, task: Tugas) -> Future[Hasil] | None:
    try:
        return executor.submit(kerjakan_lepas, task)
    except BrokenExecutor:
        return None


def _result(task: Tugas, future: Future[Hasil] | None) -> Hasil:
    """A part made by another; here, where all others are gone (killed for want of memory, say)."""
    if future is not None:
        try:
            return future.result()
        except BrokenExecutor:
            pass
    return _here(task)


def _here(task: Tugas) -> Hasil:
    """A part made in this process, which knows the objects of its slice for long."""
    try:
        return kerjakan(task)
    finally:
        sweep()


def kerjakan_lepas(task: Tugas) -> Hasil:
    """A part made where no slice ever comes again as the same objects: nothing of it is kept, so a worker that makes
    a thousand parts needs no more memory than for one."""
    try:
        return kerjakan(task)
    finally:
        forget_all()
        sweep()
