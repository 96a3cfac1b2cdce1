"""What is shown at once after a save: pages as the whole build then makes them, before a site that stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pipeline
from generator.build_fingerprint import program_hash
from generator.build_options import BrokenOffError, BuildOptions
from generator.data.read_cache import ReadCache
from generator.io.atomic import MARK, fresh_of
from generator.site.look import look_of
from generator.site.preview import Preview
from generator.site.record import Record
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
        self.record: Record | None = None
        self.look = look_of()
        self.told: set[str] = set()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            file = self.path / "data" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8") if text else file.unlink()

    def build(self, cara: BuildOptions) -> dict[str, bytes]:
        """The site after a build."""
        data, home = self.path / "data", self.path / "kerja"
        result = pipeline.build(data, self.site, cara, home=home, look=self.look, simpanan=self.known)
        assert result.built, result.findings
        self.record, self.told = result.record, {finding.message for finding in result.findings}
        return tree(self.site)

    def preview(self, cara: BuildOptions) -> Preview:
        """What is shown before the site, which stays as it is."""
        assert self.record
        before, data, home = tree(self.site), self.path / "data", self.path / "kerja"
        result = pipeline.preview(data, self.site, self.record, self.known, cara, home=home, look=self.look)
        assert result.built, result.findings
        self.told = {finding.message for finding in result.findings}
        assert_same(tree(self.site), before)
        return result.preview


CARA = BuildOptions(ringkas=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("awal"))
    folder.write(DATA)
    folder.build(CARA)
    return folder.path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Folder:
    """Data and their site."""
    shutil.copytree(built, tmp_path / "sini")
    folder = Folder(tmp_path / "sini")
    folder.build(CARA)
    return folder


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Folder], dict[str, bytes]]:
    """What a build from nothing makes of the data of a folder."""
    made: dict[str, dict[str, bytes]] = {}

    def build(folder: Folder) -> dict[str, bytes]:
        data = repr(sorted(tree(folder.path / "data").items()))
        if data not in made:
            other = Folder(tmp_path_factory.mktemp("nol"))
            shutil.copytree(folder.path / "data", other.path / "data")
            made[data] = other.build(CARA)
        return made[data]

    return build


def assert_same(site: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert site.keys() == other.keys()
    assert [name for name in site if site[name] != other[name]] == []


def shown(site: dict[str, bytes], preview: Preview) -> dict[str, bytes]:
    """What readers see."""
    assert preview.gone.isdisjoint(preview.files)
    assert preview.gone <= site.keys()
    return {path: content for path, content in site.items() if path not in preview.gone} | dict(preview.files)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_shown_at_once_is_what_the_whole_build_makes(
    folder: Folder, cold: Callable[[Folder], dict[str, bytes]], change: str
) -> None:
    before = tree(folder.site)
    folder.write(CHANGES[change])
    preview = folder.preview(CARA)
    whole = folder.build(CARA)
    assert_same(whole, cold(folder))
    at_once = shown(before, preview)
    assert [path for path, content in preview.files.items() if whole[path] != content] == []
    if change in OWN:
        assert at_once[OWN[change]] == whole[OWN[change]] != before.get(OWN[change])
        assert [name for name in ABOUT_ALL if at_once[name] != before[name]] == [], "these follow later"
        assert any(whole[name] != before[name] for name in ABOUT_ALL)
    if change == "SOP gone":
        assert {path for path in before if path.startswith("sop/dua/")} <= preview.gone
    if change == "colour":
        old = {path for path in whole if at_once[path] != whole[path]}
        assert old <= {MARK, "sitemap.xml"}, "all is made where the agency is another"


def test_hand_written_pages_are_shown_as_they_change(folder: Folder) -> None:
    docs = folder.path / "tulisan"
    docs.mkdir()
    folder.look = replace(folder.look, docs=docs)
    (docs / "lama.md").write_text("# Lama\n")
    (docs / "satu.md").write_text("# Satu\n\nSemula.\n")
    before = folder.build(CARA)
    (docs / "satu.md").write_text("# Satu\n\nLain, [ke mana](tidak-ada.md).\n")
    (docs / "dua.md").write_text("# Dua\n")
    (docs / ".rahasia.md").write_text("# Rahasia\n")
    (docs / "lama.md").unlink()
    preview = folder.preview(CARA)
    told = folder.told
    assert preview.files.keys() == {"satu.html", "dua.html"}
    assert preview.gone == {"lama.html"}
    at_once, whole = shown(before, preview), folder.build(CARA)
    assert {path for path in at_once.keys() | whole.keys() if at_once.get(path) != whole.get(path)} == {MARK}
    assert told == folder.told
    assert any("tidak-ada.md" in words for words in told), "what the builder warns of is told at once"


def test_nothing_changed_nothing_shown(folder: Folder) -> None:
    assert folder.preview(CARA) == Preview()


def test_several_saves_before_the_whole_build(folder: Folder, cold: Callable[[Folder], dict[str, bytes]]) -> None:
    """Each preview holds all that was saved since the site was made."""
    for change in ("title", "new SOP", "form", "SOP gone"):
        folder.write(CHANGES[change])
        preview = folder.preview(CARA)
    assert preview.files.keys() >= {*OWN.values(), "formulir/daftar-hadir/index.html"}
    assert "sop/dua/index.html" in preview.gone
    assert_same(folder.build(CARA), cold(folder))


def test_papers_follow(tmp_path: Path) -> None:
    """Pages offer at once what they offered, the files of the last build; new papers come with the whole build."""
    folder, cold = Folder(tmp_path / "sini"), Folder(tmp_path / "nol")
    paper, page = "sop/satu/satu.pdf", "sop/satu/index.html"
    folder.write(DATA)
    folder.build(BuildOptions())
    folder.write(CHANGES["title"])
    preview = folder.preview(BuildOptions())
    assert b"Surat Baru" in preview.files[page]
    assert b'href="satu.pdf"' in preview.files[page]
    assert paper in preview.late
    assert paper not in preview.gone | preview.files.keys()
    folder.write(CHANGES["new SOP"])
    preview = folder.preview(BuildOptions())
    assert paper in preview.late, "it waits, also where another one was saved since"
    assert b'href="tiga.pdf"' not in preview.files["sop/tiga/index.html"], "there is none yet"
    cold.write({**DATA, **CHANGES["title"], **CHANGES["new SOP"]})
    assert_same(folder.build(BuildOptions()), cold.build(BuildOptions()))
    assert folder.preview(BuildOptions()) == Preview()


def test_errors_show_nothing(folder: Folder) -> None:
    assert folder.record
    folder.write({"sop/satu.yml": SOP.format("Satu", "Menulis surat").replace("uraian", "uraiam")})
    result = pipeline.preview(folder.path / "data", folder.site, folder.record, folder.known, CARA)
    assert not result.built
    assert result.preview == Preview()
    assert "D100" in {finding.code for finding in result.findings}


def test_a_broken_off_build_changes_nothing_and_costs_nothing(
    folder: Folder, cold: Callable[[Folder], dict[str, bytes]]
) -> None:
    """Wherever it ends: the site that is up stays, and what lies beside it is where the next one is made."""
    up = tree(folder.site)
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
