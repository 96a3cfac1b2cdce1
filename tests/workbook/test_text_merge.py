"""Another value in the text of a file: it says that value, and what did not change keeps its letters and remarks."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from generator.commands.yaml_edit import CannotEditError
from generator.reading.source import parse_source
from generator.workbook.text_merge import with_value
from tests.support.tools import tries
from tests.support.workbooks import ALL_SOPS, DATA

pytestmark = pytest.mark.slow

TEXTS = (
    "Kata",
    "Dua: kata",
    "a, b",
    "'x",
    "#1",
    "-",
    "x" * 150,
    ("kata " * 40).strip(),
    "a\nb",
    "1",
    "ya",
    'Ya, "itu"',
)


LAYOUTS = (
    "a: [x, y]  # satu\nb: 1\n", "a:\n- x   # satu\n- y\nb: 1\n", "a:\n  # satu\n  - x\n\n  - y\nb: 1 # satu",
    "# satu\n{a: [x, y], b: 1}", "a: [\n  x,\n  y,\n]\nb: 1 # satu\n", "a: x # satu\nb: 1\n", "a:\nb: 1 # satu\n",
    "a: []\nb: 1 # satu\n", "a:   # satu\nb: 1\n", "a:\n  - >-\n    x\n  - y\nb: 1 # satu\n",
)  # fmt: skip


def value_of(text: str) -> Any:
    return copy.deepcopy(parse_source(text, "x.yml")[0].value)


def texts_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of texts."""
    if isinstance(value, str):
        yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from texts_in(part, (*path, key))


def lists_in(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from lists_in(part)


def changed(value: Any, chance: random.Random) -> None:
    """One change: a text, a key or an item that comes, goes or moves."""
    *above, key = chance.choice(list(texts_in(value)))
    holder = value
    for name in above:
        holder = holder[name]
    lists = [one for one in lists_in(value) if len(one) > 1]
    match chance.randrange(6):
        case 0 | 1:
            holder[key] = chance.choice(TEXTS)
        case 2 if isinstance(holder, dict) and len(holder) > 1:
            del holder[key]
        case 3 if isinstance(holder, dict):
            holder["baru"] = chance.choice([["a", "b"], "c", {"d": "e"}, [{"f": "g"}]])
        case 4:
            items = chance.choice(lists)
            items.insert(chance.randrange(len(items) + 1), copy.deepcopy(chance.choice(items)))
        case _:
            items = chance.choice(lists)
            items.insert(chance.randrange(len(items)), items.pop(chance.randrange(len(items))))


@pytest.mark.parametrize(("name", "slug"), ALL_SOPS)
def test_any_change_of_any_file_is_made_in_its_text(name: str, slug: str) -> None:
    text = (DATA[name] / "sop" / f"{slug}.yml").read_text("utf-8")
    chance = random.Random(slug)
    for _ in range(tries(30)):
        value = value_of(text)
        for _ in range(chance.randint(1, 3)):
            changed(value, chance)
        new = with_value(text, value)
        assert value_of(new) == value
        above = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
        assert [line for line in above if line not in new] == []


def test_every_layout_of_a_list_takes_more_and_less() -> None:
    for text in LAYOUTS:
        for wanted in (["x", "y", "z"], ["y"], ["y", "x"], ["z: 1", "a, b", ""], None):
            value = value_of(text) | {"a": wanted}
            new = with_value(text, value)
            assert value_of(new) == value, (text, wanted)
            inside = "x   # satu" in text or (wanted is None and "  # satu\n  - x" in text)
            assert inside or "# satu" in new, (text, wanted, new)


def test_a_remark_is_not_lost_with_a_value_that_becomes_another() -> None:
    with pytest.raises(CannotEditError):
        with_value("a:\n  - x   # satu\n  - y\n", {"a": "teks"})
