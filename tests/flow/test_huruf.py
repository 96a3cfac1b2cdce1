"""Text metrics: widths of the embedded font, and lines that fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.flow.measure import text_width, wrap

TEXTS = st.text(alphabet="abcdefgh ijklmn OPQR /-–0123 éü", max_size=120)


def test_widths_are_those_of_arial() -> None:
    assert round(text_width("A", 1000)) == 667
    assert round(text_width("A", 1000, bold=True)) == 722
    assert round(text_width(" ", 1000)) == 278
    assert text_width("", 12) == 0
    assert text_width("漢", 12) > 0


@given(TEXTS, st.floats(20, 300))
def test_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, width, 12)
    assert lines
    assert all(text_width(line, 12) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_words_stay_whole_where_they_can() -> None:
    assert wrap("Berkas permohonan", 70, 12) == ["Berkas", "permohonan"]
    assert wrap("Persyaratan/Perlengkapan", 80, 12) == ["Persyaratan/", "Perlengkapan"]
    assert wrap("", 50, 12) == [""]
