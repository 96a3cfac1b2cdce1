"""The tree of a new site, made from what is there already.

Tens of thousands of folders and files cost seconds to make and to remove. So the site that was replaced last stays
beside the one that is up, and becomes the next one: only what differs is written in it. What it lacks and the site that
is up has gets a second name there (hard link). No file of a tree is ever changed in place, since others may share it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.io.atomic import MARK, contents, in_folder_of, remove_tree, seen, write_new

_LINKABLE = hasattr(os, "link")


class Kept(NamedTuple):
    """What is known of a file of a site: what it was made from, and its size and time as written."""

    token: str
    size: int
    time: int


Files = Mapping[str, Kept]
"""The files of a tree by their path in it."""


class Tree:
    """A tree on its way to the next site, which will have the files ``wanted``. ``known``: the files of the former
    site that lies in ``folder``; where more or other things lie there, it is thrown away. ``up``, ``of_up``: the site
    that is up, and what is known of its files."""

    def __init__(self, folder: Path, known: Files | None, wanted: Collection[str], up: Path, of_up: Files) -> None:
        self._folder, self._up, self._of_up = folder, up, of_up
        self._there: dict[str, Kept] = {}
        self.files: dict[str, Kept] = {}
        """What the new site has so far."""
        self.written = 0
        found, folders = contents(folder) if known is not None and folder.is_dir() else ([], [])
        if known is not None and {*known, MARK}.issuperset(found):
            self._there = {path: known[path] for path in found if path != MARK}
            self._forget_all_but(wanted, folders)
        else:
            remove_tree(folder)
            folder.mkdir(parents=True)

    def _forget_all_but(self, wanted: Collection[str], folders: Collection[str]) -> None:
        """Remove what the former site has and the new one will not have."""
        with suppress(FileNotFoundError):
            (self._folder / MARK).unlink()  # from here on it is no site
        for path in self._there.keys() - wanted:
            os.unlink(f"{self._folder}/{path}")
            del self._there[path]
        for folder in sorted(set(folders).difference(_folders_of(wanted)), reverse=True):  # the deeper first
            os.rmdir(f"{self._folder}/{folder}")

    def put(self, path: str, token: str, make: Callable[[], bytes]) -> None:
        """The new site has the file ``path``. ``token``: what it is made from; ``make``: the content, where it has to
        be written."""
        there = self._there.get(path)
        if there is not None and there.token == token and _stands(f"{self._folder}/{path}", there):
            self.files[path] = there
            return
        if there is not None:
            os.unlink(f"{self._folder}/{path}")
        if not self._link(path, token):
            at = write_new(f"{self._folder}/{path}", make())
            self.files[path] = Kept(token, at.st_size, at.st_mtime_ns)
            self.written += 1

    def _link(self, path: str, token: str) -> bool:
        """Take a file from the site that is up, if it is what would be written."""
        up = self._of_up.get(path)
        source, target = f"{self._up}/{path}", f"{self._folder}/{path}"
        if not _LINKABLE or up is None or up.token != token or not _stands(source, up):
            return False
        try:
            in_folder_of(target, lambda: os.link(source, target))
        except OSError:  # a disk without links, or with too many of one file
            return False
        self.files[path] = up
        return True

    def finish(self, mark: bytes) -> None:
        """The mark comes last: now it is a site."""
        write_new(self._folder / MARK, mark)


def _folders_of(paths: Iterable[str]) -> Iterator[str]:
    """The folders that these files stand in, and those above."""
    seen: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in seen:
            seen.add(folder)
            yield folder
            folder = folder.rpartition("/")[0]


def _stands(path: str, kept: Kept) -> bool:
    """Whether a file is there as it was written."""
    try:
        return seen(path) == [kept.size, kept.time]
    except OSError:
        return False
