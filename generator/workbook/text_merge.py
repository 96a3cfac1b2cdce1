"""Another value in the text of a data file: what stays equal keeps its very letters, whatever its layout.

``with_value`` is told what the file is to say as a whole and changes only what differs: a value in its place, a key in
its order, an item of a list with the lines that belong to it. Each result is read again and must say what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import yaml

from generator.commands.yaml_edit import CannotEditError, break_at, newline_of, next_line, value_end, written_text
from generator.reading.limits import NULLS, Value
from generator.reading.source import parse_source
from generator.reading.yaml_shape import nodes
from generator.workbook.value_text import WIDTH, block_text, flow_text, item_text, key_text, scalar_text

Path: TypeAlias = tuple[str | int, ...]
Pairs: TypeAlias = Mapping[int, int]
"""Place of an item in the new list -> its place in the old one."""
Pairing: TypeAlias = Callable[[Path, "list[Value]", "list[Value]"], Pairs]

_BLOCKS: Final = ("|", ">")


class _Change(NamedTuple):
    """Letters ``start``..``end`` of the old text, and what stands there instead."""

    start: int
    end: int
    new: str


def with_value(text: str, new: Value, pairing: Pairing | None = None) -> str:
    """``text`` changed so that it says ``new``, new keys in the order that ``new`` has.

    pairing     which items of two lists are the same; None = those that are equal, then those between the same ones

    CannotEditError: the text cannot be changed without touching something else.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    old = parse_source(plain, "")[0].value
    if equal(old, new):
        return text
    node = nodes(plain)
    if node is None or not equal(_plain(node), old):
        raise CannotEditError
    merger = _Merger(plain, pairing or alike_items)
    try:
        merged = _applied(plain, 0, len(plain), merger.changes(node, old, new, ()))
        found = parse_source(merged, "")[0].value
    except yaml.YAMLError:
        raise CannotEditError from None
    if not equal(found, new):
        raise CannotEditError
    return bom + merged


def equal(one: Value, other: Value) -> bool:
    """Equal, the order of keys included."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return one == other and type(one) is type(other)


def alike_items(_: Path, old: list[Value], new: list[Value]) -> Pairs:
    """Equal items are the same; of the others, those that stand between the same neighbours."""
    pairs: dict[int, int] = {}
    free = set(range(len(old)))
    for place, item in enumerate(new):
        same = [i for i in sorted(free, key=lambda i: abs(i - place)) if equal(old[i], item)]
        if same:
            pairs[place] = same[0]
            free.discard(same[0])
    for place in range(len(new)):
        if place not in pairs:
            before = pairs.get(place - 1, -1) if place else -1
            if before + 1 in free:
                pairs[place] = before + 1
                free.discard(before + 1)
    return pairs


def _plain(node: yaml.Node) -> Value:
    """What a node says, as the reader takes it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return None if not node.style and node.value in NULLS else str(node.value)


def _applied(text: str, start: int, end: int, changes: Sequence[_Change]) -> str:
    """The letters ``start``..``end`` of a text with changes inside of them."""
    parts, at = [], start
    for change in sorted(changes):
        if change.start < at or change.end > end:
            raise CannotEditError
        parts += [text[at : change.start], change.new]
        at = change.end
    return "".join([*parts, text[at:end]])


