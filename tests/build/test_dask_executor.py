"""A Dask cluster makes the same site: a real scheduler on this machine, and two workers, one of which is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.build import dask_executor
from generator.build.dask_executor import ClusterError, connected
from generator.build.make_part import Job, make_part
from generator.build.workers import work_all
from generator.build_options import BuildOptions
from generator.examine import examine
from generator.pipeline import Result, build
from tests.support.program import app
from tests.support.tools import PATIENCE_S, ROOT, absent, digests

CONTOH = ROOT / "examples" / "dinas-contoh"


@contextmanager
def process(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask that ends with the test."""
    with subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=os.environ | environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        try:
            yield running
        finally:
            running.kill()


class Klaster:
    """A scheduler on this machine, and its workers."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        said = folder / "penjadwal.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(said))
        self.penjadwal = self._start("distributed.cli.dask_scheduler", *options)
        wait_for(said.is_file)
        wait_for(lambda: said.read_text("utf-8").rstrip().endswith("}"))
        self.alamat = str(json.loads(said.read_text("utf-8"))["address"])

    def _start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        environment |= {"DASK_CONFIG": str(self._folder / "atur")}  # none of whoever runs the tests
        return self._stack.enter_context(process(*arguments, **environment))

    def worker(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker: a process of its own, without a nanny that would start it again."""
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name)
        folder = ("--local-directory", str(self._folder))
        return self._start("distributed.cli.dask_worker", self.alamat, *options, *folder, **environment)


@pytest.fixture
def klaster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Klaster]:
    try:
        import distributed  # noqa: F401
    except ImportError:
        absent("the package distributed")
    monkeypatch.setattr(dask_executor, "SABAR_KOSONG_S", 2.0)
    with ExitStack() as stack:
        yield Klaster(tmp_path, stack)


def wait_for(there: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def wait_for_workers(klaster: Klaster, count: int) -> None:
    import distributed

    with distributed.Client(klaster.alamat, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(count, timeout=PATIENCE_S)


@pytest.mark.usefixtures("papers_set_anew")
def test_a_site_made_while_a_worker_is_killed_is_the_same(
    klaster: Klaster, example_build: tuple[Path, Result], tmp_path: Path
) -> None:
    workers = {name: klaster.worker(name) for name in ("satu", "dua")}
    wait_for_workers(klaster, 2)
    killed: list[int] = []

    with connected(klaster.alamat) as executor:
        client = executor._client  # type: ignore[attr-defined]

        def kill_one(words: str, done: int, _: int) -> None:
            """After the first part: the worker "satu", which has more in hand."""
            if done == 2 and "dari" in words and not killed:
                where = client.run_on_scheduler(address_of, "satu")
                killed.append(len(client.processing()[where]))
                workers["satu"].kill()

        result = build(
            CONTOH, tmp_path / "situs", BuildOptions(executor=executor, progress=kill_one), home=tmp_path / "kerja"
        )
    assert result.built
    assert killed[0] > 0, "nothing was in its hands"
    assert workers["satu"].wait(PATIENCE_S) == -9
    assert digests(tmp_path / "situs") == digests(example_build[0])


def address_of(name: str, dask_scheduler: Any) -> str:
    """Runs in the scheduler: the address of a worker."""
    return str(dask_scheduler.aliases[name])


def test_without_any_worker_left_the_rest_is_made_here(klaster: Klaster) -> None:
    """Also when the scheduler itself goes."""
    worker = klaster.worker("satu")
    wait_for_workers(klaster, 1)
    tasks = small_tasks()
    with connected(klaster.alamat) as executor:
        made = work_all(tasks, executor)
        first = next(made)
        worker.kill()
        rest = list(made)
        klaster.penjadwal.kill()
        again = list(work_all(tasks[:1], executor))
    assert [first, *rest] == [make_part(task) for task in tasks]
    assert again == [first]


def small_tasks() -> list[Job]:
    from generator.build.slices import Slicer

    proyek, _ = examine(CONTOH)
    assert proyek is not None
    forms = [part for part in Slicer(proyek).everything() if part.nama.jenis == "formulir"]
    return [Job(part, ringkas=True) for part in forms]


def test_a_worker_without_the_program_is_refused(klaster: Klaster, tmp_path: Path) -> None:
    (tmp_path / "generator.py").write_text("", "utf-8")  # another thing of the same name
    klaster.worker("satu", PYTHONPATH=str(tmp_path), PYTHONSAFEPATH="1")
    wait_for_workers(klaster, 1)
    done = CliRunner().invoke(app, ["build", "--data", str(CONTOH), "--site", "x", "--scheduler", klaster.alamat])
    assert done.exit_code == 2
    assert "tidak dapat menjalankan program ini (" in done.output
    assert "No module named" in done.output


def test_a_worker_of_another_version_is_refused() -> None:
    ours = dask_executor.likeness()
    assert dask_executor.on_worker(ours, len, "abc") == 3
    with pytest.raises(ClusterError, match=r"berbeda versi \(program atau paketnya, zlib\)"):
        dask_executor.on_worker(ours | {"program atau paketnya": "x", "zlib": "0"}, len, "abc")


def test_a_cluster_without_workers_is_refused(klaster: Klaster) -> None:
    with pytest.raises(ClusterError, match="belum mempunyai pekerja"), connected(klaster.alamat):
        pass


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:1", "tidak dapat dihubungi"),
        ("127.0.0.1:8786", "tidak dikenali"),
        ("tcp://127.0.0.1:abc", "tidak dikenali"),
        ("ftp://127.0.0.1:21", "tidak dikenali"),
        ("", "tidak dikenali"),
    ],
)
def test_an_address_without_a_scheduler_is_wrong_use(address: str, words: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["build", "--data", str(CONTOH), "--site", str(tmp_path / "x"), "--scheduler", address]
    )
    assert done.exit_code == 2
    assert words in done.output
    assert not (tmp_path / "x").exists()


@pytest.mark.slow
def test_another_server_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits for the client to speak, as a web server does, and one that says something else."""
    import socket
    import threading

    monkeypatch.setattr(dask_executor, "SABAR_S", 0.5)
    for greeting in (b"", b"SSH-2.0-contoh\r\n"):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            lines: list[socket.socket] = []

            def answer(server: socket.socket = server, words: bytes = greeting, lines: list[Any] = lines) -> None:
                lines.append(server.accept()[0])
                lines[0].sendall(words)

            thread = threading.Thread(target=answer)
            thread.start()
            with pytest.raises(ClusterError, match="tidak ada penjadwal Dask"), connected(address):
                pass
            thread.join()
            lines[0].close()


def test_without_the_package_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'pustaka-sop\[cluster\]'"), connected("tcp://127.0.0.1:1"):
        pass


def test_the_logo_goes_along(example_build: tuple[Path, Result]) -> None:
    """A worker has no data folder: what a part needs of its files is in the slice."""
    from dataclasses import replace

    from generator.build.slices import Slicer

    proyek = example_build[1].proyek
    assert proyek is not None
    assert proyek.logo == (CONTOH / "lambang.png").read_bytes()
    part = next(Slicer(proyek).everything())
    elsewhere = next(Slicer(replace(proyek, folder=Path("tidak-ada"))).everything())
    other = next(Slicer(replace(proyek, lampiran={"lambang.png": b"lain"})).everything())
    assert make_part(Job(elsewhere)) == make_part(Job(part))
    assert elsewhere.sidik == part.sidik != other.sidik
