"""The program says the version that the changelog has cut last."""

from __future__ import annotations

import re
import tomllib

from tests.support.tools import ROOT


def test_the_newest_version_of_the_changelog_is_that_of_the_program() -> None:
    cut = re.findall(
        r"^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert cut == sorted(cut, key=lambda version: [int(part) for part in version.split(".")], reverse=True)
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == cut[0]
