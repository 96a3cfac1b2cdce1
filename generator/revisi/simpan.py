"""Writing data files so that a kill at any moment leaves the old bytes or the new ones, and two writers never meet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

KUNCI = ".kunci"
SEMENTARA = ".sementara"
"""Ending of a file that is being written; it is never read, and the next writing replaces it."""


class SedangDitulisError(Exception):
    """Somebody else is writing the file, or wrote it since it was read; the reason in words."""


@contextmanager
def terkunci(folder: Path) -> Iterator[None]:
    """Only one command at a time works on what belongs to ``folder``. The system frees the lock of a killed one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / KUNCI
    with path.open("ab") as file:
        try:
            _lock(file.fileno())
            same = os.path.samestat(os.fstat(file.fileno()), path.stat())
        except OSError:
            raise SedangDitulisError("perintah lain sedang mengerjakannya") from None
        if not same:
            raise SedangDitulisError("perintah lain sedang mengerjakannya")
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
            with suppress(OSError):
                folder.rmdir()  # only where nothing was put into it


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def tulis(path: Path, isi: bytes) -> None:
    """Put ``isi`` in the place of ``path`` in one move, after all of it is on the disk."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}{SEMENTARA}")
    with draft.open("wb") as file:
        file.write(isi)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        draft.chmod(path.stat().st_mode & 0o7777)
    draft.replace(path)
    _sync_folder(path.parent)


def ganti(path: Path, lama: bytes, baru: bytes) -> None:
    """Write ``baru`` only where the file still holds ``lama``."""
    if path.read_bytes() != lama:
        raise SedangDitulisError("program lain baru saja menyimpannya")
    tulis(path, baru)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
