"""The template engine: values escaped once, none missing."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.templates import make_environment


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ a.absent }}", "{{ f(absent) }}", "{% if absent %}{% endif %}"])
def test_what_is_missing_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError, match="absent"):
        make_environment("generator.pages").from_string(source).render(a="a", f=str)


def test_values_are_escaped_once() -> None:
    template = make_environment("generator.pages").from_string("{{ a }}{{ b }}{{ a ~ b }}")
    assert template.render(a="<b>", b=Markup("<i>&amp;</i>")) == "&lt;b&gt;<i>&amp;</i>&lt;b&gt;<i>&amp;</i>"
