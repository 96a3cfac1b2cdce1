"""The YAML reader: places of parts, what is refused, and that damage is a finding with a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.reading.limits import MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, Value
from generator.reading.source import Loc, Source, parse_source
from tests.support.random_data import BASES, mutate
from tests.support.tools import tries

ROOT = Path(__file__).resolve().parents[2]


def said(text: str) -> list[tuple[str, int, int]]:
    """Code and place of what is said of a text."""
    return [(finding.code, finding.line, finding.column) for finding in parse_source(text, "a.yml")[1]]


@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_a_damaged_file_has_a_value_or_a_finding_in_it(seed: int) -> None:
    text = mutate(BASES[seed % len(BASES)].read_bytes(), seed).decode("utf-8", "replace")
    source, findings = parse_source(text, "a.yml")
    assert findings or 2 * _parts(source.value) == len(source.letak) or source.value is None
    for finding in findings:
        assert 1 <= finding.line <= text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 2
        assert finding.message and finding.remedy


def _parts(value: Value) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_parts, value.values()))
    return 1 + sum(map(_parts, value)) if isinstance(value, list) else 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", ("D007", 1, 4)), ("a: *x", ("D007", 1, 4)), ("a: !t 1", ("D007", 1, 4)),
        ("&x a: 1", ("D007", 1, 1)),
        ("a: 1\na: 2", ("D009", 2, 1)), ("[a]: 1", ("D008", 1, 1)), ("a: \x07", ("D004", 1, 4)),
        ('a: "\\a"', ("D004", 1, 4)), ('a: "\\ud800"', ("D004", 1, 7)), ("a: 1\n---\nb: 2", ("D004", 2, 1)),
        ("a: [1,\n  2", ("D004", 1, 4)), ("a: {b: [1}", ("D004", 1, 10)), ('a: 1\nb: "c\n', ("D004", 2, 4)),
        ("a:\n\tb: 1", ("D004", 2, 1)), ("a: b: c", ("D004", 1, 5)), ("a:\n  b: 1\n c: 2\n", ("D004", 3, 2)),
        ("a: 1\nkata\n", ("D004", 2, 1)), ("a: @b", ("D004", 1, 4)), ("a: \ud800", ("D004", 1, 4)),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), ("D006", 1, MAX_DEPTH + 1)),
        ("- x\n" * (MAX_ITEMS + 1), ("D018", MAX_ITEMS + 1, 3)),
        ("".join(f"x{n}: 1\n" for n in range(MAX_ENTRIES + 1)), ("D018", MAX_ENTRIES + 1, 1)),
    ],
)  # fmt: skip
def test_what_is_refused_has_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("# nothing", None), ("--- a", "a"), ("a:", {"a": None}), ("- ~", [None]), ('a: ""', {"a": ""}),
        ("x", "x"), ('a: "\\t"', {"a": "\t"}), ("a: b\t\n", {"a": "b"}), ("a: b\t# c\n", {"a": "b"}),
        ("{a: Lengkap?, b: c?d}", {"a": "Lengkap?", "b": "c?d"}), ("a: 012\nb: no", {"a": "012", "b": "no"}),
        ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}), ("- x\n" * MAX_ITEMS, ["x"] * MAX_ITEMS),
        ("".join(f"x{n}:\n" for n in range(MAX_ENTRIES)), {f"x{n}": None for n in range(MAX_ENTRIES)}),
    ],
)  # fmt: skip
def test_what_is_read(text: str, value: Value) -> None:
    source, findings = parse_source(text, "a.yml")
    assert (source.value, findings) == (value, [])


def test_an_open_bracket_is_named_where_it_stands() -> None:
    (finding,) = parse_source("a: 1\nb: {c: 1\n", "a.yml")[1]
    assert (finding.line, finding.column, finding.message) == (2, 4, "tanda kurung ini tidak ditutup")


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


@pytest.mark.parametrize(
    ("text", "place", "better"),
    [
        ("a: 1\nb: > 100 juta\n", (2, 4), 'b: "> 100 juta"'), ("a:\n  - * Bila\n", (2, 5), '- "* Bila"'),
        ("a: ? x\n", (1, 4), '"? x"'), ("a:\n  - ? x\n", (2, 5), '"? x"'), ("a: - x\n", (1, 4), "a: x"),
        ("a: & x\n", (1, 4), '"& x"'), ("a: &x\n", (1, 4), '"&x"'), ("a: ! x\n", (1, 4), '"! x"'),
        ("a: @x\n", (1, 4), '"@x"'), ("a: %x\n", (1, 4), '"%x"'), ("a: `x`\n", (1, 4), '"`x`"'),
        ("a: | x\n", (1, 4), '"| x"'), ("a: , x\n", (1, 4), '", x"'), ("a: ] x\n", (1, 4), '"] x"'),
        ("a: > x # catatan\n", (1, 4), 'a: "> x"'), ('a: > "x"\n', (1, 4), "'> \"x\"'"), ("a: -\n", (1, 4), 'a: "-"'),
        ("a: [> x, y]\n", (1, 5), '"> x"'), ("a: {b: @x}\n", (1, 8), '"@x"'), ("revisi: -\n", (1, 9), "revisi: 0"),
        ("a: x: y\n", (1, 5), 'a: "x: y"'), ("a: [x] y\n", (1, 8), '"[x] y"'),
        ("a:\n  - b: 1\n  -c: 2\n", (3, 3), "- c: 2"),
        ("a: 1\n b: 2\n", (2, 2), "0 spasi"), ("- a: 1\n   b: 2\n", (2, 4), "2 spasi"),
    ],
)  # fmt: skip
def test_the_cause_is_told_where_it_is_with_the_line_as_it_should_be(
    text: str, place: tuple[int, int], better: str
) -> None:
    (finding,) = parse_source(text, "a.yml")[1]
    assert (finding.line, finding.column) == place
    assert better in finding.remedy


@pytest.mark.parametrize("text", ["a: >\n  x\n", "a: |-\n  x\n", "a: '? x'\n", "a: x > y\n", "a: 5%\n", "a: x@y.id\n"])
def test_the_signs_elsewhere_are_text(text: str) -> None:
    assert parse_source(text, "a.yml")[1] == []
