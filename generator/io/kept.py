"""Files that only save work: each under a name for what it was made from, and not there where it is damaged."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4
from zlib import crc32

from generator.io.atomic import make_room, write_whole


def load_kept(folder: Path, name: str) -> bytes | None:
    """What was kept in ``folder`` under ``name``; None where it is not there or not what was kept."""
    try:
        check, _, content = (folder / name).read_bytes().partition(b"\n")
        return content if int(check, 16) == crc32(content) else None
    except (OSError, ValueError):
        return None


def keep(folder: Path, name: str, content: bytes) -> None:
    """Keep ``content`` in ``folder`` under ``name``. OSError: it cannot be written."""
    kept = folder / name
    folder.mkdir(parents=True, exist_ok=True)  # a file in its place is somebody's
    if kept.is_dir():
        make_room(kept)
    # Two processes or machines may keep the same at once, each aside under a name of its own.
    write_whole(kept, b"%08x\n" % crc32(content) + content, kept.with_suffix(f".{uuid4().hex}.baru"))
