"""Every command that writes data: killed at any moment it loses nothing and is finished by being given again; two at
once do not meet; on a trial nothing is written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.examine import examine
from generator.io import lock
from tests.commands.test_revision import run
from tests.support.tools import tries
from tests.support.writing_acts import ACTS, Apart, contents, prepare

pytestmark = pytest.mark.slow

pytest.importorskip("fcntl")
KILLS = tries(4, "SOP_BUNUH")
MENDED_BY = ("sop rename", "sop restore", "sop withdraw", "sop publish")
TRIED = [name for name, act in ACTS.items() if act.words.split()[0] not in ("new", "check")]


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=pytest.mark.xdist_group(f"act {name}")) for name in ACTS]
)
def act(
    request: pytest.FixtureRequest, apart: Apart, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, Path, int]:
    """The name of an act, the data before it and after it, and the number of its lines."""
    folder = tmp_path_factory.mktemp("aksi")
    before = prepare(folder, ACTS[request.param])
    after = folder / "sesudah"
    shutil.copytree(before, after)
    answer = apart(after, ACTS[request.param].words)
    assert answer["codes"] == [0]
    assert contents(after) != contents(before)
    return request.param, before, after, answer["lines"]


def test_a_kill_loses_nothing(act: tuple[str, Path, Path, int], apart: Apart, tmp_path: Path) -> None:
    name, before, after, lines = act
    words, old, new = ACTS[name].words, contents(before), contents(after)
    assert lines > 50
    chosen = random.Random(name)
    moments = sorted({1, lines - 1, *(chosen.randrange(1, lines) for _ in range(KILLS))})
    folders = [tmp_path / str(moment) for moment in moments]
    for folder in folders:
        shutil.copytree(before, folder)
    answers = [apart(folder, words, moment) for folder, moment in zip(folders, moments, strict=True)]
    assert {code for answer in answers for code in answer["codes"]} == {-9}
    killed = [contents(folder) for folder in folders]
    wrong = {(found.file, found.code) for found in examine(before)[1]}
    kept, known = {*old.values()} & {*new.values()}, {*old.values(), *new.values()}
    for moment, folder, now in zip(moments, folders, killed, strict=True):
        assert {*now.values()} <= known, (moment, "a file is old or new, never half")
        assert kept <= {*now.values()}, (moment, "what stays is always there")
        assert all(now.get(path) in (old[path], new[path]) for path in old.keys() & new.keys()), (
            moment,
            "in its place",
        )
        gone = {old[path] for path in old.keys() - new.keys()}
        come = {new[path] for path in new.keys() - old.keys()}
        assert gone <= {*now.values()} or come <= {*now.values()}, (moment, "what moves is at one end or the other")
        for found in examine(folder)[1]:
            said = any(words in found.remedy for words in MENDED_BY) or (found.file, found.code) in wrong
            assert found.severity != "galat" or said, found
    again = [apart(folder, words) for folder in folders]
    for moment, folder, now, answer in zip(moments, folders, killed, again, strict=True):
        assert contents(folder) == new, moment
        assert answer["codes"] == [0] or now == new, (moment, answer)


def test_two_at_once_do_it_once(act: tuple[str, Path, Path, int], apart: Apart, tmp_path: Path) -> None:
    name, before, after, _ = act
    shutil.copytree(before, tmp_path / "data")
    answer = apart(tmp_path / "data", ACTS[name].words, -1)
    assert 0 in answer["codes"] and {*answer["codes"]} <= {0, 1}
    assert contents(tmp_path / "data") == contents(after)


def test_who_comes_second_is_told_why(act: tuple[str, Path, Path, int], tmp_path: Path) -> None:
    name, before, _, _ = act
    data = tmp_path / "data"
    shutil.copytree(before, data)
    file = {"new": "masuk", "rename moved": "surat-datang"}.get(name, "surat")
    with lock.locked(data / "sop" / f"{file}.yml"):
        done = run(*ACTS[name].words.split(), data=data)
    assert done.returncode == 1
    assert "sedang" in done.stdout, done.stdout
    assert contents(data) == contents(before)


@pytest.mark.parametrize("name", TRIED)
def test_a_trial_says_each_change_and_writes_nothing(name: str, tmp_path: Path) -> None:
    before = prepare(tmp_path, ACTS[name])
    after = tmp_path / "sesudah"
    shutil.copytree(before, after)
    old = contents(before)
    tried = run(*ACTS[name].words.split(), "--coba", data=before)
    assert (tried.returncode, contents(before)) == (0, old), tried.stdout
    assert [path.name for path in before.rglob("*") if path.suffix not in ("", ".yml")] == []
    assert "Percobaan: tidak ada berkas yang ditulis." in tried.stdout
    assert run(*ACTS[name].words.split(), data=after).returncode == 0
    new = contents(after)
    for file in {*old, *new}:
        if old.get(file) != new.get(file):
            folder = file.rpartition("/")[0]
            assert file in tried.stdout or f"{folder}\n" in tried.stdout or f"{folder} menjadi" in tried.stdout, file
