"""Which tests need a browser, or build a whole site or what is as dear: found in what they use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from generator import pipeline

_HERE = str(Path(__file__).parents[1])
_BUILDERS = {pipeline.build}
_BUILD_FIXTURES = {"seed_build", "example_build", "seed_site", "example_site", "semua", "recalculated", "klaster"}
"""By these names they are also parameters. The last three are as dear: all papers of the example agency, workbooks
calculated by a spreadsheet program, a cluster."""
_COMMANDS = {"build", "serve", "soffice", "tests.support.site_builder", "zensical"}
"""Words that a test starts a build with, of this program or of another."""
_BROWSERS = {"sync_playwright", "firefox-esr"}
"""Names that a test starts a browser by."""


def marks_of(item: pytest.Item) -> set[str]:
    """ "browser", "build", both or none: by the fixtures of a test, and by what it and they call in tests/."""
    definitions = [row for rows in item._fixtureinfo.name2fixturedefs.values() for row in rows]  # type: ignore[attr-defined]
    parameters = getattr(item, "callspec", None)
    fixtures = {definition.argname for definition in definitions}
    fixtures |= {value for value in parameters.params.values() if isinstance(value, str)} if parameters else set()
    words: set[Any] = set()
    own = [row.func for row in definitions if row.func.__module__ != "tests.conftest"]
    for function in [item.obj, *own]:  # type: ignore[attr-defined]
        words |= _used(function)
    found = {"browser"} if "browser" in fixtures or words & _BROWSERS else set()
    return found | ({"build"} if fixtures & _BUILD_FIXTURES or words & (_BUILDERS | _COMMANDS) else set())


_KNOWN: dict[FunctionType, frozenset[Any]] = {}


def _used(function: Any) -> frozenset[Any]:
    """The words and functions that a function of tests/ names, itself and through others of tests/."""
    function = getattr(function, "__func__", function)
    if isinstance(function, type):
        methods = [value for value in vars(function).values() if isinstance(value, FunctionType)]
        return frozenset().union(*map(_used, methods))
    if not isinstance(function, FunctionType) or not function.__code__.co_filename.startswith(_HERE):
        return frozenset()
    if function not in _KNOWN:
        _KNOWN[function] = frozenset()  # of one that calls itself
        found: set[Any] = set()
        for word in _words(function.__code__):
            found.add(word)
            value = function.__globals__.get(word)
            names = [value]
            if getattr(value, "__name__", "") in ("generator.pipeline",):
                names += [getattr(value, name, None) for name in function.__code__.co_names]
            for named in names:
                if isinstance(named, FunctionType | type):
                    found |= {named, *_used(getattr(named, "__wrapped__", named))}
        _KNOWN[function] = frozenset(found)
    return _KNOWN[function]


def _words(code: CodeType) -> Iterator[str]:
    """Names and texts in a function and in the functions inside of it."""
    yield from code.co_names
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield from _words(value)
        elif isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, str))
