"""The tables of a text document become an inner record."""

from __future__ import annotations

from pathlib import Path

from generator.importing.inner_record import DocumentRead
from generator.importing.refused import UnreadableError


def read_word(path: Path) -> DocumentRead:
    """UnreadableError: always, for now."""
    raise UnreadableError(f"{path.suffix} belum dibaca", "Simpan sebagai PDF, lalu impor PDF-nya.")
