"""docs/pengembang/lisensi.md lists all packages that the program brings, with their licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.build_fingerprint import NAME
from tests.support.tools import ROOT, assert_golden

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "pengembang" / "lisensi.md"
_HEAD = """---
title: Licences
---

# Licences

The packages that the program brings with it, and theirs in turn, as their own metadata say. Made by
`SOP_TULIS_EMAS=1 .venv/bin/python -m pytest tests/docs/test_licences.py`. The shipped font Liberation Sans is under the
SIL Open Font Licence 1.1.

| Package | Licence |
|---|---|
"""
_FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|Unlicense|HPND|LGPL|Zlib|EPL|CC0|0BSD|Public Domain",
    re.IGNORECASE,
)
"""Licences under which a program of any licence may be built on the package."""


_IN_ITS_FILE = {"pyxform": "BSD-2-Clause"}
"""What the licence file of a package says whose metadata say nothing."""


def packages() -> set[str]:
    """All that is installed for the program itself, without extras."""
    found: set[str] = set()
    todo = [Requirement(one) for one in requires(NAME) or ()]
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            inner = requires(name) or ()
        except PackageNotFoundError:
            continue
        found.add(name)
        todo += [Requirement(one) for one in inner]
    return found


def licence_of(about: PackageMetadata) -> str:
    said = about.get("License-Expression") or _IN_ITS_FILE.get(about["Name"], "")
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License ::")
    ]
    first = (about.get("License") or "").strip().splitlines()
    return said or ", ".join(one for one in classified if one != "OSI Approved") or (first[0][:60] if first else "")


def rows() -> Iterator[tuple[str, str]]:
    for name in sorted(packages()):
        yield name, licence_of(metadata(name))


def test_the_list_is_that_of_the_packages() -> None:
    text = _HEAD + "".join(f"| {name} | {licence.replace('|', '/')} |\n" for name, licence in rows())
    assert_golden(PAGE, text)


def test_every_licence_is_known_and_free() -> None:
    assert len(packages()) > 20
    assert [(name, licence) for name, licence in rows() if not _FREE.search(licence)] == []
    assert [(name, licence) for name, licence in rows() if re.search(r"AGPL|(?<!L)GPL", licence)] == []
