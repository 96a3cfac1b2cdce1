"""Mutation run: small faults are put into the program one by one, and the tests beside it must notice each.

    python -m tests.mutate [ROOM ...] [--sample N] [--seed S] [--limit PERCENT] [--jobs N]

A room is a folder of generator/. The fast tests are collected once; one traced run tells which of them passes through
which line. Then every mutant of a seeded sample (the same for the same source) is put into a forked child, which
forgets all that was kept and runs the tests that pass there until the first one fails. Survivors are printed as they
are found. Limits are CPU time, so a busy machine changes nothing.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import pickle
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from generator.data.memo import forget_all
from tests.mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {
    "check": ("tests/check", "tests/data/test_cases.py", "tests/docs/test_common_mistakes.py"),
    "forms": ("tests/forms", "tests/facts/test_monev.py", "tests/check/test_form_rules.py"),
    "revisions": ("tests/revisions", "tests/commands", "tests/pages/test_revisi_page.py"),
}
"""Folder of generator/ -> the tests beside it, which should notice its faults without the help of others."""
FAST = ("-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutate", "-m", "not browser and not build")
TEST_S, SPARE_S, WALL_S = 4.0, 10.0, 600
"""A slower test (CPU) is not asked; a mutant may use so much CPU beyond thrice its tests' cost, and so much time."""
CAUGHT = ("killed", "time")
Lines = set[tuple[str, int]]


class Tracer:
    """A pytest plugin: which lines of ``files`` each test passes with its fixtures, and its cost (s of CPU)."""

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.now: Lines = set()
        self.lines: dict[str, Lines] = {}
        self.cost: dict[str, float] = {}
        self._fixtures: dict[object, Lines] = defaultdict(set)

    def _trace(self, frame: Any, event: str, arg: object) -> Any:
        if event == "line":
            self.now.add((frame.f_code.co_filename, frame.f_lineno))
        return self._trace if frame.f_code.co_filename in self.files else None

    def _traced(self, into: Lines) -> Iterator[Any]:
        before, self.now = (self.now, sys.gettrace()), into
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            self.now = before[0]
            sys.settrace(before[1])

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[Any]:
        return (yield from self._traced(self._fixtures[fixturedef]))

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: Any) -> Iterator[Any]:
        own = self.lines[pyfuncitem.nodeid] = set()
        return (yield from self._traced(own))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> Iterator[Any]:
        forget()
        start = time.process_time()
        done = yield
        self.cost[item.nodeid] = time.process_time() - start
        for fixture in (one for ones in item._fixtureinfo.name2fixturedefs.values() for one in ones):
            self.lines.setdefault(item.nodeid, set()).update(self._fixtures[fixture])
        return done


class Verdict:
    """A pytest plugin: the first test that failed, and how."""

    failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid}\n{report.longreprtext}"


@functools.cache
def _caches() -> list[Callable[[], None]]:
    """Of the program and of its tests; test modules in folders without __init__ have no "tests." in front."""
    gc.unfreeze()  # what tests/conftest.py has frozen is hidden from get_objects
    own = {"generator", "tests", *(path.stem for path in (ROOT / "tests").rglob("*.py"))}
    kept = [thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper)]
    return [thing.cache_clear for thing in kept if (thing.__module__ or "").split(".")[0] in own]


def forget() -> None:
    """Empty the memories of the program and of the tests."""
    forget_all()
    for clear in _caches():
        clear()


def put(mutant: Mutant) -> None:
    """Change the running program: the code of a function that lives already, or the names of a module."""
    code = compile(mutant.source, str(mutant.file), "exec")
    if mutant.in_function:
        new = _function(code, mutant.lines.start)
        gc.unfreeze()  # as above
        found = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType) and _is(thing.__code__, new)]
        assert found, f"{mutant}: nothing to change"
        for thing in found:
            thing.__code__ = new
        return
    names = sys.modules[module_name(mutant.file)].__dict__
    before = dict(names)
    try:
        exec(code, names)  # the same names, so functions that are held elsewhere see the change too
    except Exception as error:
        raise Unloadable from error
    changed = {name for name, old in before.items() if names[name] is not old and not name.startswith("__")}
    for name in [name for name in changed if isinstance(before[name], type) and name not in mutant.classes]:
        names[name] = before[name]  # what is one of these stays one
        changed.remove(name)
    for other in [vars(module) for module in list(sys.modules.values()) if vars(module) is not names]:
        if (other.get("__file__") or "").startswith(str(ROOT)):
            other.update({name: names[name] for name in changed & other.keys() if other[name] is before[name]})


class Unloadable(Exception):  # noqa: N818
    """A module that cannot be made any more: everybody notices."""


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _function(code: CodeType, line: int) -> CodeType:
    """The outermost function around ``line``; classes are looked into."""
    for part in (part for part in code.co_consts if isinstance(part, CodeType)):
        if part.co_firstlineno <= line <= _last(part):
            has_locals = part.co_flags & 1  # a class body has none
            return part if has_locals else _function(part, line)
    raise AssertionError(f"{code.co_filename}:{line}: no function there")


def _last(code: CodeType) -> int:
    inner = [_last(part) for part in code.co_consts if isinstance(part, CodeType)]
    return max([code.co_firstlineno, *(at for _, _, at in code.co_lines() if at), *inner])


def _is(old: CodeType, new: CodeType) -> bool:
    place = "co_filename", "co_qualname", "co_firstlineno"
    return all(getattr(old, name) == getattr(new, name) for name in place)


def run_tests(items: list[pytest.Item], config: pytest.Config, temp: Path) -> str:
    """Run collected tests until the first one fails; which one, and how."""
    config._tmp_path_factory._given_basetemp = temp  # type: ignore[attr-defined]
    verdict = Verdict()
    config.pluginmanager.register(verdict)
    for item, following in zip(items, [*items[1:], None], strict=True):
        config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if verdict.failed:
            break
    return verdict.failed


