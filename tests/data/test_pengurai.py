"""Both readers give the same: the fast one, which takes what is plain, and the careful one, which explains errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.data.batas import MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, Value
from generator.data.pengurai import read_carefully
from generator.data.pengurai_cepat import read_plain
from generator.data.source import Loc, Source, parse_source
from tests.data.acak_data import BASES, mutate

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for top in ("sop_data", "examples", "tests/data") for path in (ROOT / top).rglob("*.yml"))


def assert_same(text: str) -> bool:
    """Whether the text is plain; then both readers say the same of it, unless PyYAML is stricter than libyaml."""
    plain = read_plain(text)
    value, letak, findings = read_carefully(text, "a.yml")
    if plain is not None and not findings:
        assert plain == (value, letak), text
    return plain is not None


def test_both_readers_say_the_same_of_every_file() -> None:
    compared = sum(assert_same(path.read_bytes().decode("utf-8", "replace")) for path in FILES if path.is_file())
    assert compared > 50


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_both_readers_say_the_same_of_damaged_files(seed: int) -> None:
    assert_same(mutate(BASES[seed % len(BASES)].read_bytes(), seed).decode("utf-8", "replace"))


def test_what_is_not_plain_is_left_to_the_careful_reader() -> None:
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    texts = [
        "a: &x 1", "a: *x", "a: !t 1", "a: 1\na: 2", "[a]: 1", "a: \x07", 'a: "\\a"', "a: 1\n---\nb: 2", "a: [", deep,
        f"[{'x, ' * (MAX_ITEMS + 1)}]", "".join(f"x{n}: 1\n" for n in range(MAX_ENTRIES + 1)),
    ]  # fmt: skip
    for text in texts:
        assert read_plain(text) is None, text
        assert read_carefully(text, "a.yml")[2], text
    shallow = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    for text in ("", "# nothing", "--- a", "a:", "- ~", 'a: ""', "x", shallow, 'a: "\\t"'):
        assert assert_same(text), text


def test_every_part_has_its_place() -> None:
    text = "a: 1\nb:\n  - x\n  - c: 2\n    d: [3, 4]\ne: 5\n"
    source, _ = parse_source(text, "a.yml")
    lines = {loc: tuple(source.mark(loc)) for loc in _locs(source)}
    assert lines == {
        (): (1, 1), ("a",): (1, 1), ("b",): (2, 1), ("b", 0): (3, 5), ("b", 1): (4, 5), ("b", 1, "c"): (4, 5),
        ("b", 1, "d"): (5, 5), ("b", 1, "d", 0): (5, 9), ("b", 1, "d", 1): (5, 12), ("e",): (6, 1),
    }  # fmt: skip
    # What is not there stands where its surroundings begin.
    for absent, nearest in ((("b", 7), ("b",)), (("b", 1, "z", 4), ("b", 1)), (("a", "x"), ("a",)), ((0,), ())):
        assert source.mark(absent) == source.mark(nearest)
        assert not source.holds(absent)
    assert all(source.holds(loc) for loc in lines)
    assert tuple(Source("b.yml").mark(("a",))) == (1, 1)


def _locs(source: Source) -> Iterator[Loc]:
    def inside(value: Value, loc: tuple[str | int, ...]) -> Iterator[Loc]:
        yield loc
        if isinstance(value, dict):
            for key, item in value.items():
                yield from inside(item, (*loc, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from inside(item, (*loc, index))

    return inside(source.value, ())
