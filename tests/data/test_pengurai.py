"""Both YAML parsers give the same: libyaml, which is fast, and PyYAML's own, which explains errors better."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.data.source import _parse

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for top in ("sop_data", "examples", "tests/data") for path in (ROOT / top).rglob("*.yml"))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML tanpa libyaml: hanya ada satu pengurai")
def test_both_parsers_say_the_same() -> None:
    compared = 0
    for path in FILES:
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            fast, found = _parse(text, path.name, yaml.CSafeLoader)
            plain, slowly = _parse(text, path.name, yaml.SafeLoader)
            assert bool(found) == bool(slowly), path
            assert (fast.value, fast.marks) == (plain.value, plain.marks) or found, path
            compared += not found
    assert compared > 30
