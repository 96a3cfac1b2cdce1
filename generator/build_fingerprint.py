"""Which program this is: what one version made, another must not take for its own work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_WITH_US = PACKAGE / "shipped"
SHIPPED = _WITH_US if _WITH_US.is_dir() else PACKAGE.parent
"""Where mkdocs.yml, overrides/ and docs/ of the program lie: in the installed package, or else in its repository."""
NAME = "pustaka-sop"


@cache
def program_hash() -> str:
    """A hash of the program, its templates and fonts, and the versions of the packages that it uses."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and not {"__pycache__", "shipped"} & set(path.parts):
            found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    for name in sorted(_requirements()):
        try:
            found.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            found.update(f"{name} -\n".encode())
    return found.hexdigest()


def release() -> str:
    """The number of this version."""
    try:
        return version(NAME)
    except PackageNotFoundError:  # run from a folder, never installed
        return "0"


def _requirements() -> Iterable[str]:
    try:
        stated = requires(NAME) or []
    except PackageNotFoundError:
        stated = []
    own = (entry.split(";")[0] for entry in stated if "extra ==" not in entry)  # extras make no pages
    return {entry.split("[")[0].split("=")[0].split(">")[0].split("<")[0].strip() for entry in own}
