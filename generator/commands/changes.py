"""What a command does to the data files, one file after the other: done on the disk, or only told (`--coba`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.io.atomic import delete_durable, move_durable, write_durable
from generator.io.lock import BusyError
from generator.reading.characters import visible


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file (or folder, for a move) as it is changed; names are those in the data folder.

    old, new    its bytes before and after, None = it was or is not there
    to          where it was moved, "" = it stays
    """

    name: str
    old: bytes | None = None
    new: bytes | None = None
    to: str = ""

    @property
    def verb(self) -> str:
        """What happens to it, in a word."""
        if self.to:
            return "dipindah"
        return "dihapus" if self.new is None else "ditulis"

    @property
    def place(self) -> str:
        """Where it is afterwards."""
        return self.to or self.name


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The data folder in the hands of a command. ``dry``: nothing is written; ``done``: the changes so far."""

    data: Path
    dry: bool = False
    done: list[FileChange] = field(default_factory=list)

    def write(self, name: str, old: bytes | None, new: bytes) -> None:
        """Put ``new`` in the place of ``old`` (None = a new file). BusyError: the file is not what was read."""
        path = self.data / name
        if (path.read_bytes() if path.is_file() else None) != old:
            raise BusyError(path)
        if not self.dry:
            write_durable(path, new)
        self.done.append(FileChange(name, old, new))

    def move(self, name: str, to: str) -> None:
        """Give a file or a folder another name, which must be free. BusyError: it is not."""
        if (self.data / to).exists():
            raise BusyError(self.data / to)
        if not self.dry:
            move_durable(self.data / name, self.data / to)
        self.done.append(FileChange(name, to=to))

    def delete(self, name: str, old: bytes) -> None:
        """Take a file away. BusyError: it is not what was read."""
        path = self.data / name
        if path.read_bytes() != old:
            raise BusyError(path)
        if not self.dry:
            delete_durable(path)
        self.done.append(FileChange(name, old))


def diff_lines(old: bytes, new: bytes) -> Iterator[str]:
    """The lines that differ, with one around them; characters that nobody sees are named."""
    before, after = (raw.decode("utf-8-sig", "replace").splitlines() for raw in (old, new))
    for line in list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]:
        yield visible(line)
