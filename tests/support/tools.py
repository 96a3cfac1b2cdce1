"""What tests share: the project's folders, work in a process apart, and skipping loudly where something is absent.

With SOP_WAJIB=1 (set by .ci/run) such a skip is a failure.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITES = ["seed_site", "example_site"]
"""The built sites of the data folders that come with the project, for the fixture ``site``."""
SHARED = ROOT.parent / "shared"
"""Source document, test shapes and the judge of charts; not part of the project."""

PATIENCE_S = 300
"""So long a test waits for what comes by itself. It is never waited out but by a fault: a busy machine is slow."""
FEED_LINK = r'<link rel="alternate feed" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">'
"""What names a feed in the head of a page: its title and its address."""
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The list of Playwright, which a second one replaces, and the last two: pages of the browser's own beside each page
    # of a test, which took a third of the time of opening one.
    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]


def tries(usual: int, option: str = "") -> int:
    """How many random cases a test tries: as many as the variable ``option`` says, else the usual number, a tenth of it
    in the quick run (``tests/conftest.py``)."""
    if option in os.environ:
        return int(os.environ[option])
    return max(usual // 10, 3) if os.environ.get("SOP_CEPAT") == "1" else usual


def apart(make: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What ``make`` returns, made in a process of its own, which gives back all the memory that the work took. Neither
    the engine of papers nor the builder of sites does so by itself."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(make, *given, **named).result(PATIENCE_S)


def absent(what: str) -> NoReturn:
    """Skip the test because ``what`` is not on this machine, or fail where it must be there."""
    if os.environ.get("SOP_WAJIB") == "1":
        pytest.fail(f"required here, but absent: {what}")
    pytest.skip(f"absent on this machine: {what}")


def need_shared(name: str) -> Path:
    """A file or folder of ../shared."""
    path = SHARED / name
    if not path.exists():
        absent(f"../shared/{name}")
    return path


def need_program(*names: str) -> str:
    """The path of the first of these programs that is on this machine."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    absent(f"the program {names[0]}")


def digests(site: Path) -> dict[str, str]:
    """The files of a site that is compared with another, each by the hash of its bytes: two sites are much to hold."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def assert_golden(path: Path, text: str) -> None:
    """``text`` is what the golden file holds. SOP_TULIS_EMAS=1 writes it anew; read it before you keep it."""
    if os.environ.get("SOP_TULIS_EMAS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.is_file(), f"{path.name} is not there yet; run once with SOP_TULIS_EMAS=1 and read it"
    assert text == path.read_text("utf-8")
