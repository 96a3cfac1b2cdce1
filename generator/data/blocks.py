"""A text as people write it in a cell: its lines, and the number or dash that a line brings of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.data.italics import shaped

_ROMAN = r"(?:[ivx]{2,6}|[IVX]{2,6})"
_PART = rf"(?:\d{{1,3}}|[A-Za-z]|{_ROMAN})"
_MARK = re.compile(
    r"(?:"
    # a bullet, or a dash before anything that is not a number
    r"[•‣◦▪▫●○■□◆◇►▶➢➤✓✔·∙⁃\u2460-\u2473\ue000-\uf8ff](?= ?\S)|[-–—−*+](?= \S|[^\W\d])"
    # 1. 1) (1) 1.2. 1.a. 1a) with or without a space behind; a. a) (a) A. iv. (iv) a.1. with one
    rf"|\({_PART}\)(?= ?\w)|\({_PART}\)(?= \S)"
    r"|\d{1,3}(?:\.\d{1,2})*(?:\.?[a-z])?(?:\.\)|[.)])(?= \S|[^\W\d]{2})"
    # but not a. n. (atas nama), c. q.
    rf"|(?![a-z]\. ?[a-z]\.)(?:[A-Za-z]|{_ROMAN})(?:\.\d{{1,2}})*(?:\.\)|[.)])(?= \S)"
    r"|[A-Za-z]\)(?=\w)|[a-z]\.(?=[A-Z][a-z])"
    # 1.2 without a point at its end, before a capital
    r"|\d{1,2}(?:\.[1-9])+(?= [A-Z])"
    r")"
)

_UNSURE = re.compile(r"(?P<capital>[A-Z]|[IVX]{2,6})\. ?|(?P<path>\d{1,2}(?:\.[1-9])*)\.(?P<last>[1-9]) ?")
"""A mark that may as well begin a name ("H. Ahmad", "I. Ketut") or be a quantity ("1.5 Liter"): see ``_sure``."""
_TENS, _ONES = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMANS = {ten + one: 10 * tens + ones for tens, ten in enumerate(_TENS) for ones, one in enumerate(_ONES)}


class Block(NamedTuple):
    """A line of a text: what it brings of its own before its words ("a.", "(1)", "-"; "" = nothing), with the space
    behind that if there is one, and its words."""

    mark: str
    text: str

    @property
    def whole(self) -> str:
        """The line as written."""
        return self.mark + self.text


@lru_cache(maxsize=20_000)
def blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text, each a paragraph; empty ones are left out."""
    found = _lines(text)
    sure = _sure([line.mark for line in found])
    return tuple([line if one else Block("", line.whole) for line, one in zip(found, sure, strict=True)])


def _lines(text: str) -> list[Block]:
    """The lines with all that may be a mark of theirs."""
    return [_block(line) for line in map(str.strip, text.splitlines()) if line]


def _block(line: str) -> Block:
    found = _MARK.match(line)
    end = found.end() if found else 0
    if end and line[end] == " ":
        end += 1
    return Block(line[:end], line[end:])


def _sure(marks: Sequence[str]) -> list[bool]:
    """Which marks of lines that stand together are marks indeed: a capital letter with a full stop, and "1.2" without
    one at its end, only in a run (A., B.; I., II.; 1.1, 1.2): one that starts with the first, or is of three."""
    sure = [_UNSURE.fullmatch(mark) is None for mark in marks]
    if all(sure):
        return sure
    for value in (_letter, _roman, _path):
        counted = [(place, *found) for place, mark in enumerate(marks) if (found := value(mark))]
        start = 0
        for end in range(1, len(counted) + 1):
            if end < len(counted) and counted[end][1:] == (counted[end - 1][1], counted[end - 1][2] + 1):
                continue
            run = counted[start:end]
            if len(run) > 2 or (len(run) > 1 and run[0][2] == 1):
                for place, *_ in run:
                    sure[place] = True
            start = end
    return sure


