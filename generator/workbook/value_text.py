"""A value as new text of a data file, as people write it: short lists in brackets, long texts folded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from generator.commands.yaml_edit import written_text
from generator.reading.limits import Value

WIDTH: Final = 118
"""Letters of a line beyond which a text is folded, or a list stands on lines of its own."""
_EXITS: Final = ("keputusan", "lanjut")
"""Objects that are written in one line."""


def block_text(key: str, value: Value, column: int, newline: str) -> str:
    """A field with its value on lines of its own."""
    pad, flow, key = " " * column, flow_text(value), key_text(key)
    fits = len(pad) + len(key) + 2 + len(flow) <= WIDTH
    if isinstance(value, dict) and value and key in _EXITS and fits:
        return f"{pad}{key}: {flow}{newline}"
    if isinstance(value, dict) and value:
        return f"{pad}{key}:{newline}" + "".join(block_text(k, v, column + 2, newline) for k, v in value.items())
    if isinstance(value, list) and value:
        if _short_list(value) and fits:
            return f"{pad}{key}: {flow}{newline}"
        return f"{pad}{key}:{newline}" + "".join(item_text(item, column + 2, newline) for item in value)
    written = "" if value is None else f" {scalar_text(value, column, len(key) + 2, newline)}"
    return f"{pad}{key}:{written}{newline}"


def item_text(item: Value, column: int, newline: str) -> str:
    """An item of a list on lines of its own; parts of an object one a line."""
    pad = " " * column
    if isinstance(item, dict) and item:
        lines = "".join(block_text(k, v, column + 2, newline) for k, v in item.items())
        return f"{pad}- {lines.removeprefix(' ' * (column + 2))}"
    if isinstance(item, list):
        return f"{pad}- {flow_text(item)}{newline}"
    return f"{pad}- {'' if item is None else scalar_text(item, column, 2, newline)}{newline}"


def flow_text(value: Value) -> str:
    """A value in one line, in brackets where it has parts."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{key_text(k)}: {flow_text(v)}" if v is not None else f"{key_text(k)}:" + " " for k, v in value.items()
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return "" if value is None else written_text(value, flow=True)


def key_text(word: str) -> str:
    return written_text(word, flow=True)


def _short_list(value: Sequence[Value]) -> bool:
    """Whether a list reads well in brackets: short texts without a comma."""
    return all(isinstance(item, str) and len(item) <= 40 and "," not in item and "\n" not in item for item in value)


def scalar_text(value: Value, column: int, used: int, newline: str) -> str:
    """A text behind its key or dash: long ones folded, those of several lines below each other."""
    if not isinstance(value, str):
        return flow_text(value)
    plain = written_text(value)
    lines = value.split("\n")
    foldable = all(line == " ".join(line.split()) and line for line in lines) and value.isprintable() | ("\n" in value)
    pad = " " * (column + 2)
    if foldable and len(lines) > 1 and not lines[0].startswith(("#", " ")) and all(map(str.isprintable, lines)):
        return f"|-{newline}" + newline.join(pad + line for line in lines)
    if foldable and len(lines) == 1 and column + used + len(plain) > WIDTH:
        folded = textwrap.wrap(value, WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
        if len(folded) > 1 and not value.startswith(("#", "- ")):
            return f">-{newline}" + newline.join(pad + line for line in folded)
    return plain
