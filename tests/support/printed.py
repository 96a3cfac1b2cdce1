"""Printed documents as they come out of a browser, to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOVED = 2.6
"""Things may stand so far from where they stand in another print (pt): browsers round each line and box to pixels of
the screen, of which one that is twice as fine has others; on a long sheet that comes to three of them, 2.25 pt."""


def texts_of(pdf: bytes | Path) -> list[str]:
    """The text of each page. This reader takes a hundredth of a second for what takes others half of one; a hyphen at
    the end of a line it tells by a sign of its own."""
    return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in pypdfium2.PdfDocument(pdf)]


def sizes_of(pdf: bytes | Path) -> list[tuple[float, float]]:
    """Width and height of each page, mm."""
    return [tuple(side / 72 * 25.4 for side in page.get_size()) for page in pypdfium2.PdfDocument(pdf)]


@dataclass(frozen=True)
class Print:
    """A printed document: the words of each page, and where everything stands on it (pt)."""

    pdf: bytes

    @cached_property
    def pages(self) -> list[str]:
        return [" ".join(text.split()) for text in texts_of(self.pdf)]

    @cached_property
    def places(self) -> list[list[tuple[float, ...]]]:
        document = pypdfium2.PdfDocument(self.pdf)
        return [[item.get_bounds() for item in page.get_objects()] for page in document]


def print_of(page: Page) -> Print:
    return Print(page.pdf(prefer_css_page_size=True, print_background=True))


def assert_same(one: Print, other: Print, how: object, least: int = 20) -> None:
    """The same words on the same pages, and everything in the same place; ``least``: things that stand on each page."""
    assert one.pages == other.pages, how
    for ours, theirs in zip(one.places, other.places, strict=True):
        assert len(ours) == len(theirs) > least, how
        for box, same in zip(ours, theirs, strict=True):
            assert max(abs(x - y) for x, y in zip(box, same, strict=True)) < MOVED, how
