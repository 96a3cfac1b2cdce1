"""Words that stand in one place, as the lines and paragraphs that a reader sees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.importing.page_boxes import Box, around
from generator.importing.vector_page import PrintedWord

_MARK = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.),]|[-–•*▪➢✓·o●])$")
_MARKED = re.compile(r"(?:\(?\d{1,2}[.)](?=[A-Za-z ])|[-–•*▪➢✓·●](?= ?\w)|[a-z][.)](?= ))")


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words side by side."""

    text: str
    box: Box
    first: PrintedWord


def lines_of(words: Iterable[PrintedWord]) -> list[TextLine]:
    """The lines of upright words, from top to bottom. Words printed over each other are not of one line."""
    rows: list[list[PrintedWord]] = []
    for word in sorted(words, key=lambda one: one.box.middle[1]):
        near = [row for row in rows[-3:] if _beside(row[0].box, word.box) and not _over(row, word.box)]
        if near:
            min(near, key=lambda row: abs(row[0].box.middle[1] - word.box.middle[1])).append(word)
        else:
            rows.append([word])
    return [_line(row) for row in rows]


def overprinted(words: Sequence[PrintedWord]) -> bool:
    """Whether words are printed over each other, so that nobody can tell what is meant to be read."""
    ordered = sorted(words, key=lambda one: one.box.x0)
    for index, word in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.box.x0 > word.box.x1:
                break
            if other.box.y0 >= word.box.y1 or word.box.y0 >= other.box.y1:
                continue
            size = min(word.box.width * word.box.height, other.box.width * other.box.height)
            if word.box.shared(other.box) > 0.3 * size:
                return True
    return False


def _over(row: Sequence[PrintedWord], box: Box) -> bool:
    return any(min(one.box.x1, box.x1) - max(one.box.x0, box.x0) > 0.3 * min(one.box.width, box.width) for one in row)


def _beside(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.55 * min(one.height, other.height) and (
        abs(one.middle[1] - other.middle[1]) < 0.5 * min(one.height, other.height)
    )


def _line(row: list[PrintedWord]) -> TextLine:
    row.sort(key=lambda one: one.box.x0)
    text = row[0].text
    for before, word in itertools.pairwise(row):
        gap = word.box.x0 - before.box.x1
        joined = gap < 0.12 * min(before.box.height, word.box.height) and _glued(before.text, word.text)
        text += word.text if joined else f" {word.text}"
    return TextLine(text, around(one.box for one in row), row[0])


def _glued(before: str, after: str) -> bool:
    """Whether two pieces without a gap are one word: a change of type in mid-word, a hyphen, a mark of closing."""
    return before[-1] in "-–/(" or after[0] in ".,;:)-–/?!" or (before[-1].isalpha() and after[0].isalpha())


def paragraphs(lines: Sequence[TextLine]) -> list[str]:
    """The paragraphs of a cell: a list's items, and what a gap or an own mark begins anew."""
    found: list[str] = []
    pitch = sorted(b.box.y0 - a.box.y0 for a, b in itertools.pairwise(lines))
    usual = pitch[len(pitch) // 4] if pitch else 0.0
    for index, line in enumerate(lines):
        gap = line.box.y0 - lines[index - 1].box.y0 if index else 0.0
        if not found or begins_anew(line.text) or (usual and gap > 1.7 * usual):
            found.append(line.text)
        else:
            found[-1] = joined(found[-1], line.text)
    return found


def begins_anew(text: str) -> bool:
    """Whether a line brings a number, a letter or a dash of its own."""
    first = text.split(" ", 1)[0]
    alone = bool(re.fullmatch(r"\(?\d{1,2}[.)]", text))
    return alone or (bool(_MARK.match(first)) and " " in text) or bool(_MARKED.match(text))


def joined(above: str, below: str) -> str:
    """Two lines of one paragraph."""
    hyphen = above[-1:] in "-–" and len(above) > 1 and not above[-2].isspace()
    slash = above[-1:] == "/" and below[:1].islower()
    return above + below if (hyphen and above[-2] != " ") or slash else f"{above} {below}"


def plain(words: Iterable[PrintedWord]) -> str:
    """All in one line."""
    text = ""
    for line in lines_of(words):
        text = joined(text, line.text) if text else line.text
    return text


def sideways(words: Sequence[PrintedWord]) -> str:
    """Words that are read from bottom to top or from top to bottom, in the order in which they are written."""
    return " ".join(word.text for word in words)


def squeezed(text: str) -> str:
    """For comparing: small letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())
