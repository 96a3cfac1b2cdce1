"""Ctrl+C: one line, and the exit code that shells have for it."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


def end_interrupted() -> NoReturn:
    """End after Ctrl+C with one line. At once: whatever still runs beside this process ends with it."""
    print("Dihentikan (Ctrl+C).", file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(INTERRUPTED)
