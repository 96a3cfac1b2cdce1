"""The template engine says what Jinja2 says with its own code: values escaped once, none missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.templat import aman, make_mesin

TEKS = st.text(st.sampled_from("ab &<>\"'\n;é…"))
NILAI = st.one_of(TEKS, TEKS.map(Markup.escape), st.integers(), st.none(), st.lists(TEKS, max_size=2))
SUMBER = """
{%- macro bungkus(isi, kelas="k") %}
<b class="{{ kelas }}">{{ isi }}</b>{{ caller() if caller is defined }}{% endmacro -%}
{%- set jadi %}<i>{{ a }}</i>{% endset -%}
{{ a }}|{{ b }}|{{ bungkus(a) }}|{{ bungkus(isi=b, kelas=a) }}|{{ jadi }}|{{ a ~ b }}|{{ f(a) }}|
{%- for x in (a, b) %}{{ loop.index }}{{ f(x) }}{% endfor %}|{% call bungkus(b) %}{{ a }}{% endcall -%}
{% block isi %}{{ b }}{% endblock %}{{ self.isi() }}"""


@given(NILAI, NILAI)
def test_a_template_says_what_it_says_in_plain_jinja(a: object, b: object) -> None:
    plain = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    said = {"a": a, "b": b, "f": lambda value: f"<{value}>"}
    assert make_mesin("generator.pages").from_string(SUMBER).render(said) == plain.from_string(SUMBER).render(said)


@pytest.mark.parametrize("sumber", ["{{ tiada }}", "{{ a.tiada }}", "{{ f(tiada) }}", "{% if tiada %}{% endif %}"])
def test_what_is_missing_is_an_error(sumber: str) -> None:
    with pytest.raises(UndefinedError, match="tiada"):
        make_mesin("generator.pages").from_string(sumber).render(a="a", f=str)


def test_what_is_finished_stays_what_it_is() -> None:
    finished = Markup("<b>&amp;</b>")
    assert aman(finished) is finished
    assert aman("biasa") == "biasa"
    assert aman("<b>") == "&lt;b&gt;"
