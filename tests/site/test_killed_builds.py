"""Builds that cannot break: killed, out of space, two at once; the old or the new site is there, atomic.

SOP_BUNUH=50 kills at that many moments (`make test-long`).
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from generator.build_options import BuildOptions
from generator.io import atomic, lock
from generator.pipeline import build
from generator.site.record import NAME
from tests.data.test_cases import AGENCY
from tests.support.once import made_once
from tests.support.site_builder import build_in
from tests.support.tools import PATIENCE_S, ROOT, absent, need_program

MOMENTS = int(os.environ.get("SOP_BUNUH", "8"))
SOP = "judul: {}\npelaksana: [petugas]\nlangkah: [{{uraian: Menulis surat {}, pelaksana: petugas}}]\n"
STATES = {
    "lama": {"sop/tetap.yml": SOP.format("Tetap", "satu"), "sop/hilang.yml": SOP.format("Hilang", "dua")},
    "baru": {"sop/tetap.yml": SOP.format("Tetap", "tiga"), "sop/tambah.yml": SOP.format("Tambah", "empat")},
}
"""The data before and after: one SOP changes, one goes, one comes."""
OWN = {"panduan/catatan.md": "# Catatan sendiri\n", "sop/tetap/lampiran.txt": "milik kantor\n"}
"""Hand-written files in docs/, one of them in the folder of a generated page."""


def set_data(folder: Path, state: str) -> None:
    shutil.rmtree(folder / "data", ignore_errors=True)
    for name, text in {**AGENCY, **STATES[state]}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Every file with the hash of its content."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def start_docs(folder: Path) -> Path:
    for name, text in OWN.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


Expected = dict[str, tuple[dict[str, str], dict[str, str]]]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Expected:
    """For each state of the data: site and docs as an undisturbed build makes them."""
    return made_once(tmp_path_factory, worker_id, "undisturbed", undisturbed)


def undisturbed(top: Path) -> Expected:
    found = {}
    for state in STATES:
        folder = start_docs(top / state)
        set_data(folder, state)
        assert build_in(folder) == []
        found[state] = (tree(folder / "site"), tree(folder / "docs"))
    assert found["lama"] != found["baru"]
    return found


@contextmanager
def builder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that builds in children of its own, as ordered."""
    command = [sys.executable, "-m", "tests.support.site_builder", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        process.wait(PATIENCE_S)


def order(process: subprocess.Popen[str], words: str) -> list[str]:
    assert process.stdin and process.stdout
    process.stdin.write(words + "\n")
    process.stdin.flush()
    return process.stdout.readline().split()


def assert_whole(folder: Path, expected: Expected, state: str = "") -> str:
    """The site is that of one state (of ``state`` if given), and nobody's own files were touched; returns the state."""
    site = tree(folder / "site")
    states = [name for name, (wanted, _) in expected.items() if site == wanted]
    strange = [sorted(name for name, _ in site.items() ^ wanted.items()) for wanted, _ in expected.values()]
    assert states, f"the site is neither the old nor the new one: {min(strange, key=len)}"
    assert not state or states == [state]
    for name, text in OWN.items():
        assert (folder / "docs" / name).read_text("utf-8") == text
    return states[0]


def assert_clean(folder: Path, expected: Expected, state: str) -> None:
    """All is as if no build had ever been killed."""
    assert_whole(folder, expected, state)
    assert tree(folder / "docs") == expected[state][1]
    beside = {path.name for path in folder.iterdir()} - {"data", "docs", "kerja", "site"}
    assert beside <= {".site.baru"}  # the site before, whole
    assert all((folder / name / atomic.MARK).is_file() for name in beside)
    assert {path.suffix for path in (folder / "kerja" / "pdf").iterdir()} == {""}
    assert sorted(path.name for path in (folder / "kerja").iterdir()) == ["catatan", "pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(tmp_path: Path, expected: Expected) -> None:
    """Killed builds follow each other, each starting from what the last one left; now and then one may finish."""
    chance = random.Random(20)
    folder = start_docs(tmp_path)
    set_data(folder, "lama")
    seen = set()
    with builder(folder) as process:
        assert order(process, "0")[:-2] == []
        set_data(folder, "baru")
        *errors, swap, changes = order(process, "0")
        assert errors == []
        assert 100 < int(swap) < int(changes)
        up = "baru"
        for turn in range(MOMENTS):
            state = "baru" if up == "lama" else "lama"
            set_data(folder, state)
            # Spread over the whole build, and random in each part; every fourth by the clock instead.
            moment = 1 + int((turn + chance.random()) / MOMENTS * int(changes))
            if turn in (2, 3):  # just before and just after the exchange
                moment = int(swap) + turn - 2
            answer = order(process, f"{chance.uniform(0.01, 0.9):.3f}" if turn % 4 == 1 else str(moment))
            assert answer in (["killed"], ["ended"]) or answer[:-2] == []
            up = assert_whole(folder, expected)
            seen.add("new" if up == state else "old")
            if turn % 3 == 2:
                assert order(process, "0")[:-2] == []
                assert_clean(folder, expected, state)
                up = state
    assert seen == {"old", "new"}


def test_two_builds_at_once_do_not_mix(tmp_path: Path, expected: Expected) -> None:
    """Two of the same data, and at the same time one of other data with a workplace of its own, into one site."""
    one, two = start_docs(tmp_path / "satu"), start_docs(tmp_path / "dua")
    set_data(one, "lama")
    set_data(two, "baru")
    (one / "site").mkdir()
    (two / "site").symlink_to(one / "site", target_is_directory=True)
    with builder(one) as first, builder(one) as second, builder(two) as third:
        processes = (first, second, third)
        for process in processes:
            assert process.stdin
            process.stdin.write("0\n")
            process.stdin.flush()
        for process in processes:
            assert process.stdout
            assert process.stdout.readline().split()[:-2] == []
    up = assert_whole(one, expected)
    assert tree(one / "docs") == expected["lama"][1]
    assert tree(two / "docs") == expected["baru"][1]
    # Where the last two builds were of the same workplace, the site before stays, whole; else it is deleted.
    assert {path.name for path in one.iterdir()} - {".site.baru"} == {"data", "docs", "kerja", "site"}
    assert tree(one / ".site.baru") in ({}, expected[up][0])
    # Whichever came last: what is left over misleads nobody who builds next.
    for folder, state in ((one, "lama"), (two, "baru"), (one, "lama")):
        assert build_in(folder) == []
        assert_whole(one, expected, state)


def test_a_build_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE_S", 0.0)
    folder = start_docs(tmp_path)
    set_data(folder, "lama")
    said: list[str] = []
    with lock.locked(folder / "site"):
        result = build(
            folder / "data",
            folder / "site",
            BuildOptions(progress=lambda words, *_: said.append(words)),
            home=folder / "kerja",
        )
    assert [f.code for f in result.findings] == ["D022"]
    assert said == ["Menunggu pembuatan situs lain selesai"]
    assert not (folder / "site").exists()


def test_the_file_of_a_lock_that_nobody_holds_blocks_nobody(tmp_path: Path) -> None:
    (tmp_path / ".situs.kunci").write_text("")
    with lock.locked(tmp_path / "situs"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = [need_program("mount"), "-t", "tmpfs", "-o", "size=48m", "none", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        absent(f"the right to mount a small disk ({done.stderr.strip()})")
    yield place
    subprocess.run([need_program("umount"), str(place)], check=True)


def fill(disk: Path, spare: int) -> Path:
    """Take all space of a disk but ``spare`` bytes."""
    ballast = disk / "beban"
    with ballast.open("wb") as file:
        left = shutil.disk_usage(disk).free - spare
        while left > 0:
            left -= file.write(b"\1" * min(left, 1 << 20))
    return ballast


def test_a_full_disk_leaves_the_old_site(small_disk: Path, expected: Expected) -> None:
    folder = start_docs(small_disk)
    set_data(folder, "lama")
    assert build_in(folder) == []
    set_data(folder, "baru")
    for spare in (0, 100_000, 400_000, 1_000_000):
        ballast = fill(small_disk, spare)
        assert build_in(folder) == ["D020"], spare
        assert_whole(folder, expected, "lama")
        ballast.unlink()
    assert build_in(folder) == []
    assert_clean(folder, expected, "baru")


def test_a_full_disk_is_told_in_plain_words(small_disk: Path, expected: Expected) -> None:
    site = small_disk / "situs"
    set_data(small_disk, "lama")
    fill(small_disk, 1_000_000)
    command = [sys.executable, "-m", "generator", "build", "--data", str(small_disk / "data"), "--site", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert "galat D020: tempat penyimpanan penuh" in done.stdout
    assert "Situs yang lama tetap ada." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not site.exists()


def test_a_failing_theme_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: Expected
) -> None:
    folder = start_docs(tmp_path)
    set_data(folder, "lama")
    assert build_in(folder) == []
    set_data(folder, "baru")
    whole_build = mkdocs_build.build

    def half(config: MkDocsConfig) -> None:
        whole_build(config)
        raise ValueError("tema rusak")

    monkeypatch.setattr(mkdocs_build, "build", half)
    (folder / "kerja" / NAME).unlink()
    assert build_in(folder) == ["D015"]
    assert_whole(folder, expected, "lama")
    monkeypatch.undo()
    assert build_in(folder) == []
    assert_clean(folder, expected, "baru")


def test_where_folders_cannot_be_exchanged_a_kill_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: Expected
) -> None:
    """Two renames instead of one exchange; killed between them, the next build finds the old site again."""
    monkeypatch.setattr(atomic, "exchange", lambda one, other: False)
    folder = start_docs(tmp_path)
    for state in ("lama", "baru"):
        set_data(folder, state)
        assert build_in(folder) == []
        assert_clean(folder, expected, state)
    (folder / "site").rename(folder / ".site.lama")
    (folder / "data" / "sop" / "tetap.yml").write_text("judul: [rusak\n", "utf-8")
    assert build_in(folder) == ["D004"]
    assert_whole(folder, expected, "baru")


def test_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "dari-a").touch()
    (tmp_path / "b").mkdir()
    if sys.platform not in ("linux", "darwin"):
        absent("a system that exchanges folders")
    assert atomic.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "dari-a").is_file()
    assert not atomic.exchange(tmp_path / "a", tmp_path / "tidak-ada")
