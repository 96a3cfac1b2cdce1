"""A disk that refuses: whatever call of the system fails, nothing changed and that is said, or it is done and said."""

from __future__ import annotations

import datetime
import errno
import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from generator import cli
from generator.commands import actions
from generator.io import lock
from generator.io.trouble import reason
from tests.support.libraries import SOP, make_library
from tests.support.program import app
from tests.support.writing_acts import OTHER

D = datetime.date
fcntl = pytest.importorskip("fcntl")

CALLS: dict[str, tuple[int, ...]] = {
    "open": (errno.EACCES, errno.EROFS, errno.ENOSPC, errno.ESTALE),
    "write": (errno.ENOSPC, errno.EDQUOT, errno.EIO),
    "fsync": (errno.EINVAL, errno.ENOTSUP, errno.EIO, errno.ENOSPC),
    "fsync folder": (errno.EINVAL, errno.EIO, errno.EACCES),
    "chmod": (errno.EPERM, errno.ENOTSUP, errno.EIO),
    "replace": (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV, errno.ENOENT),
    "rename": (errno.EACCES, errno.EXDEV, errno.EBUSY),
    "flock": (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EIO, errno.EAGAIN),
    "unlink": (errno.EPERM, errno.EACCES),
    "mkdir": (errno.EACCES, errno.EROFS, errno.ENOSPC),
    "rmdir": (errno.EPERM, errno.ENOTEMPTY),
}
"""What a disk or a share may refuse -> how it says so."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class BadDisk:
    """Lets calls of the system about files in ``place`` fail: those numbered ``fails`` of their kind (None = all)."""

    def __init__(self, place: Path, call: str, code: int, fails: int | None = None) -> None:
        self.place, self.call, self.code, self.fails = place, call, code, fails
        self.met = 0

    def _refuse(self, call: str, path: Any) -> None:
        if call != self.call or not self._mine(path):
            return
        self.met += 1
        if self.fails in (None, self.met):
            raise OSError(self.code, "the English words of the system", os.fspath(path) if path is not None else None)

    def _mine(self, path: Any) -> bool:
        return path is None or str(path).startswith(str(self.place))

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put the refusing calls in place of the system's."""

        def wrap(owner: Any, name: str, kind: Callable[..., tuple[str, Any] | None]) -> None:
            real = getattr(owner, name)

            def call(*args: Any, **kwargs: Any) -> Any:
                found = kind(*args, **kwargs)
                if found:
                    self._refuse(*found)
                return real(*args, **kwargs)

            patch.setattr(owner, name, call)

        def of_number(number: int) -> tuple[str, Any]:
            path = Path(f"/proc/self/fd/{number}").readlink()
            return ("fsync folder" if path.is_dir() else "fsync"), path

        wrap(os, "open", lambda path, flags, *_, **__: ("open", path) if flags & WRITING else None)
        wrap(os, "fsync", of_number)
        wrap(os, "chmod", lambda path, *_, **__: ("chmod", path))
        wrap(os, "replace", lambda one, other, **__: ("replace", other))
        wrap(os, "rename", lambda one, other, **__: ("rename", other))
        wrap(os, "unlink", lambda path, **__: ("unlink", path))
        wrap(os, "mkdir", lambda path, *_, **__: ("mkdir", path))
        wrap(os, "rmdir", lambda path, **__: ("rmdir", path))
        wrap(fcntl, "flock", lambda number, flags: ("flock", None) if flags & fcntl.LOCK_EX else None)
        real_open = Path.open

        def opened(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if not set(mode) & set("wxa+"):
                return real_open(path, mode, *args, **kwargs)
            self._refuse("open", path)
            file = real_open(path, mode, *args, **kwargs)
            if self.call == "write" and self._mine(path):
                real = file.write

                class Full:
                    """A file that takes half and then no more."""

                    def __enter__(inner) -> Any:  # noqa: N805
                        return inner

                    def __exit__(inner, *_: Any) -> None:  # noqa: N805
                        file.close()

                    def __getattr__(inner, name: str) -> Any:  # noqa: N805
                        return getattr(file, name)

                    def write(inner, content: Any) -> int:  # noqa: N805
                        half = real(content[: len(content) // 2])
                        self._refuse("write", path)
                        return int(half + real(content[len(content) // 2 :]))

                return Full()
            return file

        patch.setattr(Path, "open", opened)


def state(folder: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def run(capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """The command as the console runs it; exit code and all that it said."""
    patch.setattr("sys.argv", ["sop", *arguments])
    patch.setattr("builtins.input", lambda *_: "")
    with pytest.raises(SystemExit) as end:
        cli.main(app)
    said = capsys.readouterr()
    words = " ".join((said.out + said.err).split())
    assert "the English words" not in words
    assert "Errno" not in words
    return int(end.value.code or 0), words


COMMANDS: dict[str, tuple[str, ...]] = {
    "publish": ("publish", "surat", "--tanggal-efektif", "2024-02-01"),
    "revise": ("revise", "surat", "--ringkasan", "Waktu", "--alasan", "Evaluasi"),
    "withdraw": ("withdraw", "surat", "--tanggal", "2025-01-01"),
    "cancel": ("withdraw", "surat", "--tanggal", "2929-01-01", "--revisi", "1"),
    "rename": ("rename", "surat", "surat-datang", "--tanggal", "2026-03-02"),
    "restore": ("restore", "surat", "0"),
    "delete": ("delete", "surat"),
    "new": ("new", "Surat Keluar"),
    "schema": ("schema",),
    "diff": ("diff", "surat@0", "surat"),
}
DONE = {"cancel": "Revisi 1 dibatalkan", "rename": "kini bernama", "restore": "siap diubah", "delete": "Dihapus",
        "publish": "Revisi 0 terbit", "revise": "Revisi 1 siap diubah", "withdraw": "SOP ini dicabut",
        "new": "Dibuat: ", "schema": "berkas berubah", "diff": "Tidak ada perbedaan"}  # fmt: skip
CASES = [
    (command, call, code)
    for command in COMMANDS
    for call, codes in CALLS.items()
    for code in (codes if command == "publish" else codes[:1])
]


@functools.cache
def before(command: str) -> dict[str, bytes]:
    """The files on which the command can run."""
    with TemporaryDirectory() as folder:
        text = SOP.replace("status: draf ", "status: berlaku ") if command == "revise" else SOP
        data = make_library(Path(folder), text)
        if command in ("withdraw", "diff", "cancel", "rename", "restore"):
            actions.publish(data, "surat", efektif=D(2024, 2, 1))
        if command in ("cancel", "rename", "restore"):
            actions.revise(data, "surat", ["Waktu"], None)
            actions.publish(data, "surat", D(2930, 1, 1), D(2930, 2, 1))
        if command == "rename":
            (data / "sop" / "lain.yml").write_text(OTHER, "utf-8")
        return {name: content for name, content in state(data).items() if content is not None}


def prepared(folder: Path, command: str) -> tuple[Path, tuple[str, ...]]:
    """A data folder on which the command can run, and its arguments."""
    data = folder / "data"
    for name, content in before(command).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
        (data / name).chmod(0o664)
    html = ("--html", str(data / "beda" / "beda.html")) if command == "diff" else ()
    return data, (*COMMANDS[command], "--data", str(data), *html)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes | None]]:
    return {}


@pytest.fixture
def good(
    finished: dict[str, dict[str, bytes | None]], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], dict[str, bytes | None]]:  # fmt: skip
    """What the command leaves on a disk that works."""

    def of(command: str) -> dict[str, bytes | None]:
        if command not in finished:
            data, arguments = prepared(tmp_path / "baik", command)
            with monkeypatch.context() as patch:
                code, said = run(capsys, patch, *arguments)
            assert (code, DONE[command] in said) == (0, True), said
            finished[command] = state(data)
        return finished[command]

    return of


def strays(now: dict[str, bytes | None], call: str, code: int) -> Iterator[str]:
    """Files that nobody asked for; what cannot be deleted may stay, and hinders nobody; a lock that is held stays."""
    for name in now:
        if name.endswith((".sementara", ".kunci", ".baru")) and call != "unlink" and code != errno.EAGAIN:
            yield name


@pytest.mark.slow
@pytest.mark.parametrize(("command", "call", "code"), CASES, ids=lambda part: errno.errorcode.get(part, str(part)))
def test_nothing_changed_or_all_is_done_and_said(
    command: str, call: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, good: Callable[[str], dict[str, bytes | None]],
) -> None:  # fmt: skip
    """The call fails always, then only the first, the second, ... time; then the disk is well and the same command
    finishes what is missing."""
    wanted = good(command)
    for fails in (None, 1, 2, 3, 4):
        data, arguments = prepared(tmp_path / "asal", command)
        old = state(data)
        disk = BadDisk(data, call, code, fails)
        with monkeypatch.context() as patch:
            disk.install(patch)
            result, said = run(capsys, patch, *arguments)
        now = state(data)
        assert not list(strays(now, call, code)), said
        plain = {name: content for name, content in now.items() if not name.endswith((".kunci", ".sementara"))}
        files = {name: content for name, content in plain.items() if content is not None}
        if DONE[command] in said and "belum lengkap" not in said:
            assert files == {name: content for name, content in wanted.items() if content is not None}, said
        elif "Baru sebagian" in said or "belum" in said:
            changed = [name for name in files if files[name] != old.get(name)]
            assert result == 1 or command == "new"
            for name in changed:
                assert files[name] in wanted.values()
                assert Path(name).name in said or f"/{Path(name).parent.name}" in said, said
        else:
            assert result in (1, 2), said
            assert any(words in said for words in ("Tidak d", "tidak dibuat")), said
            assert plain == old or call == "rmdir", said
        if result:
            code_then, said_then = run(capsys, monkeypatch, *arguments)
            assert code_then == 0 or "sudah ada" in said_then, said_then
            assert {k: v for k, v in state(data).items() if v is not None} == {
                k: v for k, v in wanted.items() if v is not None
            } | {
                k: v
                for k, v in now.items()
                if k.endswith((".kunci", ".sementara")) and v is not None and k in state(data)
            }
        if fails is not None and disk.met < fails:
            break
        shutil.rmtree(data)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_a_share_knows_no_locks_two_commands_still_do_not_meet(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    BadDisk(tmp_path, "flock", code).install(monkeypatch)
    place = tmp_path / "surat.yml"
    with lock.locked(place), pytest.raises(lock.BusyError), lock.locked(place, patience_s=0):
        pass
    assert list(tmp_path.iterdir()) == []
    with lock.locked(place, patience_s=0):
        assert len(list(tmp_path.iterdir())) == 1


def test_the_reasons_are_in_the_readers_language() -> None:
    for number in {code for codes in CALLS.values() for code in codes}:
        words = reason(OSError(number, os.strerror(number)))
        assert os.strerror(number) not in words
        assert "sistem menolaknya" not in words
