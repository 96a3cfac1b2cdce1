"""Sizes of paper."""

from __future__ import annotations

PAPER_SIZES = {"F4": (215.0, 330.0), "A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of upright paper (mm), by the names that an agency may choose from."""
