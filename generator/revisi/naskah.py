"""Changing single fields in the text of a data file; every other character stays as its maintainer wrote it.

A YAML library that writes files anew lays them out anew too (ruamel.yaml kept 5 of 32 example files byte for byte).
So PyYAML only says where a field stands, and the change is made in the text. Each change is proved before it is
returned: the new text is read again, and says what the old one said except for the change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import yaml

from generator.data.batas import Value
from generator.data.source import parse_source

Isi: TypeAlias = "str | Sequence[str] | Mapping[str, Isi] | None"
"""A new value: a text, a list of texts, named parts of these, or None = empty."""
Perubahan: TypeAlias = Mapping[tuple[str, ...], Isi]
"""Path of a field (one or two names) -> its new value."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .;/()%'_-]*(?<! )")
_NULLS: Final = {"null", "Null", "NULL"}


class TidakTerubahError(Exception):
    """The field could not be changed without touching something else."""


def ubah(teks: str, perubahan: Perubahan, urutan: Sequence[str], hapus: Sequence[str] = ()) -> str:
    """``teks`` with these fields set and the top fields ``hapus`` taken out.

    ``urutan``: all top fields in the order in which a new one finds its place.
    """
    bom = "\ufeff" if teks.startswith("\ufeff") else ""
    text = teks.removeprefix("\ufeff")
    expected = _value(text)
    for path, isi in perubahan.items():
        text = _set(text, path, isi, urutan)
        _expect(expected, path, isi)
    for key in hapus:
        text = _drop(text, key)
        expected.pop(key, None)
    found = _value(text)
    if {k: v for k, v in found.items() if v is not None} != {k: v for k, v in expected.items() if v is not None}:
        raise TidakTerubahError
    return bom + text


def _value(text: str) -> dict[str, Value]:
    source, findings = parse_source(text, "")
    if findings or not isinstance(source.value, dict):
        raise TidakTerubahError
    return source.value


def _expect(value: dict[str, Value], path: tuple[str, ...], isi: Isi) -> None:
    """The same change on the plain values."""
    if len(path) == 1:
        value[path[0]] = _plain(isi)
        return
    inner = value.get(path[0])
    value[path[0]] = {**(inner if isinstance(inner, dict) else {}), path[1]: _plain(isi)}


def _plain(isi: Isi) -> Value:
    if isi is None or isinstance(isi, str):
        return isi
    if isinstance(isi, Mapping):
        return {key: _plain(part) for key, part in isi.items()}
    return list(isi)


def _root(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise TidakTerubahError
    return node


def _find(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next((pair for pair in node.value if pair[0].value == key), None)


def _set(text: str, path: tuple[str, ...], isi: Isi, order: Sequence[str]) -> str:
    node = _root(text)
    if len(path) == 2:
        outer = _find(node, path[0])
        if outer is None or not isinstance(outer[1], yaml.MappingNode):
            return _set(text, path[:1], {path[1]: isi} if not isinstance(isi, Mapping) else None, order)
        node, order = outer[1], ()
    pair = _find(node, path[-1])
    if pair is None:
        return _insert(text, node, path[-1], isi, order)
    key, old = pair
    if isinstance(old, yaml.ScalarNode) and old.style in (None, "'", '"') and (isi is None or isinstance(isi, str)):
        return _swap(text, key, old, isi)
    if node.flow_style:
        return text[: old.start_mark.index] + _flow(isi) + text[old.end_mark.index :]
    start, end = _line_start(text, key), _line_end(text, _end(text, old))
    return text[:start] + _block(path[-1], isi, key.start_mark.column, _newline(text)) + text[end:]


def _swap(text: str, key: yaml.Node, old: yaml.Node, isi: str | None) -> str:
    """Another scalar in the place of ``old``; a comment behind it keeps its column where there is room."""
    start, end = old.start_mark.index, old.end_mark.index
    new = _scalar(isi, flow=True) if isi is not None else ""
    if start == end and new:
        new = " " + new
    if not new:
        start = key.end_mark.index + text[key.end_mark.index : start].index(":") + 1
    rest = text[end:]
    gap = re.match(r" +(?=#)", rest)
    if gap:
        width = max(1, len(gap[0]) - (len(new) - (end - start)))
        rest = " " * width + rest[gap.end() :]
    elif not new and rest.startswith(("}", ",")):
        new = " "  # "efektif:}" would be one word
    return text[:start] + new + rest


def _insert(text: str, node: yaml.MappingNode, key: str, isi: Isi, order: Sequence[str]) -> str:
    """A new field behind the nearest one that comes before it in ``order``, else behind the last."""
    known = list(order)
    before = [pair for pair in node.value if key in known and pair[0].value in known[: known.index(key)]]
    if node.flow_style:
        at = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        comma = ", " if node.value else ""
        return f"{text[:at]}{comma}{key}: {_flow(isi)}{text[at:]}"
    column = node.value[0][0].start_mark.column
    newline = _newline(text)
    if key in known and not before:
        at = _line_start(text, node.value[0][0])
    else:
        at = _line_end(text, _end(text, (before or node.value)[-1][1]))
    gap = newline if at and text[at - 1] not in "\n" else ""
    return text[:at] + gap + _block(key, isi, column, newline) + text[at:]


def _drop(text: str, key: str) -> str:
    node = _root(text)
    pair = _find(node, key)
    if pair is None:
        return text
    if node.flow_style:
        return _set(text, (key,), None, ())
    return text[: _line_start(text, pair[0])] + text[_line_end(text, _end(text, pair[1])) :]


def _end(text: str, node: yaml.Node) -> int:
    """Where the last character of a value stands; PyYAML puts the end of a block behind the comments that follow."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_start(text: str, key: yaml.Node) -> int:
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    if text[start : key.start_mark.index].strip():
        raise TidakTerubahError
    return start


def _line_end(text: str, at: int) -> int:
    """The place behind the line break after ``at``."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _block(key: str, isi: Isi, column: int, newline: str) -> str:
    """A field on lines of its own."""
    pad = " " * column
    if isi is None or isinstance(isi, str):
        return f"{pad}{key}:{'' if isi is None else ' ' + _scalar(isi)}{newline}"
    if isinstance(isi, Mapping):
        return f"{pad}{key}:{newline}" + "".join(_block(k, v, column + 2, newline) for k, v in isi.items())
    return f"{pad}{key}:{newline}" + "".join(f"{pad}  - {_scalar(item)}{newline}" for item in isi)


def _flow(isi: Isi) -> str:
    if isi is None or isinstance(isi, str):
        return "" if isi is None else _scalar(isi, flow=True)
    if isinstance(isi, Mapping):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in isi.items()) + "}"
    return "[" + ", ".join(_scalar(item, flow=True) for item in isi) + "]"


def _scalar(teks: str, *, flow: bool = False) -> str:
    """A text as people write it, in quotation marks where it could be read as something else."""
    words = teks if flow else teks.replace(", ", " ")
    return teks if _PLAIN.fullmatch(words) and teks not in _NULLS else json.dumps(teks, ensure_ascii=False)
