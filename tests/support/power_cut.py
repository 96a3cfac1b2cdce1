"""A power cut, simulated: a command runs in a process of its own and ends at a chosen moment; then the disk is put into
a state that it may have after the cut.

What counts as kept is what was asked for: the content of a file that was fsynced, the names in a folder that was
fsynced, and all of it where the whole disk was. Of everything else a coin decides, file by file and folder by folder,
whether the new or the old is there; a file that was written and not fsynced may also be empty, cut off or zeros. The
names of one folder change together, as disks with a journal have it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.tools import ROOT

_CHILD = """
import ctypes, json, os, resource, shutil, sys
resource.setrlimit(resource.RLIMIT_NOFILE, [resource.getrlimit(resource.RLIMIT_NOFILE)[1]] * 2)
root, store, stop = os.path.realpath(sys.argv[1]), sys.argv[2], int(sys.argv[3])
events, kept, names, held, busy = 0, {}, {}, {}, False

def hold(path, number):
    # The number of what is deleted goes to nothing else while it is held.
    if number not in held:
        held[number] = os.open(path, os.O_PATH | os.O_NOFOLLOW)

def keep(path, number):
    hold(path, number)
    target = f"{store}/{len(os.listdir(store))}"
    shutil.copyfile(path, target)
    kept[number] = target

def listing(folder):
    for e in os.scandir(folder):
        hold(e.path, e.inode())
    return {e.name: [e.inode(), e.is_dir(follow_symlinks=False)] for e in os.scandir(folder)}

def all_kept(_=None):
    for folder, _, files in os.walk(root):
        names[os.stat(folder).st_ino] = listing(folder)
        for name in files:
            at = f"{folder}/{name}"
            if os.path.isfile(at) and not os.path.islink(at):
                keep(at, os.stat(at).st_ino)
    return 0

def end():
    with open(f"{store}.json", "w") as out:
        json.dump({"kept": kept, "names": names, "events": events}, out)

def audit(event, args):
    global events, busy
    if busy or event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"):
        return
    if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        return
    try:
        if not os.path.realpath(os.fsdecode(args[0])).startswith(root):
            return
    except (TypeError, ValueError):
        return
    events += 1
    if events == stop:
        busy = True
        end()
        os._exit(9)

def fsync(number):
    global busy
    real(number)
    path = os.readlink(f"/proc/self/fd/{number}")
    if path.startswith(root):
        busy = True
        at = os.fstat(number).st_ino
        if os.path.isdir(path):
            names[at] = listing(path)
        else:
            keep(path, at)
        busy = False

class Library:
    def __init__(self, real):
        self.real = real
    def __getattr__(self, name):
        if name == "syncfs":
            return whole
        return getattr(self.real, name)

def whole(_):
    global busy
    busy = True
    all_kept()
    busy = False
    return 0

real, os.fsync = os.fsync, fsync
load = ctypes.CDLL
ctypes.CDLL = lambda name, *a, **k: Library(load(name, *a, **k)) if name is None else load(name, *a, **k)
all_kept()
from generator import cli
sys.argv = ["sop", *sys.argv[4:]]
sys.addaudithook(audit)
try:
    cli.main()
finally:
    busy = True
    end()
"""


def run_cut(root: Path, store: Path, stop: int, words: list[str]) -> Mapping[str, Any]:
    """Run the command in ``root`` up to its event number ``stop`` (0 = to its end). What is known to be kept then."""
    store.mkdir()
    command = [sys.executable, "-c", _CHILD, str(root), str(store), str(stop), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == (9 if stop else 0), done.stdout + done.stderr
    found: Mapping[str, Any] = json.loads(Path(f"{store}.json").read_text())
    return found


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
