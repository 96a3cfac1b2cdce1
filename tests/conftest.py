"""Fixtures that several parts share: the two built sites and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from generator.pipeline import Result, build
from tests.perkakas import CHROMIUM_ARGS, ROOT, need_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")


def build_for_test(data: Path, folder: Path) -> tuple[Path, Result]:
    """Build ``data`` for real, with the site below ``folder``."""
    result = build(data, folder / "site", home=folder / "kerja")
    return folder / "site", result


@pytest.fixture(scope="session")
def seed_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The site of sop_data/, and what the build said."""
    return build_for_test(ROOT / "sop_data", tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="session")
def example_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The site of examples/dinas-contoh, and what the build said."""
    return build_for_test(ROOT / "examples" / "dinas-contoh", tmp_path_factory.mktemp("contoh"))


@pytest.fixture(scope="session")
def seed_site(seed_build: tuple[Path, Result]) -> Path:
    return seed_build[0]


@pytest.fixture(scope="session")
def example_site(example_build: tuple[Path, Result]) -> Path:
    return example_build[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; skipped loudly where it is absent."""
    program = need_program("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        yield browser
        browser.close()
