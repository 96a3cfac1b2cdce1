"""The text of a new data file: each key, what stands there, and what it means in the words of the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from pydantic import BaseModel

from generator.commands.yaml_edit import Isi, block_lines
from generator.data.guide_tables import PANDUAN, FieldGuide, Guide, read_guide

_COLUMN: Final = 30
"""Where remarks begin."""
_LONGEST: Final = 118
"""Letters of a line beyond which its remark stands above it."""


@cache
def _guide() -> Guide:
    return read_guide(PANDUAN.read_text("utf-8"))


def meanings(model: type[BaseModel]) -> Mapping[str, FieldGuide]:
    """What the guide says about each key of an object. KeyError: the guide does not describe it."""
    return _guide().objek[frozenset(model.model_fields)].isian


def explained(key: str, isi: Isi, meaning: str, indent: int = 0) -> str:
    """A key with its value on lines of its own (an empty list as "[]"), and the remark beside or above it."""
    empty_list = isinstance(isi, Sequence) and not isi and not isinstance(isi, str)
    text = f"{' ' * indent}{key}: []\n" if empty_list else block_lines(key, isi, indent, "\n")
    if not meaning:
        return text
    head, _, rest = text.partition("\n")
    line = f"{head.ljust(_COLUMN - 2)}  # {meaning}"  # one space only would look like a text that holds the sign
    if len(line) <= _LONGEST:
        return f"{line}\n{rest}"
    return f"{' ' * indent}# {meaning}\n{text}"


def explained_keys(model: type[BaseModel], values: Mapping[str, Isi], indent: int = 0) -> str:
    """These keys of an object in this order, each explained."""
    words = meanings(model)
    return "".join(explained(key, isi, words[key].arti, indent) for key, isi in values.items())


def listed_keys(model: type[BaseModel], indent: int = 0) -> str:
    """The keys of an object and what they mean, as remarks one a line."""
    pad = " " * indent
    return "\n".join(f"{pad}# {key.ljust(16)}{words.arti}" for key, words in meanings(model).items())


def as_remarks(lines: str) -> str:
    """Lines of a file made remarks, which say nothing until somebody takes the sign away; they keep their indent."""
    indent = min(len(line) - len(line.lstrip(" ")) for line in lines.splitlines())
    return "".join(f"{line[:indent]}# {line[indent:]}\n" for line in lines.splitlines())
