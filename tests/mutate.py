"""Mutation run: small faults are put into the program one by one, and the tests beside it must notice each.

    python -m tests.mutate [ROOM ...] [--sample N] [--seed S] [--limit PERCENT] [--jobs N]

A room is a folder of generator/. The fast tests are collected once; one traced run tells which of them passes through
which line. Then every mutant of a seeded sample (the same for the same source) is put into a forked child, which
forgets all that was kept and runs the tests that pass there until the first one fails. Limits are CPU time, so a busy
machine changes nothing. A mutant that no test can tell from the program stands with its reason in mutate_equal.toml;
it is left out of the sample, and an entry that fits nothing any more is an error.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from generator.data.ingatan import forget_all
from tests.mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
EQUAL = Path(__file__).with_name("mutate_equal.toml")
ROOMS = {
    "check": ("tests/check", "tests/data/test_cases.py", "tests/docs/test_kesalahan_umum.py"),
    "forms": ("tests/forms",),
    "revisi": ("tests/revisi", "tests/pages/test_riwayat.py"),
}
"""Folder of generator/ -> the tests beside it, which should notice its faults without the help of others."""
FAST = ("-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutate", "-m", "not browser and not build")
TEST_S, SPARE_S, WALL_S = 4.0, 10.0, 600
"""A slower test (CPU) is not asked; a mutant may use so much CPU beyond thrice its tests' cost, and so much time."""

Lines = set[tuple[str, int]]


class Tracer:
    """A pytest plugin: which lines of ``files`` each test passes, with its shared fixtures."""

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.now: Lines = set()
        self.lines: dict[str, Lines] = {}
        self.cost: dict[str, float] = {}
        self._shared: dict[object, Lines] = {}

    def _call(self, frame: Any, event: str, arg: object) -> Any:
        return self._line if frame.f_code.co_filename in self.files else None

    def _line(self, frame: Any, event: str, arg: object) -> Any:
        if event == "line":
            self.now.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line

    def _traced(self, into: Lines) -> Iterator[Any]:
        before, self.now = self.now, into
        tracer = sys.gettrace()
        sys.settrace(self._call)
        try:
            return (yield)
        finally:
            sys.settrace(tracer)
            self.now = before

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[Any]:
        return (yield from self._traced(self._shared.setdefault(fixturedef, set())))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> Iterator[Any]:
        forget()
        own: Lines = set()
        start = time.process_time()
        done = yield from self._traced(own)
        self.cost[item.nodeid] = time.process_time() - start
        definitions = [row for rows in item._fixtureinfo.name2fixturedefs.values() for row in rows]
        self.lines[item.nodeid] = own.union(*(self._shared.get(definition, ()) for definition in definitions))
        return done


class UnplacedError(Exception):
    """A fault of this script: it does not find what it is to change."""


class Verdict:
    """A pytest plugin: notes whether a test failed."""

    failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid}\n{report.longreprtext}"


@functools.cache
def _caches() -> list[Callable[[], None]]:
    kept = [thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper)]
    # Test modules in folders without __init__ have no "tests." in front.
    return [
        thing.cache_clear
        for thing in kept
        if (thing.__module__ or "").split(".")[0] in ("generator", "tests", *_HELPERS)
    ]


_HELPERS = sorted(path.stem for path in (ROOT / "tests").rglob("*.py"))


def forget() -> None:
    """Empty the memories of the program and of the tests."""
    forget_all()
    for clear in _caches():
        clear()


def put(mutant: Mutant) -> None:
    """Change the running program: the code of a function that lives already, or the names of a module."""
    module = _module_of(mutant.file)
    code = compile(mutant.source, str(mutant.file), "exec")
    if mutant.in_function:
        new = _function(code, mutant.lines.start)
        gc.unfreeze()  # what a build or a check has frozen is hidden from get_objects
        found = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType) and _is(thing.__code__, new)]
        if not found:
            raise UnplacedError(f"{mutant}: nothing to change")
        for thing in found:
            thing.__code__ = new
        return
    before = dict(module.__dict__)
    exec(code, module.__dict__)  # the same names, so functions that are held elsewhere see the change too
    changed = {name for name, old in before.items() if module.__dict__[name] is not old and not name.startswith("__")}
    for name in [name for name in changed if isinstance(before[name], type) and name not in mutant.classes]:
        module.__dict__[name] = before[name]  # what is one of these stays one
        changed.remove(name)
    for other in list(sys.modules.values()):
        if (getattr(other, "__file__", None) or "").startswith(str(ROOT)):
            for name in changed & vars(other).keys():
                if vars(other)[name] is before[name]:
                    setattr(other, name, module.__dict__[name])


