"""Changing single fields in the text of a data file; every other character stays as its maintainer wrote it.

A YAML library that writes files anew lays them out anew too (ruamel.yaml kept 5 of 32 example files byte for byte).
So the reader of the data only says where a field stands, and the change is made in the text. Each change is proved
before it is returned: the new text is read again, and says what the old one said except for the change. Comments stay,
but for those inside a value that goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from generator.reading.characters import odd_letters
from generator.reading.limits import Value
from generator.reading.source import parse_source
from generator.reading.yaml_shape import nodes

Isi: TypeAlias = "str | Sequence[str | Mapping[str, str | None]] | Mapping[str, Isi] | None"
"""A new value: a text, a list of texts or of named texts, named parts of these, or None = empty."""


@dataclass(frozen=True, slots=True)
class Appended:
    """One more item, named parts, at the end of a list; the items that are there stay as they are."""

    item: Mapping[str, str]


Edits: TypeAlias = Mapping[tuple[str, ...], "Isi | Appended"]
"""Path of a field (one or two names) -> its new value; of a list, one name -> the item that joins it."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .;/()%'_-]*(?<! )")
_NULLS: Final = {"null", "Null", "NULL"}
_BLOCKS: Final = ("|", ">")
"""Styles of texts on lines of their own."""
_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where a line ends in YAML."""
_LAST_BREAK: Final = re.compile(f"(?:{_BREAK.pattern})\\Z")
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What does not stay what it is between quotation marks, other than JSON says."""
_COLON: Final = re.compile(r"\s*:")


class CannotEditError(Exception):
    """The field could not be changed without touching something else."""


def edit(teks: str, perubahan: Edits, urutan: Sequence[str], hapus: Sequence[str] = ()) -> str:
    """``teks`` with these fields set and the top fields ``hapus`` taken out.

    ``urutan``: all top fields in the order in which a new one finds its place.
    """
    bom = "\ufeff" if teks.startswith("\ufeff") else ""
    text = teks.removeprefix("\ufeff")
    expected = _value(text)
    try:
        for path, isi in perubahan.items():
            if isinstance(isi, Appended):
                text = _append(text, path[0], isi.item, urutan)
                expected[path[0]] = [*_list_in(expected, path[0]), dict(isi.item)]
                continue
            text = _set(text, path, isi, urutan)
            _expect(expected, path, isi)
        for key in hapus:
            text = _drop(text, key)
            expected.pop(key, None)
    except yaml.YAMLError:  # half way, the text is no YAML any more
        raise CannotEditError from None
    found = _value(text)
    if {k: v for k, v in found.items() if v is not None} != {k: v for k, v in expected.items() if v is not None}:
        raise CannotEditError
    return bom + text


def new_entries(changes: Edits) -> str:
    """These fields as the text of a file that has no others."""
    return edit("x: y\n", changes, ()).removeprefix("x: y\n")


def _value(text: str) -> dict[str, Value]:
    source, findings = parse_source(text, "")
    if any(found.severity == "galat" for found in findings) or not isinstance(source.value, dict):
        raise CannotEditError
    return source.value


def _expect(value: dict[str, Value], path: tuple[str, ...], isi: Isi) -> None:
    """The same change on the plain values."""
    if len(path) == 1:
        value[path[0]] = _plain(isi)
        return
    inner = value.get(path[0])
    value[path[0]] = {**(inner if isinstance(inner, dict) else {}), path[1]: _plain(isi)}


def _list_in(value: dict[str, Value], key: str) -> list[Value]:
    found = value.get(key)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def _plain(isi: Isi) -> Value:
    if isi is None or isinstance(isi, str):
        return isi
    if isinstance(isi, Mapping):
        return {key: _plain(part) for key, part in isi.items()}
    return [dict(item) if isinstance(item, Mapping) else item for item in isi]


def _root(text: str) -> yaml.MappingNode:
    node = nodes(text)
    if not isinstance(node, yaml.MappingNode):
        raise CannotEditError
    return node


