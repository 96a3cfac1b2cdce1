"""`sop serve` for real: a saved file shows, an error is told and the last good site stays."""

from __future__ import annotations

import http.client
import logging
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import pipeline
from generator.io.interrupt import INTERRUPTED
from generator.site.serve import watching
from tests.data.test_cases import AGENCY
from tests.support.tools import PATIENCE_S, ROOT, tries
from tests.test_cli import SOP

PART = re.compile(r'"((?:words|texts)-[0-9a-f]+)"')


REBUILDS, WARM = tries(8, "SOP_SAJI"), 4
PAPERS = 300
"""Files that follow later than the pages of the first rebuilds: papers, forms, pictures. In the long mode a file that
each rebuild leaves behind is more."""


class Holding(NamedTuple):
    """What a server and its workers hold."""

    memory_mb: int
    threads: int
    open_files: int
    files_on_disk: int


def holding(served: Running, file: Path) -> Holding:
    """What they hold now. ``file``: a file of the data folder, beside which site and working folder lie. A build that
    still makes the rest takes files and processes away meanwhile: then all is counted again."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return _counted(served, file)
        except (FileNotFoundError, ProcessLookupError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def _counted(served: Running, file: Path) -> Holding:
    states = [Path(f"/proc/{pid}") for pid in _family(served.process.pid)]
    told = "\n".join((state / "status").read_text("utf-8") for state in states)
    memory = sum(int(kilobytes) for kilobytes in re.findall(r"VmRSS:\s+(\d+)", told))
    threads = sum(int(count) for count in re.findall(r"Threads:\s+(\d+)", told))
    open_files = sum(len(list((state / "fd").iterdir())) for state in states)
    return Holding(memory // 1024, threads, open_files, sum(1 for _ in file.parents[2].rglob("*")))


def _family(pid: int) -> list[int]:
    """A process and those that it started."""
    words = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [pid, *(one for child in words for one in _family(int(child)))]


class Running:
    """A running `sop serve` with what it has printed so far."""

    def __init__(self, data: Path, site: Path) -> None:
        options = ["--data", str(data), "--site", str(site), "--port", "0"]
        command = [sys.executable, "-u", "-m", "generator", "serve", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
            start_new_session=True,
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.port = int(self.wait_for(r"http://127\.0\.0\.1:(\d+)/")[1])

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, pattern: str) -> re.Match[str]:
        deadline = time.monotonic() + PATIENCE_S
        seen = ""
        while time.monotonic() < deadline:
            try:
                seen += self.lines.get(timeout=0.5)
            except queue.Empty:
                assert self.process.poll() is None, seen
            match = re.search(pattern, seen)
            if match:
                return match
        raise AssertionError(f"{pattern} did not appear in: {seen}")

    def get(self, path: str) -> str:
        return self.get_bytes(path).decode()

    def get_bytes(self, path: str) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        assert answer.status == http.client.OK, path
        return body

    def answers(self, path: str) -> bool:
        """Whether there is such a file."""
        try:
            return bool(self.get(path))
        except AssertionError:
            return False

    def version(self, page: str, seen: str = "0") -> str:
        """The version of a page, as soon as it is another than ``seen``."""
        return self.get(f"/-/versi/{seen}?halaman={page}")

    def wait_until(self, said: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not said():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def assert_search_finds(self, words: str) -> None:
        """The texts soon have the words, and the parts that the index names are there: always."""
        deadline = time.monotonic() + PATIENCE_S
        found = False
        while not found:
            assert time.monotonic() < deadline, words
            index = self.get("/data/cari/index.js")
            try:
                parts = [self.get(f"/data/cari/{name}.js") for name in PART.findall(index)]
                found = any(words in part for part in parts)
            except AssertionError:  # a new index took the place of the old one between two questions
                assert self.get("/data/cari/index.js") != index
            time.sleep(0.05)


@pytest.fixture
def running(tmp_path: Path, ctrl_c_is_heard: None) -> Iterator[tuple[Running, Path]]:
    data = tmp_path / "data"
    for name, text in {**AGENCY, "sop/contoh.yml": SOP}.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: tulisan\n", "utf-8")  # not the guide, which takes half of the time
    (tmp_path / "tulisan").mkdir()
    served = Running(data, tmp_path / "situs")
    yield served, data / "sop" / "contoh.yml"
    served.process.terminate()
    served.process.wait(timeout=PATIENCE_S)
    served.reader.join(timeout=PATIENCE_S)
    assert served.process.stdout
    served.process.stdout.close()


def test_a_saved_file_shows_and_an_error_keeps_the_last_good_site(running: tuple[Running, Path]) -> None:
    served, file = running
    page = "/sop/contoh/index.html"
    assert "Menulis surat" in served.get(page)
    assert "/-/muat-ulang.js" in served.get(page)
    version = served.get("/-/versi/0")

    file.write_text(SOP.replace("Menulis surat", "Membalas surat"), "utf-8")
    assert served.get(f"/-/versi/{version}") != version
    assert "Membalas surat" in served.get(page)
    served.assert_search_finds("Membalas surat")

    file.write_text(SOP.replace("uraian", "uraiam"), "utf-8")
    served.wait_for("D100")
    served.wait_for("Situs yang lama tetap ada")
    assert "Membalas surat" in served.get(page)
    served.assert_search_finds("Membalas surat")

    version = served.get("/-/versi/0")
    file.write_text(SOP, "utf-8")
    assert served.get(f"/-/versi/{version}") != version
    assert "Menulis surat" in served.get(page)
    told = served.wait_for(r"(?s)^(.*)Situs diperbarui")[1]
    assert re.search(r"Sudah beres: .*D100 isian 'uraiam'", told), "what is mended is said"
    assert "S401" not in told, "what was there before the error is not told as new"


def test_a_file_saved_as_it_was_loads_no_page_again(running: tuple[Running, Path]) -> None:
    served, file = running
    page = "sop/contoh/index.html"
    version = served.version(page)
    file.write_text(SOP, "utf-8")
    served.wait_for("Situs diperbarui.*: 0 berkas berubah")
    time.sleep(1)  # the whole build follows
    assert served.version(page) == version


def test_what_is_about_everything_follows(running: tuple[Running, Path]) -> None:
    """First the pages of the SOP that was saved, then lists and search: in the end the site that `sop build` makes."""
    served, file = running
    page, steps, lists = "sop/contoh/index.html", "sop/contoh/checklist/index.html", "sop/index.html"
    number, before = served.get("/-/versi/0"), served.version(lists)
    file.write_text(SOP.replace("judul: Contoh", "judul: Surat Balasan"), "utf-8")
    assert served.get(f"/-/versi/{number}") != number
    assert "Surat Balasan" in served.get(f"/{page}")
    shown = {name: served.version(name) for name in (page, steps)}
    served.wait_until(lambda: "Surat Balasan" in served.get(f"/{lists}"))
    served.assert_search_finds("Surat Balasan")
    assert {name: served.version(name) for name in (page, steps)} == shown, "nothing loads again in vain"
    assert served.version(lists).rpartition("-")[2] != before.rpartition("-")[2]
    assert_as_cold(file.parents[2])


def test_saved_again_while_the_rest_is_made(running: tuple[Running, Path]) -> None:
    served, file = running
    for number in range(6):
        version = served.get("/-/versi/0")
        file.write_text(SOP.replace("Menulis surat", f"Menulis surat ke-{number}"), "utf-8")
        assert served.get(f"/-/versi/{version}") != version
        assert f"ke-{number}" in served.get("/sop/contoh/index.html")
        time.sleep(0.2 * number)
    served.assert_search_finds("ke-5")
    assert_as_cold(file.parents[2])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_before_the_rest_is_made(running: tuple[Running, Path]) -> None:
    """What was shown stood before the site; on a slow machine the rest may be there already."""
    served, file = running
    version = served.get("/-/versi/0")
    file.write_text(SOP.replace("judul: Contoh", "judul: Surat Balasan"), "utf-8")
    assert served.get(f"/-/versi/{version}") != version
    assert "Surat Balasan" in served.get("/sop/contoh/index.html")
    served.process.kill()
    served.process.wait(timeout=PATIENCE_S)
    folder = file.parents[2]
    page = (folder / "situs/sop/contoh/index.html").read_text("utf-8")
    lists = (folder / "situs/sop/index.html").read_text("utf-8")
    assert ("Surat Balasan" in page) == ("Surat Balasan" in lists), "the site is of one build"
    assert pipeline.build(folder / "data", folder / "situs").built
    assert_as_cold(folder)


def assert_as_cold(folder: Path) -> None:
    """The site is what a build from nothing makes, byte for byte."""
    assert pipeline.build(folder / "data", folder / "dari-nol", home=folder / "kerja-dari-nol").built
    ours, fresh = (
        {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (folder / "situs", folder / "dari-nol")
    )
    assert ours.keys() == fresh.keys()
    assert [name for name in ours if ours[name] != fresh[name]] == []


def test_files_come_and_go_while_it_runs(running: tuple[Running, Path]) -> None:
    served, file = running
    for text, there in ((SOP.replace("Contoh", "Kedua"), True), (None, False)):
        version = served.get("/-/versi/0")
        other = file.with_name("kedua.yml")
        other.unlink() if text is None else other.write_text(text, "utf-8")
        assert served.get(f"/-/versi/{version}") != version
        assert served.answers("/sop/kedua/index.html") == there
        served.wait_until(lambda there=there: ('"kedua/index.html"' in served.get("/sop/index.html")) == there)
    served.assert_search_finds("Menulis surat")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="what a process holds is read from /proc")
def test_rebuilds_do_not_make_it_grow(running: tuple[Running, Path]) -> None:
    """As many as SOP_SAJI says in the long mode (`make test-long`). What the first ones bring stays."""
    served, file = running
    version, first = served.get("/-/versi/0"), Holding(0, 0, 0, 0)
    for number in range(REBUILDS):
        if number == WARM:
            first = holding(served, file)
        file.write_text(SOP.replace("Menulis surat", f"Menulis surat ke-{number}"), "utf-8")
        version = served.get(f"/-/versi/{version}")
    assert f"ke-{REBUILDS - 1}" in served.get("/sop/contoh/index.html")
    served.assert_search_finds(f"ke-{REBUILDS - 1}")
    last = holding(served, file)
    print(f"{REBUILDS} rebuilds: {first} -> {last}")
    assert last.memory_mb <= first.memory_mb + 60
    assert last.threads <= first.threads + 4
    assert last.open_files <= first.open_files + 8
    assert last.files_on_disk <= first.files_on_disk + PAPERS


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
@pytest.mark.parametrize("at_work", [False, True])
def test_ctrl_c_ends_it_in_one_line(running: tuple[Running, Path], at_work: bool) -> None:
    """The whole group of processes gets it, as from a terminal: between two builds, and while one is under way."""
    served, file = running
    if at_work:
        file.write_text(SOP.replace("Menulis surat", "Membalas surat"), "utf-8")
    os.killpg(served.process.pid, signal.SIGINT)
    assert served.process.wait(timeout=PATIENCE_S) == INTERRUPTED
    served.reader.join(timeout=PATIENCE_S)
    said = [line.strip() for line in served.lines.queue]
    assert [line for line in said if line and "Situs diperbarui" not in line] == ["Dihentikan (Ctrl+C)."]
    page = (file.parents[2] / "situs/sop/contoh/index.html").read_text("utf-8")
    assert ("Menulis surat" in page) != ("Membalas surat" in page)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda data: (data / "a.yml").write_text("lain"),
    "new": lambda data: (data / "b.yml").write_text("baru"),
    "deleted": lambda data: (data / "a.yml").unlink(),
    "renamed": lambda data: (data / "a.yml").rename(data / "b.yml"),
    "put in place": lambda data: (data.parent / "luar.yml").rename(data / "a.yml"),
    "taken away": lambda data: (data / "a.yml").rename(data.parent / "b.yml"),
    "in a folder": lambda data: (data / "arsip/a/1.yml").write_text("lain"),
    "folder renamed": lambda data: (data / "arsip/a").rename(data / "arsip/b"),
    "folder taken away": lambda data: (data / "arsip/a").rename(data.parent / "arsip-a"),
    "folder put in place": lambda data: (data.parent / "luar").rename(data / "luar"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(tmp_path: Path, change: str) -> None:
    data = tmp_path / "data"
    (data / "arsip/a").mkdir(parents=True)
    (tmp_path / "luar").mkdir()
    for file in (data / "a.yml", data / "arsip/a/1.yml", tmp_path / "luar/c.yml", tmp_path / "luar.yml"):
        file.write_text("isi")
    with watching([data]) as saved:
        CHANGES[change](data)
        assert saved.wait(PATIENCE_S)


@pytest.mark.skipif(sys.platform != "linux", reason="asks what inotify is asked for")
def test_reading_is_no_change_and_tells_the_watcher_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 2,000 files that a build reads it would be told 4,000 times, and the build wait for it."""
    told: list[object] = []
    monkeypatch.setattr("watchdog.observers.inotify.InotifyEmitter.queue_event", lambda _, event: told.append(event))
    for number in range(20):
        (tmp_path / f"{number}.yml").write_text("isi")
    with watching([tmp_path]) as saved:
        for file in sorted(tmp_path.iterdir()):
            file.read_text()
        time.sleep(0.2)
        assert told == []
        (tmp_path / "1.yml").write_text("lain")
        deadline = time.monotonic() + PATIENCE_S
        while not told:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert not saved.is_set(), "what is told was caught here"


def test_a_watcher_that_ends_says_nothing(tmp_path: Path) -> None:
    """It logs an error about itself where something is saved just then."""
    with watching([tmp_path]):
        pass
    assert not logging.getLogger("watchdog.observers.inotify").isEnabledFor(logging.ERROR)
