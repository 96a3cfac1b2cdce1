"""Lists in the boxes of an identity whose numbers do not stand where a line of their item begins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.importing.cell_text import TextLine, joined, lines_of
from generator.importing.page_boxes import Box
from generator.importing.vector_page import PrintedWord

_NUMBERED = re.compile(r"(\d{1,2})[.),]")
_ALIGNED = 8.0
"""Numbers of one column begin so near to each other (pt): "10." begins before "9."."""
_STEP = 0.6
"""Between lines of one text there is less room, in heights of a line."""
_OFF = 0.35
"""So much of a line's height a number may be off the middle of its item."""


def list_lines(words: Sequence[PrintedWord]) -> list[TextLine]:
    """The lines of a box; of a list with its numbers in the middle of their items, or set in two columns, its items."""
    return _centred(words) or _in_columns(words) or lines_of(words)


def _centred(words: Sequence[PrintedWord]) -> list[TextLine]:
    """The items of a list whose numbers stand in the middle of their items, as in a spreadsheet with a cell for each.

    The items must fill the box without a line left over, and each number lie in the middle of its own.
    """
    marks = sorted((word for word in words if _NUMBERED.fullmatch(word.text)), key=lambda one: one.box.middle[1])
    left = min((mark.box.x0 for mark in marks), default=0.0)
    marks = [mark for mark in marks if mark.box.x0 - left < _ALIGNED]
    if len(marks) < 2 or [int(mark.text[:-1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return []
    edge = max(mark.box.x1 for mark in marks) - 1
    rest = lines_of([word for word in words if not any(word is mark for mark in marks)])
    lines = sorted((line for line in rest if line.box.x0 > edge), key=lambda one: one.box.y0)
    others = [line for line in rest if line.box.x0 <= edge]
    blocks = [] if _begin_lines(marks, lines) else _blocks(lines, marks)
    if not blocks:
        return []
    above = [line for line in others if line.box.middle[1] < lines[0].box.y0]
    below = [line for line in others if line.box.middle[1] > lines[-1].box.y1]
    if len(above) + len(below) < len(others):
        return []
    return [*above, *(_item(mark, block) for mark, block in zip(marks, blocks, strict=True)), *below]


def _begin_lines(marks: Sequence[PrintedWord], lines: Sequence[TextLine]) -> bool:
    """Whether each number may begin an item where it stands: beside a line, the first beside the first."""
    middles = [line.box.middle[1] for line in lines]
    beside = [[abs(at - mark.box.middle[1]) < _OFF * mark.box.height for at in middles] for mark in marks]
    return not lines or (beside[0][0] and all(map(any, beside)))


def _blocks(lines: Sequence[TextLine], marks: Sequence[PrintedWord]) -> list[Sequence[TextLine]]:
    """Lines in as many blocks as there are marks, each with its mark in its middle; none = they do not part so."""
    found: list[Sequence[TextLine]] = []
    start = 0
    for mark in marks:
        middle = mark.box.middle[1]
        off = [(abs((lines[start].box.y0 + lines[end].box.y1) / 2 - middle), end) for end in range(start, len(lines))]
        if not off or min(off)[0] > _OFF * mark.box.height:
            return []
        end = min(off)[1] + 1
        found.append(lines[start:end])
        start = end
    return found if start == len(lines) and _even(found) else []


def _even(blocks: Sequence[Sequence[TextLine]]) -> bool:
    """Whether the lines of each block follow each other as lines of one text do."""
    pairs = [pair for block in blocks for pair in itertools.pairwise(block)]
    return all(b.box.y0 - a.box.y1 < _STEP * min(a.box.height, b.box.height) for a, b in pairs)


def _item(mark: PrintedWord, block: Sequence[TextLine]) -> TextLine:
    text = block[0].text
    for line in block[1:]:
        text = joined(text, line.text)
    box = Box(mark.box.x0, block[0].box.y0, max(line.box.x1 for line in block), block[-1].box.y1)
    return TextLine(f"{mark.text} {text}", box, mark)


def _in_columns(words: Sequence[PrintedWord]) -> list[TextLine]:
    """The lines of a list that is set in two columns, one column after the other.

    Only its numbers prove that there are two: those of the second column go on where the first stops.
    """
    marks = sorted((word for word in words if _NUMBERED.fullmatch(word.text)), key=lambda one: one.box.x0)
    for mark in marks:
        if mark.box.x0 - marks[0].box.x0 < 2 * _ALIGNED:
            continue
        edge = mark.box.x0 - 1
        left, right = ([w for w in words if (w.box.x0 < edge) is first] for first in (True, False))
        if any(w.box.x1 > edge - mark.box.height for w in left if _level(w.box, mark.box)):
            continue
        first, second = lines_of(left), lines_of(right)
        numbers, further = ([_number(line) for line in part] for part in (first, second))
        counted = sorted(filter(None, numbers))
        if len(further) < 2 or not counted or any(b - a != 1 for a, b in itertools.pairwise(further)):
            continue
        if sorted(counted + further) == list(range(1, len(counted) + len(further) + 1)):
            rest = next((place for place, number in enumerate(numbers) if number > further[-1]), len(first))
            return [*first[:rest], *second, *first[rest:]]
    return []


def _level(one: Box, other: Box) -> bool:
    return one.y0 < other.middle[1] < one.y1


def _number(line: TextLine) -> int:
    found = _NUMBERED.match(line.text)
    return int(found[1]) if found else 0
