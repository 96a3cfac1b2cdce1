"""What hands type into a cell though the program puts it there itself: numbers and bullets of a list (code K808)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import box_lists, rows
from generator.data.blocks import listed, own_marks
from generator.data.sop import Sop
from generator.findings import Finding, TextEdit
from generator.reading.source import Loc

_COUNTED = re.compile(r"\(?(?:(?P<number>\d{1,2})|(?P<letter>[A-Za-z]))[.)]\s?")
"""A number or letter that counts items, and nothing finer ("1.2", "iv.")."""
_FOLDED = re.compile(r"\s(?:\(?(?:\d{1,2}|[a-z])[.)]\s|[^\w\s\"'“‘(\[/&+*]\s?)(?=\w)")
"""A mark inside of a text: several lines that became one, of which the reader has told already."""
_REMEDY = "hapus; nomor dan tanda daftar dibuat program, jadi tetap benar bila butir ditambah atau dipindah"


@rule("K808", "saran")
def _typed_numbers(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K808: items of a list that bring a number or a bullet of their own; in a cell of the table only bullets, because
    a cell may count its items as the agency's form does."""
    for loc, items in _numbered_lists(sop):
        yield from _of_list(lingkup, loc, items, numbered=True)
    for loc, row in rows(sop):
        cells: Mapping[Loc, Sequence[str]] = {
            ("mutu_baku", "kelengkapan"): row.data.mutu_baku.kelengkapan,
            ("mutu_baku", "output"): row.data.mutu_baku.output,
            ("keterangan",): row.data.keterangan,
            ("peringatan",): row.data.peringatan,
        }
        for part, items in cells.items():
            yield from _of_list(lingkup, (*loc, *part), items, numbered=False)


def _numbered_lists(sop: Sop) -> Iterator[tuple[Loc, Sequence[str]]]:
    yield from box_lists(sop)
    if sop.identifikasi:
        for name, part in (("kegiatan", sop.identifikasi.kegiatan), ("langkah", sop.identifikasi.langkah)):
            for key, items in part:
                yield ("identifikasi", name, key), items
    if sop.perubahan:
        yield ("perubahan", "ringkasan"), sop.perubahan.ringkasan


def _of_list(lingkup: RuleContext, loc: Loc, items: Sequence[str], *, numbered: bool) -> Iterator[Finding]:
    marks = ["" if mark.strip() == "*" else mark for mark in own_marks(items)]  # "*" marks a footnote
    if not any(marks) or not (all(marks) or any(listed(items))):
        return  # nothing, or a text that introduces the items below it
    if len(items) == 1 and _FOLDED.search(items[0]):
        return
    told = [n for n, mark in enumerate(marks) if mark and ((numbered and all(marks)) or _is_bullet(mark))]
    if not told:
        return
    first = told[0]
    message = f"'{marks[first].strip()}' diketik sendiri di depan '{_words(items[first], marks[first])}'"
    more = f" dan {len(told) - 1} butir lain" if len(told) > 1 else ""
    edits = _edits(lingkup, loc, items, [marks[n] if n in told else "" for n in range(len(items))])
    yield replace(lingkup.finding("K808", (*loc, first), message + more, _REMEDY), edits=edits)


def _edits(lingkup: RuleContext, loc: Loc, items: Sequence[str], marks: Sequence[str]) -> tuple[TextEdit, ...]:
    """The marks taken out, where they count the items from the first on or are bullets."""
    if not all(_is_bullet(mark) or _counts(mark, n) for n, mark in enumerate(marks) if mark):
        return ()
    if any("\n" in item for item in items):
        return ()
    return tuple(TextEdit(*lingkup.sumber.mark((*loc, n)), mark, "") for n, mark in enumerate(marks) if mark)


def _is_bullet(mark: str) -> bool:
    return bool(mark) and not any(char.isalnum() for char in mark)


def _counts(mark: str, n: int) -> bool:
    """Whether a mark is the number, or the letter, of item ``n`` (from 0)."""
    found = _COUNTED.fullmatch(mark)
    if not found:
        return False
    return int(found["number"]) == n + 1 if found["number"] else ord(found["letter"].lower()) - ord("a") == n


def _words(item: str, mark: str) -> str:
    words = " ".join(item[len(mark) :].split())
    return words if len(words) <= 40 else f"{words[:39]}…"
