"""Several SOPs put in force by one command: all, or none; and what is done where the disk fails between them."""

from __future__ import annotations

import datetime
import errno
from pathlib import Path

import pytest

from generator.commands import changes
from generator.commands.at_work import RefusedError
from generator.commands.publish_many import publish_all
from generator.data.loader import load
from generator.io.lock import locked
from tests.commands.test_revision import run
from tests.data.test_cases import AGENCY
from tests.support.libraries import SOP

FROM = datetime.date(2024, 3, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    files = {
        **AGENCY,
        **{f"sop/{slug}.yml": SOP.replace("judul: Surat", f"judul: Surat {slug}").replace("01/2024", f"{slug}/2024")
           + f"keterkaitan: [{{sop: {other}}}]\n" for slug, other in (("a", "b"), ("b", "c"), ("c", "a"))},
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def snapshot(data: Path) -> dict[str, bytes]:
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_all_are_published_each_as_if_alone(data: Path) -> None:
    done = publish_all(data, ["b", "a", "b"], None, FROM)
    assert [(slug, result.written) for slug, result in done] == [
        ("b", ("sop/b.yml", "arsip/b/0.yml")), ("a", ("sop/a.yml", "arsip/a/0.yml")),
    ]  # fmt: skip
    proyek, findings = load(data)
    assert proyek is not None and findings == []
    assert {slug: sop.status for slug, sop in proyek.sop.items()} == {"a": "berlaku", "b": "berlaku", "c": "draf"}
    for slug in "ab":
        assert (data / f"sop/{slug}.yml").read_bytes() == (data / f"arsip/{slug}/0.yml").read_bytes()
    assert [result.written for _, result in publish_all(data, ["a", "b"], None, FROM)] == [(), ()]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_that_is_refused_leaves_all_as_they_were(data: Path, place: int) -> None:
    path = data / f"sop/{'abc'[place]}.yml"
    path.write_text(path.read_text("utf-8").replace("pengesahan: {jabatan: atasan}\n", ""), "utf-8")
    before = snapshot(data)
    done = run("publish", "a", "b", "c", "--tanggal-efektif", "2024-03-01", data=data)
    assert done.returncode == 1
    assert f"{'abc'[place]}: SOP ini belum dapat diterbitkan" in done.stdout
    assert "pejabat yang mengesahkan belum diisi" in done.stdout
    assert "Tidak ada berkas yang berubah." in done.stdout
    assert snapshot(data) == before


def test_every_refusal_is_said_at_once(data: Path) -> None:
    before = snapshot(data)
    with pytest.raises(RefusedError) as refused:
        publish_all(data, ["a", "b", "c"])  # no date of effect
    assert refused.value.sebab.count("belum dapat diterbitkan") == 3
    assert {finding.file for finding in refused.value.temuan} == {"sop/a.yml", "sop/b.yml", "sop/c.yml"}
    with pytest.raises(RefusedError, match=r"'x' tidak ada.*'y' tidak ada"):
        publish_all(data, ["x", "a", "y"], None, FROM)
    assert snapshot(data) == before


def test_one_that_is_being_written_leaves_all_as_they_were(data: Path) -> None:
    before = snapshot(data)
    with locked(data / "sop/b.yml"), pytest.raises(RefusedError, match="sedang ditulis"):
        publish_all(data, ["a", "b"], None, FROM)
    assert {name: raw for name, raw in snapshot(data).items() if name.endswith(".yml")} == before


def test_a_trial_says_what_would_be_written_and_writes_nothing(data: Path) -> None:
    before = snapshot(data)
    done = run("publish", "a", "b", "--tanggal-efektif", "2024-03-01", "--coba", data=data)
    assert done.returncode == 0
    for name in ("sop/a.yml", "arsip/a/0.yml", "sop/b.yml", "arsip/b/0.yml"):
        assert f"Akan ditulis: {(data / name).as_posix()}" in done.stdout
    assert snapshot(data) == before


@pytest.mark.parametrize("fails_at", [1, 2, 3, 4])
def test_a_failing_disk_in_the_middle_says_which_are_done(
    data: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    written: list[str] = []
    real = changes.write_durable

    def write(path: Path, content: bytes) -> None:
        if len(written) + 1 == fails_at:
            raise OSError(errno.ENOSPC, "full", str(path))
        real(path, content)
        written.append(path.relative_to(data).as_posix())

    with monkeypatch.context() as broken:
        broken.setattr(changes, "write_durable", write)
        with pytest.raises(RefusedError, match="penuh") as refused:
            publish_all(data, ["a", "b"], None, FROM)
    assert list(refused.value.ditulis) == written and len(written) == fails_at - 1
    publish_all(data, ["a", "b"], None, FROM)
    proyek, findings = load(data)
    assert proyek is not None and findings == []
    assert [proyek.sop[slug].status for slug in "ab"] == ["berlaku", "berlaku"]
    assert {(data / f"arsip/{slug}/0.yml").is_file() for slug in "ab"} == {True}


@pytest.mark.slow
def test_each_prints_the_names_that_hold_when_all_are_published(data: Path) -> None:
    """Revisions that give each other new titles: neither keeps the old title of the other."""
    publish_all(data, ["a", "b", "c"], None, FROM)
    for slug in "abc":
        done = run("revise", slug, "--ringkasan", "judul baru", "--alasan", "x", data=data)
        assert done.returncode == 0, done.stdout
        path = data / f"sop/{slug}.yml"
        path.write_text(path.read_text("utf-8").replace(f"judul: Surat {slug}", f"judul: Nota {slug}"), "utf-8")
    publish_all(data, ["a", "b", "c"], datetime.date(2025, 1, 1), datetime.date(2025, 2, 1))
    proyek, _ = load(data)
    assert proyek is not None
    kept = {slug: sop.nama_terbit.sop for slug, sop in proyek.sop.items() if sop.nama_terbit}
    assert kept == {"a": {"b": "Nota b"}, "b": {"c": "Nota c"}, "c": {"a": "Nota a"}}
