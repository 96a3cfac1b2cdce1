"""The commands that write data files, for the tests that kill them, let two of them run at once, or refuse the disk.

A command is added here in one line: the commands that come before it, and its own words. `python -m
tests.support.writing_acts` takes orders from its input, a line each in JSON: ``{"data": FOLDER, "act": WORDS, "stop":
N}``. A child runs the command and kills itself (SIGKILL) when it comes to its line number N of what acts on files (0 =
never; -1 = two children run it at once). The answer, a line in JSON: the exit codes, and the number of such lines.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from typer.testing import CliRunner

from tests.support.libraries import SOP, make_library
from tests.support.program import app
from tests.support.read_ahead import read_ahead
from tests.support.tools import PATIENCE_S, ROOT

PUBLISH = "publish surat --tanggal-efektif 2024-02-01"
REVISE = "revise surat --ringkasan Waktu --alasan Evaluasi"
AHEAD = "publish surat --tanggal-revisi 2930-01-01 --tanggal-efektif 2930-02-01"


@dataclass(frozen=True, slots=True)
class Act:
    """A command that writes. ``before``: the commands that come before it; "mv A B" and "rm A" are done by hand."""

    words: str
    before: tuple[str, ...] = ()
    text: str = SOP


ACTS: dict[str, Act] = {
    "publish": Act(PUBLISH),
    "revise": Act(REVISE, (PUBLISH,)),
    "withdraw": Act("withdraw surat --tanggal 2025-01-01 --alasan Digabung", (PUBLISH,)),
    "cancel": Act("withdraw surat --tanggal 2929-01-01 --revisi 1", (PUBLISH, REVISE, AHEAD)),
    "rename": Act("rename surat surat-datang --tanggal 2026-03-02", (PUBLISH, REVISE, AHEAD)),
    "rename moved": Act("rename surat surat-datang --tanggal 2026-03-02",
                        (PUBLISH, REVISE, "mv sop/surat.yml sop/surat-datang.yml")),
    "restore": Act("restore surat 0", (PUBLISH, REVISE, AHEAD)),
    "restore lost": Act("restore surat 0", (PUBLISH, "rm sop/surat.yml")),
    "delete": Act("delete surat", ("rm sop/lain.yml",)),
    "new": Act('new Masuk'),
    "mend": Act("check --perbaiki --ya", text=SOP.replace("judul: Surat", "judul: Surat\u200b")),
}  # fmt: skip
"""What is done -> how. Each begins with the SOP ``surat`` and a draft ``lain`` that names it."""
OTHER = SOP.replace("judul: Surat", "judul: Lain").replace(
    "pelaksana: [petugas", "keterkaitan: [{sop: surat}]  # berkaitan\npelaksana: [petugas"
)


def prepare(folder: Path, act: Act) -> Path:
    """A data folder on which the command can run."""
    data = make_library(folder / "data", act.text)
    (data / "sop" / "lain.yml").write_text(OTHER, "utf-8")
    for words in act.before:
        if words.startswith(("mv ", "rm ")):
            name, *to = words.split()[1:]
            (data / name).rename(data / to[0]) if to else (data / name).unlink()
        else:
            done = CliRunner().invoke(app, [*words.split(), "--data", str(data)])
            assert done.exit_code == 0, (words, done.output)
    return data


def contents(data: Path) -> dict[str, bytes]:
    """The data files with their bytes."""
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in sorted(data.rglob("*.yml"))}


class Apart:
    """Carries out commands in processes of their own, which one that has read the program once makes by forking."""

    def __init__(self) -> None:
        self._made = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def __call__(self, data: Path, words: str, stop: int = 0) -> dict[str, Any]:
        """The answer to an order: the data folder, the words of the command, where it is killed."""
        assert self._made.stdin is not None and self._made.stdout is not None
        print(json.dumps({"data": str(data), "act": words, "stop": stop}), file=self._made.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._made.stdout.readline())
        return answer

    def close(self) -> None:
        """No more orders."""
        self._made.communicate(timeout=PATIENCE_S)


@contextmanager
def _counted(stop: int) -> Iterator[list[int]]:
    """Count the lines of what acts on files; at number ``stop`` the process is gone."""
    count = [0]

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        name = str(frame.f_globals.get("__name__"))
        if not name.startswith(("generator.io.atomic", "generator.io.lock", "generator.commands.")):
            return None
        count[0] += 1
        if count[0] == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(None)


def _child(order: dict[str, Any], say: int) -> None:
    code = 3
    try:
        for number in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        with _counted(order["stop"]) as count:
            try:
                code = app([*order["act"].split(), "--data", order["data"]], standalone_mode=False) or 0
            except SystemExit as end:
                code = int(end.code or 0)
        os.write(say, str(count[0]).encode())
    finally:
        os._exit(code)


def main() -> None:
    """Carry out the orders."""
    read_ahead()
    for line in sys.stdin:
        order = json.loads(line)
        hear, say = os.pipe()
        children = []
        for _ in range(2 if order["stop"] == -1 else 1):
            child = os.fork()
            if child == 0:
                _child(order, say)
            children.append(child)
        os.close(say)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        heard = os.read(hear, 100).decode()
        os.close(hear)
        print(json.dumps({"codes": codes, "lines": int(heard) if heard and len(codes) == 1 else 0}), flush=True)


if __name__ == "__main__":
    main()