class _Merger:
    """Finds the changes of one text."""

    def __init__(self, text: str, pairing: Pairing) -> None:
        self._text, self._pairing = text, pairing
        self._newline = newline_of(text)

    def changes(self, node: yaml.Node, old: Value, new: Value, path: Path) -> list[_Change]:
        """The changes inside of a node whose place stays. CannotEditError: it is to be laid out anew by its parent."""
        if equal(old, new):
            return []
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and new:
            return self._mapping(node, old, new, path)
        if isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list) and new:
            return self._flow_list(node, old, new, path) if node.flow_style else self._list(node, old, new, path)
        style = node.style if isinstance(node, yaml.ScalarNode) else _BLOCKS[0]
        if style not in _BLOCKS and isinstance(old, str) and isinstance(new, str) and "\n" not in new:
            return [_Change(node.start_mark.index, value_end(self._text, node), _in_style(new, style))]
        raise _AnewError

    def _mapping(
        self, node: yaml.MappingNode, old: dict[str, Value], new: dict[str, Value], path: Path
    ) -> list[_Change]:
        kept = [key for key in old if key in new]
        if kept != [key for key in new if key in old] or not kept:
            raise _AnewError
        found: list[_Change] = []
        for key, value in node.value:
            name = key.value
            if name not in new:
                found.append(self._gone(node, key, value))
            elif not equal(old[name], new[name]):
                found += self._field(node, key, value, old[name], new[name], (*path, name))
        added: dict[int, str] = {}
        for name in new:
            if name not in old:
                at, put = self._added(node, name, new, old)
                added[at] = added.get(at, "") + put
        return found + [_Change(at, at, put) for at, put in added.items()]

    def _field(
        self, parent: yaml.MappingNode, key: yaml.Node, node: yaml.Node, old: Value, new: Value, path: Path
    ) -> list[_Change]:
        try:
            return self.changes(node, old, new, path)
        except _AnewError:
            pass
        start, end = node.start_mark.index, value_end(self._text, node)
        here = node.flow_style if isinstance(node, yaml.CollectionNode) else new is None
        if parent.flow_style or old is None or here:
            if parent.flow_style and _has_remark(self._text, start, end):
                raise CannotEditError
            return [self._in_line(parent, key, node, old, new)]
        return [self._anew(key, node, new)]

    def _in_line(self, parent: yaml.MappingNode, key: yaml.Node, node: yaml.Node, old: Value, new: Value) -> _Change:
        """Another value behind its key, in the same line where it fits."""
        text = self._text
        start, end = node.start_mark.index, max(node.start_mark.index, value_end(text, node))
        if (old is None and start == end) or start < key.end_mark.index:
            colon = re.compile(r"[\"']?\s*:").match(text, key.end_mark.index)
            start = end = colon.end() if colon else key.end_mark.index
            lead = " " if colon else ": "
        else:
            lead = ""
        column = key.start_mark.column
        if new is None:
            start = len(text[:start].rstrip(" \t"))
            return _Change(start, end, " " if text[end : end + 1] in ("}", ",") else "")
        fits = isinstance(node, yaml.CollectionNode) and column + len(flow_text(new)) <= WIDTH
        if parent.flow_style or (fits and not isinstance(new, str) and not _has_remark(text, start, end)):
            return _Change(start, end, lead + flow_text(new))
        block = block_text(key.value, new, column, self._newline)
        written = block.removeprefix(" " * column).partition(":")[2].removesuffix(self._newline)
        if written.lstrip(" ") == written and isinstance(new, list | dict):  # on lines of its own
            remark = text[end : break_at(text, end)].rstrip()
            if start == end and not remark.strip():
                return _Change(start, break_at(text, end), written)
            if not remark.strip():
                return _Change(len(text[:start].rstrip(" \t")), break_at(text, end), written)
            return _Change(len(text[:start].rstrip(" \t")), break_at(text, end), f"  {remark.strip()}{written}")
        return _Change(start, end, lead + written.lstrip(" "))

    def _anew(self, key: yaml.Node, node: yaml.Node, new: Value) -> _Change:
        """A field laid out anew on lines of its own; what people remarked beside its name stays."""
        text = self._text
        behind_dash = not self._alone(key)
        start, end = self._line_of(key, dash=True), break_at(text, value_end(text, node))
        name_end = break_at(text, key.end_mark.index)
        if new is not None and _has_remark(text, name_end, end) and not isinstance(node, yaml.ScalarNode):
            raise CannotEditError  # remarks inside of a value go with it, and with nothing else
        head = text[key.end_mark.index : name_end]
        if isinstance(node, yaml.ScalarNode) and node.style not in _BLOCKS:
            beside = text[value_end(text, node) : end].strip()
        else:
            beside = head.partition("#")[2]
            beside = f"#{beside}" if beside else ""
        block = block_text(key.value, new, key.start_mark.column, self._newline).removesuffix(self._newline)
        if behind_dash:
            start, block = key.start_mark.index, block.removeprefix(" " * key.start_mark.column)
        first, line, rest = block.partition(self._newline)
        return _Change(start, end, f"{first}{f'  {beside}' if beside else ''}{line}{rest}")

    def _gone(self, parent: yaml.MappingNode, key: yaml.Node, node: yaml.Node) -> _Change:
        text = self._text
        if not parent.flow_style:
            end = break_at(text, value_end(text, node))
            first = parent.value[0][0] is key and parent.start_mark.column != 0 and not self._alone(key)
            if first:  # behind the dash of an item: the next key takes its place
                after = parent.value[1][0].start_mark.index
                return _Change(key.start_mark.index, after, "")
            return _Change(self._line_of(key), next_line(text, end), "")
        pairs = [pair[0] for pair in parent.value]
        place = pairs.index(key)
        if place + 1 < len(pairs):
            return _Change(key.start_mark.index, pairs[place + 1].start_mark.index, "")
        start = value_end(text, parent.value[place - 1][1]) if place else key.start_mark.index
        if place and parent.value[place - 1][1].start_mark.index == parent.value[place - 1][1].end_mark.index:
            raise CannotEditError
        return _Change(start, max(value_end(text, node), key.end_mark.index), "")

    def _added(
        self, node: yaml.MappingNode, name: str, new: dict[str, Value], old: dict[str, Value]
    ) -> tuple[int, str]:
        """Where a new key comes, and its text: behind the nearest one before it in the order of the new value."""
        names = list(new)
        before = [key for key in names[: names.index(name)] if key in old]
        text = self._text
        if node.flow_style:
            written = f"{key_text(name)}: {flow_text(new[name])}"
            pair = next((pair for pair in node.value if before and pair[0].value == before[-1]), None)
            if pair is None:
                return node.start_mark.index + 1, f"{written}, " if node.value else written
            return max(value_end(text, pair[1]), pair[0].end_mark.index), f", {written}"
        block = block_text(name, new[name], node.start_mark.column, self._newline)
        if not before:
            key = node.value[0][0]
            if self._alone(key):
                return self._line_of(key), block
            rest = block.removeprefix(" " * node.start_mark.column)
            return key.start_mark.index, rest + " " * node.start_mark.column
        pair = next(pair for pair in node.value if pair[0].value == before[-1])
        at = next_line(text, break_at(text, max(value_end(text, pair[1]), pair[0].end_mark.index)))
        gap = self._newline if at and text[at - 1] not in "\r\n" else ""
        return at, gap + block

    def _flow_list(self, node: yaml.SequenceNode, old: list[Value], new: list[Value], path: Path) -> list[_Change]:
        text = self._text
        pairs = self._pairing(path, old, new)
        if len(old) == len(new) and all(pairs.get(i) == i for i in range(len(new))):
            found: list[_Change] = []
            for place, item in enumerate(node.value):
                try:
                    found += self.changes(item, old[place], new[place], (*path, place))
                except _AnewError:
                    found.append(_Change(item.start_mark.index, value_end(text, item), flow_text(new[place])))
            return found
        start, end = node.start_mark.index, node.end_mark.index
        if _has_remark(text, start, end):
            raise CannotEditError
        parts = []
        for place, item in enumerate(new):
            was = pairs.get(place)
            if was is not None and equal(old[was], item):
                one = node.value[was]
                parts.append(text[one.start_mark.index : value_end(text, one)])
            else:
                parts.append(flow_text(item))
        whole = "[" + ", ".join(parts) + "]"
        if "\n" in text[start:end] or node.start_mark.column + len(whole) <= WIDTH:
            return [_Change(start, end, whole)]
        raise _AnewError

    def _list(self, node: yaml.SequenceNode, old: list[Value], new: list[Value], path: Path) -> list[_Change]:
        """A list on lines of its own: each item moves with the lines that belong to it."""
        text, column = self._text, node.start_mark.column
        first = node.start_mark.index - column
        if text[first : node.start_mark.index].strip(" ") or not node.value:
            raise CannotEditError
        pairs = self._pairing(path, old, new)
        ends = [
            next_line(text, break_at(text, max(value_end(text, item), item.start_mark.index))) for item in node.value
        ]
        starts = [first, *ends[:-1]]
        spaced = (
            sum(text[start : start + 2].lstrip(" ")[:1] in ("\r", "\n") for start in starts[1:]) * 2 > len(starts) - 1
        )
        spaced = spaced and len(starts) > 1
        chunks: list[str] = []
        left: dict[int, str] = {}
        waiting = ""
        kept = set(pairs.values())
        for place in range(len(node.value)):  # remarks above an item that goes stay where they were
            if place not in kept:
                waiting += _remarks_above(text[starts[place] : ends[place]])
            elif waiting:
                left[place], waiting = waiting, ""
        for place, item in enumerate(new):
            was = pairs.get(place)
            if was is None:
                chunk = item_text(item, column, self._newline)
            else:
                inner = self._item(node.value[was], old[was], item, (*path, place), column)
                if inner is None:
                    chunk = _remarks_above(text[starts[was] : ends[was]]) + item_text(item, column, self._newline)
                else:
                    chunk = _applied(text, starts[was], ends[was], inner)
                chunk = left.pop(was, "") + chunk
            chunks.append(chunk)
        unmoved = [pairs.get(place) == place for place in range(len(new))]
        for place, chunk in enumerate(chunks):
            if place == 0 and not unmoved[0]:
                chunks[0] = _without_gap(chunk)
            elif place and not (unmoved[place] and unmoved[place - 1]):
                chunks[place] = (self._newline if spaced else "") + _without_gap(chunk)
            if not chunks[place].endswith(("\n", "\r")):
                chunks[place] += self._newline if place + 1 < len(chunks) else ""
        body = "".join(chunks) + waiting
        end = ends[-1]
        if not text[:end].endswith(("\n", "\r")) and body.endswith(self._newline):
            body = body.removesuffix(self._newline)
        return [_Change(first, end, body)]

    def _item(self, node: yaml.Node, old: Value, new: Value, path: Path, column: int) -> list[_Change] | None:
        """The changes inside of an item; None = it is to be laid out anew."""
        try:
            return self.changes(node, old, new, path)
        except _AnewError:
            pass
        if isinstance(node, yaml.ScalarNode) and node.style not in _BLOCKS and isinstance(new, str) and old is not None:
            return [
                _Change(node.start_mark.index, value_end(self._text, node), scalar_text(new, column, 2, self._newline))
            ]
        start, end = node.start_mark.index, value_end(self._text, node)
        if _has_remark(self._text, start, end) and not isinstance(node, yaml.ScalarNode):
            raise CannotEditError
        return None

    def _alone(self, key: yaml.Node) -> bool:
        """Whether nothing stands before a key in its line."""
        at = key.start_mark.index
        return not self._text[at - key.start_mark.column : at].strip(" ")

    def _line_of(self, key: yaml.Node, *, dash: bool = False) -> int:
        """Where the line of a key begins. ``dash``: that of an item may stand before it."""
        start = int(key.start_mark.index - key.start_mark.column)
        before = self._text[start : key.start_mark.index].strip(" ")
        if before and not (dash and before == "-"):
            raise CannotEditError
        return start


class _AnewError(Exception):
    """The value cannot be changed part by part."""


def _in_style(value: str, style: str | None) -> str:
    """A text in the quotation marks that stood around the old one."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    written = written_text(value, flow=True)
    if style == '"' and not written.startswith('"') and value.isprintable():
        return f'"{value}"'
    return written


def _has_remark(text: str, start: int, end: int) -> bool:
    return "#" in text[start:end]


def _remarks_above(chunk: str) -> str:
    """The lines of remarks before an item, without the empty ones."""
    lines = chunk.splitlines(keepends=True)
    found = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            break
        found.append(line)
    return "".join(line for line in found if line.strip())


def _without_gap(chunk: str) -> str:
    """The lines of an item without empty ones above it."""
    lines = chunk.splitlines(keepends=True)
    while lines and not lines[0].strip():
        lines.pop(0)
    return "".join(lines)
