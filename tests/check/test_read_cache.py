"""What was read and checked before is kept: after any edits the answers are those of a fresh look at all files."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import working_folder
from generator.data import read_cache as modul
from generator.data.read_cache import ReadCache
from generator.examine import examine
from generator.findings import Finding
from generator.site.record import NAME, Record
from tests.support.random_data import mutate
from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

CONTOH = ROOT / "examples" / "dinas-contoh"
CARA = "program"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(CONTOH, tmp_path / "data")
    return tmp_path / "data"


def edit(data: Path, rng: random.Random) -> str:
    """One thing that may happen to a data folder; its name."""
    sops, forms = sorted((data / "sop").glob("*.yml")), sorted((data / "formulir").glob("*.yml"))
    some, form, number = rng.choice(sops), rng.choice(forms), rng.randrange(1000)
    files = [*sops, *forms, *sorted((data / "arsip").rglob("*.yml")), *data.glob("*.yml")]
    shared = rng.choice(["instansi.yml", "jabatan.yml", "peraturan.yml"])
    original = rng.choice(sorted(CONTOH.rglob("*.yml")))

    def replace_in(path: Path, old: str, new: str) -> None:
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    def mutated(path: Path) -> None:
        path.write_bytes(mutate(path.read_bytes(), number))

    def restore() -> None:
        (data / original.relative_to(CONTOH)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(original, data / original.relative_to(CONTOH))

    edits: list[Callable[[], object]] = [
        lambda: replace_in(some, "judul: ", f"judul: Baru {number} "),
        lambda: replace_in(form, "judul: ", f"judul: Baru {number} "),
        lambda: replace_in(some, "uraian: ", "uraian: Oleh Sekretaris "),
        lambda: (
            replace_in(data / shared, "a", "o") if number % 4 == 0 else replace_in(data / shared, "nama: ", "nama: X")
        ),
        lambda: mutated(rng.choice(files)),
        lambda: some.rename(some.with_name(f"ganti-{number}.yml")),
        lambda: form.rename(form.with_name(f"ganti-{number}.yml")),
        lambda: some.unlink() if len(sops) > 3 else None,
        lambda: form.unlink() if len(forms) > 2 else None,
        lambda: shutil.copy(some, some.with_name(f"salinan-{number}.yml")),
        lambda: shutil.copytree(CONTOH / "arsip", data / "arsip" / f"x{number}", dirs_exist_ok=True),
        lambda: shutil.rmtree(data / "arsip", ignore_errors=True),
        lambda: [path.touch() for path in files],
        restore,
        restore,
        restore,
    ]
    rng.choice(edits)()
    return str(number)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_a_fresh_look_says(data: Path, seed: int) -> None:
    rng = random.Random(seed)
    here, left = ReadCache(b"", CARA), b""
    for turn in range(14):
        if turn:
            edit(data, rng)
        there = ReadCache(left, CARA)
        fresh = examine(data)
        assert examine(data, simpanan=here) == fresh, turn
        assert examine(data, simpanan=there) == fresh, turn
        left = there.dump() or left
        # What the disk has says the same once more, and needs nothing new.
        again = ReadCache(left, CARA)
        assert examine(data, simpanan=again) == fresh, turn
        assert again.dump() is None or any(f.severity == "galat" for f in fresh[1]), turn


def asked_of(data: Path, known: ReadCache, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], set[str]]:
    """The files that are parsed, and those that are checked, when the folder is examined."""
    parsed: list[str] = []
    checked: set[str] = set()
    source_of, note = modul.source_of, ReadCache.note
    with monkeypatch.context() as patch:
        patch.setattr(modul, "source_of", lambda raw, file: parsed.append(file) or source_of(raw, file))
        patch.setattr(
            ReadCache, "note", lambda self, source, found: checked.add(source.file) or note(self, source, found)
        )
        examine(data, simpanan=known)
    return parsed, checked


def test_only_what_changed_is_read_and_checked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = ReadCache(b"", CARA)
    assert len(asked_of(data, known, monkeypatch)[0]) > 10
    assert asked_of(data, known, monkeypatch) == ([], set())
    text = (data / "sop" / "surat-masuk.yml").read_text("utf-8")
    (data / "sop" / "surat-masuk.yml").write_text(text + "# catatan\n", "utf-8")
    assert asked_of(data, known, monkeypatch) == (["sop/surat-masuk.yml"], {"sop/surat-masuk.yml"})
    # Another title is news for those that name the SOP, and for nobody else.
    (data / "sop" / "surat-masuk.yml").write_text(text.replace("judul: ", "judul: Baru ", 1), "utf-8")
    parsed, checked = asked_of(data, known, monkeypatch)
    assert parsed == ["sop/surat-masuk.yml"]
    naming = {f"sop/{path.name}" for path in (data / "sop").glob("*.yml") if "surat-masuk" in path.read_text("utf-8")}
    assert checked <= naming | {"sop/surat-masuk.yml"}
    assert len(checked) > 1
    # jabatan.yml is news for all.
    (data / "jabatan.yml").write_text((data / "jabatan.yml").read_text("utf-8") + "\n", "utf-8")
    parsed, checked = asked_of(data, known, monkeypatch)
    assert parsed == ["jabatan.yml"]
    assert len(checked) > 10


def test_one_process_gives_the_same_objects_again(data: Path) -> None:
    known = ReadCache()
    one, _ = examine(data, simpanan=known)
    (data / "sop" / "surat-masuk.yml").touch()
    with (data / "sop" / "surat-keluar.yml").open("a") as file:
        file.write("# catatan\n")
    two, _ = examine(data, simpanan=known)
    assert one
    assert two
    assert all((one.sop[slug] is two.sop[slug]) == (slug != "surat-keluar") for slug in one.sop)
    assert all(one.formulir[slug] is two.formulir[slug] for slug in one.formulir)


def test_other_bytes_of_the_same_size_and_time_are_seen(data: Path) -> None:
    known, path = ReadCache(), data / "sop" / "surat-masuk.yml"
    examine(data, simpanan=known)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Mencatat", b"MencataT", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    proyek, _ = examine(data, simpanan=known)
    assert proyek
    assert "MencataT" in repr(proyek.sop["surat-masuk"])


def test_another_process_takes_it_up(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "generator", "build", "--data", str(data), "--site", str(tmp_path / "situs")]
    subprocess.run([*command, "--ringkas"], check=True, cwd=ROOT)
    place = working_folder.home_of(data)
    assert asked_of(data, working_folder.last_known(place), monkeypatch) == ([], set())
    # What another program left is not used.
    monkeypatch.setattr(working_folder, "program_hash", lambda: "lain")
    assert asked_of(data, working_folder.last_known(place), monkeypatch)[0]


def test_a_store_that_is_cut_off_or_damaged_does_no_harm(data: Path) -> None:
    known = ReadCache(b"", CARA)
    fresh = examine(data, simpanan=known)
    left, rng = known.dump() or b"", random.Random(1)
    for turn in range(12):
        at = rng.randrange(len(left))
        damaged = left[:at] if turn % 2 else left[:at] + bytes([left[at] ^ 1]) + left[at + 1 :]
        assert examine(data, simpanan=ReadCache(damaged, CARA)) == fresh


def test_a_store_that_cannot_be_read_is_as_none(data: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir(parents=True)
    assert examine(data, simpanan=working_folder.last_known(tmp_path)) == examine(data)


def test_a_kill_while_it_is_written_leaves_the_old_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Record(reading=b"lama").write(tmp_path)
    kept = (tmp_path / NAME).read_bytes()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        Record(reading=b"baru").write(tmp_path)
    assert (tmp_path / NAME).read_bytes() == kept
    assert Record.read(tmp_path).reading == b"lama"


def test_rules_cannot_see_more_than_they_ask_for(data: Path) -> None:
    """Each question with its answer is noted, so an answer that changes is noticed whatever it is."""
    known = ReadCache()
    _, before = examine(data, simpanan=known)
    (data / "formulir" / "lembar-disposisi.yml").unlink(missing_ok=True)
    for path in sorted((data / "formulir").glob("*.yml"))[:1]:
        path.unlink()
    _, after = examine(data, simpanan=known)
    assert codes(after) - codes(before) >= {"R204"}


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}
