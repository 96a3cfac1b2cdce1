"""The tree of a new site, made from the one that is up.

Tens of thousands of folders and files cost seconds to make and to remove. So the site that was replaced last stays
beside the one that is up, and becomes the next one: what both have in common is there already, what only the one that
is up has gets a second name (hard link). No file of a tree is ever changed in place, since another tree may share it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.io.atomic import MARK, contents, fresh_of, in_folder_of, put_in_place, remove_tree, write_new

_MUCH = 0.1
"""Of a site's files, so many may differ from its successor's where it is kept beside it."""
_WORDS = "Situs ini dibuat oleh perintah 'sop build'; folder ini diganti pada pembuatan berikutnya."


class Kept(NamedTuple):
    """What is known of a file of a site: a hash of its content, and its size and time (ns) as written."""

    token: str
    size: int
    time: int


class Tree:
    """A tree on its way to be the next site in ``place``. ``known``: the files of the site that is up there, as they
    were written; nothing where it is not known which site that is."""

    def __init__(self, place: Path, known: Mapping[str, Kept]) -> None:
        self._place, self._folder, self._known = place, fresh_of(place), known
        self.files: dict[str, Kept] = {}
        """What the new site has so far."""
        self.changed = 0
        """So many files were written or removed."""
        if not known:
            remove_tree(self._folder)
        found, folders = contents(self._folder) if self._folder.is_dir() else ([], [])
        self._found, self._folders = set(found), set(folders)
        if MARK in self._found:
            self._clear(MARK)  # from here on it is no site
        self._folder.mkdir(parents=True, exist_ok=True)

    def keep(self, path: str, kept: Kept) -> bool:
        """The file stays as it is in the site that is up; False where it is no longer as it was written."""
        mine = f"{self._folder}/{path}"
        if path in self._found and _stands(mine, kept):
            self.files[path] = kept
            return True
        theirs = f"{self._place}/{path}"
        if not _stands(theirs, kept):
            return False
        self._clear(path)
        try:
            in_folder_of(mine, lambda: os.link(theirs, mine))
            self.files[path] = kept
            self._found.add(path)
        except OSError:  # a disk without links, or with too many of one file
            self._write(path, Path(theirs).read_bytes(), kept.token)
        return True

    def put(self, path: str, content: bytes) -> Kept:
        """The new site has a file with this content."""
        token, known = hash_of(content), self._known.get(path)
        if known is None or known.token != token or not self.keep(path, known):
            self._clear(path)
            self._write(path, content, token)
            self.changed += 1
        return self.files[path]

    def _write(self, path: str, content: bytes, token: str) -> None:
        at = write_new(f"{self._folder}/{path}", content)
        self.files[path] = Kept(token, at.st_size, at.st_mtime_ns)
        self._found.add(path)

    def _clear(self, path: str) -> None:
        """Remove what stands where a file is to be, or where a folder above it is."""
        for name in (path, *_above(path)):
            if name in self._found:
                os.unlink(f"{self._folder}/{name}")
                self._found.discard(name)
        if path in self._folders:
            remove_tree(self._folder / path)
            inside = f"{path}/"
            self._found = {name for name in self._found if not name.startswith(inside)}
            self._folders = {name for name in self._folders if name != path and not name.startswith(inside)}

    def finish(self) -> str:
        """Remove what the new site has not, and put it in place; a hash of all that it holds. OSError: ``place`` is not
        ours, or not to be moved."""
        self.changed += len(self._known.keys() - self.files.keys())
        for path in self._found - self.files.keys():
            os.unlink(f"{self._folder}/{path}")
        for folder in sorted(self._folders.difference(_folders_of(self.files)), reverse=True):  # the deeper first
            os.rmdir(f"{self._folder}/{folder}")
        id = id_of({path: kept.token for path, kept in self.files.items()})
        write_new(self._folder / MARK, mark_of(id))  # the mark comes last: now it is a site
        put_in_place(self._place, keep=bool(self._known) and self.changed <= _MUCH * len(self.files))
        return id

    def lay_aside(self) -> None:
        """Leave it beside the site that is up, as a former site would be left: the next one is made in it, and takes
        of it only what it knows by size and time."""
        write_new(self._folder / MARK, mark_of(""))

    def give_up(self) -> None:
        """Leave nothing half beside the site that is up."""
        with suppress(OSError):
            if not (self._folder / MARK).is_file():
                remove_tree(self._folder)


def hash_of(content: bytes) -> str:
    """What a file of a site is told apart by."""
    return sha256(content).hexdigest()[:32]


def id_of(tokens: Mapping[str, str]) -> str:
    """Which site it is; ``tokens``: path -> hash of the content."""
    said = "\n".join(f"{path} {token}" for path, token in sorted(tokens.items()))
    return sha256(said.encode()).hexdigest()[:16]


def mark_of(id: str) -> bytes:
    """What the mark of a site says."""
    return f"{_WORDS}\n{id}\n".encode()


def marked_id(site: Path) -> str:
    """Which site lies in a folder; "" = none that is whole."""
    try:
        lines = (site / MARK).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[1] if len(lines) == 2 else ""


def _above(path: str) -> Iterator[str]:
    """The folders that a path stands in."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _folders_of(paths: Iterable[str]) -> Collection[str]:
    found: set[str] = set()
    for path in paths:
        for folder in _above(path):
            if folder in found:
                break
            found.add(folder)
    return found


def _stands(path: str, kept: Kept) -> bool:
    """Whether a file is there as it was written."""
    try:
        at = os.lstat(path)
    except OSError:
        return False
    return at.st_size == kept.size and at.st_mtime_ns == kept.time
