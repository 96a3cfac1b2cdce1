"""The parts of a site made by a Dask cluster, through the executor interface of Python (`sop build --scheduler`).

A worker is told all that a part is made from, and gives back all its files; nothing is read from a shared disk. It must
be the same program, or the site would not be the same. A worker that dies costs the parts that it had in hand, which
others make; when all are gone, this process makes the rest.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from generator.build_fingerprint import program_hash

SABAR_S = 10.0
"""How long connecting to a scheduler may take, in seconds."""
SABAR_KOSONG_S = 30.0
"""How long a cluster may be without any worker, in seconds; one that starts again is back sooner."""
_PERIKSA_S = 1.0
_GILIRAN = threading.Lock()
"""Graphviz and Typst are not made for several threads of one process."""


class ClusterError(Exception):
    """The cluster cannot be used; the words are for the user."""


def likeness() -> dict[str, str]:
    """What must be equal for the same bytes, by its name in messages."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"program atau paketnya": program_hash(), "Python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION}


@contextmanager
def connected(address: str) -> Iterator[Executor]:
    """An executor of the cluster whose scheduler has this address (tcp://host:port).

    ClusterError: there is none, it has no workers, or they are of another version.
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        words = "Untuk memakai --scheduler, pasang dulu bagian kluster: pip install 'pustaka-sop[cluster]'"
        raise ClusterError(words) from None
    _reach(address)
    _silence()
    try:
        client = dask.Client(address, timeout=SABAR_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"Di {address} tidak ada penjadwal Dask yang menjawab.") from error
    try:
        yield _ClusterExecutor(client, _compare(client))
    finally:
        with suppress(TimeoutError, OSError):
            client.close(timeout=SABAR_S)


def _silence() -> None:
    """Let Dask not write to the console: what matters of it is said by us."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).disabled = True


def _reach(address: str) -> None:
    """Say at once, in words, that an address is none or that no scheduler listens there: the client of Dask waits for
    an answer of any other server without end."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not (host and port and parts.scheme in ("tcp", "tls")):
        raise ClusterError(f"Alamat penjadwal '{address}' tidak dikenali; tulis seperti tcp://10.0.0.5:8786")
    try:
        with socket.create_connection((host, port), timeout=SABAR_S) as line:
            # Dask speaks first, and begins with the length of what it says.
            start = b"" if parts.scheme == "tls" else line.recv(8)
            greets = parts.scheme == "tls" or (len(start) == 8 and int.from_bytes(start, "little") < 1_000_000)
    except TimeoutError:
        greets = False
    except OSError as error:
        words = "periksa alamatnya, dan apakah penjadwalnya sudah berjalan"
        raise ClusterError(f"Penjadwal di {address} tidak dapat dihubungi; {words}.") from error
    if not greets:
        raise ClusterError(f"Di {address} tidak ada penjadwal Dask yang menjawab.")


def _compare(client: Any) -> int:
    """How many workers there are; all of them are like this process."""
    found: dict[str, dict[str, str] | Exception] = client.run(likeness, on_error="return")
    if not found:
        raise ClusterError("Penjadwal ini belum mempunyai pekerja; jalankan dulu 'dask worker' pada mesin lain.")
    for where, theirs in sorted(found.items()):
        if isinstance(theirs, Exception):
            raise ClusterError(f"Pekerja {where} tidak dapat menjalankan program ini ({theirs}).")
        _same(likeness(), theirs, where)
    return len(found)


def _same(ours: dict[str, str], theirs: dict[str, str], where: str) -> None:
    if other := [name for name, value in ours.items() if theirs.get(name) != value]:
        words = f"Pekerja {where} berbeda versi ({', '.join(other)}), jadi hasilnya tidak akan sama."
        raise ClusterError(f"{words} Pasang versi yang sama, lalu jalankan ulang pekerjanya.")


def on_worker(ours: dict[str, str], fn: Callable[..., Any], *args: Any) -> Any:
    """What a worker does: make sure that it is the same program (it may have come later), then the work."""
    _same(ours, likeness(), socket.gethostname())
    with _GILIRAN:
        return fn(*args)


class _ClusterExecutor(Executor):
    """Dask's own executor, with a way of waiting that tells its troubles as any executor does: ``BrokenExecutor`` =
    make it yourself."""

    def __init__(self, client: Any, workers: int) -> None:
        self._client = client
        self._executor: Executor = client.get_executor(pure=False)
        self._lost = False
        self.di_muka = 4 * max(8, workers)
        """So many parts may be handed out before the first one is back."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
        """Hand work to the cluster. BrokenExecutor: there is none any more."""
        if self._lost:
            raise BrokenExecutor("no worker is left")
        try:
            return self._executor.submit(on_worker, likeness(), fn, *args)
        except Exception as error:
            raise BrokenExecutor("the scheduler is gone") from error

    def wait(self, made: Future[Any]) -> Any:
        """The result of what was handed out. BrokenExecutor: there is nobody to make it; ClusterError: a worker cannot
        run this program; else what the work itself raised."""
        empty = 0.0
        while not self._lost and not wait([made], _PERIKSA_S).done:
            there = self._client.status != "closed" and self._client.scheduler_info().get("workers")
            empty = 0.0 if there else empty + _PERIKSA_S
            self._lost = empty >= SABAR_KOSONG_S
        if not made.done():
            raise BrokenExecutor("no worker is left")
        try:
            return made.result()
        except ImportError as error:
            raise ClusterError(f"Salah satu pekerja tidak dapat menjalankan program ini ({error}).") from error
        except (Exception, CancelledError) as error:
            # A worker that died with it again and again, a lost connection; what is raised else is the work's own.
            if isinstance(error, CancelledError | OSError) or type(error).__module__.startswith("distributed."):
                raise BrokenExecutor(f"the cluster failed: {error}") from error
            raise
