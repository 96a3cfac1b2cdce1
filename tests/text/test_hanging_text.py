"""Texts that are remembered: a text of the data is never taken for a finished piece of HTML that equals it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markupsafe import Markup, escape

from generator.data.italics import mark_italics
from generator.text.hanging_text import breakable, measured, paragraphs

HOSTILE = "<img src=x onerror=a()>"


@pytest.mark.parametrize("html_first", [True, False])
@pytest.mark.parametrize("words", [escape, breakable])
def test_a_text_equal_to_a_piece_of_html_is_escaped(words: Callable[[str], str], html_first: bool) -> None:
    paragraphs.cache_clear()
    breakable.cache_clear()
    order = [Markup(HOSTILE), HOSTILE] if html_first else [HOSTILE, Markup(HOSTILE)]
    said = {type(text): paragraphs(text, words) for text in order}
    assert "<img" not in said[str]
    assert said[Markup] == (HOSTILE if words is escape else words(Markup(HOSTILE)))


@pytest.mark.parametrize("marked_first", [True, False])
def test_words_in_italics_and_upright_are_told_apart(marked_first: bool) -> None:
    paragraphs.cache_clear()
    measured.cache_clear()
    marked, upright = mark_italics("hasil *output*"), "hasil output"
    order = [marked, upright] if marked_first else [upright, marked]
    said = {type(text): paragraphs(text) for text in order}
    assert said == {type(marked): "hasil <i>output</i>", str: "hasil output"}
    assert [*measured(marked)[0].lines(99)] != [*measured(upright)[0].lines(99)]
