"""A workbook whose chart is drawn with shapes becomes an inner record."""

from __future__ import annotations

from pathlib import Path

from generator.importing.inner_record import DocumentRead
from generator.importing.refused import UnreadableError


def read_workbook(path: Path) -> DocumentRead:
    """UnreadableError: always, for now."""
    raise UnreadableError(f"{path.suffix} belum dibaca", "Simpan sebagai PDF, lalu impor PDF-nya.")
