"""Why a document is not read."""

from __future__ import annotations


class UnreadableError(Exception):
    """The document is refused, with the reason in the reader's words and what to do instead."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


MAX_OBJECTS = 9_000
"""Drawn objects of a page; a page of a real SOP has up to 1,400."""
MAX_DEPTH = 12
"""Drawings inside drawings; signing portals add one or two."""
MAX_PAGES = 60
"""Pages of a document; a book of many SOPs is to be cut first."""
MAX_LETTERS = 40_000
"""Letters of a page."""
