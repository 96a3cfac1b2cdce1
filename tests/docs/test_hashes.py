"""constraints-hashes.txt names the packages and versions of constraints.txt, each with its hash, and no address."""

from __future__ import annotations

import re

import pytest
from packaging.utils import canonicalize_name

from tests.support.pin_hashes import FILE, lines_of
from tests.support.tools import ROOT


def test_the_hashes_are_those_of_the_pinned_versions() -> None:
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    text = FILE.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    hashed = [re.fullmatch(r"([\w.-]+)==(\S+)((?: --hash=sha256:[0-9a-f]{64})+)", line) for line in lines]
    assert all(hashed)
    named = {canonicalize_name(found[1]): found[2] for found in hashed if found}
    pinned = {canonicalize_name(name): version for name, version in pins}
    assert {name: version for name, version in named.items() if pinned.get(name) != version} == {}
    assert len(named) > 0.9 * len(pinned)  # some are for other systems
    assert re.findall(r"https?:|file:|index", text) == []


@pytest.mark.slow
def test_a_report_of_pip_becomes_such_lines() -> None:
    archive = {"archive_info": {"hashes": {"sha256": "a" * 64}}, "url": "https://example.invalid/x.whl"}
    report: dict[str, object] = {
        "install": [
            {"metadata": {"name": "Satu", "version": "1.0"}, "download_info": archive},
            {
                "metadata": {"name": "pustaka-sop", "version": "0"},
                "download_info": {"dir_info": {}, "url": "file:///x"},
            },
        ]
    }
    assert lines_of(report, "X").splitlines()[-1] == f"Satu==1.0 --hash=sha256:{'a' * 64}"
