"""After any edits a build that makes only what changed leaves the same files as a build from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import generator.build as parts
from generator.build.make_part import Job, MadePart
from generator.build_options import POLOS, BuildOptions
from generator.data.loader import load
from generator.io.atomic import MARK
from generator.revisions.reader_view import for_reader
from generator.site.look import look_of
from generator.site.output import Output, write_site
from generator.site.record import NAME, Record
from tests.bench.made_up_data import slug_of, write_data

SOPS = 6
HOW = "program ini"


def build(data: Path, place: Path) -> tuple[dict[str, bytes], int]:
    """The generated files by path, and how many were written."""
    proyek, _ = load(data)
    assert proyek is not None
    (place / "tangan").mkdir(parents=True, exist_ok=True)
    look, site, home = replace(look_of(), docs=place / "tangan"), place / "docs", place / "kerja"

    def fill(output: Output) -> None:
        parts.make_parts(for_reader(proyek, None), (), (), output, home / "pdf", BuildOptions(ringkas=True))

    output, findings = write_site(site, home, look, {}, Record.read(home), HOW, fill, POLOS)
    assert output and not findings
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != MARK}, output.changed


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_data(tmp_path / "data", SOPS)
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search index is made from all texts at every build; here it would only cost time."""
    monkeypatch.setattr(
        "generator.outputs.search.index_files", lambda texts: {"data/cari/semua.txt": repr(texts).encode()}
    )


def change(path: Path, key: str, value: object) -> None:
    text = yaml.safe_load(path.read_text("utf-8"))
    text[key] = value
    path.write_text(yaml.safe_dump(text, allow_unicode=True, sort_keys=False), "utf-8")


def edits(data: Path, rng: random.Random) -> list[Callable[[], object]]:
    """What maintainers do to a data folder."""
    sops = sorted((data / "sop").glob("*.yml"))
    some = rng.choice(sops)
    jabatan = yaml.safe_load((data / "jabatan.yml").read_text("utf-8"))
    peraturan = yaml.safe_load((data / "peraturan.yml").read_text("utf-8"))
    actor, law = rng.choice(sorted(jabatan)), rng.choice(sorted(peraturan))
    number = rng.randrange(1000)

    def rename() -> None:
        """A new name; who referred to the old one no longer does."""
        some.rename(data / "sop" / f"ganti-{number}.yml")
        for path in (data / "sop").glob("*.yml"):
            change(path, "keterkaitan", [])

    def archive() -> None:
        (data / "arsip" / some.stem).mkdir(parents=True, exist_ok=True)
        shutil.copy(some, data / "arsip" / some.stem / "0.yml")
        change(some, "revisi", 1)

    return [
        lambda: change(some, "judul", f"Judul Baru {number}"),
        lambda: change(some, "peringatan", [f"Peringatan {number}"]),
        lambda: change(some, "keterkaitan", [{"sop": rng.choice(sops).stem}]),
        lambda: change(some, "dasar_hukum", [law]),
        lambda: change(some, "status", "draf"),
        lambda: change(data / "instansi.yml", "nama_situs", f"Pustaka {number}"),
        lambda: change(data / "jabatan.yml", actor, {"nama": f"Jabatan {number}"}),
        lambda: change(data / "peraturan.yml", law, {"judul": f"Peraturan {number}", "status": "dicabut"}),
        lambda: change(data / "formulir" / "formulir-0000.yml", "judul", f"Formulir {number}"),
        rename,
        archive,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_random_edits(data: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    build(data, tmp_path / "lama")
    for turn in range(4):
        rng.choice(edits(data, rng))()
        stepwise, _ = build(data, tmp_path / "lama")
        afresh, _ = build(data, tmp_path / f"baru-{turn}")
        assert stepwise.keys() == afresh.keys()
        assert [name for name in afresh if stepwise[name] != afresh[name]] == []


def test_one_change_touches_what_shows_it(data: Path, tmp_path: Path) -> None:
    before, _ = build(data, tmp_path)
    assert build(data, tmp_path)[1] == 0
    change(data / "sop" / f"{slug_of(2)}.yml", "peringatan", ["Lain dari yang lain"])
    after, changed = build(data, tmp_path)
    touched = {name for name in after if after[name] != before.get(name)}
    assert changed == len(touched)
    assert 0 < len(touched) < 40, "its own pages, and one or two of each of its actors"
    assert all(slug_of(2) in name or name.startswith(("data/", "pelaksana/", "perubahan")) for name in touched), touched


def test_a_file_changed_or_lost_since_is_made_again(data: Path, tmp_path: Path) -> None:
    before, _ = build(data, tmp_path)
    (tmp_path / "docs" / "sop" / slug_of(0) / "index.md").unlink()
    after, changed = build(data, tmp_path)
    assert (after, changed) == (before, 1)


def test_a_lost_record_makes_all_anew(data: Path, tmp_path: Path) -> None:
    before, changed = build(data, tmp_path)
    (tmp_path / "kerja" / NAME).write_text("{", "utf-8")
    assert build(data, tmp_path) == (before, changed)
    assert build(data, tmp_path) == (before, 0)


def test_another_program_makes_all_again(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(data, tmp_path)
    made: list[str] = []
    work = parts.work_all

    def counted(tasks: list[Job], executor: Executor | None) -> Iterator[MadePart]:
        made.extend(str(task.irisan.nama) for task in tasks)
        return work(tasks, executor)

    monkeypatch.setitem(globals(), "HOW", "versi lain")
    monkeypatch.setattr(parts, "work_all", counted)
    assert build(data, tmp_path)[1] == 0
    assert len(made) == 2 * SOPS


def test_a_removed_sop_leaves_nothing(data: Path, tmp_path: Path) -> None:
    build(data, tmp_path)
    for path in (data / "sop").glob("*.yml"):
        change(path, "keterkaitan", [])
    (data / "sop" / f"{slug_of(1)}.yml").unlink()
    after, _ = build(data, tmp_path)
    assert not any(slug_of(1) in name for name in after)
