"""A power cut, simulated: a command runs in a process of its own and ends at a chosen moment; then the disk is put into
a state that it may have after the cut.

What counts as kept is what was asked for: the content of a file that was fsynced, the names in a folder that was
fsynced, and all of it where the whole disk was. Of everything else a coin decides, file by file and folder by folder,
whether the new or the old is there; a file that was written and not fsynced may also be empty, cut off or zeros. The
names of one folder change together, as disks with a journal have it.

`python -m tests.support.power_cut` takes orders from its input, a line each in JSON: ``{"root": FOLDER, "store":
FOLDER, "stop": N, "words": [...]}``. A child, which has read the program already, runs the command; the answer is its
exit code, a line.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.read_ahead import read_ahead
from tests.support.tools import PATIENCE_S, ROOT

_CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"}
_CUT = 9


class _Library:
    """The system's library, but for the call that keeps a whole disk."""

    def __init__(self, real: ctypes.CDLL, keep_all: Any) -> None:
        self._real, self._keep_all = real, keep_all

    def __getattr__(self, name: str) -> Any:
        return self._keep_all if name == "syncfs" else getattr(self._real, name)


class _Watch:
    """Knows what of the files below ``root`` is kept, and ends the process at the event number ``stop``."""

    def __init__(self, root: str, store: str, stop: int) -> None:
        self._root, self._store, self._stop = os.path.realpath(root), Path(store), stop
        self._events, self._copies, self._busy = 0, 0, False
        self._kept: dict[int, str] = {}
        self._names: dict[int, dict[str, tuple[int, bool]]] = {}
        self._held: dict[int, int] = {}
        self._fsync, self._load = os.fsync, ctypes.CDLL

    def begin(self) -> None:
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        os.fsync = self._keep_asked  # type: ignore[assignment]
        ctypes.CDLL = self._loaded  # type: ignore[assignment,misc]
        self._keep_all()
        sys.addaudithook(self._audit)

    def end(self) -> None:
        self._busy = True
        said = {"kept": self._kept, "names": self._names, "events": self._events}
        Path(f"{self._store}.json").write_text(json.dumps(said))

    def _loaded(self, name: str | None, *args: Any, **named: Any) -> Any:
        real = self._load(name, *args, **named)
        return _Library(real, self._keep_all) if name is None else real

    def _hold(self, path: str, number: int) -> None:
        """The number of what is deleted goes to nothing else while it is held."""
        if number not in self._held:
            self._held[number] = os.open(path, os.O_PATH | os.O_NOFOLLOW)

    def _keep(self, path: str, number: int) -> None:
        self._hold(path, number)
        self._kept[number] = str(shutil.copyfile(path, self._store / str(self._copies)))
        self._copies += 1

    def _listing(self, folder: str) -> dict[str, tuple[int, bool]]:
        for entry in os.scandir(folder):
            self._hold(entry.path, entry.inode())
        return _names(Path(folder))

    def _keep_all(self, _: int = 0) -> int:
        before, self._busy = self._busy, True
        for folder, _folders, files in os.walk(self._root):
            self._names[Path(folder).stat().st_ino] = self._listing(folder)
            for name in files:
                at = Path(folder, name)
                if at.is_file() and not at.is_symlink():
                    self._keep(str(at), at.stat().st_ino)
        self._busy = before
        return 0

    def _keep_asked(self, number: int) -> None:
        self._fsync(number)
        path = str(Path(f"/proc/self/fd/{number}").readlink())
        if path.startswith(self._root):
            self._busy = True
            at = os.fstat(number).st_ino
            if Path(path).is_dir():
                self._names[at] = self._listing(path)
            else:
                self._keep(path, at)
            self._busy = False

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if self._busy or event not in _CHANGES:
            return
        if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            return
        try:
            if not os.path.realpath(os.fsdecode(args[0])).startswith(self._root):
                return
        except (TypeError, ValueError):
            return
        self._events += 1
        if self._events == self._stop:
            self.end()
            os._exit(_CUT)


def _child(order: Mapping[str, Any]) -> None:
    from generator import cli
    from tests.support.program import app

    code = 3
    try:
        said = os.open(f"{order['store']}.txt", os.O_RDWR | os.O_CREAT)
        for number in (1, 2):
            os.dup2(said, number)
        watch = _Watch(order["root"], order["store"], order["stop"])
        watch.begin()
        sys.argv = ["sop", *order["words"]]
        try:
            cli.main(app)
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            watch.end()
        sys.stdout.flush()
    finally:
        os._exit(code)


def main() -> None:
    """Carry out the orders."""
    from tests.support import program  # noqa: F401 (all commands, put together)

    read_ahead()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _child(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


class Cutter:
    """Runs commands up to a power cut."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, root: Path, store: Path, stop: int, words: list[str]) -> Mapping[str, Any]:
        """Run the command in ``root`` up to its event number ``stop`` (0 = to its end). What is known to be kept then;
        ``store``: a new folder for it."""
        store.mkdir()
        order = {"root": str(root), "store": str(store), "stop": stop, "words": words}
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        code = self._process.stdout.readline().strip()
        assert code == str(_CUT if stop else 0), (code, Path(f"{store}.txt").read_text("utf-8"))
        found: Mapping[str, Any] = json.loads(Path(f"{store}.json").read_text())
        return found


@contextmanager
def cutter() -> Iterator[Cutter]:
    """A process that has read the program, and has children run the commands."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield Cutter(process)
        process.communicate(timeout=PATIENCE_S)


def after_the_cut(root: Path, target: Path, known: Mapping[str, Any], coin: random.Random) -> None:
    """What may be on the disk, in the new folder ``target``."""
    here = {entry.stat(follow_symlinks=False).st_ino: Path(entry) for entry in _all(root)}
    here[root.stat().st_ino] = root

    def fill(number: int, folder: Path) -> None:
        folder.mkdir()
        old = known["names"].get(str(number))
        new = _names(here[number]) if number in here else old
        for name, (inner, is_folder) in (
            coin.choice([old, new]) if old is not None else coin.choice([{}, new])
        ).items():
            if is_folder:
                fill(inner, folder / name)
            else:
                _content(inner, folder / name)

    def _content(number: int, path: Path) -> None:
        kept = known["kept"].get(str(number))
        kept = None if kept is None else Path(kept).read_bytes()
        now = here[number].read_bytes() if number in here and here[number].is_file() else kept
        if now is None:
            return
        if kept == now:
            path.write_bytes(now)
        else:
            path.write_bytes(coin.choice([now, b"", now[: len(now) // 2], bytes(len(now)), kept or b""]))

    fill(root.stat().st_ino, target)


def _all(folder: Path) -> list[os.DirEntry[str]]:
    found = list(os.scandir(folder))
    return found + [one for entry in found if entry.is_dir(follow_symlinks=False) for one in _all(Path(entry))]


def _names(folder: Path) -> dict[str, tuple[int, bool]]:
    return {entry.name: (entry.inode(), entry.is_dir(follow_symlinks=False)) for entry in os.scandir(folder)}


def copy_tree(source: Path, target: Path) -> None:
    """A copy with the times of its files."""
    shutil.copytree(source, target, symlinks=True)


if __name__ == "__main__":
    main()
