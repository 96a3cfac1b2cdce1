"""Builds for tests that kill them: `python -m tests.support.site_builder FOLDER` takes its orders from its input.

FOLDER holds data/ and docs/ (written by hand), and gets site/ and kerja/. For each order a child builds; an
answer line follows.
"5": the child kills itself (SIGKILL) just before its fifth change of the disk; "0": it is left alone; "0.25": it is
killed after that many seconds. The answer: "killed", or the codes of errors, the change at which the sites were
exchanged, and the number of changes; to the last order "ended".
"""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.pipeline import build
from generator.site.look import look_of
from tests.support.read_ahead import read_ahead

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "ctypes.dlsym"}
"""Events of Python's audit just before the disk changes; ctypes.dlsym comes before two folders are exchanged."""


def build_in(folder: Path) -> list[str]:
    """Build data/ into site/; the codes of errors."""
    look = replace(look_of(), docs=folder / "docs")
    result = build(folder / "data", folder / "site", home=folder / "kerja", look=look)
    assert result.built == all(finding.severity != "galat" for finding in result.findings)
    return sorted({finding.code for finding in result.findings if finding.severity == "galat"})


def _die_at(moment: int) -> list[int]:
    count = [0, 0]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or writing:
            count[1] += 1
            if event == "ctypes.dlsym":
                count[0] = count[1]
            if count[1] == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return count


def _child(folder: Path, order: str) -> None:
    code = 1
    try:
        changes = _die_at(0 if "." in order else int(order))
        errors = build_in(folder)
        if "." not in order:
            print(*errors, *changes, flush=True)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Carry out the orders."""
    read_ahead()
    folder = Path(sys.argv[1])
    for order in map(str.strip, sys.stdin):
        child = os.fork()
        if child == 0:
            _child(folder, order)
        if "." in order:
            time.sleep(float(order))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            print("killed", flush=True)
        elif "." in order:
            print("ended", flush=True)


if __name__ == "__main__":
    main()
