"""What a ruler finds on a printed sheet: sizes of type, margins, rules that strike words, words upon words.

Everything is read from the finished PDF, by programs that did not make it. Lengths are in mm, sizes of type in pt.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4
_TOUCH = 0.35
"""Boxes of letters are higher than their ink: so much of one may reach over something (share of the type size)."""
_HYPHEN = {2: "-"}
"""So the reader of PDFs says a hyphen at the end of a line."""
_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1, 0, 0, 1, 0, 0)


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
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(page, number) for number, page in enumerate(document, 1)]


def _page(page: pypdfium2.PdfPage, number: int) -> MeasuredPage:
    width, height = page.get_size()
    text = page.get_textpage()
    items = [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))]
    things = [thing for item in items for thing in _painted(item, _AS_IT_IS)]
    rules = (
        rule for item, kind, place in things if kind == raw.FPDF_PAGEOBJ_PATH for rule in _rules(item, place, height)
    )
    pictures = sum(kind == raw.FPDF_PAGEOBJ_IMAGE for _, kind, _ in things)
    return MeasuredPage(number, width, height, tuple(_words(_letters(text, height))), tuple(rules), pictures)


def _painted(item: Any, outer: _Matrix) -> Iterator[tuple[Any, int, _Matrix]]:
    """What is painted, also within pictures that are drawn: the thing, its kind, and how its lengths become those of
    the page."""
    kind = raw.FPDFPageObj_GetType(item)
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    a, b, c, d, e, f = outer
    place = (
        own.a * a + own.b * c, own.a * b + own.b * d, own.c * a + own.d * c, own.c * b + own.d * d,
        own.e * a + own.f * c + e, own.e * b + own.f * d + f,
    )  # fmt: skip
    yield item, kind, place
    if kind == raw.FPDF_PAGEOBJ_FORM:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _painted(raw.FPDFFormObj_GetObject(item, index), place)


def _rules(item: Any, place: _Matrix, height: float) -> Iterator[tuple[float, float, float, float]]:
    """The sides of a shape, as boxes; of a bend from where to where it goes."""
    filled, stroked, x, y = ctypes.c_int(), ctypes.c_int(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value and not stroked.value:
        return
    a, b, c, d, e, f = place
    before = start = (0.0, 0.0)
    bends = 0
    for index in range(raw.FPDFPath_CountSegments(item)):
        part = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(part)
        raw.FPDFPathSegment_GetPoint(part, x, y)
        at = (a * x.value + c * y.value + e, height - (b * x.value + d * y.value + f))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            before = start = at
            continue
        bends += kind == raw.FPDF_SEGMENT_BEZIERTO
        if kind == raw.FPDF_SEGMENT_BEZIERTO and bends % 3:  # a handle: only every third lies on the line
            continue
        for to in (at, start) if raw.FPDFPathSegment_GetClose(part) else (at,):
            (left, right), (top, bottom) = sorted((before[0], to[0])), sorted((before[1], to[1]))
            if right - left > 4 or bottom - top > 4:
                yield left, top, right, bottom
            before = to


def _letters(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Word | None]:
    """The letters that stand upright, in the order of the file; None = a space. Each box is as wide as the letter
    takes room, and as high as its type is large."""
    box, turn, below = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_float()
    x, y = ctypes.c_double(), ctypes.c_double()
    known: int | None = None
    upright, size, depth = True, 0.0, 0.0
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:  # put there by the reader, not in the file
            continue
        letter = _HYPHEN.get(code := raw.FPDFText_GetUnicode(text, index), chr(code))
        if letter.isspace():
            yield None
            continue
        run = raw.FPDFText_GetTextObject(text, index)
        if known != (known := ctypes.addressof(run.contents)):
            raw.FPDFText_GetMatrix(text, index, turn)
            raw.FPDFFont_GetDescent(raw.FPDFTextObj_GetFont(run), 1.0, below)
            upright = turn.b == turn.c == 0 < turn.d
            size = raw.FPDFText_GetFontSize(text, index) * turn.d
            depth = -below.value * size
        if upright:
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            foot = height - y.value + depth
            yield Word(letter, round(size, 2), box.left, foot - size, box.right, foot)


def _words(letters: Iterable[Word | None]) -> Iterator[Word]:
    """The runs of letters of one size that stand side by side; what is larger than any text is no word."""
    word: list[Word] = []
    for letter in letters:
        if word and (letter is None or _apart(word[-1], letter)):
            yield _joined(word)
            word = []
        if letter is not None and letter.size < 30:
            word.append(letter)
    if word:
        yield _joined(word)


def _apart(one: Word, other: Word) -> bool:
    beside = one.left <= other.left <= one.right + 1.5
    return not beside or abs(other.top - one.top) > 1 or other.size != one.size


def _joined(letters: list[Word]) -> Word:
    return Word(
        "".join(letter.teks for letter in letters),
        letters[0].size,
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
    )


def says_its_place(page: MeasuredPage, count: int) -> bool:
    """Whether a sheet says which of how many it is."""
    return bool(re.search(rf"\b{page.nomor}\s+dari\s+{count}\b", page.text))
