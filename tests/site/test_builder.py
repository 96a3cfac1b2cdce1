"""Frames and hand-written pages are made again exactly when something that the builder sees is not as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from generator.facts.page import Page
from generator.findings import Finding
from generator.site import look
from generator.site.look import look_of
from generator.site.output import Output, write_site
from generator.site.record import NAME, Record

SETTINGS = "copyright: x\nnav: [Beranda: index.md, Dua: dua/index.md]\nnot_in_nav: /**\n"
MAIN = '{{% extends "base.html" %}}{{% block announce %}}{}{{% endblock %}}'


class Bench:
    """A small site with settings and a theme of its own beside its data, and two generated pages."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.runs = folder, 0
        for name, text in {
            "docs/index.md": "# Beranda\n", "overrides/gaya.css": "a {}\n", "mkdocs.yml": SETTINGS,
            "overrides/main.html": MAIN.format("hak cipta"),
        }.items():  # fmt: skip
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        plain = mkdocs_build.build

        def counted(config: MkDocsConfig) -> None:
            self.runs += 1
            plain(config)

        monkeypatch.setattr(mkdocs_build, "build", counted)
        monkeypatch.setattr(look, "menu_pages", list)  # the pages of the menu are not among those made here

    def write(self, **settings: object) -> list[Finding]:
        own = replace(look_of(self.folder), docs=self.folder / "docs")
        settings = {"site_name": "x", "site_url": None} | settings

        def fill(output: Output) -> None:
            for name in ("satu", "dua"):
                if not output.keep(name, "1"):
                    output.put(name, "1", [Page(f"{name}/index.md", name, f"<p>{name}</p>")], {})

        home = self.folder / "kerja"
        _, findings = write_site(self.folder / "situs", home, own, settings, Record.read(home), "program", fill)
        return findings

    def build(self, **settings: object) -> dict[str, bytes]:
        assert self.write(**settings) == []
        site = self.folder / "situs"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def test_nothing_changed(bench: Bench) -> None:
    site = bench.build()
    assert site == bench.build() == bench.build()
    assert bench.runs == 1
    assert b"<p>dua</p>" in site["dua/index.html"]
    assert b"hak cipta" in site["satu/index.html"]


EDITS: dict[str, Callable[[Path], object]] = {
    "page": lambda top: (top / "docs" / "index.md").write_text("# Lain\n", "utf-8"),
    "new page": lambda top: (top / "docs" / "tiga.md").write_text("# Tiga\n", "utf-8"),
    "file of the theme": lambda top: (top / "overrides" / "gaya.css").write_text("b {}\n", "utf-8"),
    "frame": lambda top: (top / "overrides" / "main.html").write_text(MAIN.format("hak lain"), "utf-8"),
    "settings": lambda top: (top / "mkdocs.yml").write_text(SETTINGS + "site_author: y\n", "utf-8"),
    "output": lambda top: (top / "situs" / "index.html").write_text("rusak", "utf-8"),
    "generated page": lambda top: (top / "situs" / "satu" / "index.html").write_text("rusak", "utf-8"),
    "lost output": lambda top: (top / "situs" / "gaya.css").unlink(),
    "damaged record": lambda top: (top / "kerja" / NAME).write_text("{", "utf-8"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_anything_changed(bench: Bench, edit: str, tmp_path: Path) -> None:
    before = bench.build()
    EDITS[edit](tmp_path)
    after = bench.build()
    assert bench.runs == (1 if edit == "generated page" else 2)
    assert (before == after) == (edit in ("output", "generated page", "lost output", "damaged record"))
    assert (before["satu/index.html"] == after["satu/index.html"]) == (edit not in ("frame", "settings"))
    assert bench.build() == after


def test_other_words_from_the_data(bench: Bench) -> None:
    assert bench.build(site_name="Satu") != bench.build(site_name="Dua")
    assert bench.runs == 2


def test_a_build_that_failed_leaves_nothing_to_take_over(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(config: MkDocsConfig) -> None:
        (Path(config.site_dir) / "index.html").write_text("setengah")
        raise ValueError("tema rusak")

    with monkeypatch.context() as broken:
        broken.setattr(mkdocs_build, "build", half)
        (found,) = bench.write()
    assert (found.code, found.severity) == ("D015", "galat")
    assert not (bench.folder / "situs").exists()
    assert b"setengah" not in bench.build()["index.html"]


def test_a_theme_that_drops_the_page_is_told(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "overrides" / "main.html").write_text("kosong", "utf-8")
    (found,) = bench.write()
    assert (found.code, found.severity) == ("D015", "galat")
    assert "tema tidak memuat isi halaman" in found.message


def test_warnings_are_told_again(bench: Bench, tmp_path: Path) -> None:
    """A link to a page that is nowhere; one to a generated page is none to warn of."""
    (tmp_path / "docs" / "index.md").write_text("[ke mana](tidak-ada.md) [ke satu](satu/index.md)\n", "utf-8")
    first, second = bench.write(), bench.write()
    assert first == second
    assert [finding.severity for finding in first] == ["peringatan"]
    assert "tidak-ada.md" in first[0].message
    assert bench.runs == 2  # the first time it was not known yet what there will be


def test_settings_that_are_wrong(bench: Bench) -> None:
    (found,) = bench.write(plugins=["tidak-ada"])
    assert (found.code, found.severity) == ("D015", "galat")
    assert 'The "tidak-ada" plugin is not installed' in found.message


def test_plugins_may_see_anything(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + "plugins: [search]\n", "utf-8")
    assert bench.build() == bench.build()
    assert bench.runs == 2


def test_a_page_by_hand_in_the_place_of_a_generated_one(bench: Bench, tmp_path: Path) -> None:
    before = bench.build()
    mine = tmp_path / "docs" / "satu" / "index.md"
    mine.parent.mkdir()
    mine.write_text("tulisan tangan", "utf-8")
    (found,) = bench.write()
    assert (found.code, found.severity, found.file) == ("D014", "galat", "docs/satu/index.md")
    assert (tmp_path / "situs" / "satu" / "index.html").read_bytes() == before["satu/index.html"]
    mine.rename(tmp_path / "docs" / "satu" / "lain.md")
    assert bench.build()["satu/index.html"] == before["satu/index.html"]
