"""Builds that are stopped from outside: no process outlives them, and Ctrl+C is one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.data.test_cases import AGENCY
from tests.support.tools import PATIENCE_S, digests

SOP = "judul: Surat {}\npelaksana: [petugas]\nlangkah: [{{uraian: Menulis surat, pelaksana: petugas}}]\n"
SOON_S = 30.0
"""So long may a worker outlive the build that started it: it is told at once, but a busy machine lets it wait."""
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"),
    pytest.mark.usefixtures("papers_set_anew"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("henti") / "data"
    for name, text in {**AGENCY, **{f"sop/surat-{n}.yml": SOP.format(n) for n in range(30)}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", *arguments, "--data", str(data)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def group(number: int) -> set[int]:
    """The processes of a session that are not dead."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == number and state != "Z":
            found.add(int(stat.parent.name))
    return found


def wait_for_workers(build: subprocess.Popen[str]) -> None:
    limit = time.monotonic() + PATIENCE_S
    while len(group(build.pid)) < 3:  # this one, the workers, and who keeps account of them
        assert build.poll() is None, build.communicate()
        assert time.monotonic() < limit
        time.sleep(0.05)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has no workers")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("pause", [0.0, 0.5, 2.0])
def test_no_worker_outlives_the_build(how: signal.Signals, pause: float, data: Path, tmp_path: Path) -> None:
    build = start(data, "build", "--site", str(tmp_path / "situs"))
    wait_for_workers(build)
    time.sleep(pause)
    others = group(build.pid) - {build.pid}
    build.send_signal(how)
    build.communicate()
    end = time.monotonic() + SOON_S
    while left := others & group(build.pid):
        assert time.monotonic() < end, left
        time.sleep(0.05)


LOADED = """
import os, signal, sys, time
class Compiler:
    def find_spec(self, name, *_):
        if name == "generator.data.sop":
            try:
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(1)
            except KeyboardInterrupt as error:
                raise ValueError("a schema that was not built") from error
sys.meta_path.insert(0, Compiler())
sys.argv = ["sop", "check"]
from generator.__main__ import run
run()
"""
"""What is loaded makes an error of its own of the interruption, as compilers of schemas do."""


@pytest.mark.usefixtures("ctrl_c_is_heard")
def test_interrupted_while_the_program_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Dihentikan (Ctrl+C).\n")


COMPILED = """
import signal, sys, time
from generator.io.interrupt import end_interrupted, hear
signal.signal(signal.SIGINT, hear)
sys.path.insert(0, sys.argv[1])
try:
    import compiled_part
    time.sleep(60)
except KeyboardInterrupt:
    end_interrupted()
"""


@pytest.mark.usefixtures("ctrl_c_is_heard")
def test_what_is_being_loaded_is_loaded_to_the_end(tmp_path: Path) -> None:
    """An exception in the start of a compiled module would end the process with its own words, and no exit code."""
    part = (
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(0.3)\nprint('loaded', flush=True)\n"
    )
    (tmp_path / "compiled_part.py").write_text(part, "utf-8")
    command = [sys.executable, "-c", COMPILED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "loaded\n", "Dihentikan (Ctrl+C).\n")


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.parametrize("pause", [0.0, 0.1, 0.3, 0.6, 1.0, 2.0, 4.0])
def test_interrupted_at_any_moment(pause: float, data: Path, tmp_path: Path) -> None:
    """The whole group of processes gets it, as from a terminal."""
    build = start(data, "build", "--site", str(tmp_path / "situs"))
    limit = time.monotonic() + PATIENCE_S
    while pause and b"generator" not in Path(f"/proc/{build.pid}/maps").read_bytes() and time.monotonic() < limit:
        time.sleep(0.02)
        if b"pydantic" in Path(f"/proc/{build.pid}/maps").read_bytes():
            break
    time.sleep(pause)
    if pause == 0.0:
        wait_for_workers(build)
    if build.poll() is not None:
        return  # a fast machine was done before
    os.killpg(build.pid, signal.SIGINT)
    out, said = build.communicate(timeout=PATIENCE_S)
    if build.returncode == 0:
        return  # it was done meanwhile
    assert build.returncode == 130, said
    assert [line for line in said.splitlines() if line.strip()] == ["Dihentikan (Ctrl+C)."]
    assert "Traceback" not in out
    assert not (tmp_path / "situs").exists() or digests(tmp_path / "situs")
    end = time.monotonic() + SOON_S
    while left := group(build.pid):
        assert time.monotonic() < end, left
        time.sleep(0.05)
