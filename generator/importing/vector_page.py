"""A page of a PDF as numbers: its words and its drawn paths, in pt from the top left corner as it is seen."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from generator.importing.page_boxes import Box, Matrix, Point, around
from generator.importing.printed_pictures import PrintedPicture, SeenPage, picture_of
from generator.importing.refused import MAX_DEPTH, MAX_LETTERS, MAX_OBJECTS, UnreadableError

_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
"""A hyphen at the end of a line, as the library gives it."""
_SKIPPED = {0xFEFF, 0x200B, 0x200C, 0x200D, 0xFFFF, 0}


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """Letters without a space between. ``upright``: read from left to right."""

    text: str
    box: Box
    upright: bool = True


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """One path. ``parts``: its sub-paths, curves as short lines; ``fill``: grey of the filling, None = not filled."""

    parts: tuple[tuple[Point, ...], ...]
    closed: tuple[bool, ...]
    fill: float | None
    stroke: float | None
    order: int = 0


@dataclass(frozen=True, slots=True)
class VectorPage:
    """What stands on a page."""

    width: float
    height: float
    words: tuple[PrintedWord, ...]
    paths: tuple[DrawnPath, ...]
    pictures: tuple[PrintedPicture, ...]


def read_page(page: pdfium.PdfPage) -> VectorPage:
    """All that is needed of a page. UnreadableError: there is too much on it."""
    place, width, height = _display(page)
    reader = _ObjectReader(page, place)
    reader.walk_page()
    words = _without_watermark(_words(page, place))
    return VectorPage(width, height, tuple(words), tuple(reader.paths), tuple(reader.pictures))


def _without_watermark(words: list[PrintedWord]) -> list[PrintedWord]:
    """Without letters that are many times larger than all others, such as DRAF across the page."""
    if len(words) < 20:
        return words
    usual = sorted(min(word.box.width, word.box.height) for word in words)[len(words) // 2]
    return [word for word in words if word.box.height < max(6 * usual, 34)]


def _display(page: pdfium.PdfPage) -> tuple[Callable[[float, float], Point], float, float]:
    """How a point of the file is seen."""
    left, bottom, right, top = page.get_cropbox()
    width, height, turned = right - left, top - bottom, page.get_rotation()
    ways: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return (ways[turned], height, width) if turned in (90, 270) else (ways[turned], width, height)


class _ObjectReader:
    """Goes through the objects of a page and of the drawings inside it."""

    def __init__(self, page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> None:
        self.page, self.place, self.sight = page, place, SeenPage(page)
        self.paths: list[DrawnPath] = []
        self.pictures: list[PrintedPicture] = []
        self.seen = 0
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def walk_page(self) -> None:
        """All objects."""
        for index in range(raw.FPDFPage_CountObjects(self.page)):
            self._visit(raw.FPDFPage_GetObject(self.page, index), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)

    def _visit(self, item: Any, outer: Matrix, depth: int) -> None:
        self.seen += 1
        if self.seen > MAX_OBJECTS:
            raise UnreadableError("satu halamannya memuat terlalu banyak gambar untuk sebuah SOP")
        if depth > MAX_DEPTH:
            raise UnreadableError("gambar di dalam gambar terlalu dalam")
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            return
        inner = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, inner)
        matrix = _times((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), outer)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._visit(raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._keep_path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(picture_of(item, outer, self.sight, self.place))

    def _keep_path(self, item: Any, matrix: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(item)
        if count < 2:
            return
        self.seen += count // 50
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, mode, stroked)
        fill = self._grey(raw.FPDFPageObj_GetFillColor, item) if mode.value else None
        stroke = self._grey(raw.FPDFPageObj_GetStrokeColor, item) if stroked.value else None
        if fill is None and stroke is None:
            return
        parts, closed = self._parts(item, count, matrix)
        if parts:
            self.paths.append(DrawnPath(parts, closed, fill, stroke, len(self.paths)))

    def _grey(self, ask: Callable[..., int], item: Any) -> float | None:
        """How light a colour is, 0 = black; None = not to be seen."""
        red, green, blue, alpha = self._colour
        if not ask(item, red, green, blue, alpha):
            return 0.0
        return (red.value + green.value + blue.value) / 765 if alpha.value > 20 else None

    def _parts(self, item: Any, count: int, matrix: Matrix) -> tuple[tuple[tuple[Point, ...], ...], tuple[bool, ...]]:
        parts: list[list[Point]] = []
        closed: list[bool] = []
        bend: list[Point] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            a, b, c, d, e, f = matrix
            x, y = self._x.value, self._y.value
            point = self.place(a * x + c * y + e, b * x + d * y + f)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
                parts.append([point])
                closed.append(False)
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                bend.append(point)
                if len(bend) == 3:
                    parts[-1].extend(_flattened(parts[-1][-1], *bend))
                    bend = []
            else:
                parts[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                closed[-1] = True
        kept = [(tuple(part), shut) for part, shut in zip(parts, closed, strict=True) if len(part) > 1]
        return tuple(part for part, _ in kept), tuple(shut for _, shut in kept)


def _flattened(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    for step in (0.25, 0.5, 0.75, 1.0):
        rest = 1 - step
        a, b, c, d = rest**3, 3 * rest**2 * step, 3 * rest * step**2, step**3
        yield (
            a * start[0] + b * first[0] + c * second[0] + d * end[0],
            a * start[1] + b * first[1] + c * second[1] + d * end[1],
        )


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _words(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> list[PrintedWord]:
    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    if count > MAX_LETTERS:
        raise UnreadableError("satu halamannya memuat terlalu banyak tulisan untuk sebuah SOP")
    rect = raw.FS_RECTF()
    words: list[PrintedWord] = []
    letters: list[str] = []
    boxes: list[Box] = []

    def finish() -> None:
        if letters:
            (ax, ay), (bx, by) = boxes[0].middle, boxes[-1].middle
            upright = len(boxes) == 1 or bx - ax >= abs(by - ay)
            words.append(PrintedWord("".join(letters), around(boxes), upright))
        letters.clear()
        boxes.clear()

    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _SKIPPED:
            continue
        letter = _HYPHENS.get(code) or chr(code)
        if letter.isspace():
            finish()
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, rect):
            continue
        (ax, ay), (bx, by) = place(rect.left, rect.bottom), place(rect.right, rect.top)
        (x0, x1), (y0, y1) = (ax, bx) if ax <= bx else (bx, ax), (ay, by) if ay <= by else (by, ay)
        box = Box(x0, y0, x1, y1)
        if 0xE000 <= code <= 0xF8FF:
            letter = "•"
        if boxes and _apart(boxes[-1], box):
            finish()
        letters.append(letter)
        boxes.append(box)
    finish()
    text.close()
    return words


def _apart(before: Box, box: Box) -> bool:
    """Whether two letters that follow each other are not of one word."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = before, box
    height = min(max(ay1 - ay0, 1.0), max(by1 - by0, 1.0), 14.0)
    gap = 0.28 * height
    beside = bx0 - ax1 > gap or ax0 - bx1 > gap or by0 - ay1 > gap or ay0 - by1 > gap
    return beside or ax0 - bx0 > height * 1.5
