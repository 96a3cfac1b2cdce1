"""Fixtures that several parts share (the two built sites and a browser), marks, and the memory of the processes."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings
from hypothesis.internal.conjecture import providers

from generator.data.memo import forget_all
from generator.io.processes import collect_seldom, give_back_memory
from generator.paper.typesetting import BERSAMA
from generator.pipeline import Result, build
from generator.site.mkdocs import MaterialBuilder
from tests.support.marks import marks_of
from tests.support.memory_disk import write_in_memory
from tests.support.once import made_once
from tests.support.one_theme import remembered
from tests.support.tools import CHROMIUM_ARGS, PATIENCE_S, ROOT, apart, need_program

try:
    import resource
except ImportError:  # Windows: nobody measures
    resource = None  # type: ignore[assignment]
if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile(
    "mutate", settings.get_profile("tests"), database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("tests")
# A derandomized test still draws constants of the program's modules, of those that are loaded when it runs: what was
# tried would hang on which tests ran before in the same process. There is no public setting.
pytest.MonkeyPatch().setattr(providers, "_get_local_constants", partial(getattr, providers, "_local_constants"))

PEAKS = pytest.StashKey[dict[str, int]]()
"""Process -> the most memory it has held, in MB."""
HELD = pytest.StashKey[int]()
"""What this process held (MB) when unused memory was last given back."""
WRITTEN = pytest.StashKey[Path | None]()
"""The folder of all that the run writes, which goes with it, or with the next one where a test failed; None = the
system's."""
LARGE_MB = 25
"""A test that made the process grow by more is tidied up after at once."""


def pytest_configure(config: pytest.Config) -> None:
    """A run without browser and builds is one between two edits: it tries fewer random cases (``tools.tries``).

    All processes of a run share a folder of finished papers: the same few agencies are built again and again, and most
    of that was setting the same papers. What sets papers for their own sake asks for ``papers_set_anew``, or for
    ``compile_document``, which knows no folder."""
    collect_seldom()
    if "not build" in config.option.markexpr:
        os.environ["SOP_CEPAT"] = "1"
    if not hasattr(config, "workerinput"):
        config.stash[WRITTEN] = write_in_memory()
        papers = TemporaryDirectory(prefix="cetakan-")
        os.environ[BERSAMA] = papers.name
        config.add_cleanup(papers.cleanup)


@pytest.fixture
def papers_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers of this test are not taken from those that other tests made."""
    monkeypatch.delenv(BERSAMA)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A test is not named by a whole file: one of 5 MB made a name of 20 MB, which every process keeps."""
    return f"{argname} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 300 else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or builds a site; what is fast runs first."""
    for item in items:
        for mark in marks_of(item):
            item.add_marker(mark)
    items.sort(key=lambda item: sum(item.get_closest_marker(mark) is not None for mark in ("slow", "build", "browser")))


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: the collector does not look through them again after each module, which
    took a fifth of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _a_whole_build_is_marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says so where tests/support/marks.py does not see that a test builds a site."""
    if request.node.get_closest_marker("build") is None:

        def unmarked(*_: object) -> None:
            pytest.fail("this test builds a site: mark it with @pytest.mark.build")

        monkeypatch.setattr(MaterialBuilder, "_run", unmarked)


@pytest.fixture(scope="module")
def one_theme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For modules whose sites all look the same: the theme's files, and what draws frames, are made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MaterialBuilder, "_run", remembered(MaterialBuilder._run, tmp_path_factory.mktemp("tema")))
        yield


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """What a module's tests made is given back before the next module, what a large test made before the next test: a
    build keeps the collector from doing so, and the allocator keeps what it was given."""
    ended = nextitem is None or nextitem.path != item.path
    if ended:
        forget_all()
    if ended or _held_mb() > item.config.stash.get(HELD, 0) + LARGE_MB:
        gc.collect()
        give_back_memory()
        item.config.stash[HELD] = _held_mb()


def _held_mb() -> int:
    """What this process holds now."""
    if sys.platform != "linux":
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def _peak_mb() -> int:
    if resource is None:
        return 0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells its peak to the process that started it; that one fails where SOP_MEMORI (MB) was not enough."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["peak_mb"] = _peak_mb()
        return
    peaks = session.config.stash.setdefault(PEAKS, {})
    if not session.config.getoption("numprocesses", None):
        peaks["pytest"] = _peak_mb()
    if session.exitstatus == pytest.ExitCode.OK and max(peaks.values(), default=0) > _most_mb():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    written = session.config.stash[WRITTEN]
    if written and session.exitstatus != pytest.ExitCode.TESTS_FAILED:  # else one looks into it
        session.config.add_cleanup(partial(shutil.rmtree, written, ignore_errors=True))


def _most_mb() -> float:
    return float(os.environ.get("SOP_MEMORI", "inf"))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    if "peak_mb" in getattr(node, "workeroutput", {}):
        node.config.stash.setdefault(PEAKS, {})[node.gateway.id] = node.workeroutput["peak_mb"]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    peaks = config.stash.get(PEAKS, {})
    if peaks:
        much = f" (SOP_MEMORI allows {_most_mb():g})" if max(peaks.values()) > _most_mb() else ""
        terminalreporter.write_line("peak memory: " + ", ".join(f"{name} {mb} MB" for name, mb in peaks.items()) + much)


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """Programs that the test starts hear Ctrl+C, also where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def build_for_test(data: Path, folder: Path) -> tuple[Path, Result]:
    """Build ``data`` for real, with the site below ``folder``."""
    return folder / "site", apart(build, data, folder / "site", home=folder / "kerja")


@pytest.fixture(scope="session")
def seed_build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, Result]:
    """The site of sop_data/, and what the build said."""
    return made_once(tmp_path_factory, worker_id, "sop_data", partial(build_for_test, ROOT / "sop_data"))


@pytest.fixture(scope="session")
def example_build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, Result]:
    """The site of examples/dinas-contoh, and what the build said."""
    contoh = ROOT / "examples" / "dinas-contoh"
    return made_once(tmp_path_factory, worker_id, contoh.name, partial(build_for_test, contoh))


@pytest.fixture(scope="session")
def seed_site(seed_build: tuple[Path, Result]) -> Path:
    return seed_build[0]


@pytest.fixture(scope="session")
def example_site(example_build: tuple[Path, Result]) -> Path:
    return example_build[0]


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """Makes pages that wait as long as every test does."""

    def made(**options: Any) -> Any:
        page = make(**options)
        page.set_default_timeout(1000 * PATIENCE_S)
        return page

    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; skipped loudly where it is absent."""
    program = need_program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS, timeout=1000 * PATIENCE_S)
        for name in ("new_context", "new_page"):
            setattr(browser, name, _patient(getattr(browser, name)))
        yield browser
        browser.close()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Path:
    """One of ``SITES`` (indirect parameter)."""
    site: Path = request.getfixturevalue(request.param)
    return site
