"""Foreign words in italics: ``*output*`` in a text of a cell or of a box. Only here the mark is known.

Such a text is a ``MarkedText``: its words without the marks, so that whoever just takes it as a text says it plainly.
Outputs that can set italics ask for ``rich``, which has two signs round the words that no data can hold; they are of
no width, stay where a text is cut and broken, and become what each output writes for italics at its very end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema, core_schema

from generator.data.written_text import ReadOtherwise, as_written

ON: Final = "\ufdd0"
OFF: Final = "\ufdd1"
"""Round the words in a rich text; the reader of files refuses both."""
AS_READ: Final = "as read"
"""The context in which a model is written out without the marks."""
# One star right before a letter and one right behind a word, on one line: no footnote ("surat*"), no product ("2 * 3").
# Behind it may stand the mark of a footnote, a star too.
_MARK = re.compile(r"(?<![\w*])\*(?=[^\W\d_])([^*\n]*[^*\s])\*(?![^\W\d\u00b2\u00b3\u00b9\u2070-\u209f]|\*+\w)")


class MarkedText(ReadOtherwise):
    """A text with words in italics. It is another than one with the same words upright."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarkedText) and self.written == other.written

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.written)


def mark_italics(text: str) -> str:
    """A text of the data as it is read: the same text where it has no mark."""
    if "*" not in text:
        return text
    plain = _MARK.sub(r"\1", text)
    return MarkedText(plain, text) if plain != text else text


def rich(text: str) -> str:
    """A text with the signs round its words in italics; without any it stays itself."""
    return _MARK.sub(rf"{ON}\1{OFF}", text.written) if isinstance(text, MarkedText) else text


def shaped(shape: Callable[[Sequence[str]], str], texts: Sequence[str]) -> str:
    """What ``shape`` makes of several texts, with their italics, where it leaves the marks as they are."""
    said = shape([str(text) for text in texts])
    if not any(isinstance(text, MarkedText) for text in texts):
        return said
    found = mark_italics(shape([as_written(text) for text in texts]))
    return found if str(found) == said else said


def glued(*texts: str) -> str:
    """Texts right behind each other, with their italics."""
    return shaped("".join, texts)


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its italics."""
    return [mark_italics(line) for line in as_written(text).split("\n")]


def closed(parts: Iterable[str]) -> list[str]:
    """Parts of one rich text, each of which begins and ends its italics itself."""
    found, within = [], False
    for part in parts:
        before, within = within, part.rfind(ON) > part.rfind(OFF) or (within and OFF not in part)
        found.append(f"{ON if before else ''}{part}{OFF if within else ''}")
    return found


def tagged(text: str, begin: str, end: str) -> str:
    """A finished rich text with what an output writes before and behind words in italics."""
    return text.replace(ON, begin).replace(OFF, end) if ON in text else text


class _Italics:
    """Reads a text's marks, and writes it out as it was written; in the context ``AS_READ`` as it is read."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        out = core_schema.plain_serializer_function_ser_schema(_written_out, info_arg=True, when_used="json")
        return core_schema.no_info_after_validator_function(mark_italics, handler(source), serialization=out)


def _written_out(text: str, info: SerializationInfo) -> str:
    return str(text) if info.context == AS_READ else as_written(text)


Italics: Final = _Italics()