def _module_of(file: Path) -> ModuleType:
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return sys.modules[name]


def _function(code: CodeType, line: int) -> CodeType:
    """The outermost function around ``line``; classes are looked into."""
    inside = [part for part in code.co_consts if isinstance(part, CodeType)]
    for part in inside:
        lines = [at for _, _, at in part.co_lines() if at]
        if part.co_firstlineno <= line <= max(_last(part), *lines):
            return (
                part if part.co_flags & 1 else _function(part, line)
            )  # 1 = has locals of its own, so is no class body
    raise UnplacedError(f"{code.co_filename}:{line}: no function there")


def _last(code: CodeType) -> int:
    inner = [_last(part) for part in code.co_consts if isinstance(part, CodeType)]
    return max([at for _, _, at in code.co_lines() if at] + inner)


def _is(old: CodeType, new: CodeType) -> bool:
    return (old.co_filename, old.co_qualname, old.co_firstlineno) == (
        new.co_filename,
        new.co_qualname,
        new.co_firstlineno,
    )


def forked(work: Callable[[], int], log: Path) -> int:
    """A child that does ``work`` and ends with what it returns; its process id."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


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


class Covered:
    """Which tests pass which lines, and what each costs."""

    def __init__(self, lines: dict[str, Lines], cost: dict[str, float], files: set[str]) -> None:
        self.cost = cost
        self.by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.by_file: dict[str, set[str]] = defaultdict(set)
        self._texts = {file: Path(file).read_text("utf-8") for file in files}
        for test, passed in lines.items():
            for file, line in passed:
                self.by_line[file, line].add(test)
                self.by_file[file].add(test)

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that pass it, cheap ones first; outside of functions those that pass its module or its users."""
        if mutant.in_function:
            found = set().union(*(self.by_line.get((str(mutant.file), line), set()) for line in mutant.lines))
        else:
            name = _module_of(mutant.file).__name__
            users = [file for file, text in self._texts.items() if f"{name} " in text]
            found = set().union(*(self.by_file.get(file, set()) for file in (str(mutant.file), *users)))
        return sorted((test for test in found if self.cost[test] <= TEST_S), key=lambda test: (self.cost[test], test))


class Run:
    """A pytest plugin that puts the mutants to the collected tests instead of running these. ``ends``: mutant -> how it
    ended: "killed", "time", "survived" or "no test"."""

    def __init__(self, chosen: list[Mutant], files: set[str], jobs: int, folder: Path) -> None:
        self.chosen, self.files, self.jobs, self.folder = chosen, files, jobs, folder
        self.ends: dict[Mutant, str] = {}
        self.cover: Covered | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _caches()
        self.cover = self._covered(session)
        by_id = {item.nodeid: item for item in session.items}
        running: dict[int, tuple[Mutant, Path]] = {}
        for number, mutant in enumerate(self.chosen):
            tests = self.cover.tests(mutant)
            if not tests:
                self.ends[mutant] = "no test"
                continue
            if len(running) >= self.jobs:
                self._end(running)
            folder = self.folder / str(number)
            running[self._start(mutant, [by_id[test] for test in tests], session.config, folder)] = mutant, folder
        while running:
            self._end(running)
        return True

    def _covered(self, session: pytest.Session) -> Covered:
        """One traced run of the tests; it must be green."""
        kept = self.folder / "lines"

        def work() -> int:
            tracer = Tracer(self.files)
            session.config.pluginmanager.register(tracer)
            failed = run_tests(session.items, session.config, self.folder / "trace")
            kept.write_bytes(pickle.dumps((tracer.lines, tracer.cost)))
            print(failed)
            return 1 if failed else 0

        _, status = os.waitpid(forked(work, self.folder / "trace.log"), 0)
        if status:
            pytest.exit(f"{(self.folder / 'trace.log').read_text('utf-8')}\nthe tests fail without any mutant", 3)
        return Covered(*pickle.loads(kept.read_bytes()), self.files)

    def _start(self, mutant: Mutant, items: list[pytest.Item], config: pytest.Config, folder: Path) -> int:
        assert self.cover
        cpu_s = int(3 * sum(self.cover.cost[item.nodeid] for item in items) + SPARE_S)

        def work() -> int:
            used = int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_s, used + cpu_s + 5))
            signal.alarm(WALL_S)
            forget()
            try:
                put(mutant)
            except UnplacedError:
                raise
            except Exception as error:  # a module that cannot be made any more
                print(repr(error))
                return 1
            failed = run_tests(items, config, folder)
            print(failed)
            return 1 if failed else 0

        return forked(work, folder.with_suffix(".log"))

    def _end(self, running: dict[int, tuple[Mutant, Path]]) -> None:
        child, status = os.waitpid(-1, 0)
        mutant, folder = running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        if code == 3:
            print(f"{mutant}:\n{folder.with_suffix('.log').read_text('utf-8')[-2000:]}", file=sys.stderr)
        self.ends[mutant] = {0: "survived", 1: "killed"}.get(code, "time" if code < 0 else "broken")
        shutil.rmtree(folder, ignore_errors=True)
        if len(self.ends) % 50 == 0:
            print(f"  {len(self.ends)}/{len(self.chosen)}", file=sys.stderr, flush=True)


