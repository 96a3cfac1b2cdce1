"""What a ruler finds on a printed sheet: sizes of type, margins, rules that strike words, words upon words, codes.

Everything is read from the finished PDF, by programs that did not make it. Lengths are in mm, sizes of type in pt.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pdfplumber
import pypdfium2
import zxingcpp
from PIL import Image

MM = 72 / 25.4
_TOUCH = 0.35
"""Boxes of letters are higher than their ink: so much of one may reach over something (share of the type size)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters of one size on one line; box in pt from the upper left."""

    teks: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class MeasuredPage:
    """A page with its words and rules."""

    nomor: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    """Thin lines, as boxes (pt)."""
    pictures: int

    @property
    def text(self) -> str:
        return " ".join(word.teks for word in self.words)

    @cached_property
    def smallest(self) -> Word | None:
        return min(self.words, key=lambda word: word.size, default=None)

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """How far the nearest word stands from each edge: top, right, bottom, left (mm)."""
        return (
            min(w.top for w in self.words) / MM,
            (self.width - max(w.right for w in self.words)) / MM,
            (self.height - max(w.bottom for w in self.words)) / MM,
            min(w.left for w in self.words) / MM,
        )

    def struck(self) -> Iterator[Word]:
        """Words through which a rule goes."""
        for word in self.words:
            slack = word.size * _TOUCH
            for left, top, right, bottom in self.rules:
                if right - left < 1:  # upright
                    if (
                        word.left + 1 < left < word.right - 1
                        and top < word.bottom - slack
                        and bottom > word.top + slack
                    ):
                        yield word
                        break
                elif word.top + slack < top < word.bottom - slack and left < word.right - 1 and right > word.left + 1:
                    yield word
                    break

    def colliding(self) -> Iterator[tuple[Word, Word]]:
        """Words that stand on each other."""
        placed = sorted(self.words, key=lambda word: word.top)
        for n, one in enumerate(placed):
            for other in placed[n + 1 :]:
                if other.top > one.bottom:
                    break
                slack = min(one.size, other.size) * _TOUCH
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                if across > 0.8 and down > slack:
                    yield one, other


def measured(pdf: bytes) -> list[MeasuredPage]:
    """Every page of a document."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_page(page, number) for number, page in enumerate(document.pages, 1)]


def _page(page: Any, number: int) -> MeasuredPage:
    upright = page.filter(lambda thing: thing["object_type"] != "char" or thing.get("upright", True))
    words = [
        Word(w["text"], round(w["size"], 2), w["x0"], w["top"], w["x1"], w["bottom"])
        for w in upright.extract_words(
            x_tolerance=1.5, y_tolerance=1, keep_blank_chars=False, use_text_flow=True, extra_attrs=["size"]
        )
        if w["text"].strip() and w["size"] < 30
    ]
    rules = [(e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges if e["width"] > 4 or e["height"] > 4]
    size = float(page.width), float(page.height)
    result = MeasuredPage(number, *size, tuple(words), tuple(rules), len(page.images))
    page.close()
    return result


def codes(pdf: bytes, dpi: int, pages: Sequence[int] | None = None) -> list[list[str]]:
    """What the QR codes say that are read from each page, printed in grey at ``dpi``."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)) if pages is None else pages:
            picture: Image.Image = document[number].render(scale=dpi / 72, grayscale=True).to_pil()
            found.append([code.text for code in zxingcpp.read_barcodes(picture)])
    return found


def says_its_place(page: MeasuredPage, count: int) -> bool:
    """Whether a sheet says which of how many it is."""
    return bool(re.search(rf"\b{page.nomor}\s+dari\s+{count}\b", page.text))
