"""The tools of the tests themselves: marks that are found, and mutants that are what they say."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.build_options import BuildOptions
from generator.examine import examine
from tests.mutants import mutants_of
from tests.support.marks import marks_of
from tests.support.tools import ROOT, tries
from tests.test_cli import sop

BUILD = pytest.mark.build.name


def marks(function: Callable[..., Any], *fixtures: str, **parameters: str) -> set[str]:
    rows = {name: [SimpleNamespace(argname=name, func=plain)] for name in fixtures}
    item = SimpleNamespace(
        obj=function,
        _fixtureinfo=SimpleNamespace(name2fixturedefs=rows),
        callspec=SimpleNamespace(params=parameters) if parameters else None,
    )
    return marks_of(item)  # type: ignore[arg-type]


def plain() -> None:
    assert examine(ROOT / "sop_data")


def builds() -> None:
    pipeline.build(ROOT / "sop_data", ROOT, BuildOptions())


def builds_by_another() -> None:
    assert [builds() for _ in range(1)]


def builds_by_command() -> None:
    sop("build", "--data", "x")


def drives() -> None:
    from playwright.sync_api import sync_playwright

    assert sync_playwright


def test_marks_are_found_in_what_a_test_uses() -> None:
    assert marks(plain) == set()
    assert marks(builds) == marks(builds_by_another) == marks(builds_by_command) == {"build"}
    assert marks(drives) == {"browser"}
    assert marks(plain, "browser") == {"browser"}
    assert marks(plain, "example_build", "browser") == {"browser", "build"}
    assert marks(plain, site="seed_site") == {"build"}
    assert marks(plain, site="other") == set()


@pytest.mark.slow
def test_the_quick_run_tries_less_and_a_variable_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOP_CHARTS", raising=False)
    monkeypatch.setenv("SOP_CEPAT", "0")
    assert (tries(100, "SOP_CHARTS"), tries(5)) == (100, 5)
    monkeypatch.setenv("SOP_CEPAT", "1")
    assert (tries(100, "SOP_CHARTS"), tries(5)) == (10, 3)
    monkeypatch.setenv("SOP_CHARTS", "1000")
    assert tries(100, "SOP_CHARTS") == 1000


def test_this_test_is_in_no_group_and_those_of_the_sites_are(request: pytest.FixtureRequest) -> None:
    assert BUILD not in {mark.name for mark in request.node.iter_markers()}
    for item in request.session.items:
        if {"seed_site", "example_site", "seed_build", "example_build"} & set(getattr(item, "fixturenames", ())):
            assert BUILD in {mark.name for mark in item.iter_markers()}, item.nodeid


SNIPPET = '''"""Words."""

from __future__ import annotations

LIMIT: int = 5
WORDS = ("satu", "dua kata")


def check(value: int, more: bool = True) -> str:
    """More words."""
    if value >= LIMIT and not more:
        return f"{value} saran"
    yield from check(value)
'''


def test_mutants_are_one_edit_each(tmp_path: Path) -> None:
    file = tmp_path / "aturan.py"
    file.write_text(SNIPPET, "utf-8")
    found = mutants_of(file)
    edits = {(mutant.lines.start, mutant.new) for mutant in found}
    assert {
        (5, "LIMIT: int = 4"), (5, "LIMIT: int = 6"), (6, "WORDS = ('satu_', \"dua kata\")"),
        (9, "def check(value: int, more: bool = False) -> str:"),
        (11, "if (value > LIMIT) and not more:"), (11, "if value >= LIMIT and (more):"),
        (11, "if (value >= LIMIT or not more):"), (12, "return None"), (13, "if False: yield from check(value)"),
    } == edits  # fmt: skip
    for mutant in found:
        ast.parse(mutant.source)
        assert mutant.in_function == (mutant.lines.start > 9)
        changed = [a for a, b in zip(SNIPPET.splitlines(), mutant.source.decode().splitlines(), strict=True) if a != b]
        assert [" ".join(line.split()) for line in changed] == [mutant.old]


def test_a_line_of_a_table_is_passed_with_its_statement(tmp_path: Path) -> None:
    """Python tells of one line of it only; the statements inside of a loop are none of its head."""
    file = tmp_path / "aturan.py"
    file.write_text(
        'def f(x):\n    pairs = (\n        ("satu", 1),\n    )\n    for a in (\n        2,\n    ):\n        x += a\n'
    )
    found = {mutant.new: mutant.passed for mutant in mutants_of(file)}
    assert found == {
        "('satu_', 1),": range(2, 5), '("satu", 2),': range(2, 5), '("satu", 0),': range(2, 5),
        "3,": range(5, 8), "1,": range(5, 8), "pass": range(8, 9),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.xdist_group("kelompok")
def test_a_group_of_tests_is_one_for_the_workers(request: pytest.FixtureRequest) -> None:
    """pytest-xdist tells a group by the end of a test's name; a pytest that keeps names elsewhere parts it unseen."""
    if hasattr(request.config, "workerinput") and request.config.getoption("loadgroup"):
        assert request.node.nodeid.endswith("@kelompok")


def test_what_is_tried_does_not_hang_on_the_modules_that_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> list[str]:
        tried: list[str] = []

        @given(st.text())
        def draw(text: str) -> None:
            tried.append(text)

        draw()
        return tried

    before = drawn()
    names = "".join(f"NAME_{number} = 'constant number {number}'\n" for number in range(200))
    (tmp_path / "loaded_later.py").write_text(names, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import_module("loaded_later")
    try:
        assert drawn() == before
    finally:
        del sys.modules["loaded_later"]