def _find(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next((pair for pair in node.value if pair[0].value == key), None)


def _set(text: str, path: tuple[str, ...], isi: Isi, order: Sequence[str]) -> str:
    node = _root(text)
    if len(path) == 2:
        outer = _find(node, path[0])
        if outer is None or not isinstance(outer[1], yaml.MappingNode):
            return _set(text, path[:1], {path[1]: isi}, order)
        node, order = outer[1], ()
    pair = _find(node, path[-1])
    if pair is None:
        return _insert(text, node, path[-1], isi, order)
    key, old = pair
    if node.flow_style:
        return _swap(text, key, old, _flow(isi))
    if isinstance(old, yaml.ScalarNode) and old.style not in _BLOCKS and (isi is None or isinstance(isi, str)):
        return _swap(text, key, old, "" if isi is None else written_text(isi, flow=True))
    return _lay_anew(text, key, old, block_lines(path[-1], isi, key.start_mark.column, newline_of(text)))


def _swap(text: str, key: yaml.Node, old: yaml.Node, new: str) -> str:
    """Another value in the place of ``old``; a comment behind it keeps its column where there is room."""
    start, end = old.start_mark.index, old.end_mark.index
    colon = _COLON.match(text, key.end_mark.index)
    if start == end:  # nothing yet: it comes right behind the colon, before any comment
        start = end = colon.end() if colon else key.end_mark.index
        new = (" " if colon else ": ") + new if new else ""
    elif not new:
        start = len(text[:start].rstrip(" \t"))
    rest = text[end:]
    gap = re.match(r"[ \t]+(?=#)", rest)
    if gap and "\t" not in gap[0]:
        width = max(1, len(gap[0]) - (len(new) - (end - start)))
        rest = " " * width + rest[gap.end() :]
    elif not new and rest.startswith(("}", ",")):
        new = " "  # "efektif:}" would be one word
    return text[:start] + new + rest


def _lay_anew(text: str, key: yaml.Node, old: yaml.Node, block: str) -> str:
    """A field on new lines. What people remarked beside its name, beside its end and between name and value stays."""
    name_end, old_end = break_at(text, key.end_mark.index), value_end(text, old)
    last = break_at(text, old_end)
    beside, between = "", ""
    if old.start_mark.index > name_end:  # the value begins on a later line
        beside = text[key.end_mark.index : name_end].split(":", 1)[-1].strip()
        between = text[next_line(text, name_end) : line_start(text, old)]
    elif isinstance(old, yaml.ScalarNode) and old.style in _BLOCKS:
        beside = text[old.start_mark.index : name_end].partition("#")[2]
        beside = f"#{beside}" if beside else ""
    if last != name_end or not beside:
        after = text[old_end:last].strip()
        beside = f"{beside} {after}".strip()
    head, newline, tail = block.partition(newline_of(text))
    remark = f"  {beside}" if beside else ""
    return text[: line_start(text, key)] + head + remark + newline + between + tail + text[next_line(text, last) :]


def _append(text: str, key: str, item: Mapping[str, str], order: Sequence[str]) -> str:
    """A list with one more item at its end, written as the list is: in brackets, or a line for each part."""
    node = _root(text)
    pair = _find(node, key)
    if pair is None:
        return _insert(text, node, key, [item], order)
    name, old = pair
    if isinstance(old, yaml.SequenceNode) and old.value:
        last = old.value[-1]
        if old.flow_style:
            at = last.end_mark.index
            return f"{text[:at]}, {_flow(item)}{text[at:]}"
        column, newline = old.start_mark.column, newline_of(text)
        at = next_line(text, break_at(text, value_end(text, last)))
        gap = newline if not _BREAK.fullmatch(text[at - 1]) else ""
        return text[:at] + gap + _block_item(item, column, newline) + text[at:]
    items = [{part.value: value.value for part, value in old.value}] if isinstance(old, yaml.MappingNode) else []
    if node.flow_style:
        return _swap(text, name, old, _flow([*items, item]))
    return _lay_anew(text, name, old, block_lines(key, [*items, item], name.start_mark.column, newline_of(text)))


def _insert(text: str, node: yaml.MappingNode, key: str, isi: Isi, order: Sequence[str]) -> str:
    """A new field behind the nearest one that comes before it in ``order``, else behind the last."""
    known = list(order)
    before = [pair for pair in node.value if key in known and pair[0].value in known[: known.index(key)]]
    if node.flow_style:
        at = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        comma = ", " if node.value else ""
        space = " " if text.startswith("#", at) else ""
        return f"{text[:at]}{comma}{key}: {_flow(isi)}{space}{text[at:]}"
    newline = newline_of(text)
    if key in known and not before:
        at = line_start(text, node.value[0][0])
    else:
        at = next_line(text, break_at(text, value_end(text, (before or node.value)[-1][1])))
    gap = newline if at and not _BREAK.fullmatch(text[at - 1]) else ""
    return text[:at] + gap + block_lines(key, isi, node.start_mark.column, newline) + text[at:]


def _drop(text: str, key: str) -> str:
    node = _root(text)
    pair = _find(node, key)
    if pair is None:
        return text
    if node.flow_style:
        return _set(text, (key,), None, ())
    return text[: line_start(text, pair[0])] + text[next_line(text, break_at(text, value_end(text, pair[1]))) :]


def value_end(text: str, node: yaml.Node) -> int:
    """Where the last character of a value stands; the mark of a block's end stands behind the comments that follow."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in _BLOCKS:
        return _end_of_block(text, start, end)
    return start + len(text[start:end].rstrip())


def _end_of_block(text: str, start: int, end: int) -> int:
    """Where a block scalar ends: before empty lines that say nothing, behind those that it keeps ("|+") or that are
    longer than its indent."""
    lines = _BREAK.split(text[start:end])
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), 0)
    if "+" in lines[0].partition("#")[0] or any(len(line) > indent and not line.strip() for line in lines[1:]):
        return end - len(last[0]) if (last := _LAST_BREAK.search(text, start, end)) else end
    return start + len(text[start:end].rstrip())


def line_start(text: str, key: yaml.Node) -> int:
    """Where the line of ``key`` begins; nothing else may stand before it."""
    at = key.start_mark.index
    start = at - key.start_mark.column
    if text[start:at].strip(" "):
        raise CannotEditError
    return start


def break_at(text: str, at: int) -> int:
    """Where the line that ``at`` stands in ends, before its break."""
    found = _BREAK.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, end: int) -> int:
    """Where the line after the break at ``end`` begins."""
    found = _BREAK.match(text, end)
    return found.end() if found else end


def newline_of(text: str) -> str:
    """The break of the first line."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def block_lines(key: str, isi: Isi, column: int, newline: str) -> str:
    """A field on lines of its own."""
    pad = " " * column
    if isi is None or isinstance(isi, str):
        return f"{pad}{key}:{'' if isi is None else ' ' + written_text(isi)}{newline}"
    if isinstance(isi, Mapping):
        return f"{pad}{key}:{newline}" + "".join(block_lines(k, v, column + 2, newline) for k, v in isi.items())
    items = (
        _block_item(item, column + 2, newline)
        if isinstance(item, Mapping)
        else f"{pad}  - {written_text(item)}{newline}"
        for item in isi
    )
    return f"{pad}{key}:{newline}" + "".join(items)


def _block_item(item: Mapping[str, str | None], column: int, newline: str) -> str:
    """An item of a list with named parts, a line for each."""
    lines = [f"{key}:" if value is None else f"{key}: {written_text(value)}" for key, value in item.items()]
    pad = " " * column
    return f"{pad}- {lines[0]}{newline}" + "".join(f"{pad}  {line}{newline}" for line in lines[1:])


def _flow(isi: Isi) -> str:
    if isi is None or isinstance(isi, str):
        return "" if isi is None else written_text(isi, flow=True)
    if isinstance(isi, Mapping):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in isi.items()) + "}"
    return (
        "["
        + ", ".join(_flow(item) if isinstance(item, Mapping) else written_text(item, flow=True) for item in isi)
        + "]"
    )


def written_text(teks: str, *, flow: bool = False) -> str:
    """A text as people write it, in quotation marks where it could be read as something else."""
    words = teks if flow else teks.replace(", ", " ")
    if _PLAIN.fullmatch(words) and teks not in _NULLS:
        return teks
    written = json.dumps(teks, ensure_ascii=False)
    for letter in {*_ESCAPED.findall(written), *odd_letters(written)}:
        written = written.replace(letter, f"\\U{ord(letter):08x}" if ord(letter) > 0xFFFF else f"\\u{ord(letter):04x}")
    return written
