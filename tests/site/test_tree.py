"""The next site is made in the one before the last: as if it were made from nothing, and with little writing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator import pipeline
from generator.build_options import BuildOptions
from generator.io.atomic import MARK, fresh_of, put_in_place, recover
from generator.site.tree import Kept, Tree
from tests.bench.made_up_data import slug_of, write_data

pytestmark = [pytest.mark.xdist_group("tree"), pytest.mark.usefixtures("one_theme")]

PAGE = f"sop/{slug_of(0)}/index.html"
OTHER = f"sop/{slug_of(1)}/index.html"
MUCH = 0.7
"""Of so few SOPs one is a third."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of three SOPs, built three times with an edit between: so there is a former site beside."""
    folder = tmp_path_factory.mktemp("awal")
    write_data(folder / "data", 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.tree._MUCH", MUCH)
        for number in range(3):
            change(folder, number)
            build(folder, "site")
    assert (former(folder) / MARK).is_file()
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with what both sites share in one file."""
    monkeypatch.setattr("generator.site.tree._MUCH", MUCH)
    known: dict[int, str] = {}

    def copy(source: str, target: str) -> str:
        """Of a file with two names the second name."""
        first = known.setdefault(Path(source).stat().st_ino, target)
        if first == target:
            return str(shutil.copy2(source, target))
        os.link(first, target)
        return target

    return Path(shutil.copytree(begun, tmp_path / "sini", copy_function=copy))


def former(folder: Path) -> Path:
    return fresh_of(folder / "site")


def change(folder: Path, number: int) -> None:
    path = folder / "data" / "sop" / f"{slug_of(0)}.yml"
    sop = yaml.safe_load(path.read_text("utf-8"))
    sop["peringatan"] = [f"Peringatan {number}"]
    path.write_text(yaml.safe_dump(sop, allow_unicode=True, sort_keys=False), "utf-8")


def build(folder: Path, name: str) -> None:
    result = pipeline.build(folder / "data", folder / name, BuildOptions(ringkas=True), home=folder / f"kerja-{name}")
    assert result.built, result.findings


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


AsFromNothing = Callable[[], None]


@pytest.fixture(scope="module")
def made_from_nothing() -> dict[str, tuple[dict[str, bytes], set[str]]]:
    """Data -> what a build from nothing makes of them: the files, and all names."""
    return {}


@pytest.fixture
def assert_as_from_nothing(
    folder: Path, made_from_nothing: dict[str, tuple[dict[str, bytes], set[str]]]
) -> AsFromNothing:
    def check() -> None:
        data = repr(sorted(tree(folder / "data").items()))
        if data not in made_from_nothing:
            build(folder, "baru")
            made_from_nothing[data] = (tree(folder / "baru"), names(folder / "baru"))
            shutil.rmtree(folder / "kerja-baru")
            shutil.rmtree(folder / "baru")
        ours, (fresh, all_names) = tree(folder / "site"), made_from_nothing[data]
        assert ours.keys() == fresh.keys()
        assert [name for name in ours if ours[name] != fresh[name]] == []
        assert names(folder / "site") == all_names  # no empty folder either

    return check


def names(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*")}


def test_only_what_differs_is_written(folder: Path, assert_as_from_nothing: AsFromNothing) -> None:
    folders = {path.stat().st_ino for path in former(folder).rglob("*") if path.is_dir()}
    page = (folder / "site" / OTHER).stat().st_ino
    change(folder, 9)
    build(folder, "site")
    assert {path.stat().st_ino for path in (folder / "site").rglob("*") if path.is_dir()} == folders
    assert (folder / "site" / OTHER).stat().st_ino == page
    assert (former(folder) / PAGE).read_bytes() != (folder / "site" / PAGE).read_bytes()
    assert_as_from_nothing()


def test_an_sop_that_goes_or_comes_back(folder: Path, assert_as_from_nothing: AsFromNothing) -> None:
    path = folder / "data" / "sop" / f"{slug_of(2)}.yml"
    kept = path.read_bytes()
    for content in (None, None, kept, kept, None):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
        build(folder, "site")
        assert (folder / "site" / "sop" / slug_of(2)).exists() == path.exists()
        assert_as_from_nothing()


@pytest.mark.parametrize("place", ["site", ".site.baru"])
@pytest.mark.parametrize("what", ["added", "changed", "removed", "linked"])
def test_what_others_did_does_not_last(
    folder: Path, assert_as_from_nothing: AsFromNothing, place: str, what: str, tmp_path: Path
) -> None:
    """Files put, changed or removed by hand, in the site or in the one beside it, are gone and do not return."""
    target = folder / place / OTHER
    if what == "added":
        (folder / place / "robots.txt").write_text("milik orang")
        (folder / place / "milik" / "orang").mkdir(parents=True)
    elif what == "changed":
        target.unlink()
        target.write_text("lain")
    elif what == "removed":
        shutil.rmtree(target.parent)
        shutil.rmtree(folder / place / "assets")
    else:
        (tmp_path / "luar").write_bytes(target.read_bytes())
        target.unlink()
        target.symlink_to(tmp_path / "luar")
    for number in range(2):
        change(folder, 10 + number)
        build(folder, "site")
        assert_as_from_nothing()
    if what == "linked":
        assert "lain" not in (tmp_path / "luar").read_text("utf-8")[:4]


def test_a_former_site_that_is_much_different_is_not_kept(
    folder: Path, assert_as_from_nothing: AsFromNothing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    path = folder / "data" / "instansi.yml"
    instansi = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**instansi, "nama_situs": "Nama Lain"}, allow_unicode=True), "utf-8")
    build(folder, "site")
    assert not former(folder).exists()
    assert_as_from_nothing()


def test_half_a_tree_is_removed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / ".site.baru" / "sop").mkdir(parents=True)
    recover(tmp_path / "site")
    assert not (tmp_path / ".site.baru").exists()
    (tmp_path / ".site.baru").mkdir()
    (tmp_path / ".site.baru" / MARK).touch()
    recover(tmp_path / "site")
    assert (tmp_path / ".site.baru").exists()


def make(place: Path, known: dict[str, Kept], **files: bytes) -> dict[str, Kept]:
    """A site with these files ("_" = "/")."""
    new = Tree(place, known)
    for name, content in files.items():
        new.put(name.replace("_", "/"), content)
    new.finish()
    return new.files


@pytest.mark.parametrize("links", [True, False])
def test_a_folder_takes_the_place_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """And the other way round; also where the disk knows no links."""
    if not links:
        monkeypatch.setattr("os.link", no_links)
    monkeypatch.setattr("generator.site.tree._MUCH", 9.0)
    place = tmp_path / "situs"
    states = [{"a": b"satu", "b_c": b"dua", "d": b"sama"}, {"a_x": b"tiga", "b": b"empat", "d": b"sama"}]
    known: dict[str, Kept] = {}
    for turn in range(6):
        known = make(place, known, **states[turn % 2])
        wanted = {name.replace("_", "/"): content for name, content in states[turn % 2].items()}
        assert {name: content for name, content in tree(place).items() if name != MARK} == wanted
        assert (fresh_of(place) / MARK).is_file() == (turn > 0)


def no_links(*_: object) -> None:
    raise PermissionError


def test_a_shared_file_is_never_changed_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.tree._MUCH", 9.0)
    place = tmp_path / "situs"
    known = make(place, {}, a=b"satu", b=b"sama")
    for number in range(3):
        before = {
            path: path.read_bytes() for path in (place, fresh_of(place)) if path.exists() for path in path.iterdir()
        }
        known = make(place, known, a=b"%d" % number, b=b"sama")
        assert (place / "b").samefile(fresh_of(place) / "b")
        assert (fresh_of(place) / "a").read_bytes() == before[place / "a"]


def test_a_file_taken_over_and_then_made_after_all(tmp_path: Path) -> None:
    """A part is taken over file by file, until one is missing; then all of it is made again."""
    place = tmp_path / "situs"
    known = make(place, {}, a=b"satu", b=b"dua")
    new = Tree(place, known)
    assert new.keep("a", known["a"])
    new.put("a", b"lain")
    new.put("a", b"lain lagi")
    assert (place / "a").read_bytes() == b"satu"
    new.finish()
    assert (place / "a").read_bytes() == b"lain lagi"
    assert not (place / "b").exists()


def test_the_replaced_site_is_kept_or_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for exchanges in (True, False):
        if not exchanges:
            monkeypatch.setattr("generator.io.atomic.exchange", lambda one, other: False)
        for keep in (True, False):
            place = tmp_path / f"situs-{exchanges}-{keep}"
            place.mkdir()
            (place / "lama").touch()
            fresh_of(place).mkdir()
            put_in_place(place, keep=keep)
            assert not (place / "lama").exists()
            assert (fresh_of(place) / "lama").exists() == keep
            assert fresh_of(place).exists() == keep
