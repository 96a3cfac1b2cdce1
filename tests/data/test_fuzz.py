"""Fuzzing the loader and the whole check: whatever stands in a file, the answer is findings, never a traceback.

500 inputs here, as many as SOP_FUZZ says in the long mode (`make fuzz`), which also tries new ones each time.
"""

from __future__ import annotations

import io
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from generator.commands.console import show_findings
from generator.commands.findings_formats import as_github, as_gitlab, as_json
from generator.examine import examine
from generator.findings import has_errors, in_order
from generator.steps.resolve import resolve
from tests.support.random_data import BASES, KINDS, base_folder, mutate, place_of, tree
from tests.support.tools import tries

pytestmark = pytest.mark.slow

RUNS = tries(500, "SOP_FUZZ")
FUZZ = settings(
    max_examples=RUNS // 2,
    deadline=None,
    derandomize="SOP_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
SEEDS = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        base_folder(Path(name))
        yield Path(name)


def assert_survives(folder: Path, name: str, raw: bytes) -> None:
    """The check answers, every answer can be shown everywhere, and data without errors can be laid out."""
    path = folder / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(raw)
    try:
        start, before_kb = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        proyek, findings = examine(folder)
        assert time.process_time() - start < 3
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 200_000
        assert findings == in_order(findings)
        for finding in findings:
            assert finding.message, finding
            assert finding.remedy, finding
            assert "\n" not in finding.message + finding.remedy + finding.kutipan
        show_findings(Console(file=io.StringIO(), width=200), findings, folder)
        for output in (as_json, as_github, as_gitlab):
            output(findings, folder).encode("utf-8")
        if proyek is not None and not has_errors(findings):
            for slug in proyek.sop:
                resolve(proyek, slug)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


@FUZZ
@given(st.sampled_from(BASES), SEEDS)
def test_mutated_real_files(folder: Path, base: Path, seed: int) -> None:
    assert_survives(folder, place_of(base), mutate(base.read_bytes(), seed))


@FUZZ
@given(st.sampled_from(sorted(KINDS)), SEEDS)
def test_trees_shaped_by_the_models(folder: Path, kind: str, seed: int) -> None:
    assert_survives(folder, kind, tree(kind, seed).encode("utf-8", "replace"))
