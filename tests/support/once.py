"""What is dear to make and only looked at: made by one worker of a run, taken by the others."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

try:
    import fcntl
except ImportError:  # Windows: each worker makes it for itself
    fcntl = None  # type: ignore[assignment]

Made = TypeVar("Made")


def made_once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], Made]) -> Made:
    """What ``make`` returns, which is given a folder of its own: made by the process that needs it first; the other
    workers of the run wait and take it. ``name``: of this and nothing else; nobody may change what lies in the folder.
    """
    if worker == "master" or fcntl is None:
        return make(factory.mktemp(name))
    folder = factory.getbasetemp().parent / f"sekali-{name}"
    folder.mkdir(exist_ok=True)
    done = folder / "hasil.pickle"
    with (folder / "kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.is_file():
            shutil.rmtree(folder / "isi", ignore_errors=True)  # of one who failed
            (folder / "isi").mkdir()
            made = make(folder / "isi")
            done.write_bytes(pickle.dumps(made))
            return made
    taken: Made = pickle.loads(done.read_bytes())
    return taken
