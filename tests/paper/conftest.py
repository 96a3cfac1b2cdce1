"""Both agencies and the seed's official document, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.library import Library
from tests.support import pdf
from tests.support.once import made_once
from tests.support.tools import apart
from tests.support.whole import make_official


@pytest.fixture(scope="session")
def seed() -> Library:
    return pdf.seed()


@pytest.fixture(scope="session")
def contoh() -> Library:
    return pdf.contoh()


@pytest.fixture(scope="session")
def resmi(seed: Library) -> bytes:
    """The official document of the seed."""
    return make_official(seed, "pengukuran-kinerja")


@pytest.fixture(scope="session")
def semua(contoh: Library, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, bytes]:
    """Every document of the example agency."""

    def make(_: Path) -> dict[str, bytes]:
        made: dict[str, bytes] = apart(pdf.kertas, contoh)
        return made

    return made_once(tmp_path_factory, worker_id, "semua", make)
