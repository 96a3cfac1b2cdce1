"""Python's collector of cyclic garbage, held back while a site is made.

It runs whenever many new objects have come, and looks at all that live. A build makes a great many that live to its
end (the data, checked) and hardly a cycle: looking at them again and again took a fifth of the time of reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Within this nothing is collected but by ``sweep``; memory that no cycle holds is free at once, as ever. What
    lives at its end is not looked at later either, until ``collect``."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


def sweep() -> None:
    """Collect what became garbage since the last time; what lived then already is not looked at."""
    gc.collect(0)


def collect() -> None:
    """Collect all garbage: for a process that goes on after a build, in a quiet moment."""
    gc.unfreeze()
    gc.collect()
