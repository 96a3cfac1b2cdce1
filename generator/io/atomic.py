"""Files and folders that are whole or not there: written beside, put in place in one step.

A process that is killed, or a disk that is full, then leaves the old or the new, and never a half.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

MARK = ".pustaka-sop"
"""A file in every site made by us, written last: only a folder that has it (or an empty one) is ever replaced."""
DRAFT = ".sementara"
"""Ending of a data file that is being written; it is never read, and the next writing replaces it."""
_NOT_OFFERED = {
    getattr(errno, name, errno.EINVAL)
    for name in ("EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOTTY", "EPERM", "EACCES", "EROFS")
}
"""What a disk answers that has no permissions of files, or writes when it likes."""
_FALLBACK_TRIES, _FALLBACK_WAIT_S = 20, 0.1
"""On Windows a folder cannot be renamed while somebody reads a file in it; readers are short."""


def write_whole(path: Path | str, content: bytes, aside: Path | str | None = None) -> None:
    """Write ``path`` by way of ``aside`` (on the same disk; default: beside it), so that it is never seen half."""
    aside = aside or f"{path}.baru"
    try:
        write_new(aside, content)
        in_folder_of(path, lambda: os.replace(aside, path))
    except OSError:
        with suppress(OSError):
            os.unlink(aside)
        raise


def write_durable(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``path`` in one step, after all of it is on the disk, as far as the disk can be
    asked for that. A link is followed, and a file keeps its permissions where the disk has them.

    OSError: nothing has changed.
    """
    path = path.resolve()
    draft = path.with_name(f".{path.name}{DRAFT}")
    made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_draft(draft, content, path.stat().st_mode & 0o7777 if path.exists() else None)
        os.replace(draft, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # what people know of; the draft is ours
        if not _took_place(draft, path, content):
            with suppress(OSError):
                draft.unlink()
            with suppress(OSError):
                for folder in made:
                    folder.rmdir()
            raise
    sync_names(path.parent, *(folder.parent for folder in made))  # a folder that nobody kept the name of is lost


def move_durable(path: Path, to: Path) -> None:
    """Give a file or a folder another name on the same disk, in one step. ``to`` must be free; its folder is made.

    OSError: nothing has changed.
    """
    made = [folder for folder in (to.parent, *to.parent.parents) if not folder.exists()]
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _rename_patiently(path, to)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        if path.exists() or not to.exists():  # else a share did it and called it a failure
            with suppress(OSError):
                for folder in made:
                    folder.rmdir()
            raise
    # The new name first: a cut between the two leaves both, never neither.
    sync_names(to.parent, *(folder.parent for folder in made), path.parent)


def delete_durable(path: Path) -> None:
    """Take a file away, so that it stays away. OSError: nothing has changed."""
    path.unlink()
    sync_names(path.parent)


def _write_draft(draft: Path, content: bytes, mode: int | None) -> None:
    if os.path.lexists(draft):  # left by a killed run, maybe of another person
        draft.unlink()
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        _where_offered(lambda: os.fsync(file.fileno()))
    if mode is not None and draft.stat().st_mode & 0o7777 != mode:
        _where_offered(lambda: draft.chmod(mode))


def _took_place(draft: Path, path: Path, content: bytes) -> bool:
    """Whether the file is new though the system called it a failure: a share may answer twice, or too late."""
    try:
        return not os.path.lexists(draft) and path.read_bytes() == content
    except OSError:
        return False


def _where_offered(action: Callable[[], None]) -> None:
    """Do what not every disk offers; a share decides itself about permissions, and when it writes."""
    try:
        action()
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise


def sync_names(*folders: Path) -> None:
    """Make the names in these folders last through a power cut, where the system can. What was done is done: nothing
    from here on makes it undone."""
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            _with_folder(folder, os.fsync)


def sync_all(folder: Path) -> None:
    """Make all that was written on the disk of ``folder`` last through a power cut, in one go, where the system can."""
    if sys.platform == "linux":
        with suppress(OSError):
            _with_folder(folder, ctypes.CDLL(None).syncfs)
    elif hasattr(os, "sync"):
        os.sync()


def _with_folder(folder: Path, action: Callable[[int], object]) -> None:
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            action(number)
        finally:
            os.close(number)


def write_new(path: Path | str, content: bytes) -> os.stat_result:
    """Write a file that nobody reads yet, and its folders where they are not there; what the system says of it."""
    with in_folder_of(path, lambda: open(path, "wb", buffering=0)) as file:
        rest = memoryview(content)
        while rest:  # a system may take a large file in several gulps
            rest = rest[file.write(rest) :]
        return os.fstat(file.fileno())


def in_folder_of(path: Path | str, action: Callable[[], T]) -> T:
    """Do what needs the folder of ``path``; it is made only when it turns out not to be there, which is rare."""
    try:
        return action()
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        return action()


def contents(folder: Path) -> tuple[list[str], list[str]]:
    """The paths below a folder, in no order: of all that is no folder (a link to one too), and of the folders."""
    files, folders, todo = [], [], [""]
    while todo:
        start = todo.pop()
        with os.scandir(f"{folder}/{start}") as entries:  # os.walk would ask the disk about each folder once more
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(start + entry.name)
                    todo.append(f"{start}{entry.name}/")
                else:
                    files.append(start + entry.name)
    return files, folders


def remove_tree(path: Path) -> None:
    """Delete a folder of ours, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)


def make_room(path: Path) -> None:
    """Delete what stands in a place of ours, whatever it is: a folder, a file, or a link but not what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def make_folder(path: Path) -> None:
    """Have a folder in a place of ours, whatever stands there."""
    if not path.is_dir():
        make_room(path)
        path.mkdir(parents=True)


def fresh_of(place: Path) -> Path:
    """The folder beside ``place`` in which its successor is made."""
    return place.with_name(f".{place.name}.baru")


def _old_of(place: Path) -> Path:
    """Where the folder ``place`` waits while its successor takes its name; used only where exchanging is unknown."""
    return place.with_name(f".{place.name}.lama")


def recover(place: Path) -> None:
    """Take up after a killed run: ``place`` is back if it was on its way, and nothing half lies beside it."""
    old = _old_of(place)
    if old.is_dir() and not place.exists():
        old.rename(place)
    remove_tree(old)
    if not (fresh_of(place) / MARK).is_file():
        remove_tree(fresh_of(place))


def put_in_place(place: Path, *, keep: bool = False) -> None:
    """The finished folder ``fresh_of(place)`` becomes ``place``; what was there is deleted, or takes the other's name
    where it is to be kept.

    Where the system can exchange two names (Linux and macOS on their usual disks), the old or the new folder is there
    at every moment. Elsewhere two renames follow each other, and ``recover`` mends what a kill between them left.
    """
    fresh = old = fresh_of(place)
    sync_all(fresh)  # whole on the disk before it has its name, and has its name before the old one goes
    if not place.exists():
        fresh.rename(place)
        sync_names(place.parent)
        return
    if not exchange(fresh, place):
        old = _old_of(place)
        _rename_patiently(place, old)
        try:
            _rename_patiently(fresh, place)
        except OSError:
            old.rename(place)
            raise
    sync_names(place.parent)
    if not keep:
        shutil.rmtree(old, ignore_errors=True)
    elif old != fresh:
        old.rename(fresh)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step; False where the system or the disk does not know how."""
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None)
    if hasattr(library, "renameat2"):  # Linux: AT_FDCWD, RENAME_EXCHANGE
        return bool(library.renameat2(-100, names[0], -100, names[1], 2) == 0)
    if hasattr(library, "renamex_np"):  # macOS: RENAME_SWAP
        return bool(library.renamex_np(names[0], names[1], 2) == 0)
    return False


def _rename_patiently(one: Path, other: Path) -> None:
    for _ in range(_FALLBACK_TRIES if sys.platform == "win32" else 1):
        try:
            one.rename(other)
            return
        except PermissionError as error:
            refused = error
            time.sleep(_FALLBACK_WAIT_S)
    raise refused
