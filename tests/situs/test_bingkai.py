"""Generated pages filled into frames are what MkDocs itself would build, byte for byte; unchanged files stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.cara import Cara
from generator.io import atomic
from generator.pages.halaman import Halaman
from generator.site import mkdocs
from generator.site.docs import Workplace
from generator.site.frames import Frame, Model, address_of, head_of, linked_by_hand, model_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workplace, Path]:
    top = tmp_path_factory.mktemp("bingkai")
    place = Workplace(top / "docs", top / "kerja" / "daftar.json")
    place.copy_hand_written(ROOT / "docs")
    result = pipeline.build(ROOT / "examples" / "dinas-contoh", top / "site", Cara(ringkas=True), workplace=place)
    assert result.built, result.findings
    return place, top / "site"


def html(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*.html"))}


def test_the_same_as_mkdocs_alone(built: tuple[Workplace, Path], tmp_path: Path) -> None:
    place, site = built
    proyek, _ = pipeline.examine(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None
    settings = pipeline.settings_of(proyek)
    mkdocs._run_mkdocs(mkdocs._config(ROOT / "mkdocs.yml", place.docs, tmp_path / "polos", settings))
    plain, ours = html(tmp_path / "polos"), html(site)
    assert ours.keys() == plain.keys()
    assert [name for name in plain if plain[name] != ours[name]] == []
    assert len(plain) > 200


def test_what_stays_is_the_same_file(built: tuple[Workplace, Path], tmp_path: Path) -> None:
    place, site = built
    names = ("sop/surat-masuk/index.html", "sop/surat-keluar/index.html", "sop/surat-masuk/checklist/1/index.html")
    before = {name: (site / name).stat().st_ino for name in names}
    tampered = site / names[2]
    whole = tampered.read_bytes()
    tampered.unlink()
    tampered.write_bytes(b"diganti orang lain")
    assert pipeline.build(ROOT / "examples" / "dinas-contoh", site, Cara(ringkas=True), workplace=place).built
    assert {name: (site / name).stat().st_ino for name in names[:2]} == {name: before[name] for name in names[:2]}
    assert tampered.read_bytes() == whole


def test_another_site_is_never_taken_over(built: tuple[Workplace, Path], tmp_path: Path) -> None:
    """The record tells of one site; a folder with another mark shares no file with it."""
    place, site = built
    other = tmp_path / "lain"
    shutil.copytree(site, other)
    (other / atomic.MARK).write_bytes(b"situs lain\n")
    wrong = other / "sop" / "surat-masuk" / "index.html"
    at = wrong.stat()
    assert pipeline.build(ROOT / "examples" / "dinas-contoh", other, Cara(ringkas=True), workplace=place).built
    assert wrong.stat().st_ino != at.st_ino
    assert html(other) == html(site)


def model(page: Halaman, alone: bool = False) -> Model:
    return model_of(page.path, head_of(page.to_markdown().encode()), alone)


def test_a_page_says_its_own_words_in_its_group() -> None:
    pages = [
        Halaman(f"sop/{slug}/index.md", f"Judul <{slug}>", f"<div><h1>{slug}</h1></div>", {"description": f"& {slug}"})
        for slug in ("satu", "dua")
    ]
    models = [model(page) for page in pages]
    assert models[0] == models[1]
    title, body = "\ue001judul\ue001", '<div data-isi="\ue001isi\ue001"><h1></h1></div>'
    frame = Frame(models[0], f"<title>{title}</title><a href='/{address_of(models[0].path)}'>\n{body}\n</a>")
    assert frame.fill(pages[1].path, pages[1].to_markdown().encode()).decode() == (
        "<title>Judul &lt;dua&gt;</title><a href='/sop/dua/index.html'>\n<div><h1>dua</h1></div>\n</a>"
    )


def test_pages_of_other_places_or_settings_have_other_frames() -> None:
    plain = Halaman("sop/a/index.md", "A", "<div></div>")
    others = [
        Halaman("sop/a/cek/index.md", "A", "<div></div>"),
        Halaman("formulir/a/index.md", "A", "<div></div>"),
        Halaman("sop/a/index.md", "A", "<div><h1>A</h1></div>"),
        Halaman("sop/a/index.md", "A", "<div></div>", {"template": "lain.html"}),
        Halaman("sop/a/index.md", "A", "<div></div>", {"description": "uraian"}),
    ]
    assert len({model(page).path for page in [plain, *others]}) == 6
    assert model(plain, alone=True).path == plain.path


def test_pages_linked_by_hand_are_found() -> None:
    texts = {"panduan/a.md": "[a](../sop/x/index.md) [b](../sop/y/index.md#l) [c](lain.md) [d](https://e.example/)"}
    generated = ["sop/x/index.md", "sop/y/index.md", "sop/z/index.md"]
    assert linked_by_hand(texts, generated) == {"sop/x/index.md", "sop/y/index.md"}
