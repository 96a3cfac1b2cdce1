"""Ctrl+C: one line, and the exit code that shells have for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


_AGAIN_S = 0.05
"""So soon Ctrl+C is heard again that came while something was being loaded."""


def hear(number: int, frame: FrameType | None) -> None:
    """Ctrl+C is KeyboardInterrupt, but not in what is just being loaded: the start of a compiled module ends the whole
    process where an exception comes into it. A handler for ``signal.signal``."""
    if not _is_loading(frame):
        signal.default_int_handler(number, frame)
    again = threading.Timer(_AGAIN_S, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()


def _is_loading(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def end_interrupted() -> NoReturn:
    """End after Ctrl+C with one line. At once: whatever still runs beside this process ends with it."""
    print("Dihentikan (Ctrl+C).", file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(INTERRUPTED)
