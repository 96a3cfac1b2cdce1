"""The template engine: values escaped once, none missing; what it compiled is kept, and never needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from generator.templates import compiled_templates, make_environment

PAGE = {"judul": "Surat", "lama": "a", "baru": "b", "tujuan": "../b/", "instansi": {"plain_name": "Kantor"}}


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ a.absent }}", "{{ f(absent) }}", "{% if absent %}{% endif %}"])
def test_what_is_missing_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError, match="absent"):
        make_environment("generator.pages").from_string(source).render(a="a", f=str)


def test_values_are_escaped_once() -> None:
    template = make_environment("generator.pages").from_string("{{ a }}{{ b }}{{ a ~ b }}")
    assert template.render(a="<b>", b=Markup("<i>&amp;</i>")) == "&lt;b&gt;<i>&amp;</i>&lt;b&gt;<i>&amp;</i>"


@pytest.fixture
def users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache of a user who has none yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compiled_templates.cache_clear()
    yield tmp_path / "cache"
    compiled_templates.cache_clear()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that are compiled from now on."""
    names: list[str] = []
    compile_template = Environment.compile

    def noted(self: Environment, source: str, name: str, filename: str) -> object:
        names.append(name)
        return compile_template(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def drawn() -> str:
    return make_environment("generator.pages").get_template("pindah.html").render(PAGE)


def test_a_template_is_compiled_once_for_a_user(users_cache: Path, compiled: list[str]) -> None:
    first = drawn()
    assert drawn() == first and "<h1>Surat</h1>" in first
    assert compiled == ["pindah.html"]
    (kept,) = (path for path in users_cache.rglob("*") if path.is_file())
    kept.unlink()
    assert drawn() == first and compiled == ["pindah.html"] * 2


@pytest.mark.parametrize("part", [0, 1, 10, 40, 100])
def test_what_is_damaged_is_compiled_anew(part: int, users_cache: Path, compiled: list[str]) -> None:
    first = drawn()
    (kept,) = (path for path in users_cache.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:part] + b"\xff" * 30)
    assert drawn() == drawn() == first
    assert compiled == ["pindah.html"] * 2, "the damaged one was replaced"


@pytest.mark.slow
def test_a_user_without_a_cache_needs_none(
    users_cache: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    users_cache.write_text("no folder")
    assert drawn() == drawn()
    assert compiled == ["pindah.html"] * 2 and users_cache.read_text() == "no folder"
    monkeypatch.setattr("generator.templates.user_cache_path", lambda _: Path("~/.cache"))  # a user without a home
    compiled_templates.cache_clear()
    assert compiled_templates() is None
