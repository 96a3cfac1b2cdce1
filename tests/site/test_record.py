"""What a build left is only ever a help: missing, damaged or of another program, the next build makes it anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build_options import BuildOptions
from generator.io.atomic import MARK, remove_tree
from generator.pipeline import build
from generator.site.output import replaceable
from generator.site.record import NAME, Record
from tests.data.test_cases import AGENCY
from tests.support.tools import digests

pytestmark = [pytest.mark.xdist_group("record"), pytest.mark.usefixtures("one_theme")]

SOP = "judul: Surat Masuk\npelaksana: [petugas]\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


HARM: dict[str, Callable[[Path], object]] = {
    "truncate": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zero": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "empty": lambda path: path.write_bytes(b""),
    "flip": flip,
    "delete": Path.unlink,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data folder and its site, built twice."""
    folder = tmp_path_factory.mktemp("kerja")
    for name, text in {**AGENCY, "sop/surat.yml": SOP}.items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(text, "utf-8")
    for _ in range(2):
        assert build(folder / "data", folder / "situs").built
    return folder


def kept(folder: Path) -> list[Path]:
    """Every file of the working folder, which lies beside the data."""
    found = sorted(path for path in (folder / ".sop").rglob("*") if path.is_file())
    assert {path.name for path in found} >= {NAME}
    assert len(found) > 3  # papers too
    return found


@pytest.mark.parametrize("harm", HARM)
def test_harm_to_one_file_of_the_working_folder(built: Path, harm: str, tmp_path: Path) -> None:
    """Each in turn; the site is there."""
    wanted, folder = digests(built / "situs"), tmp_path / "salinan"
    shutil.copytree(built, folder)
    for path in kept(folder):
        if path.is_file():
            HARM[harm](path)
        assert_as_from_nothing(folder, wanted)


def to_folder(path: Path) -> None:
    """Something else of the same name."""
    remove_tree(path)
    path.unlink(missing_ok=True)
    (path / "lain").mkdir(parents=True)
    (path / "lain" / "isi.txt").write_text("x", "utf-8")


def to_file(path: Path) -> None:
    remove_tree(path)
    path.write_text("x", "utf-8")


@pytest.mark.parametrize("rebuilt", [False, True], ids=["up", "site-gone"])
def test_what_is_foreign_in_the_working_folder(built: Path, rebuilt: bool, tmp_path: Path) -> None:
    """Folders where there are to be files, files where there are to be folders, and things of no use."""
    wanted, folder = digests(built / "situs"), tmp_path / "salinan"
    shutil.copytree(built, folder)
    home = folder / ".sop" / "data"
    (tmp_path / "milik.txt").write_text("x", "utf-8")
    harms: list[Callable[[], object]] = [
        *(lambda path=path: to_folder(path) for path in kept(folder)),
        lambda: to_folder(home / f".{NAME}.sementara"),
        lambda: to_file(home / "pdf"),
        lambda: to_file(home / "mkdocs"),
        lambda: to_file(home),
        lambda: (home / "mkdocs").symlink_to(tmp_path / "milik.txt"),
        lambda: (home / "pdf" / "asing").symlink_to(tmp_path / "tidak-ada"),
    ]
    for harm in harms:
        harm()
        if rebuilt:
            remove_tree(folder / "situs")
        assert_as_from_nothing(folder, wanted)
    assert (tmp_path / "milik.txt").read_text("utf-8") == "x"


@pytest.mark.parametrize("harm", HARM)
def test_harm_to_every_file_of_the_working_folder(built: Path, harm: str, tmp_path: Path) -> None:
    """The site is gone too, so that all that is kept would be used."""
    wanted, folder = digests(built / "situs"), tmp_path / "salinan"
    shutil.copytree(built, folder)
    shutil.rmtree(folder / "situs")
    for path in kept(folder):
        HARM[harm](path)
    assert_as_from_nothing(folder, wanted)


def assert_as_from_nothing(folder: Path, wanted: dict[str, bytes]) -> None:
    result = build(folder / "data", folder / "situs")
    assert result.built
    assert [f for f in result.findings if f.severity == "galat"] == []
    assert digests(folder / "situs") == wanted


def test_a_whole_record_is_used(built: Path) -> None:
    assert build(built / "data", built / "situs").changed == 0


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_record_is_as_none(tmp_path: Path, harm: str) -> None:
    Record(how="program", id="1", reading=b"dibaca\n" * 9).write(tmp_path)
    assert Record.read(tmp_path).how == "program"
    HARM[harm](tmp_path / NAME)
    assert Record.read(tmp_path) == Record()


def test_what_another_way_made_is_not_used(built: Path, tmp_path: Path) -> None:
    """Without papers and with them, into the same site."""
    whole = digests(built / "situs")
    assert build(built / "data", built / "situs", BuildOptions(ringkas=True)).built
    assert not any(name.endswith(".pdf") for name in digests(built / "situs"))
    assert build(built / "data", built / "situs").built
    assert digests(built / "situs") == whole


def test_two_sites_of_one_data_folder(built: Path) -> None:
    for name in ("situs", "lain", "situs"):
        assert build(built / "data", built / name).built
    assert digests(built / "situs") == digests(built / "lain")


def test_a_data_folder_that_is_not_there_leaves_no_trace(tmp_path: Path) -> None:
    result = build(tmp_path / "salah" / "data", tmp_path / "situs")
    assert [f.code for f in result.findings] == ["D010"]
    assert list(tmp_path.iterdir()) == []


def test_only_our_own_site_is_replaced(tmp_path: Path) -> None:
    assert replaceable(tmp_path / "tidak-ada")
    foreign = tmp_path / "arsip"
    foreign.mkdir()
    assert replaceable(foreign)
    (foreign / "penting.txt").write_text("x")
    assert not replaceable(foreign)
    (foreign / MARK).write_text("")
    assert replaceable(foreign)
