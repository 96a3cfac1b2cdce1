"""Naming something otherwise in the text of an SOP; every other character stays as its maintainer wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator.commands.yaml_edit import CannotEditError, written_text
from generator.data.base import NamedKind
from generator.data.references import keys_naming
from generator.data.sop import Sop
from generator.reading.source import parse_source
from generator.reading.yaml_shape import nodes

_QUOTED = ("'", '"', None, "")
"""Styles of a slug that stands in one line; ``None``: without quotation marks."""


def with_names(text: str, names: Mapping[str, str], kind: NamedKind = "sop") -> str:
    """The text with every id of this kind that is a key of ``names`` written as its value. CannotEditError: one of them
    could not be changed without touching something else."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    keys = _keys(kind)
    places = sorted(_slugs(nodes(text), keys, names, marked=False), key=lambda node: -node.start_mark.index)
    if not places:
        return bom + text
    expected = _renamed(parse_source(text, "")[0].value, keys, names, marked=False)
    for node in places:
        if node.style not in _QUOTED:
            raise CannotEditError
        start = node.start_mark.index
        end = start + len(text[start : node.end_mark.index].rstrip())
        text = text[:start] + written_text(names[node.value], flow=True) + text[end:]
    if parse_source(text, "")[0].value != expected:
        raise CannotEditError
    return bom + text


def _keys(kind: NamedKind) -> set[str]:
    return {key for key, own in keys_naming(Sop).items() if own == kind}


def _slugs(node: Any, keys: set[str], names: Mapping[str, str], *, marked: bool) -> Iterator[yaml.ScalarNode]:
    """Where these slugs stand. ``marked``: below a key that names SOPs."""
    if isinstance(node, yaml.ScalarNode):
        if marked and node.value in names:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _slugs(item, keys, names, marked=marked)
    elif isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield from _slugs(inner, keys, names, marked=key.value in keys)


def _renamed(value: Any, keys: set[str], names: Mapping[str, str], *, marked: bool) -> Any:
    """The same change on the plain values."""
    if isinstance(value, str):
        return names.get(value, value) if marked else value
    if isinstance(value, list):
        return [_renamed(item, keys, names, marked=marked) for item in value]
    if isinstance(value, dict):
        return {key: _renamed(inner, keys, names, marked=key in keys) for key, inner in value.items()}
    return value
