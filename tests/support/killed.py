"""A command in a process of its own, killed when it comes to a chosen line of the program."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.support.tools import ROOT

_CHILD = """
import sys, time, datetime
from pathlib import Path
from generator.commands import actions, at_work, attach_scan, review_sop, scan_reading
data, stop = Path(sys.argv[1]), int(sys.argv[2])
calls = 0
def trace(frame, event, arg):
    global calls
    if frame.f_globals.get("__name__", "") in (
        "generator.io.atomic", "generator.io.lock", "generator.commands.at_work", "generator.commands.attach_scan",
        "generator.commands.review_sop", "generator.commands.yaml_edit",
    ):
        calls += 1
        if calls == stop:
            print("siap", flush=True)
            time.sleep(60)
        return trace
sys.settrace(trace)
exec(sys.argv[3])
sys.settrace(None)
print("selesai", calls, flush=True)
"""


def run_killed(act: str, data: Path, stop: int) -> list[str]:
    """What a process said that runs the statement ``act`` (it knows ``data`` and the modules of commands) and is killed
    at its line number ``stop``; 0 = never, then the last line says how many there were."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(data), str(stop), act], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    lines = []
    for line in child.stdout:
        lines.append(line.strip())
        if line.strip() == "siap":
            time.sleep(0.01)
            child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    return lines
