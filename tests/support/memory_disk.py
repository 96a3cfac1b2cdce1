"""Where tests write: in memory, where the system has such a disk. On a real one a run waits for it half of the time,
for it is the program's way to ask for each file whether it is kept (fsync), and the tests' to make and remove trees."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

_PLACE = Path("/dev/shm")
_NAME = "sop-uji-"
"""And the number of the process whose folder it is."""
_NEEDED_MB = 6_000
"""A whole run writes less than a tenth of it."""


def write_in_memory() -> Path | None:
    """From now on temporary folders of this process and of those that it starts are made in memory; the folder of them
    all. None = where the user chose a place (TMPDIR), and where there is no such disk or too little memory."""
    if "TMPDIR" in os.environ or sys.platform != "linux" or not _has_room():
        return None
    for old in _PLACE.glob(f"{_NAME}*"):
        if not Path("/proc", old.name.removeprefix(_NAME)).exists():  # of a run that was killed, or failed
            shutil.rmtree(old, ignore_errors=True)
    folder = _PLACE / f"{_NAME}{os.getpid()}"
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    return folder


def _has_room() -> bool:
    try:
        at = os.statvfs(_PLACE)
        memory = Path("/proc/meminfo").read_text().partition("MemAvailable:")[2].split()[0]
    except (OSError, IndexError):
        return False
    free_mb = min(at.f_bavail * at.f_frsize // 1024**2, int(memory) // 1024)
    return free_mb >= _NEEDED_MB and not at.f_flag & os.ST_NOEXEC and os.access(_PLACE, os.W_OK)
