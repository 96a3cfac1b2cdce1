"""MkDocs works again exactly when something that it sees is not as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.site import mkdocs
from generator.site.docs import Workplace

SETTINGS = "site_name: x\nuse_directory_urls: false\ntheme:\n  name: material\n  custom_dir: tema\nplugins: []\n"


class Bench:
    """A small site with a theme of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.place, self.runs = folder, Workplace(folder / "docs", folder / "kerja" / "daftar.json"), 0
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text("# Beranda\n", "utf-8")
        (folder / "tema").mkdir()
        (folder / "tema" / "gaya.css").write_text("a {}\n", "utf-8")
        (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
        plain = mkdocs.mkdocs_build

        def counted(config: MkDocsConfig) -> None:
            self.runs += 1
            plain(config)

        monkeypatch.setattr(mkdocs, "mkdocs_build", counted)

    def build(self, **settings: object) -> dict[str, bytes]:
        assert mkdocs.build_site(self.folder / "mkdocs.yml", self.place, self.folder / "situs", settings, {}) == []
        site = self.folder / "situs"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def test_nothing_changed(bench: Bench) -> None:
    assert bench.build() == bench.build() == bench.build()
    assert bench.runs == 1


EDITS: dict[str, Callable[[Path], object]] = {
    "page": lambda top: (top / "docs" / "index.md").write_text("# Lain\n", "utf-8"),
    "new page": lambda top: (top / "docs" / "dua.md").write_text("# Dua\n", "utf-8"),
    "theme": lambda top: (top / "tema" / "gaya.css").write_text("b {}\n", "utf-8"),
    "settings": lambda top: (top / "mkdocs.yml").write_text(SETTINGS + "copyright: y\n", "utf-8"),
    "output": lambda top: (top / "kerja" / "mkdocs" / "index.html").write_text("rusak", "utf-8"),
    "lost output": lambda top: (top / "kerja" / "mkdocs" / "gaya.css").unlink(),
    "damaged record": lambda top: (top / "kerja" / "mkdocs.json").write_text("{", "utf-8"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_anything_changed(bench: Bench, edit: str, tmp_path: Path) -> None:
    before = bench.build()
    EDITS[edit](tmp_path)
    after = bench.build()
    assert bench.runs == 2
    assert (before == after) == (edit in ("output", "lost output", "damaged record"))


def test_other_words_from_the_data(bench: Bench) -> None:
    assert bench.build(site_name="Satu") != bench.build(site_name="Dua")
    assert bench.runs == 2


def test_a_build_that_failed_leaves_nothing_to_take_over(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(config: MkDocsConfig) -> None:
        Path(config.site_dir).mkdir(parents=True)
        (Path(config.site_dir) / "index.html").write_text("setengah")
        raise ValueError("tema rusak")

    with monkeypatch.context() as broken:
        broken.setattr(mkdocs, "mkdocs_build", half)
        (found,) = mkdocs.build_site(bench.folder / "mkdocs.yml", bench.place, bench.folder / "situs", {}, {})
    assert (found.code, found.severity) == ("D015", "galat")
    assert b"setengah" not in bench.build()["index.html"]


def test_warnings_are_told_again(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "docs" / "index.md").write_text("[ke mana](tidak-ada.md)\n", "utf-8")
    build = (tmp_path / "mkdocs.yml", bench.place, tmp_path / "situs", {}, {})
    first, second = mkdocs.build_site(*build), mkdocs.build_site(*build)
    assert first == second
    assert [finding.severity for finding in first] == ["peringatan"]
    assert bench.runs == 1


def test_plugins_may_see_anything(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace("plugins: []", "plugins: [search]"), "utf-8")
    assert bench.build() == bench.build()
    assert bench.runs == 2
