"""Generated pages filled into frames are what MkDocs itself would build, byte for byte; unchanged files stay."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build as mkdocs_build

from generator import pipeline
from generator.build_options import POLOS, BuildOptions
from generator.examine import examine
from generator.facts.page import Page
from generator.io import atomic
from generator.site.frames import Frame, Model, address_of, linked_by_hand, model_of, trimmed
from generator.site.look import look_of
from generator.site.mkdocs import load
from generator.site.output import Framed
from generator.site.record import Record
from tests.support.tools import ROOT

pytestmark = pytest.mark.xdist_group("frames")

CONTOH = ROOT / "examples" / "dinas-contoh"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The working folder and the site of the example."""
    top = tmp_path_factory.mktemp("bingkai")
    result = pipeline.build(CONTOH, top / "site", BuildOptions(ringkas=True), home=top / "kerja")
    assert result.built, result.findings
    return top / "kerja", top / "site"


def html(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*.html"))}


def test_the_same_as_mkdocs_alone(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Every page drawn by MkDocs itself, from the plain pages that `sop build --docs` writes."""
    _, site = built
    proyek, _ = examine(CONTOH)
    assert proyek is not None
    plain = BuildOptions(ringkas=True, pembangun=POLOS)
    assert pipeline.build(CONTOH, tmp_path / "docs", plain, home=tmp_path / "kerja").built
    look = replace(look_of(), docs=tmp_path / "docs")
    mkdocs_build(load(look, pipeline.settings_of(proyek, BuildOptions()), tmp_path / "polos"))
    theirs, ours = html(tmp_path / "polos"), html(site)
    assert ours.keys() == theirs.keys()
    assert [name for name in theirs if theirs[name] != ours[name]] == []
    assert len(theirs) > 200


def test_what_stays_is_the_same_file(built: tuple[Path, Path], tmp_path: Path) -> None:
    home, site = built
    names = ("sop/surat-masuk/index.html", "sop/surat-keluar/index.html", "sop/surat-masuk/checklist/1/index.html")
    before = {name: (site / name).stat().st_ino for name in names}
    tampered = site / names[2]
    whole = tampered.read_bytes()
    tampered.unlink()
    tampered.write_bytes(b"diganti orang lain")
    assert pipeline.build(CONTOH, site, BuildOptions(ringkas=True), home=home).built
    assert {name: (site / name).stat().st_ino for name in names[:2]} == {name: before[name] for name in names[:2]}
    assert tampered.read_bytes() == whole


def test_another_site_is_never_taken_over(built: tuple[Path, Path], tmp_path: Path) -> None:
    """The record tells of one site; a folder with another mark shares no file with it."""
    home, site = tmp_path / "kerja", built[1]
    other = tmp_path / "lain"
    shutil.copytree(built[0], home)
    shutil.copytree(site, other)
    (other / atomic.MARK).write_bytes(b"situs lain\n")
    wrong = other / "sop" / "surat-masuk" / "index.html"
    at = wrong.stat()
    assert pipeline.build(CONTOH, other, BuildOptions(ringkas=True), home=home).built
    assert wrong.stat().st_ino != at.st_ino
    assert html(other) == html(site)


FRAME = 5_000
"""So many bytes at most has the frame of a page that is reached through an SOP; there are ten of them to an SOP."""


def test_pages_reached_through_an_sop_are_light(built: tuple[Path, Path]) -> None:
    """They carry no menu, and no page the gaps that templates leave; the others keep their menu."""
    pages = {name: page.decode() for name, page in html(built[1]).items()}
    deep = [name for name in pages if name.count("/") > 2]
    assert len(deep) > 150
    for name in deep:
        before, body = pages[name].split("<article", 1)
        frame = before + body.rpartition("</article>")[2]
        assert "md-nav" not in frame and len(frame) <= FRAME, name
        assert 'class="remah"' in body, name
    for name in ("index.html", "sop/index.html", "sop/surat-masuk/index.html", "panduan/membaca.html"):
        assert "md-nav--primary" in pages[name], name
    for name, page in pages.items():
        if name != "404.html":
            assert "\n\n" not in page.partition("<article")[0].strip(), name


def test_a_trimmed_page_says_the_same() -> None:
    page = "<a>\n\n   <b>x</b>\n</a>\n<article>\n\n  <pre>\n  x\n\n</pre></article>\n  \n</html>"
    assert trimmed(page) == ("<a>\n<b>x</b>\n</a>\n<article>\n\n  <pre>\n  x\n\n</pre></article>\n</html>")
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    assert trimmed(f"{icon}<article>{icon}</article>") == f'<svg viewBox="0 0 9 9"/><article>{icon}</article>'
    assert trimmed(trimmed(page)) == trimmed(page)


def test_a_frame_with_other_settings_is_drawn_anew() -> None:
    """Also where the place in the menu, and so the address of the model, stays."""
    one = Page("sop/a/index.md", "A", "<div></div>")
    assert model(one).path != model(replace(one, meta={"template": "lain.html"})).path
    plain, other = model(one, alone=True), model(replace(one, meta={"template": "lain.html"}), alone=True)
    assert plain.path == other.path and plain.text != other.text
    record, drawn = Record(), []
    builder = SimpleNamespace(patience=1, said=[], key=lambda: "k", frames=lambda models: [
        drawn.append(m.text) or m.text for m in models])  # fmt: skip
    last = Record(builder="k", frames={plain.path: (plain.text, plain.text)})
    look = SimpleNamespace(menu=["sop/a/index.md"])
    framed = Framed(builder, look, last, record)  # type: ignore[arg-type]
    list(framed.finish([replace(one, meta={"template": "lain.html"})]))
    assert drawn == [other.text]


def model(page: Page, alone: bool = False) -> Model:
    return model_of(page, alone)


def test_a_page_says_its_own_words_in_its_group() -> None:
    pages = [
        Page(f"sop/{slug}/index.md", f"Judul <{slug}>", f"<div><h1>{slug}</h1></div>", {"description": f"& {slug}"})
        for slug in ("satu", "dua")
    ]
    models = [model(page) for page in pages]
    assert models[0] == models[1]
    title, body = "\ue001judul\ue001", '<div data-isi="\ue001isi\ue001"><h1></h1></div>'
    frame = Frame(models[0].path, f"<title>{title}</title><a href='/{address_of(models[0].path)}'>\n{body}\n</a>")
    assert frame.fill(pages[1]).decode() == (
        "<title>Judul &lt;dua&gt;</title><a href='/sop/dua/index.html'>\n<div><h1>dua</h1></div>\n</a>"
    )


def test_pages_of_other_places_or_settings_have_other_frames() -> None:
    plain = Page("sop/a/index.md", "A", "<div></div>")
    others = [
        Page("sop/a/cek/index.md", "A", "<div></div>"),
        Page("formulir/a/index.md", "A", "<div></div>"),
        Page("sop/a/index.md", "A", "<div><h1>A</h1></div>"),
        Page("sop/a/index.md", "A", "<div></div>", {"template": "lain.html"}),
        Page("sop/a/index.md", "A", "<div></div>", {"description": "uraian"}),
    ]
    assert len({model(page).path for page in [plain, *others]}) == 6
    assert model(plain, alone=True).path == plain.path


def test_pages_linked_by_hand_are_found() -> None:
    texts = {
        "panduan/a.md": "[a](../sop/x/index.md) [b](../sop/y/index.md#l) [c](lain.md) [d](https://e.example/)\n"
        "```text\n[e](contoh.md)\n```\n[f](../../luar.md)"
    }
    assert linked_by_hand(texts) == {"sop/x/index.md", "sop/y/index.md", "panduan/lain.md"}
