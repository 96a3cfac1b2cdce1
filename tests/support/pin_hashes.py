"""constraints-hashes.txt from what pip says it would install, on the machine whose packages it is about:

pip install --dry-run --ignore-installed --quiet --report pip.json --constraint constraints.txt '.[test,dev]'
python -m tests.support.pin_hashes pip.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.support.tools import ROOT

FILE = ROOT / "constraints-hashes.txt"
_HEAD = """\
# The packages of constraints.txt with the hashes of their files for {}.
# Install from it, then the program:
#   pip install --require-hashes --requirement constraints-hashes.txt
#   pip install --no-deps --no-build-isolation .
# Made by `python -m tests.support.pin_hashes`.
"""


def lines_of(report: dict[str, object], platform: str) -> str:
    """The file, from pip's report: names, versions and hashes; no addresses."""
    found = {}
    for one in report["install"]:  # type: ignore[attr-defined]
        about, archive = one["metadata"], one["download_info"].get("archive_info")
        if archive:
            found[about["name"].lower()] = (
                f"{about['name']}=={about['version']} --hash=sha256:{archive['hashes']['sha256']}"
            )
    return _HEAD.format(platform) + "".join(f"{found[name]}\n" for name in sorted(found))


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    where = told["environment"]
    FILE.write_text(
        lines_of(told, f"CPython {where['python_version']}, {where['platform_system']} {where['platform_machine']}"),
        "utf-8",
    )
