"""What a text says as YAML, before anything is made of it: its texts in their order, and which of them are quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

PARSER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, where PyYAML was built with it, as all its wheels are."""
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*|-")
"""An id, a number, a day, a keyword."""


def nodes(text: str) -> yaml.Node | None:
    """The nodes of a ``text``, with the marks of their first and last character. ``yaml.YAMLError``: it cannot be
    read."""
    node: yaml.Node | None = yaml.compose(text, Loader=PARSER)
    return node


def composed(text: str) -> yaml.Node | None:
    """The fields or items that ``text`` holds; None where it cannot be read, or is no more than words."""
    try:
        node = nodes(text)
    except yaml.YAMLError:
        return None
    return None if isinstance(node, yaml.ScalarNode) else node


def own_words(node: yaml.Node | None) -> list[tuple[int, int]]:
    """Where texts stand that are the author's own to the letter: in quotation marks or on lines below "|", and not a
    word by which the program finds something."""
    return [
        (one.start_mark.index, one.end_mark.index) for one in _nodes(node)
        if isinstance(one, yaml.ScalarNode) and one.style and not _NAME.fullmatch(one.value)
    ]  # fmt: skip


def says_the_same(one: yaml.Node | None, other: yaml.Node | None) -> bool:
    """Whether both hold the same texts at the same places, but for signs that only look alike."""
    return list(map(_said, _nodes(one))) == list(map(_said, _nodes(other)))


def _said(node: yaml.Node) -> str:
    """A text, or of what kind a group of them is."""
    if isinstance(node, yaml.ScalarNode):
        return unicodedata.normalize("NFKC", node.value)
    return f"\n{type(node).__name__}"


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """A node and all within it, in the order of the text, each once: one that is repeated by an alias may stand in
    itself."""
    waiting = [node] if node is not None else []
    seen: set[int] = set()
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        if isinstance(here, yaml.MappingNode):
            waiting += [part for pair in reversed(here.value) for part in reversed(pair)]
        elif isinstance(here, yaml.SequenceNode):
            waiting += reversed(here.value)
