"""The folders that commands take where none is named."""

from __future__ import annotations

from pathlib import Path

DATA = Path("sop_data")
SITE = Path("site")
