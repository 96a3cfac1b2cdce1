"""What the last build made: a part with the same slice, and with its files as they were written, stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.io.atomic import seen, write_whole


@dataclass(slots=True)
class Bagian:
    """A part as it was made: the hash of its slice, the hashes of its papers, and of each file (path in docs/) its size
    and time as written."""

    sidik: str
    kertas: list[str]
    berkas: dict[str, list[int]]

    @classmethod
    def written(cls, sidik: str, kertas: Iterable[str], names: Iterable[str], docs: Path) -> Bagian:
        """A part that was just written."""
        return cls(sidik, list(kertas), {name: seen(f"{docs}/{name}") for name in names})

    def stands(self, docs: Path) -> bool:
        """Whether its files are there as they were written."""
        try:
            return all(seen(f"{docs}/{name}") == known for name, known in self.berkas.items())
        except OSError:
            return False


@dataclass(slots=True)
class Catatan:
    """The parts by name. ``cara``: a hash of how they were made; with another program or option nothing holds."""

    cara: str
    bagian: dict[str, Bagian] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, cara: str) -> Catatan:
        """The record of the last build; empty where that was made in another way, or is lost."""
        try:
            found = json.loads(path.read_bytes())
            if found["cara"] == cara:
                return cls(cara, {name: Bagian(**part) for name, part in found["bagian"].items()})
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return cls(cara)

    def write(self, path: Path) -> None:
        """Keep the record for the next build."""
        parts = {
            name: {"sidik": part.sidik, "kertas": part.kertas, "berkas": part.berkas}
            for name, part in self.bagian.items()
        }
        said = {"cara": self.cara, "bagian": parts}
        write_whole(path, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())
