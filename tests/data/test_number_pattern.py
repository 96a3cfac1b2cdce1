"""The pattern of SOP numbers: what it makes it reads again, whatever pattern an agency writes."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.data.number_pattern import UNIT_CODE, NumberParts, NumberPattern
from tests.support.tools import tries

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="{}\n\r", exclude_categories=("Cs", "Cc")), max_size=8)
FIELDS = st.sampled_from(["{tahun}", "{bulan}", "{bulan_romawi}", "{unit}"])
COUNT = st.sampled_from(["{urut}", *(f"{{urut:{width}}}" for width in range(1, 7))])
PARTS = st.builds(
    NumberParts,
    st.integers(1, 999_999),
    st.integers(0, 9999),
    st.integers(1, 12),
    st.from_regex(re.compile(UNIT_CODE, re.ASCII), fullmatch=True),
)


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """Any pattern: a count, some fields, and any words between them, in any order."""
    fields = draw(st.permutations([draw(COUNT), *draw(st.lists(FIELDS, unique=True, max_size=3))]))
    return draw(WORDS) + "".join(field + draw(WORDS) for field in fields)


@pytest.mark.slow
@settings(max_examples=tries(300))
@given(patterns(), PARTS)
def test_what_a_pattern_makes_it_reads_as_the_same_parts(text: str, parts: NumberParts) -> None:
    text = " ".join(text.split())
    assume(NumberPattern.problem_of(text) == "")
    pattern = NumberPattern.of(text)
    number = pattern.write(parts)
    found = pattern.read(number)
    assert found is not None
    assert pattern.write(found) == number
    for part in ("urut", "tahun", "bulan", "unit"):
        assert getattr(found, part) == (getattr(parts, part) if f"{{{part}" in text else (0 if part != "unit" else ""))
    careless = pattern.read(f" {number.swapcase()} ")
    assert careless is None or careless.urut == found.urut


@pytest.mark.slow
@settings(max_examples=tries(300))
@given(st.text(max_size=30))
def test_any_text_is_a_pattern_or_has_a_reason(text: str) -> None:
    problem = NumberPattern.problem_of(text)
    if problem:
        with pytest.raises(ValueError, match=re.escape(problem)):
            NumberPattern.of(text)
    else:
        assert NumberPattern.of(text).read(NumberPattern.of(text).write(NumberParts(7, 2026, 3, "A"))) is not None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("000/{urut:3}/{tahun}", ""),
        ("{urut}", ""),
        ("{urut:6}", ""),
        ("{urut:7}", "paling banyak 6 angka"),
        ("{urut:0}", "tidak dikenal"),
        ("{urut:}", "tidak dikenal"),
        ("065/{tahun}", "satu kali"),
        ("{urut}/{urut:3}", "satu kali"),
        ("{urut}/{tahun}/{tahun}", "dua kali"),
        ("{urut}/{bulan}/{bulan_romawi}/{tahun}", "dua kali"),
        ("{urut}/{bulan}", "tanpa {tahun}"),
        ("{urut}/{nomor}", "'{nomor}' tidak dikenal"),
        ("{urut}/{tahun", "tidak berpasangan"),
        ("{urut}}/x", "tidak berpasangan"),
        ("{urut}{tahun}", ""),
        ("{urut}/{unit}", ""),
        ("{urut}{unit}", "tanda pemisah"),
        ("{urut}/A{unit}", "tanda pemisah"),
        ("{unit}1/{urut}", "tanda pemisah"),
        ("{unit} {urut}", "tanda pemisah"),
        ("{unit} - {urut}", ""),
    ],
)
def test_patterns(text: str, problem: str) -> None:
    said = NumberPattern.problem_of(text)
    assert problem in said
    assert bool(problem) == bool(said)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("000/012/SEKRE/III/2026", NumberParts(12, 2026, 3, "SEKRE")),
        ("000/12/sekre/iii/2026", NumberParts(12, 2026, 3, "sekre")),
        ("000 / 012 / SEKRE / III / 2026", NumberParts(12, 2026, 3, "SEKRE")),
        ("000/1234/A.1-b/XII/2026", NumberParts(1234, 2026, 12, "A.1-b")),
        ("000/000/SEKRE/III/2026", None),
        ("000/012/SEKRE/XIII/2026", None),
        ("000/012/SEKRE/III/26", None),
        ("001/012/SEKRE/III/2026", None),
        ("", None),
    ],
)
def test_numbers(number: str, parts: NumberParts | None) -> None:
    assert NumberPattern.of("000/{urut:3}/{unit}/{bulan_romawi}/{tahun}").read(number) == parts
