"""The example agency, loaded and laid out once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.check import check
from generator.data.library import Library
from generator.data.loader import load
from generator.findings import Finding
from generator.steps.resolve import ResolvedSop, resolve

CONTOH = Path(__file__).parents[2] / "examples" / "dinas-contoh"


@pytest.fixture(scope="session")
def loaded() -> tuple[Library, list[Finding]]:
    """The data folder and every finding about it."""
    proyek, findings = load(CONTOH)
    assert proyek is not None, findings
    return proyek, [*findings, *check(proyek)]


@pytest.fixture(scope="session")
def proyek(loaded: tuple[Library, list[Finding]]) -> Library:
    return loaded[0]


@pytest.fixture(scope="session")
def tersusun(proyek: Library) -> Mapping[str, ResolvedSop]:
    """Every SOP of the agency, laid out, by its slug."""
    return {slug: resolve(proyek, slug) for slug in proyek.sop}
