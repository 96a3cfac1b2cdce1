"""Both agencies and the seed's official document, made once for all tests of this folder."""

from __future__ import annotations

import pytest

from generator.data.proyek import Proyek
from generator.paper import make_dokumen
from tests.paper import alat


@pytest.fixture(scope="session")
def seed() -> Proyek:
    return alat.seed()


@pytest.fixture(scope="session")
def contoh() -> Proyek:
    return alat.contoh()


@pytest.fixture(scope="session")
def resmi(seed: Proyek) -> bytes:
    """The official document of the seed."""
    return make_dokumen(seed, "pengukuran-kinerja")


@pytest.fixture(scope="session")
def semua(contoh: Proyek) -> dict[str, bytes]:
    """Every document of the example agency."""
    return alat.kertas(contoh)
