"""What tests of built sites share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Path:
    """One of ``SITES`` (indirect parameter)."""
    site: Path = request.getfixturevalue(request.param)
    return site