def forked(work: Callable[[], str], log: Path) -> int:
    """The id of a child that does ``work`` and ends with 1 where that names a failed test, 3 where it breaks."""
    sys.stdout.flush()
    if child := os.fork():
        return child
    code = 3
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        print(failed := work())
        code = 1 if failed else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


class Run:
    """A pytest plugin that puts the mutants to the collected tests instead of running these. ``ends``: mutant -> how it
    ended: "killed", "time", "survived", "no test", or "broken" by a fault of this script."""

    def __init__(self, chosen: list[Mutant], jobs: int, folder: Path) -> None:
        self.chosen, self.jobs, self.folder = chosen, jobs, folder
        self.files = {str(mutant.file) for mutant in chosen}
        self.ends: dict[Mutant, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _caches()
        lines, cost = self._trace(session)
        running: dict[int, Mutant] = {}
        for number, mutant in enumerate(self.chosen):
            tests = [item for item in session.items if lines[item.nodeid] & self._places(mutant)]
            quick = sorted((t for t in tests if cost[t.nodeid] <= TEST_S), key=lambda test: cost[test.nodeid])
            if not quick:
                self._end(mutant, "no test")
                continue
            if len(running) >= self.jobs:
                self._wait(running)
            cpu_s = 3 * sum(cost[test.nodeid] for test in quick) + SPARE_S
            running[self._start(mutant, quick, session.config, cpu_s, self.folder / str(number))] = mutant
        while running:
            self._wait(running)
        return True

    def _trace(self, session: pytest.Session) -> tuple[dict[str, Lines], dict[str, float]]:
        """The lines and the cost of each test, from one run that must be green; what a module holds outside of its
        functions is passed by every test of it or of a module that names it."""
        kept, log = self.folder / "lines", self.folder / "trace.log"
        tracer = Tracer(self.files)

        def work() -> str:
            session.config.pluginmanager.register(tracer)
            failed = run_tests(session.items, session.config, self.folder / "trace")
            kept.write_bytes(pickle.dumps((tracer.lines, tracer.cost)))
            return failed

        if os.waitpid(forked(work, log), 0)[1]:
            pytest.exit(f"{log.read_text('utf-8')}\nthe tests fail without any mutant", 3)
        print(f"{len(session.items)} tests traced", flush=True)
        lines, cost = pickle.loads(kept.read_bytes())
        texts = {file: Path(file).read_text("utf-8") for file in self.files}
        self.users = {file: [user for user in texts if f"{module_name(Path(file))} " in texts[user]] for file in texts}
        for passed in lines.values():
            passed |= {(file, 0) for file, _ in passed}
        return lines, cost

    def _places(self, mutant: Mutant) -> Lines:
        file = str(mutant.file)
        if mutant.in_function:
            return {(file, line) for line in mutant.passed}
        return {(user, 0) for user in (file, *self.users[file])}

    def _start(self, mutant: Mutant, tests: list[pytest.Item], config: pytest.Config, cpu_s: float, at: Path) -> int:
        def work() -> str:
            signal.setitimer(signal.ITIMER_PROF, cpu_s)
            signal.alarm(WALL_S)
            forget()
            try:
                put(mutant)
            except Unloadable as error:
                return repr(error.__cause__)
            return run_tests(tests, config, at)

        return forked(work, at.with_suffix(".log"))

    def _wait(self, running: dict[int, Mutant]) -> None:
        child, status = os.waitpid(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        self._end(running.pop(child), {0: "survived", 1: "killed"}.get(code, "time" if code < 0 else "broken"))

    def _end(self, mutant: Mutant, how: str) -> None:
        self.ends[mutant] = how
        if how not in CAUGHT:
            place = f"{mutant.file.relative_to(ROOT)}:{mutant.lines.start}"
            print(
                f"[{len(self.ends)}/{len(self.chosen)}] {place}: {how}\n  - {mutant.old}\n  + {mutant.new}", flush=True
            )


def sample(room: str, size: int, seed: str) -> list[Mutant]:
    """Mutants of a room, from each module its share."""
    modules = {file: mutants_of(file) for file in sorted((ROOT / "generator" / room).rglob("*.py"))}
    total = sum(map(len, modules.values()))
    chosen: list[Mutant] = []
    for file, every in modules.items():
        share = min(len(every), -(-size * len(every) // total)) if size else len(every)
        chance = random.Random(f"{seed}:{file.relative_to(ROOT).as_posix()}")
        chosen += sorted(chance.sample(every, share), key=lambda mutant: mutant.lines.start)
    return chosen


def main() -> int:
    """1 = more mutants survived in a room than ``--limit``."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM", help=", ".join(ROOMS))
    ask.add_argument("--sample", type=int, default=150, help="mutants of each room; 0 = all")
    ask.add_argument("--seed", default="1")
    ask.add_argument("--limit", type=float, default=10.0, help="percent of survivors above which the run fails")
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = ask.parse_args()
    os.chdir(ROOT)
    good = True
    for room in asked.rooms:
        chosen = sample(room, asked.sample, asked.seed)
        with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
            run = Run(chosen, asked.jobs, Path(folder))
            _caches.cache_clear()
            code = int(pytest.main([*FAST, *ROOMS[room]], plugins=[run]))
        if len(run.ends) < len(chosen):
            return code or 3
        count = Counter(run.ends.values())
        lived = sum(number for how, number in count.items() if how not in CAUGHT)
        share = 100 * lived / len(chosen)
        good &= share <= asked.limit
        print(f"{room}: {lived} of {len(chosen)} mutants survived ({share:.1f} %), seed {asked.seed}; {dict(count)}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
