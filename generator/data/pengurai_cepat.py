"""The fast YAML reader: what is plain, and nothing else.

It makes no findings. Whatever it does not take for plain (a fault, an anchor, a name given twice, a control character)
is read again by ``pengurai.py``, which says what is wrong and where.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

import yaml

from generator.data.batas import FORBIDDEN, MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, NULLS, Value

_PARSER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, where PyYAML was built with it."""


class _NotPlainError(Exception):
    """Something that the careful reader has to look at."""


def read_plain(text: str) -> tuple[Value, array[int]] | None:
    """What a plain file says, and the places of its parts (``Source.letak``); None where it is not plain."""
    if FORBIDDEN.search(text):
        return None
    letak = array("I")
    try:
        parser = _PARSER(text)
        try:
            value = _document(parser.get_event, letak, escaped="\\" in text)
        finally:
            parser.dispose()
    except (_NotPlainError, yaml.YAMLError):
        return None
    return value, letak


def _document(next_event: Callable[[], Any], letak: array[int], *, escaped: bool) -> Value:
    """The one document of a stream; ``escaped``: a text may hold characters that the file does not show."""
    next_event()  # the stream begins
    if type(next_event()) is not yaml.DocumentStartEvent:  # an empty file
        return None
    value = _reader(next_event, letak, escaped)(next_event(), 1)
    next_event()  # the document ends
    if type(next_event()) is not yaml.StreamEndEvent:
        raise _NotPlainError
    return value


def _reader(next_event: Callable[[], Any], letak: array[int], escaped: bool) -> Callable[[Any, int], Value]:
    """What makes a value of its first event and those that follow. It runs for every word of every file."""
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    note = letak.extend

    def text_of(event: Any) -> str:
        if event.anchor or event.tag:
            raise _NotPlainError
        text: str = event.value
        if escaped and FORBIDDEN.search(text):
            raise _NotPlainError
        return text

    def place(event: Any) -> None:
        mark = event.start_mark
        note((mark.line + 1, mark.column + 1))

    def value_of(event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is scalar:
            text = text_of(event)
            return None if text in NULLS and event.implicit[0] else text
        if kind not in (mapping, sequence) or event.anchor or event.tag or depth > MAX_DEPTH:
            raise _NotPlainError
        return entries(depth + 1) if kind is mapping else items(depth + 1)

    def items(depth: int) -> list[Value]:
        result: list[Value] = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            place(event)
            result.append(value_of(event, depth))
        if len(result) > MAX_ITEMS:
            raise _NotPlainError
        return result

    def entries(depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        while type(event := next_event()) is not yaml.MappingEndEvent:
            if type(event) is not scalar or (name := text_of(event)) in result:
                raise _NotPlainError
            place(event)
            result[name] = value_of(next_event(), depth)
        if len(result) > MAX_ENTRIES:
            raise _NotPlainError
        return result

    def whole(event: Any, depth: int) -> Value:
        place(event)
        return value_of(event, depth)

    return whole
