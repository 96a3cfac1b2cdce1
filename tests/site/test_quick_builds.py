"""The two builds after a save: a quick one of what was saved, then the whole one, which the first does not mislead."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.build_fingerprint import program_hash
from generator.build_options import BrokenOffError, BuildOptions
from generator.data.read_cache import ReadCache
from generator.io.atomic import fresh_of
from tests.data.test_cases import AGENCY
from tests.site.test_tree import tree

pytestmark = [pytest.mark.xdist_group("quick builds"), pytest.mark.usefixtures("one_theme")]

SOP = """judul: {}
pelaksana: [petugas]
langkah: [{{uraian: {}, pelaksana: petugas, formulir: daftar-hadir}}]
"""
DATA = {**AGENCY, "sop/satu.yml": SOP.format("Satu", "Menulis surat"), "sop/dua.yml": SOP.format("Dua", "Membalas")}
CHANGES = {
    "title": {"sop/satu.yml": SOP.format("Surat Baru", "Menulis surat")},
    "step": {"sop/satu.yml": SOP.format("Satu", "Mengetik surat")},
    "new SOP": {"sop/tiga.yml": SOP.format("Tiga", "Mengirim surat")},
    "SOP gone": {"sop/dua.yml": ""},
    "actor": {"jabatan.yml": "petugas: {nama: Pelaksana Tata Usaha}\natasan: {nama: Atasan}\n"},
    "new actor": {"jabatan.yml": f"{AGENCY['jabatan.yml']}arsiparis: {{nama: Arsiparis}}\n"},
    "form": {"formulir/daftar-hadir.yml": AGENCY["formulir/daftar-hadir.yml"].replace("Daftar Hadir", "Hadirin")},
    "colour": {"instansi.yml": f'{AGENCY["instansi.yml"]}warna: "#0b5394"\n'},
}
OWN = {"title": "sop/satu/index.html", "step": "sop/satu/index.html", "new SOP": "sop/tiga/index.html"}
"""Where each of these shows at once."""
ABOUT_ALL = ("index.html", "sop/index.html", "peta/index.html", "data/index.json", "data/cari/index.js")


class Folder:
    """Data with their site. What one process knows of them is kept from build to build."""

    def __init__(self, path: Path) -> None:
        self.path, self.site = path, path / "situs"
        self.known = ReadCache(b"", program_hash())
        self.late: frozenset[str] = frozenset()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            file = self.path / "data" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8") if text else file.unlink()

    def build(self, cara: BuildOptions, *, anew: bool = False) -> dict[str, bytes]:
        """The site after a build. ``anew``: by another process."""
        known = None if anew else self.known
        result = pipeline.build(self.path / "data", self.site, cara, home=self.path / "kerja", simpanan=known)
        assert result.built, result.findings
        self.late = result.late
        return tree(self.site)


QUICK, WHOLE = BuildOptions(ringkas=True, segera=True), BuildOptions(ringkas=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("awal"))
    folder.write(DATA)
    folder.build(WHOLE)
    return folder.path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Folder:
    """Data and their site, made by an earlier process."""
    shutil.copytree(built, tmp_path / "sini")
    return Folder(tmp_path / "sini")


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Folder], dict[str, bytes]]:
    """What a build from nothing makes of the data of a folder."""
    made: dict[str, dict[str, bytes]] = {}

    def build(folder: Folder) -> dict[str, bytes]:
        data = repr(sorted(tree(folder.path / "data").items()))
        if data not in made:
            other = Folder(tmp_path_factory.mktemp("nol"))
            shutil.copytree(folder.path / "data", other.path / "data")
            made[data] = other.build(WHOLE)
        return made[data]

    return build


def assert_same(site: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert site.keys() == other.keys()
    assert [name for name in site if site[name] != other[name]] == []


@pytest.mark.parametrize("anew", [False, True], ids=["same process", "killed"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_whole_build_ends_as_one_from_nothing(
    folder: Folder, cold: Callable[[Folder], dict[str, bytes]], change: str, anew: bool
) -> None:
    before = tree(folder.site)
    folder.write(CHANGES[change])
    quick = folder.build(QUICK)
    whole = folder.build(WHOLE, anew=anew)
    assert_same(whole, cold(folder))
    if change in OWN:
        assert quick[OWN[change]] == whole[OWN[change]] != before.get(OWN[change])
        assert [name for name in ABOUT_ALL if quick[name] != before[name]] == [], "these follow later"
        assert any(whole[name] != before[name] for name in ABOUT_ALL)


def test_several_saves_before_the_whole_build(folder: Folder, cold: Callable[[Folder], dict[str, bytes]]) -> None:
    for change in ("title", "new SOP", "form", "SOP gone"):
        folder.write(CHANGES[change])
        folder.build(QUICK)
    assert_same(folder.build(WHOLE), cold(folder))


def test_papers_follow(tmp_path: Path) -> None:
    """Pages offer at once what they offered, the files of the last build; new papers come with the whole build."""
    folder, cold = Folder(tmp_path / "sini"), Folder(tmp_path / "nol")
    paper, page = "sop/satu/satu.pdf", "sop/satu/index.html"
    folder.write(DATA)
    before = folder.build(BuildOptions())
    folder.write(CHANGES["title"])
    quick = folder.build(BuildOptions(segera=True))
    assert quick[paper] == before[paper]
    assert b"Surat Baru" in quick[page]
    assert b'href="satu.pdf"' in quick[page]
    assert paper in folder.late
    folder.write(CHANGES["new SOP"])
    quick = folder.build(BuildOptions(segera=True))
    assert paper in folder.late, "it waits, also where another one was saved since"
    assert b'href="tiga.pdf"' not in quick["sop/tiga/index.html"], "there is none yet"
    cold.write({**DATA, **CHANGES["title"], **CHANGES["new SOP"]})
    assert_same(folder.build(BuildOptions()), cold.build(BuildOptions()))
    assert not folder.late


def test_a_broken_off_build_changes_nothing_and_costs_nothing(
    folder: Folder, cold: Callable[[Folder], dict[str, bytes]]
) -> None:
    """Wherever it ends: the site that is up stays, and what lies beside it is where the next one is made."""
    folder.write(CHANGES["step"])
    up = folder.build(QUICK)
    moments: list[str] = []
    folder.write(CHANGES["new SOP"])
    while moments[-1:] != ["Selesai"]:
        limit, moments = len(moments), []

        def progress(words: str, *_: int, limit: int = limit, moments: list[str] = moments) -> None:
            moments.append(words)
            if len(moments) > limit and words != "Selesai":
                raise BrokenOffError

        try:
            folder.build(BuildOptions(ringkas=True, progress=progress))
        except BrokenOffError:
            assert_same(tree(folder.site), up)
            assert not fresh_of(folder.site).is_dir() or (fresh_of(folder.site) / ".pustaka-sop").is_file()
    assert moments.count("Menyusun daftar dan pencarian") > 10, "it is asked often"
    assert_same(tree(folder.site), cold(folder))