def _letter(mark: str) -> tuple[str, int] | None:
    """The place of a capital letter in the alphabet."""
    return ("", ord(mark[0]) - 64) if re.fullmatch(r"[A-Z]\. ?", mark) else None


def _roman(mark: str) -> tuple[str, int] | None:
    found = _UNSURE.fullmatch(mark)
    number = _ROMANS.get(found["capital"] or "", 0) if found else 0
    return ("", number) if number else None


def _path(mark: str) -> tuple[str, int] | None:
    """What "1.2" counts, and which number it is there."""
    found = _UNSURE.fullmatch(mark)
    return (found["path"], int(found["last"])) if found and found["last"] else None


@lru_cache(maxsize=20_000)
def _own(items: tuple[str, ...]) -> tuple[bool, ...]:
    """Which items of a list bring a number, letter or dash of their own."""
    lines = [_lines(item)[:1] for item in items]
    together = _sure([line[0].mark if line else "" for line in lines])
    return tuple(
        bool(line) and bool(line[0].mark) and (sure or bool(blocks(item)[0].mark))
        for item, line, sure in zip(items, lines, together, strict=True)
    )


def own_marks(items: Sequence[str]) -> list[str]:
    """The number, letter or dash that each item of a list brings of its own, with the space behind it; "" = none."""
    return [_lines(item)[0].mark if own else "" for item, own in zip(items, _own(tuple(items)), strict=True)]


def listed(items: Sequence[str]) -> list[bool]:
    """Which items of a list get a bullet or number: not those that bring their own, and not an item that introduces
    such ones ("Surat memuat", "a. data", "b. nilai")."""
    own = _own(tuple(items))
    introduced = len(own) > 1 and all(own[1:])
    return [not one and not introduced for one in own]


def list_numbers(items: Sequence[str], start: int = 1) -> list[int]:
    """The number of each item of a numbered list; 0 = it gets none."""
    count, found = start - 1, []
    for counted in listed(items):
        count += counted
        found.append(count if counted else 0)
    return found


def is_subheading(item: str) -> bool:
    """Whether an item of a list with sub-headings is one: a line that ends with a colon."""
    return item.endswith(":") and "\n" not in item


def grouped_numbers(items: Sequence[str]) -> list[int]:
    """The numbers of a list with sub-headings, as ``list_numbers``: each sub-heading, which has none, begins anew, and
    a single item below one needs none."""
    found: list[int] = []
    start = 0
    for end in range(len(items) + 1):
        if end == len(items) or is_subheading(items[end]):
            group = items[start:end]
            found += list_numbers(group) if len(group) > 1 else [0] * len(group)
            found += [0] if end < len(items) else []
            start = end + 1
    return found


def under_subheadings(items: Sequence[str]) -> tuple[str, ...]:
    """The items of a list with sub-headings one by one, each behind its own: for lists of which each item is ticked. A
    sub-heading without items stands for itself."""
    found: list[str] = []
    heading = ""
    for item, after in pairwise((*items, ":")):
        if not is_subheading(item):
            found.append(shaped(" ".join, (heading, item)) if heading else item)
        elif is_subheading(after):
            found.append(item)
        heading = item if is_subheading(item) else heading
    return tuple(found)


def one_line(text: str) -> str:
    """A text of several lines in one, for places that have only one: what begins anew stands behind a sign."""
    if "\n" not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    said = "".join(f"{line}{_between(line, after)}" for line, after in pairwise(lines))
    return said + "".join(lines[-1:])


def _between(line: str, after: str) -> str:
    """What parts two lines; a word in small letters goes on with the sentence."""
    anew = not after[0].islower() or bool(_block(after).mark)
    return "; " if anew and line[-1] not in ".,;:!?-–—/(" else " "


def plain(text: str) -> bool:
    """Whether a text is one line that brings no number of its own."""
    return "\n" not in text and not any(line.mark for line in blocks(text))


def plain_items(items: Sequence[str]) -> bool:
    """Whether the items of a list can stand in a row: each one line that brings no number of its own."""
    return not any("\n" in item for item in items) and not any(_own(tuple(items)))