def sample(room: str, size: int, seed: str, equal: list[dict[str, str]]) -> list[Mutant]:
    """Mutants of a room, from each module its share; those known to be equal to the program are left out."""
    known = {(row["file"], row["old"], row["new"]) for row in equal if row["file"].startswith(f"generator/{room}/")}
    modules = {file: mutants_of(file) for file in sorted((ROOT / "generator" / room).rglob("*.py"))}
    total = sum(map(len, modules.values()))
    chosen: list[Mutant] = []
    for file, every in modules.items():
        name = file.relative_to(ROOT).as_posix()
        real = [mutant for mutant in every if (name, mutant.old, mutant.new) not in known]
        known -= {(name, mutant.old, mutant.new) for mutant in every}
        share = len(real) if not size else min(len(real), -(-size * len(every) // total))
        chosen += sorted(random.Random(f"{seed}:{name}").sample(real, share), key=lambda mutant: mutant.lines.start)
    if known:
        sys.exit(f"{EQUAL.name} names what is not there: {sorted(known)}")
    return chosen


def report(chosen: dict[str, list[Mutant]], run: Run, limit: float) -> int:
    """Print the survivors and the share of them; 1 = too many."""
    good = True
    for mutants in chosen.values():
        for mutant in mutants:
            if run.ends[mutant] not in ("killed", "time"):
                place = f"{mutant.file.relative_to(ROOT)}:{mutant.lines.start}"
                print(f"{place}: {run.ends[mutant]}\n  - {mutant.old}\n  + {mutant.new}")
    for room, mutants in chosen.items():
        count = Counter(run.ends[mutant] for mutant in mutants)
        lived = len(mutants) - count["killed"] - count["time"]
        share = 100 * lived / len(mutants)
        good &= share <= limit
        print(f"{room}: {lived} of {len(mutants)} mutants survived ({share:.1f} %); {dict(sorted(count.items()))}")
    return 0 if good else 1


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM", help=", ".join(ROOMS))
    ask.add_argument("--sample", type=int, default=150, help="mutants of each room; 0 = all")
    ask.add_argument("--seed", default="1")
    ask.add_argument("--limit", type=float, default=10.0, help="percent of survivors above which the run fails")
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = ask.parse_args()
    os.chdir(ROOT)
    equal = tomllib.loads(EQUAL.read_text("utf-8"))["equal"]
    chosen = {room: sample(room, asked.sample, asked.seed, equal) for room in asked.rooms}
    every = [mutant for mutants in chosen.values() for mutant in mutants]
    tests = sorted({test for room in asked.rooms for test in ROOMS[room]})
    with tempfile.TemporaryDirectory(prefix="mutate-") as name:
        run = Run(every, {str(mutant.file) for mutant in every}, asked.jobs, Path(name))
        code = int(pytest.main([*FAST, *tests], plugins=[run]))
    return report(chosen, run, asked.limit) if len(run.ends) == len(every) else code or 3


if __name__ == "__main__":
    sys.exit(main())
